/* Products in use: lifetimes, what leaves, what can be collected. The world of cars is worked
 * out in data/cars/model.yaml; the series of ODYM's test suite are tests/cases/dsm-inflow. */
#include <math.h>

#include "world.h"

/* 1 - Phi(1) = 0.15865525393145707 */
TEST(what_is_left_of_a_cohort_follows_its_lifetime)
{
    const Cohort fixed = {.lifetime = LIFETIME_FIXED, .mean = 60};
    CHECK_NEAR(cohort_survival(&fixed, 59.9), 1, 0);
    CHECK_NEAR(cohort_survival(&fixed, 60), 0, 0);
    const Cohort normal = {.lifetime = LIFETIME_NORMAL, .mean = 60, .sd = 18};
    CHECK_NEAR(cohort_survival(&normal, 60), 0.5, 1e-15);
    CHECK_NEAR(cohort_survival(&normal, 78), 0.15865525393145707, 1e-15);
    const Cohort weibull = {.lifetime = LIFETIME_WEIBULL, .shape = 2, .scale = 120};
    CHECK_NEAR(cohort_survival(&weibull, 0), 1, 0);
    CHECK_NEAR(cohort_survival(&weibull, 120), exp(-1), 1e-15);
    CHECK_NEAR(cohort_survival(&weibull, 240), exp(-4), 1e-15);
    /* sd = mean: s^2 = ln 2, and half is left at the median, mean / sqrt 2 */
    const Cohort lognormal = {.lifetime = LIFETIME_LOGNORMAL, .mean = 100, .sd = 100};
    CHECK_NEAR(cohort_survival(&lognormal, 0), 1, 0);
    CHECK_NEAR(cohort_survival(&lognormal, 100 / sqrt(2)), 0.5, 1e-15);
    CHECK_NEAR(cohort_survival(&lognormal, 100 / sqrt(2) * exp(sqrt(log(2)))),
               0.15865525393145707, 1e-15);
}

static double at(const Record *r, const double *array, int32_t t, int32_t d)
{
    return array[t * r->n_demands + d];
}

enum { DRIVERS, HAULIERS };
enum { ORE_WORKS, LORRY_WORKS, YARD, REMAKERS };

TEST(scrap_of_steady_sales_feeds_what_is_made_anew)
{
    Record *r = world_run("cars", NULL);
    for (int32_t t = 0; t < r->n_steps; t++) {
        CHECK_NEAR(at(r, r->in_use, t, DRIVERS), 60, 1e-7);
        CHECK_NEAR(at(r, r->left_use, t, DRIVERS), 12, 1e-7);
        CHECK_NEAR(at(r, r->scrap, t, DRIVERS), 6, 1e-7);
        CHECK_NEAR(r->activity[t * r->n_facilities + YARD], 6, 1e-7);
        CHECK_NEAR(r->capacity[t * r->n_facilities + YARD], 6, 1e-7);
        CHECK_NEAR(r->activity[t * r->n_facilities + ORE_WORKS], 6, 1e-6);
        CHECK_NEAR(r->price[t * r->n_markets + 0], 10, 1e-6);
        CHECK_NEAR(r->price[t * r->n_markets + 2], 6, 1e-6);
    }
    record_free(r);
}

TEST(a_stock_that_is_given_is_held_by_buying_what_leaves)
{
    Record *r = world_run("cars", NULL);
    for (int32_t t = 0; t < r->n_steps; t++) {
        CHECK_NEAR(at(r, r->in_use, t, HAULIERS), 100, 1e-6);
        CHECK_NEAR(at(r, r->quantity, t, HAULIERS), at(r, r->left_use, t, HAULIERS), 1e-6);
        CHECK_NEAR(at(r, r->scrap, t, HAULIERS), at(r, r->left_use, t, HAULIERS), 0.1);
    }
    record_free(r);
}

TEST(what_was_sold_is_in_use_or_has_left_it)
{
    Record *r = world_run("cars", NULL);
    for (int32_t d = 0; d < r->n_demands; d++)
        for (int32_t t = 1; t < r->n_steps; t++)
            CHECK_NEAR(at(r, r->in_use, t - 1, d) + at(r, r->quantity, t, d),
                       at(r, r->in_use, t, d) + at(r, r->left_use, t, d), 1e-12 * 100);
    record_free(r);
}
