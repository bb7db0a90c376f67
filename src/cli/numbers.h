/* numbers.h - options that are numbers. Private to cli/. */
#ifndef LODE_CLI_NUMBERS_H
#define LODE_CLI_NUMBERS_H

#include "cli/args.h"

/* A whole number within [low, high]; `usual` when it is not given. LODE_USAGE after a message.
 */
Status number_option(const Screen *screen, const Args *args, const char *option, int32_t low,
                     int32_t high, int32_t usual, int32_t *out);

/* --threads: else as many as there are processors. */
Status number_threads(const Screen *screen, const Args *args, int *out);

#endif
