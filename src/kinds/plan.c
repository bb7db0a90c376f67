#include "kinds/plan.h"

#include <math.h>
#include <string.h>

void plan_free(Plan *plan)
{
    if (!plan) return;
    model_free(plan->changed);
    arena_free(plan->arena);
}

/* ---- what a policy asks about itself ---- */

double *policy_own(const Policy *policy, const PolicyContext *context)
{
    return context->memory + policy->memory + MEMORY_OWN;
}

double policy_age(const Policy *policy, const PolicyContext *context, Month month)
{
    return (double)month - context->memory[policy->memory + MEMORY_SINCE] + 1.0;
}

double policy_left(const Policy *policy, const PolicyContext *context, double budget)
{
    return isnan(budget) ? INFINITY : fmax(0.0, budget - context->spent[policy->payer]);
}

double policy_ordered(const Policy *policy, const Outcome *outcome, const Net *net, int32_t o)
{
    return outcome->z[net->order0 + policy->first_order + o];
}

/* ---- which policies are in force ---- */

enum { OVER_FOR_GOOD = -1 }; /* of MEMORY_SINCE */

static bool within_dates(const Policy *policy, Month month)
{
    return (policy->from == MONTH_NONE || policy->from <= month) &&
           (policy->until == MONTH_NONE || month <= policy->until);
}

/* True once the answer has been yes for `steps` steps in a row. */
static bool held(double *memory, bool yes, double steps)
{
    memory[MEMORY_YES] = yes ? memory[MEMORY_YES] + 1.0 : 0.0;
    if (memory[MEMORY_YES] < steps) return false;
    memory[MEMORY_YES] = 0.0;
    return true;
}

static bool answer(const bool *answers, int32_t question)
{
    return answers && question >= 0 && answers[question];
}

static void open_policy(const Plan *plan, const Policy *policy, Month month,
                        const bool *answers, double *memory)
{
    const bool triggered = policy->when >= 0 || policy->until_when >= 0;
    const Month from = policy->from == MONTH_NONE ? plan->model->start : policy->from;
    if (!within_dates(policy, month)) {
        memory[MEMORY_SINCE] = memory[MEMORY_YES] = 0.0;
        return;
    }
    if (!triggered) {
        memory[MEMORY_SINCE] = from;
        return;
    }
    if (memory[MEMORY_SINCE] > 0.0) {
        if (policy->until_when >= 0 &&
            held(memory, answer(answers, policy->until_when), policy->until_steps))
            memory[MEMORY_SINCE] = policy->when >= 0 ? 0.0 : OVER_FOR_GOOD;
    } else if (policy->when < 0) {
        if (memory[MEMORY_SINCE] == 0.0) memory[MEMORY_SINCE] = from;
    } else if (held(memory, answer(answers, policy->when), policy->when_steps)) {
        memory[MEMORY_SINCE] = month;
    }
}

void plan_open_month(const Plan *plan, Month month, const bool *answers, double *memory)
{
    for (int32_t i = 0; i < plan->n_policies; i++)
        open_policy(plan, &plan->policies[i], month, answers,
                    memory + plan->policies[i].memory);
}

void plan_open_ahead(const Plan *plan, Month now, Month then, double *memory)
{
    for (int32_t i = 0; i < plan->n_policies; i++) {
        const Policy *policy = &plan->policies[i];
        const bool triggered = policy->when >= 0 || policy->until_when >= 0;
        const Month known = policy->announced == MONTH_NONE ? policy->from : policy->announced;
        double *since = &memory[policy->memory + MEMORY_SINCE];
        if (!within_dates(policy, then))
            *since = 0.0;
        else if (!triggered)
            *since = known > now                  ? 0.0
                     : policy->from == MONTH_NONE ? plan->model->start
                                                  : policy->from;
    }
}

static bool started(const Plan *plan, int32_t i, const double *memory)
{
    return memory[plan->policies[i].memory + MEMORY_SINCE] > 0.0;
}

bool plan_in_force(const Plan *plan, int32_t i, const double *memory)
{
    if (!started(plan, i, memory)) return false;
    const Policy *policy = &plan->policies[i];
    for (int32_t w = 0; w < policy->n_yields_to; w++)
        if (policy->yields_to[w] == i || started(plan, policy->yields_to[w], memory))
            return false;
    return true;
}

/* ---- a month ---- */

void plan_begin(const Plan *plan, const Net *net, double *memory)
{
    for (int32_t i = 0; i < plan->n_policies; i++) {
        const Policy *policy = &plan->policies[i];
        if (policy->kind->begin)
            policy->kind->begin(policy, net, memory + policy->memory + MEMORY_OWN);
    }
}

