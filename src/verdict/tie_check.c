/* tie_check.c - what is wrong with a row of claims.csv as a whole, and what of it the model
 * does not know. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/ids.h"
#include "verdict/tie_reader.h"

/* --- by itself --- */

/* Half a year held against a year is wrong by a factor of two. */
static void check_part(const TieReader *reader, const Tie *tie)
{
    static const char *const words[] = {"first half", "second half", "half-year", "half year",
                                        " H1",        " H2",         "quarter",   "上半年",
                                        "下半年",     "季度"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (tie->period.months == 12 && strstr(tie->statement, words[i])) {
            tie_wrong(
                reader, TIE_PERIOD,
                "the statement speaks of a part of the year ('%s'), the period is all of it; "
                "write %s-H1, %s-Q3 or the months",
                words[i] + strspn(words[i], " "), tie->period.text, tie->period.text);
            return;
        }
}

static void check_row(const TieReader *reader, const Tie *tie)
{
    const bool sign = strcmp(tie->relation, "sign") == 0;
    const bool numbers = isfinite(tie->value);
    if (!*tie->statement) tie_wrong(reader, TIE_STATEMENT, "say in words what is claimed");
    if (!*tie->document && !*tie->claim)
        tie_wrong(reader, TIE_DOCUMENT,
                  "say who claims it: an id of documents.csv, or a claim");
    if (!*tie_cell(reader, TIE_METRIC) && !*tie->note)
        tie_wrong(reader, TIE_NOTE, "a claim without a metric needs a note why");
    if (*tie->metric && !numbers) tie_wrong(reader, TIE_VALUE, "the claimed value is missing");
    if (*tie->metric && numbers && sign && fabs(tie->value) != 1.0)
        tie_wrong(reader, TIE_VALUE, "a sign is 1 (up) or -1 (down)");
    if (*tie->metric && !*tie->period.text && !sign)
        tie_wrong(reader, TIE_PERIOD, "say when: 2030, 2025-H1, 2025-Q3 or 2025-04");
    if (isfinite(tie->high) && !(tie->high >= tie->value))
        tie_wrong(reader, TIE_HIGH, "the range ends below its start");
    const bool needs_base = tie->transform == TIE_GROWTH || tie->transform == TIE_DIFFERENCE ||
                            tie->transform == TIE_SUM ||
                            (tie->transform == TIE_RATIO && !*tie->over);
    if (needs_base && !*tie->base.text && !sign)
        tie_wrong(reader, TIE_BASE, "this transform needs the base period");
    if (*tie->metric) check_part(reader, tie);
    if (!(tie->factor > 0.0)) tie_wrong(reader, TIE_FACTOR, "the factor must be above 0");
}

/* --- what the model knows --- */

typedef struct TieName {
    TieColumn column;
    ColumnTarget target;
} TieName;

static const TieName tie_names[] = {{TIE_REGION, TARGET_REGION},
                                    {TIE_PARTNER, TARGET_REGION},
                                    {TIE_COMMODITY, TARGET_COMMODITY},
                                    {TIE_STAGE, TARGET_STAGE},
                                    {TIE_FACILITY, TARGET_FACILITY},
                                    {TIE_PROCESS, TARGET_PROCESS},
                                    {TIE_USE, TARGET_USE}};

static void check_name(const TieReader *reader, TieColumn column, ColumnTarget target,
                       const char *word)
{
    IndexSet set;
    const ModelIds *ids = reader->model->ids;
    if (!*word || strcmp(word, "*") == 0 || ids_set(ids, target, word, &set)) return;
    const char *near = ids_nearest(ids, target, word);
    tie_wrong(reader, column, "'%s' is no %s of this model; %s%s%s", word, ids_word(target),
              near ? "did you mean '" : "write the id of one", near ? near : "",
              near ? "'?" : "");
}

/* Each word of "a,b,c". */
static void check_names(const TieReader *reader, TieColumn column, ColumnTarget target,
                        const char *list)
{
    char word[TEXT_WORD_MAX + 1];
    for (const char *at = list; *at;) {
        const size_t n = strcspn(at, ",");
        snprintf(word, sizeof word, "%.*s", (int)n, at);
        check_name(reader, column, target, word);
        at += n + (at[n] == ',');
    }
}

/* "use=*;region=china": fields of the filter and what stands for them. */
static void check_over(const TieReader *reader, const char *over)
{
    char value[256];
    for (const char *at = over; *at;) {
        const size_t all = strcspn(at, ";"), n = strcspn(at, "=;");
        size_t i = 0;
        while (i < sizeof tie_names / sizeof *tie_names &&
               (strlen(tie_column_names[tie_names[i].column]) != n ||
                strncmp(tie_column_names[tie_names[i].column], at, n) != 0))
            i++;
        snprintf(value, sizeof value, "%.*s", (int)(at[n] == '=' ? all - n - 1 : 0),
                 at + n + 1);
        if (i == sizeof tie_names / sizeof *tie_names || at[n] != '=')
            tie_wrong(reader, TIE_OVER, "'%.*s' replaces no field; write it as use=*", (int)all,
                      at);
        else
            check_names(reader, TIE_OVER, tie_names[i].target, value);
        at += all + (at[all] == ';');
    }
}

static void check_unit(const TieReader *reader, const Tie *tie)
{
    char why[256] = "";
    const bool plain = text_choice(tie->unit, "%|pp|x|1") >= 0 || !*tie->unit;
    if (!*tie->metric || plain || tie->transform == TIE_CONVERT) return;
    if (!units_known(reader->model->units, tie->unit, why, sizeof why))
        tie_wrong(reader, TIE_UNIT, "%s", why);
}

static void check_fields(const TieReader *reader, const Metric *metric)
{
    const char *takes = metric_filters_text(metric->detail);
    for (size_t i = 0; i < sizeof tie_names / sizeof *tie_names; i++) {
        const TieColumn column = tie_names[i].column;
        if (*tie_cell(reader, column) && !strstr(takes, tie_column_names[column]))
            tie_wrong(reader, column, "%s is measured by %s; it takes no %s", metric->id, takes,
                      tie_column_names[column]);
    }
}

static void check_scenario(const TieReader *reader, const char *id)
{
    TextNearest near;
    const Model *model = reader->model;
    if (!*id || strcmp(id, "baseline") == 0 || model_find_scenario(model, id) != MODEL_NONE)
        return;
    text_nearest_begin(&near, id);
    for (int32_t i = 0; i < model->n_scenarios; i++)
        text_nearest_try(&near, model->scenarios[i].id);
    tie_wrong(reader, TIE_SCENARIO, "'%s' is no scenario of this model; %s%s%s", id,
              near.best ? "did you mean '" : "write the id of one", near.best ? near.best : "",
              near.best ? "'?" : "");
}

static void check_model(const TieReader *reader, const Tie *tie)
{
    for (size_t i = 0; i < sizeof tie_names / sizeof *tie_names; i++)
        check_names(reader, tie_names[i].column, tie_names[i].target,
                    tie_cell(reader, tie_names[i].column));
    check_name(reader, TIE_DOCUMENT, TARGET_DOCUMENT, tie->document);
    check_over(reader, tie->over);
    check_unit(reader, tie);
    if (*tie->metric) check_fields(reader, metric_find(tie->metric));
    check_scenario(reader, tie->scenario);
}

void tie_check(const TieReader *reader, const Tie *tie)
{
    check_row(reader, tie);
    if (reader->model) check_model(reader, tie);
}
