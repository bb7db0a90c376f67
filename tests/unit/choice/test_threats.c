/* Vulnerability tables whose numbers are known beforehand.
 *
 *     east --5--> town <--5-- west       each well gives 100 a month at 40; the town buys 150 -
 * p
 *
 * With both wells p = 45 and 105 are bought; users gain (150 - 45)^2 / 2 = 5512.5 a month. With
 * one, 100 come, so p = 50: users gain 5000, its owner 100 (50 - 45) = 500, together 12.5 less.
 * With none 5512.5 are lost. The shock lasts three months. Half a well's 5 of 105 are less than
 * the 5 % that make a market leave its path; all of it is back when the shock is over. */
#include "choice/sweep.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "metrics/probe.h"
#include "model/read.h"
#include "support/test.h"

typedef struct World {
    char path[512];
    Diag *diag;
    Model *model;
    Sweep *sweep;
} World;

static World open_world(const char *folder)
{
    World w = {.diag = diag_new()};
    snprintf(w.path, sizeof w.path, "%s/%s", test_folder(), folder);
    CHECK_OK(model_read(w.path, w.diag, &w.model));
    return w;
}

static void close_world(World *w)
{
    sweep_free(w->sweep);
    model_free(w->model);
    diag_free(w->diag);
}

static SweepOptions april(int threads)
{
    return (SweepOptions){
        .from = 2000 * 12 + 3, .months = 3, .recovery = 6, .pairs_of = 10, .threads = threads};
}

static const SweepRow *find_row(const Sweep *sweep, const SweepRow *rows, int32_t n,
                                const char *id)
{
    char name[128];
    for (int32_t i = 0; i < n; i++) {
        sweep_id(sweep, &rows[i], name, sizeof name);
        if (strcmp(name, id) == 0) return &rows[i];
    }
    fail_msg("there is no row %s", id);
    return NULL;
}

TEST(every_halt_and_outage_that_moves_something_is_listed_once)
{
    World w = open_world("cases/two-wells");
    const SweepOptions how = april(1);
    CHECK_OK(sweep_run(w.model, &how, w.diag, &w.sweep));
    CHECK_INT(w.sweep->n_singles, 4);      /* two wells, two regions that export */
    CHECK_INT(w.sweep->threats.n_idle, 1); /* the town exports nothing */
    CHECK_INT(w.sweep->n_pairs, 6);
    CHECK_INT(w.sweep->n_failed, 0);
    CHECK_NEAR(w.sweep->worth, 9 * 5512.5, 1e-9); /* April to December, makers earn nothing */
    close_world(&w);
}

TEST(a_well_lost_costs_what_the_other_cannot_bring)
{
    World w = open_world("cases/two-wells");
    const SweepOptions how = april(1);
    CHECK_OK(sweep_run(w.model, &how, w.diag, &w.sweep));
    const char *const ids[] = {"outage-east-well", "outage-west-well", "halt-east-wells",
                               "halt-west-wells"};
    for (int i = 0; i < 4; i++) {
        const Harm *h = &find_row(w.sweep, w.sweep->singles, 4, ids[i])->harm;
        CHECK_NEAR(h->loss, 37.5, 1e-7);
        CHECK_NEAR(h->users, 1537.5, 1e-9);
        CHECK_NEAR(h->makers, -1500, 1e-9);
        CHECK_NEAR(h->unbought, 15, 1e-9);
        CHECK_TEXT(w.sweep->base->regions[h->worst].id, "town");
        CHECK_NEAR(h->recover, 0, 0);
    }
    close_world(&w);
}

TEST(both_wells_lost_are_worse_together_than_the_sum)
{
    World w = open_world("cases/two-wells");
    const SweepOptions how = april(1);
    CHECK_OK(sweep_run(w.model, &how, w.diag, &w.sweep));
    int beyond = 0;
    for (int32_t i = 0; i < w.sweep->n_pairs; i++)
        beyond += sweep_beyond(w.sweep, &w.sweep->pairs[i]);
    CHECK_INT(beyond, 4); /* east with west, each as a well or as exports */
    const SweepRow *worst = &w.sweep->pairs[0];
    CHECK_NEAR(worst->harm.loss, 3 * 5512.5, 1e-9);
    CHECK_NEAR(worst->sum, 75, 1e-7);
    CHECK_NEAR(worst->harm.unbought, 315, 1e-9);
    CHECK_NEAR(worst->harm.recover, 3, 0);
    CHECK(sweep_beyond(w.sweep, worst));
    close_world(&w);
}

/* two-hops: p = 732.5, q = 123.25; users and the mine gain 75952.8125 a month each, all of it
 * lost when nothing moves from April to the end in December. */
