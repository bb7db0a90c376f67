/* Finding documents of our own writing (data/judged.jsonl: d01 to d36 are documents 1 to 36).
 */
#include <math.h>

#include "unit/evidence/fixture.h"

static Fixture open_judged(void)
{
    Fixture fx = fixture_open(NULL);
    CHECK_OK(fixture_file(&fx, data_path("judged.jsonl")));
    CHECK_INT(fx.imported.documents, 36);
    return fx;
}

/* "12 3 7": the documents a query finds, best first. */
static const char *hits(Fixture *fx, const EvidenceQuery *query)
{
    static char out[1024];
    EvidenceResults *results;
    CHECK_OK(evidence_search(fx->library, query, &results));
    out[0] = '\0';
    for (int32_t i = 0; i < results->n; i++)
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%lld", i ? " " : "",
                 (long long)results->hits[i].document);
    evidence_results_free(results);
    return out;
}

static const char *ask(Fixture *fx, const char *text)
{
    return hits(fx, &(EvidenceQuery){.text = text, .limit = 50});
}

TEST(a_phrase_is_required_and_a_word_is_not)
{
    Fixture fx = open_judged();
    CHECK_TEXT(ask(&fx, "\"price floor\""), "16");
    CHECK_TEXT(ask(&fx, "\"twelve cafes\""), "18");
    CHECK_TEXT(ask(&fx, "\"cafes twelve\""), "");
    CHECK(found(&fx, "cathodes kalgoorlie", NULL) == 2);
    CHECK_TEXT(ask(&fx, "\"cracking plant\" cathodes"), "8");
    fixture_close(&fx);
}

TEST(words_can_be_excluded)
{
    Fixture fx = open_judged();
    CHECK_TEXT(ask(&fx, "cathodes kalgoorlie -copper"), "8");
    CHECK_TEXT(ask(&fx, "cathodes kalgoorlie -\"copper cathodes\""), "8");
    CHECK_INT(found(&fx, "-copper", NULL), 35);
    CHECK_INT(found(&fx, "-source:harbour", NULL), 33);
    fixture_close(&fx);
}

TEST(or_and_and_join_what_is_required)
{
    Fixture fx = open_judged();
    CHECK_INT(found(&fx, "\"copper cathodes\" OR \"twelve cafes\"", NULL), 2);
    CHECK_INT(found(&fx, "\"copper cathodes\" \"twelve cafes\"", NULL), 0);
    CHECK_INT(found(&fx, "cathodes AND kalgoorlie", NULL), 0);
    CHECK_TEXT(ask(&fx, "strike AND copper"), "2");
    CHECK_INT(found(&fx, "copper OR kalgoorlie", NULL), 2);
    CHECK_INT(found(&fx, "OR AND | OR", NULL), 36); /* nothing asked */
    fixture_close(&fx);
}

TEST(fields_and_prefixes)
{
    Fixture fx = open_judged();
    CHECK_TEXT(ask(&fx, "title:copper"), "2");
    CHECK_TEXT(ask(&fx, "title:cathod*"), "2");
    CHECK_TEXT(ask(&fx, "body:kalgoorlie"), "");
    CHECK_TEXT(ask(&fx, "kalgoo*"), "8");
    CHECK_INT(found(&fx, "source:harbour", NULL), 3);
    CHECK_INT(found(&fx, "date:2024-06", NULL), 3);
    CHECK_INT(found(&fx, "from:2025-05 to:2025-06", NULL), 3);
    CHECK_INT(found(&fx, "lang:zh", NULL), 16);
    CHECK_INT(found(&fx, "unknown:field", NULL), 0); /* words of no text here */
    fixture_close(&fx);
}

TEST(one_character_finds_it_wherever_it_stands)
{
    Fixture fx = open_judged();
    const EvidenceQuery plain = {.text = "镝", .plain = true, .limit = 50};
    CHECK_TEXT(hits(&fx, &plain), "22 33 19");
    char simplified[256];
    snprintf(simplified, sizeof simplified, "%s", ask(&fx, "镝"));
    CHECK_TEXT(ask(&fx, "鏑"), simplified);
    CHECK(found(&fx, "镝", NULL) >= 6); /* dysprosium too */
    fixture_close(&fx);
}

