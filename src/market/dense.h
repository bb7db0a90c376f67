/* dense.h - the dense loop of the factorisation, for what the processor can do.
 *
 * Blocks are stored by columns, `stride` doubles apart, stride a multiple of DENSE_LANES, and
 * start on 64 bytes. The choice among plain C, AVX2 and AVX-512 is made once per factor.
 * Results are the same from run to run on one machine, and differ in the last bits between
 * machines with and without fused multiply-add. */
#ifndef LODE_MARKET_DENSE_H
#define LODE_MARKET_DENSE_H

#include <stdbool.h>
#include <stdint.h>

enum { DENSE_LANES = 8, DENSE_COLS = 4 };

/* out[i + c*out_stride] = base - sum_k a[i + k*stride] packed[k*DENSE_COLS + c]
 * for i = 0 .. n - 1 (n a multiple of DENSE_LANES), c = 0 .. DENSE_COLS - 1, k = 0 .. depth
 * - 1. base is what out held, or zero with `fresh`. */
typedef void DenseUpdate(int32_t n, int32_t depth, const double *a, int32_t stride,
                         const double *packed, double *out, int32_t out_stride, bool fresh);

/* The fastest that this processor can run. */
DenseUpdate *dense_update(void);

/* By name, for tests and benchmarks: 0 plain, 1 AVX2, 2 AVX-512; NULL when it cannot run here.
 */
DenseUpdate *dense_update_of(int level);

#endif
