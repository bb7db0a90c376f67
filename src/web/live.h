/* live.h - a run that is streamed while it is solved: what a page asks for when a slider moves.
 *
 * POST /api/v1/solve with
 *     {"policies": [...], "watch": [{"metric": "price", "region": "china", "by":
 * ["commodity"]}], "client": "tab-1", "seq": 17} answers in lines of JSON: what is told and for
 * which things; then values of the steps up to a year behind the first month that differs from
 * a run that is known; then the rest, two years at a time, and after the first two of them
 * what stands before that month; then an end line. When the same
 * client has asked anew, the run is left. Private to web/.
 */
#ifndef LODE_WEB_LIVE_H
#define LODE_WEB_LIVE_H

#include <sys/types.h>

#include "web/request.h"
#include "web/runs.h"

enum {
    LIVE_FIRST_MONTHS = 12,
    LIVE_NEXT_MONTHS = 24,
    LIVE_LINES_MAX = 600,
    LIVE_WATCHES_MAX = 40
};

/* The last question of each client. */
enum { CLIENTS_MAX = 256, CLIENT_ID_MAX = 40 };
typedef struct Clients {
    pthread_mutex_t mutex;
    struct {
        char id[CLIENT_ID_MAX + 1];
        double seq;
        uint64_t used;
    } of[CLIENTS_MAX];
    uint64_t clock;
} Clients;

void clients_open(Clients *clients);
void clients_close(Clients *clients);

typedef struct Live Live;

/* Reads the body of the request and opens the run: LODE_OK gives a stream, else diag says what
 * is wrong with the question (LODE_BAD_INPUT) or the model's answer. */
Status live_new(Runs *runs, Clients *clients, const char *body, size_t n, Diag *diag,
                Live **out);
void live_free(Live *live); /* NULL is fine */

/* Solves on when all that was told has been read; bytes written, 0 never, -1 at the end. */
ssize_t live_read(Live *live, char *buffer, size_t room);

#endif
