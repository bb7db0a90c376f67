/* embed.c - Lodestone inside another program: load a model, run a scenario, read a price.
 *     cc embed.c $(pkg-config --cflags --libs lodestone) -o embed
 *     ./embed models/ree-magnets india-japan-halt japan ndpr-oxide
 * Prints the baseline's price beside the scenario's, year by year, and what has changed. */
#include <stdio.h>

#include <lode/lode.h>

enum { SENTENCES = 3 };

/* The price of a commodity in a region by year; NULL after a message. */
static lode_answer *prices(const lode_run *run, const char *region, const char *commodity)
{
    const lode_query query = {.size = sizeof query,
                              .metric = "price",
                              .region = region,
                              .commodity = commodity,
                              .period = LODE_BY_YEAR};
    lode_answer *answer = NULL;
    if (lode_run_query(run, &query, &answer) == LODE_OK) return answer;
    fprintf(stderr, "%s\n", lode_messages_text(lode_answer_messages(answer)));
    lode_answer_free(answer);
    return NULL;
}

static void print_prices(const lode_answer *before, const lode_answer *after)
{
    const double *a = lode_answer_values(before), *b = lode_answer_values(after);
    printf("year  before   after  %s\n", lode_answer_unit(before, 0));
    for (int32_t p = 0; p < lode_answer_periods(before); p++)
        printf("%d %7.0f %7.0f\n", 1970 + (int)(lode_answer_months(before)[p] / 12), a[p],
               b[p]);
}

static void print_words(const lode_run *before, const lode_run *after)
{
    lode_words *words = NULL;
    if (lode_run_compare(before, after, &words) == LODE_OK)
        for (int32_t i = 0; i < lode_words_count(words) && i < SENTENCES; i++)
            printf("%s\n", lode_words_at(words, i)->text);
    lode_words_free(words);
}

static int show(const lode_model *model, char **argv)
{
    const char *scenario = argv[2];
    const lode_run_options options = {
        .size = sizeof options, .scenarios = &scenario, .n_scenarios = 1};
    lode_run *before = NULL, *after = NULL;
    lode_answer *a = NULL, *b = NULL;
    int status = lode_model_run(model, NULL, &before);
    if (!status) status = lode_model_run(model, &options, &after);
    if (status) fprintf(stderr, "%s\n", lode_messages_text(lode_run_messages(after)));
    if (!status) a = prices(before, argv[3], argv[4]);
    if (a) b = prices(after, argv[3], argv[4]);
    if (b) {
        print_prices(a, b);
        print_words(before, after);
    }
    lode_answer_free(b);
    lode_answer_free(a);
    lode_run_free(after);
    lode_run_free(before);
    return status || !b;
}

int main(int argc, char **argv)
{
    lode_model *model = NULL;
    if (argc != 5) {
        fprintf(stderr, "usage: %s MODEL SCENARIO REGION COMMODITY\n", argv[0]);
        return 2;
    }
    int failed = lode_model_load(argv[1], &model) != LODE_OK;
    if (failed)
        fprintf(stderr, "%s\n", lode_messages_text(lode_model_messages(model)));
    else
        failed = show(model, argv);
    lode_model_free(model);
    return failed;
}
