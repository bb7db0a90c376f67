#include "evidence/when.h"

#include <stdio.h>
#include <string.h>

#include "evidence/fold.h"

enum { PARTS_MAX = 12, SHAPE_BYTES = 96, LOOK_BYTES = 64 };

/* A date as written: numbers and words, and what stands between them. */
typedef struct Part {
    int32_t value;           /* of a number or month; -1 for any other word */
    int32_t digits, letters; /* one of them is 0 */
    bool month;              /* the name of one */
    char mark;               /* what comes behind: one of "-/.: Tymd" or 0 */
} Part;

typedef struct Parts {
    Part list[PARTS_MAX];
    int32_t n;
    size_t bytes;
} Parts;

static int32_t month_named(const char *word, size_t n)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    if (n < 3) return 0;
    for (int32_t m = 0; m < 12; m++) {
        const bool whole = strlen(names[m]) == n || n == 3 || (n == 4 && m == 8);
        if (whole && strncmp(word, names[m], n) == 0) return m + 1;
    }
    return 0;
}

/* Folds to plain characters; 年 月 日 become y m d marks (as '\1' '\2' '\3'). */
static size_t shape(const char *text, size_t n, char *out)
{
    size_t used = 0;
    for (size_t at = 0; at < n && used + 1 < SHAPE_BYTES;) {
        uint32_t points[FOLD_FORMS];
        int32_t count;
        at += fold_next(text + at, n - at, points, &count);
        const uint32_t point = count == 1 ? points[0] : 0xFFFD;
        const char mark = point == 0x5E74                      ? '\1'
                          : point == 0x6708                    ? '\2'
                          : point == 0x65E5 || point == 0x53F7 ? '\3'
                          : point == 0x3000 || point == 0xA0   ? ' '
                          : point < 0x80                       ? (char)point
                                                               : '?';
        out[used++] = mark;
    }
    out[used] = '\0';
    return used;
}

static size_t read_part(const char *text, Part *part)
{
    size_t n = 0;
    *part = (Part){.value = -1};
    if (text[0] >= '0' && text[0] <= '9') {
        part->value = 0;
        for (; text[n] >= '0' && text[n] <= '9' && n < 9; n++)
            part->value = 10 * part->value + (text[n] - '0');
        part->digits = (int32_t)n;
        const bool ordinal =
            (strncmp(text + n, "st", 2) == 0 || strncmp(text + n, "nd", 2) == 0 ||
             strncmp(text + n, "rd", 2) == 0 || strncmp(text + n, "th", 2) == 0);
        return n + (ordinal ? 2 : 0);
    }
    while (text[n] >= 'a' && text[n] <= 'z')
        n++;
    if (n == 1 && text[0] == 't') part->value = -2; /* of 2025-09-03T09:03 */
    part->letters = (int32_t)n;
    const int32_t month = month_named(text, n);
    if (month) part->value = month;
    part->month = month > 0;
    return n;
}

/* The mark behind a part, and the blanks and commas around it. */
static size_t read_mark(const char *text, char *mark)
{
    size_t n = 0;
    *mark = ' ';
    while (text[n] == ' ' || text[n] == ',')
        n++;
    if (text[n] && strchr("-/.:+\1\2\3", text[n])) *mark = text[n++];
    while (text[n] == ' ' || text[n] == ',')
        n++;
    return n;
}

/* Cuts text into parts; stops at what belongs to no date. */
static void cut(const char *text, Parts *parts)
{
    *parts = (Parts){.n = 0};
    for (const char *at = text; *at && parts->n < PARTS_MAX;) {
        Part *part = &parts->list[parts->n];
        const size_t n = read_part(at, part);
        if (n == 0) break;
        at += n;
        parts->n++;
        parts->bytes = (size_t)(at - text);
        at += read_mark(at, &part->mark);
        if (part->mark != ' ') parts->bytes = (size_t)(at - text);
    }
}

static bool day_exists(int32_t year, int32_t month, int32_t day)
{
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1900 || year > 2100 || month < 1 || month > 12) return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day >= 1 && day <= days[month - 1] + (leap && month == 2 ? 1 : 0);
}

/* "09:03" or "09:03:00" from part at on, perhaps behind a T; what follows is a zone. */
static bool read_time(const Parts *parts, int32_t at, int32_t *hour, int32_t *minute)
{
    if (at < parts->n && parts->list[at].value == -2) at++;
    if (at + 1 >= parts->n || parts->list[at].mark != ':') return false;
    *hour = parts->list[at].value;
    *minute = parts->list[at + 1].value;
    return parts->list[at].digits && parts->list[at].digits <= 2 &&
           parts->list[at + 1].digits == 2 && *hour <= 23 && *minute <= 59;
}

static bool write_day(const Parts *parts, int32_t behind, int32_t year, int32_t month,
                      int32_t day, char out[WHEN_BYTES])
{
    int32_t hour, minute;
    if (!day_exists(year, month, day)) return false;
    if (read_time(parts, behind, &hour, &minute))
        snprintf(out, WHEN_BYTES, "%04d-%02d-%02d %02d:%02d", (int)year, (int)month, (int)day,
                 (int)hour, (int)minute);
    else
        snprintf(out, WHEN_BYTES, "%04d-%02d-%02d", (int)year, (int)month, (int)day);
    return true;
}

