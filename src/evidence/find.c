#include "evidence/find.h"

#include <stdlib.h>
#include <string.h>

#include "evidence/match.h"

typedef struct Finding {
    Evidence *evidence;
    SizeKind kind;
    const Sizes *sizes;
    IdSet pass; /* of the filters */
    Match match;
    Finds *finds;
} Finding;

/* --- order: score, then date (newest first), then id --- */

static bool before(const Sizes *sizes, const Hit *a, const Hit *b)
{
    if (a->score > b->score) return true;
    if (a->score < b->score) return false;
    const int32_t day_a = sizes->items[a->id].day, day_b = sizes->items[b->id].day;
    return day_a != day_b ? day_a > day_b : a->id < b->id;
}

/* --- collecting --- */

/* The document a hit stands for when copies fold; 0 where nothing folds. */
static int32_t family(const Finding *finding, int32_t id)
{
    return finding->kind == SIZE_DOCUMENTS ? finding->sizes->items[id].root : 0;
}

static Status add_hit(Finding *finding, int32_t id, double score)
{
    Finds *finds = finding->finds;
    const int32_t root = family(finding, id);
    if (root && finds->slots[root]) {
        Hit *known = &finds->hits[finds->slots[root] - 1];
        const Hit hit = {score, id, known->copies + 1};
        if (before(finding->sizes, &hit, known)) *known = hit;
        known->copies = hit.copies;
        return LODE_OK;
    }
    if (finds->n == finds->room) {
        const int32_t room = finds->room ? 2 * finds->room : 256;
        Hit *hits = realloc(finds->hits, (size_t)room * sizeof *hits);
        if (!hits) return LODE_NO_MEMORY;
        finds->hits = hits;
        finds->room = room;
    }
    finds->hits[finds->n++] = (Hit){score, id, 0};
    if (root) finds->slots[root] = finds->n;
    return LODE_OK;
}

static bool passes(const Finding *finding, int32_t id)
{
    const Match *match = &finding->match;
    if (match->unwanted.bits && idset_has(&match->unwanted, id)) return false;
    if (!finding->pass.bits) return true;
    const bool statement = finding->kind == SIZE_STATEMENTS;
    return idset_has(&finding->pass, statement ? finding->sizes->items[id].root : id);
}

static Status collect_all(Finding *finding)
{
    Status st = LODE_OK;
    for (int32_t id = 1; !st && id < finding->sizes->n; id++)
        if (passes(finding, id)) st = add_hit(finding, id, 0.0);
    return st;
}

static Status collect_matches(Finding *finding)
{
    const Match *match = &finding->match;
    Status st = LODE_OK;
    for (int64_t word = 0; word < match->wanted.n / 64 + 1; word++)
        for (uint64_t left = match->wanted.bits[word]; left && !st; left &= left - 1) {
            const int32_t id = (int32_t)(64 * word + __builtin_ctzll(left));
            if (passes(finding, id)) st = add_hit(finding, id, match->scores[id]);
        }
    return st;
}

Status find_run(Evidence *evidence, SizeKind kind, const Ask *ask, bool within_topic,
                Finds *out)
{
    Finding finding = {.evidence = evidence, .kind = kind, .finds = out};
    finding.sizes = kind == SIZE_DOCUMENTS ? &evidence->documents : &evidence->statements;
    *out = (Finds){.n = 0};
    out->slots = calloc((size_t)evidence->documents.n + 1, sizeof *out->slots);
    Status st =
        out->slots ? filter_run(evidence, ask, within_topic, &finding.pass) : LODE_NO_MEMORY;
    if (!st) st = match_run(evidence, kind, ask, &finding.match);
    if (!st) st = finding.match.all ? collect_all(&finding) : collect_matches(&finding);
    match_free(&finding.match);
    idset_free(&finding.pass);
    if (st) finds_free(out);
    return st;
}

void finds_free(Finds *finds)
{
    free(finds->hits);
    free(finds->slots);
    *finds = (Finds){.n = 0};
}

/* --- the page --- */

static void swap(Hit *a, Hit *b)
{
    const Hit c = *a;
    *a = *b;
    *b = c;
}

/* A heap of n hits, the last in order on top. */
static void sink(const Sizes *sizes, Hit *heap, int32_t n, int32_t at)
{
    for (;;) {
        int32_t last = at;
        for (int32_t child = 2 * at + 1; child <= 2 * at + 2 && child < n; child++)
            if (before(sizes, &heap[last], &heap[child])) last = child;
        if (last == at) return;
        swap(&heap[at], &heap[last]);
        at = last;
    }
}

int32_t finds_page(Finds *finds, const Sizes *sizes, int32_t offset, int32_t limit)
{
    Hit *hits = finds->hits;
    if (offset >= finds->n || limit <= 0) return 0;
    const int32_t end = limit < finds->n - offset ? offset + limit : finds->n;
    for (int32_t i = end / 2; i >= 0; i--)
        sink(sizes, hits, end, i);
    for (int32_t i = end; i < finds->n; i++) {
        if (!before(sizes, &hits[i], &hits[0])) continue;
        swap(&hits[i], &hits[0]);
        sink(sizes, hits, end, 0);
    }
    for (int32_t n = end - 1; n > 0; n--) { /* the last goes to the end, one after another */
        swap(&hits[0], &hits[n]);
        sink(sizes, hits, n, 0);
    }
    memmove(hits, hits + offset, (size_t)(end - offset) * sizeof *hits);
    return end - offset;
}
