#include "evidence/nametree.h"

#include <stdlib.h>
#include <string.h>

#include "evidence/fold.h"

enum { EXACT_LETTERS = 3, FIRST_EDGES = 1 << 14 };

/* The names as a tree: an edge leads from a node over a folded character to a node. */
typedef struct Edge {
    uint32_t from, point, to; /* to == 0: a free slot */
} Edge;

typedef struct Node {
    int32_t concept;   /* -1: no name ends here */
    const char *exact; /* the name must be written so; NULL: in any case */
    bool latin;        /* the name ends in a letter or digit, so a word must end too */
} Node;

typedef struct Folded {
    uint32_t *points; /* ' ' for whatever is neither letter nor digit, one for several */
    uint32_t *starts, *ends;
    size_t n, room;
} Folded;

struct NameTree {
    Edge *edges;
    Node *nodes; /* the first is the root */
    uint32_t n_edges, edges_room, n_nodes, nodes_room;
    Folded text; /* the one at hand */
};

/* --- folded text --- */

static Status folded_room(Folded *folded, size_t n)
{
    if (n <= folded->room) return LODE_OK;
    const size_t room = n * 3 / 2 + 256;
    uint32_t *memory = malloc(3 * room * sizeof *memory);
    if (!memory) return LODE_NO_MEMORY;
    free(folded->points);
    folded->points = memory;
    folded->starts = memory + room;
    folded->ends = memory + 2 * room;
    folded->room = room;
    return LODE_OK;
}

static void add_folded(Folded *folded, uint32_t point, size_t start, size_t end)
{
    if (folded->n == folded->room) return; /* a character that folds to very many */
    const bool blank = fold_kind(point) == FOLD_OTHER;
    if (blank && folded->n && folded->points[folded->n - 1] == ' ') return;
    folded->points[folded->n] = blank ? ' ' : point;
    folded->starts[folded->n] = (uint32_t)start;
    folded->ends[folded->n++] = (uint32_t)end;
}

static Status fold_text(Folded *folded, const char *text, size_t n)
{
    const Status st = folded_room(folded, 2 * n + FOLD_FORMS);
    folded->n = 0;
    for (size_t at = 0; !st && at < n;) {
        uint32_t points[FOLD_FORMS];
        int32_t count;
        const size_t bytes = fold_next(text + at, n - at, points, &count);
        for (int32_t i = 0; i < count; i++)
            add_folded(folded, points[i], at, at + bytes);
        at += bytes;
    }
    return st;
}

static bool in_word(uint32_t point)
{
    return point != ' ' && fold_kind(point) != FOLD_HAN;
}

/* --- the tree --- */

static Edge *edge_slot(Edge *edges, uint32_t room, uint32_t from, uint32_t point)
{
    uint32_t slot = (from * 0x9E3779B1u ^ point * 0x85EBCA6Bu) & (room - 1);
    while (edges[slot].to && (edges[slot].from != from || edges[slot].point != point))
        slot = (slot + 1) & (room - 1);
    return &edges[slot];
}

static Status more_edges(NameTree *tree)
{
    if (2 * (tree->n_edges + 1) < tree->edges_room) return LODE_OK;
    const uint32_t room = tree->edges_room ? 2 * tree->edges_room : FIRST_EDGES;
    Edge *edges = calloc(room, sizeof *edges);
    if (!edges) return LODE_NO_MEMORY;
    for (uint32_t i = 0; i < tree->edges_room; i++)
        if (tree->edges[i].to)
            *edge_slot(edges, room, tree->edges[i].from, tree->edges[i].point) = tree->edges[i];
    free(tree->edges);
    tree->edges = edges;
    tree->edges_room = room;
    return LODE_OK;
}

static Status more_nodes(NameTree *tree)
{
    if (tree->n_nodes < tree->nodes_room) return LODE_OK;
    const uint32_t room = tree->nodes_room ? 2 * tree->nodes_room : FIRST_EDGES;
    Node *nodes = realloc(tree->nodes, room * sizeof *nodes);
    if (!nodes) return LODE_NO_MEMORY;
    tree->nodes = nodes;
    tree->nodes_room = room;
    return LODE_OK;
}

static Status new_node(NameTree *tree, uint32_t *node)
{
    const Status st = more_nodes(tree);
    if (st) return st;
    *node = tree->n_nodes++;
    tree->nodes[*node] = (Node){.concept = -1};
    return LODE_OK;
}

