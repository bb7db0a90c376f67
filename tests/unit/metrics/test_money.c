/* A run in other money, or in money of its own time: what is money changes by the rate or the
 * index, and nothing else does. */
#include <stdio.h>
#include <string.h>

#include "support/test.h"

#include "metrics/money.h"
#include "unit/metrics/world.h"

static const Steps all = {0, WORLD_STEPS};

/* The metric over steps in the first unit that works: of everything, or of one commodity. */
static double measure(const Record *r, const Metric *metric, Steps steps, char *unit,
                      size_t size)
{
    const MetricFilter oxide = {.commodity = "ndpr-oxide"}, everything = {0};
    MetricQuery *query;
    Diag *diag = diag_new();
    double value = NAN;
    Status st = metric_open(r, metric, &oxide, diag, &query);
    if (st) st = metric_open(r, metric, &everything, diag, &query);
    snprintf(unit, size, "?");
    if (!st) {
        value = metric_over(query, steps);
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
        const double before = measure(usd, &list[i], all, was, sizeof was);
        const double after = measure(eur, &list[i], all, is, sizeof is);
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

/* The steps are November 2025 to February 2026; money is that of 2024, when the index was 80:
 *     2025: 100 / 80 = 1.25        2026: 120 / 80 = 1.5 */
static const struct {
    Steps steps;
    double money;
} years[] = {{{0, 2}, 1.25}, {{2, 4}, 1.5}};

static void check_year(const Record *real, const Record *nominal, const Metric *metric, int y,
                       int *n_money)
{
    char was[64], is[64];
    const double before = measure(real, metric, years[y].steps, was, sizeof was);
    const double after = measure(nominal, metric, years[y].steps, is, sizeof is);
    const bool money = metric->unit == METRIC_PRICE || metric->unit == METRIC_MONEY;
    CHECK_INT(isnan(before), isnan(after));
    CHECK_TEXT(was, is);
    *n_money += money && before != 0 && !isnan(before);
    if (!isnan(before) && !(isinf(before) && isinf(after)))
        CHECK_NEAR(after, before * (money ? years[y].money : 1.0), 1e-12);
}

TEST(within_a_year_nominal_money_is_real_money_times_the_ratio_of_indices)
{
    Record *real = world_baseline(), *nominal;
    Diag *diag = diag_new();
    int32_t n;
    int n_money = 0;
    const Metric *list = metric_list(&n);
    CHECK_OK(money_nominal_of(real, diag, &nominal));
    for (int32_t i = 0; i < n; i++)
        for (int y = 0; y < 2; y++)
            check_year(real, nominal, &list[i], y, &n_money);
    CHECK(n_money > 16); /* the world is rich enough for this to say something */
    CHECK_INT(real->price_year, 2024);
    CHECK_INT(nominal->price_year, 0);
    CHECK_NEAR(real->price[CHINA_OXIDE], 50000, 0); /* the copy left it alone */
    CHECK_NEAR(nominal->price[CHINA_OXIDE], 62500, 1e-15);
    record_free(nominal);
    diag_free(diag);
    record_free(real);
}

/* Then in another currency: one rate for all years, 1 USD = 0.8 EUR. */
TEST(nominal_money_may_be_that_of_another_country)
{
    Record *r = world_baseline();
    Diag *diag = diag_new();
    char words[MONEY_WORDS_SIZE];
    money_nominal_words(r, words, sizeof words);
    CHECK_TEXT(words, "money of its own time, by the price index: what costs 1 USD in 2024 "
                      "costs 1.5 in 2026 (assumption, estimate)");
    CHECK_OK(money_nominal(r, diag));
    CHECK_OK(money_nominal(r, diag)); /* again is once */
    CHECK_OK(money_convert(r, "EUR", diag));
    CHECK_NEAR(r->price[CHINA_OXIDE], 50000 * 1.25 * 0.8, 1e-15);
    diag_free(diag);
    record_free(r);
}

TEST(a_nominal_headline_follows_the_year_of_each_line)
{
    Record *r = world_baseline();
    Diag *diag = diag_new();
    RunHeadline *headline;
    CHECK_OK(headline_new(2, &headline));
    headline->lines[headline->n++] =
        (HeadlineLine){"price", "japan", "", "ndpr-oxide", "", "USD/t", 2026, 60000};
    headline->lines[headline->n++] =
        (HeadlineLine){"shortage", "", "", "magnet", "ev", "t", 0, 120};
    CHECK_OK(money_nominal_headline(r, headline, diag));
    CHECK_NEAR(headline->lines[0].value, 90000, 1e-15);
    CHECK_NEAR(headline->lines[1].value, 120, 0);
    headline_free(headline);
    diag_free(diag);
    record_free(r);
}

TEST(without_an_index_nominal_money_is_refused_and_nothing_changes)
{
    Record *r = world_baseline(), *copy;
    Diag *diag = diag_new();
    r->n_levels = 2; /* none for 2026 */
    CHECK_INT(money_nominal(r, diag), LODE_BAD_INPUT);
    CHECK(strstr(diag_message(diag, 0)->text, "give tables/price_index.csv") != NULL);
    CHECK_INT(money_nominal_of(r, diag, &copy), LODE_BAD_INPUT);
    CHECK(copy == NULL && r->money == NULL);
    CHECK_INT(r->price_year, 2024);
    CHECK_NEAR(r->price[CHINA_OXIDE], 50000, 0);
    diag_free(diag);
    record_free(r);
}
