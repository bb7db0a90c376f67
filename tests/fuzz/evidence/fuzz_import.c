/* Any bytes through every reader, and what they give into a library. The first byte chooses the
 * format. */
#include <stdlib.h>
#include <string.h>

#include "evidence/evidence.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const names[] = {"a.txt", "a.md", "a.html", "a.csv", "a.jsonl"};
    Evidence *library;
    EvidenceImported imported;
    EvidenceDocument *document;
    if (n == 0 || evidence_open(":memory:", NULL, NULL, &library)) return 0;
    Diag *diag = diag_new();
    const Status st = evidence_import_bytes(library, names[bytes[0] % 5], bytes + 1, n - 1,
                                            NULL, diag, &imported);
    if (st != LODE_OK && (st != LODE_BAD_INPUT || diag_errors(diag) == 0)) abort();
    for (int64_t id = 1; id <= imported.documents; id++) {
        if (evidence_document(library, id, &document)) abort();
        EvidenceResults *results;
        const EvidenceQuery query = {.text = document->title, .limit = 3};
        if (evidence_search(library, &query, &results)) abort();
        evidence_results_free(results);
        evidence_document_free(document);
    }
    diag_free(diag);
    evidence_close(library);
    return 0;
}
