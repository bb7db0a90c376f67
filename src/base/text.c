#include "base/text.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

/* --- UTF-8 --- */

static utf8proc_ssize_t next(const char *text, size_t n, utf8proc_int32_t *point)
{
    const utf8proc_ssize_t room = n > INT32_MAX ? INT32_MAX : (utf8proc_ssize_t)n;
    return utf8proc_iterate((const utf8proc_uint8_t *)text, room, point);
}

bool text_is_utf8(const char *text, size_t n, size_t *bad)
{
    for (size_t at = 0; at < n;) {
        const unsigned char byte = (unsigned char)text[at];
        utf8proc_int32_t point;
        utf8proc_ssize_t bytes = byte && byte < 0x80 ? 1 : -1;
        if (byte >= 0x80) bytes = next(text + at, n - at, &point);
        if (bytes <= 0) {
            *bad = at;
            return false;
        }
        at += (size_t)bytes;
    }
    return true;
}

int32_t text_length(const char *text, size_t n)
{
    int32_t length = 0;
    for (size_t i = 0; i < n; i++)
        length += ((unsigned char)text[i] & 0xC0) != 0x80; /* all but continuation bytes */
    return length;
}

int32_t text_width(const char *text)
{
    int32_t width = 0;
    for (size_t n = strlen(text); n;) {
        utf8proc_int32_t point;
        const utf8proc_ssize_t bytes = next(text, n, &point);
        width += bytes > 0 ? utf8proc_charwidth(point) : 1;
        const size_t step = bytes > 0 ? (size_t)bytes : 1;
        text += step;
        n -= step;
    }
    return width;
}

char *text_nfkc(Arena *arena, const char *text)
{
    utf8proc_uint8_t *mapped = utf8proc_NFKC((const utf8proc_uint8_t *)text);
    if (!mapped) return NULL;
    char *copy = arena_text(arena, (const char *)mapped, strlen((const char *)mapped));
    free(mapped);
    return copy;
}

/* --- numbers --- */

enum { NUMBER_MAX = 128, EXPONENT_MAX = 100000 };

typedef struct Decimal {
    uint64_t mantissa; /* the first 19 significant digits */
    int32_t exponent;  /* of the power of ten that goes with it */
    bool negative, exact, any;
} Decimal;

static const char *read_digits(const char *text, bool fraction, Decimal *decimal)
{
    for (; *text >= '0' && *text <= '9'; text++) {
        const bool fits = decimal->mantissa < 1000000000000000000u;
        if (fits) decimal->mantissa = 10 * decimal->mantissa + (uint64_t)(*text - '0');
        decimal->exponent += (fits ? 0 : 1) - (fraction ? 1 : 0);
        decimal->exact = decimal->exact && fits;
        decimal->any = true;
    }
    return text;
}

/* "e-12" behind the digits; text itself if there is none. */
static const char *read_exponent(const char *text, Decimal *decimal)
{
    const char *at = text;
    if (*at != 'e' && *at != 'E') return text;
    at++;
    const bool negative = *at == '-';
    if (*at == '-' || *at == '+') at++;
    if (*at < '0' || *at > '9') return text;
    int32_t exponent = 0;
    for (; *at >= '0' && *at <= '9'; at++)
        if (exponent < EXPONENT_MAX) exponent = 10 * exponent + (*at - '0');
    decimal->exponent += negative ? -exponent : exponent;
    return at;
}

/* strtod wants the point of the locale that happens to be set. */
static double slow_number(const char *text, size_t n)
{
    char buffer[NUMBER_MAX + 8];
    const char *point = localeconv()->decimal_point;
    const size_t wide = strlen(point);
    size_t used = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '.' && wide < 8) {
            memcpy(buffer + used, point, wide);
            used += wide;
        } else {
            buffer[used++] = text[i];
        }
    }
    buffer[used] = '\0';
    return strtod(buffer, NULL);
}

