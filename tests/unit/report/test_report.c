/* The report of the small world of the metrics' tests: what it says is what metrics say, and it
 * is a page that needs nothing else. */
#include "support/test.h"

#include <stdlib.h>
#include <unistd.h>

#include "report/chart.h"
#include "report/page.h"
#include "report/report.h"
#include "unit/metrics/world.h"

enum { PAGE_MAX = 1 << 20 };

typedef struct Desk {
    char folder[64], runs[96], page[96];
    Store *store;
    Diag *diag;
} Desk;

static void write_run(const Desk *desk, const char *name, const double *to_japan)
{
    RunHeadline *headline;
    Record *r = world_new(name, to_japan);
    CHECK_OK(headline_new(2, &headline));
    headline->lines[headline->n++] =
        (HeadlineLine){"price", "japan", "", "ndpr-oxide", "", "USD/t", 2025, 60000};
    CHECK_OK(store_write_run(desk->runs, r, headline, desk->diag));
    headline_free(headline);
    record_free(r);
}

static Desk desk_open(void)
{
    Desk desk = {.folder = "/tmp/lode-report-XXXXXX"};
    CHECK(mkdtemp(desk.folder) != NULL);
    snprintf(desk.runs, sizeof desk.runs, "%s/runs.sqlite", desk.folder);
    snprintf(desk.page, sizeof desk.page, "%s/page.html", desk.folder);
    CHECK((desk.diag = diag_new()) != NULL);
    write_run(&desk, "baseline", (const double[]){60, 60, 60, 60});
    write_run(&desk, "halt", (const double[]){60, 60, 40, 40});
    CHECK_OK(store_open(desk.runs, desk.diag, &desk.store));
    return desk;
}

static void desk_close(Desk *desk)
{
    store_close(desk->store);
    diag_free(desk->diag);
    unlink(desk->runs);
    unlink(desk->page);
    CHECK_INT(rmdir(desk->folder), 0); /* nothing else was left there */
}

static char *page_of(const Desk *desk)
{
    char *text = calloc(PAGE_MAX, 1);
    FILE *file = fopen(desk->page, "rb");
    CHECK(text != NULL && file != NULL);
    CHECK(fread(text, 1, PAGE_MAX - 1, file) > 0);
    fclose(file);
    return text;
}

#define CHECK_HAS(text, part) CHECK(strstr((text), (part)) != NULL)

TEST(two_runs_are_told_against_each_other)
{
    Desk desk = desk_open();
    CHECK_OK(report_write(desk.store, &(ReportOptions){.title = NULL}, desk.page, desk.diag));
    char *page = page_of(&desk);
    /* china sends 40 instead of 60 t a month in the two months of 2026 */
    CHECK_HAS(page, "halt, against baseline");
    CHECK_HAS(page, "Japan from China");
    CHECK_HAS(page, "\u221233 %");
    CHECK_HAS(page, "2026-01");
    CHECK_HAS(page, "<svg");
    free(page);
    desk_close(&desk);
}

TEST(a_page_needs_nothing_else)
{
    Desk desk = desk_open();
    CHECK_OK(report_write(desk.store, &(ReportOptions){.title = NULL}, desk.page, desk.diag));
    char *page = page_of(&desk);
    CHECK_HAS(page, "default-src 'none'");
    CHECK(strstr(page, "<script") == NULL);
    CHECK(strstr(page, "<link") == NULL);
    CHECK(strstr(page, "src=\"") == NULL);
    free(page);
    desk_close(&desk);
}

TEST(names_stay_names_whatever_they_hold)
{
    Desk desk = desk_open();
    const ReportOptions options = {.title = "<script>alert(\"1\")</script> & more"};
    CHECK_OK(report_write(desk.store, &options, desk.page, desk.diag));
    char *page = page_of(&desk);
    CHECK(strstr(page, "<script") == NULL);
    CHECK_HAS(page, "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; more");
    free(page);
    desk_close(&desk);
}

TEST(an_unknown_run_leaves_no_file)
{
    Desk desk = desk_open();
    const char *const names[] = {"baseline", "nowhere"};
    const ReportOptions options = {.runs = names, .n_runs = 2};
    CHECK_INT(report_write(desk.store, &options, desk.page, desk.diag), LODE_NEGATIVE);
    CHECK(access(desk.page, F_OK) != 0);
    desk_close(&desk);
}

TEST(a_folder_that_is_not_there_is_told)
{
    Desk desk = desk_open();
    const ReportOptions options = {.title = "x"};
    CHECK_INT(report_write(desk.store, &options, "/nonexistent/page.html", desk.diag), LODE_IO);
    CHECK_INT(diag_errors(desk.diag), 1);
    desk_close(&desk);
}

/* 1, 2 or 5 times a power of ten, the smallest that needs at most four marks above zero. */
TEST(scales_have_round_marks)
{
    CHECK_NEAR(chart_step(4), 1, 0);
    CHECK_NEAR(chart_step(100), 50, 0);
    CHECK_NEAR(chart_step(80), 20, 0);
    CHECK_NEAR(chart_step(0.3), 0.1, 1e-15);
    CHECK_NEAR(chart_step(0), 1, 0);
    for (double high = 1e-6; high < 1e9; high *= 1.7) {
        const double marks = high / chart_step(high);
        CHECK(marks > 1.5 && marks <= 4 + 1e-9);
    }
}
