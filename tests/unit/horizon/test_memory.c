/* Every allocation of a horizon fails in turn: it says so, and nothing is lost. */
#include "support/failing_arena.h"

#include <stdio.h>

#include "horizon/horizon.h"
#include "support/test.h"

enum { ATTEMPTS_MOST = 4000 };

static int attempts_until_done(const char *path, const char *scenario)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/%s", test_folder(), path);
    Model *model = NULL;
    CHECK_OK(model_read(folder, NULL, &model));
    const RunOptions options = {.scenarios = &scenario,
                                .n_scenarios = scenario ? 1 : 0,
                                .start = MONTH_NONE,
                                .end = MONTH_NONE};
    Status st = LODE_NO_MEMORY;
    int n = 0;
    for (; st == LODE_NO_MEMORY && n < ATTEMPTS_MOST; n++) {
        Record *record = NULL;
        allocations_left = n;
        st = horizon_run(model, &options, NULL, &record);
        allocations_left = -1;
        CHECK((st == LODE_OK) == (record != NULL));
        record_free(record);
    }
    CHECK_OK(st);
    model_free(model);
    return n;
}

/* With a recursive run before it and a stock; with periods and products in use; with capacity
 * that is built, kept and given up. */
TEST(a_horizon_that_finds_no_memory_says_so)
{
    CHECK(attempts_until_done("unit/sim/data/granary", "drought") > 10);
    CHECK(attempts_until_done("cases/periods-in-use", NULL) > 10);
    CHECK(attempts_until_done("cases/westeros", NULL) > 10);
}
