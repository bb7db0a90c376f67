/* technology_programme.c - technologies spread faster or slower than the tables say:
 *     imitation, innovation *= speed                        (technologies.csv, sim/adopt.h)
 * Training, licences, patents given free or withheld. */
#include <math.h>

#include "kinds/kinds.h"

typedef struct TechnologyProgramme {
    IndexSet technology;
    double speed;
} TechnologyProgramme;

static const Column columns[] = {
    {.name = "technology",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(TechnologyProgramme, technology),
     .target = TARGET_TECHNOLOGY,
     .required = true,
     .doc = "which of technologies.csv"},
    {.name = "speed",
     .type = COLUMN_TYPE_NUMBER,
     .offset = offsetof(TechnologyProgramme, speed),
     .quantity = QUANTITY_PLAIN,
     .required = true,
     .low = 0.0,
     .high = 100.0,
     .doc = "multiple of the speed at which they spread"},
};

/* It touches those who make the goods that the technologies are about with them. */
static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)place;
    (void)diag;
    const TechnologyProgramme *programme = row;
    int32_t *chosen = ARENA_ARRAY(arena, int32_t, model->n_facilities);
    if (!chosen) return LODE_NO_MEMORY;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const Facility *facility = &model->facilities[k];
        bool its = false;
        for (int32_t i = 0; i < programme->technology.n; i++) {
            const Technology *technology = &model->technologies[programme->technology.index[i]];
            its = its || (set_has(&technology->region, facility->region) &&
                          set_has(&technology->processes, facility->process));
        }
        if (its) chosen[out->n_facilities++] = k;
    }
    out->facilities = chosen;
    return LODE_OK;
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    (void)context;
    const TechnologyProgramme *programme = policy->row;
    for (int32_t i = 0; i < programme->technology.n; i++)
        effects_scale_spreading(effects, programme->technology.index[i], programme->speed);
}

const PolicyKind policy_technology_programme = {
    .name = "technology_programme",
    .summary = "technologies spread faster or slower",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(TechnologyProgramme),
    .commodity_of = "",
    .select = choose,
    .apply = apply,
};
