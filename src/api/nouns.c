/* The things of a model, and those of a run. */
#include <string.h>

#include "api/handle.h"

enum { FIELDS_MAX = 8 };

/* One field of a thing: what a caller asks for, and the text. */
typedef struct Field {
    const char *name, *text;
} Field;

static const char *find(const Field fields[FIELDS_MAX], const char *name)
{
    for (int i = 0; i < FIELDS_MAX && fields[i].name; i++)
        if (strcmp(fields[i].name, name) == 0) return fields[i].text ? fields[i].text : "";
    return NULL;
}

/* ---- of a model ---- */

int32_t lode_model_count(const lode_model *model, int noun)
{
    const Model *m = model ? model->model : NULL;
    if (!m) return 0;
    switch (noun) {
    case LODE_REGIONS:
        return m->n_regions;
    case LODE_STAGES:
        return m->n_stages;
    case LODE_COMMODITIES:
        return m->n_commodities;
    case LODE_FACILITIES:
        return m->n_facilities;
    case LODE_USES:
        return m->n_uses;
    case LODE_SCENARIOS:
        return m->n_scenarios;
    default:
        return 0;
    }
}

static const char *region_text(const Model *m, int32_t i, const char *field)
{
    const Region *r = &m->regions[i];
    const char *group = r->group == MODEL_NONE ? "" : m->groups[r->group].id;
    const Field fields[FIELDS_MAX] = {
        {"id", r->id}, {"name", r->name}, {"name_zh", r->name_zh}, {"group", group}};
    return find(fields, field);
}

static const char *stage_text(const Model *m, int32_t i, const char *field)
{
    const Stage *s = &m->stages[i];
    const Field fields[FIELDS_MAX] = {
        {"id", s->id}, {"name", s->name}, {"name_zh", s->name_zh}};
    return find(fields, field);
}

static const char *commodity_text(const Model *m, int32_t i, const char *field)
{
    const Commodity *c = &m->commodities[i];
    const char *stage = c->stage == MODEL_NONE ? "" : m->stages[c->stage].id;
    const Field fields[FIELDS_MAX] = {{"id", c->id},           {"name", c->name},
                                      {"name_zh", c->name_zh}, {"unit", c->unit},
                                      {"element", c->element}, {"stage", stage}};
    return find(fields, field);
}

static const char *facility_text(const Model *m, int32_t i, const char *field)
{
    const Facility *f = &m->facilities[i];
    const Field fields[FIELDS_MAX] = {{"id", f->id},
                                      {"name", f->name},
                                      {"owner", f->owner},
                                      {"name_zh", f->name_zh},
                                      {"region", m->regions[f->region].id},
                                      {"process", m->processes[f->process].id}};
    return find(fields, field);
}

static const char *use_text(const Model *m, int32_t i, const char *field)
{
    const Use *u = &m->uses[i];
    const Field fields[FIELDS_MAX] = {{"id", u->id},
                                      {"name", u->name},
                                      {"name_zh", u->name_zh},
                                      {"sector", u->sector},
                                      {"device", u->device}};
    return find(fields, field);
}

static const char *scenario_text(const Model *m, int32_t i, const char *field)
{
    const Scenario *s = &m->scenarios[i];
    const Field fields[FIELDS_MAX] = {
        {"id", s->id}, {"title", s->title}, {"title_zh", s->title_zh}, {"tells", s->tells}};
    return find(fields, field);
}

const char *lode_model_text(const lode_model *model, int noun, int32_t i, const char *field)
{
    static const char *(*const texts[])(const Model *, int32_t,
                                        const char *) = {[LODE_REGIONS] = region_text,
                                                         [LODE_STAGES] = stage_text,
                                                         [LODE_COMMODITIES] = commodity_text,
                                                         [LODE_FACILITIES] = facility_text,
                                                         [LODE_USES] = use_text,
                                                         [LODE_SCENARIOS] = scenario_text};
    if (!field || i < 0 || i >= lode_model_count(model, noun)) return NULL;
    return texts[noun](model->model, i, field);
}

/* ---- of a run ---- */

int32_t lode_run_count(const lode_run *run, int noun)
{
    const Record *r = run ? run->record : NULL;
    if (!r) return 0;
    switch (noun) {
    case LODE_REGIONS:
        return r->n_regions;
    case LODE_STAGES:
        return r->n_stages;
    case LODE_COMMODITIES:
        return r->n_commodities;
    case LODE_FACILITIES:
        return r->n_facilities;
    default:
        return 0;
    }
}

static const char *stage_id(const Record *r, int32_t stage)
{
    return stage == RECORD_NONE ? "" : r->stages[stage].id;
}

static const char *recorded_commodity(const Record *r, int32_t i, const char *field)
{
    const RecordCommodity *c = &r->commodities[i];
    const Field fields[FIELDS_MAX] = {
        {"id", c->id},     {"name", c->name},       {"name_zh", c->name_zh},
        {"unit", c->unit}, {"element", c->element}, {"stage", stage_id(r, c->stage)}};
    return find(fields, field);
}

static const char *recorded_facility(const Record *r, int32_t i, const char *field)
{
    const RecordFacility *f = &r->facilities[i];
    const Field fields[FIELDS_MAX] = {{"id", f->id},
                                      {"name", f->name},
                                      {"name_zh", f->name_zh},
                                      {"owner", ""},
                                      {"region", r->regions[f->region].id},
                                      {"process", f->process}};
    return find(fields, field);
}

const char *lode_run_text(const lode_run *run, int noun, int32_t i, const char *field)
{
    if (!field || i < 0 || i >= lode_run_count(run, noun)) return NULL;
    const Record *r = run->record;
    if (noun == LODE_COMMODITIES) return recorded_commodity(r, i, field);
    if (noun == LODE_FACILITIES) return recorded_facility(r, i, field);
    if (noun == LODE_STAGES) {
        const RecordStage *s = &r->stages[i];
        const Field fields[FIELDS_MAX] = {
            {"id", s->id}, {"name", s->name}, {"name_zh", s->name_zh}};
        return find(fields, field);
    }
    const RecordRegion *region = &r->regions[i];
    const Field fields[FIELDS_MAX] = {{"id", region->id},
                                      {"name", region->name},
                                      {"name_zh", region->name_zh},
                                      {"group", region->group}};
    return find(fields, field);
}
