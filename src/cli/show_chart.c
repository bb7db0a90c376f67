/* The answer of `lode show --chart` as a picture. */
#include <stdio.h>
#include <string.h>

#include "cli/paper.h"
#include "cli/show.h"
#include "report/chart.h"

enum { NAME_SIZE = 160 };

/* What tells the line from the others: the run, and what it was taken apart by. */
static const char *name_line(Show *show, const Line *line)
{
    char name[NAME_SIZE];
    size_t n = 0;
    name[0] = '\0';
    if (show->n_records > 1 || !show->n_by)
        n = (size_t)snprintf(name, sizeof name, "%s", line->record->run_name);
    for (int i = 0; i < show->n_by && n < sizeof name; i++)
        n += (size_t)snprintf(name + n, sizeof name - n, "%s%s", n ? ", " : "",
                              split_id(line->part, show->by[i]));
    return arena_text(show->arena, name, strlen(name));
}

/* Bands are kept in the model's own money. */
static bool has_bands(const Show *show)
{
    const MetricUnit unit = show->metric->unit;
    const bool money = unit == METRIC_PRICE || unit == METRIC_MONEY;
    const bool other =
        args_text(show->args, "currency") != NULL || args_has(show->args, "nominal");
    return !(money && other);
}

/* The bands of the run's futures over the same months; none when their calendar is another. */
static void add_fan(Show *show, Store *store, const Line *line, ChartLine *out)
{
    StoreFan fan;
    if (!has_bands(show)) return;
    const int32_t first = show->periods[0].steps.first;
    const Status st = store_read_fan(store, line->record->run_name, show->metric->id,
                                     line->part, show->arena, show->diag, &fan);
    if (st || fan.n != line->record->n_steps || fan.n != show->records[0]->n_steps) return;
    out->low = fan.quantile[0] + first;
    out->lower = fan.quantile[1] + first;
    out->upper = fan.quantile[3] + first;
    out->high = fan.quantile[4] + first;
}

/* "price, NdPr oxide, China": the metric and what it is asked of. */
static const char *title_of(Show *show)
{
    const MetricFilter *f = &show->filter;
    const Record *r = show->records[0];
    const char *const parts[] = {f->commodity ? headline_commodity(r, f->commodity) : NULL,
                                 f->stage ? headline_stage(r, f->stage) : NULL,
                                 f->facility,
                                 f->process,
                                 f->use,
                                 f->limit,
                                 f->policy,
                                 f->region ? headline_region(r, f->region) : NULL};
    char title[NAME_SIZE];
    size_t n = (size_t)snprintf(title, sizeof title, "%s", show->metric->id);
    for (char *c = title; *c; c++)
        if (*c == '_') *c = ' ';
    for (size_t i = 0; i < sizeof parts / sizeof *parts && n < sizeof title; i++)
        if (parts[i]) n += (size_t)snprintf(title + n, sizeof title - n, ", %s", parts[i]);
    return arena_text(show->arena, title, strlen(title));
}

static Status draw(const Screen *paper, const void *what)
{
    chart_draw_file(paper->out, what);
    return ferror(paper->out) ? LODE_IO : LODE_OK;
}

Status show_chart(Show *show, Store *store, const char *path)
{
    if (show->n_lines > CHART_LINES) {
        screen_error(show->screen, "a picture has room for %d lines, not %d; ask for less",
                     CHART_LINES, show->n_lines);
        return LODE_USAGE;
    }
    if (!show->n_lines || !show->n_periods) return LODE_NEGATIVE;
    const Record *r = show->records[0];
    Chart chart = {.title = title_of(show),
                   .unit = show->lines[0].unit,
                   .start = record_month(r, show->periods[0].steps.first),
                   .months_per_step = r->months_per_step,
                   .n = show->n_periods,
                   .n_lines = show->n_lines};
    if (!chart.title) return LODE_NO_MEMORY;
    for (int i = 0; i < show->n_lines; i++) {
        ChartLine *line = &chart.lines[i];
        *line = (ChartLine){.name = name_line(show, &show->lines[i]),
                            .values = show->lines[i].values};
        if (!line->name) return LODE_NO_MEMORY;
        add_fan(show, store, &show->lines[i], line);
    }
    return paper_put(show->screen, path, draw, &chart);
}
