/* futures.h - many futures of what a page has put together, streamed while they are run.
 *
 * POST /api/v1/futures with
 *     {"policies": [...], "vary": {...}, "metric": "price", "region": "china",
 *      "commodity": "dy-oxide", "runs": 100, "seed": 1}
 * answers in lines of JSON: first what is coming; then about once a second how many are done
 * and the 5th, 25th, 50th, 75th and 95th percentile of the series over those, step by step; the
 * last line says "end". They are the futures that `lode ensemble` draws with the same seed
 * (ensemble/design.h), whatever the policies. Who closes the connection ends it. Private to
 * web/.
 */
#ifndef LODE_WEB_FUTURES_H
#define LODE_WEB_FUTURES_H

#include <sys/types.h>

#include "web/request.h"
#include "web/runs.h"

enum { FUTURES_RUNS_MAX = 1000, FUTURES_RUNS_USUAL = 100 };

typedef struct Futures Futures;

/* LODE_BAD_INPUT: the question, or ranges of the model that do not fit; told in diag. */
Status futures_new(Runs *runs, const char *body, size_t n, Diag *diag, Futures **out);
void futures_free(Futures *futures); /* NULL is fine */

/* Runs on when all that was told has been read; bytes written, -1 at the end. */
ssize_t futures_read(Futures *futures, char *buffer, size_t room);

#endif
