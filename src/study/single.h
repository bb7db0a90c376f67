/* single.h - one run of a study, from its variation to its result. Private to study/. */
#ifndef LODE_STUDY_SINGLE_H
#define LODE_STUDY_SINGLE_H

#include "study/study.h"

enum { STUDY_REASON_SIZE = 256 };

/* result comes zeroed; reason has STUDY_REASON_SIZE bytes. */
Status single_run(const Study *study, int64_t run, void *result, char *reason);

#endif
