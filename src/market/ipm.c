/* ipm.c - the iteration: predictor and corrector on a weighted central path [Mehrotra92]. */
#include "market/ipm.h"

#include <math.h>
#include <string.h>

#include "base/larger.h"
#include "market/slots.h"

/* Done when all of these hold; dimensionless, and far inside what the judge grants. */
static const double balance_done = 1e-11;
static const double dual_done = 1e-11;
static const double mean_done = 1e-12;
static const double most_done = 1e-10;

/* Where a limit binds at a rent of just zero, quantities are only as exact as the square root
 * of complementarity. Small programs, whose iterations cost nothing, go this much further. */
static const double polish = 1e-4;
enum { POLISHED_ROWS = 200 };

/* Rounding may keep a point from getting so far. When this much has held for a few iterations
 * more, it is accepted. */
static const double balance_fair = 1e-9;
static const double dual_fair = 1e-9;
static const double most_fair = 1e-9;
enum { FAIR_ITERATIONS = 5 };

static const double turnover_floor = 1e-3;   /* of a row's usual quantity */
static const double step_share = 0.995;      /* of the way to the nearest bound */
static const double step_share_near = 0.999; /* once mean < near_mean: sides have been taken */
static const double near_mean = 1e-8;
static const double centre_least = 1e-8; /* smallest sigma */

/* Complementarity never aims below this share of mean_done: it would only run ahead of the dual
 * residual, which falls no faster than the steps allow. */
static const double mean_floor = 0.1;

/* Below this mean, z and the prices take the same step. Apart they go further, but slopes turn
 * the difference of the two steps into dual residual. A careful attempt goes apart all the
 * same: with steep demand curves common steps can become so short that they run in a circle. */
static const double common_step_mean = 1e-4;

/* How exactly a step with duties is solved for: what remains must be less than what Newton's
 * method itself leaves, which falls with complementarity. A thousand times that costs one
 * iteration in two hundred and saves a third of the solves. The affine step only sets the
 * centring, and does without duties. */
static const double duty_done = 1e-11;
static const double duty_done_far = 1e-2, duty_share = 1e3;

/* Mehrotra's second order term assumes that the affine step can be taken. Where it cannot, time
 * and again, the term does more harm than good, and complementarity wanders without falling.
 * From then on the term shrinks with the affine step [Colombo08]. It may also lead, step by
 * whole step, to where it just undoes what it promises; from there plain steps lead away. */
typedef enum Care { CARE_USUAL, CARE_SHORT, CARE_PLAIN } Care;

/* Complementarity that has not fallen below this share of its least for so many iterations
 * makes the rest of the attempt careful; after twice as many its steps are plain. */
static const double progress_share = 0.9;
enum { PATIENCE = 8 };

/* The nearest point is kept from this iteration on; most solves end before it. */
enum { KEEP_FROM = 25 };

/* What is near enough, as a multiple of the figures above: of all, and of complementarity. */
static double coarseness(const Attempt *attempt)
{
    return larger(attempt->coarse, 1.0);
}

static double done_share(const MarketWork *work, const Attempt *attempt)
{
    return (work->n_rows <= POLISHED_ROWS ? polish : 1.0) * coarseness(attempt);
}

/* ---- where we are ---- */

/* What a half has to say. */
typedef struct Told {
    _Alignas(CACHE_LINE) Found found;
    Reach reach;
} Told;

/* What the halves do, and tell, in one pass over their slots. */
typedef struct Pass {
    MarketWork *work;
    double mu, second;   /* complementarity aimed at, share of the second order term */
    bool moves;          /* there is a step to take, */
    double primal, dual; /* of these lengths */
    bool waits;          /* duties read prices of either half: both must stand first */
    Reach (*step)(const Slots *s, int32_t begin, int32_t end); /* slots_predict or slots_step */
    Told told[N_HALVES];
} Pass;

static void turnover_half(void *of, int half)
{
    MarketWork *work = of;
    work_clear_rows(work, half, work->rows.turnover);
    work_add_turnover(work, half, work->slots.z, work->rows.turnover);
}

