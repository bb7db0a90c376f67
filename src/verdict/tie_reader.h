/* tie_reader.h - claims.csv while it is read: its columns, and where a mistake stands. Private
 * to verdict/. */
#ifndef LODE_VERDICT_TIE_READER_H
#define LODE_VERDICT_TIE_READER_H

#include "base/names.h"
#include "table/csv.h"
#include "verdict/verdict.h"

typedef enum TieColumn {
    TIE_ID,
    TIE_DOCUMENT,
    TIE_CLAIM,
    TIE_STATEMENT,
    TIE_RELATION,
    TIE_VALUE,
    TIE_HIGH,
    TIE_UNIT,
    TIE_BOUND,
    TIE_BASIS,
    TIE_PERIOD,
    TIE_BASE,
    TIE_METRIC,
    TIE_REGION,
    TIE_PARTNER,
    TIE_COMMODITY,
    TIE_STAGE,
    TIE_FACILITY,
    TIE_PROCESS,
    TIE_USE,
    TIE_LIMIT,
    TIE_TRANSFORM,
    TIE_OVER,
    TIE_FACTOR,
    TIE_SCENARIO,
    TIE_STATE,
    TIE_STATUS,
    TIE_NOTE,
    TIE_STATEMENT_ZH,
    TIE_NOTE_ZH,
    TIE_COLUMNS
} TieColumn;

extern const char *const tie_column_names[TIE_COLUMNS];

typedef struct TieReader {
    const CsvTable *table;
    const Model *model; /* or NULL */
    Diag *diag;
    Arena *arena;
    Names *ids;
    int32_t column[TIE_COLUMNS]; /* -1: the file has it not */
    int32_t row;
} TieReader;

/* The cell of the row that is being read; "" where the file has no such column. */
const char *tie_cell(const TieReader *reader, TieColumn column);

/* Says a mistake of that cell. */
void tie_wrong(const TieReader *reader, TieColumn column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* What is wrong with a row beyond its cells, and what the model (if there is one) does not
 * know. */
void tie_check(const TieReader *reader, const Tie *tie);

#endif
