#include "cli/audit.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "cli/grid.h"
#include "cli/json.h"
#include "metrics/words.h"

enum {
    CANDIDATES = 48, /* screened */
    FINALISTS = 12,  /* measured on the whole run */
    TOLD = 10,
    SHORT_MONTHS = 24,
    QUICK_CANDIDATES = 24,
    QUICK_MONTHS = 13
};

static int keep_going(void *context, int32_t done, int32_t all)
{
    progress_move(context, done, all);
    return interrupted();
}

/* ---- shares ---- */

/* Of what is an input: rows made by a calibration are none. */
static double money_of(const AuditTable *t)
{
    double sum = 0;
    for (int k = 0; k < INPUT_CLASSES; k++)
        sum += k == INPUT_MADE ? 0 : t->money[k];
    return sum;
}

static int32_t rows_of(const AuditTable *t)
{
    int32_t sum = 0;
    for (int k = 0; k < INPUT_CLASSES; k++)
        sum += k == INPUT_MADE ? 0 : t->rows[k];
    return sum;
}

static void share_cell(Grid *grid, double part, double whole)
{
    char text[WORDS_SIZE];
    if (!(whole > 0)) {
        grid_text(grid, "-");
        return;
    }
    words_number(100 * part / whole, 3, text, sizeof text);
    grid_text(grid, text);
}

static Status print_shares(const Screen *screen, const Audit *audit)
{
    static const char *const titles[] = {"Table",    "rows",       "million a year", "seen %",
                                         "memory %", "estimate %", "assumption %"};
    Grid *grid = grid_new(7, titles);
    for (int column = 1; column < 7; column++)
        grid_right(grid, column);
    for (int32_t i = 0; i < audit->n_tables; i++) {
        const AuditTable *t = &audit->tables[i];
        const double money = money_of(t);
        if (!rows_of(t)) continue;
        grid_text(grid, t->name);
        grid_format(grid, "%d", (int)rows_of(t));
        grid_number(grid, money > 0 ? money / 1e6 : NAN);
        for (int k = INPUT_SEEN; k <= INPUT_ASSUMPTION; k++)
            share_cell(grid, t->money[k], money);
    }
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    return st;
}

static void print_unknown(const Screen *screen, const Audit *audit)
{
    const AuditTable *all = &audit->tables[audit->n_tables - 1];
    fprintf(screen->out,
            "Shares are of the money that the rows move, a year. Of %d rows %d are seen, %d "
            "memory, %d estimate, %d assumption.\n",
            (int)rows_of(all), (int)all->rows[INPUT_SEEN], (int)all->rows[INPUT_MEMORY],
            (int)all->rows[INPUT_ESTIMATE], (int)all->rows[INPUT_ASSUMPTION]);
    if (!audit->n_unknown) fputs("No row is without source or status.\n", screen->out);
    for (int32_t i = 0; i < audit->n_unknown; i++)
        fprintf(screen->out, "%s:%d: no source or status\n", audit->unknown[i].file,
                (int)audit->unknown[i].line);
}

/* ---- effects ---- */

static void percent_cell(Grid *grid, double fraction)
{
    char text[WORDS_SIZE];
    words_number(100 * fraction, 3, text, sizeof text);
    grid_text(grid, text);
}

