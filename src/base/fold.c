#include "base/fold.h"

#include <utf8proc.h>

extern const uint32_t fold_table_cells[][256];
extern const uint16_t fold_table_pages[];

enum { TABLE_END = 0x30000 };

uint32_t fold_simplified(uint32_t point)
{
    if (point >= TABLE_END) return point;
    const uint32_t to = fold_table_cells[fold_table_pages[point >> 8]][point & 0xFF];
    return to ? to : point;
}

int32_t fold_forms(uint32_t point, bool lower, uint32_t forms[FOLD_FORMS])
{
    int boundary = 0;
    utf8proc_int32_t decomposed[FOLD_FORMS];
    const int plain = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK;
    const int folded = UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STABLE;
    const utf8proc_ssize_t n =
        utf8proc_decompose_char((utf8proc_int32_t)point, decomposed, FOLD_FORMS,
                                (utf8proc_option_t)(lower ? plain | folded : plain), &boundary);
    if (n < 0 || n > FOLD_FORMS) return -1;
    for (utf8proc_ssize_t i = 0; i < n; i++)
        forms[i] = fold_simplified((uint32_t)decomposed[i]);
    return (int32_t)n;
}

uint32_t fold_lower(uint32_t point)
{
    if (point < 0x80) return point >= 'A' && point <= 'Z' ? point + 32 : point;
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
}

size_t fold_read(const char *text, size_t n, uint32_t *point)
{
    utf8proc_int32_t read = 0;
    const utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)text,
                                                    (utf8proc_ssize_t)(n > 4 ? 4 : n), &read);
    *point = (uint32_t)read;
    return bytes > 0 ? (size_t)bytes : 0;
}
