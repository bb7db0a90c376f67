#include "web/papers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { GLOSSARY_MAX = 4 << 20 };

void papers_open(Papers *papers, const Model *model, const char *path)
{
    *papers = (Papers){.model = model};
    pthread_mutex_init(&papers->mutex, NULL);
    if (path)
        snprintf(papers->path, sizeof papers->path, "%s", path);
    else
        snprintf(papers->path, sizeof papers->path, "%s/evidence/library.sqlite",
                 model->folder);
}

static void shut(Papers *papers)
{
    evidence_close(papers->library);
    free(papers->glossary);
    papers->library = NULL;
    papers->glossary = NULL;
}

void papers_close(Papers *papers)
{
    shut(papers);
    ties_free(papers->ties);
    store_close(papers->futures);
    pthread_mutex_destroy(&papers->mutex);
}

Status papers_ensemble(Papers *papers, const char *path, Diag *diag)
{
    return store_open(path, diag, &papers->futures);
}

/* The model's own glossary; *options is left alone when there is none. */
static Status read_glossary(Papers *papers, const char *name, EvidenceOptions *options)
{
    FILE *file = fopen(name, "rb");
    if (!file) return LODE_OK;
    papers->glossary = malloc(GLOSSARY_MAX);
    const size_t n = papers->glossary ? fread(papers->glossary, 1, GLOSSARY_MAX, file) : 0;
    const bool bad = ferror(file) || n == GLOSSARY_MAX;
    fclose(file);
    if (!papers->glossary) return LODE_NO_MEMORY;
    *options = (EvidenceOptions){papers->glossary, n, name};
    return bad ? LODE_IO : LODE_OK;
}

static Status fill(Papers *papers, Diag *diag)
{
    EvidenceImported counts;
    Diag *said = diag_new(); /* near copies are no news here */
    if (!said) return LODE_NO_MEMORY;
    const Status st =
        own_library_import(papers->model, papers->ties, papers->library, NULL, said, &counts);
    diag_free(said);
    if (st && st != LODE_BAD_INPUT)
        diag_error(diag, "", 0, 0, "library", "%s", evidence_message(papers->library));
    return st == LODE_BAD_INPUT ? LODE_OK : st; /* what can be read is there */
}

/* The mutex is held. */
static Status read_ties(Papers *papers, Diag *diag)
{
    if (papers->ties_read) return LODE_OK;
    const Status st = own_ties(papers->model, diag, &papers->ties);
    papers->ties_read = !st;
    return st;
}

Status papers_ties(Papers *papers, Diag *diag, const Ties **out)
{
    pthread_mutex_lock(&papers->mutex);
    const Status st = read_ties(papers, diag);
    pthread_mutex_unlock(&papers->mutex);
    *out = papers->ties;
    return st;
}

static Status open_library(Papers *papers, Diag *diag)
{
    char name[PAPERS_PATH_SIZE];
    EvidenceOptions options = {NULL, 0, NULL};
    const char *folder = papers->model->folder;
    snprintf(name, sizeof name, "%.*s/evidence/glossary.csv", PAPERS_PATH_SIZE - 32, folder);
    papers->lasting = access(papers->path, R_OK) == 0;
    Status st = read_ties(papers, diag);
    if (!st) st = read_glossary(papers, name, &options);
    if (!st)
        st = evidence_open(papers->lasting ? papers->path : ":memory:", &options, diag,
                           &papers->library);
    return st || papers->lasting ? st : fill(papers, diag);
}

Status papers_take(Papers *papers, Diag *diag)
{
    pthread_mutex_lock(&papers->mutex);
    const bool came = papers->library && !papers->lasting && access(papers->path, R_OK) == 0;
    if (came) shut(papers);
    const Status st = papers->library ? LODE_OK : open_library(papers, diag);
    if (!st) return LODE_OK;
    shut(papers);
    pthread_mutex_unlock(&papers->mutex);
    return st;
}

void papers_give(Papers *papers)
{
    pthread_mutex_unlock(&papers->mutex);
}

Status papers_end(Papers *papers, Status st, Diag *diag)
{
    const char *message = evidence_message(papers->library);
    if (st && diag_count(diag) == 0)
        diag_error(diag, "", 0, 0, "", "%s", *message ? message : status_text(st));
    papers_give(papers);
    return st;
}
