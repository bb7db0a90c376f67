/* sha256.h - FIPS 180-4: what makes two files, or two items, the same. */
#ifndef LODE_EVIDENCE_SHA256_H
#define LODE_EVIDENCE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_BYTES = 32, SHA256_HEX = 65 };

typedef struct Sha256 {
    uint32_t state[8];
    uint64_t bytes;
    unsigned char block[64];
} Sha256;

void sha256_begin(Sha256 *sha);
void sha256_add(Sha256 *sha, const void *bytes, size_t n);
void sha256_end(Sha256 *sha, unsigned char out[SHA256_BYTES]);
void sha256_hex(const void *bytes, size_t n, char out[SHA256_HEX]);

#endif
