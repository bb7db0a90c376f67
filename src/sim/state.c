#include "sim/state.h"

#include <math.h>
#include <string.h>

/* The arrays in their order, with their lengths; the list is the only place that names them
 * all. What depends on the policies of the run stands last. */
#define STATE_ARRAYS(X)                                                                        \
    X(stock, model->n_stocks)                                                                  \
    X(level, net->n_markets)                                                                   \
    X(expected, net->n_markets)                                                                \
    X(use, net->n_markets)                                                                     \
    X(habit, model->n_routes)                                                                  \
    X(activity, model->n_facilities)                                                           \
    X(need, model->n_demands)                                                                  \
    X(built, model->n_expansions)                                                              \
    X(site, model->n_expansions)                                                               \
    X(decided, model->n_expansions)                                                            \
    X(coming, net->coming_start[model->n_expansions])                                          \
    X(breaking, net->coming_start[model->n_expansions])                                        \
    X(vintage, net->vintage_start[model->n_expansions])                                        \
    X(erected, model->n_processes)                                                             \
    X(highest, model->n_facilities)                                                            \
    X(workers, model->n_regions)                                                               \
    X(standing, model->n_facilities)                                                           \
    X(loss, model->n_facilities)                                                               \
    X(hope, model->n_facilities)                                                               \
    X(ahead, net->n_markets)                                                                   \
    X(sales, net->cohort_start[model->n_cohorts])                                              \
    X(left_early, model->n_cohorts)                                                            \
    X(known, model->n_technologies)                                                            \
    X(volume, model->n_technologies)                                                           \
    X(latest, model->n_technologies)                                                           \
    X(book, model->n_books)                                                                    \
    X(bought, model->n_books)                                                                  \
    X(price, net->program.n_rows)                                                              \
    X(seen, net->program.n_rows)                                                               \
    X(quoted, net->n_markets)                                                                  \
    X(spent, n_policies)                                                                       \
    X(memory, n_memory)

Status state_new(const Net *net, int32_t n_policies, int32_t n_memory, Arena *arena, State *out)
{
    const Model *model = net->model;
    out->n = 0;
#define STATE_COUNT(name, length) out->n += (size_t)(length);
    STATE_ARRAYS(STATE_COUNT)
#undef STATE_COUNT
    double *at = out->block = ARENA_ARRAY(arena, double, out->n);
    if (!out->block) return LODE_NO_MEMORY;
#define STATE_PLACE(name, length)                                                              \
    out->name = at;                                                                            \
    at += (length);
    STATE_ARRAYS(STATE_PLACE)
#undef STATE_PLACE
    for (int32_t d = 0; d < model->n_demands; d++)
        out->need[d] = 1.0;
    for (int32_t m = 0; m < net->n_markets; m++)
        out->ahead[m] = NAN;
    return LODE_OK;
}

void state_copy(const State *from, State *to)
{
    memcpy(to->block, from->block, from->n * sizeof *to->block);
}

void state_place(const State *like, double *block, State *out)
{
    out->n = like->n;
    out->block = block;
#define STATE_PLACE_LIKE(name, length) out->name = out->block + (like->name - like->block);
    STATE_ARRAYS(STATE_PLACE_LIKE)
#undef STATE_PLACE_LIKE
}

static void copy_part(double *start, const double *end, const double *from)
{
    const size_t n = (size_t)(end - start);
    memcpy(start, from, n * sizeof *start);
}

/* Prices of markets as they are, rents of limits by the policies' ids. */
static void adopt_prices(const double *from, const Plan *from_plan, const Net *net, double *to)
{
    const int32_t n = net->technology0, n_limits = from_plan->needs.n_limits;
    copy_part(to, to + net->n_markets, from);
    copy_part(to + net->n_markets + n, to + net->n_markets + net->n_limits,
              from + net->n_markets + n_limits);
    for (int32_t l = 0; l < n; l++) {
        double *rent = &to[net->n_markets + l];
        *rent = 0.0;
        for (int32_t k = 0; k < n_limits; k++)
            if (strcmp(from_plan->needs.limits[k].id, net->limits[l].id) == 0)
                *rent = from[net->n_markets + k];
    }
}

/* What policy i of a plan remembers: from its memory to the next one's. */
static size_t memory_size(const Plan *plan, int32_t i)
{
    const int32_t end =
        i + 1 < plan->n_policies ? plan->policies[i + 1].memory : plan->n_memory;
    return (size_t)(end - plan->policies[i].memory);
}

static void adopt_policy(const State *from, const Plan *from_plan, const Plan *plan, int32_t i,
                         State *to)
{
    const Policy *policy = &plan->policies[i];
    const size_t size = memory_size(plan, i);
    double *memory = to->memory + policy->memory;
    to->spent[i] = 0.0;
    memset(memory, 0, size * sizeof *memory);
    for (int32_t k = 0; k < from_plan->n_policies; k++) {
        const Policy *its = &from_plan->policies[k];
        if (strcmp(its->id, policy->id) != 0) continue;
        to->spent[i] = from->spent[k];
        if (its->kind == policy->kind && memory_size(from_plan, k) == size)
            memcpy(memory, from->memory + its->memory, size * sizeof *memory);
    }
}

void state_adopt(const State *from, const Plan *from_plan, const Net *net, const Plan *plan,
                 State *to)
{
    copy_part(to->block, to->price, from->block);
    adopt_prices(from->price, from_plan, net, to->price);
    adopt_prices(from->seen, from_plan, net, to->seen);
    copy_part(to->quoted, to->spent, from->quoted);
    copy_part(to->memory + plan->n_memory, to->block + to->n,
              from->memory + from_plan->n_memory);
    for (int32_t i = 0; i < plan->n_policies; i++)
        adopt_policy(from, from_plan, plan, i, to);
}
