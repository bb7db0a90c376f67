/* Capacities and drivers, month by month. */
#include "world.h"

#include <math.h>

/* ningbo: 2000 t/month, from 2025-07 within six months to 3000. Means over the months:
 *     2000 + 1000 (1/12, 3/12, ... 11/12), then 3000 */
TEST(a_plan_ramps_from_the_old_to_the_new_capacity)
{
    World w = world_open();
    const Model *model = world_model(&w);
    const int32_t ningbo = model_find_facility(model, "ningbo");
    const Month from = 2025 * 12 + 6;
    CHECK_NEAR(facility_capacity(model, ningbo, from - 1), 2000, 1e-15);
    CHECK_NEAR(facility_capacity(model, ningbo, from), 2000 + 1000.0 / 12, 1e-12);
    CHECK_NEAR(facility_capacity(model, ningbo, from + 5), 2000 + 11000.0 / 12, 1e-12);
    CHECK_NEAR(facility_capacity(model, ningbo, from + 6), 3000, 1e-15);
    world_close(&w);
}

/* hanau: 200 t/month, from 2025-01 within 12 months. In its first year it makes half a year's.
 */
TEST(a_new_facility_ramps_up_from_nothing)
{
    World w = world_open();
    const Model *model = world_model(&w);
    const int32_t hanau = model_find_facility(model, "hanau");
    const Month start = 2025 * 12;
    double year = 0;
    for (Month m = start; m < start + 12; m++)
        year += facility_capacity(model, hanau, m);
    CHECK_NEAR(facility_capacity(model, hanau, start - 1), 0, 0);
    CHECK_NEAR(facility_capacity(model, hanau, start), 200.0 / 24, 1e-12);
    CHECK_NEAR(year, 1200, 1e-12);
    CHECK_NEAR(facility_capacity(model, hanau, start + 12), 200, 1e-12);
    world_close(&w);
}

TEST(dates_ramps_and_plans_combine)
{
    World w = world_open();
    world_put(&w, "tables/facilities.csv",
              "id,region,process,capacity [t/month],start,end,ramp,availability,source,status\n"
              "a,china,mining,100,2024-01,2025-12,10,50 %,assumption,estimate\n"
              "b,china,mining,100,,,,,assumption,estimate\n"
              "c,china,mining,,2024-06,,,,assumption,estimate\n");
    world_put(&w, "tables/plans.csv",
              "facility,date,capacity [t/month],ramp,source,status\n"
              "a,2024-06,200,0,assumption,estimate\n"   /* while still ramping: jumps */
              "b,2025-01,0,2.5,assumption,estimate\n"   /* closes */
              "b,2025-02,80,4,assumption,estimate\n"    /* and changes its mind at 60 */
              "c,2025-01,300,6,assumption,estimate\n"); /* from no limit to one */
    world_put(&w, "tables/costs.csv",
              "process,cost [USD/t],source,status\nmining,1,assumption,estimate\n");
    for (int i = 0; i < 2; i++)
        world_drop(&w, i ? "tables/obs_output.csv" : "checks.yaml");
    world_read(&w);
    CHECK_OK(w.status);
    const Model *model = w.model;
    const Month jan24 = 2024 * 12, jan25 = 2025 * 12;
    CHECK_NEAR(facility_capacity(model, 0, jan24), 0.5 * 5, 1e-12);
    CHECK_NEAR(facility_capacity(model, 0, jan24 + 4), 0.5 * 45, 1e-12);
    CHECK_NEAR(facility_capacity(model, 0, jan24 + 5), 0.5 * 200, 1e-12);
    CHECK_NEAR(facility_capacity(model, 0, jan25 + 11), 0.5 * 200, 1e-12);
    CHECK_NEAR(facility_capacity(model, 0, jan25 + 12), 0, 0);
    CHECK_NEAR(facility_capacity(model, 1, jan24 - 100), 100, 0);
    CHECK_NEAR(facility_capacity(model, 1, jan25), 80, 1e-12);       /* 100 to 60 */
    CHECK_NEAR(facility_capacity(model, 1, jan25 + 1), 62.5, 1e-12); /* 60 to 65 */
    CHECK_NEAR(facility_capacity(model, 1, jan25 + 5), 80, 1e-12);
    CHECK_NEAR(facility_capacity(model, 2, jan24), 0, 0);
    CHECK(isinf(facility_capacity(model, 2, jan24 + 5)));
    CHECK_NEAR(facility_capacity(model, 2, jan25), 300, 0);
    world_close(&w);
}

