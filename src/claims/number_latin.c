/* number_latin.c - Arabic digits with scales and fractions, and English words. */
#include "claims/number.h"

#include <math.h>

enum { LONGEST = 240 }; /* characters of a number in words */

/* The number word behind spaces or one hyphen ("forty-five", "fifty - two"). */
static const NumberWord *next_word(const ClaimReader *reader, const Fold *fold, int32_t at,
                                   int32_t *end)
{
    int32_t i = skip_spaces(fold, at);
    if (fold->low[i] == '-') i = skip_spaces(fold, i + 1);
    if (i == at && at > 0 && is_letter(fold->low[at - 1])) return NULL;
    return reader_number_word(reader, fold, i, end);
}

static bool unit_follows(const ClaimReader *reader, const Fold *fold, int32_t at)
{
    int32_t end;
    const UnitRow *unit = reader_unit(reader, fold, skip_spaces(fold, at), &end);
    return unit && unit->dim != DIM_TIME && skip_spaces(fold, at) > at;
}

/* Scales behind digits or words: "470 million", "2.5k", "$5m". A letter alone is a scale only
 * for money, before a unit, or where no unit is that letter. */
static int32_t read_scales(const ClaimReader *reader, const Fold *fold, int32_t at, bool money,
                           Number *out)
{
    const int32_t start = at;
    for (int32_t end = at; at - start < LONGEST; at = end) {
        const NumberWord *word = next_word(reader, fold, at, &end);
        if (!word || (word->role != NUMBER_SCALE && word->role != NUMBER_LETTER)) return at;
        if (is_digit(fold->low[end])) return at;
        const bool loose = fold->low[end - 1] == 'b' || fold->written[end - 1] == 'G';
        const bool scales = loose || money || unit_follows(reader, fold, end);
        if (word->role == NUMBER_LETTER && !scales) return at;
        out->value *= word->value;
        out->scale *= word->value;
        out->flags |= NUMBER_SCALED;
    }
    return at;
}

/* "3/2", "4 6/3": whole numbers around a stroke, and no second stroke (that is a date). */
static int32_t read_stroke(const Fold *fold, int32_t at, double *numerator)
{
    double below;
    int32_t digits, end;
    if (fold->low[at] != '/' || !is_digit(fold->low[at + 1])) return at;
    if (!number_read_digits(fold, at + 1, &below, &digits, &end) || digits > 2 || below == 0.0)
        return at;
    if (fold->low[end] == '/' || is_letter(fold->low[end])) return at;
    *numerator /= below;
    return end;
}

static int32_t read_fraction_digits(const Fold *fold, int32_t at, Number *out)
{
    int32_t end = read_stroke(fold, at, &out->value);
    if (end > at) {
        out->flags |= NUMBER_FRACTION;
        return end;
    }
    double part;
    int32_t digits;
    if (fold->low[at] != ' ' || !is_digit(fold->low[at + 1])) return at;
    if (!number_read_digits(fold, at + 1, &part, &digits, &end) || digits > 1) return at;
    const int32_t behind = read_stroke(fold, end, &part);
    if (behind == end) return at;
    out->value += part;
    return behind;
}

static bool read_arabic(const ClaimReader *reader, const Fold *fold, int32_t at, bool money,
                        Number *out, int32_t *end)
{
    int32_t i;
    if (!number_read_digits(fold, at, &out->value, &out->digits, &i)) return false;
    if (out->digits <= 2) i = read_fraction_digits(fold, i, out);
    *end = read_scales(reader, fold, i, money, out);
    if (*end > i) out->digits = 0;
    return true;
}

/* --- words --- */

typedef struct WordSum {
    double total, group; /* "three thousand" | "two hundred and five" */
    bool any, small;     /* small: the last word was below a hundred */
    bool tens;
} WordSum;

