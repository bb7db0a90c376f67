/* Reconciliation against weighted means worked out by hand.
 *
 * The strait (world.h) has one degree of freedom, t = what is dug, shipped and used. Its
 * expected values are all 110 t, each uncertain by half (55 t): four fifths of the capacity of
 * 137.5 t, the habit, the need. With observations v_i and standard errors s_i the answer is the
 * mean t = (3 x 110/55^2 + sum v_i/s_i^2) / (3/55^2 + sum 1/s_i^2) */
#include "unit/calibrate/world.h"

static double weighted_mean(const double *value, const double *sigma, const double *weight,
                            int n)
{
    double top = 3 * 110.0 / (55.0 * 55.0), bottom = 3 / (55.0 * 55.0);
    for (int i = 0; i < n; i++) {
        top += weight[i] * value[i] / (sigma[i] * sigma[i]);
        bottom += weight[i] / (sigma[i] * sigma[i]);
    }
    return top / bottom;
}

TEST(without_observations_the_expected_year_stands)
{
    World w = strait();
    Calibration *c = world_calibrate(&w);
    CHECK_NEAR(activity(c, 0), 110, 1e-8);
    CHECK_NEAR(flow(c, 0), 110, 1e-8);
    CHECK_NEAR(need(c, 0), 110, 1e-8);
    CHECK_INT(c->n_facts, 0);
    CHECK_INT(c->n_unseen, 2);
    calibration_free(c);
    world_close(&w);
}

TEST(two_facts_meet_at_their_weighted_mean)
{
    World w = strait();
    world_put(&w, "tables/obs_output.csv",
              HEAD_OUTPUT "north,ore,,2024,1200,0.1" TOLD); /* 100 a month, +- 10 */
    world_put(&w, "tables/obs_use.csv",
              HEAD_USE "south,ore,,2024-03,120,0.05" TOLD); /* 120, +- 6 */
    Calibration *c = world_calibrate(&w);
    const double value[] = {100, 120}, sigma[] = {10, 6}, weight[] = {1, 1};
    const double t = weighted_mean(value, sigma, weight, 2);
    CHECK_NEAR(activity(c, 0), t, 1e-8);
    CHECK_NEAR(flow(c, 0), t, 1e-8);
    CHECK_NEAR(c->year.facts[0].off, (t - 100) / 10, 1e-7);
    CHECK_NEAR(c->year.facts[1].off, (t - 120) / 6, 1e-7);
    CHECK_NEAR(c->year.facts[0].weight, 1, 0);
    CHECK_INT(c->year.n_groups, 0);
    CHECK(c->year.balance < 1e-9);
    CHECK_INT(c->n_unseen, 0);
    calibration_free(c);
    world_close(&w);
}

TEST(facts_that_cannot_both_be_true_are_found_and_count_less)
{
    World w = strait();
    world_put(&w, "tables/obs_output.csv", HEAD_OUTPUT "north,ore,pit,2024,720,0.05" TOLD);
    world_put(&w, "tables/obs_use.csv", HEAD_USE "south,ore,,2024,1440,0.05" TOLD);
    Calibration *c = world_calibrate(&w);
    const double value[] = {60, 120}, sigma[] = {3, 6};
    const double plain[] = {1, 1}, first = weighted_mean(value, sigma, plain, 2);
    const double weight[] = {2 / ((first - 60) / 3), 2 / ((120 - first) / 6)};
    const double t = weighted_mean(value, sigma, weight, 2);
    CHECK_NEAR(activity(c, 0), t, 1e-7);
    for (int i = 0; i < 2; i++) {
        CHECK_NEAR(c->year.facts[i].weight, weight[i], 1e-7);
        CHECK_INT(c->year.facts[i].group, 0);
    }
    CHECK(c->year.facts[0].off > 2 && c->year.facts[1].off < -2);
    CHECK_INT(c->year.n_groups, 1);
    calibration_free(c);
    world_close(&w);
}

TEST(a_gross_error_is_found_and_does_not_bend_the_rest)
{
    World w = strait();
    world_put(&w, "tables/obs_output.csv", HEAD_OUTPUT "north,ore,,2024,1320,0.05" TOLD);
    world_put(&w, "tables/obs_use.csv",
              HEAD_USE "south,ore,,2024-02,112,0.05" TOLD "south,ore,,2024-03,109,0.05" TOLD
                       "south,ore,,2024-04,440,0.05" TOLD);
    Calibration *c = world_calibrate(&w);
    CHECK(c->year.facts[3].off < -10);
    CHECK(c->year.facts[3].weight < 0.2);
    for (int i = 0; i < 3; i++)
        CHECK(fabs(c->year.facts[i].off) < 3);
    calibration_free(c);
    world_close(&w);
}

TEST(a_capacity_is_not_exceeded_whatever_was_observed)
{
    World w = strait();
    world_put(&w, "tables/obs_output.csv", HEAD_OUTPUT "north,ore,,2024,2400,0.02" TOLD);
    Calibration *c = world_calibrate(&w);
    CHECK_NEAR(activity(c, 0), 137.5, 1e-9);
    CHECK(c->year.facts[0].off < -3);
    calibration_free(c);
    world_close(&w);
}

