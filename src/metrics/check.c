#include "metrics/check.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/bind.h"

#define CHECK_DEFAULT_RELATIVE 1e-6 /* an `equals` without a tolerance */

/* One assertion as it is written. */
typedef struct CheckRow {
    const char *metric, *region, *partner, *commodity, *stage, *facility, *process, *use,
        *limit, *policy;
    const char *basis, *period, *scenario, *why;
    double equals, within, relative;
} CheckRow;

#define CHECK_NUMBER(field, low, doc)                                                          \
    COLUMN_NUMBER(CheckRow, field, QUANTITY_PLAIN, NAN, low, INFINITY, doc)

static const Column columns[] = {
    {.name = "metric",
     .type = COLUMN_TYPE_TEXT,
     .offset = offsetof(CheckRow, metric),
     .required = true,
     .doc = "what is measured (`lode metrics` lists them)"},
    COLUMN_TEXT(CheckRow, region, "region or group"),
    COLUMN_TEXT(CheckRow, partner, "the region at the other end of trade"),
    COLUMN_TEXT(CheckRow, commodity, "commodity or stage"),
    COLUMN_TEXT(CheckRow, stage, "stage"),
    COLUMN_TEXT(CheckRow, facility, "facility"),
    COLUMN_TEXT(CheckRow, process, "process"),
    COLUMN_TEXT(CheckRow, use, "end use"),
    COLUMN_TEXT(CheckRow, limit, "policy that sets a limit"),
    COLUMN_TEXT(CheckRow, policy, "policy, or kind of policy"),
    COLUMN_TEXT(CheckRow, basis, "`reo` converts amounts to contained rare-earth oxide"),
    COLUMN_TEXT(CheckRow, period, "year or month; blank = the whole run"),
    COLUMN_TEXT(CheckRow, scenario, "blank = baseline"),
    COLUMN_TEXT(CheckRow, why, "where the expectation is from"),
    CHECK_NUMBER(equals, -INFINITY, "the value expected"),
    CHECK_NUMBER(within, 0, "how far the value may be off"),
    CHECK_NUMBER(relative, 0, "how far it may be off, as a share of the value expected"),
};

static const char *const own_keys[] = {"between", NULL};

static void bad(const YamlNode *node, const char *field, Diag *diag, const char *text)
{
    diag_error(diag, node->file, node->line, node->column, field, "%s", text);
}

/* between: [low, high] */
static void read_between(const YamlNode *node, Check *check, Diag *diag)
{
    const bool pair = node->type == YAML_IS_LIST && node->n == 2;
    if (!pair || !text_number(node->items[0]->text, &check->low) ||
        !text_number(node->items[1]->text, &check->high))
        bad(node, "between", diag, "write two numbers: between: [low, high]");
    else if (check->low > check->high)
        bad(node, "between", diag, "the first number is above the second");
}

static void read_expectation(const YamlNode *node, const CheckRow *row, Check *check,
                             Diag *diag)
{
    const YamlNode *between = yaml_get(node, "between");
    if ((between != NULL) == !isnan(row->equals)) {
        bad(node, "equals", diag, "give what is expected: either `equals` or `between`");
        return;
    }
    if (between) {
        read_between(between, check, diag);
        return;
    }
    double room = row->within;
    if (isnan(room)) {
        const double share = isnan(row->relative) ? CHECK_DEFAULT_RELATIVE : row->relative;
        room = share * fabs(row->equals);
    }
    check->low = row->equals - room;
    check->high = row->equals + room;
}

static void read_period(const YamlNode *node, const char *period, Check *check, Diag *diag)
{
    check->from = MONTH_NONE;
    if (*period && !month_parse(period, &check->from, &check->months))
        bad(node, "period", diag, "write a year (2030) or a month (2030-06)");
}

static void read_metric(const YamlNode *node, const char *id, Check *check, Diag *diag)
{
    check->metric = metric_find(id);
    if (check->metric || !*id) return;
    const char *nearest = metric_nearest(id);
    diag_error(diag, node->file, node->line, node->column, "metric",
               nearest ? "no metric '%s'; did you mean '%s'?"
                       : "no metric '%s'; `lode metrics` lists them",
               id, nearest);
}

static Status read_one(const Model *model, const CheckText *text, Arena *arena, Diag *diag,
                       Check *check)
{
    CheckRow row = {0};
    const YamlNode *node = text->node;
    const int32_t before = diag_errors(diag);
    const Status st = bind_row(model, node, columns, sizeof columns / sizeof columns[0],
                               own_keys, "", arena, diag, &row);
    if (st && st != LODE_BAD_INPUT) return st;
    if (st || diag_errors(diag) > before) return LODE_BAD_INPUT;
    check->place = text->place;
    check->scenario = row.scenario;
    check->why = row.why;
    check->filter = (MetricFilter){
        row.region,  row.partner, row.commodity, row.stage,  row.facility,
        row.process, row.use,     row.limit,     row.policy, strcmp(row.basis, "reo") == 0};
    if (*row.basis && !check->filter.reo) bad(node, "basis", diag, "the only basis is `reo`");
    read_metric(node, row.metric, check, diag);
    read_period(node, row.period, check, diag);
    read_expectation(node, &row, check, diag);
    return diag_errors(diag) > before ? LODE_BAD_INPUT : LODE_OK;
}

Status check_read(const Model *model, Arena *arena, Diag *diag, Check **checks, int32_t *n)
{
    *n = model->n_checks;
    *checks = ARENA_ARRAY(arena, Check, model->n_checks);
    if (!*checks) return LODE_NO_MEMORY;
    Status worst = LODE_OK;
    for (int32_t i = 0; i < model->n_checks; i++) {
        const Status st = read_one(model, &model->checks[i], arena, diag, &(*checks)[i]);
        if (st && st != LODE_BAD_INPUT) return st;
        if (st) worst = st;
    }
    return worst;
}

/* Repeats the messages about a filter as messages about the assertion's place. */
static void tell_at(const Place *place, const Diag *from, Diag *to)
{
    for (int32_t i = 0; i < diag_count(from); i++) {
        const DiagMessage *message = diag_message(from, i);
        diag_error(to, place->file, place->line, place->column, message->field, "%s",
                   message->text);
    }
}

static Status measure(const Check *check, const Record *record, Diag *diag, double *value)
{
    Steps steps;
    const Status st = metric_steps(record, check->from, check->months, diag, &steps);
    if (st) return st;
    return metric_value(record, check->metric, &check->filter, steps, diag, value);
}

Status check_measure(const Check *check, const Record *record, Diag *diag, CheckResult *out)
{
    *out = (CheckResult){NAN, NAN, false};
    Diag *own = diag_new();
    if (!own) return LODE_NO_MEMORY;
    const Status st = measure(check, record, own, &out->value);
    tell_at(&check->place, own, diag);
    diag_free(own);
    if (st || isnan(out->value)) return st;
    out->miss = fmax(0, fmax(check->low - out->value, out->value - check->high));
    out->passed = out->miss == 0;
    return LODE_OK;
}
