/* What a price is made of, in worlds whose answers are worked out by hand; and that it adds up
 * in the reference model. */
#include "support/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "explain/agents.h"
#include "explain/explain.h"
#include "sim/sim.h"

/* A run of the model in a folder under tests/, with one scenario or none. */
static Record *run(const char *folder, const char *scenario, int months)
{
    char path[512];
    Model *model;
    Record *record;
    Diag *diag = diag_new();
    snprintf(path, sizeof path, "%s/%s", test_folder(), folder);
    CHECK_OK(model_read(path, diag, &model));
    const RunOptions options = {.scenarios = &scenario,
                                .n_scenarios = scenario ? 1 : 0,
                                .start = MONTH_NONE,
                                .end = months ? model->start + months - 1 : MONTH_NONE};
    CHECK_OK(sim_run(model, &options, diag, &record));
    model_free(model);
    diag_free(diag);
    return record;
}

static int32_t market_of(const Record *r, const char *region, const char *commodity)
{
    for (int32_t m = 0; m < r->n_markets; m++)
        if (strcmp(r->regions[r->markets[m].region].id, region) == 0 &&
            strcmp(r->commodities[r->markets[m].commodity].id, commodity) == 0)
            return m;
    fail_msg("no market %s %s", region, commodity);
    return RECORD_NONE;
}

static Explanation *explain(const Record *r, const char *region, const char *commodity,
                            int32_t step)
{
    Explanation *e;
    CHECK_OK(explain_price(r, market_of(r, region, commodity), step, &e));
    return e;
}

static double part_of(const PriceLink *link, PartKind kind)
{
    double sum = 0;
    for (int32_t i = 0; i < link->n_parts; i++)
        if (link->parts[i].kind == kind) sum += link->parts[i].amount;
    return sum;
}

/*     mine --10--> port --25--> mill: 732.5, 742.5 and 767.5, and 123.25 t a month; the last
 *     tonne is dug at -500 + 10 x 123.25 = 732.5 */
TEST(a_price_is_followed_to_the_mine)
{
    Record *r = run("../models/two-hops", NULL, 0);
    Explanation *e = explain(r, "mill", "ore", 0);
    CHECK_INT(e->n_links, 3);
    CHECK_NEAR(e->links[0].price, 767.5, 1e-6);
    CHECK_NEAR(part_of(&e->links[0], PART_ORIGIN), 742.5, 1e-6);
    CHECK_NEAR(part_of(&e->links[0], PART_FREIGHT), 25, 1e-9);
    CHECK_NEAR(part_of(&e->links[1], PART_FREIGHT), 10, 1e-9);
    CHECK_NEAR(part_of(&e->links[2], PART_CONVERSION), 732.5, 1e-6);
    CHECK_NEAR(explain_chain_sum(e), 767.5, 1e-6);
    CHECK_INT(e->n_bindings, 0);
    CHECK_INT(e->suppliers[0].kind, AGENT_ROUTE);
    CHECK_NEAR(e->suppliers[0].amount, 123.25, 1e-6);
    CHECK_INT(e->users[e->marginal_user].kind, AGENT_DEMAND);
    CHECK_NEAR(e->users[e->marginal_user].response, 0.1, 1e-9);
    explanation_free(e);
    record_free(r);
}

/* July, a tariff of 20: the mine gets 722.5, the mill pays 777.5. */
TEST(a_tariff_is_a_duty_in_the_price)
{
    Record *r = run("../models/two-hops", "tariff", 0);
    Explanation *e = explain(r, "mill", "ore", 6);
    CHECK_NEAR(part_of(&e->links[0], PART_DUTY), 20, 1e-9);
    CHECK_NEAR(part_of(&e->links[2], PART_CONVERSION), 722.5, 1e-6);
    CHECK_NEAR(explain_chain_sum(e), 777.5, 1e-6);
    explanation_free(e);
    record_free(r);
}

