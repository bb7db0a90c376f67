#include "calibrate/base.h"

#include <math.h>

#include "model/fit.h"
#include "sim/offer.h"

const char *base_scenario(const Model *model)
{
    const int32_t s = model_find_scenario(model, "baseline");
    return s == MODEL_NONE ? NULL : model->scenarios[s].id;
}

static Status open_effects(Base *base)
{
    const Net *net = base->net;
    State opening; /* the tables' prices, nothing done, nothing spent */
    double *usual = ARENA_ARRAY(base->arena, double, base->model->n_routes);
    Status st = effects_new(net, base->plan->payers, base->arena, &base->effects);
    if (!st)
        st =
            state_new(net, base->plan->n_policies, base->plan->n_memory, base->arena, &opening);
    if (!st && !usual) st = LODE_NO_MEMORY;
    if (st) return st;
    for (int32_t f = 0; f < base->model->n_routes; f++) {
        const double habit = base->model->routes[f].habit * net->months;
        usual[f] = isnan(habit) ? 0.0 : habit;
    }
    for (int32_t m = 0; m < net->n_markets; m++)
        opening.quoted[m] = opening.expected[m] = net->program.row_price[m];
    const PolicyContext context = {.net = net,
                                   .usual_flow = usual,
                                   .spent = opening.spent,
                                   .price = opening.quoted,
                                   .expected = opening.expected,
                                   .activity = opening.activity,
                                   .stock = opening.stock,
                                   .use = opening.use,
                                   .memory = opening.memory,
                                   .usual = true};
    plan_begin(base->plan, net, opening.memory);
    plan_open_month(base->plan, base->model->start, NULL, opening.memory);
    effects_open(net, base->model->start, &base->effects);
    plan_apply(base->plan, &context, &base->effects);
    return LODE_OK;
}

Status base_usual(const Base *base, const Net *net, Arena *arena, Program *program,
                  MarketSolution *usual)
{
    State state;
    MarketWork *work = NULL;
    Status st = state_new(net, 0, 0, arena, &state);
    if (!st) st = program_copy(&net->program, arena, program);
    if (!st) st = market_solution_new(&net->program, arena, usual);
    if (!st) st = market_work_new(&net->program, &work);
    if (!st) offer_month(net, &base->effects, &state, OFFER_USUAL, program);
    if (!st) st = market_solve(program, work, false, usual, NULL);
    market_work_free(work);
    return st;
}

static Status solve_usual(Base *base, Diag *diag)
{
    const Status st = base_usual(base, base->net, base->arena, &base->program, &base->usual);
    if (st == LODE_DIVERGED)
        diag_error(
            diag, "", 0, 0, "",
            "the model as written has no usual month to start from; `lode run` says why");
    return st;
}

/* What the tables suggest, or what a usual month moves if that is more. */
static Status size_markets(Base *base)
{
    const Program *p = &base->net->program;
    base->turnover = ARENA_ARRAY(base->arena, double, p->n_rows);
    if (!base->turnover) return LODE_NO_MEMORY;
    base_moved(base, base->usual.z, base->turnover);
    for (int32_t i = 0; i < p->n_rows; i++)
        base->turnover[i] = fmax(base->turnover[i], p->row_quantity[i]);
    return LODE_OK;
}

static Status want(Base *base)
{
    const Model *model = base->model;
    base->wanted = ARENA_ARRAY(base->arena, double, model->n_demands);
    if (!base->wanted) return LODE_NO_MEMORY;
    for (int32_t d = 0; d < model->n_demands; d++)
        base->wanted[d] =
            model->demands[d].form == DEMAND_LINEAR
                ? base->usual.z[base->net->demand_col[d]]
                : net_wanted(base->net, d, model->start) * base->effects.demand_scale[d];
    return LODE_OK;
}

Status base_new(const Model *model, Diag *diag, Base **out)
{
    const char *scenario = base_scenario(model);
    Arena *arena = arena_new((size_t)1 << 18);
    Base *base = ARENA_ARRAY(arena, Base, 1);
    *out = NULL;
    if (!base) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *base = (Base){.arena = arena, .model = model};
    Status st = plan_new(model, &scenario, scenario != NULL, diag, &base->plan);
    if (!st) st = net_build(model, &base->plan->needs, &base->net);
    if (!st) st = open_effects(base);
    if (!st) st = solve_usual(base, diag);
    if (!st) st = size_markets(base);
    if (!st) st = want(base);
    if (st)
        base_free(base);
    else
        *out = base;
    return st;
}

void base_free(Base *base)
{
    if (!base) return;
    net_free(base->net);
    plan_free(base->plan);
    arena_free(base->arena);
}

double base_price(const Base *base, int32_t market)
{
    return base->net->program.row_price[market];
}

double base_turnover(const Base *base, int32_t market)
{
    return base->turnover[market];
}

void base_moved(const Base *base, const double *z, double *moved)
{
    const Program *p = &base->net->program;
    for (int32_t m = 0; m < base->net->n_markets; m++)
        moved[m] = 0;
    for (int32_t j = 0; j < p->n_cols; j++)
        for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
            if (p->row[e] < base->net->n_markets)
                moved[p->row[e]] += 0.5 * fabs(p->coef[e] * z[j]);
}

double base_output_value(const Base *base, int32_t facility, const double *price)
{
    const Program *p = &base->net->program;
    const int32_t col = base->net->facility0 + facility;
    double value = 0;
    for (int32_t e = p->col_start[col]; e < base->net->recipe_end[facility]; e++)
        if (p->coef[e] > 0) value += p->coef[e] * fabs(price[p->row[e]]);
    return value;
}

double base_net_value(const Base *base, int32_t facility, const double *price)
{
    const Program *p = &base->net->program;
    const int32_t col = base->net->facility0 + facility;
    double value = 0;
    for (int32_t e = p->col_start[col]; e < base->net->recipe_end[facility]; e++)
        value += p->coef[e] * price[p->row[e]];
    return value;
}

double base_marginal_cost(const Base *base, int32_t facility, double x)
{
    const int32_t col = base->net->facility0 + facility;
    return base->program.cost[col] + base->program.slope[col] * x;
}

double base_reach(const Base *base, int32_t column)
{
    const Program *p = &base->net->program;
    double reach = INFINITY;
    for (int32_t e = p->col_start[column]; e < p->col_start[column + 1]; e++)
        reach = fmin(reach, base_turnover(base, p->row[e]) / fabs(p->coef[e]));
    return isinf(reach) ? 1.0 : reach;
}
