#include "horizon/tie.h"

#include <math.h>

#include "sim/cohort.h"

/* ---- stocks ----
 *     marginal cost of s_t = d_t [ (holding x reference price + storage) months - wedge
 *                                  - k (target - s_t) ] n_t,
 *     k = stiffness x reference price / target,   n_t = steps of the model that t takes
 * s_t leaves the market of step t and arrives in that of t + 1; the last one is worth
 *     d_T final_value a unit
 *     least_t <= s_t <= room_t */

static const double least_target =
    1e-3; /* of a market's usual quantity: stiffness has a bound */

/* Room below this share of a market's usual quantity is none: what a use that has ended leaves
 * of it is rounding, and has no side that a solver could find. */
static const double least_room = 1e-6;

static double final_least(const Path *path, int32_t s, double room)
{
    const Stock *stock = &path->model->stocks[s];
    if (!isnan(stock->final_least)) return stock->final_least;
    if (!isnan(stock->final_value) || stock->cover == 0.0) return -INFINITY;
    return fmin(path->before.stock[s],
                room); /* working stocks are handed on as they were found */
}

static void set_stock(Horizon *h, int32_t t, int32_t s)
{
    const Path *path = h->path;
    const Net *net = path->net;
    const PathStep *step = &path->steps[t];
    const Stock *stock = &path->model->stocks[s];
    const int32_t market = net->stock_market[s];
    const Month end = step->month + (Month)step->months - 1;
    const double weight = step->weight * step->n;
    const double price = step->program.row_price[market], target = step->target[s];
    const double least = least_target * net->program.row_quantity[market];
    const double k = target > 0.0 ? stock->stiffness * price / fmax(target, least) : 0.0;
    const double kept =
        (stock->holding * price + stock_storage(path->model, s, end)) * net->months;
    const double room = stock_room(path->model, s, end);
    StackColumn *column = &h->stack.columns[horizon_col(h, t, net->stock0 + s)];
    column->lower = stock_least(path->model, s, end);
    column->upper = isnan(room) ? fmax(step->most[s], path->before.stock[s]) : room;
    if (column->upper - column->lower < least_room * net->program.row_quantity[market])
        column->upper = column->lower;
    column->cost = weight * (kept - stock->wedge - k * target);
    column->slope = weight * k;
    if (t + 1 < path->n_steps) return;
    column->lower = fmax(column->lower, final_least(path, s, column->upper));
    if (!isnan(stock->final_value)) column->cost -= step->weight * stock->final_value;
}

void tie_stocks(Horizon *h)
{
    const Path *path = h->path;
    const Net *net = path->net;
    for (int32_t s = 0; s < path->model->n_stocks; s++) {
        const int32_t market = net->stock_market[s];
        h->stack.equal[horizon_row(h, 0, market)].rhs = -path->before.stock[s];
        for (int32_t t = 0; t < path->n_steps; t++) {
            set_stock(h, t, s);
            if (t + 1 < path->n_steps)
                stack_entry(&h->stack, horizon_col(h, t, net->stock0 + s),
                            horizon_row(h, t + 1, market), 1.0);
        }
    }
}

/* ---- ramp limits ----
 *     x_t - x_t-1 <= ramp_limit months capacity_t
 *     x_t-1 - x_t <= ramp_limit months capacity_t + what capacity has been lost
 * x_t-1 and its capacity as they would be at the length of step t; the months are those from
 * the middle of one step to the middle of the other */

