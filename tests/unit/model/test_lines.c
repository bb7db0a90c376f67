/* Lines of production as capacity: pieces, tonnes, months of backlog, all by hand. */
#include "world.h"

#include <math.h>

#include "model/lines.h"

enum { NAGOYA = 3 };

static const char *const nagoya_by_lines =
    "id,region,process,state,capacity,capacity_unit,of,basis,availability,start,ramp,source,"
    "status\n"
    "pit,china,mining,operating,2,Mt/year,,,,,,smm-2024,seen\n"
    "baotou,china,separation,operating,12,kt/year,oxide,REO,90 %,,,smm-2024,seen\n"
    "ningbo,china,sintering,operating,24,kt/year,,,,,,smm-2024,seen\n"
    "nagoya,japan,sintering,operating,,,,,,,,smm-2024,seen\n"
    "hanau,germany,sintering,planned,2400,t/year,,,,2025-01,12,assumption,estimate\n"
    "grid-china,china,generation,,,,,,,,,,\n"
    "grid-japan,japan,generation,,,,,,,,,,\n"
    "grid-germany,germany,generation,,,,,,,,,,\n";

/* A year of 365.25 days has 31,557,600 s: 350,640 pieces every 90 s. 85 % of them: 298,044; of
 * 50 g: 14.9022 t. */
TEST(one_piece_every_90_seconds_round_the_clock)
{
    World w = world_open();
    world_put(&w, "tables/facilities.csv", nagoya_by_lines);
    world_put(&w, "tables/lines.csv",
              "facility,lines,takt [s/piece],mass [g/piece],uptime,source,status\n"
              "nagoya,1,90,50,85 %,assumption,estimate\n");
    const Model *model = world_model(&w);
    CHECK_NEAR(12 * model->facilities[NAGOYA].capacity, 14.9022, 1e-12);
    world_close(&w);
}

/* 320 days of 20 hours are 6,400 h, 40 pieces an hour: 256,000; x 80 % x 90 % x 3 lines =
 * 552,960 good pieces; of 0.1 kg: 55.296 t. */
TEST(shifts_yield_and_lines_multiply)
{
    World w = world_open();
    world_put(&w, "tables/facilities.csv", nagoya_by_lines);
    world_put(&w, "tables/lines.csv",
              "facility,lines,takt [minute/piece],mass [kg/piece],hours [hour/day],"
              "days [day/year],uptime,yield,source,status\n"
              "nagoya,3,1.5,0.1,20,320,80 %,0.9,assumption,estimate\n");
    const Model *model = world_model(&w);
    CHECK_NEAR(12 * model->facilities[NAGOYA].capacity, 55.296, 1e-12);
    CHECK_INT(model->n_lines, 1); /* they stay with the model, for whoever tells of them */
    CHECK_INT(model->lines[0].facility, NAGOYA);
    CHECK_NEAR(12 * lines_pieces(&model->lines[0].lines), 552960, 1e-12);
    CHECK_NEAR(365.25 * model->lines[0].lines.days, 320, 1e-12);
    world_close(&w);
}

/* 30 t on hand at 5 t a month: 6 months. With 6 t of new orders a month the book grows by 1 t a
 * month: 42 t after a year, 8.4 months. With 2 t it shrinks by 3 and is empty after 10 months.
 */
TEST(a_book_grows_by_what_orders_exceed_the_output)
{
    CHECK_NEAR(lines_backlog(30, 5), 6, 0);
    CHECK_NEAR(lines_backlog(lines_book_after(30, 6, 5, 12), 5), 8.4, 1e-15);
    CHECK_NEAR(lines_book_after(30, 2, 5, 9), 3, 0);
    CHECK_NEAR(lines_book_after(30, 2, 5, 12), 0, 0);
    CHECK_NEAR(lines_backlog(0, 5), 0, 0);
}

/* The line of the first test makes 14.9 t a year; 15 t are said to be the least. */
TEST(lines_that_make_less_than_the_least)
{
    World w = world_open();
    world_put(&w, "tables/facilities.csv",
              "id,region,process,minimum [t/year],source,status\n"
              "pit,china,mining,,smm-2024,seen\n"
              "baotou,china,separation,,smm-2024,seen\n"
              "ningbo,china,sintering,,smm-2024,seen\n"
              "nagoya,japan,sintering,15,smm-2024,seen\n"
              "hanau,germany,sintering,,smm-2024,seen\n"
              "grid-china,china,generation,,,\n"
              "grid-japan,japan,generation,,,\n"
              "grid-germany,germany,generation,,,\n");
    world_put(&w, "tables/lines.csv",
              "facility,lines,takt [s/piece],mass [g/piece],uptime,source,status\n"
              "nagoya,1,90,50,85 %,assumption,estimate\n"); /* 14.9 t */
    world_read(&w);
    CHECK_TEXT(world_said(&w, 0), "tables/facilities.csv:5:24: minimum: the least it does is "
                                  "more than its lines make (lines.csv, line 2)");
    world_close(&w);
}
