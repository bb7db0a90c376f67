/* technology_export_ban.c - a region keeps the technology of some processes to itself. What
 * stands elsewhere when the ban begins keeps a share of its capacity, what would be added later
 * another:
 *     x_k <= existing x min(c_k, c_k at the start) + later x (c_k - c_k at the start)+
 * Technologies of technologies.csv that are done with these processes by none but those who
 * depend on it spread at `later` times their speed. */
#include <math.h>

#include "kinds/kinds.h"

typedef struct TechnologyExportBan {
    int32_t region;
    IndexSet partners, processes;
    double existing, later;
} TechnologyExportBan;

static const Column columns[] = {
    COLUMN_REF(TechnologyExportBan, region, TARGET_REGION, true, "who keeps it to itself"),
    COLUMN_SET(TechnologyExportBan, partners, TARGET_REGION,
               "who depends on it; blank = everybody else"),
    {.name = "processes",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(TechnologyExportBan, processes),
     .target = TARGET_PROCESS,
     .required = true,
     .doc = "what is done with it"},
    COLUMN_NUMBER(TechnologyExportBan, existing, QUANTITY_SHARE, 1.0, 0.0, 1.0,
                  "share of the capacity that stands already that can go on"),
    COLUMN_NUMBER(TechnologyExportBan, later, QUANTITY_SHARE, 0.0, 0.0, 1.0,
                  "share of later capacity that comes about all the same"),
};

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)place;
    (void)diag;
    const TechnologyExportBan *ban = row;
    int32_t *chosen = ARENA_ARRAY(arena, int32_t, model->n_facilities);
    if (!chosen) return LODE_NO_MEMORY;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *facility = &model->facilities[k];
        if (facility->region != ban->region && set_has(&ban->partners, facility->region) &&
            set_has(&ban->processes, facility->process))
            chosen[out->n_facilities++] = k;
    }
    out->facilities = chosen;
    return LODE_OK;
}

static bool shares(const IndexSet *a, const IndexSet *b)
{
    for (int32_t i = 0; i < a->n; i++)
        if (set_has(b, a->index[i])) return true;
    return false;
}

/* Whoever learns the technology depends on the region. */
static bool depends(const TechnologyExportBan *ban, const IndexSet *regions)
{
    for (int32_t i = 0; i < regions->n; i++)
        if (regions->index[i] == ban->region || !set_has(&ban->partners, regions->index[i]))
            return false;
    return true;
}

static void slow_technologies(const TechnologyExportBan *ban, const Model *model,
                              Effects *effects)
{
    for (int32_t i = 0; i < model->n_technologies; i++) {
        const Technology *technology = &model->technologies[i];
        if (shares(&technology->processes, &ban->processes) &&
            depends(ban, &technology->region))
            effects_scale_spreading(effects, i, ban->later);
    }
}

/* Memory of its own: since when what follows is noted, then of each facility that is an option
 * what stood or was under way when the ban began, activity per month. */
enum { NOTED, STOOD };

static int32_t remembers(const void *row, const Selection *selection, const Model *model)
{
    (void)row;
    (void)model;
    return STOOD + selection->n_facilities;
}

/* What an option had chosen by now. */
static double chosen_of(const PolicyContext *context, int32_t option)
{
    return context->built ? context->built[option] + context->decided[option] : 0.0;
}

static bool is_noted(const Policy *policy, const PolicyContext *context)
{
    const double since = context->memory[policy->memory + MEMORY_SINCE];
    return policy_own(policy, context)[NOTED] == since;
}

/* What was there before the ban, amount per step: by dates, or of an option what was chosen.
 * Until the first month of the ban is closed that is what is chosen now. */
static double stood_before(const Policy *policy, const PolicyContext *context, int32_t i)
{
    const Model *model = context->net->model;
    const int32_t k = policy->selection.facilities[i], option = model->facilities[k].expansion;
    const Month before = (Month)context->memory[policy->memory + MEMORY_SINCE] - 1;
    if (option == MODEL_NONE) return facility_capacity(model, k, before) * context->net->months;
    const double chosen = is_noted(policy, context) ? policy_own(policy, context)[STOOD + i]
                                                    : chosen_of(context, option);
    return chosen * model->facilities[k].availability * context->net->months;
}

/* Of an option, `later` holds back what is begun, so what comes of that is not cut again. */
static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    const TechnologyExportBan *ban = policy->row;
    const Model *model = context->net->model;
    slow_technologies(ban, model, effects);
    for (int32_t i = 0; i < policy->selection.n_facilities; i++) {
        const int32_t k = policy->selection.facilities[i];
        const bool is_option = model->facilities[k].expansion != MODEL_NONE;
        const double now = effects->capacity[k], later = is_option ? 1.0 : ban->later;
        if (is_option) effects_scale_building(effects, k, ban->later);
        if (!(now > 0)) continue;
        const double stood =
            isinf(now) ? 1.0 : fmin(1.0, stood_before(policy, context, i) / now);
        effects_scale_capacity(effects, k, ban->existing * stood + later * (1.0 - stood));
    }
}

static void settle(const Policy *policy, const PolicyContext *context, const Outcome *outcome,
                   double *payment)
{
    (void)outcome;
    (void)payment;
    double *own = policy_own(policy, context);
    if (is_noted(policy, context)) return;
    own[NOTED] = context->memory[policy->memory + MEMORY_SINCE];
    for (int32_t i = 0; i < policy->selection.n_facilities; i++) {
        const int32_t k = policy->selection.facilities[i];
        const int32_t option = context->net->model->facilities[k].expansion;
        if (option != MODEL_NONE) own[STOOD + i] = chosen_of(context, option);
    }
}

const PolicyKind policy_technology_export_ban = {
    .name = "technology_export_ban",
    .summary = "a region keeps the technology of some processes to itself",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(TechnologyExportBan),
    .commodity_of = "",
    .select = choose,
    .remembers = remembers,
    .apply = apply,
    .settle = settle,
};
