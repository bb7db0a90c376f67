/* failing_run.h - a run of a model in which every allocation fails in turn. Include it once,
 * first. */
#ifndef LODE_TESTS_FAILING_RUN_H
#define LODE_TESTS_FAILING_RUN_H

#include "support/failing_arena.h"

#include <stdio.h>

#include "sim/sim.h"
#include "support/test.h"

enum { FAILING_ATTEMPTS_MOST = 4000 };

/* How many attempts it takes until a run of the model in that folder of tests/ is done. Each
 * that is not says that there is no memory, and leaves nothing. */
static int failing_run_attempts(const char *path, const char *scenario,
                                Status (*run)(const Model *, const RunOptions *, Diag *,
                                              Record **))
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
    for (; st == LODE_NO_MEMORY && n < FAILING_ATTEMPTS_MOST; n++) {
        Record *record = NULL;
        allocations_left = n;
        st = run(model, &options, NULL, &record);
        allocations_left = -1;
        CHECK((st == LODE_OK) == (record != NULL));
        record_free(record);
    }
    CHECK_OK(st);
    model_free(model);
    return n;
}

#endif
