#include "ensemble/draw.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ensemble/random.h"

enum { OUTAGES_MAX = 100 /* of one facility in a run */, MONTH_SIZE = 16 };

static const char drawn[] = "outages drawn"; /* what messages call the file of such policies */

/* ---- values ---- */

void draw_values(const Dimensions *ds, double *point, double *scratch, double *values)
{
    if (ds->root) spread_correlate(ds->root, ds->n, point, scratch);
    for (int32_t i = 0; i < ds->n; i++)
        values[i] = spread_quantile(&ds->items[i].spread, point[i]);
}

/* ---- mishaps ---- */

/* A number for a name: FNV-1a of 32 bits. Facilities keep theirs when others come and go. */
static uint32_t purpose_of(RiskKind kind, const char *id)
{
    uint32_t hash = kind == RISK_OUTAGE ? 0x811c9dc5u : 0x811c9dc6u;
    for (; *id; id++)
        hash = (hash ^ (unsigned char)*id) * 0x01000193u;
    return hash;
}

static double exponential(const RandomStream *stream, uint64_t place, double mean)
{
    return -mean * log(random_uniform(stream, place));
}

static int32_t whole_months(double months)
{
    return months < 1 ? 1 : (int32_t)lround(fmin(months, 10000));
}

/* Waiting times between outages, then their lengths, from places 0, 1, 2, ... of the stream. */
static void draw_outages(const Model *model, const Risk *risk, const RandomStream *stream,
                         Mishaps *out)
{
    double at = risk->from == MONTH_NONE ? model->start : risk->from;
    for (uint64_t i = 0; i < OUTAGES_MAX && risk->rate > 0; i++) {
        at += exponential(stream, 2 * i, 1 / risk->rate);
        if (!(at < (double)model->end + 1)) return;
        const Mishap one = {.facility = risk->facility,
                            .from = (Month)floor(at),
                            .months =
                                whole_months(exponential(stream, 2 * i + 1, risk->duration)),
                            .share = risk->share};
        if (one.from >= model->start) out->outages[out->n_outages++] = one;
        at = one.from + one.months;
    }
}

static bool can_be_late(const Facility *facility)
{
    return facility->start != MONTH_NONE &&
           (facility->state == FACILITY_CONSTRUCTION || facility->state == FACILITY_PLANNED);
}

static void draw_delay(const Model *model, const Risk *risk, const RandomStream *stream,
                       Mishaps *out)
{
    const Facility *facility = &model->facilities[risk->facility];
    if (!can_be_late(facility) || random_uniform(stream, 0) >= risk->chance) return;
    if (risk->from != MONTH_NONE && facility->start < risk->from) return;
    out->delays[out->n_delays++] =
        (Mishap){.facility = risk->facility,
                 .months = whole_months(exponential(stream, 1, risk->duration))};
}

Status draw_mishaps(const Model *model, uint64_t seed, uint64_t run, Arena *arena, Mishaps *out)
{
    *out = (Mishaps){.n_outages = 0};
    out->outages = ARENA_ARRAY(arena, Mishap, (size_t)model->n_risks * OUTAGES_MAX);
    out->delays = ARENA_ARRAY(arena, Mishap, model->n_risks);
    if (!out->outages || !out->delays) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < model->n_risks; i++) {
        const Risk *risk = &model->risks[i];
        const RandomStream stream = {
            seed, (uint32_t)run, purpose_of(risk->kind, model->facilities[risk->facility].id)};
        if (risk->kind == RISK_OUTAGE)
            draw_outages(model, risk, &stream, out);
        else
            draw_delay(model, risk, &stream, out);
    }
    return LODE_OK;
}

/* ---- outages as policies of a scenario ---- */

static const YamlNode *text_node(Arena *arena, const char *text)
{
    YamlNode *node = ARENA_ARRAY(arena, YamlNode, 1);
    const char *copy = arena_text(arena, text, strlen(text));
    if (!node || !copy) return NULL;
    *node = (YamlNode){.type = YAML_IS_TEXT, .file = drawn, .text = copy};
    return node;
}

static Status write_outage(const Model *model, const Mishap *outage, Arena *arena,
                           PolicyText *out)
{
    char from[MONTH_SIZE], until[MONTH_SIZE], share[32];
    month_format(outage->from, from, sizeof from);
    month_format(outage->from + outage->months - 1, until, sizeof until);
    snprintf(share, sizeof share, "%.17g", outage->share);
    const char *const pairs[][2] = {
        {"kind", "outage"}, {"facility", model->facilities[outage->facility].id},
        {"share", share},   {"from", from},
        {"until", until},   {"joins", "yes"}};
    enum { N = sizeof pairs / sizeof pairs[0] };
    YamlNode *node = ARENA_ARRAY(arena, YamlNode, 1);
    YamlPair *its = ARENA_ARRAY(arena, YamlPair, N);
    if (!node || !its) return LODE_NO_MEMORY;
    for (size_t i = 0; i < N; i++) {
        its[i] = (YamlPair){.key = pairs[i][0], .value = text_node(arena, pairs[i][1])};
        if (!its[i].value) return LODE_NO_MEMORY;
    }
    *node = (YamlNode){.type = YAML_IS_MAP, .file = drawn, .text = "", .n = N, .pairs = its};
    *out = (PolicyText){.node = node, .kind = "outage", .place = {.file = drawn}};
    return LODE_OK;
}

