/* judge.h - what a tie's claim allows. Private to verdict/. */
#ifndef LODE_VERDICT_JUDGE_H
#define LODE_VERDICT_JUDGE_H

#include "verdict/verdict.h"

/* Infinite where the claim is open; slack at each end, in the claim's unit. */
typedef struct ClaimedRange {
    double low, high, slack;
} ClaimedRange;

ClaimedRange tie_range(const Tie *tie);

#endif
