/* evidence.h - what the parts of `lode evidence` share: which library is meant, and documents
 * and claims as lines and as JSON. Private to cli/. */
#ifndef LODE_CLI_EVIDENCE_H
#define LODE_CLI_EVIDENCE_H

#include "base/arena.h"
#include "cli/args.h"
#include "cli/json.h"
#include "evidence/evidence.h"

#define EVIDENCE_OPTIONS                                                                       \
    OPTION_VALUE("library", 'l', VALUE_FILE, "FILE",                                           \
                 "the library; else library.sqlite in the model's evidence folder, or here"),  \
        OPTION_VALUE("model", 0, VALUE_FOLDER, "MODEL",                                        \
                     "the model it belongs to: its glossary, ties and library")

extern const Command command_evidence_import, command_evidence_search, command_evidence_show,
    command_evidence_topic, command_evidence_claims;

/* The open library, with the model's glossary where there is one. */
typedef struct Shelf {
    const Screen *screen;
    const Args *args;
    Arena *arena;
    Diag *diag;
    const char *model; /* folder, or NULL */
    const char *path;  /* of the library */
    Evidence *library;
} Shelf;

/* Finds the model's folder (--model, or here when model.yaml is here) and opens the library;
 * one that is not there is made only when `make` is set. Mistakes are told. shelf_close in any
 * case. */
Status shelf_open(const Screen *screen, const Args *args, bool make, Shelf *out);

/* Only the model's folder and memory, without the library. */
Status shelf_begin(const Screen *screen, const Args *args, Shelf *out);
void shelf_close(Shelf *shelf);

/* Tells what the library's last call said, and gives the status back. */
Status shelf_tell(const Shelf *shelf, Status st);

/* A number of an option; fallback when it is not given. */
Status shelf_number(const Shelf *shelf, const char *option, int64_t fallback, int64_t *out);

/* Text of a document on the screen: what would steer a terminal is left out; marks are coloured
 * on one, and stand in brackets elsewhere. */
void shelf_print(const Screen *screen, const char *text, size_t n);
void shelf_print_marked(const Screen *screen, const EvidenceText *text);

/* "SOURCE · DATE", "" when neither is known. */
void shelf_print_origin(const Screen *screen, const char *source, const char *date);

#endif
