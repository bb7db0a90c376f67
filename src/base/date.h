/* date.h - months as whole numbers, so that calendars are arithmetic.
 * Month 0 is January of year 0; 2024-01 is 2024 * 12. */
#ifndef LODE_BASE_DATE_H
#define LODE_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t Month;

#define MONTH_NONE INT32_MIN

/* Reads `2025-04`, `2025-04-30`, `2026-Q3`, `2025-H1` or `2030` (its January). months_covered,
 * if not NULL, gets 1, 1, 3, 6 or 12. False when the text is none of these. */
bool month_parse(const char *text, Month *month, int32_t *months_covered);

/* "2025-04"; buffer of at least 8 bytes. */
void month_format(Month month, char *buffer, size_t size);

int32_t month_year(Month month);
int32_t month_of_year(Month month); /* 1 to 12 */

#endif
