/* threats.h - the vulnerability table on paper. Private to cli/. */
#ifndef LODE_CLI_THREATS_H
#define LODE_CLI_THREATS_H

#include "choice/sweep.h"
#include "cli/screen.h"

/* The worst `top` rows alone, then in pairs, then those that are worse together; for people. */
Status threats_print(const Screen *screen, const Sweep *sweep, int32_t top);

/* Every row: a lode.threats/1 value, or a line each. */
Status threats_print_json(const Screen *screen, const Sweep *sweep);
Status threats_print_csv(const Screen *screen, const Sweep *sweep);

#endif