TEST(simplified_and_traditional_are_one)
{
    Fixture fx = open_judged();
    char simplified[1024];
    snprintf(simplified, sizeof simplified, "%s", ask(&fx, "台湾磁材厂扩产钕铁硼"));
    CHECK_TEXT(ask(&fx, "臺灣磁材廠擴產釹鐵硼"), simplified);
    CHECK(strncmp(simplified, "32", 2) == 0);
    fixture_close(&fx);
}

TEST(the_glossary_widens_a_query)
{
    Fixture fx = open_judged();
    int64_t first;
    CHECK(found(&fx, "grain boundary diffusion", NULL) >= 2);
    const EvidenceQuery plain = {.text = "\"humanoid robot\"", .plain = true};
    CHECK_TEXT(hits(&fx, &plain), "17");
    CHECK_TEXT(ask(&fx, "\"humanoid robot\""), "17 30");
    CHECK_INT(found(&fx, "人形机器人", &first), 2);
    CHECK_INT(first, 30);
    fixture_close(&fx);
}

TEST(filters_by_date_source_language_and_concept)
{
    Fixture fx = open_judged();
    CHECK_TEXT(hits(&fx, &(EvidenceQuery){.country = "Myanmar"}), "23 9");
    CHECK_TEXT(hits(&fx, &(EvidenceQuery){.country = "缅甸", .language = "en"}), "9");
    CHECK_TEXT(hits(&fx, &(EvidenceQuery){.element = "gallium"}), "14");
    CHECK_TEXT(hits(&fx, &(EvidenceQuery){.company = "lynas"}), "8");
    CHECK_TEXT(hits(&fx, &(EvidenceQuery){.text = "element:镓"}), "14");
    CHECK_TEXT(hits(&fx, &(EvidenceQuery){.source = "Outback Mining Post"}), "16 8 18");
    CHECK_TEXT(hits(&fx, &(EvidenceQuery){.source = "outback"}), "");
    CHECK_TEXT(hits(&fx, &(EvidenceQuery){.from = "2025-06", .to = "2025-06-30"}), "29");
    CHECK_TEXT(hits(&fx, &(EvidenceQuery){.element = "unobtainium"}), "");
    CHECK_TEXT(hits(&fx, &(EvidenceQuery){.from = "no date"}), "");
    fixture_close(&fx);
}

TEST(us_and_us_differ)
{
    Fixture fx = fixture_open(NULL);
    CHECK_OK(fixture_bytes(&fx, "a.txt", "One\n\nTell us about the mines, or let us go."));
    CHECK_OK(fixture_bytes(&fx, "b.txt", "Two\n\nThe US mines and U.S. magnets."));
    CHECK_TEXT(hits(&fx, &(EvidenceQuery){.country = "united-states"}), "2");
    fixture_close(&fx);
}

TEST(facets_count_what_was_found)
{
    Fixture fx = open_judged();
    EvidenceResults *r;
    const EvidenceQuery query = {.text = "\"Myanmar\" OR \"印度\"", .facets = true};
    CHECK_OK(evidence_search(fx.library, &query, &r));
    CHECK_INT(r->total, 4);
    const EvidenceFacet *countries = &r->facets[EVIDENCE_FACET_COUNTRY];
    CHECK_TEXT(countries->values[0].value, "india");
    CHECK_INT(countries->values[0].documents, 2);
    const EvidenceFacet *languages = &r->facets[EVIDENCE_FACET_LANGUAGE];
    CHECK_INT(languages->n, 2);
    CHECK_INT(languages->values[0].documents + languages->values[1].documents, 4);
    const EvidenceFacet *years = &r->facets[EVIDENCE_FACET_YEAR];
    CHECK_TEXT(years->values[0].value, "2025");
    CHECK_INT(years->values[0].documents, 2);
    evidence_results_free(r);
    fixture_close(&fx);
}

TEST(pages_are_parts_of_one_order)
{
    Fixture fx = open_judged();
    EvidenceQuery query = {.text = "稀土 magnet", .limit = 1000};
    EvidenceResults *all, *page;
    CHECK_OK(evidence_search(fx.library, &query, &all));
    CHECK(all->n == all->total && all->n > 15);
    for (int32_t size = 1; size <= 7; size += 3) {
        query.limit = size;
        for (int32_t at = 0; at < all->n; at += size) {
            query.offset = at;
            CHECK_OK(evidence_search(fx.library, &query, &page));
            for (int32_t i = 0; i < page->n; i++)
                CHECK_INT(page->hits[i].document, all->hits[at + i].document);
            evidence_results_free(page);
        }
    }
    query.offset = 1000;
    CHECK_OK(evidence_search(fx.library, &query, &page));
    CHECK(page->n == 0 && page->total == all->total);
    for (int32_t i = 1; i < all->n; i++)
        CHECK(all->hits[i - 1].score >= all->hits[i].score);
    evidence_results_free(page);
    evidence_results_free(all);
    fixture_close(&fx);
}