static Status print_effects(const Screen *screen, const Audit *audit)
{
    static const char *const titles[] = {"What is judged", "column", "rows", "known as",
                                         "mean %",         "most %", "of",   "note"};
    Grid *grid = grid_new(8, titles);
    grid_right(grid, 2);
    grid_right(grid, 4);
    grid_right(grid, 5);
    for (int32_t i = 0; i < audit->n_effects && i < TOLD; i++) {
        const AuditEffect *e = &audit->effects[i];
        char note[64];
        const bool cut = strlen(e->note) >= sizeof note;
        snprintf(note, sizeof note, "%.*s%s", cut ? (int)sizeof note - 4 : (int)sizeof note - 1,
                 e->note, cut ? "..." : "");
        grid_format(grid, "%s.csv:%d", e->table, (int)e->line);
        grid_text(grid, e->column);
        grid_format(grid, "%d", (int)e->n_rows);
        grid_text(grid, input_class_name(e->known));
        percent_cell(grid, e->mean);
        percent_cell(grid, e->most);
        grid_text(grid, e->line_name);
        grid_text(grid, note);
    }
    fputs("\nThe assumptions that matter most: 10 % up and down, mean size of the change of "
          "the headline, and the\nlargest (shares in points):\n",
          screen->out);
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    fprintf(screen->out, "%d candidates, %d runs", (int)audit->n_candidates,
            (int)audit->n_runs);
    if (audit->n_failed) fprintf(screen->out, ", %d without an answer", (int)audit->n_failed);
    fputc('\n', screen->out);
    return st;
}

/* ---- JSON ---- */

static json_t *table_json(const AuditTable *t)
{
    json_t *object = json_pack("{s:s, s:i}", "table", t->name, "rows", (int)rows_of(t));
    json_put(object, "money", json_number(money_of(t)));
    for (int k = 0; k < INPUT_CLASSES; k++)
        json_put(object, input_class_name((InputClass)k),
                 json_pack("{s:i, s:o}", "rows", (int)t->rows[k], "money",
                           json_number(t->money[k])));
    return object;
}

static json_t *effect_json(const AuditEffect *e)
{
    json_t *object = json_pack(
        "{s:s, s:s, s:i, s:i, s:s, s:s, s:b, s:s}", "table", e->table, "column", e->column,
        "line", (int)e->line, "rows", (int)e->n_rows, "known", input_class_name(e->known),
        "source", e->source, "whole_run", (int)e->whole_run, "most_of", e->line_name);
    json_put(object, "note", json_text(e->note));
    json_put(object, "money", json_number(e->money));
    json_put(object, "mean", json_number(e->mean));
    json_put(object, "most", json_number(e->most));
    return object;
}

static json_t *audit_json(const Audit *audit)
{
    json_t *tables = json_array(), *effects = json_array(), *unknown = json_array();
    for (int32_t i = 0; i < audit->n_tables; i++)
        json_array_append_new(tables, table_json(&audit->tables[i]));
    for (int32_t i = 0; i < audit->n_effects; i++)
        json_array_append_new(effects, effect_json(&audit->effects[i]));
    for (int32_t i = 0; i < audit->n_unknown; i++)
        json_array_append_new(unknown, json_pack("{s:s, s:i}", "file", audit->unknown[i].file,
                                                 "line", (int)audit->unknown[i].line));
    return json_pack("{s:o, s:o, s:o, s:i, s:i, s:i}", "tables", tables, "unknown", unknown,
                     "effects", effects, "candidates", (int)audit->n_candidates, "runs",
                     (int)audit->n_runs, "failed_runs", (int)audit->n_failed);
}

/* ---- */

static Status print_audit(const Screen *screen, const Audit *audit)
{
    fputc('\n', screen->out);
    Status st = print_shares(screen, audit);
    if (!st) print_unknown(screen, audit);
    return st ? st : print_effects(screen, audit);
}

Status audit_tell(const Screen *screen, const Model *model, bool quick, Diag *diag,
                  json_t **json)
{
    Audit *audit;
    Progress progress;
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    const AuditOptions options = {.candidates = quick ? QUICK_CANDIDATES : CANDIDATES,
                                  .finalists = quick ? 0 : FINALISTS,
                                  .months = quick ? QUICK_MONTHS : SHORT_MONTHS,
                                  .threads = cores > 0 ? (int)cores : 1,
                                  .progress = keep_going,
                                  .progress_context = &progress};
    progress_begin(&progress, screen, "audit");
    Status st = audit_model(model, &options, diag, &audit);
    progress_end(&progress);
    if (st) return st;
    if (json)
        *json = audit_json(audit);
    else
        st = print_audit(screen, audit);
    if (!st && audit->n_unknown) st = LODE_NEGATIVE;
    audit_free(audit);
    return st;
}
