/* docs/tables.md is the contract of a model folder: it must name every table and column. */
#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "model/draft.h"

static const char *page(Arena *arena)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/../docs/tables.md", test_folder());
    FILE *file = fopen(path, "rb");
    char *text = arena_zeroed(arena, 1 << 20, 1);
    assert_true(file && text);
    assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
    fclose(file);
    return text;
}

static const char *section(const char *text, const char *file)
{
    char heading[64];
    const char *slash = strrchr(file, '/');
    snprintf(heading, sizeof heading, "%s",
             strncmp(slash + 1, "obs_", 4) ? file : "tables/obs_");
    const char *at = text;
    while ((at = strstr(at, "\n## ")) != NULL) {
        const char *end = strchr(at + 1, '\n');
        const char *found = strstr(at, slash + 1);
        if (!strncmp(slash + 1, "obs_", 4)) found = strstr(at, "obs_");
        if (found && found < end) return end;
        at = end;
    }
    return NULL;
}

TEST(every_column_stands_in_its_tables_section)
{
    Arena *arena = arena_new(0);
    const char *text = page(arena);
    char word[64];
    for (int id = 0; id < TABLE_COUNT; id++) {
        const TableKind *kind = table_kinds[id];
        const char *start = section(text, kind->file);
        if (!start) fail_msg("docs/tables.md has no section on %s", kind->file);
        const char *end = strstr(start, "\n## ");
        for (int32_t i = 0; i < kind->n_columns; i++) {
            const char *name = kind->columns[i].name;
            snprintf(word, sizeof word, "`%s`", name);
            const char *found = strstr(start, word);
            if (!found) {
                snprintf(word, sizeof word, "`%s [", name);
                found = strstr(start, word);
            }
            if (!found || (end && found > end))
                fail_msg("docs/tables.md, %s: the column %s is missing", kind->file, name);
        }
    }
    arena_free(arena);
}

TEST(every_column_says_what_it_is)
{
    for (int id = 0; id < TABLE_COUNT; id++)
        for (int32_t i = 0; i < table_kinds[id]->n_columns; i++)
            CHECK(table_kinds[id]->columns[i].doc != NULL);
}
