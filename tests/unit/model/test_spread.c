/* Wildcards: which routes, stocks and costs a row stands for, and which row decides. */
#include "world.h"

#include <math.h>

static const Route *route(const Model *model, const char *commodity, const char *from,
                          const char *to)
{
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *its = &model->routes[f];
        if (strcmp(model->commodities[its->commodity].id, commodity) == 0 &&
            strcmp(model->regions[its->from].id, from) == 0 &&
            strcmp(model->regions[its->to].id, to) == 0)
            return its;
    }
    return NULL;
}

/* Oxide is made in China alone, magnets everywhere; all three regions use both. */
TEST(routes_exist_where_something_leaves_and_something_arrives)
{
    World w = world_open();
    const Model *model = world_model(&w);
    CHECK_INT(model->n_routes, 8);
    CHECK(route(model, "oxide", "china", "germany") != NULL);
    CHECK(route(model, "oxide", "japan", "germany") == NULL);
    CHECK(route(model, "magnet", "japan", "germany") != NULL);
    CHECK(route(model, "ore", "china", "japan") == NULL);
    for (int32_t f = 1; f < model->n_routes; f++) {
        const Route *a = &model->routes[f - 1], *b = &model->routes[f];
        CHECK(a->commodity < b->commodity ||
              (a->commodity == b->commodity && a->from < b->from) ||
              (a->commodity == b->commodity && a->from == b->from && a->to < b->to));
    }
    world_close(&w);
}

TEST(the_most_specific_row_decides_each_cell)
{
    World w = world_open();
    world_put(
        &w, "tables/routes.csv",
        "commodity,from,to,freight [USD/t],duty,wedge [USD/t],limit [kt/year],source,status\n"
        "magnet,*,*,400,3 %,7,,assumption,estimate\n"
        "magnet,asia,*,300,,,,assumption,estimate\n"
        "oxide,*,*,200,,,,assumption,estimate\n"
        "magnet,china,germany,,10 %,,24,smm-2024,seen\n");
    const Model *model = world_model(&w);
    const Route *far = route(model, "magnet", "china", "germany");
    CHECK_NEAR(far->freight, 300, 0);
    CHECK_NEAR(far->duty, 0.1, 1e-15);
    CHECK_NEAR(far->wedge, 7, 0);
    CHECK_NEAR(far->limit, 2000, 0);
    CHECK_INT(far->origin.place.line, 3); /* of the freight */
    CHECK(isnan(far->habit));
    const Route *back = route(model, "magnet", "germany", "china");
    CHECK_NEAR(back->freight, 400, 0);
    CHECK(isinf(back->limit));
    CHECK_NEAR(back->stickiness, 0.5, 0);
    CHECK_NEAR(back->half_life, 6, 0); /* model.yaml */
    world_close(&w);
}

TEST(naming_a_region_makes_it_an_end)
{
    World w = world_open();
    world_put(&w, "tables/routes.csv",
              "commodity,from,to,freight [USD/t],source,status\n"
              "oxide,china,*,200,assumption,estimate\n"
              "ore,china,japan,50,assumption,estimate\n"     /* nobody in japan takes ore */
              "oxide,japan,germany,90,assumption,estimate\n" /* a trader's */
              "magnet,*,*,400,assumption,estimate\n");
    const Model *model = world_model(&w);
    CHECK(route(model, "ore", "china", "japan") != NULL);
    CHECK(route(model, "oxide", "japan", "germany") != NULL);
    CHECK(route(model, "oxide", "china", "japan") != NULL);
    CHECK(route(model, "oxide", "japan", "china") == NULL);
    world_close(&w);
}

/* "magnet" is a commodity and a stage: the commodity wins; "oxide" likewise. */
TEST(a_stage_stands_for_its_commodities)
{
    World w = world_open();
    world_put(&w, "tables/routes.csv",
              "commodity,from,to,freight [USD/MWh],source,status\n"
              "energy,*,*,5,assumption,estimate\n");
    world_put(&w, "tables/obs_flows.csv", "from,to,commodity,date,quantity [t]\n");
    world_put(&w, "scenarios/worse.yaml", "title: none\n");
    world_read(&w);
    CHECK_OK(
        w.status); /* with a warning: oxide cannot reach germany; japan has some in stock */
    CHECK_INT(diag_count(w.diag), 1);
    CHECK_INT(w.model->n_routes, 6);
    CHECK(route(w.model, "power", "japan", "germany") != NULL);
    world_close(&w);
}

