#include "explain/agents.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Amounts below these shares of what the largest market of the commodity, and of anything in
 * the same unit, turns over are what the solver leaves of nothing. */
#define DUST 1e-7
#define DUST_OF_ALL 1e-9
/* The linear piece above the choke price ends at 1.2 times the choke (docs/model.md). */
#define CHOKE_RISE 0.2

double at_market(const Record *r, const double *array, int32_t step, int32_t market)
{
    return array[(size_t)step * (size_t)r->n_markets + (size_t)market];
}

double at_facility(const Record *r, const double *array, int32_t step, int32_t facility)
{
    return array[(size_t)step * (size_t)r->n_facilities + (size_t)facility];
}

double at_route(const Record *r, const double *array, int32_t step, int32_t route)
{
    return array[(size_t)step * (size_t)r->n_routes + (size_t)route];
}

double at_demand(const Record *r, const double *array, int32_t step, int32_t demand)
{
    return array[(size_t)step * (size_t)r->n_demands + (size_t)demand];
}

double coefficient_of(const Record *r, int32_t facility, int32_t commodity)
{
    int32_t n;
    const RecordRecipe *lines = record_recipe_of(r, facility, &n);
    for (int32_t i = 0; i < n; i++)
        if (lines[i].commodity == commodity) return lines[i].coefficient;
    return 0;
}

int32_t route_origin(const Record *r, int32_t route)
{
    return record_market(r, r->routes[route].from, r->routes[route].commodity);
}

int32_t route_end(const Record *r, int32_t route)
{
    return record_market(r, r->routes[route].to, r->routes[route].commodity);
}

double limit_rents(const Record *r, int32_t step, int32_t route)
{
    double sum = 0;
    for (int32_t i = 0; i < r->n_limit_routes; i++)
        if (r->limit_routes[i].route == route)
            sum +=
                r->rent[(size_t)step * (size_t)r->n_limits + (size_t)r->limit_routes[i].limit];
    return sum;
}

double facility_limit_rents(const Record *r, int32_t step, int32_t facility)
{
    double sum = 0;
    for (int32_t i = 0; i < r->n_limit_facilities; i++) {
        const RecordLimitFacility *under = &r->limit_facilities[i];
        if (under->facility == facility && under->under)
            sum += under->output *
                   r->rent[(size_t)step * (size_t)r->n_limits + (size_t)under->limit];
    }
    return sum;
}

double route_gap(const Record *r, int32_t step, int32_t route)
{
    return at_market(r, r->price, step, route_end(r, route)) -
           at_route(r, r->delivered_cost, step, route) - at_route(r, r->friction, step, route) -
           limit_rents(r, step, route);
}

double price_noise(double a, double b)
{
    return EXPLAIN_TIGHT * fmax(fabs(a), fabs(b));
}

int32_t policy_touching(const Record *r, int32_t step, RecordThing thing, int32_t item)
{
    for (int32_t i = 0; i < r->n_touches; i++) {
        const RecordTouch *touch = &r->touches[i];
        if (touch->thing != (int32_t)thing || touch->item != item) continue;
        if (r->active[(size_t)step * (size_t)r->n_policies + (size_t)touch->policy] > 0)
            return touch->policy;
    }
    return RECORD_NONE;
}

/* ---- one agent each ---- */

static bool reached(double amount, double limit)
{
    return amount >= limit * (1 - EXPLAIN_TIGHT);
}

static Agent route_agent(const Record *r, int32_t step, int32_t f)
{
    const double gap = route_gap(r, step, f);
    const double noise = price_noise(at_market(r, r->price, step, route_end(r, f)),
                                     at_route(r, r->delivered_cost, step, f));
    Agent agent = {.kind = AGENT_ROUTE,
                   .item = f,
                   .amount = at_route(r, r->flow, step, f),
                   .limit = at_route(r, r->flow_limit, step, f),
                   .response = NAN};
    const bool full = reached(agent.amount, agent.limit) && gap > noise;
    const bool under = limit_rents(r, step, f) > noise;
    agent.stand = full || under ? STAND_FULL : STAND_FREE;
    agent.rent = full ? gap : 0;
    return agent;
}

/* `per` units of the commodity per activity; rents are per unit of it. */
static Agent facility_agent(const Record *r, int32_t step, int32_t k, double per)
{
    const double margin = at_facility(r, r->margin, step, k) / fabs(per);
    return (Agent){.kind = AGENT_FACILITY,
                   .item = k,
                   .amount = at_facility(r, r->activity, step, k) * fabs(per),
                   .limit = at_facility(r, r->capacity, step, k) * fabs(per),
                   .rent = margin,
                   .response = NAN};
}

/* Worth of all that goes in and comes out, money per activity: what a margin is small beside.
 */
static double gross_worth(const Record *r, int32_t step, int32_t k)
{
    int32_t n;
    double sum = 0;
    const RecordRecipe *lines = record_recipe_of(r, k, &n);
    for (int32_t i = 0; i < n; i++) {
        const int32_t m = record_market(r, r->facilities[k].region, lines[i].commodity);
        sum += fabs(lines[i].coefficient * at_market(r, r->price, step, m));
    }
    return sum;
}

static void settle_facility(Agent *agent, double worth)
{
    const double noise = price_noise(worth, 0);
    agent->stand = agent->rent > noise    ? STAND_FULL
                   : agent->rent < -noise ? STAND_FORCED
                                          : STAND_FREE;
    if (agent->stand == STAND_FREE) agent->rent = 0;
}

