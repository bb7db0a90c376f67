/* calendar.c - days as whole numbers, in the Gregorian calendar without end. The year is
 * counted from March, so that the leap day comes last. */
#include "claims/when.h"

enum { DAYS_400 = 146097, DAYS_100 = 36524, DAYS_4 = 1461, DAYS_1 = 365 };

int32_t day_of(int32_t year, int32_t month, int32_t day)
{
    const int32_t y = month <= 2 ? year - 1 : year;
    const int32_t m = (month + 9) % 12;
    return DAYS_1 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
}

void date_of(int32_t day, int32_t *year, int32_t *month, int32_t *of_month)
{
    const int32_t era = day / DAYS_400, in_era = day % DAYS_400;
    const int32_t y =
        (in_era - in_era / (DAYS_4 - 1) + in_era / DAYS_100 - in_era / (DAYS_400 - 1)) / DAYS_1;
    const int32_t in_year = in_era - (DAYS_1 * y + y / 4 - y / 100);
    const int32_t m = (5 * in_year + 2) / 153;
    *of_month = in_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = y + 400 * era + (*month <= 2);
}

bool date_exists(int32_t year, int32_t month, int32_t day)
{
    int32_t y, m, d;
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31) return false;
    date_of(day_of(year, month, day), &y, &m, &d);
    return y == year && m == month && d == day;
}

static int32_t months_after(int32_t year, int32_t month, int32_t months)
{
    const int32_t at = 12 * year + month - 1 + months;
    return day_of(at / 12, at % 12 + 1, 1);
}

void when_place(When *when)
{
    const int32_t y = when->year, part = when->part > 0 ? when->part : 1;
    when->from = when->to = DAY_NONE;
    if (y == CLAIM_NO_YEAR) return;
    switch (when->grain) {
    case GRAIN_DAY:
        when->from = day_of(y, when->month, when->day);
        when->to = when->from + 1;
        break;
    case GRAIN_MONTH:
        when->from = day_of(y, when->month, 1);
        when->to = months_after(y, when->month, 1);
        break;
    case GRAIN_QUARTER:
        when->from = months_after(y, 1, 3 * (part - 1));
        when->to = months_after(y, 1, 3 * part);
        break;
    case GRAIN_HALF:
        when->from = months_after(y, 1, 6 * (part - 1));
        when->to = months_after(y, 1, 6 * part);
        break;
    default:
        when->from = day_of(y, 1, 1);
        when->to = day_of(y + 1, 1, 1);
        break;
    }
}
