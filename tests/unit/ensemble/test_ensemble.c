/* Many futures of a mine and a mill, by hand:
 *     mine --F/35 x 10--> port --F/35 x 25--> mill    50 + 0.1 p mined, b - 0.1 (p + F) wanted
 * so p = (b - 50 - 0.1 F) / 0.2 at the mine and p + F at the mill while the mine has its 150 t;
 * b is uniform from 180 to 220, F / 35 loguniform from 0.5 to 2. Half of the mine stands still
 * for some months now and then; a pit that never pays may open late. */
#include "ensemble/ensemble.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ensemble/draw.h"
#include "ensemble/summary.h"
#include "model/read.h"
#include "support/test.h"

enum { RUNS = 60, NEED = 0, FREIGHT = 1, FILE_MOST = 1 << 22 };

typedef struct World {
    Arena *arena;
    Diag *diag;
    Files files;
    Model *model;
    EnsembleOptions options;
    Ensemble *ensemble;
    char journal[128];
    int64_t die_at; /* runs; -1 = never */
} World;

static World open_world(const char *name)
{
    static const char *const price[] = {"price region=mill commodity=ore"};
    World w = {.arena = arena_new(0), .diag = diag_new(), .die_at = -1};
    char path[512];
    snprintf(path, sizeof path, "%s/unit/ensemble/data/futures", test_folder());
    snprintf(w.journal, sizeof w.journal, "/tmp/lode-test-%ld-%s", (long)getpid(), name);
    CHECK_OK(files_read(path, w.arena, w.diag, &w.files));
    CHECK_OK(model_read(path, w.diag, &w.model));
    w.options = (EnsembleOptions){.design.n = RUNS,
                                  .design.seed = 7,
                                  .threads = 2,
                                  .design.sequence = SEQUENCE_SOBOL,
                                  .start = MONTH_NONE,
                                  .end = MONTH_NONE,
                                  .variables = price,
                                  .n_variables = 1,
                                  .crew = {.size = 1}};
    return w;
}

/* Another file of the model, which is then read from the files. */
static void add_scenario(World *w, const char *name, const char *text)
{
    File *items = ARENA_ARRAY(w->arena, File, w->files.n + 1);
    assert_non_null(items);
    memcpy(items, w->files.items, (size_t)w->files.n * sizeof *items);
    items[w->files.n++] = (File){.name = name, .bytes = text, .n = strlen(text)};
    w->files.items = items;
    model_free(w->model);
    CHECK_OK(model_read_files(&w->files, "futures", w->diag, &w->model));
}

static Status begin(World *w)
{
    w->options.journal = w->journal;
    return ensemble_open(w->model, &w->files, &w->options, w->diag, &w->ensemble);
}

static void close_world(World *w)
{
    ensemble_close(w->ensemble);
    unlink(w->journal);
    model_free(w->model);
    diag_free(w->diag);
    arena_free(w->arena);
}

static void run_all(World *w)
{
    CHECK_OK(begin(w));
    CHECK_OK(ensemble_run(w->ensemble));
    CHECK_INT(journal_kept(w->ensemble->journal), w->options.design.n);
}

/* The program ends; the journal stays. */
static void leave(World *w)
{
    ensemble_close(w->ensemble);
    w->ensemble = NULL;
}

static const char *said(const World *w)
{
    return diag_count(w->diag) ? diag_message(w->diag, 0)->text : "";
}

static size_t slurp(const char *path, unsigned char *bytes)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    const size_t n = fread(bytes, 1, FILE_MOST, file);
    fclose(file);
    return n;
}

static void check_same_file(const char *a, const char *b)
{
    unsigned char *x = malloc(FILE_MOST), *y = malloc(FILE_MOST);
    assert_true(x && y);
    const size_t n = slurp(a, x);
    CHECK(n == slurp(b, y) && n < FILE_MOST);
    CHECK(memcmp(x, y, n) == 0);
    free(x);
    free(y);
}

