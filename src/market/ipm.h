/* ipm.h - steps of the interior point method: relax.c and start.c make a first point, ipm.c
 * iterates with the help of slots.c, demand.c and duty.c, market.c says from where. The
 * mathematics is in docs/solver.md. */
#ifndef LODE_MARKET_IPM_H
#define LODE_MARKET_IPM_H

#include "market/work.h"

/* How far a point is from a solution; all dimensionless. */
typedef struct Distance {
    double mean, most; /* complementarity products over their weights */
    double dual;       /* worst |phi' - a'p + duty - mult_low + mult_up| over the price scale */
    double balance;    /* worst residual of a row over its turnover */
    int32_t worst_row; /* its place */
} Distance;

typedef struct Attempt {
    double mu;      /* complementarity to start from: at 1 anything may still happen */
    double regular; /* added to the diagonal, in quantity scale over price scale */
    bool careful;   /* from the start; otherwise once progress stops */
    int most_iterations;
    double least_step; /* it is given up once steps have been shorter on average; 0: never */
    double coarse;     /* how many times further off than usual is near enough; 0: as usual */
} Attempt;

/* Puts every column, and every slack of a limit row, near the central path for rows.price. */
void ipm_start(MarketWork *work, double mu);

/* A rent near zero would leave a slack of many quotas: raises them to `mu` price scales. */
void ipm_raise_rents(MarketWork *work, double mu);

/* Moves each price in rows.price, one after the other, to where its market alone would clear
 * with every column on the central path at `mu`; limit rows' stay. Returns by how much prices
 * moved on average, as a share of price and price scale, each counted as 1 at most.
 *                                                                           [Tseng91] */
double ipm_relax(MarketWork *work, const Program *program, double mu);

/* out := base to the power of exponent, n times; base > 0. */
void ipm_powers(int32_t n, const double *base, const double *exponent, double *out);

/* What demand d takes at `price`, bounds apart; `curved` is price to the power of inv_power,
 * which holds up to the choke. Negative where demand has ended. */
double ipm_demand_quantity(const Demands *demands, int32_t d, double price, double curved);

/* Whether demand d may move: it has entries, and its bounds leave it room. */
static inline bool ipm_demand_lives(const MarketWork *work, int32_t d)
{
    const int32_t j = work->demands.slot[d];
    return j != PROGRAM_NONE && work->slots.live[j] > 0.0;
}

/* phi' and phi'' of a half's demand columns at their z: their curves are not linear. */
void ipm_demand_margins(MarketWork *work, int half);

/* Makes their phi'' the slope to where the point's other conditions would have them. */
void ipm_demand_chords(MarketWork *work, int half);

/* Iterates from the start for rows.price. LODE_DIVERGED leaves the point that came nearest in
 * `sol`; otherwise the solution is in the work. Adds to *iterations. */
Status ipm_attempt(MarketWork *work, const Program *program, const Attempt *attempt,
                   MarketSolution *sol, int *iterations, Distance *distance);

/* Solves for the step of the prices, in place: x is H^-1 b for the factored matrix H; from
 * there to the x for the matrix less what duties take away, (H - A theta duty') x = b [Saad86]
 * until the residual, over price scales, has fallen to `tolerance` of what it was. */
void duty_solve(MarketWork *work, double tolerance, double *x);

#endif
