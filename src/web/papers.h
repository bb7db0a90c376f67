/* papers.h - the document library beside the model, and the ties of the model's claims.csv.
 * It is the file that `lode evidence` uses; where there is none, a library in memory is filled
 * with what the model itself has (verdict/own_library.h) and lasts as long as the server. A
 * library is for one thread at a time: whoever reads takes it and gives it back. Private to
 * web/. */
#ifndef LODE_WEB_PAPERS_H
#define LODE_WEB_PAPERS_H

#include <pthread.h>

#include "verdict/own_library.h"

enum { PAPERS_PATH_SIZE = 4096 };

typedef struct Papers {
    pthread_mutex_t mutex;
    const Model *model;
    char path[PAPERS_PATH_SIZE];
    char *glossary; /* the model's own; NULL: the built-in one */
    Evidence *library;
    Ties *ties; /* NULL: the model has none; read once */
    bool ties_read;
    bool lasting;   /* the library is a file */
    Store *futures; /* ensembles, for the ranges beside verdicts; NULL: none */
} Papers;

/* path: of the library; NULL for library.sqlite in the model's evidence folder. Nothing is read
 * before it is first taken. */
void papers_open(Papers *papers, const Model *model, const char *path);
void papers_close(Papers *papers);

/* Opens the results file of `lode ensemble` from which ranges are read. */
Status papers_ensemble(Papers *papers, const char *path, Diag *diag);

/* Opens what is not open, and keeps other threads out until papers_give. When it fails it is
 * not taken; diag says why. */
Status papers_take(Papers *papers, Diag *diag);
void papers_give(Papers *papers);

/* The ties, which stay until papers_close; NULL: the model has none. */
Status papers_ties(Papers *papers, Diag *diag, const Ties **out);

/* Gives it back, and says in diag what the library's last call said of its failure. */
Status papers_end(Papers *papers, Status st, Diag *diag);

#endif
