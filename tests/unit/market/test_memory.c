/* Every allocation fails in turn; nothing crashes, leaks or pretends to have worked. (Under the
 * leak checker of the debug build what is lost is found.) */
#include "support/failing_arena.h"

#include "unit/market/world.h"

enum { ATTEMPTS_MOST = 1000 };

static World *some_world(void)
{
    World *w = world_open(3, 1);
    world_scales(w, 10.0, 100.0);
    world_column(w, 0, 1000, 1, 1, AT_ROW(0, +1));
    const int32_t route =
        world_column(w, 0, 50, 2, 0.1, AT_ROW(0, -1), AT_ROW(1, +1), AT_ROW(3, -1));
    world_column(w, 0, 50, 3, 0.1, AT_ROW(0, -0.5), AT_ROW(1, -0.2), AT_ROW(2, +1));
    world_column(w, 0, 1000, -100, 1, AT_ROW(1, -1));
    world_demand(w, 2, 100.0, 0.5, INFINITY, 1000.0);
    w->duty[route] = 0.1;
    w->duty_row[route] = 0;
    w->rhs[3] = -40.0;
    return w;
}

TEST(a_work_that_cannot_be_built_says_so)
{
    World *w = some_world();
    MarketWork *work = NULL;
    Status st = LODE_NO_MEMORY;
    int n = 0;
    for (; st && n < ATTEMPTS_MOST; n++) {
        allocations_left = n;
        st = market_work_new(&w->program, &work);
        if (!st) continue;
        CHECK_INT(st, LODE_NO_MEMORY);
        CHECK(work == NULL);
    }
    CHECK_OK(st);
    CHECK(n > 5); /* it does allocate */

    allocations_left = 0; /* and solving does not */
    CHECK_OK(market_solve(&w->program, work, false, &w->sol, &w->info));
    allocations_left = -1;
    market_work_free(work);
    world_close(w);
}

TEST(a_diagnosis_that_lacks_memory_says_so)
{
    World *w = some_world();
    MarketFault fault[4];
    Status st = LODE_NO_MEMORY;
    int n_faults;
    w->lower[4] = w->upper[4] = 900.0; /* more than there can be */
    for (int n = 0; st == LODE_NO_MEMORY && n < ATTEMPTS_MOST; n++) {
        allocations_left = n;
        st = market_diagnose(&w->program, fault, 4, &n_faults);
    }
    allocations_left = -1;
    CHECK_INT(st, LODE_INFEASIBLE);
    world_close(w);
}

TEST(a_copy_that_lacks_memory_says_so)
{
    World *w = some_world();
    Program copy;
    allocations_left = -1;
    Arena *arena = arena_new(0);
    allocations_left = 0;
    Status st = LODE_OK;
    for (int k = 0; !st && k < ATTEMPTS_MOST; k++)
        st = program_copy(&w->program, arena, &copy); /* until the first block is full */
    CHECK_INT(st, LODE_NO_MEMORY);
    CHECK_INT(program_copy(&w->program, NULL, &copy), LODE_NO_MEMORY);
    CHECK_INT(market_solution_new(&w->program, NULL, &w->sol), LODE_NO_MEMORY);
    allocations_left = -1;
    arena_free(arena);
    world_close(w);
}

TEST(freeing_nothing_is_fine)
{
    market_work_free(NULL);
    CHECK_INT(market_work_bytes(NULL), 0);
}
