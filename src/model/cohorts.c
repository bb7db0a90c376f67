/* Products in use: rows as cohorts, and what of one is still there at an age. */
#include <math.h>

#include "model/build.h"

/* S(a), the share still in use at age a:
 *     fixed       1 below the mean, 0 from it on
 *     normal      1 - Phi((a - mean) / sd)
 *     lognormal   1 - Phi((ln a - m) / s),  s^2 = ln(1 + sd^2 / mean^2),  m = ln mean - s^2 / 2
 *     weibull     exp(-(a / scale)^shape) */
double cohort_survival(const Cohort *cohort, double age)
{
    const double mean = cohort->mean, sd = cohort->sd;
    switch (cohort->lifetime) {
    case LIFETIME_FIXED:
        return age < mean ? 1.0 : 0.0;
    case LIFETIME_NORMAL:
        return 0.5 * erfc((age - mean) / (sd * sqrt(2.0)));
    case LIFETIME_LOGNORMAL: {
        if (age <= 0.0) return 1.0;
        const double s2 = log1p(sd * sd / (mean * mean)), m = log(mean) - 0.5 * s2;
        return 0.5 * erfc((log(age) - m) / sqrt(2.0 * s2));
    }
    case LIFETIME_WEIBULL:
        return age <= 0.0 ? 1.0 : exp(-pow(age / cohort->scale, cohort->shape));
    }
    return 0.0;
}

static Cohort cohort_from(Draft *draft, const CohortRow *row)
{
    const Demand *demand = &draft->model->demands[row->demand];
    const Place *place = &row->origin.place;
    if (row->before == COHORT_BEFORE_DRIVER && demand->driver == MODEL_NONE)
        row_error(&draft->reading, place, "before", "the demand '%s' has no driver",
                  demand->id);
    if (row->driver != MODEL_NONE && isnan(row->stock))
        row_error(&draft->reading, place, "driver", "it scales 'stock', which is blank");
    return (Cohort){.demand = row->demand,
                    .lifetime = (Lifetime)row->lifetime,
                    .mean = row->mean,
                    .sd = row->sd,
                    .shape = row->shape,
                    .scale = row->scale,
                    .entry = 0.5 * row->entry,
                    .before = (CohortBefore)row->before,
                    .growth = 12 * row->growth,
                    .facility = row->facility,
                    .collection = row->collection,
                    .content = row->content,
                    .stock = row->stock,
                    .driver = build_series(draft, row->driver, demand->region, place),
                    .origin = row->origin};
}

Status build_cohorts(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_COHORTS];
    const CohortRow *rows = list->items;
    Cohort *cohorts = ARENA_ARRAY(draft->reading.arena, Cohort, list->n);
    int32_t n = 0;
    if (!cohorts) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n; i++)
        if (!list->bad[i]) cohorts[n++] = cohort_from(draft, &rows[i]);
    draft->model->cohorts = cohorts;
    draft->model->n_cohorts = n;
    return LODE_OK;
}
