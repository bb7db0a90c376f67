/* A work is laid out for a pattern, and is good for every month of it, whoever's. */
#include <string.h>

#include "unit/market/world.h"

/* What a demand is like: 40 is all that the limit lets through, and at a choke of 5 it would
 * take 44.7. */
typedef struct Curve {
    double elasticity, choke;
} Curve;

static const Curve usual_curve = {0.5, 5.0};

/* A mine, a duty on the way, a limit on the way, a demand. */
static World *some_world(double freight, Curve curve)
{
    World *w = world_open(2, 1);
    world_scales(w, 10.0, 100.0);
    world_column(w, 0, 1000, 1, 1e-3, AT_ROW(0, +1));
    const int32_t route =
        world_column(w, 0, 500, freight, 1e-3, AT_ROW(0, -1), AT_ROW(1, +1), AT_ROW(2, -1));
    world_demand(w, 1, 100.0, curve.elasticity, curve.choke, 1000.0);
    w->duty[route] = 0.1;
    w->duty_row[route] = 0;
    w->rhs[2] = -40.0;
    return w;
}

static void check_behind(World *other)
{
    World *own = some_world(2.0, usual_curve);
    MarketWork *fresh, *used;
    CHECK_OK(market_work_new(&own->program, &fresh));
    CHECK_OK(market_work_new(&other->program, &used));
    CHECK_OK(market_solve(&other->program, used, false, &other->sol, NULL));
    CHECK(market_work_fits(used, &own->program));

    CHECK_OK(market_solve(&own->program, fresh, false, &own->sol, NULL));
    CHECK(own->price[1] > usual_curve.choke); /* so that what is kept of the choke counts */
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

TEST(a_work_that_others_have_used_finds_the_same_bits)
{
    World *unlimited = some_world(700.0, usual_curve);
    unlimited->rhs[2] = -INFINITY;
    check_behind(unlimited);
    check_behind(some_world(2.0, (Curve){0.5, 4.0}));
    check_behind(some_world(2.0, (Curve){0.8, 5.0}));
    check_behind(some_world(2.0, (Curve){0.0, 5.0}));
}

/* Each difference that the layout knows of, one by one. */
TEST(a_work_does_not_fit_another_pattern)
{
    World *first = some_world(2.0, usual_curve);
    MarketWork *work;
    CHECK_OK(market_work_new(&first->program, &work));
    for (int change = 0; change < 8; change++) {
        World *w = some_world(2.0, usual_curve);
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
