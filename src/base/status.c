#include "base/status.h"

const char *status_text(Status status)
{
    switch (status) {
#define LODE_STATUS_CASE(name, text)                                                           \
    case name:                                                                                 \
        return text;
        LODE_STATUS_LIST(LODE_STATUS_CASE)
#undef LODE_STATUS_CASE
    }
    return "unknown status";
}

int status_exit_code(Status status)
{
    switch (status) {
    case LODE_OK:
        return 0;
    case LODE_NEGATIVE:
        return 1;
    case LODE_USAGE:
        return 2;
    case LODE_BAD_INPUT:
        return 3;
    case LODE_DIVERGED:
    case LODE_INFEASIBLE:
    case LODE_UNBOUNDED:
        return 4;
    case LODE_IO:
    case LODE_NO_MEMORY:
        return 5;
    case LODE_INTERRUPTED:
        return 130;
    }
    return 5;
}
