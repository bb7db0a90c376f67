#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "base/names.h"

TEST(ids_are_numbered_in_the_order_they_come)
{
    Arena *arena = arena_new(0);
    Names *names = names_new(arena);
    CHECK_INT(names_add(names, "china"), 0);
    CHECK_INT(names_add(names, "japan"), 1);
    CHECK_INT(names_add(names, "china"), 0);
    CHECK_INT(names_count(names), 2);
    CHECK_INT(names_find(names, "japan"), 1);
    CHECK_INT(names_find(names, "jap"), NAMES_NONE);
    CHECK_INT(names_find(names, ""), NAMES_NONE);
    CHECK_TEXT(names_at(names, 1), "japan");
    arena_free(arena);
}

TEST(a_hundred_thousand_ids_are_found_again)
{
    enum { N = 100000 };
    Arena *arena = arena_new(0);
    Names *names = names_new(arena);
    char id[32];
    for (int i = 0; i < N; i++) {
        const int n = snprintf(id, sizeof id, "facility-%d", i);
        CHECK_INT(names_add(names, arena_text(arena, id, (size_t)n)), i);
    }
    for (int i = 0; i < N; i++) {
        snprintf(id, sizeof id, "facility-%d", i);
        CHECK_INT(names_find(names, id), i);
    }
    arena_free(arena);
}

TEST(a_misspelt_id_is_recognised)
{
    Arena *arena = arena_new(0);
    Names *names = names_new(arena);
    names_add(names, "cn-baotou-sep-1");
    names_add(names, "cn-baotou-sep-2");
    names_add(names, "malaysia");
    CHECK_TEXT(names_nearest(names, "cn-baotou-sep2"), "cn-baotou-sep-2");
    CHECK_TEXT(names_nearest(names, "malasyia"), "malaysia");
    CHECK(names_nearest(names, "vietnam") == NULL);
    arena_free(arena);
}
