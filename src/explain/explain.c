#include "explain/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "explain/agents.h"

/* ---- the parts of a link ---- */

static PricePart *add_part(PriceLink *link, PartKind kind, int32_t item, double amount)
{
    if (link->n_parts == EXPLAIN_PARTS_MAX) return NULL;
    PricePart *part = &link->parts[link->n_parts++];
    *part = (PricePart){.kind = kind, .item = item, .amount = amount};
    return part;
}

/* Parts of nothing are left out, except those that are always told; they end up in what is
 * left.
 */
static void add_some(PriceLink *link, PartKind kind, int32_t item, double amount)
{
    if (fabs(amount) > price_noise(link->price, 0) * 1e-3) add_part(link, kind, item, amount);
}

static double rent_of(const Record *r, int32_t step, int32_t limit)
{
    return r->rent[(size_t)step * (size_t)r->n_limits + (size_t)limit];
}

static void add_limits(const Record *r, int32_t step, PriceLink *link, int32_t route)
{
    for (int32_t i = 0; i < r->n_limit_routes; i++) {
        const int32_t l = r->limit_routes[i].limit;
        if (r->limit_routes[i].route == route)
            add_some(link, PART_LIMIT_RENT, l, rent_of(r, step, l));
    }
}

static void add_facility_limits(const Record *r, int32_t step, PriceLink *link,
                                int32_t facility, double per)
{
    for (int32_t i = 0; i < r->n_limit_facilities; i++) {
        const RecordLimitFacility *it = &r->limit_facilities[i];
        if (it->facility == facility && it->under)
            add_some(link, PART_LIMIT_RENT, it->limit,
                     it->output / per * rent_of(r, step, it->limit));
    }
}

/* The policy that makes who sells on the route hold back, and so keeps its price up. */
static int32_t holding_back(const Record *r, int32_t step, int32_t route)
{
    for (int32_t i = 0; i < r->n_touches; i++) {
        const RecordTouch *touch = &r->touches[i];
        if (touch->thing == RECORD_ROUTE && touch->item == route &&
            strcmp(r->policies[touch->policy].kind, "conduct") == 0 &&
            r->active[(size_t)step * (size_t)r->n_policies + (size_t)touch->policy] > 0)
            return touch->policy;
    }
    return RECORD_NONE;
}

static int32_t take_route(const Record *r, int32_t step, PriceLink *link)
{
    const int32_t f = link->supplier.item, origin = route_origin(r, f);
    PricePart *from = add_part(link, PART_ORIGIN, origin, at_market(r, r->price, step, origin));
    from->followed = true;
    from->quantity = 1;
    add_some(link, PART_DUTY, RECORD_NONE, at_route(r, r->duty_paid, step, f));
    const double money = record_money(r, step);
    add_part(link, PART_FREIGHT, RECORD_NONE, money * r->routes[f].freight);
    add_some(link, PART_WEDGE, RECORD_NONE, money * r->routes[f].wedge);
    add_some(link, PART_FRICTION, holding_back(r, step, f), at_route(r, r->friction, step, f));
    add_limits(r, step, link, f);
    add_some(link, PART_ROUTE_RENT, RECORD_NONE, link->supplier.rent);
    return origin;
}

/* The dearest input leads on; credits never do. */
static PricePart *dearest_input(PriceLink *link)
{
    PricePart *dearest = NULL;
    for (int32_t i = 0; i < link->n_parts; i++)
        if (link->parts[i].kind == PART_INPUT && link->parts[i].amount > 0 &&
            (!dearest || link->parts[i].amount > dearest->amount))
            dearest = &link->parts[i];
    return dearest;
}

static int32_t take_facility(const Record *r, int32_t step, PriceLink *link)
{
    const int32_t k = link->supplier.item, region = r->facilities[k].region;
    const int32_t made = r->markets[link->market].commodity;
    const double per = coefficient_of(r, k, made);
    int32_t n;
    double value = 0;
    const RecordRecipe *lines = record_recipe_of(r, k, &n);
    for (int32_t i = 0; i < n; i++) {
        const int32_t m = record_market(r, region, lines[i].commodity);
        const double worth = lines[i].coefficient * at_market(r, r->price, step, m);
        value += worth;
        if (lines[i].commodity == made) continue;
        if (fabs(worth / per) <= price_noise(link->price, 0) * 1e-3) continue;
        PricePart *part = add_part(link, lines[i].coefficient < 0 ? PART_INPUT : PART_CREDIT, m,
                                   -worth / per);
        if (part) part->quantity = -lines[i].coefficient / per;
    }
    const double margin = at_facility(r, r->margin, step, k);
    const double rents = facility_limit_rents(r, step, k);
    add_part(link, PART_CONVERSION, RECORD_NONE, (value - margin - rents) / per);
    add_some(link, PART_CAPACITY, RECORD_NONE, margin / per);
    add_facility_limits(r, step, link, k, per);
    PricePart *next = link->supplier.aside ? NULL : dearest_input(link);
    if (next) next->followed = true;
    return next ? next->item : RECORD_NONE;
}

