/* Many runs of one model: what each is, in which order answers come, and what becomes of those
 * that fail. On two-hops, by hand:
 *     mine --10--> port --25--> mill     50 + 0.1 p at the mine, b - 0.1 (p + 35) at the mill
 * so the price at the mine is p = (b - 53.5) / 0.2, and p + 35 at the mill. */
#include "study/study.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/test.h"

enum { RUNS = 40 };

typedef struct World {
    Arena *arena;
    Diag *diag;
    Files files;
    Model *model;
    CellText intercept;
    double price[RUNS]; /* at the mill */
    Status status[RUNS];
    char reason[RUNS][256];
    int64_t next;       /* run that must be delivered next */
    int64_t step;       /* between runs */
    int64_t stop_after; /* runs; -1 = never */
    Status refuse;      /* what delivering returns */
    int drops;
} World;

static World open_world(void)
{
    World w = {.arena = arena_new(0), .diag = diag_new(), .step = 1, .stop_after = -1};
    char path[512];
    snprintf(path, sizeof path, "%s/../models/two-hops", test_folder());
    CHECK_OK(files_read(path, w.arena, w.diag, &w.files));
    CHECK_OK(model_read(path, w.diag, &w.model));
    CHECK_OK(
        overlay_cell("demands[the-mill].intercept=0", &w.files, w.arena, w.diag, &w.intercept));
    return w;
}

static void close_world(World *w)
{
    model_free(w->model);
    diag_free(w->diag);
    arena_free(w->arena);
}

static double intercept_of(int64_t run)
{
    return 200 + 10 * (double)(run % 5);
}

static double price_of(int64_t run)
{
    return (intercept_of(run) - 53.5) / 0.2 + 35;
}

/* Run 7 says what no table may hold. Multiples of 5 are the model as it is. */
static Status vary(void *context, int64_t run, Arena *arena, Variation *out)
{
    const World *w = context;
    CellText *cell = ARENA_ARRAY(arena, CellText, 1);
    *cell = w->intercept;
    cell->text = run == 7 ? "many" : overlay_number(cell, intercept_of(run), arena);
    out->cells = cell;
    out->n_cells = run % 5 != 0;
    return cell->text ? LODE_OK : LODE_NO_MEMORY;
}

static Status measure(void *context, int64_t run, const Model *model, const Record *record,
                      void *result)
{
    (void)context;
    (void)run;
    const int32_t mill = record_market(record, model_find_region(model, "mill"),
                                       model_find_commodity(model, "ore"));
    *(double *)result = record->price[mill];
    return LODE_OK;
}

static Status deliver(void *context, const StudyRun *run)
{
    World *w = context;
    CHECK_INT(run->run, w->next);
    w->next += w->step;
    w->price[run->run] = *(const double *)run->result;
    w->status[run->run] = run->status;
    snprintf(w->reason[run->run], sizeof w->reason[0], "%s", run->reason);
    return w->refuse;
}

static void drop(void *context, void *result)
{
    World *w = context;
    (void)result;
    w->drops++;
}

static int progress(void *context, int64_t done, int64_t n)
{
    const World *w = context;
    CHECK(done <= n);
    return w->stop_after >= 0 && done >= w->stop_after;
}

static Study study_of(World *w, int threads)
{
    return (Study){.model = w->model,
                   .files = &w->files,
                   .n = RUNS,
                   .threads = threads,
                   .start = MONTH_NONE,
                   .end = MONTH_NONE,
                   .result_size = sizeof(double),
                   .context = w,
                   .vary = vary,
                   .measure = measure,
                   .deliver = deliver,
                   .drop = drop,
                   .progress = progress};
}

TEST(every_run_is_what_its_number_says)
{
    World w = open_world();
    const Study study = study_of(&w, 2);
    CHECK_OK(study_run(&study));
    CHECK_INT(w.next, RUNS);
    CHECK_INT(w.drops, RUNS);
    for (int i = 0; i < RUNS; i++)
        if (i != 7) CHECK_NEAR(w.price[i], price_of(i), 1e-6);
    close_world(&w);
}

/* It is delivered in its turn, with what the reader of tables says. */
TEST(a_run_that_fails_is_an_answer)
{
    World w = open_world();
    const Study study = study_of(&w, 3);
    CHECK_OK(study_run(&study));
    for (int i = 0; i < RUNS; i++)
        CHECK_INT(w.status[i], i == 7 ? LODE_BAD_INPUT : LODE_OK);
    CHECK(strstr(w.reason[7], "demands.csv") != NULL);
    CHECK(strstr(w.reason[7], "many") != NULL);
    CHECK_TEXT(w.reason[8], "");
    close_world(&w);
}

TEST(threads_change_no_bit)
{
    World one = open_world(), five = open_world();
    const Study a = study_of(&one, 1), b = study_of(&five, 5);
    CHECK_OK(study_run(&a));
    CHECK_OK(study_run(&b));
    CHECK(memcmp(one.price, five.price, sizeof one.price) == 0);
    close_world(&one);
    close_world(&five);
}

/* Every third run from the second on, as one of three ranks would do. */
TEST(a_part_of_the_runs_is_the_same_runs)
{
    World all = open_world(), part = open_world();
    const Study a = study_of(&all, 1);
    Study b = study_of(&part, 2);
    part.next = b.first = 1;
    part.step = b.step = 3;
    b.n = RUNS / 3;
    CHECK_OK(study_run(&a));
    CHECK_OK(study_run(&b));
    for (int i = 1; i < RUNS; i += 3)
        CHECK(memcmp(&all.price[i], &part.price[i], sizeof(double)) == 0);
    close_world(&all);
    close_world(&part);
}

/* What was begun is delivered, without a gap; every result is given back. */
TEST(an_interrupt_keeps_what_is_done)
{
    World w = open_world();
    const Study study = study_of(&w, 3);
    w.stop_after = 6;
    CHECK_INT(study_run(&study), LODE_INTERRUPTED);
    CHECK(w.next >= 6 && w.next < RUNS);
    CHECK_INT(w.drops, w.next);
    close_world(&w);
}

TEST(nothing_is_delivered_behind_a_failure)
{
    World w = open_world();
    const Study study = study_of(&w, 3);
    w.refuse = LODE_IO;
    CHECK_INT(study_run(&study), LODE_IO);
    CHECK_INT(w.next, 1);
    CHECK(w.drops >= 1);
    close_world(&w);
}

TEST(no_run_is_no_work)
{
    World w = open_world();
    Study study = study_of(&w, 2);
    study.n = 0;
    CHECK_OK(study_run(&study));
    CHECK_INT(w.next, 0);
    close_world(&w);
}
