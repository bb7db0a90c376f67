#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/grid.h"
#include "cli/load.h"
#include "cli/show.h"
#include "cli/summary.h"

#define BY_CHOICES "region|partner|commodity|stage|facility|process|use|limit|policy|month|year"

static const Option options[] = {
    OPTION_VALUE("region", 0, VALUE_TEXT, "ID", "region or group; several joined by ','"),
    OPTION_VALUE("commodity", 'c', VALUE_TEXT, "ID", "commodity or stage"),
    OPTION_VALUE("stage", 0, VALUE_TEXT, "ID", "stage"),
    OPTION_VALUE("partner", 0, VALUE_TEXT, "ID", "the other end of trade"),
    OPTION_VALUE("facility", 0, VALUE_TEXT, "ID", "facility"),
    OPTION_VALUE("process", 0, VALUE_TEXT, "ID", "process of facilities"),
    OPTION_VALUE("use", 0, VALUE_TEXT, "ID", "end use"),
    OPTION_VALUE("limit", 0, VALUE_TEXT, "ID", "policy that sets a limit"),
    OPTION_VALUE("policy", 0, VALUE_TEXT, "ID", "policy, or kind of policy"),
    OPTION_VALUE("run", 'r', VALUE_TEXT, "NAME", "run; may be repeated; else the first"),
    OPTION_VALUE("year", 'y', VALUE_TEXT, "YYYY", "only this year"),
    OPTION_VALUE("month", 'm', VALUE_TEXT, "YYYY-MM", "only this month"),
    {"by", 'b', VALUE_CHOICE, "WHAT",
     "one line for each region, ..., or month; may be repeated", BY_CHOICES},
    OPTION_CHOICE("basis", "BASIS", "reo", "reo: in tonnes of contained rare-earth oxide"),
    OPTION_CURRENCY,
    OPTION_FLAG("all", 'a', "also lines that are zero throughout"),
    OPTION_VALUE("chart", 0, VALUE_FILE, "FILE.svg",
                 "draw it month by month instead, with the bands of an ensemble"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_FLAG("csv", 0, "print CSV, one value a line"),
    OPTION_END,
};

/* ---- what is asked ---- */

static Status read_metric(Show *show, const char *id)
{
    show->metric = metric_find(id);
    if (show->metric) return LODE_OK;
    const char *nearest = metric_nearest(id);
    if (nearest)
        screen_error(show->screen, "no metric '%s'; did you mean '%s'?", id, nearest);
    else
        screen_error(show->screen, "no metric '%s'; `lode metrics` lists them", id);
    return LODE_USAGE;
}

static void read_filter(Show *show)
{
    const Args *a = show->args;
    show->filter = (MetricFilter){args_text(a, "region"),    args_text(a, "partner"),
                                  args_text(a, "commodity"), args_text(a, "stage"),
                                  args_text(a, "facility"),  args_text(a, "process"),
                                  args_text(a, "use"),       args_text(a, "limit"),
                                  args_text(a, "policy"),    args_has(a, "basis")};
}

static void read_by(Show *show)
{
    const char **texts = ARENA_ARRAY(show->arena, const char *, show->args->n_values);
    if (!texts) return;
    const int n = args_all(show->args, "by", texts);
    for (int i = 0; i < n; i++) {
        const int32_t choice = text_choice(texts[i], BY_CHOICES);
        if (choice < QUERY_FIELDS && show->n_by < QUERY_FIELDS)
            show->by[show->n_by++] = (QueryField)choice;
        if (strcmp(texts[i], "month") == 0) show->by_month = true;
    }
    if (args_text(show->args, "chart")) show->by_month = true;
}

/* ---- periods ---- */

static void add_period(Show *show, Steps steps, const char *title, bool part)
{
    Period *period = &show->periods[show->n_periods++];
    period->steps = steps;
    period->part = part;
    snprintf(period->title, sizeof period->title, "%s%s", title, part ? "*" : "");
}

static void add_year(Show *show, int32_t year)
{
    const Record *r = show->records[0];
    const Steps steps = record_year(r, year);
    char title[SHOW_TITLE];
    snprintf(title, sizeof title, "%d", (int)year);
    if (steps.first < steps.end)
        add_period(show, steps, title,
                   record_months(r, steps) < 12 && r->months_per_step <= 12);
}

static void add_months(Show *show, Steps steps)
{
    for (int32_t t = steps.first; t < steps.end; t++) {
        char month[8];
        month_format(record_month(show->records[0], t), month, sizeof month);
        add_period(show, (Steps){t, t + 1}, month, false);
    }
}

/* A span that is asked for with --year or --month; the whole run otherwise. */
static Status asked_steps(Show *show, Steps *steps, bool *narrow)
{
    const char *year = args_text(show->args, "year"), *month = args_text(show->args, "month");
    const char *text = month ? month : year;
    Month from;
    int32_t months;
    *narrow = text != NULL;
    *steps = record_steps(show->records[0]);
    if (!text) return LODE_OK;
    if (!month_parse(text, &from, &months) || months != (month ? 1 : 12)) {
        screen_error(show->screen,
                     month ? "--month is a month such as 2025-04, not '%s'"
                           : "--year is a year such as 2030, not '%s'",
                     text);
        return LODE_USAGE;
    }
    return metric_steps(show->records[0], from, months, show->diag, steps);
}

static Status read_periods(Show *show)
{
    const Record *r = show->records[0];
    Steps steps;
    bool narrow;
    const Status st = asked_steps(show, &steps, &narrow);
    if (st) return st;
    const int32_t first = month_year(r->start);
    const int32_t last = month_year(record_month(r, r->n_steps) - 1);
    show->periods = ARENA_ARRAY(show->arena, Period, r->n_steps + last - first + 1);
    if (!show->periods) return LODE_NO_MEMORY;
    if (show->by_month)
        add_months(show, steps);
    else if (args_has(show->args, "month"))
        add_period(show, steps, args_text(show->args, "month"), false);
    else if (narrow)
        add_year(show, month_year(record_month(r, steps.first)));
    else
        for (int32_t year = first; year <= last; year++)
            add_year(show, year);
    return LODE_OK;
}

/* ---- measuring ---- */

/* The same months in another run, which may begin elsewhere. */
static double measure(const Show *show, const MetricQuery *query, const Record *r, Steps steps)
{
    const int32_t shift = (show->records[0]->start - r->start) / r->months_per_step;
    const Steps here = {steps.first + shift, steps.end + shift};
    if (here.first < 0 || here.end > r->n_steps) return NAN;
    return metric_over(query, here);
}

static Status measure_line(Show *show, const Record *r, const MetricFilter *part, Line *line)
{
    MetricQuery *query;
    const Status st = metric_open(r, show->metric, part, show->diag, &query);
    if (st) return st;
    const char *unit = metric_query_unit(query);
    *line = (Line){r, part, arena_text(show->arena, unit, strlen(unit)),
                   ARENA_ARRAY(show->arena, double, show->n_periods)};
    if (line->unit && line->values)
        for (int p = 0; p < show->n_periods; p++)
            line->values[p] = measure(show, query, r, show->periods[p].steps);
    metric_close(query);
    return line->unit && line->values ? LODE_OK : LODE_NO_MEMORY;
}

/* NAN is no size. */
static double largest_value(const Show *show, const Line *line)
{
    double largest = 0;
    for (int p = 0; p < show->n_periods; p++)
        largest = fmax(largest, fabs(line->values[p]));
    return largest;
}

/* Lines of nothing, or of what the solver left of nothing, are counted instead of shown. */
static void drop_zero_lines(Show *show)
{
    const double leftover = 1e-9; /* of the largest value shown */
    double largest = 0;
    for (int32_t i = 0; i < show->n_lines; i++)
        largest = fmax(largest, largest_value(show, &show->lines[i]));
    int32_t kept = 0;
    for (int32_t i = 0; i < show->n_lines; i++) {
        const double here = largest_value(show, &show->lines[i]);
        if (here > leftover * largest)
            show->lines[kept++] = show->lines[i];
        else
            show->n_zero++;
    }
    show->n_lines = kept;
}

static Status measure_record(Show *show, const Record *r, const Split *split)
{
    Status st = LODE_OK;
    for (int32_t i = 0; i < split->n && !st; i++)
        st = measure_line(show, r, &split->parts[i], &show->lines[show->n_lines++]);
    return st;
}

static Status measure_all(Show *show)
{
    int32_t n = 0;
    Status st = LODE_OK;
    for (int i = 0; i < show->n_records && !st; i++) {
        st = metric_split(show->records[i], show->metric, &show->filter, show->by, show->n_by,
                          show->diag, &show->splits[i]);
        if (!st) n += show->splits[i]->n;
    }
    if (st) return st;
    show->lines = ARENA_ARRAY(show->arena, Line, n);
    if (!show->lines) return LODE_NO_MEMORY;
    for (int i = 0; i < show->n_records && !st; i++)
        st = measure_record(show, show->records[i], show->splits[i]);
    if (!st && show->n_by && !args_has(show->args, "all")) drop_zero_lines(show);
    return st;
}

static Status show_metric(Show *show, Store *store)
{
    const char *chart = args_text(show->args, "chart");
    read_filter(show);
    read_by(show);
    Status st = read_periods(show);
    if (!st) st = measure_all(show);
    load_tell(show->screen, show->diag);
    if (st) return st;
    return chart ? show_chart(show, store, chart) : show_print(show);
}

/* ---- without a metric: what the file holds ---- */

static Status print_runs(const Screen *screen, const StoreRun *runs, int32_t n)
{
    static const char *const titles[] = {"run", "from", "to", "model", "written", "by lode"};
    Grid *grid = grid_new(6, titles);
    for (int32_t i = 0; i < n; i++) {
        char first[8], last[8];
        month_format(runs[i].start, first, sizeof first);
        month_format(runs[i].end, last, sizeof last);
        grid_text(grid, runs[i].name);
        grid_text(grid, first);
        grid_text(grid, last);
        grid_text(grid, runs[i].model);
        grid_text(grid, runs[i].written);
        grid_text(grid, runs[i].lode_version);
    }
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    return st;
}

static Status show_run(const Screen *screen, Store *store, const Args *args, const char *name,
                       json_t *list, Diag *diag)
{
    Record *record = NULL;
    RunHeadline *headline = NULL;
    Status st = store_read_run(store, name, diag, &record);
    if (!st) st = store_read_headline(store, name, diag, &headline);
    if (!st) st = load_money(screen, args, false, record, headline);
    if (!st && list)
        json_array_append_new(list, summary_json(record, headline));
    else if (!st) {
        fputs("\n\n", screen->out);
        st = summary_print(screen, record, headline);
    }
    headline_free(headline);
    record_free(record);
    return st;
}

static Status show_file(const Screen *screen, Store *store, const Args *args, Diag *diag)
{
    const StoreRun *runs;
    int32_t n;
    const char *only = args_text(args, "run");
    json_t *list = args_has(args, "json") ? json_array() : NULL;
    Status st = store_list_runs(store, diag, &runs, &n);
    if (!st && !list) st = print_runs(screen, runs, n);
    if (!st && only) st = show_run(screen, store, args, only, list, diag);
    for (int32_t i = 0; i < n && !st && !only; i++)
        st = show_run(screen, store, args, runs[i].name, list, diag);
    load_tell(screen, diag);
    if (st || !list) {
        json_decref(list);
        return st;
    }
    return json_print(screen, json_pack("{s:s, s:o}", "schema", "lode.runs/1", "runs", list));
}

/* ---- */

static Status load_records(Show *show, Store *store)
{
    const char **names = ARENA_ARRAY(show->arena, const char *, show->args->n_values + 1);
    show->records = ARENA_ARRAY(show->arena, Record *, show->args->n_values + 1);
    show->splits = ARENA_ARRAY(show->arena, Split *, show->args->n_values + 1);
    if (!names || !show->records || !show->splits) return LODE_NO_MEMORY;
    int n = args_all(show->args, "run", names);
    if (!n) names[n++] = NULL;
    for (int i = 0; i < n; i++) {
        Status st = load_run(show->screen, store, names[i], &show->records[i]);
        if (st) return st;
        show->n_records++;
        st = load_money(show->screen, show->args, i > 0, show->records[i], NULL);
        if (st) return st;
    }
    return LODE_OK;
}

static Status show_store(Show *show, Store *store)
{
    const char *metric = args_place(show->args, 1);
    if (!metric) return show_file(show->screen, store, show->args, show->diag);
    Status st = read_metric(show, metric);
    if (!st) st = load_records(show, store);
    if (!st) st = show_metric(show, store);
    for (int i = 0; i < show->n_records; i++) {
        split_free(show->splits[i]);
        record_free(show->records[i]);
    }
    /* what the question names and the file has not is a matter of the question */
    return st == LODE_BAD_INPUT ? LODE_USAGE : st;
}

static Status run(const Screen *screen, const Args *args)
{
    Show show = {.screen = screen, .args = args, .arena = arena_new(0), .diag = diag_new()};
    Store *store = NULL;
    Status st = LODE_NO_MEMORY;
    if (show.arena && show.diag) st = load_store(screen, args_place(args, 0), &store);
    if (!st) st = show_store(&show, store);
    store_close(store);
    diag_free(show.diag);
    arena_free(show.arena);
    return st;
}

const Command command_show = {
    .name = "show",
    .summary = "numbers of a results file",
    .about =
        "Prints a metric of the runs in a results file, by year unless --month or --by month "
        "says otherwise. Without METRIC, lists the runs and their headlines. `lode metrics` "
        "lists the metrics and which filters each takes.",
    .positionals = {{"FILE", VALUE_FILE, false, "a results file"},
                    {"METRIC", VALUE_METRIC, true, "what to measure"}},
    .options = options,
    .examples = {{"lode show runs.sqlite", "which runs there are, and their headlines"},
                 {"lode show runs.sqlite price --commodity dy-oxide --by region",
                  "prices by year"},
                 {"lode show runs.sqlite demand_value --stage magnet --by use --currency CNY",
                  "what each use pays for magnets, in yuan"},
                 {"lode show runs.sqlite imports --region japan --by partner --year 2026 --csv",
                  "where Japan's imports come from"},
                 {"lode show futures.sqlite price -c dy-oxide --region china --chart dy.svg",
                  "a picture, with the bands of `lode ensemble`"}},
    .run = run,
};
