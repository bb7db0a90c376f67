/* First guesses: each market at the price that clears it by itself. */
#include <math.h>

#include "market/ipm.h"
#include "unit/market/world.h"

/* The price of market 0 after a guess has been relaxed. */
static double relaxed(World *w, double guess)
{
    MarketWork *work;
    CHECK_OK(market_work_new(&w->program, &work));
    work_load(work, &w->program);
    for (int32_t i = 0; i < w->program.n_rows; i++)
        work->rows.price[i] = guess;
    (void)ipm_relax(work, &w->program, 1e-9);
    const double price = work->rows.price[work->place_of[0]];
    market_work_free(work);
    return price;
}

/* Two tonnes are there for a demand of elasticity 1/2 that takes 100 t at a price of 1:
 *     q = 100 p^-1/2 = 2,   so p = 2500. */
TEST(a_market_is_put_where_it_clears_from_far_below_and_from_far_above)
{
    World *w = world_open(1, 0);
    world_scales(w, 100.0, 100.0);
    w->rhs[0] = -2.0;
    world_demand(w, 0, 100.0, 0.5, INFINITY, 1000.0);
    CHECK_NEAR(relaxed(w, 10.0), 2500.0, 0.06);
    CHECK_NEAR(relaxed(w, 1e4), 2500.0, 0.16);
    CHECK_NEAR(relaxed(w, 2500.0), 2500.0, 1e-3);
    world_close(w);
}

/* The same demand is given up from 900 on and gone at 1.2 times that; half of what is asked for
 * at 900 is there, so p = 1.1 x 900. */
TEST(demand_beyond_its_choke_is_met_on_the_last_piece)
{
    World *w = world_open(1, 0);
    world_scales(w, 100.0, 100.0);
    w->rhs[0] = -0.5 * 100.0 / 30.0;
    world_demand(w, 0, 100.0, 0.5, 900.0, 1000.0);
    CHECK_NEAR(relaxed(w, 10.0), 990.0, 0.06);
    world_close(w);
}

/* Five tonnes arrive, four is the most that anybody takes, and nothing may be thrown away. */
TEST(a_market_that_no_price_clears_keeps_its_guess)
{
    World *w = world_open(1, 0);
    w->rhs[0] = -5.0;
    world_column(w, 0, 4, -10, 0, AT_ROW(0, -1));
    CHECK_NEAR(relaxed(w, 7.0), 7.0, 0.0);
    world_close(w);
}
