/* bind.c - the policies of scenarios, read by the columns of their kinds, into a plan. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "kinds/conflict.h"
#include "kinds/head.h"
#include "kinds/plan.h"
#include "kinds/vary.h"
#include "model/bind.h"

typedef struct PlanBuilder {
    const Model *model;
    const Scenario *const *scenarios;
    int n_scenarios;
    Diag *diag;
    Plan *plan;
    int32_t room;
    Policy *policies;
    const char **replaces;  /* of each policy, "" if none */
    const YamlNode **nodes; /* of each policy, before anything was filled in */
    LimitSet *limits;
    Question *questions;
    Facility *facilities; /* NULL until a policy adds one */
    int32_t n_facilities;
    VaryBook vary;
} PlanBuilder;

/* ---- one policy ---- */

static void warn_if_idle(const PlanBuilder *b, const Policy *policy)
{
    const Selection *s = &policy->selection;
    if (s->n_routes + s->n_facilities + s->n_demands + s->n_regions + s->n_orders > 0) return;
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

/* A limit over the policy's terms, or over its routes added up. */
static Status add_limit(PlanBuilder *b, Policy *policy)
{
    const Selection *s = &policy->selection;
    const LimitTerm *terms = s->terms;
    int32_t n = s->n_terms;
    if (!terms) {
        LimitTerm *own = ARENA_ARRAY(b->plan->arena, LimitTerm, s->n_routes);
        if (!own) return LODE_NO_MEMORY;
        for (n = 0; n < s->n_routes; n++)
            own[n] = (LimitTerm){LIMIT_OVER_ROUTE, s->routes[n], 1.0};
        terms = own;
    }
    if (n == 0) return LODE_OK;
    policy->limit = b->plan->needs.n_limits++;
    b->limits[policy->limit] = (LimitSet){.id = policy->id, .terms = terms, .n_terms = n};
    return LODE_OK;
}

static Status found_facility(PlanBuilder *b, Policy *policy)
{
    const int32_t own = b->model->n_facilities;
    if (!b->facilities) {
        b->facilities = ARENA_ARRAY(b->plan->arena, Facility, own + b->room);
        if (!b->facilities) return LODE_NO_MEMORY;
        memcpy(b->facilities, b->model->facilities, (size_t)own * sizeof *b->facilities);
    }
    int32_t *index = ARENA_ARRAY(b->plan->arena, int32_t, 1);
    if (!index) return LODE_NO_MEMORY;
    Facility *facility = &b->facilities[own + b->n_facilities];
    const Status st = policy->kind->found(policy->row, b->model, &policy->place, b->plan->arena,
                                          b->diag, facility);
    if (st) return st;
    facility->id = policy->id;
    if (!facility->name || !*facility->name) facility->name = policy->id;
    facility->end = b->model->start - 1; /* its capacity comes from the policy alone */
    facility->start = MONTH_NONE;
    facility->idle_after = facility->close_after = INFINITY;
    facility->expansion = MODEL_NONE;
    facility->origin.place = policy->place;
    *index = own + b->n_facilities++;
    policy->selection.facilities = index;
    policy->selection.n_facilities = 1;
    return LODE_OK;
}

static Status choose(PlanBuilder *b, Policy *policy)
{
    const PolicyKind *kind = policy->kind;
    Plan *plan = b->plan;
    Status st = kind->select(policy->row, b->model, &policy->place, plan->arena, b->diag,
                             &policy->selection);
    if (!st && kind->found) st = found_facility(b, policy);
    if (st) return st;
    warn_if_idle(b, policy);
    if (kind->limits) st = add_limit(b, policy);
    policy->first_order = plan->needs.n_orders;
    plan->needs.n_orders += policy->selection.n_orders;
    if (policy->selection.contracted) plan->needs.n_contracts += policy->selection.n_facilities;
    policy->memory = plan->n_memory;
    plan->n_memory += MEMORY_OWN;
    if (kind->remembers)
        plan->n_memory += kind->remembers(policy->row, &policy->selection, b->model);
    plan->revises = plan->revises || kind->revise;
    return st;
}

/* Puts the trigger under `key` among the questions of the plan; -1 where there is none. */
static Status ask(PlanBuilder *b, const YamlNode *policy, const char *key, int32_t *question,
                  double *steps)
{
    Plan *plan = b->plan;
    const YamlNode *node;
    const Status st =
        head_bind_trigger(b->model, policy, key, plan->arena, b->diag, &node, steps);
    *question = -1;
    if (st || !node) return st;
    *question = plan->n_questions;
    b->questions[plan->n_questions++] = (Question){node};
    return LODE_OK;
}

static Status bind_policy(PlanBuilder *b, const Scenario *scenario, const PolicyText *text)
{
    const PolicyKind *kind = kind_find(text->kind);
    if (!kind) {
        head_unknown_kind(text, b->diag);
        return LODE_OK;
    }
    Plan *plan = b->plan;
    const YamlNode *node;
    PolicyHead head;
    Status st = vary_fill(&b->vary, scenario, text->node, plan->arena, b->diag, &node);
    if (!st) st = head_bind(b->model, node, kind, plan->arena, b->diag, &head);
    if (st) return st;
    void *row = arena_zeroed(plan->arena, 1, kind->row_size);
    if (!row) return LODE_NO_MEMORY;
    st = bind_row(b->model, node, kind->columns, kind->n_columns, head_keys, kind->commodity_of,
                  plan->arena, b->diag, row);
    if (st) return st == LODE_BAD_INPUT ? LODE_OK : st; /* already in diag */
    Policy *policy = &b->policies[plan->n_policies];
    *policy = (Policy){.kind = kind,
                       .id = policy_id(b, &head, kind, scenario),
                       .why = head.why,
                       .documents = head.documents,
                       .row = row,
                       .node = node,
                       .from = head.from,
                       .until = head.until,
                       .announced = head.announced,
                       .wins = head.wins,
                       .joins = head.joins,
                       .limit = NET_NONE,
                       .payer = plan->n_policies,
                       .scenario = scenario,
                       .place = text->place};
    if (!policy->id) return LODE_NO_MEMORY;
    st = ask(b, node, "when", &policy->when, &policy->when_steps);
    if (!st) st = ask(b, node, "until_when", &policy->until_when, &policy->until_steps);
    if (!st) st = choose(b, policy);
    b->replaces[plan->n_policies] = head.replaces;
    b->nodes[plan->n_policies] = text->node;
    if (!st) plan->n_policies++;
    return st;
}

/* ---- all of them ---- */

/* Two scenarios of a stack may inherit the same policy from one parent. */
static bool is_bound(const PlanBuilder *b, const PolicyText *text)
{
    for (int32_t i = 0; i < b->plan->n_policies; i++)
        if (b->nodes[i] == text->node) return true;
    return false;
}

static Status bind_scenarios(PlanBuilder *b)
{
    Arena *arena = b->plan->arena;
    for (int i = 0; i < b->n_scenarios; i++)
        b->room += b->scenarios[i]->n_policies;
    b->policies = ARENA_ARRAY(arena, Policy, b->room);
    b->replaces = ARENA_ARRAY(arena, const char *, b->room);
    b->nodes = ARENA_ARRAY(arena, const YamlNode *, b->room);
    b->limits = ARENA_ARRAY(arena, LimitSet, b->room);
    b->questions = ARENA_ARRAY(arena, Question, 2 * (int64_t)b->room);
    if (!b->policies || !b->replaces || !b->nodes || !b->limits || !b->questions)
        return LODE_NO_MEMORY;
    Status st = LODE_OK;
    for (int i = 0; i < b->n_scenarios; i++)
        for (int32_t p = 0; p < b->scenarios[i]->n_policies && !st; p++)
            if (!is_bound(b, &b->scenarios[i]->policies[p]))
                st = bind_policy(b, b->scenarios[i], &b->scenarios[i]->policies[p]);
    return st;
}

static Status lay_needs(PlanBuilder *b)
{
    NetNeeds *needs = &b->plan->needs;
    Order *orders = ARENA_ARRAY(b->plan->arena, Order, needs->n_orders);
    Contract *contracts = ARENA_ARRAY(b->plan->arena, Contract, needs->n_contracts);
    if (!orders || !contracts) return LODE_NO_MEMORY;
    int32_t n = 0;
    for (int32_t i = 0; i < b->plan->n_policies; i++) {
        const Policy *policy = &b->policies[i];
        const Selection *s = &policy->selection;
        if (s->n_orders)
            memcpy(&orders[policy->first_order], s->orders,
                   (size_t)s->n_orders * sizeof *orders);
        for (int32_t k = 0; s->contracted && k < s->n_facilities; k++)
            contracts[n++] = (Contract){s->facilities[k], s->commodity};
    }
    needs->limits = b->limits;
    needs->orders = orders;
    needs->contracts = contracts;
    return LODE_OK;
}

/* ---- cells that the scenarios change ---- */

static bool is_wished(const RecastWish *wishes, int32_t n, const ScenarioChange *said)
{
    for (int32_t i = 0; i < n; i++)
        if (wishes[i].said->node == said->node) return true;
    return false;
}

static Status wish(PlanBuilder *b, const Scenario *scenario, const ScenarioChange *said,
                   RecastWish *out)
{
    const YamlNode *value;
    const Status st =
        vary_fill(&b->vary, scenario, said->value, b->plan->arena, b->diag, &value);
    if (!st) *out = (RecastWish){said, value->text};
    return st;
}

static Status change_cells(PlanBuilder *b)
{
    Plan *plan = b->plan;
    int32_t room = 0, n = 0;
    for (int i = 0; i < b->n_scenarios; i++)
        room += b->scenarios[i]->n_changes;
    if (!room) return LODE_OK;
    RecastWish *wishes = ARENA_ARRAY(plan->arena, RecastWish, room);
    Status st = wishes ? LODE_OK : LODE_NO_MEMORY;
    for (int i = 0; i < b->n_scenarios; i++)
        for (int32_t k = 0; k < b->scenarios[i]->n_changes && !st; k++) {
            const ScenarioChange *said = &b->scenarios[i]->changes[k];
            if (!is_wished(wishes, n, said)) st = wish(b, b->scenarios[i], said, &wishes[n++]);
        }
    if (!st)
        st = recast_model(b->model, wishes, n, plan->arena, b->diag, &plan->changes,
                          &plan->changed);
    if (plan->changed) b->model = plan->changed;
    return st;
}

/* The model with the facilities that policies add behind its own. */
static Status lay_model(PlanBuilder *b)
{
    if (!b->facilities) {
        b->plan->model = b->model;
        return LODE_OK;
    }
    Model *larger = ARENA_ARRAY(b->plan->arena, Model, 1);
    if (!larger) return LODE_NO_MEMORY;
    *larger = *b->model;
    larger->facilities = b->facilities;
    larger->n_facilities += b->n_facilities;
    b->plan->model = larger;
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
                   const VaryValue *varies, int n_varies, Diag *diag, Plan **out)
{
    *out = NULL;
    Arena *arena = arena_new(0);
    Plan *plan = arena_zeroed(arena, 1, sizeof *plan);
    if (!plan) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    plan->arena = arena;
    PlanBuilder b = {.model = model,
                     .scenarios = scenarios,
                     .n_scenarios = n_scenarios,
                     .diag = diag,
                     .plan = plan,
                     .vary = {varies, n_varies}};
    const int32_t before = diag_errors(diag);
    vary_check(&b.vary, scenarios, n_scenarios, diag);
    const Status changed = change_cells(&b);
    Status st = changed == LODE_BAD_INPUT ? LODE_OK : changed; /* all mistakes in one pass */
    if (!st) st = bind_scenarios(&b);
    if (!st) st = conflict_settle(b.policies, plan->n_policies, b.replaces, arena, diag);
    if (!st) st = lay_needs(&b);
    if (!st) st = lay_model(&b);
    if (!st && (changed || diag_errors(diag) > before)) st = LODE_BAD_INPUT;
    if (st) {
        plan_free(plan);
        return st;
    }
    plan->policies = b.policies;
    plan->questions = b.questions;
    plan->payers = count_payers(plan);
    *out = plan;
    return LODE_OK;
}

/* ---- scenarios by their ids ---- */

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
    if (!st) st = plan_new_of(model, found, n_found, NULL, 0, diag, out);
    arena_free(scratch);
    if (st || all) return st;
    plan_free(*out);
    *out = NULL;
    return LODE_BAD_INPUT;
}