/* ln(1 + (3 - 2 + .5) / (2 + .5)) for each word, which two of three texts have; lengths 4, 6
 * and 2 words, 4 on average: k1 L = 1.2 (.25 + .75 length / 4) = 1.2, 1.65, .75. A title counts
 * twice. */
TEST(scores_are_those_of_the_formula)
{
    Fixture fx = fixture_open(NULL);
    EvidenceResults *r;
    const double idf = log(1.6);
    const double scores[] = {0.0, idf * (2 * 2.2 / 3.2 + 1 * 2.2 / 2.2), idf * 2 * 2.2 / 3.65,
                             idf * 2 * 2.2 / 2.75};
    const EvidenceQuery query = {.text = "kebab lorry", .plain = true};
    CHECK_OK(fixture_bytes(&fx, "three.jsonl",
                           "{\"title\":\"Apple\",\"body\":\"kebab kebab lorry\"}\n"
                           "{\"title\":\"Kebab\",\"body\":\"onion onion onion onion onion\"}\n"
                           "{\"title\":\"Lorry\",\"body\":\"apple\"}\n"));
    CHECK_OK(evidence_search(fx.library, &query, &r));
    CHECK_INT(r->n, 3);
    for (int32_t i = 0; i < r->n; i++)
        CHECK_NEAR(r->hits[i].score, scores[r->hits[i].document], 1e-12);
    evidence_results_free(r);
    fixture_close(&fx);
}

/* Required groups narrow, words beside them only add to the score. */
TEST(what_is_required_narrows_and_the_rest_only_ranks)
{
    Fixture fx = open_judged();
    EvidenceResults *narrow, *wide;
    const EvidenceQuery with = {.text = "\"Myanmar\" magnet", .limit = 100};
    const EvidenceQuery without = {.text = "myanmar magnet", .limit = 100};
    CHECK_OK(evidence_search(fx.library, &with, &narrow));
    CHECK_OK(evidence_search(fx.library, &without, &wide));
    CHECK(narrow->total > 0 && narrow->total < wide->total);
    for (int32_t i = 0; i < narrow->n; i++) {
        int32_t k = 0;
        while (wide->hits[k].document != narrow->hits[i].document)
            k++;
        CHECK_NEAR(narrow->hits[i].score, wide->hits[k].score, 1e-9);
    }
    evidence_results_free(narrow);
    evidence_results_free(wide);
    fixture_close(&fx);
}

/* What is kept of a question is forgotten when documents arrive. */
TEST(a_question_asked_again_knows_what_came_since)
{
    Fixture fx = open_judged();
    EvidenceResults *r;
    const EvidenceQuery query = {.text = "myanmar", .facets = true};
    int64_t before = 0, again = 0, sources = 0;
    for (int i = 0; i < 2; i++) {
        CHECK_OK(evidence_search(fx.library, &query, &r));
        *(i ? &again : &before) = r->total;
        sources = r->facets[EVIDENCE_FACET_SOURCE].n;
        evidence_results_free(r);
    }
    CHECK_INT(again, before);
    CHECK_OK(fixture_bytes(&fx, "new.jsonl",
                           "{\"title\":\"Myanmar mines\",\"source\":\"A new wire\","
                           "\"body\":\"Mines of Myanmar opened again in the rain.\"}\n"));
    CHECK_OK(evidence_search(fx.library, &query, &r));
    CHECK_INT(r->total, before + 1);
    CHECK_INT(r->facets[EVIDENCE_FACET_SOURCE].n, sources + 1);
    evidence_results_free(r);
    fixture_close(&fx);
}

TEST(equal_scores_come_newest_first)
{
    Fixture fx = open_judged();
    CHECK(strncmp(ask(&fx, ""), "16 29 36 34 19 12", 17) == 0);
    fixture_close(&fx);
}

