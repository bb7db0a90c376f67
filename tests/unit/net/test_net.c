/* The strait (tests/unit/sim/data/strait) compiled: two markets, two facilities, one route, one
 * linear demand, and a valve each way for each market. */
#include <math.h>
#include <stdio.h>

#include "net/effects.h"
#include "support/test.h"

static Model *open_strait(void)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/unit/sim/data/strait", test_folder());
    Diag *diag = diag_new();
    Model *model = NULL;
    CHECK_OK(model_read(folder, diag, &model));
    diag_free(diag);
    return model;
}

TEST(every_agent_of_the_model_is_one_column)
{
    Model *model = open_strait();
    Net *net;
    CHECK_OK(net_build(model, NULL, &net));
    const Program *p = &net->program;
    CHECK_INT(p->n_markets, 2);
    CHECK_INT(p->n_rows, 2);
    CHECK_INT(p->n_cols, 2 + 1 + 1 + 2 + 2);
    CHECK_INT(p->n_demands, 0);
    net_free(net);
    model_free(model);
}

TEST(what_arrives_is_positive_and_what_leaves_is_negative)
{
    Model *model = open_strait();
    Net *net;
    CHECK_OK(net_build(model, NULL, &net));
    const Program *p = &net->program;
    const int32_t north = net_market(net, 0, 0), south = net_market(net, 1, 0);
    const int32_t pit = p->col_start[net->facility0];
    CHECK_INT(p->row[pit], north);
    CHECK_NEAR(p->coef[pit], 1.0, 0.0);
    const int32_t route = p->col_start[net->route0];
    CHECK_INT(p->row[route], north);
    CHECK_NEAR(p->coef[route], -1.0, 0.0);
    CHECK_INT(p->row[route + 1], south);
    CHECK_NEAR(p->coef[route + 1], 1.0, 0.0);
    CHECK_NEAR(p->coef[p->col_start[net->disposal0 + south]], -1.0, 0.0);
    CHECK_NEAR(p->coef[p->col_start[net->backstop0 + south]], 1.0, 0.0);
    CHECK_NEAR(p->coef[p->col_start[net->demand_col[0]]], -1.0, 0.0);
    net_free(net);
    model_free(model);
}

TEST(a_limit_row_counts_the_flows_of_its_routes)
{
    Model *model = open_strait();
    const LimitTerm term = {LIMIT_OVER_ROUTE, 0, 1.0};
    const LimitSet limit = {.id = "cap", .terms = &term, .n_terms = 1};
    const NetNeeds needs = {.limits = &limit, .n_limits = 1};
    Net *net;
    CHECK_OK(net_build(model, &needs, &net));
    const Program *p = &net->program;
    CHECK_INT(p->n_rows, 3);
    const int32_t entry = p->col_start[net->route0] + 2;
    CHECK_INT(p->row[entry], 2);
    CHECK_NEAR(p->coef[entry], -1.0, 0.0);
    CHECK(isinf(p->rhs[2])); /* not in force until a policy says so */
    char name[64];
    net_row_name(net, 2, name, sizeof name);
    CHECK_TEXT(name, "limit 'cap'");
    net_col_name(net, net->route0, name, sizeof name);
    CHECK_TEXT(name, "route north -> south of ore");
    net_free(net);
    model_free(model);
}

TEST(effects_tighten_add_and_multiply)
{
    Model *model = open_strait();
    Net *net;
    CHECK_OK(net_build(model, NULL, &net));
    Arena *arena = arena_new(0);
    Effects effects;
    CHECK_OK(effects_new(net, (Payers){.n_payers = 2, .n_aids = 4}, arena, &effects));
    effects_open(net, model->start, &effects);
    CHECK_NEAR(effects.capacity[0], 1000.0, 1e-12);
    effects_limit_flow(&effects, 0, 50.0);
    effects_limit_flow(&effects, 0, 80.0);
    CHECK_NEAR(effects.flow_limit[0], 50.0, 0.0);
    effects_tax_flow(&effects, 0, 0.1, 2.0);
    effects_tax_flow(&effects, 0, 0.2, -1.0);
    CHECK_NEAR(effects.duty[0], 0.3, 1e-15);
    CHECK_NEAR(effects.specific[0], 1.0, 1e-15);
    effects_scale_capacity(&effects, 0, 0.5);
    effects_scale_capacity(&effects, 0, 0.5);
    CHECK_NEAR(effects.capacity[0], 250.0, 1e-12);
    effects_scale_demand(&effects, 0, 2.0);
    CHECK_NEAR(effects.demand_scale[0], 2.0, 0.0);
    effects_open(net, model->start, &effects); /* next month starts afresh */
    CHECK(isinf(effects.flow_limit[0]));
    CHECK_NEAR(effects.capacity[0], 1000.0, 1e-12);
    arena_free(arena);
    net_free(net);
    model_free(model);
}

/* Payer 0 offers 3 $ for each of at most 1000 t and has 1500 $ left: half of it, 1.5 $ a tonne.
 * Payer 1 has no budget and offers 2 $; a levy of its is never lowered. */
TEST(support_stays_within_what_is_left)
{
    Model *model = open_strait();
    Net *net;
    CHECK_OK(net_build(model, NULL, &net));
    Arena *arena = arena_new(0);
    Effects effects;
    CHECK_OK(effects_new(net, (Payers){.n_payers = 2, .n_aids = 4}, arena, &effects));
    effects_open(net, model->start, &effects);
    effects_budget(&effects, 0, 1500.0);
    effects_support(&effects, 0, 0, 3.0);
    effects_support(&effects, 1, 0, 2.0);
    effects_keep_budgets(&effects);
    CHECK_NEAR(effects.support[0], 3.5, 1e-12);
    effects_open(net, model->start, &effects);
    effects_budget(&effects, 0, -1.0); /* overspent: nothing is left */
    effects_support(&effects, 0, 0, 3.0);
    effects_support(&effects, 1, 0, -2.0);
    effects_keep_budgets(&effects);
    CHECK_NEAR(effects.support[0], -2.0, 0.0);
    arena_free(arena);
    net_free(net);
    model_free(model);
}
