/* two_threads.h - the same months on one thread and on two. */
#ifndef LODE_BENCH_TWO_THREADS_H
#define LODE_BENCH_TWO_THREADS_H

#include "net/program.h"

/* Clears n months of one pattern, each from the last one's prices, alone and with a helper by
 * turns, and prints the ratio of their times by the clock. */
Status bench_two_threads(const char *title, const Program *months, int n);

#endif
