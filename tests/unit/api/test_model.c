/* Models through the public API: what they hold, and what is wrong with them. */
#include <stdbool.h>
#include <string.h>

#include "fixture.h"
#include "model/model.h"

TEST(a_model_lists_what_it_holds)
{
    lode_model *model = two_hops();
    CHECK_TEXT(lode_model_about(model, "name"), "two-hops");
    CHECK_TEXT(lode_model_about(model, "start"), "2025-01");
    CHECK_TEXT(lode_model_about(model, "end"), "2025-12");
    CHECK(lode_model_about(model, "colour") == NULL);
    CHECK_INT(lode_model_count(model, LODE_REGIONS), 3);
    CHECK_INT(lode_model_count(model, LODE_COMMODITIES), 1);
    CHECK_TEXT(lode_model_text(model, LODE_COMMODITIES, 0, "unit"), "t");
    CHECK_TEXT(lode_model_text(model, LODE_FACILITIES, 0, "region"), "mine");
    CHECK_TEXT(lode_model_text(model, LODE_FACILITIES, 0, "process"), "mining");
    CHECK_TEXT(lode_model_text(model, LODE_FACILITIES, 0, "owner"), "");
    CHECK_INT(lode_model_count(model, LODE_SCENARIOS), 2);
    CHECK_TEXT(lode_model_text(model, LODE_SCENARIOS, 1, "id"), "tariff");
    CHECK(lode_model_text(model, LODE_REGIONS, 3, "id") == NULL);
    CHECK(lode_model_text(model, LODE_REGIONS, 0, "owner") == NULL);
    CHECK_INT(lode_model_count(model, 99), 0);
    CHECK_TEXT(lode_messages_text(lode_model_messages(model)), "");
    lode_model_free(model);
}

TEST(a_scenario_says_what_it_lets_vary)
{
    char folder[512];
    lode_model *model;
    CHECK_INT(lode_model_load(model_folder("ree-magnets", folder, sizeof folder), &model),
              LODE_OK);
    for (int32_t s = 0; s < lode_model_count(model, LODE_SCENARIOS); s++)
        for (int32_t i = 0; i < lode_model_vary_count(model, s); i++) {
            const lode_vary *vary = lode_model_vary(model, s, i);
            CHECK(vary->low <= vary->usual && vary->usual <= vary->high);
            CHECK(*vary->id != '\0');
        }
    CHECK(lode_model_vary(model, 0, 99) == NULL);
    CHECK_INT(lode_model_vary_count(model, -1), 0);
    lode_model_free(model);
}

/* Six mistakes and more, of several files: all that model_read tells is passed on. */
TEST(a_bad_model_tells_all_its_mistakes)
{
    char path[512], line[512];
    lode_model *model = NULL;
    Model *unused;
    Diag *diag = diag_new();
    snprintf(path, sizeof path, "%s/bad/all-at-once", test_folder());
    CHECK_INT(model_read(path, diag, &unused), LODE_BAD_INPUT);
    CHECK_INT(lode_model_load(path, &model), LODE_BAD_INPUT);
    CHECK(model != NULL);
    const lode_messages *messages = lode_model_messages(model);
    const char *text = lode_messages_text(messages);
    const int32_t n = diag_count(diag);
    CHECK(n > 6);
    CHECK_INT(lode_messages_count(messages), n);
    for (int32_t i = 0; i < n; i++) {
        diag_format(diag_message(diag, i), line, sizeof line);
        CHECK(strstr(text, line) != NULL);
        CHECK_TEXT(lode_messages_at(messages, i)->text, diag_message(diag, i)->text);
    }
    diag_free(diag);
    const lode_message *first = lode_messages_at(messages, 0);
    CHECK(first->line > 0 && *first->file && *first->text);
    CHECK(lode_messages_at(messages, n) == NULL);
    lode_run *run = NULL; /* nothing can be done with it, and it says why */
    CHECK_INT(lode_model_run(model, NULL, &run), LODE_BAD_INPUT);
    CHECK(strstr(lode_messages_text(lode_run_messages(run)), "model.yaml:5:6") != NULL);
    lode_run_free(run);
    CHECK_INT(lode_model_count(model, LODE_REGIONS), 0);
    lode_model_free(model);
}

TEST(a_folder_that_is_not_there_is_an_error_of_reading)
{
    lode_model *model = NULL;
    CHECK_INT(lode_model_load("/nowhere/at/all", &model), LODE_IO);
    CHECK(strstr(lode_messages_text(lode_model_messages(model)), "/nowhere/at/all") != NULL);
    lode_model_free(model);
}

TEST(nothing_is_freed_and_asked_without_harm)
{
    lode_model_free(NULL);
    lode_run_free(NULL);
    lode_answer_free(NULL);
    lode_words_free(NULL);
    lode_results_free(NULL);
    CHECK_INT(lode_model_count(NULL, LODE_REGIONS), 0);
    CHECK_INT(lode_run_headline_count(NULL), 0);
    CHECK(lode_run_quality(NULL) == NULL);
    CHECK_TEXT(lode_messages_text(NULL), "out of memory");
}

TEST(the_library_describes_itself)
{
    CHECK(lode_api_version() >= 1);
    CHECK(strchr(lode_version(), '.') != NULL);
    CHECK_TEXT(lode_status_text(LODE_NO_MEMORY), "out of memory");
    bool price = false;
    for (int32_t i = 0; i < lode_metric_count(); i++)
        price = price || strcmp(lode_metric_text(i, "id"), "price") == 0;
    CHECK(price);
    CHECK(lode_metric_text(0, "colour") == NULL && lode_metric_text(-1, "id") == NULL);
}
