/* How the reader understood a cell: its unit, its basis, the row that decided it, its source.
 */
#include "world.h"

#include <math.h>

#include "model/trace.h"

static Trace *trace(World *w, const char *table, const char *key)
{
    const Files files = {.items = w->files, .n = w->n};
    const Address address = {.asked = key, .table = table, .key = key, .column = ""};
    Trace *out = NULL;
    w->status = trace_model(&files, "world", &address, w->diag, &w->model, &out);
    return out;
}

static int32_t column_of(const Trace *t, const char *name)
{
    for (int32_t i = 0; i < t->n_columns; i++)
        if (strcmp(t->names[i], name) == 0) return i;
    fail_msg("no column %s", name);
    return -1;
}

static const TraceCell *cell_of(const Trace *t, int32_t row, const char *name)
{
    return &t->rows[row].cells[column_of(t, name)];
}

/* 12 kt/year of oxide, counted in REO: 1000 t a month. Oxide is 1 t REO a tonne; separation
 * gives 0.95 t of oxide per unit of activity, so 1000 / 0.95 of activity. */
TEST(a_capacity_is_led_from_the_cell_to_the_engine)
{
    World w = world_open();
    Trace *t = trace(&w, "facilities", "baotou");
    CHECK_OK(w.status);
    const TraceCell *cell = cell_of(t, 0, "capacity");
    CHECK_TEXT(cell->written, "12");
    CHECK_TEXT(cell->unit, "kt/year");
    CHECK_TEXT(cell->inside, "t/month");
    CHECK_NEAR(cell->value, 1000, 1e-12);
    CHECK_NEAR(unit_convert(cell->factor, 12), 1000, 1e-12);
    CHECK_INT(t->rows[0].place.line, 3);
    CHECK_INT(cell->character, 35);
    CHECK_INT(t->rows[0].n_steps, 1);
    CHECK_NEAR(t->rows[0].steps[0].value, 1000 / 0.95, 1e-12);
    CHECK_NEAR(w.model->facilities[1].capacity, t->rows[0].steps[0].value, 1e-12);
    CHECK_TEXT(t->rows[0].source, "smm-2024");
    CHECK_TEXT(w.model->documents[t->rows[0].origin.document].title, "Rare earths in 2024");
    CHECK_INT(t->rows[0].origin.status, EVIDENCE_SEEN);
    trace_free(t);
    world_close(&w);
}

/* Ore has 0.06 t REO a tonne: 6 kt REO/year are 500 t REO, 8333.3 t of ore a month. */
TEST(a_basis_is_a_step_of_its_own)
{
    World w = world_open();
    world_put(&w, "tables/facilities.csv",
              "id,region,process,capacity [kt/year],of,basis,source,status\n"
              "pit,china,mining,6,ore,REO,smm-2024,seen\n");
    world_drop(&w, "tables/plans.csv");
    world_drop(&w, "tables/obs_output.csv");
    world_put(&w, "tables/costs.csv",
              "process,cost [USD/t],source,status\n"
              "mining,20,assumption,estimate\n");
    Trace *t = trace(&w, "facilities", "pit");
    CHECK_OK(w.status);
    CHECK_NEAR(cell_of(t, 0, "capacity")->value, 500, 1e-12);
    CHECK_INT(t->rows[0].n_steps, 2);
    CHECK_NEAR(t->rows[0].steps[0].value, 500 / 0.06, 1e-12);
    CHECK_NEAR(t->rows[0].steps[1].value, 500 / 0.06, 1e-12);
    trace_free(t);
    world_close(&w);
}

/* 400 CNY/kg at 0.14 USD: 56,000 USD a tonne. */
TEST(foreign_money_is_named)
{
    World w = world_open();
    Trace *t = trace(&w, "obs_prices", "china/oxide");
    char name[8];
    double worth;
    CHECK_OK(w.status);
    CHECK_NEAR(cell_of(t, 0, "price")->value, 56000, 1e-9);
    CHECK(trace_money(w.model, cell_of(t, 0, "price")->unit, name, sizeof name, &worth));
    CHECK_TEXT(name, "CNY");
    CHECK_NEAR(worth, 0.14, 1e-12);
    CHECK(!trace_money(w.model, "kt/year", name, sizeof name, &worth));
    trace_free(t);
    world_close(&w);
}

