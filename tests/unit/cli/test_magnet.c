/* `lode magnet`: what a purchaser asks, and what it refuses. */
#include "support/test.h"

#include <jansson.h>
#include <math.h>

#include "unit/cli/program.h"

static json_t *magnet_json(const Desk *desk, const char *arguments)
{
    Said said = lode(desk, arguments);
    json_error_t error;
    CHECK_INT(said.code, 0);
    json_t *value = json_loads(said.out, 0, &error);
    if (!value) fail_msg("line %d: %s\n%s", error.line, error.text, said.out);
    said_free(&said);
    return value;
}

TEST(every_catalogue_grade_up_to_eh_is_recovered)
{
    const Desk desk = desk_open();
    json_t *value = magnet_json(&desk, "magnet grades --json");
    const json_t *grades = json_object_get(value, "grades");
    size_t i;
    const json_t *grade;
    CHECK(json_array_size(grades) > 50);
    json_array_foreach(grades, i, grade)
    {
        const json_t *design = json_object_get(grade, "design");
        const char *id = json_string_value(json_object_get(grade, "grade"));
        const double br = json_number_value(json_object_get(grade, "br_t"));
        const double hcj = json_number_value(json_object_get(grade, "hcj_koe"));
        if (strcmp(json_string_value(json_object_get(grade, "family")), "AH") == 0) continue;
        if (!json_is_true(json_object_get(grade, "recovered"))) fail_msg("%s", id);
        CHECK(fabs(json_number_value(json_object_get(design, "br_t")) - br) < 0.03 + 1e-9);
        CHECK(fabs(json_number_value(json_object_get(design, "hcj_koe")) / hcj - 1) <
              0.1 + 1e-9);
    }
    json_decref(value);
    desk_close(&desk);
}

/* Mean dysprosium of the three cheapest recipes. */
static double dysprosium(const Desk *desk, const char *price)
{
    char arguments[128];
    double sum = 0;
    snprintf(arguments, sizeof arguments,
             "magnet design --family UH --temp 150 --price %s --json", price);
    json_t *value = magnet_json(desk, arguments);
    for (size_t i = 0; i < 3; i++) {
        const json_t *design = json_array_get(json_object_get(value, "designs"), i);
        sum +=
            json_number_value(json_object_get(json_object_get(design, "use_kg_per_kg"), "dy"));
    }
    json_decref(value);
    return sum / 3;
}

TEST(the_dearer_dysprosium_is_the_less_of_it_cheap_recipes_use)
{
    const Desk desk = desk_open();
    const double once = dysprosium(&desk, "dy=x1"), twice = dysprosium(&desk, "dy=x2"),
                 four = dysprosium(&desk, "dy=x4");
    CHECK(once > 0 && twice <= once && four <= twice && four < once);
    desk_close(&desk);
}

TEST(curves_become_a_picture_that_is_whole_or_not_there)
{
    const Desk desk = desk_open();
    char path[96];
    check_lode(&desk, "magnet curves --family UH -o uh.svg", 0, "", "written to uh.svg");
    snprintf(path, sizeof path, "%s/uh.svg", desk.folder);
    char *text = file_text(path);
    check_says(text, "</svg>");
    check_says(text, "200 \u00b0C");
    free(text);
    check_lode(&desk, "magnet curves --family UH -o nowhere/uh.svg", 5, "", "cannot write");
    desk_close(&desk);
}

TEST(bad_wishes_get_a_sentence_and_no_number)
{
    const Desk desk = desk_open();
    check_lode(&desk, "magnet curves --temp 400", 3, "", "above the Curie point");
    check_lode(&desk, "magnet design --family UH --thickness -1", 3, "", "is no thickness");
    check_lode(&desk, "magnet design --family ZH", 2, "", "no family 'ZH'");
    check_lode(&desk, "magnet design --hcj many", 2, "", "--hcj is a number");
    check_lode(&desk, "magnet design", 2, "", "what shall it reach?");
    check_lode(&desk, "magnet design --hcj 25 --price dy", 2, "", "--price is ELEMENT=");
    check_lode(&desk, "magnet design --hcj 25 --price xx=3", 2, "", "no element 'xx'");
    check_lode(&desk, "magnet curves --recipe none", 2, "", "no recipe 'none'");
    check_lode(&desk, "magnet desing --hcj 25", 2, "", "did you mean 'design'?");
    desk_close(&desk);
}

