/* Where a cell of a model is from. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/grid.h"
#include "cli/load.h"
#include "cli/why.h"
#include "metrics/words.h"

enum { LINE_SIZE = 512 };

static const char *const status_words[] = {
    [EVIDENCE_NONE] = "none",
    [EVIDENCE_SEEN] = "seen: read in the source",
    [EVIDENCE_MEMORY] = "memory: recalled, not looked up",
    [EVIDENCE_ESTIMATE] = "estimate: worked out or judged from the source",
};

static const Document *document_of(const CellAnswer *a, const TraceRow *row)
{
    return row->origin.document == MODEL_NONE ? NULL
                                              : &a->model->documents[row->origin.document];
}

/* ---- one cell ---- */

static void value_text(double value, const char *inside, char *text, size_t size)
{
    char number[WORDS_SIZE];
    words_number(value, 6, number, sizeof number);
    snprintf(text, size, "%s%s%s", number, strcmp(inside, "1") == 0 ? "" : " ",
             strcmp(inside, "1") == 0 ? "" : inside);
}

static void print_money(const CellAnswer *a, const TraceCell *cell)
{
    char name[8];
    double worth;
    if (trace_money(a->model, cell->unit, name, sizeof name, &worth))
        fprintf(a->screen->out, "    %s = %g %s (model.yaml, exchange)\n", name, worth,
                a->model->currency);
}

/* "188650 t/year x 1/12 = 15720.8 t/month", and what is done to it afterwards. */
static void print_number(const CellAnswer *a, const TraceRow *row, int32_t column)
{
    const TraceCell *cell = &row->cells[column];
    char text[LINE_SIZE];
    value_text(cell->value, cell->inside, text, sizeof text);
    fprintf(a->screen->out, "  = %s", text);
    if (cell->factor.divide != 0 && cell->factor.multiply != cell->factor.divide)
        fprintf(a->screen->out, "   (x %.10g / %.10g)", cell->factor.multiply,
                cell->factor.divide);
    fputc('\n', a->screen->out);
    print_money(a, cell);
    for (int32_t i = 0; i < row->n_steps; i++) {
        if (row->steps[i].cell != column) continue;
        value_text(row->steps[i].value, row->steps[i].inside, text, sizeof text);
        fprintf(a->screen->out, "  %s\n  = %s\n", row->steps[i].text, text);
    }
}

/* What stands in for a blank number. */
static void print_blank(const CellAnswer *a, const TraceRow *row, int32_t column)
{
    const char *text = a->trace->defaults[column];
    fputs("  blank", a->screen->out);
    if (text)
        fprintf(a->screen->out, "; model.yaml:%d gives %s\n",
                (int)a->trace->default_line[column], text);
    else if (row && row->cells[column].column->type == COLUMN_TYPE_NUMBER &&
             !isnan(row->cells[column].value))
        print_number(a, row, column);
    else
        fputc('\n', a->screen->out);
}

static void print_cell(const CellAnswer *a, const TraceRow *row, int32_t column)
{
    const TraceCell *cell = &row->cells[column];
    FILE *out = a->screen->out;
    fprintf(out, "%s: %s\n", cell->column->name, cell->column->doc);
    if (!cell->written[0]) {
        print_blank(a, row, column);
        return;
    }
    fprintf(out, "  written '%s'%s%s at %s:%d:%d\n", cell->written, *cell->unit ? " in " : "",
            cell->unit, row->place.file, (int)row->place.line, (int)cell->character);
    if (cell->column->type == COLUMN_TYPE_NUMBER)
        print_number(a, row, column);
    else if (strcmp(cell->meaning, cell->written) != 0)
        fprintf(out, "  = %s\n", cell->meaning);
}

/* ---- the source ---- */

static void print_field(FILE *out, const char *name, const char *text)
{
    if (text && *text) fprintf(out, "  %s: %s\n", name, text);
}

