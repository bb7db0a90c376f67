/* What the public API says in words, and keeps in files. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"

static bool says(const lode_words *words, const char *about, const char *text)
{
    for (int32_t i = 0; i < lode_words_count(words); i++)
        if (strcmp(lode_words_at(words, i)->about, about) == 0 &&
            strstr(lode_words_at(words, i)->text, text))
            return true;
    return false;
}

/* The tariff raises the mill's price from 767.5 to 777.5, by 1.3 %. */
TEST(two_runs_are_compared_in_words)
{
    lode_model *model = two_hops();
    lode_run *before = run_of(model, NULL), *after = run_of(model, "tariff");
    lode_words *words;
    CHECK_INT(lode_run_compare(before, after, &words), LODE_OK);
    CHECK(says(words, "price", "1.3 %"));
    CHECK(isnan(lode_words_at(words, 0)->amount));
    lode_words_free(words);
    CHECK_INT(lode_run_compare(before, before, &words), LODE_OK);
    CHECK_INT(lode_words_count(words), 0);
    lode_words_free(words);
    lode_run_free(after);
    lode_run_free(before);
    lode_model_free(model);
}

/* 767.5 at the mill: what the mine asks, and freights of 10 and 25. */
TEST(a_price_is_the_sum_of_its_parts)
{
    lode_model *model = two_hops();
    lode_run *run = run_of(model, NULL);
    lode_words *words;
    CHECK_INT(lode_run_why(run, "mill", "ore", "2025-06", &words), LODE_OK);
    double sum = 0, freight = 0;
    for (int32_t i = 0; i < lode_words_count(words); i++) {
        const lode_line *line = lode_words_at(words, i);
        if (strcmp(line->about, "part") != 0) continue;
        CHECK_TEXT(line->unit, "USD/t");
        sum += line->amount;
        if (strcmp(line->text, "freight") == 0) freight += line->amount;
    }
    CHECK_NEAR(sum, 767.5, 1e-6);
    CHECK_NEAR(freight, 35, 1e-9);
    lode_words_free(words);
    CHECK_INT(lode_run_why(run, "mil", "ore", "2025-06", &words), LODE_USAGE);
    CHECK(strstr(lode_messages_text(lode_words_messages(words)), "did you mean 'mill'?") !=
          NULL);
    CHECK_INT(lode_words_count(words), 0);
    lode_words_free(words);
    CHECK_INT(lode_run_why(run, "mill", "ore", "2031-06", &words), LODE_USAGE);
    lode_words_free(words);
    CHECK_INT(lode_run_why(run, NULL, NULL, NULL, &words), LODE_USAGE);
    lode_words_free(words);
    lode_run_free(run);
    lode_model_free(model);
}

TEST(a_run_comes_back_from_a_file_bit_for_bit)
{
    char folder[] = "/tmp/lode-api-XXXXXX", path[64], table[64];
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/runs.sqlite", folder);
    snprintf(table, sizeof table, "%s/iamc.csv", folder);
    lode_model *model = two_hops();
    lode_run *written = run_of(model, "tariff"), *read = NULL;
    CHECK_INT(lode_run_write(written, path, NULL), LODE_OK);
    lode_results *results;
    CHECK_INT(lode_results_open(path, &results), LODE_OK);
    CHECK_INT(lode_results_count(results), 1);
    CHECK_TEXT(lode_results_name(results, 0), "tariff");
    CHECK_INT(lode_results_run(results, "tariff", &read), LODE_OK);
    CHECK(price_at(read, "mill") == price_at(written, "mill"));
    CHECK_INT(lode_run_headline_count(read), lode_run_headline_count(written));
    lode_run_free(read);
    CHECK_INT(lode_results_run(results, "tarif", &read), LODE_NEGATIVE);
    CHECK(*lode_messages_text(lode_run_messages(read)) != '\0');
    lode_run_free(read);
    CHECK_INT(lode_results_export(results, NULL, "iamc", table), LODE_OK);
    CHECK_INT(access(table, R_OK), 0);
    CHECK_INT(lode_results_export(results, NULL, "gdx", table), LODE_USAGE);
    CHECK(strstr(lode_messages_text(lode_results_messages(results)), "gdx") != NULL);
    lode_results_free(results);
    lode_words *words;
    CHECK_INT(lode_run_write(written, "/nowhere/runs.sqlite", &words), LODE_IO);
    CHECK(strstr(lode_messages_text(lode_words_messages(words)), "/nowhere") != NULL);
    lode_words_free(words);
    CHECK_INT(lode_results_open("/nowhere/runs.sqlite", &results), LODE_IO);
    lode_results_free(results);
    lode_run_free(written);
    lode_model_free(model);
    unlink(path), unlink(table), rmdir(folder);
}
