/* world.h - runs the small worlds of data/. */
#ifndef LODE_TESTS_SIM_WORLD_H
#define LODE_TESTS_SIM_WORLD_H

#include <stdio.h>

#include "sim/sim.h"
#include "support/test.h"

/* The whole run of a world under a scenario, NULL = none. */
static inline Record *world_run(const char *name, const char *scenario)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/unit/sim/data/%s", test_folder(), name);
    Model *model = NULL;
    Record *record = NULL;
    const RunOptions options = {.scenarios = &scenario,
                                .n_scenarios = scenario != NULL,
                                .start = MONTH_NONE,
                                .end = MONTH_NONE};
    CHECK_OK(model_read(folder, NULL, &model));
    CHECK_OK(sim_run(model, &options, NULL, &record));
    model_free(model);
    return record;
}

#endif
