/* library.h - many runs in one table: a row for each, held against the first. */
#ifndef LODE_CLI_LIBRARY_H
#define LODE_CLI_LIBRARY_H

#include "cli/json.h"
#include "metrics/headline.h"

enum { LIBRARY_PRICES = 4 };

typedef struct LibraryRow {
    char name[64];
    bool failed;
    double price[LIBRARY_PRICES]; /* mean over the run; NAN where nothing is traded */
    double share;                 /* of the headline's region, in its last stage */
    double cost;                  /* money that policies paid */
    double residual, imbalance;
} LibraryRow;

typedef struct Library {
    const Model *model;
    LibraryRow *rows; /* room for all */
    int n;
} Library;

/* Takes the measure of a finished run. */
Status library_add(Library *library, const Record *record, Diag *diag);
void library_add_failed(Library *library, const char *name);

/* Prices as changes against the first row, the rest as it is. */
Status library_print(const Library *library, const Screen *screen);

#endif
