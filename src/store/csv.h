/* csv.h - cells of a CSV file as RFC 4180 wants them, with plain line ends. */
#ifndef LODE_STORE_CSV_H
#define LODE_STORE_CSV_H

#include <stdbool.h>
#include <stdio.h>

/* Quotes the text if it must be; then a comma, or after the last cell of a row a line end. */
void csv_write_cell(FILE *file, const char *text, bool last);

/* Every bit of the number; nothing for NAN. */
void csv_write_number(FILE *file, double value, bool last);

#endif
