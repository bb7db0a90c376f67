#include "ensemble/design.h"

#include "ensemble/sensitivity.h"
#include "sim/run.h"

static int64_t runs_of(const DesignOptions *o, int32_t k)
{
    switch (o->kind) {
    case DESIGN_SOBOL:
        return (int64_t)sensitivity_runs((uint64_t)o->n, k);
    case DESIGN_MORRIS:
        return (int64_t)screening_runs((uint64_t)o->n, k);
    case DESIGN_PLAIN:
        break;
    }
    return o->n;
}

/* Something must vary, or all futures are one. */
static Status check_varies(const Design *design, Diag *diag)
{
    const bool mishaps = design->model->n_risks && design->options.kind == DESIGN_PLAIN;
    if (design->dimensions.n || mishaps) return LODE_OK;
    diag_error(diag, "", 0, 0, "",
               "nothing varies: the model has no tables/uncertain.csv or risks.csv, and these "
               "scenarios no 'vary'");
    return LODE_BAD_INPUT;
}

static Status open_sequence(Design *design, Diag *diag)
{
    const DesignOptions *o = &design->options;
    const int32_t k = design->dimensions.n;
    const int32_t axes = o->kind == DESIGN_SOBOL ? 2 * k : k;
    design->n_runs = runs_of(o, k);
    if (k == 0 || o->kind == DESIGN_MORRIS) return LODE_OK;
    if (o->sequence == SEQUENCE_SOBOL && axes > SEQUENCE_SOBOL_DIMENSIONS) {
        diag_error(diag, "", 0, 0, "",
                   "Sobol's sequence has %d dimensions, and %d are needed; take the sequence "
                   "latin or random",
                   SEQUENCE_SOBOL_DIMENSIONS, (int)axes);
        return LODE_USAGE;
    }
    return sequence_new(o->sequence, axes, (uint64_t)o->n, o->seed, &design->sequence);
}

/* Without scenarios a run follows the one called baseline, if there is one; but not a run with
 * a scenario of its own, which a future with outages has. So it is named here. */
static void name_baseline(Design *design)
{
    const RunOptions asked = {.scenarios = design->options.scenarios,
                              .n_scenarios = design->options.n_scenarios};
    const RunOptions whole = run_with_baseline(design->model, &asked);
    design->options.scenarios = whole.scenarios;
    design->options.n_scenarios = whole.n_scenarios;
}

Status design_open(const Model *model, const Files *files, const DesignOptions *options,
                   Arena *arena, Diag *diag, Design *out)
{
    *out = (Design){.options = *options, .model = model};
    name_baseline(out);
    Status st = dimensions_list(model, files, out->options.scenarios, out->options.n_scenarios,
                                &options->vary, arena, diag, &out->dimensions);
    if (options->kind != DESIGN_PLAIN) out->dimensions.root = NULL; /* needs independence */
    if (!st) st = check_varies(out, diag);
    if (!st) st = dimensions_try(&out->dimensions, diag);
    return st ? st : open_sequence(out, diag);
}

void design_close(Design *design)
{
    sequence_free(design->sequence);
    design->sequence = NULL;
}

/* A grid has points on the rim of the cube; distributions are open there. */
static void keep_inside(double *point, int32_t k)
{
    const double rim = 0.005;
    for (int32_t i = 0; i < k; i++)
        point[i] = rim + (1 - 2 * rim) * point[i];
}

/* Coordinates of run i; scratch: 2 k numbers. */
static void point_of(const Design *design, int64_t i, double *scratch, double *point)
{
    const int32_t k = design->dimensions.n;
    const uint64_t run = (uint64_t)i, n = (uint64_t)design->options.n;
    if (k == 0) return;
    if (design->options.kind == DESIGN_SOBOL) {
        sensitivity_point(design->sequence, n, k, run, scratch, point);
    } else if (design->options.kind == DESIGN_MORRIS) {
        screening_point(run, k, DESIGN_MORRIS_LEVELS, design->options.seed, point);
        keep_inside(point, k);
    } else {
        sequence_point(design->sequence, run, point);
    }
}

Status design_point(const Design *design, int64_t i, Arena *arena, double *values)
{
    const int32_t k = design->dimensions.n;
    double *scratch = ARENA_ARRAY(arena, double, 2 * k);
    double *point = ARENA_ARRAY(arena, double, k);
    if (!scratch || !point) return LODE_NO_MEMORY;
    point_of(design, i, scratch, point);
    draw_values(&design->dimensions, point, scratch, values);
    return LODE_OK;
}

/* What happens to facilities is drawn by the run, in a sensitivity design by the row: A and A
 * with column i of B share it, B has its own, as if it were one more input that is not asked
 * for. Morris's trajectories have one each. */
static uint64_t mishap_run(const Design *design, int64_t i)
{
    const uint64_t run = (uint64_t)i, n = (uint64_t)design->options.n;
    if (design->options.kind == DESIGN_MORRIS)
        return run / ((uint64_t)design->dimensions.n + 1);
    if (design->options.kind == DESIGN_PLAIN || run < 2 * n) return run;
    return run % n;
}

Status design_mishaps(const Design *design, int64_t i, Arena *arena, Mishaps *out)
{
    return draw_mishaps(design->model, design->options.seed, mishap_run(design, i), arena, out);
}

Status design_variation(const Design *design, int64_t i, Arena *arena, Variation *out)
{
    Mishaps mishaps;
    double *values = ARENA_ARRAY(arena, double, design->dimensions.n);
    Status st = values ? design_point(design, i, arena, values) : LODE_NO_MEMORY;
    if (!st) st = design_mishaps(design, i, arena, &mishaps);
    if (st) return st;
    out->scenarios = design->options.scenarios;
    out->n_scenarios = design->options.n_scenarios;
    return draw_variation(&design->dimensions, values, &mishaps, arena, out);
}
