/* Cells that scenarios change: broken uses with their messages, and which of two counts. The
 * numbers are in tests/cases/changed-cells. */
#include <stdio.h>
#include <string.h>

#include "kinds/plan.h"
#include "model/overlay.h"
#include "model/read.h"
#include "support/test.h"

typedef struct World {
    Diag *diag;
    Model *model;
    Plan *plan;
    Status status; /* of binding */
} World;

static World bind_in(const char *folder, const char *const *scenarios, int n)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", test_folder(), folder);
    World w = {.diag = diag_new()};
    CHECK_OK(model_read(path, w.diag, &w.model));
    w.status = plan_new(w.model, scenarios, n, w.diag, &w.plan);
    return w;
}

static World bind(const char *const *scenarios, int n)
{
    return bind_in("unit/kinds/data/broken", scenarios, n);
}

static void world_close(World *w)
{
    plan_free(w->plan);
    model_free(w->model);
    diag_free(w->diag);
}

static void said(const World *w, const char *expected)
{
    char text[1024];
    bool found = false;
    for (int32_t i = 0; i < diag_count(w->diag) && !found; i++) {
        diag_format(diag_message(w->diag, i), text, sizeof text);
        found = strcmp(text, expected) == 0;
    }
    if (found) return;
    for (int32_t i = 0; i < diag_count(w->diag); i++) {
        diag_format(diag_message(w->diag, i), text, sizeof text);
        print_error("%s\n", text);
    }
    fail_msg("nobody said: %s", expected);
}

static void said_in(const World *w, const char *scenario, const char *message)
{
    char text[1024];
    snprintf(text, sizeof text, "scenarios/%s.yaml:%s", scenario, message);
    said(w, text);
}

static double pit_capacity(const World *w)
{
    return w->plan->model->facilities[model_find_facility(w->plan->model, "pit")].capacity;
}

TEST(every_mistake_is_told_at_its_place_in_the_scenario)
{
    static const char *const id[] = {"change-wrong"};
    World w = bind(id, 1);
    CHECK_INT(w.status, LODE_BAD_INPUT);
    CHECK(w.plan == NULL);
    static const char *const messages[] = {
        "2:3: facilites[pit].capacity: the model has no table 'facilites'; did you mean "
        "'facilities'?",
        "3:3: facilities[pot].capacity: the table has no row 'pot'; did you mean 'pit'?",
        "4:3: facilities[pit].capacty: the table has no column 'capacty'; did you mean "
        "'capacity'?",
        "5:3: facilities[pit].capacity: '10' needs its unit, as in '10 t/month'",
        "6:3: costs[pit].cost: 't' does not measure what is wanted here: USD/t; the table has "
        "this column in 'USD/t'",
        "7:3: costs[pit].slope: '*steep' is no multiple of what the cell holds, '0.1'",
        "9:3: facilities[pit].id: this cell says which row it is, and cannot be changed",
        "12:3: facilities[region=north].ramp: several rows are meant, in lines 2 and 3; say "
        "more of the key, or the line as in facilities[:2]",
        "13:3: routes[ore/north/south].note: the table has no column 'note'",
        "14:3: facilities[pit]: say which cell: TABLE[KEY].COLUMN",
        "15:3: facilities: write TABLE[KEY].COLUMN, such as facilities[the-mine].capacity, or "
        "with points instead of brackets",
    };
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
        said_in(&w, "change-wrong", messages[i]);
    world_close(&w);
}

TEST(a_value_is_checked_as_the_tables_own_would_be)
{
    static const char *const id[] = {"change-negative"};
    World w = bind(id, 1);
    CHECK_INT(w.status, LODE_BAD_INPUT);
    said_in(&w, "change-negative",
            "3:3: facilities[annex].capacity: '-5' is too small: it must be at least 0");
    said_in(&w, "change-negative",
            "4:3: facilities[annex].start: 'soon' is no month; write 2025-04, 2026-Q3 or 2030");
    said_in(&w, "change-negative",
            "5:3: facilities[pit].region: 'nroth' is no region of this model; did you mean "
            "'north'?");
    world_close(&w);
}

