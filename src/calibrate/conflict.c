#include "calibrate/conflict.h"

#include <math.h>

/* A column ties what it touches together when it carries this share of the market's turnover.
 */
#define TIE_SHARE 1e-2

/* Sets of things: markets first, then facts. */
static int32_t root_of(int32_t *parent, int32_t i)
{
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

static void join(int32_t *parent, int32_t a, int32_t b)
{
    const int32_t x = root_of(parent, a), y = root_of(parent, b);
    if (x < y)
        parent[y] = x;
    else
        parent[x] = y;
}

/* Markets under pressure that a column moves something in are tied by it. */
static void tie_markets(const Base *base, const Reconciled *r, int32_t *parent)
{
    const Program *p = &base->net->program;
    for (int32_t j = 0; j < base->net->linear0; j++) {
        int32_t first = NET_NONE;
        for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++) {
            const int32_t m = p->row[e];
            if (m >= base->net->n_markets || fabs(r->pressure[m]) < CONFLICT_PRESSURE) continue;
            if (fabs(p->coef[e]) * r->z[j] < TIE_SHARE * base_turnover(base, m)) continue;
            if (first == NET_NONE)
                first = m;
            else
                join(parent, first, m);
        }
    }
}

static void tie_sum(const Base *base, const Reconciled *r, const ObserveSum *sum, int32_t fact,
                    int32_t *parent)
{
    const Program *p = &base->net->program;
    for (int32_t i = 0; i < sum->n; i++) {
        const int32_t j = sum->column[i];
        if (r->z[j] <= 0) continue;
        for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
            if (p->row[e] < base->net->n_markets &&
                fabs(r->pressure[p->row[e]]) >= CONFLICT_PRESSURE)
                join(parent, p->row[e], base->net->n_markets + fact);
    }
}

/* Two facts about the same columns meet there, whatever the markets. */
static void tie_columns(const Base *base, const Fact *facts, int32_t n_facts,
                        const Reconciled *r, int32_t *last, int32_t *parent)
{
    for (int32_t j = 0; j < base->net->program.n_cols; j++)
        last[j] = -1;
    for (int32_t o = 0; o < n_facts; o++) {
        if (fabs(r->facts[o].off) < CONFLICT_OFF) continue;
        for (int32_t i = 0; i < facts[o].part.n; i++) {
            int32_t *seen = &last[facts[o].part.column[i]];
            if (*seen >= 0)
                join(parent, base->net->n_markets + *seen, base->net->n_markets + o);
            *seen = o;
        }
    }
}

static int32_t number_groups(const Base *base, int32_t n_facts, Reconciled *r, int32_t *parent,
                             int32_t *members)
{
    const int32_t n_markets = base->net->n_markets;
    int32_t n = 0;
    for (int32_t o = 0; o < n_facts; o++)
        if (fabs(r->facts[o].off) >= CONFLICT_OFF) members[root_of(parent, n_markets + o)]++;
    for (int32_t o = 0; o < n_facts; o++) {
        const int32_t root = root_of(parent, n_markets + o);
        if (fabs(r->facts[o].off) < CONFLICT_OFF || members[root] < 2) continue;
        for (int32_t before = 0; before < o; before++)
            if (r->facts[before].group >= 0 && root_of(parent, n_markets + before) == root)
                r->facts[o].group = r->facts[before].group;
        if (r->facts[o].group < 0) r->facts[o].group = n++;
    }
    return n;
}

Status conflict_find(const Base *base, const Fact *facts, int32_t n_facts, Arena *arena,
                     Reconciled *r)
{
    const int32_t n_sets = base->net->n_markets + n_facts;
    int32_t *parent = ARENA_ARRAY(arena, int32_t, n_sets);
    int32_t *members = ARENA_ARRAY(arena, int32_t, n_sets);
    int32_t *last = ARENA_ARRAY(arena, int32_t, base->net->program.n_cols);
    if (!parent || !members || !last) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < n_sets; i++)
        parent[i] = i;
    tie_markets(base, r, parent);
    for (int32_t o = 0; o < n_facts; o++) {
        if (fabs(r->facts[o].off) < CONFLICT_OFF) continue;
        tie_sum(base, r, &facts[o].part, o, parent);
        tie_sum(base, r, &facts[o].whole, o, parent);
    }
    tie_columns(base, facts, n_facts, r, last, parent);
    r->n_groups = number_groups(base, n_facts, r, parent, members);
    return LODE_OK;
}
