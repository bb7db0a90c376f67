/* search.h - the best point of a grid, when a question costs a run of a model.
 *
 * A point says how many steps of each of n candidates are taken: whole numbers from 0 to what
 * each has at most. An answer is a goal and a cost; what is wanted is a rule:
 *     a budget    the highest goal with cost <= limit
 *     a target    the lowest cost with goal >= limit
 * Nothing is known of the two functions but their values, which are remembered: no point is
 * asked for twice. Points are asked for in batches whose order and contents depend on the
 * answers alone, so a search is the same whoever answers, and on however many threads.
 *
 * The search tries every candidate alone, what would be best if they did not touch each other
 * (blend.h), the equal split, and greedy growth; then, between the grid's points, COBYLA
 * [Powell94] of NLopt from the best of them; then the neighbours of the best point at strides
 * that halve down to one step, until none is better. Small grids are
 * enumerated instead, and only then is the answer known to be the best. */
#ifndef LODE_CHOICE_SEARCH_H
#define LODE_CHOICE_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

typedef struct SearchAnswer {
    double goal; /* to be made large; NAN: the run failed */
    double cost; /* money */
} SearchAnswer;

typedef struct SearchRule {
    bool target; /* limit is a goal to be reached; else it is a budget */
    double limit;
    double dust_goal, dust_cost; /* differences up to these are none: rounding of the runs */
} SearchRule;

/* Answers n_points points; each is n steps (of candidates), row after row, perhaps between
 * whole ones. */
typedef Status (*SearchAsk)(void *context, const double *points, int32_t n_points,
                            SearchAnswer *answers);

typedef struct SearchOptions {
    int32_t n;           /* candidates */
    const int32_t *most; /* steps of each */
    int32_t questions;   /* that may be asked, about: a batch that was begun is finished */
    int32_t relaxed;     /* of them by COBYLA; 0 = none */
    int32_t enumerate;   /* grids of at most so many points are enumerated; 0 = none */
    SearchAsk ask;
    void *context;
} SearchOptions;

typedef struct Search Search;

/* LODE_NO_MEMORY. Options are copied, arrays in them borrowed. */
Status search_new(const SearchOptions *options, Search **out);
void search_free(Search *search); /* NULL is fine */

/* What was found. Points are borrowed from the search. */
typedef struct SearchFound {
    const double *best; /* n steps; all 0 when nothing keeps the rule */
    SearchAnswer answer;
    bool kept;                             /* it keeps the rule */
    bool whole;                            /* the grid was enumerated: there is none better */
    const double *equal, *single, *greedy; /* what others would do; the same rule */
    SearchAnswer equal_answer, single_answer, greedy_answer;
    int32_t questions; /* asked so far, over all searches */
} SearchFound;

/* Searches under a rule, whose dust is set here to 1e-7 of the largest goal and cost that
 * single measures have; what earlier searches were told is used. */
Status search_run(Search *search, const SearchRule *rule, SearchFound *out);

/* The best of all points that were ever asked for, whatever for, and lie on the grid: n steps,
 * to best; false when none keeps the rule. Asks for nothing. */
bool search_recall(const Search *search, const SearchRule *rule, double *best,
                   SearchAnswer *answer);

/* Asks for points, or remembers; for whoever looks around the best one. */
Status search_ask(Search *search, const double *points, int32_t n_points,
                  SearchAnswer *answers);

/* True when a keeps the rule better than b does: one that keeps it before one that does not,
 * then by the rule, then the other way (cheaper, or better). NAN is never better. */
bool search_better(const SearchRule *rule, const SearchAnswer *a, const SearchAnswer *b);
bool search_keeps(const SearchRule *rule, const SearchAnswer *a);

#endif
