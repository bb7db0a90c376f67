/* How good the order is, on a judged set of our own (judged.h). */
#include "unit/evidence/judged.h"

#include "unit/evidence/fixture.h"

static double mean_ndcg(bool plain)
{
    static Judged judged[JUDGED_QUESTIONS];
    Fixture fx = fixture_open(NULL);
    double sum = 0.0;
    CHECK_OK(fixture_file(&fx, data_path("judged.jsonl")));
    CHECK_INT(judged_read(data_path("judged.csv"), judged), JUDGED_QUESTIONS);
    for (int i = 0; i < JUDGED_QUESTIONS; i++)
        sum += judged_ndcg(fx.library, &judged[i], plain);
    fixture_close(&fx);
    return sum / JUDGED_QUESTIONS;
}

TEST(questions_in_either_language_find_both)
{
    const double with = mean_ndcg(false), without = mean_ndcg(true);
    print_message("nDCG@10 %.3f with the glossary, %.3f without\n", with, without);
    CHECK(with >= 0.90);
    CHECK(with > without + 0.1);
}