static bool sum_add(WordSum *sum, const NumberWord *word)
{
    switch (word->role) {
    case NUMBER_ONES:
        if (sum->small && !(sum->tens && word->value < 10 && word->value > 0)) return false;
        sum->group += word->value;
        sum->small = true;
        sum->tens = false;
        break;
    case NUMBER_TENS:
        if (sum->small) return false;
        sum->group += word->value;
        sum->small = sum->tens = true;
        break;
    case NUMBER_SCALE:
        if (word->value >= 1000) {
            sum->total += (sum->group > 0 ? sum->group : 1) * word->value;
            sum->group = 0;
        } else {
            sum->group = (sum->group > 0 ? sum->group : 1) * word->value;
        }
        sum->small = sum->tens = false;
        break;
    default:
        return false;
    }
    sum->any = true;
    return true;
}

/* "and" inside a number: behind a scale, before a small word ("one hundred and five"). */
static int32_t skip_and(const Fold *fold, int32_t at)
{
    const int32_t i = skip_spaces(fold, at);
    const uint32_t *c = fold->low + i;
    return c[0] == 'a' && c[1] == 'n' && c[2] == 'd' && c[3] == ' ' ? i + 4 : at;
}

static int32_t read_sum(const ClaimReader *reader, const Fold *fold, int32_t at, Number *out)
{
    WordSum sum = {0};
    int32_t i = at;
    out->scale = 1.0;
    for (int32_t end = i; i - at < LONGEST; i = end) {
        const NumberWord *word = next_word(reader, fold, i, &end);
        const int32_t behind = skip_and(fold, i);
        if (!word && behind > i && sum.any && !sum.small) {
            word = next_word(reader, fold, behind, &end);
            if (word && word->role != NUMBER_ONES && word->role != NUMBER_TENS) word = NULL;
        }
        if (!word || is_digit(fold->low[end]) || !sum_add(&sum, word)) break;
        if (word->role == NUMBER_SCALE) {
            out->scale = word->value;
            out->flags |= NUMBER_SCALED;
        }
    }
    out->value = sum.total + sum.group;
    return sum.any ? i : at;
}

/* "for a third month": an ordinal. */
static bool time_follows(const ClaimReader *reader, const Fold *fold, int32_t at)
{
    int32_t end;
    const UnitRow *unit = reader_unit(reader, fold, skip_spaces(fold, at), &end);
    return unit && unit->dim == DIM_TIME;
}

/* "two thirds", "one-fourth", "three quarters", "a fifth": parts behind a whole number. */
static int32_t read_parts(const ClaimReader *reader, const Fold *fold, int32_t at, Number *out)
{
    int32_t end;
    const NumberWord *word = next_word(reader, fold, at, &end);
    if (!word || word->value < 2) return at;
    const bool plural = word->role == NUMBER_PARTS;
    const bool part = word->role == NUMBER_PART;
    const bool one = word->role == NUMBER_ORDINAL && out->value == 1.0 && word->value > 2 &&
                     !time_follows(reader, fold, end);
    if (!plural && !part && !one) return at;
    out->value /= word->value;
    out->flags |= NUMBER_FRACTION;
    return end;
}

/* "two and a half million": the half counts before the scale. */
static int32_t read_and_half(const ClaimReader *reader, const Fold *fold, int32_t at,
                             Number *out)
{
    int32_t i = skip_and(fold, at), end;
    const NumberWord *word = i > at ? next_word(reader, fold, i, &end) : NULL;
    if (!word || word->role != NUMBER_ARTICLE) return at;
    word = next_word(reader, fold, end, &i);
    if (!word || word->role != NUMBER_PART) return at;
    out->value += 1.0 / word->value;
    return i;
}

