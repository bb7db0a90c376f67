/* What questions have in common: their run, metric, filter and time. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "web/resource.h"

#define RESOURCE(name, parameters, doc) {#name, parameters, doc, resource_##name},
static const Resource resources[] = {
#include "web/resources.def"
};
#undef RESOURCE

const Resource *resource_list(int *n)
{
    *n = (int)(sizeof resources / sizeof *resources);
    return resources;
}

const Resource *resource_find(const char *name)
{
    for (size_t i = 0; i < sizeof resources / sizeof *resources; i++)
        if (strcmp(resources[i].name, name) == 0) return &resources[i];
    return NULL;
}

Status resource_resources(const Ask *ask)
{
    for (size_t i = 0; i < sizeof resources / sizeof *resources; i++) {
        out_row(ask->out);
        out_text(ask->out, "name", resources[i].name);
        out_text(ask->out, "parameters", resources[i].parameters);
        out_text(ask->out, "doc", resources[i].doc);
    }
    return LODE_OK;
}

Status ask_language(const Ask *ask, WordLanguage *out)
{
    const char *code = request_text(ask->request, "language");
    if (word_language(code, out)) return LODE_OK;
    diag_error(ask->diag, "", 0, 0, "language", "is en or zh, not '%.40s'", code);
    return LODE_BAD_INPUT;
}

Status ask_run(const Ask *ask, const char *key, Run **out)
{
    const char *id = request_text(ask->request, key);
    return runs_get(ask->runs, id ? id : "baseline", ask->diag, out);
}

Status ask_record(const Ask *ask, Run *run, const Record **out)
{
    const char *money = request_text(ask->request, "money");
    *out = run->record;
    if (!money || strcmp(money, "real") == 0) return LODE_OK;
    if (strcmp(money, "nominal") == 0) return runs_nominal(ask->runs, run, ask->diag, out);
    diag_error(ask->diag, "", 0, 0, "money", "is real or nominal, not '%.40s'", money);
    return LODE_BAD_INPUT;
}

MetricFilter ask_filter(const Ask *ask)
{
    const Request *r = ask->request;
    const char *basis = request_text(r, "basis");
    return (MetricFilter){.region = request_text(r, "region"),
                          .partner = request_text(r, "partner"),
                          .commodity = request_text(r, "commodity"),
                          .stage = request_text(r, "stage"),
                          .facility = request_text(r, "facility"),
                          .process = request_text(r, "process"),
                          .use = request_text(r, "use"),
                          .limit = request_text(r, "limit"),
                          .reo = basis && strcmp(basis, "reo") == 0};
}

static bool find_field(const char *name, size_t n, QueryField *out)
{
    for (int f = 0; f < QUERY_FIELDS; f++) {
        const char *field = query_field_name((QueryField)f);
        if (strlen(field) != n || strncmp(field, name, n) != 0) continue;
        *out = (QueryField)f;
        return true;
    }
    return false;
}

Status ask_by(const Ask *ask, QueryField by[QUERY_FIELDS], int *n)
{
    const char *text = request_text(ask->request, "by");
    *n = 0;
    while (text && *text) {
        const size_t length = strcspn(text, ",");
        if (*n == QUERY_FIELDS || !find_field(text, length, &by[*n])) {
            diag_error(
                ask->diag, "", 0, 0, "by",
                "is a list of region, partner, commodity, stage, facility, process, use, "
                "limit; '%.*s' is none of them",
                (int)(length < 40 ? length : 40), text);
            return LODE_BAD_INPUT;
        }
        (*n)++;
        text += length + (text[length] == ',');
    }
    return LODE_OK;
}

Status ask_metric(const Ask *ask, const Metric **out)
{
    const char *id = request_text(ask->request, "metric");
    *out = id ? metric_find(id) : NULL;
    if (*out) return LODE_OK;
    const char *near = id ? metric_nearest(id) : NULL;
    diag_error(ask->diag, "", 0, 0, "metric", "'%s' is no metric%s%s%s", id ? id : "",
               near ? "; did you mean '" : "; /api/v1/metrics lists them", near ? near : "",
               near ? "'?" : "");
    return LODE_BAD_INPUT;
}

Status ask_steps(const Ask *ask, const Record *record, Steps *out)
{
    const char *month = request_text(ask->request, "month");
    const char *year = request_text(ask->request, "year");
    const char *text = month ? month : year;
    Month from = MONTH_NONE;
    int32_t months = 0;
    if (text && !month_parse(text, &from, &months)) {
        diag_error(ask->diag, "", 0, 0, month ? "month" : "year",
                   "is written as 2025-04 or 2025, not '%.40s'", text);
        return LODE_BAD_INPUT;
    }
    return metric_steps(record, from, months, ask->diag, out);
}

static Status ask_whole(const Ask *ask, const char *key, double usual, double least,
                        double most, double *out)
{
    const char *text = request_text(ask->request, key);
    double value = usual;
    if (text && (!text_number(text, &value) || value < least || value > most ||
                 value != floor(value))) {
        diag_error(ask->diag, "", 0, 0, key, "is a whole number from %.0f to %.0f, not '%.40s'",
                   least, most, text);
        return LODE_BAD_INPUT;
    }
    *out = value;
    return LODE_OK;
}

Status ask_count(const Ask *ask, const char *key, int usual, int most, int *out)
{
    double value = usual;
    const Status st = ask_whole(ask, key, usual, 1, most, &value);
    *out = (int)value;
    return st;
}

Status ask_offset(const Ask *ask, int *out)
{
    double value = 0;
    const Status st = ask_whole(ask, "offset", 0, 0, INT32_MAX, &value);
    *out = (int)value;
    return st;
}

Status ask_document(const Ask *ask, int64_t *out)
{
    enum { MOST = 1 << 30 };
    double value = 0;
    const Status st = ask_whole(ask, "id", 0, 0, MOST, &value);
    *out = (int64_t)value;
    return st;
}

const Document *origin_document(const Model *model, const Origin *origin)
{
    const bool any = origin->status != EVIDENCE_NONE && origin->document != MODEL_NONE;
    return any ? &model->documents[origin->document] : NULL;
}

void put_origin(const Ask *ask, const Origin *origin)
{
    static const char *const words[] = {NULL, "seen", "memory", "estimate"};
    const Document *document = origin_document(ask->model, origin);
    const bool any =
        origin->status != EVIDENCE_NONE; /* a row without numbers needs no source */
    out_text(ask->out, "source", document ? document->id : any ? "assumption" : "");
    out_text(ask->out, "status", words[origin->status]);
    out_text(ask->out, "note", origin->note);
    out_text(ask->out, "file", origin->place.file);
    out_number(ask->out, "line", origin->place.line);
}
