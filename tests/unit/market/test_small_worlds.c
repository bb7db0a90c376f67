/* Worlds small enough to solve by hand. */
#include "unit/market/world.h"

/*     mine --10--> port --25--> mill         supply at mine    q =  50 + 0.1 p    [t, $/t]
 *                                            demand at mill    q = 200 - 0.1 p
 * By hand: 50 + 0.1 p = 200 - 0.1 (p + 35), so p = 732.5 at the mine and q = 123.25. */
TEST(freight_separates_prices_along_a_used_route)
{
    World *w = world_open(3, 0);
    world_scales(w, 500.0, 100.0);
    const int32_t mine = world_column(w, 0, 1000, -500, 10, AT_ROW(0, +1));
    const int32_t inland = world_column(w, 0, 1000, 10, 0, AT_ROW(0, -1), AT_ROW(1, +1));
    world_column(w, 0, 1000, 25, 0, AT_ROW(1, -1), AT_ROW(2, +1));
    world_column(w, 0, 200, -2000, 10, AT_ROW(2, -1)); /* P(q) = 2000 - 10 q */
    world_clear(w);
    CHECK_NEAR(w->price[0], 732.5, 1e-9);
    CHECK_NEAR(w->price[1], 742.5, 1e-9);
    CHECK_NEAR(w->price[2], 767.5, 1e-9);
    CHECK_NEAR(w->z[mine], 123.25, 1e-9);
    CHECK_NEAR(w->z[inland], 123.25, 1e-9);
    world_close(w);
}

/* The same, but freight of 600 is more than any gap: nothing moves. Supply at the mine has no
 * taker, so its price is where q = 0; demand has no supply, so its price is where q = 0. */
TEST(a_route_that_does_not_pay_stays_empty)
{
    World *w = world_open(2, 0);
    world_scales(w, 500.0, 100.0);
    world_column(w, 0, 1000, 900, 10, AT_ROW(0, +1));
    const int32_t route = world_column(w, 0, 1000, 600, 0, AT_ROW(0, -1), AT_ROW(1, +1));
    world_column(w, 0, 200, -1000, 10, AT_ROW(1, -1));
    world_column(w, 0, 200, -900, 10,
                 AT_ROW(0, -1)); /* someone at the mine, who pays 900 at 0 */
    world_clear(w);
    CHECK_NEAR(w->z[route], 0.0, 1e-7);
    CHECK(w->price[1] - w->price[0] < 600.0);
    world_close(w);
}

/* One run gives 0.2 neodymium (demand P = 100 - q) and 0.5 cerium (P = 10 - q), and costs 6 + x
 * at the margin; cerium may be dumped at 1 a unit. Nothing is dumped while cerium has a price:
 *     0.2 (100 - 0.2 x) + 0.5 (10 - 0.5 x) = 6 + x,   so x = 19/1.29. */
TEST(joint_products_share_their_cost)
{
    World *w = world_open(2, 0);
    world_scales(w, 10.0, 10.0);
    const int32_t run = world_column(w, 0, 100, 6, 1, AT_ROW(0, 0.2), AT_ROW(1, 0.5));
    world_column(w, 0, 100, -100, 1, AT_ROW(0, -1));
    world_column(w, 0, 100, -10, 1, AT_ROW(1, -1));
    const int32_t dumped = world_column(w, 0, INFINITY, 1, 0, AT_ROW(1, -1));
    const double x = 19.0 / 1.29;
    world_clear(w);
    CHECK_NEAR(w->z[run], x, 1e-8);
    CHECK_NEAR(w->z[dumped], 0.0, 1e-7);
    CHECK_NEAR(w->price[0], 100.0 - 0.2 * x, 1e-8);
    CHECK_NEAR(w->price[1], 10.0 - 0.5 * x, 1e-8);
    world_close(w);
}

/* The same with so little use of cerium that it is a burden: P = 3 - q. Dumping pays from
 * p_c = -1 down: users take 4, the rest is dumped, and x = 13.5/1.04. */
TEST(a_by_product_nobody_wants_has_a_negative_price)
{
    World *w = world_open(2, 0);
    world_scales(w, 10.0, 10.0);
    const int32_t run = world_column(w, 0, 100, 6, 1, AT_ROW(0, 0.2), AT_ROW(1, 0.5));
    world_column(w, 0, 100, -100, 1, AT_ROW(0, -1));
    world_column(w, 0, 100, -3, 1, AT_ROW(1, -1));
    const int32_t dumped = world_column(w, 0, INFINITY, 1, 0, AT_ROW(1, -1));
    const double x = 13.5 / 1.04;
    world_clear(w);
    CHECK_NEAR(w->z[run], x, 1e-8);
    CHECK_NEAR(w->price[1], -1.0, 1e-8);
    CHECK_NEAR(w->z[dumped], 0.5 * x - 4.0, 1e-7);
    world_close(w);
}

