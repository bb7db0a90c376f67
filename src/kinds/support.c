#include "kinds/support.h"

Status makers_select(const Makers *makers, const char *kind, const Model *model,
                     const Place *place, Arena *arena, Diag *diag, Selection *out)
{
    if (makers->facility.all && makers->region.all && makers->process.all)
        diag_error(diag, place->file, place->line, place->column, kind,
                   "names no facility, region or process, so the whole world would be paid; "
                   "name at least one of them");
    const Status st = select_facilities(model, &makers->facility, &makers->region,
                                        &makers->process, arena, out);
    if (st) return st;
    int32_t *kept = ARENA_ARRAY(arena, int32_t, out->n_facilities);
    int32_t n = 0;
    if (!kept) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < out->n_facilities; i++) {
        const int32_t k = out->facilities[i];
        if (net_output(model, k, makers->commodity) > 0.0)
            kept[n++] = k;
        else if (!makers->facility.all)
            diag_error(diag, place->file, place->line, place->column, "facility",
                       "'%s' does not make %s; name what it makes", model->facilities[k].id,
                       model->commodities[makers->commodity].id);
    }
    out->facilities = kept;
    out->n_facilities = n;
    out->commodity = makers->commodity;
    return LODE_OK;
}

int32_t makers_market(const Policy *policy, const Net *net, int32_t i)
{
    const int32_t k = policy->selection.facilities[i];
    return net_market(net, net->model->facilities[k].region, policy->selection.commodity);
}

/* What a budget pays in its last step is within this share of what was left. */
#define BUDGET_ROUNDING 1e-6

bool budget_share(double left, double paid, double *share)
{
    const bool within = paid <= left;
    if (within && (*share >= 1.0 || paid >= left * (1.0 - BUDGET_ROUNDING))) return false;
    const double aim = left * (1.0 - 0.5 * BUDGET_ROUNDING);
    *share = paid > 0 ? fmin(1.0, *share * aim / paid) : 1.0;
    return true;
}
