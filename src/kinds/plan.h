/* plan.h - the policies of a run: scenarios stacked, bound to their kinds, ready to be applied.
 */
#ifndef LODE_KINDS_PLAN_H
#define LODE_KINDS_PLAN_H

#include "kinds/kinds.h"

typedef struct Plan {
    Arena *arena;
    const Policy *policies;
    int32_t n_policies;
    const LimitSet *limits; /* for net_build */
    int32_t n_limits;
    Payers payers; /* for effects_new */
} Plan;

/* Binds the policies of the scenarios in their order. Every mistake goes to diag; any error
 * gives LODE_BAD_INPUT. Names in the plan are borrowed from the model. */
Status plan_new(const Model *model, const char *const *scenarios, int n_scenarios, Diag *diag,
                Plan **out);

/* The same for scenarios that need not be in the model, such as one that a page puts together.
 * They, and the nodes of their policies, must outlive the plan. */
Status plan_new_of(const Model *model, const Scenario *const *scenarios, int n_scenarios,
                   Diag *diag, Plan **out);
void plan_free(Plan *plan); /* NULL is fine */

/* The first month in which two plans of one model may differ: policies are told apart by id and
 * by what was written. MONTH_NONE: from the start on; MONTH_NEVER: they are the same. */
#define MONTH_NEVER INT32_MAX
Month plan_first_difference(const Plan *a, const Plan *b);

/* Whether a policy of the plan is in force in a month. */
bool plan_in_force(const Plan *plan, int32_t policy, Month month);

/* Puts the policies in force in effects->month over the effects, in order, and keeps what they
 * pay within their budgets. */
void plan_apply(const Plan *plan, const PolicyContext *context, Effects *effects);

/* The same, for policies that were in force before `month`: what a usual month looked like. */
void plan_apply_standing(const Plan *plan, const PolicyContext *context, Month month,
                         Effects *effects);

#endif
