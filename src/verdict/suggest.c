/* suggest.c - the tie that rules offer for a claim of a library. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "verdict/measure.h"

/* What a claim of this quantity measures, and with which filters its names may help. */
typedef struct MetricRule {
    const char *quantity, *metric;
    const char *stage; /* where the names give no commodity; "" = none is needed */
} MetricRule;

static const MetricRule rules[] = {
    {"production", "production", ""}, {"exports", "exports", ""},
    {"imports", "imports", ""},       {"demand", "use", ""},
    {"stocks", "stock", ""},          {"capacity", "capacity", ""},
    {"price", "price", ""},           {"supply", "production", ""}};

static const MetricRule *rule_of(const char *quantity)
{
    for (size_t i = 0; quantity && i < sizeof rules / sizeof *rules; i++)
        if (strcmp(rules[i].quantity, quantity) == 0) return &rules[i];
    return NULL;
}

/* --- names --- */

static void set_filter(const char *binding, MetricFilter *filter)
{
    const struct {
        const char *name;
        const char **field;
    } fields[] = {{"region=", &filter->region},
                  {"commodity=", &filter->commodity},
                  {"stage=", &filter->stage},
                  {"use=", &filter->use}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        const size_t n = strlen(fields[i].name);
        if (strncmp(binding, fields[i].name, n) != 0) continue;
        if (!*fields[i].field && strcmp(binding + n, "*") != 0) *fields[i].field = binding + n;
    }
}

/* Elements before products before stages: the narrowest name that says which goods. */
static void set_filters(const EvidenceClaim *claim, MetricFilter *filter)
{
    static const char *const order[] = {"country", "element",  "product",
                                        "stage",   "material", "use"};
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (int32_t i = 0; i < claim->n_names; i++) {
            const EvidenceName *name = &claim->names[i];
            const bool goods =
                strncmp(name->model, "region=", 7) != 0 && strncmp(name->model, "use=", 4) != 0;
            const bool taken = filter->commodity || filter->stage;
            if (strcmp(name->kind, order[k]) == 0 && !(goods && taken))
                set_filter(name->model, filter);
        }
}

/* A name of a place that the model has no region for: whatever is said is not of its country.
 */
static const char *place_outside(const EvidenceClaim *claim)
{
    for (int32_t i = 0; i < claim->n_names; i++) {
        const EvidenceName *name = &claim->names[i];
        const bool place =
            strcmp(name->kind, "region") == 0 || strcmp(name->kind, "company") == 0;
        const bool near =
            strcmp(name->place, "clause") == 0 || strcmp(name->place, "sentence") == 0;
        if (place && near && !*name->model) return name->key;
    }
    return NULL;
}

/* --- rules --- */

static bool says(const EvidenceClaim *claim, const char *word)
{
    return claim->text && strstr(claim->text, word);
}

static bool is(const EvidenceClaim *claim, const char *relation)
{
    return strcmp(claim->relation, relation) == 0;
}

/* China's tax on goods is 13 % [since 2019-04]. */
static bool with_vat(const EvidenceClaim *claim)
{
    const bool yuan = claim->unit && strncmp(claim->unit, "CNY", 3) == 0;
    static const char *const without[] = {"不含",   "excluding VAT", "without VAT",
                                          "ex VAT", "ex-VAT",        "before VAT"};
    for (size_t i = 0; i < sizeof without / sizeof *without; i++)
        if (says(claim, without[i])) return false;
    return yuan && (says(claim, "含税") || says(claim, "含稅") || says(claim, "VAT"));
}

