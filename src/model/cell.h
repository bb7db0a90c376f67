/* cell.h - one cell of a table, or one value of a YAML map, into a field of a struct, by the
 * Column that describes it. Every mistake is said with its place, value, expectation and
 * remedy. */
#ifndef LODE_MODEL_CELL_H
#define LODE_MODEL_CELL_H

#include "base/diag.h"
#include "model/ids.h"
#include "model/model.h"
#include "model/quantity.h"
#include "table/column.h"
#include "table/csv.h"
#include "table/yaml.h"

/* What reading needs to know, and where it puts things. */
typedef struct Reading {
    Arena *arena;   /* what stays */
    Arena *scratch; /* what goes when reading ends */
    Diag *diag;
    const UnitSystem *units;
    UnitCache *cache;
    ModelIds *ids;
    const CsvTable *tables; /* read so far: messages find their cells in them */
    int32_t n_tables;
    bool
        units_incomplete; /* model.yaml does not define them as it should: blame nothing else */
    int32_t suggestions;  /* still to give; each looks through a whole table */
    struct Tracer *tracer; /* NULL: nobody asks how rows are understood */
    Status status;         /* LODE_NO_MEMORY once memory is out */
} Reading;

enum { SUGGESTIONS_MAX = 200 };

typedef struct Cell {
    const char *text;      /* "" = blank */
    const char *unit;      /* beside the number; NULL or "" = none */
    const char *field;     /* for messages */
    bool in_yaml;          /* "2000 t/year" in one text */
    const CsvTable *table; /* where it stands: a table's cell, */
    int32_t row, column;
    const YamlNode *node; /* or a node, */
    Place place;          /* or neither */
} Cell;

void cell_error(Reading *reading, const Cell *cell, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The cell of a field in the row at `place`; text is borrowed. */
Cell row_cell(const Reading *reading, const Place *place, const char *field, const char *text);

/* A message about the field of the row at `place`; finds the cell's column in a table. */
void row_error(Reading *reading, const Place *place, const char *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void row_warn(Reading *reading, const Place *place, const char *field, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Puts what a blank cell means into the row. */
void cell_default(const Reading *reading, const Column *column, void *row);

/* Reads a cell that is not blank; subject matters for numbers only. False after a message; the
 * row then has the default. */
bool cell_read(Reading *reading, const Column *column, const Cell *cell, const Subject *subject,
               void *row);

/* The set of a YAML list or text. */
bool cell_read_list(Reading *reading, const Column *column, const Cell *cell, void *row);

/* The unit that all commodities of a set share; otherwise *mixed is a second one. NULL for an
 * empty set. */
const char *common_unit(const Commodity *commodities, const IndexSet *set, const char **mixed);

/* The index of id, or MODEL_NONE after a message. */
int32_t cell_ref(Reading *reading, ColumnTarget target, const Cell *cell);

#endif