static void tie_ramp(Horizon *h, int32_t k, int32_t t)
{
    const Path *path = h->path;
    const PathStep *step = &path->steps[t];
    const PathStep *last = t > 0 ? &path->steps[t - 1] : &path->parts[0];
    const double now = step->effects.capacity[k], longer = step->months / last->months;
    const double apart = 0.5 * (step->months + last->months);
    const double reach = path->model->facilities[k].ramp_limit * apart * now;
    const int32_t col = horizon_col(h, t, path->net->facility0 + k);
    if (isinf(reach)) return;
    if (t == 0) {
        StackColumn *column = &h->stack.columns[col];
        const double done = fmin(path->before.activity[k] * longer, now);
        if (isnan(path->before.activity[k])) return;
        column->upper = fmin(column->upper, fmax(done + reach, column->lower));
        column->lower = fmax(column->lower, done - reach);
        return;
    }
    const double lost = fmax(last->effects.capacity[k] * longer - now, 0.0);
    const int32_t before = horizon_col(h, t - 1, path->net->facility0 + k);
    StackRow row = {.price = step->weight * fabs(step->program.cost[col % h->n_plain]) + 1e-9,
                    .quantity = now > 0 ? now : 1.0,
                    .label = {"the ramp limit of", path->model->facilities[k].id}};
    row.rhs = -reach;
    const int32_t up = stack_limit(&h->stack, row);
    stack_entry(&h->stack, col, up, -1.0);
    stack_entry(&h->stack, before, up, longer);
    if (isinf(lost)) return;
    row.rhs = -(reach + lost);
    const int32_t down = stack_limit(&h->stack, row);
    stack_entry(&h->stack, col, down, 1.0);
    stack_entry(&h->stack, before, down, -longer);
}

void tie_ramps(Horizon *h)
{
    const Path *path = h->path;
    for (int32_t k = 0; k < path->model->n_facilities; k++) {
        if (isinf(path->model->facilities[k].ramp_limit)) continue;
        for (int32_t t = 0; t < path->n_steps; t++)
            tie_ramp(h, k, t);
    }
}

/* ---- products in use ----
 *     x_kt <= sum over cohorts of k, of activity per unit x [ what past sales leave
 *                                       + sum over u = 0 .. t of sigma_tu q_u / n_u ]
 *     sigma_tu = sum over the steps i of t and the earlier ones j of u, of collectable(i - j)
 * as sales are spread evenly over the n_u steps that u takes. */

/* Scales a row of which nothing can be collected. */
static const double least_scrap = 1e-9;

static double past_scrap(const Path *path, int32_t c, const PathStep *step)
{
    double sum = 0;
    for (int32_t i = step->first; i < step->first + step->n; i++)
        sum += cohort_past_scrap(path->net, c, i, &path->before);
    return sum;
}

static StackRow collector_row(const Horizon *h, int32_t k, int32_t t)
{
    const Path *path = h->path;
    const PathStep *step = &path->steps[t];
    const Program *p = &step->program;
    const int32_t j = path->net->facility0 + k;
    StackRow row = {.quantity = fmax(step->effects.collected[k], least_scrap),
                    .label = {"the collection of", path->model->facilities[k].id}};
    for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
        row.price = fmax(row.price, step->weight * fabs(p->coef[e]) * p->row_price[p->row[e]]);
    if (row.price == 0.0) row.price = 1.0;
    for (int32_t c = 0; c < path->model->n_cohorts; c++)
        if (path->model->cohorts[c].facility == k)
            row.rhs -= cohort_activity(path->model, &path->model->cohorts[c]) *
                       past_scrap(path, c, step);
    return row;
}

static double collectable(const Path *path, int32_t c, const PathStep *from, const PathStep *to)
{
    double sum = 0;
    for (int32_t i = to->first; i < to->first + to->n; i++)
        for (int32_t j = from->first; j < from->first + from->n && j < i; j++)
            sum += cohort_collectable(path->net, c, i - j);
    return sum / from->n;
}

static void tie_collector(Horizon *h, int32_t k, int32_t t)
{
    const Path *path = h->path;
    const Net *net = path->net;
    const Effects *effects = &path->steps[t].effects;
    const int32_t at = stack_limit(&h->stack, collector_row(h, k, t));
    const int32_t col = horizon_col(h, t, net->facility0 + k);
    h->stack.columns[col].upper = fmin(effects->capacity[k], effects->most[k]);
    stack_entry(&h->stack, col, at, -1.0);
    for (int32_t c = 0; c < path->model->n_cohorts; c++) {
        const Cohort *cohort = &path->model->cohorts[c];
        if (cohort->facility != k) continue;
        const double activity = cohort_activity(path->model, cohort);
        for (int32_t u = 0; u <= t; u++)
            stack_entry(&h->stack, horizon_col(h, u, net->demand_col[cohort->demand]), at,
                        activity * collectable(path, c, &path->steps[u], &path->steps[t]));
    }
}

