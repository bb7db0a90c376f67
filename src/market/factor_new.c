/* factor_new.c - the pattern of L, found once: the elimination tree, the panels, and where
 * every entry of an update goes. */
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include "market/factor.h"

typedef struct Symbolic {
    int32_t n;
    const int32_t *start, *graph;
    const Split *split;
    int32_t *parent; /* n: in the elimination tree, -1 at a root */
    int32_t *count;  /* n: entries of the column of L, the diagonal included */
    int32_t *mark;   /* n */
    int32_t n_panels;
    int32_t *first; /* n_panels + 1 */
    int32_t *height;
} Symbolic;

/* The elimination tree and the column counts: row i of L is the subtree that the entries of row
 * i of H reach from below [Davis06, section 4]. */
static void symbolic_tree(Symbolic *sym)
{
    for (int32_t i = 0; i < sym->n; i++) {
        sym->parent[i] = -1;
        sym->mark[i] = i;
        sym->count[i] = 1;
        for (int32_t e = sym->start[i]; e < sym->start[i + 1]; e++)
            for (int32_t k = sym->graph[e]; k < i && sym->mark[k] != i; k = sym->parent[k]) {
                if (sym->parent[k] < 0) sym->parent[k] = i;
                sym->count[k]++;
                sym->mark[k] = i;
            }
    }
}

/* Whether a panel of `width` columns may hold this share of zeros: few columns, cheap zeros.
 * The figures are those CHOLMOD's documentation gives for its relaxed supernodes [Chen08]. */
static bool zeros_are_cheap(int32_t width, double zeros, double entries)
{
    const double share = zeros / entries;
    return zeros == 0.0 || width <= 4 || (width <= 16 && share < 0.15) ||
           (width <= 48 && share < 0.1) || share < 0.05;
}

/* Whether row j is the first of half 1 or of the top, in which a new panel begins. */
static bool begins_part(const Split *split, int32_t j)
{
    return j == split->end[0] || j == split->end[1];
}

/* Panels: columns whose rows are those of their parent (fundamental supernodes), then, from the
 * last to the first, a panel joins its parent when that costs few zeros. */
static Status symbolic_panels(Symbolic *sym, Arena *scratch)
{
    const int32_t n = sym->n;
    int32_t *first = ARENA_ARRAY(scratch, int32_t, n + 1), n_fundamental = 0;
    double *zeros = ARENA_ARRAY(scratch, double, n + 1);
    bool *joined = ARENA_ARRAY(scratch, bool, n + 1); /* to the panel after it */
    int32_t *end = ARENA_ARRAY(scratch, int32_t, n + 1);
    if (!first || !zeros || !joined || !end) return LODE_NO_MEMORY;
    for (int32_t j = 0; j < n; j++)
        if (j == 0 || begins_part(sym->split, j) || sym->parent[j - 1] != j ||
            sym->count[j - 1] != sym->count[j] + 1)
            first[n_fundamental++] = j;
    first[n_fundamental] = n;
    for (int32_t s = n_fundamental - 1; s >= 0; s--) {
        const int32_t width = first[s + 1] - first[s], last = first[s + 1] - 1;
        int32_t *height = &sym->height[s];
        *height = sym->count[first[s]];
        end[s] = first[s + 1];
        if (s + 1 == n_fundamental || begins_part(sym->split, first[s + 1]) ||
            sym->parent[last] != first[s + 1])
            continue;
        const double total = end[s + 1] - first[s], tall = width + sym->height[s + 1];
        const double now = zeros[s + 1] + (double)width * (tall - *height);
        if (!zeros_are_cheap((int32_t)total, now,
                             total * (total + 1.0) / 2.0 + total * (tall - total)))
            continue;
        joined[s] = true;
        zeros[s] = now;
        *height = (int32_t)tall;
        end[s] = end[s + 1];
    }
    for (int32_t s = 0; s < n_fundamental; s++) {
        if (s && joined[s - 1]) continue;
        sym->first[sym->n_panels] = first[s];
        sym->height[sym->n_panels++] = sym->height[s];
    }
    sym->first[sym->n_panels] = n;
    return LODE_OK;
}

