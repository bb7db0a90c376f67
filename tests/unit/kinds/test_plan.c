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
