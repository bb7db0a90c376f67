/* json.h - documents, claims and hits as JSON: what the command line and the page both say. All
 * of them are new values; what is not known is null. Places are bytes of UTF-8. */
#ifndef LODE_EVIDENCE_JSON_H
#define LODE_EVIDENCE_JSON_H

#include "base/json.h"
#include "evidence/evidence.h"

json_t *evidence_document_json(const EvidenceDocument *document); /* without its body */
json_t *evidence_claim_json(const EvidenceClaim *claim, WordLanguage language);
json_t *
evidence_text_json(const EvidenceText *text); /* {"text", "marks": [{"at", "length"}]} */
json_t *evidence_hit_json(const EvidenceHit *hit);
json_t *evidence_facets_json(const EvidenceResults *results); /* {"source": [...], ...} */

/* "source", "topic", "year", ... */
const char *evidence_facet_name(EvidenceFacetKind kind);

#endif
