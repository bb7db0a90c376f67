#include "claims/quantity.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { HALF = 0x534A, GE = 0x4E2A, EACH = 0x6BCF, ZHE = 0x6298 };

static bool word_at(const Fold *fold, int32_t at, const char *word)
{
    int32_t i = 0;
    for (; word[i]; i++)
        if (fold->low[at + i] != (uint32_t)word[i]) return false;
    return !is_letter(fold->low[at + i]);
}

/* --- per --- */

static bool may_divide(const UnitRow *unit)
{
    switch (unit->dim) {
    case DIM_MASS:
    case DIM_TIME:
    case DIM_POWER:
    case DIM_ENERGY:
    case DIM_VOLUME:
    case DIM_LENGTH:
    case DIM_AREA:
        return true;
    default:
        return false;
    }
}

static int32_t skip_per(const Fold *fold, int32_t at, bool *stroke)
{
    static const char *const words[] = {"per", "a", "an", "each", "every"};
    const int32_t i = skip_spaces(fold, at);
    *stroke = fold->low[i] == '/';
    if (*stroke) return skip_spaces(fold, i + 1);
    if (fold->low[i] == EACH) return i + 1;
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (word_at(fold, i, words[k]) && is_space(fold->low[i + (int32_t)strlen(words[k])]))
            return skip_spaces(fold, i + (int32_t)strlen(words[k]));
    return at;
}

int32_t unit_read_per(const ClaimReader *reader, const Fold *fold, int32_t at,
                      const UnitRow **per)
{
    bool stroke = false;
    int32_t end;
    const int32_t bare = skip_spaces(fold, at);
    const UnitRow *unit = NULL;
    if (word_at(fold, bare, "annually")) unit = reader_unit(reader, fold, bare, &end);
    const int32_t i = unit ? bare : skip_per(fold, at, &stroke);
    if (!unit && i == at) return at;
    if (!unit) unit = reader_unit(reader, fold, i, &end);
    if (!unit) return at;
    if (unit->dim == DIM_COUNT) return stroke ? end : at;
    if (!may_divide(unit) || is_digit(fold->low[end])) return at;
    int32_t word_end = end;
    reader_word(reader, fold, bare, &word_end);
    if (word_end > end) return at; /* "a year earlier" */
    *per = unit;
    return end;
}

/* --- the unit behind a number --- */

/* "10 $ 30 $": a sign behind its number; but "5 $10 notes" begins the next one. */
static bool starts_next(const Fold *fold, const UnitRow *unit, int32_t start, int32_t end)
{
    const bool letters = is_letter(fold->low[end - 1]) || fold_is_han(fold->low[end - 1]);
    return (unit->flags & UNIT_SYMBOL) && !letters && is_space(fold->low[start - 1]) &&
           is_digit(fold->low[end]);
}

static const UnitRow *unit_behind(const ClaimReader *reader, const Fold *fold, int32_t at,
                                  int32_t *end)
{
    int32_t i = skip_spaces(fold, at);
    if (fold->low[i] == '-' && is_letter(fold->low[i + 1])) i++;
    const UnitRow *unit = reader_unit(reader, fold, i, end);
    if (!unit || (unit->flags & UNIT_PER)) return NULL;
    if (is_letter(fold->low[*end - 1]) && is_digit(fold->low[*end])) return NULL;
    if (starts_next(fold, unit, i, *end)) return NULL;
    return unit;
}

/* 两米半, 三年半, 六成三: what is left over, in the same unit. */
static int32_t read_rest(const Fold *fold, int32_t at, Quantity *out)
{
    if (out->unit->factor == 10.0 && out->unit->dim == DIM_PERCENT) {
        const bool half_price = out->lo == .5 && fold->low[at - 1] == ZHE;
        if (half_price) out->lo = 5.0; /* 半折 is half price, not half of a tenth */
        const int32_t digit = han_digit(fold->low[at]);
        if (digit <= 0) return at;
        out->lo += digit / 10.0;
        return at + 1;
    }
    const bool whole = out->unit->dim == DIM_TIME || out->unit->dim == DIM_LENGTH ||
                       out->unit->dim == DIM_MASS;
    if (fold->low[at] != HALF || !whole || out->lo != floor(out->lo)) return at;
    out->lo += .5;
    return at + 1;
}

/* 一个半月: half of the unit behind. */
static int32_t read_half_before(const ClaimReader *reader, const Fold *fold, int32_t at,
                                Quantity *out)
{
    int32_t end;
    if (fold->low[at] != GE || fold->low[at + 1] != HALF) return at;
    const int32_t month = at + 2;
    if (!reader_unit(reader, fold, month, &end) && fold->low[month] != 0x6708 /* 月 */)
        return at;
    out->lo += .5;
    return month;
}

/* How much of `unit` one of the minor unit is; 0 when it is no change of it. */
static double minor_part(const UnitRow *unit, const UnitRow *minor)
{
    if (!(minor->flags & UNIT_MINOR) || unit->dim != minor->dim) return 0.0;
    if (unit->dim == DIM_LENGTH) return strcmp(unit->code, "ft") == 0 ? 1.0 / 12.0 : 0.0;
    return strcmp(unit->code, minor->code) == 0 ? minor->factor / unit->factor : 0.0;
}

