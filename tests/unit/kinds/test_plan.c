/* Broken uses of policies, one scenario file each, and the message that each earns. */
#include <stdio.h>
#include <string.h>

#include "kinds/plan.h"
#include "support/test.h"

static Model *open_model(const char *name)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/unit/%s", test_folder(), name);
    Diag *diag = diag_new();
    Model *model = NULL;
    CHECK_OK(model_read(folder, diag, &model));
    diag_free(diag);
    return model;
}

/* The scenario is refused, and one of its messages holds all of the words. */
static void refused(const char *scenario, const char *const *words)
{
    Model *model = open_model("kinds/data/broken");
    Diag *diag = diag_new();
    Plan *plan;
    CHECK_INT(plan_new(model, &scenario, 1, diag, &plan), LODE_BAD_INPUT);
    CHECK(plan == NULL);
    bool found = false;
    for (int32_t i = 0; i < diag_count(diag) && !found; i++) {
        const DiagMessage *message = diag_message(diag, i);
        char file[128];
        snprintf(file, sizeof file, "scenarios/%s.yaml", scenario);
        found = strcmp(message->file, file) == 0 && message->line > 0;
        char said[1024];
        snprintf(said, sizeof said, "%s: %s", message->field, message->text);
        for (const char *const *word = words; *word; word++)
            found = found && strstr(said, *word);
    }
    if (!found)
        for (int32_t i = 0; i < diag_count(diag); i++)
            print_error("%s:%d: %s: %s\n", diag_message(diag, i)->file,
                        (int)diag_message(diag, i)->line, diag_message(diag, i)->field,
                        diag_message(diag, i)->text);
    CHECK(found);
    diag_free(diag);
    model_free(model);
}

#define REFUSED(scenario, ...) refused(scenario, (const char *const[]){__VA_ARGS__, NULL})

TEST(a_misspelt_kind_gets_a_suggestion)
{
    REFUSED("unknown-kind", "export_bam", "export_ban");
}

TEST(a_misspelt_region_gets_a_suggestion)
{
    REFUSED("unknown-region", "nroth", "north");
}

TEST(a_misspelt_key_gets_a_suggestion)
{
    REFUSED("unknown-key", "leakege", "leakage");
}

TEST(a_required_key_is_asked_for)
{
    REFUSED("no-region", "region", "missing");
    REFUSED("no-limit", "limit", "missing");
}

TEST(a_policy_cannot_end_before_it_begins)
{
    REFUSED("ends-early", "before it begins");
}

TEST(a_share_is_between_nothing_and_all)
{
    REFUSED("share", "150 %", "at most 1");
    REFUSED("negative", "-1");
}

TEST(an_outage_of_everything_is_refused)
{
    REFUSED("everything", "everything would stop");
}

TEST(a_number_in_the_wrong_unit_is_refused)
{
    REFUSED("unit", "USD/t");
    REFUSED("tariff-unit", "unit");
}

TEST(each_kind_says_what_it_misses)
{
    REFUSED("licence-everything", "commodities", "missing");
    REFUSED("closure-everything", "everything would close");
    REFUSED("new-like", "pitt", "did you mean 'pit'");
    REFUSED("new-unit", "capacity", "t/year");
    REFUSED("shift-no-factor", "factor", "missing");
    REFUSED("duty-unit", "specific", "USD/month", "does not fit");
    REFUSED("programme-of-what", "technology", "'steam' is no technology");
    REFUSED("home-no-goods", "commodities", "missing");
    REFUSED("exchange-no-against", "against", "missing");
    REFUSED("no-recyclers", "recyclers", "nothing could be used");
    REFUSED("technology-no-process", "processes", "missing");
    REFUSED("floor-of-what", "commodity", "missing");
    REFUSED("floor-for-all", "the whole world would be paid");
    REFUSED("offtake-unit", "quantity", "t/year");
    REFUSED("subsidy-for-all", "the whole world would be paid");
    REFUSED("grant-share", "130 %", "at most 1");
    REFUSED("reform-of-nothing", "changes nothing");
    REFUSED("labour-negative", "workers", "-3");
    REFUSED("conduct-negative", "conduct", "-1");
    REFUSED("conduct-unanswered", "no final demand for slag in south answers the price",
            "say 'elasticity'");
    REFUSED("stockpile-size", "either `target` or `cover`");
    REFUSED("stockpile-sells-low", "would sell where it still buys");
}

