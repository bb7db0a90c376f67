/* when.h - the dates that documents give, as text that sorts: YYYY, YYYY-MM, YYYY-MM-DD or
 * YYYY-MM-DD HH:MM. Read are these and
 *     2025/9/3   2025.09.03   2025年9月3日   20250903   3 September 2025   Sept. 3, 2025
 *     Wed, 03 Sep 2025 09:03:00 GMT   2025-09-03T09:03:00Z   25/09/2025
 * A date that two readers could read differently (03/04/2025) is none. */
#ifndef LODE_EVIDENCE_WHEN_H
#define LODE_EVIDENCE_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WHEN_BYTES = 64 };

/* The whole text is a date. */
bool when_parse(const char *text, char out[WHEN_BYTES]);

/* The first date with a day that stands somewhere in n bytes of text. */
bool when_find(const char *text, size_t n, char out[WHEN_BYTES]);

/* The day as yyyymmdd, for order; what is not given counts as 0. 0 for NULL. */
int32_t when_day(const char *date);

#endif
