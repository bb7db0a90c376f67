/* trace.h - how the reader understood rows of a table: each cell as written and as kept, what
 * was done to it afterwards, where it is from, and which other rows speak of the same thing.
 * Works from the column descriptions, so a table that is added is traced without more ado. */
#ifndef LODE_MODEL_TRACE_H
#define LODE_MODEL_TRACE_H

#include "base/units.h"
#include "model/address.h"
#include "model/model.h"
#include "table/column.h"

typedef struct TraceCell {
    const Column *column;
    const char *written; /* "" = blank */
    const char *unit;    /* beside the number or in the header; "" = none */
    int32_t character;   /* where it begins in its line; 0: the file has no such column */
    const char *meaning; /* words, ids and months as understood; what a blank stands for */
    double value;        /* a number as kept in the row; NAN: none is */
    const char *inside;  /* what `value` is counted in, "1" for a plain number */
    UnitFactor factor;   /* value = written x multiply / divide; 0 / 0: no number was read */
} TraceCell;

/* What is done to a cell once the row is read: "/ 0.0712 t REO per t of ...". */
typedef struct TraceStep {
    int32_t cell; /* of the row */
    const char *text;
    double value; /* after it */
    const char *inside;
} TraceStep;

typedef struct TraceRow {
    int32_t row; /* of the csv table */
    Place place;
    const char *address; /* "facilities[cn-bayan-obo]" */
    int32_t specific;    /* how narrowly its wildcards are said; 0 without any */
    TraceCell *cells;    /* n_cells, one for each column of the table's kind */
    int32_t n_cells;
    TraceStep *steps;
    int32_t n_steps;
    bool sourced;       /* the table has sources */
    const char *source; /* as written, or the default of model.yaml; "" = none */
    Origin origin;
} TraceRow;

/* A row that speaks of the same thing. */
typedef struct TraceRelated {
    const char *address;
    Place place;
} TraceRelated;

enum { TRACE_STEPS_MAX = 8, TRACE_RELATED_MAX = 200 };

typedef struct Trace {
    Arena *arena;
    int32_t table; /* TableId */
    bool thing;    /* one thing that wildcards were laid over: the rows, the most specific
                      first, and in each column the first row that fills it decides */
    TraceRow *rows;
    int32_t n_rows;
    const char **names;    /* columns of the kind: their names, */
    const char **defaults; /* and what model.yaml says under `defaults`; NULL: nothing */
    int32_t *default_line; /* where; 0: nowhere */
    int32_t n_columns;
    TraceRelated *related;
    int32_t n_related;
} Trace;

/* Reads the model, and traces what the address means: rows by their literal key; in a table
 * with wildcards, where the key is made of single ids, the thing they name. LODE_USAGE as
 * address_find; LODE_BAD_INPUT when the model has mistakes (diag has them). Texts of the trace
 * live as long as both. */
Status trace_model(const Files *files, const char *folder, const Address *address, Diag *diag,
                   Model **model, Trace **out);
void trace_free(Trace *trace); /* NULL is fine */

/* The row of a thing that decides a column: the first that fills it; -1: none does. */
int32_t trace_decides(const Trace *trace, int32_t column);

/* True when a unit holds foreign money; then its name and worth in the model's currency. */
bool trace_money(const Model *model, const char *unit, char *name, size_t size, double *worth);

#endif
