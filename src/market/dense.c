#include "market/dense.h"

#include <stddef.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* GNU vectors of two doubles: any processor has them, or the compiler makes do. */
typedef double Pair __attribute__((vector_size(16), may_alias));
#define NAME(x) plain_##x
#define TARGET
#define VECTOR Pair
#define WIDTH 2
#define FILL(x) ((Pair){(x), (x)})
#define LESS_PRODUCT(c, a, b) ((c) - (a) * (b))
#include "market/dense_kernel.inc"

#if defined(__x86_64__)
#define NAME(x) avx2_##x
#define TARGET __attribute__((target("avx2,fma")))
#define VECTOR __m256d
#define WIDTH 4
#define FILL(x) _mm256_set1_pd(x)
#define LESS_PRODUCT(c, a, b) _mm256_fnmadd_pd((a), (b), (c))
#include "market/dense_kernel.inc"

#define NAME(x) avx512_##x
#define TARGET __attribute__((target("avx512f")))
#define VECTOR __m512d
#define WIDTH 8
#define FILL(x) _mm512_set1_pd(x)
#define LESS_PRODUCT(c, a, b) _mm512_fnmadd_pd((a), (b), (c))
#include "market/dense_kernel.inc"
#endif

DenseUpdate *dense_update_of(int level)
{
    if (level == 0) return plain_update;
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (level == 1 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return avx2_update;
    if (level == 2 && __builtin_cpu_supports("avx512f")) return avx512_update;
#endif
    return NULL;
}

DenseUpdate *dense_update(void)
{
    for (int level = 2; level > 0; level--)
        if (dense_update_of(level)) return dense_update_of(level);
    return plain_update;
}
