/* Two runs of the small world: what changed, for whom, how long. */
#include "support/test.h"

#include "metrics/compare.h"
#include "metrics/words.h"
#include "unit/metrics/world.h"

static Comparison *compare_worlds(Record *a, Record *b)
{
    Comparison *comparison;
    CHECK_OK(compare_runs(a, b, NULL, &comparison));
    return comparison;
}

TEST(a_run_does_not_differ_from_itself)
{
    Record *a = world_baseline(), *b = world_baseline();
    for (size_t i = 0; i < 6 * WORLD_STEPS; i++)
        b->price[i] *= 1.0009; /* below the noise floor */
    Comparison *comparison = compare_worlds(a, b);
    CHECK(comparison_same(comparison));
    CHECK_INT(comparison->unmatched, 0);
    comparison_free(comparison);
    record_free(a);
    record_free(b);
}

/* In 2026 china sends 40 t a month instead of 60: japan uses 46 instead of 66, 30 % less. */
TEST(the_loser_and_the_partner_are_named)
{
    Record *a = world_new("baseline", (const double[]){60, 60, 60, 60});
    Record *b = world_new("halt", (const double[]){60, 60, 40, 40});
    Comparison *comparison = compare_worlds(a, b);
    /* magnets weigh more: 200 t and then 139 t at 80000 */
    CHECK_INT(comparison->of[CHANGE_USE].changes[0].commodity, MAGNET);
    const Change *use = &comparison->of[CHANGE_USE].changes[1];
    CHECK_INT(use->region, JAPAN);
    CHECK_NEAR(use->before, 66, 1e-12);
    CHECK_NEAR(use->after, 46, 1e-12);
    CHECK_NEAR(use->relative, -20.0 / 66, 1e-12);
    CHECK_INT(use->first, 2026 * 12);
    CHECK(use->lasting);
    const Change *output = &comparison->of[CHANGE_OUTPUT].changes[1];
    CHECK_NEAR(output->total, -40, 1e-9); /* cn-sep: 20 t less in each of two months */
    CHECK_INT(comparison->of[CHANGE_TRADE].n, 1);
    char words[512];
    const Shift *oxide = NULL;
    for (int32_t i = 0; i < comparison->n_shifts; i++)
        if (comparison->shifts[i].commodity == OXIDE) oxide = &comparison->shifts[i];
    CHECK(oxide != NULL);
    shift_words(comparison, oxide, words, sizeof words);
    CHECK_TEXT(words,
               "Japan's use of NdPr oxide falls 30 % (20 t a month) from 2026-01 on; its "
               "imports from China fall 33 % (20 t a month).");
    comparison_free(comparison);
    record_free(a);
    record_free(b);
}

/* The price in japan is 20 % up in the second month and 4 % up in the third. */
TEST(a_price_move_tells_its_peak_and_when_it_is_over)
{
    Record *a = world_baseline(), *b = world_baseline();
    b->price[1 * 6 + JAPAN_OXIDE] *= 1.20;
    b->price[2 * 6 + JAPAN_OXIDE] *= 1.04;
    Comparison *comparison = compare_worlds(a, b);
    CHECK_INT(comparison->of[CHANGE_PRICE].n, 1);
    const Change *price = &comparison->of[CHANGE_PRICE].changes[0];
    CHECK_NEAR(price->peak, 0.20, 1e-12);
    CHECK_INT(price->peak_month, 2025 * 12 + 11);
    CHECK_INT(price->months_back, 1);
    CHECK_INT(price->last, 2026 * 12);
    CHECK(!price->lasting);
    CHECK_TEXT(price->unit, "USD/t");
    char words[256];
    price_words(comparison, price, words, sizeof words);
    CHECK_TEXT(words,
               "The price of NdPr oxide in Japan is up to 20 % higher, in 2025-12, and back "
               "within 5 % after 1 month.");
    comparison_free(comparison);
    record_free(a);
    record_free(b);
}

TEST(runs_of_other_times_are_compared_where_they_overlap)
{
    Record *a = world_baseline(), *b = world_baseline();
    b->start += 2;
    Comparison *comparison = compare_worlds(a, b);
    CHECK_INT(comparison->start, 2026 * 12);
    CHECK_INT(comparison->end, 2026 * 12 + 1);
    comparison_free(comparison);
    Diag *diag = diag_new();
    b->start += 100;
    CHECK_INT(compare_runs(a, b, diag, &comparison), LODE_BAD_INPUT);
    CHECK_TEXT(diag_message(diag, 0)->text, "'baseline' and 'baseline' share no months");
    diag_free(diag);
    record_free(a);
    record_free(b);
}

static void check_number(double value, int digits, const char *expected)
{
    char text[WORDS_SIZE];
    words_number(value, digits, text, sizeof text);
    CHECK_TEXT(text, expected);
}

TEST(numbers_are_written_for_people)
{
    check_number(12345.6, 4, "12,346");
    check_number(1234.5, 4, "1234");
    check_number(12.345, 3, "12.3");
    check_number(0.00123456, 3, "0.00123");
    check_number(-1234567, 4, "-1,234,567");
    check_number(0, 4, "0");
    check_number(-0.0, 4, "0");
    check_number(5, 4, "5");
    check_number(1e-9, 2, "1e-09");
    check_number(NAN, 4, "-");
    check_number(INFINITY, 4, "no limit");
    check_number(9.999, 2, "10");
    char text[WORDS_SIZE];
    words_rounded(127859, 3, text, sizeof text);
    CHECK_TEXT(text, "128,000");
    words_rounded(-0.12789, 3, text, sizeof text);
    CHECK_TEXT(text, "-0.128");
    words_percent(-0.0312, text, sizeof text);
    CHECK_TEXT(text, "3.1 %");
    words_exact(0.1, text, sizeof text);
    CHECK_TEXT(text, "0.1");
    words_exact(1.0 / 3, text, sizeof text);
    CHECK_TEXT(text, "0.3333333333333333");
}
