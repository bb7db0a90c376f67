/* build.h - capacity that a planner builds, keeps and gives up.
 *
 * b_v, what is started of an option in step v (activity per month), works from permit + lead
 * months after the start of v on, over its lifetime. With sigma_vt the mean share of it that
 * works in step t (ramp and the ends of its life included; 1 year of life in a step of 10 is
 * 0.1), K_t what works in it,
 *     x_t <= months availability K_t,   sum_s r_vs <= b_v
 *     K_t <= K_t-1 + sum_v (sigma_vt - sigma_v,t-1) [ b_v - sum_v<s<t r_vs ]
 *                  - sum_v sigma_vt r_vt
 * which adds up to K_t <= sum_v sigma_vt [ b_v - sum_v<s<=t r_vs ], and ties a start to the few
 * steps in which it comes to work or to its end, instead of to all steps of its life.
 *     cost:  d_v capital e_v b_v + sum_t d_t keep months sigma_vt [ what of it is kept ]
 * r_vs, what is given up early, is there where keeping costs. What stands by date is kept or
 * given up likewise. e_v is the share of a life that falls into the run: with N years from its
 * opening to the end of the run, L years of life, q = 1/(1+r),
 *     annuity   W / (W + B),   W = sum_1..N q^y,  B = sum_N+1..L q^y
 *     message   W / (W + (1+r) B): the first year beyond the run counts as the last one in it
 *               [Huppmann19]
 *     linear    N / L
 *     none      1: what is left is worth nothing */
#ifndef LODE_HORIZON_BUILD_H
#define LODE_HORIZON_BUILD_H

#include "horizon/assemble.h"
#include "sim/record.h"

/* Columns of one option: what is started in each step, PROGRAM_NONE where nothing would work
 * before the end; and what is given up of it. */
typedef struct Build {
    int32_t *start;   /* n_steps */
    int32_t *give_up; /* n_steps x n_steps: of step v, in step s; NULL where keeping is free */
} Build;

/* The options of expansions.csv. */
void tie_builds(Horizon *horizon);

/* Capacity, what is started, what is under way, and what it costs, into the record. */
void build_fill(const Horizon *horizon, const MarketSolution *sol, Record *record);

#endif