TEST(a_chain_without_another_way_loses_everything)
{
    World w = open_world("../models/two-hops");
    const SweepOptions how = {.from = MONTH_NONE, .months = 12, .recovery = 36, .threads = 2};
    CHECK_OK(sweep_run(w.model, &how, w.diag, &w.sweep));
    CHECK_INT(w.sweep->n_singles, 3);
    CHECK_INT(w.sweep->n_pairs, 0);
    const int32_t months = w.sweep->end - w.sweep->from + 1;
    for (int32_t i = 0; i < 3; i++) {
        const Harm *h = &w.sweep->singles[i].harm;
        CHECK_NEAR(h->loss, 2 * 75952.8125 * months, 1e-6);
        CHECK_NEAR(h->unbought, 123.25 * months, 1e-6);
        CHECK(isinf(h->recover));
    }
    close_world(&w);
}

TEST(a_shock_outside_the_run_is_a_mistake_that_says_the_run)
{
    World w = open_world("cases/two-wells");
    SweepOptions how = april(1);
    how.from = 2005 * 12;
    CHECK_INT(sweep_run(w.model, &how, w.diag, &w.sweep), LODE_USAGE);
    CHECK(strstr(diag_message(w.diag, 0)->text, "2000-01 to 2000-12") != NULL);
    close_world(&w);
}

static void check_same_bits(const SweepRow *a, const SweepRow *b, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        CHECK_INT(a[i].a, b[i].a);
        CHECK_INT(a[i].b, b[i].b);
        CHECK(memcmp(&a[i].harm.loss, &b[i].harm.loss, sizeof(double)) == 0);
        CHECK(memcmp(&a[i].harm.unbought, &b[i].harm.unbought, sizeof(double)) == 0);
    }
}

TEST(the_table_has_the_same_bits_on_any_number_of_threads)
{
    World one = open_world("cases/two-wells"), three = open_world("cases/two-wells");
    const SweepOptions how1 = april(1), how3 = april(3);
    CHECK_OK(sweep_run(one.model, &how1, one.diag, &one.sweep));
    CHECK_OK(sweep_run(three.model, &how3, three.diag, &three.sweep));
    check_same_bits(one.sweep->singles, three.sweep->singles, 4);
    check_same_bits(one.sweep->pairs, three.sweep->pairs, 6);
    close_world(&one);
    close_world(&three);
}

/* Writes the row's file, reads the model with it as `lode run -s FILE` does, runs it from the
 * first month on, and measures. */
static void measure_file(const World *w, const SweepOptions *how, const SweepRow *row,
                         Harm *out)
{
    static const char *const ids[] = {"row"};
    char folder[] = "/tmp/lode-row-XXXXXX", path[64];
    Arena *arena = arena_new(0);
    Files files;
    Model *model;
    Record *record;
    HarmBase *base;
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/row.yaml", folder);
    Story *story = sweep_story(w->sweep, how, row);
    CHECK_OK(story_write(story, path, w->diag));
    CHECK_OK(files_read(w->path, arena, w->diag, &files));
    CHECK_OK(files_add(path, "scenarios/row.yaml", arena, w->diag, &files));
    CHECK_OK(model_read_files(&files, w->path, w->diag, &model));
    const RunOptions options = {.scenarios = ids,
                                .n_scenarios = 1,
                                .start = MONTH_NONE,
                                .end = w->sweep->end,
                                .probe = &metrics_probe};
    CHECK_OK(sim_run(model, &options, w->diag, &record));
    CHECK_OK(harm_base_new(w->sweep->base, w->sweep->from, &base));
    CHECK_OK(harm_measure(base, record, NULL, 0, RECORD_NONE, out));
    harm_base_free(base);
    record_free(record);
    model_free(model);
    story_free(story);
    arena_free(arena);
    CHECK_INT(unlink(path), 0);
    CHECK_INT(rmdir(folder), 0);
}

TEST(a_row_written_as_a_scenario_runs_to_the_same_bits)
{
    World w = open_world("cases/two-wells");
    const SweepOptions how = april(2);
    Harm again;
    CHECK_OK(sweep_run(w.model, &how, w.diag, &w.sweep));
    for (int32_t i = 0; i < w.sweep->n_pairs; i++) {
        measure_file(&w, &how, &w.sweep->pairs[i], &again);
        CHECK(memcmp(&again.loss, &w.sweep->pairs[i].harm.loss, sizeof(double)) == 0);
        CHECK(memcmp(&again.users, &w.sweep->pairs[i].harm.users, sizeof(double)) == 0);
    }
    close_world(&w);
}