/*     mine (p = q) --route--> mill (P = 100 - q),   quota: at most 30 on the route
 * Free trade: q = 50, p = 50. With the quota: 30 at the mine, 70 at the mill, rent 40.
 * A specific tariff of 40 does the same. */
TEST(the_rent_of_a_quota_is_the_tariff_that_does_the_same)
{
    World *quota = world_open(2, 1), *tariff = world_open(2, 0);
    world_scales(quota, 50.0, 50.0);
    world_scales(tariff, 50.0, 50.0);
    world_column(quota, 0, 1000, 0, 1, AT_ROW(0, +1));
    const int32_t route =
        world_column(quota, 0, 1000, 0, 0, AT_ROW(0, -1), AT_ROW(1, +1), AT_ROW(2, -1));
    world_column(quota, 0, 1000, -100, 1, AT_ROW(1, -1));
    quota->rhs[2] = -30.0;
    world_clear(quota);
    CHECK_NEAR(quota->z[route], 30.0, 1e-8);
    CHECK_NEAR(quota->price[0], 30.0, 1e-8);
    CHECK_NEAR(quota->price[1], 70.0, 1e-8);
    CHECK_NEAR(quota->price[2], 40.0, 1e-8);

    world_column(tariff, 0, 1000, 0, 1, AT_ROW(0, +1));
    world_column(tariff, 0, 1000, 40, 0, AT_ROW(0, -1), AT_ROW(1, +1));
    world_column(tariff, 0, 1000, -100, 1, AT_ROW(1, -1));
    world_clear(tariff);
    CHECK_NEAR(tariff->price[0], quota->price[0], 1e-8);
    CHECK_NEAR(tariff->price[1], quota->price[1], 1e-8);
    world_close(quota);
    world_close(tariff);
}

/* A quota wider than trade has no rent. */
TEST(a_quota_that_does_not_bind_changes_nothing)
{
    World *w = world_open(2, 1);
    world_scales(w, 50.0, 50.0);
    world_column(w, 0, 1000, 0, 1, AT_ROW(0, +1));
    const int32_t route =
        world_column(w, 0, 1000, 0, 0, AT_ROW(0, -1), AT_ROW(1, +1), AT_ROW(2, -1));
    world_column(w, 0, 1000, -100, 1, AT_ROW(1, -1));
    w->rhs[2] = -80.0;
    world_clear(w);
    CHECK_NEAR(w->z[route], 50.0, 1e-8);
    CHECK_NEAR(w->price[2], 0.0, 1e-8);
    world_close(w);
}

/* Supply at cost 5 up to 10 a month, demand P = 100 - q: the price is 90, of which 85 is what
 * one more unit of capacity would be worth. */
TEST(full_capacity_earns_a_rent)
{
    World *w = world_open(1, 0);
    world_scales(w, 50.0, 50.0);
    const int32_t mine = world_column(w, 0, 10, 5, 0, AT_ROW(0, +1));
    world_column(w, 0, 1000, -100, 1, AT_ROW(0, -1));
    world_clear(w);
    CHECK_NEAR(w->z[mine], 10.0, 1e-9);
    CHECK_NEAR(w->price[0], 90.0, 1e-8);
    CHECK_NEAR(w->price[0] - program_marginal_cost(&w->program, mine, w->z[mine], w->price),
               85.0, 1e-8);
    world_close(w);
}

/* Users need 100 and pay up to 40; 97 can be had, at 10. Between the choke and 1.2 times it
 * users give up one by one: P = 40 (1.2 - 0.2 q/100), so P(97) = 40 x 1.006 = 40.24. */
TEST(shortage_shows_above_the_choke_price)
{
    World *w = world_open(1, 0);
    world_scales(w, 20.0, 100.0);
    world_column(w, 0, 97, 10, 0, AT_ROW(0, +1));
    const int32_t users = world_demand(w, 0, 100.0, 0.0, 40.0, 100.0);
    world_clear(w);
    CHECK_NEAR(w->z[users], 97.0, 1e-9);
    CHECK_NEAR(w->price[0], 40.24, 1e-9);
    world_close(w);
}

/* The same with enough supply: the need is met and the price is the cost. */
TEST(a_need_without_elasticity_is_met_at_cost)
{
    World *w = world_open(1, 0);
    world_scales(w, 20.0, 100.0);
    world_column(w, 0, 200, 10, 0.01, AT_ROW(0, +1));
    const int32_t users = world_demand(w, 0, 100.0, 0.0, 40.0, 100.0);
    world_clear(w);
    CHECK_NEAR(w->z[users], 100.0, 1e-9);
    CHECK_NEAR(w->price[0], 11.0, 1e-8);
    world_close(w);
}

