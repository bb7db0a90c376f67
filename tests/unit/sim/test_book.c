/* Order books. The world of bakers is worked out in data/bakers/model.yaml. */
#include "sim/book.h"

#include <math.h>

#include "world.h"

TEST(orders_beyond_capacity_fill_the_book_until_people_would_wait_too_long)
{
    Record *r = world_run("bakers", NULL);
    const double book[] = {320, 340, 350, 350, 350, 350};
    const double cancelled[] = {0, 0, 10, 20, 20, 20};
    for (int32_t t = 0; t < r->n_steps; t++) {
        CHECK_NEAR(r->price[t], 12, 1e-7);
        CHECK_NEAR(r->ordered[t], 120, 1e-9);
        CHECK_NEAR(r->delivered[t], 100, 1e-6);
        CHECK_NEAR(r->book[t], book[t], 1e-5);
        CHECK_NEAR(r->cancelled[t], cancelled[t], 1e-5);
        CHECK_NEAR(r->bookable[t], 2400, 1e-9);
    }
    record_free(r);
}

/* In May nothing is delivered: 120 t more are ordered, and as many cancelled. The bakery's
 * share in what people get then falls from 1 to 2^(-1/6). */
TEST(an_outage_delivers_nothing_and_customers_look_elsewhere)
{
    Record *r = world_run("bakers", "fire");
    CHECK_NEAR(r->delivered[4], 0, 1e-9);
    CHECK_NEAR(r->cancelled[4], 120, 1e-5);
    CHECK_NEAR(r->book[4], 350, 1e-5);
    CHECK_NEAR(r->ordered[5], 120 * pow(2, -1.0 / 6), 1e-6);
    record_free(r);
}

TEST(every_order_is_delivered_cancelled_or_on_the_book)
{
    const char *const scenarios[] = {NULL, "fire"};
    for (int s = 0; s < 2; s++) {
        Record *r = world_run("bakers", scenarios[s]);
        double opening = 300;
        for (int32_t t = 0; t < r->n_steps; t++) {
            CHECK_NEAR(opening + r->ordered[t] - r->delivered[t] - r->cancelled[t], r->book[t],
                       1e-13 * opening +
                           1e-5 * (t == 0)); /* the solver's 100 t of a usual month */
            opening = r->book[t];
        }
        record_free(r);
    }
}
