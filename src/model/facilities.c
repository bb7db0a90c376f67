/* Facilities: capacities as activity, plans as steps, costs by the most specific row. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/build.h"
#include "model/lines.h"
#include "model/tracer.h"

/* --- capacity --- */

double build_measure(Draft *draft, int32_t process, int32_t of, const Place *place)
{
    if (of == MODEL_NONE) return 1;
    if (process == MODEL_NONE) return NAN;
    const Model *model = draft->model;
    const double coefficient = recipe_coefficient(model, process, of);
    if (coefficient == 0 && !draft->rows[TABLE_RECIPES].errors)
        row_error(&draft->reading, place, "of", "'%s' is neither input nor output of '%s'",
                  model->commodities[of].id, model->processes[process].id);
    return coefficient == 0 ? NAN : fabs(coefficient);
}

/* A capacity or least activity, measured by `of` in its basis, as activity. */
typedef struct Measure {
    int32_t process, of;
    double content, per_activity, scale; /* scale = 1 / (content x per_activity) */
    const Place *place;
} Measure;

static Measure measure_by(Draft *draft, int32_t process, int32_t of, int32_t basis,
                          const Place *place)
{
    Measure m = {.process = process, .of = of, .place = place};
    m.content = build_content(draft, of, basis, place);
    m.per_activity = build_measure(draft, process, of, place);
    m.scale = 1 / (m.content * m.per_activity);
    return m;
}

static double as_activity(Draft *draft, const Measure *m, double value, const char *field)
{
    const Model *model = draft->model;
    char inside[64];
    if (isnan(value) || m->process == MODEL_NONE || m->of == MODEL_NONE)
        return value * m->scale;
    const char *good = model->commodities[m->of].id, *unit = model->commodities[m->of].unit;
    snprintf(inside, sizeof inside, "%s/month", unit ? unit : "");
    if (m->content != 1)
        tracer_step(&draft->reading, m->place, field, value / m->content, inside,
                    "/ %.6g t of the basis in one %s of %s (commodities.csv)", m->content, unit,
                    good);
    snprintf(inside, sizeof inside, "%s of activity/month", model->processes[m->process].unit);
    tracer_step(&draft->reading, m->place, field, value * m->scale, inside,
                "/ %.6g of %s in one unit of %s (recipes.csv)", m->per_activity, good,
                model->processes[m->process].id);
    return value * m->scale;
}

static Lines lines_of(const LinesRow *row)
{
    return (Lines){row->lines, row->takt,   row->mass, row->hours,
                   row->days,  row->uptime, row->yield};
}

/* What the lines make in a month, as activity. */
static double lines_capacity(Draft *draft, const Measure *facility, const LinesRow *row)
{
    const Lines lines = lines_of(row);
    Measure by = *facility;
    by.place = &row->origin.place;
    tracer_step(&draft->reading, by.place, "takt", lines_pieces(&lines), "piece/month",
                "lines x hours x days x uptime x yield / takt: good pieces");
    tracer_step(&draft->reading, by.place, "mass", lines_output(&lines),
                "unit of its capacity/month", "x pieces: capacity of the facility");
    return as_activity(draft, &by, lines_output(&lines), "mass");
}

static Facility facility_from(Draft *draft, const FacilityRow *row, const LinesRow *lines)
{
    const Measure by = measure_by(draft, row->process, row->of, row->basis, &row->origin.place);
    const double given = as_activity(draft, &by, row->capacity, "capacity");
    const double capacity = lines ? lines_capacity(draft, &by, lines) : given;
    const double minimum = as_activity(draft, &by, row->minimum, "minimum");
    if (lines && minimum > capacity)
        row_error(&draft->reading, &row->origin.place, "minimum",
                  "the least it does is more than its lines make (lines.csv, line %d)",
                  (int)lines->origin.place.line);
    const Behaviour *behaviour = &draft->behaviour;
    return (Facility){
        .id = row->id,
        .name = row->name,
        .name_zh = row->name_zh,
        .owner = row->owner,
        .region = row->region,
        .process = row->process,
        .state = (FacilityState)row->state,
        .capacity = isnan(row->capacity) && !lines ? INFINITY : capacity,
        .availability = row->availability,
        .minimum = minimum,
        .start = row->start,
        .end = row->end,
        .ramp = row->ramp,
        .ramp_limit = row->ramp_limit,
        .delay = row->delay,
        .chance = row->delay > 0 ? row->chance : 0,
        .idle_after = isnan(row->idle_after) ? behaviour->idle_after : row->idle_after,
        .close_after = isnan(row->close_after) ? behaviour->close_after : row->close_after,
        .expansion = MODEL_NONE,
        .cost = NAN,
        .cost_rise = NAN,
        .slope = NAN,
        .of = row->of,
        .of_per_activity = by.per_activity,
        .origin = row->origin,
        .cost_origin = {.document = MODEL_NONE, .note = ""}};
}

