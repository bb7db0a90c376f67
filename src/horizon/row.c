#include "horizon/row.h"

#include <math.h>

double row_price(const Path *path, int32_t t, int32_t k)
{
    const PathStep *step = &path->steps[t];
    const Program *p = &step->program;
    const int32_t j = path->net->facility0 + k;
    double price = 0;
    for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
        price = fmax(price, step->weight * fabs(p->coef[e]) * p->row_price[p->row[e]]);
    return price > 0 ? price : 1.0;
}

double row_quantity(const Path *path, int32_t t, int32_t k)
{
    const Program *p = &path->steps[t].program;
    const int32_t j = path->net->facility0 + k;
    double quantity = 0;
    for (int32_t e = p->col_start[j]; e < p->col_start[j + 1]; e++)
        if (p->coef[e] != 0.0)
            quantity = fmax(quantity, p->row_quantity[p->row[e]] / fabs(p->coef[e]));
    return quantity > 0 ? quantity : 1.0;
}

int32_t row_add(Horizon *h, int32_t t, int32_t k, double rhs, const char *what)
{
    const Path *path = h->path;
    return stack_limit(&h->stack, (StackRow){.rhs = rhs,
                                             .price = row_price(path, t, k),
                                             .quantity = row_quantity(path, t, k),
                                             .label = {what, path->model->facilities[k].id}});
}
