#include "kinds/plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/bind.h"

/* What every policy may say, whatever its kind. */
typedef struct PolicyHead {
    const char *kind, *id, *why;
    Month from, until;
} PolicyHead;

static const Column head_columns[] = {
    COLUMN_TEXT(PolicyHead, kind, "the kind of policy"),
    COLUMN_TEXT(PolicyHead, id, "a name of its own"),
    COLUMN_TEXT(PolicyHead, why, "a reason or a quotation"),
    COLUMN_MONTH(PolicyHead, from, "first month in force; blank = always was"),
    COLUMN_MONTH(PolicyHead, until, "last month in force; blank = for ever"),
};
enum { N_HEAD = sizeof head_columns / sizeof *head_columns };
static const char *const head_keys[] = {"kind", "id", "why", "from", "until", NULL};

typedef struct PlanBuilder {
    const Model *model;
    Diag *diag;
    Plan *plan;
    Policy *policies;
    LimitSet *limits;
} PlanBuilder;

static void report_unknown_kind(const PlanBuilder *b, const PolicyText *text)
{
    int n;
    const PolicyKind *const *list = kind_list(&n);
    TextNearest near;
    text_nearest_begin(&near, text->kind);
    for (int i = 0; i < n; i++)
        text_nearest_try(&near, list[i]->name);
    diag_error(b->diag, text->place.file, text->place.line, text->place.column, "kind",
               "'%s' is not a kind of policy; %s%s%s", text->kind,
               near.best ? "did you mean '" : "`lode policies` lists them",
               near.best ? near.best : "", near.best ? "'?" : "");
}

/* The kind's keys, to be left alone when the head is read. */
static const char **kind_keys(const PolicyKind *kind, Arena *arena)
{
    const char **keys = ARENA_ARRAY(arena, const char *, kind->n_columns + 1);
    for (int i = 0; keys && i < kind->n_columns; i++)
        keys[i] = kind->columns[i].name;
    return keys;
}

static Status bind_head(PlanBuilder *b, const PolicyText *text, const PolicyKind *kind,
                        PolicyHead *head)
{
    const char **keys = kind_keys(kind, b->plan->arena);
    if (!keys) return LODE_NO_MEMORY;
    const Status st = bind_row(b->model, text->node, head_columns, N_HEAD, keys, "",
                               b->plan->arena, b->diag, head);
    if (st) return st;
    if (head->from != MONTH_NONE && head->until != MONTH_NONE && head->until < head->from)
        diag_error(b->diag, text->place.file, text->place.line, text->place.column, "until",
                   "the policy ends before it begins");
    return LODE_OK;
}

static void warn_if_idle(const PlanBuilder *b, const Policy *policy)
{
    const Selection *s = &policy->selection;
    if (s->n_routes + s->n_facilities + s->n_demands > 0) return;
    diag_warn(b->diag, policy->place.file, policy->place.line, policy->place.column,
              policy->kind->name,
              "touches nothing: no route, facility or demand of the model matches");
}

static const char *policy_id(const PlanBuilder *b, const PolicyHead *head,
                             const PolicyKind *kind, const Scenario *scenario)
{
    if (head->id && *head->id) return head->id;
    char id[256];
    const int n =
        snprintf(id, sizeof id, "%s:%s:%d", scenario->id, kind->name, b->plan->n_policies + 1);
    return arena_text(b->plan->arena, id, n < (int)sizeof id ? (size_t)n : sizeof id - 1);
}

static Status bind_policy(PlanBuilder *b, const Scenario *scenario, const PolicyText *text)
{
    const PolicyKind *kind = kind_find(text->kind);
    if (!kind) {
        report_unknown_kind(b, text);
        return LODE_OK;
    }
    Plan *plan = b->plan;
    PolicyHead head = {.from = MONTH_NONE, .until = MONTH_NONE};
    Status st = bind_head(b, text, kind, &head);
    if (st && st != LODE_BAD_INPUT) return st;
    void *row = arena_zeroed(plan->arena, 1, kind->row_size);
    if (!row) return LODE_NO_MEMORY;
    st = bind_row(b->model, text->node, kind->columns, kind->n_columns, head_keys,
                  kind->commodity_of, plan->arena, b->diag, row);
    if (st) return st == LODE_BAD_INPUT ? LODE_OK : st; /* already in diag */
    Policy *policy = &b->policies[plan->n_policies];
    *policy = (Policy){.kind = kind,
                       .id = policy_id(b, &head, kind, scenario),
                       .row = row,
                       .node = text->node,
                       .from = head.from,
                       .until = head.until,
                       .limit = NET_NONE,
                       .payer = plan->n_policies,
                       .place = text->place};
    st = kind->select(row, b->model, &text->place, plan->arena, b->diag, &policy->selection);
    if (st) return st;
    if (!policy->id) return LODE_NO_MEMORY;
    warn_if_idle(b, policy);
    if (kind->limits && policy->selection.n_routes > 0) {
        b->limits[plan->n_limits] = (LimitSet){.id = policy->id,
                                               .routes = policy->selection.routes,
                                               .n_routes = policy->selection.n_routes};
        policy->limit = plan->n_limits++;
    }
    plan->n_policies++;
    return LODE_OK;
}

