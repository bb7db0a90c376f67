/* The calendar of a run: "month", "year", "6" (months), or periods "24 x month, year". */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/build.h"

static int32_t months_in(const char *word)
{
    static const int32_t months[] = {1, 3, 12};
    double number;
    const int32_t at = text_choice(word, "month|quarter|year");
    if (at >= 0) return months[at];
    if (!text_number(word, &number) || number < 1 || number > 1200) return 0;
    return number == floor(number) ? (int32_t)number : 0;
}

static void trim(char *text)
{
    size_t n = strlen(text), blank = 0;
    while (n > 0 && isspace((unsigned char)text[n - 1]))
        text[--n] = '\0';
    while (isspace((unsigned char)text[blank]))
        blank++;
    memmove(text, text + blank, n - blank + 1);
}

/* "24 x month" or "month"; a count of 0 says that none was written. */
static bool read_group(char *item, PeriodGroup *group)
{
    double count = 0;
    char *times = item;
    while (isdigit((unsigned char)*times) || isspace((unsigned char)*times))
        times++;
    const bool counted = times > item && *times == 'x';
    if (counted) {
        *times = '\0';
        trim(item);
        if (!text_number(item, &count) || count < 1 || count > 12000) return false;
        item = times + 1;
    }
    trim(item);
    *group = (PeriodGroup){(int32_t)count, months_in(item)};
    return group->months > 0;
}

static int32_t common_divisor(int32_t a, int32_t b)
{
    while (b) {
        const int32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

bool calendar_read(const char *text, Calendar *out)
{
    enum { LONGEST = 512 };
    char copy[LONGEST];
    if (snprintf(copy, sizeof copy, "%s", text) >= LONGEST) return false;
    *out = (Calendar){0};
    for (char *item = copy, *next; item; item = next) {
        next = strchr(item, ',');
        if (next) *next++ = '\0';
        if (out->n_groups == CALENDAR_GROUPS) return false;
        PeriodGroup *group = &out->groups[out->n_groups++];
        if (!read_group(item, group)) return false;
        out->months_per_step = common_divisor(group->months, out->months_per_step);
        if (next && group->count == 0) group->count = 1;
    }
    if (out->n_groups == 1 && out->groups[0].count == 0) out->n_groups = 0;
    return true;
}

Status calendar_use(const Calendar *calendar, Arena *arena, Model *model)
{
    PeriodGroup *groups = NULL;
    if (calendar->n_groups) {
        groups = ARENA_ARRAY(arena, PeriodGroup, calendar->n_groups);
        if (!groups) return LODE_NO_MEMORY;
        memcpy(groups, calendar->groups, (size_t)calendar->n_groups * sizeof *groups);
    }
    model->periods = groups;
    model->n_period_groups = calendar->n_groups;
    model->months_per_step = calendar->months_per_step;
    return LODE_OK;
}

int32_t model_period_steps(const Model *model, int32_t period)
{
    int32_t before = 0;
    for (int32_t g = 0; g < model->n_period_groups; g++) {
        const PeriodGroup *group = &model->periods[g];
        before += group->count;
        if (group->count == 0 || period < before) return group->months / model->months_per_step;
    }
    return model->n_period_groups ? 0 : 1;
}

int32_t model_count_periods(const Model *model, int32_t n_steps, int32_t *left)
{
    int32_t n = 0;
    for (int32_t length; n_steps > 0 && (length = model_period_steps(model, n)) > 0; n++) {
        if (length > n_steps) break;
        n_steps -= length;
    }
    *left = n_steps;
    return n;
}

bool calendar_fits(const Model *model, int32_t months, char *why, size_t size)
{
    const int32_t step = model->months_per_step;
    int32_t left = 0;
    (void)model_count_periods(model, months / step, &left);
    if (!model->n_period_groups && months % step)
        snprintf(why, size, "%d months are no whole number of steps of %d months", (int)months,
                 (int)step);
    else if (months % step || left)
        snprintf(why, size,
                 "the periods leave %d of %d months over; the last group may stand without a "
                 "count, if it then fits to the end",
                 (int)(left * step + months % step), (int)months);
    else
        return true;
    return false;
}
