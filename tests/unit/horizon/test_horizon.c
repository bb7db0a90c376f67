/* Perfect foresight: what it has in common with the recursive run, and what it does better.
 * The worlds are those of sim/; worlds of its own with answers by hand are in tests/cases. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "horizon/assemble.h"
#include "horizon/horizon.h"
#include "horizon/share.h"
#include "support/test.h"

static Model *open_model(const char *path)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/%s", test_folder(), path);
    Model *model = NULL;
    CHECK_OK(model_read(folder, NULL, &model));
    return model;
}

static RunOptions with(const char *const *scenario)
{
    return (RunOptions){.scenarios = scenario,
                        .n_scenarios = *scenario ? 1 : 0,
                        .start = MONTH_NONE,
                        .end = MONTH_NONE};
}

static Record *run(const Model *model, const char *scenario, Foresight foresight)
{
    Record *record = NULL;
    RunOptions options = with(&scenario);
    options.foresight = foresight;
    CHECK_OK(foresight_run(model, &options, NULL, &record));
    return record;
}

/* No stock, no capacity to build: each step is a month of its own. */
TEST(where_nothing_ties_the_steps_both_ways_to_see_the_future_agree)
{
    Model *model = open_model("unit/sim/data/strait");
    static const char *const scenarios[] = {NULL, "quota", "tariff", "outage", "boom"};
    for (size_t i = 0; i < sizeof scenarios / sizeof *scenarios; i++) {
        Record *a = run(model, scenarios[i], FORESIGHT_RECURSIVE);
        Record *b = run(model, scenarios[i], FORESIGHT_PERFECT);
        for (int32_t j = 0; j < a->n_steps * a->n_markets; j++)
            CHECK_NEAR(a->price[j], b->price[j], 1e-6);
        for (int32_t j = 0; j < a->n_steps * a->n_routes; j++)
            CHECK_NEAR(a->flow[j], b->flow[j], 1e-6);
        record_free(a);
        record_free(b);
    }
    model_free(model);
}

/* Every step's quantities of a recursive run, in the order of the net. */
typedef struct Plans {
    double z[64][16]; /* steps x columns of the net */
} Plans;

static void keep(void *context, int32_t step, const Program *program, const MarketSolution *sol)
{
    Plans *plans = context;
    CHECK(step < 64 && program->n_cols <= 16);
    memcpy(plans->z[step], sol->z, (size_t)program->n_cols * sizeof(double));
}

static double worst_balance(const Program *p, const double *z)
{
    double sum[1024] = {0}, worst = 0;
    CHECK(p->n_rows <= 1024);
    for (int32_t j = 0; j < p->n_cols; j++)
        for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
            sum[p->row[e]] += p->coef[e] * z[j];
    for (int32_t i = 0; i < p->n_markets; i++)
        worst = fmax(worst, fabs(sum[i] - p->rhs[i]));
    return worst;
}

/* The recursive run's plan is one that the planner could have chosen (but for what must be left
 * at the end), so the planner's is at least as good, and with a drought ahead it is better. */
TEST(the_planner_does_no_worse_than_the_recursive_run_valued_alike)
{
    Model *model = open_model("unit/sim/data/granary");
    Stock *stock = (Stock *)(uintptr_t)model->stocks;
    stock->final_least = 0; /* so that both may end as they like */
    const char *scenario = "drought";
    RunOptions options = with(&scenario);
    static Plans plans;
    Record *recursive = NULL;
    options.inspect = keep;
    options.inspect_context = &plans;
    CHECK_OK(sim_run(model, &options, NULL, &recursive));
    options.inspect = NULL;

    Path path;
    Horizon horizon;
    Arena *arena = arena_new(0);
    CHECK_OK(path_new(model, &options, NULL, &path));
    CHECK_OK(horizon_assemble(&path, arena, &horizon));
    double *z = ARENA_ARRAY(arena, double, horizon.program.n_cols);
    for (int32_t t = 0; t < path.n_steps; t++)
        for (int32_t j = 0; j < path.net->program.n_cols; j++)
            z[stack_place(&horizon.stack, horizon_col(&horizon, t, j))] = plans.z[t][j];
    CHECK(worst_balance(&horizon.program, z) < 1e-7);
    const double theirs = program_objective(&horizon.program, z);

    Record *planner = run(model, scenario, FORESIGHT_PERFECT);
    double ours = 0;
    for (int32_t t = 0; t < planner->n_steps; t++)
        ours += planner->objective[t];
    CHECK(ours <= theirs + 1e-6 * fabs(theirs));
    CHECK(ours < theirs - 1.0); /* the granary is filled before the drought */
    CHECK(planner->stock[1] > recursive->stock[1]);
    record_free(planner);
    record_free(recursive);
    arena_free(arena);
    path_free(&path);
    model_free(model);
}

