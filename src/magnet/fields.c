#include "magnet/fields.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "table/damage.h"

typedef struct Reading {
    const FieldTable *table;
    FieldRows *out;
    Arena *arena;
    Diag *diag;
    int32_t *columns; /* of each field, -1 when the table has none */
} Reading;

static Status find_columns(Reading *reading);
static void read_row(Reading *reading, int32_t row);

Status fields_read(const FieldTable *table, const Files *files, Arena *arena, Diag *diag,
                   FieldRows *out)
{
    const File *file = files_find(files, table->file);
    const int32_t before = diag_errors(diag);
    *out = (FieldRows){0};
    if (!file) {
        diag_error(diag, table->file, 0, 0, "", "the table is missing");
        return LODE_BAD_INPUT;
    }
    Status st = csv_read(file->name, file->bytes, file->n, arena, diag, &out->csv);
    if (st) return st;
    Reading reading = {table, out, arena, diag, ARENA_ARRAY(arena, int32_t, table->n_fields)};
    out->rows = arena_zeroed(arena, (size_t)out->csv.n_rows, table->row_size);
    if (!out->rows || !reading.columns) return LODE_NO_MEMORY;
    out->n = out->csv.n_rows;
    st = find_columns(&reading);
    for (int32_t row = 0; !st && row < out->n; row++)
        read_row(&reading, row);
    if (!st && diag_errors(diag) > before) st = LODE_BAD_INPUT;
    return st;
}

static void say(const CsvTable *csv, int32_t row, int32_t column, const char *name, Diag *diag,
                const char *format, ...) __attribute__((format(printf, 6, 7)));

static void say(const CsvTable *csv, int32_t row, int32_t column, const char *name, Diag *diag,
                const char *format, ...)
{
    int32_t line, character;
    va_list values;
    csv_place(csv, row, column < 0 ? 0 : column, &line, &character);
    va_start(values, format);
    diag_add(diag, DIAG_ERROR, csv->file, line, column < 0 ? 0 : character, name, format,
             values);
    va_end(values);
}

static bool same_unit(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static int32_t find_column(const CsvTable *csv, const char *name)
{
    for (int32_t i = 0; i < csv->n_columns; i++)
        if (strcmp(csv->heads[i].name, name) == 0) return i;
    return -1;
}

static void find_one(Reading *reading, int32_t f)
{
    const Field *field = &reading->table->fields[f];
    const CsvTable *csv = &reading->out->csv;
    const int32_t at = reading->columns[f] = find_column(csv, field->name);
    if (at < 0) {
        if (field->required)
            say(csv, -1, -1, field->name, reading->diag, "this column is missing");
        return;
    }
    const char *unit = csv->heads[at].unit;
    if (!same_unit(unit, field->unit))
        say(csv, -1, at, field->name, reading->diag, "the unit is '%s', but must be '%s'",
            unit ? unit : "", field->unit ? field->unit : "");
}

static Status find_columns(Reading *reading)
{
    const CsvTable *csv = &reading->out->csv;
    const int32_t before = diag_errors(reading->diag);
    for (int32_t f = 0; f < reading->table->n_fields; f++)
        find_one(reading, f);
    for (int32_t i = 0; i < csv->n_columns; i++) {
        bool known = false;
        for (int32_t f = 0; f < reading->table->n_fields; f++)
            known |= reading->columns[f] == i;
        if (!known)
            say(csv, -1, i, csv->heads[i].name, reading->diag, "there is no such column here");
    }
    return diag_errors(reading->diag) > before ? LODE_BAD_INPUT : LODE_OK;
}

static void read_number(Reading *reading, int32_t row, int32_t column, const Field *field,
                        const char *text, double *out)
{
    const CsvTable *csv = &reading->out->csv;
    char why[256];
    double value = NAN;
    *out = NAN;
    if (!text[0]) return;
    if (!text_number(text, &value)) {
        damage_of_number(text, reading->arena, why, sizeof why);
        say(csv, row, column, field->name, reading->diag, "%s", why);
    } else if (value < field->low || value > field->high) {
        say(csv, row, column, field->name, reading->diag, "%s is outside %g to %g", text,
            field->low, field->high);
    } else {
        *out = same_unit(field->unit, "%") ? value / 100.0 : value;
    }
}

static void read_choice(Reading *reading, int32_t row, int32_t column, const Field *field,
                        const char *text, int32_t *out)
{
    *out = text[0] ? text_choice(text, field->choices) : 0;
    if (*out >= 0) return;
    say(&reading->out->csv, row, column, field->name, reading->diag, "'%s' is none of %s", text,
        field->choices);
    *out = 0;
}

static void read_row(Reading *reading, int32_t row)
{
    const CsvTable *csv = &reading->out->csv;
    char *to = (char *)reading->out->rows + (size_t)row * reading->table->row_size;
    for (int32_t f = 0; f < reading->table->n_fields; f++) {
        const Field *field = &reading->table->fields[f];
        const int32_t column = reading->columns[f];
        const char *text = column < 0 ? "" : csv_cell(csv, row, column);
        void *member = to + field->offset;
        if (!text[0] && field->required)
            say(csv, row, column, field->name, reading->diag, "this cell must be filled");
        if (field->type == FIELD_TEXT)
            *(const char **)member = text;
        else if (field->type == FIELD_NUMBER)
            read_number(reading, row, column, field, text, member);
        else
            read_choice(reading, row, column, field, text, member);
    }
}

void fields_error(const FieldRows *rows, int32_t row, const char *name, Diag *diag,
                  const char *format, ...)
{
    const int32_t column = find_column(&rows->csv, name);
    char text[256];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    say(&rows->csv, row, column, name, diag, "%s", text);
}
