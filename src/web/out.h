/* out.h - an answer being written: rows with named cells, as JSON or, from the same calls, as
 * CSV.
 *     {"schema": "lode.api/1", META, "rows": [{"id": "china", ...}, ...]}
 *     id,name,...
 *     china,...
 * Every resource has its CSV twin by construction. Numbers are written so that they read back
 * as the same double; NAN and the infinities, which JSON has not, are null, and empty in CSV.
 * When memory runs out the answer is marked as failed and writing goes on into nothing. Private
 * to web/. */
#ifndef LODE_WEB_OUT_H
#define LODE_WEB_OUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

typedef struct Text {
    char *at;
    size_t n, room;
    bool failed;
} Text;

void text_put(Text *text, const char *bytes, size_t n);
void text_say(Text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_free(Text *text);

/* A JSON string with its quotes. */
void text_put_json(Text *text, const char *string);
/* A JSON number with up to 9 digits, or null: for pictures. */
void text_put_short(Text *text, double value);

typedef enum OutForm { OUT_JSON, OUT_CSV } OutForm;

typedef struct Out {
    OutForm form;
    Text body;
    Text head, row;           /* CSV: the header, and the row being written */
    bool in_rows, first_cell; /* JSON: rows were opened; no cell yet in this row */
    int n_rows;
    bool long_rows; /* CSV: the row was written out by out_series */
} Out;

void out_open(Out *out, OutForm form);
void out_close(Out *out); /* the body is whole */
void out_free(Out *out);

/* Before the first row; left out of CSV. */
void out_meta_text(Out *out, const char *key, const char *value);
void out_meta_number(Out *out, const char *key, double value);
void out_meta_json(Out *out, const char *key, const char *json); /* a text that is JSON */

void out_row(Out *out);
void out_text(Out *out, const char *key, const char *value); /* "" and NULL: null */
void out_number(Out *out, const char *key, double value);
void out_flag(Out *out, const char *key, bool value);
void out_month(Out *out, const char *key, Month month); /* MONTH_NONE: null */

/* A text that is JSON already; in CSV it is a cell with that text. */
void out_json(Out *out, const char *key, const char *json);

/* The last cells of a row. JSON: a list; CSV: a line for each step, with its month. */
void out_series(Out *out, const char *key, Month start, int months_per_step,
                const double *values, int n);

#endif
