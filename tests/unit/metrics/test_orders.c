/* Metrics of order books, on the world of bakers (unit/sim/data/bakers/model.yaml): 350 t on
 * order, 100 t a month. */
#include <stdio.h>

#include "metrics/metric.h"
#include "sim/sim.h"
#include "support/test.h"

static double ask(const Record *r, const char *metric, Steps steps)
{
    double value = 0;
    CHECK_OK(metric_value(r, metric_find(metric), &(MetricFilter){.facility = "bakery"}, steps,
                          NULL, &value));
    return value;
}

TEST(a_book_is_measured_in_tonnes_months_and_capacity)
{
    char folder[512];
    Model *model = NULL;
    Record *r = NULL;
    const RunOptions options = {.start = MONTH_NONE, .end = MONTH_NONE};
    snprintf(folder, sizeof folder, "%s/unit/sim/data/bakers", test_folder());
    CHECK_OK(model_read(folder, NULL, &model));
    CHECK_OK(sim_run(model, &options, NULL, &r));
    const Steps all = record_steps(r), first = {0, 1};
    CHECK_NEAR(ask(r, "orders", all), 720, 1e-6);
    CHECK_NEAR(ask(r, "deliveries", all), 600, 1e-5);
    CHECK_NEAR(ask(r, "cancellations", all), 70, 1e-4);
    CHECK_NEAR(ask(r, "order_book", all), 350, 1e-5);
    CHECK_NEAR(ask(r, "order_book", first), 320, 1e-5);
    CHECK_NEAR(ask(r, "backlog", all), 3.5, 1e-6);
    CHECK_NEAR(ask(r, "delivery_time", first), 3.2, 1e-6);
    CHECK_NEAR(ask(r, "booked_share", all), 350.0 / 2400, 1e-7);
    record_free(r);
    model_free(model);
}
