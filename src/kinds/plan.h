/* plan.h - the policies of a run: scenarios stacked, bound to their kinds, ready to be applied.
 *
 * A month goes: plan_open_month says which policies are in force, plan_apply puts them over the
 * effects, the market clears; while plan_revise says that a policy would now act otherwise, the
 * last two are done again; plan_settle moves their memory on and says what each has paid. */
#ifndef LODE_KINDS_PLAN_H
#define LODE_KINDS_PLAN_H

#include "kinds/kinds.h"
#include "model/recast.h"

/* A value for something that a scenario lets vary. */
typedef struct VaryValue {
    const char *name;
    double value;
} VaryValue;

/* What a trigger asks of the months so far: a metric and a bar, as written. */
typedef struct Question {
    const YamlNode *node;
} Question;

typedef struct Plan {
    Arena *arena;
    const Model *model; /* with the cells that scenarios change, and the facilities that
                         * policies add */
    Recasts changes;
    Model *changed; /* NULL unless there are changes */
    const Policy *policies;
    int32_t n_policies;
    NetNeeds needs;   /* for net_build */
    Payers payers;    /* for effects_new */
    int32_t n_memory; /* doubles, for state_new */
    const Question *questions;
    int32_t n_questions;
    bool revises; /* some policy may ask for another solve */
} Plan;

/* Changes the cells that the scenarios change, and binds their policies in their order; what
 * several of them inherit from the same parent is there once. Every mistake goes to diag,
 * conflicts included; any error gives LODE_BAD_INPUT. Names in the plan are borrowed from the
 * model. */
Status plan_new(const Model *model, const char *const *scenarios, int n_scenarios, Diag *diag,
                Plan **out);

/* The same for scenarios that need not be in the model, such as one that a page puts together.
 * They, and the nodes of their policies, must outlive the plan. What `varies` does not name has
 * its default. */
Status plan_new_of(const Model *model, const Scenario *const *scenarios, int n_scenarios,
                   const VaryValue *varies, int n_varies, Diag *diag, Plan **out);
void plan_free(Plan *plan); /* NULL is fine */

/* The first month in which two plans of one model may make a difference: policies are told
 * apart by id and by what was written. Who looks `look_ahead` months ahead sees the end of a
 * policy so much earlier, and its beginning once it is announced. MONTH_NONE: from the start
 * on; MONTH_NEVER: they are the same. */
#define MONTH_NEVER INT32_MAX
Month plan_first_difference(const Plan *a, const Plan *b, int32_t look_ahead);

/* Fills the memory (plan->n_memory, zeroed) before the first month. */
void plan_begin(const Plan *plan, const Net *net, double *memory);

/* Which policies are in force in a month that begins. answers[q] says whether question q was
 * answered with yes for the step before; NULL = no to all. */
void plan_open_month(const Plan *plan, Month month, const bool *answers, double *memory);

/* Turns the memory of a month `now` that was opened into that of a month `then` ahead, as far
 * as it is known: policies in force now or announced, and still in force then. What waits for
 * an answer stays as it is. */
void plan_open_ahead(const Plan *plan, Month now, Month then, double *memory);

/* Whether a policy of the plan is in force in the month that was opened last. */
bool plan_in_force(const Plan *plan, int32_t policy, const double *memory);

/* Puts the policies in force over the effects, in order, and keeps what they pay within their
 * budgets. */
void plan_apply(const Plan *plan, const PolicyContext *context, Effects *effects);

/* The same, for policies that were in force before `month`: what a usual month looked like. */
void plan_apply_standing(const Plan *plan, const PolicyContext *context, Month month,
                         Effects *effects);

/* True when the month must be solved again, since a policy would now act otherwise. */
bool plan_revise(const Plan *plan, const PolicyContext *context, const Outcome *outcome);

/* Closes the month. payment[i] grows by what policy i paid beyond what the effects' aids say.
 */
void plan_settle(const Plan *plan, const PolicyContext *context, const Outcome *outcome,
                 double *payment);

/* Adds to reserve[m] what policies hold in each market. */
void plan_add_reserves(const Plan *plan, const Net *net, const double *memory, double *reserve);

#endif
