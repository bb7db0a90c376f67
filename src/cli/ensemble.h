/* ensemble.h - what the futures of an ensemble say, for people and for programs. Private to
 * cli/. */
#ifndef LODE_CLI_ENSEMBLE_H
#define LODE_CLI_ENSEMBLE_H

#include "cli/json.h"
#include "ensemble/decide.h"

/* The median of what matters and the range that nine in ten futures lie in, year by year; what
 * runs short; what failed. */
Status ensemble_print(const Screen *screen, const Ensemble *ensemble, const Summary *summary);
Status ensemble_print_json(const Screen *screen, const Ensemble *ensemble,
                           const Summary *summary, const Decisions *decisions);

/* The ranges that decide, with how their numbers are known, and what they do. */
Status ensemble_print_decisions(const Screen *screen, const Ensemble *ensemble,
                                const Decisions *decisions);

/* "production of magnets in china": what a variable is. */
void ensemble_name(const Ensemble *ensemble, const Variable *variable, char *out, size_t size);

#endif
