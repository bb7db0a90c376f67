#include "report/report.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "report/chart.h"
#include "report/page.h"
#include "report/section.h"

enum { PATH_SIZE = 4096, TITLE_SIZE = 256 };

/* ---- reading ---- */

static void report_close(Report *report)
{
    for (int i = 0; i < report->n; i++) {
        comparison_free(report->against[i]);
        headline_free(report->headlines[i]);
        record_free(report->records[i]);
    }
}

static Status open_run(Report *report, Store *store, const char *name)
{
    const int i = report->n++;
    Status st = store_read_run(store, name, report->diag, &report->records[i]);
    if (!st) st = store_read_headline(store, name, report->diag, &report->headlines[i]);
    if (st) return st;
    report->names[i] = report->records[i]->run_name;
    if (i == 0) return LODE_OK;
    return compare_runs(report->records[0], report->records[i], report->diag,
                        &report->against[i]);
}

static Status report_open(Store *store, const ReportOptions *options, Report *report)
{
    const StoreRun *runs;
    int32_t n_stored;
    Status st = store_list_runs(store, report->diag, &runs, &n_stored);
    const int n = options->n_runs ? options->n_runs : (int)n_stored;
    for (int i = 0; !st && i < n && i < REPORT_RUNS; i++)
        st = open_run(report, store, options->n_runs ? options->runs[i] : runs[i].name);
    return st;
}

/* ---- writing ---- */

static void write_title(const Report *report, const ReportOptions *options, char *title)
{
    const Record *r = report->records[0];
    const char *what = *r->title ? r->title : r->model_name;
    if (options->title)
        snprintf(title, TITLE_SIZE, "%s", options->title);
    else if (report->n == 1)
        snprintf(title, TITLE_SIZE, "%s", what);
    else
        snprintf(title, TITLE_SIZE, "%s",
                 *report->records[1]->title ? report->records[1]->title : report->names[1]);
}

static void write_head(const Report *report, const char *title)
{
    const Record *r = report->records[0];
    FILE *out = report->out;
    page_open(out, title, "en");
    fputs("<h1>", out);
    page_text(out, title);
    fputs("</h1>\n<p class=\"lead\">Model <b>", out);
    page_text(out, r->model_name);
    fputs("</b>, ", out);
    page_month(out, r->start);
    fputs(" to ", out);
    page_month(out, record_month(r, r->n_steps) - 1);
    if (*r->currency) page_format(out, ", money in %s", r->currency);
    if (r->price_year) page_format(out, " of %d", (int)r->price_year);
    fputs(". Computed by Lodestone: every price is the multiplier of a market balance.</p>\n",
          out);
    if (report->n > 1) chart_keys(out, report->names, report->n);
}

static Status write_page(const Report *report, const char *title)
{
    static Status (*const sections[])(const Report *) = {
        section_story,    section_prices, section_futures, section_shortage,
        section_choke,    section_worth,  section_makers,  section_changes,
        section_observed, section_claims, section_inputs};
    write_head(report, title);
    Status st = LODE_OK;
    for (size_t i = 0; !st && i < sizeof sections / sizeof *sections; i++)
        st = sections[i](report);
    page_close(report->out);
    return st;
}

static Status failed(Diag *diag, const char *path)
{
    diag_error(diag, path, 0, 0, "", "cannot write the report: %s", strerror(errno));
    return LODE_IO;
}

static Status write_file(Report *report, const char *title, const char *path)
{
    char part[PATH_SIZE];
    const int n = snprintf(part, sizeof part, "%s.%ld.part", path, (long)getpid());
    if (n < 0 || (size_t)n >= sizeof part) {
        errno = ENAMETOOLONG;
        return failed(report->diag, path);
    }
    report->out = fopen(part, "w");
    if (!report->out) return failed(report->diag, path);
    Status st = write_page(report, title);
    const int bad = ferror(report->out);
    if (fclose(report->out) != 0 || bad)
        st = st ? st : failed(report->diag, path);
    else if (!st && rename(part, path) != 0)
        st = failed(report->diag, path);
    if (st) remove(part);
    return st;
}

Status report_write(Store *store, const ReportOptions *options, const char *path, Diag *diag)
{
    char title[TITLE_SIZE];
    Report report = {.store = store, .model = options->model, .diag = diag};
    for (int i = 0; options->own && i < options->n_runs && i < REPORT_RUNS; i++)
        report.own[i] = options->own[i];
    Status st = report_open(store, options, &report);
    if (!st && !report.n) {
        diag_error(diag, "", 0, 0, "", "the results file holds no run");
        st = LODE_NEGATIVE;
    }
    if (!st) {
        write_title(&report, options, title);
        st = write_file(&report, title, path);
    }
    report_close(&report);
    return st;
}

/* ---- shared by sections ---- */

double *section_series(const Report *report, int run, const char *metric,
                       const MetricFilter *filter, Arena *arena)
{
    const Record *r = report->records[run];
    MetricQuery *query;
    double *out = ARENA_ARRAY(arena, double, r->n_steps);
    Diag *quiet = diag_new();
    const Status st =
        quiet ? metric_open(r, metric_find(metric), filter, quiet, &query) : LODE_NO_MEMORY;
    diag_free(quiet);
    if (st || !out) return NULL;
    const bool any = metric_query_any(query);
    if (any) metric_series(query, out);
    metric_close(query);
    return any ? out : NULL;
}

double section_value(const Report *report, int run, const char *metric,
                     const MetricFilter *filter, Steps steps)
{
    double value;
    Diag *quiet = diag_new();
    const Status st = quiet ? metric_value(report->records[run], metric_find(metric), filter,
                                           steps, quiet, &value)
                            : LODE_NO_MEMORY;
    diag_free(quiet);
    return st ? NAN : value;
}

SectionYears section_years(const Record *r)
{
    const int32_t first = month_year(r->start);
    const int32_t last = month_year(record_month(r, r->n_steps) - 1);
    const int32_t told[SECTION_YEARS] = {first, first + (last - first) / 2, last};
    SectionYears years = {.n = 0};
    for (int i = 0; i < SECTION_YEARS; i++)
        if (!years.n || told[i] != years.year[years.n - 1]) years.year[years.n++] = told[i];
    return years;
}

const Scenario *section_scenario(const Report *report, int run, int place)
{
    if (!report->model) return NULL;
    if (report->own[run]) return place ? NULL : report->own[run];
    const char *name = report->names[run];
    for (; place > 0 && name; place--) {
        name = strchr(name, '+');
        if (name) name++;
    }
    if (!name) return NULL;
    char id[TITLE_SIZE];
    snprintf(id, sizeof id, "%.*s", (int)strcspn(name, "+"), name);
    const int32_t s = model_find_scenario(report->model, id);
    return s == MODEL_NONE ? NULL : &report->model->scenarios[s];
}

/* The same lines of a file, or, put together on a page, the same words. */
static bool same_policy(const PolicyText *a, const PolicyText *b)
{
    static const char *const but[] = {"id", NULL}; /* the page names those without one */
    if (!strcmp(a->place.file, b->place.file) && a->place.line == b->place.line) return true;
    return yaml_same(a->node, b->node, but);
}

bool section_is_common(const Report *report, const PolicyText *policy)
{
    for (int place = 0; section_scenario(report, 0, place); place++) {
        const Scenario *s = section_scenario(report, 0, place);
        for (int32_t i = 0; i < s->n_policies; i++)
            if (same_policy(&s->policies[i], policy)) return true;
    }
    return false;
}
