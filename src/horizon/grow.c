/* grow.c - how fast activities and starts may grow.
 *     x_t <= (1 + g)^n x_t-1 + allowance ((1 + g)^n - 1) / g       x: a year's, g > 0
 * n, the length in years of the later step, is the convention of [Huppmann19]. */
#include "horizon/grow.h"

#include <math.h>

#include "horizon/row.h"
#include "horizon/tie.h"

enum { MONTHS_PER_YEAR = 12 };

double growth_factor(double growth, double years)
{
    return pow(1.0 + growth, years);
}

double growth_allowance(double growth, double years, double allowance)
{
    return allowance * (growth != 0.0 ? (growth_factor(growth, years) - 1.0) / growth : years);
}

static bool is_of(const Facility *facility, const Growth *growth)
{
    return facility->process == growth->process &&
           (growth->region == MODEL_NONE || facility->region == growth->region);
}

static void limit_growth(Horizon *h, const Growth *growth, int32_t t)
{
    const Path *path = h->path;
    const double months = path->steps[t].months, years = months / MONTHS_PER_YEAR;
    const double factor = growth_factor(growth->growth, years);
    const double longer = t > 0 ? months / path->steps[t - 1].months : 1.0;
    double room = growth_allowance(growth->growth, years, growth->allowance) * months;
    if (t == 0) room += factor * growth->before * months;
    StackRow row = {.rhs = -room,
                    .label = {"the growth of", path->model->processes[growth->process].id}};
    for (int32_t k = 0; k < path->model->n_facilities; k++) {
        if (!is_of(&path->model->facilities[k], growth)) continue;
        row.price = fmax(row.price, row_price(path, t, k));
        row.quantity = fmax(row.quantity, row_quantity(path, t, k));
    }
    if (row.price == 0.0) return; /* nobody does this */
    const int32_t at = stack_limit(&h->stack, row);
    for (int32_t k = 0; k < path->model->n_facilities; k++) {
        if (!is_of(&path->model->facilities[k], growth)) continue;
        const int32_t j = path->net->facility0 + k;
        stack_entry(&h->stack, horizon_col(h, t, j), at, -1.0);
        if (t > 0) stack_entry(&h->stack, horizon_col(h, t - 1, j), at, factor * longer);
    }
}

void tie_growth(Horizon *h)
{
    const Model *model = h->path->model;
    for (int32_t i = 0; i < model->n_growths; i++)
        for (int32_t t = 0; t < h->path->n_steps; t++)
            limit_growth(h, &model->growths[i], t);
}
