/* test_extract.c - truths of extraction, sentence by sentence. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "support/test.h"

typedef struct Fixture {
    ClaimReader *reader;
    Arena *arena;
    ClaimList list;
} Fixture;

static Fixture extract_with(const char *text, const ClaimContext *context)
{
    Fixture fx;
    CHECK_OK(cases_reader(&fx.reader));
    fx.arena = arena_new(4096);
    CHECK_OK(claims_extract(fx.reader, text, strlen(text), context, fx.arena, &fx.list));
    return fx;
}

static Fixture extract(const char *text)
{
    const ClaimContext context = {2025, 6, 15, NULL, NULL};
    return extract_with(text, &context);
}

static void fixture_close(Fixture *fx)
{
    arena_free(fx->arena);
    claim_reader_free(fx->reader);
}

static void check_nothing(const char *text)
{
    Fixture fx = extract(text);
    if (fx.list.n) print_error("a claim in: %s\n", text);
    CHECK_INT(fx.list.n, 0);
    fixture_close(&fx);
}

TEST(what_is_never_a_claim)
{
    check_nothing("Group 3: Outlook [1][3]");
    check_nothing("See Figure 4, Article 12 and No. 7 of 2019 [22].");
    check_nothing("Grade N52H, model C919, part 4N5, version 4.2.1 at 09:03.");
    check_nothing("咨询电话：010-66668888，订单号 A20250101998877，第7条。");
    check_nothing("Some Paper· 2025-03-04 09:30");
    check_nothing("The two countries met on 3 May; a third country did not.");
    check_nothing("一方面，五角大楼进一步统一了标准。");
    check_nothing("");
}

static void check_value(const char *text, double value, const char *unit, ClaimBound bound)
{
    Fixture fx = extract(text);
    CHECK_INT(fx.list.n, 1);
    CHECK_NEAR(fx.list.claims[0].value, value, 1e-9);
    CHECK_TEXT(fx.list.claims[0].unit, unit);
    CHECK_INT(fx.list.claims[0].bound, bound);
    fixture_close(&fx);
}

TEST(a_negated_bound_turns_round)
{
    check_value("The share may exceed 30%.", 30, "%", CLAIM_GT);
    check_value("The share is unlikely to exceed 30%.", 30, "%", CLAIM_LE);
    check_value("The country will struggle to reach a share of 30%.", 30, "%", CLAIM_LT);
    check_value("自给率难以突破30%。", 30, "%", CLAIM_LE);
    check_value("自给率不会低于30%。", 30, "%", CLAIM_GE);
    check_value("自给率未能达到30%。", 30, "%", CLAIM_LT);
}

TEST(a_fall_turns_its_bound_round)
{
    Fixture fx = extract("Exports fell more than 40%.");
    CHECK_INT(fx.list.n, 1);
    CHECK_INT(fx.list.claims[0].relation, CLAIM_GROWTH);
    CHECK_NEAR(fx.list.claims[0].value, -40.0, 1e-9);
    CHECK(fx.list.claims[0].lo < -1e300);
    CHECK_NEAR(fx.list.claims[0].hi, -40.0, 1e-9);
    fixture_close(&fx);
}

/* Three numbers of three things in one sentence; what is put out in money is its value. */
TEST(behind_an_and_another_thing_is_measured)
{
    static const char *const names[] = {"rare_earth", "gallium", "ndfeb"};
    static const ClaimRelation relations[] = {CLAIM_CAPACITY, CLAIM_CAPACITY,
                                              CLAIM_OUTPUT_VALUE};
    Fixture fx = extract("Capacity for rare earth metal is to exceed 5,000 tons, with gallium "
                         "alloys reaching 2 million tons and NdFeB output above 30 billion "
                         "yuan.");
    CHECK_INT(fx.list.n, 3);
    for (int i = 0; i < 3; i++) {
        CHECK_TEXT(cases_name(fx.list.claims[i].main), names[i]);
        CHECK_INT(fx.list.claims[i].relation, relations[i]);
    }
    fixture_close(&fx);
    fx = extract("China exported 58,000 tons in 2024 and 61,000 tons in 2025.");
    CHECK_INT(fx.list.n, 2);
    CHECK_TEXT(cases_name(fx.list.claims[1].main), "china"); /* the subject of both */
    fixture_close(&fx);
}

