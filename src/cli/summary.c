#include "cli/summary.h"

#include <math.h>
#include <string.h>

#include "cli/grid.h"
#include "metrics/compare.h"
#include "metrics/words.h"

enum { TITLE_SIZE = 16 };

static void row_cells(Grid *grid, const Record *r, const HeadlineLine *line)
{
    if (strcmp(line->metric, "share") == 0) {
        grid_format(grid, "  share of %s", headline_region(r, line->region));
        grid_text(grid, "%");
        return;
    }
    if (*line->commodity)
        grid_text(grid, headline_commodity(r, line->commodity));
    else
        grid_text(grid, headline_stage(r, line->stage));
    grid_text(grid, line->unit);
}

static void value_cell(Grid *grid, const HeadlineLine *line)
{
    if (strcmp(line->metric, "share") != 0) {
        grid_number(grid, line->value);
        return;
    }
    char text[WORDS_SIZE];
    words_number(100 * line->value, 3, text, sizeof text);
    grid_text(grid, text);
}

static void year_cells(Grid *grid, const RunHeadline *headline, int32_t row,
                       const HeadlineYears *years)
{
    for (int y = 0; y < years->n; y++) {
        HeadlineLine asked = headline->lines[row];
        asked.year = years->year[y];
        const HeadlineLine *line = headline_same(headline, &asked);
        if (line)
            value_cell(grid, line);
        else
            grid_text(grid, "-");
    }
}

/* A year of which the run has only some months is marked. */
static bool year_title(const Record *r, int32_t year, char *buffer)
{
    const Steps steps = record_year(r, year);
    const bool part = record_months(r, steps) < 12;
    snprintf(buffer, TITLE_SIZE, "%d%s", (int)year, part ? "*" : "");
    return part;
}

static Status print_years(const Screen *screen, const Record *r, const RunHeadline *headline,
                          const char *title, HeadlineWanted *wanted)
{
    const HeadlineYears years = headline_years(headline, wanted);
    char texts[HEADLINE_YEARS_MAX][TITLE_SIZE];
    const char *titles[HEADLINE_YEARS_MAX + 2] = {title, "unit"};
    bool part = false;
    if (!years.n) return LODE_OK;
    for (int y = 0; y < years.n; y++) {
        part = year_title(r, years.year[y], texts[y]) || part;
        titles[y + 2] = texts[y];
    }
    Grid *grid = grid_new(years.n + 2, titles);
    for (int y = 0; y < years.n; y++)
        grid_right(grid, y + 2);
    for (int32_t i = 0; i < headline->n; i++) {
        if (!wanted(&headline->lines[i]) || !headline_begins_row(headline, i)) continue;
        row_cells(grid, r, &headline->lines[i]);
        year_cells(grid, headline, i, &years);
    }
    fputc('\n', screen->out);
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    if (part) fputs("* only some months of this year are part of the run\n", screen->out);
    return st;
}

static double devices_of(const RunHeadline *headline, const HeadlineLine *shortage)
{
    HeadlineLine asked = *shortage;
    asked.metric = "devices_not_built";
    const HeadlineLine *line = headline_same(headline, &asked);
    return line ? line->value : NAN;
}

/* Shortages of a commodity as a whole, and below it of each use. */
static Status print_shortages(const Screen *screen, const Record *r,
                              const RunHeadline *headline)
{
    static const char *const titles[] = {"Short over the whole run", "use", "amount", "unit",
                                         "devices not built"};
    Grid *grid = grid_new(5, titles);
    grid_right(grid, 2);
    grid_right(grid, 4);
    for (int32_t i = 0; i < headline->n; i++) {
        const HeadlineLine *line = &headline->lines[i];
        if (strcmp(line->metric, "shortage") != 0) continue;
        grid_text(grid, headline_commodity(r, line->commodity));
        grid_text(grid, *line->use ? line->use : "all");
        grid_number(grid, line->value);
        grid_text(grid, line->unit);
        grid_number(grid, devices_of(headline, line));
    }
    Status st = LODE_OK;
    if (grid_rows(grid)) {
        fputc('\n', screen->out);
        st = grid_print(grid, screen);
    } else if (grid) {
        fputs("\nNothing runs short.\n", screen->out);
    }
    grid_free(grid);
    return st;
}

static void print_title(const Screen *screen, const Record *r)
{
    char first[8], last[8];
    month_format(r->start, first, sizeof first);
    month_format(record_month(r, r->n_steps) - 1, last, sizeof last);
    fprintf(screen->out, "%s: %s, %s to %s", *r->title ? r->title : r->model_name, r->run_name,
            first, last);
    if (*r->currency) {
        fprintf(screen->out, ", %s", r->currency);
        if (r->price_year) fprintf(screen->out, " of %d", (int)r->price_year);
        if (r->money) fputs(" of its own time", screen->out);
    }
    fputc('\n', screen->out);
}

