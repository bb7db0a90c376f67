/* What the report says of technologies, order books, production lines and worth, in worlds that
 * are worked out by hand in unit/sim/data (weavers, bakers) and in data/press. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/report.h"
#include "sim/sim.h"
#include "store/store.h"
#include "support/test.h"

enum { PAGE_MAX = 1 << 20 };

/* The page of the one run of a world, to be freed. */
static char *page_of(const char *world)
{
    char folder[] = "/tmp/lode-makers-XXXXXX", path[512], runs[64], page[64];
    Diag *diag = diag_new();
    Model *model;
    Record *record;
    Store *store;
    RunHeadline *headline;
    const RunOptions options = {.start = MONTH_NONE, .end = MONTH_NONE};
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/unit/%s", test_folder(), world);
    snprintf(runs, sizeof runs, "%s/runs.sqlite", folder);
    snprintf(page, sizeof page, "%s/page.html", folder);
    CHECK_OK(model_read(path, diag, &model));
    CHECK_OK(sim_run(model, &options, diag, &record));
    CHECK_OK(headline_new(1, &headline));
    CHECK_OK(store_write_run(runs, record, headline, diag));
    CHECK_OK(store_open(runs, diag, &store));
    CHECK_OK(report_write(store, &(ReportOptions){.model = model}, page, diag));
    char *text = calloc(PAGE_MAX, 1);
    FILE *file = fopen(page, "rb");
    CHECK(text != NULL && file != NULL);
    CHECK(fread(text, 1, PAGE_MAX - 1, file) > 0);
    fclose(file);
    headline_free(headline);
    store_close(store);
    record_free(record);
    model_free(model);
    diag_free(diag);
    unlink(runs);
    unlink(page);
    CHECK_INT(rmdir(folder), 0);
    return text;
}

/* 0.8 (2/9 + 4/11 + 8/15 + 16/23 + 32/39 + 64/71) / 6 = 0.4716, and 0.8 x 64/71 = 0.7211 in
 * June */
TEST(a_technology_is_told_by_what_is_made_with_it_and_what_is_known)
{
    char *page = page_of("sim/data/weavers");
    CHECK(strstr(page, "Power looms at home") != NULL);
    CHECK(strstr(page, "47 / 72 %") != NULL);
    CHECK(strstr(page, "order book") == NULL);
    free(page);
}

TEST(an_order_book_is_told_in_months)
{
    char *page = page_of("sim/data/bakers");
    CHECK(strstr(page, "3.5 / 3.5 / 15 %") != NULL);
    CHECK(strstr(page, "technology") == NULL);
    free(page);
}

/* The row of the works: lines, takt, pieces a shift, uptime, yield, pieces and tonnes a year.
 */
TEST(lines_are_told_in_pieces_and_tonnes)
{
    char *page = page_of("report/data/press");
    const char *row = strstr(page, "Press works");
    CHECK(row != NULL);
    static const char *const cells[] = {">4<",     ">90<",    ">272<",  ">85 %<",
                                        ">100 %<", ">1.192<", ">59.61<"};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        row = strstr(row, cells[i]);
        if (!row) fail_msg("%s does not follow in the row", cells[i]);
    }
    free(page);
}

/* 360 million USD of magnets are made and bought in the half year. */
TEST(worth_is_told_in_both_monies)
{
    char *page = page_of("report/data/press");
    CHECK(strstr(page, "2025 [million USD]") != NULL);
    CHECK(strstr(page, "2025 [million CNY]") != NULL);
    CHECK(strstr(page, ">360</td><td class=\"n\">2880</td></tr>") != NULL);
    CHECK(strstr(page, "1 USD = 8 CNY") != NULL);
    free(page);
}