static int32_t find_scenario(const Model *model, const char *id, Diag *diag)
{
    const int32_t found = model_find_scenario(model, id);
    if (found != MODEL_NONE) return found;
    TextNearest near;
    text_nearest_begin(&near, id);
    for (int32_t i = 0; i < model->n_scenarios; i++)
        text_nearest_try(&near, model->scenarios[i].id);
    diag_error(diag, "scenarios", 0, 0, "", "there is no scenario '%s'%s%s%s", id,
               near.best ? "; did you mean '" : "; add scenarios/", near.best ? near.best : id,
               near.best ? "'?" : ".yaml");
    return MODEL_NONE;
}

static Status bind_scenarios(PlanBuilder *b, const Scenario *const *scenarios, int n)
{
    int32_t room = 0;
    for (int i = 0; i < n; i++)
        room += scenarios[i]->n_policies;
    b->policies = ARENA_ARRAY(b->plan->arena, Policy, room);
    b->limits = ARENA_ARRAY(b->plan->arena, LimitSet, room);
    if (!b->policies || !b->limits) return LODE_NO_MEMORY;
    for (int i = 0; i < n; i++) {
        for (int32_t p = 0; p < scenarios[i]->n_policies; p++) {
            const Status st = bind_policy(b, scenarios[i], &scenarios[i]->policies[p]);
            if (st) return st;
        }
    }
    return LODE_OK;
}

/* A policy may support a facility and grant it money for building. */
enum { AIDS_PER_FACILITY = 2 };

static Payers count_payers(const Plan *plan)
{
    Payers payers = {.n_payers = plan->n_policies};
    for (int32_t i = 0; i < plan->n_policies; i++)
        payers.n_aids += AIDS_PER_FACILITY * plan->policies[i].selection.n_facilities;
    return payers;
}

Status plan_new_of(const Model *model, const Scenario *const *scenarios, int n_scenarios,
                   Diag *diag, Plan **out)
{
    *out = NULL;
    Arena *arena = arena_new(0);
    Plan *plan = arena_zeroed(arena, 1, sizeof *plan);
    if (!plan) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    plan->arena = arena;
    PlanBuilder b = {.model = model, .diag = diag, .plan = plan};
    const int32_t before = diag_errors(diag);
    Status st = bind_scenarios(&b, scenarios, n_scenarios);
    if (!st && diag_errors(diag) > before) st = LODE_BAD_INPUT;
    if (st) {
        arena_free(arena);
        return st;
    }
    plan->policies = b.policies;
    plan->payers = count_payers(plan);
    plan->limits = b.limits;
    *out = plan;
    return LODE_OK;
}

Status plan_new(const Model *model, const char *const *ids, int n, Diag *diag, Plan **out)
{
    *out = NULL;
    Arena *scratch = arena_new(0);
    const Scenario **found = ARENA_ARRAY(scratch, const Scenario *, n + 1);
    int n_found = 0;
    Status st = found ? LODE_OK : LODE_NO_MEMORY;
    for (int i = 0; i < n && !st; i++) {
        const int32_t s = find_scenario(model, ids[i], diag);
        if (s != MODEL_NONE) found[n_found++] = &model->scenarios[s];
    }
    const bool all = n_found == n;
    if (!st) st = plan_new_of(model, found, n_found, diag, out);
    arena_free(scratch);
    if (st || all) return st;
    plan_free(*out);
    *out = NULL;
    return LODE_BAD_INPUT;
}

void plan_free(Plan *plan)
{
    if (plan) arena_free(plan->arena);
}

static bool in_force(const Policy *policy, Month month)
{
    return (policy->from == MONTH_NONE || policy->from <= month) &&
           (policy->until == MONTH_NONE || month <= policy->until);
}

bool plan_in_force(const Plan *plan, int32_t policy, Month month)
{
    return in_force(&plan->policies[policy], month);
}

void plan_apply(const Plan *plan, const PolicyContext *context, Effects *effects)
{
    for (int32_t i = 0; i < plan->n_policies; i++)
        if (in_force(&plan->policies[i], effects->month))
            plan->policies[i].kind->apply(&plan->policies[i], context, effects);
    effects_keep_budgets(effects);
}

void plan_apply_standing(const Plan *plan, const PolicyContext *context, Month month,
                         Effects *effects)
{
    for (int32_t i = 0; i < plan->n_policies; i++)
        if (in_force(&plan->policies[i], month - 1))
            plan->policies[i].kind->apply(&plan->policies[i], context, effects);
    effects_keep_budgets(effects);
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

/* The month behind the last one of a policy. */
static Month behind(const Policy *policy)
{
    return policy->until == MONTH_NONE ? MONTH_NEVER : policy->until + 1;
}

static Month policies_part(const Policy *a, const Policy *b)
{
    static const char *const until_only[] = {"until", NULL};
    if (!b) return a->from;
    if (yaml_same(a->node, b->node, NULL)) return MONTH_NEVER;
    if (yaml_same(a->node, b->node, until_only)) return earlier(behind(a), behind(b));
    return earlier(a->from, b->from);
}

Month plan_first_difference(const Plan *a, const Plan *b)
{
    Month first = MONTH_NEVER;
    for (int32_t i = 0; i < a->n_policies; i++)
        first = earlier(first, policies_part(&a->policies[i], policy_of(b, a->policies[i].id)));
    for (int32_t i = 0; i < b->n_policies; i++)
        if (!policy_of(a, b->policies[i].id)) first = earlier(first, b->policies[i].from);
    return first;
}