/* Up to 2^53 times or over a power of ten up to 10^22 is correctly rounded [Clinger90]. */
static bool fast_number(const Decimal *decimal, double *value)
{
    static const double power[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    const int32_t e = decimal->exponent;
    if (!decimal->exact || decimal->mantissa > (1ull << 53) || e < -22 || e > 22) return false;
    const double whole = (double)decimal->mantissa;
    const double size = e < 0 ? whole / power[-e] : whole * power[e];
    *value = decimal->negative ? -size : size;
    return true;
}

bool text_number_prefix(const char *text, double *value, const char **end)
{
    Decimal decimal = {.exact = true, .negative = *text == '-'};
    const char *at = text;
    if (*at == '-' || *at == '+') at++;
    at = read_digits(at, false, &decimal);
    if (*at == '.') at = read_digits(at + 1, true, &decimal);
    if (!decimal.any) return false;
    at = read_exponent(at, &decimal);
    *end = at;
    if (fast_number(&decimal, value)) return true;
    if (at - text > NUMBER_MAX) return false;
    *value = slow_number(text, (size_t)(at - text));
    return isfinite(*value);
}

bool text_number(const char *text, double *value)
{
    const char *end;
    return text_number_prefix(text, value, &end) && *end == '\0';
}

/* --- did you mean --- */

static int32_t smallest(int32_t a, int32_t b, int32_t c)
{
    const int32_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Optimal string alignment: row i holds the distances of a's first i bytes to b's prefixes. */
int32_t text_distance(const char *a, const char *b)
{
    const size_t na = strlen(a), nb = strlen(b);
    if (na > TEXT_WORD_MAX || nb > TEXT_WORD_MAX) return INT32_MAX;
    int32_t rows[3][TEXT_WORD_MAX + 1];
    int32_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= nb; j++)
        last[j] = before[j] = (int32_t)j;
    for (size_t i = 1; i <= na; i++) {
        now[0] = (int32_t)i;
        for (size_t j = 1; j <= nb; j++) {
            const int32_t other = a[i - 1] != b[j - 1];
            now[j] = smallest(last[j] + 1, now[j - 1] + 1, last[j - 1] + other);
            const bool swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swap && before[j - 2] + 1 < now[j]) now[j] = before[j - 2] + 1;
        }
        int32_t *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[nb];
}

/* One slip in a short word, two in a longer one, a third of it at most. */
void text_nearest_begin(TextNearest *nearest, const char *word)
{
    const size_t n = strlen(word);
    nearest->word = word;
    nearest->best = NULL;
    nearest->length = n > TEXT_WORD_MAX ? INT32_MAX : (int32_t)n;
    nearest->distance = n < 3 ? 2 : (int32_t)(n > TEXT_WORD_MAX ? 0 : n / 3 + 1);
}

void text_nearest_try(TextNearest *nearest, const char *candidate)
{
    const size_t n = strlen(candidate);
    if (n > TEXT_WORD_MAX || nearest->length == INT32_MAX) return;
    const int32_t gap = abs((int32_t)n - nearest->length);
    if (gap >= nearest->distance) return;
    const int32_t distance = text_distance(nearest->word, candidate);
    if (distance >= nearest->distance || distance >= (int32_t)n) return;
    nearest->distance = distance;
    nearest->best = candidate;
}

/* Copies the word of "one|two" that starts at text; returns where the next one starts. */
static const char *next_choice(const char *text, char *word, size_t size)
{
    const size_t n = strcspn(text, "|");
    snprintf(word, size, "%.*s", (int)n, text);
    return text[n] ? text + n + 1 : NULL;
}

bool text_nearest_choice(const char *word, const char *choices, char *buffer, size_t size)
{
    char candidate[TEXT_WORD_MAX + 1];
    TextNearest nearest;
    bool found = false;
    text_nearest_begin(&nearest, word);
    for (const char *at = choices; at;) {
        at = next_choice(at, candidate, sizeof candidate);
        nearest.best = NULL; /* candidate is overwritten: buffer keeps the best */
        text_nearest_try(&nearest, candidate);
        if (nearest.best) snprintf(buffer, size, "%s", candidate);
        found = found || nearest.best;
    }
    return found;
}

int32_t text_choice(const char *word, const char *choices)
{
    char candidate[TEXT_WORD_MAX + 1];
    int32_t position = 0;
    for (const char *at = choices; at; position++) {
        at = next_choice(at, candidate, sizeof candidate);
        if (strcmp(candidate, word) == 0) return position;
    }
    return -1;
}
