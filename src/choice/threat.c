#include "choice/threat.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ID_SIZE = 256, ELEMENT_SIZE = 64 };

/* What is at work while threats are listed. */
typedef struct Lister {
    const Model *model;
    const Record *base;
    Steps steps;
    Arena *arena;
    ThreatList *out;
} Lister;

/* ---- what moves in the base run ---- */

static double worth(const Model *model, int32_t commodity, double amount)
{
    const double price = model->commodities[commodity].price;
    return isnan(price) ? amount : amount * price;
}

static double usual_exports(const Lister *l, int32_t region, int32_t commodity)
{
    const Record *r = l->base;
    double sum = 0;
    for (int32_t f = 0; f < r->n_routes; f++) {
        if (r->routes[f].from != region || r->routes[f].commodity != commodity) continue;
        for (int32_t t = l->steps.first; t < l->steps.end; t++)
            sum += r->flow[(size_t)t * (size_t)r->n_routes + (size_t)f];
    }
    return sum;
}

static double usual_activity(const Lister *l, int32_t facility)
{
    const Record *r = l->base;
    double sum = 0;
    for (int32_t t = l->steps.first; t < l->steps.end; t++)
        sum += r->activity[(size_t)t * (size_t)r->n_facilities + (size_t)facility];
    return sum;
}

/* ---- halts ---- */

/* Below this share of what the world makes of a good nothing moves: the solver's dust. */
#define DUST 1e-6

/* The good's exports from the region, money; 0 where they are dust. */
static double moved(const Lister *l, int32_t region, int32_t commodity)
{
    const Record *r = l->base;
    double made = 0;
    for (int32_t m = 0; m < r->n_markets; m++)
        for (int32_t t = l->steps.first;
             t < l->steps.end && r->markets[m].commodity == commodity; t++)
            made += r->production[(size_t)t * (size_t)r->n_markets + (size_t)m];
    const double amount = usual_exports(l, region, commodity);
    return amount > DUST * made ? worth(l->model, commodity, amount) : 0;
}

/* Element i of a list such as "NdPr, Dy, Tb"; false behind the last. */
static bool element_of(const char *list, int i, char *out)
{
    for (; i > 0; i--) {
        list = strchr(list, ',');
        if (!list) return false;
        list++;
    }
    while (*list == ' ')
        list++;
    const size_t n = strcspn(list, ",");
    if (n == 0 || n >= ELEMENT_SIZE) return false;
    memcpy(out, list, n);
    out[n] = '\0';
    return true;
}

static bool has_element(const Commodity *commodity, const char *element)
{
    char one[ELEMENT_SIZE];
    for (int i = 0; element_of(commodity->element, i, one); i++)
        if (strcmp(one, element) == 0) return true;
    return false;
}

/* Small letters and digits, anything else a dash. */
static const char *make_id(Arena *arena, const char *text)
{
    char *id = arena_text(arena, text, strlen(text));
    for (char *c = id; id && *c; c++)
        *c = isalnum((unsigned char)*c) ? (char)tolower((unsigned char)*c) : '-';
    return id;
}

static Status add(Lister *l, const Threat *threat, const char *id)
{
    Threat *kept = &l->out->threats[l->out->n++];
    *kept = *threat;
    kept->id = make_id(l->arena, id);
    return kept->id ? LODE_OK : LODE_NO_MEMORY;
}

static bool same_goods(const Threat *a, const Threat *b)
{
    return a->n_commodities == b->n_commodities &&
           memcmp(a->commodities, b->commodities,
                  (size_t)a->n_commodities * sizeof *a->commodities) == 0;
}

/* A halt of the stage, or of one element in it; one that stops the same as a halt before it in
 * the stage is passed over. */
static Status try_halt(Lister *l, int32_t region, int32_t stage, const char *element,
                       int32_t first)
{
    const Model *m = l->model;
    int32_t *goods = ARENA_ARRAY(l->arena, int32_t, m->n_commodities);
    Threat halt = {.kind = THREAT_HALT,
                   .region = region,
                   .stage = stage,
                   .element = arena_text(l->arena, element, strlen(element)),
                   .facility = MODEL_NONE,
                   .commodities = goods};
    if (!goods || !halt.element) return LODE_NO_MEMORY;
    for (int32_t c = 0; c < m->n_commodities; c++) {
        if (m->commodities[c].stage != stage) continue;
        if (*element && !has_element(&m->commodities[c], element)) continue;
        const double money = moved(l, region, c);
        if (!(money > 0)) continue;
        goods[halt.n_commodities++] = c;
        halt.usual += money;
    }
    if (!halt.n_commodities) {
        l->out->n_idle += !*element;
        return LODE_OK;
    }
    for (int32_t i = first; i < l->out->n; i++)
        if (same_goods(&l->out->threats[i], &halt)) return LODE_OK;
    char id[ID_SIZE];
    snprintf(id, sizeof id, "halt-%s-%s%s%s", m->regions[region].id, m->stages[stage].id,
             *element ? "-" : "", element);
    return add(l, &halt, id);
}

