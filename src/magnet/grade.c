#include "magnet/grade.h"

#include <math.h>

/* The larger of the two deviations, each as a multiple of what is allowed. */
static double deviation(const MagnetDesign *design, const MagnetGrade *grade, double br)
{
    const double of_br = fabs(design->room.br - br) / MAGNET_GRADE_BR_T;
    const double of_hcj = fabs(design->room.hcj / grade->hcj - 1) / MAGNET_GRADE_HCJ_SHARE;
    return fmax(of_br, of_hcj);
}

Status magnet_grade_design(const MagnetData *data, const MagnetGrade *grade,
                           const MagnetPrices *prices, MagnetGradeDesign *out)
{
    MagnetWant want = magnet_want_nothing();
    double least = INFINITY;
    *out = (MagnetGradeDesign){.br = 0.5 * (grade->br_min + grade->br_max)};
    want.hcj = grade->hcj;
    want.br = out->br;
    want.br_within = INFINITY;
    for (int32_t r = 0; r < data->n_recipes; r++) {
        MagnetDesign design;
        if (data->recipes[r].recycled > 0) continue;
        if (magnet_design_recipe(data, r, &want, prices, &design)) continue;
        const double here = deviation(&design, grade, out->br);
        const bool both = here <= 1 && least <= 1;
        if (both ? design.cost >= out->design.cost : here >= least) continue;
        out->design = design;
        least = here;
    }
    out->recovered = least <= 1;
    return isinf(least) ? LODE_INFEASIBLE : LODE_OK;
}
