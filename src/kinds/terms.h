/* terms.h - limits that add up flows, recipes and demands with coefficients. */
#ifndef LODE_KINDS_TERMS_H
#define LODE_KINDS_TERMS_H

#include "kinds/kinds.h"

typedef struct Terms {
    LimitTerm *terms;
    int32_t n;
} Terms;

/* Room for every facility, route and demand of the model. */
Status terms_new(const Model *model, Arena *arena, Terms *out);

/* coef x flow of every route of the commodities between the regions. */
void terms_add_routes(Terms *terms, const Model *model, const IndexSet *from,
                      const IndexSet *to, const IndexSet *commodities, double coef);

typedef enum RecipeSide { SIDE_OUTPUT, SIDE_INPUT } RecipeSide;

/* What a facility puts out, or takes in, of the commodities per unit of activity. */
double recipe_side(const Model *model, int32_t facility, const IndexSet *commodities,
                   RecipeSide side);

/* Hands the terms to a selection; the routes, facilities and demands they touch with it. */
Status terms_select(const Terms *terms, Arena *arena, Selection *out);

#endif
