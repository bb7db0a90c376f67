#include "claims/fold.h"

#include <utf8proc.h>

enum { FULL_COMMA = 0xFF0C, FRACTION_SLASH = 0x2044, FORMS_MAX = 32 };

/* Traditional to simplified, for the characters of our own tables and the words of the trade.
 */
typedef struct HanPair {
    uint32_t from, to;
} HanPair;
#define HAN(from, to) {from, to},
static const HanPair han_pairs[] = {
#include "claims/han.def"
};
#undef HAN

static uint32_t simplified(uint32_t c)
{
    size_t low = 0, high = sizeof han_pairs / sizeof *han_pairs;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (han_pairs[middle].from == c) return han_pairs[middle].to;
        if (han_pairs[middle].from < c)
            low = middle + 1;
        else
            high = middle;
    }
    return c;
}

/* Signs with several shapes and one meaning. */
static uint32_t plain_sign(uint32_t c)
{
    switch (c) {
    case 0x2010: /* hyphen */
    case 0x2011: /* hyphen that does not break */
    case 0x2212: /* minus */
        return '-';
    case 0x301C: /* wave dash */
    case 0x223C: /* tilde operator */
        return '~';
    case 0x2018:
    case 0x2019:
        return '\'';
    case 0x201C:
    case 0x201D:
        return '"';
    case 0x00A5:
    case 0xFFE5:
        return 0x00A5; /* yen and yuan */
    case 0x00A0:
        return ' ';
    default:
        return c;
    }
}

static bool full_width_digit(int32_t c)
{
    return c >= 0xFF10 && c <= 0xFF19;
}

/* A Chinese comma parts clauses, unless full-width digits stand on both sides of it. */
static bool stays(int32_t c, int32_t before, int32_t after)
{
    if (c == FULL_COMMA) return !(full_width_digit(before) && full_width_digit(after));
    return utf8proc_category(c) == UTF8PROC_CATEGORY_NO;
}

/* The forms of one character of the text; returns how many. "½" is a space and 1/2, so that
 * "2½" is a mixed fraction. */
static int32_t forms_of(int32_t c, int32_t before, int32_t after, utf8proc_int32_t *forms)
{
    const utf8proc_option_t options =
        (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_STRIPMARK);
    int boundary = 0;
    const utf8proc_ssize_t n =
        utf8proc_decompose_char(c, forms + 1, FORMS_MAX - 1, options, &boundary);
    bool fraction = false;
    for (int32_t i = 1; i <= n && i < FORMS_MAX; i++)
        if (forms[i] == FRACTION_SLASH) {
            forms[i] = '/';
            fraction = c != FRACTION_SLASH;
        }
    forms[0] = ' ';
    if (fraction) return (int32_t)n + 1;
    if (n < 0 || n >= FORMS_MAX || stays(c, before, after)) {
        forms[0] = c;
        return 1;
    }
    for (int32_t i = 0; i < n; i++)
        forms[i] = forms[i + 1];
    return (int32_t)n;
}

typedef struct FoldWriter {
    uint32_t *low, *written;
    int32_t *at;
    int32_t n;
} FoldWriter;

static void write_form(FoldWriter *writer, uint32_t c, int32_t at)
{
    if (writer->low) {
        const uint32_t plain = plain_sign(c);
        writer->written[writer->n] = is_han(plain) ? simplified(plain) : plain;
        const uint32_t shown = writer->written[writer->n];
        writer->low[writer->n] = shown < 0x80
                                     ? (shown >= 'A' && shown <= 'Z' ? shown + 32 : shown)
                                     : (uint32_t)utf8proc_tolower((utf8proc_int32_t)shown);
        writer->at[writer->n] = at;
    }
    writer->n++;
}

/* Most of a Chinese text: characters without other forms. */
static bool common_han(int32_t c)
{
    return c >= 0x4E00 && c < 0xA000;
}

static int32_t decode(const char *text, size_t n, size_t at, utf8proc_int32_t *c)
{
    if (at >= n) {
        *c = 0;
        return 0;
    }
    const size_t left = n - at;
    return (int32_t)utf8proc_iterate((const utf8proc_uint8_t *)text + at,
                                     (utf8proc_ssize_t)(left > 4 ? 4 : left), c);
}

/* Runs over the text; with arrays in the writer fills them, without only counts. */
static Status fold_run(const char *text, size_t n, FoldWriter *writer, int32_t *length)
{
    utf8proc_int32_t c = 0, before = 0, after = 0, forms[FORMS_MAX];
    int32_t point = 0, bytes = decode(text, n, 0, &c);
    for (size_t at = 0; at < n; point++) {
        if (bytes <= 0) return LODE_BAD_INPUT;
        const int32_t next = decode(text, n, at + (size_t)bytes, &after);
        if ((c > 0 && c < 0x80) || common_han(c)) {
            write_form(writer, (uint32_t)c, point);
        } else if (c) {
            const int32_t n_forms = forms_of(c, before, after, forms);
            for (int32_t i = 0; i < n_forms; i++)
                write_form(writer, (uint32_t)forms[i], point);
        }
        at += (size_t)bytes;
        before = c;
        c = after;
        bytes = next;
    }
    *length = point;
    return LODE_OK;
}

Status fold_text(const char *text, size_t n, Arena *arena, Fold *out)
{
    FoldWriter writer = {NULL, NULL, NULL, 0};
    int32_t length = 0;
    if (n > INT32_MAX / 32) return LODE_BAD_INPUT;
    Status st = fold_run(text, n, &writer, &length);
    if (st) return st;
    const int32_t room = writer.n + FOLD_PAD;
    writer =
        (FoldWriter){ARENA_ARRAY(arena, uint32_t, room), ARENA_ARRAY(arena, uint32_t, room),
                     ARENA_ARRAY(arena, int32_t, room), 0};
    if (!writer.low || !writer.written || !writer.at) return LODE_NO_MEMORY;
    st = fold_run(text, n, &writer, &length);
    for (int32_t i = writer.n; i < room; i++)
        writer.at[i] = length;
    *out = (Fold){writer.n, writer.low, writer.written, writer.at};
    return st;
}
