/* test_heldout.c - sentences of our own, written before the grammar was tuned on anything: what
 * they claim must be found, and nothing else. heldout.jsonl came first, second.jsonl after a
 * first round of mending; docs/claims.md has the figures of the first run on each. */
#include <stdio.h>

#include "score.h"
#include "support/test.h"

static Score score_of(const char *name)
{
    Score score;
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", LODE_CLAIMS_DATA, name);
    ClaimReader *reader;
    CHECK_OK(cases_reader(&reader));
    CHECK(score_file(reader, path, stdout, &score));
    claim_reader_free(reader);
    return score;
}

static void check_score(const char *name, int claims)
{
    const Score score = score_of(name);
    CHECK_INT(score.found + score.missed, claims);
    CHECK(score.found * 100 >= 97 * claims);
    CHECK(score.wrong * 100 <= claims);
    CHECK(score.relations * 100 >= 85 * claims);
}

/* Written later still: what it misses is named in docs/claims.md, "What it does not do". */
TEST(third_held_out_set)
{
    const Score score = score_of("third.jsonl");
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
