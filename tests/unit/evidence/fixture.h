/* fixture.h - a library of its own for every test: in memory, or in a file that is removed. */
#ifndef LODE_TESTS_EVIDENCE_FIXTURE_H
#define LODE_TESTS_EVIDENCE_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/evidence.h"
#include "support/test.h"

typedef struct Fixture {
    Evidence *library;
    Diag *diag;
    EvidenceImported imported; /* by the last import */
} Fixture;

static inline Fixture fixture_open(const char *path)
{
    Fixture fx = {.diag = diag_new()};
    CHECK_OK(evidence_open(path ? path : ":memory:", NULL, fx.diag, &fx.library));
    return fx;
}

static inline void fixture_close(Fixture *fx)
{
    evidence_close(fx->library);
    diag_free(fx->diag);
}

/* Reads a whole file; NULL if it is not there. */
static inline char *read_whole(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    char *bytes = malloc(1 << 24);
    *n = fread(bytes, 1, (1 << 24) - 1, file);
    bytes[*n] = '\0';
    fclose(file);
    return bytes;
}

static inline const char *data_path(const char *name)
{
    static char path[1024];
    snprintf(path, sizeof path, "%s/unit/evidence/data/%s", test_folder(), name);
    return path;
}

/* Where the topic page lies: LODE_SHARED, or the folder beside the checkout. */
static inline const char *topic_page_path(void)
{
    static char path[1024];
    const char *shared = getenv("LODE_SHARED");
    if (shared)
        snprintf(path, sizeof path, "%s/evidence/topic-page.txt", shared);
    else
        snprintf(path, sizeof path, "%s/../../shared/evidence/topic-page.txt", test_folder());
    FILE *file = fopen(path, "rb");
    if (file) fclose(file);
    return file ? path : NULL;
}

static inline Status fixture_bytes(Fixture *fx, const char *name, const char *text)
{
    return evidence_import_bytes(fx->library, name, text, strlen(text), NULL, fx->diag,
                                 &fx->imported);
}

static inline Status fixture_file(Fixture *fx, const char *path)
{
    return evidence_import(fx->library, &path, 1, NULL, fx->diag, &fx->imported);
}

/* How many documents a query finds; the first one goes to *first (0: none). */
static inline int64_t found(Fixture *fx, const char *text, int64_t *first)
{
    EvidenceResults *results;
    const EvidenceQuery query = {.text = text};
    CHECK_OK(evidence_search(fx->library, &query, &results));
    const int64_t total = results->total;
    if (first) *first = results->n ? results->hits[0].document : 0;
    evidence_results_free(results);
    return total;
}

/* The message that came last, as the command line shows it. */
static inline const char *last_message(const Fixture *fx)
{
    static char text[1024];
    text[0] = '\0';
    const int32_t n = diag_count(fx->diag);
    if (n) diag_format(diag_message(fx->diag, n - 1), text, sizeof text);
    return text;
}

#endif
