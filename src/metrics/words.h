/* words.h - numbers as people write them: a few digits, thousands apart, no false accuracy. */
#ifndef LODE_METRICS_WORDS_H
#define LODE_METRICS_WORDS_H

#include <stddef.h>

enum { WORDS_SIZE = 48 }; /* enough for any of the texts below */

/* "12,345", "1234", "12.3", "0.00123", "1.2e-09"; "-" for NAN, "no limit" for INFINITY.
 * At most `digits` significant ones; whole numbers above that keep all their places. */
void words_number(double value, int digits, char *buffer, size_t size);

/* The same, but whole numbers are rounded too: 127859 in three digits is "128,000". */
void words_rounded(double value, int digits, char *buffer, size_t size);

/* "84 %", "3.1 %", "0.32 %" of a fraction (0.031 is 3.1 %); without a sign. */
void words_percent(double fraction, char *buffer, size_t size);

/* The shortest decimal that reads back as the same double; "" for NAN, "inf" and "-inf". For
 * files, not for people. */
void words_exact(double value, char *buffer, size_t size);

#endif
