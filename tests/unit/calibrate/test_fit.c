/* Wedges and prices by hand, and the month they give back. */
#include "unit/calibrate/world.h"

#include "sim/offer.h"
#include "sim/sim.h"

static World priced_strait(void)
{
    World w = strait();
    world_put(&w, "tables/obs_prices.csv",
              HEAD_PRICE "north,ore,2024,40,0.0001" TOLD "south,ore,2024,55,0.0001" TOLD);
    return w;
}

/* 110 t at 40 in the north and 55 in the south. The pit is used by 4/5 and rises by a half, so
 * its marginal cost is (cost + wedge)(1 + 0.4) = 40; the route bears 55 - 40 x 1.1 - 5 = 6. */
TEST(wedges_are_what_the_prices_leave_over)
{
    World w = priced_strait();
    Calibration *c = world_calibrate(&w);
    const double north = market_price(c, "north", "ore"),
                 south = market_price(c, "south", "ore");
    CHECK_NEAR(north, 40, 1e-4);
    CHECK_NEAR(south, 55, 1e-4);
    CHECK_NEAR(c->fit.facility_wedge[0], north / 1.4 - 20, 1e-9);
    CHECK_NEAR(c->fit.facility_activity[0], 110, 1e-8);
    CHECK_NEAR(c->fit.route_wedge[0], south - 1.1 * north - 5, 1e-9);
    CHECK_NEAR(c->fit.route_habit[0], 110, 1e-8);
    CHECK_NEAR(c->fit.demand_scale[0], 1, 1e-9);
    CHECK_NEAR(c->fit.demand_price[0], south, 1e-9);
    CHECK(c->verification.quantity < 1e-9);
    CHECK(c->verification.price < 1e-9);
    CHECK_INT(c->n_loose, 0);
    calibration_free(c);
    world_close(&w);
}

/* The numbers that the engine offers in the fitted first month. */
static void fitted_offer(Calibration *c, Program *program, Net **net)
{
    Model *fitted = ARENA_ARRAY(c->arena, Model, 1);
    MarketSolution usual;
    CHECK_OK(fit_apply(c->base->model, &c->fit, c->arena, fitted));
    CHECK_OK(net_build(fitted, NULL, net));
    CHECK_OK(base_usual(c->base, *net, c->arena, program, &usual));
}

/* Supply: cost (1 + rise u) as the table has it gives (1 + rise u) / (rise u) = 3.5 at u = 4/5.
 */
TEST(responses_to_the_own_price_are_those_of_the_tables)
{
    World w = priced_strait();
    Calibration *c = world_calibrate(&w);
    Program program;
    Net *net;
    fitted_offer(c, &program, &net);
    const double h = 1e-4, margin = market_price(c, "north", "ore");
    const double low = (margin * (1 - h) - program.cost[0]) / program.slope[0];
    const double high = (margin * (1 + h) - program.cost[0]) / program.slope[0];
    const double supply = (high - low) / (2 * h) / 110;
    CHECK_NEAR(supply, 3.5, 1e-6);
    CHECK_NEAR(supply, wedge_elasticity(c->base, 0, c->fit.facility_wedge[0], 110), 1e-6);
    const double price = market_price(c, "south", "ore");
    const double less = program_demand_quantity(&program, 0, price * (1 + h));
    const double more = program_demand_quantity(&program, 0, price * (1 - h));
    CHECK_NEAR((less - more) / (2 * h) / 110, -0.5, 1e-6);
    net_free(net);
    calibration_free(c);
    world_close(&w);
}

/* At its capacity the pit keeps what it earns beyond its cost, 40 - 20 x 1.5 = 10, as a rent
 * (at most half the price of 40): no wedge. */
TEST(a_full_facility_earns_a_rent)
{
    World w = priced_strait();
    world_put(&w, "tables/obs_output.csv", HEAD_OUTPUT "north,ore,,2024,1800,0.0001" TOLD);
    Calibration *c = world_calibrate(&w);
    CHECK_NEAR(activity(c, 0), 137.5, 1e-9);
    CHECK_NEAR(c->fit.facility_wedge[0], 0, 0);
    CHECK(c->verification.quantity < 1e-8);
    calibration_free(c);
    world_close(&w);
}

/* With a cost of 1 the rent would be 38.5 of 40; 20 is the most, the rest is cost: 20 / 1.5. */
TEST(a_rent_is_limited_to_half_the_value)
{
    World w = priced_strait();
    world_put(&w, "tables/costs.csv", "facility,cost [USD/t],cost_rise\npit,1,0.5\n");
    world_put(&w, "tables/obs_output.csv", HEAD_OUTPUT "north,ore,,2024,1800,0.0001" TOLD);
    Calibration *c = world_calibrate(&w);
    const double north = market_price(c, "north", "ore");
    CHECK_NEAR(1 + c->fit.facility_wedge[0], 0.5 * north / 1.5, 1e-8);
    CHECK(c->verification.quantity < 1e-8);
    calibration_free(c);
    world_close(&w);
}