/* Demand 1000 p^-0.5, supply at 4 without limit: 500 at 4, whatever the scales say. */
TEST(constant_elasticity_demand_answers_a_flat_supply)
{
    const double scales[] = {1e-3, 1.0, 1e4};
    for (int k = 0; k < 3; k++) {
        World *w = world_open(1, 0);
        world_scales(w, scales[k], 100.0);
        world_column(w, 0, INFINITY, 4, 0, AT_ROW(0, +1));
        const int32_t users = world_demand(w, 0, 1000.0, 0.5, INFINITY, INFINITY);
        world_clear(w);
        CHECK_NEAR(w->z[users], 500.0, 1e-7);
        CHECK_NEAR(w->price[0], 4.0, 1e-8);
        world_close(w);
    }
}

/*     mine (p = q) --route, duty 25 % of the mine's price--> mill (P = 90 - q)
 * q (1.25) = 90 - q, so q = 40 = p at the mine, 50 at the mill. */
TEST(an_ad_valorem_duty_is_paid_on_this_months_price)
{
    World *w = world_open(2, 0);
    world_scales(w, 50.0, 50.0);
    world_column(w, 0, 1000, 0, 1, AT_ROW(0, +1));
    const int32_t route = world_column(w, 0, 1000, 0, 0, AT_ROW(0, -1), AT_ROW(1, +1));
    world_column(w, 0, 1000, -90, 1, AT_ROW(1, -1));
    w->duty[route] = 0.25;
    w->duty_row[route] = 0;
    world_clear(w);
    CHECK_NEAR(w->z[route], 40.0, 1e-8);
    CHECK_NEAR(w->price[0], 40.0, 1e-8);
    CHECK_NEAR(w->price[1], 50.0, 1e-8);
    world_close(w);
}

/* Opening stock 10, a fixed need of 4: 6 are kept, worth 7 less 0.5 for each kept. */
TEST(what_is_not_used_is_kept)
{
    World *w = world_open(1, 0);
    world_scales(w, 5.0, 10.0);
    w->rhs[0] = -10.0;
    world_column(w, 4, 4, 0, 0, AT_ROW(0, -1));
    const int32_t kept = world_column(w, 0, 100, -7, 0.5, AT_ROW(0, -1));
    world_clear(w);
    CHECK_NEAR(w->z[kept], 6.0, 1e-9);
    CHECK_NEAR(w->price[0], 4.0, 1e-8);
    world_close(w);
}

/* Free disposal: 5 are mined whatever happens, users want at most 3; the price is 0. */
TEST(surplus_that_leaves_for_nothing_is_worth_nothing)
{
    World *w = world_open(1, 0);
    world_column(w, 5, 5, 2, 0, AT_ROW(0, +1));
    world_column(w, 0, 3, -1, 0, AT_ROW(0, -1));
    const int32_t dumped = world_column(w, 0, INFINITY, 0, 0, AT_ROW(0, -1));
    world_clear(w);
    CHECK_NEAR(w->z[dumped], 2.0, 1e-8);
    CHECK_NEAR(w->price[0], 0.0, 1e-8);
    world_close(w);
}

/* Two mines at the same cost share 10 in any way: many answers, one price, one cost. */
TEST(a_linear_program_with_many_answers_has_one_price)
{
    World *w = world_open(1, 0);
    const int32_t a = world_column(w, 0, 8, 3, 0, AT_ROW(0, +1));
    const int32_t b = world_column(w, 0, 8, 3, 0, AT_ROW(0, +1));
    world_column(w, 10, 10, 0, 0, AT_ROW(0, -1));
    world_clear(w);
    CHECK_NEAR(w->z[a] + w->z[b], 10.0, 1e-9);
    CHECK_NEAR(w->price[0], 3.0, 1e-8);
    CHECK_NEAR(w->info.objective, 30.0, 1e-8);
    world_close(w);
}

/* Supplies 30 and 20 equal needs 25 and 25: the last row follows from the others, so prices are
 * known up to a constant only, and the flows at the corner of the cheapest plan.
 *     cost  to C  to D         30 x_ac ... best: A-C 25, A-D 5, B-D 20 = 25 + 20 + 40 = 85
 *     A      1     4
 *     B      3     2                                                                      */
