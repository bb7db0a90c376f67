/* Drivers, the demands that they scale, and observations. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/build.h"
#include "model/tracer.h"

/* --- what drivers and uses are counted in --- */

static bool fits(const Draft *draft, const char *unit, const char *target)
{
    UnitFactor unused;
    char why[512];
    return units_factor(draft->units, unit, target, &unused, why, sizeof why);
}

/* GW/year as MW/month, vehicles/year as piece/month: base units, so that all rows of a driver
 * agree. What is none of these stays as written. */
static const char *canonical(const Draft *draft, const char *unit)
{
    static const char *const endings[] = {"", "/month"};
    char target[64];
    const char *found = NULL;
    if (!unit[0] || fits(draft, unit, "1")) return "1";
    for (int i = 0; units_base(draft->units, i) && !found; i++) {
        for (size_t j = 0; j < 2 && !found; j++) {
            const char *base = units_base(draft->units, i);
            snprintf(target, sizeof target, "%.40s%s", base, endings[j]);
            if (fits(draft, unit, target)) found = target;
        }
    }
    if (!found) found = unit;
    return arena_text(draft->reading.arena, found, strlen(found));
}

static int32_t head_of(const CsvTable *csv, const char *name)
{
    for (int32_t i = 0; i < csv->n_columns; i++)
        if (strcmp(csv->heads[i].name, name) == 0) return i;
    return -1;
}

static const char *unit_of_row(const CsvTable *csv, int32_t row, int32_t value_at,
                               int32_t unit_at)
{
    if (unit_at >= 0) return csv_cell(csv, row, unit_at);
    const char *unit = value_at < 0 ? NULL : csv->heads[value_at].unit;
    return unit ? unit : "";
}

/* The first row of a driver decides. */
Status prepare_driver_units(Draft *draft)
{
    const CsvTable *csv = &draft->csv[TABLE_DRIVERS];
    const Names *names = draft->reading.ids->names[TARGET_DRIVER];
    const char **units = ARENA_ARRAY(draft->reading.arena, const char *, names_count(names));
    const int32_t id_at = head_of(csv, "driver"), value_at = head_of(csv, "value"),
                  unit_at = head_of(csv, "value_unit");
    draft->driver_units = units;
    if (!units) return LODE_NO_MEMORY;
    for (int32_t row = 0; row < csv->n_rows && id_at >= 0; row++) {
        const int32_t driver = names_find(names, csv_cell(csv, row, id_at));
        if (driver < 0 || units[driver]) continue;
        units[driver] = canonical(draft, unit_of_row(csv, row, value_at, unit_at));
        if (!units[driver]) return LODE_NO_MEMORY;
    }
    return LODE_OK;
}

Status prepare_use_units(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_DEMANDS];
    const DemandRow *demands = list->items;
    const int32_t n = names_count(draft->reading.ids->names[TARGET_USE]);
    const char **units = ARENA_ARRAY(draft->reading.scratch, const char *, n);
    draft->use_units = units;
    for (int32_t d = 0; d < list->n && units; d++) {
        const Commodity *commodity = draft_commodity(draft, demands[d].commodity);
        if (demands[d].use >= 0 && commodity && !units[demands[d].use])
            units[demands[d].use] = commodity->unit;
    }
    return units ? LODE_OK : LODE_NO_MEMORY;
}

/* --- drivers --- */

typedef struct DatedRow {
    int32_t driver, row; /* by id, by position in the table */
    const DriverRow *its;
} DatedRow;

