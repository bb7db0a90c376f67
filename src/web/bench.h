/* bench.h - the runs that verdicts need: the one asked for, the baseline, and those of the
 * scenarios that conditional claims name. Private to web/. */
#ifndef LODE_WEB_BENCH_H
#define LODE_WEB_BENCH_H

#include "web/resource.h"

enum { BENCH_RUNS = 24 };

typedef struct Bench {
    Runs *of;
    Run *runs[BENCH_RUNS];
    const Record *records[BENCH_RUNS];
    VerdictRuns verdicts; /* what verdicts_of and conflicts_of ask for */
} Bench;

/* Runs that are not solved yet are solved now; a scenario that the model does not have is left
 * to the verdict to say. ties may be NULL. Close it in any case. */
Status bench_open(const Ask *ask, const Ties *ties, Bench *out);
void bench_close(Bench *bench);

#endif
