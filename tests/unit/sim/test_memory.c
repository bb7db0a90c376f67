/* Every allocation of a run fails in turn: it says so, and nothing is lost. */
#include "support/failing_arena.h"

#include <stdio.h>

#include "sim/sim.h"
#include "support/test.h"

enum { ATTEMPTS_MOST = 1000 };

static Model *read_model(const char *name)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/unit/sim/data/%s", test_folder(), name);
    Diag *diag = diag_new();
    Model *model = NULL;
    CHECK_OK(model_read(folder, diag, &model));
    diag_free(diag);
    return model;
}

/* The scenario brings a plan with a limit row; the world has duties, ramps and two regions. */
static int attempts_until_done(const char *name, const char *scenario)
{
    Model *model = read_model(name);
    const RunOptions options = {
        .scenarios = &scenario, .n_scenarios = 1, .start = MONTH_NONE, .end = MONTH_NONE};
    Status st = LODE_NO_MEMORY;
    int n = 0;
    for (; st == LODE_NO_MEMORY && n < ATTEMPTS_MOST; n++) {
        Record *record = NULL;
        allocations_left = n;
        st = sim_run(model, &options, NULL, &record);
        allocations_left = -1;
        CHECK((st == LODE_OK) == (record != NULL));
        record_free(record);
    }
    CHECK_OK(st);
    model_free(model);
    return n;
}

TEST(a_run_that_finds_no_memory_says_so)
{
    CHECK(attempts_until_done("strait", "quota") > 10);
    CHECK(attempts_until_done("granary", "drought") > 10);
}
