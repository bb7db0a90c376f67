#include "metrics/money.h"

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
