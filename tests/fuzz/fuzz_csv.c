/* Any bytes as a CSV file: reading must end, and every cell must have a place in the file. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "table/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_places(const CsvTable *table)
{
    for (int32_t row = -1; row < table->n_rows && row < 50; row++) {
        for (int32_t column = 0; column < table->n_columns; column++) {
            int32_t line, character;
            csv_place(table, row, column, &line, &character);
            assert(line >= 1 && character >= 1);
            assert(row < 0 || csv_cell(table, row, column) != NULL);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new(0);
    Diag *diag = diag_new();
    CsvTable table;
    const Status st = csv_read("f.csv", (const char *)data, size, arena, diag, &table);
    assert(st == LODE_OK || st == LODE_BAD_INPUT);
    assert(st == LODE_OK || diag_errors(diag) > 0);
    check_places(&table);
    diag_sort(diag);
    diag_free(diag);
    arena_free(arena);
    return 0;
}
