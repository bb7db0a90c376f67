/* fold.h - one character in its plainest form, so that what looks alike is alike: search and
 * the grammar of claims both stand on it. É -> e    Ｎ -> n    ﬁ -> f i    ½ -> 1 ⁄ 2    ㎏ ->
 * k g    釹 -> 钕 Forms are those of NFKC without marks [utf8proc]; traditional Chinese becomes
 * simplified, one character to one [OpenCC TSCharacters, read from Debian's package while
 * building]. */
#ifndef LODE_BASE_FOLD_H
#define LODE_BASE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FOLD_FORMS = 32 };

/* The simplified form of a Han character; any other stays. */
uint32_t fold_simplified(uint32_t point);

/* The compatibility forms of a character, Han simplified; returns how many there are (0 for a
 * lone mark), -1 when they are more than FOLD_FORMS or the point is none. `lower` folds the
 * case too and leaves out what is ignorable, such as soft hyphens. */
int32_t fold_forms(uint32_t point, bool lower, uint32_t forms[FOLD_FORMS]);

/* The lower-case letter of one character. */
uint32_t fold_lower(uint32_t point);

/* The character at text[0..n), n > 0; returns its bytes, 0 when they are no UTF-8. */
size_t fold_read(const char *text, size_t n, uint32_t *point);

/* Chinese characters, as Japanese and Korean write them too. */
static inline bool fold_is_han(uint32_t point)
{
    return (point >= 0x3400 && point <= 0x9FFF) || point == 0x3007 ||
           (point >= 0xF900 && point <= 0xFAFF) || (point >= 0x20000 && point < 0x32000);
}

#endif
