#include "ensemble/sequence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ensemble/random.h"

enum { BITS = 52 }; /* of a coordinate */

enum { DIRECTIONS_MAX = 18 };

typedef struct Direction {
    uint32_t polynomial;
    uint32_t m[DIRECTIONS_MAX];
} Direction;

static const Direction directions[] = {
#define DIRECTION(polynomial, ...) {polynomial, {__VA_ARGS__}},
#include "ensemble/directions.def"
#undef DIRECTION
};

struct Sequence {
    SequenceKind kind;
    int32_t dimensions;
    uint64_t n, seed;
    uint64_t *v; /* Sobol: direction numbers, BITS a dimension */
};

/* The direction numbers v_k = m_k / 2^k of one dimension, as whole numbers of BITS bits:
 *     m_k = 2 a_1 m_{k-1} ^ 4 a_2 m_{k-2} ^ ... ^ 2^s m_{k-s} ^ m_{k-s}            [Bratley88]
 */
static void fill_directions(const Direction *d, uint64_t *v)
{
    int degree = 0;
    while (d->polynomial >> (degree + 1))
        degree++;
    for (int k = 0; k < BITS; k++) {
        if (degree == 0) { /* the first dimension: van der Corput's sequence */
            v[k] = UINT64_C(1) << (BITS - 1 - k);
        } else if (k < degree) {
            v[k] = (uint64_t)d->m[k] << (BITS - 1 - k);
        } else {
            v[k] = v[k - degree] ^ v[k - degree] >> degree;
            for (int j = 1; j < degree; j++)
                if (d->polynomial >> (degree - j) & 1) v[k] ^= v[k - j];
        }
    }
}

Status sequence_new(SequenceKind kind, int32_t dimensions, uint64_t n, uint64_t seed,
                    Sequence **out)
{
    *out = NULL;
    if (dimensions < 1 || n < 1) return LODE_BAD_INPUT;
    if (kind == SEQUENCE_SOBOL && dimensions > SEQUENCE_SOBOL_DIMENSIONS) return LODE_BAD_INPUT;
    Sequence *s = calloc(1, sizeof *s);
    if (!s) return LODE_NO_MEMORY;
    *s = (Sequence){.kind = kind, .dimensions = dimensions, .n = n, .seed = seed};
    if (kind == SEQUENCE_SOBOL) {
        s->v = calloc((size_t)dimensions * BITS, sizeof *s->v);
        if (!s->v) {
            free(s);
            return LODE_NO_MEMORY;
        }
        for (int32_t d = 0; d < dimensions; d++)
            fill_directions(&directions[d], s->v + (size_t)d * BITS);
    }
    *out = s;
    return LODE_OK;
}

void sequence_free(Sequence *sequence)
{
    if (!sequence) return;
    free(sequence->v);
    free(sequence);
}

/* Point i of the Gray-code order, so that the first 2^k points are those of the plain order. */
static double sobol_coordinate(const Sequence *s, uint64_t i, int32_t d)
{
    const RandomStream shift = {s->seed, 0, (uint32_t)d};
    const uint64_t *v = s->v + (size_t)d * BITS;
    uint64_t bits = s->seed ? random_bits(&shift, 0) >> (64 - BITS) : 0;
    for (uint64_t gray = i ^ i >> 1, k = 0; gray; gray >>= 1, k++)
        if (gray & 1) bits ^= v[k];
    return ((double)bits + 0.5) * 0x1p-52;
}

static double latin_coordinate(const Sequence *s, uint64_t i, int32_t d)
{
    const RandomStream order = {s->seed, 0, (uint32_t)d}, jitter = {s->seed, 1, (uint32_t)d};
    const uint64_t slice = random_order(&order, i, s->n);
    return ((double)slice + random_uniform(&jitter, i)) / (double)s->n;
}

void sequence_point(const Sequence *s, uint64_t i, double *point)
{
    for (int32_t d = 0; d < s->dimensions; d++) {
        const RandomStream plain = {s->seed, 0, (uint32_t)d};
        switch (s->kind) {
        case SEQUENCE_RANDOM:
            point[d] = random_uniform(&plain, i);
            break;
        case SEQUENCE_LATIN:
            point[d] = latin_coordinate(s, i, d);
            break;
        case SEQUENCE_SOBOL:
            point[d] = sobol_coordinate(s, i, d);
            break;
        }
    }
}

const char *sequence_name(SequenceKind kind)
{
    static const char *const names[] = {"random", "latin", "sobol"};
    return names[kind];
}

/*     D^2 = 3^-d - 2/n sum_i prod_k (1 - x_ik^2)/2 + 1/n^2 sum_ij prod_k (1 - max(x_ik, x_jk))
 *                                                                                [Warnock72] */
double sequence_discrepancy(const double *points, int32_t n, int32_t dimensions)
{
    double single = 0, pairs = 0;
    for (int32_t i = 0; i < n; i++) {
        const double *x = points + (size_t)i * (size_t)dimensions;
        double product = 1;
        for (int32_t k = 0; k < dimensions; k++)
            product *= (1 - x[k] * x[k]) / 2;
        single += product;
        for (int32_t j = 0; j < n; j++) {
            const double *y = points + (size_t)j * (size_t)dimensions;
            product = 1;
            for (int32_t k = 0; k < dimensions; k++)
                product *= 1 - fmax(x[k], y[k]);
            pairs += product;
        }
    }
    const double count = n;
    return sqrt(fmax(0, pow(3, -dimensions) - 2 * single / count + pairs / (count * count)));
}