/* North could ship to the east too, where ore is worth 60: nobody does, so the wedge keeps the
 * route idle by 1 % of the reference price of 50: 60 - 44 - 5 + 0.5. */
TEST(an_idle_route_is_kept_idle_by_a_margin)
{
    World w = priced_strait();
    world_put(&w, "tables/regions.csv", "id,name\nnorth,North\nsouth,South\neast,East\n");
    world_put(
        &w, "tables/facilities.csv",
        "id,region,process,capacity [t/month]\npit,north,dig,137.5\nhole,east,dig,12.5\n");
    world_put(&w, "tables/costs.csv",
              "facility,cost [USD/t],cost_rise\npit,20,0.5\nhole,40,0.5\n");
    world_put(&w, "tables/routes.csv",
              "commodity,from,to,freight [USD/t],duty,habit [t/month]\n"
              "ore,north,south,5,10 %,110\nore,north,east,5,10 %,0\n");
    world_put(&w, "tables/demands.csv",
              "id,region,commodity,quantity [t/month],price [USD/t],elasticity\n"
              "mill,south,ore,110,60,0.5\nforge,east,ore,10,60,0.5\n");
    world_put(&w, "tables/obs_prices.csv",
              HEAD_PRICE "north,ore,2024,40,0.0001" TOLD "south,ore,2024,55,0.0001" TOLD
                         "east,ore,2024,60,0.0001" TOLD);
    Calibration *c = world_calibrate(&w);
    const double north = market_price(c, "north", "ore"), east = market_price(c, "east", "ore");
    CHECK_NEAR(flow(c, 1), 0, 0);
    CHECK_NEAR(c->fit.route_wedge[1], east - 1.1 * north - 5 + 0.5, 1e-9);
    CHECK(c->verification.quantity < 1e-9);
    calibration_free(c);
    world_close(&w);
}

/* North may ship 100 t a month. The gap is 55 - 44 - 5 = 6 to the south and 60 - 44 - 5 = 11 to
 * the east: 6 is the rent of the quota, and the route to the east bears a wedge of 5. */
TEST(a_quota_that_binds_has_a_rent)
{
    World w = priced_strait();
    world_put(&w, "tables/regions.csv", "id,name\nnorth,North\nsouth,South\neast,East\n");
    world_put(&w, "tables/routes.csv",
              "commodity,from,to,freight [USD/t],duty,habit [t/month]\n"
              "ore,north,south,5,10 %,70\nore,north,east,5,10 %,60\n");
    world_put(&w, "tables/demands.csv",
              "id,region,commodity,quantity [t/month],price [USD/t],elasticity\n"
              "mill,south,ore,70,60,0.5\nforge,east,ore,60,60,0.5\n");
    world_put(&w, "tables/obs_prices.csv",
              HEAD_PRICE "north,ore,2024,40,0.0001" TOLD "south,ore,2024,55,0.0001" TOLD
                         "east,ore,2024,60,0.0001" TOLD);
    world_put(&w, "scenarios/baseline.yaml",
              "title: Baseline\ntells: A quota.\npolicies:\n  - kind: export_quota\n"
              "    region: north\n    commodities: [ore]\n    limit: 100 t/month\n");
    Calibration *c = world_calibrate(&w);
    const double south = market_price(c, "south", "ore"), east = market_price(c, "east", "ore");
    CHECK_NEAR(flow(c, 0) + flow(c, 1), 100, 1e-6);
    const int32_t to_east =
        c->base->model->routes[0].to == model_find_region(c->base->model, "east") ? 0 : 1;
    CHECK_NEAR(c->fit.route_wedge[to_east], east - south, 1e-9);
    CHECK_NEAR(c->fit.route_wedge[1 - to_east], 0, 1e-9);
    CHECK(c->verification.quantity < 1e-8);
    CHECK(c->verification.price < 1e-8);
    calibration_free(c);
    world_close(&w);
}

/* Joint products: 1 t of ore gives 0.3 t of red and 0.7 t of white; nobody wants that much
 * white. north: pit 100 t, plant 100 t -> 30 red, 70 white; 30 red and 20 white are used 50 t
 * of white are thrown away, so white costs what throwing it away does, and the plant lives on
 * red alone. */
