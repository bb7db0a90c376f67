#include "verdict/measure.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { WORDS_MAX = 480 };

const char *measure_say(Arena *arena, const char *format, ...)
{
    char text[WORDS_MAX];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    const char *kept = arena_text(arena, text, strlen(text));
    return kept ? kept : "out of memory";
}

const Record *verdict_run_find(const VerdictRuns *runs, const char *name)
{
    for (int32_t i = 0; i < runs->n; i++)
        if (strcmp(runs->records[i]->run_name, name) == 0) return runs->records[i];
    return NULL;
}

static Measured nothing(const char *why)
{
    return (Measured){NAN, why, false};
}

/* --- one metric in one span --- */

typedef struct Question {
    const Tie *tie;
    const Metric *metric;
    const Record *record;
    WordLanguage language;
    Arena *arena;
    char unit[64]; /* of the last answer */
} Question;

static Question question_of(const Tie *tie, const Record *record, const VerdictRuns *runs,
                            Arena *arena)
{
    return (Question){.tie = tie,
                      .metric = metric_find(tie->metric),
                      .record = record,
                      .language = runs->language,
                      .arena = arena};
}

static Measured no_metric(const Question *q)
{
    const char *note = tie_note(q->tie, q->language);
    return nothing(*note ? note
                         : IN_WORDS(q->language, "no metric answers it", "没有对应的指标"));
}

/* The first message, which says what the run does not know. */
static const char *first_message(const Question *q, const Diag *diag)
{
    const char *text = diag_count(diag) ? diag_message(diag, 0)->text : "";
    if (!*text) return IN_WORDS(q->language, "the run has no answer", "运行无法回答");
    return measure_say(q->arena, IN_WORDS(q->language, "%s", "运行无法回答：%s"), text);
}

/* The whole period must lie in the run: half a year is not a year. */
static const char *steps_of(const Question *q, TiePeriod period, Steps *steps)
{
    const Record *record = q->record;
    const Month end = record_month(record, record->n_steps);
    if (period.from < record->start || period.from + period.months > end) {
        char first[8], last[8];
        month_format(record->start, first, sizeof first);
        month_format(end - 1, last, sizeof last);
        return measure_say(q->arena,
                           IN_WORDS(q->language, "the run is from %s to %s, the claim of %s",
                                    "运行从 %s 到 %s，断言属于 %s"),
                           first, last, period.text);
    }
    return metric_steps(record, period.from, period.months, NULL, steps) == LODE_OK
               ? NULL
               : measure_say(
                     q->arena,
                     IN_WORDS(q->language, "the run has no steps for %s", "运行没有 %s 的时段"),
                     period.text);
}

static Measured ask(Question *q, const MetricFilter *filter, Steps steps)
{
    MetricQuery *query = NULL;
    Diag *diag = diag_new();
    Measured answer = nothing("out of memory");
    if (diag && metric_open(q->record, q->metric, filter, diag, &query) == LODE_OK) {
        snprintf(q->unit, sizeof q->unit, "%s", metric_query_unit(query));
        answer = (Measured){metric_over(query, steps), NULL, false};
        if (!metric_query_any(query))
            answer = nothing(IN_WORDS(q->language, "the filter leaves nothing that the run has",
                                      "筛选之后，运行中没有任何对象"));
        else if (!isfinite(answer.value))
            answer = nothing(IN_WORDS(q->language, "the metric has no value in this period",
                                      "该指标在此期间没有数值"));
    } else if (diag) {
        answer = nothing(first_message(q, diag));
    }
    metric_close(query);
    diag_free(diag);
    return answer;
}

/* The metric in a period, over that of the divisor where there is one. */
static Measured ask_period(Question *q, TiePeriod period, bool reo)
{
    Steps steps = {0, 0};
    MetricFilter filter = q->tie->filter;
    filter.reo = reo;
    const char *why = steps_of(q, period, &steps);
    if (why) return nothing(why);
    const Measured part = ask(q, &filter, steps);
    if (part.why || !*q->tie->over) return part;
    why = over_apply(q->tie, q->language, q->arena, &filter);
    const Measured all = why ? nothing(why) : ask(q, &filter, steps);
    if (all.why) return all;
    if (!(fabs(all.value) > 0.0))
        return nothing(IN_WORDS(q->language, "the divisor is 0", "除数为零"));
    snprintf(q->unit, sizeof q->unit, "1");
    return (Measured){part.value / all.value, NULL, false};
}

/* --- transforms --- */

static Measured ask_sum(Question *q, bool reo)
{
    const Tie *tie = q->tie;
    char text[32];
    snprintf(text, sizeof text, IN_WORDS(q->language, "%.12s to %.12s", "%.12s 至 %.12s"),
             tie->base.text, tie->period.text);
    const TiePeriod all = {tie->base.from,
                           tie->period.from + tie->period.months - tie->base.from,
                           measure_say(q->arena, "%s", text)};
    return ask_period(q, all, reo);
}

static Measured ask_transformed(Question *q, bool reo)
{
    const Tie *tie = q->tie;
    if (tie->transform == TIE_SUM) return ask_sum(q, reo);
    const Measured now = ask_period(q, tie->period, reo);
    const bool alone = tie->transform == TIE_LEVEL || tie->transform == TIE_CONVERT ||
                       (tie->transform == TIE_RATIO && *tie->over);
    if (now.why || alone) return now;
    const Measured before = ask_period(q, tie->base, reo);
    if (before.why) return before;
    if (tie->transform == TIE_DIFFERENCE)
        return (Measured){now.value - before.value, NULL, false};
    if (!(fabs(before.value) > 0.0))
        return nothing(IN_WORDS(q->language, "the base period has 0", "基期为零"));
    snprintf(q->unit, sizeof q->unit, "1");
    const double ratio = now.value / before.value;
    return (Measured){tie->transform == TIE_GROWTH ? ratio - 1.0 : ratio, NULL, false};
}

