/* What everyone takes comes from somewhere: the links of a chain add up to the metric `use`,
 * and an element is not lost between what is taken apart and what comes out of it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "metrics/chain.h"
#include "sim/sim.h"
#include "support/test.h"

static Model *open_model(void)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/../models/ree-magnets", test_folder());
    Diag *diag = diag_new();
    Model *model = NULL;
    CHECK_OK(model_read(folder, diag, &model));
    diag_free(diag);
    return model;
}

static Record *one_quarter(const Model *model)
{
    Diag *diag = diag_new();
    Record *record = NULL;
    const RunOptions options = {.start = MONTH_NONE, .end = model->start + 2};
    CHECK_OK(sim_run(model, &options, diag, &record));
    diag_free(diag);
    return record;
}

/* All of what is used of a stage's goods, in t REO, as the metric says. */
static double used(const Record *record, const char *stage, Steps steps)
{
    double value;
    Diag *diag = diag_new();
    const MetricFilter filter = {.stage = stage, .reo = true};
    CHECK_OK(metric_value(record, metric_find("use"), &filter, steps, diag, &value));
    diag_free(diag);
    return value;
}

TEST(links_add_up_to_what_is_used)
{
    static const char *const stages[] = {"mine", "separation", "metal", "magnet"};
    Model *model = open_model();
    Record *record = one_quarter(model);
    Diag *diag = diag_new();
    Chain *chain;
    const Steps all = record_steps(record);
    CHECK_OK(chain_measure(model, record, "", all, diag, &chain));
    for (int i = 0; i < 4; i++) {
        const int32_t stage = model_find_stage(model, stages[i]);
        double sum = 0;
        for (int32_t l = 0; l < chain->n; l++)
            if (chain->links[l].from_stage == stage) sum += chain->links[l].value;
        CHECK_NEAR(sum / used(record, stages[i], all), 1.0, 2e-4); /* dust is left out */
    }
    chain_free(chain);
    diag_free(diag);
    record_free(record);
    model_free(model);
}

/* The contents of all elements of a concentrate add up to its oxide. */
TEST(elements_add_up_to_the_oxide_they_are_in)
{
    static const char *const elements[] = {"La", "Ce", "NdPr", "Sm",    "Eu",
                                           "Gd", "Tb", "Dy",   "Ho-Lu", "Y"};
    Model *model = open_model();
    Record *record = one_quarter(model);
    const int32_t ore = model_find_commodity(model, "conc-bayan-obo");
    double *content = calloc((size_t)model->n_commodities, sizeof *content);
    double sum = 0;
    for (size_t e = 0; e < sizeof elements / sizeof *elements; e++) {
        CHECK_OK(chain_content(model, record, elements[e], record_steps(record), content));
        CHECK(content[ore] >= 0);
        sum += content[ore];
    }
    CHECK(sum > 0.8 * model->commodities[ore].content_reo); /* separation loses some */
    CHECK(sum < 1.02 * model->commodities[ore].content_reo);
    free(content);
    record_free(record);
    model_free(model);
}

TEST(an_element_that_nobody_trades_is_a_mistake)
{
    Model *model = open_model();
    Record *record = one_quarter(model);
    Diag *diag = diag_new();
    Chain *chain;
    CHECK_INT(chain_measure(model, record, "Xx", record_steps(record), diag, &chain),
              LODE_BAD_INPUT);
    CHECK_INT(diag_errors(diag), 1);
    diag_free(diag);
    record_free(record);
    model_free(model);
}
