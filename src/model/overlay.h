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

/* What stands in a cell of a table instead of what its file says. */
typedef struct CellText {
    const CsvTable *csv; /* of the files that will be changed */
    int32_t row, column;
    const char *text;
} CellText;

/* The cell that an assignment means and its new text, both in arena, for whoever changes it
 * many times. LODE_USAGE as above. */
Status overlay_cell(const char *assignment, const Files *files, Arena *arena, Diag *diag,
                    CellText *out);

/* Several cells, in any order; of the same cell the last one counts. LODE_NO_MEMORY. */
Status overlay_write(const CellText *cells, int32_t n, Files *files, Arena *arena);

/* A number for a cell that holds one, with what stands behind that (such as %) kept; in arena.
 * NULL when no number stands there, or memory is out. */
const char *overlay_number(const CellText *cell, double value, Arena *arena);

/* The number that stands in the cell; false when none does. */
bool overlay_value(const CellText *cell, double *value);

/* "*1.1" is a multiple of the number that stands in the cell; any other value stands for
 * itself. NULL when it is a multiple of no number (or memory is out). */
const char *overlay_text(const CellText *cell, const char *value, Arena *arena);
bool overlay_is_multiple(const char *value);

/* Whether overlay_set has replaced it. */
bool overlay_is_set(const Files *files, const FileCell *cell);

/* Says that more than one row is meant where one must be; LODE_USAGE. */
Status overlay_several(const Address *address, const AddressRows *found, Diag *diag);

#endif
