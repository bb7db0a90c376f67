#include "sim/fault.h"

#include <math.h>

bool fault_is_row(const MarketFault *fault)
{
    return fault->kind == FAULT_SHORT || fault->kind == FAULT_SURPLUS ||
           fault->kind == FAULT_LIMIT;
}

void fault_say(Diag *diag, const char *when, const char *name, const MarketFault *fault)
{
    const double amount = fabs(fault->amount);
    switch (fault->kind) {
    case FAULT_SHORT:
        diag_error(diag, "", 0, 0, when,
                   "%s cannot be supplied: at least %g per step is missing", name, amount);
        break;
    case FAULT_SURPLUS:
        diag_error(diag, "", 0, 0, when, "%s has no outlet: at least %g per step is too much",
                   name, amount);
        break;
    case FAULT_LIMIT:
        diag_error(diag, "", 0, 0, when,
                   "%s cannot be kept: it is exceeded by at least %g per step", name, amount);
        break;
    case FAULT_BINDING_COL:
        diag_error(diag, "", 0, 0, when, "%s is at its %s limit and helps to cause this", name,
                   fault->amount > 0 ? "upper" : "lower");
        break;
    case FAULT_BOUNDS:
        diag_error(diag, "", 0, 0, when,
                   "%s must do more than it can: its lower limit is %g above its upper one",
                   name, amount);
        break;
    case FAULT_UNBOUNDED:
        diag_error(diag, "", 0, 0, when,
                   "%s grows without limit and pays %g per unit; give it a capacity or a limit",
                   name, amount);
        break;
    case FAULT_NONE:
        break;
    }
}
