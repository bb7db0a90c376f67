/* section.h - the parts of the page, in the order in which it is read. Private to report/. */
#ifndef LODE_REPORT_SECTION_H
#define LODE_REPORT_SECTION_H

#include "metrics/compare.h"
#include "metrics/headline.h"
#include "report/report.h"

/* What all sections look at. Run 0 is the one the others are held against. */
typedef struct Report {
    FILE *out;
    Store *store;
    int n;
    Record *records[REPORT_RUNS];
    RunHeadline *headlines[REPORT_RUNS];
    Comparison *against[REPORT_RUNS]; /* run i against run 0; [0] is NULL */
    const char *names[REPORT_RUNS];
    const Model *model;               /* or NULL */
    const Scenario *own[REPORT_RUNS]; /* policies of a run that the model has no scenario for */
    Diag *diag;
} Report;

/* Each writes its part, or nothing when it has nothing to say. LODE_NO_MEMORY at most. */
Status section_story(const Report *report);    /* what happens, in words */
Status section_prices(const Report *report);   /* what prices do */
Status section_futures(const Report *report);  /* how sure it is */
Status section_shortage(const Report *report); /* who is short */
Status section_choke(const Report *report);    /* where the choke point is */
Status section_worth(const Report *report);    /* value by stage, in two monies */
Status section_makers(const Report *report);  /* technologies that spread, lines, order books */
Status section_changes(const Report *report); /* who loses and who gains */
Status section_observed(const Report *report); /* model beside observation */
Status section_claims(const Report *report);   /* documents beside the runs */
Status section_inputs(const Report *report);   /* scenarios, policies, documents, trust */

/* ---- shared by sections ---- */

/* A series of one number a step for a run; NULL, without a word, where the metric has none. */
double *section_series(const Report *report, int run, const char *metric,
                       const MetricFilter *filter, Arena *arena);

/* The number over a span; NAN where there is none. */
double section_value(const Report *report, int run, const char *metric,
                     const MetricFilter *filter, Steps steps);

/* Years of a run that are told: the first, the middle, the last, each once. */
enum { SECTION_YEARS = 3 };
typedef struct SectionYears {
    int32_t year[SECTION_YEARS];
    int n;
} SectionYears;
SectionYears section_years(const Record *record);

/* The scenario that a run stands on: its own, or those of the model by position in its name
 * "a+b"; NULL when the name is no list of scenarios. Counts up from 0. */
const Scenario *section_scenario(const Report *report, int run, int place);

/* True when run 0 stands on the same policy: it is no news. */
bool section_is_common(const Report *report, const PolicyText *policy);

#endif
