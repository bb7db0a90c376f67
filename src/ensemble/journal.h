/* journal.h - runs that are finished, on disk, one behind the other, each with a checksum.
 *
 * A run counts as kept once journal_sync has returned: whatever happens then, killed at any
 * moment or power lost, a journal opened again holds it. What was being written when it
 * happened is cut off. */
#ifndef LODE_ENSEMBLE_JOURNAL_H
#define LODE_ENSEMBLE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/status.h"

typedef struct Journal Journal;

/* Opens the journal of records of `bytes` bytes (a multiple of 8). `fingerprint` says what they
 * belong to. resume: go on with one that is there, if there is one. LODE_USAGE, told in diag:
 * it is there and nobody said resume, or it belongs to something else. LODE_IO: another program
 * has it open, too. */
Status journal_open(const char *path, uint64_t fingerprint, size_t bytes, bool resume,
                    Diag *diag, Journal **out);
void journal_close(Journal *journal); /* NULL is fine; the file stays */

/* Records there are, and those of them that are certainly on disk. */
int64_t journal_count(const Journal *journal);
int64_t journal_kept(const Journal *journal);

/* LODE_IO, told in the diag of journal_open, which must still be there. */
Status journal_append(Journal *journal, const void *record);
Status journal_sync(Journal *journal);
Status journal_read(Journal *journal, int64_t i, void *record);

/* FNV-1a of 64 bits, by Fowler, Noll and Vo: of more bytes behind those hashed so far. */
#define JOURNAL_HASH 0xcbf29ce484222325u
uint64_t journal_hash(uint64_t hash, const void *bytes, size_t n);

#endif
