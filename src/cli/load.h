/* load.h - opening what a command works on, with its mistakes told. Private to cli/. */
#ifndef LODE_CLI_LOAD_H
#define LODE_CLI_LOAD_H

#include "cli/args.h"
#include "metrics/metric.h"
#include "model/model.h"
#include "store/store.h"
#include "table/files.h"

enum { LOAD_MESSAGES = 20 }; /* shown unless --all */

/* Reads a model folder, with cells replaced as model/overlay.h says. Errors are told; warnings
 * only counted. */
Status load_model(const Screen *screen, const char *folder, const char *const *settings,
                  int n_settings, Model **out);

/* What a command lays over a model folder. */
typedef struct LoadOver {
    const char *const *settings; /* cells, as above */
    int n_settings;
    /* Scenarios that may be files: "folder/name.yaml" joins the model's scenarios (in the place
     * of one of that name), and the list then has its id. */
    const char **scenarios;
    int n_scenarios;
    const char *candidates; /* a file in the place of candidates.csv; NULL = the model's */
    Arena *arena;           /* of files */
    Files *files; /* what the model was read from, for whoever changes cells; NULL = nobody */
} LoadOver;

Status load_model_with(const Screen *screen, const char *folder, const LoadOver *over,
                       Model **out);

/* Opens a results file. */
Status load_store(const Screen *screen, const char *path, Store **out);

/* A run of it; name NULL = the first. */
Status load_run(const Screen *screen, Store *store, const char *name, Record **out);

/* What --currency and --nominal ask for, done to a run and to its headline (NULL: there is
 * none); rate and index are noted unless `quiet`. The run's own money when no option is given.
 * LODE_USAGE when its model gave no rate, or has no price index. */
#define OPTION_CURRENCY                                                                        \
    OPTION_VALUE("currency", 0, VALUE_TEXT, "CODE",                                            \
                 "money in another currency, e.g. CNY, at the model's exchange rate"),         \
        OPTION_FLAG(                                                                           \
            "nominal", 0,                                                                      \
            "money of its own time, by the model's price index, instead of one year's")
Status load_money(const Screen *screen, const Args *args, bool quiet, Record *record,
                  RunHeadline *headline);

/* Tells what is in diag as mistakes of the command line ("lode show: ..."). */
void load_tell(const Screen *screen, const Diag *diag);

/* "baseline" of a model that has no scenario of that name: a run without any. */
bool load_is_plain_baseline(const Model *model, const char *id);

/* Names that the model has no scenario for are told, with the nearest: LODE_USAGE. */
Status load_check_scenarios(const Screen *screen, const Model *model, const char *const *ids,
                            int n);

/* A month of an option; MONTH_NONE when it is not given. */
Status load_month(const Screen *screen, const Args *args, const char *option, Month *out);

#endif
