/* Mistakes in the tables are all named, with file and line. */
#include <string.h>

#include "unit/magnet/world.h"

/* Reads data/magnets with the file `name` replaced. */
static Status read_with(World *world, const char *name, const char *text)
{
    Files files;
    File items[32];
    char path[1024];
    world_folder(path, sizeof path);
    CHECK_OK(files_read(path, world->arena, world->diag, &files));
    CHECK(files.n <= 32);
    for (int32_t i = 0; i < files.n; i++) {
        items[i] = files.items[i];
        if (strcmp(items[i].name, name) == 0) items[i].bytes = text, items[i].n = strlen(text);
    }
    files.items = items;
    return magnet_data_from(&files, world->arena, world->diag, &world->data);
}

static void says(const char *name, const char *text, const char *sentence)
{
    World world = {.arena = arena_new(1 << 16), .diag = diag_new()};
    char line[512];
    CHECK_INT(read_with(&world, name, text), LODE_BAD_INPUT);
    CHECK(diag_errors(world.diag) > 0);
    diag_format(diag_message(world.diag, 0), line, sizeof line);
    CHECK_TEXT(line, sentence);
    world_close(&world);
}

TEST(a_wrong_unit_is_named)
{
    says("tables/anisotropy.csv", "kelvin [degC],mu0ha [T],source,status,note\n",
         "tables/anisotropy.csv:1:1: kelvin: the unit is 'degC', but must be 'K'");
}

TEST(a_missing_column_is_named)
{
    says("tables/anisotropy.csv", "kelvin [K],source,status\n300,a,seen\n",
         "tables/anisotropy.csv:1: mu0ha: this column is missing");
}

TEST(an_unknown_column_is_named)
{
    says("tables/anisotropy.csv", "kelvin [K],mu0ha [T],source,status,colour\n",
         "tables/anisotropy.csv:1:36: colour: there is no such column here");
}

TEST(a_number_that_is_none_or_out_of_range_is_named)
{
    says("tables/anisotropy.csv", "kelvin [K],mu0ha [T],source,status\n300,-2,a,seen\n",
         "tables/anisotropy.csv:2:5: mu0ha: -2 is outside 0 to 100");
    says("tables/anisotropy.csv", "kelvin [K],mu0ha [T],source,status\n300,,a,seen\n",
         "tables/anisotropy.csv:2:5: mu0ha: this cell must be filled");
}

TEST(rows_out_of_order_are_named)
{
    says("tables/anisotropy.csv",
         "kelvin [K],mu0ha [T],source,status\n400,5,a,seen\n300,7,a,seen\n",
         "tables/anisotropy.csv:3:1: kelvin: temperatures must rise");
}

TEST(an_unknown_coefficient_is_named_and_all_missing_ones)
{
    World world = {.arena = arena_new(1 << 16), .diag = diag_new()};
    char line[512];
    CHECK_INT(
        read_with(&world, "tables/coefficients.csv",
                  "id,value,value_unit,source,status\nbeta,1,1,a,seen\nalpha,1,kOe,a,seen\n"),
        LODE_BAD_INPUT);
    diag_format(diag_message(world.diag, 0), line, sizeof line);
    CHECK_TEXT(line, "tables/coefficients.csv:2:1: id: no formula uses 'beta'");
    diag_format(diag_message(world.diag, 1), line, sizeof line);
    CHECK_TEXT(line,
               "tables/coefficients.csv:3:9: value_unit: the unit is 'kOe', but must be '1'");
    CHECK(diag_errors(world.diag) > 20);
    world_close(&world);
}

TEST(a_wrong_heavy_element_is_named)
{
    static char text[65536];
    World world = world_open();
    Files files;
    char path[1024];
    world_folder(path, sizeof path);
    CHECK_OK(files_read(path, world.arena, world.diag, &files));
    const File *recipes = files_find(&files, "tables/recipes.csv");
    CHECK(recipes && recipes->n < sizeof text);
    memcpy(text, recipes->bytes, recipes->n);
    char *cell = strstr(text, ",dy,");
    CHECK(cell != NULL);
    memcpy(cell, ",ho,", 4);
    says("tables/recipes.csv", text,
         "tables/recipes.csv:2:57: alloy: 'ho' is none of none|dy|tb");
    world_close(&world);
}

TEST(every_source_is_a_document)
{
    World world = world_open();
    Files files;
    char path[1024];
    world_folder(path, sizeof path);
    CHECK_OK(files_read(path, world.arena, world.diag, &files));
    const File *documents = files_find(&files, "evidence/documents.csv");
    CHECK(documents != NULL);
    for (int32_t i = 0; i < world.data.n_grades; i++) {
        char start[64];
        snprintf(start, sizeof start, "\n%s,", world.data.grades[i].source);
        CHECK(strstr(documents->bytes, start) != NULL);
    }
    world_close(&world);
}

TEST(without_memory_the_reader_says_so)
{
    World world = world_open();
    Files files;
    char path[1024];
    world_folder(path, sizeof path);
    CHECK_OK(files_read(path, world.arena, world.diag, &files));
    CHECK_INT(magnet_data_from(&files, NULL, world.diag, &world.data), LODE_NO_MEMORY);
    world_close(&world);
}

TEST(a_missing_folder_is_named)
{
    World world = {.arena = arena_new(1 << 16), .diag = diag_new()};
    CHECK_INT(magnet_data_read("/no/such/folder", world.arena, world.diag, &world.data),
              LODE_IO);
    CHECK_TEXT(diag_message(world.diag, 0)->text, "there is no folder '/no/such/folder'");
    world_close(&world);
}
