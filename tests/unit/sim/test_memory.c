/* Every allocation of a run fails in turn: it says so, and nothing is lost. */
#include "support/failing_run.h"

/* The scenario brings a plan with a limit row; the world has duties, ramps and two regions. */
TEST(a_run_that_finds_no_memory_says_so)
{
    CHECK(failing_run_attempts("unit/sim/data/strait", "quota", sim_run) > 10);
    CHECK(failing_run_attempts("unit/sim/data/granary", "drought", sim_run) > 10);
}
