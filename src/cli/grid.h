/* grid.h - a table of texts, for people (aligned by what the eye sees) or as CSV. */
#ifndef LODE_CLI_GRID_H
#define LODE_CLI_GRID_H

#include "base/arena.h"
#include "cli/screen.h"

typedef struct Grid Grid;

/* Columns are named by titles; the texts are copied. NULL when memory is out; all calls below
 * take NULL and do nothing, and grid_print then fails. */
Grid *grid_new(int n_columns, const char *const *titles);
void grid_free(Grid *grid);

/* Numbers stand at the right edge, words at the left (the default). */
void grid_right(Grid *grid, int column);

/* Fills the cells of a row from left to right; the next cell after the last begins a new row.
 */
void grid_text(Grid *grid, const char *text);
void grid_format(Grid *grid, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Four digits that matter, "-" for NAN; CSV gets every bit. */
void grid_number(Grid *grid, double value);

int grid_rows(const Grid *grid);

/* Aligned, with the titles on top. LODE_NO_MEMORY when a cell was lost. */
Status grid_print(const Grid *grid, const Screen *screen);
Status grid_print_csv(const Grid *grid, const Screen *screen);

#endif
