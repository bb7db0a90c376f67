#include "market/row_index.h"

Status row_index_new(const Program *p, Arena *arena, RowIndex *out)
{
    const int32_t n_entries = p->col_start[p->n_cols];
    int32_t *start = ARENA_ARRAY(arena, int32_t, p->n_rows + 2);
    int32_t *col = ARENA_ARRAY(arena, int32_t, n_entries);
    int32_t *entry = ARENA_ARRAY(arena, int32_t, n_entries);
    if (!start || !col || !entry) return LODE_NO_MEMORY;
    int32_t longest = 0;
    for (int32_t e = 0; e < n_entries; e++)
        start[p->row[e] + 2]++;
    for (int32_t i = 0; i < p->n_rows; i++) {
        longest = start[i + 2] > longest ? start[i + 2] : longest;
        start[i + 2] += start[i + 1];
    }
    for (int32_t j = 0; j < p->n_cols; j++) {
        for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++) {
            const int32_t at = start[p->row[e] + 1]++;
            col[at] = j;
            entry[at] = e;
        }
    }
    *out = (RowIndex){.row_start = start, .col = col, .entry = entry, .longest = longest};
    return LODE_OK;
}