static Status step_or_grow(NameTree *tree, uint32_t point, uint32_t *node)
{
    Status st = more_edges(tree);
    if (st) return st;
    Edge *edge = edge_slot(tree->edges, tree->edges_room, *node, point);
    if (!edge->to) {
        uint32_t to = 0;
        st = new_node(tree, &to);
        if (st) return st;
        *edge = (Edge){*node, point, to};
        tree->n_edges++;
    }
    *node = edge->to;
    return LODE_OK;
}

/* Folds a name without the blanks around it. */
static Status fold_name(Folded *folded, const char *name)
{
    const Status st = fold_text(folded, name, strlen(name));
    if (!st && folded->n && folded->points[folded->n - 1] == ' ') folded->n--;
    return st;
}

static bool few_letters(const Folded *folded)
{
    size_t letters = 0;
    for (size_t i = 0; i < folded->n; i++) {
        if (fold_kind(folded->points[i]) == FOLD_HAN) return false;
        letters += folded->points[i] != ' ';
    }
    return letters <= EXACT_LETTERS;
}

Status nametree_add(NameTree *tree, const char *name, int32_t concept, int32_t *other)
{
    uint32_t node = 0;
    *other = -1;
    Status st = fold_name(&tree->text, name);
    const size_t n = tree->text.n;
    for (size_t i = 0; !st && i < n; i++)
        st = step_or_grow(tree, tree->text.points[i], &node);
    if (st || n == 0) return st;
    Node *end = &tree->nodes[node];
    if (end->concept >= 0 && end->concept != concept) *other = end->concept;
    if (end->concept < 0)
        *end = (Node){concept, few_letters(&tree->text) ? name : NULL,
                      in_word(tree->text.points[n - 1])};
    return LODE_OK;
}

Status nametree_new(NameTree **out)
{
    uint32_t root;
    NameTree *tree = calloc(1, sizeof *tree);
    const Status st = tree ? new_node(tree, &root) : LODE_NO_MEMORY;
    *out = st ? NULL : tree;
    if (st) nametree_free(tree);
    return st;
}

void nametree_free(NameTree *tree)
{
    if (!tree) return;
    free(tree->edges);
    free(tree->nodes);
    free(tree->text.points);
    free(tree);
}

/* --- finding --- */

static uint32_t step(const NameTree *tree, uint32_t node, uint32_t point)
{
    return edge_slot(tree->edges, tree->edges_room, node, point)->to;
}

static bool word_ends(const Folded *text, size_t at)
{
    if (at >= text->n || !in_word(text->points[at])) return true;
    const bool plural = text->points[at] == 's';
    return plural && (at + 1 >= text->n || !in_word(text->points[at + 1]));
}

static bool written_so(const char *bytes, const Folded *text, size_t first, size_t last,
                       const char *exact)
{
    const size_t n = text->ends[last] - text->starts[first];
    return strlen(exact) == n && memcmp(bytes + text->starts[first], exact, n) == 0;
}

/* Characters of the longest name that starts here, 0 if none. */
static size_t longest(const NameTree *tree, const char *bytes, size_t first, int32_t *concept)
{
    const Folded *text = &tree->text;
    size_t best = 0;
    uint32_t node = 0;
    if (first > 0 && in_word(text->points[first]) && in_word(text->points[first - 1])) return 0;
    for (size_t at = first; at < text->n; at++) {
        node = step(tree, node, text->points[at]);
        if (!node) break;
        const Node *end = &tree->nodes[node];
        if (end->concept < 0 || (end->latin && !word_ends(text, at + 1))) continue;
        if (end->exact && !written_so(bytes, text, first, at, end->exact)) continue;
        best = at + 1 - first;
        *concept = end->concept;
    }
    return best;
}

Status nametree_scan(NameTree *tree, const char *text, size_t n, NameSee see, void *context)
{
    const Status st = fold_text(&tree->text, text, n);
    if (st || !tree->edges) return st;
    const Folded *folded = &tree->text;
    for (size_t at = 0; at < folded->n;) {
        int32_t concept = -1;
        const size_t found = longest(tree, text, at, &concept);
        if (found) see(context, concept, folded->starts[at], folded->ends[at + found - 1]);
        at += found ? found : 1;
    }
    return LODE_OK;
}

int32_t nametree_find(NameTree *tree, const char *text)
{
    uint32_t node = 0;
    size_t at = 0;
    if (fold_name(&tree->text, text) != LODE_OK || !tree->edges) return -1;
    while (at < tree->text.n && (node = step(tree, node, tree->text.points[at])))
        at++;
    return node && at == tree->text.n ? tree->nodes[node].concept : -1;
}
