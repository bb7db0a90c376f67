/* Headline and assertions of the smallest example model: a mine, a port and a mill. By hand the
 * price is 732.5 at the mine and 767.5 at the mill, and 123.25 t move every month (model.yaml).
 */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "metrics/check.h"
#include "metrics/headline.h"
#include "sim/sim.h"

typedef struct World {
    Model *model;
    Record *record;
    Arena *arena;
    Diag *diag;
} World;

static World world_open(void)
{
    World w = {.arena = arena_new(0), .diag = diag_new()};
    char folder[512];
    const RunOptions options = {.start = MONTH_NONE, .end = MONTH_NONE};
    snprintf(folder, sizeof folder, "%s/../models/two-hops", test_folder());
    CHECK_OK(model_read(folder, w.diag, &w.model));
    CHECK_OK(sim_run(w.model, &options, w.diag, &w.record));
    return w;
}

static void world_close(World *w)
{
    record_free(w->record);
    model_free(w->model);
    diag_free(w->diag);
    arena_free(w->arena);
}

TEST(the_headline_is_what_the_model_asks_for)
{
    World w = world_open();
    RunHeadline *headline;
    CHECK_OK(headline_measure(w.model, w.record, &headline));
    const HeadlineLine output = {"production", "", "mining", "", "", "", 2025, 0};
    const HeadlineLine price = {"price", "mill", "", "ore", "", "", 2025, 0};
    CHECK_INT(headline->n, 2);
    CHECK_NEAR(headline_same(headline, &output)->value, 1479, 1e-9);
    CHECK_TEXT(headline_same(headline, &output)->unit, "t");
    CHECK_NEAR(headline_same(headline, &price)->value, 767.5, 1e-9);
    CHECK_TEXT(headline_same(headline, &price)->unit, "USD/t");
    headline_free(headline);
    world_close(&w);
}

/* One price is made wrong, so that exactly the assertions that look at it fail. */
TEST(assertions_pass_or_fail_with_value_and_difference)
{
    World w = world_open();
    Check *checks;
    int32_t n, failed = 0;
    CHECK_OK(check_read(w.model, w.arena, w.diag, &checks, &n));
    CHECK_INT(n, 12);
    CHECK_TEXT(checks[5].scenario, "tariff");
    for (int32_t m = 0; m < w.record->n_markets; m++)
        if (strcmp(w.record->regions[w.record->markets[m].region].id, "port") == 0)
            for (int32_t t = 0; t < w.record->n_steps; t++)
                w.record->price[t * w.record->n_markets + m] += 0.5;
    for (int32_t i = 0; i < n; i++) {
        CheckResult result;
        if (*checks[i].scenario) continue;
        CHECK_OK(check_measure(&checks[i], w.record, w.diag, &result));
        if (result.passed) continue;
        failed++;
        CHECK_NEAR(result.value, 743, 1e-9);
        CHECK_NEAR(result.miss, 0.5 - 1e-6, 1e-9);
    }
    CHECK_INT(failed, 1);
    world_close(&w);
}
