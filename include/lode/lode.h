/* lode.h - Lodestone as a library: load a model of a supply chain, run it, ask the run.
 *
 *     lode_model *model;
 *     lode_run *run;
 *     lode_answer *prices;
 *     if (lode_model_load("models/ree-magnets", &model) ||
 *         lode_model_run(model, &(lode_run_options){.size = sizeof(lode_run_options)}, &run) ||
 *         lode_run_query(run, &(lode_query){.size = sizeof(lode_query), .metric = "price",
 *                        .region = "japan", .commodity = "dy-oxide"}, &prices)) ...
 *     const double *usd_per_t = lode_answer_values(prices);      one value a month
 *
 * Errors. What can fail returns an lode_status. The handle that was asked for exists even then
 * (NULL only when memory is out), and its messages say what is wrong: all of it, not the first
 * mistake. Free it like a good one. Nothing is ever printed, and no function exits.
 * Ownership. What a function makes, the function of the same noun that ends in _free gives back
 * (NULL is fine); every other pointer is borrowed from the handle it was asked of.
 * A run does not need its model any more, nor an answer its run.
 * Options are structs that begin with their size; what is zero has its default, so a program
 * compiled today runs with a later library. Structs that the library hands out may grow.
 * Threads. A handle never changes once it is made, except that lode_results keeps its last
 * mistakes: any number of threads may run one model and question one run, each into handles of
 * its own, and two threads may load two models. Free a handle when nobody uses it any more.
 * Months are counted from January 1970, as numpy's datetime64[M] counts them.
 * docs/interfaces.md shows it all by example. */
#ifndef LODE_LODE_H
#define LODE_LODE_H

#include <stddef.h>
#include <stdint.h>

#include "lode/status.h"

#if defined __GNUC__
#define LODE_API __attribute__((visibility("default")))
#else
#define LODE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lode_model lode_model;       /* a model folder, read and checked */
typedef struct lode_run lode_run;           /* what a run left behind */
typedef struct lode_answer lode_answer;     /* a metric of a run: series of values */
typedef struct lode_futures lode_futures;   /* draws of what is uncertain in a model */
typedef struct lode_words lode_words;       /* lines that explain something */
typedef struct lode_results lode_results;   /* a results file, open for reading */
typedef struct lode_messages lode_messages; /* mistakes and warnings of a handle */

/* "0.1.0", and the version of this interface, which grows by one with every addition. */
LODE_API const char *lode_version(void);
LODE_API int lode_api_version(void);

/* A status in words; never NULL. */
LODE_API const char *lode_status_text(int status);

/* ---- what is wrong ---- */

enum lode_level { LODE_ERROR = 0, LODE_WARNING = 1 };

typedef struct lode_message {
    int level;            /* lode_level */
    const char *file;     /* relative to the model folder; "" = about all of it */
    int32_t line, column; /* 0 = unknown */
    const char *field;    /* column or key, "" if none */
    const char *text;     /* what is wrong, what was expected, what to do */
} lode_message;

/* All of them, one to a line: "tables/routes.csv:14:6: to: a route joins two regions, ...".
 * NULL messages are those of a handle there was no memory for. Never NULL. */
LODE_API const char *lode_messages_text(const lode_messages *messages);
LODE_API int32_t lode_messages_count(const lode_messages *messages);
LODE_API const lode_message *lode_messages_at(const lode_messages *messages, int32_t i);

/* ---- a model ---- */

/* Reads and checks a model folder. LODE_BAD_INPUT: its mistakes are in the messages; a model
 * that is good may have warnings there. LODE_IO: it cannot be read. */
LODE_API int lode_model_load(const char *folder, lode_model **out);
LODE_API void lode_model_free(lode_model *model);
LODE_API const lode_messages *lode_model_messages(const lode_model *model);

/* "name", "title", "title_zh", "about", "licence", "currency", "folder", "start" or "end" (its
 * first and last month, "2024-01"); NULL for anything else. */
LODE_API const char *lode_model_about(const lode_model *model, const char *field);