TEST(every_future_is_the_one_its_inputs_make)
{
    World w = open_world("inputs");
    run_all(&w);
    int undisturbed = 0;
    for (int64_t i = 0; i < RUNS; i++) {
        EnsembleRun run;
        CHECK_OK(ensemble_read(w.ensemble, i, &run));
        CHECK_INT(run.run, i);
        CHECK_INT(run.status, LODE_OK);
        CHECK(run.values[NEED] > 180 && run.values[NEED] < 220);
        CHECK(run.values[FREIGHT] > 0.5 && run.values[FREIGHT] < 2);
        const double freight = 35 * run.values[FREIGHT];
        const double price = (run.values[NEED] - 50 - 0.1 * freight) / 0.2 + freight;
        if (run.n_outages) continue;
        undisturbed++;
        CHECK_NEAR(run.yearly[0], price, 1e-6);
        CHECK_NEAR(run.series[11], price, 1e-6);
    }
    CHECK(undisturbed > RUNS / 4 && undisturbed < RUNS);
    close_world(&w);
}

/* Run 17 draws the same among 20 and among 2000; only a Latin hypercube cannot have it so. */
TEST(a_future_does_not_depend_on_how_many_there_are)
{
    for (int kind = SEQUENCE_RANDOM; kind <= SEQUENCE_SOBOL; kind++) {
        World few = open_world("few"), many = open_world("many");
        double a[2], b[2];
        few.options.design.sequence = many.options.design.sequence = (SequenceKind)kind;
        few.options.design.n = 20;
        many.options.design.n = 2000;
        CHECK_OK(begin(&few));
        CHECK_OK(begin(&many));
        CHECK_OK(design_point(&few.ensemble->design, 17, few.arena, a));
        CHECK_OK(design_point(&many.ensemble->design, 17, many.arena, b));
        CHECK((memcmp(a, b, sizeof a) == 0) == (kind != SEQUENCE_LATIN));
        close_world(&few);
        close_world(&many);
    }
}

/* The baseline halves what the mill wants: b' = b / 2 and slope 0.05, so the mine gives
 * p = (b / 2 - 50 - 0.05 F) / 0.15. A future with outages keeps to it like one without: the
 * same files are found whether the baseline is named or not. */
TEST(futures_follow_the_baseline_with_outages_and_without)
{
    static const char yaml[] = "title: Half\npolicies:\n- {kind: demand_shift, id: half, why: "
                               "made up, commodities: [ore], factor: 0.5}\n";
    static const char *const baseline[] = {"baseline"};
    World unnamed = open_world("unnamed"), named = open_world("named");
    add_scenario(&unnamed, "scenarios/baseline.yaml", yaml);
    add_scenario(&named, "scenarios/baseline.yaml", yaml);
    named.options.design.scenarios = baseline;
    named.options.design.n_scenarios = 1;
    run_all(&unnamed);
    run_all(&named);
    check_same_file(unnamed.journal, named.journal);
    int disturbed = 0;
    for (int64_t i = 0; i < RUNS; i++) {
        EnsembleRun run;
        CHECK_OK(ensemble_read(unnamed.ensemble, i, &run));
        const double freight = 35 * run.values[FREIGHT];
        const double price = (run.values[NEED] / 2 - 50 - 0.05 * freight) / 0.15 + freight;
        if (!run.n_outages) CHECK_NEAR(run.yearly[0], price, 1e-6);
        /* half of the mine is missing at most: a future without the baseline pays 600 more */
        if (run.n_outages) CHECK(run.yearly[0] < price + 200);
        disturbed += run.n_outages > 0;
    }
    CHECK(disturbed > RUNS / 10);
    close_world(&unnamed);
    close_world(&named);
}

/* Freight stays 35: p = (b - 50 - 3.5) / 0.2 + 35. */
TEST(what_is_kept_fixed_has_its_usual_value)
{
    static const char *const freight[] = {"freight"}, *const need[] = {"need"};
    World fixed = open_world("fixed"), only = open_world("only");
    fixed.options.design.vary = (DimensionChoice){.fixed = freight, .n_fixed = 1};
    only.options.design.vary = (DimensionChoice){.only = need, .n_only = 1};
    run_all(&fixed);
    run_all(&only);
    CHECK_INT(fixed.ensemble->design.dimensions.n, 1);
    check_same_file(fixed.journal, only.journal);
    for (int64_t i = 0; i < RUNS; i++) {
        EnsembleRun run;
        CHECK_OK(ensemble_read(fixed.ensemble, i, &run));
        if (!run.n_outages)
            CHECK_NEAR(run.yearly[0], (run.values[NEED] - 53.5) / 0.2 + 35, 1e-6);
    }
    close_world(&fixed);
    close_world(&only);
}

