/* world.h - a small record made by hand, for tests of metrics, store and command line.
 *
 *     china --100 t oxide/month--> 40 used at home, the rest to japan
 *     germany --20--> 10 used, 6 to japan, 4 to france (both in the group eu)
 *     japan: magnets from oxide; final demand for magnets of the uses ev and wind
 *
 * Four months, 2025-11 to 2026-02; in 2026 china sends 20 t a month less to japan. */
#ifndef LODE_TESTS_WORLD_H
#define LODE_TESTS_WORLD_H

#include <math.h>
#include <string.h>

#include "sim/record.h"

enum { CHINA, JAPAN, GERMANY, FRANCE };
enum { OXIDE, MAGNET, POWER };
enum { CHINA_OXIDE, JAPAN_OXIDE, GERMANY_OXIDE, FRANCE_OXIDE, JAPAN_MAGNET, CHINA_POWER };
enum { CHINA_JAPAN, GERMANY_JAPAN, GERMANY_FRANCE };
enum { WORLD_STEPS = 4 };

static inline void world_names(Record *r)
{
    static const RecordRegion regions[] = {{"china", "China", "中国", ""},
                                           {"japan", "Japan", "日本", ""},
                                           {"germany", "Germany", "", "eu"},
                                           {"france", "", "", "eu"}};
    static const RecordStage stages[] = {{"oxide-stage", "Oxide", ""},
                                         {"magnet-stage", "Magnet", ""}};
    const RecordCommodity commodities[] = {
        {"ndpr-oxide", "NdPr oxide", "镨钕氧化物", "t", "NdPr", 0, 60000, 1.0, 0.857},
        {"magnet", "magnet", "", "t", "", 1, NAN, 0.4, NAN},
        {"power", "power", "", "MWh", "", RECORD_NONE, 50, NAN, NAN}};
    static const RecordMarket markets[] = {{CHINA, OXIDE},  {JAPAN, OXIDE},  {GERMANY, OXIDE},
                                           {FRANCE, OXIDE}, {JAPAN, MAGNET}, {CHINA, POWER}};
    const RecordFacility facilities[] = {
        {"cn-sep", "Baotou", "包头", "separate", CHINA, 0, OXIDE, 0.5},
        {"de-sep", "", "", "separate", GERMANY, 0, OXIDE, 1.0},
        {"jp-magnet", "", "", "press", JAPAN, 1, MAGNET, 1.0}};
    static const RecordRecipe recipe[] = {
        {0, OXIDE, 0.5}, {1, OXIDE, 1}, {2, OXIDE, -0.33}, {2, MAGNET, 1}};
    static const RecordRoute routes[] = {{OXIDE, CHINA, JAPAN, 100, 50},
                                         {OXIDE, GERMANY, JAPAN, 0, 0},
                                         {OXIDE, GERMANY, FRANCE, 0, 0}};
    const RecordDemand demands[] = {
        {"jp-ev", "ev", "Electric cars", "电动汽车", JAPAN, MAGNET, 0.002, 0.5, 70000, 140000},
        {"jp-wind", "wind", "", "", JAPAN, MAGNET, NAN, NAN, 0, 100000}};
    static const RecordLimitRoute limit_routes[] = {{0, CHINA_JAPAN}};
    static const RecordTouch touches[] = {{0, RECORD_ROUTE, CHINA_JAPAN},
                                          {1, RECORD_FACILITY, 2}};
    static const RecordLimit limits[] = {{"china-quota", "", ""}};
    static const RecordPolicy policies[] = {{"china-quota", "export_quota"},
                                            {"japan-aid", "operating_subsidy"}};
    static const RecordRate rates[] = {{"EUR", 1.25, "bank", "seen"},
                                       {"CNY", 0.125, "bank", "seen"}};
    memcpy(record_rate_room(r), rates, sizeof rates);
    static const RecordLevel levels[] = {{2024, 80, "bureau", "seen"},
                                         {2025, 100, "bureau", "seen"},
                                         {2026, 120, "assumption", "estimate"}};
    memcpy(record_level_room(r), levels, sizeof levels);
    memcpy(record_region_room(r), regions, sizeof regions);
    memcpy(record_stage_room(r), stages, sizeof stages);
    memcpy(record_commodity_room(r), commodities, sizeof commodities);
    memcpy(record_market_room(r), markets, sizeof markets);
    memcpy(record_facility_room(r), facilities, sizeof facilities);
    memcpy(record_route_room(r), routes, sizeof routes);
    memcpy(record_demand_room(r), demands, sizeof demands);
    memcpy(record_limit_room(r), limits, sizeof limits);
    memcpy(record_recipe_room(r), recipe, sizeof recipe);
    memcpy(record_limit_route_room(r), limit_routes, sizeof limit_routes);
    memcpy(record_touch_room(r), touches, sizeof touches);
    memcpy(record_policy_room(r), policies, sizeof policies);
}