TEST(a_redundant_balance_does_no_harm)
{
    World *w = world_open(4, 0);
    world_scales(w, 1.0, 25.0);
    const int32_t ac = world_column(w, 0, INFINITY, 1, 0, AT_ROW(0, -1), AT_ROW(2, +1));
    const int32_t ad = world_column(w, 0, INFINITY, 4, 0, AT_ROW(0, -1), AT_ROW(3, +1));
    const int32_t bc = world_column(w, 0, INFINITY, 3, 0, AT_ROW(1, -1), AT_ROW(2, +1));
    const int32_t bd = world_column(w, 0, INFINITY, 2, 0, AT_ROW(1, -1), AT_ROW(3, +1));
    w->rhs[0] = -30.0;
    w->rhs[1] = -20.0;
    w->rhs[2] = w->rhs[3] = 25.0;
    world_clear(w);
    CHECK_NEAR(w->z[ac], 25.0, 1e-7);
    CHECK_NEAR(w->z[ad], 5.0, 1e-7);
    CHECK_NEAR(w->z[bc], 0.0, 1e-7);
    CHECK_NEAR(w->z[bd], 20.0, 1e-7);
    CHECK_NEAR(w->info.objective, 85.0, 1e-8);
    CHECK_NEAR(w->price[2] - w->price[0], 1.0, 1e-7);
    CHECK_NEAR(w->price[3] - w->price[1], 2.0, 1e-7);
    world_close(w);
}

/* A column without bounds ties two prices together: p_1 = p_0 + 3, in either direction. */
TEST(a_free_column_moves_either_way)
{
    World *w = world_open(2, 0);
    world_scales(w, 10.0, 10.0);
    world_column(w, 0, 100, 20, 1, AT_ROW(0, +1));
    world_column(w, 0, 100, 2, 1, AT_ROW(1, +1));
    world_column(w, 30, 30, 0, 0, AT_ROW(0, -1));
    const int32_t swap =
        world_column(w, -INFINITY, INFINITY, 3, 0, AT_ROW(0, -1), AT_ROW(1, +1));
    world_clear(w);
    /* p0 = 20 + x0, p1 = 2 + x1 = p0 + 3, x0 + x1 = 30: x1 = x0 + 21, x0 = 4.5 */
    CHECK_NEAR(w->z[swap], -25.5, 1e-8);
    CHECK_NEAR(w->price[0], 24.5, 1e-8);
    CHECK_NEAR(w->price[1], 27.5, 1e-8);
    world_close(w);
}

/* A trader may be short of any amount, and long by 5 at most, at 3 a unit. The mill needs 8 at
 * least and pays 2 for more: the trader goes short, and the price is 3. */
TEST(a_column_may_have_an_upper_bound_alone)
{
    World *w = world_open(1, 0);
    world_scales(w, 2.0, 10.0);
    const int32_t traded = world_column(w, -INFINITY, 5, -3, 0, AT_ROW(0, -1));
    world_column(w, 8, 20, -2, 0, AT_ROW(0, -1));
    world_clear(w);
    CHECK_NEAR(w->z[traded], -8.0, 1e-8);
    CHECK_NEAR(w->price[0], 3.0, 1e-8);
    world_close(w);
}

/* Columns that touch no market settle by themselves: at a bound, or where cost + slope z = 0.
 */
TEST(columns_without_entries_minimise_their_own_cost)
{
    World *w = world_open(1, 0);
    const WorldEntry *none = NULL;
    world_column_of(w, -2, 5, 1, 0, 0, none);
    world_column_of(w, -2, 5, -1, 0, 0, none);
    world_column_of(w, -2, 5, -3, 2, 0, none);
    world_column(w, 0, 5, 1, 0, AT_ROW(0, +1));
    world_column(w, 1, 1, 0, 0, AT_ROW(0, -1));
    world_clear(w);
    CHECK_NEAR(w->z[0], -2.0, 0.0);
    CHECK_NEAR(w->z[1], 5.0, 0.0);
    CHECK_NEAR(w->z[2], 1.5, 1e-15);
    world_close(w);
}

/* Nothing to decide: fixed columns that happen to balance. */
TEST(a_program_of_fixed_columns_is_solved_if_it_balances)
{
    World *w = world_open(1, 0);
    world_column(w, 3, 3, 1, 0, AT_ROW(0, +1));
    world_column(w, 3, 3, 0, 0, AT_ROW(0, -1));
    world_clear(w);
    w->lower[1] = w->upper[1] = 2.0;
    CHECK_INT(world_solve(w, false), LODE_DIVERGED);
    world_close(w);
}

/* A warm start from the prices of another month changes the way, not the answer. */
TEST(warm_and_cold_starts_agree)
{
    World *w = world_open(2, 0);
    world_scales(w, 50.0, 50.0);
    world_column(w, 0, 1000, 0, 1, AT_ROW(0, +1));
    const int32_t route = world_column(w, 0, 30, 2, 0.01, AT_ROW(0, -1), AT_ROW(1, +1));
    world_column(w, 0, 1000, -100, 1, AT_ROW(1, -1));
    world_clear(w);
    const double flow = w->z[route], price = w->price[1];
    w->price[0] = 7.0;
    w->price[1] = 250.0;
    CHECK_OK(world_solve(w, true));
    CHECK_NEAR(w->z[route], flow, 1e-8);
    CHECK_NEAR(w->price[1], price, 1e-8);
    world_close(w);
}
