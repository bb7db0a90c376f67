/* Surpluses, recovery, time to line stop, and what policies cost. */
#include "support/test.h"

#include <math.h>
#include <stdio.h>

#include "metrics/losses.h"
#include "sim/sim.h"
#include "world.h"

static double ask(const Record *r, const char *metric, MetricFilter filter, Steps steps)
{
    double value;
    CHECK_OK(metric_value(r, metric_find(metric), &filter, steps, NULL, &value));
    return value;
}

static const Steps first_month = {0, 1};

/* The world's first month: magnets cost 80000, and 150 go to ev (elasticity 0.5, choke 140000),
 * 50 to wind (a line that ends at 100000). ev: integral of 150 (80000/t)^0.5 from 80000 to
 * 140000 = 300 (sqrt(80000 x 140000) - 80000), and the line above the choke, 0.1 x 140000 x 150
 * (80000/140000)^0.5 wind: 50 x 20000 / 2 */
TEST(users_gain_the_area_above_the_price)
{
    Record *r = world_baseline();
    const double cut = 150 * sqrt(80000.0 / 140000);
    const double ev = 300 * (sqrt(80000.0 * 140000) - 80000) + 14000 * cut;
    CHECK_NEAR(ask(r, "consumer_surplus", (MetricFilter){.use = "ev"}, first_month), ev, 1e-12);
    CHECK_NEAR(ask(r, "consumer_surplus", (MetricFilter){.use = "wind"}, first_month), 500000,
               1e-12);
    r->price[JAPAN_MAGNET] = 154000; /* half of the way from the choke to where the line ends */
    CHECK_NEAR(ask(r, "consumer_surplus", (MetricFilter){.use = "ev"}, first_month),
               0.5 * 150 * 14000, 1e-12);
    record_free(r);
}

/* jp-magnet: 200 magnets at 80000 of 66 t of oxide at 60000, and a million spent beside. */
TEST(producers_gain_what_is_left)
{
    Record *r = world_baseline();
    CHECK_NEAR(ask(r, "producer_surplus", (MetricFilter){.facility = "jp-magnet"}, first_month),
               200 * 80000.0 - 66 * 60000.0 - 1e6, 1e-9);
    record_free(r);
}

static Record *run_two_hops(const char *scenario)
{
    char path[512];
    Model *model;
    Record *r;
    Diag *diag = diag_new();
    snprintf(path, sizeof path, "%s/../models/two-hops", test_folder());
    CHECK_OK(model_read(path, diag, &model));
    const RunOptions options = {.scenarios = &scenario,
                                .n_scenarios = scenario ? 1 : 0,
                                .start = MONTH_NONE,
                                .end = MONTH_NONE};
    CHECK_OK(sim_run(model, &options, diag, &r));
    model_free(model);
    diag_free(diag);
    return r;
}

/* Nobody else gains anything: users and producers share what the market maximises. By hand
 * 123.25 (2000 - 767.5) / 2 for the mill, 10 x 123.25^2 / 2 for the mine: the same. */
TEST(surpluses_add_up_to_the_objective)
{
    Record *r = run_two_hops(NULL);
    const double users = ask(r, "consumer_surplus", (MetricFilter){0}, first_month);
    const double mine = ask(r, "producer_surplus", (MetricFilter){0}, first_month);
    CHECK_NEAR(users, 123.25 * 1232.5 / 2, 1e-6);
    CHECK_NEAR(mine, 5 * 123.25 * 123.25, 1e-6);
    CHECK_NEAR(users + mine, -ask(r, "objective", (MetricFilter){0}, first_month), 1e-9);
    record_free(r);
}

/* Six months of the tariff: 122.25 t at 777.5 instead of 123.25 at 767.5. The mill loses 10 x
 * (123.25 + 122.25) / 2 a month, and so does the mine; the treasury gets 20 x 122.25. */
TEST(a_tariff_is_paid_by_both)
{
    Record *a = run_two_hops(NULL), *b = run_two_hops("tariff");
    Comparison *c;
    Loss losses[3];
    char words[256];
    CHECK_OK(compare_runs(a, b, NULL, &c));
    CHECK_INT(losses_between(c, losses), 2);
    for (int i = 0; i < 2; i++) {
        CHECK_NEAR(losses[i].together, -6 * 10 * 122.75, 1e-6);
        const bool mill = strcmp(a->regions[losses[i].region].id, "mill") == 0;
        CHECK_NEAR(mill ? losses[i].producers : losses[i].consumers, 0, 1e-9);
    }
    loss_words(c, &losses[0], words, sizeof words);
    CHECK(strstr(words, "lose") != NULL);
    CHECK_NEAR(ask(b, "duty_revenue", (MetricFilter){.region = "mill"}, (Steps){6, 12}),
               6 * 20 * 122.25, 1e-6);
    comparison_free(c);
    record_free(a);
    record_free(b);
}

/* Japan uses 66, 46, 46, 66 t: from the second month on it takes two until it is back. */
TEST(recovery_is_counted_until_it_lasts)
{
    const MetricFilter japan = {.region = "japan", .commodity = "ndpr-oxide"};
    Record *r = world_new("dip", (const double[]){60, 40, 40, 60});
    CHECK_NEAR(ask(r, "months_to_recover", japan, (Steps){1, 2}), 2, 0);
    CHECK_NEAR(ask(r, "months_to_recover", japan, (Steps){3, 4}), 0, 0);
    CHECK(isnan(ask(r, "months_to_recover", japan, first_month)));
    record_free(r);
    r = world_baseline(); /* 66, 66, 46, 46: not within the run */
    CHECK(isnan(ask(r, "months_to_recover", japan, (Steps){2, 3})));
    record_free(r);
}

/* 33 t are left of 43: at 10 t a month they last 3.3. */
TEST(a_line_stops_when_its_stock_is_used_up)
{
    const MetricFilter japan = {.region = "japan", .commodity = "ndpr-oxide"};
    Record *r = world_baseline();
    CHECK(isnan(ask(r, "months_to_stop", japan, first_month)));
    r->opening[JAPAN_OXIDE] = 43;
    CHECK_NEAR(ask(r, "months_to_stop", japan, first_month), 3.3, 1e-12);
    record_free(r);
}

/* japan-aid pays 1000 a month. The quota holds back 100 t and lets 200 t pass in four months.
 */
TEST(policies_cost_and_keep_waiting)
{
    Record *r = world_baseline();
    const Steps all = record_steps(r);
    CHECK_NEAR(ask(r, "policy_cost", (MetricFilter){.policy = "japan-aid"}, all), 4000, 1e-12);
    CHECK_NEAR(ask(r, "policy_cost", (MetricFilter){0}, first_month), 1000, 1e-12);
    CHECK_NEAR(ask(r, "policy_held", (MetricFilter){.policy = "china-quota"}, all), 100, 1e-12);
    CHECK_NEAR(ask(r, "lead_time", (MetricFilter){.policy = "china-quota"}, all), 2, 1e-12);
    CHECK(isnan(ask(r, "lead_time", (MetricFilter){.policy = "japan-aid"}, all)));
    record_free(r);
}
