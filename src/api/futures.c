/* Draws of what is uncertain in a model. */
#include <stdlib.h>
#include <string.h>

#include "api/handle.h"

static Status find_sequence(const char *name, Diag *diag, SequenceKind *out)
{
    static const SequenceKind kinds[] = {SEQUENCE_SOBOL, SEQUENCE_LATIN, SEQUENCE_RANDOM};
    *out = SEQUENCE_SOBOL;
    if (!name) return LODE_OK;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(name, sequence_name(kinds[i])) != 0) continue;
        *out = kinds[i];
        return LODE_OK;
    }
    diag_error(diag, "", 0, 0, "sequence", "is sobol, latin or random, not '%s'", name);
    return LODE_USAGE;
}

/* The scenarios' ids, kept; the baseline alone is no scenario more. */
static Status keep_scenarios(lode_futures *futures, const lode_futures_options *o,
                             DesignOptions *out)
{
    const size_t n = o->n_scenarios;
    const bool plain = n == 1 && strcmp(o->scenarios[0], "baseline") == 0;
    futures->scenarios = ARENA_ARRAY(futures->arena, const char *, n + 1);
    if (!futures->scenarios) return LODE_NO_MEMORY;
    for (size_t i = 0; i < n; i++) {
        const char *id = o->scenarios[i];
        if (!(futures->scenarios[i] = arena_text(futures->arena, id, strlen(id))))
            return LODE_NO_MEMORY;
    }
    out->scenarios = futures->scenarios;
    out->n_scenarios = plain ? 0 : (int)n;
    return LODE_OK;
}

static Status describe_inputs(lode_futures *futures)
{
    const Dimensions *dimensions = &futures->design.dimensions;
    futures->inputs = ARENA_ARRAY(futures->arena, lode_input, dimensions->n);
    if (!futures->inputs) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < dimensions->n; i++) {
        const Dimension *d = &dimensions->items[i];
        futures->inputs[i] = (lode_input){.id = d->id,
                                          .label = d->label,
                                          .source = d->source,
                                          .low = d->spread.low,
                                          .usual = d->spread.mode,
                                          .high = d->spread.high};
    }
    return LODE_OK;
}

static Status draw(lode_futures *futures, const lode_futures_options *given)
{
    Diag *diag = futures->messages.diag;
    const lode_model *model = futures->model;
    lode_futures_options o;
    DesignOptions options = {.kind = DESIGN_PLAIN};
    if (!model || !model->model) {
        diag_error(diag, "", 0, 0, "", "a model with mistakes has no futures");
        return LODE_USAGE;
    }
    Status st = options_take(given, sizeof o, &o, diag);
    if (!st && o.n < 1) {
        diag_error(diag, "", 0, 0, "n", "say how many futures: at least one");
        st = LODE_USAGE;
    }
    if (!st) st = find_sequence(o.sequence, diag, &options.sequence);
    if (!st) st = options_scenarios(model->model, o.scenarios, o.n_scenarios, diag);
    if (!st) st = keep_scenarios(futures, &o, &options);
    options.n = o.n;
    options.seed = o.seed;
    if (!st)
        st = design_open(model->model, &model->files, &options, futures->arena, diag,
                         &futures->design);
    return st ? st : describe_inputs(futures);
}

int lode_model_futures(const lode_model *model, const lode_futures_options *options,
                       lode_futures **out)
{
    lode_futures *futures = calloc(1, sizeof *futures);
    *out = NULL;
    if (!futures) return LODE_NO_MEMORY;
    futures->model = model;
    futures->arena = arena_new(0);
    Status st = futures->arena ? messages_open(&futures->messages) : LODE_NO_MEMORY;
    if (!st) st = draw(futures, options);
    if (st != LODE_NO_MEMORY) st = messages_seal(&futures->messages, st);
    if (st == LODE_NO_MEMORY)
        lode_futures_free(futures);
    else
        *out = futures;
    return (int)st;
}

void lode_futures_free(lode_futures *futures)
{
    if (!futures) return;
    design_close(&futures->design);
    messages_close(&futures->messages);
    arena_free(futures->arena);
    free(futures);
}

const lode_messages *lode_futures_messages(const lode_futures *futures)
{
    return futures ? &futures->messages : NULL;
}

int64_t lode_futures_count(const lode_futures *futures)
{
    return futures && futures->inputs ? futures->design.n_runs : 0;
}

int32_t lode_futures_inputs(const lode_futures *futures)
{
    return futures && futures->inputs ? futures->design.dimensions.n : 0;
}

const lode_input *lode_futures_input(const lode_futures *futures, int32_t i)
{
    return i >= 0 && i < lode_futures_inputs(futures) ? &futures->inputs[i] : NULL;
}

int lode_futures_values(const lode_futures *futures, int64_t future, double *values)
{
    if (future < 0 || future >= lode_futures_count(futures)) return LODE_USAGE;
    Arena *arena = arena_new(0);
    const Status st =
        arena ? design_point(&futures->design, future, arena, values) : LODE_NO_MEMORY;
    arena_free(arena);
    return (int)st;
}