static int by_series(const void *a, const void *b)
{
    const DatedRow *x = a, *y = b;
    if (x->driver != y->driver) return x->driver < y->driver ? -1 : 1;
    if (x->its->region != y->its->region) return x->its->region < y->its->region ? -1 : 1;
    if (x->its->date != y->its->date) return x->its->date < y->its->date ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

static int32_t sort_rows(const Draft *draft, DatedRow *sorted)
{
    const RowList *list = &draft->rows[TABLE_DRIVERS];
    const DriverRow *rows = list->items;
    int32_t n = 0;
    for (int32_t i = 0; i < list->n; i++) {
        const int32_t id = names_find(draft->reading.ids->names[TARGET_DRIVER], rows[i].driver);
        if (id >= 0 && rows[i].date != MONTH_NONE && !isnan(rows[i].value))
            sorted[n++] = (DatedRow){id, i, &rows[i]};
    }
    if (n) qsort(sorted, (size_t)n, sizeof *sorted, by_series);
    return n;
}

Status build_drivers(Draft *draft)
{
    const int32_t n_rows = draft->rows[TABLE_DRIVERS].n;
    Arena *arena = draft->reading.arena;
    DatedRow *sorted = ARENA_ARRAY(draft->reading.scratch, DatedRow, n_rows);
    DriverPoint *points = ARENA_ARRAY(arena, DriverPoint, n_rows);
    Driver *drivers = ARENA_ARRAY(arena, Driver, n_rows);
    if (!sorted || !points || !drivers) return LODE_NO_MEMORY;
    const int32_t n = sort_rows(draft, sorted);
    int32_t n_drivers = 0;
    for (int32_t i = 0; i < n; i++) {
        const DriverRow *row = sorted[i].its;
        const bool same = i > 0 && sorted[i - 1].driver == sorted[i].driver &&
                          sorted[i - 1].its->region == row->region;
        points[i] = (DriverPoint){row->date, row->value, row->origin};
        if (!same)
            drivers[n_drivers++] = (Driver){
                .id = names_at(draft->reading.ids->names[TARGET_DRIVER], sorted[i].driver),
                .unit = draft->driver_units[sorted[i].driver],
                .region = row->region,
                .first_point = i};
        drivers[n_drivers - 1].n_points++;
    }
    draft->model->drivers = drivers;
    draft->model->n_drivers = n_drivers;
    draft->model->driver_points = points;
    draft->model->n_driver_points = n;
    return LODE_OK;
}

/* --- demands --- */

/* First series of each driver's id: drivers stand in the order of their ids. */
static int32_t *first_series(const Draft *draft)
{
    const Model *model = draft->model;
    const Names *names = draft->reading.ids->names[TARGET_DRIVER];
    int32_t *first = ARENA_ARRAY(draft->reading.scratch, int32_t, names_count(names) + 1);
    for (int32_t id = 0, at = 0; id < names_count(names) && first; id++) {
        first[id] = at;
        while (at < model->n_drivers && model->drivers[at].id == names_at(names, id))
            at++;
        first[id + 1] = at;
    }
    return first;
}

/* The series of the demand's region, else the one for every region. */
static int32_t series_for(Draft *draft, int32_t driver, int32_t region, const Place *place,
                          const int32_t *first)
{
    const Model *model = draft->model;
    int32_t found = MODEL_NONE;
    if (driver == MODEL_NONE || region == MODEL_NONE) return MODEL_NONE;
    for (int32_t i = first[driver]; i < first[driver + 1]; i++) {
        if (model->drivers[i].region == region) return i;
        if (model->drivers[i].region == MODEL_NONE) found = i;
    }
    if (found == MODEL_NONE && !draft->rows[TABLE_DRIVERS].errors)
        row_error(&draft->reading, place, "driver",
                  "drivers.csv has '%s' for other regions, but not for '%s'",
                  names_at(draft->reading.ids->names[TARGET_DRIVER], driver),
                  model->regions[region].id);
    return found;
}

int32_t build_series(Draft *draft, int32_t driver, int32_t region, const Place *place)
{
    const int32_t *first = first_series(draft);
    if (!first) draft->reading.status = LODE_NO_MEMORY;
    return first ? series_for(draft, driver, region, place, first) : MODEL_NONE;
}

static void check_no_adaption(Draft *draft, const DemandRow *row, const char *form)
{
    static const char *const columns[] = {"elasticity_long", "half_life"};
    const double values[] = {row->elasticity_long, row->half_life};
    for (int i = 0; i < 2; i++)
        if (!isnan(values[i]))
            row_error(&draft->reading, &row->origin.place, columns[i],
                      "%s demand does not adapt; leave it blank, or make it elastic", form);
}

static void check_linear(Draft *draft, const DemandRow *row)
{
    Reading *reading = &draft->reading;
    const Place *place = &row->origin.place;
    if (isnan(row->intercept))
        row_error(reading, place, "intercept", "a linear demand needs it");
    if (isnan(row->slope)) row_error(reading, place, "slope", "a linear demand needs it");
    if (!isnan(row->quantity))
        row_error(reading, place, "quantity",
                  "a linear demand has 'intercept' and 'slope' instead");
    if (!isnan(row->intensity))
        row_error(reading, place, "intensity",
                  "a linear demand has 'intercept' and 'slope' instead");
    check_no_adaption(draft, row, "a linear");
    if (row->basis != BASIS_GROSS)
        row_error(reading, place, "basis",
                  "a linear demand is in the commodity's own unit (gross)");
}

static void check_curve(Draft *draft, const DemandRow *row)
{
    Reading *reading = &draft->reading;
    const Place *place = &row->origin.place;
    if (isnan(row->quantity) && isnan(row->intensity))
        row_error(reading, place, "quantity",
                  "how much? Give 'quantity', or 'intensity' and 'driver'");
    if (!isnan(row->quantity) && !isnan(row->intensity))
        row_error(reading, place, "intensity",
                  "give either 'quantity' or 'intensity', not both");
    if (row->form == DEMAND_ELASTIC && isnan(row->elasticity))
        row_error(reading, place, "elasticity", "an elastic demand needs it; write 0 for none");
    if (row->form == DEMAND_FIXED) check_no_adaption(draft, row, "a fixed");
    if (!isnan(row->intercept) || !isnan(row->slope))
        row_error(reading, place, isnan(row->intercept) ? "slope" : "intercept",
                  "only a linear demand has this; write 'linear' as its form");
}

/* What a need comes to in the commodity's own unit when the model starts. */
static double traced_need(Draft *draft, const DemandRow *row, int32_t driver, double content,
                          double need)
{
    const Place *place = &row->origin.place;
    const char *field = isnan(row->intensity) ? "quantity" : "intensity";
    char inside[64];
    if (row->commodity == MODEL_NONE) return need;
    const Commodity *its = draft_commodity(draft, row->commodity);
    snprintf(inside, sizeof inside, "%s/month", its->unit ? its->unit : "");
    if (content != 1)
        tracer_step(&draft->reading, place, field,
                    (isnan(row->intensity) ? row->quantity : row->intensity) / content, inside,
                    "/ %.6g t of the basis in one %s of %s (commodities.csv)", content,
                    its->unit, its->id);
    if (!isnan(row->intensity))
        tracer_step(&draft->reading, place, field, need, inside,
                    "x the driver '%s' when the model starts (drivers.csv)",
                    draft->model->drivers[driver].id);
    return need;
}

/* Amount per month when the model starts. */
static double starting_quantity(Draft *draft, const DemandRow *row, int32_t driver,
                                double content)
{
    const Model *model = draft->model;
    if (driver == MODEL_NONE)
        return traced_need(draft, row, driver, content, row->quantity / content);
    const double start = driver_value(model, driver, model->start);
    if (isnan(row->intensity)) {
        if (start == 0)
            row_error(
                &draft->reading, &row->origin.place, "driver",
                "'%s' is 0 when the model starts, so it cannot scale a quantity; use intensity",
                model->drivers[driver].id);
        return traced_need(draft, row, driver, content, row->quantity / content);
    }
    return traced_need(draft, row, driver, content, start * row->intensity / content);
}

static double choke_of(const Draft *draft, const DemandRow *row)
{
    if (!isnan(row->choke)) return row->choke;
    return row->form == DEMAND_LINEAR ? INFINITY : draft->behaviour.choke;
}

/* Short-run elasticity: none unless the row gives one. */
static double elasticity_of(const DemandRow *row)
{
    return isnan(row->elasticity) ? 0 : row->elasticity;
}

static double elasticity_long_of(const Draft *draft, const DemandRow *row)
{
    if (!isnan(row->elasticity_long)) return row->elasticity_long;
    return draft->behaviour.long_run * elasticity_of(row);
}

static Demand demand_from(Draft *draft, const DemandRow *row, bool bad, const int32_t *first)
{
    const Commodity *commodity = draft_commodity(draft, row->commodity);
    const int32_t driver =
        series_for(draft, row->driver, row->region, &row->origin.place, first);
    const double content = build_content(draft, row->commodity, row->basis, &row->origin.place);
    if (!bad && row->form == DEMAND_LINEAR) check_linear(draft, row);
    if (!bad && row->form != DEMAND_LINEAR) check_curve(draft, row);
    return (Demand){.id = row->id,
                    .region = row->region,
                    .commodity = row->commodity,
                    .use = row->use,
                    .form = (DemandForm)row->form,
                    .quantity = starting_quantity(draft, row, driver, content),
                    .price = isnan(row->price) && commodity ? commodity->price : row->price,
                    .elasticity = elasticity_of(row),
                    .elasticity_long = elasticity_long_of(draft, row),
                    .half_life = isnan(row->half_life) ? draft->behaviour.demand_half_life
                                                       : row->half_life,
                    .choke = choke_of(draft, row),
                    .intercept = row->intercept,
                    .slope = row->slope,
                    .driver = driver,
                    .intensity = row->intensity / content,
                    .origin = row->origin};
}

Status build_demands(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_DEMANDS];
    const DemandRow *rows = list->items;
    Demand *demands = ARENA_ARRAY(draft->reading.arena, Demand, list->n);
    const int32_t *first = first_series(draft);
    if (!demands || !first) return LODE_NO_MEMORY;
    for (int32_t d = 0; d < list->n; d++)
        demands[d] = demand_from(draft, &rows[d], list->bad[d], first);
    draft->model->demands = demands;
    draft->model->n_demands = list->n;
    return LODE_OK;
}

