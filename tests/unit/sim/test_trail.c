/* A run that goes on from the trail of another is the run it would have been: bit by bit. */
#include <stdio.h>
#include <string.h>

#include "sim/sim.h"
#include "support/test.h"

typedef struct Walk {
    Record *record;
    SimTrail *trail;
    int32_t first;
} Walk;

static Model *open_model(const char *name)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/%s", test_folder(), name);
    Diag *diag = diag_new();
    Model *model = NULL;
    CHECK_OK(model_read(folder, diag, &model));
    diag_free(diag);
    return model;
}

static Walk walk_in(SimPool *pool, const Model *model, const char *scenario, const Walk *before,
                    Month end)
{
    Diag *diag = diag_new();
    const SimTrail *trail = before ? before->trail : NULL;
    const RunOptions options = {.scenarios = &scenario,
                                .n_scenarios = scenario ? 1 : 0,
                                .trails = &trail,
                                .n_trails = trail ? 1 : 0,
                                .keep_trail = true,
                                .pool = pool,
                                .two_threads = before != NULL, /* which changes nothing */
                                .start = MONTH_NONE,
                                .end = end};
    SimRun *run;
    CHECK_OK(sim_begin(model, &options, diag, &run));
    Walk out = {.first = sim_first(run)};
    CHECK_INT(sim_next(run), out.first);
    while (sim_next(run) < sim_steps(run))
        CHECK_OK(sim_step(run));
    out.trail = sim_take_trail(run);
    out.record = sim_take_record(run);
    CHECK(out.trail != NULL);
    sim_end(run);
    diag_free(diag);
    return out;
}

static Walk walk(const Model *model, const char *scenario, const Walk *before, Month end)
{
    return walk_in(NULL, model, scenario, before, end);
}

static void walk_free(Walk *w)
{
    sim_trail_free(w->trail);
    record_free(w->record);
}

/* exactly: to the last bit; else as near as two solutions of one month are. */
static void check_same(const double *a, const double *b, int32_t steps, int32_t n, bool exactly)
{
    for (int32_t i = 0; i < steps * n; i++) {
        if (memcmp(&a[i], &b[i], sizeof *a) == 0) continue;
        if (exactly)
            fail_msg("item %d of step %d: %.17g, not %.17g", (int)(i % n), (int)(i / n), b[i],
                     a[i]);
        CHECK_NEAR(b[i], a[i], 1e-8);
    }
}

static void check_same_run(const Record *a, const Record *b, bool exactly)
{
    CHECK_INT(a->n_limits, b->n_limits);
#define CHECK_SAME(array, n) check_same(a->array, b->array, a->n_steps, a->n, exactly);
    RECORD_ARRAYS(CHECK_SAME)
#undef CHECK_SAME
    check_same(a->objective, b->objective, a->n_steps, 1, exactly);
}

/* The second scenario alone, and after the trail of the first. */
static void check_pair(const Model *model, const char *first, const char *second, int32_t left,
                       bool exactly)
{
    Walk before = walk(model, first, NULL, MONTH_NONE);
    Walk alone = walk(model, second, NULL, MONTH_NONE);
    Walk after = walk(model, second, &before, MONTH_NONE);
    CHECK_INT(alone.first, 0);
    CHECK_INT(after.first, left);
    check_same_run(alone.record, after.record, exactly);
    walk_free(&before);
    walk_free(&alone);
    walk_free(&after);
}

TEST(a_policy_is_run_from_the_month_it_begins)
{
    Model *model = open_model("unit/sim/data/strait");
    check_pair(model, NULL, "ban", 6, true);    /* from 2024-07 */
    check_pair(model, NULL, "quota", 6, false); /* brings a limit row */
    check_pair(model, "quota", NULL, 6, false); /* takes it away */
    check_pair(model, "quota", "ban", 6, false);
    check_pair(model, "ban", "ban", 24, true);  /* nothing is left to run */
    check_pair(model, NULL, "tariff", 0, true); /* always was */
    model_free(model);
}

/* What a run took over from a trail is not in its own: only what comes after can be followed.
 */
