/* new_facility.c - a facility that the tables do not have, with the recipe and the costs of one
 * that they have:
 *     capacity_k = capacity x availability x min(1, age / ramp)   (a month has its mean)
 * from the month in which the policy comes into force, and as long as it is. */
#include <math.h>

#include "kinds/kinds.h"

typedef struct NewFacility {
    const char *name;
    int32_t like, region;
    double capacity; /* of `like`'s measure, per month */
    double ramp;     /* months */
    double cost;     /* multiple */
} NewFacility;

static const Column columns[] = {
    COLUMN_REF(NewFacility, like, TARGET_FACILITY, true, "whose recipe and costs it has"),
    COLUMN_REF(NewFacility, region, TARGET_REGION, false, "where it stands; blank = beside it"),
    {.name = "capacity",
     .type = COLUMN_TYPE_NUMBER,
     .offset = offsetof(NewFacility, capacity),
     .quantity = QUANTITY_RATE,
     .required = true,
     .low = 0.0,
     .high = INFINITY,
     .doc = "most it can do, measured as the other's"},
    COLUMN_NUMBER(NewFacility, ramp, QUANTITY_TIME, 0.0, 0.0, INFINITY,
                  "time until its capacity is full"),
    COLUMN_NUMBER(NewFacility, cost, QUANTITY_PLAIN, 1.0, 0.0, INFINITY,
                  "its costs as a multiple of the other's"),
    COLUMN_TEXT(NewFacility, name, "its name; blank = the policy's id"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)row, (void)model, (void)place, (void)arena, (void)diag, (void)out;
    return LODE_OK; /* it touches what it founds */
}

static bool is_dealt_in(const Model *model, int32_t region, int32_t commodity)
{
    for (int32_t f = 0; f < model->n_routes; f++)
        if (model->routes[f].commodity == commodity &&
            (model->routes[f].from == region || model->routes[f].to == region))
            return true;
    for (int32_t k = 0; k < model->n_facilities; k++)
        if (model->facilities[k].region == region && net_output(model, k, commodity) != 0.0)
            return true;
    return false;
}

static void warn_of_dead_ends(const Model *model, const Facility *facility, const Place *place,
                              Diag *diag)
{
    const Process *process = &model->processes[facility->process];
    for (int32_t i = 0; i < process->n_lines; i++) {
        const int32_t c = model->recipe_lines[process->first_line + i].commodity;
        if (!is_dealt_in(model, facility->region, c))
            diag_warn(diag, place->file, place->line, place->column, "region",
                      "nothing brings %s to %s or takes it from there; routes.csv needs a row",
                      model->commodities[c].id, model->regions[facility->region].id);
    }
}

static Status found(const void *row, const Model *model, const Place *place, Arena *arena,
                    Diag *diag, Facility *out)
{
    (void)arena;
    const NewFacility *facility = row;
    *out = model->facilities[facility->like];
    out->name = facility->name;
    out->name_zh = "";
    if (facility->region != MODEL_NONE) out->region = facility->region;
    out->state = FACILITY_PLANNED;
    out->capacity = facility->capacity / (out->of == MODEL_NONE ? 1.0 : out->of_per_activity);
    out->minimum = 0.0;
    out->base = 0.0;
    out->cost *= facility->cost;
    out->slope *= facility->cost;
    out->n_steps = 0;
    warn_of_dead_ends(model, out, place, diag);
    return LODE_OK;
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    const NewFacility *facility = policy->row;
    const int32_t k = policy->selection.facilities[0];
    const Facility *its = &context->net->model->facilities[k];
    const double age = policy_age(policy, context, effects->month) - 0.5;
    const double built = facility->ramp > 0 ? fmin(1.0, age / facility->ramp) : 1.0;
    effects_add_capacity(effects, k,
                         its->capacity * its->availability * built * context->net->months);
}

const PolicyKind policy_new_facility = {
    .name = "new_facility",
    .summary = "a facility that the tables do not have",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(NewFacility),
    .commodity_of = "like",
    .select = choose,
    .found = found,
    .apply = apply,
};