TEST(what_is_carried_over_is_in_the_mass_balance)
{
    Model *model = open_model("unit/sim/data/granary");
    Record *r = run(model, "drought", FORESIGHT_PERFECT);
    for (int32_t t = 1; t < r->n_steps; t++)
        CHECK_NEAR(r->opening[t], r->stock[t - 1], 0);
    CHECK(record_worst_imbalance(r, NULL) < 1e-12);
    record_free(r);
    model_free(model);
}

/* Ten years at 5 %: 1.05^-1 + ... + 1.05^-10 = 7.7217349292, the next ten 1.05^-10 times that
 * (the factors that the Westeros tutorial of MESSAGEix prints). */
TEST(money_of_a_step_counts_as_its_yearly_payments_do)
{
    CHECK_NEAR(10 * path_weight(0.05, 0, 120), 7.721734929185, 1e-11);
    CHECK_NEAR(10 * path_weight(0.05, 120, 120), 4.740475413355, 1e-11);
    CHECK_NEAR(10 * path_weight(0.05, 240, 120), 2.910240684343, 1e-11);
    /* half a year is paid at its end */
    CHECK_NEAR(path_weight(0.05, 6, 6), 1 / 1.05, 1e-15);
    /* a year's payment after one year, half of one after 1.5 */
    CHECK_NEAR(path_weight(0.05, 0, 18), (12 / 1.05 + 6 * pow(1.05, -1.5)) / 18, 1e-15);
}

/* The quarry: at most 60 in three months, 10 in the last, the first two alike: 25, 25, 10. */
TEST(constraints_tie_the_steps_together)
{
    Model *model = open_model("unit/horizon/data/quarry");
    Record *r = run(model, NULL, FORESIGHT_PERFECT);
    CHECK_NEAR(r->activity[0] + r->activity[1] + r->activity[2], 60, 1e-7);
    CHECK_NEAR(r->price[0], 75, 1e-6);
    CHECK_NEAR(r->price[1], 75, 1e-6);
    CHECK_NEAR(r->price[2], 90, 1e-6);
    record_free(r);
    model_free(model);
}

TEST(a_run_that_cannot_keep_constraints_says_so)
{
    Model *model = open_model("unit/horizon/data/quarry");
    Diag *diag = diag_new();
    const RunOptions options = {
        .start = MONTH_NONE, .end = MONTH_NONE, .foresight = FORESIGHT_RECURSIVE};
    Record *r = NULL;
    CHECK_OK(foresight_run(model, &options, diag, &r));
    CHECK_INT(diag_warnings(diag), 1);
    CHECK(strstr(diag_message(diag, 0)->text, "--foresight perfect") != NULL);
    record_free(r);
    diag_free(diag);
    model_free(model);
}

/* Twelve times a year by the month is a year: nothing is stored, nothing changes within it. */
TEST(a_period_is_what_its_steps_are_together)
{
    Model *model = open_model("unit/sim/data/strait");
    Record *months = run(model, NULL, FORESIGHT_PERFECT);
    Diag *diag = diag_new();
    CHECK_OK(model_set_step(model, "3 x month, 9, year", diag));
    Record *periods = run(model, NULL, FORESIGHT_PERFECT);
    CHECK_INT(periods->n_steps, months->n_steps);
    for (int32_t i = 0; i < months->n_steps * months->n_markets; i++)
        CHECK_NEAR(periods->price[i], months->price[i], 1e-7);
    for (int32_t i = 0; i < months->n_steps * months->n_facilities; i++)
        CHECK_NEAR(periods->activity[i], months->activity[i], 1e-7);
    CHECK(record_worst_imbalance(periods, NULL) < 1e-12);
    record_free(months);
    record_free(periods);
    diag_free(diag);
    model_free(model);
}

