#include "evidence/sizes.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/fold.h"
#include "evidence/library.h"

enum { BLOCK = 1024, IDS_MAX = INT32_MAX / 2 };

Language language_of(const char *text, size_t n)
{
    int64_t han = 0, letters = 0;
    uint32_t points[FOLD_FORMS];
    for (size_t at = 0; at < n;) {
        int32_t count;
        at += fold_next(text + at, n - at, points, &count);
        const FoldKind kind = count ? fold_kind(points[0]) : FOLD_OTHER;
        han += kind == FOLD_HAN;
        letters += kind == FOLD_LETTER;
    }
    if (han + letters == 0) return LANGUAGE_OTHER;
    return han > letters ? LANGUAGE_ZH : LANGUAGE_EN;
}

const char *language_code(Language language)
{
    return language == LANGUAGE_EN ? "en" : language == LANGUAGE_ZH ? "zh" : "";
}

void sizes_free(Sizes *sizes)
{
    free(sizes->items);
    free(sizes->changed);
    *sizes = (Sizes){.kind = sizes->kind};
}

static Status make_room(Sizes *sizes, int32_t id)
{
    if (id < sizes->room) return LODE_OK;
    int32_t room = sizes->room ? sizes->room : BLOCK;
    while (room <= id)
        room *= 2;
    Size *items = realloc(sizes->items, (size_t)room * sizeof *items);
    if (items) sizes->items = items;
    bool *changed = realloc(sizes->changed, (size_t)(room / BLOCK) * sizeof *changed);
    if (changed) sizes->changed = changed;
    if (!items || !changed) return LODE_NO_MEMORY;
    const int32_t fresh = room - sizes->room;
    memset(items + sizes->room, 0, (size_t)fresh * sizeof *items);
    memset(changed + sizes->room / BLOCK, 0, (size_t)(fresh / BLOCK) * sizeof *changed);
    sizes->room = room;
    return LODE_OK;
}

static void count(Sizes *sizes, const Size *size)
{
    if (size->language >= LANGUAGES) return;
    sizes->words[size->language] += size->words;
    sizes->texts[size->language]++;
}

Status sizes_add(Sizes *sizes, int64_t id, Size size)
{
    if (id < 1 || id > IDS_MAX) return LODE_NO_MEMORY;
    const Status st = make_room(sizes, (int32_t)id);
    if (st) return st;
    sizes->items[id] = size;
    sizes->changed[id / BLOCK] = true;
    if (id >= sizes->n) sizes->n = (int32_t)id + 1;
    count(sizes, &size);
    return LODE_OK;
}

void sizes_set_root(Sizes *sizes, int32_t id, int32_t root)
{
    sizes->items[id].root = root;
    sizes->changed[id / BLOCK] = true;
}

static Status read_block(Sizes *sizes, int64_t block, const void *bytes, size_t n)
{
    const size_t items = n / sizeof(Size);
    if (block < 0 || block > IDS_MAX / BLOCK || items > BLOCK || n % sizeof(Size))
        return LODE_BAD_INPUT;
    const int32_t first = (int32_t)block * BLOCK;
    const Status st = make_room(sizes, first + BLOCK - 1);
    if (st) return st;
    memcpy(sizes->items + first, bytes, n);
    if (first + (int32_t)items > sizes->n) sizes->n = first + (int32_t)items;
    for (int32_t id = first; id < first + (int32_t)items; id++) {
        if (sizes->items[id].language >= LANGUAGES) return LODE_BAD_INPUT;
        if (sizes->items[id].words) count(sizes, &sizes->items[id]);
    }
    return LODE_OK;
}

Status sizes_load(Evidence *evidence, Sizes *sizes)
{
    sizes_free(sizes);
    sqlite3_stmt *rows = library_ask(evidence, "SELECT block, items FROM size WHERE kind = ?1",
                                     "i", (int64_t)sizes->kind);
    Status st = LODE_OK;
    while (!st && library_next(evidence, rows)) {
        const void *bytes = sqlite3_column_blob(rows, 1);
        const int n = sqlite3_column_bytes(rows, 1);
        if (bytes) st = read_block(sizes, sqlite3_column_int64(rows, 0), bytes, (size_t)n);
    }
    if (rows) sqlite3_reset(rows);
    const int32_t n = evidence->documents.n;
    for (int32_t id = 1; !st && id < sizes->n; id++) /* damage must not lead outside */
        if (sizes->items[id].root < 1 || sizes->items[id].root >= n) st = LODE_BAD_INPUT;
    if (st) return library_fail(evidence, st, "the library is damaged: its sizes");
    return library_status(evidence);
}

Status sizes_save(Evidence *evidence, Sizes *sizes)
{
    Status st = LODE_OK;
    for (int32_t block = 0; !st && block * BLOCK < sizes->n; block++) {
        if (!sizes->changed[block]) continue;
        const int32_t first = block * BLOCK;
        const int32_t items = sizes->n - first < BLOCK ? sizes->n - first : BLOCK;
        st = library_run(evidence,
                         "INSERT OR REPLACE INTO size(kind, block, items) VALUES(?1, ?2, ?3)",
                         "iib", (int64_t)sizes->kind, (int64_t)block, sizes->items + first,
                         (size_t)items * sizeof(Size));
        sizes->changed[block] = false;
    }
    return st;
}

double sizes_mean(const Sizes *sizes, Language language)
{
    return sizes->texts[language] ? sizes->words[language] / sizes->texts[language] : 1.0;
}
