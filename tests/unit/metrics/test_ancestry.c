/* Goods traced back along the chain, worked out by hand.
 *
 *     australia mines 30 t of ore: 20 to china, 10 to japan;  china mines 60 t
 *     china separates 80 t of ore into 40 t of oxide (2 : 1), 15 t go to japan
 *     japan separates 10 t into 5 t, and makes 20 t of magnets of 20 t of oxide and 10 t of
 * steel steel is made in australia and costs 20 USD/t, oxide costs 30 */
#include "support/test.h"

#include <math.h>
#include <string.h>

#include "metrics/metric.h"

enum { AUSTRALIA, CHINA, JAPAN };
enum { ORE, OXIDE, STEEL, MAGNET };
enum { MINE, SEPARATE, MILL, PRESS };
enum { N_MARKETS = 8, N_FACILITIES = 6, N_ROUTES = 4 };

static const RecordMarket markets[N_MARKETS] = {
    {AUSTRALIA, ORE}, {CHINA, ORE},       {JAPAN, ORE},   {CHINA, OXIDE},
    {JAPAN, OXIDE},   {AUSTRALIA, STEEL}, {JAPAN, STEEL}, {JAPAN, MAGNET}};

static Record *world(double scrap)
{
    static const RecordRegion regions[] = {
        {"australia", "", "", ""}, {"china", "", "", ""}, {"japan", "", "", ""}};
    static const RecordStage stages[] = {
        {"mine", "", ""}, {"separation", "", ""}, {"mill", "", ""}, {"magnet", "", ""}};
    const RecordCommodity commodities[] = {{"ore", "", "", "t", "", MINE, NAN, NAN, NAN},
                                           {"oxide", "", "", "t", "", SEPARATE, NAN, NAN, NAN},
                                           {"steel", "", "", "t", "", MILL, NAN, NAN, NAN},
                                           {"magnet", "", "", "t", "", PRESS, NAN, NAN, NAN}};
    static const RecordFacility facilities[] = {
        {"au-mine", "", "", "mine", AUSTRALIA, MINE, ORE, 1},
        {"cn-mine", "", "", "mine", CHINA, MINE, ORE, 1},
        {"cn-sep", "", "", "separate", CHINA, SEPARATE, OXIDE, 1},
        {"jp-sep", "", "", "separate", JAPAN, SEPARATE, OXIDE, 1},
        {"au-mill", "", "", "mill", AUSTRALIA, MILL, STEEL, 1},
        {"jp-press", "", "", "press", JAPAN, PRESS, MAGNET, 1}};
    /* pressing gives swarf, shown here as oxide again: `scrap` t of it a tonne of magnets */
    const RecordRecipe recipe[] = {
        {0, ORE, 1},   {1, ORE, 1},   {2, ORE, -2},           {2, OXIDE, 1},    {3, ORE, -2},
        {3, OXIDE, 1}, {4, STEEL, 1}, {5, OXIDE, -1 - scrap}, {5, STEEL, -0.5}, {5, MAGNET, 1}};
    static const RecordRoute routes[] = {{ORE, AUSTRALIA, CHINA, 0, 0},
                                         {ORE, AUSTRALIA, JAPAN, 0, 0},
                                         {OXIDE, CHINA, JAPAN, 0, 0},
                                         {STEEL, AUSTRALIA, JAPAN, 0, 0}};
    const RecordSize size = {.n_steps = 1,
                             .n_regions = 3,
                             .n_stages = 4,
                             .n_commodities = 4,
                             .n_markets = N_MARKETS,
                             .n_facilities = N_FACILITIES,
                             .n_routes = N_ROUTES,
                             .n_recipe = 10};
    Record *r;
    CHECK_OK(record_new(&size, NULL, &r));
    r->start = 2025 * 12;
    memcpy(record_region_room(r), regions, sizeof regions);
    memcpy(record_stage_room(r), stages, sizeof stages);
    memcpy(record_commodity_room(r), commodities, sizeof commodities);
    memcpy(record_market_room(r), markets, sizeof markets);
    memcpy(record_facility_room(r), facilities, sizeof facilities);
    memcpy(record_recipe_room(r), recipe, sizeof recipe);
    memcpy(record_route_room(r), routes, sizeof routes);
    memcpy(r->activity, (const double[]){30, 60, 40, 5, 10, 20}, sizeof(double[6]));
    memcpy(r->flow, (const double[]){20, 10, 15, 10}, sizeof(double[4]));
    memcpy(r->price, (const double[]){5, 6, 7, 25, 30, 18, 20, 90}, sizeof(double[8]));
    r->demand[7] = 20;
    r->process_use[2] = 10;
    r->process_use[4] = 20 * (1 + scrap);
    return r;
}

static double dependence(const Record *r, const char *commodity, const char *partner,
                         const char *stage)
{
    const MetricFilter filter = {
        .region = "japan", .commodity = commodity, .partner = partner, .stage = stage};
    double value;
    CHECK_OK(
        metric_value(r, metric_find("dependence"), &filter, record_steps(r), NULL, &value));
    return value;
}

