/* request.h - one request and its answer, apart from the library that speaks HTTP, so that
 * tests and the fuzzer can ask without a socket. Private to web/. */
#ifndef LODE_WEB_REQUEST_H
#define LODE_WEB_REQUEST_H

#include "base/diag.h"
#include "web/out.h"

enum {
    REQUEST_VALUES = 48,         /* parameters behind the '?' */
    REQUEST_BODY_MAX = 256 << 10 /* bytes */
};

typedef struct Request {
    const char *method, *path;
    const char *keys[REQUEST_VALUES], *values[REQUEST_VALUES];
    int n_values;
    bool too_many_values;
    const char *host, *origin, *token, *site; /* headers; NULL when absent */
    const char *none_match;
    bool gzip; /* the client takes it */
    const char *body;
    size_t n_body;
} Request;

/* The value of a parameter, or NULL when it is absent or empty. */
const char *request_text(const Request *request, const char *key);

typedef struct Answer {
    int code;         /* HTTP */
    const char *type; /* of the body */
    Text body;
    const char *fixed; /* instead of body: bytes that outlive the answer, packed if `packed` */
    size_t n_fixed;
    bool packed;
    const char *allow;       /* for 405 */
    const char *kept;        /* the name that a browser saves the body under, or NULL */
    struct Live *live;       /* instead of a body: a run to be streamed (live.h) */
    struct Futures *futures; /* likewise: many runs (futures.h) */
    struct Wire *events;     /* instead of a body: a stream of events (events.h) */
} Answer;

void answer_free(Answer *answer);

/* The answer is {"error": {"code", "text", "hint"}}. */
void answer_error(Answer *answer, int code, const char *text, const char *hint);

/* With "messages" as well: one for each mistake, {"place", "line", "field", "text"}. */
void answer_mistakes(Answer *answer, int code, const Diag *diag, const char *text,
                     const char *hint);

/* Who may ask: NULL when all is well, else words for a 403. A host that is not this machine's
 * name would be a page elsewhere that has pointed its own name here; an Origin that is not ours
 * is such a page. Whatever changes state must show the token as well. */
const char *request_refuse(const Request *request, int port, const char *token);

#endif