static void print_changes(const Screen *screen, const Record *r)
{
    for (int32_t i = 0; i < r->n_changes; i++) {
        const RecordChange *c = &r->changes[i];
        fprintf(screen->out, "  %s: %s instead of %s%s%s (%s)\n", c->cell,
                *c->to ? c->to : "blank", *c->from ? c->from : "blank", *c->unit ? " " : "",
                c->unit, c->scenario);
    }
}

Status summary_print(const Screen *screen, const Record *record, const RunHeadline *headline)
{
    print_title(screen, record);
    print_changes(screen, record);
    Status st = print_years(screen, record, headline, "World output", headline_is_output);
    if (!st) st = print_years(screen, record, headline, "Price", headline_is_price);
    if (!st) st = print_shortages(screen, record, headline);
    return st;
}

static double worst_residual(const Record *r)
{
    double worst = 0;
    for (int32_t t = 0; t < r->n_steps; t++)
        worst = fmax(worst, fmax(r->balance_residual[t], r->complementarity_residual[t]));
    return worst;
}

static int32_t unsettled_steps(const Record *r)
{
    int32_t n = 0;
    for (int32_t t = 0; t < r->n_steps; t++)
        n += r->unsettled[t];
    return n;
}

void summary_print_quality(const Screen *screen, const Record *record)
{
    int32_t where;
    const double mass = record_worst_imbalance(record, &where);
    fprintf(screen->out, "\nWorst relative error of any balance or price: %.1e. ",
            worst_residual(record));
    if (where == RECORD_NONE)
        fputs("There is no commodity.\n", screen->out);
    else
        fprintf(screen->out, "Mass is kept to %.1e (%s).\n", mass,
                commodity_words(record, where));
    const int32_t unsettled = unsettled_steps(record);
    if (unsettled)
        fprintf(screen->out,
                "In %d step%s policies that answer to prices would still act otherwise than in "
                "the last solve.\n",
                (int)unsettled, unsettled == 1 ? "" : "s");
}

/* ---- JSON ---- */

static json_t *line_json(const HeadlineLine *line)
{
    json_t *object = json_object();
    json_put(object, "metric", json_string(line->metric));
    json_put(object, "region", json_text(line->region));
    json_put(object, "stage", json_text(line->stage));
    json_put(object, "commodity", json_text(line->commodity));
    json_put(object, "use", json_text(line->use));
    json_put(object, "year", line->year ? json_integer(line->year) : json_null());
    json_put(object, "value", json_number(line->value));
    json_put(object, "unit", json_string(line->unit));
    return object;
}

static json_t *balance_json(const Record *r, int32_t commodity)
{
    const MassBalance b = record_mass_balance(r, commodity);
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "commodity",
                     r->commodities[commodity].id, "unit", r->commodities[commodity].unit,
                     "opening", json_number(b.opening), "production", json_number(b.production),
                     "backstop", json_number(b.backstop), "process_use",
                     json_number(b.process_use), "demand", json_number(b.demand), "disposal",
                     json_number(b.disposal), "closing", json_number(b.closing),
                     "imbalance_relative", json_number(b.imbalance_relative));
}

static json_t *quality_json(const Record *r)
{
    int32_t iterations = 0, restarts = 0;
    double seconds = 0;
    for (int32_t t = 0; t < r->n_steps; t++) {
        iterations += r->iterations[t];
        restarts += r->restarts[t];
        seconds += r->solve_seconds[t];
    }
    return json_pack("{s:o, s:o, s:i, s:i, s:i, s:o}", "worst_residual",
                     json_number(worst_residual(r)), "worst_imbalance",
                     json_number(record_worst_imbalance(r, NULL)), "iterations",
                     (int)iterations, "restarts", (int)restarts, "unsettled",
                     (int)unsettled_steps(r), "solve_seconds", json_number(seconds));
}

static json_t *changes_json(const Record *r)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < r->n_changes; i++) {
        const RecordChange *c = &r->changes[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s}", "cell", c->cell,
                                              "from", c->from, "to", c->to, "unit", c->unit,
                                              "scenario", c->scenario));
    }
    return list;
}

json_t *summary_json(const Record *record, const RunHeadline *headline)
{
    char first[8], last[8];
    month_format(record->start, first, sizeof first);
    month_format(record_month(record, record->n_steps) - 1, last, sizeof last);
    json_t *lines = json_array(), *balances = json_array();
    for (int32_t i = 0; i < headline->n; i++)
        json_array_append_new(lines, line_json(&headline->lines[i]));
    for (int32_t c = 0; c < record->n_commodities; c++)
        json_array_append_new(balances, balance_json(record, c));
    json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:i}", "run", record->run_name,
                               "model", record->model_name, "title", record->title, "start",
                               first, "end", last, "steps", (int)record->n_steps);
    json_put(object, "currency", json_text(record->currency));
    json_put(object, "price_year",
             record->price_year ? json_integer(record->price_year) : json_null());
    json_put(object, "changes", changes_json(record));
    json_put(object, "headline", lines);
    json_put(object, "mass_balance", balances);
    json_put(object, "quality", quality_json(record));
    return object;
}
