/* fingerprint.h - does a calibration belong to the tables beside it?
 *
 * `lode calibrate --write` notes a fingerprint of what the base year depends on: numbers and
 * ids of the tables that it reads (names, notes and plans that begin after the base year do not
 * matter), and in model.yaml the calendar, money, units and defaults. When the tables have
 * another one, the wedges no longer make the base year an equilibrium. */
#ifndef LODE_MODEL_FINGERPRINT_H
#define LODE_MODEL_FINGERPRINT_H

#include <stdbool.h>

#include "base/status.h"
#include "table/files.h"

enum { FINGERPRINT_SIZE = 17 }; /* 16 digits of base 16 */

/* The line of a fit table that holds one begins with this. */
#define FINGERPRINT_HEAD "# inputs "

/* Of the folder as it is. */
Status fingerprint_of(const Files *files, Arena *scratch, char out[FINGERPRINT_SIZE]);

/* What the calibration noted; false when there is none, or it noted nothing. */
bool fingerprint_noted(const Files *files, char out[FINGERPRINT_SIZE]);

#endif
