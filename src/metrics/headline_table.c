#include <string.h>

#include "metrics/compare.h"
#include "metrics/headline.h"

bool headline_is_output(const HeadlineLine *line)
{
    return strcmp(line->metric, "production") == 0 || strcmp(line->metric, "share") == 0;
}

bool headline_is_price(const HeadlineLine *line)
{
    return strcmp(line->metric, "price") == 0;
}

HeadlineYears headline_years(const RunHeadline *headline, HeadlineWanted *wanted)
{
    HeadlineYears years = {.n = 0};
    for (int32_t i = 0; i < headline->n; i++) {
        const int32_t year = headline->lines[i].year;
        if (!wanted(&headline->lines[i])) continue;
        int at = 0;
        while (at < years.n && years.year[at] < year)
            at++;
        const bool known = at < years.n && years.year[at] == year;
        if (known || years.n == HEADLINE_YEARS_MAX) continue;
        memmove(years.year + at + 1, years.year + at, (size_t)(years.n - at) * sizeof(int32_t));
        years.year[at] = year;
        years.n++;
    }
    return years;
}

static bool same_row(const HeadlineLine *a, const HeadlineLine *b)
{
    return strcmp(a->metric, b->metric) == 0 && strcmp(a->region, b->region) == 0 &&
           strcmp(a->stage, b->stage) == 0 && strcmp(a->commodity, b->commodity) == 0;
}

bool headline_begins_row(const RunHeadline *headline, int32_t line)
{
    for (int32_t k = 0; k < line; k++)
        if (same_row(&headline->lines[k], &headline->lines[line])) return false;
    return true;
}

const char *headline_region(const Record *record, const char *id)
{
    for (int32_t i = 0; i < record->n_regions; i++)
        if (strcmp(record->regions[i].id, id) == 0) return region_words(record, i);
    return *id ? id : "world";
}

const char *headline_stage(const Record *record, const char *id)
{
    for (int32_t i = 0; i < record->n_stages; i++)
        if (strcmp(record->stages[i].id, id) == 0)
            return *record->stages[i].name ? record->stages[i].name : record->stages[i].id;
    return id;
}

const char *headline_commodity(const Record *record, const char *id)
{
    for (int32_t i = 0; i < record->n_commodities; i++)
        if (strcmp(record->commodities[i].id, id) == 0) return commodity_words(record, i);
    return id;
}
