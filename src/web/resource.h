/* resource.h - what can be asked for: one line in resources.def and one function each. Private
 * to web/. */
#ifndef LODE_WEB_RESOURCE_H
#define LODE_WEB_RESOURCE_H

#include "base/language.h"
#include "metrics/metric.h"
#include "web/episodes.h"
#include "web/papers.h"
#include "web/request.h"
#include "web/runs.h"

typedef struct Ask {
    const Model *model;
    Runs *runs;
    Episodes *episodes;
    const Request *request;
    Out *out;
    Diag *diag;
    Papers *papers;
    const struct MagnetData *magnets; /* NULL: there are none */
} Ask;

typedef struct Resource {
    const char *name;
    const char *parameters; /* "run metric region ..." */
    const char *doc;        /* one line */
    Status (*write)(const Ask *ask);
} Resource;

#define RESOURCE(name, parameters, doc) Status resource_##name(const Ask *ask);
#include "web/resources.def"
#undef RESOURCE

const Resource *resource_list(int *n);
const Resource *resource_find(const char *name);

/* The run a question is about: its parameter `key`, else the baseline. */
Status ask_run(const Ask *ask, const char *key, Run **out);

/* The run in the money that `money` asks for: "real", the usual one, or "nominal". */
Status ask_record(const Ask *ask, Run *run, const Record **out);

/* The filter fields, basis, and what it is split by ("by=region,partner"). */
MetricFilter ask_filter(const Ask *ask);
Status ask_by(const Ask *ask, QueryField by[QUERY_FIELDS], int *n);
/* metric=...; LODE_BAD_INPUT with words in diag. */
Status ask_metric(const Ask *ask, const Metric **out);
/* month=2025-04, year=2026; neither: the whole run. */
Status ask_steps(const Ask *ask, const Record *record, Steps *out);
/* A whole number from 1 to most; `usual` when it is not given. */
Status ask_count(const Ask *ask, const char *key, int usual, int most, int *out);

/* offset=...: a whole number from 0; 0 when it is not given. */
Status ask_offset(const Ask *ask, int *out);
/* language=en, zh: of words; English when it is not given. */
Status ask_language(const Ask *ask, WordLanguage *out);
/* id=...: of a document of the library. */
Status ask_document(const Ask *ask, int64_t *out);

/* Saves or removes the topic of the body {"name", "query", "remove"}, and lists them all. */
Status change_topic(const Ask *ask);

/* The document of a row's numbers; NULL: it has none. */
const Document *origin_document(const Model *model, const Origin *origin);

/* The provenance of a row: document, status, note, file, line. */
void put_origin(const Ask *ask, const Origin *origin);

#endif