static void take_stock(const Record *r, int32_t step, PriceLink *link)
{
    const double expected = at_market(r, r->expected, step, link->market);
    add_part(link, PART_EXPECTED, RECORD_NONE, expected);
    add_part(link, PART_HOLDERS, RECORD_NONE, link->price - expected);
}

bool explain_tells(const PricePart *part, double price)
{
    return part->kind != PART_LEFT || fabs(part->amount) > price_noise(price, 0);
}

double explain_link_sum(const PriceLink *link)
{
    double sum = 0;
    for (int32_t i = 0; i < link->n_parts; i++)
        sum += link->parts[i].amount;
    return sum;
}

/* Fills the parts; returns the market that explains the followed one, or RECORD_NONE. */
static int32_t take_apart(const Record *r, int32_t step, PriceLink *link)
{
    int32_t next = RECORD_NONE;
    switch (link->supplier.kind) {
    case AGENT_ROUTE:
        next = take_route(r, step, link);
        break;
    case AGENT_FACILITY:
        next = take_facility(r, step, link);
        break;
    case AGENT_STOCK:
        take_stock(r, step, link);
        break;
    case AGENT_BACKSTOP:
        add_part(link, PART_BACKSTOP, RECORD_NONE, link->price);
        break;
    default:
        add_part(link, PART_USERS, RECORD_NONE, link->price);
    }
    add_part(link, PART_LEFT, RECORD_NONE, link->price - explain_link_sum(link));
    return next;
}

/* ---- the chain ---- */

static bool was_here(const Explanation *e, int32_t market)
{
    for (int32_t i = 0; i < e->n_links; i++)
        if (e->links[i].market == market) return true;
    return false;
}

static double followed_quantity(const PriceLink *link)
{
    for (int32_t i = 0; i < link->n_parts; i++)
        if (link->parts[i].followed) return link->parts[i].quantity;
    return 0;
}

static void stop_following(PriceLink *link)
{
    for (int32_t i = 0; i < link->n_parts; i++)
        link->parts[i].followed = false;
}

static Status follow(Explanation *e, int32_t market, Agent *room)
{
    const Record *r = e->record;
    double units = 1;
    while (market != RECORD_NONE) {
        PriceLink *link = &e->links[e->n_links];
        *link = (PriceLink){.market = market,
                            .price = at_market(r, r->price, e->step, market),
                            .units = units,
                            .supplier = {.kind = AGENT_NONE, .item = RECORD_NONE},
                            .parts = ARENA_ARRAY(e->arena, PricePart, EXPLAIN_PARTS_MAX)};
        if (!link->parts) return LODE_NO_MEMORY;
        const Spot spot = {r, market, e->step};
        const int32_t n = list_suppliers(&spot, room);
        const int32_t at = marginal_supplier(room, n);
        if (at != RECORD_NONE) link->supplier = room[at];
        e->n_links++;
        market = take_apart(r, e->step, link);
        units *= followed_quantity(link);
        const bool ends =
            market != RECORD_NONE && (was_here(e, market) || e->n_links == EXPLAIN_LINKS_MAX ||
                                      isnan(at_market(r, r->price, e->step, market)));
        if (!ends) continue;
        stop_following(link);
        market = RECORD_NONE;
    }
    return LODE_OK;
}

double explain_chain_sum(const Explanation *e)
{
    double sum = 0;
    for (int32_t i = 0; i < e->n_sum; i++)
        sum += e->sum[i].amount;
    return sum;
}

/* Parts that differ only in where they stand are added; what is followed is not a part. */
static Status sum_up(Explanation *e)
{
    e->sum = ARENA_ARRAY(e->arena, PricePart, e->n_links * EXPLAIN_PARTS_MAX);
    if (!e->sum) return LODE_NO_MEMORY;
    for (int32_t l = 0; l < e->n_links; l++) {
        const PriceLink *link = &e->links[l];
        for (int32_t i = 0; i < link->n_parts; i++) {
            const PricePart *part = &link->parts[i];
            int32_t at = 0;
            if (part->followed) continue;
            while (at < e->n_sum &&
                   (e->sum[at].kind != part->kind || e->sum[at].item != part->item))
                at++;
            if (at == e->n_sum)
                e->sum[e->n_sum++] = (PricePart){.kind = part->kind, .item = part->item};
            e->sum[at].amount += part->amount * link->units;
        }
    }
    return LODE_OK;
}

/* ---- limits that bind ---- */

static void add_binding(Explanation *e, Binding binding)
{
    for (int32_t i = 0; i < e->n_bindings; i++)
        if (e->bindings[i].kind == binding.kind && e->bindings[i].item == binding.item) return;
    e->bindings[e->n_bindings++] = binding;
}

static void bind_limit(Explanation *e, int32_t link, int32_t l, bool on_chain)
{
    const Record *r = e->record;
    const size_t at = (size_t)e->step * (size_t)r->n_limits + (size_t)l;
    if (!(r->rent[at] > price_noise(e->links[link].price, 0))) return;
    int32_t policy = RECORD_NONE;
    for (int32_t p = 0; p < r->n_policies; p++)
        if (strcmp(r->policies[p].id, r->limits[l].id) == 0) policy = p;
    add_binding(e, (Binding){BINDING_LIMIT, l, r->limit[at], r->used[at], r->rent[at], link,
                             on_chain, policy});
}