enum lode_noun {
    LODE_REGIONS = 0,     /* id, name, name_zh, group */
    LODE_STAGES = 1,      /* id, name, name_zh */
    LODE_COMMODITIES = 2, /* id, name, name_zh, unit, element, stage */
    LODE_FACILITIES = 3,  /* id, name, name_zh, owner, region, process */
    LODE_USES = 4,        /* id, name, name_zh, sector, device; of models only */
    LODE_SCENARIOS = 5,   /* id, title, title_zh, tells; of models only */
};

/* How many there are, and a text of one of them: a field listed above. NULL when there is no
 * such thing or field; "" when the author left it blank. */
LODE_API int32_t lode_model_count(const lode_model *model, int noun);
LODE_API const char *lode_model_text(const lode_model *model, int noun, int32_t i,
                                     const char *field);

/* A number that a scenario leaves open. */
typedef struct lode_vary {
    const char *id, *label, *label_zh;
    double low, high, usual;
} lode_vary;

LODE_API int32_t lode_model_vary_count(const lode_model *model, int32_t scenario);
LODE_API const lode_vary *lode_model_vary(const lode_model *model, int32_t scenario, int32_t i);

/* ---- a run ---- */

typedef struct lode_value {
    const char *name;
    double value;
} lode_value;

enum lode_foresight {
    LODE_FORESIGHT_OF_MODEL = 0,
    LODE_FORESIGHT_RECURSIVE = 1, /* people act on expectations */
    LODE_FORESIGHT_PERFECT = 2,   /* all steps are one program */
};

typedef struct lode_run_options {
    size_t size;                  /* sizeof(lode_run_options) */
    const char *name;             /* of the run; NULL = its scenarios, or "baseline" */
    const char *const *scenarios; /* ids, stacked in this order */
    size_t n_scenarios;
    const lode_value *varies; /* values for what the scenarios let vary */
    size_t n_varies;
    /* Cells replaced: "facilities[cn-bayan-obo].capacity=200000" in the file's unit, or
     * "=*1.1"; the model is read once more with them, from memory. */
    const char *const *changes;
    size_t n_changes;
    const char *start, *end; /* first and last month, "2025-04"; NULL = the model's */
    const char *step;        /* "month", "quarter", "year"; NULL = the model's */
    int foresight;           /* lode_foresight */
    /* Called after each step, in the thread of the call; anything but 0 stops the run with
     * LODE_INTERRUPTED. */
    int (*progress)(void *context, int32_t step, int32_t n_steps);
    void *context;
} lode_run_options;

/* Runs the model. options NULL = the baseline as written. LODE_USAGE: unknown names in the
 * options; LODE_BAD_INPUT: mistakes of a scenario or of a changed cell. */
LODE_API int lode_model_run(const lode_model *model, const lode_run_options *options,
                            lode_run **out);
LODE_API void lode_run_free(lode_run *run);
LODE_API const lode_messages *lode_run_messages(const lode_run *run);

/* "name", "title", "model", "currency", "start", "end"; NULL for anything else. */
LODE_API const char *lode_run_about(const lode_run *run, const char *field);
LODE_API int32_t lode_run_count(const lode_run *run, int noun);
LODE_API const char *lode_run_text(const lode_run *run, int noun, int32_t i, const char *field);

/* One line of the headline that the model asks for. Ids are "" where they say nothing; region
 * "" is the world, year 0 the whole run. */
typedef struct lode_headline {
    const char *metric, *region, *stage, *commodity, *use, *unit;
    int32_t year;
    double value;
} lode_headline;

LODE_API int32_t lode_run_headline_count(const lode_run *run);
LODE_API const lode_headline *lode_run_headline(const lode_run *run, int32_t i);

/* How far to trust the arithmetic: recomputed by a judge that shares no code with the solver.
 */
typedef struct lode_quality {
    double worst_residual;  /* relative error of the worst balance or price of any step */
    double worst_imbalance; /* relative, of the mass of the worst commodity over the run */
    double seconds;         /* spent solving */
} lode_quality;

