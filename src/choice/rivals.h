/* rivals.h - simple plans that a search begins from and is compared with: each candidate alone,
 * what would be best if they did not touch each other, the same for all, and greedy growth.
 * Private to choice/. */
#ifndef LODE_CHOICE_RIVALS_H
#define LODE_CHOICE_RIVALS_H

#include "choice/asked.h"

/* Each candidate alone: at every step, or at one step, two, four, ... and all. They are in the
 * batch afterwards, nothing at all first. */
Status rivals_singles(Search *s);

/* The best mix of what the singles (in the batch) say, as a point that is asked for. */
Status rivals_blend(Search *s, const SearchRule *rule);

/* Budget: the same money for each. Target: each at the same eighth of what it has at most. The
 * batch holds the singles; the best is kept as KEPT_EQUAL. */
Status rivals_equal(Search *s, const SearchRule *rule);

/* Grows KEPT_GREEDY stride by stride, `begun` questions having been asked before the search. */
Status rivals_greedy(Search *s, const SearchRule *rule, int32_t begun);

#endif
