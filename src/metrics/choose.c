/* Which regions, commodities, ... a filter speaks of. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "metrics/query.h"

/* One field of a filter: its text and what its ids may be. */
typedef struct Chooser {
    const Record *record;
    QueryField field;
    Diag *diag;
} Chooser;

static const char *const field_names[QUERY_FIELDS] = {
    "region", "partner", "commodity", "stage", "facility", "process", "use", "limit", "policy"};

const char *query_field_name(QueryField field)
{
    return field_names[field];
}

const char *metric_use_id(const RecordDemand *demand)
{
    return *demand->use ? demand->use : "none";
}

unsigned metric_fields(MetricDetail detail)
{
    enum {
        WHAT = 1u << QUERY_COMMODITY | 1u << QUERY_STAGE,
        WHERE = 1u << QUERY_REGION,
    };
    switch (detail) {
    case METRIC_OF_MARKET:
        return WHERE | WHAT;
    case METRIC_OF_TRADE:
    case METRIC_OF_CHAIN:
        return WHERE | WHAT | 1u << QUERY_PARTNER;
    case METRIC_OF_FACILITY:
    case METRIC_OF_INTAKE:
        return WHERE | WHAT | 1u << QUERY_FACILITY | 1u << QUERY_PROCESS;
    case METRIC_OF_DEMAND:
        return WHERE | WHAT | 1u << QUERY_USE;
    case METRIC_OF_WORLD:
        return WHAT;
    case METRIC_OF_LIMIT:
        return 1u << QUERY_LIMIT;
    case METRIC_OF_POLICY:
        return 1u << QUERY_POLICY;
    case METRIC_OF_REGION:
        return WHERE;
    case METRIC_OF_RUN:
        break;
    }
    return 0;
}

const char *query_field_text(const MetricFilter *filter, QueryField field)
{
    const char *const texts[QUERY_FIELDS] = {
        filter->region,  filter->partner, filter->commodity, filter->stage, filter->facility,
        filter->process, filter->use,     filter->limit,     filter->policy};
    const char *text = texts[field];
    return text && *text && strcmp(text, "*") != 0 ? text : NULL;
}

/* Calls visit(id, index) for every id that a field's text may hold. */
typedef void Visit(void *context, const char *id, int32_t index);

#define VISIT_ALL(n, array, member)                                                            \
    for (int32_t i = 0; i < r->n; i++)                                                         \
    visit(context, r->array[i].member, i)

static void visit_ids(const Record *r, QueryField field, Visit *visit, void *context)
{
    switch (field) {
    case QUERY_REGION:
    case QUERY_PARTNER:
        VISIT_ALL(n_regions, regions, id);
        VISIT_ALL(n_regions, regions, group);
        break;
    case QUERY_COMMODITY:
        VISIT_ALL(n_commodities, commodities, id);
        for (int32_t i = 0; i < r->n_commodities; i++)
            if (r->commodities[i].stage >= 0)
                visit(context, r->stages[r->commodities[i].stage].id, i);
        break;
    case QUERY_STAGE:
        VISIT_ALL(n_stages, stages, id);
        break;
    case QUERY_FACILITY:
        VISIT_ALL(n_facilities, facilities, id);
        break;
    case QUERY_PROCESS:
        VISIT_ALL(n_facilities, facilities, process);
        break;
    case QUERY_USE:
        for (int32_t d = 0; d < r->n_demands; d++)
            visit(context, metric_use_id(&r->demands[d]), d);
        break;
    case QUERY_LIMIT:
        VISIT_ALL(n_limits, limits, id);
        break;
    case QUERY_POLICY:
        VISIT_ALL(n_policies, policies, id);
        VISIT_ALL(n_policies, policies, kind);
        break;
    case QUERY_FIELDS:
        break;
    }
}

typedef struct Match {
    const char *word;
    size_t length;
    bool *chosen;
    bool found;
} Match;

static void match_id(void *context, const char *id, int32_t index)
{
    Match *match = context;
    if (strlen(id) != match->length || memcmp(id, match->word, match->length) != 0) return;
    match->chosen[index] = true;
    match->found = true;
}

static void try_nearest(void *context, const char *id, int32_t index)
{
    (void)index;
    if (*id) text_nearest_try(context, id);
}

/* The ids there are, as far as they fit; each once. */
typedef struct IdList {
    char text[512];
    size_t n;
} IdList;

static void list_id(void *context, const char *id, int32_t index)
{
    (void)index;
    IdList *list = context;
    const size_t length = strlen(id);
    if (!length || list->n + length + sizeof ", ..." > sizeof list->text) return;
    for (const char *at = list->text; (at = strstr(at, id)); at += length)
        if ((at == list->text || at[-1] == ' ') && (at[length] == ',' || !at[length])) return;
    list->n += (size_t)snprintf(list->text + list->n, sizeof list->text - list->n, "%s%s",
                                list->n ? ", " : "", id);
}

