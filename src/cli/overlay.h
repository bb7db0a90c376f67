/* overlay.h - `--set facilities.cn-bayan-obo.capacity=200000`: a cell of a table replaced in
 * memory before the model is read, so the new value is checked like the old one and is in the
 * same unit. Private to cli/.
 *
 *     TABLE.ROW.COLUMN=VALUE     ROW is the row's id; in a table without ids its first cells,
 *                                joined by '/': routes.ore/mine/port.freight=12 */
#ifndef LODE_CLI_OVERLAY_H
#define LODE_CLI_OVERLAY_H

#include "table/files.h"

/* Replaces the cell. What is wrong is told in diag: LODE_USAGE. */
Status overlay_set(const char *assignment, Files *files, Arena *arena, Diag *diag);

#endif
