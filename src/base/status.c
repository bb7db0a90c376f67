#include "base/status.h"

const char *status_text(Status status)
{
    switch (status) {
    case LODE_OK:
        return "done";
    case LODE_NEGATIVE:
        return "the answer is no";
    case LODE_USAGE:
        return "the command line is wrong";
    case LODE_BAD_INPUT:
        return "the input data is wrong";
    case LODE_DIVERGED:
        return "no equilibrium was found";
    case LODE_INFEASIBLE:
        return "the limits cannot all be met";
    case LODE_UNBOUNDED:
        return "something pays without limit";
    case LODE_IO:
        return "reading or writing failed";
    case LODE_NO_MEMORY:
        return "out of memory";
    case LODE_INTERRUPTED:
        return "interrupted";
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
