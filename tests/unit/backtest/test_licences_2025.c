/* The licences of 2025 on models/ree-magnets, with only what was decided going in: what must
 * hold of the run if the mechanism is right, in the terms in which it was reported at the time.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "metrics/metric.h"
#include "sim/sim.h"
#include "support/test.h"

typedef struct World {
    Model *model;
    Record *record;
} World;

static World world_open(void)
{
    static const char *const scenarios[] = {"china-licences-2025"};
    const RunOptions options = {
        .scenarios = scenarios, .n_scenarios = 1, .start = MONTH_NONE, .end = 2025 * 12 + 11};
    World w = {0};
    char folder[512];
    Diag *diag = diag_new();
    snprintf(folder, sizeof folder, "%s/../models/ree-magnets", test_folder());
    CHECK_OK(model_read(folder, diag, &w.model));
    CHECK_OK(sim_run(w.model, &options, diag, &w.record));
    diag_free(diag);
    return w;
}

static void world_close(World *w)
{
    record_free(w->record);
    model_free(w->model);
}

static double measure(const World *w, const char *metric, const MetricFilter *filter,
                      Month from, int32_t months)
{
    Steps steps;
    double value = NAN;
    CHECK_OK(metric_steps(w->record, from, months, NULL, &steps));
    CHECK_OK(metric_value(w->record, metric_find(metric), filter, steps, NULL, &value));
    return value;
}

static double price(const World *w, const char *region, const char *commodity, int month)
{
    const MetricFilter filter = {.region = region, .commodity = commodity};
    return measure(w, "price", &filter, 2025 * 12 + month - 1, 1);
}

static double exports(const World *w, const char *commodity, int month, int months)
{
    const MetricFilter filter = {.region = "china", .commodity = commodity};
    return measure(w, "exports", &filter, 2025 * 12 + month - 1, months);
}

TEST(nothing_licensed_leaves_before_the_first_decision)
{
    World w = world_open();
    CHECK(exports(&w, "ndfeb-h,ndfeb-uh,ndfeb-eh,smco", 5, 1) < 1e-3);
    CHECK(exports(&w, "ndfeb-ce,ndfeb-n,ndfeb-bonded", 5, 1) > 500.0);
    world_close(&w);
}

/* Customs: 15,266 t in the first quarter, 1,238 t in May, 17,497 t in the third quarter. */
TEST(exports_fall_to_less_than_half_and_come_back)
{
    World w = world_open();
    const double before = exports(&w, "magnet", 1, 3), after = exports(&w, "magnet", 7, 3);
    CHECK(exports(&w, "magnet", 5, 1) < 0.5 * before / 3.0);
    CHECK(after > 0.9 * before);
    world_close(&w);
}

/* Argus, 6 May: Dy in Europe three times, Tb more than twice its price of early April; in China
 * both fell. Light oxides, which needed no licence, hardly moved. */
TEST(heavy_rare_earths_are_dear_abroad_and_cheap_at_home)
{
    static const char *const heavy[] = {"dy-oxide", "tb-oxide", "y-oxide"};
    World w = world_open();
    for (int i = 0; i < 3; i++) {
        CHECK(price(&w, "germany", heavy[i], 6) > 1.8 * price(&w, "germany", heavy[i], 3));
        CHECK(price(&w, "germany", heavy[i], 6) > 2.0 * price(&w, "china", heavy[i], 6));
        CHECK(price(&w, "china", heavy[i], 6) < price(&w, "china", heavy[i], 3));
    }
    CHECK_NEAR(price(&w, "germany", "ndpr-oxide", 6) / price(&w, "germany", "ndpr-oxide", 3),
               1.0, 0.1);
    world_close(&w);
}
