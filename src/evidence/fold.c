#include "evidence/fold.h"

#include <utf8proc.h>

extern const uint32_t evidence_simplified_cells[][256];
extern const uint16_t evidence_simplified_pages[];

enum { TABLE_END = 0x30000, INVALID = 0xFFFD };

static uint32_t simplified(uint32_t point)
{
    if (point >= TABLE_END) return point;
    const uint32_t to =
        evidence_simplified_cells[evidence_simplified_pages[point >> 8]][point & 0xFF];
    return to ? to : point;
}

static bool is_han(uint32_t point)
{
    return (point >= 0x3400 && point <= 0x9FFF) || (point >= 0xAC00 && point <= 0xD7A3) ||
           (point >= 0x3041 && point <= 0x30FF && point != 0x30FB) || point == 0x3005 ||
           point == 0x3007 || (point >= 0xF900 && point <= 0xFAFF) ||
           (point >= 0x20000 && point < TABLE_END);
}

static int32_t fold_point(int32_t point, uint32_t points[FOLD_MAX])
{
    int boundary = 0;
    int32_t folded[FOLD_MAX];
    const utf8proc_option_t how = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                  UTF8PROC_STRIPMARK | UTF8PROC_IGNORE | UTF8PROC_STABLE;
    const utf8proc_ssize_t n = utf8proc_decompose_char(point, folded, FOLD_MAX, how, &boundary);
    if (n < 0 || n > FOLD_MAX) {
        points[0] = INVALID;
        return 1;
    }
    for (utf8proc_ssize_t i = 0; i < n; i++)
        points[i] = simplified((uint32_t)folded[i]);
    return (int32_t)n;
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t fold_next(const char *text, size_t n, uint32_t points[FOLD_MAX], int32_t *n_points)
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
        points[0] = simplified(han);
        return 3;
    }
    int32_t point;
    const utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)text,
                                                    n < 4 ? (utf8proc_ssize_t)n : 4, &point);
    if (bytes <= 0) {
        points[0] = INVALID;
        return 1;
    }
    if (is_han((uint32_t)point) && point < 0xF900)
        points[0] = simplified((uint32_t)point);
    else
        *n_points = fold_point(point, points);
    return (size_t)bytes;
}

FoldKind fold_kind(uint32_t point)
{
    if (point < 0x80) {
        if (point >= '0' && point <= '9') return FOLD_DIGIT;
        return (point >= 'a' && point <= 'z') ? FOLD_LETTER : FOLD_OTHER;
    }
    if (is_han(point)) return FOLD_HAN;
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
