/* Numbers that only one of two near copies has: what a reader wants to know about them. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/nearcopy.h"

enum { NUMBERS_MAX = 4096, SHOWN_BYTES = 240 };

typedef struct Numbers {
    Arena *arena;
    const char *text;
    const char **list;
    int32_t n;
} Numbers;

static int see_number(void *context, const Token *token)
{
    Numbers *numbers = context;
    if (token->han || token->text[0] < '0' || token->text[0] > '9') return 0;
    const bool cited = token->start > 0 && numbers->text[token->start - 1] == '[';
    if (cited || numbers->n == NUMBERS_MAX) return 0;
    const char *copy = arena_text(numbers->arena, token->text, (size_t)token->n);
    if (!copy) return 1;
    numbers->list[numbers->n++] = copy;
    return 0;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static Status collect(Tokenizer *tokenizer, Arena *arena, const char *text, Numbers *numbers)
{
    *numbers = (Numbers){.arena = arena, .text = text};
    numbers->list = ARENA_ARRAY(arena, const char *, NUMBERS_MAX);
    if (!numbers->list ||
        token_each(tokenizer, text, strlen(text), TOKEN_KEEP_STOP, see_number, numbers))
        return LODE_NO_MEMORY;
    qsort(numbers->list, (size_t)numbers->n, sizeof *numbers->list, by_text);
    return LODE_OK;
}

static bool holds(const Numbers *numbers, const char *number)
{
    return numbers->n &&
           bsearch(&number, numbers->list, (size_t)numbers->n, sizeof *numbers->list, by_text);
}

static const char *missing(Arena *arena, const Numbers *here, const Numbers *there)
{
    char shown[SHOWN_BYTES + 8] = "";
    size_t used = 0;
    for (int32_t i = 0; i < here->n; i++) {
        const char *number = here->list[i];
        const bool again = i > 0 && strcmp(number, here->list[i - 1]) == 0;
        if (again || holds(there, number)) continue;
        const size_t n = strlen(number);
        if (used + n + 1 > SHOWN_BYTES) {
            memcpy(shown + used, " ...", 5);
            break;
        }
        if (used) shown[used++] = ' ';
        memcpy(shown + used, number, n + 1);
        used += n;
    }
    return arena_text(arena, shown, strlen(shown));
}

Status numbers_differing(Tokenizer *tokenizer, Arena *arena, const char *a, const char *b,
                         const char **only_a, const char **only_b)
{
    Numbers in_a, in_b;
    Status st = collect(tokenizer, arena, a, &in_a);
    if (!st) st = collect(tokenizer, arena, b, &in_b);
    if (st) return st;
    *only_a = missing(arena, &in_a, &in_b);
    *only_b = missing(arena, &in_b, &in_a);
    return *only_a && *only_b ? LODE_OK : LODE_NO_MEMORY;
}
