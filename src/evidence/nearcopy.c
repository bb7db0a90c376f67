#include "evidence/nearcopy.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const double CONTAINMENT = 0.6, SIZE_RATIO = 0.33;
static const double LIKELY = 0.35; /* estimated from sketches; a near copy has .6 */

/* POSTINGS_MAX: a hash that this many texts have says nothing. */
enum { SHARED_MIN = 2, POSTINGS_MAX = 100, FIRST_DOCUMENTS = 1024 };

/* --- pairs --- */

typedef struct PairSink {
    uint32_t *hashes;
    int32_t n, room;
    uint32_t word; /* hash of the Latin word before, 0 if none */
    Arena *arena;
} PairSink;

static uint32_t hash_bytes(const char *text, int n)
{
    uint32_t hash = 2166136261u;
    for (int i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash | 1u;
}

static uint32_t mix(uint32_t x)
{
    x = (x ^ x >> 16) * 0x7FEB352Du;
    x = (x ^ x >> 15) * 0x846CA68Bu;
    return x ^ x >> 16;
}

static bool pair_room(PairSink *sink)
{
    if (sink->n < sink->room) return true;
    uint32_t *larger = ARENA_ARRAY(sink->arena, uint32_t, 2 * (size_t)sink->room);
    if (!larger) return false;
    memcpy(larger, sink->hashes, (size_t)sink->n * sizeof *larger);
    sink->hashes = larger;
    sink->room *= 2;
    return true;
}

static int see_pair(void *context, const Token *token)
{
    PairSink *sink = context;
    const uint32_t word = hash_bytes(token->text, token->n);
    const uint32_t before = sink->word;
    sink->word = token->han ? 0 : word;
    if (!token->han && !before) return 0;
    if (!pair_room(sink)) return 1;
    sink->hashes[sink->n++] = mix(token->han ? word : before * 0x9E3779B1u + word);
    return 0;
}

static int by_value(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

Status pairs_of(Tokenizer *tokenizer, Arena *arena, const char *text, size_t n, Pairs *out)
{
    PairSink sink = {.arena = arena, .room = 512};
    sink.hashes = ARENA_ARRAY(arena, uint32_t, sink.room);
    *out = (Pairs){sink.hashes, 0};
    if (!sink.hashes || token_each(tokenizer, text, n, TOKEN_KEEP_STOP, see_pair, &sink))
        return LODE_NO_MEMORY;
    qsort(sink.hashes, (size_t)sink.n, sizeof(uint32_t), by_value);
    int32_t kept = 0;
    for (int32_t i = 0; i < sink.n; i++)
        if (i == 0 || sink.hashes[i] != sink.hashes[i - 1])
            sink.hashes[kept++] = sink.hashes[i];
    *out = (Pairs){sink.hashes, kept};
    return LODE_OK;
}

double pairs_containment(const Pairs *a, const Pairs *b)
{
    const int32_t smaller = a->n < b->n ? a->n : b->n;
    int32_t shared = 0;
    for (int32_t i = 0, j = 0; i < a->n && j < b->n;) {
        shared += a->hashes[i] == b->hashes[j];
        const bool first = a->hashes[i] <= b->hashes[j];
        const bool second = b->hashes[j] <= a->hashes[i];
        i += first;
        j += second;
    }
    return smaller ? (double)shared / smaller : 0.0;
}

static bool sizes_near(int32_t a, int32_t b)
{
    const int32_t smaller = a < b ? a : b, larger = a < b ? b : a;
    return smaller >= NEAR_PAIRS_MIN && smaller >= SIZE_RATIO * larger;
}

int pairs_near(const Pairs *a, const Pairs *b, double *containment)
{
    *containment = sizes_near(a->n, b->n) ? pairs_containment(a, b) : 0.0;
    return *containment >= CONTAINMENT;
}

/* --- the index --- */

typedef struct Sketch {
    int64_t document;
    int32_t n, pairs;
    uint32_t hashes[NEAR_SKETCH];
} Sketch;

typedef struct Posting {
    uint32_t hash;
    int32_t next; /* of the same bucket; -1 ends */
} Posting;

/* Postings are numbered sketch * NEAR_SKETCH + place; each bucket of hashes is a chain. */
struct NearIndex {
    Sketch *sketches;
    int32_t n, room;
    Posting *postings;
    int32_t *first;   /* by bucket */
    uint32_t buckets; /* a power of two */
    int32_t *shared;  /* by sketch, zero between calls */
    int32_t *touched;
};

Status near_new(NearIndex **out)
{
    *out = calloc(1, sizeof **out);
    return *out ? LODE_OK : LODE_NO_MEMORY;
}

void near_free(NearIndex *near)
{
    if (!near) return;
    free(near->sketches);
    free(near->postings);
    free(near->first);
    free(near->shared);
    free(near->touched);
    free(near);
}

static void chain(NearIndex *near, int32_t sketch)
{
    for (int32_t i = 0; i < near->sketches[sketch].n; i++) {
        const uint32_t hash = near->sketches[sketch].hashes[i];
        const uint32_t bucket = hash & (near->buckets - 1);
        near->postings[sketch * NEAR_SKETCH + i] = (Posting){hash, near->first[bucket]};
        near->first[bucket] = sketch * NEAR_SKETCH + i;
    }
}

static bool grow_array(int32_t **array, size_t n)
{
    int32_t *larger = realloc(*array, n * sizeof **array);
    if (larger) *array = larger;
    return larger;
}

static Status make_room(NearIndex *near)
{
    if (near->n < near->room) return LODE_OK;
    const int32_t room = near->room ? 2 * near->room : FIRST_DOCUMENTS;
    if (room > INT32_MAX / NEAR_SKETCH / 2) return LODE_NO_MEMORY;
    const size_t postings = (size_t)room * NEAR_SKETCH;
    Sketch *sketches = realloc(near->sketches, (size_t)room * sizeof *sketches);
    if (sketches) near->sketches = sketches;
    Posting *list = realloc(near->postings, postings * sizeof *list);
    if (list) near->postings = list;
    if (!sketches || !list || !grow_array(&near->first, postings) ||
        !grow_array(&near->shared, (size_t)room) || !grow_array(&near->touched, (size_t)room))
        return LODE_NO_MEMORY;
    memset(near->shared, 0, (size_t)room * sizeof *near->shared);
    memset(near->first, 0xFF, postings * sizeof *near->first);
    near->room = room;
    near->buckets = (uint32_t)postings;
    for (int32_t i = 0; i < near->n; i++)
        chain(near, i);
    return LODE_OK;
}

Status near_add(NearIndex *near, int64_t document, const uint32_t *hashes, int32_t n,
                int32_t pairs)
{
    const Status st = make_room(near);
    if (st) return st;
    Sketch *sketch = &near->sketches[near->n];
    *sketch = (Sketch){.document = document, .pairs = pairs};
    sketch->n = n < NEAR_SKETCH ? n : NEAR_SKETCH;
    memcpy(sketch->hashes, hashes, (size_t)sketch->n * sizeof *hashes);
    chain(near, near->n++);
    return LODE_OK;
}

/* Counts for every sketch how many hashes it shares; returns how many share any. */
static int32_t count_shared(NearIndex *near, const Pairs *pairs)
{
    int32_t touched = 0;
    for (int32_t i = 0; i < pairs->n && i < NEAR_SKETCH; i++) {
        const uint32_t hash = pairs->hashes[i];
        int32_t seen = 0;
        int32_t posting = near->buckets ? near->first[hash & (near->buckets - 1)] : -1;
        for (; posting >= 0 && seen < POSTINGS_MAX; posting = near->postings[posting].next) {
            const int32_t sketch = posting / NEAR_SKETCH;
            if (near->postings[posting].hash != hash) continue;
            seen++;
            if (near->shared[sketch]++ == 0) near->touched[touched++] = sketch;
        }
    }
    return touched;
}

/* Hashes of a sorted list up to a limit. */
static int32_t up_to(const uint32_t *hashes, int32_t n, uint32_t limit)
{
    int32_t count = 0;
    while (count < n && hashes[count] <= limit)
        count++;
    return count;
}

/* Both sketches hold every hash of their texts up to the smaller of their last ones; of these,
 * the shared over the fewer estimates the containment. */
static double estimate(const Sketch *sketch, const Pairs *pairs, int32_t shared)
{
    const int32_t n = pairs->n < NEAR_SKETCH ? pairs->n : NEAR_SKETCH;
    uint32_t limit = UINT32_MAX;
    if (pairs->n > NEAR_SKETCH) limit = pairs->hashes[n - 1];
    if (sketch->pairs > NEAR_SKETCH && sketch->hashes[sketch->n - 1] < limit)
        limit = sketch->hashes[sketch->n - 1];
    const int32_t here = up_to(pairs->hashes, n, limit);
    const int32_t there = up_to(sketch->hashes, sketch->n, limit);
    const int32_t fewer = here < there ? here : there;
    return fewer ? (double)shared / fewer : 0.0;
}

typedef struct Candidate {
    double likeness;
    int64_t document;
} Candidate;

/* Keeps the list of the best sorted; equal ones by document. */
static void insert(Candidate *best, int32_t *n, Candidate candidate)
{
    int32_t at = *n < NEAR_CANDIDATES ? (*n)++ : NEAR_CANDIDATES;
    for (; at > 0; at--) {
        const Candidate *before = &best[at - 1];
        const bool later =
            before->likeness > candidate.likeness ||
            (before->likeness >= candidate.likeness && before->document < candidate.document);
        if (later) break;
        if (at < NEAR_CANDIDATES) best[at] = *before;
    }
    if (at < NEAR_CANDIDATES) best[at] = candidate;
}

int32_t near_candidates(NearIndex *near, const Pairs *pairs, int64_t out[NEAR_CANDIDATES])
{
    Candidate best[NEAR_CANDIDATES];
    int32_t n = 0;
    const int32_t touched = count_shared(near, pairs);
    for (int32_t i = 0; i < touched; i++) {
        const Sketch *sketch = &near->sketches[near->touched[i]];
        const int32_t shared = near->shared[near->touched[i]];
        near->shared[near->touched[i]] = 0;
        if (shared < SHARED_MIN || !sizes_near(sketch->pairs, pairs->n)) continue;
        const double likeness = estimate(sketch, pairs, shared);
        if (likeness >= LIKELY) insert(best, &n, (Candidate){likeness, sketch->document});
    }
    for (int32_t i = 0; i < n; i++)
        out[i] = best[i].document;
    return n;
}