/* --- observations --- */

/* What each file is about, in the order of the tables. */
static const ObservationKind observation_kinds[] = {
    OBSERVED_OUTPUT, OBSERVED_FLOW, OBSERVED_USE, OBSERVED_PRICE, OBSERVED_SHARE};

static IndexSet set_of_one(const Draft *draft, int32_t index)
{
    if (index < 0) return (IndexSet){0};
    return (IndexSet){.n = 1, .index = draft->reading.ids->identity + index, .specific = 2};
}

/* What one unit of each commodity counts in the row's basis; NULL without memory. */
static const double *contents_of(Draft *draft, const ObservationRow *row, const IndexSet *set)
{
    double *content = ARENA_ARRAY(draft->reading.arena, double, set->n);
    for (int32_t i = 0; content && i < set->n; i++)
        content[i] = build_content(draft, set->index[i], row->basis, &row->origin.place);
    return content;
}

/* Prices and shares name one region, and one commodity or a stage. */
static Observation observation_from(Draft *draft, const ObservationRow *row,
                                    ObservationKind kind)
{
    const IndexSet all = {.all = true};
    const bool one = kind == OBSERVED_PRICE || kind == OBSERVED_SHARE;
    const IndexSet named = row->stage >= 0 && kind == OBSERVED_SHARE
                               ? draft->reading.ids->stages[row->stage]
                               : set_of_one(draft, row->commodity);
    const IndexSet commodities = one ? named : row->commodities;
    return (Observation){.kind = kind,
                         .regions = one ? set_of_one(draft, row->region) : row->regions,
                         .partners = row->partners,
                         .commodities = commodities,
                         .content = contents_of(draft, row, &commodities),
                         .facilities = kind == OBSERVED_OUTPUT ? row->facilities : all,
                         .processes = kind == OBSERVED_OUTPUT ? row->processes : all,
                         .use = kind == OBSERVED_USE ? row->use : MODEL_NONE,
                         .from = row->month,
                         .months = row->months,
                         .value = row->value,
                         .sigma = row->sigma,
                         .origin = row->origin};
}

Status build_observations(Draft *draft)
{
    int32_t total = 0, n = 0;
    for (int id = TABLE_OBS_OUTPUT; id <= TABLE_OBS_SHARES; id++)
        total += draft->rows[id].n;
    Observation *observations = ARENA_ARRAY(draft->reading.arena, Observation, total);
    if (!observations) return LODE_NO_MEMORY;
    for (int id = TABLE_OBS_OUTPUT; id <= TABLE_OBS_SHARES; id++) {
        const ObservationRow *rows = draft->rows[id].items;
        for (int32_t i = 0; i < draft->rows[id].n; i++)
            observations[n++] =
                observation_from(draft, &rows[i], observation_kinds[id - TABLE_OBS_OUTPUT]);
    }
    for (int32_t i = 0; i < n; i++)
        if (!observations[i].content) return LODE_NO_MEMORY;
    draft->model->observations = observations;
    draft->model->n_observations = n;
    return LODE_OK;
}
