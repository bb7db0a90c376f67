#include "generate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the chain: commodities and recipes ---- */

enum {
    BASTNAESITE,
    MONAZITE,
    CLAY,
    LIGHT_MIX,
    HEAVY_MIX, /* ores and mixed salts */
    LANTHANUM,
    CERIUM,
    NDPR,
    SEG,
    GADOLINIUM,
    DYSPROSIUM,
    TERBIUM,
    YTTRIUM, /* oxides */
    NDPR_METAL,
    DY_METAL,
    TB_METAL,
    ALLOY,
    ALLOY_HOT,
    MAGNET,
    MAGNET_HOT,
    SWARF,
    SCRAP,
    N_COMMODITIES
};

typedef struct Commodity {
    double price, volume; /* usual price per unit, usual world turnover per month */
    bool stocked, demanded;
} Commodity;

static const Commodity commodities[N_COMMODITIES] = {
    [BASTNAESITE] = {3, 100, true, false}, [MONAZITE] = {5, 40, false, false},
    [CLAY] = {12, 20, false, false},       [LIGHT_MIX] = {6, 126, false, false},
    [HEAVY_MIX] = {25, 18, false, false},  [LANTHANUM] = {1.2, 35, true, true},
    [CERIUM] = {1.1, 61, true, true},      [NDPR] = {60, 31, true, true},
    [SEG] = {4, 5.2, false, false},        [GADOLINIUM] = {30, 3, false, true},
    [DYSPROSIUM] = {300, 1.7, true, true}, [TERBIUM] = {900, 0.32, true, true},
    [YTTRIUM] = {6, 6.6, false, true},     [NDPR_METAL] = {75, 26, true, false},
    [DY_METAL] = {380, 1.2, false, false}, [TB_METAL] = {1150, 0.2, false, false},
    [ALLOY] = {30, 50, false, false},      [ALLOY_HOT] = {45, 25, false, false},
    [MAGNET] = {60, 40, true, true},       [MAGNET_HOT] = {95, 20, false, true},
    [SWARF] = {8, 14, false, false},       [SCRAP] = {6, 5, false, false},
};

typedef struct Entry {
    int commodity; /* SCRAP + 1 ends the list */
    double amount; /* per unit of activity, inputs negative */
} Entry;

enum { RECIPE_MAX = 10 };
typedef struct Recipe {
    double volume; /* usual world activity per month */
    int n;
    Entry entries[RECIPE_MAX];
} Recipe;

static const Recipe recipes[] = {
    {100, 1, {{BASTNAESITE, 1}}},
    {25, 1, {{MONAZITE, 1}}},
    {20, 1, {{CLAY, 1}}},
    {15, 1, {{MONAZITE, 1}}},
    {100, 2, {{BASTNAESITE, -1}, {LIGHT_MIX, 0.9}}},
    {40, 2, {{MONAZITE, -1}, {LIGHT_MIX, 0.9}}},
    {20, 2, {{CLAY, -1}, {HEAVY_MIX, 0.9}}},
    {126,
     9,
     {{LIGHT_MIX, -1},
      {LANTHANUM, 0.26},
      {CERIUM, 0.48},
      {NDPR, 0.20},
      {SEG, 0.03},
      {GADOLINIUM, 0.004},
      {DYSPROSIUM, 0.003},
      {TERBIUM, 0.0006},
      {YTTRIUM, 0.01}}},
    {18,
     9,
     {{HEAVY_MIX, -1},
      {LANTHANUM, 0.15},
      {CERIUM, 0.05},
      {NDPR, 0.25},
      {SEG, 0.08},
      {GADOLINIUM, 0.06},
      {DYSPROSIUM, 0.05},
      {TERBIUM, 0.01},
      {YTTRIUM, 0.30}}},
    {5.2, 4, {{SEG, -1}, {GADOLINIUM, 0.3}, {DYSPROSIUM, 0.06}, {TERBIUM, 0.01}}},
    {26, 2, {{NDPR, -1.1}, {NDPR_METAL, 1}}},
    {1.2, 2, {{DYSPROSIUM, -1.1}, {DY_METAL, 1}}},
    {0.2, 2, {{TERBIUM, -1.1}, {TB_METAL, 1}}},
    {50, 2, {{NDPR_METAL, -0.34}, {ALLOY, 1}}},
    {25, 3, {{NDPR_METAL, -0.3}, {DY_METAL, -0.045}, {ALLOY_HOT, 1}}},
    {40, 3, {{ALLOY, -1.25}, {MAGNET, 1}, {SWARF, 0.25}}},
    {15, 4, {{ALLOY_HOT, -1.25}, {TB_METAL, -0.002}, {MAGNET_HOT, 1}, {SWARF, 0.25}}},
    {8, 4, {{MAGNET, -1}, {TB_METAL, -0.008}, {DY_METAL, -0.01}, {MAGNET_HOT, 1}}},
    {14, 3, {{SWARF, -1}, {NDPR, 0.25}, {DYSPROSIUM, 0.01}}},
    {5, 4, {{SCRAP, -1}, {NDPR, 0.28}, {DYSPROSIUM, 0.02}, {TERBIUM, 0.001}}},
    {1, 2, {{MAGNET_HOT, -1}, {MAGNET, 1}}},
};