TEST(multiples_follow_their_language)
{
    check_value("价格增长1.5倍。", 2.5, "x", CLAIM_EQ);
    check_value("价格是去年的1.5倍。", 1.5, "x", CLAIM_EQ);
    check_value("产量翻了两番。", 4, "x", CLAIM_EQ);
    check_value("Output nearly tripled.", 3, "x", CLAIM_APPROX);
    check_value("Prices were halved.", 0.5, "x", CLAIM_EQ);
}

TEST(units_have_one_canonical_code)
{
    check_value("Output was 12 kt.", 12000, "t", CLAIM_EQ);
    check_value("Output was 3 Mt.", 3e6, "t", CLAIM_EQ);
    check_value("产量1.2万吨。", 12000, "t", CLAIM_EQ);
    check_value("The price is US$62 per kilogram.", 62, "USD/kg", CLAIM_EQ);
    check_value("报价每吨40万元。", 400000, "CNY/t", CLAIM_EQ);
    check_value("It holds A$5m in cash.", 5e6, "AUD", CLAIM_EQ);
    check_value("The line makes 300 tonnes of alloy a year.", 300, "t/a", CLAIM_EQ);
}

static int32_t year_of(const char *text, ClaimPlace *place)
{
    Fixture fx = extract(text);
    CHECK(fx.list.n >= 1);
    const Claim *last = &fx.list.claims[fx.list.n - 1];
    const int32_t year = last->year;
    *place = last->year_place;
    fixture_close(&fx);
    return year;
}

TEST(the_nearest_year_counts)
{
    ClaimPlace place;
    CHECK_INT(year_of("In 2022 output rose, and by 2030 it will be 50 t.", &place), 2030);
    CHECK_INT(place, CLAIM_IN_CLAUSE);
    CHECK_INT(year_of("In 2022 output rose, reaching 50 t.", &place), 2022);
    CHECK_INT(place, CLAIM_IN_SENTENCE);
    CHECK_INT(year_of("It was 2022. Output reached 50 t.", &place), 2022);
    CHECK_INT(place, CLAIM_IN_SENTENCE_BEFORE);
    CHECK_INT(year_of("Output reached 50 t.", &place), 2025);
    CHECK_INT(place, CLAIM_IN_PUBLICATION);
    CHECK_INT(year_of("去年产量为50吨。", &place), 2024);
    CHECK_INT(year_of("Founded in 1990, the mine ships 50 t.", &place), 2025);
}

TEST(a_base_year_is_not_the_year)
{
    Fixture fx = extract("Demand will double by 2030 from 2020 levels.");
    CHECK_INT(fx.list.n, 1);
    CHECK_INT(fx.list.claims[0].year, 2030);
    CHECK_INT(fx.list.claims[0].base_year, 2020);
    CHECK(fx.list.claims[0].by);
    CHECK_INT(fx.list.claims[0].kind, CLAIM_FORECAST);
    fixture_close(&fx);
}

TEST(spans_count_code_points_of_the_untouched_text)
{
    /* the full-width digits and the unit sign fold to more or fewer characters */
    Fixture fx = extract("产量½：約５０㎏。");
    const Claim *last = &fx.list.claims[fx.list.n - 1];
    CHECK_INT(last->start, 4);
    CHECK_INT(last->end, 8);
    CHECK_NEAR(last->value, 50.0, 1e-9);
    CHECK_TEXT(last->unit, "kg");
    CHECK_INT(last->bound, CLAIM_APPROX);
    fixture_close(&fx);
}

