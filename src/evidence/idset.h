/* idset.h - a set of documents or statements, one bit each. */
#ifndef LODE_EVIDENCE_IDSET_H
#define LODE_EVIDENCE_IDSET_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/status.h"

typedef struct IdSet {
    uint64_t *bits;
    int64_t n; /* ids 0 to n - 1 */
} IdSet;

static inline Status idset_new(int64_t n, IdSet *out)
{
    *out = (IdSet){calloc((size_t)n / 64 + 1, sizeof(uint64_t)), n};
    return out->bits ? LODE_OK : LODE_NO_MEMORY;
}

static inline void idset_free(IdSet *set)
{
    free(set->bits);
    *set = (IdSet){NULL, 0};
}

static inline void idset_add(IdSet *set, int64_t id)
{
    if (id >= 0 && id < set->n) set->bits[id / 64] |= 1ull << (id % 64);
}

static inline bool idset_has(const IdSet *set, int64_t id)
{
    return id >= 0 && id < set->n && (set->bits[id / 64] >> (id % 64) & 1);
}

/* Leaves what is in both, or with `others` what is only in the first. */
static inline void idset_keep(IdSet *set, const IdSet *some, bool others)
{
    for (int64_t i = 0; i < set->n / 64 + 1; i++)
        set->bits[i] &= others ? ~some->bits[i] : some->bits[i];
}

#endif
