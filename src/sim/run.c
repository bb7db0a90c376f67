#include "sim/run.h"

#include <stdio.h>

Status run_period(const Model *model, const RunOptions *options, Diag *diag, Month *start,
                  int32_t *n_steps)
{
    *start = options->start == MONTH_NONE ? model->start : options->start;
    const Month end = options->end == MONTH_NONE ? model->end : options->end;
    const int32_t months = end - *start + 1;
    *n_steps = months / model->months_per_step;
    if (*n_steps >= 1) return LODE_OK;
    char from[16], until[16];
    month_format(*start, from, sizeof from);
    month_format(end, until, sizeof until);
    diag_error(diag, "", 0, 0, "", "the run from %s to %s holds no whole step of %d months",
               from, until, (int)model->months_per_step);
    return LODE_BAD_INPUT;
}

/* Scenario ids joined by '+', or "baseline". */
const char *run_name(const RunOptions *options, char *buffer, size_t size)
{
    if (options->name) return options->name;
    size_t n = 0;
    buffer[0] = '\0';
    for (int i = 0; i < options->n_scenarios; i++) {
        const int wrote =
            snprintf(buffer + n, size - n, "%s%s", i ? "+" : "", options->scenarios[i]);
        if (wrote < 0 || (size_t)wrote >= size - n) break;
        n += (size_t)wrote;
    }
    return n ? buffer : "baseline";
}

const char *run_title(const Model *model, const RunOptions *options)
{
    if (options->own) return options->own->title;
    if (options->n_scenarios != 1) return model->title;
    const int32_t s = model_find_scenario(model, options->scenarios[0]);
    return s == MODEL_NONE ? model->title : model->scenarios[s].title;
}

/* No scenario means the one called baseline, if the model has one. */
RunOptions run_with_baseline(const Model *model, const RunOptions *options)
{
    static const char *const baseline[] = {"baseline"};
    RunOptions out = *options;
    if (out.n_scenarios == 0 && !out.own &&
        model_find_scenario(model, baseline[0]) != MODEL_NONE) {
        out.scenarios = baseline;
        out.n_scenarios = 1;
    }
    return out;
}

Status run_plan(const Model *model, const RunOptions *options, Diag *diag, Plan **out)
{
    Arena *scratch = arena_new(0);
    const int n = options->n_scenarios;
    const Scenario **stack = ARENA_ARRAY(scratch, const Scenario *, n + 1);
    Status st = stack ? LODE_OK : LODE_NO_MEMORY;
    for (int i = 0; i < n && !st; i++) {
        const int32_t s = model_find_scenario(model, options->scenarios[i]);
        if (s == MODEL_NONE)
            st = plan_new(model, &options->scenarios[i], 1, diag, out); /* says what is wrong */
        else
            stack[i] = &model->scenarios[s];
    }
    if (!st && options->own) stack[n] = options->own;
    if (!st)
        st = plan_new_of(model, stack, options->own ? n + 1 : n, options->varies,
                         options->n_varies, diag, out);
    arena_free(scratch);
    return st;
}
