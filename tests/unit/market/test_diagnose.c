/* Programs without a solution, and what is said about them. */
#include "unit/market/world.h"

enum { ROOM = 16 };

typedef struct Findings {
    MarketFault fault[ROOM];
    int n;
    Status status;
} Findings;

static Findings diagnose_world(World *w)
{
    Findings found = {.n = 0};
    found.status = market_diagnose(&w->program, found.fault, ROOM, &found.n);
    world_close(w);
    return found;
}

static const MarketFault *find(const Findings *found, MarketFaultKind kind, int32_t item)
{
    for (int k = 0; k < found->n; k++)
        if (found->fault[k].kind == kind && found->fault[k].item == item)
            return &found->fault[k];
    return NULL;
}

TEST(a_program_with_a_solution_has_no_fault)
{
    World *w = world_open(1, 0);
    world_column(w, 0, 10, 1, 0, AT_ROW(0, +1));
    world_column(w, 5, 5, 0, 0, AT_ROW(0, -1));
    const Findings found = diagnose_world(w);
    CHECK_OK(found.status);
    CHECK_INT(found.n, 0);
}

TEST(crossed_bounds_are_named)
{
    World *w = world_open(1, 0);
    world_column(w, 0, 10, 1, 0, AT_ROW(0, +1));
    const int32_t crossed = world_column(w, 6, 5, 0, 0, AT_ROW(0, -1));
    CHECK_INT(world_solve(w, false), LODE_DIVERGED);
    const Findings found = diagnose_world(w);
    CHECK_INT(found.status, LODE_INFEASIBLE);
    CHECK_INT(found.n, 1);
    CHECK_INT(found.fault[0].kind, FAULT_BOUNDS);
    CHECK_INT(found.fault[0].item, crossed);
}

/*     mine, at most 10 --route, at most 20--> mill, needs 15;  another mill uses what it likes
 * 5 are missing at the mill, and the mine's capacity is why; the route is not. */
TEST(a_need_beyond_capacity_is_short_and_the_mine_is_why)
{
    World *w = world_open(2, 0);
    world_scales(w, 1.0, 10.0);
    const int32_t mine = world_column(w, 0, 10, 1, 0, AT_ROW(0, +1));
    const int32_t route = world_column(w, 0, 20, 1, 0, AT_ROW(0, -1), AT_ROW(1, +1));
    const int32_t need = world_column(w, 15, 15, 0, 0, AT_ROW(1, -1));
    world_column(w, 0, 5, -1, 0, AT_ROW(0, -1));
    CHECK_INT(world_solve(w, false), LODE_DIVERGED);
    const Findings found = diagnose_world(w);
    CHECK_INT(found.status, LODE_INFEASIBLE);
    CHECK(found.fault[0].kind == FAULT_SHORT);
    CHECK_NEAR(found.fault[0].amount, 5.0, 1e-6);
    CHECK(find(&found, FAULT_BINDING_COL, mine) != NULL);
    CHECK(find(&found, FAULT_BINDING_COL, mine)->amount > 0.0); /* its upper bound */
    CHECK(find(&found, FAULT_BINDING_COL, need) != NULL);
    CHECK(find(&found, FAULT_BINDING_COL, need)->amount < 0.0); /* its lower bound */
    CHECK(find(&found, FAULT_BINDING_COL, route) == NULL);
}

/* A ban (a route fixed at 0) leaves the mill without anything. */
TEST(a_ban_is_named_as_the_cause)
{
    World *w = world_open(2, 0);
    world_scales(w, 1.0, 10.0);
    world_column(w, 0, 100, 1, 0, AT_ROW(0, +1));
    const int32_t banned = world_column(w, 0, 0, 1, 0, AT_ROW(0, -1), AT_ROW(1, +1));
    world_column(w, 15, 15, 0, 0, AT_ROW(1, -1));
    const Findings found = diagnose_world(w);
    CHECK_INT(found.status, LODE_INFEASIBLE);
    CHECK(find(&found, FAULT_SHORT, 1) != NULL);
    CHECK_NEAR(find(&found, FAULT_SHORT, 1)->amount, 15.0, 1e-6);
    CHECK(find(&found, FAULT_BINDING_COL, banned) != NULL);
}

