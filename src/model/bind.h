/* bind.h - a YAML mapping (a policy, a check) into a struct, by the columns that describe it.
 * Names are looked up in the model, numbers converted to its units. */
#ifndef LODE_MODEL_BIND_H
#define LODE_MODEL_BIND_H

#include "model/model.h"
#include "table/column.h"

/* Reads every key of `node` that a column names into `row` (zeroed by the caller; defaults are
 * filled in). Keys listed in `ignore` (NULL-terminated, may be NULL) are left alone; any other
 * unknown key, a missing required one, a wrong value or unit is an error in diag, with a
 * suggestion. Sets are placed in `arena`. `commodity_of` names the column that says what the
 * AMOUNT, RATE and PRICE numbers are about: a commodity or a set of them (which must share one
 * unit), a demand, a facility (what its capacity measures) or a process. "" = they are mass,
 * and come in t. A REF to a driver becomes its first series. Numbers are written as "2000
 * t/year", 0.25 or "25 %". LODE_BAD_INPUT: diag has said why; row holds what could be read. */
Status bind_row(const Model *model, const YamlNode *node, const Column *columns, int n_columns,
                const char *const *ignore, const char *commodity_of, Arena *arena, Diag *diag,
                void *row);

#endif