/* Oxide from China to Japan: line 3 gives freight and habit, line 2 would give 200. */
TEST(the_most_specific_row_decides_a_route)
{
    World w = world_open();
    Trace *t = trace(&w, "routes", "oxide/china/japan");
    CHECK_OK(w.status);
    CHECK(t->thing);
    CHECK_INT(t->n_rows, 2);
    const int32_t freight = trace_decides(t, column_of(t, "freight"));
    CHECK_INT(t->rows[freight].place.line, 3);
    CHECK_NEAR(t->rows[freight].cells[column_of(t, "freight")].value, 150, 1e-12);
    CHECK_INT(trace_decides(t, column_of(t, "duty")), -1);
    CHECK_TEXT(t->defaults[column_of(t, "half_life")], "6 month");
    trace_free(t);
    world_close(&w);
}

/* Stocks of oxide in Japan: cover from line 3, the holding cost from line 2. */
TEST(a_blank_cell_is_left_to_a_wider_row)
{
    World w = world_open();
    Trace *t = trace(&w, "stocks", "japan/oxide");
    CHECK_OK(w.status);
    CHECK_INT(t->rows[trace_decides(t, column_of(t, "cover"))].place.line, 3);
    CHECK_INT(t->rows[trace_decides(t, column_of(t, "holding"))].place.line, 2);
    trace_free(t);
    world_close(&w);
}

/* Rows of the reference to any id: obs_output names baotou. */
TEST(rows_that_name_the_same_thing_are_listed)
{
    World w = world_open();
    Trace *t = trace(&w, "facilities", "baotou");
    CHECK_OK(w.status);
    CHECK_INT(t->n_related, 1);
    CHECK_TEXT(t->related[0].address, "obs_output[china/oxide/baotou/2024-06/smm-2024]");
    trace_free(t);
    world_close(&w);
}

TEST(an_unknown_key_is_told_with_a_suggestion)
{
    World w = world_open();
    Trace *t = trace(&w, "routes", "oxide/china/japn");
    CHECK_INT(w.status, LODE_USAGE);
    CHECK(t == NULL);
    CHECK(strstr(world_said(&w, 0), "did you mean 'japan'?") != NULL);
    world_close(&w);
}

/* Every facility's cost in the reference model is decided by the row the reader took. */
TEST(a_cost_is_decided_as_the_reader_decides)
{
    World w = world_empty();
    Model *model;
    char path[512];
    snprintf(path, sizeof path, "%s/../models/ree-magnets", test_folder());
    world_lay(&w, path);
    const Files files = {.items = w.files, .n = w.n};
    CHECK_OK(model_read_files(&files, path, w.diag, &model));
    for (int32_t k = 0; k < model->n_facilities; k += 12) {
        World one = w;
        one.model = NULL;
        Trace *t = trace(&one, "costs", model->facilities[k].id);
        CHECK_OK(one.status);
        const TraceRow *row = &t->rows[trace_decides(t, column_of(t, "cost"))];
        CHECK_INT(row->place.line, model->facilities[k].cost_origin.place.line);
        trace_free(t);
        model_free(one.model);
    }
    model_free(model);
    world_close(&w);
}

/* A row of each table there is: nothing of it is lost, and a sourced one leads to its source.
 */
TEST(every_table_of_the_reference_model_is_traced)
{
    World w = world_empty();
    char path[512];
    snprintf(path, sizeof path, "%s/../models/ree-magnets", test_folder());
    world_lay(&w, path);
    for (int32_t i = 0; i < w.n; i++) {
        char name[64];
        const char *stem = strrchr(w.files[i].name, '/');
        const size_t n = stem ? strcspn(stem + 1, ".") : 0;
        CsvTable csv;
        snprintf(name, sizeof name, "%.*s", (int)n, stem ? stem + 1 : "");
        if (!n || address_table(name) < 0) continue;
        CHECK_OK(
            csv_read(w.files[i].name, w.files[i].bytes, w.files[i].n, w.arena, w.diag, &csv));
        char key[32];
        snprintf(key, sizeof key, ":%d", (int)csv.rows[csv.n_rows - 1].line);
        World one = w;
        one.model = NULL;
        Trace *t = trace(&one, name, key);
        CHECK_OK(one.status);
        CHECK_INT(t->n_rows, 1);
        for (int32_t c = 0; c < t->n_columns; c++)
            for (int32_t h = 0; h < csv.n_columns; h++)
                if (strcmp(csv.heads[h].name, t->names[c]) == 0)
                    CHECK_TEXT(t->rows[0].cells[c].written, csv_cell(&csv, csv.n_rows - 1, h));
        if (t->rows[0].sourced) CHECK(t->rows[0].source[0] != '\0');
        trace_free(t);
        model_free(one.model);
    }
    world_close(&w);
}