TEST(another_choice_of_ranges_cannot_go_on)
{
    static const char *const freight[] = {"freight"}, *const need[] = {"need"};
    World first = open_world("choice"), again = open_world("choice");
    first.options.design.vary = (DimensionChoice){.fixed = freight, .n_fixed = 1};
    again.options.design.vary = (DimensionChoice){.fixed = need, .n_fixed = 1};
    run_all(&first);
    leave(&first);
    again.options.resume = true;
    CHECK_INT(begin(&again), LODE_USAGE);
    close_world(&again);
    close_world(&first);
}

/* ---- odds ---- */

/* Without outages b is uniform from 180 to 220 and p = (b - 53.5) / 0.2 + 35 above 767.5 where
 * b > 200: in half of them. Counted here by the same runs' own numbers. */
TEST(odds_are_the_share_of_futures_in_which_it_is_so)
{
    static const char *const asked[] = {"price region=mill commodity=ore 2025 > 767.5",
                                        "production region=mine < 1000",
                                        "use region=mill 2025 > 100000 %"};
    World w = open_world("odds");
    Summary *summary;
    w.options.odds = asked;
    w.options.n_odds = 3;
    run_all(&w);
    CHECK_OK(summary_make(w.ensemble, RUNS, &summary));
    int64_t above = 0;
    for (int64_t i = 0; i < RUNS; i++) {
        EnsembleRun run;
        CHECK_OK(ensemble_read(w.ensemble, i, &run));
        above += run.yearly[1] > 767.5; /* the price, in 2025 */
    }
    CHECK(above > RUNS / 3 && above < RUNS);
    CHECK_INT(summary->odds[0].n, RUNS);
    CHECK_INT(summary->odds[0].hits, above);
    CHECK_NEAR(summary->odds[0].share, (double)above / RUNS, 1e-12);
    CHECK_INT(w.ensemble->odds[1].year, 0);
    CHECK_NEAR(w.ensemble->odds[2].bound, 1000, 1e-12);
    CHECK_INT(w.ensemble->variables.n, 3); /* the price is asked for anyway */
    summary_free(summary);
    close_world(&w);
}

/* Wilson's interval [Wilson27] for 8 of 10 at z = 1.6449: middle (0.8 + z2 / 20) / (1 + z2 /
 * 10) = 0.9353 / 1.2706 = 0.7361, half z sqrt(0.016 + z2 / 400) / (1 + z2 / 10) = 0.1953; of
 * none of ten it begins at nothing and ends at z2 / (10 + z2) = 0.2129. */
TEST(odds_of_few_runs_have_a_wide_interval)
{
    OddsCount count = {.n = 10, .hits = 8}, none = {.n = 10}, nothing = {.n = 0};
    odds_measure(&count);
    odds_measure(&none);
    odds_measure(&nothing);
    CHECK_NEAR(count.share, 0.8, 1e-12);
    CHECK_NEAR(count.low, 0.7361 - 0.1953, 2e-4);
    CHECK_NEAR(count.high, 0.7361 + 0.1953, 2e-4);
    CHECK_NEAR(none.low, 0, 1e-12);
    CHECK_NEAR(none.high, 0.2129, 2e-4);
    CHECK(isnan(nothing.share) && isnan(nothing.low));
}

/* ---- the journal ---- */

TEST(threads_change_no_byte)
{
    World one = open_world("one"), four = open_world("four");
    one.options.threads = 1;
    four.options.threads = 4;
    run_all(&one);
    run_all(&four);
    check_same_file(one.journal, four.journal);
    close_world(&one);
    close_world(&four);
}

static int die(void *context, int64_t kept, int64_t done, int64_t n)
{
    const World *w = context;
    (void)kept;
    (void)n;
    if (w->die_at >= 0 && done >= w->die_at) kill(getpid(), SIGKILL);
    return 0;
}

