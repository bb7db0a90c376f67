/* overlay.h - cells of a model folder replaced in memory before the model is read, so that a
 * new value is checked like the old one and is in the same unit. `lode run --set`, ensembles,
 * sliders and audits all change a model this way and no other. */
#ifndef LODE_MODEL_OVERLAY_H
#define LODE_MODEL_OVERLAY_H

#include "model/address.h"

/* "facilities[the-mine].capacity=200" (address.h), or "...=*1.1": a multiple of the number that
 * stands there. The files stay as they are; *files gets a list with a changed copy in arena.
 * What is wrong is told in diag: LODE_USAGE. */
Status overlay_set(const char *assignment, Files *files, Arena *arena, Diag *diag);

/* One cell of a table that has been read: its number times `factor`. */
typedef struct CellChange {
    int32_t row, column;
    double factor;
} CellChange;

/* Several cells of one table, ascending by row, then column. Cells that hold no number stay as
 * they are. LODE_NO_MEMORY. */
Status overlay_scale(const CsvTable *csv, const CellChange *changes, int32_t n, Files *files,
                     Arena *arena);

#endif
