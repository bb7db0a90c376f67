/* Which steps of a record a month, a year or a period is. */
#include "metrics/metric.h"

Month record_month(const Record *record, int32_t step)
{
    return record->start + step * record->months_per_step;
}

Steps record_steps(const Record *record)
{
    return (Steps){0, record->n_steps};
}

int32_t record_months(const Record *record, Steps steps)
{
    return (steps.end - steps.first) * record->months_per_step;
}

static int32_t clamp(int32_t value, int32_t low, int32_t high)
{
    return value < low ? low : value > high ? high : value;
}

/* The first step that begins in `month` or later. */
static int32_t step_from(const Record *record, Month month)
{
    if (month <= record->start) return 0;
    const int32_t months = month - record->start;
    const int32_t step = (months + record->months_per_step - 1) / record->months_per_step;
    return clamp(step, 0, record->n_steps);
}

Steps record_year(const Record *record, int32_t year)
{
    return (Steps){step_from(record, year * 12), step_from(record, year * 12 + 12)};
}

Status metric_steps(const Record *record, Month from, int32_t months, Diag *diag, Steps *out)
{
    *out = record_steps(record);
    if (from == MONTH_NONE) return LODE_OK;
    const Month end = record_month(record, record->n_steps);
    if (from >= end || from + months <= record->start) {
        char first[8], last[8], asked[8];
        month_format(record->start, first, sizeof first);
        month_format(end - 1, last, sizeof last);
        month_format(from, asked, sizeof asked);
        diag_error(diag, "", 0, 0, "period", "%s lies outside the run (%s to %s)", asked, first,
                   last);
        return LODE_BAD_INPUT;
    }
    *out = (Steps){step_from(record, from), step_from(record, from + months)};
    if (out->first == out->end) { /* inside one long step */
        out->first =
            clamp((from - record->start) / record->months_per_step, 0, record->n_steps - 1);
        out->end = out->first + 1;
    }
    return LODE_OK;
}