/* In a process of its own, which kills itself after so many runs. */
static void run_until_killed(World *w, int64_t runs)
{
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        w->die_at = runs;
        w->options.progress = die;
        w->options.progress_context = w;
        if (!begin(w)) ensemble_run(w->ensemble);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

TEST(killed_at_any_moment_and_resumed_it_is_the_same)
{
    static const int64_t moments[] = {0, 1, 17, 59};
    World whole = open_world("whole");
    run_all(&whole);
    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
        World w = open_world("killed");
        run_until_killed(&w, moments[i]);
        w.options.resume = true;
        run_all(&w);
        check_same_file(whole.journal, w.journal);
        close_world(&w);
    }
    close_world(&whole);
}

/* Power fails while a record is written: any length of the file may be on disk. */
TEST(a_torn_end_is_cut_off)
{
    World whole = open_world("untorn");
    run_all(&whole);
    unsigned char *bytes = malloc(FILE_MOST);
    const size_t n = slurp(whole.journal, bytes);
    for (size_t cut = 0; cut < n; cut += n / 7 + 1) {
        World w = open_world("torn");
        FILE *file = fopen(w.journal, "wb");
        assert_non_null(file);
        CHECK(fwrite(bytes, 1, cut, file) == cut);
        fclose(file);
        w.options.resume = true;
        run_all(&w);
        check_same_file(whole.journal, w.journal);
        close_world(&w);
    }
    free(bytes);
    close_world(&whole);
}

TEST(what_is_kept_is_not_overwritten_unasked)
{
    World first = open_world("kept"), again = open_world("kept");
    run_all(&first);
    leave(&first);
    CHECK_INT(begin(&again), LODE_USAGE);
    CHECK(strstr(said(&again), "--resume") != NULL);
    close_world(&again);
    close_world(&first);
}

TEST(another_seed_cannot_go_on)
{
    World first = open_world("seed"), again = open_world("seed");
    run_all(&first);
    leave(&first);
    again.options.resume = true;
    again.options.design.seed = 8;
    CHECK_INT(begin(&again), LODE_USAGE);
    CHECK(strstr(said(&again), "seed") != NULL);
    close_world(&again);
    close_world(&first);
}

/* Points of Sobol's sequence stay where they are. */
TEST(an_ensemble_can_grow)
{
    World small = open_world("grow"), large = open_world("large");
    large.options.design.n = 2 * RUNS;
    run_all(&large);
    run_all(&small);
    leave(&small);
    small.options.design.n = 2 * RUNS;
    small.options.resume = true;
    run_all(&small);
    CHECK_INT(small.ensemble->n_resumed, RUNS);
    check_same_file(small.journal, large.journal);
    close_world(&small);
    close_world(&large);
}

/* ---- mishaps ---- */

/* Outages come 0.5 a year while the mine works and last 2 months on average, at least one, in
 * whole months: a cycle takes 24 + 2.05 months or so, so a year of 12 begins 0.46 of them. */
TEST(outages_come_as_often_as_they_should)
{
    enum { DRAWS = 20000 };
    World w = open_world("outages");
    int64_t n = 0, late = 0, months = 0;
    for (uint64_t run = 0; run < DRAWS; run++) {
        Arena *arena = arena_new(0);
        Mishaps mishaps;
        CHECK_OK(draw_mishaps(w.model, 1, run, arena, &mishaps));
        n += mishaps.n_outages;
        for (int32_t i = 0; i < mishaps.n_outages; i++) {
            CHECK(mishaps.outages[i].months >= 1);
            if (i)
                CHECK(mishaps.outages[i].from >=
                      mishaps.outages[i - 1].from + mishaps.outages[i - 1].months);
        }
        late += mishaps.n_delays;
        months += mishaps.n_delays ? mishaps.delays[0].months : 0;
        arena_free(arena);
    }
    CHECK_NEAR((double)n / DRAWS, 0.47, 0.02);
    CHECK_NEAR((double)late / DRAWS, 0.5, 0.02);
    CHECK_NEAR((double)months / (double)late, 6.0, 0.03); /* relative */
    close_world(&w);
}

