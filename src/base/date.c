#include "base/date.h"

#include <stdio.h>
#include <string.h>

static bool digits(const char *text, int n, int32_t *value)
{
    *value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9') return false;
        *value = 10 * *value + (text[i] - '0');
    }
    return true;
}

static bool day_exists(int32_t year, int32_t month, int32_t day)
{
    static const int32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day >= 1 && day <= days[month - 1] + (leap && month == 2 ? 1 : 0);
}

/* The part behind the year: "", "-Q3", "-H1", "-04" or "-04-30". */
static bool read_rest(const char *rest, int32_t year, int32_t *month, int32_t *covered)
{
    const size_t n = strlen(rest);
    int32_t day = 1;
    *month = 1;
    *covered = 12;
    if (n == 0) return true;
    if (rest[0] != '-') return false;
    if (n == 3 && (rest[1] == 'Q' || rest[1] == 'H')) {
        *covered = rest[1] == 'Q' ? 3 : 6;
        *month = *covered * (rest[2] - '1') + 1;
        return rest[2] >= '1' && *month <= 12;
    }
    *covered = 1;
    if ((n != 3 && n != 6) || !digits(rest + 1, 2, month)) return false;
    if (*month < 1 || *month > 12) return false;
    if (n == 3) return true;
    return rest[3] == '-' && digits(rest + 4, 2, &day) && day_exists(year, *month, day);
}

bool month_parse(const char *text, Month *month, int32_t *months_covered)
{
    int32_t year, of_year, covered;
    if (strlen(text) < 4 || !digits(text, 4, &year)) return false;
    if (!read_rest(text + 4, year, &of_year, &covered)) return false;
    *month = 12 * year + of_year - 1;
    if (months_covered) *months_covered = covered;
    return true;
}

void month_format(Month month, char *buffer, size_t size)
{
    snprintf(buffer, size, "%04d-%02d", (int)month_year(month), (int)month_of_year(month));
}

int32_t month_year(Month month)
{
    return month >= 0 ? month / 12 : (month - 11) / 12;
}

int32_t month_of_year(Month month)
{
    return month - 12 * month_year(month) + 1;
}