/* March: 90 t are left of the capacity, dug at 400 for the last; the mine gets 1100 - 35. */
TEST(a_full_mine_earns_a_rent)
{
    Record *r = run("../models/two-hops", "flood", 0);
    Explanation *e = explain(r, "mill", "ore", 2);
    CHECK_NEAR(part_of(&e->links[2], PART_CONVERSION), 400, 1e-6);
    CHECK_NEAR(part_of(&e->links[2], PART_CAPACITY), 665, 1e-6);
    CHECK_NEAR(explain_chain_sum(e), 1100, 1e-6);
    CHECK_INT(e->n_bindings, 1);
    CHECK_INT(e->bindings[0].kind, BINDING_FACILITY);
    CHECK(e->bindings[0].on_chain);
    CHECK_NEAR(e->bindings[0].rent, 665, 1e-6);
    CHECK_NEAR(e->bindings[0].limit, 90, 1e-9);
    CHECK_NEAR(e->bindings[0].used, 90, 1e-6);
    CHECK_INT(e->bindings[0].policy, 0);
    explanation_free(e);
    e = explain(r, "mill", "ore", 6); /* the water has gone */
    CHECK_INT(e->n_bindings, 0);
    explanation_free(e);
    record_free(r);
}

/* A quota of 33 on stone for A and B: 5.3 at the quarry, freight 1, rent 1.7, so 8 in A. */
TEST(a_quota_is_a_rent_in_the_price)
{
    Record *r = run("cases/quota-rent", "quota", 0);
    Explanation *e = explain(r, "a", "stone", 0);
    CHECK_NEAR(part_of(&e->links[0], PART_ORIGIN), 5.3, 1e-6);
    CHECK_NEAR(part_of(&e->links[0], PART_FREIGHT), 1, 1e-9);
    CHECK_NEAR(part_of(&e->links[0], PART_LIMIT_RENT), 1.7, 1e-6);
    CHECK_NEAR(explain_link_sum(&e->links[0]), 8, 1e-6);
    CHECK_INT(e->bindings[0].kind, BINDING_LIMIT);
    CHECK_NEAR(e->bindings[0].limit - e->bindings[0].used, 0, 1e-6);
    CHECK_TEXT(r->policies[e->bindings[0].policy].id, "all-stone");
    CHECK_INT(e->suppliers[e->marginal_supplier].stand, STAND_FULL);
    explanation_free(e);
    record_free(r);
}

/* A quota of 20 on the road to A alone: A pays 10, the quarry gets 16/3, the rent is 11/3. B is
 * supplied freely. */
TEST(a_limit_on_one_road_binds_there_alone)
{
    Record *r = run("cases/quota-rent", "quota-on-a", 0);
    Explanation *a = explain(r, "a", "stone", 0), *b = explain(r, "b", "stone", 0);
    CHECK_NEAR(part_of(&a->links[0], PART_LIMIT_RENT), 11.0 / 3, 1e-6);
    CHECK_NEAR(part_of(&b->links[0], PART_LIMIT_RENT), 0, 1e-9);
    CHECK_INT(b->n_bindings, 0);
    explanation_free(a);
    explanation_free(b);
    record_free(r);
}

/* Cloth costs 10 on hand looms; on power looms it costs 5, but few know how. The hand loom sets
 * the price, and one more tonne on a power loom would earn 5. */
TEST(a_technology_that_few_have_learnt_earns_a_rent)
{
    Record *r = run("unit/sim/data/weavers", NULL, 0);
    Explanation *e = explain(r, "home", "cloth", 2);
    char words[256];
    CHECK_TEXT(r->facilities[e->links[0].supplier.item].id, "home-hand");
    CHECK_NEAR(part_of(&e->links[0], PART_CONVERSION), 10, 1e-6);
    CHECK_NEAR(part_of(&e->links[0], PART_LIMIT_RENT), 0, 1e-9);
    CHECK_INT(e->n_bindings, 1);
    CHECK_NEAR(e->bindings[0].rent, 5, 1e-6);
    CHECK(!e->bindings[0].on_chain);
    explain_binding_words(e, &e->bindings[0], words, sizeof words);
    CHECK_TEXT(words, "adoption: Power looms at home");
    explanation_free(e);
    record_free(r);
}

/* The hundredth sheep costs 120 and gives 4 kg of wool at 10 and 20 kg of mutton at 4. So a kg
 * of wool is 30 of sheep less 20 of mutton, and a kg of mutton 6 less 2. */
