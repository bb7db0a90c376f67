/* web.h - the page and the API behind it, on this machine only (docs/web.md).
 *
 * One model, which is immutable and shared by all threads; each connection has a thread of its
 * own, and a fair gate lets as many compute as there are processors. */
#ifndef LODE_WEB_WEB_H
#define LODE_WEB_WEB_H

#include "model/model.h"

typedef struct WebOptions {
    const Model *model;               /* borrowed */
    const struct MagnetData *magnets; /* for the view of magnets, borrowed; NULL: none */
    int port;                         /* 0: any free one */
    const char
        *ui_dir; /* files of the page are read from here instead; NULL: the built-in ones */
    const char *library;  /* of documents; NULL: the one in the model's evidence folder */
    const char *ensemble; /* results file whose ranges stand beside verdicts; NULL: none */
} WebOptions;

typedef struct Web Web;

/* Starts to answer. LODE_IO with words in diag: the port is taken. */
Status web_open(const WebOptions *options, Diag *diag, Web **out);
void web_close(Web *web); /* NULL is fine; waits for answers that are being written */

int web_port(const Web *web);
const char *web_token(const Web *web);

#endif