TEST(whoever_does_not_foresee_has_steps_of_one_length)
{
    Model *model = open_model("cases/periods");
    Diag *diag = diag_new();
    const RunOptions options = {
        .start = MONTH_NONE, .end = MONTH_NONE, .foresight = FORESIGHT_RECURSIVE};
    Record *r = NULL;
    CHECK_INT(foresight_run(model, &options, diag, &r), LODE_BAD_INPUT);
    const DiagMessage *message = diag_message(diag, 0);
    CHECK_TEXT(message->file, "model.yaml");
    CHECK_INT(message->line, 10);
    CHECK(strstr(message->text, "--foresight perfect") != NULL);
    diag_free(diag);
    model_free(model);
}

/* "2 x month, 4": a run that ends within the period of four cannot have it. */
TEST(a_run_ends_where_a_period_ends)
{
    Model *model = open_model("cases/periods");
    Diag *diag = diag_new();
    RunOptions options = {.start = MONTH_NONE, .end = model->end - 1};
    Record *r = NULL;
    CHECK_INT(foresight_run(model, &options, diag, &r), LODE_BAD_INPUT);
    CHECK(strstr(diag_message(diag, 0)->text, "the last 3 months") != NULL);
    options.end = model->start + 1; /* both months, and no period of four */
    CHECK_OK(foresight_run(model, &options, diag, &r));
    CHECK_INT(r->n_steps, 2);
    record_free(r);
    diag_free(diag);
    model_free(model);
}

/* A row -x >= 0 beside x >= 0 has no inside, and a rent without bound. */
static bool only_shuts(const Program *p, int32_t row)
{
    if (p->rhs[row] != 0.0) return false;
    for (int32_t j = 0; j < p->n_cols; j++)
        for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
            if (p->row[e] == row && (p->coef[e] > 0.0 || p->lower[j] < 0.0)) return false;
    return true;
}

/* What is built works from the second year on: until then it is fixed at nothing. */
TEST(an_option_is_fixed_at_nothing_until_it_can_work)
{
    Model *model = open_model("cases/worth-building");
    const char *none = NULL;
    const RunOptions options = with(&none);
    Diag *diag = diag_new();
    Path path;
    Horizon horizon;
    Arena *arena = arena_new(0);
    CHECK_OK(path_new(model, &options, diag, &path));
    CHECK_OK(horizon_assemble(&path, arena, &horizon));
    const Program *p = &horizon.program;
    const int32_t k = path.net->facility0 + path.model->expansions[0].facility;
    for (int32_t t = 0; t < path.n_steps; t++)
        CHECK((p->upper[horizon_col(&horizon, t, k)] > 0.0) == (t >= 1));
    for (int32_t i = p->n_markets; i < p->n_rows; i++)
        CHECK(!only_shuts(p, i));
    arena_free(arena);
    path_free(&path);
    diag_free(diag);
    model_free(model);
}

TEST(a_horizon_without_a_solution_is_explained)
{
    Model *model = open_model("unit/horizon/data/quarry");
    Constraint *constraints = (Constraint *)(uintptr_t)model->constraints;
    constraints[0].sense = CONSTRAINT_AT_LEAST;
    constraints[0].limit = 1e4; /* more than all months together can dig */
    Diag *diag = diag_new();
    const RunOptions options = {
        .start = MONTH_NONE, .end = MONTH_NONE, .foresight = FORESIGHT_PERFECT};
    Record *r = NULL;
    CHECK_INT(foresight_run(model, &options, diag, &r), LODE_INFEASIBLE);
    CHECK(diag_errors(diag) > 0);
    CHECK(strstr(diag_message(diag, 0)->text, "sum 'all-of-it'") != NULL);
    diag_free(diag);
    model_free(model);
}

