/* row_index.h - which columns touch each row: the matrix's pattern by rows. */
#ifndef LODE_MARKET_ROW_INDEX_H
#define LODE_MARKET_ROW_INDEX_H

#include "net/program.h"

/* Of row i: row_start[i] .. row_start[i + 1] - 1, by rising column. */
typedef struct RowIndex {
    const int32_t *row_start, *col, *entry; /* entry: where in the column's list */
    int32_t longest;                        /* the most columns that a row has */
} RowIndex;

/* Built once for a pattern, in the arena. */
Status row_index_new(const Program *pattern, Arena *arena, RowIndex *out);

#endif
