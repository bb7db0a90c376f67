#include "claims/trie.h"

#include <string.h>

enum { FIRST_EDGES = 1024, FIRST_NODES = 256, PAIRS = 1 << 14, ALONES = 1 << 10 };

typedef struct Edge {
    uint64_t key; /* node and character, 0 when free */
    int32_t child;
} Edge;

struct Trie {
    Arena *arena;
    Edge *edges; /* open addressing */
    uint32_t mask, n_edges;
    int32_t *value; /* of each node */
    int32_t n_nodes, room;
    /* Most places start no spelling, and their first two characters say so: a bit for each pair
     * that starts one, and one for each that is a spelling by itself. */
    uint8_t pairs[PAIRS / 8], alone[ALONES / 8];
};

static uint32_t pair_of(const uint32_t *text)
{
    const uint32_t second = is_space(text[1]) || text[1] == '-' ? ' ' : text[1];
    return (text[0] * 0x9E3779B1u + second * 0x85EBCA6Bu) >> 18;
}

static bool has_bit(const uint8_t *bits, uint32_t i)
{
    return bits[i / 8] >> (i % 8) & 1;
}

static void set_bit(uint8_t *bits, uint32_t i)
{
    bits[i / 8] = (uint8_t)(bits[i / 8] | 1u << (i % 8));
}

static uint64_t edge_key(int32_t node, uint32_t c)
{
    return ((uint64_t)(uint32_t)(node + 1) << 24) | c;
}

static uint32_t edge_slot(const Trie *trie, uint64_t key)
{
    uint32_t slot = (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 40) & trie->mask;
    while (trie->edges[slot].key && trie->edges[slot].key != key)
        slot = (slot + 1) & trie->mask;
    return slot;
}

static int32_t child_of(const Trie *trie, int32_t node, uint32_t c)
{
    const Edge *edge = &trie->edges[edge_slot(trie, edge_key(node, c))];
    return edge->key ? edge->child : TRIE_NONE;
}

Trie *trie_new(Arena *arena)
{
    Trie *trie = ARENA_ARRAY(arena, Trie, 1);
    if (!trie) return NULL;
    trie->arena = arena;
    trie->mask = FIRST_EDGES - 1;
    trie->edges = ARENA_ARRAY(arena, Edge, FIRST_EDGES);
    trie->room = FIRST_NODES;
    trie->value = ARENA_ARRAY(arena, int32_t, FIRST_NODES);
    if (!trie->edges || !trie->value) return NULL;
    trie->value[0] = TRIE_NONE;
    trie->n_nodes = 1;
    return trie;
}

static Status grow_edges(Trie *trie)
{
    const Edge *old = trie->edges;
    const uint32_t n = trie->mask + 1;
    Edge *edges = ARENA_ARRAY(trie->arena, Edge, 2 * (size_t)n);
    if (!edges) return LODE_NO_MEMORY;
    trie->edges = edges;
    trie->mask = 2 * n - 1;
    for (uint32_t i = 0; i < n; i++)
        if (old[i].key) trie->edges[edge_slot(trie, old[i].key)] = old[i];
    return LODE_OK;
}

static Status grow_nodes(Trie *trie)
{
    int32_t *value = ARENA_ARRAY(trie->arena, int32_t, 2 * (size_t)trie->room);
    if (!value) return LODE_NO_MEMORY;
    memcpy(value, trie->value, (size_t)trie->n_nodes * sizeof *value);
    trie->value = value;
    trie->room *= 2;
    return LODE_OK;
}

static Status add_child(Trie *trie, int32_t node, uint32_t c, int32_t *child)
{
    *child = child_of(trie, node, c);
    if (*child != TRIE_NONE) return LODE_OK;
    Status st = LODE_OK;
    if (trie->n_nodes == trie->room) st = grow_nodes(trie);
    if (!st && 2 * trie->n_edges > trie->mask) st = grow_edges(trie);
    if (st) return st;
    *child = trie->n_nodes++;
    trie->value[*child] = TRIE_NONE;
    const uint64_t key = edge_key(node, c);
    trie->edges[edge_slot(trie, key)] = (Edge){key, *child};
    trie->n_edges++;
    return LODE_OK;
}

Status trie_add(Trie *trie, const uint32_t *spelling, int32_t n, int32_t value, int32_t *had)
{
    int32_t node = 0;
    *had = value;
    if (n == 0) return LODE_OK;
    if (n == 1)
        set_bit(trie->alone, spelling[0] % ALONES);
    else
        set_bit(trie->pairs, pair_of(spelling));
    for (int32_t i = 0; i < n; i++) {
        const Status st = add_child(trie, node, spelling[i], &node);
        if (st) return st;
    }
    if (trie->value[node] == TRIE_NONE) trie->value[node] = value;
    *had = trie->value[node];
    return LODE_OK;
}

/* A spelling may not stop inside a word or a number; "RMB5" and "FY2024" do go on in digits. */
static bool splits_word(const uint32_t *text, int32_t end)
{
    const uint32_t last = text[end - 1], next = text[end];
    return (is_letter(last) && is_letter(next)) ||
           (is_digit(last) && (is_digit(next) || is_letter(next)));
}

int32_t trie_longest(const Trie *trie, const uint32_t *text, int32_t at, int32_t *end)
{
    int32_t best = TRIE_NONE, node = 0;
    if (!text[at] ||
        (!has_bit(trie->pairs, pair_of(text + at)) && !has_bit(trie->alone, text[at] % ALONES)))
        return TRIE_NONE;
    for (int32_t i = at; text[i];) {
        const uint32_t c = text[i];
        int32_t child = child_of(trie, node, c);
        i++;
        if (child == TRIE_NONE && (is_space(c) || c == '-')) child = child_of(trie, node, ' ');
        if (child == TRIE_NONE) break;
        if (is_space(c) || c == '-')
            while (is_space(text[i]) || text[i] == '-')
                i++;
        node = child;
        if (trie->value[node] == TRIE_NONE || splits_word(text, i)) continue;
        best = trie->value[node];
        *end = i;
    }
    return best;
}
