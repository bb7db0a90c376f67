#include "evidence/fold.h"

#include <utf8proc.h>

enum { INVALID = 0xFFFD, COMPATIBILITY_HAN = 0xF900 };

/* Written without spaces: Han, kana, Hangul. */
static bool is_unspaced(uint32_t point)
{
    return fold_is_han(point) || (point >= 0xAC00 && point <= 0xD7A3) ||
           (point >= 0x3041 && point <= 0x30FF && point != 0x30FB) || point == 0x3005;
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t fold_next(const char *text, size_t n, uint32_t points[FOLD_FORMS], int32_t *n_points)
{
    const unsigned char byte = (unsigned char)text[0];
    *n_points = 1;
    if (byte < 0x80) {
        points[0] = byte >= 'A' && byte <= 'Z' ? byte + 32u : byte;
        return 1;
    }
    if (byte >= 0xE4 && byte <= 0xE9 && n >= 3 && continues(text[1]) && continues(text[2])) {
        const uint32_t han = (uint32_t)(byte & 0xF) << 12 | (uint32_t)(text[1] & 0x3F) << 6 |
                             (uint32_t)(text[2] & 0x3F); /* U+4000 to U+9FFF */
        points[0] = fold_simplified(han);
        return 3;
    }
    uint32_t point;
    const size_t bytes = fold_read(text, n, &point);
    points[0] = fold_simplified(point);
    if (bytes && is_unspaced(point) && point < COMPATIBILITY_HAN)
        return bytes; /* whole Hangul */
    *n_points = bytes ? fold_forms(point, true, points) : -1;
    if (*n_points >= 0) return bytes;
    points[0] = INVALID;
    *n_points = 1;
    return bytes ? bytes : 1;
}

FoldKind fold_kind(uint32_t point)
{
    if (point < 0x80) {
        if (point >= '0' && point <= '9') return FOLD_DIGIT;
        return (point >= 'a' && point <= 'z') ? FOLD_LETTER : FOLD_OTHER;
    }
    if (is_unspaced(point)) return FOLD_HAN;
    switch (utf8proc_category((int32_t)point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return FOLD_LETTER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
        return FOLD_DIGIT;
    default:
        return FOLD_OTHER;
    }
}

size_t fold_write(uint32_t point, char *out)
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    if (point >= 0x800 && point < 0x10000) { /* Han, nearly always */
        out[0] = (char)(0xE0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (point & 0x3F));
        return 3;
    }
    return (size_t)utf8proc_encode_char((int32_t)point, (utf8proc_uint8_t *)out);
}
