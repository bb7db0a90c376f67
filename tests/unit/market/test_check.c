/* The judge must see every kind of mistake, each by its own figure. */
#include "unit/market/world.h"

/*     mine (cost 1 + q) --route, at most 50, cost 2--> mill (P = 100 - q),  limit row: route <=
 * 40 q = 40, 41 at the mine, 60 at the mill, rent 17. */
static World *solved_world(void)
{
    World *w = world_open(2, 1);
    world_scales(w, 10.0, 100.0);
    world_column(w, 0, 1000, 1, 1, AT_ROW(0, +1));
    world_column(w, 0, 50, 2, 0, AT_ROW(0, -1), AT_ROW(1, +1), AT_ROW(2, -1));
    world_column(w, 0, 1000, -100, 1, AT_ROW(1, -1));
    w->rhs[2] = -40.0;
    w->z[0] = w->z[1] = w->z[2] = 40.0;
    w->price[0] = 41.0;
    w->price[1] = 60.0;
    w->price[2] = 17.0;
    return w;
}

TEST(the_right_answer_passes)
{
    World *w = solved_world();
    const MarketCheck check = market_check(&w->program, &w->sol);
    CHECK_NEAR(market_check_worst(&check), 0.0, 1e-14);
    world_close(w);
}

TEST(a_market_out_of_balance_is_seen)
{
    World *w = solved_world();
    w->z[0] = 41.0;
    const MarketCheck check = market_check(&w->program, &w->sol);
    CHECK_NEAR(check.balance, 1.0 / (81.0 + 0.1), 1e-12);
    CHECK_INT(check.worst_balance_row, 0);
    world_close(w);
}

TEST(a_flow_beyond_its_bound_is_seen)
{
    World *w = solved_world();
    w->upper[1] = 39.0;
    const MarketCheck check = market_check(&w->program, &w->sol);
    CHECK_NEAR(check.bounds, 1.0 / 39.0, 1e-12);
    world_close(w);
}

TEST(a_limit_exceeded_is_seen)
{
    World *w = solved_world();
    w->rhs[2] = -35.0;
    const MarketCheck check = market_check(&w->program, &w->sol);
    CHECK_NEAR(check.limit, 5.0 / 100.0, 1e-12);
    world_close(w);
}

TEST(a_rent_on_a_limit_with_room_is_seen)
{
    World *w = solved_world();
    w->rhs[2] = -45.0;
    const MarketCheck check = market_check(&w->program, &w->sol);
    CHECK_NEAR(check.complementarity, 1.7 * 0.05, 1e-12);
    world_close(w);
}

TEST(a_negative_rent_is_seen)
{
    World *w = solved_world();
    w->price[2] = -1.0;
    CHECK(market_check(&w->program, &w->sol).price_gap >= 0.1);
    world_close(w);
}

/* At 61 the mill's users, who would pay 60 for the last of their 40, should use less. */
TEST(a_price_that_users_would_not_pay_is_seen)
{
    World *w = solved_world();
    w->price[1] = 61.0;
    const MarketCheck check = market_check(&w->program, &w->sol);
    CHECK_NEAR(check.complementarity, 0.1 * (40.0 / 100.0), 1e-12);
    CHECK_INT(check.worst_complementarity_col, 2);
    world_close(w);
}

TEST(a_reduced_cost_of_the_wrong_sign_is_seen)
{
    World *w = solved_world();
    w->upper[1] = 40.0;
    w->price[0] = 63.0; /* the full route now loses 22 a unit */
    const MarketCheck check = market_check(&w->program, &w->sol);
    CHECK_NEAR(check.price_gap, 22.0 / 10.0, 1e-12);
    world_close(w);
}

TEST(numbers_that_are_none_do_not_pass)
{
    World *w = solved_world();
    w->z[1] = NAN;
    MarketCheck check = market_check(&w->program, &w->sol);
    CHECK(!(market_check_worst(&check) < 1.0));
    w->z[1] = 40.0;
    w->price[1] = NAN;
    check = market_check(&w->program, &w->sol);
    CHECK(!(market_check_worst(&check) < 1.0));
    world_close(w);
}
