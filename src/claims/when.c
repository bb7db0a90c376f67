#include "claims/when.h"

bool when_read(const ClaimReader *reader, const Fold *fold, int32_t at,
               const Reference *reference, When *out)
{
    *out =
        (When){.from = DAY_NONE, .to = DAY_NONE, .grain = GRAIN_YEAR, .start = at, .end = at};
    if (when_read_han(reader, fold, at, reference, out)) return true;
    *out =
        (When){.from = DAY_NONE, .to = DAY_NONE, .grain = GRAIN_YEAR, .start = at, .end = at};
    return when_read_latin(reader, fold, at, reference, out);
}

static void place_year(int32_t shift, const Reference *reference, When *out)
{
    if (!reference->year) return;
    out->year = reference->year + shift;
    out->grain = GRAIN_YEAR;
    when_place(out);
}

static void place_month(int32_t shift, const Reference *reference, When *out)
{
    out->grain = GRAIN_MONTH;
    if (!reference->year || !reference->month) return;
    const int32_t at = 12 * reference->year + reference->month - 1 + shift;
    out->year = at / 12;
    out->month = at % 12 + 1;
    when_place(out);
}

static void place_quarter(int32_t shift, const Reference *reference, When *out)
{
    out->grain = GRAIN_QUARTER;
    if (!reference->year || !reference->month) return;
    const int32_t at = 4 * reference->year + (reference->month - 1) / 3 + shift;
    out->year = at / 4;
    out->part = at % 4 + 1;
    when_place(out);
}

static void place_days(int32_t shift, Grain grain, const Reference *reference, When *out)
{
    out->grain = grain;
    if (!reference->year || !reference->month || !reference->day) return;
    out->from = day_of(reference->year, reference->month, reference->day) + shift;
    out->to = out->from + (grain == GRAIN_WEEK ? 7 : 1);
    date_of(out->from, &out->year, &out->month, &out->day);
}

/* "the past ten years", 未来五年, 近三个月, 前五个月: a number of years or months from now, or
 * from the start of this year. */
static int32_t read_span(const ClaimReader *reader, const Fold *fold, int32_t at,
                         const DateWord *word, const Reference *reference, When *out)
{
    Number number;
    int32_t end, behind;
    if (!number_read(reader, fold, skip_spaces(fold, at), false, &number, &end)) return at;
    if (!(number.value > 0.0) || number.value > 1000.0) return at;
    const UnitRow *unit = reader_unit(reader, fold, skip_spaces(fold, end), &behind);
    if (!unit || unit->dim != DIM_TIME) return at;
    const bool months = unit->code[0] == 'm' && unit->code[1] == 'o';
    if (!months && unit->code[0] != 'y') return at;
    const int32_t count = (int32_t)(number.value * unit->factor * (months ? 1 : 12));
    out->grain = GRAIN_SPAN;
    out->months = count;
    if (!reference->year || !reference->month || !reference->day) return behind;
    const bool from_start = word->role == DATE_SPAN_START;
    const int32_t now = 12 * reference->year + reference->month - 1;
    const int32_t first = from_start ? 12 * reference->year : now;
    const int32_t other = first + (word->value < 0 ? -count : count);
    const int32_t day = from_start ? 1 : reference->day;
    const int32_t a = day_of(first / 12, first % 12 + 1, day);
    const int32_t b = day_of(other / 12, other % 12 + 1, day);
    out->from = a < b ? a : b;
    out->to = a < b ? b : a;
    out->year = from_start || word->value < 0 ? reference->year : other / 12;
    return behind;
}

int32_t when_read_relative(const ClaimReader *reader, const Fold *fold, int32_t at,
                           const Reference *reference, When *out)
{
    int32_t end;
    const DateWord *word = reader_date_word(reader, fold, at, &end);
    if (!word) return at;
    switch (word->role) {
    case DATE_YEAR_RELATIVE:
        place_year(word->value, reference, out);
        return end;
    case DATE_MONTH_RELATIVE:
        place_month(word->value, reference, out);
        return end;
    case DATE_QUARTER_RELATIVE:
        place_quarter(word->value, reference, out);
        return end;
    case DATE_WEEK_RELATIVE:
        place_days(word->value, GRAIN_WEEK, reference, out);
        return end;
    case DATE_DAY_RELATIVE:
        place_days(word->value, GRAIN_DAY, reference, out);
        return end;
    case DATE_SPAN_AHEAD:
    case DATE_SPAN_BACK:
    case DATE_SPAN_START: {
        const int32_t behind = read_span(reader, fold, end, word, reference, out);
        return behind > end ? behind : at;
    }
    default:
        return at;
    }
}

int32_t when_read_start(const ClaimReader *reader, const Fold *fold, int32_t at, When *out)
{
    int32_t end;
    const DateWord *word = reader_date_word(reader, fold, at, &end);
    const Reference year = {out->year, 1, 1};
    if (!word || word->role != DATE_SPAN_START || !out->year) return at;
    return when_read_relative(reader, fold, at, &year, out);
}
