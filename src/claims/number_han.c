/* number_han.c - Chinese numerals, alone or behind Arabic digits: 四千零六, 3千万, 1.3亿, 三成
 * (the unit is not read here), 百分之二十, 二三十, 500多亿. A numeral is a sum of sections
 * below 万, each scaled by 万, 亿 or 兆; 九万四 leaves out 千. */
#include "claims/number.h"

#include <math.h>

static bool formal_digit(uint32_t c)
{
    switch (c) {
    case 0x58F9: /* 壹 */
    case 0x8D30: /* 贰 */
    case 0x53C1: /* 叁 */
    case 0x8086: /* 肆 */
    case 0x4F0D: /* 伍 */
    case 0x9646: /* 陆 */
    case 0x67D2: /* 柒 */
    case 0x634C: /* 捌 */
    case 0x7396: /* 玖 */
    case 0x62FE: /* 拾 */
        return true;
    default:
        return false;
    }
}

int32_t han_digit(uint32_t c)
{
    static const uint32_t digits[][4] = {
        {0x96F6, 0x3007, 0, 0},      /* 零 〇 */
        {0x4E00, 0x58F9, 0, 0},      /* 一 壹 */
        {0x4E8C, 0x8D30, 0x4E24, 0}, /* 二 贰 两 */
        {0x4E09, 0x53C1, 0, 0},      /* 三 叁 */
        {0x56DB, 0x8086, 0, 0},      /* 四 肆 */
        {0x4E94, 0x4F0D, 0, 0},      /* 五 伍 */
        {0x516D, 0x9646, 0, 0},      /* 六 陆 */
        {0x4E03, 0x67D2, 0, 0},      /* 七 柒 */
        {0x516B, 0x634C, 0, 0},      /* 八 捌 */
        {0x4E5D, 0x7396, 0, 0},      /* 九 玖 */
    };
    if (c < 0x3007) return -1;
    for (int32_t i = 0; i < 10; i++)
        for (int32_t j = 0; digits[i][j]; j++)
            if (digits[i][j] == c) return i;
    return -1;
}

static double han_scale(uint32_t c)
{
    switch (c) {
    case 0x5341: /* 十 */
    case 0x62FE: /* 拾 */
        return 10;
    case 0x767E: /* 百 */
    case 0x4F70: /* 佰 */
        return 100;
    case 0x5343: /* 千 */
    case 0x4EDF: /* 仟 */
        return 1e3;
    case 0x4E07: /* 万 */
        return 1e4;
    case 0x4EBF: /* 亿 */
        return 1e8;
    case 0x5146: /* 兆 */
        return 1e12;
    default:
        return 0;
    }
}

enum {
    LIANG = 0x4E24,
    ZERO = 0x96F6,
    POINT = 0x70B9,
    SEVERAL = 0x51E0,
    MANY = 0x591A,
    MORE = 0x4F59,
    NEGATIVE = 0x8D1F,
    LONGEST = 48,
    HALF = 0x534A,
    OF = 0x5206,
    THE = 0x4E4B
};

typedef struct HanSum {
    double total;   /* finished sections, scaled */
    double section; /* below 万 */
    double pending; /* the digit read last, NAN if none */
    double least;   /* the smallest scale so far, for 九万四 */
    double big;     /* the last 万 or 亿 */
    double step;    /* 二三十: how far the range goes, 0 if it is none */
    int32_t n_digits, n_scales;
    bool zero, open, arabic;
} HanSum;

static void add_small(HanSum *sum, double scale)
{
    sum->section += (isnan(sum->pending) ? 1.0 : sum->pending) * scale;
    sum->pending = NAN;
    sum->zero = false;
    sum->least = scale;
    sum->step *= scale;
}

static void add_big(HanSum *sum, double scale)
{
    const double here = sum->section + (isnan(sum->pending) ? 0.0 : sum->pending);
    const bool lifts = sum->total > 0.0 && (scale >= sum->big || here == 0.0);
    if (lifts)
        sum->total = (sum->total + here) * scale;
    else
        sum->total += (here > 0.0 || !isnan(sum->pending) ? here : 1.0) * scale;
    sum->section = 0.0;
    sum->pending = NAN;
    sum->zero = false;
    sum->least = sum->big = scale;
    sum->step *= scale;
}

/* Does a scale belong to the unit behind the number (千瓦, 兆赫兹, 千克)? */
static bool scale_of_unit(const ClaimReader *reader, const Fold *fold, int32_t at)
{
    int32_t end = at;
    const UnitRow *unit = reader_unit(reader, fold, at, &end);
    return unit && end > at + 1;
}

static bool add_scale(const ClaimReader *reader, const Fold *fold, int32_t at, double scale,
                      HanSum *sum)
{
    const bool inside = sum->n_scales > 0 && !isnan(sum->pending); /* 三万五千瓦 */
    if (!inside && scale_of_unit(reader, fold, at)) return false;
    const bool rises = scale < 1e4 && isnan(sum->pending) && sum->section > 0.0 && !sum->open;
    if (rises && scale >= sum->least) return false; /* 一百千 */
    if (scale < 1e4)
        add_small(sum, scale);
    else
        add_big(sum, scale);
    sum->n_scales++;
    return true;
}