enum {
    N_RECIPES = (int)(sizeof recipes / sizeof *recipes),
    REGIONS_PER_CLUSTER = 25,
    HUBS_PER_COMMODITY = 2,
    QUOTAS_PER_CLUSTER = 12,
    BAN_MONTHS = 12,
    OUTAGE_MONTHS = 6,
    CUT_OFF_MONTHS = 12,
    HUBS_MAX = 1024
};

/* Chances per region or per month. */
static const double p_recipe = 0.58;   /* a region has this process */
static const double p_stock = 0.91;    /* a region keeps this stocked good */
static const double p_demand = 0.68;   /* a region uses this demanded good */
static const double p_to_hub = 0.40;   /* a region sells this good to a given hub */
static const double p_from_hub = 0.25; /* and buys it there */
static const double p_direct = 0.33;   /* and sells it to some other region */
static const double p_far = 0.6;       /* which lies in another cluster */
static const double p_ban = 0.10;      /* per cluster and month: a region bans one export */
static const double p_outage = 0.002;  /* per process and month */
static const double p_cut_off = 0.05;  /* WORLD_CUT_OFF: per market */
static const double p_duty = 0.25;     /* WORLD_DUTIES: per route */

/* ---- random numbers: splitmix64 [Steele14] ---- */

static uint64_t rng_next(uint64_t *state)
{
    uint64_t x = (*state += UINT64_C(0x9e3779b97f4a7c15));
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

static double rng_uniform(uint64_t *state)
{
    return (double)(rng_next(state) >> 11) * 0x1p-53;
}

static double rng_between(uint64_t *state, double low, double high)
{
    return low + (high - low) * rng_uniform(state);
}

/* Close enough to normal for a wandering demand: the sum of twelve uniforms. */
static double rng_normal(uint64_t *state)
{
    double sum = -6.0;
    for (int k = 0; k < 12; k++)
        sum += rng_uniform(state);
    return sum;
}

static int32_t rng_below(uint64_t *state, int32_t n)
{
    return (int32_t)(rng_uniform(state) * n);
}

/* ---- the world ---- */

typedef enum ColKind {
    COL_PROCESS,
    COL_ROUTE,
    COL_DEMAND,
    COL_STOCK,
    COL_DISPOSAL,
    COL_BACKSTOP
} ColKind;

struct World {
    Arena *arena;
    Program program;
    WorldRegime regime;
    uint64_t rng;
    int32_t n_regions, n_clusters;
    ColKind *kind;       /* n_cols */
    double *capacity;    /* n_cols: the usual upper bound */
    double *demand_base; /* n_demands: scale before it wanders */
    double *demand_log;  /* n_demands: AR(1) state */
    double *price_seen;  /* n_rows: smoothed past price */
    double *limit_base;  /* n_rows: quota */
    int32_t *shut_until; /* n_cols: month in which a ban or outage ends */
    int32_t *origin;     /* n_cols: the row a route starts from, or PROGRAM_NONE */
    int32_t month;
};

/* Columns while they are being drawn, before their number is known. */
typedef struct Draft {
    World *world;
    int32_t *col_start, *row, *duty_row;
    double *coef, *row_price, *row_quantity;
    int32_t n_cols, n_entries, cols_max, entries_max;
} Draft;

const char *world_regime_name(WorldRegime regime)
{
    static const char *const names[WORLD_REGIMES] = {[WORLD_CALIBRATED] = "calibrated",
                                                     [WORLD_STIFF] = "stiff",
                                                     [WORLD_LINEAR] = "linear",
                                                     [WORLD_CUT_OFF] = "cut-off",
                                                     [WORLD_DUTIES] = "duties"};
    return names[regime];
}

/* Price change over the column's range, as a share of the price. */
static double regime_slope(World *world, bool route)
{
    uint64_t *rng = &world->rng;
    switch (world->regime) {
    case WORLD_LINEAR:
        return 1e-8;
    case WORLD_STIFF:
        if (rng_uniform(rng) < 0.05) return 1e-5;
        return route ? pow(10.0, rng_between(rng, -4.0, -1.0))
                     : pow(10.0, rng_between(rng, -3.0, -0.4));
    case WORLD_CALIBRATED:
    case WORLD_CUT_OFF:
    case WORLD_DUTIES:
    case WORLD_REGIMES:
        break;
    }
    return route ? pow(10.0, rng_between(rng, -2.0, -0.7)) : rng_between(rng, 0.02, 0.4);
}

static int32_t market_row(int32_t region, int commodity)
{
    return region * N_COMMODITIES + commodity;
}

static void draft_entry(Draft *draft, int32_t row, double coef)
{
    draft->row[draft->n_entries] = row;
    draft->coef[draft->n_entries++] = coef;
}

/* Closes the column whose entries were just added. */
static int32_t draft_column(Draft *draft, ColKind kind, double upper, double cost, double slope)
{
    World *world = draft->world;
    const int32_t j = draft->n_cols++;
    draft->col_start[j + 1] = draft->n_entries;
    world->kind[j] = kind;
    world->capacity[j] = upper;
    world->origin[j] = draft->duty_row[j] = PROGRAM_NONE;
    world->program.upper[j] = upper;
    world->program.cost[j] = cost;
    world->program.slope[j] = slope;
    return j;
}

static void draft_sort_column(Draft *draft, int32_t from)
{
    for (int32_t e = from + 1; e < draft->n_entries; e++)
        for (int32_t k = e; k > from && draft->row[k - 1] > draft->row[k]; k--) {
            const int32_t row = draft->row[k];
            const double coef = draft->coef[k];
            draft->row[k] = draft->row[k - 1];
            draft->coef[k] = draft->coef[k - 1];
            draft->row[k - 1] = row;
            draft->coef[k - 1] = coef;
        }
}

/* A process breaks even at usual prices and three quarters of its capacity, give or take 5 %.
 */
static void draft_processes(Draft *draft)
{
    World *world = draft->world;
    const double usual_load = 0.75;
    for (int32_t region = 0; region < world->n_regions; region++) {
        for (int r = 0; r < N_RECIPES; r++) {
            if (rng_uniform(&world->rng) >= p_recipe) continue;
            const Recipe *recipe = &recipes[r];
            const double share = exp(0.8 * rng_normal(&world->rng)) /
                                 (REGIONS_PER_CLUSTER * p_recipe * exp(0.32));
            const double capacity = recipe->volume * share / usual_load;
            const int32_t from = draft->n_entries;
            double margin = 0.0, worth = 0.0;
            for (int e = 0; e < recipe->n; e++) {
                const int32_t row = market_row(region, recipe->entries[e].commodity);
                const double value = recipe->entries[e].amount * draft->row_price[row];
                margin += value;
                worth = fmax(worth, fabs(value));
                draft_entry(draft, row, recipe->entries[e].amount);
            }
            draft_sort_column(draft, from);
            const double slope = worth * regime_slope(world, false) / capacity;
            const double noise = 0.05 * worth * rng_normal(&world->rng);
            draft_column(draft, COL_PROCESS, capacity,
                         margin - usual_load * capacity * slope + noise, slope);
        }
    }
}

static void draft_route(Draft *draft, int commodity, int32_t from, int32_t to, double volume)
{
    World *world = draft->world;
    const double price = commodities[commodity].price;
    const double upper = volume * exp(0.7 * rng_normal(&world->rng));
    const double slope = price * regime_slope(world, true) / upper;
    const double freight = price * rng_between(&world->rng, 0.01, 0.08);
    const int32_t start = draft->n_entries;
    draft_entry(draft, market_row(from, commodity), -1.0);
    draft_entry(draft, market_row(to, commodity), 1.0);
    draft_sort_column(draft, start);
    const int32_t j = draft_column(draft, COL_ROUTE, upper, freight, slope);
    world->origin[j] = market_row(from, commodity);
    if (world->regime == WORLD_DUTIES && rng_uniform(&world->rng) < p_duty) {
        world->program.duty[j] = rng_between(&world->rng, 0.02, 0.30);
        draft->duty_row[j] = market_row(from, commodity);
    }
}

/* A partner by gravity: mostly within the cluster, else in one of the clusters beside it. */
static int32_t draw_partner(World *world, int32_t region)
{
    int32_t cluster = region / REGIONS_PER_CLUSTER;
    if (rng_uniform(&world->rng) < p_far) cluster += rng_below(&world->rng, 5) - 2;
    if (cluster < 0 || cluster >= world->n_clusters) cluster = region / REGIONS_PER_CLUSTER;
    return cluster * REGIONS_PER_CLUSTER + rng_below(&world->rng, REGIONS_PER_CLUSTER);
}

/* Each good has its hubs in every cluster; regions trade with them, hubs with one another, and
 * some regions directly. */
static void draft_routes(Draft *draft)
{
    World *world = draft->world;
    uint64_t *rng = &world->rng;
    const int32_t n_hubs = world->n_clusters * HUBS_PER_COMMODITY;
    int32_t hubs[HUBS_MAX];
    for (int c = 0; c < N_COMMODITIES; c++) {
        for (int32_t h = 0; h < n_hubs; h++)
            hubs[h] = h / HUBS_PER_COMMODITY * REGIONS_PER_CLUSTER +
                      rng_below(rng, REGIONS_PER_CLUSTER);
        const double volume = 3.0 * commodities[c].volume / REGIONS_PER_CLUSTER;
        for (int32_t region = 0; region < world->n_regions; region++) {
            const int32_t *near = hubs + region / REGIONS_PER_CLUSTER * HUBS_PER_COMMODITY;
            for (int k = 0; k < HUBS_PER_COMMODITY; k++) {
                if (near[k] == region) continue;
                if (rng_uniform(rng) < p_to_hub) draft_route(draft, c, region, near[k], volume);
                if (rng_uniform(rng) < p_from_hub)
                    draft_route(draft, c, near[k], region, volume);
            }
            const int32_t partner = draw_partner(world, region);
            if (partner != region && rng_uniform(rng) < p_direct)
                draft_route(draft, c, region, partner, volume);
        }
        for (int32_t h = 1; h < n_hubs; h++) {
            const int32_t other = h - 1 - rng_below(rng, h < 4 ? h : 4);
            if (hubs[h] == hubs[other]) continue;
            draft_route(draft, c, hubs[h], hubs[other], 4.0 * volume);
            draft_route(draft, c, hubs[other], hubs[h], 4.0 * volume);
        }
    }
}

static void draft_demands(Draft *draft)
{
    World *world = draft->world;
    Program *program = &world->program;
    program->demand0 = draft->n_cols;
    for (int32_t region = 0; region < world->n_regions; region++)
        for (int c = 0; c < N_COMMODITIES; c++) {
            if (!commodities[c].demanded || rng_uniform(&world->rng) >= p_demand) continue;
            const int32_t row = market_row(region, c);
            const double price = draft->row_price[row];
            const double elasticity = rng_between(&world->rng, 0.1, 1.2);
            const double quantity = 0.8 * commodities[c].volume /
                                    (REGIONS_PER_CLUSTER * p_demand) *
                                    exp(0.5 * rng_normal(&world->rng));
            const int32_t d = program->n_demands++;
            world->demand_base[d] = quantity * pow(price, elasticity);
            program->demand_elasticity[d] = elasticity;
            program->demand_choke[d] = price * rng_between(&world->rng, 3.0, 8.0);
            draft_entry(draft, row, -1.0);
            /* nothing is worth more than what a tenth of the usual price calls forth */
            draft_column(draft, COL_DEMAND, quantity * pow(0.1, -elasticity), 0.0, 0.0);
        }
}

static void draft_single(Draft *draft, ColKind kind, int32_t row, double coef, double upper,
                         double cost, double slope)
{
    draft_entry(draft, row, coef);
    draft_column(draft, kind, upper, cost, slope);
}

static void draft_stocks(Draft *draft)
{
    World *world = draft->world;
    for (int32_t region = 0; region < world->n_regions; region++)
        for (int c = 0; c < N_COMMODITIES; c++) {
            if (!commodities[c].stocked || rng_uniform(&world->rng) >= p_stock) continue;
            const int32_t row = market_row(region, c);
            const double most = 3.0 * draft->row_quantity[row];
            const double change = world->regime == WORLD_LINEAR ? 1e-8 : 0.4;
            draft_single(draft, COL_STOCK, row, -1.0, most, 0.0,
                         change * draft->row_price[row] / most);
        }
}

/* Surplus leaves at 2 % of the price, and what is missing comes at 20 times the price. */
static void draft_safety_valves(Draft *draft)
{
    const World *world = draft->world;
    const double rise = world->regime == WORLD_LINEAR ? 1e-8 : 0.01;
    for (int32_t i = 0; i < world->program.n_markets; i++) {
        const double price = draft->row_price[i], most = 10.0 * draft->row_quantity[i];
        draft_single(draft, COL_DISPOSAL, i, -1.0, most, 0.02 * price, rise * price / most);
        draft_single(draft, COL_BACKSTOP, i, 1.0, most, 20.0 * price,
                     20.0 * rise * price / most);
    }
}

/* A quota holds a region's exports of one good below 60 % of what its routes can carry. */
static void draft_quotas(Draft *draft, int32_t n_quotas, int32_t *quota_of)
{
    World *world = draft->world;
    Program *program = &world->program;
    for (int32_t i = 0; i < program->n_markets; i++)
        quota_of[i] = PROGRAM_NONE;
    for (int32_t q = 0; q < n_quotas; q++) {
        const int32_t row = program->n_markets + q;
        const int32_t market = market_row(rng_below(&world->rng, world->n_regions),
                                          rng_below(&world->rng, N_COMMODITIES));
        quota_of[market] = row;
        draft->row_price[row] = 0.1 * draft->row_price[market];
        draft->row_quantity[row] = draft->row_quantity[market];
        world->limit_base[row] = 0.6 * draft->row_quantity[market];
    }
}

/* Adds to each route out of a quota's market its -1 in the quota's row. */
static void draft_join_quotas(Draft *draft, const int32_t *quota_of)
{
    const World *world = draft->world;
    int32_t added = 0;
    for (int32_t j = 0; j < draft->n_cols; j++)
        added += world->origin[j] != PROGRAM_NONE && quota_of[world->origin[j]] != PROGRAM_NONE;
    int32_t write = draft->n_entries + added;
    draft->n_entries = write;
    for (int32_t j = draft->n_cols - 1; j >= 0; j--) {
        const int32_t end = draft->col_start[j + 1], start = draft->col_start[j];
        const int32_t origin = world->origin[j];
        draft->col_start[j + 1] = write;
        if (origin != PROGRAM_NONE && quota_of[origin] != PROGRAM_NONE) {
            write--;
            draft->row[write] = quota_of[origin]; /* limit rows come last: still sorted */
            draft->coef[write] = -1.0;
        }
        for (int32_t e = end - 1; e >= start; e--) {
            write--;
            draft->row[write] = draft->row[e];
            draft->coef[write] = draft->coef[e];
        }
    }
}

static Status draft_room(Draft *draft, int32_t n_rows)
{
    World *world = draft->world;
    Program *program = &world->program;
    Arena *arena = world->arena;
    const int32_t n = draft->cols_max;
    draft->col_start = ARENA_ARRAY(arena, int32_t, n + 1);
    draft->row = ARENA_ARRAY(arena, int32_t, draft->entries_max);
    draft->coef = ARENA_ARRAY(arena, double, draft->entries_max);
    draft->duty_row = ARENA_ARRAY(arena, int32_t, n);
    draft->row_price = ARENA_ARRAY(arena, double, n_rows);
    draft->row_quantity = ARENA_ARRAY(arena, double, n_rows);
    double **columns[] = {&program->lower,
                          &program->upper,
                          &program->cost,
                          &program->slope,
                          &program->duty,
                          &program->demand_scale,
                          &program->demand_elasticity,
                          &program->demand_choke,
                          &world->capacity,
                          &world->demand_base,
                          &world->demand_log};
    bool complete = draft->col_start && draft->row && draft->coef && draft->duty_row &&
                    draft->row_price && draft->row_quantity;
    for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
        complete = (*columns[k] = ARENA_ARRAY(arena, double, n)) && complete;
    program->rhs = ARENA_ARRAY(arena, double, n_rows);
    world->price_seen = ARENA_ARRAY(arena, double, n_rows);
    world->limit_base = ARENA_ARRAY(arena, double, n_rows);
    world->kind = ARENA_ARRAY(arena, ColKind, n);
    world->shut_until = ARENA_ARRAY(arena, int32_t, n);
    world->origin = ARENA_ARRAY(arena, int32_t, n);
    complete = complete && program->rhs && world->price_seen && world->limit_base &&
               world->kind && world->shut_until && world->origin;
    return complete ? LODE_OK : LODE_NO_MEMORY;
}

static void world_open_month(World *world);

static Status world_draw(World *world, int32_t n_quotas)
{
    Program *program = &world->program;
    const int32_t n_markets = world->n_regions * N_COMMODITIES;
    Draft draft = {.world = world};
    draft.cols_max =
        world->n_regions * (N_RECIPES + 9 + 8 + 2 * N_COMMODITIES + 4 * N_COMMODITIES) +
        4 * N_COMMODITIES * world->n_clusters;
    draft.entries_max = draft.cols_max * 4;
    program->n_markets = n_markets;
    program->n_rows = n_markets + n_quotas;
    Status st = draft_room(&draft, program->n_rows);
    int32_t *quota_of = ARENA_ARRAY(world->arena, int32_t, n_markets);
    if (st || !quota_of) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < n_markets; i++) {
        const Commodity *commodity = &commodities[i % N_COMMODITIES];
        draft.row_price[i] = commodity->price * exp(0.03 * rng_normal(&world->rng));
        draft.row_quantity[i] = commodity->volume / REGIONS_PER_CLUSTER;
    }
    draft_quotas(&draft, n_quotas, quota_of);
    draft_processes(&draft);
    draft_routes(&draft);
    draft_demands(&draft);
    draft_stocks(&draft);
    draft_safety_valves(&draft);
    draft_join_quotas(&draft, quota_of);
    program->n_cols = draft.n_cols;
    program->col_start = draft.col_start;
    program->row = draft.row;
    program->coef = draft.coef;
    program->duty_row = draft.duty_row;
    program->row_price = draft.row_price;
    program->row_quantity = draft.row_quantity;
    memcpy(world->price_seen, draft.row_price, (size_t)program->n_rows * sizeof(double));
    for (int32_t j = 0; j < program->n_cols; j++)
        if (world->kind[j] == COL_STOCK) /* opening stocks: half a month's turnover */
            program->rhs[program->row[program->col_start[j]]] =
                -0.5 * program->row_quantity[program->row[program->col_start[j]]];
    world_open_month(world);
    return LODE_OK;
}

