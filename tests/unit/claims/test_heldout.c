/* test_heldout.c - sentences of our own, written before the grammar was tuned on anything: what
 * they claim must be found, and nothing else. heldout.jsonl came first, second.jsonl after a
 * first round of mending; docs/claims.md has the figures of the first run on each. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "support/test.h"

typedef struct Score {
    int found, missed, wrong, relations;
} Score;

static double number_of(const json_t *item, const char *key)
{
    const json_t *value = json_object_get(item, key);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static bool near(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-6 * fmax(1.0, fabs(b));
}

static bool same_text(const json_t *a, const json_t *b, const char *key)
{
    const char *wanted = json_string_value(json_object_get(b, key));
    const char *got = json_string_value(json_object_get(a, key));
    return !wanted || (got && strcmp(got, wanted) == 0);
}

static bool matches(const json_t *got, const json_t *wanted)
{
    const bool overlap = number_of(got, "start") < number_of(wanted, "end") &&
                         number_of(wanted, "start") < number_of(got, "end");
    const double year = number_of(wanted, "year");
    return overlap && near(number_of(got, "value"), number_of(wanted, "value")) &&
           near(number_of(got, "lo"), number_of(wanted, "lo")) &&
           near(number_of(got, "hi"), number_of(wanted, "hi")) &&
           (isnan(year) || near(number_of(got, "year"), year)) &&
           same_text(got, wanted, "unit") && same_text(got, wanted, "bound");
}

static void score_line(const ClaimReader *reader, const char *text, Score *score)
{
    json_t *line = json_loads(text, 0, NULL);
    json_t *found = cases_found(reader, line), *wanted = json_object_get(line, "expect");
    size_t i, j;
    json_t *want, *got;
    int right = 0;
    json_array_foreach(wanted, i, want)
    {
        bool any = false;
        json_array_foreach(found, j, got)
        {
            if (any || !matches(got, want)) continue;
            any = true;
            score->relations += same_text(got, want, "relation");
        }
        right += any;
        if (!any) print_message("missed in: %s", text);
    }
    score->found += right;
    score->missed += (int)json_array_size(wanted) - right;
    score->wrong += (int)json_array_size(found) - right;
    json_decref(found);
    json_decref(line);
}

static Score score_file(const char *name)
{
    Score score = {0};
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", LODE_CLAIMS_DATA, name);
    ClaimReader *reader;
    CHECK_OK(cases_reader(&reader));
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    char *text = NULL;
    size_t room = 0;
    while (getline(&text, &room, file) > 0)
        score_line(reader, text, &score);
    free(text);
    fclose(file);
    claim_reader_free(reader);
    return score;
}

static void check_score(const char *name, int claims)
{
    const Score score = score_file(name);
    CHECK_INT(score.found + score.missed, claims);
    CHECK(score.found * 100 >= 97 * claims);
    CHECK(score.wrong * 100 <= claims);
    CHECK(score.relations * 100 >= 85 * claims);
}

/* Written later still: what it misses is named in docs/claims.md, "What it does not do". */
TEST(third_held_out_set)
{
    const Score score = score_file("third.jsonl");
    CHECK_INT(score.found + score.missed, 59);
    CHECK(score.found >= 57); /* 年产 as a rate, and a price that lacks its kg */
    CHECK(score.wrong <= 2);
}

TEST(first_held_out_set)
{
    check_score("heldout.jsonl", 75);
}

TEST(second_held_out_set)
{
    check_score("second.jsonl", 40);
}
