#include "support/test.h"

#include <string.h>

#include "base/units.h"

static UnitSystem *system_with_yuan(void)
{
    UnitSystem *units = NULL;
    char why[256];
    CHECK_OK(units_new("USD", &units));
    CHECK_OK(units_define(units, "CNY", "0.139 USD", why, sizeof why));
    CHECK_OK(units_define(units, "vehicle", "piece", why, sizeof why));
    CHECK_OK(units_define(units, "case", "new", why, sizeof why));
    return units;
}

static double converted(const UnitSystem *units, double value, const char *from, const char *to)
{
    UnitFactor factor = {0};
    char why[512];
    if (!units_factor(units, from, to, &factor, why, sizeof why)) print_error("%s\n", why);
    CHECK(factor.divide > 0);
    return unit_convert(factor, value);
}

TEST(conversions_people_do_in_their_heads_are_exact)
{
    UnitSystem *units = system_with_yuan();
    CHECK(converted(units, 12, "kt/yr", "t/month") == 1000);
    CHECK(converted(units, 12, "kt/year", "t/month") == 1000);
    CHECK(converted(units, 12, "t/a", "t/month") == 1);
    CHECK(converted(units, 7, "t/quarter", "t/month") == 7.0 / 3);
    CHECK(converted(units, 1, "Mt", "t") == 1e6);
    CHECK(converted(units, 250, "kg", "t") == 0.25);
    CHECK(converted(units, 60, "USD/kg", "USD/t") == 60000);
    CHECK(converted(units, 1, "CNY/kg", "USD/t") == 139);
    CHECK(converted(units, 100, "10^4 CNY/t", "USD/t") == 139000);
    CHECK(converted(units, 12, "%/year", "1/month") == 0.01);
    CHECK(converted(units, 12, "GWh/year", "MWh/month") == 1000);
    CHECK(converted(units, 36, "GJ", "MWh") == 10);
    CHECK(converted(units, 5, "t/t", "%") == 500);
    CHECK(converted(units, 1, "t/day", "t/month") == 30.4375);
    CHECK(converted(units, 1, "year", "month") == 12);
    CHECK(converted(units, 1, "MW year", "MWh") == 8766);
    CHECK(converted(units, 1, "ha", "m2") == 10000);
    CHECK(converted(units, 1000, "lb", "kg") == 453.59237);
    CHECK(converted(units, 3, "kg/vehicle", "t/piece") == 0.003);
    units_free(units);
}

TEST(per_binds_the_way_it_is_spoken)
{
    UnitSystem *units = system_with_yuan();
    CHECK(converted(units, 12, "t/year per USD/t", "(t/month)/(USD/t)") == 1);
    CHECK(converted(units, 12, "t per year", "t/month") == 1);
    CHECK(converted(units, 24, " kt/yr ", "t/month") == 2000); /* blanks around it */
    units_free(units);
}

static const char *complaint(const UnitSystem *units, const char *from, const char *to)
{
    static char why[512];
    UnitFactor factor;
    CHECK(!units_factor(units, from, to, &factor, why, sizeof why));
    return why;
}

TEST(what_is_no_unit_is_explained)
{
    UnitSystem *units = system_with_yuan();
    CHECK_TEXT(complaint(units, "t REO", "t"),
               "'t REO' is no unit: what a tonne is a tonne of stands in the column 'basis'");
    CHECK_TEXT(complaint(units, "EUR/t", "USD/t"),
               "'EUR/t' needs an exchange rate: add 'exchange: {EUR: ...}' to model.yaml (USD "
               "per EUR)");
    CHECK_TEXT(complaint(units, "KT/year", "t/month"),
               "'KT/year' is no unit: 'KT' is unknown; did you mean 'kt'?");
    CHECK_TEXT(complaint(units, "t/yaer", "t/month"),
               "'t/yaer' is no unit: 'yaer' is unknown; did you mean 'year'?");
    CHECK_TEXT(complaint(units, "$/t", "USD/t"),
               "'$/t' is no unit: write the currency's code, such as USD");
    CHECK_TEXT(complaint(units, "\xE4\xB8\x87\xE5\x85\x83/t", "USD/t"), /* 万元/t */
               "'\xE4\xB8\x87\xE5\x85\x83/t' is no unit: write 10^4 CNY");
    CHECK_TEXT(complaint(units, "gizmo", "t"),
               "'gizmo' is no unit: 'gizmo' is unknown; define it under 'units' in model.yaml");
    CHECK_TEXT(complaint(units, "t/(year", "t/month"),
               "'t/(year' is no unit; write it like t/year, 10^4 CNY/t or MWh");
    units_free(units);
}

