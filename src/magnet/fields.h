/* fields.h - the rows of a table of this module, read into C structs.
 * A field's unit stands in the header, as in `hcj [kOe]`, and must be the one the field wants:
 * UDUNITS has no oersted, and a formula fitted in kOe is safest fed in kOe. */
#ifndef LODE_MAGNET_FIELDS_H
#define LODE_MAGNET_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/status.h"
#include "table/csv.h"
#include "table/files.h"

typedef enum FieldType {
    FIELD_TEXT,   /* const char *; "" when blank */
    FIELD_NUMBER, /* double; NAN when blank; % becomes a fraction */
    FIELD_CHOICE  /* int32_t; position in `choices`, 0 when blank */
} FieldType;

typedef struct Field {
    const char *name;
    FieldType type;
    size_t offset;
    const char *unit; /* NULL: none */
    bool required;
    double low, high;    /* NUMBER: legal range as written in the table */
    const char *choices; /* CHOICE: "none|dy|tb" */
} Field;

#define FIELD_TEXT_OF(row, member, needed)                                                     \
    {                                                                                          \
        .name = #member, .type = FIELD_TEXT, .offset = offsetof(row, member),                  \
        .required = needed                                                                     \
    }
#define FIELD_NUMBER_OF(row, member, column, unit_, needed, low_, high_)                       \
    {                                                                                          \
        .name = column, .type = FIELD_NUMBER, .offset = offsetof(row, member), .unit = unit_,  \
        .required = needed, .low = low_, .high = high_                                         \
    }
#define FIELD_CHOICE_OF(row, member, choices_)                                                 \
    {                                                                                          \
        .name = #member, .type = FIELD_CHOICE, .offset = offsetof(row, member),                \
        .choices = choices_                                                                    \
    }

typedef struct FieldTable {
    const char *file; /* "tables/grades.csv" */
    const Field *fields;
    int32_t n_fields;
    size_t row_size;
} FieldTable;

typedef struct FieldRows {
    CsvTable csv; /* for messages about a row */
    void *rows;
    int32_t n;
} FieldRows;

/* Reads one table; its texts and rows live in arena. All mistakes go to diag. LODE_BAD_INPUT:
 * the file is missing or has a mistake. */
Status fields_read(const FieldTable *table, const Files *files, Arena *arena, Diag *diag,
                   FieldRows *out);

/* A message about the cell of row `row` in the column called `name`. */
void fields_error(const FieldRows *rows, int32_t row, const char *name, Diag *diag,
                  const char *format, ...) __attribute__((format(printf, 5, 6)));

#endif