/* The factors that the Westeros tutorial of MESSAGEix prints, and the plain ones by hand:
 * (1 - 1.05^-10) / (1 - 1.05^-20) = 1 / (1 + 1.05^-10). */
TEST(what_lies_beyond_the_run_is_not_charged)
{
    CHECK_NEAR(share_charged(RESIDUAL_MESSAGE, 0.05, 240, 120), 0.608047293274, 1e-12);
    CHECK_NEAR(share_charged(RESIDUAL_MESSAGE, 0.05, 360, 240), 0.80308287199, 1e-11);
    CHECK_NEAR(share_charged(RESIDUAL_MESSAGE, 0.05, 360, 120), 0.490113702514, 1e-12);
    CHECK_NEAR(share_charged(RESIDUAL_MESSAGE, 0.05, 240, 240), 1, 0);
    CHECK_NEAR(share_charged(RESIDUAL_ANNUITY, 0.05, 240, 120), 1 / (1 + pow(1.05, -10)),
               1e-14);
    CHECK_NEAR(share_charged(RESIDUAL_ANNUITY, 0, 240, 60), 0.25, 1e-15);
    CHECK_NEAR(share_charged(RESIDUAL_LINEAR, 0.05, 240, 60), 0.25, 1e-15);
    CHECK_NEAR(share_charged(RESIDUAL_NONE, 0.05, 240, 60), 1, 0);
}

static Expansion *option_of(const Model *model)
{
    return (Expansion *)(uintptr_t)model->expansions;
}

/* Where a tenth of a life lies in the run, a tenth is charged: 2.4 = 0.64 (p2 - 10), p2
 * = 13.75.
 */
TEST(residual_value_makes_building_cheaper)
{
    Model *model = open_model("cases/worth-building");
    option_of(model)->residual = RESIDUAL_LINEAR;
    Record *r = run(model, NULL, FORESIGHT_PERFECT);
    CHECK_NEAR(r->price[1], 13.75, 1e-7);
    CHECK_NEAR(r->capacity[1 * r->n_facilities + 1], 36.25, 1e-7);
    record_free(r);
    model_free(model);
}

/* At most 1.1 times the one unit a year that was started before, and 0.4 beside: 51.5 at 48.5.
 */
TEST(what_is_started_grows_no_faster_than_it_may)
{
    Model *model = open_model("cases/worth-building");
    option_of(model)->growth = 0.1;
    option_of(model)->before = 1.0 / 12; /* a unit a year, by month */
    option_of(model)->allowance = 0.4 / 12;
    Record *r = run(model, NULL, FORESIGHT_PERFECT);
    CHECK_NEAR(r->activity[1 * r->n_facilities + 1], 1.5, 1e-7);
    CHECK_NEAR(r->price[1], 48.5, 1e-7);
    CHECK_NEAR(r->started[0 * r->n_facilities + 1], 1.5, 1e-7);
    record_free(r);
    model_free(model);
}

/* Keeping the old plant costs 60 a unit: at 50 in the first year it does not pay, and 40 are
 * kept at 60 (10 are given up); in the second, new capacity at 47.5 beats it: nothing is kept.
 */
TEST(what_does_not_pay_its_keep_is_given_up)
{
    Model *model = open_model("cases/worth-building");
    ((Facility *)(uintptr_t)model->facilities)[0].keep = 60;
    Record *r = run(model, NULL, FORESIGHT_PERFECT);
    CHECK_NEAR(r->price[0], 60, 1e-7);
    CHECK_NEAR(r->activity[0], 40, 1e-7);
    CHECK_NEAR(r->price[1], 47.5, 1e-7);
    CHECK_NEAR(r->activity[1 * r->n_facilities + 0], 0, 1e-7);
    CHECK_NEAR(r->activity[1 * r->n_facilities + 1], 52.5, 1e-7);
    record_free(r);
    model_free(model);
}
