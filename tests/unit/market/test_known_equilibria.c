/* Equilibria chosen first, and programs built so that they are the answer: prices, quantities
 * and which bounds hold are drawn, then costs, bounds and right sides follow from the
 * conditions.
 *
 * One column per active row forms a triangle with the rows before it and lies inside its
 * bounds, so prices are unique even without slopes; every other column sits at a bound with a
 * clear reduced cost, or has a slope or a demand curve of its own. */
#include "unit/market/world.h"

typedef struct Draw {
    uint64_t state;
    bool linear, duties;
    int32_t n_markets, n_limits;
    double price[WORLD_ROWS], z[WORLD_COLS];
    double worth, size; /* scales of prices and quantities */
} Draw;

static double uniform(Draw *draw)
{
    draw->state = draw->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(draw->state >> 11) * 0x1p-53;
}

static double between(Draw *draw, double low, double high)
{
    return low + (high - low) * uniform(draw);
}

typedef enum Side { INSIDE, AT_LOWER, AT_UPPER, SIDES } Side;

/* A column with the given entries that is optimal at a drawn z on the given side. */
static void draw_column(Draw *draw, World *w, Side side, int32_t n, const WorldEntry *entry)
{
    const double size = draw->size, z = between(draw, 0.2, 1.0) * size;
    const double slope = draw->linear ? 0.0 : between(draw, 0.01, 1.0) * draw->worth / size;
    const double gap = side == AT_LOWER   ? between(draw, 0.1, 1.0) * draw->worth
                       : side == AT_UPPER ? -between(draw, 0.1, 1.0) * draw->worth
                                          : 0.0;
    double earns = 0.0, duty = 0.0;
    int32_t duty_row = PROGRAM_NONE;
    for (int32_t k = 0; k < n; k++) {
        earns += entry[k].coef * draw->price[entry[k].row];
        if (draw->duties && n > 1 && entry[k].coef < 0.0 && entry[k].row < draw->n_markets)
            duty_row = entry[k].row;
    }
    if (duty_row != PROGRAM_NONE) duty = between(draw, 0.0, 0.3);
    if (duty > 0.0) earns -= duty * draw->price[duty_row];
    double lower = z - between(draw, 0.1, 1.0) * size,
           upper = z + between(draw, 0.1, 1.0) * size;
    if (uniform(draw) < 0.2) lower = -INFINITY;
    if (uniform(draw) < 0.2) upper = INFINITY;
    if (side == AT_LOWER) lower = z;
    if (side == AT_UPPER) upper = z;
    const int32_t j =
        world_column_of(w, lower, upper, earns - slope * z + gap, slope, n, entry);
    w->duty[j] = duty;
    w->duty_row[j] = duty_row;
    draw->z[j] = z;
}

/* Rows before `row`, each with some chance, and `row` itself. */
static int32_t draw_entries(Draw *draw, int32_t row, WorldEntry *entry)
{
    int32_t n = 0;
    for (int32_t i = 0; i < row; i++)
        if (uniform(draw) < 2.0 / draw->n_markets)
            entry[n++] = (WorldEntry){i, between(draw, -0.8, 0.8)};
    entry[n++] = (WorldEntry){row, uniform(draw) < 0.5 ? -1.0 : 1.0};
    return n;
}

/* A demand that takes q at the drawn price: on the curve, or half choked (P = 1.1 choke). */
static void draw_demand(Draw *draw, World *w)
{
    const int32_t row = (int32_t)(uniform(draw) * draw->n_markets);
    const double q = between(draw, 0.2, 1.0) * draw->size, e = between(draw, 0.2, 2.0);
    const bool choked = uniform(draw) < 0.3;
    const double price = draw->price[row], choke = choked ? price / 1.1 : 4.0 * price;
    const double scale = choked ? 2.0 * q * pow(choke, e) : q * pow(price, e);
    draw->z[world_demand(w, row, scale, e, choke, 10.0 * q)] = q;
}

/* b = A z on markets and limits that bind; elsewhere the limit has room. */
static void draw_right_sides(Draw *draw, World *w)
{
    for (int32_t j = 0; j < w->program.n_cols; j++)
        for (int32_t e = w->col_start[j]; e < w->col_start[j + 1]; e++)
            w->rhs[w->row[e]] += w->coef[e] * draw->z[j];
    for (int32_t i = draw->n_markets; i < draw->n_markets + draw->n_limits; i++)
        if (draw->price[i] == 0.0) w->rhs[i] -= between(draw, 0.1, 1.0) * draw->size;
}

static World *draw_world(Draw *draw)
{
    draw->n_markets = 2 + (int32_t)(uniform(draw) * 12);
    draw->n_limits = (int32_t)(uniform(draw) * 4);
    draw->worth = pow(10.0, between(draw, -1.0, 3.0));
    draw->size = pow(10.0, between(draw, -2.0, 4.0));
    const int32_t n_rows = draw->n_markets + draw->n_limits;
    World *w = world_open(draw->n_markets, draw->n_limits);
    world_scales(w, draw->worth, draw->size);
    for (int32_t i = 0; i < n_rows; i++) {
        const bool slack = i >= draw->n_markets && uniform(draw) < 0.5;
        draw->price[i] = slack ? 0.0 : between(draw, 0.3, 2.0) * draw->worth;
    }
    WorldEntry entry[WORLD_ROWS];
    for (int32_t i = 0; i < n_rows; i++)
        if (draw->price[i] > 0.0)
            draw_column(draw, w, INSIDE, draw_entries(draw, i, entry), entry);
    for (int32_t k = 0; k < 3 * n_rows; k++) {
        const int32_t row = (int32_t)(uniform(draw) * n_rows);
        const Side side =
            draw->linear ? AT_LOWER + (Side)(uniform(draw) * 2) : (Side)(uniform(draw) * SIDES);
        draw_column(draw, w, side, draw_entries(draw, row, entry), entry);
    }
    for (int32_t k = 0; k < draw->n_markets && !draw->linear; k++)
        draw_demand(draw, w);
    draw_right_sides(draw, w);
    return w;
}

static void find_drawn_equilibria(int n, bool linear, bool duties, uint64_t seed)
{
    for (int k = 0; k < n; k++) {
        Draw draw = {.state = seed + (uint64_t)k * 7919, .linear = linear, .duties = duties};
        World *w = draw_world(&draw);
        world_clear(w);
        for (int32_t j = 0; j < w->program.n_cols; j++)
            CHECK_NEAR(w->z[j] / draw.size, draw.z[j] / draw.size, 1e-8);
        for (int32_t i = 0; i < w->program.n_rows; i++)
            CHECK_NEAR(w->price[i] / draw.worth, draw.price[i] / draw.worth, 1e-8);
        world_close(w);
    }
}

TEST(equilibria_with_slopes_and_demand_curves_are_found)
{
    find_drawn_equilibria(100, false, false, 1);
}

TEST(corners_of_linear_programs_are_found)
{
    find_drawn_equilibria(100, true, false, 2);
}

TEST(equilibria_with_duties_on_this_months_price_are_found)
{
    find_drawn_equilibria(100, false, true, 3);
}

TEST(corners_with_duties_are_found)
{
    find_drawn_equilibria(50, true, true, 4);
}
