/* Every allocation of a horizon fails in turn: it says so, and nothing is lost. */
#include "support/failing_run.h"

#include "horizon/horizon.h"

/* With a recursive run before it and a stock; with periods and products in use; with capacity
 * that is built, kept and given up. */
TEST(a_horizon_that_finds_no_memory_says_so)
{
    CHECK(failing_run_attempts("unit/sim/data/granary", "drought", horizon_run) > 10);
    CHECK(failing_run_attempts("cases/periods-in-use", NULL, horizon_run) > 10);
    CHECK(failing_run_attempts("cases/westeros", NULL, horizon_run) > 10);
}
