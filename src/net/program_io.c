#include "net/program_io.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

enum { NAME_MOST = 31, N_SIZES = 5, SIZE_MOST = 1 << 30 };

static void write_integers(FILE *file, const char *name, const int32_t *x, int32_t n)
{
    fprintf(file, "%s %" PRId32, name, n);
    for (int32_t k = 0; k < n; k++)
        fprintf(file, " %" PRId32, x[k]);
    fputc('\n', file);
}

static void write_numbers(FILE *file, const char *name, const double *x, int32_t n)
{
    fprintf(file, "%s %" PRId32, name, n);
    for (int32_t k = 0; k < n; k++)
        fprintf(file, " %.17g", x[k]);
    fputc('\n', file);
}

Status program_write(const Program *program, FILE *file)
{
    const int32_t n = program->n_cols, m = program->n_rows, nd = program->n_demands;
    const int32_t n_entries = program->col_start[n];
    const int32_t sizes[N_SIZES] = {program->n_markets, m, n, nd, program->demand0};
    fputs("lode-program 1\n", file);
    write_integers(file, "sizes", sizes, N_SIZES);
    write_integers(file, "col_start", program->col_start, n + 1);
    write_integers(file, "row", program->row, n_entries);
    write_numbers(file, "coef", program->coef, n_entries);
    write_numbers(file, "lower", program->lower, n);
    write_numbers(file, "upper", program->upper, n);
    write_numbers(file, "cost", program->cost, n);
    write_numbers(file, "slope", program->slope, n);
    write_numbers(file, "duty", program->duty, n);
    write_integers(file, "duty_row", program->duty_row, n);
    write_numbers(file, "demand_scale", program->demand_scale, nd);
    write_numbers(file, "demand_elasticity", program->demand_elasticity, nd);
    write_numbers(file, "demand_choke", program->demand_choke, nd);
    write_numbers(file, "rhs", program->rhs, m);
    write_numbers(file, "row_price", program->row_price, m);
    write_numbers(file, "row_quantity", program->row_quantity, m);
    fputs("end\n", file);
    return ferror(file) ? LODE_IO : LODE_OK;
}

/* Whether the next words are the name and the length expected. */
static bool read_head(FILE *file, const char *name, int32_t n)
{
    char word[NAME_MOST + 1];
    int32_t length;
    return fscanf(file, "%31s %" SCNd32, word, &length) == 2 && strcmp(word, name) == 0 &&
           length == n;
}

static Status read_integers(FILE *file, const char *name, int32_t n, Arena *arena,
                            const int32_t **out)
{
    int32_t *x = ARENA_ARRAY(arena, int32_t, n);
    *out = x;
    if (!x) return LODE_NO_MEMORY;
    if (!read_head(file, name, n)) return LODE_BAD_INPUT;
    for (int32_t k = 0; k < n; k++)
        if (fscanf(file, "%" SCNd32, &x[k]) != 1) return LODE_BAD_INPUT;
    return LODE_OK;
}

static Status read_numbers(FILE *file, const char *name, int32_t n, Arena *arena, double **out)
{
    double *x = ARENA_ARRAY(arena, double, n);
    *out = x;
    if (!x) return LODE_NO_MEMORY;
    if (!read_head(file, name, n)) return LODE_BAD_INPUT;
    for (int32_t k = 0; k < n; k++)
        if (fscanf(file, "%lf", &x[k]) != 1) return LODE_BAD_INPUT;
    return LODE_OK;
}

static Status read_sizes(FILE *file, Arena *arena, Program *out)
{
    const int32_t *sizes;
    const Status st = read_integers(file, "sizes", N_SIZES, arena, &sizes);
    if (st) return st;
    for (int k = 0; k < N_SIZES; k++)
        if (sizes[k] < 0 || sizes[k] > SIZE_MOST) return LODE_BAD_INPUT;
    *out = (Program){.n_markets = sizes[0],
                     .n_rows = sizes[1],
                     .n_cols = sizes[2],
                     .n_demands = sizes[3],
                     .demand0 = sizes[4]};
    const bool nested = out->n_markets <= out->n_rows && out->n_demands <= out->n_cols &&
                        out->demand0 <= out->n_cols - out->n_demands;
    return nested ? LODE_OK : LODE_BAD_INPUT;
}

