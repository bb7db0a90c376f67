/* lanes.h - four numbers at a time, in GNU vectors, for whatever vectors the processor has.
 *
 * Four doubles are one register of AVX. Wider vectors would be cut in two by the compiler,
 * which then keeps sums in memory instead of registers (measured: the solves took three times
 * as long).
 *
 * Loops marked FOR_EACH_PROCESSOR are compiled once for each kind of processor. The versions
 * differ in vector width alone: no sum is reordered and no multiply-add is fused, so all give
 * the same bits. Sanitizers and other systems get the plain version. */
#ifndef LODE_MARKET_LANES_H
#define LODE_MARKET_LANES_H

#include <stdint.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                     \
    __has_feature(memory_sanitizer)
#define LODE_SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LODE_SANITIZED
#endif

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(LODE_SANITIZED)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("default", "avx2")))
#else
#define FOR_EACH_PROCESSOR
#endif

enum { LANES = 4 };
typedef double Lanes __attribute__((vector_size(32), may_alias));
typedef int64_t LaneMask __attribute__((vector_size(32)));

/* Numbers j .. j + LANES - 1 of an array; j is a multiple of LANES and the array is aligned. */
#define AT(array, j) (*(Lanes *)(void *)((array) + (j)))
#define CONST_AT(array, j) (*(const Lanes *)(const void *)((array) + (j)))

/* Macros, since vectors are not passed to functions alike everywhere. a where the mask is set,
 * else b; the larger of each pair. */
#define CHOOSE(mask, a, b) ((Lanes)(((LaneMask)(a) & (mask)) | ((LaneMask)(b) & ~(mask))))
#define LARGER(a, b) CHOOSE((LaneMask)((a) > (b)), a, b)
#define MAGNITUDE(a) ((Lanes)((LaneMask)(a)&INT64_MAX))

/* The lanes made one, always in the same order. */
#define SUM_OF(a) (((a)[0] + (a)[1]) + ((a)[2] + (a)[3]))

static inline double largest_of(const double *lane)
{
    double most = lane[0];
    for (int k = 1; k < LANES; k++)
        most = lane[k] > most ? lane[k] : most;
    return most;
}
#define LARGEST_OF(a) largest_of((const double *)&(a))

#endif
