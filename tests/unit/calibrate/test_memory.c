/* Every allocation of a calibration fails in turn: it says so, and nothing is lost. */
#include "support/failing_arena.h"

#include "unit/calibrate/world.h"

enum { ATTEMPTS_MOST = 1000 };

TEST(a_calibration_that_runs_out_of_memory_says_so)
{
    World w = strait();
    world_put(&w, "tables/obs_output.csv", HEAD_OUTPUT "north,ore,,2024,1200,0.1" TOLD);
    const Model *model = world_model(&w);
    Status st = LODE_NO_MEMORY;
    int n = 0;
    for (; st == LODE_NO_MEMORY && n < ATTEMPTS_MOST; n++) {
        Calibration *c = NULL;
        allocations_left = n;
        st = calibrate_model(model, NULL, &c);
        allocations_left = -1;
        CHECK((st == LODE_OK) == (c != NULL));
        calibration_free(c);
    }
    CHECK_OK(st);
    CHECK(n > 5);
    world_close(&w);
}