/* 12 must be mined, users take at most 7: 5 are too much. */
TEST(output_that_nobody_takes_is_a_surplus)
{
    World *w = world_open(1, 0);
    world_scales(w, 1.0, 10.0);
    const int32_t mine = world_column(w, 12, 12, 1, 0, AT_ROW(0, +1));
    const int32_t users = world_column(w, 0, 7, -1, 0, AT_ROW(0, -1));
    const Findings found = diagnose_world(w);
    CHECK_INT(found.status, LODE_INFEASIBLE);
    CHECK(found.fault[0].kind == FAULT_SURPLUS);
    CHECK_INT(found.fault[0].item, 0);
    CHECK_NEAR(found.fault[0].amount, 5.0, 1e-6);
    CHECK(find(&found, FAULT_BINDING_COL, mine) != NULL);
    CHECK(find(&found, FAULT_BINDING_COL, users) != NULL);
}

/* 10 must flow, and a quota allows 6. Balances weigh less here (they are the larger), so it is
 * the quota that is given up. */
TEST(a_quota_below_what_must_flow_is_named)
{
    World *w = world_open(2, 1);
    world_scales(w, 1.0, 10.0);
    w->row_quantity[2] = 1000.0;
    world_column(w, 0, 100, 1, 0, AT_ROW(0, +1));
    world_column(w, 0, 100, 1, 0, AT_ROW(0, -1), AT_ROW(1, +1), AT_ROW(2, -1));
    world_column(w, 10, 10, 0, 0, AT_ROW(1, -1));
    w->rhs[2] = -6.0;
    const Findings found = diagnose_world(w);
    CHECK_INT(found.status, LODE_INFEASIBLE);
    CHECK(find(&found, FAULT_LIMIT, 2) != NULL);
    CHECK_NEAR(find(&found, FAULT_LIMIT, 2)->amount, 4.0, 1e-6);
}

/* Ore without limit at 1, disposal that pays 3: the more the better. */
TEST(a_loop_that_pays_for_ever_is_unbounded)
{
    World *w = world_open(1, 0);
    world_column(w, 0, INFINITY, 1, 0, AT_ROW(0, +1));
    const int32_t sink = world_column(w, 0, INFINITY, -3, 0, AT_ROW(0, -1));
    world_column(w, 0, 10, -9, 0, AT_ROW(0, -1));
    CHECK_INT(world_solve(w, false), LODE_DIVERGED);
    const Findings found = diagnose_world(w);
    CHECK_INT(found.status, LODE_UNBOUNDED);
    CHECK_INT(found.n, 1);
    CHECK_INT(found.fault[0].item, sink);
    CHECK_NEAR(found.fault[0].amount, 3.0, 1e-9);
}

/* The same with a cost that rises is bounded. */
TEST(a_slope_anywhere_in_the_loop_bounds_it)
{
    World *w = world_open(1, 0);
    world_column(w, 0, INFINITY, 1, 0.5, AT_ROW(0, +1));
    world_column(w, 0, INFINITY, -3, 0, AT_ROW(0, -1));
    CHECK_OK(world_solve(w, false));
    CHECK_NEAR(w->z[0], 4.0, 1e-7);
    const Findings found = diagnose_world(w);
    CHECK_OK(found.status);
}

TEST(a_column_without_entries_that_pays_is_unbounded)
{
    World *w = world_open(1, 0);
    const WorldEntry *none = NULL;
    const int32_t lone = world_column_of(w, 0, INFINITY, -2, 0, 0, none);
    world_column(w, 0, 1, 1, 0, AT_ROW(0, +1));
    CHECK_INT(world_solve(w, false), LODE_DIVERGED);
    const Findings found = diagnose_world(w);
    CHECK_INT(found.status, LODE_UNBOUNDED);
    CHECK_INT(found.fault[0].item, lone);
}

TEST(more_faults_than_room_keeps_the_worst)
{
    World *w = world_open(3, 0);
    world_scales(w, 1.0, 10.0);
    world_column(w, 5, 5, 0, 0, AT_ROW(0, -1));
    world_column(w, 50, 50, 0, 0, AT_ROW(1, -1));
    world_column(w, 20, 20, 0, 0, AT_ROW(2, -1));
    MarketFault fault[1];
    int n = 0;
    CHECK_INT(market_diagnose(&w->program, fault, 1, &n), LODE_INFEASIBLE);
    CHECK_INT(n, 1);
    CHECK_INT(fault[0].item, 1);
    world_close(w);
}
