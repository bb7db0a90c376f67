/* How well a model is known, and which of its assumptions matter: on two-hops, by hand.
 *
 *     mine --10--> port --25--> mill     50 + 0.1 p at the mine, 200 - 0.1 (p + 35) at the mill
 *     732.5, 742.5, 767.5 USD/t, 123.25 t a month, 1479 t a year */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "audit/audit.h"

typedef struct Bench {
    Diag *diag;
    Model *model;
    Audit *audit;
} Bench;

static Bench bench_open(int threads)
{
    Bench b = {.diag = diag_new()};
    char path[512];
    snprintf(path, sizeof path, "%s/../models/two-hops", test_folder());
    CHECK_OK(model_read(path, b.diag, &b.model));
    const AuditOptions options = {
        .candidates = 100, .finalists = 100, .months = 3, .threads = threads};
    CHECK_OK(audit_model(b.model, &options, b.diag, &b.audit));
    return b;
}

static void bench_close(Bench *b)
{
    audit_free(b->audit);
    model_free(b->model);
    diag_free(b->diag);
}

static const AuditTable *table_of(const Audit *audit, const char *name)
{
    for (int32_t i = 0; i < audit->n_tables; i++)
        if (strcmp(audit->tables[i].name, name) == 0) return &audit->tables[i];
    fail_msg("no table %s", name);
    return NULL;
}

static const AuditEffect *effect_of(const Audit *audit, const char *table, const char *column)
{
    for (int32_t i = 0; i < audit->n_effects; i++)
        if (strcmp(audit->effects[i].table, table) == 0 &&
            strcmp(audit->effects[i].column, column) == 0)
            return &audit->effects[i];
    fail_msg("no effect of %s.%s", table, column);
    return NULL;
}

TEST(a_row_weighs_the_money_it_moves)
{
    Bench b = bench_open(1);
    const struct {
        const char *table;
        double money;
    } expected[] = {
        {"recipes", 732.5 * 1479}, {"facilities", 732.5 * 1479}, {"costs", 500.0 * 1479},
        {"routes", 35.0 * 1479},   {"demands", 767.5 * 1479},    {"commodities", 732.5 * 1479},
        {"all", 3500.0 * 1479},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const AuditTable *t = table_of(b.audit, expected[i].table);
        CHECK_NEAR(t->money[INPUT_ASSUMPTION], expected[i].money, 1e-6);
        CHECK_NEAR(t->money[INPUT_SEEN], 0, 0);
    }
    CHECK_INT(table_of(b.audit, "all")->rows[INPUT_ASSUMPTION], 7);
    CHECK_INT(b.audit->n_unknown, 0);
    bench_close(&b);
}

/* The headline has the output of the mine and the price at the mill.
 * intercept 220: p = 832.5 at the mine: 867.5 and 133.25, or 667.5 and 113.25 at 180:
 *     100 / 767.5 and 10 / 123.25, both ways
 * cost -550: 55 + 0.1 p = 200 - 0.1 (p + 35), p = 707.5: 742.5 and 125.75; 25 and 2.5
 * freight of both 10 % up: 38.5 instead of 35: 1.75 and 0.175 */
TEST(an_assumption_matters_by_what_it_changes)
{
    Bench b = bench_open(1);
    const AuditEffect *demand = effect_of(b.audit, "demands", "intercept");
    CHECK_NEAR(demand->mean, (100 / 767.5 + 10 / 123.25) / 2, 1e-6);
    CHECK_NEAR(demand->most, 100 / 767.5, 1e-6);
    CHECK_TEXT(demand->line_name, "price of ore in mill, 2025");
    CHECK(demand->whole_run);
    const AuditEffect *cost = effect_of(b.audit, "costs", "cost");
    CHECK_NEAR(cost->mean, (25 / 767.5 + 2.5 / 123.25) / 2, 1e-6);
    CHECK_NEAR(cost->most, -25 / 767.5, 1e-6);
    const AuditEffect *freight = effect_of(b.audit, "routes", "freight");
    CHECK_INT(freight->n_rows, 2);
    CHECK_NEAR(freight->mean, (1.75 / 767.5 + 0.175 / 123.25) / 2, 1e-6);
    CHECK(b.audit->effects == demand); /* the strongest is first */
    bench_close(&b);
}

/* Mining gives 1 t of ore a tonne by definition. */
TEST(a_definition_is_no_assumption)
{
    Bench b = bench_open(1);
    for (int32_t i = 0; i < b.audit->n_effects; i++)
        CHECK(strcmp(b.audit->effects[i].table, "recipes") != 0);
    bench_close(&b);
}

TEST(threads_change_no_bit)
{
    Bench one = bench_open(1), four = bench_open(4);
    CHECK_INT(one.audit->n_effects, four.audit->n_effects);
    for (int32_t i = 0; i < one.audit->n_effects; i++) {
        CHECK_TEXT(one.audit->effects[i].column, four.audit->effects[i].column);
        CHECK(memcmp(&one.audit->effects[i].mean, &four.audit->effects[i].mean,
                     sizeof(double)) == 0);
    }
    bench_close(&one);
    bench_close(&four);
}

static int stop_at_once(void *context, int32_t done, int32_t all)
{
    (void)context;
    (void)done;
    (void)all;
    return 1;
}

TEST(an_audit_can_be_interrupted)
{
    Bench b = bench_open(1);
    Audit *audit;
    const AuditOptions options = {
        .candidates = 10, .months = 3, .threads = 2, .progress = stop_at_once};
    CHECK_INT(audit_model(b.model, &options, b.diag, &audit), LODE_INTERRUPTED);
    CHECK(audit == NULL);
    bench_close(&b);
}

/* The mine has room to spare, so a tenth more or less of its capacity changes nothing. */
TEST(what_changes_nothing_is_not_told)
{
    Bench b = bench_open(1);
    for (int32_t i = 0; i < b.audit->n_effects; i++)
        CHECK(strcmp(b.audit->effects[i].column, "capacity") != 0);
    bench_close(&b);
}