static World two_colours(void)
{
    World w = strait();
    world_put(&w, "tables/regions.csv", "id,name\nnorth,North\n");
    world_put(&w, "tables/stages.csv", "id,name\nmine,Mine\nplant,Plant\n");
    world_put(&w, "tables/commodities.csv",
              "id,name,stage,unit,price [USD/t]\nore,Ore,mine,t,50\n"
              "red,Red,plant,t,400\nwhite,White,plant,t,20\n");
    world_put(&w, "tables/processes.csv", "id,unit\ndig,t\nsplit,t\n");
    world_put(&w, "tables/recipes.csv",
              "process,commodity,role,amount [t/t]\ndig,ore,output,1\nsplit,ore,input,1\n"
              "split,red,output,0.3\nsplit,white,output,0.7\n");
    world_put(&w, "tables/facilities.csv",
              "id,region,process,capacity [t/month]\n"
              "pit,north,dig,125\nplant,north,split,125\n");
    world_put(&w, "tables/costs.csv",
              "facility,cost [USD/t],cost_rise\npit,30,0.5\nplant,40,0.5\n");
    world_drop(&w, "tables/routes.csv");
    world_put(&w, "tables/demands.csv",
              "id,region,commodity,quantity [t/month],price [USD/t],elasticity\n"
              "dyer,north,red,30,400,0.5\npainter,north,white,20,20,0.01\n");
    world_put(&w, "tables/obs_output.csv", HEAD_OUTPUT "north,red,,2024,360,0.0001" TOLD);
    return w;
}

TEST(joint_products_share_a_cost_and_the_surplus_is_worth_its_waste)
{
    World w = two_colours();
    Calibration *c = world_calibrate(&w);
    const double red = market_price(c, "north", "red"),
                 white = market_price(c, "north", "white");
    const double ore = market_price(c, "north", "ore");
    CHECK_NEAR(activity(c, 1), 100, 1e-4);
    CHECK(white < 0);
    const double net_value = 0.3 * red + 0.7 * white - ore;
    CHECK_NEAR((40 + c->fit.facility_wedge[1]) * (1 + 0.5 * activity(c, 1) / 125), net_value,
               1e-9);
    CHECK_NEAR((30 + c->fit.facility_wedge[0]) * (1 + 0.5 * activity(c, 0) / 125), ore, 1e-9);
    CHECK(c->verification.quantity < 1e-8);
    CHECK(c->verification.price < 1e-8);
    calibration_free(c);
    world_close(&w);
}

/* What is stored at the start is what holders want: prices cover the holding. */
TEST(stocks_stay_where_they_are)
{
    World w = priced_strait();
    world_put(&w, "tables/stocks.csv",
              "region,commodity,cover [month],initial [t],holding "
              "[%/year]\nsouth,ore,2,300,12\n");
    Calibration *c = world_calibrate(&w);
    const double south = market_price(c, "south", "ore");
    const double k = 50.0 / 220; /* reference price over the target of 2 x 110 */
    CHECK_NEAR(c->fit.stock_wedge[0], 0.01 * south + k * (300 - 220), 1e-7);
    CHECK(c->verification.quantity < 1e-8);
    CHECK(c->verification.price < 1e-8);
    calibration_free(c);
    world_close(&w);
}

TEST(linear_demand_passes_through_the_year)
{
    World w = priced_strait();
    world_put(&w, "tables/demands.csv",
              "id,region,commodity,form,intercept [t/month],slope "
              "[t/month/(USD/t)]\nmill,south,ore,linear,200,1\n");
    Calibration *c = world_calibrate(&w);
    const double south = market_price(c, "south", "ore");
    CHECK_NEAR(200 * c->fit.demand_scale[0] - south, need(c, 0), 1e-8);
    CHECK(c->verification.quantity < 1e-8);
    calibration_free(c);
    world_close(&w);
}

/* Steps of a quarter: amounts are three months', tables stay per month. */
TEST(longer_steps_give_the_same_wedges)
{
    World w = priced_strait(), q = priced_strait();
    world_put(&q, "model.yaml",
              "name: strait\ntitle: A strait\nstart: 2024-01\nend: 2024-12\nstep: quarter\n"
              "currency: USD\ndefaults: {source: assumption, status: memory}\n");
    Calibration *month = world_calibrate(&w), *quarter = world_calibrate(&q);
    CHECK_NEAR(activity(quarter, 0), 330, 1e-7);
    CHECK_NEAR(quarter->fit.facility_wedge[0], month->fit.facility_wedge[0], 1e-7);
    CHECK_NEAR(quarter->fit.route_habit[0], month->fit.route_habit[0], 1e-7);
    CHECK_NEAR(quarter->fit.route_wedge[0], month->fit.route_wedge[0], 1e-7);
    CHECK(quarter->verification.quantity < 1e-8);
    calibration_free(month);
    calibration_free(quarter);
    world_close(&w);
    world_close(&q);
}
