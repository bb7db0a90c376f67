#include "metrics/headline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HEADLINE_YEARS = 6, HEADLINE_PRICES = 10, HEADLINE_ROOM = 128 };
/* A shortage below this share of what is wanted, and of the largest use of anything in the same
 * unit, is rounding. */
#define HEADLINE_SHORTAGE 1e-6
#define HEADLINE_DUST 1e-9

Status headline_new(int32_t room, RunHeadline **out)
{
    *out = NULL;
    Arena *arena = arena_new(0);
    RunHeadline *headline = arena_zeroed(arena, 1, sizeof *headline);
    if (headline) {
        headline->arena = arena;
        headline->lines = ARENA_ARRAY(arena, HeadlineLine, room);
    }
    if (!headline || !headline->lines) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *out = headline;
    return LODE_OK;
}

void headline_free(RunHeadline *headline)
{
    if (headline) arena_free(headline->arena);
}

static bool same_thing(const HeadlineLine *a, const HeadlineLine *b)
{
    return a->year == b->year && strcmp(a->metric, b->metric) == 0 &&
           strcmp(a->region, b->region) == 0 && strcmp(a->stage, b->stage) == 0 &&
           strcmp(a->commodity, b->commodity) == 0 && strcmp(a->use, b->use) == 0;
}

const HeadlineLine *headline_same(const RunHeadline *headline, const HeadlineLine *line)
{
    for (int32_t i = 0; i < headline->n; i++)
        if (same_thing(&headline->lines[i], line)) return &headline->lines[i];
    return NULL;
}

/* What is asked for, with the defaults filled in. */
typedef struct Asked {
    const Record *record;
    RunHeadline *out;
    int32_t room; /* lines `out` can hold */
    int32_t years[64], n_years;
    double *use; /* of each commodity over the whole run; NAN where it cannot be measured */
} Asked;

/* The years asked for that the run has; if those are fewer than two, years spread over it. */
static void ask_years(const Model *model, Asked *asked)
{
    const Record *r = asked->record;
    const int32_t max = sizeof asked->years / sizeof asked->years[0];
    const int32_t given = model->headline.n_years;
    for (int32_t i = 0; i < given && asked->n_years < max; i++) {
        const Steps steps = record_year(r, model->headline.years[i]);
        if (steps.first < steps.end) asked->years[asked->n_years++] = model->headline.years[i];
    }
    if (asked->n_years > 1 || (asked->n_years == 1 && given == 1)) return;
    asked->n_years = 0;
    const int32_t first = month_year(r->start);
    const int32_t last = month_year(record_month(r, r->n_steps) - 1);
    const int32_t n = last - first + 1;
    const int32_t shown = n < HEADLINE_YEARS ? n : HEADLINE_YEARS;
    for (int32_t i = 0; i < shown; i++)
        asked->years[asked->n_years++] =
            shown == 1 ? first : first + (i * (n - 1) + (shown - 1) / 2) / (shown - 1);
}

static Status make_room(Asked *asked)
{
    RunHeadline *h = asked->out;
    if (h->n < asked->room) return LODE_OK;
    HeadlineLine *larger = ARENA_ARRAY(h->arena, HeadlineLine, 2 * asked->room);
    if (!larger) return LODE_NO_MEMORY;
    memcpy(larger, h->lines, (size_t)h->n * sizeof *larger);
    h->lines = larger;
    asked->room *= 2;
    return LODE_OK;
}

static Status add_line(Asked *asked, const HeadlineLine *line)
{
    Arena *a = asked->out->arena;
    HeadlineLine copy = *line;
    const char **texts[] = {&copy.metric,    &copy.region, &copy.stage,
                            &copy.commodity, &copy.use,    &copy.unit};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        *texts[i] = arena_text(a, *texts[i], strlen(*texts[i]));
        if (!*texts[i]) return LODE_NO_MEMORY;
    }
    const Status st = make_room(asked);
    if (!st) asked->out->lines[asked->out->n++] = copy;
    return st;
}

static MetricFilter line_filter(const HeadlineLine *line)
{
    return (MetricFilter){.region = line->region,
                          .commodity = line->commodity,
                          .stage = line->stage,
                          .use = line->use};
}

/* One line for each year the run has. LODE_BAD_INPUT: the thing cannot be measured. */
static Status add_years(Asked *asked, HeadlineLine line)
{
    const MetricFilter filter = line_filter(&line);
    MetricQuery *query;
    Status st = metric_open(asked->record, metric_find(line.metric), &filter, NULL, &query);
    if (st) return st;
    line.unit = metric_query_unit(query);
    for (int32_t i = 0; i < asked->n_years && !st; i++) {
        const Steps steps = record_year(asked->record, asked->years[i]);
        if (steps.first == steps.end) continue;
        line.year = asked->years[i];
        line.value = metric_over(query, steps);
        st = add_line(asked, &line);
    }
    metric_close(query);
    return st;
}

/* World output of a stage and the headline region's share; commodity by commodity where the
 * stage's units cannot be added. */
static Status add_output(Asked *asked, HeadlineLine line, const char *region)
{
    line.metric = "production";
    Status st = add_years(asked, line);
    if (st || !*region) return st;
    line.metric = "share";
    line.region = region;
    return add_years(asked, line);
}

static Status add_stage(Asked *asked, const Model *model, int32_t stage, const char *region)
{
    HeadlineLine line = {
        .region = "", .stage = model->stages[stage].id, .commodity = "", .use = ""};
    Status st = add_output(asked, line, region);
    if (st != LODE_BAD_INPUT) return st;
    st = LODE_OK;
    for (int32_t c = 0; c < model->n_commodities && !st; c++) {
        if (model->commodities[c].stage != stage) continue;
        line.commodity = model->commodities[c].id;
        st = add_output(asked, line, region);
    }
    return st;
}

