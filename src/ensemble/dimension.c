#include "ensemble/dimension.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { CELLS_MAX = 100000 };

typedef struct Lister {
    Dimensions *out;
    Dimension *items;
    Arena *arena, *scratch;
    Diag *diag;
    CellText *found; /* of one row: CELLS_MAX + 1; in scratch */
} Lister;

/* ---- the cells of a row of uncertain.csv ---- */

static SpreadKind kind_of(int32_t dist, const char *choices)
{
    static const char *const names[] = {"uniform", "triangular", "loguniform", "normal",
                                        "lognormal"};
    for (int i = 0; i < 5; i++)
        if (text_choice(names[i], choices) == dist) return (SpreadKind)i;
    return SPREAD_UNIFORM;
}

static void say(const Lister *l, const Place *place, const char *field, const char *text,
                const char *detail)
{
    diag_error(l->diag, place->file, place->line, place->column, field, "%s%s%s", text,
               *detail ? ": " : "", detail);
}

/* The table as the inputs have it, so that a search need not keep its own copy. */
static const CsvTable *kept_table(const Lister *l, const CsvTable *csv)
{
    for (int32_t t = 0; t < l->out->inputs.n_tables; t++)
        if (strcmp(l->out->inputs.tables[t].file, csv->file) == 0)
            return &l->out->inputs.tables[t].csv;
    return NULL;
}

/* Cells of one address that hold numbers, behind those found before. */
static Status add_cells(const Lister *l, const Uncertain *from, const char *text, int32_t *n)
{
    Address address;
    AddressRows found = {.column = -1};
    Diag *diag = diag_new();
    Status st = diag ? address_parse(text, l->scratch, diag, &address) : LODE_NO_MEMORY;
    if (!st) st = address_find(l->out->files, &address, l->scratch, diag, &found);
    const CsvTable *csv = st ? NULL : kept_table(l, &found.csv);
    if (!st && found.column < 0)
        say(l, &from->origin.place, "cells", "name a column, as in costs[:4].cost", text);
    if (st == LODE_USAGE && diag_count(diag)) {
        say(l, &from->origin.place, "cells", diag_message(diag, 0)->text, "");
        st = LODE_OK;
    }
    for (int32_t i = 0; csv && found.column >= 0 && i < found.n && *n < CELLS_MAX; i++) {
        double value;
        l->found[*n] = (CellText){csv, found.rows[i], found.column, NULL};
        *n += overlay_value(&l->found[*n], &value);
    }
    diag_free(diag);
    return st;
}

static Status keep_cells(const Lister *l, Dimension *d)
{
    CellText *cells = ARENA_ARRAY(l->arena, CellText, d->n_cells);
    double *usual = ARENA_ARRAY(l->arena, double, d->n_cells);
    if (!cells || !usual) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < d->n_cells; i++) {
        cells[i] = l->found[i];
        overlay_value(&cells[i], &usual[i]);
    }
    d->cells = cells;
    d->usual = usual;
    return LODE_OK;
}

static Status find_cells(const Lister *l, const Uncertain *from, Dimension *d)
{
    char *words = arena_text(l->scratch, from->cells, strlen(from->cells)), *rest = NULL;
    if (!words) return LODE_NO_MEMORY;
    const int32_t before = diag_errors(l->diag);
    Status st = LODE_OK;
    for (char *word = strtok_r(words, " ", &rest); word && !st;
         word = strtok_r(NULL, " ", &rest))
        st = add_cells(l, from, word, &d->n_cells);
    if (!st && d->n_cells == 0 && diag_errors(l->diag) == before)
        say(l, &from->origin.place, "cells", "none of these cells holds a number", from->cells);
    return st ? st : keep_cells(l, d);
}

/* How the first cell's own row says that it is known. */
static void find_source(const Lister *l, Dimension *d)
{
    const CellText *cell = &d->cells[0];
    const Place place = {cell->csv->file, cell->csv->rows[cell->row].line, 0};
    const int32_t row = inputs_find(&l->out->inputs, &place);
    d->known = row < 0 ? INPUT_NONE : l->out->inputs.rows[row].known;
    d->source = row < 0 ? "" : l->out->inputs.rows[row].source;
}

