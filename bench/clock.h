/* clock.h - time that a process has worked, and the order of times. */
#ifndef LODE_BENCH_CLOCK_H
#define LODE_BENCH_CLOCK_H

#include <time.h>

/* Processor time of this process: the machine may have other things to do. */
static inline double clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* For qsort. */
static inline int clock_by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

#endif
