/* A work is laid out for a pattern, and is good for every month of it, whoever's. */
#include <string.h>

#include "unit/market/world.h"

/* A mine, a duty on the way, a limit on the way, a demand. */
static World *some_world(double freight)
{
    World *w = world_open(2, 1);
    world_scales(w, 10.0, 100.0);
    world_column(w, 0, 1000, 1, 1, AT_ROW(0, +1));
    const int32_t route =
        world_column(w, 0, 500, freight, 0.1, AT_ROW(0, -1), AT_ROW(1, +1), AT_ROW(2, -1));
    world_demand(w, 1, 100.0, 0.5, INFINITY, 1000.0);
    w->duty[route] = 0.1;
    w->duty_row[route] = 0;
    w->rhs[2] = -40.0;
    return w;
}

TEST(a_work_that_others_have_used_finds_the_same_bits)
{
    World *own = some_world(2.0), *other = some_world(700.0);
    MarketWork *fresh, *used;
    CHECK_OK(market_work_new(&own->program, &fresh));
    CHECK_OK(market_work_new(&other->program, &used));
    other->rhs[2] = -INFINITY;
    CHECK_OK(market_solve(&other->program, used, false, &other->sol, NULL));
    CHECK(market_work_fits(used, &own->program));

    CHECK_OK(market_solve(&own->program, fresh, false, &own->sol, NULL));
    double z[WORLD_COLS], price[WORLD_ROWS];
    memcpy(z, own->z, sizeof z);
    memcpy(price, own->price, sizeof price);
    memset(own->z, 0, sizeof own->z);
    CHECK_OK(market_solve(&own->program, used, false, &own->sol, NULL));
    CHECK(memcmp(z, own->z, sizeof z) == 0);
    CHECK(memcmp(price, own->price, sizeof price) == 0);
    market_work_free(fresh);
    market_work_free(used);
    world_close(own);
    world_close(other);
}

/* Each difference that the layout knows of, one by one. */
TEST(a_work_does_not_fit_another_pattern)
{
    World *first = some_world(2.0);
    MarketWork *work;
    CHECK_OK(market_work_new(&first->program, &work));
    for (int change = 0; change < 8; change++) {
        World *w = some_world(2.0);
        switch (change) {
        case 0:
            w->coef[2] = 0.5;
            break;
        case 1:
            w->row[3] = 1;
            break;
        case 2:
            w->duty_row[1] = 1;
            break;
        case 3:
            w->row_price[1] = 20.0;
            break;
        case 4:
            w->row_quantity[2] = 50.0;
            break;
        case 5:
            w->program.n_rows--;
            break;
        case 6:
            w->program.n_markets++;
            break;
        case 7:
            w->program.demand0--;
            break;
        }
        if (market_work_fits(work, &w->program)) fail_msg("it fits after change %d", change);
        world_close(w);
    }
    CHECK(market_work_fits(work, &first->program));
    market_work_free(work);
    world_close(first);
}