static void check_spread(const Lister *l, const Dimension *d)
{
    const char *fault = spread_fault(&d->spread);
    if (fault) say(l, &d->place, d->id, fault, "");
    for (int32_t i = 1; d->as == UNCERTAIN_VALUE && i < d->n_cells; i++)
        if (d->usual[i] != d->usual[0]) {
            say(l, &d->place, "as",
                "these cells hold different numbers, so one value cannot stand for all",
                "use 'factor'");
            return;
        }
}

static Status list_uncertain(Lister *l)
{
    const Model *model = l->out->model;
    if (!(l->found = ARENA_ARRAY(l->scratch, CellText, CELLS_MAX + 1))) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < model->n_uncertain; i++) {
        const Uncertain *from = &model->uncertain[i];
        Dimension *d = &l->items[l->out->n++];
        *d = (Dimension){.kind = DIMENSION_CELLS,
                         .id = from->id,
                         .label = from->label,
                         .as = from->as,
                         .place = from->origin.place,
                         .source = ""};
        const Status st = find_cells(l, from, d);
        if (st) return st;
        if (d->n_cells == 0) continue;
        find_source(l, d);
        const double mode = from->as == UNCERTAIN_FACTOR ? 1 : d->usual[0];
        d->spread = (Spread){kind_of(from->dist, UNCERTAIN_DISTS), from->low, mode, from->high};
        check_spread(l, d);
    }
    return LODE_OK;
}

/* ---- what the scenarios let vary ---- */

static Dimension *find_dimension(const Lister *l, const char *id)
{
    for (int32_t i = 0; i < l->out->n; i++)
        if (strcmp(l->items[i].id, id) == 0) return &l->items[i];
    return NULL;
}

/* Two scenarios that name the same thing get the same value, in the range of both. */
static void add_vary(Lister *l, const ScenarioVary *vary)
{
    Dimension *d = find_dimension(l, vary->id);
    if (!d) {
        d = &l->items[l->out->n++];
        *d = (Dimension){
            .kind = DIMENSION_VARY,
            .id = vary->id,
            .label = vary->label,
            .spread = {kind_of(vary->dist, VARY_DISTS), vary->low, vary->usual, vary->high},
            .known = INPUT_ASSUMPTION,
            .source = "",
            .place = vary->place};
    } else if (d->kind == DIMENSION_CELLS) {
        say(l, &vary->place, vary->id, "a row of uncertain.csv has this id, too", "");
    } else {
        d->spread.low = fmax(d->spread.low, vary->low);
        d->spread.high = fmin(d->spread.high, vary->high);
    }
    check_spread(l, d);
}

static int32_t count_varies(const Model *model, const char *const *scenarios, int n)
{
    int32_t count = 0;
    for (int i = 0; i < n; i++) {
        const int32_t s = model_find_scenario(model, scenarios[i]);
        if (s != MODEL_NONE) count += model->scenarios[s].n_varies;
    }
    return count;
}

static void list_varies(Lister *l, const char *const *scenarios, int n)
{
    const Model *model = l->out->model;
    for (int i = 0; i < n; i++) {
        const int32_t s = model_find_scenario(model, scenarios[i]);
        for (int32_t v = 0; s != MODEL_NONE && v < model->scenarios[s].n_varies; v++)
            add_vary(l, &model->scenarios[s].varies[v]);
    }
}

/* ---- those that are asked for ---- */

static bool is_in(const char *id, const char *const *ids, int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(id, ids[i]) == 0) return true;
    return false;
}

static Status check_ids(const Lister *l, const char *option, const char *const *ids, int n)
{
    for (int i = 0; i < n; i++)
        if (!find_dimension(l, ids[i])) {
            diag_error(l->diag, "", 0, 0, "",
                       "--%s '%s': neither uncertain.csv nor a scenario at hand has a range of "
                       "this id",
                       option, ids[i]);
            return LODE_USAGE;
        }
    return LODE_OK;
}

