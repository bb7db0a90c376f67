/* nearcopy.h - texts that say nearly the same, found and measured by their pairs: pairs of
 * neighbouring words, and the pairs of Han that are the words of the index.
 *     containment(a, b) = |A and B| / min(|A|, |B|)          over the sets of pairs
 * At .6 and a size ratio of a third: recall .999 at 15 % edited, 3 wrong in a million [EVIDENCE
 * 3]. Candidates share members of a sketch: the NEAR_SKETCH smallest hashes of a text's pairs.
 */
#ifndef LODE_EVIDENCE_NEARCOPY_H
#define LODE_EVIDENCE_NEARCOPY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "evidence/token.h"

enum { NEAR_SKETCH = 32, NEAR_CANDIDATES = 24, NEAR_PAIRS_MIN = 8 };

typedef struct Pairs {
    uint32_t *hashes; /* sorted, each once */
    int32_t n;
} Pairs;

/* The pairs of a text; hashes live in arena. */
Status pairs_of(Tokenizer *tokenizer, Arena *arena, const char *text, size_t n, Pairs *out);
double pairs_containment(const Pairs *a, const Pairs *b);

/* True when containment and sizes make them near copies. */
int pairs_near(const Pairs *a, const Pairs *b, double *containment);

typedef struct NearIndex NearIndex;
Status near_new(NearIndex **out);
void near_free(NearIndex *near); /* NULL is fine */

/* Adds a text; hashes are the first of its sorted pairs. */
Status near_add(NearIndex *near, int64_t document, const uint32_t *hashes, int32_t n,
                int32_t pairs);

/* Documents that may be near copies, likeliest first; returns how many. */
int32_t near_candidates(NearIndex *near, const Pairs *pairs, int64_t out[NEAR_CANDIDATES]);

/* Numbers that only one of two texts has, as "12.8 400000" in arena; citations do not count. */
Status numbers_differing(Tokenizer *tokenizer, Arena *arena, const char *a, const char *b,
                         const char **only_a, const char **only_b);

#endif
