#include "metrics/money.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What one unit of the money is worth in the record's; NULL: its model gave no rate. */
static const RecordRate *find_rate(const Record *r, const char *code)
{
    for (int32_t i = 0; i < r->n_rates; i++)
        if (strcmp(r->rates[i].code, code) == 0) return &r->rates[i];
    return NULL;
}

static void tell_rates(const Record *r, const char *code, Diag *diag)
{
    char known[160];
    int n = snprintf(known, sizeof known, "%s", r->currency);
    for (int32_t i = 0; i < r->n_rates && n > 0 && (size_t)n < sizeof known; i++)
        n += snprintf(known + n, sizeof known - (size_t)n, ", %s", r->rates[i].code);
    diag_error(diag, "", 0, 0, "currency",
               "no exchange rate for '%s' in the model of this run; it has %s (exchange: in "
               "model.yaml)",
               code, known);
}

/* *factor: units of `code` per unit of the record's money. */
static Status factor_to(const Record *r, const char *code, Diag *diag, double *factor)
{
    *factor = 1.0;
    if (strcmp(code, r->currency) == 0) return LODE_OK;
    const RecordRate *rate = find_rate(r, code);
    if (!rate) {
        tell_rates(r, code, diag);
        return LODE_BAD_INPUT;
    }
    *factor = 1.0 / rate->worth;
    return LODE_OK;
}

static void scale(double *values, size_t n, double factor)
{
    for (size_t i = 0; i < n; i++)
        values[i] *= factor;
}

/* ---- a record ---- */

/* Arrays over steps that hold money, with the count of their items. */
#define MONEY_ARRAYS(X)                                                                        \
    X(price, n_markets)                                                                        \
    X(expected, n_markets)                                                                     \
    X(margin, n_facilities)                                                                    \
    X(spent, n_facilities)                                                                     \
    X(invested, n_facilities)                                                                  \
    X(delivered_cost, n_routes)                                                                \
    X(duty_paid, n_routes)                                                                     \
    X(friction, n_routes)                                                                      \
    X(rent, n_limits)                                                                          \
    X(payment, n_policies)

static void scale_steps(Record *r, double factor)
{
    const size_t steps = (size_t)r->n_steps;
#define MONEY_SCALE(array, n) scale(r->array, steps *(size_t)r->n, factor);
    MONEY_ARRAYS(MONEY_SCALE)
#undef MONEY_SCALE
    scale(r->objective, steps, factor);
}

static void scale_things(Record *r, double factor)
{
    for (int32_t c = 0; c < r->n_commodities; c++)
        record_commodity_room(r)[c].price *= factor;
    for (int32_t f = 0; f < r->n_routes; f++) {
        record_route_room(r)[f].freight *= factor;
        record_route_room(r)[f].wedge *= factor;
    }
    for (int32_t d = 0; d < r->n_demands; d++) {
        record_demand_room(r)[d].price *= factor;
        record_demand_room(r)[d].choke *= factor;
    }
}

/* The rate that was used now says what the former money is worth. */
static void turn_rates(Record *r, const char *code, double factor)
{
    for (int32_t i = 0; i < r->n_rates; i++) {
        RecordRate *rate = &record_rate_room(r)[i];
        if (strcmp(rate->code, code) == 0) {
            const char *former = r->currency;
            r->currency = rate->code;
            rate->code = former;
            rate->worth = 1.0;
        }
        rate->worth *= factor;
    }
}

Status money_convert(Record *record, const char *code, Diag *diag)
{
    double factor;
    const Status st = factor_to(record, code, diag, &factor);
    if (st || strcmp(code, record->currency) == 0) return st;
    scale_steps(record, factor);
    scale_things(record, factor);
    turn_rates(record, code, factor);
    return LODE_OK;
}

void money_words(const Record *record, const char *from, char *buffer, size_t size)
{
    const RecordRate *rate = find_rate(record, from);
    *buffer = '\0';
    if (!rate) return;
    snprintf(buffer, size, "1 %s = %.4g %s (%s%s%s)", from, rate->worth, record->currency,
             *rate->source ? rate->source : "no source", *rate->status ? ", " : "",
             rate->status);
}

/* ---- a headline ---- */

/* "USD/t" in the record's money is "CNY/t" in the other; NULL when memory is out. */
static const char *unit_in(const Record *r, const char *code, const char *unit, Arena *arena)
{
    const size_t own = strlen(r->currency), left = strlen(unit) - own, n = strlen(code);
    char *text = ARENA_ARRAY(arena, char, n + left + 1);
    if (!text) return NULL;
    memcpy(text, code, n);
    memcpy(text + n, unit + own, left + 1);
    return text;
}

