/* fault.h - why a program has no solution, in words. */
#ifndef LODE_SIM_FAULT_H
#define LODE_SIM_FAULT_H

#include "base/diag.h"
#include "market/market.h"

/* True when the fault's item is a row, false when it is a column. */
bool fault_is_row(const MarketFault *fault);

/* One message about one fault; `name` is that of its row or column. */
void fault_say(Diag *diag, const char *when, const char *name, const MarketFault *fault);

#endif
