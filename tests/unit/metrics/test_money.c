/* A run in other money: what is money changes by the rate, and nothing else does. */
#include <stdio.h>
#include <string.h>

#include "support/test.h"

#include "metrics/money.h"
#include "unit/metrics/world.h"

static const Steps all = {0, WORLD_STEPS};

/* The metric over the run in the first unit that works: of everything, or of one commodity. */
static double measure(const Record *r, const Metric *metric, char *unit, size_t size)
{
    const MetricFilter oxide = {.commodity = "ndpr-oxide"}, everything = {0};
    MetricQuery *query;
    Diag *diag = diag_new();
    double value = NAN;
    Status st = metric_open(r, metric, &oxide, diag, &query);
    if (st) st = metric_open(r, metric, &everything, diag, &query);
    snprintf(unit, size, "?");
    if (!st) {
        value = metric_over(query, all);
        snprintf(unit, size, "%s", metric_query_unit(query));
        metric_close(query);
    }
    diag_free(diag);
    return value;
}

/* One euro is 1.25 USD, so every USD is 0.8 of one. */
TEST(every_metric_of_money_changes_by_the_rate_and_no_other_changes)
{
    Record *usd = world_baseline(), *eur = world_baseline();
    Diag *diag = diag_new();
    int32_t n, n_money = 0;
    const Metric *list = metric_list(&n);
    CHECK_OK(money_convert(eur, "EUR", diag));
    for (int32_t i = 0; i < n; i++) {
        char was[64], is[64];
        const double before = measure(usd, &list[i], was, sizeof was);
        const double after = measure(eur, &list[i], is, sizeof is);
        const bool money = list[i].unit == METRIC_PRICE || list[i].unit == METRIC_MONEY;
        CHECK_INT(isnan(before), isnan(after));
        if (money && strcmp(was, "?") != 0) {
            CHECK(strncmp(was, "USD", 3) == 0 && strncmp(is, "EUR", 3) == 0);
            CHECK_TEXT(was + 3, is + 3);
            n_money += before != 0 && !isnan(before);
        }
        if (!isnan(before) && !(isinf(before) && isinf(after)))
            CHECK_NEAR(after, before * (money ? 0.8 : 1.0), 1e-12);
    }
    CHECK(n_money > 8); /* the world is rich enough for this to say something */
    diag_free(diag);
    record_free(usd);
    record_free(eur);
}

/* 1 EUR = 1.25 USD and 1 CNY = 0.125 USD, so in EUR a USD is 0.8 and a CNY 0.1 */
TEST(the_other_rates_follow)
{
    Record *r = world_baseline();
    Diag *diag = diag_new();
    char words[128];
    CHECK_OK(money_convert(r, "EUR", diag));
    CHECK_TEXT(r->currency, "EUR");
    CHECK_TEXT(r->rates[0].code, "USD");
    CHECK_NEAR(r->rates[0].worth, 0.8, 1e-15);
    CHECK_NEAR(r->rates[1].worth, 0.1, 1e-15);
    money_words(r, "USD", words, sizeof words);
    CHECK_TEXT(words, "1 USD = 0.8 EUR (bank, seen)");
    CHECK_OK(money_convert(r, "CNY", diag));
    CHECK_NEAR(r->price[CHINA_OXIDE], 50000 / 0.125, 1e-15);
    diag_free(diag);
    record_free(r);
}

TEST(a_currency_without_a_rate_is_refused_and_nothing_changes)
{
    Record *r = world_baseline();
    Diag *diag = diag_new();
    CHECK_INT(money_convert(r, "GBP", diag), LODE_BAD_INPUT);
    CHECK_TEXT(diag_message(diag, 0)->text,
               "no exchange rate for 'GBP' in the model of this run; it has USD, EUR, CNY "
               "(exchange: in model.yaml)");
    CHECK_NEAR(r->price[CHINA_OXIDE], 50000, 0);
    CHECK_OK(money_convert(r, "USD", diag));
    CHECK_NEAR(r->price[CHINA_OXIDE], 50000, 0);
    diag_free(diag);
    record_free(r);
}

/* Of a stored headline the price is money, the shortage is not. */
TEST(a_headline_follows)
{
    Record *r = world_baseline();
    Diag *diag = diag_new();
    RunHeadline *headline;
    CHECK_OK(headline_new(2, &headline));
    headline->lines[headline->n++] =
        (HeadlineLine){"price", "japan", "", "ndpr-oxide", "", "USD/t", 2025, 60000};
    headline->lines[headline->n++] =
        (HeadlineLine){"shortage", "", "", "magnet", "ev", "t", 0, 120};
    CHECK_OK(money_convert_headline(r, "CNY", headline, diag));
    CHECK_NEAR(headline->lines[0].value, 480000, 1e-15);
    CHECK_TEXT(headline->lines[0].unit, "CNY/t");
    CHECK_NEAR(headline->lines[1].value, 120, 0);
    CHECK_TEXT(headline->lines[1].unit, "t");
    headline_free(headline);
    diag_free(diag);
    record_free(r);
}
