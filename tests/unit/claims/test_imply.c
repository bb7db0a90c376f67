/* test_imply.c - what claims say together. */
#include <math.h>
#include <string.h>

#include "claims/imply.h"
#include "support/test.h"

static const ClaimName names[] = {
    {"china", "China|中国", 0}, {"lynas", "Lynas", 1}, {"ndfeb", "NdFeB", 2}};

static ClaimList extract(const ClaimReader *reader, const char *text, Arena *arena)
{
    const ClaimContext context = {2025, 6, 1, NULL, NULL};
    ClaimList list;
    CHECK_OK(claims_extract(reader, text, strlen(text), &context, arena, &list));
    return list;
}

static ClaimReader *new_reader(void)
{
    ClaimReader *reader;
    CHECK_OK(claim_reader_new(names, 3, &reader));
    return reader;
}

static Implied imply_one(const char *text)
{
    ClaimReader *reader = new_reader();
    Arena *arena = arena_new(4096);
    const ClaimList list = extract(reader, text, arena);
    ImpliedList implied;
    CHECK_OK(claims_imply(&list, arena, &implied));
    CHECK_INT(implied.n, 1);
    const Implied one = implied.implied[0];
    arena_free(arena);
    claim_reader_free(reader);
    return one;
}

/* 400,000 t at 80 % of all are 500,000 t of all. */
TEST(a_share_and_a_tonnage_imply_a_total)
{
    const Implied one =
        imply_one("China holds a share of 80% in 2024, with output of over 400,000 tonnes.");
    CHECK_INT(one.kind, IMPLIED_TOTAL);
    CHECK_NEAR(one.lo, 500000.0, 1e-9);
    CHECK(isinf(one.hi));
    CHECK_TEXT(one.unit, "t");
    CHECK_INT(one.year, 2024);
}

TEST(a_growth_and_a_level_imply_the_level_before)
{
    const Implied one = imply_one("2024年中国产量为12万吨，同比增长20%。");
    CHECK_INT(one.kind, IMPLIED_PREVIOUS);
    CHECK_NEAR(one.lo, 100000.0, 1e-9);
    CHECK_NEAR(one.hi, 100000.0, 1e-9);
    CHECK_INT(one.year, 2023);
}

TEST(points_and_a_share_imply_the_share_before)
{
    const Implied one =
        imply_one("Cars took a share of 30% in 2024, an increase of 12 percentage points.");
    CHECK_INT(one.kind, IMPLIED_PREVIOUS);
    CHECK_NEAR(one.lo, 18.0, 1e-9);
    CHECK_TEXT(one.unit, "%");
}

typedef struct Pair {
    int32_t n;
    uint32_t reasons;
    double ratio;
} Pair;

static Pair contradict(const char *a, const char *b)
{
    ClaimReader *reader = new_reader();
    Arena *arena = arena_new(4096);
    const ClaimList first = extract(reader, a, arena), second = extract(reader, b, arena);
    ContradictionList list;
    CHECK_OK(claims_contradict(&first, &second, arena, &list));
    const Pair pair = {list.n, list.n ? list.contradictions[0].reasons : 0,
                       list.n ? list.contradictions[0].ratio : 0.0};
    arena_free(arena);
    claim_reader_free(reader);
    return pair;
}

TEST(equal_or_rounded_numbers_agree)
{
    CHECK_INT(contradict("China produced 200 t in 2023.", "China produced 204 t in 2023.").n,
              0);
    CHECK_INT(contradict("China produced 200 t in 2023.", "2023年中国产量约220吨。").n, 0);
    CHECK_INT(
        contradict("China produced over 200 t in 2023.", "China produced 900 t in 2023.").n, 0);
}

TEST(other_years_and_other_names_are_other_claims)
{
    CHECK_INT(contradict("China produced 200 t in 2023.", "China produced 300 t in 2024.").n,
              0);
    CHECK_INT(contradict("China produced 200 t in 2023.", "Lynas produced 300 t in 2023.").n,
              0);
}

TEST(two_halves_of_a_year_do_not_contradict_each_other)
{
    CHECK_INT(
        contradict("China produced 200 t in H1 2023.", "China produced 300 t in H2 2023.").n,
        0);
    CHECK_INT(
        contradict("China produced 200 t in H1 2023.", "China produced 300 t in H1 2023.").n,
        1);
}

TEST(a_plain_contradiction_has_no_excuse)
{
    const Pair pair = contradict("China produced 200 t in 2023.", "2023年中国产量为300吨。");
    CHECK_INT(pair.n, 1);
    CHECK_INT(pair.reasons, REASON_NONE);
    CHECK_NEAR(pair.ratio, 1.5, 1e-9);
}

TEST(the_traps_are_named)
{
    const char *year = "China produced 200 t in 2023.";
    CHECK_INT(contradict(year, "2023年上半年中国产量为90吨。").reasons, REASON_PERIOD);
    CHECK_INT(contradict(year, "China produced 260 t REO in 2023.").reasons, REASON_BASIS);
    CHECK_INT(contradict(year, "China produced 260 t in fiscal 2023.").reasons, REASON_FISCAL);
    CHECK_INT(contradict(year, "China produced 90 t of NdFeB in 2023.").reasons, REASON_SCOPE);
    for (int32_t i = 0; i < CONTRADICTION_REASONS; i++)
        CHECK(strlen(contradiction_reason_text(i, WORDS_ENGLISH)) > 10 &&
              strlen(contradiction_reason_text(i, WORDS_CHINESE)) > 10);
}
