/* kinds.h - the kinds of policy. Each is one file here and one line in kinds.def.
 *
 * A kind describes the keys a scenario may write (columns), chooses what it touches (select),
 * and says month by month what it does, in the language of net/effects.h (apply). Nothing else
 * in the program knows a kind by name. docs/contributing.md walks through adding one. */
#ifndef LODE_KINDS_KINDS_H
#define LODE_KINDS_KINDS_H

#include "base/diag.h"
#include "net/effects.h"
#include "table/column.h"

/* What a policy touches: indices of the model, ascending. */
typedef struct Selection {
    const int32_t *routes, *facilities, *demands;
    int32_t n_routes, n_facilities, n_demands;
} Selection;

/* A policy of a scenario, bound to its kind. */
typedef struct Policy {
    const struct PolicyKind *kind;
    const char *id;       /* as written, or scenario:kind:number */
    const void *row;      /* the kind's own struct */
    const YamlNode *node; /* as written */
    Month from, until;    /* first and last month in force; MONTH_NONE = open */
    Selection selection;
    int32_t limit; /* its limit row, or NET_NONE */
    int32_t payer; /* its number in the plan: who pays, for effects_support and the like */
    Place place;
} Policy;

/* What a policy may look at beside its own row: how things stood when the step opened. */
typedef struct PolicyContext {
    const Net *net;
    const double
        *usual_flow;     /* routes: flow of a usual step before any of this, amount per step */
    const double *spent; /* policies by their number: money they have paid so far */
    const double *price; /* markets: of the last step, money per unit */
    const double *expected; /* markets: expected price, money per unit */
    const double *activity; /* facilities: of the last step */
    const double *stock;    /* stocks: amount at the end of the last step */
} PolicyContext;

typedef struct PolicyKind {
    const char *name;
    const char *summary; /* one line for `lode policies` */
    const Column *columns;
    int n_columns;
    size_t row_size;
    const char *commodity_of; /* column whose commodities give units; "" if none */
    bool limits;              /* its routes share a limit row */
    /* Finds what the policy touches; mistakes beyond single cells go to diag. */
    Status (*select)(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out);
    void (*apply)(const Policy *policy, const PolicyContext *context, Effects *effects);
} PolicyKind;

/* All kinds, in the order of kinds.def. */
const PolicyKind *const *kind_list(int *n);

/* NULL when there is none of that name. */
const PolicyKind *kind_find(const char *name);

/* ---- choosing what a policy touches ---- */

bool set_has(const IndexSet *set, int32_t index);

/* Routes of the commodities from one set of regions to another (never within a region). */
Status select_routes(const Model *model, const IndexSet *from, const IndexSet *to,
                     const IndexSet *commodities, Arena *arena, Selection *out);

/* Facilities that are in all three sets. */
Status select_facilities(const Model *model, const IndexSet *facilities,
                         const IndexSet *regions, const IndexSet *processes, Arena *arena,
                         Selection *out);

/* Demands that are in all three sets. */
Status select_demands(const Model *model, const IndexSet *regions, const IndexSet *commodities,
                      const IndexSet *uses, Arena *arena, Selection *out);

#endif