static Status choose(Lister *l, const DimensionChoice *choice)
{
    Status st = check_ids(l, "only", choice->only, choice->n_only);
    if (!st) st = check_ids(l, "fix", choice->fixed, choice->n_fixed);
    if (st) return st;
    int32_t kept = 0;
    for (int32_t i = 0; i < l->out->n; i++) {
        const char *id = l->items[i].id;
        const bool wanted = !choice->n_only || is_in(id, choice->only, choice->n_only);
        if (wanted && !is_in(id, choice->fixed, choice->n_fixed))
            l->items[kept++] = l->items[i];
    }
    l->out->n = kept;
    return LODE_OK;
}

/* ---- correlations ---- */

static bool known_id(const Model *model, const char *id)
{
    for (int32_t i = 0; i < model->n_uncertain; i++)
        if (strcmp(model->uncertain[i].id, id) == 0) return true;
    for (int32_t s = 0; s < model->n_scenarios; s++)
        for (int32_t v = 0; v < model->scenarios[s].n_varies; v++)
            if (strcmp(model->scenarios[s].varies[v].id, id) == 0) return true;
    return false;
}

static void check_id(const Lister *l, const Correlation *c, const char *field, const char *id)
{
    if (!known_id(l->out->model, id))
        say(l, &c->origin.place, field,
            "neither uncertain.csv nor any scenario's 'vary' has this id", id);
}

/* Pairs with a scenario's range that is not at hand are passed over. */
static Status list_correlations(Lister *l)
{
    const Model *model = l->out->model;
    const size_t n = (size_t)l->out->n;
    if (!model->n_correlations) return LODE_OK;
    double *root = ARENA_ARRAY(l->arena, double, n *n);
    if (!root) return LODE_NO_MEMORY;
    for (size_t i = 0; i < n; i++)
        root[i * n + i] = 1;
    for (int32_t i = 0; i < model->n_correlations; i++) {
        const Correlation *c = &model->correlations[i];
        check_id(l, c, "a", c->a);
        check_id(l, c, "b", c->b);
        const Dimension *a = find_dimension(l, c->a), *b = find_dimension(l, c->b);
        if (!a || !b || a == b) continue;
        const size_t at = (size_t)(a - l->items), to = (size_t)(b - l->items);
        root[at * n + to] = root[to * n + at] = c->correlation;
    }
    if (spread_cholesky(root, (int)n))
        say(l, &model->correlations[0].origin.place, "correlation",
            "taken together the correlations contradict each other (the matrix is not "
            "positive definite)",
            "");
    l->out->root = root;
    return LODE_OK;
}

static Status read_table(const Files *files, const char *name, Arena *arena, CsvTable *out)
{
    const File *file = files_find(files, name);
    return file ? csv_read(file->name, file->bytes, file->n, arena, NULL, out) : LODE_OK;
}

static Status list_all(Lister *l, const char *const *scenarios, int n_scenarios,
                       const DimensionChoice *choice)
{
    Dimensions *out = l->out;
    const int32_t room =
        out->model->n_uncertain + count_varies(out->model, scenarios, n_scenarios);
    if (!(l->items = ARENA_ARRAY(l->arena, Dimension, room))) return LODE_NO_MEMORY;
    out->items = l->items;
    Status st = inputs_list(out->files, l->arena, &out->inputs);
    if (!st) st = read_table(out->files, "tables/facilities.csv", l->arena, &out->facilities);
    if (!st) st = read_table(out->files, "tables/plans.csv", l->arena, &out->plans);
    if (!st) st = list_uncertain(l);
    if (st) return st;
    list_varies(l, scenarios, n_scenarios);
    if (choice) st = choose(l, choice);
    return st ? st : list_correlations(l);
}

Status dimensions_list(const Model *model, const Files *files, const char *const *scenarios,
                       int n_scenarios, const DimensionChoice *choice, Arena *arena, Diag *diag,
                       Dimensions *out)
{
    Lister l = {.out = out, .arena = arena, .scratch = arena_new(0), .diag = diag};
    const int32_t before = diag_errors(diag);
    *out = (Dimensions){.model = model, .files = files};
    const Status st = l.scratch ? list_all(&l, scenarios, n_scenarios, choice) : LODE_NO_MEMORY;
    arena_free(l.scratch);
    if (st) return st;
    return diag_errors(diag) > before ? LODE_BAD_INPUT : LODE_OK;
}