/* turnover := half of what comes and goes on each row */
static void row_turnovers(MarketWork *work)
{
    Rows *r = &work->rows;
    helper_run(work->helper, turnover_half, work);
    work_add_shadow(work, r->turnover);
    for (int32_t i = 0; i < work->n_places; i++)
        r->turnover[i] += 0.5 * fabs(r->rhs[i]) + turnover_floor * r->quantity_scale[i];
}

static void move_half(void *of, int half)
{
    const Pass *pass = of;
    MarketWork *work = pass->work;
    slots_move(&work->slots, work->half[half].begin, work->half[half].end, pass->primal,
               pass->dual);
    ipm_demand_margins(work, half);
    work_move_prices(work, half, pass->dual);
}

static void measure_half(void *of, int half)
{
    Pass *pass = of;
    MarketWork *work = pass->work;
    if (pass->moves && !pass->waits) move_half(pass, half);
    work_gain(work, half, work->rows.price, work->slots.gain);
    ipm_demand_chords(work, half);
    pass->told[half].found =
        slots_measure(&work->slots, work->half[half].begin, work->half[half].end);
    work_assemble(work, half);
}

static void measure_limits(const Pass *pass, double *sum, double *most)
{
    const MarketWork *work = pass->work;
    const Rows *r = &work->rows;
    for (int32_t k = 0; k < work->n_limits; k++) {
        const int32_t i = work->limit[k];
        if (pass->moves) r->slack[i] += pass->primal * r->dslack[i];
        const double product =
            r->price[i] * r->slack[i] / (r->price_scale[i] * r->quantity_scale[i]);
        *sum += product;
        *most = larger(*most, product);
    }
}

/* Takes the step that is due, if any, and finds where it has led. */
static void measure(Pass *pass, Distance *distance)
{
    MarketWork *work = pass->work;
    if (pass->moves && pass->waits) helper_run(work->helper, move_half, pass);
    helper_run(work->helper, measure_half, pass);
    const Found *a = &pass->told[0].found, *b = &pass->told[1].found;
    double sum = a->sum + b->sum, most = larger(a->most, b->most);
    measure_limits(pass, &sum, &most);
    work_assemble_limits(work);
    distance->mean = work->n_bounds ? sum / work->n_bounds : 0.0;
    distance->most = most;
    distance->dual = larger(a->off, b->off);
}

/* Costs a pass over the matrix, so it is asked last. */
static void measure_balance(MarketWork *work, Distance *distance)
{
    const Rows *r = &work->rows;
    row_turnovers(work);
    work_add_shadow(work, r->residual);
    distance->balance = 0.0;
    distance->worst_row = 0;
    for (int32_t i = 0; i < work->n_places; i++) {
        const double share = fabs(r->residual[i]) / r->turnover[i];
        if (share <= distance->balance) continue;
        distance->balance = share;
        distance->worst_row = i;
    }
}

/* ---- where to go ---- */

/* The prices' step for what slots push and limit rows aim at, in three parts: up to the top,
 * the top, and back.
 *     (A theta A' + slack/price) dp = -residual + pushed + target/price - slack */
static void eliminate_half(void *of, int half)
{
    const Pass *pass = of;
    MarketWork *work = pass->work;
    factor_eliminate(&work->factor, half);
    work_right_side(work, half);
    factor_lower(&work->factor, half, work->rows.step);
}

static void upper_half(void *of, int half)
{
    const Pass *pass = of;
    factor_upper(&pass->work->factor, half, pass->work->rows.step);
}

/* The step of the slots, affine or whole, for the prices'. */
static void reach_half(void *of, int half)
{
    Pass *pass = of;
    MarketWork *work = pass->work;
    if (!pass->waits) upper_half(of, half);
    work_gain(work, half, work->rows.step, work->slots.gain);
    pass->told[half].reach =
        pass->step(&work->slots, work->half[half].begin, work->half[half].end);
}