static bool same_mark(const Part *parts, const char *marks)
{
    return parts[0].mark == parts[1].mark && strchr(marks, parts[0].mark);
}

/* Three parts that are a day, in the orders people write. */
static bool read_day(const Parts *parts, int32_t at, char out[WHEN_BYTES])
{
    const Part *p = &parts->list[at];
    if (parts->n - at < 3) return false;
    const bool cjk = p[0].mark == '\1' && p[1].mark == '\2';
    if (p[0].digits == 4 && p[1].digits && p[1].digits <= 2 && p[2].digits &&
        p[2].digits <= 2 && (cjk || same_mark(p, "-/.")))
        return write_day(parts, at + 3, p[0].value, p[1].value, p[2].value, out);
    if (p[0].month && p[1].digits && p[1].digits <= 2 && p[2].digits == 4)
        return write_day(parts, at + 3, p[2].value, p[0].value, p[1].value, out);
    if (p[0].digits && p[0].digits <= 2 && p[1].month && p[2].digits == 4)
        return write_day(parts, at + 3, p[2].value, p[1].value, p[0].value, out);
    if (p[0].digits && p[0].digits <= 2 && p[1].digits && p[1].digits <= 2 &&
        p[2].digits == 4 && same_mark(p, "/.-") &&
        p[0].value > 12) /* the day comes first for certain */
        return write_day(parts, at + 3, p[2].value, p[1].value, p[0].value, out);
    return false;
}

static bool read_month(const Parts *parts, char out[WHEN_BYTES])
{
    const Part *p = parts->list;
    int32_t year = 0, month = 0;
    if (parts->n == 2 && p[0].digits == 4 && p[1].digits && p[1].digits <= 2 &&
        (p[0].mark == '-' || p[0].mark == '/' || p[0].mark == '\1')) {
        year = p[0].value;
        month = p[1].value;
    } else if (parts->n == 2 && p[0].month && p[1].digits == 4) {
        year = p[1].value;
        month = p[0].value;
    }
    if (!day_exists(year, month, 1)) return false;
    snprintf(out, WHEN_BYTES, "%04d-%02d", (int)year, (int)month);
    return true;
}

static bool read_single(const Part *part, char out[WHEN_BYTES])
{
    if (part->digits == 8 &&
        day_exists(part->value / 10000, part->value / 100 % 100, part->value % 100)) {
        snprintf(out, WHEN_BYTES, "%04d-%02d-%02d", (int)(part->value / 10000),
                 (int)(part->value / 100 % 100), (int)(part->value % 100));
        return true;
    }
    if (part->digits != 4 || !day_exists(part->value, 1, 1)) return false;
    snprintf(out, WHEN_BYTES, "%04d", (int)part->value);
    return true;
}

static bool weekday(const Part *part)
{
    return part->digits == 0 && !part->month && part->value == -1;
}

/* Behind the day stand a time and a zone, or nothing. */
static bool ends_well(const Parts *parts, int32_t behind)
{
    int32_t hour, minute;
    if (behind >= parts->n) return true;
    if (!read_time(parts, behind, &hour, &minute)) return false;
    for (int32_t i = behind; i < parts->n; i++)
        if (!parts->list[i].digits && (parts->list[i].month || parts->list[i].letters > 4))
            return false;
    return true;
}

bool when_parse(const char *text, char out[WHEN_BYTES])
{
    char plain[SHAPE_BYTES];
    Parts parts;
    while (*text == ' ' || *text == '\t')
        text++;
    if (strlen(text) >= SHAPE_BYTES) return false;
    const size_t n = shape(text, strlen(text), plain);
    cut(plain, &parts);
    if (strspn(plain + parts.bytes, " \t\r\n") + parts.bytes != n || parts.n == 0) return false;
    const int32_t first = weekday(&parts.list[0]) ? 1 : 0;
    if (read_day(&parts, first, out)) return ends_well(&parts, first + 3);
    if (parts.n == 1 && read_single(&parts.list[0], out)) return true;
    return read_month(&parts, out);
}

static bool could_start(const char *text, size_t at)
{
    const char c = text[at];
    const char before = at ? text[at - 1] : ' ';
    const bool digit = c >= '0' && c <= '9';
    const bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
    const bool inside = (before >= '0' && before <= '9') || before == '.' || before == '-' ||
                        before == '/' || ((before | 32) >= 'a' && (before | 32) <= 'z');
    return (digit || letter) && !inside;
}

bool when_find(const char *text, size_t n, char out[WHEN_BYTES])
{
    for (size_t at = 0; at < n; at++) {
        char plain[SHAPE_BYTES];
        Parts parts;
        if (!could_start(text, at)) continue;
        shape(text + at, n - at < LOOK_BYTES ? n - at : LOOK_BYTES, plain);
        cut(plain, &parts);
        if (read_day(&parts, 0, out)) return true;
    }
    return false;
}

int32_t when_day(const char *date)
{
    int year = 0, month = 0, day = 0;
    if (date) sscanf(date, "%4d-%2d-%2d", &year, &month, &day);
    return 10000 * year + 100 * month + day;
}
