/* asked.h - what a search was told, and the points that it puts together to ask next. Private
 * to choice/.
 *
 * Points are rows of n steps, a step for each candidate. No point is asked for twice: every
 * answer is kept, in the order of the questions. */
#ifndef LODE_CHOICE_ASKED_H
#define LODE_CHOICE_ASKED_H

#include "choice/search.h"

/* Everything that was answered, in the order of the questions. */
struct Search {
    SearchOptions o;
    double *points; /* n each */
    SearchAnswer *answers;
    int32_t n_points, room;
    double *kept;  /* rows that a result points to: best, equal, single, greedy */
    double *batch; /* points that are being put together */
    int32_t n_batch, batch_room;
};

enum { KEPT_BEST, KEPT_EQUAL, KEPT_SINGLE, KEPT_GREEDY, KEPT_ROWS };

size_t asked_row_bytes(const Search *s);
double *asked_row(const Search *s, double *rows, int32_t i);

/* Asks for what is new among n points. */
Status asked_new(Search *s, const double *points, int32_t n);

/* The answer of a point that was asked for. */
const SearchAnswer *asked_answer(const Search *s, const double *point);

/* A new point at the end of the batch: a copy of `from`, or all 0. NULL without memory. */
double *asked_add(Search *s, const double *from);

/* Asks for what is new in the batch. */
Status asked_batch(Search *s);

/* The best point of the batch under the rule; ties go to the first. -1 when it is empty. */
int32_t asked_best(const Search *s, const SearchRule *rule);

/* Keeps a row for the result, if it is better than what is kept there. */
void asked_keep_better(Search *s, const SearchRule *rule, int row, const double *point);

/* The step that a walk begins with: a power of two, about a quarter of the most of any
 * candidate. */
int32_t asked_stride(const Search *s);

/* Whether there are questions left of those since `begun`. */
bool asked_may(const Search *s, int32_t begun);

#endif