/* A second pit in the south, observed by its share alone: 30 % of the world's output. */
TEST(a_share_is_met_when_nothing_speaks_against_it)
{
    World w = strait();
    world_put(&w, "tables/facilities.csv",
              "id,region,process,capacity [t/month]\npit,north,dig,137.5\nhole,south,dig,60\n");
    world_put(&w, "tables/costs.csv",
              "facility,cost [USD/t],cost_rise\npit,20,0.5\nhole,25,0.5\n");
    world_put(&w, "tables/obs_output.csv", HEAD_OUTPUT "north,ore,,2024,1200,0.001" TOLD);
    world_put(&w, "tables/obs_shares.csv",
              "region,stage,date,share [%],sigma,source,status\n"
              "south,mine,2024,30,0.001" TOLD);
    Calibration *c = world_calibrate(&w);
    CHECK_NEAR(c->year.facts[1].reconciled, 0.3, 1e-3);
    CHECK_NEAR(activity(c, 1) / (activity(c, 0) + activity(c, 1)), 0.3, 1e-3);
    CHECK_NEAR(need(c, 0), activity(c, 0) + activity(c, 1), 1e-7);
    calibration_free(c);
    world_close(&w);
}

/* 110 t of ore and 50 t of sand a month cross the strait, as expected; a customs house of the
 * group lee counts both together, by their oxide: 0.5 x 110 + 0.1 x 50 = 60 t a month. */
TEST(a_stage_and_a_group_are_added_up_by_content)
{
    World w = strait();
    world_put(&w, "tables/regions.csv", "id,name,group\nnorth,North,\nsouth,South,lee\n");
    world_put(&w, "tables/commodities.csv",
              "id,name,stage,unit,content_reo,price [USD/t]\n"
              "ore,Ore,mine,t,0.5,50\nsand,Sand,mine,t,0.1,50\n");
    world_put(&w, "tables/processes.csv", "id,unit\ndig,t\nscoop,t\n");
    world_put(&w, "tables/recipes.csv",
              "process,commodity,role,amount [t/t]\n"
              "dig,ore,output,1\nscoop,sand,output,1\n");
    world_put(&w, "tables/facilities.csv",
              "id,region,process,capacity [t/month]\n"
              "pit,north,dig,137.5\nbank,north,scoop,62.5\n");
    world_put(&w, "tables/costs.csv",
              "facility,cost [USD/t],cost_rise\npit,20,0.5\nbank,20,0.5\n");
    world_put(&w, "tables/routes.csv",
              "commodity,from,to,freight [USD/t],habit [t/month]\n"
              "ore,north,south,5,110\nsand,north,south,5,50\n");
    world_put(&w, "tables/demands.csv",
              "id,region,commodity,quantity [t/month],price [USD/t],elasticity\n"
              "mill,south,ore,110,60,0.5\nworks,south,sand,50,60,0.5\n");
    world_put(&w, "tables/obs_flows.csv",
              HEAD_FLOWS "north,lee,ore+sand,2024,720,REO,0.01" TOLD);
    Calibration *c = world_calibrate(&w);
    CHECK_INT(c->facts[0].part.n, 2);
    CHECK_NEAR(c->facts[0].value, 60, 1e-12);
    CHECK_NEAR(c->year.facts[0].reconciled, 60, 1e-6);
    CHECK_NEAR(flow(c, 0), 110, 1e-6);
    CHECK_NEAR(flow(c, 1), 50, 1e-6);
    calibration_free(c);
    world_close(&w);
}

TEST(observations_of_other_years_are_left_out)
{
    World w = strait();
    world_put(&w, "tables/obs_output.csv",
              HEAD_OUTPUT "north,ore,,2023,1,0.01" TOLD "north,ore,,2025,1,0.01" TOLD);
    Calibration *c = world_calibrate(&w);
    CHECK_INT(c->n_facts, 0);
    CHECK_INT(c->n_other, 2);
    CHECK_NEAR(activity(c, 0), 110, 1e-8);
    calibration_free(c);
    world_close(&w);
}

TEST(a_fact_about_nothing_in_the_model_is_a_mistake)
{
    World w = strait();
    world_put(&w, "tables/obs_output.csv", HEAD_OUTPUT "south,ore,,2024,10,0.1" TOLD);
    CHECK_TEXT(
        world_refused(&w, LODE_BAD_INPUT),
        "tables/obs_output.csv:2: the model has nothing that this is about: no facility, "
        "route or demand of it");
    world_close(&w);
}

/* The pit must dig at least 50, but only 20 can leave and nothing may be thrown away. */
TEST(a_year_that_cannot_balance_is_explained)
{
    World w = strait();
    world_put(&w, "tables/commodities.csv",
              "id,name,stage,unit,price [USD/t],disposal\nore,Ore,mine,t,50,none\n");
    world_put(&w, "tables/facilities.csv",
              "id,region,process,capacity [t/month],minimum "
              "[t/month]\npit,north,dig,137.5,50\n");
    world_put(&w, "tables/routes.csv",
              "commodity,from,to,freight [USD/t],limit [t/month]\nore,north,south,5,20\n");
    CHECK_TEXT(world_refused(&w, LODE_DIVERGED),
               "the model as written has no usual month to start from; `lode run` says why");
    world_close(&w);
}

/* A furnace in the south must take 200 t a month, but the pit digs at most 137.5. */
TEST(a_shortage_in_every_year_is_explained)
{
    World w = strait();
    world_put(&w, "tables/processes.csv", "id,unit\ndig,t\nmelt,t\n");
    world_put(&w, "tables/recipes.csv",
              "process,commodity,role,amount [t/t]\n"
              "dig,ore,output,1\nmelt,ore,input,1\n");
    world_put(&w, "tables/facilities.csv",
              "id,region,process,capacity [t/month],minimum [t/month]\n"
              "pit,north,dig,137.5,0\nfurnace,south,melt,300,200\n");
    world_put(&w, "tables/costs.csv",
              "facility,cost [USD/t],cost_rise\npit,20,0.5\nfurnace,10,0.5\n");
    CHECK_TEXT(world_refused(&w, LODE_INFEASIBLE),
               "no base year balances within capacities, least activities and limits: ore in "
               "south cannot; `lode run` says which limits cause it");
    world_close(&w);
}