static void correct_half(void *of, int half)
{
    const Pass *pass = of;
    MarketWork *work = pass->work;
    slots_correct(&work->slots, work->half[half].begin, work->half[half].end, pass->mu,
                  pass->second);
    work_clear_rows(work, half, work->rows.pushed);
    work_add_rows(work, half, work->slots.push, work->rows.pushed);
    work_right_side(work, half);
    factor_lower(&work->factor, half, work->rows.step);
}

static Reach both_reaches(const Pass *pass)
{
    const Reach *a = &pass->told[0].reach, *b = &pass->told[1].reach;
    return (Reach){larger(a->primal, b->primal), larger(a->dual, b->dual), a->s1 + b->s1,
                   a->s3 + b->s3};
}

/* Slacks move as dslack = target/price - slack (1 + dprice/price). */
static void reach_limits(MarketWork *work, const double *limit_target, Reach *reach)
{
    Rows *r = &work->rows;
    for (int32_t k = 0; k < work->n_limits; k++) {
        const int32_t i = work->limit[k];
        const double target = limit_target ? limit_target[k] : 0.0;
        const double rise = r->step[i] / r->price[i];
        const double unweight = 1.0 / (r->price_scale[i] * r->quantity_scale[i]);
        r->dslack[i] = target / r->price[i] - r->slack[i] * (1.0 + rise);
        reach->primal = larger(reach->primal, -r->dslack[i] / r->slack[i]);
        reach->dual = larger(reach->dual, -rise);
        reach->s1 += r->dslack[i] * r->price[i] * unweight;
        reach->s3 += r->dslack[i] * r->step[i] * unweight;
    }
}

/* sigma = (complementarity after the affine step / now)^3                    [Mehrotra92] */
static double centring(const MarketWork *work, const Reach *reach, double mean)
{
    if (work->n_bounds == 0) return 0.0;
    const double a = 1.0 / larger(1.0, reach->primal), b = 1.0 / larger(1.0, reach->dual);
    const double s = mean * work->n_bounds;
    const double after = s + a * reach->s1 - b * (s + reach->s1) + a * b * reach->s3;
    const double ratio = after / s;
    return larger(ratio * ratio * ratio, centre_least);
}

/* What limit rows aim at, complementarity products or 0, for the next right side. */
static void aim_limits(MarketWork *work, const double *limit_target)
{
    const Rows *r = &work->rows;
    for (int32_t k = 0; k < work->n_limits; k++) {
        const int32_t i = work->limit[k];
        r->aim[i] = (limit_target ? limit_target[k] : 0.0) / r->price[i] - r->slack[i];
    }
}

static void correct_limits(MarketWork *work, double mu, double second)
{
    const Rows *r = &work->rows;
    for (int32_t k = 0; k < work->n_limits; k++) {
        const int32_t i = work->limit[k];
        work->limit_target[k] =
            mu * r->price_scale[i] * r->quantity_scale[i] - second * r->dslack[i] * r->step[i];
    }
    aim_limits(work, work->limit_target);
}

/* Factors, and takes the affine step, for what it says. */
static Reach predict(Pass *pass)
{
    MarketWork *work = pass->work;
    aim_limits(work, NULL);
    helper_run(work->helper, eliminate_half, pass);
    (void)factor_eliminate_top(&work->factor);
    factor_top(&work->factor, work->rows.step);
    if (pass->waits) helper_run(work->helper, upper_half, pass);
    pass->step = slots_predict;
    helper_run(work->helper, reach_half, pass);
    Reach reach = both_reaches(pass);
    reach_limits(work, NULL, &reach);
    return reach;
}

/* The step itself, exact to a tolerance where there are duties. */
static Reach correct(Pass *pass, double tolerance)
{
    MarketWork *work = pass->work;
    correct_limits(work, pass->mu, pass->second);
    helper_run(work->helper, correct_half, pass);
    factor_top(&work->factor, work->rows.step);
    if (pass->waits) {
        helper_run(work->helper, upper_half, pass);
        duty_solve(work, tolerance, work->rows.step);
    }
    pass->step = slots_step;
    helper_run(work->helper, reach_half, pass);
    Reach reach = both_reaches(pass);
    reach_limits(work, work->limit_target, &reach);
    return reach;
}

