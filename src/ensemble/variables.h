/* variables.h - what of each run an ensemble keeps: series of metrics, month by month and year
 * by year. */
#ifndef LODE_ENSEMBLE_VARIABLES_H
#define LODE_ENSEMBLE_VARIABLES_H

#include "metrics/headline.h"
#include "metrics/split.h"

/* One series: a metric asked of one thing. Ids are "" where they say nothing. */
typedef struct Variable {
    const Metric *metric;
    MetricFilter filter;
    const char *unit;
} Variable;

typedef struct Variables {
    const Variable *items; /* those of one metric stand together */
    int32_t n;
    Month start;
    int32_t months_per_step, n_steps;
    const int32_t *years; /* calendar years of the run; the first, 0, is the whole run */
    int32_t n_years;
} Variables;

/* Series to keep, as texts: "price commodity=ndpr-oxide region=*" is a metric, and filters as
 * `lode show` has them; '*' takes each apart. */
typedef struct VariableTexts {
    const char *option; /* what mistakes are said to be in */
    const char *const *texts;
    int n;
} VariableTexts;

/* `asked`; when nothing is asked for, all that the headline speaks of, and what is short of
 * goods that final users buy. In either case `more`, too. `record` is a run that has all things
 * there are. Mistakes go to diag: LODE_USAGE. */
Status variables_read(const Model *model, const Record *record, const VariableTexts *asked,
                      const VariableTexts *more, Arena *arena, Diag *diag, Variables *out);

/* Which of them the text names. LODE_USAGE when it names several. */
Status variables_find(const Variables *variables, const Record *record, const char *option,
                      const char *text, Arena *arena, Diag *diag, int32_t *out);

/* Measures a run: series (n x n_steps) and values of years (n x n_years). What a run lacks is
 * NAN. */
void variables_measure(const Variables *variables, const Record *record, float *series,
                       double *yearly);

/* The bytes of both together, for one run. */
size_t variables_bytes(const Variables *variables);

#endif