/* "a half", "a fifth", "a dozen", "half a million"; "a" alone is no number. */
static bool read_article(const ClaimReader *reader, const Fold *fold, int32_t at, Number *out,
                         int32_t *end)
{
    int32_t i;
    out->value = 1.0;
    const int32_t parts = read_parts(reader, fold, at, out);
    if (parts > at) {
        *end = parts;
        return true;
    }
    const NumberWord *word = next_word(reader, fold, at, &i);
    if (!word || word->role != NUMBER_SCALE || word->value == 1e3 * (fold->low[i - 1] == 'k'))
        return false;
    *end = read_sum(reader, fold, at, out);
    return *end > at;
}

static bool read_half(const ClaimReader *reader, const Fold *fold, int32_t at, double parts,
                      Number *out, int32_t *end)
{
    int32_t i = at;
    const NumberWord *word = next_word(reader, fold, at, &i);
    *end = at;
    if (word && word->role == NUMBER_ARTICLE && read_article(reader, fold, i, out, end)) {
        if (!(out->flags & NUMBER_SCALED)) return false;
        out->value /= parts;
        return true;
    }
    out->value = 1.0 / parts;
    out->flags |= NUMBER_FRACTION;
    *end = at;
    return parts == 2.0;
}

static bool read_words(const ClaimReader *reader, const Fold *fold, int32_t at, Number *out,
                       int32_t *end)
{
    int32_t i;
    const NumberWord *word = reader_number_word(reader, fold, at, &i);
    if (!word || is_digit(fold->low[i])) return false;
    out->flags |= NUMBER_SPELLED;
    switch (word->role) {
    case NUMBER_ARTICLE:
        return read_article(reader, fold, i, out, end);
    case NUMBER_PART:
        return read_half(reader, fold, i, word->value, out, end);
    case NUMBER_ORDINAL:
        out->value = word->value;
        out->flags |= NUMBER_IS_ORDINAL;
        *end = i;
        return true;
    case NUMBER_ONES:
    case NUMBER_TENS:
        break;
    default:
        return false;
    }
    i = read_sum(reader, fold, at, out);
    *end = read_parts(reader, fold, i, out);
    if (*end > i) return true;
    *end = read_and_half(reader, fold, i, out);
    if (*end > i) *end = read_scales(reader, fold, *end, false, out);
    int32_t behind;
    word = next_word(reader, fold, *end, &behind);
    if (word && word->role == NUMBER_ORDINAL && fold->low[*end] == '-') {
        out->value += word->value; /* twenty-sixth */
        out->flags |= NUMBER_IS_ORDINAL;
        *end = behind;
    }
    return true;
}

/* The sign before a number, where it is no hyphen or dash of a range. */
static int32_t read_sign(const ClaimReader *reader, const Fold *fold, int32_t at, double *sign)
{
    const uint32_t c = fold->low[at];
    const uint32_t before = at > 0 ? fold->low[at - 1] : ' ';
    int32_t end;
    *sign = 1.0;
    if (c == '-' || c == '+') {
        const bool digits = is_digit(fold->low[at + 1]) || fold->low[at + 1] == '.';
        if (!digits || is_letter(before) || is_digit(before) || before == '%') return at;
        *sign = c == '-' ? -1.0 : 1.0;
        return at + 1;
    }
    const NumberWord *word = reader_number_word(reader, fold, at, &end);
    if (!word || word->role != NUMBER_MINUS) return at;
    *sign = word->value;
    return skip_spaces(fold, end);
}

bool number_read_latin(const ClaimReader *reader, const Fold *fold, int32_t at, bool money,
                       Number *out, int32_t *end)
{
    double sign;
    *out = (Number){.hi = -INFINITY, .scale = 1.0};
    const int32_t i = read_sign(reader, fold, at, &sign);
    const bool dot = fold->low[i] == '.' && is_digit(fold->low[i + 1]);
    const bool found = is_digit(fold->low[i]) || dot
                           ? read_arabic(reader, fold, i, money, out, end)
                           : read_words(reader, fold, i, out, end);
    if (!found) return false;
    out->value *= sign;
    return true;
}