static void unknown_id(const Chooser *chooser, const char *word, size_t length)
{
    char copy[TEXT_WORD_MAX + 1];
    const size_t n = length < TEXT_WORD_MAX ? length : TEXT_WORD_MAX;
    memcpy(copy, word, n);
    copy[n] = '\0';
    TextNearest nearest;
    text_nearest_begin(&nearest, copy);
    visit_ids(chooser->record, chooser->field, try_nearest, &nearest);
    const char *name = query_field_name(chooser->field);
    if (nearest.best)
        diag_error(chooser->diag, "", 0, 0, name, "no %s '%s' in this run; did you mean '%s'?",
                   name, copy, nearest.best);
    else {
        IdList list = {0};
        visit_ids(chooser->record, chooser->field, list_id, &list);
        diag_error(chooser->diag, "", 0, 0, name, "no %s '%s' in this run; there are: %s", name,
                   copy, list.n ? list.text : "none");
    }
}

Status metric_market(const Record *record, const char *region, const char *commodity,
                     Diag *diag, int32_t *market)
{
    int32_t r = 0, c = 0;
    while (r < record->n_regions && strcmp(record->regions[r].id, region) != 0)
        r++;
    while (c < record->n_commodities && strcmp(record->commodities[c].id, commodity) != 0)
        c++;
    const Chooser where = {record, QUERY_REGION, diag}, what = {record, QUERY_COMMODITY, diag};
    if (r == record->n_regions) unknown_id(&where, region, strlen(region));
    if (c == record->n_commodities) unknown_id(&what, commodity, strlen(commodity));
    if (r == record->n_regions || c == record->n_commodities) return LODE_USAGE;
    *market = record_market(record, r, c);
    if (*market != RECORD_NONE) return LODE_OK;
    diag_error(diag, "", 0, 0, "", "%s is neither made, used nor shipped in %s", commodity,
               region);
    return LODE_NEGATIVE;
}

/* Marks the ids of "a,b,c"; a missing text marks all n. */
static Status choose(const Chooser *chooser, const char *text, bool *chosen, int32_t n)
{
    if (!text) {
        for (int32_t i = 0; i < n; i++)
            chosen[i] = true;
        return LODE_OK;
    }
    Status st = LODE_OK;
    for (const char *word = text; *word;) {
        const size_t length = strcspn(word, ",");
        Match match = {word, length, chosen, false};
        if (length) visit_ids(chooser->record, chooser->field, match_id, &match);
        if (!match.found) {
            unknown_id(chooser, word, length);
            st = LODE_BAD_INPUT;
        }
        word += length;
        if (*word == ',') word++;
    }
    return st;
}

static int32_t field_size(const Record *r, QueryField field)
{
    switch (field) {
    case QUERY_REGION:
    case QUERY_PARTNER:
        return r->n_regions;
    case QUERY_COMMODITY:
        return r->n_commodities;
    case QUERY_STAGE:
        return r->n_stages;
    case QUERY_FACILITY:
    case QUERY_PROCESS:
        return r->n_facilities;
    case QUERY_USE:
        return r->n_demands;
    case QUERY_LIMIT:
        return r->n_limits;
    case QUERY_POLICY:
        return r->n_policies;
    case QUERY_FIELDS:
        break;
    }
    return 0;
}

Status query_choose(const Record *record, const Metric *metric, const MetricFilter *filter,
                    Arena *arena, Diag *diag, Chosen *chosen)
{
    const unsigned takes = metric_fields(metric->detail);
    Status worst = LODE_OK;
    for (QueryField f = 0; f < QUERY_FIELDS; f++) {
        const char *text = query_field_text(filter, f);
        const char *name = query_field_name(f);
        if (text && !(takes & 1u << f)) {
            diag_error(diag, "", 0, 0, name, "'%s' is not measured by %s; it takes: %s",
                       metric->id, name, metric_filters_text(metric->detail));
            worst = LODE_BAD_INPUT;
            text = NULL;
        }
        const int32_t n = field_size(record, f);
        chosen->of[f] = ARENA_ARRAY(arena, bool, n);
        if (!chosen->of[f]) return LODE_NO_MEMORY;
        const Chooser chooser = {record, f, diag};
        if (choose(&chooser, text, chosen->of[f], n)) worst = LODE_BAD_INPUT;
    }
    return worst;
}

/* A commodity is chosen when both its own id (or its stage, given as one) and its stage are. */
void query_choose_commodities(const Record *record, const Chosen *chosen, bool any_stage,
                              bool *out)
{
    for (int32_t c = 0; c < record->n_commodities; c++) {
        const int32_t stage = record->commodities[c].stage;
        const bool in_stage = stage >= 0 ? chosen->of[QUERY_STAGE][stage] : any_stage;
        out[c] = chosen->of[QUERY_COMMODITY][c] && in_stage;
    }
}