static Status add_stages(Asked *asked, const Model *model)
{
    const Headline *h = &model->headline;
    const char *region = h->region == MODEL_NONE ? "" : model->regions[h->region].id;
    const int32_t n = h->n_stages ? h->n_stages : model->n_stages;
    Status st = LODE_OK;
    for (int32_t i = 0; i < n && !st; i++)
        st = add_stage(asked, model, h->n_stages ? h->stages[i] : i, region);
    return st;
}

static Status add_price(Asked *asked, const Model *model, int32_t commodity)
{
    const int32_t where = model->headline.price_region;
    const HeadlineLine line = {.metric = "price",
                               .region = where == MODEL_NONE ? "" : model->regions[where].id,
                               .stage = "",
                               .commodity = model->commodities[commodity].id,
                               .use = ""};
    const Status st = add_years(asked, line);
    return st == LODE_BAD_INPUT ? LODE_OK : st; /* a commodity this run does not have */
}

/* The prices asked for; otherwise those of what final users buy. */
static Status add_prices(Asked *asked, const Model *model)
{
    Status st = LODE_OK;
    for (int32_t i = 0; i < model->headline.n_prices && !st; i++)
        st = add_price(asked, model, model->headline.prices[i]);
    if (st || model->headline.n_prices) return st;
    int32_t shown = 0;
    for (int32_t c = 0; c < model->n_commodities && shown < HEADLINE_PRICES && !st; c++) {
        bool bought = false;
        for (int32_t d = 0; d < model->n_demands; d++)
            bought = bought || model->demands[d].commodity == c;
        if (!bought) continue;
        st = add_price(asked, model, c);
        shown++;
    }
    return st;
}

static double whole_run(const Asked *asked, const char *metric, const HeadlineLine *line)
{
    const MetricFilter filter = line_filter(line);
    double value;
    if (metric_value(asked->record, metric_find(metric), &filter, record_steps(asked->record),
                     NULL, &value))
        return NAN;
    return value;
}

static HeadlineLine of_commodity(const Record *r, int32_t c)
{
    return (HeadlineLine){
        .region = "", .stage = "", .commodity = r->commodities[c].id, .use = ""};
}

static Status measure_use(Asked *asked)
{
    const Record *r = asked->record;
    asked->use = ARENA_ARRAY(asked->out->arena, double, r->n_commodities);
    if (!asked->use) return LODE_NO_MEMORY;
    for (int32_t c = 0; c < r->n_commodities; c++) {
        const HeadlineLine line = of_commodity(r, c);
        asked->use[c] = whole_run(asked, "use", &line);
    }
    return LODE_OK;
}

/* Use over the whole run of that commodity in this unit which is used most. */
static double largest_use(const Asked *asked, const char *unit)
{
    const Record *r = asked->record;
    double largest = 0;
    for (int32_t c = 0; c < r->n_commodities; c++)
        if (strcmp(r->commodities[c].unit, unit) == 0) largest = fmax(largest, asked->use[c]);
    return largest;
}

static Status add_shortage(Asked *asked, HeadlineLine line, const char *unit)
{
    const double dust = HEADLINE_DUST * largest_use(asked, unit);
    line.metric = "shortage";
    line.value = whole_run(asked, "shortage", &line);
    const double scale = whole_run(asked, *line.use ? "wanted" : "use", &line);
    if (!(line.value > fmax(HEADLINE_SHORTAGE * scale, dust))) return LODE_OK;
    line.unit = unit;
    Status st = add_line(asked, &line);
    line.metric = "devices_not_built";
    line.value = whole_run(asked, "devices_not_built", &line);
    line.unit = "device";
    if (!st && line.value > 0) st = add_line(asked, &line);
    return st;
}

/* True for the first demand of its commodity and use. */
static bool first_of_its_kind(const Record *r, int32_t demand)
{
    for (int32_t d = 0; d < demand; d++)
        if (r->demands[d].commodity == r->demands[demand].commodity &&
            strcmp(r->demands[d].use, r->demands[demand].use) == 0)
            return false;
    return true;
}

static Status add_shortages(Asked *asked)
{
    const Record *r = asked->record;
    Status st = measure_use(asked);
    for (int32_t c = 0; c < r->n_commodities && !st; c++)
        st = add_shortage(asked, of_commodity(r, c), r->commodities[c].unit);
    for (int32_t d = 0; d < r->n_demands && !st; d++) {
        const RecordCommodity *commodity = &r->commodities[r->demands[d].commodity];
        if (!*r->demands[d].use || !first_of_its_kind(r, d)) continue;
        HeadlineLine line = {
            .region = "", .stage = "", .commodity = commodity->id, .use = r->demands[d].use};
        st = add_shortage(asked, line, commodity->unit);
    }
    return st;
}

Status headline_measure(const Model *model, const Record *record, RunHeadline **out)
{
    Asked asked = {.record = record};
    ask_years(model, &asked);
    asked.room = HEADLINE_ROOM;
    Status st = headline_new(asked.room, &asked.out);
    if (!st) st = add_stages(&asked, model);
    if (!st) st = add_prices(&asked, model);
    if (!st) st = add_shortages(&asked);
    if (st) {
        headline_free(asked.out);
        asked.out = NULL;
    }
    *out = asked.out;
    return st;
}