void plan_apply(const Plan *plan, const PolicyContext *context, Effects *effects)
{
    for (int32_t i = 0; i < plan->n_policies; i++)
        if (plan_in_force(plan, i, context->memory))
            plan->policies[i].kind->apply(&plan->policies[i], context, effects);
    effects_keep_budgets(effects);
}

void plan_apply_standing(const Plan *plan, const PolicyContext *context, Month month,
                         Effects *effects)
{
    PolicyContext usual = *context;
    usual.usual = true;
    plan_open_month(plan, month - 1, NULL, context->memory);
    plan_apply(plan, &usual, effects);
}

bool plan_revise(const Plan *plan, const PolicyContext *context, const Outcome *outcome)
{
    bool again = false;
    for (int32_t i = 0; plan->revises && i < plan->n_policies; i++) {
        const Policy *policy = &plan->policies[i];
        if (policy->kind->revise && plan_in_force(plan, i, context->memory))
            again = policy->kind->revise(policy, context, outcome) || again;
    }
    return again;
}

void plan_settle(const Plan *plan, const PolicyContext *context, const Outcome *outcome,
                 double *payment)
{
    for (int32_t i = 0; i < plan->n_policies; i++) {
        const Policy *policy = &plan->policies[i];
        if (policy->kind->settle && plan_in_force(plan, i, context->memory))
            policy->kind->settle(policy, context, outcome, &payment[i]);
    }
}

void plan_add_reserves(const Plan *plan, const Net *net, const double *memory, double *reserve)
{
    for (int32_t i = 0; i < plan->n_policies; i++) {
        const Policy *policy = &plan->policies[i];
        for (int32_t o = 0; o < policy->selection.n_orders; o += 2)
            reserve[net->order_market[policy->first_order + o]] +=
                memory[policy->memory + MEMORY_OWN + o / 2];
    }
}

/* ---- where two plans part ---- */

static const Policy *policy_of(const Plan *plan, const char *id)
{
    for (int32_t i = 0; i < plan->n_policies; i++)
        if (strcmp(plan->policies[i].id, id) == 0) return &plan->policies[i];
    return NULL;
}

static Month earlier(Month a, Month b)
{
    return a < b ? a : b; /* MONTH_NONE is below every month */
}

/* The month behind the last one of a policy, or when that is foreseen. */
static Month behind(const Policy *policy, int32_t look_ahead)
{
    return policy->until == MONTH_NONE ? MONTH_NEVER : policy->until + 1 - look_ahead;
}

/* When a policy begins, or is known to. */
static Month seen(const Policy *policy, int32_t look_ahead)
{
    const bool foreseen = look_ahead > 0 && policy->announced != MONTH_NONE;
    return foreseen ? earlier(policy->from, policy->announced) : policy->from;
}

/* Facilities and orders of its own are columns, which two nets must share. */
static bool shapes_the_net(const Policy *policy)
{
    return policy->kind->found || policy->selection.n_orders > 0;
}

static Month policies_part(const Policy *a, const Policy *b, int32_t look_ahead)
{
    static const char *const until_only[] = {"until", NULL};
    if (!b) return shapes_the_net(a) ? MONTH_NONE : seen(a, look_ahead);
    if (yaml_same(a->node, b->node, NULL)) return MONTH_NEVER;
    if (yaml_same(a->node, b->node, until_only))
        return earlier(behind(a, look_ahead), behind(b, look_ahead));
    const bool shapes = shapes_the_net(a) || shapes_the_net(b);
    return shapes ? MONTH_NONE : earlier(seen(a, look_ahead), seen(b, look_ahead));
}

/* A changed cell holds from the start. */
static bool same_changes(const Recasts *a, const Recasts *b)
{
    bool same = a->n == b->n;
    for (int32_t i = 0; i < a->n && same; i++)
        same = strcmp(a->items[i].cell, b->items[i].cell) == 0 &&
               strcmp(a->items[i].to, b->items[i].to) == 0;
    return same;
}

Month plan_first_difference(const Plan *a, const Plan *b, int32_t look_ahead)
{
    Month first = same_changes(&a->changes, &b->changes) ? MONTH_NEVER : MONTH_NONE;
    for (int32_t i = 0; i < a->n_policies; i++)
        first = earlier(
            first, policies_part(&a->policies[i], policy_of(b, a->policies[i].id), look_ahead));
    for (int32_t i = 0; i < b->n_policies; i++)
        if (!policy_of(a, b->policies[i].id))
            first = earlier(first, policies_part(&b->policies[i], NULL, look_ahead));
    return first;
}
