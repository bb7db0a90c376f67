/* agents.h - who brings a good to a market and who takes it out. Private to explain/. */
#ifndef LODE_EXPLAIN_AGENTS_H
#define LODE_EXPLAIN_AGENTS_H

#include "explain/explain.h"

/* One market in one step. */
typedef struct Spot {
    const Record *record;
    int32_t market, step;
} Spot;

/* Values of this step. */
double at_market(const Record *r, const double *array, int32_t step, int32_t market);
double at_facility(const Record *r, const double *array, int32_t step, int32_t facility);
double at_route(const Record *r, const double *array, int32_t step, int32_t route);
double at_demand(const Record *r, const double *array, int32_t step, int32_t demand);

/* Units of the commodity that the facility puts out (> 0) or takes in (< 0) per activity. */
double coefficient_of(const Record *r, int32_t facility, int32_t commodity);

/* The markets at a route's ends. */
int32_t route_origin(const Record *r, int32_t route);
int32_t route_end(const Record *r, int32_t route);

/* Rents of all limits that a route is under, money per unit. */
double limit_rents(const Record *r, int32_t step, int32_t route);

/* The same over a facility, per unit of its activity. */
double facility_limit_rents(const Record *r, int32_t step, int32_t facility);

/* Price gap of a route beyond all it has to pay: above 0 the rent of its own limit. */
double route_gap(const Record *r, int32_t step, int32_t route);

/* A price below which nothing is told: EXPLAIN_TIGHT of the larger of the two. */
double price_noise(double a, double b);

/* An active policy that touches the thing; RECORD_NONE. */
int32_t policy_touching(const Record *r, int32_t step, RecordThing thing, int32_t item);

/* Lists, largest first; room for all routes, facilities, demands and two more. */
int32_t list_suppliers(const Spot *spot, Agent *out);
int32_t list_users(const Spot *spot, Agent *out);

/* The largest that is free, else the largest, by-products last; RECORD_NONE: an empty list. */
int32_t marginal_supplier(const Agent *agents, int32_t n);
/* The one that answers a price most strongly, else the largest. */
int32_t marginal_user(const Agent *agents, int32_t n);

#endif
