/* when_latin.c - English dates, as parts in any sensible order: "Nov 18, 2015", "22/Jan/2019",
 * "fourth of july 1995", "2017-q1", "first half of 2024", "fiscal 2024", "end-2025", "2024". */
#include "claims/when.h"

typedef struct Parts {
    int32_t year, month, day, quarter, half, edge;
    bool fiscal;
    int32_t n;
} Parts;

/* Exactly `wanted` digits, with nothing that makes them a longer number behind. */
static int32_t read_places(const Fold *fold, int32_t at, int32_t least, int32_t most,
                           int32_t *value)
{
    int32_t i = at;
    *value = 0;
    for (; is_digit(fold->low[i]) && i - at <= most; i++)
        *value = 10 * *value + (int32_t)(fold->low[i] - '0');
    return i - at >= least && i - at <= most ? i : at;
}

/* 2015-01-01, 2015/1/1, 2015.01.01. */
static bool read_iso(const Fold *fold, int32_t at, When *out)
{
    int32_t i = read_places(fold, at, 4, 4, &out->year);
    const uint32_t mark = fold->low[i];
    if (i == at || (mark != '-' && mark != '/' && mark != '.')) return false;
    const int32_t month = i + 1;
    i = read_places(fold, month, 1, 2, &out->month);
    if (i == month || fold->low[i] != mark) return false;
    const int32_t day = i + 1;
    i = read_places(fold, day, 1, 2, &out->day);
    if (i == day || !date_exists(out->year, out->month, out->day)) return false;
    out->end = i;
    return true;
}

/* 1/31/2016, month first; 31/1/2016 where that is the only way. */
static bool read_strokes(const Fold *fold, int32_t at, When *out)
{
    int32_t i = read_places(fold, at, 1, 2, &out->month);
    if (i == at || fold->low[i] != '/') return false;
    const int32_t day = i + 1;
    i = read_places(fold, day, 1, 2, &out->day);
    if (i == day || fold->low[i] != '/') return false;
    const int32_t year = i + 1;
    i = read_places(fold, year, 4, 4, &out->year);
    if (i == year) return false;
    if (out->month > 12) {
        const int32_t swap = out->month;
        out->month = out->day;
        out->day = swap;
    }
    out->end = i;
    return date_exists(out->year, out->month, out->day);
}

static bool year_like(int32_t value)
{
    return value >= 1900 && value < 2100;
}

/* "2024" is a year unless a unit, a part of a number or a letter follows. */
static int32_t read_year(const ClaimReader *reader, const Fold *fold, int32_t at, Parts *parts)
{
    int32_t value, end;
    const int32_t i = read_places(fold, at, 4, 4, &value);
    if (i == at || parts->year || !year_like(value) || is_letter(fold->low[i])) return at;
    const uint32_t next = fold->low[i];
    const bool goes_on = (next == '.' || next == ',') && is_digit(fold->low[i + 1]) &&
                         (next == '.' || is_digit(fold->low[i + 2]));
    if (goes_on || next == '%') return at;
    const int32_t behind = skip_spaces(fold, i);
    const UnitRow *unit = reader_unit(reader, fold, behind, &end);
    if (unit && !(unit->flags & (UNIT_SYMBOL | UNIT_PER))) return at;
    if (unit && (is_letter(fold->low[behind]) || fold_is_han(fold->low[behind]))) {
        if (!(unit->flags & UNIT_PER) || behind == i) return at;
    }
    const NumberWord *scale = reader_number_word(reader, fold, behind, &end);
    if (scale && scale->role == NUMBER_SCALE) return at;
    parts->year = value;
    return i;
}

static int32_t read_day(const ClaimReader *reader, const Fold *fold, int32_t at, Parts *parts)
{
    int32_t value, end;
    if (parts->day) return at;
    int32_t i = read_places(fold, at, 1, 2, &value);
    if (i > at) {
        static const char tails[][3] = {"st", "nd", "rd", "th"};
        for (size_t k = 0; k < sizeof tails / sizeof *tails; k++)
            if (fold->low[i] == (uint32_t)tails[k][0] &&
                fold->low[i + 1] == (uint32_t)tails[k][1])
                return parts->day = value, i + 2;
        if (is_letter(fold->low[i]) || is_digit(fold->low[i])) return at;
    } else {
        Number number;
        if (!number_read_latin(reader, fold, at, false, &number, &end)) return at;
        if (!(number.flags & NUMBER_IS_ORDINAL)) return at;
        value = (int32_t)number.value;
        i = end;
    }
    if (value < 1 || value > 31) return at;
    const uint32_t mark = fold->low[i];
    if ((mark == '.' || mark == ',' || mark == '%') && is_digit(fold->low[i + 1])) return at;
    parts->day = value;
    return i;
}

