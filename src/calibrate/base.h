/* base.h - the base year as the model itself expects it: what is possible in the first step of
 * `baseline`, and what a usual month would look like before anything is calibrated. All amounts
 * are per step. */
#ifndef LODE_CALIBRATE_BASE_H
#define LODE_CALIBRATE_BASE_H

#include "kinds/plan.h"
#include "market/market.h"

typedef struct Base {
    Arena *arena;
    const Model *model; /* as written: without a fit */
    Plan *plan;
    Net *net;
    Effects effects; /* of the first step, policies of `baseline` included */
    Program program; /* the usual month's numbers */
    MarketSolution usual;
    double *turnover; /* rows: a usual amount */
    double *wanted;   /* demands: at the reference price; linear ones: at the usual price */
} Base;

enum { BASE_MONTHS = 12 }; /* what the base year covers, from the model's start */

/* LODE_DIVERGED or LODE_INFEASIBLE: the model as written has no usual month; diag says so. */
Status base_new(const Model *model, Diag *diag, Base **out);
void base_free(Base *base); /* NULL is fine */

/* The scenario that a run without scenarios means: "baseline", or NULL if there is none. */
const char *base_scenario(const Model *model);

/* The usual month of a net of this model, fitted or not, in the first step's conditions. */
Status base_usual(const Base *base, const Net *net, Arena *arena, Program *program,
                  MarketSolution *usual);

/* Reference price of a market, money per unit, and its usual turnover, amount per step. */
double base_price(const Base *base, int32_t market);
double base_turnover(const Base *base, int32_t market);

/* How much of a column the smallest market that it touches turns over. */
double base_reach(const Base *base, int32_t column);

/* Writes what these quantities move in each market: half of what comes and goes. */
void base_moved(const Base *base, const double *z, double *moved);

/* Value of all that a facility puts out at these prices, money per unit of activity. */
double base_output_value(const Base *base, int32_t facility, const double *price);

/* Value of the outputs less that of the inputs. */
double base_net_value(const Base *base, int32_t facility, const double *price);

/* Marginal cost of a facility as written, at activity x. */
double base_marginal_cost(const Base *base, int32_t facility, double x);

#endif