static void print_source(const CellAnswer *a, const TraceRow *row)
{
    const Document *document = document_of(a, row);
    FILE *out = a->screen->out;
    if (!row->sourced) {
        fputs("source: none is asked of this table; it names things\n", out);
        return;
    }
    if (document) {
        fprintf(out, "source: %s\n", document->id);
        print_field(out, "title", document->title);
        print_field(out, "title_zh", document->title_zh);
        print_field(out, "publisher", document->publisher);
        print_field(out, "date", document->date);
        print_field(out, "url", document->url);
        fprintf(out, "  listed at: %s:%d\n", document->place.file, (int)document->place.line);
        print_field(out, "note", document->note);
    } else {
        fprintf(out, "source: %s\n", *row->source ? row->source : "none is given");
    }
    fprintf(out, "status: %s\n", status_words[row->origin.status]);
    if (*row->origin.note) fprintf(out, "note: %s\n", row->origin.note);
}

/* ---- rows and things ---- */

static Status print_cells(const CellAnswer *a, const TraceRow *row)
{
    static const char *const titles[] = {"column", "written", "unit", "understood as", "at"};
    Grid *grid = grid_new(5, titles);
    for (int32_t c = 0; c < row->n_cells; c++) {
        const TraceCell *cell = &row->cells[c];
        char text[LINE_SIZE];
        if (!cell->written[0]) continue;
        grid_text(grid, cell->column->name);
        grid_text(grid, cell->written);
        grid_text(grid, cell->unit);
        value_text(cell->value, cell->inside, text, sizeof text);
        grid_text(grid, cell->column->type == COLUMN_TYPE_NUMBER ? text : cell->meaning);
        grid_format(grid, "%d:%d", (int)row->place.line, (int)cell->character);
    }
    const Status st = grid_print(grid, a->screen);
    grid_free(grid);
    for (int32_t i = 0; i < row->n_steps; i++) {
        char text[LINE_SIZE];
        value_text(row->steps[i].value, row->steps[i].inside, text, sizeof text);
        fprintf(a->screen->out, "%s %s = %s\n", row->cells[row->steps[i].cell].column->name,
                row->steps[i].text, text);
    }
    return st;
}

static Status print_row(const CellAnswer *a, const TraceRow *row)
{
    Status st = LODE_OK;
    fprintf(a->screen->out, "%s, %s:%d\n", row->address, row->place.file, (int)row->place.line);
    if (a->column < 0)
        st = print_cells(a, row);
    else
        print_cell(a, row, a->column);
    print_source(a, row);
    return st;
}

/* For each number of the thing, the row that decides it. */
static Status print_decided(const CellAnswer *a)
{
    static const char *const titles[] = {"column", "value",  "decided by",
                                         "at",     "source", "status"};
    const Trace *trace = a->trace;
    Grid *grid = grid_new(6, titles);
    for (int32_t c = 0; c < trace->n_columns; c++) {
        const int32_t r = trace_decides(trace, c);
        char text[LINE_SIZE];
        if (r < 0 || trace->rows[r].cells[c].column->type != COLUMN_TYPE_NUMBER) continue;
        const TraceRow *row = &trace->rows[r];
        value_text(row->cells[c].value, row->cells[c].inside, text, sizeof text);
        grid_text(grid, row->cells[c].column->name);
        grid_text(grid, text);
        grid_text(grid, row->address);
        grid_format(grid, "%s:%d", row->place.file, (int)row->place.line);
        grid_text(grid, row->source);
        grid_text(grid, row->origin.status == EVIDENCE_SEEN     ? "seen"
                        : row->origin.status == EVIDENCE_MEMORY ? "memory"
                                                                : "estimate");
    }
    const Status st = grid_print(grid, a->screen);
    grid_free(grid);
    return st;
}