/* Columns follow one another, rows rise within each and exist. */
static bool pattern_is_sound(const Program *program)
{
    if (program->col_start[0] != 0) return false;
    for (int32_t j = 0; j < program->n_cols; j++) {
        const int32_t from = program->col_start[j], to = program->col_start[j + 1];
        if (to < from) return false;
        for (int32_t e = from; e < to; e++) {
            if (program->row[e] < 0 || program->row[e] >= program->n_rows) return false;
            if (e > from && program->row[e] <= program->row[e - 1]) return false;
        }
        if (program->duty_row[j] < PROGRAM_NONE || program->duty_row[j] >= program->n_rows)
            return false;
    }
    return true;
}

/* Starts must be known to rise before they say how many entries to read. */
static Status read_col_start(FILE *file, Arena *arena, Program *out, int32_t *n_entries)
{
    const Status st = read_integers(file, "col_start", out->n_cols + 1, arena, &out->col_start);
    if (st) return st;
    *n_entries = out->col_start[out->n_cols];
    return *n_entries >= 0 && *n_entries <= SIZE_MOST ? LODE_OK : LODE_BAD_INPUT;
}

Status program_read(FILE *file, Arena *arena, Program *out)
{
    char word[NAME_MOST + 1];
    int version;
    if (fscanf(file, "%31s", word) != 1) return ferror(file) ? LODE_IO : LODE_NEGATIVE;
    if (strcmp(word, "lode-program") != 0 || fscanf(file, "%d", &version) != 1 || version != 1)
        return LODE_BAD_INPUT;

    int32_t n_entries = 0;
    double *coef = NULL, *row_price = NULL, *row_quantity = NULL;
    Status st = read_sizes(file, arena, out);
    const int32_t n = st ? 0 : out->n_cols, m = st ? 0 : out->n_rows;
    const int32_t nd = st ? 0 : out->n_demands;
    if (!st) st = read_col_start(file, arena, out, &n_entries);
    if (!st) st = read_integers(file, "row", n_entries, arena, &out->row);
    if (!st) st = read_numbers(file, "coef", n_entries, arena, &coef);
    if (!st) st = read_numbers(file, "lower", n, arena, &out->lower);
    if (!st) st = read_numbers(file, "upper", n, arena, &out->upper);
    if (!st) st = read_numbers(file, "cost", n, arena, &out->cost);
    if (!st) st = read_numbers(file, "slope", n, arena, &out->slope);
    if (!st) st = read_numbers(file, "duty", n, arena, &out->duty);
    if (!st) st = read_integers(file, "duty_row", n, arena, &out->duty_row);
    if (!st) st = read_numbers(file, "demand_scale", nd, arena, &out->demand_scale);
    if (!st) st = read_numbers(file, "demand_elasticity", nd, arena, &out->demand_elasticity);
    if (!st) st = read_numbers(file, "demand_choke", nd, arena, &out->demand_choke);
    if (!st) st = read_numbers(file, "rhs", m, arena, &out->rhs);
    if (!st) st = read_numbers(file, "row_price", m, arena, &row_price);
    if (!st) st = read_numbers(file, "row_quantity", m, arena, &row_quantity);
    if (st) return st;
    out->coef = coef;
    out->row_price = row_price;
    out->row_quantity = row_quantity;
    if (fscanf(file, "%31s", word) != 1 || strcmp(word, "end") != 0) return LODE_BAD_INPUT;
    return pattern_is_sound(out) ? LODE_OK : LODE_BAD_INPUT;
}
