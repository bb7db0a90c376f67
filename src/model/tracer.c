#include "model/tracer.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/read.h"

enum { TEXT_SIZE = 512, SHOWN_IDS = 8 };

static const char *keep(Tracer *tracer, Reading *reading, const char *text)
{
    const char *copy = arena_text(tracer->trace->arena, text, strlen(text));
    if (!copy) reading->status = LODE_NO_MEMORY;
    return copy ? copy : "";
}

/* --- which rows are asked for --- */

static bool set_holds(const IndexSet *set, int32_t index)
{
    for (int32_t i = 0; i < set->n; i++)
        if (set->index[i] == index) return true;
    return false;
}

/* The row means the thing: each of its sets and references holds the thing's id. */
static bool row_means(const Tracer *tracer, const TableKind *kind, const void *out)
{
    for (int i = 0; i < tracer->n_parts; i++) {
        const Column *column = &kind->columns[tracer->part_column[i]];
        const char *at = (const char *)out + column->offset;
        IndexSet set;
        int32_t index;
        if (tracer->part[i] == MODEL_NONE) continue;
        if (column->type == COLUMN_TYPE_SET) {
            memcpy(&set, at, sizeof set);
            if (!set_holds(&set, tracer->part[i])) return false;
        } else if (column->type == COLUMN_TYPE_REF) {
            memcpy(&index, at, sizeof index);
            if (index != MODEL_NONE && index != tracer->part[i]) return false;
        }
    }
    return true;
}

static bool is_asked(const Tracer *tracer, const TableKind *kind, int32_t row, const void *out)
{
    if (table_kinds[tracer->trace->table] != kind) return false;
    if (tracer->trace->thing) return row_means(tracer, kind, out);
    for (int32_t i = 0; i < tracer->found.n; i++)
        if (tracer->found.rows[i] == row) return true;
    return false;
}

TraceRow *tracer_row(Draft *draft, const TableKind *kind, const CsvTable *csv, int32_t row,
                     const void *out)
{
    Tracer *tracer = draft->reading.tracer;
    char address[TEXT_SIZE];
    if (!tracer || !is_asked(tracer, kind, row, out)) return NULL;
    Trace *trace = tracer->trace;
    TraceRow *traced = &trace->rows[trace->n_rows++];
    address_of_row(trace->table, csv, row, address, sizeof address);
    *traced = (TraceRow){.row = row,
                         .place = {kind->file, csv->rows[row].line, 1},
                         .address = keep(tracer, &draft->reading, address),
                         .specific = table_specific(kind, out),
                         .cells = ARENA_ARRAY(trace->arena, TraceCell, kind->n_columns),
                         .steps = ARENA_ARRAY(trace->arena, TraceStep, TRACE_STEPS_MAX),
                         .n_cells = kind->n_columns,
                         .source = "",
                         .origin = {.document = MODEL_NONE, .note = ""}};
    if (traced->cells && traced->steps) return traced;
    draft->reading.status = LODE_NO_MEMORY;
    trace->n_rows--;
    return NULL;
}

bool tracer_asks(const Reading *reading, ColumnTarget target, int32_t index)
{
    return reading->tracer && reading->tracer->id[target] == index;
}

/* --- what cells mean --- */

static void list_set(const Reading *reading, const Column *column, const IndexSet *set,
                     char *out, size_t size)
{
    const Names *names = reading->ids->names[column->target];
    size_t used = 0;
    if (set->all) {
        snprintf(out, size, "all %d", (int)set->n);
        return;
    }
    out[0] = '\0';
    for (int32_t i = 0; i < set->n && i < SHOWN_IDS && used < size; i++)
        used += (size_t)snprintf(out + used, size - used, "%s%s", i ? ", " : "",
                                 names_at(names, set->index[i]));
    if (set->n > SHOWN_IDS && used < size)
        snprintf(out + used, size - used, " and %d more", (int)set->n - SHOWN_IDS);
}

static void name_choice(const char *choices, int32_t at, char *out, size_t size)
{
    for (; at > 0 && strchr(choices, '|'); at--)
        choices = strchr(choices, '|') + 1;
    snprintf(out, size, "%.*s", (int)strcspn(choices, "|"), choices);
}

