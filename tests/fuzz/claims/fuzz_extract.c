/* fuzz_extract.c - any bytes: extraction ends, stays within its memory, and every claim it
 * makes lies within the text, in order, with finite numbers. Both halves of the bytes, as two
 * documents, are held against each other. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "claims/imply.h"

static const ClaimName names[] = {{"china", "China|中国|US", 0},
                                  {"jinli", "金力永磁|360", 1},
                                  {"rare_earth", "rare earth|稀土|三星", 7}};

static void require(int truth)
{
    if (!truth) abort();
}

static void check_claim(const Claim *claim, int32_t length)
{
    require(claim->start >= 0 && claim->start < claim->end && claim->end <= length);
    require(claim->sentence_start <= claim->start && claim->end <= claim->sentence_end);
    require(claim->speaker_start <= claim->speaker_end && claim->speaker_end <= length);
    require(claim->lo <= claim->hi && !isnan(claim->lo) && !isnan(claim->hi));
    require(claim->bound == CLAIM_RANGE || isfinite(claim->value));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ClaimReader *reader; /* built once: the fuzzer has one thread */
    if (!reader) require(claim_reader_new(names, 3, &reader) == LODE_OK);
    const ClaimContext context = {size % 3 ? 2025 : 0, 6, 30, NULL, NULL};
    const char *text = (const char *)data;
    Arena *arena = arena_new(4096);
    ClaimList whole, half;
    ImpliedList implied;
    ContradictionList list;
    int32_t length = 0;
    for (size_t i = 0; i < size; i++)
        length += (data[i] & 0xC0) != 0x80;
    if (claims_extract(reader, text, size, &context, arena, &whole) == LODE_OK) {
        for (int32_t i = 0; i < whole.n; i++)
            check_claim(&whole.claims[i], length);
        require(claims_imply(&whole, arena, &implied) == LODE_OK);
        if (claims_extract(reader, text, size / 2, &context, arena, &half) == LODE_OK)
            require(claims_contradict(&whole, &half, arena, &list) == LODE_OK);
    }
    arena_free(arena);
    return 0;
}
