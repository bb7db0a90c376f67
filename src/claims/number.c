#include "claims/number.h"

#include <math.h>

#include "base/text.h"

enum { DIGITS_MAX = 20, BUFFER_MAX = 48 };

/* "291,890": a comma belongs to the number when three digits follow, and no fourth. */
static bool groups(const Fold *fold, int32_t at)
{
    const uint32_t *c = fold->low + at;
    return c[0] == ',' && is_digit(c[1]) && is_digit(c[2]) && is_digit(c[3]) &&
           !is_digit(fold->low[at + 4]);
}

static int32_t digits_end(const Fold *fold, int32_t at)
{
    while (is_digit(fold->low[at]))
        at++;
    return at;
}

/* "6 . 2 %": a tokenised text, where the point stands alone before the last digits of a
 * percentage. */
static bool spaced_point(const Fold *fold, int32_t at)
{
    const uint32_t *c = fold->low + at;
    if (!(c[0] == ' ' && c[1] == '.' && c[2] == ' ' && is_digit(c[3]))) return false;
    const int32_t end = skip_spaces(fold, digits_end(fold, at + 3));
    return fold->low[end] == '%';
}

bool number_read_digits(const Fold *fold, int32_t at, double *value, int32_t *whole,
                        int32_t *end)
{
    char buffer[BUFFER_MAX];
    int32_t n = 0, i = at;
    *whole = 0;
    for (; is_digit(fold->low[i]) || (*whole && *whole <= 3 + 3 * (n / 3) && groups(fold, i));
         i++)
        if (is_digit(fold->low[i])) {
            if (n == DIGITS_MAX) return false;
            buffer[n++] = (char)fold->low[i];
            ++*whole;
        }
    int32_t point = i;
    if (spaced_point(fold, i)) point = i + 1;
    const int32_t part = point == i ? point + 1 : point + 2;
    if (fold->low[point] == '.' && is_digit(fold->low[part])) {
        buffer[n++] = '.';
        for (i = part; is_digit(fold->low[i]); i++)
            if (n < BUFFER_MAX - 1) buffer[n++] = (char)fold->low[i];
    }
    if (n == 0) return false;
    buffer[n] = '\0';
    *end = i;
    return text_number(buffer, value);
}

bool number_read(const ClaimReader *reader, const Fold *fold, int32_t at, bool money,
                 Number *out, int32_t *end)
{
    const bool found = number_read_han(reader, fold, at, out, end) ||
                       number_read_latin(reader, fold, at, money, out, end);
    if (!(out->hi > out->value)) out->hi = out->value;
    return found && isfinite(out->value);
}
