/* Any bytes as a question to a small library: an answer, never an error. */
#include <stdlib.h>
#include <string.h>

#include "evidence/evidence.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static Evidence *open_library(void)
{
    static const char text[] =
        "{\"title\":\"Magnets of "
        "NdFeB\",\"date\":\"2025-01-02\",\"source\":\"Wire\",\"topic\":\"t\","
        "\"body\":\"Dysprosium from China rose 8.5%. A licence is needed.\"}\n"
        "{\"title\":\"稀土出口管制\",\"body\":\"镝和铽须申请许可证。印度暂停出口。\"}\n";
    Evidence *library;
    EvidenceImported imported;
    if (evidence_open(":memory:", NULL, NULL, &library)) abort();
    if (evidence_import_bytes(library, "a.jsonl", text, sizeof text - 1, NULL, NULL, &imported))
        abort();
    if (evidence_topic_put(library, "saved", "\"rare earth\" OR magnets")) abort();
    return library;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static Evidence *library;
    char *text = malloc(n + 1);
    if (!library) library = open_library();
    if (n) memcpy(text, bytes, n);
    text[n] = '\0';
    EvidenceResults *results;
    for (int scope = 0; scope < 2; scope++) {
        const EvidenceQuery query = {
            .text = text, .scope = (EvidenceScope)scope, .facets = scope == 0};
        if (evidence_search(library, &query, &results)) abort();
        evidence_results_free(results);
    }
    free(text);
    return 0;
}
