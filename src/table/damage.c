#include "table/damage.h"

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { WORD_MAX = 96 };

static const char digit_set[] = "0123456789";

/* --- what can happen to any cell --- */

static const struct {
    const char *mark, *name;
} foreign[] = {
    {"\xC2\xA0", "a no-break space (U+00A0)"},
    {"\xE2\x80\xAF", "a narrow no-break space (U+202F)"},
    {"\xE3\x80\x80", "an ideographic space (U+3000)"},
    {"\xE2\x80\x8B", "a zero-width space (U+200B)"},
    {"\xEF\xBB\xBF", "a byte order mark (U+FEFF)"},
    {"\xE2\x80\x9C", "a curly quote (U+201C)"},
    {"\xE2\x80\x9D", "a curly quote (U+201D)"},
    {"\xE2\x80\x98", "a curly quote (U+2018)"},
    {"\xE2\x80\x99", "a curly quote (U+2019)"},
    {"\xE2\x88\x92", "a typographic minus (U+2212)"},
    {"\xE2\x80\x93", "an en dash (U+2013)"},
    {"\xE2\x80\x94", "an em dash (U+2014)"},
};

static bool spreadsheet_error(const char *text, char *why, size_t size)
{
    static const char *const errors[] = {"#REF!", "#N/A",   "#VALUE!", "#DIV/0!",      "#NAME?",
                                         "#NUM!", "#NULL!", "#SPILL!", "#GETTING_DATA"};
    for (size_t i = 0; i < COUNT(errors); i++) {
        if (strcasecmp(text, errors[i]) != 0) continue;
        snprintf(
            why, size,
            "'%s' is a spreadsheet's error; mend the formula and save the values again, or "
            "leave the cell blank",
            text);
        return true;
    }
    return false;
}

static bool foreign_character(const char *text, char *why, size_t size)
{
    for (size_t i = 0; i < COUNT(foreign); i++) {
        if (!strstr(text, foreign[i].mark)) continue;
        snprintf(why, size, "'%s' holds %s; replace or remove it", text, foreign[i].name);
        return true;
    }
    return false;
}

/* Full-width and other compatibility characters: "２０２５" */
static bool full_width(const char *text, bool (*good)(const char *), Arena *arena, char *why,
                       size_t size)
{
    const char *plain = text_nfkc(arena, text);
    if (!plain || strcmp(plain, text) == 0 || !good(plain)) return false;
    snprintf(why, size, "'%s' is written with full-width characters; write %s", text, plain);
    return true;
}

/* --- numbers --- */

static bool is_number(const char *text)
{
    double value;
    return text_number(text, &value);
}

static bool is_month(const char *text)
{
    Month month;
    return month_parse(text, &month, NULL);
}

/* Copies text without the characters in `drop`, and with `from` replaced by a point. */
static void strip(const char *text, const char *drop, char from, char *out, size_t size)
{
    size_t n = 0;
    for (; *text && n + 1 < size; text++)
        if (*text == from)
            out[n++] = '.';
        else if (!strchr(drop, *text))
            out[n++] = *text;
    out[n] = '\0';
}

/* Groups of three digits behind every separator: 1,234,567 */
static bool is_grouped(const char *text, char separator)
{
    const char *at = text + (*text == '-' || *text == '+');
    size_t n = strspn(at, digit_set);
    int groups = 0;
    if (n < 1 || n > 3) return false;
    for (at += n; *at == separator; at += 4, groups++)
        if (strspn(at + 1, digit_set) != 3) return false;
    return groups > 0 && (*at == '\0' || *at == '.' || *at == ',');
}

static bool with_commas(const char *text, char *why, size_t size)
{
    char grouped[WORD_MAX], decimal[WORD_MAX];
    const char *comma = strchr(text, ',');
    const char *point = strchr(text, '.');
    if (!comma) return false;
    strip(text, ",", '.', grouped, sizeof grouped);
    strip(text, ".", ',', decimal, sizeof decimal);
    const bool as_grouped = is_grouped(text, ',') && is_number(grouped);
    const bool as_decimal = is_number(decimal) && (!point || point < comma);
    if (as_grouped && as_decimal && !point)
        snprintf(why, size,
                 "'%s' has a comma: write %s if it marks thousands, %s if it is a "
                 "decimal comma",
                 text, grouped, decimal);
    else if (as_grouped)
        snprintf(why, size, "'%s' has thousands separators; write %s", text, grouped);
    else if (as_decimal)
        snprintf(why, size, "'%s' has a decimal comma; write %s", text, decimal);
    return as_grouped || as_decimal;
}