/* Two digits in a row: places (二〇二五), or about as many before a scale (二三十). */
static void add_digit(const Fold *fold, int32_t at, int32_t digit, HanSum *sum)
{
    const bool next = !isnan(sum->pending) && digit == sum->pending + 1.0 &&
                      han_scale(fold->low[at + 1]) > 0.0 && sum->n_digits == 1;
    if (next)
        sum->step = 1.0;
    else if (isnan(sum->pending))
        sum->pending = digit;
    else
        sum->pending = 10.0 * sum->pending + digit;
    sum->n_digits++;
}

/* 两 behind a number is a unit of mass unless a scale follows it. */
static bool ends_before_liang(const Fold *fold, int32_t at, const HanSum *sum)
{
    return fold->low[at] == LIANG && sum->n_digits + sum->n_scales > 0 &&
           han_scale(fold->low[at + 1]) <= 0.0;
}

static bool sum_step(const ClaimReader *reader, const Fold *fold, int32_t at, HanSum *sum)
{
    const uint32_t c = fold->low[at];
    const double scale = han_scale(c);
    const int32_t digit = han_digit(c);
    const bool begun = sum->n_digits + sum->n_scales > 0;
    if (scale > 0.0 && !add_scale(reader, fold, at, scale, sum)) return false;
    if (scale > 0.0) return true;
    if (c == SEVERAL && sum->n_scales > 0 && isnan(sum->pending)) {
        sum->open = true;
        sum->pending = 0.0;
        return true;
    }
    if ((c == MANY || c == MORE) && begun && han_scale(fold->low[at + 1]) > 0.0) {
        sum->open = true;
        return true;
    }
    if (digit < 0 || sum->arabic || ends_before_liang(fold, at, sum)) return false;
    if (digit == 0 && isnan(sum->pending) && begun) {
        sum->zero = true;
        return true;
    }
    add_digit(fold, at, digit, sum);
    return true;
}

/* 3千5百: Arabic digits inside, once a scale has closed the ones before. */
static int32_t more_arabic(const Fold *fold, int32_t at, HanSum *sum)
{
    int32_t whole, end;
    double value;
    if (!sum->arabic || sum->n_scales == 0 || !isnan(sum->pending)) return at;
    if (!is_digit(fold->low[at]) || !number_read_digits(fold, at, &value, &whole, &end))
        return at;
    if (han_scale(fold->low[end]) <= 0.0 || han_scale(fold->low[end]) >= sum->least) return at;
    sum->pending = value;
    return end;
}

/* A space may part the characters of a spelled numeral (六 点 五 成). */
static int32_t next_numeral(const Fold *fold, int32_t at, const HanSum *sum)
{
    if (fold->low[at] != ' ' || sum->arabic || sum->n_digits + sum->n_scales == 0) return at;
    const uint32_t c = fold->low[at + 1];
    return han_digit(c) >= 0 || han_scale(c) > 0.0 ? at + 1 : at;
}

/* No numeral is longer than LONGEST; a longer run of its characters is cut, not read again from
 * each of them. */
static int32_t read_sum(const ClaimReader *reader, const Fold *fold, int32_t at, HanSum *sum)
{
    for (int32_t i = at;;) {
        if (i - at >= LONGEST) return i;
        const int32_t next = next_numeral(fold, i, sum);
        int32_t end;
        const Word *word = reader_word(reader, fold, next, &end);
        const bool other = word && (word->roles & ROLE(PLAIN)) && next > at && end > next + 1;
        const int32_t arabic = more_arabic(fold, i, sum);
        if (arabic > i) {
            i = arabic;
            continue;
        }
        if (other || !sum_step(reader, fold, next, sum)) return i;
        i = next + 1;
    }
}

static double sum_value(const HanSum *sum)
{
    double last = isnan(sum->pending) ? 0.0 : sum->pending;
    const bool left_out = sum->least >= 100.0 && !sum->zero && sum->n_scales > 0 &&
                          last > 0.0 && last < 10.0 && !sum->open && !sum->arabic;
    if (left_out) last *= sum->least / 10.0;
    return sum->total + sum->section + last;
}

/* 六点五, 两千点零: digits behind the point. */
static int32_t read_decimals(const Fold *fold, int32_t at, const HanSum *sum, double *value)
{
    int32_t i = at;
    const bool spaced = fold->low[i] == ' ' && fold->low[i + 1] == POINT;
    if (spaced) i++;
    if (fold->low[i] != POINT || sum->arabic) return at;
    i++;
    if (spaced && fold->low[i] == ' ') i++;
    if (han_digit(fold->low[i]) < 0) return at;
    for (double place = .1; han_digit(fold->low[i]) >= 0; i++, place /= 10.0)
        *value += place * han_digit(fold->low[i]);
    return i;
}