static int32_t read_name(const ClaimReader *reader, const Fold *fold, int32_t at, Parts *parts)
{
    int32_t end;
    const DateWord *word = reader_date_word(reader, fold, at, &end);
    if (!word || fold_is_han(fold->low[at])) return at;
    int32_t *part = NULL;
    if (word->role == DATE_MONTH_NAME) part = &parts->month;
    if (word->role == DATE_QUARTER_NAME) part = &parts->quarter;
    if (word->role == DATE_HALF_NAME) part = &parts->half;
    if (word->role == DATE_EDGE && parts->n == 0) part = &parts->edge;
    if (word->role == DATE_FISCAL_WORD && !parts->fiscal) {
        parts->fiscal = true;
        return end;
    }
    if (!part || *part) return at;
    *part = word->role == DATE_EDGE ? 1 : word->value;
    if (word->role == DATE_MONTH_NAME && fold->low[end] == '.') end++;
    return end;
}

/* Spaces, a comma, a hyphen, a stroke, "of" and "the" may part the parts. */
static int32_t skip_joint(const Fold *fold, int32_t at)
{
    int32_t i = skip_spaces(fold, at);
    const uint32_t c = fold->low[i];
    if (c == ',' || c == '-' || c == '/') return skip_spaces(fold, i + 1);
    if (c == 'o' && fold->low[i + 1] == 'f' && fold->low[i + 2] == ' ')
        i = skip_spaces(fold, i + 3);
    if (fold->low[i] == 't' && fold->low[i + 1] == 'h' && fold->low[i + 2] == 'e' &&
        fold->low[i + 3] == ' ')
        i = skip_spaces(fold, i + 4);
    return i;
}

static int32_t read_parts(const ClaimReader *reader, const Fold *fold, int32_t at, Parts *parts)
{
    int32_t done = at;
    for (int32_t i = at;;) {
        int32_t end = read_name(reader, fold, i, parts);
        if (end == i) end = read_year(reader, fold, i, parts);
        if (end == i) end = read_day(reader, fold, i, parts);
        if (end == i) return done;
        parts->n++;
        done = end;
        i = skip_joint(fold, end);
    }
}

/* "in may", "from May": does a word stand before `at` that a month follows? */
static bool behind_preposition(const ClaimReader *reader, const Fold *fold, int32_t at)
{
    int32_t start = at, end;
    while (start > 0 && is_space(fold->low[start - 1]))
        start--;
    const int32_t stop = start;
    while (start > 0 && is_letter(fold->low[start - 1]))
        start--;
    if (stop == at || start == stop) return false;
    const Word *word = reader_word(reader, fold, start, &end);
    const uint64_t roles = ROLE(FROM) | ROLE(TO) | ROLE(WITHIN) | ROLE(BETWEEN) |
                           ROLE(DATE_BY) | ROLE(DATE_SINCE) | ROLE(DATE_BEFORE) |
                           ROLE(DATE_AFTER);
    return word && end == stop && (word->roles & roles);
}

/* Which sets of parts are dates. A month alone wants its capital, and May a word before it:
 * "may" is more often a verb. */
static bool makes_date(const ClaimReader *reader, const Fold *fold, int32_t at,
                       const Parts *parts)
{
    const int32_t rest = parts->quarter + parts->half;
    if (parts->quarter && parts->half) return false;
    if (parts->edge && !parts->year) return false;
    if (parts->fiscal && !parts->year) return false;
    if (parts->day && (!parts->month || rest)) return false;
    if (parts->month && rest) return false;
    if (parts->month && !parts->day && !parts->year)
        return (fold->written[at] != fold->low[at] && fold->low[at + 2] != 'y') ||
               behind_preposition(reader, fold, at);
    return parts->year || parts->month || rest;
}

