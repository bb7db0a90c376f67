#include "metrics/probe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/units.h"
#include "metrics/metric.h"
#include "model/bind.h"

typedef struct QuestionRow {
    const char *metric, *region, *partner, *commodity, *stage, *facility, *process, *use,
        *limit, *policy, *basis, *above, *below;
} QuestionRow;

static const Column columns[] = {
    COLUMN_TEXT(QuestionRow, metric, "what is measured (`lode metrics` lists them)"),
    COLUMN_TEXT(QuestionRow, region, "region or group"),
    COLUMN_TEXT(QuestionRow, partner, "the region at the other end of trade"),
    COLUMN_TEXT(QuestionRow, commodity, "commodity or stage"),
    COLUMN_TEXT(QuestionRow, stage, "stage"),
    COLUMN_TEXT(QuestionRow, facility, "facility"),
    COLUMN_TEXT(QuestionRow, process, "process"),
    COLUMN_TEXT(QuestionRow, use, "end use"),
    COLUMN_TEXT(QuestionRow, limit, "policy that sets a limit"),
    COLUMN_TEXT(QuestionRow, policy, "policy, or kind of policy"),
    COLUMN_TEXT(QuestionRow, basis, "`reo` converts amounts to contained rare-earth oxide"),
    COLUMN_TEXT(QuestionRow, above, "yes while the metric is above this"),
    COLUMN_TEXT(QuestionRow, below, "yes while it is below this"),
};
static const char *const others[] = {"for", NULL};

typedef struct Asked {
    MetricQuery *query;
    double bar;
    bool above;
} Asked;

typedef struct Session {
    Arena *arena;
    Asked *asked;
    int32_t n;
} Session;

static void wrong(const YamlNode *node, const char *field, Diag *diag, const char *format,
                  const char *a, const char *b)
{
    diag_error(diag, node->file, node->line, node->column, field, format, a, b);
}

/* "500 USD/kg" in the unit of the metric; a bare number is in that unit already. */
static void read_bar(const Model *model, const YamlNode *node, const char *text,
                     const char *unit, Diag *diag, Asked *out)
{
    const char *end;
    char why[256];
    UnitFactor factor;
    const char *field = out->above ? "above" : "below";
    if (!text_number_prefix(text, &out->bar, &end)) {
        wrong(node, field, diag, "'%s' is not a number; write one in %s", text, unit);
        return;
    }
    while (*end == ' ')
        end++;
    if (*end == '\0') return;
    const char *plain = strcmp(unit, "1") == 0 && strcmp(end, "%") == 0 ? "%" : end;
    if (units_factor(model->units, plain, unit, &factor, why, sizeof why))
        out->bar = unit_convert(factor, out->bar);
    else
        wrong(node, field, diag, "'%s' does not fit the metric, which is in %s", text, unit);
}

static const Metric *read_metric(const YamlNode *node, const char *id, Diag *diag)
{
    const Metric *metric = metric_find(id);
    if (metric) return metric;
    const char *near = metric_nearest(id);
    wrong(node, "metric", diag,
          near ? "no metric '%s'; did you mean '%s'?"
               : "no metric '%s'; `lode metrics` lists them%s",
          id, near ? near : "");
    return NULL;
}

/* Repeats messages about a filter with the place of the question. */
static void tell_at(const YamlNode *node, const Diag *from, Diag *to)
{
    for (int32_t i = 0; i < diag_count(from); i++)
        wrong(node, diag_message(from, i)->field, to, "%s%s", diag_message(from, i)->text, "");
}

static Status open_one(const Model *model, const Record *record, const YamlNode *node,
                       Arena *arena, Diag *diag, Asked *out)
{
    QuestionRow row = {0};
    Status st = bind_row(model, node, columns, (int)(sizeof columns / sizeof *columns), others,
                         "", arena, diag, &row);
    if (st) return st;
    const Metric *metric = read_metric(node, row.metric, diag);
    if (!metric) return LODE_BAD_INPUT;
    const MetricFilter filter = {.region = row.region,
                                 .partner = row.partner,
                                 .commodity = row.commodity,
                                 .stage = row.stage,
                                 .facility = row.facility,
                                 .process = row.process,
                                 .use = row.use,
                                 .limit = row.limit,
                                 .policy = row.policy,
                                 .reo = strcmp(row.basis, "reo") == 0};
    Diag *own = diag_new();
    if (!own) return LODE_NO_MEMORY;
    st = metric_open(record, metric, &filter, own, &out->query);
    tell_at(node, own, diag);
    diag_free(own);
    if (st) return st;
    out->above = *row.above != '\0';
    const int32_t before = diag_errors(diag);
    read_bar(model, node, out->above ? row.above : row.below, metric_query_unit(out->query),
             diag, out);
    return diag_errors(diag) > before ? LODE_BAD_INPUT : LODE_OK;
}

static void probe_close(void *context)
{
    Session *session = context;
    if (!session) return;
    for (int32_t q = 0; q < session->n; q++)
        metric_close(session->asked[q].query);
    arena_free(session->arena);
}

static Status probe_open(const Model *model, const Record *record, const Question *questions,
                         int32_t n, Diag *diag, void **out)
{
    Arena *arena = arena_new(0);
    Session *session = ARENA_ARRAY(arena, Session, 1);
    Asked *asked = ARENA_ARRAY(arena, Asked, n);
    *out = NULL;
    if (!session || !asked) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    *session = (Session){.arena = arena, .asked = asked, .n = n};
    Status worst = LODE_OK;
    for (int32_t q = 0; q < n; q++) {
        const Status st = open_one(model, record, questions[q].node, arena, diag, &asked[q]);
        if (st && worst != LODE_NO_MEMORY) worst = st;
    }
    if (worst) {
        probe_close(session);
        return worst;
    }
    *out = session;
    return LODE_OK;
}

static bool probe_ask(void *context, int32_t question, int32_t step)
{
    const Session *session = context;
    const Asked *asked = &session->asked[question];
    const double value = metric_over(asked->query, (Steps){step, step + 1});
    return asked->above ? value > asked->bar : value < asked->bar;
}

const Probe metrics_probe = {.open = probe_open, .ask = probe_ask, .close = probe_close};
