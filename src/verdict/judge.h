/* judge.h - what a tie's claim allows. Private to verdict/. */
#ifndef LODE_VERDICT_JUDGE_H
#define LODE_VERDICT_JUDGE_H

#include "verdict/verdict.h"

/* Infinite where the claim is open; slack at each end, in the claim's unit. */
typedef struct ClaimedRange {
    double low, high, slack;
} ClaimedRange;

ClaimedRange tie_range(const Tie *tie);

/* What rounding deserves, relative to the claimed value. */
extern const double claim_slack;

/* A number as verdicts show it: 270000, 12.4, 0.56. */
void verdict_number(double value, char *out, size_t size);

/* The total that a share and an amount of the same things imply, beside the run's; NULL, or why
 * the run has none (in arena). */
const char *conflict_total(const Tie *share, const Tie *amount, const VerdictRuns *runs,
                           Arena *arena, Conflict *out);

#endif
