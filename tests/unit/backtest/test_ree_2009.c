/* What theory says must hold of the run of models/ree-2009, however far its prices are off, and
 * that it behaves by the same numbers as models/ree-magnets: one set of parameters for both
 * episodes. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/sim.h"
#include "support/test.h"

static Model *read_model(const char *name)
{
    char folder[512];
    Diag *diag = diag_new();
    Model *model = NULL;
    snprintf(folder, sizeof folder, "%s/../models/%s", test_folder(), name);
    CHECK_OK(model_read(folder, diag, &model));
    diag_free(diag);
    return model;
}

static Record *run(const Model *model)
{
    Diag *diag = diag_new();
    Record *record = NULL;
    const RunOptions options = {.start = MONTH_NONE, .end = MONTH_NONE};
    CHECK_OK(sim_run(model, &options, diag, &record));
    diag_free(diag);
    return record;
}

static int32_t market(const Record *r, const char *region, const char *commodity)
{
    for (int32_t m = 0; m < r->n_markets; m++)
        if (strcmp(r->regions[r->markets[m].region].id, region) == 0 &&
            strcmp(r->commodities[r->markets[m].commodity].id, commodity) == 0)
            return m;
    fail_msg("no market %s %s", region, commodity);
    return 0;
}

static double price(const Record *r, int32_t t, const char *region, const char *commodity)
{
    return r->price[t * r->n_markets + market(r, region, commodity)];
}

static int32_t step_of(int year, int month)
{
    return (year - 2009) * 12 + month - 1;
}

/* The rent of whichever quota is in force. */
static double rent(const Record *r, int32_t t)
{
    double sum = 0;
    for (int32_t l = 0; l < r->n_limits; l++)
        sum += r->rent[t * r->n_limits + l];
    return sum;
}

static const RecordRoute *route_of(const Record *r, int32_t f, const char *to,
                                   const char *commodity)
{
    const RecordRoute *route = &r->routes[f];
    const bool its = strcmp(r->regions[route->from].id, "china") == 0 &&
                     strcmp(r->regions[route->to].id, to) == 0 &&
                     strcmp(r->commodities[route->commodity].id, commodity) == 0;
    return its ? route : NULL;
}

/* A quota by weight is worth the same on every tonne. What a cheap oxide costs abroad beyond
 * its price at home, duty and freight is therefore that rent, whatever the oxide, but for the
 * stickiness of the route (at most about a reference price, small beside the rent). */
TEST(one_rent_stands_on_every_tonne_under_quota)
{
    static const char *const oxides[] = {"la-oxide", "ce-oxide"};
    Model *model = read_model("ree-2009");
    Record *r = run(model);
    int n = 0;
    for (int32_t t = step_of(2010, 9); t <= step_of(2011, 6); t++) {
        CHECK(rent(r, t) > 0);
        for (int c = 0; c < 2; c++) {
            for (int32_t f = 0; f < r->n_routes; f++) {
                if (!route_of(r, f, "usa", oxides[c])) continue;
                const size_t i = (size_t)t * (size_t)r->n_routes + (size_t)f;
                const double gap = price(r, t, "usa", oxides[c]) - r->delivered_cost[i];
                CHECK(r->flow[i] > 0);
                CHECK(fabs(gap - rent(r, t)) < 0.25 * rent(r, t));
                n++;
            }
        }
    }
    CHECK_INT(n, 20);
    record_free(r);
    model_free(model);
}

/* Nobody pays for a right that is not scarce: the quota of 2009 was larger than exports. */
TEST(a_quota_that_is_not_filled_has_no_rent)
{
    Model *model = read_model("ree-2009");
    Record *r = run(model);
    for (int32_t t = 0; t < 12; t++)
        CHECK_NEAR(rent(r, t), 0.0, 1e-3);
    for (int32_t t = 0; t < r->n_steps; t++)
        for (int32_t l = 0; l < r->n_limits; l++) {
            const size_t i = (size_t)t * (size_t)r->n_limits + (size_t)l;
            if (!isfinite(r->limit[i])) continue;
            CHECK(r->used[i] <= r->limit[i] * (1 + 1e-9));
            CHECK(r->rent[i] < 1.0 || r->used[i] >= r->limit[i] * (1 - 1e-6));
        }
    record_free(r);
    model_free(model);
}

/* Whoever is cut off lives on its stores. */
TEST(japan_draws_on_its_stores_while_shipments_to_it_are_stopped)
{
    static const char *const oxides[] = {"la-oxide", "ce-oxide", "ndpr-oxide"};
    Model *model = read_model("ree-2009");
    Record *r = run(model);
    for (int c = 0; c < 3; c++) {
        const int32_t m = market(r, "japan", oxides[c]);
        CHECK(r->stock[step_of(2010, 11) * r->n_markets + m] <
              r->stock[step_of(2010, 9) * r->n_markets + m]);
    }
    record_free(r);
    model_free(model);
}

/* ---- one set of parameters ---- */

/* The value behind "  KEY:" in the defaults of a model.yaml. */
static double setting(const char *model, const char *key)
{
    char path[512], line[512], wanted[64];
    double value = NAN;
    snprintf(path, sizeof path, "%s/../models/%s/model.yaml", test_folder(), model);
    snprintf(wanted, sizeof wanted, "  %s:", key);
    FILE *file = fopen(path, "rb");
    assert_true(file != NULL);
    while (fgets(line, sizeof line, file))
        if (strncmp(line, wanted, strlen(wanted)) == 0)
            value = strtod(line + strlen(wanted), NULL);
    fclose(file);
    if (isnan(value)) fail_msg("%s: %s is not set", path, key);
    return value;
}

TEST(both_episodes_run_on_the_same_behaviour)
{
    static const char *const keys[] = {"choke",     "backstop",      "stickiness",
                                       "half_life", "holding",       "expectation",
                                       "long_run",  "extrapolation", "demand_half_life"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        CHECK_NEAR(setting("ree-2009", keys[i]), setting("ree-magnets", keys[i]), 0.0);
}

TEST(a_use_behaves_alike_in_both_models)
{
    Model *then = read_model("ree-2009"), *now = read_model("ree-magnets");
    int n = 0;
    for (int32_t a = 0; a < then->n_demands; a++) {
        const Demand *x = &then->demands[a];
        const char *use = then->uses[x->use].id;
        for (int32_t b = 0; b < now->n_demands; b++) {
            const Demand *y = &now->demands[b];
            const bool magnet = strcmp(use, "magnets") == 0 &&
                                strncmp(now->commodities[y->commodity].id, "ndfeb-", 6) == 0;
            if (!magnet && strcmp(use, now->uses[y->use].id) != 0) continue;
            CHECK_NEAR(x->elasticity, y->elasticity, 1e-12);
            CHECK_NEAR(x->elasticity_long, y->elasticity_long, 1e-12);
            CHECK_NEAR(x->half_life, y->half_life, 1e-12);
            CHECK(magnet || x->choke == y->choke);
            n++;
        }
    }
    CHECK(n > 100);
    model_free(then);
    model_free(now);
}