static inline void world_oxide(Record *r, size_t t, double to_japan)
{
    const size_t m = t * 6, f = t * 3;
    const double made = 40 + to_japan;
    r->production[m + CHINA_OXIDE] = made;
    r->production[m + GERMANY_OXIDE] = 20;
    r->process_use[m + CHINA_OXIDE] = 40;
    r->process_use[m + JAPAN_OXIDE] = to_japan + 6;
    r->process_use[m + GERMANY_OXIDE] = 10;
    r->demand[m + FRANCE_OXIDE] = 4;
    r->exports[m + CHINA_OXIDE] = to_japan;
    r->exports[m + GERMANY_OXIDE] = 10;
    r->imports[m + JAPAN_OXIDE] = to_japan + 6;
    r->imports[m + FRANCE_OXIDE] = 4;
    r->flow[f + CHINA_JAPAN] = to_japan;
    r->flow[f + GERMANY_JAPAN] = 6;
    r->flow[f + GERMANY_FRANCE] = 4;
    r->duty_paid[f + CHINA_JAPAN] = 1000;
    r->price[m + CHINA_OXIDE] = 50000;
    r->price[m + JAPAN_OXIDE] = t < 2 ? 60000 : 90000;
    r->price[m + GERMANY_OXIDE] = 60000;
    r->price[m + FRANCE_OXIDE] = 61000;
    r->stock[m + JAPAN_OXIDE] = r->opening[m + JAPAN_OXIDE] = 33;
}

static inline void world_magnets(Record *r, size_t t, double to_japan)
{
    const size_t m = t * 6, k = t * 3, d = t * 2;
    const double magnets = (to_japan + 6) / 0.33;
    r->production[m + JAPAN_MAGNET] = magnets;
    r->demand[m + JAPAN_MAGNET] = magnets;
    r->price[m + JAPAN_MAGNET] = 80000;
    r->price[m + CHINA_POWER] = NAN; /* nothing is traded */
    r->activity[k + 0] = 2 * r->production[m + CHINA_OXIDE];
    r->activity[k + 1] = 20;
    r->activity[k + 2] = magnets;
    r->capacity[k + 0] = 250;
    r->capacity[k + 1] = INFINITY;
    r->capacity[k + 2] = 300;
    r->still[k + 1] = 5;
    r->under_way[k + 0] = 20;
    r->invested[k + 0] = 1000000;
    r->margin[k + 0] = 500;
    r->margin[k + 1] = -10;
    r->quantity[d + 0] = magnets - 50;
    r->quantity[d + 1] = 50;
    r->wanted[d + 0] = 150;
    r->wanted[d + 1] = 50;
    r->shortage[d + 0] = t < 2 ? 0 : 60;
    r->limit[t] = t < 2 ? INFINITY : 50;
    r->used[t] = to_japan;
    r->rent[t] = t < 2 ? 0 : 30000;
    r->payment[2 * t + 1] = 1000;
    r->active[2 * t + 1] = 1;
    r->held[2 * t + 0] = 100;
    r->spent[k + 2] = 1e6;
    r->objective[t] = -1e6;
    r->balance_residual[t] = 1e-12 * (double)(t + 1);
    r->complementarity_residual[t] = 2e-12;
    r->solve_seconds[t] = 0.001;
    r->iterations[t] = 20;
}

/* china's monthly exports to japan in each of the four months. */
static inline Record *world_new(const char *run_name, const double *to_japan)
{
    const RecordSize size = {.n_steps = WORLD_STEPS,
                             .n_regions = 4,
                             .n_stages = 2,
                             .n_commodities = 3,
                             .n_markets = 6,
                             .n_facilities = 3,
                             .n_routes = 3,
                             .n_demands = 2,
                             .n_policies = 2,
                             .n_recipe = 4,
                             .n_limit_routes = 1,
                             .n_touches = 2,
                             .n_limits = 1,
                             .n_rates = 2,
                             .n_levels = 3};
    Record *r;
    if (record_new(&size, NULL, &r)) return NULL;
    r->model_name = "small-world";
    r->run_name = arena_text(r->arena, run_name, strlen(run_name));
    r->title = "A small world";
    r->currency = "USD";
    r->price_year = 2024;
    r->start = 2025 * 12 + 10;
    world_names(r);
    for (size_t t = 0; t < WORLD_STEPS; t++) {
        world_oxide(r, t, to_japan[t]);
        world_magnets(r, t, to_japan[t]);
    }
    return r;
}

static inline Record *world_baseline(void)
{
    return world_new("baseline", (const double[]){60, 60, 40, 40});
}

#endif
