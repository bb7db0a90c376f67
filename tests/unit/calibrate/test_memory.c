/* Every allocation of a calibration fails in turn: it says so, and nothing is lost. */
#include <stdlib.h>

static int allocations_left = -1; /* negative: as many as there are */

static int allocation_allowed(void)
{
    if (allocations_left == 0) return 0;
    if (allocations_left > 0) allocations_left--;
    return 1;
}

static void *failing_malloc(size_t size)
{
    return allocation_allowed() ? malloc(size) : NULL;
}

static void *failing_calloc(size_t n, size_t size)
{
    return allocation_allowed() ? calloc(n, size) : NULL;
}

static void *failing_aligned_alloc(size_t alignment, size_t size)
{
    return allocation_allowed() ? aligned_alloc(alignment, size) : NULL;
}

#define malloc failing_malloc
#define calloc failing_calloc
#define aligned_alloc failing_aligned_alloc
#include "base/arena.c"
#undef malloc
#undef calloc
#undef aligned_alloc

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