static int by_facility(const void *a, const void *b)
{
    const CapacityStep *x = a, *y = b;
    if (x->facility != y->facility) return x->facility < y->facility ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

static void check_step(Draft *draft, const Facility *facility, const PlanRow *plan)
{
    char date[16], limit[16];
    month_format(plan->date, date, sizeof date);
    if (facility->start != MONTH_NONE && plan->date < facility->start) {
        month_format(facility->start, limit, sizeof limit);
        row_error(&draft->reading, &plan->origin.place, "date",
                  "the change in %s comes before '%s' starts in %s", date, facility->id, limit);
    }
    if (facility->end != MONTH_NONE && plan->date > facility->end) {
        month_format(facility->end, limit, sizeof limit);
        row_error(&draft->reading, &plan->origin.place, "date",
                  "the change in %s comes after '%s' ends in %s", date, facility->id, limit);
    }
}

static CapacityStep step_from(Draft *draft, const Facility *facility, const PlanRow *plan)
{
    const Measure by =
        measure_by(draft, facility->process, plan->of, plan->basis, &plan->origin.place);
    return (CapacityStep){.facility = plan->facility,
                          .from = plan->date,
                          .ramp = plan->ramp,
                          .capacity = as_activity(draft, &by, plan->capacity, "capacity"),
                          .minimum = as_activity(draft, &by, plan->minimum, "minimum"),
                          .cost = plan->cost * by.per_activity,
                          .origin = plan->origin};
}

static Status build_steps(Draft *draft, Facility *facilities, int32_t n_facilities)
{
    const RowList *list = &draft->rows[TABLE_PLANS];
    const PlanRow *plans = list->items;
    CapacityStep *steps = ARENA_ARRAY(draft->reading.arena, CapacityStep, list->n);
    int32_t n = 0;
    if (!steps) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n; i++) {
        const bool dated = plans[i].facility >= 0 && plans[i].facility < n_facilities;
        if (!dated || plans[i].date == MONTH_NONE) continue;
        const Facility *facility = &facilities[plans[i].facility];
        if (isnan(facility->capacity)) continue; /* what measures it is wrong already */
        check_step(draft, facility, &plans[i]);
        steps[n++] = step_from(draft, facility, &plans[i]);
    }
    if (n) qsort(steps, (size_t)n, sizeof *steps, by_facility);
    for (int32_t k = 0, at = 0; k < n_facilities; k++) {
        facilities[k].first_step = at;
        while (at < n && steps[at].facility == k)
            at++;
        facilities[k].n_steps = at - facilities[k].first_step;
    }
    draft->model->capacity_steps = steps;
    draft->model->n_capacity_steps = n;
    return LODE_OK;
}

/* The good row of lines.csv of each facility; NULL = it has none. */
static const LinesRow **lines_by_facility(Draft *draft, int32_t n)
{
    const RowList *list = &draft->rows[TABLE_LINES];
    const LinesRow *rows = list->items;
    const LinesRow **by = ARENA_ARRAY(draft->reading.scratch, const LinesRow *, n);
    for (int32_t i = 0; i < list->n && by; i++)
        if (!list->bad[i] && rows[i].facility < n) by[rows[i].facility] = &rows[i];
    return by;
}

/* The lines stay with the model, for whoever tells a capacity as its lines. */
static Status keep_lines(Draft *draft, const LinesRow *const *rows, int32_t n)
{
    FacilityLines *lines =
        ARENA_ARRAY(draft->reading.arena, FacilityLines, draft->rows[TABLE_LINES].n);
    int32_t kept = 0;
    if (!lines) return LODE_NO_MEMORY;
    for (int32_t k = 0; k < n; k++)
        if (rows[k]) lines[kept++] = (FacilityLines){k, lines_of(rows[k]), rows[k]->origin};
    draft->model->lines = lines;
    draft->model->n_lines = kept;
    return LODE_OK;
}

