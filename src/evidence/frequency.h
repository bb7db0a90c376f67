/* frequency.h - in how many texts a phrase stands. Counting is the dearest part of a query that
 * has a common word, so each count is kept until the library changes. */
#ifndef LODE_EVIDENCE_FREQUENCY_H
#define LODE_EVIDENCE_FREQUENCY_H

#include <stdint.h>

#include "base/status.h"

typedef struct Frequencies Frequencies;

Status frequencies_new(Frequencies **out);
void frequencies_free(Frequencies *frequencies); /* NULL is fine */

/* -1 when it has not been counted yet. */
int64_t frequencies_get(const Frequencies *frequencies, const char *phrase);

/* Keeps a count; when there is no room it is not kept. */
void frequencies_put(Frequencies *frequencies, const char *phrase, int64_t count);

#endif