/* The pit opens in June; late by four months it opens in October. */
TEST(a_delay_moves_the_start)
{
    World w = open_world("delay");
    Mishap delay = {.facility = model_find_facility(w.model, "the-pit"), .months = 4};
    const Mishaps mishaps = {.delays = &delay, .n_delays = 1};
    const double values[] = {200, 1};
    Variation variation = {.name = NULL};
    Model *late = NULL;
    CHECK_OK(begin(&w));
    CHECK_OK(
        draw_variation(&w.ensemble->design.dimensions, values, &mishaps, w.arena, &variation));
    Files files = w.files;
    CHECK_OK(overlay_write(variation.cells, variation.n_cells, &files, w.arena));
    CHECK_OK(model_read_files(&files, "futures", w.diag, &late));
    Month october;
    CHECK(month_parse("2025-10", &october, NULL));
    CHECK_INT(late->facilities[delay.facility].start, october);
    model_free(late);
    close_world(&w);
}

/* ---- quantiles ---- */

/* 1 to 9 and one that has no number: quartiles 3, 5 and 7, the 5th percentile 1.4. */
TEST(a_band_is_what_statisticians_mean)
{
    double values[] = {9, 3, 1, NAN, 7, 5, 2, 8, 4, 6};
    const Band band = summary_band(values, 10);
    CHECK_INT(band.n, 9);
    CHECK_NEAR(band.quantile[0], 1.4, 1e-12);
    CHECK_NEAR(band.quantile[1], 3, 1e-12);
    CHECK_NEAR(band.quantile[2], 5, 1e-12);
    CHECK_NEAR(band.quantile[3], 7, 1e-12);
    CHECK_NEAR(band.quantile[4], 8.6, 1e-12);
    CHECK_NEAR(band.mean, 5, 1e-12);
}

/* ---- mistakes ---- */

/* Reads the model with another uncertain.csv; what is said first. */
static const char *complaint(World *w, const char *table)
{
    File *items = ARENA_ARRAY(w->arena, File, w->files.n);
    memcpy(items, w->files.items, (size_t)w->files.n * sizeof *items);
    for (int32_t i = 0; i < w->files.n; i++)
        if (strcmp(items[i].name, "tables/uncertain.csv") == 0) {
            items[i].bytes = table;
            items[i].n = strlen(table);
        }
    w->files.items = items;
    model_free(w->model);
    w->model = NULL;
    Status st = model_read_files(&w->files, "futures", w->diag, &w->model);
    Dimensions dimensions;
    if (!st)
        st =
            dimensions_list(w->model, &w->files, NULL, 0, NULL, w->arena, w->diag, &dimensions);
    if (!st) st = dimensions_try(&dimensions, w->diag);
    CHECK_INT(st, LODE_BAD_INPUT);
    static char text[512];
    diag_format(diag_message(w->diag, 0), text, sizeof text);
    return text;
}

#define HEAD "id,cells,as,low,high,dist,source,status\n"

TEST(mistakes_are_told_with_their_place)
{
    static const struct {
        const char *row, *said;
    } cases[] = {
        {"a,demands[the-mil].intercept,value,1,2,,assumption,estimate", "the-mill"},
        {"a,demands[the-mill].intercpt,value,1,2,,assumption,estimate", "intercept"},
        {"a,demands[the-mill],value,1,2,,assumption,estimate", "name a column"},
        {"a,routes[ore].freight,value,1,20,,assumption,estimate", "different numbers"},
        {"a,routes[ore].freight,factor,0,2,,assumption,estimate", "above 0"},
        {"a,routes[ore].freight,factor,3,2,,assumption,estimate", "high must be above low"},
        {"a,demands[the-mill].intercept,value,300,400,,assumption,estimate", "uncertain.csv:2"},
        {"a,regions[mill].name,factor,1,2,,assumption,estimate", "holds a number"},
        {"a,facilities[the-mine].capacity,value,-50,200,,assumption,estimate",
         "facilities.csv"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        World w = open_world("mistakes");
        char table[512];
        snprintf(table, sizeof table, HEAD "%s\n", cases[i].row);
        const char *got = complaint(&w, table);
        if (!strstr(got, cases[i].said)) fail_msg("'%s' does not say '%s'", got, cases[i].said);
        close_world(&w);
    }
}
