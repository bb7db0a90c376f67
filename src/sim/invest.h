/* invest.h - building where it is expected to pay.
 *
 * An option is worth building if a unit of activity is expected to earn more, beside what it
 * costs to run it, than what its capital costs:
 *     margin = expected gain of the first unit (outlook.h) - rise at half capacity
 *     charge = K c / (12 availability),     c = r / (1 - (1 + r)^-n)
 *     K      = capital x policy's multiple x (erected / erected at the start)^log2(1 -
 * learning) with the capital recovery factor c at the hurdle rate r a year over n years of
 * life; `erected` is all capacity of the process that the world has put up. Grants bear a share
 * g of K. The answer is smooth, so that a little more margin brings a little more building:
 *     start  = rate S(u),   u = (margin - charge (1 - g)) / (response x charge)
 *     S(u)   = 0 below 0,  u^2 (3 - 2 u),  1 above 1
 * up to the maximum of the option, plus what policies order. If a policy's grants ask for more
 * money than it has left, the part of the projects that it can pay for get them, the others do
 * without: start = f S(with g) + (1 - f) S(without).
 * If a region's starts need more skilled workers than are free, all are scaled alike. */
#ifndef LODE_SIM_INVEST_H
#define LODE_SIM_INVEST_H

#include "net/effects.h"
#include "sim/record.h"
#include "sim/state.h"

/* Scratch and constants of a run; taken before the first month. */
typedef struct Invest {
    const Net *net;
    double *erected;         /* processes: at the start of the run */
    double *margin, *charge; /* options: see above, money per unit of activity */
    double *rate, *room;  /* options: full rate, what the maximum leaves; activity per month */
    double *unit_cost;    /* options: K of this step */
    double *offered;      /* options: shares of K that grants offer to bear, summed */
    double *start;        /* options: what is started, activity per month */
    double *granted;      /* aids: capacity of which a grant bears its share, the same */
    double *asked, *part; /* payers: money that grants ask for, and the part that is left */
    double *need, *scale; /* regions: workers that starts need, and the part that is free */
} Invest;

Status invest_new(const Net *net, Month start, Payers payers, Arena *arena, Invest *out);

/* Before the first month: the pools of workers, and what stands. */
void invest_start(const Invest *invest, Month start, State *state);

/* At the start of a step, behind effects_open: notes what dates have put up. */
void invest_see_dates(const Invest *invest, const Effects *effects, State *state);

/* At the end of step t: what is started, what grants pay, who is trained; recorded. */
void invest_decide(Invest *invest, const Effects *effects, int32_t t, State *state,
                   Record *record);

#endif
