#include "evidence/decode.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "evidence/fold.h"

extern const char evidence_common_han[];

enum { SAMPLE = 65536 };

/* Converts all n bytes; NULL where a byte does not fit the encoding (or memory is out). */
static char *convert(Arena *arena, const char *bytes, size_t n, const char *encoding,
                     size_t *n_out)
{
    iconv_t how = iconv_open("UTF-8", encoding);
    if (how == (iconv_t)-1) return NULL;
    const size_t room = 3 * n + 16;
    char *out = arena_zeroed(arena, room, 1);
    union {
        const char *given;
        char *taken; /* iconv's signature lacks a const */
    } in = {.given = bytes};
    char *to = out;
    size_t left = n, left_out = room - 1;
    const bool done = out && iconv(how, &in.taken, &left, &to, &left_out) == 0 && left == 0;
    iconv_close(how);
    *n_out = done ? (size_t)(to - out) : 0;
    return done ? out : NULL;
}

/* Share of common characters among the Han of a text. */
static double prose(const char *text, size_t n)
{
    char one[8];
    int64_t han = 0, common = 0;
    for (size_t at = 0; at < n;) {
        uint32_t points[FOLD_FORMS];
        int32_t count;
        const size_t bytes = fold_next(text + at, n - at, points, &count);
        if (count == 1 && fold_kind(points[0]) == FOLD_HAN) {
            memcpy(one, text + at, bytes);
            one[bytes] = '\0';
            han++;
            common += strstr(evidence_common_han, one) != NULL;
        }
        at += bytes;
    }
    return han ? (double)common / (double)han : 0.0;
}

/* GB18030 or Big5, told from a sample; a line's end is where no character is cut. */
static const char *guess(Arena *arena, const char *bytes, size_t n)
{
    size_t sample = n < SAMPLE ? n : SAMPLE;
    while (n > SAMPLE && sample > 1 && bytes[sample - 1] != '\n')
        sample--;
    if (sample <= 1) sample = n;
    size_t n_gb, n_big5;
    const char *gb = convert(arena, bytes, sample, "GB18030", &n_gb);
    const char *big5 = convert(arena, bytes, sample, "BIG5-HKSCS", &n_big5);
    const double as_gb = gb ? prose(gb, n_gb) : -1.0;
    const double as_big5 = big5 ? prose(big5, n_big5) : -1.0;
    if (as_gb <= 0.0 && as_big5 <= 0.0) return NULL;
    return as_gb >= as_big5 ? "GB18030" : "BIG5-HKSCS";
}

/* Declared charsets as iconv should read them: a superset where pages name too small a set. */
static const char *known_charset(const char *declared)
{
    static const char *const names[][2] = {
        {"gb2312", "GB18030"},
        {"gbk", "GB18030"},
        {"gb18030", "GB18030"},
        {"big5", "BIG5-HKSCS"},
        {"big5-hkscs", "BIG5-HKSCS"},
        {"iso-8859-1", "WINDOWS-1252"},
        {"windows-1252", "WINDOWS-1252"},
        {"latin1", "WINDOWS-1252"},
        {"us-ascii", "UTF-8"},
        {"utf-8", "UTF-8"},
        {"utf8", "UTF-8"},
    };
    for (size_t i = 0; declared && i < sizeof names / sizeof *names; i++)
        if (strcasecmp(declared, names[i][0]) == 0) return names[i][1];
    return NULL;
}

void decode_clean(char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)text[i];
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') || c == 0x7F)
            text[i] = ' ';
    }
}

static int32_t line_of(const char *bytes, size_t at)
{
    int32_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes[i] == '\n';
    return line;
}

static Status keep(Draft *draft, const char *bytes, size_t n, const char *encoding,
                   Decoded *out)
{
    size_t n_out = n;
    char *text = out->plain ? arena_text(draft->arena, bytes, n)
                            : convert(draft->arena, bytes, n, encoding, &n_out);
    if (!text)
        return draft_refuse(draft, 0, "", "the bytes are not %s, as the file says", encoding);
    decode_clean(text, n_out);
    out->text = text;
    out->n = n_out;
    out->encoding = encoding;
    return LODE_OK;
}

Status decode(Draft *draft, const void *data, size_t n, const char *declared, Decoded *out)
{
    const char *bytes = data;
    const char *named = known_charset(declared);
    size_t bad = 0;
    *out = (Decoded){.skipped = 0};
    if (n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return keep(draft, bytes, n, "UTF-16", out);
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) out->skipped = 3;
    bytes += out->skipped;
    n -= out->skipped;
    if (memchr(bytes, '\0', n))
        return draft_refuse(draft, line_of(bytes, strlen(bytes)), "",
                            "the file holds zero bytes: it is not text");
    const bool utf8 = text_is_utf8(bytes, n, &bad);
    out->plain = utf8 && (!named || strcmp(named, "UTF-8") == 0);
    if (out->plain) return keep(draft, bytes, n, "UTF-8", out);
    if (!named || (strcmp(named, "UTF-8") == 0 && !utf8)) named = guess(draft->arena, bytes, n);
    if (!named)
        return draft_refuse(
            draft, line_of(bytes, bad), "",
            "byte 0x%02X is not UTF-8, and the file reads as neither GB18030 nor Big5",
            (unsigned)(unsigned char)bytes[bad]);
    return keep(draft, bytes, n, named, out);
}
