#include "verdict/own_library.h"

#include <dirent.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "table/files.h"

enum { PATH_MAX_BYTES = 4096, TEXTS_MAX = 1000, BODY_MAX = 16 << 10 };

static const char texts_folder[] = "evidence/texts";
static const char topic[] = "Documents of the model";

/* --- ties --- */

Status own_ties(const Model *model, Diag *diag, Ties **out)
{
    Files files;
    Arena *arena = arena_new(0);
    *out = NULL;
    Status st = arena ? files_read(model->folder, arena, diag, &files) : LODE_NO_MEMORY;
    const File *file = st ? NULL : files_find(&files, "evidence/claims.csv");
    if (file) st = ties_read(file->name, file->bytes, file->n, model, diag, out);
    if (arena) arena_free(arena);
    return st;
}

/* --- texts --- */

static int no_dot_file(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static Status import_texts(const char *folder, Evidence *library, const EvidenceImport *how,
                           Diag *diag, EvidenceImported *out)
{
    char path[PATH_MAX_BYTES];
    struct dirent **entries = NULL;
    const char *names[TEXTS_MAX];
    int32_t n = 0;
    snprintf(path, sizeof path, "%s/%s", folder, texts_folder);
    const int found = scandir(path, &entries, no_dot_file, alphasort);
    Arena *arena = arena_new(0);
    for (int i = 0; i < found; i++) {
        const size_t room = strlen(path) + strlen(entries[i]->d_name) + 2;
        char *name = n < TEXTS_MAX ? ARENA_ARRAY(arena, char, room) : NULL;
        if (name) snprintf(name, room, "%s/%s", path, entries[i]->d_name);
        if (name) names[n++] = name;
        free(entries[i]);
    }
    free(entries);
    const Status st = evidence_import(library, names, n, how, diag, out);
    if (arena) arena_free(arena);
    return st;
}

/* --- documents --- */

static void add_tie(const Tie *tie, char *body, size_t size)
{
    char claimed[TIE_WORDS_MAX];
    const size_t n = strlen(body);
    tie_words(tie, WORDS_ENGLISH, claimed, sizeof claimed);
    const bool growth = strcmp(tie->relation, "growth") == 0 && *claimed;
    const bool said = strcmp(tie->relation, "multiple") == 0 && strstr(tie->statement, "doubl");
    const bool when = *tie->period.text && !strstr(tie->statement, tie->period.text);
    snprintf(body + n, size - n, "- %s%s%s%s%s%s.\n", tie->statement,
             *claimed && !said ? ": " : "",
             !growth          ? ""
             : tie->value < 0 ? "fell by "
                              : "grew by ",
             said ? "" : claimed + (growth && *claimed == '-'), when ? ", " : "",
             when ? tie->period.text : "");
}

/* What claims.csv says the document claims, then the note of its row. */
static void write_body(const Document *document, const Ties *ties, char *body, size_t size)
{
    body[0] = '\0';
    for (int32_t i = 0; ties && i < ties->n; i++)
        if (strcmp(ties->ties[i].document, document->id) == 0)
            add_tie(&ties->ties[i], body, size);
    if (!*document->note) return;
    const size_t n = strlen(body);
    snprintf(body + n, size - n, "%s%s\n", n ? "\n" : "", document->note);
}

static void set(json_t *object, const char *key, const char *text)
{
    if (text && *text) json_object_set_new(object, key, json_string(text));
}

/* A date that no reader of documents knows ("2010/2019") is left out. */
static bool plain_date(const char *text)
{
    Month month;
    return month_parse(text, &month, NULL);
}

static Status write_row(const Document *document, const Ties *ties, char *body, FILE *out)
{
    json_t *row = json_object();
    write_body(document, ties, body, BODY_MAX);
    set(row, "title", *document->title ? document->title : document->id);
    set(row, "title_zh", document->title_zh);
    set(row, "source", document->publisher);
    if (plain_date(document->date)) set(row, "date", document->date);
    set(row, "url", document->url);
    set(row, "topic", topic);
    set(row, "body", body);
    char *line = row ? json_dumps(row, JSON_COMPACT) : NULL;
    if (line) fprintf(out, "%s\n", line);
    json_decref(row);
    free(line);
    return line ? LODE_OK : LODE_NO_MEMORY;
}

static Status import_documents(const Model *model, const Ties *ties, Evidence *library,
                               const EvidenceImport *how, Diag *diag, EvidenceImported *out)
{
    char *bytes = NULL, *body = malloc(BODY_MAX);
    size_t n = 0;
    FILE *lines = open_memstream(&bytes, &n);
    Status st = lines && body ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t i = 0; i < model->n_documents && !st; i++)
        st = write_row(&model->documents[i], ties, body, lines);
    if (lines && fclose(lines) != 0) st = LODE_NO_MEMORY;
    if (!st && model->n_documents)
        st = evidence_import_bytes(library, "evidence/documents.jsonl", bytes, n, how, diag,
                                   out);
    free(bytes);
    free(body);
    return st;
}

static void add_counts(EvidenceImported *to, const EvidenceImported *more)
{
    to->files += more->files;
    to->refused += more->refused;
    to->known_files += more->known_files;
    to->documents += more->documents;
    to->known_documents += more->known_documents;
    to->near_copies += more->near_copies;
    to->groups += more->groups;
    to->statements += more->statements;
    to->claims += more->claims;
}

Status own_library_import(const Model *model, const Ties *ties, Evidence *library,
                          const EvidenceImport *how, Diag *diag, EvidenceImported *out)
{
    EvidenceImported documents = {0};
    Status st = import_texts(model->folder, library, how, diag, out);
    if (st && st != LODE_BAD_INPUT) return st;
    const Status more = import_documents(model, ties, library, how, diag, &documents);
    add_counts(out, &documents);
    return more ? more : st;
}

/* --- the way back --- */

static bool same(const char *a, const char *b)
{
    return a && *a && strcmp(a, b) == 0;
}

/* The day of "2025-09-03 09:03" is that of "2025-09-03". */
static bool same_day(const char *a, const char *b)
{
    enum { DAY = 10 };
    return a && strlen(b) >= DAY && strncmp(a, b, DAY) == 0;
}

int32_t own_document(const Model *model, const char *title, const char *source,
                     const char *date)
{
    for (int32_t i = 0; i < model->n_documents; i++) {
        const Document *d = &model->documents[i];
        if (!same(title, *d->title ? d->title : d->id)) continue;
        if (!source || same(source, d->publisher)) return i;
    }
    for (int32_t i = 0; i < model->n_documents; i++)
        if (same(source, model->documents[i].publisher) &&
            same_day(date, model->documents[i].date))
            return i;
    return MODEL_NONE;
}
