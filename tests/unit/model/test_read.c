/* The small model of tests/bad/base, number by number. */
#include "world.h"

#include <math.h>

enum { CHINA, JAPAN, GERMANY };
enum { ORE, OXIDE, MAGNET, POWER };
enum { MINING, SEPARATION, SINTERING, GENERATION };
enum { PIT, BAOTOU, NINGBO, NAGOYA, HANAU, GRID_CHINA };

TEST(settings_give_the_calendar_money_and_headline)
{
    World w = world_open();
    const Model *model = world_model(&w);
    CHECK_TEXT(model->name, "small-magnets");
    CHECK_TEXT(model->title_zh, "小磁链");
    CHECK_TEXT(model->currency, "USD");
    CHECK_INT(model->price_year, 2024);
    CHECK_INT(model->start, 2024 * 12);
    CHECK_INT(model->end, 2026 * 12 + 11);
    CHECK_INT(model->months_per_step, 1);
    CHECK_INT(model->n_steps, 36);
    CHECK_INT(model->headline.region, CHINA);
    CHECK_INT(model->headline.price_region, CHINA); /* blank: the same */
    CHECK_INT(model->headline.n_stages, 2);
    CHECK_INT(model->headline.prices[0], OXIDE);
    CHECK_INT(model->headline.years[1], 2026);
    CHECK_NEAR(model->expectation, 0.2, 0);
    CHECK_NEAR(model->habit_floor, 0.02, 0);
    world_close(&w);
}

TEST(names_regions_groups_and_stages_are_kept_in_order)
{
    World w = world_open();
    const Model *model = world_model(&w);
    CHECK_TEXT(model->regions[GERMANY].name_zh, "德国");
    CHECK_INT(model->regions[CHINA].group, 0);
    CHECK_TEXT(model->groups[0].id, "asia");
    CHECK_INT(model->regions[GERMANY].group, MODEL_NONE);
    CHECK_NEAR(model->regions[JAPAN].lon, 138, 0);
    CHECK_TEXT(model->commodities[ORE].name, "ore"); /* blank: the id */
    CHECK_NEAR(model->stages[2].order, 3, 0);        /* blank: the row's */
    CHECK_INT(model_find_region(model, "japan"), JAPAN);
    CHECK_INT(model_find_region(model, "asia"), MODEL_NONE);
    CHECK_INT(model_find_stage(model, "magnet"), 2);
    CHECK_INT(model_find_commodity(model, "magnet"), MAGNET);
    CHECK_INT(model_find_process(model, "sintering"), SINTERING);
    CHECK_INT(model_find_facility(model, "hanau"), HANAU);
    CHECK_INT(model_find_use(model, "motor"), 0);
    CHECK_INT(model_find_document(model, "smm-2024"), 0);
    CHECK_INT(model_find_scenario(model, "nothing"), MODEL_NONE);
    world_close(&w);
}

TEST(prices_come_in_model_money_and_defaults_are_multiples)
{
    World w = world_open();
    const Model *model = world_model(&w);
    CHECK_NEAR(model->commodities[OXIDE].price, 60000, 0); /* 60 USD/kg */
    CHECK_NEAR(model->commodities[OXIDE].disposal, 0.02, 0);
    CHECK(model->commodities[OXIDE].disposal_relative);
    CHECK_NEAR(model->commodities[OXIDE].backstop, 20, 0);
    CHECK(model->commodities[OXIDE].backstop_relative);
    CHECK_INT(model->commodities[OXIDE].origin.document, 0);
    CHECK_INT(model->commodities[OXIDE].origin.status, EVIDENCE_SEEN);
    CHECK_INT(model->commodities[ORE].origin.document, MODEL_NONE);
    CHECK_INT(model->commodities[OXIDE].origin.place.line, 3);
    CHECK_TEXT(model->commodities[OXIDE].origin.place.file, "tables/commodities.csv");
    world_close(&w);
}

static double coefficient(const Model *model, int32_t process, int32_t commodity)
{
    const Process *its = &model->processes[process];
    for (int32_t i = its->first_line; i < its->first_line + its->n_lines; i++)
        if (model->recipe_lines[i].commodity == commodity)
            return model->recipe_lines[i].coefficient;
    return 0;
}

