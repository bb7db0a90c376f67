/* kinds.h - the kinds of policy. Each is one file here and one line in kinds.def.
 *
 * A kind describes the keys a scenario may write (columns), chooses what it touches (select),
 * and says month by month what it does, in the language of net/effects.h (apply). Most need no
 * more. Some hold a limit over several flows, order goods, add a facility, remember something
 * from month to month, or correct themselves by what the market answers; they fill in the
 * fields below that say so. Nothing else in the program knows a kind by name.
 * docs/contributing.md walks through adding one. */
#ifndef LODE_KINDS_KINDS_H
#define LODE_KINDS_KINDS_H

#include "base/diag.h"
#include "net/effects.h"
#include "table/column.h"

/* What a policy touches: indices of the model, ascending. */
typedef struct Selection {
    const int32_t *routes, *facilities, *demands, *regions;
    int32_t n_routes, n_facilities, n_demands, n_regions;
    const LimitTerm *terms; /* of its limit row; NULL = its routes, added up */
    int32_t n_terms;
    const Order *orders; /* in pairs: a purchase and a release in one market */
    int32_t n_orders;
    bool contracted; /* its facilities may be paid another price for `commodity` */
    int32_t commodity;
} Selection;

/* A policy of a scenario, bound to its kind. */
typedef struct Policy {
    const struct PolicyKind *kind;
    const char *id;       /* as written, or scenario:kind:number */
    const char *why;      /* "" if none */
    IndexSet documents;   /* its own; those of the scenario come beside them */
    const void *row;      /* the kind's own struct */
    const YamlNode *node; /* as written, what varies filled in */
    Month from, until;    /* first and last month it may be in force; MONTH_NONE = open */
    Month announced; /* investors know of it from then on; MONTH_NONE = from its first month */
    int32_t when, until_when;       /* questions of the plan that start and end it; -1 = none */
    double when_steps, until_steps; /* for how many steps their answer must have been yes */
    bool wins, joins;               /* over others that touch the same; together with them */
    Selection selection;
    int32_t limit;       /* its limit row, or NET_NONE */
    int32_t first_order; /* its order columns */
    int32_t payer;  /* its number in the plan: who pays, for effects_support and the like */
    int32_t memory; /* where its memory begins in the run's State */
    const struct Scenario *scenario; /* whose list it was found in */
    int32_t *yields_to; /* policies that win over it: it rests while one is in force */
    int32_t n_yields_to;
    Place place;
} Policy;

/* What every policy remembers from month to month; the kind's own doubles come behind. */
enum {
    MEMORY_SINCE,  /* month from which it is in force; 0 = it is not */
    MEMORY_YES,    /* steps in a row in which its question was answered with yes */
    MEMORY_AMOUNT, /* what it holds, for the record: a backlog, a reserve */
    MEMORY_OWN
};

/* What a policy may look at beside its own row: how things stood when the step opened. */
typedef struct PolicyContext {
    const Net *net;
    const double
        *usual_flow;     /* routes: flow of a usual step before any of this, amount per step */
    const double *spent; /* policies by their number: money they have paid so far */
    const double *price; /* markets: of the last step, money per unit */
    const double *expected;        /* markets: expected price, money per unit */
    const double *activity;        /* facilities: of the last step */
    const double *stock;           /* stocks: amount at the end of the last step */
    const double *use;             /* markets: smoothed use, amount per step */
    const double *built, *decided; /* options: capacity that stands, that is under way; activity
                                    * per month. NULL: nothing is built */
    double *memory;                /* of all policies */
    bool usual; /* a usual month before the first: what the base year saw already holds */
} PolicyContext;

/* What the market answered. */
typedef struct Outcome {
    const double *z;     /* columns of the net */
    const double *price; /* rows */
    const Effects *effects;
    const Program *program; /* what was solved */
} Outcome;

typedef struct PolicyKind {
    const char *name;
    const char *summary; /* one line for `lode policies` */
    const Column *columns;
    int n_columns;
    size_t row_size;
    const char *commodity_of; /* column whose commodities give units; "" if none */
    bool limits;              /* has a limit row */
    /* Finds what the policy touches; mistakes beyond single cells go to diag. */
    Status (*select)(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out);
    /* The facility that it adds to the model, or NULL. Its dates are the policy's. */
    Status (*found)(const void *row, const Model *model, const Place *place, Arena *arena,
                    Diag *diag, Facility *out);
    /* Doubles of its own that it remembers, or NULL. All are 0 before the first month. */
    int32_t (*remembers)(const void *row, const Selection *selection, const Model *model);
    /* Fills the memory before the first month, or NULL. */
    void (*begin)(const Policy *policy, const Net *net, double *own);
    /* What it does in the month of the effects. May be asked several times in one month, and
     * for months to come (sim/outlook.h): changes the effects and nothing else. */
    void (*apply)(const Policy *policy, const PolicyContext *context, Effects *effects);
    /* After a solve: true when the policy would now act otherwise, so that the month is solved
     * again. Only its own memory may change. NULL = never. */
    bool (*revise)(const Policy *policy, const PolicyContext *context, const Outcome *outcome);
    /* The month is over: memory moves on; *payment grows by what was paid. NULL = nothing. */
    void (*settle)(const Policy *policy, const PolicyContext *context, const Outcome *outcome,
                   double *payment);
} PolicyKind;

/* All kinds, in the order of kinds.def. */
const PolicyKind *const *kind_list(int *n);

/* The keys that every policy takes, whatever its kind; beside them `when` and `until_when`. */
const Column *kind_head(int *n);

/* NULL when there is none of that name. */
const PolicyKind *kind_find(const char *name);

/* ---- what a policy asks about itself ---- */

/* Its memory behind MEMORY_OWN. */
double *policy_own(const Policy *policy, const PolicyContext *context);

/* Months since it came into force, the month of the effects included: 1 in the first. */
double policy_age(const Policy *policy, const PolicyContext *context, Month month);

/* What is left of a budget (NAN = no budget, so INFINITY). */
double policy_left(const Policy *policy, const PolicyContext *context, double budget);

/* What was bought or released by its order o. */
double policy_ordered(const Policy *policy, const Outcome *outcome, const Net *net, int32_t o);

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

Status select_regions(const Model *model, const IndexSet *regions, Arena *arena,
                      Selection *out);

#endif
