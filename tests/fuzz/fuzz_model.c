/* Any text as a whole model folder. A line "=== NAME" starts the file NAME. Reading must end
 * with a model whose every index and number is sound, or with a message. */
#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "model/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FILES_MAX = 40 };

/* --- blob to files --- */

static const char *line_end(const char *at, const char *end)
{
    const char *found = memchr(at, '\n', (size_t)(end - at));
    return found ? found : end;
}

static int32_t split(Arena *arena, const char *at, const char *end, File *files)
{
    int32_t n = 0;
    const char *start = at;
    while (at < end) {
        const char *stop = line_end(at, end);
        if (stop - at > 4 && memcmp(at, "=== ", 4) == 0 && n < FILES_MAX) {
            if (n) files[n - 1].n = (size_t)(at - start);
            start = stop < end ? stop + 1 : end;
            files[n++] = (File){.name = arena_text(arena, at + 4, (size_t)(stop - at - 4)),
                                .bytes = start};
        }
        at = stop < end ? stop + 1 : end;
    }
    if (n) files[n - 1].n = (size_t)(end - start);
    return n;
}

/* --- what must hold of any model that was read --- */

static void check_index(int32_t index, int32_t n, bool may_be_none)
{
    assert((index >= 0 && index < n) || (may_be_none && index == MODEL_NONE));
}

static void check_facilities(const Model *model)
{
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *its = &model->facilities[k];
        check_index(its->region, model->n_regions, false);
        check_index(its->process, model->n_processes, false);
        check_index(its->of, model->n_commodities, true);
        assert(its->capacity >= 0 && its->minimum >= 0 && isfinite(its->cost));
        assert(its->of_per_activity > 0);
        assert(isnan(its->cost_rise) != isnan(its->slope));
        assert(facility_capacity(model, k, model->start) >= 0);
        assert(facility_capacity(model, k, model->end) >= 0);
    }
}

static void check_trade(const Model *model)
{
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *its = &model->routes[f];
        check_index(its->commodity, model->n_commodities, false);
        check_index(its->from, model->n_regions, false);
        check_index(its->to, model->n_regions, false);
        assert(its->from != its->to && its->freight >= 0 && isfinite(its->wedge));
        assert(its->limit >= 0 && its->half_life > 0 && isfinite(its->duty));
    }
    for (int32_t s = 0; s < model->n_stocks; s++) {
        const Stock *its = &model->stocks[s];
        check_index(its->region, model->n_regions, false);
        check_index(its->commodity, model->n_commodities, false);
        assert(its->cover >= 0 && its->maximum >= its->cover && isfinite(its->holding));
    }
}

static void check_demands(const Model *model)
{
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *its = &model->demands[d];
        check_index(its->region, model->n_regions, false);
        check_index(its->commodity, model->n_commodities, false);
        check_index(its->use, model->n_uses, true);
        check_index(its->driver, model->n_drivers, true);
        assert(its->form == DEMAND_LINEAR ? its->slope >= 0 : its->quantity >= 0);
        if (its->driver != MODEL_NONE)
            assert(driver_value(model, its->driver, model->end) >= 0);
    }
}

static void check_rest(const Model *model)
{
    assert(model->n_steps >= 1 && model->end >= model->start && model->name[0]);
    for (int32_t c = 0; c < model->n_commodities; c++)
        check_index(model->commodities[c].stage, model->n_stages, false);
    for (int32_t i = 0; i < model->n_recipe_lines; i++)
        assert(model->recipe_lines[i].coefficient != 0);
    for (int32_t p = 0; p < model->n_processes; p++)
        check_index(model->processes[p].stage, model->n_stages, false);
    for (int32_t i = 0; i < model->n_observations; i++) {
        const Observation *its = &model->observations[i];
        assert(isfinite(its->value) && its->from != MONTH_NONE);
        for (int32_t k = 0; k < its->regions.n; k++)
            check_index(its->regions.index[k], model->n_regions, false);
        for (int32_t k = 0; k < its->commodities.n; k++)
            check_index(its->commodities.index[k], model->n_commodities, false);
    }
    for (int32_t s = 0; s < model->n_scenarios; s++)
        for (int32_t i = 0; i < model->scenarios[s].n_policies; i++)
            assert(model->scenarios[s].policies[i].kind[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena = arena_new(0);
    Diag *diag = diag_new();
    Model *model;
    File items[FILES_MAX];
    const char *text = arena_text(arena, (const char *)data, size);
    const Files files = {.items = items, .n = split(arena, text, text + size, items)};
    const Status st = model_read_files(&files, "fuzz", diag, &model);
    assert(st == LODE_OK || st == LODE_BAD_INPUT);
    assert((st == LODE_OK) == (model != NULL));
    assert((st == LODE_BAD_INPUT) == (diag_errors(diag) > 0));
    if (model) {
        check_facilities(model);
        check_trade(model);
        check_demands(model);
        check_rest(model);
    }
    model_free(model);
    diag_sort(diag);
    diag_free(diag);
    arena_free(arena);
    return 0;
}
