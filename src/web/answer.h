/* answer.h - from a request to its answer: who may ask, what for, and in which form. Private to
 * web/. */
#ifndef LODE_WEB_ANSWER_H
#define LODE_WEB_ANSWER_H

#include "web/live.h"
#include "web/press.h"
#include "web/request.h"
#include "web/resource.h"
#include "web/runs.h"

enum { WEB_TOKEN_SIZE = 33 };

struct Web {
    const Model *model;
    const char *ui_dir;
    const struct MagnetData *magnets; /* borrowed; NULL: none */
    Gate gate;
    Events events;
    Runs runs;
    Episodes episodes;
    Clients clients;
    Papers papers;
    Press press;
    int port;
    char token[WEB_TOKEN_SIZE];
    struct MHD_Daemon *daemon; /* NULL in tests */
};

/* Opens all but the daemon. */
Status web_prepare(struct Web *web, const Model *model, const char *ui_dir,
                   const char *library);
void web_clear(struct Web *web);

/* Never fails: what goes wrong is in the answer. Give it back with answer_free. */
void web_answer(struct Web *web, const Request *request, Answer *answer);

#endif