/* One column of a thing: the row that decides it, and those it overrules. */
static Status print_thing_column(const CellAnswer *a)
{
    const Trace *trace = a->trace;
    const int32_t decides = trace_decides(trace, a->column);
    if (decides < 0) {
        const Column *column = trace->rows[0].cells[a->column].column;
        fprintf(a->screen->out, "%s: %s\n  no row fills it\n", column->name, column->doc);
        print_blank(a, NULL, a->column);
        return LODE_OK;
    }
    const Status st = print_row(a, &trace->rows[decides]);
    for (int32_t r = decides + 1; r < trace->n_rows; r++) {
        const TraceCell *cell = &trace->rows[r].cells[a->column];
        if (cell->written[0])
            fprintf(a->screen->out, "overrules: %s at %s:%d, which says '%s'\n",
                    trace->rows[r].address, trace->rows[r].place.file,
                    (int)trace->rows[r].place.line, cell->written);
    }
    return st;
}

static void print_related(const CellAnswer *a)
{
    const Trace *trace = a->trace;
    if (!trace->n_related) return;
    fputs("see also:", a->screen->out);
    for (int32_t i = 0; i < trace->n_related; i++)
        fprintf(a->screen->out, "%s %s", i ? "," : "", trace->related[i].address);
    fputc('\n', a->screen->out);
}

static Status print_answer(const CellAnswer *a)
{
    const Trace *trace = a->trace;
    Status st = LODE_OK;
    if (trace->thing && a->column >= 0)
        st = print_thing_column(a);
    else if (trace->thing && trace->n_rows > 1)
        st = print_decided(a);
    else
        for (int32_t r = 0; r < trace->n_rows && !st; r++) {
            if (r) fputc('\n', a->screen->out);
            st = print_row(a, &trace->rows[r]);
        }
    print_related(a);
    return st;
}

/* ---- what is asked ---- */

static Status find_column(CellAnswer *a, const char *name)
{
    TextNearest nearest;
    a->column = -1;
    if (!name || text_choice(name, "source|status|note") >= 0) return LODE_OK;
    text_nearest_begin(&nearest, name);
    for (int32_t i = 0; i < a->trace->n_columns; i++) {
        text_nearest_try(&nearest, a->trace->names[i]);
        if (strcmp(a->trace->names[i], name) == 0) a->column = i;
    }
    if (a->column >= 0) return LODE_OK;
    if (nearest.best)
        screen_error(a->screen, "the table has no column '%s'; did you mean '%s'?", name,
                     nearest.best);
    else
        screen_error(a->screen, "the table has no column '%s'; leave it out to see them all",
                     name);
    return LODE_USAGE;
}

static Status trace(const Args *args, Arena *arena, Diag *diag, Files *files, Model **model,
                    Trace **out)
{
    char asked[LINE_SIZE];
    const Address address = {
        .asked = asked, .table = args_place(args, 1), .key = args_place(args, 2), .column = ""};
    snprintf(asked, sizeof asked, "%s[%s]", address.table, address.key);
    Status st = files_read(args_place(args, 0), arena, diag, files);
    if (!st) st = trace_model(files, args_place(args, 0), &address, diag, model, out);
    return st;
}

Status why_cell(const Screen *screen, const Args *args)
{
    CellAnswer a = {.screen = screen};
    Files files;
    Model *model = NULL;
    Trace *traced = NULL;
    Arena *arena = arena_new(0);
    Diag *diag = diag_new();
    Status st = arena && diag ? LODE_OK : LODE_NO_MEMORY;
    if (!st) st = trace(args, arena, diag, &files, &model, &traced);
    if (st && diag) load_tell(screen, diag);
    a.model = model;
    a.trace = traced;
    if (!st) st = find_column(&a, args_place(args, 3));
    const bool json = args_has(args, "json");
    if (!st) st = json ? why_cell_json(&a) : print_answer(&a);
    if (!st && !json) why_claims(&a, &files);
    trace_free(traced);
    model_free(model);
    diag_free(diag);
    arena_free(arena);
    return st;
}
