/* generate.h - seeded worlds for benchmarks and tests: chains from mine to magnet in many
 * regions.
 *
 *     mine -> crack -> separate (8 joint oxides) -> metal -> alloy -> magnet -> demand
 *                         ^--------- recycling <---------------'
 *
 * 21 process templates over 22 commodities, regions in clusters of 25 that trade through hubs,
 * goods in stock, export quotas, bans of 12 months, outages of 6, ramps, and demand that
 * wanders month by month. Every market has a disposal and a backstop column. A month depends on
 * the solution of the month before (stocks, expected prices, ramps), as in the real engine. */
#ifndef LODE_BENCH_GENERATE_H
#define LODE_BENCH_GENERATE_H

#include "market/market.h"

typedef enum WorldRegime {
    WORLD_CALIBRATED, /* slopes move a price by 1 to 20 % over a flow's range */
    WORLD_STIFF,      /* log-uniform 1e-4 .. 1e-1, one in twenty 1e-5 */
    WORLD_LINEAR,     /* every slope 1e-8: nearly a linear program */
    WORLD_CUT_OFF,    /* calibrated, and one market in twenty without trade or production */
    WORLD_DUTIES,     /* calibrated, and one route in four pays a duty on this month's price */
    WORLD_REGIMES
} WorldRegime;

const char *world_regime_name(WorldRegime regime);

typedef struct World World;

/* n_clusters of 25 regions: 1 is size S, 10 is M, 100 is L. */
Status world_new(int32_t n_clusters, WorldRegime regime, uint64_t seed, World **out);
void world_free(World *world); /* NULL is fine */

/* This month's program; borrowed, rewritten by world_settle. */
const Program *world_program(const World *world);

/* Ends the month with the solution `sol` and opens the next one. */
void world_settle(World *world, const MarketSolution *sol);

#endif