static void bind_limits_over_route(Explanation *e, int32_t link, int32_t route, bool on_chain)
{
    const Record *r = e->record;
    for (int32_t i = 0; i < r->n_limit_routes; i++)
        if (r->limit_routes[i].route == route)
            bind_limit(e, link, r->limit_routes[i].limit, on_chain);
}

static void bind_limits_over_facility(Explanation *e, int32_t link, int32_t facility,
                                      bool on_chain)
{
    const Record *r = e->record;
    for (int32_t i = 0; i < r->n_limit_facilities; i++)
        if (r->limit_facilities[i].facility == facility && r->limit_facilities[i].under)
            bind_limit(e, link, r->limit_facilities[i].limit, on_chain);
}

/* Ways into a link's market: the one followed, and those that a limit keeps shut. */
static void bind_ways_into(Explanation *e, int32_t l, Agent *room)
{
    const Record *r = e->record;
    const PriceLink *link = &e->links[l];
    for (int32_t f = 0; f < r->n_routes; f++) {
        const bool followed = link->supplier.kind == AGENT_ROUTE && link->supplier.item == f;
        if (route_end(r, f) != link->market) continue;
        const double gap = route_gap(r, e->step, f), flow = at_route(r, r->flow, e->step, f);
        const double limit = at_route(r, r->flow_limit, e->step, f);
        bind_limits_over_route(e, l, f, followed);
        if (flow < limit * (1 - EXPLAIN_TIGHT) || !(gap > price_noise(link->price, 0)))
            continue;
        add_binding(e, (Binding){BINDING_ROUTE, f, limit, flow, gap, l, followed,
                                 policy_touching(r, e->step, RECORD_ROUTE, f)});
    }
    const Spot spot = {r, link->market, e->step};
    const int32_t n = list_suppliers(&spot, room);
    for (int32_t i = 0; i < n; i++) {
        const bool followed =
            link->supplier.kind == AGENT_FACILITY && link->supplier.item == room[i].item;
        if (room[i].kind != AGENT_FACILITY) continue;
        bind_limits_over_facility(e, l, room[i].item, followed);
        if (room[i].stand != STAND_FULL || !(room[i].rent > 0)) continue;
        add_binding(e, (Binding){BINDING_FACILITY, room[i].item, room[i].limit, room[i].amount,
                                 room[i].rent, l, followed,
                                 policy_touching(r, e->step, RECORD_FACILITY, room[i].item)});
    }
}

static int by_rent(const void *a, const void *b)
{
    const Binding *x = a, *y = b;
    if (x->on_chain != y->on_chain) return x->on_chain ? -1 : 1;
    if (x->link != y->link) return x->link < y->link ? -1 : 1;
    if (x->rent != y->rent) return x->rent > y->rent ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

static Status find_bindings(Explanation *e, Agent *room)
{
    const Record *r = e->record;
    e->bindings = ARENA_ARRAY(e->arena, Binding, r->n_routes + r->n_facilities + r->n_limits);
    if (!e->bindings) return LODE_NO_MEMORY;
    for (int32_t l = 0; l < e->n_links; l++)
        bind_ways_into(e, l, room);
    if (e->n_bindings) qsort(e->bindings, (size_t)e->n_bindings, sizeof *e->bindings, by_rent);
    return LODE_OK;
}

/* ---- all of it ---- */

static Agent *agent_room(Explanation *e)
{
    const Record *r = e->record;
    return ARENA_ARRAY(e->arena, Agent, r->n_routes + r->n_facilities + r->n_demands + 2);
}

static Status fill(Explanation *e, int32_t market)
{
    const Spot spot = {e->record, market, e->step};
    Agent *room = agent_room(e);
    e->links = ARENA_ARRAY(e->arena, PriceLink, EXPLAIN_LINKS_MAX);
    e->suppliers = agent_room(e);
    e->users = agent_room(e);
    if (!room || !e->links || !e->suppliers || !e->users) return LODE_NO_MEMORY;
    e->n_suppliers = list_suppliers(&spot, e->suppliers);
    e->n_users = list_users(&spot, e->users);
    e->marginal_supplier = marginal_supplier(e->suppliers, e->n_suppliers);
    e->marginal_user = marginal_user(e->users, e->n_users);
    Status st = follow(e, market, room);
    if (!st) st = sum_up(e);
    return st ? st : find_bindings(e, room);
}

Status explain_price(const Record *record, int32_t market, int32_t step, Explanation **out)
{
    Arena *arena = arena_new((size_t)1 << 14);
    Explanation *e = ARENA_ARRAY(arena, Explanation, 1);
    *out = NULL;
    if (!e) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *e = (Explanation){.arena = arena, .record = record, .step = step};
    const Status st = fill(e, market);
    if (st)
        arena_free(arena);
    else
        *out = e;
    return st;
}

void explanation_free(Explanation *explanation)
{
    if (explanation) arena_free(explanation->arena);
}
