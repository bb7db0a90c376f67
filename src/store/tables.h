/* tables.h - which array of a Record is which column of a results file. Read by both the writer
 * and the reader, so that they cannot disagree. Private to store/. */
#ifndef LODE_STORE_TABLES_H
#define LODE_STORE_TABLES_H

#include <stddef.h>

#include "sim/record.h"

enum { STORE_COLUMNS_MAX = 16 };

/* A table of step x item values. Offsets are of fields of Record. */
typedef struct MonthTable {
    const char *name, *item; /* table, and its item's key column */
    size_t n;                /* offset of the number of items (int32_t) */
    int n_columns;
    struct {
        const char *name;
        size_t array; /* offset of the array (double *) */
    } columns[STORE_COLUMNS_MAX];
} MonthTable;

extern const MonthTable month_tables[];
extern const int n_month_tables;

/* The number of items, and an array, of a record. */
int32_t table_items(const MonthTable *table, const Record *record);
double *table_array(const MonthTable *table, int column, const Record *record);

/* "SELECT a, b FROM market_month WHERE run = ? ORDER BY step, market", or the like, for the
 * writer "INSERT INTO market_month VALUES (?,?,...)". */
void table_insert_sql(const MonthTable *table, char *buffer, size_t size);
void table_select_sql(const MonthTable *table, char *buffer, size_t size);

#endif
