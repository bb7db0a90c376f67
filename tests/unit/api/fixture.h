/* fixture.h - models by name for the tests of the public API.
 *     mine --10--> port --25--> mill          supply at mine  q =  50 + 0.1 p    [t, USD/t]
 *                                             demand at mill  q = 200 - 0.1 p
 * two-hops: 732.5 at the mine, 767.5 at the mill, 123.25 t a month, for 2025. */
#ifndef LODE_TESTS_API_FIXTURE_H
#define LODE_TESTS_API_FIXTURE_H

#include <stdio.h>

#include "lode/lode.h"
#include "support/test.h"

static inline const char *model_folder(const char *name, char *buffer, size_t size)
{
    snprintf(buffer, size, "%s/../models/%s", test_folder(), name);
    return buffer;
}

static inline lode_model *two_hops(void)
{
    char folder[512];
    lode_model *model = NULL;
    CHECK_INT(lode_model_load(model_folder("two-hops", folder, sizeof folder), &model),
              LODE_OK);
    return model;
}

static inline lode_run *run_of(const lode_model *model, const char *scenario)
{
    lode_run *run = NULL;
    const lode_run_options options = {
        .size = sizeof options, .scenarios = &scenario, .n_scenarios = scenario ? 1 : 0};
    CHECK_INT(lode_model_run(model, &options, &run), LODE_OK);
    return run;
}

/* The first value of a series over the whole run. */
static inline double price_at(const lode_run *run, const char *region)
{
    lode_answer *answer = NULL;
    const lode_query query = {
        .size = sizeof query, .metric = "price", .region = region, .commodity = "ore"};
    CHECK_INT(lode_run_query(run, &query, &answer), LODE_OK);
    const double price = lode_answer_values(answer)[0];
    lode_answer_free(answer);
    return price;
}

#endif