Status world_new(int32_t n_clusters, WorldRegime regime, uint64_t seed, World **out)
{
    *out = NULL;
    Arena *arena = arena_new((size_t)1 << 20);
    World *world = ARENA_ARRAY(arena, World, 1);
    if (!world) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    world->arena = arena;
    world->regime = regime;
    world->rng = seed;
    world->n_clusters = n_clusters;
    world->n_regions = n_clusters * REGIONS_PER_CLUSTER;
    const Status st = world_draw(world, n_clusters * QUOTAS_PER_CLUSTER);
    if (st) {
        world_free(world);
        return st;
    }
    *out = world;
    return LODE_OK;
}

void world_free(World *world)
{
    if (world) arena_free(world->arena);
}

const Program *world_program(const World *world)
{
    return &world->program;
}

/* ---- months ---- */

static void shut_at_random(World *world)
{
    uint64_t *rng = &world->rng;
    const int32_t n = world->program.n_cols;
    for (int32_t j = 0; j < n && world->kind[j] == COL_PROCESS; j++)
        if (rng_uniform(rng) < p_outage) world->shut_until[j] = world->month + OUTAGE_MONTHS;
    for (int32_t k = 0; k < world->n_clusters; k++) {
        if (rng_uniform(rng) >= p_ban) continue;
        const int32_t market = rng_below(rng, world->program.n_markets);
        for (int32_t j = 0; j < n; j++)
            if (world->origin[j] == market) world->shut_until[j] = world->month + BAN_MONTHS;
    }
}

