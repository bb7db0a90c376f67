#include "web/pack.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16, PACK_LEVEL = 1, BLOCK = 16384 };

bool pack(const char *bytes, size_t n, Text *out)
{
    z_stream z = {0};
    char block[BLOCK];
    if (n > UINT_MAX) return false;
    if (deflateInit2(&z, PACK_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)n;
    int state = Z_OK;
    while (state == Z_OK) {
        z.next_out = (Bytef *)block;
        z.avail_out = sizeof block;
        state = deflate(&z, Z_FINISH);
        text_put(out, block, sizeof block - z.avail_out);
    }
    deflateEnd(&z);
    return state == Z_STREAM_END && !out->failed;
}

bool unpack(const char *bytes, size_t n, Text *out)
{
    z_stream z = {0};
    char block[BLOCK];
    if (n > UINT_MAX || inflateInit2(&z, GZIP_WINDOW) != Z_OK) return false;
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)n;
    int state = Z_OK;
    while (state == Z_OK) {
        z.next_out = (Bytef *)block;
        z.avail_out = sizeof block;
        state = inflate(&z, Z_NO_FLUSH);
        text_put(out, block, sizeof block - z.avail_out);
    }
    inflateEnd(&z);
    return state == Z_STREAM_END && !out->failed;
}

/* FNV-1a, 64 bits. */
void tag_of(const char *bytes, size_t n, char tag[TAG_SIZE])
{
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    snprintf(tag, TAG_SIZE, "\"%016llx\"", (unsigned long long)hash);
}
