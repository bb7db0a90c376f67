/* effects.h - what holds this month beside the model: the only language of policies.
 * The month opens with effects_open; policies then tighten, tax and shift; the simulation turns
 * the result into numbers of the Program. The market never learns a policy's name, and a policy
 * never sees a column. All amounts are per step. */
#ifndef LODE_NET_EFFECTS_H
#define LODE_NET_EFFECTS_H

#include "net/net.h"

/* Money that a policy offers for what a facility does, or for what is started of an expansion
 * option. Who pays is the policy's number in its plan. */
typedef struct Aid {
    int32_t payer, facility;
    double rate;  /* money per unit of activity */
    double share; /* fraction of the capital cost */
} Aid;

typedef struct Effects {
    Month month;          /* first month of the step */
    double *capacity;     /* facilities: activity per step; INFINITY = no limit */
    double *flow_limit;   /* routes: amount per step; INFINITY = none */
    double *duty;         /* routes: fraction of the price at the origin */
    double *specific;     /* routes: money per unit */
    double *conduct;      /* routes: how far sellers count on lowering the price; 0 = not */
    double *believed;     /* routes: elasticity of use at the end that they believe in; NAN =
                           * that of final demand */
    double *demand_scale; /* demands: multiple of what the driver asks for */
    double *collected;    /* facilities: activity per step that products leaving use allow;
                           * INFINITY = it collects none */
    double *limit;        /* limit rows: amount per step; INFINITY = not in force */

    /* Orders: what an agency would buy or sell at most, and at which price at the worst. */
    double *order_limit; /* orders: amount per step; 0 = none */
    double
        *order_price; /* orders: a purchase pays at most this, a release asks at least this */

    /* Contracts: a share of the output is paid at a price of its own instead of the market's.
     */
    double *contract;       /* facilities: share; 0 = none */
    double *contract_price; /* facilities: money per unit of the contract's commodity */
    double *least, *most;   /* facilities: activity per step beside capacity */

    /* Money: filled by effects_support and effects_grant, at most what each payer has left. */
    double *support; /* facilities: what all payers together add to a unit of activity */
    double *left;    /* payers: money that may still be spent; INFINITY = no budget */
    Aid *aids;
    int32_t n_aids, room_for_aids, n_payers;

    double *known;     /* technologies: share of their family that can be made with them; NAN =
                        * nobody has said (sim/adopt.h) */
    double *spreading; /* technologies: multiple of the speed at which they spread */

    /* Building: of facilities that are expansion options; others leave them unread. */
    double *permit_months; /* from the decision until construction begins */
    double *build_scale;   /* multiple of the capacity that may be started in a step */
    double *capital_scale; /* multiple of the capital cost */
    double *ordered;       /* started whatever it earns; activity per step of capacity */
    double *training;      /* regions: skilled workers who join beyond the trend; per step */
} Effects;

/* How many policies may pay, and for how many facilities in all. */
typedef struct Payers {
    int32_t n_payers, n_aids;
} Payers;

/* All arrays in `arena`, sized for the net. */
Status effects_new(const Net *net, Payers payers, Arena *arena, Effects *out);

/* What `from` holds into `to`; both are of this net and have room for as many aids. */
void effects_copy(const Net *net, const Effects *from, Effects *to);

/* The month without any policy: dated capacities, limits and duties of the tables. */
void effects_open(const Net *net, Month month, Effects *effects);

/* At most `limit` may flow on the route; the tightest limit holds. */
void effects_limit_flow(Effects *effects, int32_t route, double limit);

/* Duties add up. Negative ones are subsidies. */
void effects_tax_flow(Effects *effects, int32_t route, double duty, double specific);

/* Who sells on the route counts on `conduct` of what one more unit lowers the price at its end
 * (sim/conduct.h); the strongest of several holds. */
void effects_hold_back(Effects *effects, int32_t route, double conduct, double elasticity);

/* A share of the capacity is left (0 = none, 1 = all). */
void effects_scale_capacity(Effects *effects, int32_t facility, double share);

/* Demand at every price is multiplied by the factor. */
void effects_scale_demand(Effects *effects, int32_t demand, double factor);

/* Sets the limit of a limit row; the tightest holds. */
void effects_limit_row(Effects *effects, int32_t row, double limit);

/* An order column buys or sells up to `limit` where the price is good enough. */
void effects_order(Effects *effects, int32_t order, double limit, double price);

/* The share of what a facility puts out of its contract's commodity (net.h) earns `price` per
 * unit instead of the market's price. */
void effects_contract(Effects *effects, int32_t facility, double share, double price);

/* The facility does at least, at most so much in the step, within its capacity. */
void effects_bound_activity(Effects *effects, int32_t facility, double least, double most);

/* Capacity beside that of the tables; activity per step. */
void effects_add_capacity(Effects *effects, int32_t facility, double capacity);

/* The payer has this much money left; the least of several holds. */
void effects_budget(Effects *effects, int32_t payer, double left);

/* The payer adds `rate` money to every unit of the facility's activity; several add up, a
 * negative one is a levy. */
void effects_support(Effects *effects, int32_t payer, int32_t facility, double rate);

/* The payer bears a share of the capital cost of what is started of an expansion option in this
 * step; several add up to at most all of it. */
void effects_grant(Effects *effects, int32_t payer, int32_t facility, double share);

/* Lowers rates so that no payer can spend more on support than it has left, whatever the
 * facilities do up to their capacity; then sums them into `support`. To be called once, behind
 * the last policy. Grants are kept within what is left where building is decided. */
void effects_keep_budgets(Effects *effects);

/* Permits for an expansion option take a multiple of the time that is said so far. */
void effects_scale_permits(Effects *effects, int32_t facility, double factor);

/* What may be started of an expansion option, and what it costs, as multiples of what is said
 * so far. */
void effects_scale_building(Effects *effects, int32_t facility, double factor);
void effects_scale_capital(Effects *effects, int32_t facility, double factor);

/* So much capacity of an expansion option is started in this step, whatever it earns. */
void effects_order_capacity(Effects *effects, int32_t facility, double capacity);

/* The technology spreads at a multiple of the speed that is said so far. */
void effects_scale_spreading(Effects *effects, int32_t technology, double factor);

/* Skilled workers who join the region's pool in this step, beyond the trend of labour.csv. */
void effects_train(Effects *effects, int32_t region, double workers);

#endif
