/* score.h - what extraction finds in the sentences of a file of cases, held against what they
 * expect: value (or range), unit, bound and year must be right, at an overlapping place. */
#ifndef LODE_TESTS_CLAIMS_SCORE_H
#define LODE_TESTS_CLAIMS_SCORE_H

#include <stdio.h>

#include "cases.h"

typedef struct Score {
    int found, missed, wrong; /* claims; wrong: found and not expected */
    int relations;            /* of those found, with the right relation, too */
} Score;

/* False when the file cannot be read. Sentences with a miss go to `say`, unless it is NULL. */
bool score_file(const ClaimReader *reader, const char *path, FILE *say, Score *out);

/* 2 P R / (P + R) */
double score_f1(const Score *score);

#endif