/* Finds the next step; measure takes it. Complementarity is not sent far below `least_mean`.
 * Returns the shorter of the step's lengths, primal and dual, as a share of the whole. */
static double iterate(Pass *pass, double mean, double least_mean, Care care)
{
    Reach reach = predict(pass);
    const double cut = larger(1.0, reach.primal) * larger(1.0, reach.dual);
    pass->mu = larger(centring(pass->work, &reach, mean) * mean, mean_floor * least_mean);
    pass->second = care == CARE_USUAL ? 1.0 : care == CARE_SHORT ? 1.0 / cut : 0.0;
    reach = correct(pass, larger(fmin(duty_share * mean, duty_done_far), duty_done));

    const double share = mean < near_mean ? step_share_near : step_share;
    if (mean < common_step_mean && care == CARE_USUAL)
        reach.primal = reach.dual = larger(reach.primal, reach.dual);
    pass->primal = share / larger(share, reach.primal);
    pass->dual = share / larger(share, reach.dual);
    pass->moves = true;
    return smaller(pass->primal, pass->dual);
}

/* ---- an attempt ---- */

static bool is_done(MarketWork *work, const Attempt *attempt, Distance *distance)
{
    const double share = done_share(work, attempt), off = coarseness(attempt);
    const bool optimal = distance->mean <= mean_done * share &&
                         distance->most <= most_done * share &&
                         distance->dual <= dual_done * off;
    if (!optimal) return false;
    measure_balance(work, distance);
    return distance->balance <= balance_done * off;
}

static bool is_fair(MarketWork *work, Distance *distance)
{
    if (!(distance->most <= most_fair && distance->dual <= dual_fair)) return false;
    measure_balance(work, distance);
    return distance->balance <= balance_fair;
}

/* One figure to compare points by: a point is as near as its worst condition. */
static double farness(MarketWork *work, Distance *distance)
{
    measure_balance(work, distance);
    return larger(distance->balance, larger(distance->dual, distance->most));
}

typedef struct Progress {
    double mean;   /* least complementarity seen */
    int n_without; /* iterations since it last fell */
    Care care;
} Progress;

static void progress_note(Progress *progress, double mean)
{
    const bool falls = mean < progress_share * progress->mean;
    progress->n_without = falls ? 0 : progress->n_without + 1;
    if (falls) progress->mean = mean;
    if (progress->n_without >= 2 * PATIENCE)
        progress->care = CARE_PLAIN;
    else if (progress->n_without >= PATIENCE && progress->care == CARE_USUAL)
        progress->care = CARE_SHORT;
}

Status ipm_attempt(MarketWork *work, const Program *program, const Attempt *attempt,
                   MarketSolution *sol, int *iterations, Distance *distance)
{
    double nearest = INFINITY;
    Progress progress = {.mean = INFINITY, .care = attempt->careful ? CARE_SHORT : CARE_USUAL};
    const double least_mean = mean_done * done_share(work, attempt);
    double steps = 0.0;
    int n_fair = 0;
    work_regularise(work, attempt->regular);
    ipm_start(work, attempt->mu);
    Pass pass = {.work = work, .waits = work->n_duties > 0};
    for (int k = 0; k < attempt->most_iterations; k++) {
        measure(&pass, distance);
        if (is_done(work, attempt, distance)) return LODE_OK;
        n_fair += is_fair(work, distance);
        if (n_fair > FAIR_ITERATIONS) return LODE_OK;
        const double far = k >= KEEP_FROM ? farness(work, distance) : INFINITY;
        if (far < nearest) (void)work_unload(work, program, sol);
        nearest = far < nearest ? far : nearest;
        if (!isfinite(distance->mean) || !isfinite(distance->dual)) break;
        progress_note(&progress, distance->mean);
        steps += iterate(&pass, distance->mean, least_mean, progress.care);
        ++*iterations;
        if (steps < attempt->least_step * (k + 1)) break;
    }
    return LODE_DIVERGED;
}
