/* The run on a page as a file: what `lode report` and `lode export` write, and no file left
 * behind. The strait's quota makes 70 USD/t in the south (tests/unit/sim/test_sim.c). */
#include <pthread.h>
#include <unistd.h>

#include "metrics/headline.h"
#include "report/report.h"
#include "store/store.h"
#include "unit/web/world.h"

/* A folder for temporary files, so that what is left of them is seen. */
typedef struct Bench {
    World world;
    char folder[64];
} Bench;

static void bench_open(Bench *bench)
{
    snprintf(bench->folder, sizeof bench->folder, "/tmp/lode-press-XXXXXX");
    CHECK(mkdtemp(bench->folder) != NULL);
    setenv("TMPDIR", bench->folder, 1);
    world_open(&bench->world);
}

static void bench_close(Bench *bench)
{
    world_close(&bench->world);
    CHECK_INT(rmdir(bench->folder), 0); /* it is empty */
    unsetenv("TMPDIR");
}

static Request ask_for(const char *path, const char *run, const char *base)
{
    Request request = world_get(path);
    world_with(&request, "run", run);
    if (base) world_with(&request, "base", base);
    return request;
}

static const char report[] = "/api/v1/report.html", workbook[] = "/api/v1/workbook.xlsx";

static void store_named(World *world, const char *name, const char *path, Diag *diag)
{
    Run *run;
    RunHeadline *headline;
    CHECK_OK(runs_get(&world->web.runs, name, diag, &run));
    CHECK_OK(headline_measure(world->model, run->record, &headline));
    CHECK_OK(store_write_run(path, run->record, headline, diag));
    headline_free(headline);
    runs_release(&world->web.runs, run);
}

/* The page of `lode report` for the same two runs, written by hand. */
static void check_same_page(Bench *bench, const char *got)
{
    static const char *const names[] = {"baseline", "quota"};
    char runs[96], page[96];
    Diag *diag = diag_new();
    Store *store;
    snprintf(runs, sizeof runs, "%s/runs.sqlite", bench->folder);
    snprintf(page, sizeof page, "%s/page.html", bench->folder);
    for (int i = 0; i < 2; i++)
        store_named(&bench->world, names[i], runs, diag);
    CHECK_OK(store_open(runs, diag, &store));
    const ReportOptions options = {
        .title = "A quota", .runs = names, .n_runs = 2, .model = bench->world.model};
    CHECK_OK(report_write(store, &options, page, diag));
    store_close(store);
    FILE *file = fopen(page, "rb");
    char *expected = calloc(1 << 20, 1);
    CHECK(file != NULL && expected != NULL);
    CHECK(fread(expected, 1, (1 << 20) - 1, file) > 1000);
    fclose(file);
    CHECK(strcmp(got, expected) == 0);
    free(expected);
    remove(page);
    remove(runs);
    diag_free(diag);
}

TEST(the_report_is_the_one_of_lode_report)
{
    Bench bench;
    bench_open(&bench);
    Request request = ask_for(report, "quota", "baseline");
    world_with(&request, "title", "A quota");
    char *got = world_ask(&bench.world, &request, 200);
    check_same_page(&bench, got);
    free(got);
    bench_close(&bench);
}

/* A zip begins with a first file and ends with the list of all, which is 22 bytes long without
 * them. */
TEST(the_workbook_is_a_workbook)
{
    Bench bench;
    Answer answer;
    bench_open(&bench);
    const Request request = ask_for(workbook, "quota", "baseline");
    web_answer(&bench.world.web, &request, &answer);
    CHECK_INT(answer.code, 200);
    CHECK(answer.body.n > 4000 && memcmp(answer.body.at, "PK\3\4", 4) == 0);
    CHECK(memcmp(answer.body.at + answer.body.n - 22, "PK\5\6", 4) == 0);
    CHECK_TEXT(answer.kept, "lode-workbook.xlsx");
    CHECK(strstr(answer.type, "spreadsheetml") != NULL);
    answer_free(&answer);
    bench_close(&bench);
}

/* Its name is no list of scenarios, so its policies come from the run itself. */
TEST(a_run_of_the_page_tells_its_own_policies)
{
    Bench bench;
    bench_open(&bench);
    free(world_solve(&bench.world,
                     "{\"policies\":[{\"kind\":\"export_quota\",\"id\":\"q\",\"region\":"
                     "\"north\",\"commodities\":[\"ore\"],\"limit\":\"720 t/year\",\"from\":"
                     "\"2024-07\"}],\"watch\":[]}"));
    Request request = world_get("/api/v1/runs");
    char *runs = world_ask(&bench.world, &request, 200), id[32] = "";
    const char *at = strstr(runs, "\"id\":\"r");
    CHECK(at != NULL && sscanf(at + 6, "%20[r0-9a-f]", id) == 1);
    request = ask_for(report, id, "baseline");
    char *page = world_ask(&bench.world, &request, 200);
    check_holds(page, "Put together on the page");
    check_holds(page, "<b>export_quota</b>");
    check_holds(page, "limit 720 t/year");
    CHECK(strstr(page, id) == NULL); /* it says `own`, not a number */
    free(page);
    free(runs);
    bench_close(&bench);
}

TEST(what_cannot_be_written_is_told)
{
    Bench bench;
    bench_open(&bench);
    Request request = ask_for(report, "nowhere", NULL);
    char *said = world_ask(&bench.world, &request, 404);
    check_holds(said, "there is no run 'nowhere'");
    free(said);
    request = ask_for(workbook, "quota", "nowhere");
    free(world_ask(&bench.world, &request, 404));
    request = ask_for(workbook, "quota", NULL);
    world_with(&request, "month", "2024-07");
    said = world_ask(&bench.world, &request, 400);
    check_holds(said, "'workbook.xlsx' has no parameter 'month'");
    free(said);
    request = ask_for(report, "quota", NULL);
    request.host = "example.com";
    free(world_ask(&bench.world, &request, 403));
    request.host = "127.0.0.1:8733";
    request.method = "POST";
    request.token = bench.world.web.token;
    free(world_ask(&bench.world, &request, 405));
    request.method = "GET";
    setenv("TMPDIR", "/nowhere", 1);
    said = world_ask(&bench.world, &request, 503);
    check_holds(said, "no folder can be made");
    free(said);
    bench_close(&bench);
}

typedef struct Asker {
    Bench *bench;
    const char *path;
    int code;
} Asker;

static void *ask_one(void *context)
{
    Asker *asker = context;
    Answer answer;
    const Request request = ask_for(asker->path, "quota", "baseline");
    web_answer(&asker->bench->world.web, &request, &answer);
    asker->code = answer.code;
    answer_free(&answer);
    return NULL;
}

/* One is made, few wait, the others are told to come again: 503, never a broken file. */
TEST(many_who_ask_at_once_are_served_or_told_to_wait)
{
    enum { ASKERS = 12 };
    Bench bench;
    pthread_t threads[ASKERS];
    Asker askers[ASKERS];
    int whole = 0;
    bench_open(&bench);
    for (int i = 0; i < ASKERS; i++) {
        askers[i] = (Asker){.bench = &bench, .path = i % 2 ? report : workbook};
        CHECK_INT(pthread_create(&threads[i], NULL, ask_one, &askers[i]), 0);
    }
    for (int i = 0; i < ASKERS; i++) {
        pthread_join(threads[i], NULL);
        CHECK(askers[i].code == 200 || askers[i].code == 503);
        whole += askers[i].code == 200;
    }
    CHECK(whole >= 1);
    CHECK_INT(bench.world.web.press.here, 0);
    bench_close(&bench);
}
