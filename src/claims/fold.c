#include "claims/fold.h"

#include <utf8proc.h>

#include "base/fold.h"

enum { FULL_COMMA = 0xFF0C, FRACTION_SLASH = 0x2044, FORMS_MAX = FOLD_FORMS + 1 };

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

static bool full_width_digit(uint32_t c)
{
    return c >= 0xFF10 && c <= 0xFF19;
}

/* A Chinese comma parts clauses, unless full-width digits stand on both sides of it. */
static bool stays(uint32_t c, uint32_t before, uint32_t after)
{
    if (c == FULL_COMMA) return !(full_width_digit(before) && full_width_digit(after));
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_NO;
}

/* The forms of one character of the text; returns how many. "½" is a space and 1/2, so that
 * "2½" is a mixed fraction. */
static int32_t forms_of(uint32_t c, uint32_t before, uint32_t after, uint32_t *forms)
{
    const int32_t n = fold_forms(c, false, forms + 1);
    bool fraction = false;
    for (int32_t i = 1; i <= n; i++)
        if (forms[i] == FRACTION_SLASH) {
            forms[i] = '/';
            fraction = c != FRACTION_SLASH;
        }
    forms[0] = ' ';
    if (fraction) return n + 1;
    if (n < 0 || stays(c, before, after)) {
        forms[0] = c;
        return 1;
    }
    for (int32_t i = 0; i < n; i++)
        forms[i] = forms[i + 1];
    return n;
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
        const uint32_t shown = fold_is_han(plain) ? fold_simplified(plain) : plain;
        writer->written[writer->n] = shown;
        writer->low[writer->n] = fold_lower(shown);
        writer->at[writer->n] = at;
    }
    writer->n++;
}

/* Most of a Chinese text: characters without other forms. */
static bool common_han(uint32_t c)
{
    return c >= 0x4E00 && c < 0xA000;
}

static size_t decode(const char *text, size_t n, size_t at, uint32_t *c)
{
    *c = 0;
    return at < n ? fold_read(text + at, n - at, c) : 0;
}

/* Runs over the text; with arrays in the writer fills them, without only counts. */
static Status fold_run(const char *text, size_t n, FoldWriter *writer, int32_t *length)
{
    uint32_t c = 0, before = 0, after = 0, forms[FORMS_MAX];
    int32_t point = 0;
    size_t bytes = decode(text, n, 0, &c);
    for (size_t at = 0; at < n; point++) {
        if (bytes == 0) return LODE_BAD_INPUT;
        const size_t next = decode(text, n, at + bytes, &after);
        if ((c > 0 && c < 0x80) || common_han(c)) {
            write_form(writer, c, point);
        } else if (c) {
            const int32_t n_forms = forms_of(c, before, after, forms);
            for (int32_t i = 0; i < n_forms; i++)
                write_form(writer, forms[i], point);
        }
        at += bytes;
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