/* The whole stage, then element by element in the order of the commodities. */
static Status list_halts(Lister *l, int32_t region, int32_t stage)
{
    const Model *m = l->model;
    char element[ELEMENT_SIZE];
    const int32_t first = l->out->n;
    Status st = try_halt(l, region, stage, "", first);
    for (int32_t c = 0; c < m->n_commodities && !st; c++)
        for (int i = 0; !st && m->commodities[c].stage == stage &&
                        element_of(m->commodities[c].element, i, element);
             i++)
            st = try_halt(l, region, stage, element, first);
    return st;
}

/* ---- outages ---- */

static Status try_outage(Lister *l, int32_t k)
{
    const Model *m = l->model;
    const Facility *facility = &m->facilities[k];
    const Process *process = &m->processes[facility->process];
    const double activity = usual_activity(l, k);
    int32_t *goods = ARENA_ARRAY(l->arena, int32_t, process->n_lines);
    Threat outage = {.kind = THREAT_OUTAGE,
                     .region = facility->region,
                     .stage = process->stage,
                     .element = "",
                     .facility = k,
                     .commodities = goods};
    if (!goods) return LODE_NO_MEMORY;
    double capacity = facility->capacity; /* what is not worth a millionth of it is dust */
    if (!(capacity > 0) || isinf(capacity)) capacity = 1;
    if (!(activity > DUST * capacity)) {
        l->out->n_idle++;
        return LODE_OK;
    }
    for (int32_t i = 0; i < process->n_lines; i++) {
        const RecipeLine *line = &m->recipe_lines[process->first_line + i];
        if (!(line->coefficient > 0)) continue;
        goods[outage.n_commodities++] = line->commodity;
        outage.usual += worth(m, line->commodity, activity * line->coefficient);
    }
    char id[ID_SIZE];
    snprintf(id, sizeof id, "outage-%s", facility->id);
    return add(l, &outage, id);
}

/* ---- */

/* At most so many: each stage of each region, each element of a commodity in it. */
static int64_t room_for(const Model *m)
{
    char element[ELEMENT_SIZE];
    int64_t per_region = m->n_stages;
    for (int32_t c = 0; c < m->n_commodities; c++)
        for (int i = 0; element_of(m->commodities[c].element, i, element); i++)
            per_region++;
    return m->n_regions * per_region + m->n_facilities;
}

Status threat_list(const Model *model, const Record *base, Steps steps, Arena *arena,
                   ThreatList *out)
{
    Lister l = {.model = model, .base = base, .steps = steps, .arena = arena, .out = out};
    *out = (ThreatList){.threats = ARENA_ARRAY(arena, Threat, room_for(model))};
    if (!out->threats) return LODE_NO_MEMORY;
    Status st = LODE_OK;
    for (int32_t r = 0; r < model->n_regions; r++)
        for (int32_t s = 0; s < model->n_stages && !st; s++)
            st = list_halts(&l, r, s);
    for (int32_t k = 0; k < model->n_facilities && !st; k++)
        st = try_outage(&l, k);
    return st;
}

bool threat_holds(const Threat *a, const Threat *b)
{
    if (a->kind != b->kind || a->region != b->region) return false;
    if (a->kind == THREAT_OUTAGE) return a->facility == b->facility;
    int32_t found = 0;
    for (int32_t i = 0; i < b->n_commodities; i++)
        for (int32_t j = 0; j < a->n_commodities; j++)
            found += a->commodities[j] == b->commodities[i];
    return found == b->n_commodities;
}

/* ---- words ---- */

void threat_say(const Threat *threat, const Model *model, Month from, Month until, Story *story)
{
    char first[8], last[8];
    month_format(from, first, sizeof first);
    month_format(until, last, sizeof last);
    if (threat->kind == THREAT_OUTAGE) {
        story_say(story,
                  "  - kind: outage\n    id: %s\n    facility: [%s]\n    share: 100 %%\n",
                  threat->id, model->facilities[threat->facility].id);
    } else {
        story_say(story,
                  "  - kind: export_ban\n    id: %s\n    region: [%s]\n    commodities: [",
                  threat->id, model->regions[threat->region].id);
        for (int32_t i = 0; i < threat->n_commodities; i++)
            story_say(story, "%s%s", i ? ", " : "",
                      model->commodities[threat->commodities[i]].id);
        story_say(story, "]\n    leakage: 0\n");
    }
    story_say(story, "    joins: yes\n    from: %s\n    until: %s\n", first, last);
}

void threat_words(const Threat *threat, const Model *model, char *buffer, size_t size)
{
    const Region *region = &model->regions[threat->region];
    const Stage *stage = &model->stages[threat->stage];
    if (threat->kind == THREAT_OUTAGE) {
        const Facility *facility = &model->facilities[threat->facility];
        snprintf(buffer, size, "outage: %s", *facility->name ? facility->name : facility->id);
        return;
    }
    const char *where = *region->name ? region->name : region->id;
    const char *what = *stage->name ? stage->name : stage->id;
    if (*threat->element)
        snprintf(buffer, size, "%s: no exports of %s (%s)", where, threat->element, what);
    else
        snprintf(buffer, size, "%s: no exports of %s", where, what);
}