TEST(two_values_for_one_cell_are_an_error)
{
    static const char *const ids[] = {"change-less", "change-more"};
    World w = bind(ids, 2);
    CHECK_INT(w.status, LODE_BAD_INPUT);
    said(&w,
         "scenarios/change-more.yaml:2:3: facilities[id=pit].capacity: "
         "scenarios/change-less.yaml:2 changes this cell, too, to '800 t/month' where '1200 "
         "t/month' stands here; say {value: ..., wins: yes} on the one that counts");
    world_close(&w);
}

TEST(the_one_that_wins_settles_it_for_all)
{
    static const char *const ids[] = {"change-less", "change-most", "change-more"};
    World w = bind(ids, 3);
    CHECK_OK(w.status);
    CHECK_INT(w.plan->changes.n, 1);
    CHECK_TEXT(w.plan->changes.items[0].cell, "facilities[pit].capacity");
    CHECK_TEXT(w.plan->changes.items[0].from, "1000");
    CHECK_TEXT(w.plan->changes.items[0].to, "1250");
    CHECK_TEXT(w.plan->changes.items[0].unit, "t/month");
    CHECK_TEXT(w.plan->changes.items[0].said->scenario, "change-most");
    CHECK_NEAR(pit_capacity(&w), 1250, 0);
    world_close(&w);
}

/* A strike and a flood take a tenth each: is that a tenth in all, or 19 %? Nobody said. */
TEST(two_multiples_of_one_cell_are_an_error_though_they_look_alike)
{
    static const char *const ids[] = {"change-ten-less", "change-tenth-off"};
    World w = bind(ids, 2);
    CHECK_INT(w.status, LODE_BAD_INPUT);
    world_close(&w);
}

TEST(the_model_itself_stays_as_it_was)
{
    static const char *const ids[] = {"change-ten-less"};
    World w = bind(ids, 1);
    CHECK_OK(w.status);
    CHECK_NEAR(pit_capacity(&w), 900, 0);
    CHECK_NEAR(w.model->facilities[model_find_facility(w.model, "pit")].capacity, 1000, 0);
    world_close(&w);
}

/* A page may follow an earlier run only as long as both are the same; a changed cell holds from
 * the start. */
TEST(a_changed_cell_parts_two_runs_from_the_start)
{
    static const char *const none[] = {"vary-good"}, *const less[] = {"change-ten-less"};
    World a = bind(none, 0), b = bind(less, 1), c = bind(less, 1);
    CHECK_INT(plan_first_difference(a.plan, b.plan, 0), MONTH_NONE);
    CHECK_INT(plan_first_difference(b.plan, c.plan, 0), MONTH_NEVER);
    world_close(&a);
    world_close(&b);
    world_close(&c);
}

TEST(what_the_command_line_sets_stays)
{
    char path[512];
    snprintf(path, sizeof path, "%s/unit/kinds/data/broken", test_folder());
    static const char *const ids[] = {"change-less"};
    Files files;
    World w = {.diag = diag_new()};
    Arena *arena = arena_new(0);
    CHECK_OK(files_read(path, arena, w.diag, &files));
    CHECK_OK(overlay_set("facilities[pit].capacity=700", &files, arena, w.diag));
    CHECK_OK(model_read_files(&files, path, w.diag, &w.model));
    arena_free(arena);
    CHECK_OK(plan_new(w.model, ids, 1, w.diag, &w.plan));
    CHECK_INT(w.plan->changes.n, 0);
    CHECK_NEAR(pit_capacity(&w), 700, 0);
    said(&w, "scenarios/change-less.yaml:2:3: warning: facilities[pit].capacity: the command "
             "line sets this cell, so the scenario's value is not used");
    world_close(&w);
}

/* A flow that the calibration found stands for the habit, and its price for the reference. */
TEST(a_cell_that_the_calibration_replaces_cannot_be_changed)
{
    static const char *const ids[] = {"habit"};
    World w = bind_in("unit/kinds/data/fitted", ids, 1);
    CHECK_INT(w.status, LODE_BAD_INPUT);
    said(&w, "scenarios/habit.yaml:2:3: routes[ore/mine/port].habit: the calibration's own "
             "number stands for this cell, so a change would do nothing; change the freight, "
             "duty or quantity instead");
    said(&w, "scenarios/habit.yaml:3:3: fit_facilities[the-mine].wedge: the calibration writes "
             "this table; change the cost, duty or quantity that it is about");
    world_close(&w);
}
