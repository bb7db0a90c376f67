/* A topic is a named question; its page fills as documents arrive. */
#include "unit/evidence/fixture.h"

TEST(a_topic_fills_as_documents_arrive)
{
    Fixture fx = fixture_open(NULL);
    EvidenceTopicPage *page;
    CHECK_OK(
        evidence_topic_put(fx.library, "licences", "\"export licence\" OR \"export control\""));
    CHECK_OK(evidence_topic_page(fx.library, "licences", 0, 10, &page));
    CHECK_INT(page->total, 0);
    CHECK_TEXT(page->query, "\"export licence\" OR \"export control\"");
    evidence_topic_page_free(page);
    CHECK_OK(fixture_file(&fx, data_path("judged.jsonl")));
    CHECK_OK(evidence_topic_page(fx.library, "licences", 0, 2, &page));
    CHECK_INT(page->total, 3); /* 出口管制 and 出口许可 by the glossary */
    CHECK_INT(page->n, 2);
    CHECK_INT(page->items[0]->id, 36);
    CHECK_INT(page->items[1]->id, 34);
    CHECK(page->items[1]->n_groups == 1 && page->items[1]->groups[0].n_statements == 2);
    evidence_topic_page_free(page);
    fixture_close(&fx);
}

TEST(topics_are_listed_renewed_and_removed)
{
    Fixture fx = fixture_open(NULL);
    EvidenceTopics *topics;
    CHECK_OK(fixture_file(&fx, data_path("page.txt")));
    CHECK_OK(evidence_topic_put(fx.library, "dysprosium", "dysprosium"));
    CHECK_OK(evidence_topics(fx.library, &topics));
    CHECK_INT(topics->n, 2);
    CHECK_TEXT(topics->topics[0].name, "Made-up magnets");
    CHECK(!topics->topics[0].query);
    CHECK_INT(topics->topics[0].documents, 2);
    CHECK_INT(topics->topics[1].documents, 1);
    evidence_topics_free(topics);
    CHECK_OK(evidence_topic_put(fx.library, "dysprosium", "nothing of the kind zzz"));
    CHECK_INT(evidence_topic_put(fx.library, "  ", "x"), LODE_USAGE);
    CHECK_OK(evidence_topic_remove(fx.library, "dysprosium"));
    CHECK_INT(evidence_topic_remove(fx.library, "dysprosium"), LODE_NEGATIVE);
    CHECK_TEXT(evidence_message(fx.library), "there is no topic 'dysprosium'");
    CHECK_OK(evidence_topics(fx.library, &topics));
    CHECK_INT(topics->n, 1);
    evidence_topics_free(topics);
    fixture_close(&fx);
}

TEST(topics_filter_and_are_counted)
{
    Fixture fx = fixture_open(NULL);
    EvidenceResults *r;
    CHECK_OK(fixture_file(&fx, data_path("page.txt")));
    CHECK_OK(fixture_file(&fx, data_path("judged.jsonl")));
    CHECK_OK(evidence_topic_put(fx.library, "robots", "\"humanoid robot\""));
    CHECK_OK(evidence_topic_put(fx.library, "loop", "topic:loop"));
    CHECK_INT(found(&fx, "topic:robots", NULL), 2);
    CHECK_INT(found(&fx, "topic:loop", NULL), 0);
    const EvidenceQuery query = {.topic = "Made-up magnets", .facets = true};
    CHECK_OK(evidence_search(fx.library, &query, &r));
    CHECK_INT(r->total, 2);
    CHECK_INT(r->facets[EVIDENCE_FACET_TOPIC].n, 1);
    CHECK_INT(r->facets[EVIDENCE_FACET_TOPIC].values[0].documents, 2);
    evidence_results_free(r);
    fixture_close(&fx);
}
