/* The numbers of an ensemble's runs, from the journal into its NetCDF file. */
#include <string.h>

#include "store/ensemble_file.h"

/* The runs of a block, turned so that each metric's numbers stand together. */
typedef struct Block {
    size_t first, n;
    int *status, *outages, *delays;
    double *values;
    float *series;  /* variables x runs x steps, bundle by bundle as the file wants it */
    double *yearly; /* variables x runs x years */
} Block;

static Status block_new(const EnsembleFile *out, Arena *arena, Block *block)
{
    const Variables *vs = &out->e->variables;
    const size_t n = out->block;
    *block =
        (Block){.status = ARENA_ARRAY(arena, int, n),
                .outages = ARENA_ARRAY(arena, int, n),
                .delays = ARENA_ARRAY(arena, int, n),
                .values = ARENA_ARRAY(arena, double, n *(size_t)out->e->design.dimensions.n),
                .series = ARENA_ARRAY(arena, float, n *(size_t)vs->n *(size_t)vs->n_steps),
                .yearly = ARENA_ARRAY(arena, double, n *(size_t)vs->n *(size_t)vs->n_years)};
    return block->status && block->outages && block->delays && block->values && block->series &&
                   block->yearly
               ? LODE_OK
               : LODE_NO_MEMORY;
}

static Status read_block(const EnsembleFile *out, Block *block)
{
    const Variables *vs = &out->e->variables;
    const size_t k = (size_t)out->e->design.dimensions.n, steps = (size_t)vs->n_steps,
                 years = (size_t)vs->n_years;
    for (size_t i = 0; i < block->n; i++) {
        EnsembleRun run;
        const Status st = ensemble_read(out->e, (int64_t)(block->first + i), &run);
        if (st) return st;
        block->status[i] = (int)run.status;
        block->outages[i] = run.n_outages;
        block->delays[i] = run.n_delays;
        if (k) memcpy(&block->values[i * k], run.values, k * sizeof *block->values);
        for (size_t v = 0; v < (size_t)vs->n; v++) {
            memcpy(&block->series[(v * out->block + i) * steps], &run.series[v * steps],
                   steps * sizeof *block->series);
            memcpy(&block->yearly[(v * out->block + i) * years], &run.yearly[v * years],
                   years * sizeof *block->yearly);
        }
    }
    return LODE_OK;
}

static void write_block(EnsembleFile *out, const Block *block)
{
    const Variables *vs = &out->e->variables;
    const size_t steps = (size_t)vs->n_steps, years = (size_t)vs->n_years;
    NcFile *file = &out->file;
    const size_t at[2] = {block->first, 0};
    const size_t n[2] = {block->n, (size_t)out->e->design.dimensions.n};
    NC(file, nc_put_vara_int(file->id, out->status, at, n, block->status));
    NC(file, nc_put_vara_int(file->id, out->outages, at, n, block->outages));
    NC(file, nc_put_vara_int(file->id, out->delays, at, n, block->delays));
    if (n[1]) NC(file, nc_put_vara_double(file->id, out->inputs, at, n, block->values));
    for (int32_t f = 0; f < out->n_bundles; f++) {
        const EnsembleBundle *bundle = &out->bundles[f];
        for (size_t i = 0; i < (size_t)bundle->n; i++) {
            const size_t v = (size_t)bundle->first + i;
            NC(file,
               nc_put_vara_float(file->id, bundle->series, (const size_t[]){block->first, 0, i},
                                 (const size_t[]){block->n, steps, 1},
                                 &block->series[v * out->block * steps]));
            NC(file, nc_put_vara_double(file->id, bundle->yearly,
                                        (const size_t[]){block->first, 0, i},
                                        (const size_t[]){block->n, years, 1},
                                        &block->yearly[v * out->block * years]));
        }
    }
}

Status ensemble_file_runs(EnsembleFile *out)
{
    Block block;
    Arena *arena = arena_new(0);
    Status st = arena ? block_new(out, arena, &block) : LODE_NO_MEMORY;
    const size_t all = (size_t)out->summary->n;
    for (size_t first = 0; first < all && !st && out->file.rc == NC_NOERR;
         first += out->block) {
        block.first = first;
        block.n = all - first < out->block ? all - first : out->block;
        st = read_block(out, &block);
        if (!st) write_block(out, &block);
    }
    arena_free(arena);
    return st;
}

void ensemble_file_quantiles(EnsembleFile *out)
{
    const size_t steps = (size_t)out->e->variables.n_steps;
    for (int32_t f = 0; f < out->n_bundles; f++)
        for (int32_t i = 0; i < out->bundles[f].n; i++)
            for (size_t q = 0; q < SUMMARY_QUANTILES; q++)
                for (size_t t = 0; t < steps; t++) {
                    const EnsembleBundle *bundle = &out->bundles[f];
                    const size_t v = (size_t)(bundle->first + i);
                    const size_t at[3] = {q, t, (size_t)i};
                    const float value = (float)out->summary->monthly[v * steps + t].quantile[q];
                    NC(&out->file,
                       nc_put_var1_float(out->file.id, bundle->quantiles, at, &value));
                }
}