LODE_API const lode_quality *lode_run_quality(const lode_run *run);

/* ---- questions ---- */

/* The metrics: "id", "unit", "time" (how it adds up over months), "filters", "definition". */
LODE_API int32_t lode_metric_count(void);
LODE_API const char *lode_metric_text(int32_t i, const char *field);

enum lode_period {
    LODE_BY_STEP = 0, /* a value for each step of the run (month) */
    LODE_BY_YEAR = 1, /* for each calendar year */
    LODE_WHOLE_RUN = 2,
};

/* What is asked. A filter is NULL (everything), an id, or several joined by ','; a region may
 * be a group, a commodity may be a stage. */
typedef struct lode_query {
    size_t size;        /* sizeof(lode_query) */
    const char *metric; /* an id of `lode metrics` */
    const char *region, *partner, *commodity, *stage, *facility, *process, *use, *limit,
        *policy;
    const char *by; /* a series for each "region", "region,commodity", ...; "*": all that tells
                     * the metric's things apart; NULL: one series of everything together */
    int period;     /* lode_period */
    int reo;        /* not 0: amounts in contained rare-earth oxide */
    int drop_zero;  /* not 0: leave out series that are zero, or have no value, throughout */
} lode_query;

/* LODE_USAGE: unknown names, filters that the metric does not take, units that do not add up.
 */
LODE_API int lode_run_query(const lode_run *run, const lode_query *query, lode_answer **out);
LODE_API void lode_answer_free(lode_answer *answer);
LODE_API const lode_messages *lode_answer_messages(const lode_answer *answer);

LODE_API int32_t lode_answer_series(const lode_answer *answer);  /* how many */
LODE_API int32_t lode_answer_periods(const lode_answer *answer); /* how many values each has */

/* Arrays of the answer, for reading in place. Values stand series after series: period p of
 * series s is values[s * periods + p]. NAN where there is no answer: a price where nothing is
 * traded. lengths: months that a period covers in the run; a year cut short has fewer than 12.
 */
LODE_API const double *lode_answer_values(const lode_answer *answer);
LODE_API const int64_t *lode_answer_months(const lode_answer *answer);
LODE_API const int32_t *lode_answer_lengths(const lode_answer *answer);

/* The unit of a series, "USD/t"; its id in a field of `by`, "" in others. */
LODE_API const char *lode_answer_unit(const lode_answer *answer, int32_t series);
LODE_API const char *lode_answer_id(const lode_answer *answer, int32_t series,
                                    const char *field);

/* ---- many runs ---- */

typedef struct lode_futures_options {
    size_t size;                  /* sizeof(lode_futures_options) */
    const char *const *scenarios; /* of every run */
    size_t n_scenarios;
    int64_t n; /* how many */
    uint64_t seed;
    const char *sequence; /* "sobol", "latin" or "random"; NULL = "sobol" */
} lode_futures_options;

/* What varies from one future to the next: a row of uncertain.csv, or what a scenario leaves
 * open. */
typedef struct lode_input {
    const char *id, *label;
    const char *source;      /* of the numbers it moves; "" of a scenario's range */
    double low, usual, high; /* values, or factors on the cells that it moves */
} lode_input;

/* Draws futures as `lode ensemble` does: values of all inputs, and outages and delays of
 * facilities. Future i depends on the seed and on i alone (and, in a Latin hypercube, on n).
 * The model must outlive them. */
LODE_API int lode_model_futures(const lode_model *model, const lode_futures_options *options,
                                lode_futures **out);
LODE_API void lode_futures_free(lode_futures *futures);
LODE_API const lode_messages *lode_futures_messages(const lode_futures *futures);
LODE_API int64_t lode_futures_count(const lode_futures *futures);
LODE_API int32_t lode_futures_inputs(const lode_futures *futures);
LODE_API const lode_input *lode_futures_input(const lode_futures *futures, int32_t i);

/* The inputs' values in a future, to values: lode_futures_inputs numbers. */
LODE_API int lode_futures_values(const lode_futures *futures, int64_t future, double *values);

