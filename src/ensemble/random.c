#include "ensemble/random.h"

#include <Random123/philox.h>

uint64_t random_bits(const RandomStream *stream, uint64_t place)
{
    const philox4x32_ctr_t counter = {
        {(uint32_t)(place >> 1), (uint32_t)(place >> 33), stream->run, stream->purpose}};
    const philox4x32_key_t key = {{(uint32_t)stream->seed, (uint32_t)(stream->seed >> 32)}};
    const philox4x32_ctr_t out = philox4x32(counter, key);
    const int half = (int)(place & 1) * 2;
    return (uint64_t)out.v[half + 1] << 32 | out.v[half];
}

double random_uniform(const RandomStream *stream, uint64_t place)
{
    /* the middle of one of 2^52 equal cells, so neither 0 nor 1 */
    return ((double)(random_bits(stream, place) >> 12) + 0.5) * 0x1p-52;
}

uint64_t random_below(const RandomStream *stream, uint64_t place, uint64_t n)
{
    return (uint64_t)((__extension__(unsigned __int128) random_bits(stream, place) * n) >> 64);
}

/* Four Feistel rounds over the next even number of bits, walked until inside 0 .. n - 1: a
 * permutation of the larger set that is followed along its cycle is one of the smaller set. */
uint64_t random_order(const RandomStream *stream, uint64_t index, uint64_t n)
{
    enum { ROUNDS = 4 };
    unsigned half = 1;
    while (half < 32 && (UINT64_C(1) << (2 * half)) < n)
        half++;
    const uint64_t mask = (UINT64_C(1) << half) - 1;
    do {
        uint64_t left = index >> half, right = index & mask;
        for (uint64_t round = 0; round < ROUNDS; round++) {
            const uint64_t mixed = random_bits(stream, right << 2 | round) & mask;
            const uint64_t next = left ^ mixed;
            left = right;
            right = next;
        }
        index = left << half | right;
    } while (index >= n);
    return index;
}
