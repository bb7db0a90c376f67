/* when_han.c - Chinese dates: 2019年11月9日, 18年10月, 08年, 今年上半年, 三季度, 本月十日,
 * 过去十年. */
#include "claims/when.h"

enum {
    YEAR = 0x5E74,
    MONTH = 0x6708,
    DAY = 0x65E5,
    DATE = 0x53F7,
    PORTION = 0x4EFD,
    BEGIN = 0x521D,
    END = 0x5E95,
    LAST = 0x672B,
    MIDDLE = 0x4E2D,
    DEGREE = 0x5EA6
};

/* A whole number of at most four digits, in either script; its end, or `at`. */
static int32_t read_whole(const ClaimReader *reader, const Fold *fold, int32_t at,
                          int32_t *value, int32_t *digits)
{
    Number number;
    int32_t end = at, i = at;
    if (is_digit(fold->low[at])) {
        double plain;
        if (!number_read_digits(fold, at, &plain, digits, &end) || end - at != *digits)
            return at;
        if (*digits > 4) return at;
        *value = (int32_t)plain;
        return end;
    }
    if (han_digit(fold->low[at]) < 0 && fold->low[at] != 0x5341 /* 十 */) return at;
    if (!number_read_han(reader, fold, at, &number, &end)) return at;
    if (number.flags & (NUMBER_OPEN | NUMBER_FRACTION | NUMBER_PERCENT)) return at;
    if (!(number.value >= 0.0 && number.value < 10000.0)) return at;
    *value = (int32_t)number.value;
    while (i < end && han_digit(fold->low[i]) >= 0)
        i++;
    *digits = i == end ? end - at : 0; /* 二〇二四 has places, 二十四 has none */
    return end;
}

/* "18年10月" is a year, "10年" ten of them; "08年" cannot be a number of years. */
static int32_t full_year(const ClaimReader *reader, const Fold *fold, int32_t at, int32_t value,
                         int32_t digits, int32_t behind)
{
    int32_t month, month_digits;
    if (digits == 4) return value >= 1900 && value < 2200 ? value : CLAIM_NO_YEAR;
    if (digits != 2 || !is_digit(fold->low[at])) return CLAIM_NO_YEAR;
    const int32_t end = read_whole(reader, fold, behind, &month, &month_digits);
    const bool dated = end > behind && fold->low[end] == MONTH;
    if (fold->low[at] != '0' && !dated) return CLAIM_NO_YEAR;
    return value + (value < 70 ? 2000 : 1900);
}

static int32_t read_year(const ClaimReader *reader, const Fold *fold, int32_t at, When *out)
{
    int32_t value, digits;
    const int32_t end = read_whole(reader, fold, at, &value, &digits);
    if (end == at || fold->low[end] != YEAR) return at;
    out->year = full_year(reader, fold, at, value, digits, end + 1);
    return out->year == CLAIM_NO_YEAR ? at : end + 1;
}

/* 年底, 年末, 年初, 年中, 年度 behind a year. */
static int32_t skip_edge(const Fold *fold, int32_t at)
{
    const uint32_t c = fold->low[at];
    return c == BEGIN || c == END || c == LAST || c == MIDDLE || c == DEGREE ? at + 1 : at;
}

static int32_t read_month(const ClaimReader *reader, const Fold *fold, int32_t at, When *out)
{
    int32_t value, digits;
    const int32_t end = read_whole(reader, fold, at, &value, &digits);
    if (end == at || fold->low[end] != MONTH || value < 1 || value > 12) return at;
    out->month = value;
    out->grain = GRAIN_MONTH;
    const int32_t behind = end + 1;
    return fold->low[behind] == PORTION ? behind + 1 : behind;
}

static int32_t read_day(const ClaimReader *reader, const Fold *fold, int32_t at, When *out)
{
    int32_t value, digits;
    const int32_t end = read_whole(reader, fold, at, &value, &digits);
    const bool named = end > at && (fold->low[end] == DAY || fold->low[end] == DATE);
    if (!named || value < 1 || value > 31) return at;
    out->day = value;
    out->grain = GRAIN_DAY;
    return end + 1;
}

/* 上半年, 三季度 behind a year or alone. */
static int32_t read_part(const ClaimReader *reader, const Fold *fold, int32_t at, When *out)
{
    int32_t end;
    const DateWord *word = reader_date_word(reader, fold, at, &end);
    if (!word || !fold_is_han(fold->low[at])) return at;
    if (word->role == DATE_FISCAL_WORD) {
        out->fiscal = true;
        return end;
    }
    if (word->role != DATE_HALF_NAME && word->role != DATE_QUARTER_NAME) return at;
    out->part = word->value;
    out->grain = word->role == DATE_HALF_NAME ? GRAIN_HALF : GRAIN_QUARTER;
    return end;
}

/* A date without its year lies in the reference's. */
static void take_year(const Reference *reference, When *out)
{
    out->implied = out->year == CLAIM_NO_YEAR;
    if (out->implied) out->year = reference->year;
}

static bool finish(const Reference *reference, int32_t end, When *out)
{
    out->end = end;
    if (out->grain == GRAIN_SPAN) return true;
    take_year(reference, out);
    if (out->grain == GRAIN_DAY && out->year && !date_exists(out->year, out->month, out->day))
        return false;
    when_place(out);
    return true;
}

bool when_read_han(const ClaimReader *reader, const Fold *fold, int32_t at,
                   const Reference *reference, When *out)
{
    const uint32_t first = fold->low[at];
    int32_t i = at;
    if (!fold_is_han(first) && !is_digit(first)) return false;
    if (fold_is_han(first)) i = when_read_relative(reader, fold, at, reference, out);
    if (i > at && out->grain == GRAIN_SPAN) return finish(reference, i, out);
    if (i == at) i = read_year(reader, fold, at, out);
    const int32_t year_end = i;
    if (i > at && out->grain == GRAIN_YEAR) i = skip_edge(fold, i);
    if (i > at && out->grain == GRAIN_YEAR) i = when_read_start(reader, fold, i, out);
    if (out->grain == GRAIN_YEAR) i = read_part(reader, fold, i, out);
    if (out->grain == GRAIN_YEAR) i = read_month(reader, fold, i, out);
    if (out->grain == GRAIN_MONTH && out->month)
        i = read_day(reader, fold, i, out);
    else if (out->grain == GRAIN_MONTH && year_end > at)
        i = read_day(reader, fold, i, out);
    return i > at && finish(reference, i, out);
}