Status build_facilities(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_FACILITIES];
    const FacilityRow *rows = list->items;
    const RowList *options = &draft->rows[TABLE_EXPANSIONS];
    const ExpansionRow *option = options->items;
    const int32_t n = list->n + options->n;
    Facility *facilities = ARENA_ARRAY(draft->reading.arena, Facility, n);
    const LinesRow **lines = lines_by_facility(draft, list->n);
    if (!facilities || !lines) return LODE_NO_MEMORY;
    for (int32_t k = 0; k < list->n; k++)
        facilities[k] = facility_from(draft, &rows[k], lines[k]);
    for (int32_t i = 0; i < options->n; i++)
        facilities[list->n + i] = expansion_facility(draft, &option[i], i);
    draft->model->facilities = facilities;
    draft->model->n_facilities = n;
    Status st = keep_lines(draft, lines, list->n);
    if (!st) st = build_steps(draft, facilities, list->n);
    return st ? st : build_expansions(draft);
}

/* --- costs --- */

enum {
    CELL_COST,
    CELL_RISE,
    CELL_KEEP,
    N_CELLS
}; /* cost_rise and slope are two ways to fill one cell */

/* What filled a cell of a facility so far. */
typedef struct Filled {
    int32_t row[N_CELLS]; /* MODEL_NONE = nothing yet */
    int32_t specific[N_CELLS];
} Filled;

typedef struct CostRead {
    Draft *draft;
    const CostRow *rows;
    const int32_t *row_specific;
    Facility *facilities;
    Filled *filled;
} CostRead;

static bool holds(const IndexSet *set, int32_t index)
{
    if (set->all) return true;
    int32_t low = 0, high = set->n;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (set->index[middle] < index)
            low = middle + 1;
        else
            high = middle;
    }
    return low < set->n && set->index[low] == index;
}

/* Units of what the row's cost is per, in one unit of the facility's activity. */
static double cost_measure(const CostRead *in, const CostRow *row, int32_t k)
{
    if (row->of == MODEL_NONE) return 1;
    return fabs(recipe_coefficient(in->draft->model, in->facilities[k].process, row->of));
}

static void put_cost(CostRead *in, const CostRow *row, int32_t k)
{
    Facility *facility = &in->facilities[k];
    const double measure = cost_measure(in, row, k);
    facility->cost = row->cost * measure;
    facility->cost_origin = row->origin;
    if (row->of != MODEL_NONE && tracer_asks(&in->draft->reading, TARGET_FACILITY, k))
        tracer_step(&in->draft->reading, &row->origin.place, "cost", facility->cost,
                    "money per unit of activity",
                    "x %.6g of %s in one unit of activity (recipes.csv)", measure,
                    in->draft->model->commodities[row->of].id);
}

static void put_rise(CostRead *in, const CostRow *row, int32_t k)
{
    Facility *facility = &in->facilities[k];
    const double measure = cost_measure(in, row, k);
    facility->cost_rise = row->cost_rise;
    facility->slope = row->slope * measure * measure;
}

static void say_conflict(CostRead *in, const CostRow *row, int32_t earlier, int32_t k,
                         const char *field)
{
    row_error(&in->draft->reading, &row->origin.place, field,
              "line %d says this for '%s' as specifically; leave one of the two blank",
              (int)in->rows[earlier].origin.place.line, in->facilities[k].id);
}

static void fill(CostRead *in, int32_t i, int32_t k, int cell)
{
    Filled *filled = &in->filled[k];
    const CostRow *row = &in->rows[i];
    const int32_t specific = in->row_specific[i];
    const int32_t earlier = filled->row[cell];
    if (earlier != MODEL_NONE && filled->specific[cell] == specific)
        say_conflict(in, row, earlier, k,
                     cell == CELL_COST       ? "cost"
                     : cell == CELL_KEEP     ? "keep"
                     : isnan(row->cost_rise) ? "slope"
                                             : "cost_rise");
    if (earlier != MODEL_NONE && filled->specific[cell] >= specific) return;
    filled->row[cell] = i;
    filled->specific[cell] = specific;
    if (cell == CELL_KEEP)
        in->facilities[k].keep = row->keep * cost_measure(in, row, k);
    else if (cell == CELL_COST)
        put_cost(in, row, k);
    else
        put_rise(in, row, k);
}

/* True when the row is about this facility. A cost per unit of a commodity is about those whose
 * process has it. */