TEST(recipes_are_signed_and_in_the_commodities_own_units)
{
    World w = world_open();
    const Model *model = world_model(&w);
    CHECK_NEAR(coefficient(model, SEPARATION, ORE), -18, 0);
    CHECK_NEAR(coefficient(model, SEPARATION, OXIDE), 0.95, 0);
    CHECK_NEAR(coefficient(model, SINTERING, OXIDE), -0.33, 1e-15);
    CHECK_NEAR(coefficient(model, SINTERING, POWER), -3, 0); /* 3000 kWh/t */
    CHECK_INT(model->processes[SINTERING].n_lines, 3);
    CHECK_INT(model->processes[GENERATION].stage, 3); /* that of what it makes */
    world_close(&w);
}

/* baotou: 12 kt REO a year of oxide (content 1) at 0.95 t of oxide per unit of activity. */
TEST(capacities_are_activity_per_month)
{
    World w = world_open();
    const Model *model = world_model(&w);
    CHECK_NEAR(model->facilities[PIT].capacity, 2e6 / 12, 1e-15);
    CHECK_NEAR(model->facilities[BAOTOU].capacity, 1000 / 0.95, 1e-15);
    CHECK_NEAR(model->facilities[BAOTOU].of_per_activity, 0.95, 0);
    CHECK_NEAR(facility_capacity(model, BAOTOU, 2024 * 12), 0.9 * 1000 / 0.95, 1e-15);
    CHECK(isinf(model->facilities[GRID_CHINA].capacity));
    CHECK(isinf(facility_capacity(model, GRID_CHINA, 2024 * 12)));
    CHECK_INT(model->facilities[HANAU].state, FACILITY_PLANNED);
    CHECK(isinf(model->facilities[HANAU].ramp_limit));
    world_close(&w);
}

/* sintering costs 12000 a tonne, in Asia 9 USD/kg; separation 9 USD/kg of oxide, 0.95 t each.
 */
TEST(every_facility_has_one_cost_from_its_most_specific_row)
{
    World w = world_open();
    const Model *model = world_model(&w);
    CHECK_NEAR(model->facilities[HANAU].cost, 12000, 0);
    CHECK_NEAR(model->facilities[NINGBO].cost, 9000, 0);
    CHECK_NEAR(model->facilities[BAOTOU].cost, 9000 * 0.95, 1e-15);
    CHECK_NEAR(model->facilities[PIT].cost_rise, 0.3, 0); /* model default */
    CHECK(isnan(model->facilities[PIT].slope));
    CHECK_INT(model->facilities[NINGBO].cost_origin.place.line, 5);
    world_close(&w);
}

TEST(demands_follow_their_drivers)
{
    World w = world_open();
    const Model *model = world_model(&w);
    const Demand *china = &model->demands[0], *japan = &model->demands[1];
    const Demand *germany = &model->demands[2];
    CHECK_NEAR(china->intensity, 0.002, 0); /* 2 kg of magnet in a vehicle */
    CHECK_NEAR(china->quantity, 0.002 * 1e7 / 12, 1e-12);
    CHECK_NEAR(china->price, 50000, 0); /* the commodity's */
    CHECK_NEAR(china->choke, 10, 0);    /* model default */
    CHECK_NEAR(japan->quantity, 4000.0 / 12, 1e-15);
    CHECK_NEAR(japan->choke, 5, 0);
    CHECK(china->driver != japan->driver); /* japan has rows of its own */
    CHECK_INT(model->drivers[japan->driver].region, JAPAN);
    CHECK_TEXT(model->drivers[japan->driver].unit, "piece/month");
    CHECK_INT(germany->form, DEMAND_FIXED);
    CHECK(isinf(germany->choke));
    CHECK_NEAR(germany->quantity, 100, 0);
    CHECK_NEAR(model->uses[0].per_device, 0.002, 0);
    world_close(&w);
}