static int compare_rows(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Rows of a panel: its own columns, what its columns of H reach below, and the rows that its
 * children in the tree hand up. */
static void panel_rows(Symbolic *sym, const Factor *factor, int32_t s, const int32_t *child,
                       const int32_t *sibling, int32_t *row)
{
    const Panel *panel = &factor->panel[s];
    const int32_t end = panel->first + panel->width;
    int32_t n = panel->width;
    for (int32_t k = 0; k < n; k++)
        row[k] = panel->first + k;
    for (int32_t j = panel->first; j < end; j++)
        for (int32_t e = sym->start[j]; e < sym->start[j + 1]; e++) {
            const int32_t i = sym->graph[e];
            if (i < end || sym->mark[i] == s) continue;
            sym->mark[i] = s;
            row[n++] = i;
        }
    for (int32_t c = child[s]; c >= 0; c = sibling[c])
        for (int32_t k = factor->panel[c].width; k < factor->panel[c].height; k++) {
            const int32_t i = factor->panel[c].row[k];
            if (i < end || sym->mark[i] == s) continue;
            sym->mark[i] = s;
            row[n++] = i;
        }
    qsort(row + panel->width, (size_t)(n - panel->width), sizeof *row, compare_rows);
}

static Status lay_panels(Symbolic *sym, Arena *arena, Arena *scratch, Factor *factor)
{
    const int32_t n_panels = sym->n_panels;
    int32_t *child = ARENA_ARRAY(scratch, int32_t, n_panels);
    int32_t *sibling = ARENA_ARRAY(scratch, int32_t, n_panels);
    for (int32_t s = 0; s < n_panels; s++)
        for (int half = 0; half < N_HALVES; half++)
            factor->end[half] += sym->first[s] < sym->split->end[half];
    factor->panel = ARENA_ARRAY(arena, Panel, 2 * n_panels - factor->end[1] + 1);
    factor->panel_of = ARENA_ARRAY(arena, int32_t, sym->n);
    if (!child || !sibling || !factor->panel || !factor->panel_of) return LODE_NO_MEMORY;
    factor->n_panels = n_panels;
    for (int32_t s = 0; s < n_panels; s++) {
        Panel *panel = &factor->panel[s];
        panel->first = sym->first[s];
        panel->width = sym->first[s + 1] - sym->first[s];
        panel->height = sym->height[s];
        panel->stride = (panel->height + DENSE_LANES - 1) / DENSE_LANES * DENSE_LANES;
        child[s] = -1;
        for (int32_t j = panel->first; j < panel->first + panel->width; j++)
            factor->panel_of[j] = s;
    }
    for (int32_t i = 0; i < sym->n; i++)
        sym->mark[i] = -1;
    for (int32_t s = 0; s < n_panels; s++) {
        Panel *panel = &factor->panel[s];
        int32_t *row = ARENA_ARRAY(arena, int32_t, panel->height);
        if (!row) return LODE_NO_MEMORY;
        panel_rows(sym, factor, s, child, sibling, row);
        panel->row = row;
        if (panel->height == panel->width) continue;
        const int32_t up = factor->panel_of[row[panel->width]];
        sibling[s] = child[up];
        child[up] = s;
    }
    return LODE_OK;
}

/* Both row lists rise, and the target's holds every row of the panel from `from` on. */
static const int32_t *link_places(const Panel *panel, const Panel *target, int32_t from,
                                  Arena *arena)
{
    int32_t *place = ARENA_ARRAY(arena, int32_t, panel->height - from);
    if (!place) return NULL;
    for (int32_t i = from, at = 0; i < panel->height; i++) {
        while (target->row[at] != panel->row[i])
            at++;
        place[i - from] = at;
    }
    return place;
}

static Status lay_links(Arena *arena, Factor *factor)
{
    for (int32_t s = 0; s < factor->n_panels; s++) {
        Panel *panel = &factor->panel[s];
        for (int32_t i = panel->width; i < panel->height; i++)
            panel->n_links += i == panel->width || factor->panel_of[panel->row[i]] !=
                                                       factor->panel_of[panel->row[i - 1]];
        PanelLink *link = ARENA_ARRAY(arena, PanelLink, panel->n_links);
        if (!link) return LODE_NO_MEMORY;
        panel->link = link;
        for (int32_t i = panel->width; i < panel->height; link++) {
            const int32_t target = factor->panel_of[panel->row[i]];
            const bool shadowed =
                split_half(&factor->split, panel->first) == 1 && target >= factor->end[1];
            link->target = shadowed ? target + factor->n_panels - factor->end[1] : target;
            link->from = i;
            while (i < panel->height && factor->panel_of[panel->row[i]] == target)
                i++;
            link->to = i;
            link->place = link_places(panel, &factor->panel[target], link->from, arena);
            if (!link->place) return LODE_NO_MEMORY;
        }
    }
    return LODE_OK;
}

/* The panels of the top once more, for half 1 to take from, which knows the top's rows by
 * their shadows. */
static void lay_shadow(Factor *factor)
{
    const int32_t n_top = factor->n_panels - factor->end[1];
    for (int32_t s = factor->end[1]; s < factor->n_panels; s++)
        factor->panel[s + n_top] = factor->panel[s];
    for (int32_t s = factor->end[0]; s < factor->end[1]; s++)
        for (int32_t i = 0; i < factor->panel[s].height; i++)
            factor->panel[s].row[i] =
                split_place(&factor->split, factor->n, 1, factor->panel[s].row[i]);
}

static Status lay_rooms(Arena *arena, Factor *factor)
{
    int32_t tallest = DENSE_LANES, widest = 1;
    for (int32_t s = 0; s < factor->n_panels; s++) {
        if (factor->panel[s].stride > tallest) tallest = factor->panel[s].stride;
        if (factor->panel[s].width > widest) widest = factor->panel[s].width;
    }
    for (int half = 0; half < N_HALVES; half++) {
        FactorRoom *room = &factor->room[half];
        room->block = ARENA_ARRAY(arena, double, (size_t)tallest *DENSE_COLS);
        room->part = ARENA_ARRAY(arena, double, tallest);
        room->packed = ARENA_ARRAY(arena, double, (size_t)widest *DENSE_COLS);
        if (!room->block || !room->part || !room->packed) return LODE_NO_MEMORY;
    }
    return LODE_OK;
}

static Status lay_values(Arena *arena, Factor *factor)
{
    const int32_t n = 2 * factor->n_panels - factor->end[1];
    for (int32_t s = 0; s < n; s++)
        factor->n_values += (size_t)factor->panel[s].stride * (size_t)factor->panel[s].width;
    factor->value = ARENA_ARRAY(arena, double, factor->n_values);
    factor->diagonal = ARENA_ARRAY(arena, double, factor->n_room);
    factor->pivot = ARENA_ARRAY(arena, double, factor->n);
    factor->inverse = ARENA_ARRAY(arena, double, factor->n);
    if (factor->n_values > INT32_MAX || !factor->value || !factor->diagonal || !factor->pivot ||
        !factor->inverse)
        return LODE_NO_MEMORY;
    double *value = factor->value;
    for (int32_t s = 0; s < n; s++) {
        factor->panel[s].value = value;
        value += (size_t)factor->panel[s].stride * (size_t)factor->panel[s].width;
    }
    factor->panel[n].value = value;
    return LODE_OK;
}

Status factor_new(int32_t n, const int32_t *start, const int32_t *graph, const Split *split,
                  Arena *arena, Arena *scratch, Factor *out)
{
    *out = (Factor){
        .n = n, .n_room = n + (n - split->end[1]), .split = *split, .update = dense_update()};
    Symbolic sym = {.n = n, .start = start, .graph = graph, .split = split};
    sym.parent = ARENA_ARRAY(scratch, int32_t, n);
    sym.count = ARENA_ARRAY(scratch, int32_t, n);
    sym.mark = ARENA_ARRAY(scratch, int32_t, n);
    sym.first = ARENA_ARRAY(scratch, int32_t, n + 1);
    sym.height = ARENA_ARRAY(scratch, int32_t, n + 1);
    if (!sym.parent || !sym.count || !sym.mark || !sym.first || !sym.height)
        return LODE_NO_MEMORY;
    symbolic_tree(&sym);
    Status st = symbolic_panels(&sym, scratch);
    if (!st) st = lay_panels(&sym, arena, scratch, out);
    if (!st) st = lay_links(arena, out);
    if (!st) lay_shadow(out);
    if (!st) st = lay_rooms(arena, out);
    if (!st) st = lay_values(arena, out);
    return st;
}
