/* weigh.h - the money that each row of a model moves (audit.h has the definitions). Private to
 * audit/. */
#ifndef LODE_AUDIT_WEIGH_H
#define LODE_AUDIT_WEIGH_H

#include "model/inputs.h"
#include "sim/record.h"

/* money: one number a row, zeroed by the caller; a year, on the mean of the run. */
void weigh_rows(const Model *model, const Record *record, const Inputs *inputs, double *money);

#endif
