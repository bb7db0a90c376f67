/* inputs.h - every row with a number of a model folder, and how its author says it is known.
 * Read from the files by the column descriptions, so a table that is added is listed without
 * more ado.
 */
#ifndef LODE_MODEL_INPUTS_H
#define LODE_MODEL_INPUTS_H

#include "model/model.h"
#include "table/csv.h"
#include "table/files.h"

enum { INPUT_COLUMNS_MAX = 32 };

/* How a number is known; what no class fits is none. */
typedef enum InputClass {
    INPUT_SEEN,
    INPUT_MEMORY,
    INPUT_ESTIMATE,
    INPUT_ASSUMPTION, /* its source is the word assumption */
    INPUT_MADE,       /* by a calibration */
    INPUT_NONE,       /* without source or status */
    INPUT_CLASSES
} InputClass;

typedef struct InputRow {
    int32_t table; /* index into tables */
    int32_t row;   /* of its csv */
    int32_t line;
    InputClass known;
    const char *source, *note; /* "" if none */
} InputRow;

typedef struct InputTable {
    const char *file, *name; /* "tables/costs.csv", "costs" */
    CsvTable csv;
    int32_t numbers[INPUT_COLUMNS_MAX]; /* columns of csv that hold numbers */
    int32_t n_numbers;
    int32_t first, n; /* its rows, by line */
} InputTable;

typedef struct Inputs {
    InputTable *tables;
    int32_t n_tables;
    InputRow *rows;
    int32_t n_rows;
} Inputs;

/* Lists the sourced tables of the folder. Everything is in arena, texts of cells are borrowed
 * from it; the files may go. The files are those of a model without mistakes. */
Status inputs_list(const Files *files, Arena *arena, Inputs *out);

/* The row at a place, or -1. */
int32_t inputs_find(const Inputs *inputs, const Place *place);

/* "seen", "memory", "estimate", "assumption", "calibration", "none". */
const char *input_class_name(InputClass known);

#endif
