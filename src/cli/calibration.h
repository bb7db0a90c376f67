/* calibration.h - what `lode calibrate` prints. Private to cli/. */
#ifndef LODE_CLI_CALIBRATION_H
#define LODE_CLI_CALIBRATION_H

#include "calibrate/calibrate.h"
#include "cli/screen.h"

/* For people; all: every observation and unobserved market, not only the worst. */
Status calibration_print(const Screen *screen, const Calibration *calibration, bool all);
Status calibration_json(const Screen *screen, const Calibration *calibration);

/* "output of dy-oxide in china", "share of china in mine", ... */
void calibration_subject(const Calibration *calibration, const Observation *observation,
                         char *buffer, size_t size);

/* Amounts as the observation has them: over its own months. */
double calibration_amount(const Calibration *calibration, const Observation *observation,
                          double per_step);

const char *calibration_source(const Calibration *calibration, const Observation *observation);
const char *calibration_status(const Observation *observation);

#endif
