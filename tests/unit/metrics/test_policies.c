/* What must hold whatever a policy's numbers are, on the worlds of tests/cases/levers and its
 * neighbours (their answers by hand stand in their checks.yaml). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "metrics/probe.h"
#include "support/test.h"

enum { PIT = 0 };

static Model *open_case(const char *name)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/cases/%s", test_folder(), name);
    Diag *diag = diag_new();
    Model *model = NULL;
    CHECK_OK(model_read(folder, diag, &model));
    diag_free(diag);
    return model;
}

static Record *run(const Model *model, const char *scenario, const VaryValue *varies, int n)
{
    const RunOptions options = {.scenarios = &scenario,
                                .n_scenarios = scenario != NULL,
                                .varies = varies,
                                .n_varies = n,
                                .probe = &metrics_probe,
                                .start = MONTH_NONE,
                                .end = MONTH_NONE};
    Diag *diag = diag_new();
    Record *record = NULL;
    const Status st = sim_run(model, &options, diag, &record);
    for (int32_t i = 0; i < diag_count(diag); i++)
        print_message("%s\n", diag_message(diag, i)->text);
    CHECK_OK(st);
    diag_free(diag);
    return record;
}

static double activity(const Record *r, int32_t t)
{
    return r->activity[t * r->n_facilities + PIT];
}

TEST(nothing_is_lost_whatever_the_policies)
{
    static const char *const cases[] = {"levers",           "processing-at-home", "exchange",
                                        "recycled-content", "stockpile",          "cournot"};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        Model *model = open_case(cases[c]);
        for (int32_t s = 0; s < model->n_scenarios; s++) {
            Record *r = run(model, model->scenarios[s].id, NULL, 0);
            CHECK(record_worst_imbalance(r, NULL) < 1e-10);
            for (int32_t t = 0; t < r->n_steps; t++)
                CHECK(r->balance_residual[t] < 1e-9 && r->complementarity_residual[t] < 1e-9);
            record_free(r);
        }
        model_free(model);
    }
}

TEST(a_floor_never_lowers_output_and_money_never_exceeds_its_budget)
{
    Model *model = open_case("levers");
    Record *free_run = run(model, NULL, NULL, 0);
    for (double floor = 0; floor <= 60; floor += 7.5) {
        for (double budget = 0; budget <= 20000; budget += 5000) {
            const VaryValue varies[] = {{"floor", floor}, {"budget", budget}};
            Record *r = run(model, "any-floor", varies, 2);
            double paid = 0;
            for (int32_t t = 0; t < r->n_steps; t++) {
                CHECK(activity(r, t) >= activity(free_run, t) - 1e-6);
                CHECK(r->payment[t] >= 0.0);
                paid += r->payment[t];
            }
            CHECK(paid <= budget * (1.0 + 1e-12));
            record_free(r);
        }
    }
    record_free(free_run);
    model_free(model);
}

/* Without carry the permits of a month are what was approved in it, so that after t months
 *     t x usual flow - sum of permits / approval = what waits. */
TEST(a_queue_of_applications_loses_none)
{
    Model *model = open_case("levers");
    static const double delays[] = {0, 0.5, 1, 3.25}, shares[] = {0.2, 1};
    for (int d = 0; d < 4; d++) {
        for (int s = 0; s < 2; s++) {
            const VaryValue varies[] = {
                {"delay", delays[d]}, {"approval", shares[s]}, {"throughput", 120}};
            Record *r = run(model, "any-licence", varies, 3);
            double decided = 0;
            for (int32_t t = 2; t < r->n_steps; t++) {
                decided += r->limit[t] / shares[s];
                CHECK_NEAR(r->held[t], (t - 1) * 1700.0 / 12.0 - decided, 1e-8);
                CHECK(r->flow[t] <= r->limit[t] + 1e-8);
            }
            record_free(r);
        }
    }
    model_free(model);
}

TEST(a_ban_never_raises_what_it_bans)
{
    Model *model = open_case("levers");
    Record *free_run = run(model, NULL, NULL, 0), *r = run(model, "everything", NULL, 0);
    for (int32_t t = 1; t < 3; t++)
        CHECK(r->flow[t] <= 0.9 * free_run->flow[t] + 1e-8);
    record_free(free_run);
    record_free(r);
    model_free(model);
}

TEST(rent_is_paid_only_where_a_limit_binds)
{
    Model *model = open_case("levers");
    Record *r = run(model, "everything", NULL, 0);
    for (int32_t t = 0; t < r->n_steps; t++)
        for (int32_t l = 0; l < r->n_limits; l++) {
            const int32_t i = t * r->n_limits + l;
            CHECK(r->rent[i] >= 0.0);
            if (r->rent[i] > 1e-4) CHECK_NEAR(r->used[i], r->limit[i], 1e-4);
        }
    record_free(r);
    model_free(model);
}

/* A grant asks in its last months for more than is left; each payer keeps to its own purse. */
TEST(grants_never_exceed_their_budgets_one_by_one_or_together)
{
    static const double budget[] = {7500, 14400};
    Model *model = open_case("building");
    Record *r = run(model, "two-grants", NULL, 0);
    CHECK_INT(r->n_policies, 2);
    for (int32_t i = 0; i < r->n_policies; i++) {
        double paid = 0;
        for (int32_t t = 0; t < r->n_steps; t++) {
            paid += r->payment[t * r->n_policies + i];
            CHECK(paid <= budget[i] * (1 + 1e-12));
        }
    }
    record_free(r);
    model_free(model);
}

