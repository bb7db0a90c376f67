/* A cell of a model folder by name, found, and replaced in memory. */
#include "world.h"

#include "model/overlay.h"

static Files files_of(const World *w)
{
    return (Files){.items = w->files, .n = w->n};
}

/* The line of the one row that the address means; 0 when there is none, or several. */
static int line_of(World *w, const char *text)
{
    Address address;
    AddressRows found;
    const Files files = files_of(w);
    if (address_parse(text, w->arena, w->diag, &address)) return 0;
    if (address_find(&files, &address, w->arena, w->diag, &found)) return 0;
    return found.n == 1 ? found.csv.rows[found.rows[0]].line : 0;
}

static void check_refused(const char *text, const char *message)
{
    World w = world_open();
    CHECK_INT(line_of(&w, text), 0);
    if (!strstr(world_said(&w, 0), message))
        fail_msg("%s says '%s', not '%s'", text, world_said(&w, 0), message);
    world_close(&w);
}

TEST(a_row_is_named_by_its_id_its_key_its_cells_or_its_line)
{
    World w = world_open();
    CHECK_INT(line_of(&w, "facilities[nagoya].capacity"), 5);
    CHECK_INT(line_of(&w, "facilities.nagoya.capacity"), 5);
    CHECK_INT(line_of(&w, "facilities[:5].capacity"), 5);
    CHECK_INT(line_of(&w, "facilities[nagoya]"), 5);
    CHECK_INT(line_of(&w, "routes[oxide/china/japan].freight"), 3);
    CHECK_INT(line_of(&w, "routes[oxide/*].freight"), 2);
    CHECK_INT(line_of(&w, "costs[process=sintering/region=asia].cost"), 5);
    CHECK_INT(line_of(&w, "drivers[vehicles//2026-01].value"), 3);
    CHECK_INT(line_of(&w, "documents[bank-2024]"), 3);
    world_close(&w);
}

/* costs.csv has no column `facility`, so its key here is process, region, of. */
TEST(key_columns_that_the_file_has_not_are_left_out)
{
    World w = world_open();
    CHECK_INT(line_of(&w, "costs[separation/china].cost"), 3);
    world_close(&w);
}

TEST(what_is_misspelt_is_suggested)
{
    check_refused("facilites[nagoya].capacity", "did you mean 'facilities'?");
    check_refused("facilities[nagoja].capacity", "did you mean 'nagoya'?");
    check_refused("facilities[nagoya].capcity", "did you mean 'capacity'?");
    check_refused("routes[oxide/chin/japan].freight", "no row with from 'chin'");
    check_refused("routes[oxide/china/japan/x].freight", "more parts than the table's");
    check_refused("facilities[:99].capacity", "no row in line '99'");
    check_refused("facilities", "write TABLE[KEY].COLUMN");
    check_refused("facilities[nagoya.capacity", "write TABLE[KEY].COLUMN");
}

/* 6 kt/year is 500 t a month, 9 kt/year 750, and one and a half times 6 is 9. */
TEST(a_cell_is_set_in_its_own_unit)
{
    static const char *const assignments[] = {"facilities[nagoya].capacity=9",
                                              "facilities.nagoya.capacity=9",
                                              "facilities[nagoya].capacity=*1.5"};
    for (size_t i = 0; i < 3; i++) {
        World w = world_open();
        Files files = files_of(&w);
        CHECK_OK(overlay_set(assignments[i], &files, w.arena, w.diag));
        CHECK_OK(model_read_files(&files, "world", w.diag, &w.model));
        CHECK_NEAR(w.model->facilities[model_find_facility(w.model, "nagoya")].capacity, 750,
                   1e-12);
        world_close(&w);
    }
}

/* The share of 90 % becomes 81 %, and the file's other cells stay as they are. */
TEST(a_multiple_keeps_the_sign_of_per_cent)
{
    World w = world_open();
    Files files = files_of(&w);
    CHECK_OK(overlay_set("facilities[baotou].availability=*0.9", &files, w.arena, w.diag));
    CHECK_OK(model_read_files(&files, "world", w.diag, &w.model));
    CHECK_NEAR(w.model->facilities[1].availability, 0.81, 1e-12);
    CHECK_NEAR(w.model->facilities[3].capacity, 500, 1e-12);
    world_close(&w);
}

TEST(a_multiple_of_words_is_refused)
{
    World w = world_open();
    Files files = files_of(&w);
    CHECK_INT(overlay_set("facilities[baotou].region=*2", &files, w.arena, w.diag), LODE_USAGE);
    CHECK(strstr(world_said(&w, 0), "a multiple of a number") != NULL);
    world_close(&w);
}

/* Capacities of two of three rows, in no order; the last word on a cell counts. */
TEST(several_cells_are_written_at_once)
{
    World w = world_open();
    Files files = files_of(&w);
    Address address;
    AddressRows found;
    CHECK_OK(
        address_parse("facilities[process=sintering].capacity", w.arena, w.diag, &address));
    CHECK_OK(address_find(&files, &address, w.arena, w.diag, &found));
    CHECK_INT(found.n, 3);
    CellText cells[] = {{&found.csv, found.rows[1], found.column, "7"},
                        {&found.csv, found.rows[0], found.column, NULL},
                        {&found.csv, found.rows[1], found.column, NULL}};
    double first, second;
    CHECK(overlay_value(&cells[1], &first) && overlay_value(&cells[2], &second));
    cells[1].text = overlay_number(&cells[1], 2 * first, w.arena);
    cells[2].text = overlay_number(&cells[2], 0.5 * second, w.arena);
    CHECK_OK(overlay_write(cells, 3, &files, w.arena));
    CHECK_OK(model_read_files(&files, "world", w.diag, &w.model));
    CHECK_NEAR(w.model->facilities[2].capacity, 4000, 1e-12);
    CHECK_NEAR(w.model->facilities[3].capacity, 250, 1e-12);
    CHECK_NEAR(w.model->facilities[4].capacity, 200, 1e-12);
    world_close(&w);
}

TEST(a_row_tells_its_own_address)
{
    World w = world_open();
    const Files files = files_of(&w);
    const Address address = {.asked = "", .table = "costs", .key = ":5", .column = ""};
    AddressRows found;
    char text[128];
    CHECK_OK(address_find(&files, &address, w.arena, w.diag, &found));
    address_of_row(found.table, &found.csv, found.rows[0], text, sizeof text);
    CHECK_TEXT(text, "costs[sintering/asia/]");
    CHECK_INT(line_of(&w, text), 5);
    world_close(&w);
}
