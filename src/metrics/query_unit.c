/* The unit of an answer, and whether what it adds up has one. */
#include <math.h>
#include <string.h>

#include "metrics/query.h"

static void mark_markets(const MetricQuery *q, const Items *markets, bool *summed)
{
    for (int32_t i = 0; i < markets->n; i++)
        summed[q->record->markets[markets->index[i]].commodity] = true;
}

static void mark_routes(const MetricQuery *q, const Items *routes, bool *summed)
{
    for (int32_t i = 0; i < routes->n; i++)
        summed[q->record->routes[routes->index[i]].commodity] = true;
}

/* What goes in; and what comes out, where one is divided by the other. */
static void mark_takers(const MetricQuery *q, bool *summed)
{
    const Record *r = q->record;
    for (int32_t i = 0; i < q->takers.n; i++) {
        int32_t n;
        const int32_t k = q->takers.index[i], c = r->facilities[k].main_commodity;
        const RecordRecipe *line = record_recipe_of(r, k, &n);
        for (int32_t j = 0; j < n; j++)
            if (line[j].coefficient < 0 && q->inputs[line[j].commodity])
                summed[line[j].commodity] = true;
        if (q->metric->over == measure_intake_per_output && c != RECORD_NONE) summed[c] = true;
    }
}

/* Commodities whose amounts the answer adds up or weighs. */
static void mark_summed(const MetricQuery *q, bool *summed)
{
    const Record *r = q->record;
    switch (q->metric->detail) {
    case METRIC_OF_MARKET:
        mark_markets(q, q->metric->over == measure_share ? &q->world : &q->markets, summed);
        if (q->metric->over == measure_stage_share) mark_markets(q, &q->peers, summed);
        break;
    case METRIC_OF_CHAIN:
        mark_markets(q, &q->markets, summed);
        break;
    case METRIC_OF_WORLD:
        mark_markets(q, &q->world, summed);
        break;
    case METRIC_OF_TRADE:
        mark_routes(q, &q->between, summed);
        mark_routes(q, &q->leaving, summed);
        if (q->metric->over == measure_import_dependence) mark_markets(q, &q->markets, summed);
        break;
    case METRIC_OF_FACILITY:
        for (int32_t i = 0; i < q->facilities.n; i++) {
            const int32_t c = r->facilities[q->facilities.index[i]].main_commodity;
            if (c != RECORD_NONE) summed[c] = true;
        }
        break;
    case METRIC_OF_INTAKE:
        mark_takers(q, summed);
        break;
    case METRIC_OF_DEMAND:
        for (int32_t i = 0; i < q->demands.n; i++)
            summed[r->demands[q->demands.index[i]].commodity] = true;
        if (q->metric->over == measure_shortage && q->any_use)
            mark_markets(q, &q->markets, summed);
        break;
    case METRIC_OF_LIMIT:
    case METRIC_OF_POLICY:
    case METRIC_OF_REGION:
    case METRIC_OF_RUN:
        break;
    }
}

static bool unit_matters(const Metric *metric)
{
    switch (metric->unit) {
    case METRIC_AMOUNT:
    case METRIC_PRICE:
    case METRIC_FRACTION:
    case METRIC_MONTHS:
    case METRIC_POINTS:
        return true;
    case METRIC_MONEY:
    case METRIC_DEVICES:
    case METRIC_COUNT:
    case METRIC_RELATIVE:
        break;
    }
    return false;
}

/* One unit for all summed commodities, or an error. */
static Status common_unit(const MetricQuery *q, const bool *summed, bool reo, Diag *diag,
                          const char **unit)
{
    const RecordCommodity *first = NULL;
    for (int32_t c = 0; c < q->record->n_commodities; c++) {
        const RecordCommodity *commodity = &q->record->commodities[c];
        if (!summed[c]) continue;
        if (reo && isnan(commodity->content_reo)) {
            diag_error(diag, "", 0, 0, "basis",
                       "'%s' has no content_reo, so it cannot be given in rare-earth oxide",
                       commodity->id);
            return LODE_BAD_INPUT;
        }
        if (first && !reo && strcmp(first->unit, commodity->unit) != 0) {
            diag_error(
                diag, "", 0, 0, "commodity",
                "'%s' is measured in %s and '%s' in %s, so they cannot be added: name one "
                "commodity or stage, or ask for the basis reo",
                first->id, first->unit, commodity->id, commodity->unit);
            return LODE_BAD_INPUT;
        }
        if (!first) first = commodity;
    }
    *unit = first ? first->unit : "";
    return LODE_OK;
}

/* When nothing is left to sum, the unit is that of the first commodity asked for. */
static const char *asked_unit(const MetricQuery *q)
{
    for (int32_t c = 0; c < q->record->n_commodities; c++)
        if (q->commodities[c]) return q->record->commodities[c].unit;
    return "";
}

static const char *unit_in_words(MetricQuery *q, const char *amount)
{
    const char *currency = q->record->currency;
    switch (q->metric->unit) {
    case METRIC_AMOUNT:
        return amount;
    case METRIC_PRICE: {
        const size_t n = strlen(currency) + strlen(amount) + 1;
        char *text = ARENA_ARRAY(q->arena, char, n + 1);
        if (!text) return NULL;
        memcpy(text, currency, strlen(currency));
        text[strlen(currency)] = '/';
        memcpy(text + strlen(currency) + 1, amount, strlen(amount));
        return text;
    }
    case METRIC_MONEY:
        return currency;
    case METRIC_FRACTION:
    case METRIC_RELATIVE:
    case METRIC_COUNT:
        return "1";
    case METRIC_MONTHS:
        return "month";
    case METRIC_DEVICES:
        return "device";
    case METRIC_POINTS:
        return "points";
    }
    return "1";
}

Status query_settle_unit(MetricQuery *q, bool reo, Diag *diag)
{
    bool *summed = ARENA_ARRAY(q->arena, bool, q->record->n_commodities);
    if (!summed) return LODE_NO_MEMORY;
    mark_summed(q, summed);
    const char *amount = "";
    if (unit_matters(q->metric)) {
        const Status st = common_unit(q, summed, reo, diag, &amount);
        if (st) return st;
    }
    const MetricDetail detail = q->metric->detail;
    const bool of_policy = detail == METRIC_OF_LIMIT || detail == METRIC_OF_POLICY;
    if (!*amount) amount = of_policy ? "unit" : asked_unit(q);
    if (reo) amount = "t REO";
    q->unit = unit_in_words(q, amount);
    return q->unit ? LODE_OK : LODE_NO_MEMORY;
}
