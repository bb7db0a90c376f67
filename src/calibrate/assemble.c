#include "calibrate/assemble.h"

#include <math.h>

/* What is expected of a thing that was not observed is its need, its habit, or this share of
 * its capacity; where the tables say nothing, what a usual month has. Each is uncertain by
 * half, so that it yields to any observation, and by no less than a share of the market's
 * turnover. */
#define TYPICAL_USE 0.8
#define EXPECTED_SIGMA 0.5
#define EXPECTED_LEAST 1e-3

/* To open a route without a habit costs as much as bending an expected flow of the whole
 * market's size by an eighth. */
#define ROUTE_CHARGE 0.5 /* over the turnover of the destination */

/* Throwing away costs next to nothing where a usual month does it, and much elsewhere: the
 * price of what is thrown away is its waste, whatever was observed of it. */
#define WASTE_CHARGE 0.05 /* over the market's turnover */
#define LOSS_CHARGE 50.0

/* What would be missing costs more than any bending, so that it is missing only where no year
 * balances. It also keeps the multipliers of markets that nothing can reach within bounds. */
#define MISSING_CHARGE 1e4
#define SOMETHING 1e-6 /* of the turnover: a usual month that has less has nothing */

/* With the program that is being built. */
typedef struct Building {
    const Assembly *in;
    const Base *base;
    Lsq *lsq;
} Building;

/* ---- columns ---- */

static void expect(const Building *b, int32_t column, double amount, double reach)
{
    lsq_pull(b->lsq, column, amount, fmax(EXPECTED_SIGMA * amount, EXPECTED_LEAST * reach));
}

static void put_facilities(const Building *b)
{
    const Base *base = b->base;
    for (int32_t k = 0; k < base->model->n_facilities; k++) {
        const int32_t col = base->net->facility0 + k;
        const double capacity = base->effects.capacity[k];
        const double reach = base_reach(base, col);
        const double expected = isinf(capacity) ? base->usual.z[col] : TYPICAL_USE * capacity;
        const double least = b->in->full[k] ? capacity : fmax(base->program.lower[col], 0.0);
        const double most = b->in->shut[col] && !b->in->full[k] ? 0.0 : capacity;
        const int32_t at = lsq_column(b->lsq, reach, least, most);
        if (capacity > 0) expect(b, at, expected, reach);
    }
}

static void put_routes(const Building *b)
{
    const Base *base = b->base;
    const Net *net = base->net;
    for (int32_t f = 0; f < base->model->n_routes; f++) {
        const int32_t col = net->route0 + f;
        const double given = base->model->routes[f].habit * net->months;
        const double habit = isnan(given) ? base->usual.z[col] : given;
        const double turnover = base_turnover(base, net->route_to[f]);
        const double most = b->in->shut[col] ? 0.0 : base->effects.flow_limit[f];
        const int32_t at = lsq_column(b->lsq, turnover, 0.0, most);
        if (habit > SOMETHING * turnover)
            expect(b, at, habit, base_reach(base, col));
        else
            lsq_charge(b->lsq, at, ROUTE_CHARGE / turnover);
    }
}

static void put_demand(const Building *b, int32_t d)
{
    const Base *base = b->base;
    const double wanted = base->wanted[d];
    const int32_t at = lsq_column(b->lsq, fmax(wanted, 1.0), 0.0, wanted > 0 ? INFINITY : 0);
    if (wanted > 0) expect(b, at, wanted, base_reach(base, base->net->demand_col[d]));
}

static void put_demands(const Building *b, bool linear)
{
    const Model *model = b->base->model;
    for (int32_t d = 0; d < model->n_demands; d++)
        if ((model->demands[d].form == DEMAND_LINEAR) == linear) put_demand(b, d);
}

static double waste_charge(const Base *base, int32_t m)
{
    const double usual = base->usual.z[base->net->disposal0 + m];
    return usual > SOMETHING * base_turnover(base, m) ? WASTE_CHARGE : LOSS_CHARGE;
}

static void put_valves(const Building *b)
{
    const Base *base = b->base;
    const Net *net = base->net;
    for (int32_t s = 0; s < base->model->n_stocks; s++)
        lsq_column(b->lsq, 1.0, 0.0, 0.0); /* a steady state stores and draws nothing */
    for (int32_t m = 0; m < net->n_markets; m++) {
        const int32_t col = net->disposal0 + m;
        const double turnover = base_turnover(base, m);
        const int32_t at = lsq_column(b->lsq, turnover, 0.0, net->program.upper[col]);
        lsq_charge(b->lsq, at, waste_charge(base, m) / turnover);
    }
    for (int32_t m = 0; m < net->n_markets; m++) {
        const int32_t at = lsq_column(b->lsq, base_turnover(base, m), 0.0, INFINITY);
        lsq_charge(b->lsq, at, MISSING_CHARGE / base_turnover(base, m));
    }
}

/* ---- rows ---- */

static void put_markets(const Building *b)
{
    const Net *net = b->base->net;
    const Program *p = &net->program;
    for (int32_t m = 0; m < net->n_markets; m++)
        lsq_row(b->lsq, base_turnover(b->base, m), 0.0, false);
    for (int32_t j = 0; j < p->n_cols; j++)
        for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
            if (p->row[e] < net->n_markets) lsq_entry(b->lsq, p->row[e], j, p->coef[e]);
}

static void put_sum(const Building *b, int32_t row, const ObserveSum *sum, double factor)
{
    for (int32_t i = 0; i < sum->n; i++)
        lsq_entry(b->lsq, row, sum->column[i], factor * sum->coef[i]);
}

/*     amount: sum - sigma e = value        share: part - share whole - sigma W e = 0
 * with W the world's output of the pass before. */
static void put_fact(const Building *b, int32_t o)
{
    const Fact *fact = &b->in->facts[o];
    const bool share = fact->whole.n > 0;
    const double size = share ? b->in->whole[o] : 1.0, sigma = fact->sigma * size;
    const int32_t at = lsq_column(b->lsq, 1.0, -INFINITY, INFINITY);
    const int32_t row =
        lsq_row(b->lsq, fmax(fact->value * size, sigma), share ? 0.0 : fact->value, false);
    put_sum(b, row, &fact->part, 1.0);
    if (share) put_sum(b, row, &fact->whole, -fact->value);
    lsq_entry(b->lsq, row, at, -sigma);
    lsq_pull(b->lsq, at, 0.0, 1.0 / sqrt(b->in->weight[o]));
}

static void put_limits(const Building *b)
{
    const Base *base = b->base;
    for (int32_t l = 0; l < base->net->n_limits; l++) {
        const LimitSet *set = &base->net->limits[l];
        const double limit = base->effects.limit[l];
        if (isinf(limit)) continue;
        const int32_t row =
            lsq_row(b->lsq, fmax(limit, base_turnover(base, base->net->n_markets + l) * 1e-3),
                    -limit, true);
        for (int32_t i = 0; i < set->n_terms; i++)
            lsq_entry(b->lsq, row, net_term_col(base->net, &set->terms[i]),
                      -set->terms[i].coef);
    }
}

void assemble(const Assembly *in, Lsq *lsq)
{
    const Building b = {in, in->base, lsq};
    put_facilities(&b);
    put_routes(&b);
    put_demands(&b, true);
    put_valves(&b);
    put_demands(&b, false);
    put_markets(&b);
    for (int32_t o = 0; o < in->n_facts; o++)
        put_fact(&b, o);
    put_limits(&b);
}