/* How much less users take when they have to pay one more. */
static Agent demand_agent(const Record *r, int32_t step, int32_t d, double price)
{
    const RecordDemand *demand = &r->demands[d];
    const double q = at_demand(r, r->quantity, step, d);
    const double shortage = at_demand(r, r->shortage, step, d);
    const double wanted = at_demand(r, r->wanted, step, d);
    const double choke = record_money(r, step) * demand->choke;
    const bool line = isnan(demand->elasticity);
    const bool cut = shortage > EXPLAIN_TIGHT * (q + shortage);
    Agent agent = {.kind = AGENT_DEMAND, .item = d, .amount = q, .limit = wanted};
    if (line)
        agent.response = wanted / choke;
    else if (cut)
        agent.response = (q + shortage) / (CHOKE_RISE * choke);
    else
        agent.response = price > 0 ? demand->elasticity * q / price : 0;
    agent.stand = cut ? STAND_CUT : STAND_FREE;
    return agent;
}

/* ---- all of a market ---- */

static int by_amount(const void *a, const void *b)
{
    const Agent *x = a, *y = b;
    if (x->amount != y->amount) return x->amount > y->amount ? -1 : 1;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static double dust_of(const Spot *p)
{
    const Record *r = p->record;
    const int32_t c = r->markets[p->market].commodity;
    double own = 0, all = 0;
    for (int32_t m = 0; m < r->n_markets; m++) {
        const int32_t other = r->markets[m].commodity;
        if (strcmp(r->commodities[other].unit, r->commodities[c].unit) != 0) continue;
        const double turnover = at_market(r, r->production, p->step, m) +
                                at_market(r, r->imports, p->step, m) +
                                at_market(r, r->opening, p->step, m);
        all = fmax(all, turnover);
        if (other == c) own = fmax(own, turnover);
    }
    return fmax(DUST * own, DUST_OF_ALL * all);
}

static int32_t without_dust(const Spot *p, Agent *agents, int32_t n)
{
    const double dust = dust_of(p);
    int32_t kept = 0;
    if (n) qsort(agents, (size_t)n, sizeof *agents, by_amount);
    while (kept < n && agents[kept].amount > dust)
        kept++;
    return kept;
}

static Agent plain_agent(AgentKind kind, double amount)
{
    return (Agent){.kind = kind,
                   .item = RECORD_NONE,
                   .amount = amount,
                   .limit = INFINITY,
                   .response = NAN};
}

static double drawn(const Spot *p)
{
    return at_market(p->record, p->record->opening, p->step, p->market) -
           at_market(p->record, p->record->stock, p->step, p->market);
}

/* Facilities of the market's region that put its commodity out (sign 1) or take it in (-1). */
static int32_t add_facilities(const Spot *p, double sign, Agent *out)
{
    const Record *r = p->record;
    const RecordMarket *market = &r->markets[p->market];
    int32_t n = 0;
    for (int32_t k = 0; k < r->n_facilities; k++) {
        if (r->facilities[k].region != market->region) continue;
        const double per = coefficient_of(r, k, market->commodity);
        if (!(per * sign > 0)) continue;
        out[n] = facility_agent(r, p->step, k, per);
        const double worth = gross_worth(r, p->step, k) / fabs(per);
        settle_facility(&out[n], worth);
        if (out[n].stand == STAND_FREE &&
            facility_limit_rents(r, p->step, k) / fabs(per) > price_noise(worth, 0))
            out[n].stand = STAND_FULL;
        out[n++].aside = sign > 0 && r->facilities[k].main_commodity != market->commodity;
    }
    return n;
}

int32_t list_suppliers(const Spot *p, Agent *out)
{
    const Record *r = p->record;
    int32_t n = add_facilities(p, 1, out);
    for (int32_t f = 0; f < r->n_routes; f++)
        if (route_end(r, f) == p->market) out[n++] = route_agent(r, p->step, f);
    out[n++] = plain_agent(AGENT_STOCK, drawn(p));
    out[n++] = plain_agent(AGENT_BACKSTOP, at_market(r, r->backstop, p->step, p->market));
    return without_dust(p, out, n);
}

int32_t list_users(const Spot *p, Agent *out)
{
    const Record *r = p->record;
    const RecordMarket *market = &r->markets[p->market];
    const double price = at_market(r, r->price, p->step, p->market);
    int32_t n = add_facilities(p, -1, out);
    for (int32_t f = 0; f < r->n_routes; f++)
        if (route_origin(r, f) == p->market) out[n++] = route_agent(r, p->step, f);
    for (int32_t d = 0; d < r->n_demands; d++)
        if (r->demands[d].region == market->region &&
            r->demands[d].commodity == market->commodity)
            out[n++] = demand_agent(r, p->step, d, price);
    out[n++] = plain_agent(AGENT_STOCK, -drawn(p));
    out[n++] = plain_agent(AGENT_DISPOSAL, at_market(r, r->disposal, p->step, p->market));
    return without_dust(p, out, n);
}

int32_t marginal_supplier(const Agent *agents, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        if (agents[i].stand == STAND_FREE && !agents[i].aside) return i;
    for (int32_t i = 0; i < n; i++)
        if (!agents[i].aside) return i;
    return n ? 0 : RECORD_NONE;
}

int32_t marginal_user(const Agent *agents, int32_t n)
{
    int32_t best = RECORD_NONE;
    for (int32_t i = 0; i < n; i++)
        if (agents[i].response > 0 &&
            (best == RECORD_NONE || agents[i].response > agents[best].response))
            best = i;
    return best == RECORD_NONE && n ? 0 : best;
}
