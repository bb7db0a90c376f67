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

/* "tables/obs_flows.csv" stands in the section "tables/obs_*.csv". */
static void heading_of(const char *file, char *out, size_t size)
{
    const char *slash = strrchr(file, '/');
    const bool family =
        strncmp(slash + 1, "obs_", 4) == 0 || strncmp(slash + 1, "fit_", 4) == 0;
    snprintf(out, size, "%.4s", slash + 1);
    if (!family) snprintf(out, size, "%s", slash + 1);
}

/* Where the section on a table starts, behind its heading; NULL if there is none. */
static const char *section(const char *text, const char *file)
{
    char heading[64];
    heading_of(file, heading, sizeof heading);
    for (const char *at = strstr(text, "\n## "); at; at = strstr(at + 1, "\n## ")) {
        const char *end = strchr(at + 1, '\n');
        const char *found = strstr(at, heading);
        if (found && found < end) return end;
    }
    return NULL;
}

/* True when the section names `word`, or `word [unit]`. */
static bool names(const char *start, const char *word)
{
    char quoted[64];
    const char *end = strstr(start, "\n## ");
    snprintf(quoted, sizeof quoted, "`%s`", word);
    const char *found = strstr(start, quoted);
    if (found && (!end || found < end)) return true;
    snprintf(quoted, sizeof quoted, "`%s [", word);
    found = strstr(start, quoted);
    return found && (!end || found < end);
}

TEST(every_column_stands_in_its_tables_section)
{
    Arena *arena = arena_new(0);
    const char *text = page(arena);
    for (int id = 0; id < TABLE_COUNT; id++) {
        const TableKind *kind = table_kinds[id];
        const char *start = section(text, kind->file);
        if (!start) fail_msg("docs/tables.md has no section on %s", kind->file);
        for (int32_t i = 0; i < kind->n_columns; i++)
            if (!names(start, kind->columns[i].name))
                fail_msg("docs/tables.md, %s: the column %s is missing", kind->file,
                         kind->columns[i].name);
    }
    arena_free(arena);
}

TEST(every_column_says_what_it_is)
{
    for (int id = 0; id < TABLE_COUNT; id++)
        for (int32_t i = 0; i < table_kinds[id]->n_columns; i++)
            CHECK(table_kinds[id]->columns[i].doc != NULL);
}
