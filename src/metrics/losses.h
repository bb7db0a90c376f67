/* losses.h - who loses and who gains money between two runs: users and producers by region. */
#ifndef LODE_METRICS_LOSSES_H
#define LODE_METRICS_LOSSES_H

#include "metrics/compare.h"

/* The second run less the first, over the months both have; money. */
typedef struct Loss {
    int32_t region;
    double consumers, producers, together;
} Loss;

/* One for each region of the first run, the largest change together first. Takes
 * comparison->a->n_regions of out; returns how many there are: regions whose change is dust
 * (below 1e-6 of the largest) are left out. */
int32_t losses_between(const Comparison *comparison, Loss *out);

/* "Users in Japan lose 12 million USD, producers there gain 3 million." */
void loss_words(const Comparison *comparison, const Loss *loss, char *buffer, size_t size);

#endif
