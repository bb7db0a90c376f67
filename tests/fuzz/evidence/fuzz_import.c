/* Any bytes through every reader, and what they give into a library. The first byte chooses the
 * format. Opening a library takes longer than most inputs do, so a hundred of them share one.
 */
#include <stdlib.h>
#include <string.h>

#include "evidence/evidence.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { INPUTS_OF_A_LIBRARY = 100 };

static Evidence *library_of(long input)
{
    static Evidence *library;
    if (input % INPUTS_OF_A_LIBRARY) return library;
    evidence_close(library);
    if (evidence_open(":memory:", NULL, NULL, &library)) abort();
    return library;
}

static void ask_for(Evidence *library, int64_t id)
{
    EvidenceDocument *document;
    EvidenceResults *results;
    if (evidence_document(library, id, &document)) abort();
    const EvidenceQuery query = {.text = document->title, .limit = 3, .facets = true};
    if (evidence_search(library, &query, &results)) abort();
    evidence_results_free(results);
    evidence_document_free(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const names[] = {"a.txt", "a.md", "a.html", "a.csv", "a.jsonl"};
    static long inputs;
    EvidenceImported imported;
    EvidenceCounts counts;
    if (n == 0) return 0;
    Evidence *library = library_of(inputs++);
    Diag *diag = diag_new();
    const Status st = evidence_import_bytes(library, names[bytes[0] % 5], bytes + 1, n - 1,
                                            NULL, diag, &imported);
    if (st != LODE_OK && (st != LODE_BAD_INPUT || diag_errors(diag) == 0)) abort();
    if (evidence_counts(library, &counts)) abort();
    for (int64_t id = counts.documents - imported.documents; id < counts.documents; id++)
        ask_for(library, id + 1);
    diag_free(diag);
    return 0;
}
