/* handle.h - what the handles of the public API are made of. Private to api/.
 *
 * The API adds no rule of its own: every function here takes its arguments apart, asks the
 * folders above, and keeps the messages. A handle lives in one arena where it can. */
#ifndef LODE_API_HANDLE_H
#define LODE_API_HANDLE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/status.h"
#include "ensemble/design.h"
#include "lode/lode.h"
#include "metrics/headline.h"
#include "model/model.h"
#include "sim/sim.h"
#include "store/store.h"
#include "table/files.h"

struct lode_messages {
    Diag *diag;
    lode_message *items;
    int32_t n;
    char *text;
};

struct lode_model {
    Arena *arena;
    lode_messages messages;
    Files files; /* as read, to be changed for runs with changed cells */
    const char *folder;
    Model *model;
    lode_vary **varies; /* by scenario */
    char start[8], end[8];
};

struct lode_run {
    lode_messages messages;
    Record *record;
    RunHeadline *headline;
    lode_headline *lines;
    lode_quality quality;
    char start[8], end[8];
};

struct lode_futures {
    Arena *arena;
    lode_messages messages;
    const lode_model *model;
    const char **scenarios; /* copies */
    Design design;
    lode_input *inputs;
};

/* Opens a list of messages; NULL diag when memory is out. */
Status messages_open(lode_messages *messages);

/* Makes what is in diag readable. Adds the words of a status that brought none. Returns the
 * status, or LODE_NO_MEMORY. */
Status messages_seal(lode_messages *messages, Status st);
void messages_close(lode_messages *messages);

/* Copies a struct that begins with its size, of which `ours` bytes are known here. What is
 * missing is zero; what is beyond must be. NULL is all zero. LODE_USAGE when it asks for what
 * this library does not know. */
Status options_take(const void *given, size_t ours, void *out, Diag *diag);

/* A month of an option; NULL is MONTH_NONE. */
Status options_month(const char *text, const char *option, Diag *diag, Month *out);

/* Scenarios by id; each that is not there is told, with the one that was meant. LODE_USAGE. */
Status options_scenarios(const Model *model, const char *const *ids, size_t n, Diag *diag);
Status options_foresight(int foresight, Diag *diag, Foresight *out);

/* The answer to a question, or NULL when memory is out; record NULL: the run has failed. */
Status answer_new(const Record *record, const lode_query *query, lode_answer **out);

/* Fills in what a finished record says of itself. */
Status run_describe(lode_run *run);

#endif