/* A share of trade has a partner, which no rule finds. */
static bool of_trade(const EvidenceClaim *claim)
{
    static const char *const words[] = {"import", "Import", "export", "Export",
                                        "进口",   "進口",   "出口"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (says(claim, words[i])) return true;
    return false;
}

static const char *share_metric(const EvidenceClaim *claim, Tie *tie)
{
    if (of_trade(claim)) return NULL;
    if (says(claim, "self-sufficien") || says(claim, "Self-sufficien") || says(claim, "自给"))
        return "self_sufficiency";
    if (tie->filter.use) {
        tie->transform = TIE_RATIO;
        tie->over = "use=*";
        return "demand";
    }
    const MetricRule *rule = rule_of(claim->quantity);
    if (rule && strcmp(rule->metric, "production") != 0) return NULL;
    return tie->filter.region ? "share" : NULL;
}

static const char *change_metric(const EvidenceClaim *claim, Tie *tie)
{
    const MetricRule *rule = rule_of(claim->quantity);
    if (is(claim, "growth")) tie->transform = TIE_GROWTH;
    if (is(claim, "multiple")) tie->transform = TIE_RATIO;
    if (is(claim, "change")) {
        tie->transform = TIE_DIFFERENCE;
        return share_metric(claim, tie);
    }
    return rule ? rule->metric : NULL;
}

static const char *level_metric(const EvidenceClaim *claim)
{
    const MetricRule *rule = rule_of(claim->quantity);
    if (is(claim, "price") && claim->unit && strchr(claim->unit, '/')) return "price";
    if (is(claim, "capacity")) return "capacity";
    return is(claim, "level") && rule ? rule->metric : NULL;
}

static const char *choose_metric(const EvidenceClaim *claim, Tie *tie)
{
    if (is(claim, "share")) return share_metric(claim, tie);
    if (is(claim, "growth") || is(claim, "multiple") || is(claim, "change"))
        return change_metric(claim, tie);
    if (is(claim, "sign")) {
        const MetricRule *rule = rule_of(claim->quantity);
        return rule ? rule->metric : NULL;
    }
    return level_metric(claim);
}

/* A part of a year that is not placed in it, or a fiscal year: no months of the run are its. */
static const char *not_placed(const EvidenceClaim *claim, WordLanguage language, Arena *arena)
{
    if (claim->fiscal)
        return IN_WORDS(language,
                        "of a fiscal year: its months are not said, and it is no calendar year",
                        "属于财政年度：没有说明月份，且不是日历年度");
    if (claim->months && claim->months != 12 && !claim->month)
        return measure_say(
            arena,
            IN_WORDS(language,
                     "of %d month%s that are not named: not to be held against a year",
                     "属于未说明的 %d 个月%s：不能与全年相比"),
            (int)claim->months, claim->months == 1 || language == WORDS_CHINESE ? "" : "s");
    return NULL;
}

static const char *why_not(const EvidenceClaim *claim, const Tie *tie, const char *metric,
                           WordLanguage language, Arena *arena)
{
    const char *outside = place_outside(claim);
    const bool sign = is(claim, "sign");
    const bool goods = tie->filter.commodity || tie->filter.stage || tie->filter.use;
    if (outside)
        return measure_say(arena,
                           IN_WORDS(language, "the model knows '%s' only as part of a region",
                                    "模型只把 '%s' 作为某个地区的一部分"),
                           outside);
    if (!metric && is(claim, "share") && of_trade(claim))
        return IN_WORDS(language, "a share of trade: name the partner and choose import_share",
                        "贸易份额：请指明伙伴并选用 import_share");
    if (!metric)
        return measure_say(arena,
                           IN_WORDS(language, "no metric answers a %s of %s",
                                    "没有指标对应这种断言（%s，%s）"),
                           claim->relation,
                           claim->quantity
                               ? claim->quantity
                               : IN_WORDS(language, "what is not named", "未点明对象"));
    if (!goods)
        return IN_WORDS(language, "no commodity, stage or use is named",
                        "没有点明商品、环节或用途");
    if (!claim->year && !sign) return IN_WORDS(language, "no year is named", "没有点明年份");
    const char *part = not_placed(claim, language, arena);
    if (part) return part;
    const bool needs_base = tie->transform == TIE_GROWTH || tie->transform == TIE_DIFFERENCE ||
                            (tie->transform == TIE_RATIO && !*tie->over);
    if (needs_base && tie->base.from == MONTH_NONE)
        return IN_WORDS(language, "no base year is named", "没有点明基年");
    return NULL;
}

/* The claim's period in another year; a part of a year stays that part. */
static TiePeriod period_of(const EvidenceClaim *claim, int32_t year, Arena *arena)
{
    char text[40];
    TiePeriod period = {MONTH_NONE, 0, ""};
    EvidenceClaim when = *claim;
    when.year = year;
    if (!year) return period;
    evidence_claim_period(&when, text, sizeof text);
    tie_period_parse(measure_say(arena, "%s", text), &period);
    return period;
}

bool tie_suggest(const EvidenceClaim *claim, WordLanguage language, Arena *arena, Tie *out)
{
    const bool range = claim->bound && strcmp(claim->bound, "range") == 0;
    int32_t base = claim->base_year;
    if (!base && claim->year_on_year && claim->year) base = claim->year - 1;
    *out = (Tie){
        .id = measure_say(arena, "c%lld", (long long)claim->id),
        .document = "",
        .claim = claim->key ? claim->key : "",
        .statement = claim->text ? claim->text : "",
        .statement_zh = "",
        .relation = claim->relation,
        .unit = claim->unit ? claim->unit : "",
        .bound = claim->bound ? claim->bound : "eq",
        .basis = claim->basis && strcmp(claim->basis, "contained") != 0 ? claim->basis : "",
        .value = range ? claim->low : claim->value,
        .high = range ? claim->high : NAN,
        .half_unit = 0.5,
        .period = period_of(claim, claim->year, arena),
        .base = period_of(claim, base, arena),
        .metric = "",
        .over = "",
        .factor = 1.0,
        .scenario = "",
        .state = "suggested",
        .status = "",
        .note = "",
        .note_zh = "",
    };
    set_filters(claim, &out->filter);
    const char *metric = choose_metric(claim, out);
    const char *why = why_not(claim, out, metric, language, arena);
    if (why) {
        out->note = why;
        return false;
    }
    out->metric = metric;
    if (strcmp(metric, "price") == 0 && with_vat(claim)) {
        out->factor = 1.13;
        out->note =
            IN_WORDS(language,
                     "the price is with value-added tax: the model's is without, and 13 % are "
                     "added",
                     "价格含增值税；模型价格不含税，已加 13 %");
    }
    if (strcmp(metric, "share") == 0 || strcmp(metric, "use") == 0) out->filter.use = NULL;
    return true;
}