/* Scales behind a point: 六点五亿. */
static int32_t read_scales_behind(const ClaimReader *reader, const Fold *fold, int32_t at,
                                  Number *out)
{
    for (double scale; (scale = han_scale(fold->low[at])) > 0.0; at++) {
        if (scale_of_unit(reader, fold, at)) break;
        out->value *= scale;
        out->scale *= scale;
        out->flags |= NUMBER_SCALED;
    }
    return at;
}

/* 多, 余 and 几 behind a number leave it open above. */
static int32_t read_open(const ClaimReader *reader, const Fold *fold, int32_t at, Number *out)
{
    const uint32_t c = fold->low[at];
    int32_t end;
    if (c != MANY && c != MORE) return at;
    const Word *word = reader_word(reader, fold, at, &end);
    if (word && end > at + 1) return at;
    out->flags |= NUMBER_OPEN;
    return at + 1;
}

static bool read_plain(const ClaimReader *reader, const Fold *fold, int32_t at, Number *out,
                       int32_t *end)
{
    HanSum sum = {.pending = NAN, .least = 1.0};
    int32_t i = at, whole = 0;
    if (is_digit(fold->low[at]) || fold->low[at] == '.') {
        sum.arabic = number_read_digits(fold, at, &sum.pending, &whole, &i);
        if (!sum.arabic) return false;
        sum.n_digits = 1;
    }
    const int32_t behind = read_sum(reader, fold, i, &sum);
    if (sum.n_digits + sum.n_scales == 0) return false;
    out->value = sum_value(&sum);
    out->digits = sum.n_scales == 0 ? whole : 0;
    out->flags = (sum.open ? NUMBER_OPEN : 0) | (sum.n_scales ? NUMBER_SCALED : 0) |
                 (sum.arabic ? 0 : NUMBER_SPELLED);
    out->scale = sum.big > 1.0 ? sum.big : 1.0;
    out->hi = out->value + sum.step;
    i = read_decimals(fold, behind, &sum, &out->value);
    if (i > behind) i = read_scales_behind(reader, fold, i, out);
    *end = read_open(reader, fold, i, out);
    return true;
}

/* 三分之一, 百分之五点五, 一万分之三. */
static bool read_of(const ClaimReader *reader, const Fold *fold, int32_t at, Number *out,
                    int32_t *end)
{
    if (fold->low[at] != OF || fold->low[at + 1] != THE) return false;
    Number above = {.scale = 1.0};
    if (!read_plain(reader, fold, at + 2, &above, end)) return false;
    if (!(out->value > 1.0)) return false;
    const bool percent = out->value == 100.0;
    out->value = percent ? above.value : above.value / out->value;
    out->hi = out->value;
    out->flags = (percent ? NUMBER_PERCENT : NUMBER_FRACTION) | (above.flags & NUMBER_OPEN);
    out->digits = 0;
    out->scale = 1.0;
    return true;
}

/* Half of something: 一半, 半数; before a unit: 半年, 半折. */
static bool read_half(const ClaimReader *reader, const Fold *fold, int32_t at, Number *out,
                      int32_t *end)
{
    const bool one = han_digit(fold->low[at]) == 1 && fold->low[at + 1] == HALF;
    int32_t behind;
    *out = (Number){.value = .5, .hi = .5, .scale = 1.0, .flags = NUMBER_SPELLED};
    if (one) {
        out->flags |= NUMBER_FRACTION;
        *end = at + 2;
        return true;
    }
    if (fold->low[at] != HALF || !reader_unit(reader, fold, at + 1, &behind)) return false;
    *end = at + 1;
    return true;
}

bool number_read_han(const ClaimReader *reader, const Fold *fold, int32_t at, Number *out,
                     int32_t *end)
{
    const bool negative = fold->low[at] == NEGATIVE;
    const int32_t i = negative ? at + 1 : at;
    const uint32_t c = fold->low[i];
    if (is_digit(c) || c == '.') {
        int32_t digits_end, whole;
        double value;
        if (!number_read_digits(fold, i, &value, &whole, &digits_end)) return false;
        const uint32_t next = fold->low[digits_end];
        if (!fold_is_han(next) && !negative)
            return false; /* the Latin reader knows more of these */
    } else if (han_digit(c) < 0 && han_scale(c) <= 0.0 && c != HALF) {
        return false;
    }
    if (read_half(reader, fold, i, out, end)) return true;
    *out = (Number){.scale = 1.0};
    if (!read_plain(reader, fold, i, out, end)) return false;
    const int32_t behind = *end;
    if (formal_digit(c) && behind == i + 1) return false; /* 陆 and 伍 are names, too */
    if (!read_of(reader, fold, behind, out, end)) *end = behind;
    if (negative) out->value = out->hi = -out->value;
    return true;
}