static Status write_outages(const Model *model, const Mishaps *mishaps, Arena *arena,
                            Variation *out)
{
    if (!mishaps->n_outages) return LODE_OK;
    Scenario *own = ARENA_ARRAY(arena, Scenario, 1);
    PolicyText *policies = ARENA_ARRAY(arena, PolicyText, mishaps->n_outages);
    if (!own || !policies) return LODE_NO_MEMORY;
    *own = (Scenario){.id = "drawn",
                      .title = model->title,
                      .title_zh = "",
                      .tells = "",
                      .policies = policies,
                      .place = {.file = drawn}};
    for (; own->n_policies < mishaps->n_outages; own->n_policies++) {
        const Status st = write_outage(model, &mishaps->outages[own->n_policies], arena,
                                       &policies[own->n_policies]);
        if (st) return st;
    }
    out->own = own;
    return LODE_OK;
}

Status draw_join(const Scenario *from, Arena *arena, Scenario *scenario)
{
    if (!from) return LODE_OK;
    const int32_t before = scenario->n_policies, n = before + from->n_policies;
    PolicyText *policies = ARENA_ARRAY(arena, PolicyText, n);
    if (!policies) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < n; i++)
        policies[i] = i < before ? scenario->policies[i] : from->policies[i - before];
    scenario->policies = policies;
    scenario->n_policies = n;
    return LODE_OK;
}

/* ---- delays as later dates ---- */

static int32_t head_of(const CsvTable *csv, const char *name)
{
    for (int32_t c = 0; c < csv->n_columns; c++)
        if (strcmp(csv->heads[c].name, name) == 0) return c;
    return -1;
}

static int32_t row_at(const CsvTable *csv, int32_t line)
{
    int32_t low = 0, high = csv->n_rows;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (csv->rows[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low < csv->n_rows && csv->rows[low].line == line ? low : -1;
}

/* The month in a column of the row in a line, so many months later. */
static Status write_later(const CsvTable *csv, int32_t line, const char *column, Month date,
                          int32_t months, Arena *arena, CellText *out)
{
    char text[MONTH_SIZE];
    month_format(date + months, text, sizeof text);
    *out = (CellText){csv, row_at(csv, line), head_of(csv, column),
                      arena_text(arena, text, strlen(text))};
    if (out->row < 0 || out->column < 0) return LODE_BAD_INPUT;
    return out->text ? LODE_OK : LODE_NO_MEMORY;
}

static Status write_delay(const Dimensions *ds, const Mishap *delay, Arena *arena,
                          CellText *cells, int32_t *n)
{
    const Facility *facility = &ds->model->facilities[delay->facility];
    Status st = write_later(&ds->facilities, facility->origin.place.line, "start",
                            facility->start, delay->months, arena, &cells[(*n)++]);
    for (int32_t i = 0; i < facility->n_steps && !st; i++) {
        const CapacityStep *step = &ds->model->capacity_steps[facility->first_step + i];
        st = write_later(&ds->plans, step->origin.place.line, "date", step->from, delay->months,
                         arena, &cells[(*n)++]);
    }
    return st;
}

/* ---- all of it ---- */

static int32_t count_cells(const Dimensions *ds, const Mishaps *mishaps)
{
    int32_t n = 0;
    for (int32_t i = 0; i < ds->n; i++)
        n += ds->items[i].n_cells;
    for (int32_t i = 0; i < mishaps->n_delays; i++)
        n += 1 + ds->model->facilities[mishaps->delays[i].facility].n_steps;
    return n;
}

Status draw_variation(const Dimensions *ds, const double *values, const Mishaps *mishaps,
                      Arena *arena, Variation *out)
{
    CellText *cells = ARENA_ARRAY(arena, CellText, count_cells(ds, mishaps));
    VaryValue *varies = ARENA_ARRAY(arena, VaryValue, ds->n);
    Status st = cells && varies ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t i = 0; i < ds->n && !st; i++) {
        const Dimension *d = &ds->items[i];
        if (d->kind == DIMENSION_VARY)
            varies[out->n_varies++] = (VaryValue){d->id, values[i]};
        else
            st = dimension_write(d, values[i], arena, &cells[out->n_cells]);
        out->n_cells += d->n_cells;
    }
    for (int32_t i = 0; i < mishaps->n_delays && !st; i++)
        st = write_delay(ds, &mishaps->delays[i], arena, cells, &out->n_cells);
    out->cells = cells;
    out->varies = varies;
    return st ? st : write_outages(ds->model, mishaps, arena, out);
}