/* The marked parts of a text, joined by '|'. */
static const char *marked(const EvidenceText *text)
{
    static char out[1024];
    out[0] = '\0';
    for (int32_t i = 0; i < text->n_marks; i++)
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%.*s", i ? "|" : "",
                 (int)text->marks[i].length, text->text + text->marks[i].at);
    return out;
}

TEST(snippets_show_where)
{
    Fixture fx = open_judged();
    EvidenceResults *r;
    CHECK_OK(evidence_search(fx.library, &(EvidenceQuery){.text = "cafes pool"}, &r));
    CHECK_TEXT(marked(&r->hits[0].snippet), "cafes|pool");
    CHECK_TEXT(marked(&r->hits[0].title), "Cafe");
    evidence_results_free(r);
    CHECK_OK(evidence_search(fx.library, &(EvidenceQuery){.text = "驱动电机"}, &r));
    CHECK_INT(r->hits[0].document, 20);
    CHECK_TEXT(marked(&r->hits[0].snippet), "驱动电机");
    evidence_results_free(r);
    CHECK_OK(evidence_search(fx.library, &(EvidenceQuery){.text = "镝", .plain = true}, &r));
    CHECK_TEXT(marked(&r->hits[0].snippet), "镝");
    evidence_results_free(r);
    fixture_close(&fx);
}

TEST(a_long_text_is_cut_around_what_was_asked)
{
    char text[20000] = "Title\n\n";
    Fixture fx = fixture_open(NULL);
    EvidenceResults *r;
    for (int i = 0; i < 300; i++)
        strcat(text, "filler words go on and on. ");
    strcat(text, "Then dysprosium prices rose. ");
    for (int i = 0; i < 300; i++)
        strcat(text, "filler words go on and on. ");
    CHECK_OK(fixture_bytes(&fx, "a.txt", text));
    CHECK_OK(evidence_search(fx.library, &(EvidenceQuery){.text = "dysprosium"}, &r));
    const EvidenceText *snippet = &r->hits[0].snippet;
    CHECK(strlen(snippet->text) < 300);
    CHECK_TEXT(marked(snippet), "dysprosium");
    CHECK(strncmp(snippet->text, "…", 3) == 0);
    evidence_results_free(r);
    fixture_close(&fx);
}

TEST(statements_are_found_as_such)
{
    Fixture fx = open_judged();
    EvidenceResults *r;
    const EvidenceQuery query = {.text = "coercivity stays high", .scope = EVIDENCE_STATEMENTS};
    CHECK_OK(evidence_search(fx.library, &query, &r));
    CHECK_INT(r->hits[0].document, 4);
    CHECK(r->hits[0].statement > 0);
    CHECK_TEXT(r->hits[0].snippet.text,
               "Coercivity stays high while dysprosium use falls by half.");
    CHECK_TEXT(marked(&r->hits[0].snippet), "Coercivity|stays|high");
    evidence_results_free(r);
    const EvidenceQuery in = {.text = "稀土",
                              .scope = EVIDENCE_STATEMENTS,
                              .country = "India",
                              .language = "zh",
                              .facets = true};
    CHECK_OK(evidence_search(fx.library, &in, &r));
    for (int32_t i = 0; i < r->n; i++)
        CHECK_INT(r->hits[i].document, 29);
    evidence_results_free(r);
    fixture_close(&fx);
}

TEST(sql_and_html_stay_text)
{
    static const char *const title = "Robert'); DROP TABLE document;--";
    static const char *const body = "<script>alert(1)</script> \" OR 1=1 -- && <b>bold</b>";
    char text[512];
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d;
    int64_t first;
    snprintf(text, sizeof text, "%s\n\n%s\n", title, body);
    CHECK_OK(fixture_bytes(&fx, "a.txt", text));
    CHECK_OK(evidence_document(fx.library, 1, &d));
    CHECK_TEXT(d->title, title);
    CHECK(strstr(d->body, body));
    CHECK_INT(found(&fx, "'); DROP TABLE document;--", &first), 1);
    CHECK_INT(first, 1);
    CHECK_INT(found(&fx, "<script>alert(1)", NULL), 1);
    CHECK_OK(evidence_topic_put(fx.library, title, "x\"') OR 1=1"));
    evidence_document_free(d);
    fixture_close(&fx);
}
