/* The topic page that the project got as its input, read where it lies. Truth (EVIDENCE.md 2):
 * 4 documents, 6 + 3 + 3 + 5 groups, 15 + 8 + 8 + 9 statements, one without source and date. */
#include "unit/evidence/fixture.h"

static bool open_page(Fixture *fx)
{
    const char *path = topic_page_path();
    if (!path) {
        print_message("skipped: evidence/topic-page.txt is not beside the checkout\n");
        return false;
    }
    *fx = fixture_open(NULL);
    CHECK_OK(fixture_file(fx, path));
    return true;
}

TEST(the_page_gives_four_documents_with_their_groups_and_statements)
{
    static const int32_t groups[] = {6, 3, 3, 5}, statements[] = {15, 8, 8, 9};
    static const char *const dates[] = {"2025-09-03 09:03", NULL, "2025-07-05 04:05",
                                        "2025-06-15 04:19"};
    static const char *const sources[] = {"Sou Hu Cai Jing", NULL, "Nei Meng Gu Ri Bao",
                                          "Sou Hu Cai Jing"};
    Fixture fx;
    if (!open_page(&fx)) return;
    CHECK_INT(fx.imported.documents, 4);
    CHECK_INT(fx.imported.groups, 17);
    CHECK_INT(fx.imported.statements, 40);
    CHECK_INT(fx.imported.near_copies, 0);
    for (int i = 0; i < 4; i++) {
        EvidenceDocument *document;
        int32_t count = 0;
        CHECK_OK(evidence_document(fx.library, i + 1, &document));
        CHECK_INT(document->n_groups, groups[i]);
        for (int32_t g = 0; g < document->n_groups; g++)
            count += document->groups[g].n_statements;
        CHECK_INT(count, statements[i]);
        CHECK(dates[i] ? !strcmp(document->date, dates[i]) : !document->date);
        CHECK(sources[i] ? !strcmp(document->source, sources[i]) : !document->source);
        CHECK_TEXT(document->language, "en");
        CHECK_INT(document->n_topics, 1);
        CHECK_TEXT(document->topics[0], "高性能钕铁硼磁体");
        evidence_document_free(document);
    }
    fixture_close(&fx);
}

TEST(every_statement_has_citations_and_its_place_in_the_bytes)
{
    size_t n;
    Fixture fx;
    if (!open_page(&fx)) return;
    char *page = read_whole(topic_page_path(), &n);
    for (int64_t id = 1; id <= 4; id++) {
        EvidenceDocument *document;
        CHECK_OK(evidence_document(fx.library, id, &document));
        CHECK_INT(document->n_origins, 1);
        for (int32_t g = 0; g < document->n_groups; g++) {
            CHECK(document->groups[g].title[0]);
            for (int32_t s = 0; s < document->groups[g].n_statements; s++) {
                const EvidenceStatement *st = &document->groups[g].statements[s];
                const char *place = page + document->origins[0].at + st->at;
                CHECK(strncmp(place, st->text, (size_t)st->length) == 0);
                CHECK_INT(strlen(st->text), st->length);
                CHECK(st->citations && !strchr(st->text, '['));
                CHECK(strncmp(place + st->length, " [", 2) == 0);
            }
        }
        evidence_document_free(document);
    }
    free(page);
    fixture_close(&fx);
}

TEST(headings_and_citations_are_the_pages)
{
    Fixture fx;
    if (!open_page(&fx)) return;
    EvidenceDocument *document;
    CHECK_OK(evidence_document(fx.library, 2, &document));
    CHECK_TEXT(document->groups[0].title, "Core Insights");
    CHECK_TEXT(document->groups[1].title, "Industry Developments");
    CHECK_TEXT(document->groups[2].title, "Market Trends");
    CHECK_TEXT(document->groups[0].statements[0].citations, "1,2");
    evidence_document_free(document);
    CHECK_OK(evidence_document(fx.library, 4, &document));
    CHECK_TEXT(document->groups[0].title, "Core Viewpoint");
    CHECK_TEXT(document->groups[0].statements[0].citations, "1,3,4");
    CHECK(strncmp(document->groups[4].title, "Group 4: ", 9) == 0);
    CHECK_TEXT(document->groups[4].statements[1].citations, "9");
    evidence_document_free(document);
    fixture_close(&fx);
}

TEST(both_languages_find_all_four)
{
    Fixture fx;
    if (!open_page(&fx)) return;
    CHECK_INT(found(&fx, "稀土", NULL), 4);
    CHECK_INT(found(&fx, "rare earth", NULL), 4);
    CHECK_INT(found(&fx, "\"rare earth\"", NULL), 4);
    CHECK_INT(found(&fx, "\"稀土\"", NULL), 4);
    fixture_close(&fx);
}

TEST(the_three_names_of_the_magnet_find_the_same)
{
    static const char *const names[] = {"NdFeB", "钕铁硼", "釹鐵硼"};
    int64_t documents[3][8] = {{0}};
    Fixture fx;
    if (!open_page(&fx)) return;
    for (int i = 0; i < 3; i++) {
        EvidenceResults *results;
        const EvidenceQuery query = {.text = names[i]};
        CHECK_OK(evidence_search(fx.library, &query, &results));
        CHECK_INT(results->n, 3);
        for (int32_t h = 0; h < results->n; h++)
            documents[i][results->hits[h].document] = 1;
        evidence_results_free(results);
        CHECK(memcmp(documents[i], documents[0], sizeof documents[0]) == 0);
    }
    fixture_close(&fx);
}

TEST(the_same_bytes_again_add_nothing)
{
    Fixture fx;
    if (!open_page(&fx)) return;
    EvidenceCounts before, after;
    CHECK_OK(evidence_counts(fx.library, &before));
    CHECK_OK(fixture_file(&fx, topic_page_path()));
    CHECK_OK(evidence_counts(fx.library, &after));
    CHECK_INT(fx.imported.known_files, 1);
    CHECK_INT(fx.imported.documents, 0);
    CHECK(memcmp(&before, &after, sizeof before) == 0);
    fixture_close(&fx);
}

TEST(the_page_as_a_topic_shows_newest_first_and_undated_last)
{
    Fixture fx;
    if (!open_page(&fx)) return;
    EvidenceTopicPage *page;
    CHECK_OK(evidence_topic_page(fx.library, "高性能钕铁硼磁体", 0, 10, &page));
    CHECK_INT(page->total, 4);
    CHECK_INT(page->items[0]->id, 1);
    CHECK_INT(page->items[1]->id, 3);
    CHECK_INT(page->items[2]->id, 4);
    CHECK_INT(page->items[3]->id, 2);
    CHECK_INT(page->items[0]->n_groups, 6);
    evidence_topic_page_free(page);
    fixture_close(&fx);
}