TEST(the_nearer_name_counts)
{
    const ClaimContext context = {2025, 6, 15, "Magnets in Japan", "News of NdFeB"};
    Fixture fx = extract_with("China made 50 t.\nOutput was 20 t.", &context);
    CHECK_INT(fx.list.n, 2);
    CHECK_TEXT(cases_name(fx.list.claims[0].main), "china");
    CHECK_TEXT(cases_name(fx.list.claims[1].main), "japan");
    CHECK_INT(fx.list.claims[1].entity[0].place, CLAIM_IN_HEADING);
    CHECK_INT(fx.list.claims[1].entity[2].place, CLAIM_IN_TITLE);
    fixture_close(&fx);
}

TEST(speakers_and_plans_are_told_apart)
{
    Fixture fx =
        extract("According to the ministry, exports were 50 t. Lynas plans to make 70 t.");
    CHECK_INT(fx.list.n, 2);
    CHECK_INT(fx.list.claims[0].speaker_end - fx.list.claims[0].speaker_start, 12);
    CHECK_INT(fx.list.claims[0].kind, CLAIM_OBSERVATION);
    CHECK_INT(fx.list.claims[1].kind, CLAIM_PLAN);
    fixture_close(&fx);
}

TEST(a_direction_without_a_number_is_a_sign)
{
    Fixture fx =
        extract("The ban could strain Japan's supply, and increased reliance follows.");
    CHECK_INT(fx.list.n, 2);
    CHECK_INT(fx.list.claims[0].relation, CLAIM_SIGN);
    CHECK_INT(fx.list.claims[0].measure, CLAIM_SUPPLY);
    CHECK_NEAR(fx.list.claims[0].value, -1.0, 0.0);
    CHECK_INT(fx.list.claims[1].kind, CLAIM_QUALITATIVE);
    CHECK_NEAR(fx.list.claims[1].value, 1.0, 0.0);
    fixture_close(&fx);
}

TEST(broken_text_is_refused)
{
    const ClaimContext context = {0};
    ClaimReader *reader;
    ClaimList list;
    CHECK_OK(cases_reader(&reader));
    Arena *arena = arena_new(64);
    CHECK_INT(claims_extract(reader, "50 t \xff", 6, &context, arena, &list), LODE_BAD_INPUT);
    CHECK_INT(list.n, 0);
    arena_free(arena);
    claim_reader_free(reader);
}

TEST(every_word_of_a_relation_and_a_bound_is_said)
{
    for (int32_t i = CLAIM_LEVEL; i <= CLAIM_SIGN; i++)
        CHECK(claim_relation_text((ClaimRelation)i)[0] != '\0');
    for (int32_t i = CLAIM_EQ; i <= CLAIM_RANGE; i++)
        CHECK(claim_bound_text((ClaimBound)i)[0] != '\0');
}

/* The topic page is not ours to ship: where it is absent, this says so. */
TEST(the_topic_page_gives_up_its_numbers)
{
    static const double values[] = {68, 4e5,    12.8,    1.3e9, 20,      2,   90,  2e11,
                                    50, 28,     16,      4e9,   2.52e10, 54,  35,  1e11,
                                    90, 5.31e9, 1.76e10, 286,   2e5,     1e6, 4e10};
    const char *said = getenv("LODE_SHARED");
    char path[4096], *text = calloc(1, 1 << 16);
    snprintf(path, sizeof path, "%s/evidence/topic-page.txt", said ? said : LODE_SHARED);
    FILE *file = fopen(path, "r");
    if (!file) {
        print_message("skipped: no %s\n", path);
        free(text);
        return;
    }
    assert_non_null(text);
    CHECK(fread(text, 1, (1 << 16) - 1, file) > 0);
    fclose(file);
    Fixture fx = extract(text);
    size_t n = 0;
    for (int32_t i = 0; i < fx.list.n; i++) {
        if (fx.list.claims[i].relation == CLAIM_SIGN) continue;
        CHECK(n < sizeof values / sizeof *values);
        CHECK_NEAR(fx.list.claims[i].value, values[n++], 1e-9);
    }
    CHECK_INT(n, sizeof values / sizeof *values);
    fixture_close(&fx);
    free(text);
}