TEST(a_trail_is_followed_from_where_it_begins)
{
    Model *model = open_model("unit/sim/data/strait");
    Walk base = walk(model, NULL, NULL, MONTH_NONE);
    Walk banned = walk(model, "ban", &base, MONTH_NONE); /* its trail begins in 2024-07 */
    Walk again = walk(model, "ban", &banned, MONTH_NONE);
    Walk other = walk(model, "quota", &banned, MONTH_NONE); /* parts in 2024-07 */
    Walk tariff = walk(model, "tariff", &banned, MONTH_NONE);
    CHECK_INT(again.first, 24);
    CHECK_INT(other.first, 6);
    CHECK_INT(tariff.first, 0);
    check_same_run(banned.record, again.record, true);
    Walk *const all[] = {&base, &banned, &again, &other, &tariff};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        walk_free(all[i]);
    model_free(model);
}

TEST(stocks_and_habits_go_on_too)
{
    Model *model = open_model("unit/sim/data/granary");
    Walk base = walk(model, NULL, NULL, MONTH_NONE);
    Walk alone = walk(model, "drought", NULL, MONTH_NONE);
    Walk after = walk(model, "drought", &base, MONTH_NONE);
    CHECK(after.first > 0);
    check_same_run(alone.record, after.record, true);
    walk_free(&base);
    walk_free(&alone);
    walk_free(&after);
    model_free(model);
}

TEST(the_reference_model_goes_on_as_well)
{
    Model *model = open_model("../models/ree-magnets");
    const Month end = 2025 * 12 + 11;
    Walk base = walk(model, "baseline", NULL, end);
    Walk alone = walk(model, "india-japan-halt", NULL, end);
    Walk after = walk(model, "india-japan-halt", &base, end);
    CHECK_INT(after.first, 17); /* 2025-06 */
    check_same_run(alone.record, after.record, true);
    walk_free(&base);
    walk_free(&alone);
    walk_free(&after);
    model_free(model);
}

/* Investors look ahead, plants are built and idled, technologies spread: all of it goes on,
 * too. */
TEST(an_outage_leaves_the_reference_model_with_the_same_bits_to_its_end)
{
    Model *model = open_model("../models/ree-magnets");
    check_pair(model, "baseline", "kuantan-outage", 30, true); /* from 2026-07 */
    model_free(model);
}

/* A run after the base's trail, alone and with what others have left in the pool. */
static void check_in_pool(SimPool *pool, const Model *model, const char *scenario,
                          const Walk *base, Month end)
{
    Walk alone = walk(model, scenario, base, end);
    Walk within = walk_in(pool, model, scenario, base, end);
    check_same_run(alone.record, within.record, true);
    walk_free(&alone);
    walk_free(&within);
}

/* What others have left is not seen: numbers of other policies, of another market's, of a
 * longer run. */
TEST(a_run_with_what_others_have_left_in_the_pool_has_the_same_bits)
{
    Model *model = open_model("unit/sim/data/strait");
    SimPool *pool = sim_pool_new();
    const char *const left[] = {"tariff", "quota", "ban", NULL};
    Walk base = walk(model, NULL, NULL, MONTH_NONE);
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        Walk other = walk_in(pool, model, left[i], NULL, MONTH_NONE);
        walk_free(&other);
        check_in_pool(pool, model, "ban", &base, MONTH_NONE);
        check_in_pool(pool, model, "ban", &base, 2025 * 12 + 5);
    }
    walk_free(&base);
    sim_pool_free(pool);
    model_free(model);
}

TEST(the_reference_model_with_what_others_have_left_has_the_same_bits)
{
    Model *model = open_model("../models/ree-magnets");
    SimPool *pool = sim_pool_new();
    const Month end = 2025 * 12 + 11;
    Walk base = walk(model, "baseline", NULL, end);
    Walk other = walk_in(pool, model, "china-magnet-halt", NULL, end);
    walk_free(&other);
    check_in_pool(pool, model, "india-japan-halt", &base, end);
    walk_free(&base);
    sim_pool_free(pool);
    model_free(model);
}