/* 12 000, also with the no-break spaces that spreadsheets put there, 12'000 and 12_000 */
static bool with_blanks(const char *text, Arena *arena, char *why, size_t size)
{
    char bare[WORD_MAX];
    const char *plain = text_nfkc(arena, text);
    if (!plain) return false;
    if (!is_grouped(plain, ' ') && !is_grouped(plain, '\'') && !is_grouped(plain, '_'))
        return false;
    strip(plain, " '_", '.', bare, sizeof bare);
    if (!is_number(bare)) return false;
    snprintf(why, size, "'%s' has thousands separators; write %s", text, bare);
    return true;
}

static bool with_unit(const char *text, char *why, size_t size)
{
    double value;
    const char *end;
    if (!text_number_prefix(text, &value, &end)) return false;
    const char *rest = end + strspn(end, " ");
    const bool glued = rest == end && strpbrk(rest, digit_set);
    if (*rest == '\0' || strchr("-,.", *rest) || glued) return false;
    snprintf(
        why, size,
        "'%s' holds more than a number; '%s' belongs in the header, as in 'name [unit]', or in "
        "a column of its own",
        text, rest);
    return true;
}

static bool looks_like_range(const char *text)
{
    const char *dash = *text ? strchr(text + 1, '-') : NULL;
    return dash && strspn(text, "0123456789.") == (size_t)(dash - text) &&
           dash[1 + strspn(dash + 1, "0123456789. ")] == '\0' && dash[1];
}

static bool named_month(const char *text, Month *month);

void damage_of_number(const char *text, Arena *arena, char *why, size_t size)
{
    Month month = MONTH_NONE;
    if (spreadsheet_error(text, why, size)) return;
    if (full_width(text, is_number, arena, why, size)) return;
    if (with_commas(text, why, size) || with_blanks(text, arena, why, size)) return;
    if (foreign_character(text, why, size)) return;
    if (named_month(text, &month))
        snprintf(why, size,
                 "'%s' is a date that a spreadsheet made of a number; write the number", text);
    else if (strspn(text, "+-0123456789.eE") == strlen(text) && isinf(strtod(text, NULL)))
        snprintf(why, size, "'%s' is too large for a number", text);
    else if (looks_like_range(text))
        snprintf(why, size, "'%s' is a range; write one number and put the range in 'note'",
                 text);
    else if (text[0] && strchr("<>~=", text[0]))
        snprintf(why, size,
                 "'%s' is not a number; write the number alone and say '%c' in 'note'", text,
                 text[0]);
    else if (!with_unit(text, why, size))
        snprintf(why, size, "'%s' is not a number; leave the cell blank if it is not known",
                 text);
}

/* --- months --- */

/* The days from 1899-12-30 that spreadsheets count, as a month [Hinnant, days_from_civil]. */
static Month month_of_serial(int32_t serial)
{
    const int32_t days = serial - 25569 + 719468; /* from 0000-03-01 */
    const int32_t era = days / 146097, day = days % 146097;
    const int32_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    const int32_t of_year = day - (365 * year + year / 4 - year / 100);
    const int32_t march_based = (5 * of_year + 2) / 153;
    return 12 * (year + 400 * era) + march_based + 2;
}

static bool serial_month(const char *text, Month *month)
{
    if (strlen(text) != 5 || strspn(text, digit_set) != 5) return false;
    const int32_t serial = (int32_t)strtol(text, NULL, 10);
    if (serial < 14611 || serial > 73415) return false; /* 1940 to 2100 */
    *month = month_of_serial(serial);
    return true;
}

static int month_by_name(const char *name, size_t n)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    for (int i = 0; n >= 3 && i < 12; i++)
        if (n <= strlen(names[i]) && strncasecmp(name, names[i], n) == 0) return i;
    return -1;
}

/* A year of four digits, or of two behind the month's name; else -1: it may be a day. */
static int32_t full_year(const char *text, size_t n, bool behind_name)
{
    if (n != 4 && (n != 2 || !behind_name)) return -1;
    const int32_t year = (int32_t)strtol(text, NULL, 10);
    return n == 4 ? year : year + (year < 70 ? 2000 : 1900);
}

