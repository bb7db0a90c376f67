/* world.h - small worlds in memory, to be calibrated.
 *
 *     north: a pit --freight 5--> south: a mill that takes ore
 *
 *     World w = strait();
 *     world_put(&w, "tables/obs_output.csv", "...");
 *     Calibration *c = world_calibrate(&w); */
#ifndef LODE_TESTS_CALIBRATE_WORLD_H
#define LODE_TESTS_CALIBRATE_WORLD_H

#include <math.h>

#include "calibrate/calibrate.h"
#include "unit/model/world.h"

#define HEAD_OUTPUT "region,commodity,facility,date,quantity [t],sigma,source,status\n"
#define HEAD_USE "region,commodity,use,date,quantity [t],sigma,source,status\n"
#define HEAD_FLOWS "from,to,commodity,date,quantity [t],basis,sigma,source,status\n"
#define HEAD_PRICE "region,commodity,date,price [USD/t],sigma,source,status\n"
#define TOLD ",assumption,memory\n"

static inline World strait(void)
{
    World w = world_empty();
    world_put(&w, "model.yaml",
              "name: strait\ntitle: A strait\nstart: 2024-01\nend: 2024-12\ncurrency: USD\n"
              "defaults: {source: assumption, status: memory}\n");
    world_put(&w, "tables/regions.csv", "id,name\nnorth,North\nsouth,South\n");
    world_put(&w, "tables/stages.csv", "id,name\nmine,Mine\n");
    world_put(&w, "tables/commodities.csv",
              "id,name,stage,unit,price [USD/t]\n"
              "ore,Ore,mine,t,50\n");
    world_put(&w, "tables/processes.csv", "id,unit\ndig,t\n");
    world_put(&w, "tables/recipes.csv",
              "process,commodity,role,amount [t/t]\n"
              "dig,ore,output,1\n");
    world_put(&w, "tables/facilities.csv",
              "id,region,process,capacity [t/month]\n"
              "pit,north,dig,137.5\n");
    world_put(&w, "tables/costs.csv", "facility,cost [USD/t],cost_rise\npit,20,0.5\n");
    world_put(&w, "tables/routes.csv",
              "commodity,from,to,freight [USD/t],duty,habit [t/month]\n"
              "ore,north,south,5,10 %,110\n");
    world_put(&w, "tables/demands.csv",
              "id,region,commodity,quantity [t/month],price [USD/t],elasticity\n"
              "mill,south,ore,110,60,0.5\n");
    return w;
}

static inline Calibration *world_calibrate(World *w)
{
    Calibration *c = NULL;
    const Model *model = world_model(w);
    const Status st = calibrate_model(model, w->diag, &c);
    for (int32_t i = 0; i < diag_count(w->diag); i++)
        print_error("%s\n", world_said(w, i));
    CHECK_OK(st);
    return c;
}

/* A calibration that must fail; the first message. */
static inline const char *world_refused(World *w, Status expected)
{
    Calibration *c = NULL;
    const Status st = calibrate_model(world_model(w), w->diag, &c);
    CHECK_INT(st, expected);
    assert_null(c);
    diag_sort(w->diag);
    return world_said(w, 0);
}

static inline double activity(const Calibration *c, int32_t facility)
{
    return c->year.z[c->base->net->facility0 + facility];
}

static inline double flow(const Calibration *c, int32_t route)
{
    return c->year.z[c->base->net->route0 + route];
}

static inline double need(const Calibration *c, int32_t demand)
{
    return c->year.z[c->base->net->demand_col[demand]];
}

static inline double market_price(const Calibration *c, const char *region,
                                  const char *commodity)
{
    const Model *model = c->base->model;
    return c->price[net_market(c->base->net, model_find_region(model, region),
                               model_find_commodity(model, commodity))];
}

#endif
