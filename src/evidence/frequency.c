#include "evidence/frequency.h"

#include <string.h>

#include "base/names.h"

enum { KEPT_MAX = 1 << 16 };

struct Frequencies {
    Arena *arena;
    Names *phrases;
    int64_t *counts;
};

Status frequencies_new(Frequencies **out)
{
    Arena *arena = arena_new(0);
    Frequencies *frequencies = ARENA_ARRAY(arena, Frequencies, 1);
    *out = frequencies;
    if (frequencies) {
        frequencies->arena = arena;
        frequencies->phrases = names_new(arena);
        frequencies->counts = ARENA_ARRAY(arena, int64_t, KEPT_MAX);
        if (frequencies->phrases && frequencies->counts) return LODE_OK;
    }
    arena_free(arena);
    *out = NULL;
    return LODE_NO_MEMORY;
}

void frequencies_free(Frequencies *frequencies)
{
    if (frequencies) arena_free(frequencies->arena);
}

int64_t frequencies_get(const Frequencies *frequencies, const char *phrase)
{
    const int32_t i = names_find(frequencies->phrases, phrase);
    return i < 0 ? -1 : frequencies->counts[i];
}

void frequencies_put(Frequencies *frequencies, const char *phrase, int64_t count)
{
    if (names_count(frequencies->phrases) >= KEPT_MAX) return;
    const char *copy = arena_text(frequencies->arena, phrase, strlen(phrase));
    const int32_t i = copy ? names_add(frequencies->phrases, copy) : NAMES_NO_MEMORY;
    if (i >= 0) frequencies->counts[i] = count;
}
