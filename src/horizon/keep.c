/* keep.c - what stands by date and costs to be kept.
 *     x_t <= K_t <= capacity_t,   K_t <= K_t-1 + what capacity is added in t */
#include <math.h>

#include "horizon/row.h"
#include "horizon/tie.h"

static int32_t add_kept(Horizon *h, int32_t k, int32_t t)
{
    const Path *path = h->path;
    const PathStep *step = &path->steps[t];
    const Facility *facility = &path->model->facilities[k];
    const int32_t kept = stack_column(
        &h->stack, (StackColumn){.upper = step->effects.capacity[k],
                                 .cost = step->weight * facility->keep / facility->availability,
                                 .duty_row = PROGRAM_NONE,
                                 .step = t,
                                 .label = {"what is kept of", facility->id}});
    const int32_t used = row_add(h, t, k, 0.0, "what is kept of");
    stack_entry(&h->stack, kept, used, 1.0);
    stack_entry(&h->stack, horizon_col(h, t, path->net->facility0 + k), used, -1.0);
    return kept;
}

static void keep_facility(Horizon *h, int32_t k)
{
    const Path *path = h->path;
    int32_t before = PROGRAM_NONE;
    for (int32_t t = 0; t < path->n_steps; t++) {
        const double capacity = path->steps[t].effects.capacity[k];
        if (isinf(capacity)) return;
        const int32_t kept = add_kept(h, k, t);
        if (t > 0) {
            const double more = fmax(capacity - path->steps[t - 1].effects.capacity[k], 0.0);
            const int32_t row = row_add(h, t, k, -more, "what is kept of");
            stack_entry(&h->stack, kept, row, -1.0);
            stack_entry(&h->stack, before, row, 1.0);
        }
        before = kept;
    }
}

void tie_keeping(Horizon *h)
{
    const Model *model = h->path->model;
    for (int32_t k = 0; k < model->n_facilities; k++)
        if (model->facilities[k].keep > 0 && model->facilities[k].expansion == MODEL_NONE)
            keep_facility(h, k);
}
