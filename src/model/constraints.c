/* Constraints with their terms, and dated changes of stocks. */
#include <stdlib.h>

#include "model/build.h"

/* --- finding things by what they join --- */

static int32_t find_stock(const Model *model, int32_t region, int32_t commodity)
{
    for (int32_t s = 0; s < model->n_stocks; s++)
        if (model->stocks[s].region == region && model->stocks[s].commodity == commodity)
            return s;
    return MODEL_NONE;
}

static int32_t find_route(const Model *model, const ConstraintTermRow *row)
{
    for (int32_t f = 0; f < model->n_routes; f++)
        if (model->routes[f].commodity == row->commodity &&
            model->routes[f].from == row->from && model->routes[f].to == row->to)
            return f;
    return MODEL_NONE;
}

/* --- dated changes of stocks --- */

static int by_stock(const void *a, const void *b)
{
    const StockStep *x = a, *y = b;
    if (x->stock != y->stock) return x->stock < y->stock ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

/* Gives each stock its rows of the sorted steps. */
static void share_out(Draft *draft, const StockStep *steps, int32_t n)
{
    Stock *stocks = (Stock *)(uintptr_t)draft->model->stocks; /* still being put together */
    for (int32_t s = 0, at = 0; s < draft->model->n_stocks; s++) {
        stocks[s].first_step = at;
        while (at < n && steps[at].stock == s)
            at++;
        stocks[s].n_steps = at - stocks[s].first_step;
    }
}

Status build_stock_plans(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_STOCK_PLANS];
    const StockPlanRow *rows = list->items;
    Model *model = draft->model;
    StockStep *steps = ARENA_ARRAY(draft->reading.arena, StockStep, list->n);
    int32_t n = 0;
    if (!steps) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n; i++) {
        if (list->bad[i]) continue;
        const int32_t s = find_stock(model, rows[i].region, rows[i].commodity);
        if (s != MODEL_NONE)
            steps[n++] = (StockStep){.stock = s,
                                     .from = rows[i].date,
                                     .storage = rows[i].storage,
                                     .least = rows[i].least,
                                     .room = rows[i].room,
                                     .origin = rows[i].origin};
        else if (!draft->rows[TABLE_STOCKS].errors)
            row_error(&draft->reading, &rows[i].origin.place, "commodity",
                      "stocks.csv has no stock of '%s' in '%s'",
                      model->commodities[rows[i].commodity].id,
                      model->regions[rows[i].region].id);
    }
    if (n) qsort(steps, (size_t)n, sizeof *steps, by_stock);
    share_out(draft, steps, n);
    model->stock_steps = steps;
    model->n_stock_steps = n;
    return LODE_OK;
}

/* --- constraints --- */

/* False after a message when what the row names does not exist. */
static bool term_from(Draft *draft, const ConstraintTermRow *row, ConstraintTerm *out)
{
    const Model *model = draft->model;
    *out = (ConstraintTerm){.constraint = row->constraint,
                            .facility = row->facility,
                            .route = MODEL_NONE,
                            .stock = MODEL_NONE,
                            .date = row->date,
                            .coefficient = row->coefficient,
                            .origin = row->origin};
    if (row->facility != MODEL_NONE) return true;
    const char *good = model->commodities[row->commodity].id;
    if (row->region != MODEL_NONE) {
        out->stock = find_stock(model, row->region, row->commodity);
        if (out->stock == MODEL_NONE && !draft->rows[TABLE_STOCKS].errors)
            row_error(&draft->reading, &row->origin.place, "region",
                      "stocks.csv has no stock of '%s' in '%s'", good,
                      model->regions[row->region].id);
        return out->stock != MODEL_NONE;
    }
    out->route = find_route(model, row);
    if (out->route == MODEL_NONE && !draft->rows[TABLE_ROUTES].errors)
        row_error(&draft->reading, &row->origin.place, "to",
                  "routes.csv has no route of '%s' from '%s' to '%s'", good,
                  model->regions[row->from].id, model->regions[row->to].id);
    return out->route != MODEL_NONE;
}

static int by_constraint(const void *a, const void *b)
{
    const ConstraintTerm *x = a, *y = b;
    if (x->constraint != y->constraint) return x->constraint < y->constraint ? -1 : 1;
    return (x->origin.place.line > y->origin.place.line) -
           (x->origin.place.line < y->origin.place.line);
}

static void give_terms(Draft *draft, Constraint *constraints, int32_t n_constraints,
                       const ConstraintTerm *terms, int32_t n)
{
    for (int32_t c = 0, at = 0; c < n_constraints; c++) {
        constraints[c].first_term = at;
        while (at < n && terms[at].constraint == c)
            at++;
        constraints[c].n_terms = at - constraints[c].first_term;
        if (!constraints[c].n_terms && !draft->rows[TABLE_CONSTRAINT_TERMS].errors)
            row_error(&draft->reading, &constraints[c].origin.place, "id",
                      "constraint_terms.csv has no term of '%s'", constraints[c].id);
    }
}

Status build_constraints(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_CONSTRAINT_TERMS];
    const ConstraintTermRow *rows = list->items;
    Model *model = draft->model;
    ConstraintTerm *terms = ARENA_ARRAY(draft->reading.arena, ConstraintTerm, list->n);
    int32_t n = 0;
    if (!terms) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n; i++)
        if (!list->bad[i]) n += term_from(draft, &rows[i], &terms[n]);
    if (n) qsort(terms, (size_t)n, sizeof *terms, by_constraint);
    model->constraint_terms = terms;
    model->n_constraint_terms = n;
    model->constraints = draft->rows[TABLE_CONSTRAINTS].items;
    model->n_constraints = draft->rows[TABLE_CONSTRAINTS].n;
    give_terms(draft, draft->rows[TABLE_CONSTRAINTS].items, model->n_constraints, terms, n);
    return LODE_OK;
}