/* WORLD_CUT_OFF: in this year no trade and no production touches one market in twenty. */
static void cut_off_markets(World *world)
{
    Program *program = &world->program;
    const uint64_t year_seed =
        (uint64_t)(1 + world->month / CUT_OFF_MONTHS) * UINT64_C(0x9e3779b97f4a7c15);
    for (int32_t j = 0; j < program->n_cols; j++) {
        if (world->kind[j] != COL_PROCESS && world->kind[j] != COL_ROUTE) continue;
        for (int32_t e = program->col_start[j]; e < program->col_start[j + 1]; e++) {
            uint64_t of_market = year_seed ^ ((uint64_t)program->row[e] << 32);
            if (rng_uniform(&of_market) < p_cut_off) program->upper[j] = 0.0;
        }
    }
}

static void world_open_month(World *world)
{
    Program *program = &world->program;
    shut_at_random(world);
    for (int32_t d = 0; d < program->n_demands; d++) {
        world->demand_log[d] = 0.9 * world->demand_log[d] + 0.03 * rng_normal(&world->rng);
        program->demand_scale[d] = world->demand_base[d] * exp(world->demand_log[d]);
    }
    for (int32_t j = 0; j < program->n_cols; j++)
        if (world->shut_until[j] > world->month) program->upper[j] = 0.0;
    for (int32_t j = 0; j < program->n_cols; j++) {
        if (world->kind[j] != COL_STOCK) continue;
        /* worth next month's price less holding at a target of one month's turnover */
        const int32_t row = program->row[program->col_start[j]];
        const double target = program->row_quantity[row];
        program->cost[j] = 0.01 * program->row_price[row] - 0.99 * world->price_seen[row] -
                           program->slope[j] * target;
    }
    for (int32_t i = program->n_markets; i < program->n_rows; i++)
        program->rhs[i] = -world->limit_base[i];
    if (world->regime == WORLD_CUT_OFF) cut_off_markets(world);
}

void world_settle(World *world, const MarketSolution *sol)
{
    Program *program = &world->program;
    for (int32_t j = 0; j < program->n_cols; j++) {
        program->upper[j] = world->capacity[j];
        if (world->kind[j] == COL_PROCESS) /* output rises by at most a fifth in a month */
            program->upper[j] =
                fmin(world->capacity[j], 1.2 * fmax(sol->z[j], 0.0) + 0.2 * world->capacity[j]);
        if (world->kind[j] == COL_STOCK)
            program->rhs[program->row[program->col_start[j]]] = -fmax(sol->z[j], 0.0);
    }
    for (int32_t i = 0; i < program->n_markets; i++)
        world->price_seen[i] = 0.7 * world->price_seen[i] + 0.3 * sol->price[i];
    world->month++;
    world_open_month(world);
}