TEST(two_rows_that_are_as_specific_may_not_fill_the_same_cell)
{
    World w = world_open();
    world_put(&w, "tables/routes.csv",
              "commodity,from,to,freight [USD/t],duty,source,status\n"
              "oxide,*,*,200,,assumption,estimate\n"
              "magnet,china,*,300,,assumption,estimate\n"
              "magnet,*,germany,,5 %,assumption,estimate\n"
              "magnet,*,japan,350,,assumption,estimate\n"
              "magnet,*,*,400,,assumption,estimate\n");
    world_read(&w);
    CHECK_INT(w.status, LODE_BAD_INPUT);
    CHECK_INT(diag_count(w.diag), 1);
    CHECK_TEXT(world_said(&w, 0),
               "tables/routes.csv:5:16: freight: line 3 fills this for the same regions and "
               "commodity, and is as specific; leave one of the two blank");
    world_close(&w);
}

TEST(a_facilitys_own_cost_beats_its_process_and_region)
{
    World w = world_open();
    world_put(&w, "tables/costs.csv",
              "facility,process,region,cost,cost_unit,cost_rise,slope [USD/t per "
              "t/month],source,status\n"
              ",,,10,USD/t,,,assumption,estimate\n"
              ",sintering,,20,USD/t,0.1,,assumption,estimate\n"
              ",sintering,china,30,USD/t,,,assumption,estimate\n"
              "ningbo,,,40,USD/t,,0.5,assumption,estimate\n"
              ",generation,*,60,USD/MWh,,,assumption,estimate\n");
    world_read(&w);
    CHECK_TEXT(
        world_said(&w, 0),
        "tables/costs.csv:2:4: cost: the row covers commodities in different units ('t' and "
        "'MWh'); give each kind a row of its own");
    world_close(&w);
    w = world_open();
    world_put(&w, "tables/costs.csv",
              "facility,process,region,cost,cost_unit,cost_rise,slope [USD/t per "
              "t/month],source,status\n"
              ",mining,,10,USD/t,,,assumption,estimate\n"
              ",separation,,10,USD/t,,,assumption,estimate\n"
              ",sintering,,20,USD/t,0.1,,assumption,estimate\n"
              ",sintering,china,30,USD/t,,,assumption,estimate\n"
              "ningbo,,,40,USD/t,,0.5,assumption,estimate\n"
              ",generation,*,-60,USD/MWh,,,assumption,estimate\n");
    const Model *model = world_model(&w);
    const Facility *ningbo = &model->facilities[model_find_facility(model, "ningbo")];
    const Facility *nagoya = &model->facilities[model_find_facility(model, "nagoya")];
    CHECK_NEAR(ningbo->cost, 40, 0);
    CHECK_NEAR(ningbo->slope, 0.5, 0);
    CHECK(isnan(ningbo->cost_rise));
    CHECK_NEAR(nagoya->cost, 20, 0);
    CHECK_NEAR(nagoya->cost_rise, 0.1, 0);
    CHECK_NEAR(model->facilities[model_find_facility(model, "grid-japan")].cost, -60, 0);
    world_close(&w);
}

TEST(a_named_stock_needs_no_use)
{
    World w = world_open();
    world_put(&w, "tables/stocks.csv",
              "region,commodity,cover,initial [kt],source,status\n"
              "japan,ore,6,1,assumption,estimate\n"
              "asia,magnet,1,,assumption,estimate\n");
    const Model *model = world_model(&w);
    CHECK_INT(model->n_stocks, 3);
    CHECK_NEAR(model->stocks[0].initial, 1000, 0);
    CHECK_NEAR(model->stocks[0].holding, 0.01, 0); /* 12 %/year */
    world_close(&w);
}
