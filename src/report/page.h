/* page.h - HTML and SVG as text. Everything that comes from data goes through page_text, so a
 * name with a bracket in it stays a name. Private to report/. */
#ifndef LODE_REPORT_PAGE_H
#define LODE_REPORT_PAGE_H

#include <stdio.h>

#include "base/date.h"

/* The text with & < > " escaped. NULL writes nothing. */
void page_text(FILE *out, const char *text);

/* printf, then escaped. Longer than 1 KB is cut. */
void page_format(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A cell of numbers with a text in it: <th class="n">...</th>. */
void page_cell(FILE *out, const char *tag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A number in four digits that matter. */
void page_number(FILE *out, double value);

/* "+12 %", "-0.31 %", "new" for INFINITY. */
void page_percent(FILE *out, double fraction);

void page_month(FILE *out, Month month);

/* Everything up to and with <body>; the style sheet is part of it. */
void page_open(FILE *out, const char *title, const char *language);
void page_close(FILE *out);

#endif
