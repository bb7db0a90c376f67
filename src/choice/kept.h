/* kept.h - a run that others start from: its record and its trail. Private to choice/. */
#ifndef LODE_CHOICE_KEPT_H
#define LODE_CHOICE_KEPT_H

#include "sim/sim.h"

/* Both are the caller's: the trail, freed first, borrows the record. */
Status run_kept(const Model *model, const RunOptions *options, Diag *diag, Record **record,
                SimTrail **trail);

#endif