/* --- units --- */

/* A year's tonnes are a rate too: "t/a" over twelve months is "t". What a tonne is a tonne of
 * is no unit. */
static void plain_unit(const char *unit, int32_t months, char *out, size_t size)
{
    snprintf(out, size, "%s", unit);
    char *reo = strstr(out, " REO");
    if (reo) memmove(reo, reo + 4, strlen(reo + 4) + 1);
    const size_t n = strlen(out);
    const bool rate = n > 2 && (strcmp(out + n - 2, "/a") == 0);
    if (rate && months == 12) out[n - 2] = '\0';
}

static Measured in_unit(const Question *q, Measured measured, const UnitSystem *units)
{
    const Tie *tie = q->tie;
    char from[64], to[64], why[256] = "";
    UnitFactor factor;
    plain_unit(q->unit, tie->period.months, from, sizeof from);
    plain_unit(tie->unit, tie->period.months, to, sizeof to);
    const bool fraction = strcmp(from, "1") == 0;
    if (fraction && (strcmp(to, "%") == 0 || strcmp(to, "pp") == 0)) {
        measured.value *= 100.0;
    } else if ((fraction && (strcmp(to, "x") == 0 || !*to)) || strcmp(from, to) == 0 ||
               tie->transform == TIE_CONVERT) {
        /* as it is */
    } else if (units && !fraction && units_factor(units, from, to, &factor, why, sizeof why)) {
        measured.value = unit_convert(factor, measured.value);
    } else {
        return nothing(measure_say(
            q->arena,
            IN_WORDS(q->language, "the model has it in %s, which is no %s%s%s",
                     "模型的单位是%s，不能换算为%s%s%s"),
            fraction ? IN_WORDS(q->language, "a share", "份额") : from,
            *to ? to : IN_WORDS(q->language, "number", "个数"), *why ? ": " : "", why));
    }
    measured.value *= tie->factor;
    return measured;
}

static bool basis_matters(const Metric *metric)
{
    return metric->unit == METRIC_AMOUNT;
}

/* in_unit, with the run's own money where the model's is not known. */
static Measured in_claims_unit(const Question *q, Measured measured, const VerdictRuns *runs)
{
    UnitSystem *own = NULL;
    if (!runs->units && units_new(q->record->currency, &own) != LODE_OK)
        return nothing("out of memory");
    measured = in_unit(q, measured, runs->units ? runs->units : own);
    units_free(own);
    return measured;
}

Measured measure_tie(const Tie *tie, const Record *record, const VerdictRuns *runs, bool reo,
                     Arena *arena)
{
    Question q = question_of(tie, record, runs, arena);
    if (!q.metric) return no_metric(&q);
    Measured measured = ask_transformed(&q, reo);
    if (!measured.why) measured = in_claims_unit(&q, measured, runs);
    measured.same_in_reo = !basis_matters(q.metric);
    return measured;
}

/* --- ranges --- */

bool measure_range(const Tie *tie, const Record *record, const VerdictRuns *runs, Arena *arena,
                   double *low, double *high)
{
    const bool as_it_is =
        (tie->transform == TIE_LEVEL || tie->transform == TIE_CONVERT) && !*tie->over;
    double quantile[STORE_QUANTILES];
    bool has = false;
    Question q = question_of(tie, record, runs, arena);
    if (!runs->futures || !as_it_is || !q.metric) return false;
    if (store_read_band(runs->futures, record->run_name, tie->metric, &tie->filter,
                        tie->period.from, tie->period.months, NULL, quantile, &has) ||
        !has)
        return false;
    if (ask_period(&q, tie->period, false).why) return false; /* sets the unit */
    const Measured ends[] = {
        in_claims_unit(&q, (Measured){quantile[0], NULL, false}, runs),
        in_claims_unit(&q, (Measured){quantile[STORE_QUANTILES - 1], NULL, false}, runs)};
    *low = ends[0].value;
    *high = ends[1].value;
    return !ends[0].why && !ends[1].why && *low <= *high;
}

/* --- signs --- */

static Measured level_of(const Tie *tie, const Record *record, const VerdictRuns *runs,
                         TiePeriod period, Arena *arena)
{
    Question q = question_of(tie, record, runs, arena);
    if (!q.metric) return no_metric(&q);
    if (period.from == MONTH_NONE)
        period = (TiePeriod){record->start, record_months(record, record_steps(record)),
                             IN_WORDS(q.language, "the whole run", "整个运行")};
    return ask_period(&q, period, false);
}

Measured measure_change(const Tie *tie, const Record *before, const Record *after,
                        const VerdictRuns *runs, Arena *arena)
{
    const TiePeriod base = before == after ? tie->base : tie->period;
    const Measured a = level_of(tie, before, runs, base, arena);
    if (a.why) return a;
    const Measured b = level_of(tie, after, runs, tie->period, arena);
    if (b.why) return b;
    const double scale = fabs(a.value);
    if (!(scale > 0.0) && !(fabs(b.value) > 0.0)) return (Measured){0.0, NULL, true};
    return (Measured){scale > 0.0     ? (b.value - a.value) / scale
                      : b.value > 0.0 ? 1.0
                                      : -1.0,
                      NULL, true};
}