static void say_meaning(const Reading *reading, const Column *column, const void *out,
                        char *text, size_t size)
{
    const char *at = (const char *)out + column->offset;
    const char *words;
    IndexSet set;
    int32_t index;
    text[0] = '\0';
    switch (column->type) {
    case COLUMN_TYPE_SET:
        memcpy(&set, at, sizeof set);
        list_set(reading, column, &set, text, size);
        break;
    case COLUMN_TYPE_REF:
        memcpy(&index, at, sizeof index);
        if (index != MODEL_NONE)
            snprintf(text, size, "%s", names_at(reading->ids->names[column->target], index));
        break;
    case COLUMN_TYPE_MONTH:
        memcpy(&index, at, sizeof index);
        if (index != MONTH_NONE) month_format(index, text, size);
        break;
    case COLUMN_TYPE_CHOICE:
        memcpy(&index, at, sizeof index);
        name_choice(column->choices, index, text, size);
        break;
    case COLUMN_TYPE_TEXT:
    case COLUMN_TYPE_ID:
        memcpy(&words, at, sizeof words);
        snprintf(text, size, "%s", words ? words : "");
        break;
    case COLUMN_TYPE_FLAG:
        snprintf(text, size, "%s", *at ? "yes" : "no");
        break;
    case COLUMN_TYPE_NUMBER:
        break;
    }
}

/* The unit of a number: beside it, or behind it as in "25 %". */
static const char *unit_of(const Cell *cell)
{
    const char *end;
    double unused;
    if (cell->unit && cell->unit[0]) return cell->unit;
    if (!text_number_prefix(cell->text, &unused, &end)) return "";
    return end + strspn(end, " ");
}

static void trace_number(Draft *draft, TraceCell *traced, const Cell *cell,
                         const Subject *subject, const void *out)
{
    Reading *reading = &draft->reading;
    const Quantity quantity = traced->column->quantity;
    char inside[TEXT_SIZE];
    const char *why;
    quantity_inside(quantity, reading->units, subject, inside, sizeof inside);
    traced->inside = keep(reading->tracer, reading, inside);
    memcpy(&traced->value, (const char *)out + traced->column->offset, sizeof traced->value);
    if (!cell || !cell->text[0]) return;
    traced->unit = keep(reading->tracer, reading, unit_of(cell));
    if (traced->column->word && strcmp(cell->text, traced->column->word) == 0) return;
    if (!traced->unit[0])
        traced->factor = (UnitFactor){1, 1};
    else
        quantity_factor(reading->cache, quantity, traced->unit, subject, &traced->factor, &why);
}

void tracer_cell(Draft *draft, TraceRow *row, int32_t column, const Cell *cell,
                 const Subject *subject, const void *out)
{
    Reading *reading = &draft->reading;
    const Column *its = &table_kinds[reading->tracer->trace->table]->columns[column];
    TraceCell *traced = &row->cells[column];
    char meaning[TEXT_SIZE];
    int32_t line;
    *traced = (TraceCell){.column = its, .written = "", .unit = "", .inside = "", .value = NAN};
    say_meaning(reading, its, out, meaning, sizeof meaning);
    traced->meaning = keep(reading->tracer, reading, meaning);
    if (cell) {
        traced->written = keep(reading->tracer, reading, cell->text);
        csv_place(cell->table, cell->row, cell->column, &line, &traced->character);
    }
    if (its->type == COLUMN_TYPE_NUMBER) trace_number(draft, traced, cell, subject, out);
}

void tracer_origin(Draft *draft, TraceRow *row, const Origin *origin, const char *source)
{
    row->sourced = true;
    row->origin = *origin;
    row->source = keep(draft->reading.tracer, &draft->reading, source ? source : "");
}

/* --- what is done to them afterwards --- */

void tracer_step(Reading *reading, const Place *place, const char *field, double value,
                 const char *inside, const char *format, ...)
{
    Tracer *tracer = reading->tracer;
    if (!tracer) return;
    for (int32_t r = 0; r < tracer->trace->n_rows; r++) {
        TraceRow *row = &tracer->trace->rows[r];
        if (row->place.line != place->line || strcmp(row->place.file, place->file) != 0)
            continue;
        for (int32_t c = 0; c < row->n_cells && row->n_steps < TRACE_STEPS_MAX; c++) {
            char text[TEXT_SIZE];
            va_list values;
            if (strcmp(row->cells[c].column->name, field) != 0 || !row->cells[c].written[0])
                continue;
            va_start(values, format);
            vsnprintf(text, sizeof text, format, values);
            va_end(values);
            row->steps[row->n_steps++] = (TraceStep){c, keep(tracer, reading, text), value,
                                                     keep(tracer, reading, inside)};
        }
    }
}