/* Apr-25, April 2025, 1-Apr-2025, and 25-Apr, whose year nobody knows: *month stays. */
static bool named_month(const char *text, Month *month)
{
    static const char between[] = "- ./,";
    int name = -1;
    int32_t year = -1;
    bool any = false;
    for (const char *at = text; *at;) {
        const size_t n = strcspn(at, between);
        const bool number = n && strspn(at, digit_set) >= n;
        const int found = number ? -1 : month_by_name(at, n);
        if (!number && n && found < 0) return false;
        if (found >= 0) name = found;
        if (number) year = full_year(at, n, name >= 0);
        any = any || number;
        at += n;
        at += strspn(at, between);
    }
    if (name >= 0 && year >= 0) *month = 12 * year + name;
    return name >= 0 && any;
}

/* 2025/04, 2025.4, 2025-4, 04/2025, 1/4/2025; the year has four digits. */
static bool numbered_month(const char *text, Month *month)
{
    int32_t part[3] = {0}, year_at = -1;
    int n = 0;
    for (const char *at = text; *at && n < 3; n++) {
        const size_t width = strspn(at, digit_set);
        if (width == 0 || width > 4) return false;
        part[n] = (int32_t)strtol(at, NULL, 10);
        if (width == 4) year_at = n;
        at += width;
        if (*at && !strchr("/.-", *at)) return false;
        at += *at != '\0';
    }
    if (n < 2 || year_at < 0 || (n == 3 && year_at == 1)) return false;
    const int32_t of_year = n == 2 ? part[1 - year_at] : part[1];
    if (of_year < 1 || of_year > 12) return n == 3;
    if (year_at < 2) *month = 12 * part[year_at] + of_year - 1; /* 1/4/2025 may be either */
    return true;
}

/* 2025年4月 */
static bool chinese_month(const char *text, Month *month)
{
    static const char year_mark[] = "\xE5\xB9\xB4", month_mark[] = "\xE6\x9C\x88";
    const char *year_end = strstr(text, year_mark);
    if (!year_end || year_end != text + 4 || strspn(text, digit_set) != 4) return false;
    const char *at = year_end + 3;
    const size_t n = strspn(at, digit_set);
    const int32_t of_year = n == 1 || n == 2 ? (int32_t)strtol(at, NULL, 10) : 1;
    if (*at && (n == 0 || strncmp(at + n, month_mark, 3) != 0)) return false;
    *month = 12 * (int32_t)strtol(text, NULL, 10) + of_year - 1;
    return of_year >= 1 && of_year <= 12;
}

static void say_month(const char *text, const char *what, Month month, char *why, size_t size)
{
    char good[16] = "2025-04";
    if (month != MONTH_NONE) month_format(month, good, sizeof good);
    snprintf(why, size, "'%s' %s; write it like %s", text, what, good);
}

void damage_of_month(const char *text, Arena *arena, char *why, size_t size)
{
    Month month = MONTH_NONE;
    if (spreadsheet_error(text, why, size)) return;
    if (full_width(text, is_month, arena, why, size)) return;
    if (named_month(text, &month))
        say_month(text, "is a date as a spreadsheet shows it", month, why, size);
    else if (serial_month(text, &month))
        say_month(text, "is a spreadsheet's day number", month, why, size);
    else if (numbered_month(text, &month) || chinese_month(text, &month))
        say_month(text, "is not how months are written here", month, why, size);
    else if (!foreign_character(text, why, size))
        snprintf(why, size, "'%s' is no month; write 2025-04, 2026-Q3 or 2030", text);
}

/* --- ids --- */

static bool is_id_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

void damage_of_id(const char *text, Arena *arena, char *why, size_t size)
{
    char good[WORD_MAX];
    size_t n = 0;
    if (spreadsheet_error(text, why, size) || foreign_character(text, why, size)) return;
    const char *plain = text_nfkc(arena, text);
    for (const char *at = plain ? plain : text; *at && n + 1 < sizeof good; at++) {
        const bool gap = *at == ' ' || *at == '/';
        const int c = gap ? '-' : tolower((unsigned char)*at);
        if (is_id_byte((char)c)) good[n++] = (char)c;
    }
    good[n] = '\0';
    snprintf(why, size,
             "'%s' is no id: ids are lower-case ASCII letters, digits, '-', '_' and '.'%s%s",
             text, n ? "; write " : "", good);
}