static bool is_money(const Metric *metric)
{
    return metric && (metric->unit == METRIC_PRICE || metric->unit == METRIC_MONEY);
}

Status money_convert_headline(const Record *record, const char *code, RunHeadline *headline,
                              Diag *diag)
{
    double factor;
    Status st = factor_to(record, code, diag, &factor);
    for (int32_t i = 0; i < headline->n && !st; i++) {
        HeadlineLine *line = &headline->lines[i];
        if (!is_money(metric_find(line->metric))) continue;
        line->value *= factor;
        line->unit = unit_in(record, code, line->unit, headline->arena);
        if (!line->unit) st = LODE_NO_MEMORY;
    }
    return st;
}

/* ---- of its own time ---- */

static const RecordLevel *level_of(const Record *r, int32_t year)
{
    for (int32_t i = 0; i < r->n_levels; i++)
        if (r->levels[i].year == year) return &r->levels[i];
    return NULL;
}

/* Money of a month in that of the price year; NAN when either has no index. */
static double money_of_year(const Record *r, int32_t year)
{
    const RecordLevel *then = level_of(r, year), *base = level_of(r, r->price_year);
    return then && base ? then->index / base->index : NAN;
}

static Status no_index(Diag *diag)
{
    diag_error(diag, "", 0, 0, "nominal",
               "the model of this run has no price index for its years, so its money is only "
               "told in that of one year; give tables/price_index.csv (year, index, source, "
               "status) and run it again");
    return LODE_BAD_INPUT;
}

Status money_of_steps(const Record *record, Diag *diag, double *out)
{
    for (int32_t t = 0; t < record->n_steps; t++) {
        const Month first = record_month(record, t);
        double sum = 0;
        for (int32_t i = 0; i < record->months_per_step; i++)
            sum += money_of_year(record, month_year(first + i));
        out[t] = sum / record->months_per_step;
        if (isnan(out[t])) return no_index(diag);
    }
    return LODE_OK;
}

static void scale_by_step(const Record *r, double *values, int32_t n)
{
    for (int32_t t = 0; t < r->n_steps; t++)
        scale(values + (size_t)t * (size_t)n, (size_t)n, r->money[t]);
}

Status money_nominal(Record *record, Diag *diag)
{
    if (record->money) return LODE_OK;
    double *money = ARENA_ARRAY(record->arena, double, record->n_steps);
    const Status st = money ? money_of_steps(record, diag, money) : LODE_NO_MEMORY;
    if (st) return st;
    record->money = money;
    record->price_year = 0;
#define MONEY_BY_STEP(array, n) scale_by_step(record, record->array, record->n);
    MONEY_ARRAYS(MONEY_BY_STEP)
#undef MONEY_BY_STEP
    scale_by_step(record, record->objective, 1);
    return LODE_OK;
}

Status money_nominal_headline(const Record *record, RunHeadline *headline, Diag *diag)
{
    for (int32_t i = 0; i < headline->n && !record->money; i++) {
        HeadlineLine *line = &headline->lines[i];
        if (!is_money(metric_find(line->metric))) continue;
        const double money = money_of_year(record, line->year);
        if (isnan(money)) return no_index(diag);
        line->value *= money;
    }
    return LODE_OK;
}

Status money_nominal_of(const Record *from, Diag *diag, Record **out)
{
    *out = NULL;
    Arena *arena = arena_new(0);
    Record *r = ARENA_ARRAY(arena, Record, 1);
    if (!r) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *r = *from;
    r->arena = arena;
    r->block = NULL; /* what is the same is the other record's */
    const size_t steps = (size_t)r->n_steps;
    bool ok = true;
#define MONEY_COPY(array, n)                                                                   \
    r->array = ARENA_COPY(arena, from->array, steps * (size_t)from->n);                        \
    ok = ok && r->array;
    MONEY_ARRAYS(MONEY_COPY)
#undef MONEY_COPY
    r->objective = ARENA_COPY(arena, from->objective, steps);
    const Status st = ok && r->objective ? money_nominal(r, diag) : LODE_NO_MEMORY;
    if (st)
        arena_free(arena);
    else
        *out = r;
    return st;
}

void money_nominal_words(const Record *record, char *buffer, size_t size)
{
    const int32_t last = month_year(record_month(record, record->n_steps) - 1);
    const RecordLevel *level = level_of(record, last);
    *buffer = '\0';
    if (!level || !level_of(record, record->price_year)) return;
    snprintf(
        buffer, size,
        "money of its own time, by the price index: what costs 1 %s in %d costs %.4g in %d "
        "(%s%s%s)",
        record->currency, (int)record->price_year, money_of_year(record, last), (int)last,
        level->source, *level->status ? ", " : "", level->status);
}