/* How one of many runs differs from the model; the fields are those of lode_run_options. */
typedef struct lode_variation {
    size_t size; /* sizeof(lode_variation) */
    const char *name;
    const char *const *scenarios;
    size_t n_scenarios;
    const lode_value *varies;
    size_t n_varies;
    const char *const *changes;
    size_t n_changes;
} lode_variation;

typedef struct lode_ensemble_options {
    size_t size;                             /* sizeof(lode_ensemble_options) */
    const lode_variation *const *variations; /* a run for each */
    size_t n_variations;
    const lode_query *const *queries; /* asked of every run */
    size_t n_queries;
    const char *start, *end; /* of all runs; NULL = the model's */
    int foresight;           /* lode_foresight */
    int threads;             /* that run beside the caller's; 0 = one */
    /* Takes the answers of run number `run`, in the order of the runs, in the thread of the
     * call: answers[q] is that of queries[q], borrowed for the call. A run that failed (status,
     * and why in words) has NULL answers, and the others go on. Anything but 0 ends the
     * ensemble with LODE_INTERRUPTED. */
    int (*deliver)(void *context, int64_t run, int status, const char *why,
                   const lode_answer *const *answers);
    void *context;
    const lode_futures
        *futures; /* runs these, and no variations; of the same model. NULL: none */
} lode_ensemble_options;

/* Runs all variations, or all futures. Memory does not grow with their number, and the answers
 * have the same bits whatever the number of threads. Unless out is NULL, the messages of *out
 * say what went wrong with the ensemble itself. */
LODE_API int lode_model_ensemble(const lode_model *model, const lode_ensemble_options *options,
                                 lode_words **out);

/* ---- explanations ---- */

typedef struct lode_line {
    const char *about; /* lode_run_compare: "trade", "price", "surplus";
                        * lode_run_why: "why", "part" */
    const char *text;  /* a sentence, or the name of a part */
    double amount;     /* of a part; NAN for a sentence */
    const char *unit;  /* of amount; "" for a sentence */
} lode_line;

/* What `after` does differently from `before`, the weightiest first, in sentences. No lines:
 * nothing differs by more than 0.1 %. */
LODE_API int lode_run_compare(const lode_run *before, const lode_run *after, lode_words **out);

/* Why a price is what it is in a month ("2025-06"): sentences, and the parts that add up to it
 * over the whole chain, per unit of the commodity. LODE_NEGATIVE: it is not traded there. */
LODE_API int lode_run_why(const lode_run *run, const char *region, const char *commodity,
                          const char *month, lode_words **out);
LODE_API void lode_words_free(lode_words *words);
LODE_API const lode_messages *lode_words_messages(const lode_words *words);
LODE_API int32_t lode_words_count(const lode_words *words);
LODE_API const lode_line *lode_words_at(const lode_words *words, int32_t i);

/* ---- results files (docs/results.md) ---- */

/* Adds the run to a results file, which is made if need be; a run of the same name is replaced.
 * One thread at a time per file. Unless out is NULL, the messages of *out say what went wrong.
 */
LODE_API int lode_run_write(const lode_run *run, const char *path, lode_words **out);

/* Opens a results file, lists its runs, reads one back bit for bit (NULL = the
 * first). LODE_NEGATIVE: there is no run of that name. */
LODE_API int lode_results_open(const char *path, lode_results **out);
LODE_API void lode_results_free(lode_results *results);
LODE_API const lode_messages *lode_results_messages(const lode_results *results);
LODE_API int32_t lode_results_count(const lode_results *results);
LODE_API const char *lode_results_name(const lode_results *results, int32_t i);
LODE_API int lode_results_run(lode_results *results, const char *name, lode_run **out);

/* Writes its runs (or the one of that name) as "csv" (path is a folder), "iamc", "netcdf" or
 * "xlsx". */
LODE_API int lode_results_export(lode_results *results, const char *name, const char *format,
                                 const char *path);

#ifdef __cplusplus
}
#endif

#endif
