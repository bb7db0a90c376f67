/* episodes.h - runs held against what was observed: of the model itself, or of one beside it,
 * which is read when it is first asked for. Private to web/. */
#ifndef LODE_WEB_EPISODES_H
#define LODE_WEB_EPISODES_H

#include "web/runs.h"

enum { EPISODES_MAX = 8 };

/* A model beside the served one, and its runs. */
typedef struct Beside {
    Model *model; /* NULL until it is asked for */
    Runs runs;
} Beside;

typedef struct Episodes {
    const Model *model; /* the served one; borrowed */
    Runs *runs;         /* its runs */
    pthread_mutex_t mutex;
    Beside beside[EPISODES_MAX];
} Episodes;

void episodes_open(Episodes *episodes, const Model *model, Runs *runs);
void episodes_close(Episodes *episodes);

/* An episode's model and runs, by its number from 0. */
Status episodes_get(Episodes *episodes, int32_t at, Diag *diag, const Model **model,
                    Runs **runs);

#endif
