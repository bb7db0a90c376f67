/* Any string is a legal question: thousands of made-up ones, and those that trip FTS5. */
#include "unit/evidence/fixture.h"

static Fixture open_small(void)
{
    Fixture fx = fixture_open(NULL);
    CHECK_OK(fixture_file(&fx, data_path("judged.jsonl")));
    return fx;
}

TEST(what_trips_fts5_does_not_trip_us)
{
    static const char *const questions[] = {
        "400,000",
        "68%",
        "e.g.",
        "\"",
        "\"\"",
        "\"unbalanced",
        "(",
        ")",
        "()",
        "NEAR(a b, 2)",
        "NEAR",
        "AND",
        "OR",
        "NOT",
        "a OR",
        "OR a",
        "AND AND",
        "a AND OR b",
        "a -",
        "-",
        "--",
        "-a",
        "--a",
        "*",
        "**",
        "a*",
        "*a",
        "a**",
        "^a",
        "{title}:a",
        "title:",
        "title:title:a",
        "title:\"",
        "title:-a",
        "-title:a",
        "-\"a",
        "body:*",
        "source:",
        "source:\"harbour wire\"",
        "date:x",
        "from:",
        "from:9999",
        "element:",
        "element:x -element:镝",
        "topic:none",
        "topic:\"\"",
        "a+b",
        "a^b",
        "a:b:c",
        ":",
        "::",
        "'",
        "''",
        ";",
        "--;",
        "\\",
        "%",
        "_",
        "?1",
        "\x01\x02",
        "\xff\xfe",
        "\xe9\x95",
        "“稀土”",
        "“",
        "　",
        "a　b",
        "|",
        "a | b",
        "|| a",
        "&& a",
        "a && b",
        "-OR",
        "-AND",
        "the of and",
        "\"the of and\"",
        "the*",
        "-the",
        "镝*",
        "-镝",
        "\"镝\"",
        "title:镝",
        "镝 OR 铽",
        "镝 AND 铽",
        "稀土*",
        "\"稀土*\"",
        "-稀土*",
    };
    Fixture fx = open_small();
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        EvidenceResults *r;
        for (int scope = 0; scope < 2; scope++) {
            const EvidenceQuery query = {
                .text = questions[i], .scope = (EvidenceScope)scope, .facets = true};
            const Status st = evidence_search(fx.library, &query, &r);
            if (st) print_error("'%s': %s\n", questions[i], evidence_message(fx.library));
            CHECK_OK(st);
            evidence_results_free(r);
        }
    }
    fixture_close(&fx);
}

static uint32_t next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

/* Pieces of the grammar in any order, with and without blanks, and any bytes. */
static void make_question(uint32_t *state, char *out)
{
    static const char *const pieces[] = {
        "\"",         "-",         "OR",       "AND", "title:", "*",   "稀土", "镝",
        "rare earth", "(",         ":",        " ",   " ",      "|",   "NEAR", "'",
        "body:",      "date:2024", "element:", "a",   "釹鐵硼", "8.5%"};
    out[0] = '\0';
    for (uint32_t n = next(state) % 12; n > 0; n--) {
        strcat(out, pieces[next(state) % (sizeof pieces / sizeof *pieces)]);
        if (next(state) % 16 == 0) {
            const char odd[] = {(char)(next(state) % 255 + 1), '\0'};
            strcat(out, odd);
        }
    }
}

TEST(twenty_thousand_made_up_questions)
{
    uint32_t random = 2463534242u;
    Fixture fx = open_small();
    for (int i = 0; i < 20000; i++) {
        char text[512];
        EvidenceResults *r;
        make_question(&random, text);
        const Status st = evidence_search(fx.library, &(EvidenceQuery){.text = text}, &r);
        if (st) print_error("'%s': %s\n", text, evidence_message(fx.library));
        CHECK_OK(st);
        evidence_results_free(r);
    }
    fixture_close(&fx);
}

TEST(a_very_long_question_is_cut)
{
    static const char words[] = "words of a long question";
    char *text = calloc(200001, 1);
    Fixture fx = open_small();
    EvidenceResults *r;
    for (int i = 0; i < 20000; i++)
        memcpy(text + (size_t)i * 10, words + (size_t)(i % 7), 10);
    CHECK_OK(evidence_search(fx.library, &(EvidenceQuery){.text = text}, &r));
    evidence_results_free(r);
    memset(text, '"', 200000);
    CHECK_OK(evidence_search(fx.library, &(EvidenceQuery){.text = text}, &r));
    evidence_results_free(r);
    free(text);
    fixture_close(&fx);
}