void tie_collectors(Horizon *h)
{
    const Path *path = h->path;
    for (int32_t k = 0; k < path->model->n_facilities; k++)
        for (int32_t t = 0; t < path->n_steps; t++)
            if (!isinf(path->steps[t].effects.collected[k])) tie_collector(h, k, t);
}

/* ---- constraints.csv ---- */

static int32_t term_col(const Net *net, const ConstraintTerm *term)
{
    if (term->facility != MODEL_NONE) return net->facility0 + term->facility;
    if (term->route != MODEL_NONE) return net->route0 + term->route;
    return net->stock0 + term->stock;
}

/* What the step's money-free parts suggest: how large the sum usually is, and what one more
 * unit of its limit may be worth. */
static void widen(const Horizon *h, int32_t t, int32_t j, double coef, StackRow *row)
{
    const PathStep *step = &h->path->steps[t];
    const Program *p = &step->program;
    double price = 0, quantity = 0;
    for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++) {
        const double a = fabs(p->coef[e]);
        price = fmax(price, a * step->weight * p->row_price[p->row[e]]);
        quantity = fmax(quantity, p->row_quantity[p->row[e]] / a);
    }
    row->price = fmax(row->price, price / fabs(coef));
    row->quantity = fmax(row->quantity, quantity * fabs(coef));
}

/* Terms of one row: of the steps from t0 to t1. */
typedef struct Span {
    int32_t t0, t1;
} Span;

static bool term_in(const Path *path, const ConstraintTerm *term, int32_t t)
{
    const Month first = path->steps[t].month;
    return term->date == MONTH_NONE ||
           (term->date >= first && term->date < first + (Month)path->steps[t].months);
}

static void tie_constraint(Horizon *h, const Constraint *constraint, Span span, int32_t *equal)
{
    const Path *path = h->path;
    const bool at_most = constraint->sense == CONSTRAINT_AT_MOST;
    const double sign = at_most ? -1.0 : 1.0;
    const double limit =
        constraint->limit * (constraint->over ? path->steps[span.t0].months : 1.0);
    const ConstraintTerm *terms = &path->model->constraint_terms[constraint->first_term];
    StackRow row = {
        .rhs = sign * limit, .quantity = fabs(limit), .label = {"the sum", constraint->id}};
    for (int32_t i = 0; i < constraint->n_terms; i++)
        for (int32_t t = span.t0; t < span.t1 && terms[i].coefficient != 0.0; t++)
            if (term_in(path, &terms[i], t))
                widen(h, t, term_col(path->net, &terms[i]), terms[i].coefficient, &row);
    if (row.price == 0.0) row.price = 1.0;
    if (row.quantity == 0.0) row.quantity = 1.0;
    int32_t at = *equal;
    if (constraint->sense == CONSTRAINT_EQUAL)
        h->stack.equal[(*equal)++] = row;
    else
        at = stack_limit(&h->stack, row);
    for (int32_t i = 0; i < constraint->n_terms; i++)
        for (int32_t t = span.t0; t < span.t1; t++)
            if (term_in(path, &terms[i], t))
                stack_entry(&h->stack, horizon_col(h, t, term_col(path->net, &terms[i])), at,
                            sign * terms[i].coefficient);
}

void tie_constraints(Horizon *h)
{
    const Path *path = h->path;
    int32_t equal = h->constraint0;
    for (int32_t c = 0; c < path->model->n_constraints; c++) {
        const Constraint *constraint = &path->model->constraints[c];
        if (!constraint->over) {
            tie_constraint(h, constraint, (Span){0, path->n_steps}, &equal);
            continue;
        }
        for (int32_t t = 0; t < path->n_steps; t++)
            tie_constraint(h, constraint, (Span){t, t + 1}, &equal);
    }
}
