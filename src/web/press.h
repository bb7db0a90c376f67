/* press.h - the run on a page, beside what it is held against, as a file to keep:
 *     GET /api/v1/report.html    the page that `lode report` writes
 *     GET /api/v1/workbook.xlsx  the workbook that `lode export --format xlsx` writes
 * with `run`, `base` (NULL: the run by itself) and `title`. Both are made from a results file,
 * in a folder of its own under TMPDIR that is gone before the answer goes out. One is made at a
 * time, outside the gate of those who solve; few may wait. Private to web/. */
#ifndef LODE_WEB_PRESS_H
#define LODE_WEB_PRESS_H

#include "web/resource.h"

enum { PRESS_WAITING = 2 };

typedef struct Press {
    Gate one;
    pthread_mutex_t mutex;
    int here; /* threads that wait or write */
} Press;

void press_open(Press *press);
void press_close(Press *press);

typedef struct PressKind {
    const char *name, *parameters;
    const char *type; /* of the bytes */
    const char *kept; /* the name that a browser saves it under */
    Status (*write)(const Ask *ask, Store *store, Run *const *runs, const char *path);
} PressKind;

const PressKind *press_find(const char *name); /* NULL: there is none */

/* The bytes of the file. LODE_NEGATIVE: there is no such run; LODE_IO: no room, or too many
 * wait; words in ask->diag. */
Status press_make(Press *press, const PressKind *kind, const Ask *ask, Text *body);

#endif