TEST(units_that_measure_something_else_are_refused)
{
    UnitSystem *units = system_with_yuan();
    CHECK_TEXT(complaint(units, "t", "t/month"),
               "'t' does not measure what is wanted here: t/month");
    complaint(units, "case", "piece"); /* a base unit of its own */
    complaint(units, "MWh", "t");
    complaint(units, "t @ 5", "t"); /* no offsets */
    complaint(units, "-5 t", "t");
    units_free(units);
}

TEST(a_model_may_define_units_but_not_redefine_them)
{
    UnitSystem *units = system_with_yuan();
    char why[256];
    CHECK_INT(units_define(units, "kt", "t", why, sizeof why), LODE_BAD_INPUT);
    CHECK_TEXT(why, "the unit 'kt' exists already");
    CHECK_INT(units_define(units, "m2", "new", why, sizeof why), LODE_BAD_INPUT);
    CHECK_INT(units_define(units, "per", "new", why, sizeof why), LODE_BAD_INPUT);
    CHECK_INT(units_define(units, "barrel", "0.159 wat", why, sizeof why), LODE_BAD_INPUT);
    CHECK_OK(units_define(units, "barrel", "0.158987 m3", why, sizeof why));
    CHECK(converted(units, 2, "barrel", "m3") == 0.317974);
    CHECK_TEXT(units_currency(units), "USD");
    CHECK_TEXT(units_base(units, 0), "t");
    units_free(units);
    units_free(NULL);
}

TEST(expressions_are_checked_before_udunits_sees_them)
{
    static const char *const good[] = {"t",
                                       "1",
                                       "%",
                                       "10^4 CNY/t",
                                       "1e4 CNY/t",
                                       "kg m2",
                                       "m^-2",
                                       "m-2",
                                       "(t/year)/MW",
                                       "12kt",
                                       "t * year",
                                       "t / year",
                                       "t per year per USD",
                                       "10^12 g",
                                       "0.5 t",
                                       "1/month"};
    static const char *const wrong[] = {"t^",
                                        "t/",
                                        "/t",
                                        "t per",
                                        "per t",
                                        "(t",
                                        "t)",
                                        "t%",
                                        "t @ 5",
                                        "t-",
                                        "t^0",
                                        "0 t",
                                        "-1 t",
                                        "t 1.5.2",
                                        "m2m",
                                        "t since 2000",
                                        "log(re 1 t)",
                                        "t+1",
                                        "t,",
                                        "m^100",
                                        "()",
                                        "t..year",
                                        "((((((((((t))))))))))",
                                        "1e999 t",
                                        "t\xC2\xB2"};
    UnitSystem *units = system_with_yuan();
    char why[512];
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (!units_known(units, good[i], why, sizeof why)) fail_msg("%s", why);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        if (units_known(units, wrong[i], why, sizeof why)) fail_msg("'%s' is taken", wrong[i]);
    units_free(units);
}

TEST(texts_that_are_too_long_are_refused)
{
    UnitSystem *units = system_with_yuan();
    char text[1000], why[512];
    memset(text, 't', sizeof text);
    text[sizeof text - 1] = '\0';
    CHECK(!units_known(units, text, why, sizeof why));
    CHECK(strstr(why, "has more than") != NULL);
    units_free(units);
}
