#include "cli/grid.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "metrics/words.h"
#include "store/csv.h"

enum { GRID_FIRST_CELLS = 256, GRID_DIGITS = 4, GRID_GAP = 2 };

typedef struct Cell {
    const char *text;
    const char *exact; /* for CSV; NULL = the same */
} Cell;

struct Grid {
    Arena *arena;
    int n_columns;
    const char **titles;
    bool *right;
    Cell *cells;
    size_t n, room;
    bool lost; /* memory was out */
};

Grid *grid_new(int n_columns, const char *const *titles)
{
    Arena *arena = arena_new(0);
    Grid *grid = arena_zeroed(arena, 1, sizeof *grid);
    if (!grid) {
        arena_free(arena);
        return NULL;
    }
    grid->arena = arena;
    grid->n_columns = n_columns;
    grid->room = GRID_FIRST_CELLS;
    grid->cells = ARENA_ARRAY(arena, Cell, grid->room);
    grid->right = ARENA_ARRAY(arena, bool, n_columns);
    grid->titles = ARENA_ARRAY(arena, const char *, n_columns);
    bool ok = grid->cells && grid->right && grid->titles;
    for (int c = 0; ok && c < n_columns; c++) {
        grid->titles[c] = arena_text(arena, titles[c], strlen(titles[c]));
        ok = grid->titles[c] != NULL;
    }
    if (ok) return grid;
    arena_free(arena);
    return NULL;
}

void grid_free(Grid *grid)
{
    if (grid) arena_free(grid->arena);
}

void grid_right(Grid *grid, int column)
{
    if (grid) grid->right[column] = true;
}

static void add_cell(Grid *grid, const char *text, const char *exact)
{
    if (!grid) return;
    if (grid->n == grid->room) {
        Cell *larger = ARENA_ARRAY(grid->arena, Cell, 2 * grid->room);
        if (larger) {
            memcpy(larger, grid->cells, grid->n * sizeof *larger);
            grid->cells = larger;
            grid->room *= 2;
        }
    }
    Cell cell = {arena_text(grid->arena, text, strlen(text)), NULL};
    if (exact) cell.exact = arena_text(grid->arena, exact, strlen(exact));
    if (grid->n == grid->room || !cell.text || (exact && !cell.exact))
        grid->lost = true;
    else
        grid->cells[grid->n++] = cell;
}

void grid_text(Grid *grid, const char *text)
{
    add_cell(grid, text, NULL);
}

void grid_format(Grid *grid, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    add_cell(grid, text, NULL);
}

void grid_number(Grid *grid, double value)
{
    char text[WORDS_SIZE], exact[WORDS_SIZE];
    words_number(value, GRID_DIGITS, text, sizeof text);
    words_exact(value, exact, sizeof exact);
    add_cell(grid, text, exact);
}

int grid_rows(const Grid *grid)
{
    return grid ? (int)(grid->n / (size_t)grid->n_columns) : 0;
}

static void pad(FILE *out, int n)
{
    for (int i = 0; i < n; i++)
        fputc(' ', out);
}

static void print_cell(const Grid *grid, FILE *out, int column, int width, const char *text)
{
    const int blank = width - text_width(text);
    if (column) pad(out, GRID_GAP);
    if (grid->right[column]) pad(out, blank);
    fputs(text, out);
    if (!grid->right[column] && column < grid->n_columns - 1) pad(out, blank);
}

static int column_width(const Grid *grid, int column)
{
    int width = text_width(grid->titles[column]);
    for (size_t i = (size_t)column; i < grid->n; i += (size_t)grid->n_columns) {
        const int here = text_width(grid->cells[i].text);
        if (here > width) width = here;
    }
    return width;
}

Status grid_print(const Grid *grid, const Screen *screen)
{
    if (!grid || grid->lost) return LODE_NO_MEMORY;
    int *widths = calloc((size_t)grid->n_columns, sizeof *widths);
    if (!widths) return LODE_NO_MEMORY;
    for (int c = 0; c < grid->n_columns; c++)
        widths[c] = column_width(grid, c);
    if (screen->out_colour) fputs("\033[1m", screen->out);
    for (int c = 0; c < grid->n_columns; c++)
        print_cell(grid, screen->out, c, widths[c], grid->titles[c]);
    if (screen->out_colour) fputs("\033[0m", screen->out);
    fputc('\n', screen->out);
    for (size_t i = 0; i < grid->n; i++) {
        const int column = (int)(i % (size_t)grid->n_columns);
        print_cell(grid, screen->out, column, widths[column], grid->cells[i].text);
        if (column == grid->n_columns - 1) fputc('\n', screen->out);
    }
    free(widths);
    return LODE_OK;
}

Status grid_print_csv(const Grid *grid, const Screen *screen)
{
    if (!grid || grid->lost) return LODE_NO_MEMORY;
    for (int c = 0; c < grid->n_columns; c++)
        csv_write_cell(screen->out, grid->titles[c], c == grid->n_columns - 1);
    for (size_t i = 0; i < grid->n; i++) {
        const Cell *cell = &grid->cells[i];
        const bool last = (int)(i % (size_t)grid->n_columns) == grid->n_columns - 1;
        csv_write_cell(screen->out, cell->exact ? cell->exact : cell->text, last);
    }
    return LODE_OK;
}
