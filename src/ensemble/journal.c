#include "ensemble/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char magic[8] = "LODEJRN1";

typedef struct Head {
    char magic[8];
    uint64_t fingerprint, bytes, check;
} Head;

struct Journal {
    int file;
    size_t bytes; /* of a record, without its checksum */
    int64_t count, kept;
    unsigned char *room; /* a record and its checksum */
    const char *path;
    Diag *diag;
};

uint64_t journal_hash(uint64_t hash, const void *bytes, size_t n)
{
    const unsigned char *b = bytes;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ b[i]) * 0x100000001b3u;
    return hash;
}

static Status failed(const Journal *j)
{
    diag_error(j->diag, j->path, 0, 0, "", "%s", strerror(errno));
    return LODE_IO;
}

static size_t stride(const Journal *j)
{
    return j->bytes + sizeof(uint64_t);
}

static off_t place_of(const Journal *j, int64_t i)
{
    return (off_t)sizeof(Head) + (off_t)i * (off_t)stride(j);
}

/* All n bytes, or LODE_IO. */
static Status write_at(const Journal *j, const void *bytes, size_t n, off_t at)
{
    const unsigned char *b = bytes;
    while (n) {
        const ssize_t wrote = pwrite(j->file, b, n, at);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return failed(j);
        b += wrote;
        n -= (size_t)wrote;
        at += wrote;
    }
    return LODE_OK;
}

/* True when all n bytes were there. */
static bool read_at(const Journal *j, void *bytes, size_t n, off_t at)
{
    unsigned char *b = bytes;
    while (n) {
        const ssize_t got = pread(j->file, b, n, at);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        b += got;
        n -= (size_t)got;
        at += got;
    }
    return true;
}

static bool read_record(Journal *j, int64_t i)
{
    uint64_t check;
    if (!read_at(j, j->room, stride(j), place_of(j, i))) return false;
    memcpy(&check, j->room + j->bytes, sizeof check);
    return check == journal_hash(JOURNAL_HASH, j->room, j->bytes);
}

static Head head_of(uint64_t fingerprint, size_t bytes)
{
    Head head = {.fingerprint = fingerprint, .bytes = bytes};
    memcpy(head.magic, magic, sizeof magic);
    head.check = journal_hash(JOURNAL_HASH, &head, offsetof(Head, check));
    return head;
}

static Status begin(Journal *j, uint64_t fingerprint)
{
    const Head head = head_of(fingerprint, j->bytes);
    if (ftruncate(j->file, 0)) return failed(j);
    const Status st = write_at(j, &head, sizeof head, 0);
    return st ? st : journal_sync(j);
}

/* Counts the records that are whole and cuts off what stands behind them. */
static Status go_on(Journal *j, uint64_t fingerprint)
{
    Head head;
    const Head wanted = head_of(fingerprint, j->bytes);
    if (!read_at(j, &head, sizeof head, 0) ||
        head.check != journal_hash(JOURNAL_HASH, &head, offsetof(Head, check)))
        return begin(j, fingerprint); /* killed before the first run was kept */
    if (memcmp(&head, &wanted, sizeof head) != 0) {
        diag_error(j->diag, j->path, 0, 0, "",
                   "it belongs to an ensemble of another model, scenario, seed or other "
                   "options, so it cannot be gone on with; say the same as then, or remove it");
        return LODE_USAGE;
    }
    while (read_record(j, j->count))
        j->count++;
    if (ftruncate(j->file, place_of(j, j->count))) return failed(j);
    return journal_sync(j);
}

static bool is_begun(const Journal *j)
{
    struct stat status;
    return fstat(j->file, &status) == 0 && status.st_size > (off_t)sizeof(Head);
}

static Status open_file(Journal *j, uint64_t fingerprint, bool resume)
{
    j->file = open(j->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (j->file < 0) return failed(j);
    if (flock(j->file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        diag_error(j->diag, j->path, 0, 0, "", "another program is writing it at this moment");
        return LODE_IO;
    }
    if (resume) return go_on(j, fingerprint);
    if (!is_begun(j)) return begin(j, fingerprint);
    diag_error(j->diag, j->path, 0, 0, "",
               "it keeps the runs of an ensemble that was not finished; go on with --resume, "
               "or remove it");
    return LODE_USAGE;
}

Status journal_open(const char *path, uint64_t fingerprint, size_t bytes, bool resume,
                    Diag *diag, Journal **out)
{
    Journal *j = calloc(1, sizeof *j);
    unsigned char *room = calloc(1, bytes + sizeof(uint64_t));
    char *name = strdup(path);
    *out = NULL;
    if (!j || !room || !name) {
        free(j);
        free(room);
        free(name);
        return LODE_NO_MEMORY;
    }
    *j = (Journal){.file = -1, .bytes = bytes, .room = room, .path = name, .diag = diag};
    const Status st = open_file(j, fingerprint, resume);
    if (st)
        journal_close(j);
    else
        *out = j;
    return st;
}

void journal_close(Journal *j)
{
    if (!j) return;
    if (j->file >= 0) close(j->file);
    free((void *)(uintptr_t)j->path);
    free(j->room);
    free(j);
}

int64_t journal_count(const Journal *j)
{
    return j->count;
}

int64_t journal_kept(const Journal *j)
{
    return j->kept;
}

Status journal_append(Journal *j, const void *record)
{
    memcpy(j->room, record, j->bytes);
    const uint64_t check = journal_hash(JOURNAL_HASH, record, j->bytes);
    memcpy(j->room + j->bytes, &check, sizeof check);
    const Status st = write_at(j, j->room, stride(j), place_of(j, j->count));
    if (!st) j->count++;
    return st;
}

Status journal_sync(Journal *j)
{
    if (fsync(j->file)) return failed(j);
    j->kept = j->count;
    return LODE_OK;
}

Status journal_read(Journal *j, int64_t i, void *record)
{
    if (i < 0 || i >= j->count || !read_record(j, i)) {
        diag_error(j->diag, j->path, 0, 0, "", "run %lld cannot be read back", (long long)i);
        return LODE_IO;
    }
    memcpy(record, j->room, j->bytes);
    return LODE_OK;
}