TEST(stocks_spread_over_markets_with_use)
{
    World w = world_open();
    const Model *model = world_model(&w);
    CHECK_INT(model->n_stocks, 3);
    CHECK_INT(model->stocks[JAPAN].region, JAPAN);
    CHECK_NEAR(model->stocks[JAPAN].cover, 3, 0);
    CHECK_NEAR(model->stocks[JAPAN].initial, 900, 0);
    CHECK_NEAR(model->stocks[JAPAN].maximum, 12, 0);
    CHECK_NEAR(model->stocks[JAPAN].holding, 0.1 / 12, 1e-15); /* from the less specific row */
    CHECK_NEAR(model->stocks[CHINA].cover, 2, 0);
    CHECK(isnan(model->stocks[CHINA].initial));
    CHECK_NEAR(model->stocks[CHINA].stiffness, 1, 0);
    world_close(&w);
}

TEST(observations_are_amounts_in_their_period)
{
    World w = world_open();
    const Model *model = world_model(&w);
    const Observation *all = model->observations;
    CHECK_INT(model->n_observations, 7);
    CHECK_NEAR(all[0].value, 11000, 0);
    CHECK_INT(all[0].months, 12);
    CHECK_NEAR(all[0].sigma, 0.05, 0);
    CHECK(all[0].facilities.all);
    CHECK_NEAR(all[1].value, 900, 0); /* 900 t/month in one month */
    CHECK_INT(all[1].facilities.index[0], BAOTOU);
    CHECK_NEAR(all[2].value, 1200, 0); /* 1200 t/year in a year */
    CHECK_INT(all[2].partners.index[0], JAPAN);
    CHECK(all[3].partners.all); /* the world */
    CHECK_INT(all[4].kind, OBSERVED_USE);
    CHECK_INT(all[4].use, 0);
    CHECK_NEAR(all[5].value, 56000, 1e-15); /* 400 CNY/kg at 0.14 */
    CHECK_INT(all[5].months, 3);
    CHECK_INT(all[6].commodities.specific, 1); /* of a stage */
    CHECK_NEAR(all[6].value, 0.9, 1e-15);
    world_close(&w);
}

TEST(scenarios_begin_with_their_parents_policies)
{
    World w = world_open();
    const Model *model = world_model(&w);
    const Scenario *worse = &model->scenarios[model_find_scenario(model, "worse")];
    CHECK_INT(worse->n_policies, 2);
    CHECK_TEXT(worse->policies[0].place.file, "scenarios/halt.yaml");
    CHECK_TEXT(worse->policies[1].kind, "export_ban");
    CHECK_TEXT(yaml_get(worse->policies[1].node, "from")->text, "2025-06");
    CHECK_INT(model->scenarios[model_find_scenario(model, "halt")].n_documents, 1);
    CHECK_INT(model->n_checks, 1);
    CHECK_TEXT(yaml_get(model->checks[0].node, "metric")->text, "price");
    world_close(&w);
}

TEST(a_folder_is_read_from_disk)
{
    char path[1024];
    Model *model = NULL;
    snprintf(path, sizeof path, "%s/bad/base", test_folder());
    CHECK_OK(model_read(path, NULL, &model));
    CHECK_TEXT(model->folder, path);
    CHECK_INT(model->documents[0].place.line, 2);
    model_free(model);
}

TEST(a_cell_that_is_too_long_is_not_repeated)
{
    World w = world_open();
    char text[4096];
    snprintf(text, sizeof text, "id,order\nmine,%0999d1\noxide,\nmagnet,\nenergy,\n", 0);
    world_put(&w, "tables/stages.csv", text);
    world_read(&w);
    CHECK_INT(diag_count(w.diag), 1);
    CHECK_TEXT(world_said(&w, 0),
               "tables/stages.csv:2:6: order: the cell holds 1000 bytes, beginning with "
               "'00000000000000000000'; at most 200 fit");
    world_close(&w);
}

TEST(a_folder_that_is_not_there_is_an_io_failure)
{
    Model *model = NULL;
    Diag *diag = diag_new();
    CHECK_INT(model_read("/no/such/folder", diag, &model), LODE_IO);
    CHECK(model == NULL);
    CHECK_TEXT(diag_message(diag, 0)->text, "there is no folder '/no/such/folder'");
    diag_free(diag);
    model_free(NULL);
}