TEST(drivers_are_linear_between_dates_and_constant_outside)
{
    World w = world_open();
    const Model *model = world_model(&w);
    const int32_t china = model->demands[0].driver, japan = model->demands[1].driver;
    const Month jan24 = 2024 * 12;
    CHECK_NEAR(driver_value(model, china, jan24), 1e7 / 12, 1e-15);
    CHECK_NEAR(driver_value(model, china, jan24 + 12), 1.2e7 / 12, 1e-15);
    CHECK_NEAR(driver_value(model, china, jan24 + 24), 1.4e7 / 12, 1e-15);
    CHECK_NEAR(driver_value(model, china, jan24 + 100), 1.4e7 / 12, 1e-15);
    CHECK_NEAR(driver_value(model, china, jan24 - 100), 1e7 / 12, 1e-15);
    CHECK_NEAR(driver_value(model, japan, jan24 + 50), 4e6 / 12, 1e-15);
    world_close(&w);
}

TEST(drivers_count_anything)
{
    World w = world_open();
    world_put(&w, "tables/drivers.csv",
              "driver,date,value,value_unit,source,status\n"
              "vehicles,2024,12,vehicle/month,assumption,estimate\n"
              "wind,2024-01,12,GW/year,assumption,estimate\n"
              "wind,2025-01,2000,MW/month,assumption,estimate\n"
              "index,2024,1,,assumption,estimate\n"
              "index,2025,150,%,assumption,estimate\n"
              "heat,2024,5,t^2/MWh,assumption,estimate\n");
    world_put(&w, "tables/demands.csv",
              "id,region,commodity,elasticity,driver,intensity,intensity_unit,source,status\n"
              "turbines,china,magnet,0,wind,600,t/GW,assumption,estimate\n"
              "rest,china,magnet,0,index,10,t/month,assumption,estimate\n");
    const Model *model = world_model(&w);
    CHECK_TEXT(model->drivers[1].unit, "MW/month");
    CHECK_NEAR(driver_value(model, 1, 2024 * 12), 1000, 1e-12);
    CHECK_NEAR(driver_value(model, 1, 2025 * 12), 2000, 0);
    CHECK_NEAR(model->demands[0].quantity, 600, 1e-12); /* 600 t/GW x 1 GW/month */
    CHECK_TEXT(model->drivers[2].unit, "1");
    CHECK_NEAR(driver_value(model, 2, 2025 * 12), 1.5, 0);
    CHECK_NEAR(model->demands[1].quantity, 10, 0);
    CHECK_TEXT(model->drivers[3].unit, "t^2/MWh");
    world_close(&w);
}

/* 100 t/month from 2024-06, or half a year later with a chance of 30 %: 70 in between, then
 * all. A delay without a chance is certain. */
TEST(a_delay_gives_the_capacity_to_be_expected)
{
    World w = world_open();
    world_put(&w, "tables/facilities.csv",
              "id,region,process,capacity [t/month],start,delay,chance,source,status\n"
              "a,china,mining,100,2024-06,6,30 %,assumption,estimate\n"
              "b,china,mining,100,2024-06,6,,assumption,estimate\n");
    world_put(&w, "tables/costs.csv",
              "process,cost [USD/t],source,status\nmining,1,assumption,estimate\n");
    for (int i = 0; i < 3; i++)
        world_drop(&w, i == 0   ? "tables/obs_output.csv"
                       : i == 1 ? "tables/plans.csv"
                                : "checks.yaml");
    world_read(&w);
    CHECK_OK(w.status);
    const Month june = 2024 * 12 + 5;
    CHECK_NEAR(facility_capacity(w.model, 0, june - 1), 0, 0);
    CHECK_NEAR(facility_capacity(w.model, 0, june), 70, 1e-12);
    CHECK_NEAR(facility_capacity(w.model, 0, june + 5), 70, 1e-12);
    CHECK_NEAR(facility_capacity(w.model, 0, june + 6), 100, 1e-12);
    CHECK_NEAR(facility_capacity(w.model, 1, june + 5), 0, 0);
    CHECK_NEAR(facility_capacity(w.model, 1, june + 6), 100, 1e-12);
    world_close(&w);
}