/* "thirteen dollars and forty-five cents", "5 feet 2 inches", 3元5角. */
static int32_t read_minor(const ClaimReader *reader, const Fold *fold, int32_t at,
                          Quantity *out)
{
    int32_t i = skip_spaces(fold, at), end;
    if (word_at(fold, i, "and")) i = skip_spaces(fold, i + 3);
    Number number;
    if (!number_read(reader, fold, i, false, &number, &end)) return at;
    int32_t behind = end;
    const UnitRow *minor = unit_behind(reader, fold, end, &behind);
    const double part = minor ? minor_part(out->unit, minor) : 0.0;
    if (part <= 0.0) return at;
    out->lo += number.value * part;
    return behind;
}

static int32_t read_unit(const ClaimReader *reader, const Fold *fold, int32_t at, Quantity *out)
{
    int32_t end = read_half_before(reader, fold, at, out);
    if (!out->unit) {
        out->unit = unit_behind(reader, fold, end, &end);
        if (!out->unit) return at;
        end = read_rest(fold, end, out);
    }
    if (out->unit->dim == DIM_MONEY || out->unit->dim == DIM_LENGTH) {
        if (!(out->unit->flags & UNIT_MINOR)) end = read_minor(reader, fold, end, out);
    }
    if (out->unit->dim == DIM_TIME || out->unit->dim == DIM_COUNT) return end;
    return unit_read_per(reader, fold, end, &out->per);
}

enum { LONGEST_SYMBOL = 24 };

bool quantity_symbol_ahead(const Fold *fold, int32_t at)
{
    int32_t i = at;
    while (i < at + LONGEST_SYMBOL && (is_letter(fold->low[i]) || is_space(fold->low[i]) ||
                                       fold->low[i] == '$' || fold->low[i] == 0xA5 /* ¥ */))
        i++;
    return is_digit(fold->low[i]) || fold->low[i] == '.';
}

/* The currency sign before a number. */
static const UnitRow *read_symbol(const ClaimReader *reader, const Fold *fold, int32_t at,
                                  int32_t *end)
{
    if (is_digit(fold->low[at])) return NULL;
    const UnitRow *unit = reader_unit(reader, fold, at, end);
    if (!unit || !(unit->flags & UNIT_SYMBOL)) return NULL;
    *end = skip_spaces(fold, *end);
    const uint32_t next = fold->low[*end];
    return is_digit(next) || next == '.' ? unit : NULL;
}

static const UnitRow *percent_row(const ClaimReader *reader)
{
    static const uint32_t sign[] = {'%', 0};
    static const int32_t at[] = {0, 1};
    const Fold fold = {1, sign, sign, at};
    int32_t end;
    return reader_unit(reader, &fold, 0, &end);
}

bool quantity_read(const ClaimReader *reader, const Fold *fold, int32_t at, Quantity *out)
{
    Number number;
    int32_t i = at, end = at;
    const UnitRow *symbol = read_symbol(reader, fold, at, &i);
    if (!symbol) i = at;
    if (!number_read(reader, fold, i, symbol != NULL, &number, &end)) return false;
    *out = (Quantity){.lo = number.value,
                      .scale = number.scale,
                      .flags = number.flags,
                      .digits = number.digits,
                      .unit = symbol,
                      .start = at,
                      .end = end,
                      .prefixed = symbol != NULL};
    const double step = number.hi - number.value;
    if (number.flags & NUMBER_PERCENT)
        out->unit = percent_row(reader);
    else if (!(number.flags & NUMBER_IS_ORDINAL))
        out->end = read_unit(reader, fold, end, out);
    out->hi = out->lo + (step > 0.0 ? step : 0.0);
    out->range = step > 0.0;
    if (out->range)
        out->bound = CLAIM_RANGE;
    else if (out->flags & NUMBER_OPEN)
        out->bound = CLAIM_GT;
    return true;
}

bool quantity_same_unit(const Quantity *a, const Quantity *b)
{
    return a->unit && b->unit && strcmp(a->unit->code, b->unit->code) == 0;
}

Dimension quantity_dim(const Quantity *quantity)
{
    return quantity->unit ? quantity->unit->dim : DIM_NONE;
}

double quantity_scale(const Quantity *quantity)
{
    const double above = quantity->unit ? quantity->unit->factor : 1.0;
    return quantity->per ? above / quantity->per->factor : above;
}

void quantity_code(const Quantity *quantity, char code[CLAIM_UNIT_MAX])
{
    const char *unit = quantity->unit ? quantity->unit->code : "";
    const char *per = quantity->per ? quantity->per->code : "";
    if (strcmp(per, "year") == 0) per = "a";
    snprintf(code, CLAIM_UNIT_MAX, "%s%s%s", unit, *per ? "/" : "", per);
}