static double chosen_in(const Model *model, const char *scenario)
{
    Record *r = run(model, scenario, NULL, 0);
    double sum = 0;
    for (int32_t i = 0; i < r->n_steps * r->n_facilities; i++)
        sum += r->started[i];
    record_free(r);
    return sum;
}

/* Faster permits, money and workers never make people build less; a technology ban never more.
 */
TEST(help_for_builders_never_lowers_what_is_begun)
{
    Model *model = open_case("building");
    const double plain = chosen_in(model, NULL);
    CHECK(chosen_in(model, "grant") >= plain);
    CHECK(chosen_in(model, "reform") >= plain);
    CHECK(chosen_in(model, "training") >= plain);
    CHECK(chosen_in(model, "secret") <= plain);
    CHECK(chosen_in(model, "half-secret") <= plain);
    model_free(model);
}

/* The pit's floor of 26: alone the pit makes 1700/12 t at 290/12. Solved again it makes 160 t;
 * if nobody may solve again, it makes what it did, and the record says that this is not
 * settled. */
TEST(a_month_in_which_policies_do_not_settle_says_so)
{
    Model *model = open_case("levers");
    const char *scenario = "floor";
    RunOptions options = {.scenarios = &scenario,
                          .n_scenarios = 1,
                          .revisions = -1,
                          .start = MONTH_NONE,
                          .end = model->start};
    Diag *diag = diag_new();
    Record *hasty, *settled;
    CHECK_OK(sim_run(model, &options, diag, &hasty));
    CHECK_INT(hasty->unsettled[0], 1);
    CHECK_NEAR(activity(hasty, 0), 1700.0 / 12.0, 1e-6);
    CHECK_INT(diag_warnings(diag), 1);
    CHECK(strstr(diag_message(diag, 0)->text, "would still act otherwise after 1 solves") !=
          NULL);
    options.revisions = 0;
    CHECK_OK(sim_run(model, &options, diag, &settled));
    CHECK_INT(settled->unsettled[0], 0);
    CHECK_NEAR(activity(settled, 0), 160.0, 1e-6);
    CHECK_INT(diag_warnings(diag), 1);
    record_free(hasty);
    record_free(settled);
    diag_free(diag);
    model_free(model);
}

static bool was_said(const Diag *diag, const char *file, int32_t line, const char *words)
{
    for (int32_t i = 0; i < diag_count(diag); i++) {
        const DiagMessage *m = diag_message(diag, i);
        if (strcmp(m->file, file) == 0 && m->line == line && strstr(m->text, words))
            return true;
    }
    return false;
}

/* `lode check` asks the questions of triggers of a run that is not made. */
/* Two springs and a town that buys 120 - p (tests/cases/cournot): p = 30 + conduct y and
 * p = 120 - 2 y, so y = 90 / (2 + conduct), whatever the conduct; more of it never sells more.
 */
TEST(who_holds_back_more_sells_less_and_dearer)
{
    Model *model = open_case("cournot");
    double sold = INFINITY;
    for (int k = 0; k <= 20; k++) {
        const VaryValue vary = {.name = "conduct", .value = 0.1 * k};
        Record *r = run(model, "by-degrees", &vary, 1);
        const double town = r->quantity[0], y = 90.0 / (2.0 + 0.1 * k);
        CHECK_NEAR(town, 2.0 * y, 1e-6);
        CHECK(town < sold);
        sold = town;
        record_free(r);
    }
    model_free(model);
}

TEST(a_trigger_that_asks_for_nothing_is_found_without_a_run)
{
    static const char file[] = "scenarios/trigger-metric.yaml";
    char folder[512];
    snprintf(folder, sizeof folder, "%s/unit/kinds/data/broken", test_folder());
    Diag *diag = diag_new();
    Model *model = NULL;
    CHECK_OK(model_read(folder, diag, &model));
    CHECK_INT(sim_check_scenarios(model, NULL, diag), LODE_BAD_INPUT);
    CHECK(!was_said(diag, file, 6, "did you mean 'price'"));
    CHECK_INT(sim_check_scenarios(model, &metrics_probe, diag), LODE_BAD_INPUT);
    CHECK(was_said(diag, file, 6, "no metric 'prise'; did you mean 'price'"));
    CHECK(was_said(diag, file, 7, "oar"));
    diag_free(diag);
    model_free(model);
}

/* Nothing leaves north: south pays its choke of 100, and a right to ship a tonne would bring
 * the gap of the two prices less the freight of 5, no more. */
TEST(a_limit_of_nothing_has_the_rent_of_its_best_use)
{
    enum { NORTH = 0, SOUTH = 1 };
    Model *model = open_case("levers");
    Record *r = run(model, "closed-strait", NULL, 0);
    for (int32_t t = 1; t < r->n_steps; t++) {
        const double *price = &r->price[t * r->n_markets];
        CHECK_NEAR(price[SOUTH], 100.0, 1e-6);
        CHECK_NEAR(r->used[t], 0.0, 1e-12);
        CHECK_NEAR(r->rent[t], price[SOUTH] - price[NORTH] - 5.0, 1e-9);
    }
    record_free(r);
    model_free(model);
}

TEST(the_same_run_twice_has_the_same_bits)
{
    Model *model = open_case("levers");
    Record *a = run(model, "everything", NULL, 0), *b = run(model, "everything", NULL, 0);
    CHECK(memcmp(a->price, b->price,
                 (size_t)a->n_steps * (size_t)a->n_markets * sizeof *a->price) == 0);
    CHECK(memcmp(a->payment, b->payment,
                 (size_t)a->n_steps * (size_t)a->n_policies * sizeof *a->payment) == 0);
    record_free(a);
    record_free(b);
    model_free(model);
}
