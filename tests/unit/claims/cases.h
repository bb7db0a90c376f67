/* cases.h - lines of cases (JSON) and what extraction makes of their texts. */
#ifndef LODE_TESTS_CLAIMS_CASES_H
#define LODE_TESTS_CLAIMS_CASES_H

#include <jansson.h>

#include "claims/claims.h"

/* The reader with the names of data/gazetteer.def. */
Status cases_reader(ClaimReader **out);
const char *cases_name(int32_t name); /* id of a name, "" for CLAIM_NONE */

/* "2018-10-24T12:00:00" as the context's date; unknown when ref is NULL. */
ClaimContext cases_context(const char *ref);

/* What is found in a case, as the array "found" of the outside scorer: claims for sentences,
 * and for the other kinds (number, range, date, percent, currency, dimension) the numbers of
 * that kind below them, whether they claim anything or not. */
json_t *cases_found(const ClaimReader *reader, const json_t *line);

#endif
