/* store.h - writes the drafts of one file into the library; the caller holds the transaction.
 */
#ifndef LODE_EVIDENCE_STORE_H
#define LODE_EVIDENCE_STORE_H

#include "evidence/draft.h"
#include "evidence/library.h"
#include "evidence/when.h"

typedef struct Store {
    Evidence *evidence;
    const EvidenceImport *defaults;
    char date[WHEN_BYTES]; /* of the defaults, as dates are kept; "" if none */
    EvidenceImported *counts;
    int64_t original;
    int64_t *concepts; /* row of each concept of the glossary, 0 if not looked up yet */
    int32_t *times;    /* how often the document at hand names each concept */
} Store;

/* Takes what storing needs into memory. */
Status store_begin(Store *store, Evidence *evidence);
void store_end(Store *store);

Status store_draft(Store *store, Draft *draft);

/* claim.c: writes one claim of a statement. */
Status claim_store(Evidence *evidence, int64_t statement, const EvidenceClaim *claim);

/* link.c: finds the near copies of a new document and links them. */
Status link_near_copies(Store *store, Draft *draft, const DraftDocument *document, int64_t id);

/* Reads the sketches of all documents if that has not been done. */
Status link_load(Evidence *evidence);

/* A topic's row, made if there is none. 0 after a failure. */
int64_t store_topic(Evidence *evidence, const char *name);

#endif