TEST(by_products_are_taken_off)
{
    Record *r = run("cases/sheep", NULL, 0);
    Explanation *wool = explain(r, "farmland", "wool", 0);
    Explanation *mutton = explain(r, "farmland", "mutton", 0);
    CHECK_NEAR(part_of(&wool->links[0], PART_CONVERSION), 30, 1e-6);
    CHECK_NEAR(part_of(&wool->links[0], PART_CREDIT), -20, 1e-6);
    CHECK_NEAR(part_of(&mutton->links[0], PART_CONVERSION), 6, 1e-6);
    CHECK_NEAR(part_of(&mutton->links[0], PART_CREDIT), -2, 1e-6);
    CHECK_NEAR(explain_chain_sum(wool), 10, 1e-6);
    CHECK_NEAR(explain_chain_sum(mutton), 4, 1e-6);
    explanation_free(wool);
    explanation_free(mutton);
    record_free(r);
}

TEST(the_words_name_supplier_user_and_limit)
{
    char sentences[EXPLAIN_SENTENCES_MAX][EXPLAIN_SENTENCE_SIZE], all[8192] = "";
    Record *r = run("../models/two-hops", "flood", 0);
    Explanation *e = explain(r, "mill", "ore", 2);
    const int n = explain_words(e, sentences);
    for (int i = 0; i < n; i++)
        strcat(strcat(all, sentences[i]), "\n");
    static const char *const expected[] = {"ore in Mill costs 1100 USD/t in 2025-03",
                                           "The marginal supplier is Port",
                                           "The marginal user is the-mill",
                                           "Binding: capacity of The mine",
                                           "outage",
                                           "one more would be worth 665 USD"};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (!strstr(all, expected[i])) fail_msg("'%s' is not in\n%s", expected[i], all);
    explanation_free(e);
    record_free(r);
}

/* Every market of the reference model, in a month with a ban and one with a quota: link by link
 * and along the chain the parts are the price to 1e-6, the solver leaves no more than that, and
 * where there is a rent, nothing is left of the limit. */
static void check_adds_up(const Record *r, int32_t step)
{
    for (int32_t m = 0; m < r->n_markets; m++) {
        Explanation *e;
        CHECK_OK(explain_price(r, m, step, &e));
        double gross = 0;
        for (int32_t i = 0; i < e->n_sum; i++)
            gross += fabs(e->sum[i].amount);
        const double size = fabs(e->links[0].price) + 1e-6 * gross;
        if (fabs(explain_chain_sum(e) - e->links[0].price) > 1e-6 * size)
            fail_msg("%s %s: parts make %g, the price is %g",
                     r->regions[r->markets[m].region].id,
                     r->commodities[r->markets[m].commodity].id, explain_chain_sum(e),
                     e->links[0].price);
        for (int32_t l = 0; l < e->n_links; l++) {
            const PriceLink *link = &e->links[l];
            const double scale =
                fmax(fabs(link->price),
                     1e-3 * fabs(r->commodities[r->markets[link->market].commodity].price));
            CHECK(fabs(explain_link_sum(link) - link->price) <= 1e-6 * scale);
            if (link->supplier.amount > 0 && fabs(part_of(link, PART_LEFT)) > 1e-6 * scale)
                fail_msg("%s %s: %g of %g is left",
                         r->regions[r->markets[link->market].region].id,
                         r->commodities[r->markets[link->market].commodity].id,
                         part_of(link, PART_LEFT), link->price);
        }
        for (int32_t i = 0; i < e->n_bindings; i++) {
            const Binding *b = &e->bindings[i];
            char name[200];
            explain_binding_words(e, b, name, sizeof name);
            if (!(b->limit - b->used <= 1e-6 * b->limit))
                fail_msg("%s: rent %g of %g, used %g of %g", name, b->rent,
                         e->links[b->link].price, b->used, b->limit);
        }
        explanation_free(e);
    }
}

TEST(prices_of_the_reference_model_add_up)
{
    Record *r = run("../models/ree-magnets", "india-japan-halt", 20);
    check_adds_up(r, 0);
    check_adds_up(r, 18);
    record_free(r);
    r = run("../models/ree-magnets", "china-licences-2025", 18);
    check_adds_up(r, 16);
    record_free(r);
}