static bool applies(const CostRead *in, const CostRow *row, int32_t k)
{
    const Facility *facility = &in->facilities[k];
    if (facility->process == MODEL_NONE || facility->region == MODEL_NONE) return false;
    if (!holds(&row->process, facility->process) || !holds(&row->region, facility->region))
        return false;
    return row->of == MODEL_NONE ||
           recipe_coefficient(in->draft->model, facility->process, row->of) != 0;
}

/* A row about nothing is a slip where it names things by id. */
static void say_idle(CostRead *in, const CostRow *row)
{
    Reading *reading = &in->draft->reading;
    const Model *model = in->draft->model;
    const Place *place = &row->origin.place;
    const bool other = row->of != MODEL_NONE && row->process.specific == 2 &&
                       recipe_coefficient(model, row->process.index[0], row->of) == 0;
    if (row->facility.specific == 2)
        row_error(reading, place, "facility",
                  "'%s' does not have this process, region or commodity",
                  model->facilities[row->facility.index[0]].id);
    else if (other)
        row_error(reading, place, "of", "'%s' is neither input nor output of '%s'",
                  model->commodities[row->of].id, model->processes[row->process.index[0]].id);
    else
        row_warn(reading, place, "process", "no facility is meant by this row");
}

static void apply_cost(CostRead *in, int32_t i, const IndexSet *candidates)
{
    const CostRow *row = &in->rows[i];
    int32_t n = 0;
    for (int32_t j = 0; j < candidates->n; j++) {
        const int32_t k = candidates->index[j];
        if (!applies(in, row, k)) continue;
        if (!isnan(row->cost)) fill(in, i, k, CELL_COST);
        if (!isnan(row->cost_rise) || !isnan(row->slope)) fill(in, i, k, CELL_RISE);
        if (!isnan(row->keep)) fill(in, i, k, CELL_KEEP);
        n++;
    }
    if (!n && !diag_errors(in->draft->reading.diag)) say_idle(in, row);
}

/* Facilities by process, so that a row for one process does not look at all of them. */
static const IndexSet *facilities_by_process(const Draft *draft)
{
    const Model *model = draft->model;
    int32_t *owner = ARENA_ARRAY(draft->reading.scratch, int32_t, model->n_facilities);
    for (int32_t k = 0; k < model->n_facilities && owner; k++)
        owner[k] = model->facilities[k].process;
    return owner ? ids_members(draft->reading.scratch, owner, model->n_facilities,
                               names_count(draft->reading.ids->names[TARGET_PROCESS]))
                 : NULL;
}

static void finish_costs(CostRead *in)
{
    const Draft *draft = in->draft;
    for (int32_t k = 0; k < draft->model->n_facilities; k++) {
        Facility *facility = &in->facilities[k];
        if (isnan(facility->cost_rise) && isnan(facility->slope))
            facility->cost_rise = draft->behaviour.cost_rise;
        const bool placed = facility->region != MODEL_NONE && facility->process != MODEL_NONE;
        if (isnan(facility->cost) && placed && !draft->rows[TABLE_COSTS].errors)
            row_error(&in->draft->reading, &facility->origin.place, "id",
                      "no row of costs.csv gives the cost of '%s'", facility->id);
    }
}

Status build_costs(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_COSTS];
    const int32_t n = draft->model->n_facilities;
    Facility *facilities = ARENA_ARRAY(draft->reading.arena, Facility, n);
    Filled *filled = ARENA_ARRAY(draft->reading.scratch, Filled, n);
    int32_t *specific = ARENA_ARRAY(draft->reading.scratch, int32_t, list->n);
    const IndexSet *of_process = facilities_by_process(draft);
    if (!facilities || !filled || !specific || !of_process) return LODE_NO_MEMORY;
    if (n) memcpy(facilities, draft->model->facilities, (size_t)n * sizeof *facilities);
    draft->model->facilities = facilities;
    for (int32_t k = 0; k < n; k++)
        for (int cell = 0; cell < N_CELLS; cell++)
            filled[k].row[cell] = MODEL_NONE;
    CostRead in = {draft, list->items, specific, facilities, filled};
    for (int32_t i = 0; i < list->n; i++)
        specific[i] = table_specific(&table_costs, &in.rows[i]);
    for (int32_t i = 0; i < list->n; i++) {
        const CostRow *row = &in.rows[i];
        const bool by_process = row->facility.specific != 2 && row->process.specific == 2;
        apply_cost(&in, i, by_process ? &of_process[row->process.index[0]] : &row->facility);
    }
    finish_costs(&in);
    return LODE_OK;
}