/* 31,557,600 s a year / 90 s x 0.85 x 4 lines = 1,192,176 pieces of 50 g: 59.6088 t. 30 t on
 * hand are 30 / 4.9674 months; with 66 t a year the book grows by 66 - 59.6088 t. */
TEST(lines_give_pieces_tonnes_and_the_wait)
{
    const Desk desk = desk_open();
    json_t *value = magnet_json(&desk, "magnet line --takt 90 --mass 50 --uptime 85 --lines 4 "
                                       "--book 30 --orders 66 --json");
    const json_t *book = json_array_get(json_object_get(value, "order_book"), 0);
    const json_t *later = json_array_get(json_object_get(value, "order_book"), 1);
    CHECK_NEAR(json_number_value(json_object_get(value, "pieces_per_year")), 1192176, 1e-6);
    CHECK_NEAR(json_number_value(json_object_get(value, "t_per_year")), 59.6088, 1e-9);
    CHECK_NEAR(json_number_value(json_object_get(book, "backlog_months")), 30 / 4.9674, 1e-9);
    CHECK_NEAR(json_number_value(json_object_get(later, "book_t")), 36.3912, 1e-9);
    json_decref(value);
    check_lode(&desk, "magnet line --takt 0 --mass 50", 2, "", "--takt is above 0");
    check_lode(&desk, "magnet line --takt 90", 2, "", "a line needs --takt");
    desk_close(&desk);
}

/* Dysprosium per tonne of what processes of the reference model made in 2024. */
static double used(const Desk *desk, const char *run, const char *process)
{
    char arguments[256];
    double value = NAN;
    snprintf(arguments, sizeof arguments,
             "show runs.sqlite intake_per_output -c dy-metal --process %s --run %s --year 2024 "
             "--csv",
             process, run);
    Said said = lode(desk, arguments);
    const char *row = strstr(said.out, "\n2024,");
    CHECK_INT(said.code, 0);
    CHECK(row && sscanf(row, "\n2024,%lf", &value) == 1);
    said_free(&said);
    return value;
}

/* A cost of 1.2 million USD a tonne makes dysprosium metal about four times as dear in China.
 * Of UH, the alloyed recipe takes most, 0.029 / 0.6596 (recipes.csv). */
TEST(the_chain_uses_less_dysprosium_where_it_is_dear)
{
    static const char uh[] = "mag-uh-alloy,mag-uh-gbd,mag-uh-hot";
    static const char all[] = "mag-h,mag-h-fine,mag-uh-alloy,mag-uh-gbd,mag-uh-hot,"
                              "mag-eh-alloy,mag-eh-gbd";
    const Desk desk = desk_open();
    char model[600], arguments[900];
    snprintf(model, sizeof model, "'%s/../models/ree-magnets'", test_folder());
    snprintf(arguments, sizeof arguments, "run %s --end 2024-12 --name x1 -o runs.sqlite",
             model);
    check_lode(&desk, arguments, 0, "", "");
    snprintf(arguments, sizeof arguments,
             "run %s --end 2024-12 --name x4 -o runs.sqlite "
             "--set 'costs[/metal-dy/china/].cost=1200000' "
             "--set 'costs[/metal-dy/japan/].cost=1200000'",
             model);
    check_lode(&desk, arguments, 0, "", "");
    CHECK(used(&desk, "x1", uh) < 0.029 / 0.6596);
    CHECK(used(&desk, "x4", uh) < 0.9 * used(&desk, "x1", uh));
    CHECK(used(&desk, "x4", all) < 0.9 * used(&desk, "x1", all));
    CHECK_NEAR(used(&desk, "x4", "mag-uh-alloy"), 0.029 / 0.6596, 1e-6);
    desk_close(&desk);
}
