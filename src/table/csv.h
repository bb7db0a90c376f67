/* csv.h - a CSV file as a table of texts that knows where every cell stands.
 * RFC 4180 (libcsv), UTF-8 with or without a byte order mark, a header row, comment lines that
 * start with '#'. Rows and cells that are entirely blank are left out. What spreadsheets do to
 * such files is recognised and named, with what to do about it. */
#ifndef LODE_TABLE_CSV_H
#define LODE_TABLE_CSV_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/status.h"

enum {
    CSV_COLUMNS_MAX = 256,
    CSV_ROWS_MAX = 5000000,
    CSV_ROW_BYTES_MAX = 1024 * 1024 /* a longer row is a quote that was not closed */
};

typedef struct CsvHead {
    const char *name; /* "capacity" of "capacity [t/year]"; "" = a blank, unused column */
    const char *unit; /* "t/year"; NULL when the header gives none */
    int32_t column;   /* character position in the header line, from 1 */
} CsvHead;

typedef struct CsvRow {
    int32_t line;  /* where it starts, from 1 */
    size_t offset; /* the same, in bytes of the file */
} CsvRow;

typedef struct CsvTable {
    const char *file; /* as shown in messages */
    CsvRow header;
    int32_t n_columns, n_rows;
    const CsvHead *heads;
    const CsvRow *rows;
    const char *const *cells; /* n_rows x n_columns, blanks around them left out, "" = blank */
    const char *bytes;        /* the file behind its mark: borrowed, for csv_place */
    size_t n_bytes;
} CsvTable;

/* Reads n bytes, which must outlive the table; texts are copied to arena. Every mistake goes to
 * diag, and rows that are readable are kept. LODE_BAD_INPUT: there is no usable header, out is
 * an empty table. LODE_NO_MEMORY. */
Status csv_read(const char *file, const char *bytes, size_t n, Arena *arena, Diag *diag,
                CsvTable *out);

static inline const char *csv_cell(const CsvTable *table, int32_t row, int32_t column)
{
    return table->cells[(size_t)row * (size_t)table->n_columns + (size_t)column];
}

/* Line and character position of a cell, from 1; row -1 is the header. Found by scanning the
 * row again, since only messages need it. */
void csv_place(const CsvTable *table, int32_t row, int32_t column, int32_t *line,
               int32_t *character);

#endif
