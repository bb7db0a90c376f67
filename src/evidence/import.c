#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/reader.h"
#include "evidence/sha256.h"
#include "evidence/store.h"

typedef struct Bytes {
    char *text; /* zero-ended */
    size_t n;
} Bytes;

/* A file as bytes; the reason why not goes to diag. */
static Status read_file(const char *path, Diag *diag, Bytes *out)
{
    FILE *file = fopen(path, "rb");
    size_t room = 1 << 16;
    *out = (Bytes){malloc(room), 0};
    bool good = file != NULL && out->text;
    while (good) {
        const size_t got = fread(out->text + out->n, 1, room - out->n - 1, file);
        out->n += got;
        if (got == 0 || out->n > EVIDENCE_FILE_MAX) break;
        if (out->n + 1 < room) continue;
        char *larger = realloc(out->text, 2 * room);
        if (larger) out->text = larger;
        room *= 2;
        good = larger != NULL;
    }
    const bool bad = !file || ferror(file);
    if (bad) diag_error(diag, path, 0, 0, "", "%s", strerror(errno));
    if (file) fclose(file);
    if (!bad && good && out->n > EVIDENCE_FILE_MAX)
        diag_error(diag, path, 0, 0, "", "the file is larger than %d MB",
                   EVIDENCE_FILE_MAX >> 20);
    if (good && !bad) out->text[out->n] = '\0';
    if (good && !bad && out->n <= EVIDENCE_FILE_MAX) return LODE_OK;
    free(out->text);
    out->text = NULL;
    return bad || good ? LODE_BAD_INPUT : LODE_NO_MEMORY;
}

static Status store_original(Store *store, const char *name, Format format,
                             const char *encoding, const char *sum, const void *bytes, size_t n)
{
    const Status st =
        library_run(store->evidence,
                    "INSERT INTO original(sha256, name, format, encoding, imported, bytes) "
                    "VALUES(?1, ?2, ?3, ?4, datetime('now'), ?5)",
                    "ttttb", sum, name, format_name(format), encoding, bytes, n);
    store->original = sqlite3_last_insert_rowid(store->evidence->db);
    return st;
}

/* Reads and stores one file. LODE_BAD_INPUT: it is refused, and the library is as before. */
static Status import_one(Store *store, const char *name, const char *path, const void *bytes,
                         size_t n, Diag *diag)
{
    char sum[SHA256_HEX];
    const char *encoding;
    sha256_hex(bytes, n, sum);
    store->counts->files++;
    if (library_number(store->evidence, 0, "SELECT id FROM original WHERE sha256 = ?1", "t",
                       sum)) {
        store->counts->known_files++;
        return LODE_OK;
    }
    Draft draft = {.arena = arena_new(n), .file = name, .diag = diag};
    if (!draft.arena) return LODE_NO_MEMORY;
    const Format format = format_of(name, bytes, n);
    Status st = reader_read(&draft, format, path, bytes, n, &encoding);
    if (!st) st = store_original(store, name, format, encoding, sum, bytes, n);
    if (!st) st = store_draft(store, &draft);
    arena_free(draft.arena);
    return st;
}

static Status import_file(Store *store, const char *path, Diag *diag)
{
    Bytes bytes;
    Status st = read_file(path, diag, &bytes);
    if (!st)
        st = import_one(store, path, path, bytes.text, bytes.n, diag);
    else
        store->counts->files++;
    free(bytes.text);
    return st;
}

/* --- the transaction --- */

static Status begin(Evidence *evidence, const EvidenceImport *import, Diag *diag,
                    EvidenceImported *counts, Store *store)
{
    static const EvidenceImport none = {NULL, NULL, NULL, NULL, NULL};
    *counts = (EvidenceImported){0};
    *store = (Store){.defaults = import ? import : &none, .counts = counts};
    if (import && import->date && !when_parse(import->date, store->date)) {
        diag_error(diag, "", 0, 0, "date", "'%.40s' is no date", import->date);
        return LODE_USAGE;
    }
    const Status st = library_script(evidence, "BEGIN IMMEDIATE");
    return st ? st : store_begin(store, evidence);
}

static Status finish(Store *store, Evidence *evidence, Status st)
{
    store_end(store);
    if (!st) st = sizes_save(evidence, &evidence->documents);
    if (!st) st = sizes_save(evidence, &evidence->statements);
    if (!st) st = library_script(evidence, "COMMIT");
    if (st) {
        if (!sqlite3_get_autocommit(evidence->db))
            sqlite3_exec(evidence->db, "ROLLBACK", NULL, NULL, NULL);
        evidence->in_memory = false; /* it holds what was rolled back */
        *store->counts = (EvidenceImported){0};
        return st;
    }
    if (library_forget_texts(evidence)) evidence->in_memory = false;
    return LODE_OK;
}

Status evidence_import(Evidence *evidence, const char *const *files, int32_t n,
                       const EvidenceImport *import, Diag *diag, EvidenceImported *out)
{
    Store store;
    Status st = begin(evidence, import, diag, out, &store);
    for (int32_t i = 0; !st && i < n; i++) {
        if (import && import->progress && import->progress(import->context, i, n)) {
            st = LODE_INTERRUPTED;
            break;
        }
        st = import_file(&store, files[i], diag);
        out->refused += st == LODE_BAD_INPUT;
        if (st == LODE_BAD_INPUT) st = LODE_OK;
    }
    st = finish(&store, evidence, st);
    return !st && out->refused ? LODE_BAD_INPUT : st;
}

Status evidence_import_bytes(Evidence *evidence, const char *name, const void *bytes, size_t n,
                             const EvidenceImport *import, Diag *diag, EvidenceImported *out)
{
    Store store;
    Status st = begin(evidence, import, diag, out, &store);
    if (!st && n > EVIDENCE_FILE_MAX) {
        diag_error(diag, name, 0, 0, "", "the file is larger than %d MB",
                   EVIDENCE_FILE_MAX >> 20);
        st = LODE_BAD_INPUT;
    } else if (!st) {
        st = import_one(&store, name, NULL, bytes, n, diag);
    }
    out->refused += st == LODE_BAD_INPUT;
    if (st == LODE_BAD_INPUT) st = LODE_OK;
    st = finish(&store, evidence, st);
    return !st && out->refused ? LODE_BAD_INPUT : st;
}
