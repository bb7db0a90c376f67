#include "claims/never.h"

enum { ORDINAL_SIGN = 0x7B2C /* 第 */, PHONE_DIGITS = 9, SERIAL_DIGITS = 13 };

static int32_t digits_end(const Fold *fold, int32_t at)
{
    while (is_digit(fold->low[at]))
        at++;
    return at;
}

/* [1], [3, 4], [5-7] */
static int32_t citation(const Fold *fold, int32_t at)
{
    int32_t i = at + 1;
    if (fold->low[at] != '[' || !is_digit(fold->low[i])) return at;
    while (is_digit(fold->low[i]) || is_space(fold->low[i]) || fold->low[i] == ',' ||
           is_dash(fold->low[i]))
        i++;
    return fold->low[i] == ']' ? i + 1 : at;
}

/* 第12条, 第三 */
static int32_t ordinal(const Fold *fold, int32_t at)
{
    int32_t i = at + 1;
    if (fold->low[at] != ORDINAL_SIGN) return at;
    while (is_digit(fold->low[i]) || han_digit(fold->low[i]) >= 0 || fold->low[i] == 0x5341)
        i++;
    return i > at + 1 ? i : at;
}

/* 09:03, 12:30:15 */
static int32_t clock_time(const Fold *fold, int32_t at)
{
    int32_t i = digits_end(fold, at);
    if (i == at || i > at + 2) return at;
    if (fold->low[i] != ':' || !is_digit(fold->low[i + 1]) || !is_digit(fold->low[i + 2]))
        return at;
    while (is_digit(fold->low[i]) || fold->low[i] == ':')
        i++;
    return i;
}

/* +49 30 1234 5678, 010-88886666, 400-123-4567: groups of digits that no range has. */
static int32_t telephone(const Fold *fold, int32_t at)
{
    const bool plus = fold->low[at] == '+';
    int32_t i = plus ? at + 1 : at, groups = 0, digits = 0, end = at;
    const bool zero = fold->low[i] == '0';
    while (is_digit(fold->low[i])) {
        const int32_t behind = digits_end(fold, i);
        digits += behind - i;
        groups++;
        end = behind;
        const bool joint = fold->low[behind] == '-' || (plus && fold->low[behind] == ' ');
        if (!joint) break;
        i = behind + 1;
    }
    const bool many = groups >= 3 || (groups == 2 && zero) || (groups == 2 && plus);
    return many && digits >= PHONE_DIGITS ? end : at;
}

/* A serial number: more digits than any amount has without commas. */
static int32_t serial(const Fold *fold, int32_t at)
{
    const int32_t i = digits_end(fold, at);
    return i - at >= SERIAL_DIGITS ? i : at;
}

int32_t never_a_number(const Fold *fold, int32_t at, TokenKind *kind)
{
    int32_t end = citation(fold, at);
    *kind = end > at ? TOKEN_CITATION : TOKEN_CODE;
    if (end == at) end = ordinal(fold, at);
    if (end == at) end = clock_time(fold, at);
    if (end == at) end = telephone(fold, at);
    if (end == at) end = serial(fold, at);
    return end;
}

int32_t never_after_number(const Fold *fold, const Quantity *quantity)
{
    int32_t i = quantity->end;
    const uint32_t before = fold->low[i - 1], next = fold->low[i];
    const bool glued = is_digit(before) && is_letter(next);
    const bool version = next == '.' && is_digit(fold->low[i + 1]) && is_digit(before);
    if (!glued && !version) return i;
    while (is_letter(fold->low[i]) || is_digit(fold->low[i]) ||
           (fold->low[i] == '.' && is_digit(fold->low[i + 1])))
        i++;
    return i;
}
