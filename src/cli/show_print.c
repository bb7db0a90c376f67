#include <math.h>
#include <string.h>

#include "cli/grid.h"
#include "cli/json.h"
#include "cli/show.h"

enum { WIDE_PERIODS = 14 }; /* more of them go down instead of across */

/* Titles of the columns that say what a line is. */
static int head_titles(const Show *show, const char **titles)
{
    int n = 0;
    if (show->n_records > 1) titles[n++] = "run";
    for (int i = 0; i < show->n_by; i++)
        titles[n++] = query_field_name(show->by[i]);
    return n;
}

static void head_cells(const Show *show, Grid *grid, const Line *line)
{
    if (show->n_records > 1) grid_text(grid, line->record->run_name);
    for (int i = 0; i < show->n_by; i++)
        grid_text(grid, split_id(line->part, show->by[i]));
}

/* The unit all lines share, or NULL. */
static const char *shared_unit(const Show *show)
{
    for (int i = 1; i < show->n_lines; i++)
        if (strcmp(show->lines[i].unit, show->lines[0].unit) != 0) return NULL;
    return show->n_lines ? show->lines[0].unit : NULL;
}

/* Things down, periods across. */
static Grid *wide_grid(const Show *show, const char *unit)
{
    const char *titles[QUERY_FIELDS + 2 + WIDE_PERIODS];
    int n = head_titles(show, titles);
    if (!unit) titles[n++] = "unit";
    const int first = n;
    for (int p = 0; p < show->n_periods; p++)
        titles[n++] = show->periods[p].title;
    Grid *grid = grid_new(n, titles);
    for (int c = first; c < n; c++)
        grid_right(grid, c);
    for (int i = 0; i < show->n_lines; i++) {
        head_cells(show, grid, &show->lines[i]);
        if (!unit) grid_text(grid, show->lines[i].unit);
        for (int p = 0; p < show->n_periods; p++)
            grid_number(grid, show->lines[i].values[p]);
    }
    return grid;
}

/* One value a line; `dated` names the period column. */
static Grid *long_grid(const Show *show, bool with_unit)
{
    const char *titles[QUERY_FIELDS + 4];
    int n = head_titles(show, titles);
    titles[n++] = show->by_month || args_has(show->args, "month") ? "month" : "year";
    titles[n++] = show->metric->id;
    const int value = n - 1;
    if (with_unit) titles[n++] = "unit";
    Grid *grid = grid_new(n, titles);
    grid_right(grid, value);
    for (int i = 0; i < show->n_lines; i++)
        for (int p = 0; p < show->n_periods; p++) {
            head_cells(show, grid, &show->lines[i]);
            grid_text(grid, show->periods[p].title);
            grid_number(grid, show->lines[i].values[p]);
            if (with_unit) grid_text(grid, show->lines[i].unit);
        }
    return grid;
}

static void drop_marks(Show *show)
{
    for (int p = 0; p < show->n_periods; p++)
        if (show->periods[p].part)
            show->periods[p].title[strlen(show->periods[p].title) - 1] = '\0';
}

static Status print_csv(Show *show)
{
    drop_marks(show);
    Grid *grid = long_grid(show, true);
    const Status st = grid_print_csv(grid, show->screen);
    grid_free(grid);
    return st;
}

static json_t *value_json(const Show *show, const Line *line, int period)
{
    json_t *object = json_object();
    json_put(object, "run", json_string(line->record->run_name));
    for (int i = 0; i < show->n_by; i++)
        json_put(object, query_field_name(show->by[i]),
                 json_string(split_id(line->part, show->by[i])));
    json_put(object, "period", json_string(show->periods[period].title));
    json_put(object, "value", json_number(line->values[period]));
    json_put(object, "unit", json_string(line->unit));
    return object;
}

static Status print_json(Show *show)
{
    drop_marks(show);
    json_t *values = json_array();
    for (int i = 0; i < show->n_lines; i++)
        for (int p = 0; p < show->n_periods; p++)
            json_array_append_new(values, value_json(show, &show->lines[i], p));
    return json_print(show->screen, json_pack("{s:s, s:s, s:s, s:o}", "schema", "lode.show/1",
                                              "metric", show->metric->id, "definition",
                                              show->metric->definition, "values", values));
}

static void print_notes(const Show *show)
{
    bool part = false;
    for (int p = 0; p < show->n_periods; p++)
        part = part || show->periods[p].part;
    if (part) fputs("* only some months of this year are part of the run\n", show->screen->out);
    if (show->n_zero)
        screen_note(show->screen,
                    "%d line%s left out that are zero throughout (--all shows them)\n",
                    show->n_zero, show->n_zero == 1 ? "" : "s");
}

static Status print_table(const Show *show)
{
    const char *unit = shared_unit(show);
    const bool wide =
        show->n_periods <= WIDE_PERIODS && (show->n_by > 0 || show->n_records > 1);
    if (!show->n_lines) {
        screen_note(show->screen, "nothing to show: zero throughout (--all shows it)\n");
        return LODE_NEGATIVE;
    }
    if (unit && strcmp(unit, "1") != 0)
        fprintf(show->screen->out, "%s, %s\n", show->metric->id, unit);
    else
        fprintf(show->screen->out, "%s\n", show->metric->id);
    Grid *grid = wide ? wide_grid(show, unit) : long_grid(show, !unit);
    const Status st = grid_print(grid, show->screen);
    grid_free(grid);
    print_notes(show);
    return st;
}

Status show_print(Show *show)
{
    if (args_has(show->args, "json")) return print_json(show);
    if (args_has(show->args, "csv")) return print_csv(show);
    return print_table(show);
}