TEST(two_policies_that_touch_the_same_must_say_which_counts)
{
    REFUSED("clash", "high", "'low' (scenarios/clash.yaml:3)", "wins: yes", "joins: yes");
    REFUSED("both-win", "'low'");
    REFUSED("contract-twice", "'floor'", "other months");
    REFUSED("name-twice", "'it' is the name of another policy (scenarios/name-twice.yaml:3)");
    REFUSED("replaces-nobody", "'lo'", "did you mean 'low'");
}

TEST(a_trigger_needs_a_bar_and_knows_its_keys)
{
    REFUSED("trigger-without-bar", "either `above` or `below`");
    REFUSED("trigger-key", "regoin", "region");
}

TEST(formulas_know_what_varies)
{
    REFUSED("vary-unknown", "sevrity", "did you mean 'severity'");
    REFUSED("vary-formula", "')' is missing");
}

/* The values of what varies, and what the tariff then is. */
static double tariff_at(const VaryValue *varies, int n, const char *wrong)
{
    Model *model = open_model("kinds/data/broken");
    const Scenario *scenario = &model->scenarios[model_find_scenario(model, "vary-good")];
    Diag *diag = diag_new();
    Plan *plan = NULL;
    double specific = -1.0;
    CHECK_INT(scenario->n_varies, 1);
    CHECK_TEXT(scenario->varies[0].label, "How strict");
    const Status st = plan_new_of(model, &scenario, 1, varies, n, diag, &plan);
    CHECK_INT(st, wrong ? LODE_BAD_INPUT : LODE_OK);
    if (wrong) CHECK(strstr(diag_message(diag, 0)->text, wrong) != NULL);
    if (plan) {
        Net *net;
        Effects effects;
        Arena *arena = arena_new(0);
        CHECK_OK(net_build(plan->model, &plan->needs, &net));
        CHECK_OK(effects_new(net, plan->payers, arena, &effects));
        double memory[MEMORY_OWN] = {0};
        const PolicyContext context = {.net = net, .memory = memory};
        plan_open_month(plan, model->start, NULL, memory);
        effects_open(net, model->start, &effects);
        plan_apply(plan, &context, &effects);
        specific = effects.specific[0];
        arena_free(arena);
        net_free(net);
    }
    plan_free(plan);
    diag_free(diag);
    model_free(model);
    return specific;
}

/* 6 x severity + 1 */
TEST(what_varies_has_a_default_and_takes_values)
{
    const VaryValue strict = {"severity", 1.0}, odd = {"severity", 2.0}, other = {"severty", 1};
    CHECK_NEAR(tariff_at(NULL, 0, NULL), 4.0, 1e-12);
    CHECK_NEAR(tariff_at(&strict, 1, NULL), 7.0, 1e-12);
    tariff_at(&odd, 1, "outside its range of 0 to 1");
    tariff_at(&other, 1, "did you mean 'severity'");
}

TEST(a_policy_that_touches_nothing_is_worth_a_warning)
{
    Model *model = open_model("kinds/data/broken");
    Diag *diag = diag_new();
    Plan *plan;
    const char *scenario = "idle";
    CHECK_OK(plan_new(model, &scenario, 1, diag, &plan));
    CHECK_INT(diag_warnings(diag), 1);
    CHECK(strstr(diag_message(diag, 0)->text, "touches nothing") != NULL);
    plan_free(plan);
    diag_free(diag);
    model_free(model);
}

TEST(scenarios_stack_in_the_order_given)
{
    Model *model = open_model("sim/data/strait");
    Diag *diag = diag_new();
    Plan *plan;
    static const char *const scenarios[] = {"tariff", "quota"};
    CHECK_OK(plan_new(model, scenarios, 2, diag, &plan));
    CHECK_INT(plan->n_policies, 2);
    CHECK_TEXT(plan->policies[0].kind->name, "tariff");
    CHECK_TEXT(plan->policies[1].kind->name, "export_quota");
    CHECK_INT(plan->needs.n_limits, 1);
    CHECK_INT(plan->policies[1].limit, 0);
    CHECK_INT(plan->policies[0].limit, NET_NONE);
    plan_free(plan);
    diag_free(diag);
    model_free(model);
}

TEST(an_unknown_scenario_gets_a_suggestion)
{
    Model *model = open_model("sim/data/strait");
    Diag *diag = diag_new();
    Plan *plan;
    const char *scenario = "tarif";
    CHECK_INT(plan_new(model, &scenario, 1, diag, &plan), LODE_BAD_INPUT);
    CHECK(strstr(diag_message(diag, 0)->text, "'tariff'") != NULL);
    diag_free(diag);
    model_free(model);
}
