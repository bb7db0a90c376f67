/* Technologies that spread. The world of weavers is worked out in data/weavers/model.yaml. */
#include "sim/adopt.h"

#include <math.h>

#include "world.h"

enum { HOME_HAND, HOME_POWER, HOME_STEAM, ABROAD_HAND, ABROAD_POWER };
enum { POWER_HOME, STEAM_HOME, POWER_ABROAD };

static double activity(const Record *r, int32_t t, int32_t k)
{
    return r->activity[t * r->n_facilities + k];
}

/* Odds o = F / (1 - F) of a curve that is used in full: the share is 80 o / (1 + o). */
static double share(double odds)
{
    return 80 * odds / (1 + odds);
}

TEST(a_step_of_full_use_lies_on_the_logistic_curve)
{
    const double q = log(2.0);
    CHECK_NEAR(1 - (1 - 0.5) * adopt_left(q, 0, 0.5, 1), 2.0 / 3, 1e-15);
    CHECK_NEAR(1 - (1 - 0.5) * adopt_left(q, 0, 0.5, 3), 8.0 / 9, 1e-15);
    CHECK_NEAR(adopt_left(q, 0, 0, 1), 1, 0); /* nobody to learn from */
    CHECK_NEAR(adopt_left(q, 0, 1, 1), 0.5, 1e-15);
    CHECK_NEAR(adopt_left(0, q, 0.3, 1), 0.5,
               1e-15); /* whoever is left finds out at the rate p */
    CHECK_NEAR(adopt_left(0, 0, 0.3, 1), 1, 0);
}

/* One step of three months ends where three of one month do, innovation included. */
TEST(what_is_learnt_does_not_depend_on_the_length_of_steps)
{
    double used = 0.02;
    const double once = 1 - (1 - used) * adopt_left(0.4, 0.03, used, 3);
    for (int i = 0; i < 3; i++)
        used = 1 - (1 - used) * adopt_left(0.4, 0.03, used, 1);
    CHECK_NEAR(used, once, 1e-15);
}

TEST(a_cheaper_technology_takes_what_is_known_of_it_and_spreads)
{
    Record *r = world_run("weavers", NULL);
    double odds = 1.0 / 7;
    for (int32_t t = 0; t < r->n_steps; t++) {
        odds *= 2;
        CHECK_NEAR(activity(r, t, HOME_POWER), share(odds), 1e-6);
        CHECK_NEAR(activity(r, t, HOME_HAND), 100 - share(odds), 1e-6);
        CHECK_NEAR(r->known[t * r->n_limits + POWER_HOME], share(odds) / 100, 1e-8);
        CHECK_NEAR(r->rent[t * r->n_limits + POWER_HOME], 5, 1e-6);
        CHECK_NEAR(r->price[t * r->n_markets + 0], 10, 1e-6);
    }
    record_free(r);
}

TEST(nobody_learns_what_nobody_uses)
{
    Record *r = world_run("weavers", NULL);
    for (int32_t t = 0; t < r->n_steps; t++) {
        CHECK_NEAR(activity(r, t, HOME_STEAM), 0, 1e-6);
        CHECK_NEAR(r->known[t * r->n_limits + STEAM_HOME], 0.1, 1e-8);
        CHECK_NEAR(r->rent[t * r->n_limits + STEAM_HOME], 0, 1e-6);
    }
    record_free(r);
}

/* From March on twice as fast: the odds grow by 4 in a month. March itself opens with what
 * February has taught. */
TEST(a_programme_makes_a_technology_spread_faster)
{
    Record *r = world_run("weavers", "school");
    const double odds[] = {2.0 / 7, 4.0 / 7, 8.0 / 7, 32.0 / 7, 128.0 / 7, 512.0 / 7};
    for (int32_t t = 0; t < r->n_steps; t++)
        CHECK_NEAR(activity(r, t, HOME_POWER), share(odds[t]), 1e-6);
    record_free(r);
}

TEST(a_ban_on_technology_stops_it_abroad_and_takes_nothing_away)
{
    Record *r = world_run("weavers", "ban");
    const double odds[] = {2.0 / 7, 4.0 / 7, 8.0 / 7, 8.0 / 7, 8.0 / 7, 8.0 / 7};
    for (int32_t t = 0; t < r->n_steps; t++)
        CHECK_NEAR(activity(r, t, ABROAD_POWER), share(odds[t]), 1e-6);
    CHECK_NEAR(activity(r, 5, HOME_POWER), share(64.0 / 7), 1e-6);
    record_free(r);
}
