/* random.h - random numbers that are a function of what they are for.
 *
 * A number is named by (seed, run, purpose, place) and has no history: run 4711 draws the same
 * whether it is alone, one of ten thousand, on one thread or on sixty-four ranks. Philox4x32-10
 * of Random123 [Salmon11]. */
#ifndef LODE_ENSEMBLE_RANDOM_H
#define LODE_ENSEMBLE_RANDOM_H

#include <stdint.h>

typedef struct RandomStream {
    uint64_t seed;
    uint32_t run;     /* member of the ensemble */
    uint32_t purpose; /* what is drawn: a dimension, a facility's delay, ... */
} RandomStream;

/* The number at a place of the stream: uniform in the open interval (0, 1), 53 bits. */
double random_uniform(const RandomStream *stream, uint64_t place);

/* 64 bits at a place of the stream. */
uint64_t random_bits(const RandomStream *stream, uint64_t place);

/* A whole number from 0 to n - 1, without bias beyond 2^-64 n. */
uint64_t random_below(const RandomStream *stream, uint64_t place, uint64_t n);

/* Where `index` goes in the stream's own random order of 0 .. n - 1 (n > 0): a bijection that
 * needs no table. */
uint64_t random_order(const RandomStream *stream, uint64_t index, uint64_t n);

#endif
