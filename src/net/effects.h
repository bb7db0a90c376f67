/* effects.h - what holds this month beside the model: the only language of policies.
 * The month opens with effects_open; policies then tighten, tax and shift; the simulation turns
 * the result into numbers of the Program. The market never learns a policy's name, and a policy
 * never sees a column. All amounts are per step. */
#ifndef LODE_NET_EFFECTS_H
#define LODE_NET_EFFECTS_H

#include "net/net.h"

typedef struct Effects {
    Month month;          /* first month of the step */
    double *capacity;     /* facilities: activity per step; INFINITY = no limit */
    double *flow_limit;   /* routes: amount per step; INFINITY = none */
    double *duty;         /* routes: fraction of the price at the origin */
    double *specific;     /* routes: money per unit */
    double *demand_scale; /* demands: multiple of what the driver asks for */
    double *limit;        /* limit rows: amount per step; INFINITY = not in force */
} Effects;

/* All arrays in `arena`, sized for the net. */
Status effects_new(const Net *net, Arena *arena, Effects *out);

/* The month without any policy: dated capacities, limits and duties of the tables. */
void effects_open(const Net *net, Month month, Effects *effects);

/* At most `limit` may flow on the route; the tightest limit holds. */
void effects_limit_flow(Effects *effects, int32_t route, double limit);

/* Duties add up. Negative ones are subsidies. */
void effects_tax_flow(Effects *effects, int32_t route, double duty, double specific);

/* A share of the capacity is left (0 = none, 1 = all). */
void effects_scale_capacity(Effects *effects, int32_t facility, double share);

/* Demand at every price is multiplied by the factor. */
void effects_scale_demand(Effects *effects, int32_t demand, double factor);

/* Sets the limit of a limit row; the tightest holds. */
void effects_limit_row(Effects *effects, int32_t row, double limit);

#endif