/* 15 of Japan's 20 t of oxide were separated in China. Of the ore in China, 20 of 80 t are
 * Australian, so of Japan's oxide (15 x 0.25 + 5) / 20 = 0.4375 were mined there and 0.5625 in
 * China. */
TEST(an_intermediate_good_is_traced_to_the_mine)
{
    Record *r = world(0);
    CHECK_NEAR(dependence(r, "oxide", "china", "separation"), 0.75, 1e-9);
    CHECK_NEAR(dependence(r, "oxide", "china", NULL), 0.75, 1e-9);
    CHECK_NEAR(dependence(r, "oxide", "australia", "mine"), 0.4375, 1e-9);
    CHECK_NEAR(dependence(r, "oxide", "china", "mine"), 0.5625, 1e-9);
    record_free(r);
}

/* A tonne of magnets takes oxide worth 30 and steel worth 10: of China at the separation
 * 30 x 0.75 / 40, of Australia at any stage (30 x 0.4375 + 10) / 40. Australian ore that was
 * separated in China has passed through both, so the two may add up to more than 1; what passed
 * through neither is japanese. */
TEST(inputs_weigh_by_their_value)
{
    Record *r = world(0);
    CHECK_NEAR(dependence(r, "magnet", "china", "separation"), 30 * 0.75 / 40, 1e-9);
    CHECK_NEAR(dependence(r, "magnet", "australia", NULL), (30 * 0.4375 + 10) / 40, 1e-9);
    CHECK_NEAR(dependence(r, "magnet", "japan", "magnet"), 1, 1e-9);
    CHECK_NEAR(dependence(r, "magnet", "japan", "separation"), 30 * 0.25 / 40, 1e-9);
    CHECK_NEAR(dependence(r, "magnet", NULL, NULL), 1, 1e-9); /* all its ore is foreign */
    record_free(r);
}

/* Seen from Japan: nothing of the chain is its own at every stage; separation is, by a quarter.
 */
TEST(self_sufficiency_looks_at_the_whole_chain)
{
    Record *r = world(0);
    const MetricFilter whole = {.region = "japan", .commodity = "oxide"};
    const MetricFilter step = {.region = "japan", .commodity = "oxide", .stage = "separation"};
    double value;
    const Metric *metric = metric_find("chain_self_sufficiency");
    CHECK_OK(metric_value(r, metric, &whole, record_steps(r), NULL, &value));
    CHECK_NEAR(value, 0, 1e-9);
    CHECK_OK(metric_value(r, metric, &step, record_steps(r), NULL, &value));
    CHECK_NEAR(value, 0.25, 1e-9);
    CHECK_NEAR(dependence(r, "ore", "japan", "mine"), 0, 1e-9);
    record_free(r);
}

/* Scrap that goes round takes the shares of what it was made of: a recycler in Japan gives 4 t
 * of oxide back from magnets, and the oxide's share is that of its fresh supply all the same:
 *     d = (15 x 1 + 5 x 0 + 4 d') / 24 at the separation, d' = d of the oxide in the magnets */
TEST(loops_are_part_of_the_system)
{
    Record *r = world(0.2);
    RecordRecipe *recipe = record_recipe_room(r);
    recipe[8].coefficient = 0; /* no steel, so magnets are all oxide */
    RecordFacility *press = &record_facility_room(r)[4];
    *press = (RecordFacility){"jp-recycler", "", "", "recycle", JAPAN, PRESS, OXIDE, 1};
    recipe[6] = (RecordRecipe){4, OXIDE, 1};
    /* the recycler takes magnets; lines stay sorted by facility */
    recipe[7] = (RecordRecipe){5, OXIDE, -1.2};
    r->activity[4] = 4;
    r->flow[3] = 0;
    /* without a line that takes magnets the recycler's oxide is from nowhere: 15 of 24 */
    CHECK_NEAR(dependence(r, "oxide", "china", "separation"), 15.0 / 24, 1e-9);
    recipe[6] = (RecordRecipe){4, MAGNET, -1};
    recipe[7] = (RecordRecipe){4, OXIDE, 1};
    recipe[8] = (RecordRecipe){5, OXIDE, -1.2};
    CHECK_NEAR(dependence(r, "oxide", "china", "separation"), 0.75, 1e-9);
    CHECK_NEAR(dependence(r, "magnet", "china", "separation"), 0.75, 1e-9);
    record_free(r);
}

/* Nobody is outside the world. */
TEST(the_world_depends_on_nobody)
{
    Record *r = world(0);
    const MetricFilter filter = {.commodity = "oxide"};
    double value;
    CHECK_OK(
        metric_value(r, metric_find("dependence"), &filter, record_steps(r), NULL, &value));
    CHECK(isnan(value));
    record_free(r);
}
