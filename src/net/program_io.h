/* program_io.h - programs as text, so that a month can be taken elsewhere and solved again.
 *
 * A file holds any number of programs, one after another. Each is a list of named arrays:
 *
 *     lode-program 1
 *     sizes 5  n_markets n_rows n_cols n_demands demand0
 *     col_start 4  0 2 4 5
 *     ...
 *     end
 *
 * Numbers are written so that they read back to the same bits; infinities as inf and -inf. */
#ifndef LODE_NET_PROGRAM_IO_H
#define LODE_NET_PROGRAM_IO_H

#include <stdio.h>

#include "net/program.h"

/* LODE_IO when the file cannot be written. */
Status program_write(const Program *program, FILE *file);

/* The next program of a file, in memory of `arena`. LODE_NEGATIVE at the end of the file,
 * LODE_BAD_INPUT where it is not what program_write writes, LODE_NO_MEMORY. */
Status program_read(FILE *file, Arena *arena, Program *out);

#endif
