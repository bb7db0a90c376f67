/* Each lever moves what it touches its own way, however hard it is pulled: in the world of
 * tests/cases/levers (a pit in the north, a town in the south) with strengths from 0 to 1, what
 * goes over the strait never rises with a barrier and never falls with an aid, and the whole
 * way moves it; a reserve holds no more than its target, a new pit does no more than its
 * capacity. */
#include <math.h>
#include <stdio.h>

#include "metrics/probe.h"
#include "support/test.h"

enum { STRENGTHS = 8 };
static const double slack = 1e-7; /* t a month of some 140: far above what the solver leaves */

static Model *open_world(const char *name)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/%s", test_folder(), name);
    Model *model = NULL;
    CHECK_OK(model_read(folder, NULL, &model));
    return model;
}

static Record *pull(const Model *model, const char *scenario, double strength)
{
    const VaryValue vary = {.name = "strength", .value = strength};
    const RunOptions options = {.scenarios = &scenario,
                                .n_scenarios = 1,
                                .varies = &vary,
                                .n_varies = 1,
                                .probe = &metrics_probe,
                                .start = MONTH_NONE,
                                .end = MONTH_NONE};
    Record *record = NULL;
    CHECK_OK(sim_run(model, &options, NULL, &record));
    return record;
}

/* way: +1 the flow may only rise with the strength, -1 only fall. */
static void check_way(const Model *model, const char *scenario, double way)
{
    Record *weaker = pull(model, scenario, 0.0);
    const int32_t last = weaker->n_steps - 1;
    const double before = weaker->flow[last];
    for (int k = 1; k <= STRENGTHS; k++) {
        Record *stronger = pull(model, scenario, (double)k / STRENGTHS);
        for (int32_t t = 0; t < stronger->n_steps; t++)
            if (!(way * (stronger->flow[t] - weaker->flow[t]) >= -slack))
                fail_msg("%s at %d/%d, month %d: %.9g t after %.9g t", scenario, k, STRENGTHS,
                         (int)t + 1, stronger->flow[t], weaker->flow[t]);
        record_free(weaker);
        weaker = stronger;
    }
    if (!(way * (weaker->flow[last] - before) > 1.0))
        fail_msg("%s moves nothing: %.9g t after %.9g t", scenario, weaker->flow[last], before);
    record_free(weaker);
}

TEST(barriers_never_raise_what_they_bar)
{
    static const char *const barriers[] = {"more-tariff",   "more-duty",    "more-ban",
                                           "more-quota",    "more-licence", "more-processing",
                                           "more-exchange", "more-outage",  "more-closing",
                                           "more-conduct",  "more-plant"};
    Model *model = open_world("cases/levers");
    for (size_t i = 0; i < sizeof barriers / sizeof *barriers; i++)
        check_way(model, barriers[i], -1.0);
    model_free(model);
}

TEST(aids_never_lower_what_they_aid)
{
    static const char *const aids[] = {"more-need", "more-subsidy", "more-floor",
                                       "more-offtake"};
    Model *model = open_world("cases/levers");
    for (size_t i = 0; i < sizeof aids / sizeof *aids; i++)
        check_way(model, aids[i], 1.0);
    model_free(model);
}

TEST(a_reserve_fills_to_its_target_and_a_plant_to_its_capacity)
{
    Model *model = open_world("cases/levers");
    for (int k = 0; k <= STRENGTHS; k++) {
        const double strength = (double)k / STRENGTHS;
        Record *r = pull(model, "more-reserve", strength);
        for (int32_t t = 0; t < r->n_steps; t++)
            CHECK(r->held[t] >= 0.0 && r->held[t] <= 90.0 * strength * (1.0 + 1e-12));
        CHECK_NEAR(r->held[r->n_steps - 1], 90.0 * strength, 1e-6);
        record_free(r);
        r = pull(model, "more-plant", strength);
        for (int32_t t = 0; t < r->n_steps; t++) {
            const int32_t last = t * r->n_facilities + r->n_facilities - 1; /* the new one */
            CHECK(r->activity[last] <= 90.0 * strength * (1.0 + 1e-12));
        }
        record_free(r);
    }
    model_free(model);
}

/* The town of tests/cases/recycled-content, whose users pay for certificates of scrap. */
TEST(a_rule_of_recycled_content_never_lowers_recycling_nor_raises_use)
{
    enum { SCRAPYARD = 1 };
    Model *model = open_world("cases/recycled-content");
    double recycled = 0.0, used = INFINITY;
    for (int k = 0; k <= STRENGTHS; k++) {
        Record *r = pull(model, "more-rule", (double)k / STRENGTHS);
        CHECK(r->activity[SCRAPYARD] >= recycled - slack && r->quantity[0] <= used + slack);
        CHECK(r->activity[SCRAPYARD] >= 0.6 * k / STRENGTHS * r->quantity[0] - slack);
        recycled = r->activity[SCRAPYARD];
        used = r->quantity[0];
        record_free(r);
    }
    CHECK(recycled > 1.0 && used < 79.0);
    model_free(model);
}

/* The weavers of unit/sim/data: power looms at home are the first technology. */
TEST(a_programme_never_slows_what_it_teaches)
{
    Model *model = open_world("unit/sim/data/weavers");
    Record *slower = pull(model, "more-school", 0.0);
    for (int k = 1; k <= STRENGTHS; k++) {
        Record *faster = pull(model, "more-school", (double)k / STRENGTHS);
        for (int32_t t = 0; t < faster->n_steps; t++) {
            const int32_t at = t * faster->n_limits;
            CHECK(faster->known[at] >= slower->known[at] - 1e-12);
            CHECK(faster->known[at] <= 0.8 + 1e-12); /* the ceiling */
        }
        record_free(slower);
        slower = faster;
    }
    CHECK(slower->known[(slower->n_steps - 1) * slower->n_limits] > 0.75);
    record_free(slower);
    model_free(model);
}