static void settle(const Parts *parts, const Reference *reference, When *out)
{
    out->year = parts->year ? parts->year : reference->year;
    out->month = parts->month;
    out->day = parts->day;
    out->fiscal = parts->fiscal;
    out->grain = parts->day       ? GRAIN_DAY
                 : parts->month   ? GRAIN_MONTH
                 : parts->quarter ? GRAIN_QUARTER
                 : parts->half    ? GRAIN_HALF
                                  : GRAIN_YEAR;
    out->part = parts->quarter + parts->half;
    out->implied = !parts->year;
    when_place(out);
}

/* The parts from `at` on; when they make no date, the first of them alone ("2014" of
 * "2014 8 mines"). */
static bool read_combined(const ClaimReader *reader, const Fold *fold, int32_t at,
                          const Reference *reference, When *out)
{
    Parts parts = {0};
    int32_t end = read_parts(reader, fold, at, &parts);
    if (end == at) return false;
    if (!makes_date(reader, fold, at, &parts) ||
        (parts.day && !date_exists(parts.year ? parts.year : 2000, parts.month, parts.day))) {
        parts = (Parts){0};
        end = read_year(reader, fold, at, &parts);
        if (end == at) return false;
    }
    settle(&parts, reference, out);
    out->end = end;
    return true;
}

/* "2023-24", "2023/24": a fiscal year that straddles two. */
static void straddle(const Fold *fold, When *out)
{
    int32_t second;
    const uint32_t mark = fold->low[out->end];
    if (out->grain != GRAIN_YEAR || (mark != '-' && mark != '/' && mark != 0x2013)) return;
    const int32_t end = read_places(fold, out->end + 1, 2, 2, &second);
    if (end == out->end + 1 || second != (out->year + 1) % 100) return;
    if (is_letter(fold->low[end]) || fold->low[end] == '-' || fold->low[end] == '%') return;
    out->year++;
    out->fiscal = true;
    out->end = end;
}

/* "the twenty-sixth day of the month". */
static bool read_day_of_month(const ClaimReader *reader, const Fold *fold, int32_t at,
                              const Reference *reference, When *out)
{
    Number number;
    int32_t end, unit_end;
    if (!number_read_latin(reader, fold, at, false, &number, &end)) return false;
    if (!(number.flags & NUMBER_IS_ORDINAL) || number.value > 31.0) return false;
    const UnitRow *unit = reader_unit(reader, fold, skip_spaces(fold, end), &unit_end);
    if (!unit || unit->dim != DIM_TIME || unit->code[0] != 'd') return false;
    int32_t i = skip_spaces(fold, unit_end);
    if (fold->low[i] != 'o' || fold->low[i + 1] != 'f') return false;
    i = skip_spaces(fold, i + 2);
    const int32_t behind = when_read_relative(reader, fold, i, reference, out);
    if (behind == i || out->grain != GRAIN_MONTH) return false;
    out->day = (int32_t)number.value;
    if (out->year && !date_exists(out->year, out->month, out->day)) return false;
    out->grain = GRAIN_DAY;
    when_place(out);
    out->end = behind;
    return true;
}

/* "the first nine months of 2024": the year stands behind. */
static int32_t read_start_of(const ClaimReader *reader, const Fold *fold, int32_t at,
                             int32_t end, When *out)
{
    Parts parts = {0};
    const int32_t year = skip_joint(fold, end);
    const int32_t behind = read_year(reader, fold, year, &parts);
    if (out->grain != GRAIN_SPAN || year == end || behind == year) return end;
    When placed = *out;
    placed.year = parts.year;
    if (when_read_start(reader, fold, at, &placed) == at) return end;
    *out = placed;
    return behind;
}

bool when_read_latin(const ClaimReader *reader, const Fold *fold, int32_t at,
                     const Reference *reference, When *out)
{
    if (fold_is_han(fold->low[at])) return false;
    if (is_digit(fold->low[at])) {
        out->grain = GRAIN_DAY;
        if (read_iso(fold, at, out) || read_strokes(fold, at, out)) {
            when_place(out);
            return true;
        }
        *out = (When){.from = DAY_NONE, .to = DAY_NONE, .grain = GRAIN_YEAR, .start = at};
    } else {
        const int32_t end = when_read_relative(reader, fold, at, reference, out);
        if (end > at) {
            out->end = read_start_of(reader, fold, at, end, out);
            return true;
        }
        if (read_day_of_month(reader, fold, at, reference, out)) return true;
    }
    if (!read_combined(reader, fold, at, reference, out)) return false;
    straddle(fold, out);
    return true;
}
