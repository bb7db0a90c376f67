/* observed.h - observations in words. */
#ifndef LODE_MODEL_OBSERVED_H
#define LODE_MODEL_OBSERVED_H

#include "model/model.h"

/* "price of la-oxide, rest", "oxide from china to world": what was observed, without its date.
 * Ids, groups and stages as they were written. */
void observed_words(const Model *model, const Observation *observation, char *buffer,
                    size_t size);

/* The id of its document, or "assumption". */
const char *observed_source(const Model *model, const Observation *observation);

/* What observations are of the same series: all but date, value and origin agree. */
bool observed_same(const Observation *a, const Observation *b);

#endif
