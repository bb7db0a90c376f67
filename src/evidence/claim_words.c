/* claim_words.c - a claim in one line of words. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "evidence/evidence.h"

typedef struct Line {
    char *text;
    size_t size, n;
} Line;

static void add(Line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(Line *line, const char *format, ...)
{
    va_list values;
    if (line->n + 1 >= line->size) return;
    va_start(values, format);
    const int n = vsnprintf(line->text + line->n, line->size - line->n, format, values);
    va_end(values);
    line->n = n < 0 ? line->n : line->n + (size_t)n;
    if (line->n >= line->size) line->n = line->size - 1;
}

/* What claims.h calls it, in Chinese; the word itself where the list does not have it. */
static const char *word_in(const char *word, WordLanguage language)
{
    static const char *const words[][2] = {
        {"level", "数量"},        {"growth", "增长"},        {"change", "变化"},
        {"multiple", "倍数"},     {"share", "份额"},         {"composition", "成分"},
        {"margin", "利润率"},     {"price", "价格"},         {"intensity", "单耗"},
        {"cycle_time", "节拍"},   {"capacity", "产能"},      {"investment", "投资"},
        {"output_value", "产值"}, {"reserve", "储量"},       {"duration", "时长"},
        {"property", "性能"},     {"count", "个数"},         {"sign", "方向"},
        {"production", "产量"},   {"exports", "出口"},       {"imports", "进口"},
        {"demand", "需求"},       {"stocks", "库存"},        {"supply", "供应"},
        {"revenue", "收入"},      {"profit", "利润"},        {"loss", "亏损"},
        {"emissions", "排放"},    {"forecast", "预测"},      {"plan", "计划"},
        {"reo", "折氧化物"},      {"contained", "所含元素"}, {"gross", "实物量"}};
    if (language == WORDS_ENGLISH) return word;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i][0], word) == 0) return words[i][1];
    return word;
}

static const char *sign_of(const char *bound, WordLanguage language)
{
    static const char *const bounds[][2] = {
        {"gt", ">"}, {"ge", ">="}, {"lt", "<"}, {"le", "<="}};
    if (bound && strcmp(bound, "approx") == 0) return IN_WORDS(language, "about", "约");
    for (size_t i = 0; bound && i < sizeof bounds / sizeof *bounds; i++)
        if (strcmp(bounds[i][0], bound) == 0) return bounds[i][1];
    return "=";
}

/* All digits up to a thousand million million, none behind the point that say nothing. */
static void add_number(Line *line, double value)
{
    char text[64];
    if (fabs(value) >= 1e15 || (value != 0.0 && fabs(value) < 1e-4)) {
        add(line, "%.6g", value);
        return;
    }
    snprintf(text, sizeof text, "%.6f", value);
    size_t n = strlen(text);
    while (text[n - 1] == '0')
        n--;
    if (text[n - 1] == '.') n--;
    add(line, "%.*s", (int)n, text);
}

static void add_value(Line *line, const EvidenceClaim *claim, WordLanguage language)
{
    if (strcmp(claim->relation, "sign") == 0)
        add(line, "%s",
            claim->value < 0.0 ? IN_WORDS(language, " down", "下降")
                               : IN_WORDS(language, " up", "上升"));
    else if (isnan(claim->value)) {
        add(line, " ");
        add_number(line, claim->low);
        add(line, "%s", IN_WORDS(language, " to ", " 至 "));
        add_number(line, claim->high);
    } else {
        add(line, " %s ", sign_of(claim->bound, language));
        add_number(line, claim->value);
    }
    if (claim->unit) add(line, " %s", claim->unit);
    if (claim->basis)
        add(line, IN_WORDS(language, " (%s)", "（%s）"), word_in(claim->basis, language));
}

void evidence_claim_period(const EvidenceClaim *claim, char *out, size_t size)
{
    const int32_t months = claim->months, first = claim->month;
    const bool part = months && months != 12 && first && claim->year;
    if (size) out[0] = '\0';
    if (!claim->year) return;
    if (part && months == 6 && first % 6 == 1)
        snprintf(out, size, "%d-H%d", (int)claim->year, (int)(first / 6 + 1));
    else if (part && months == 3 && first % 3 == 1)
        snprintf(out, size, "%d-Q%d", (int)claim->year, (int)(first / 3 + 1));
    else if (part && months == 1)
        snprintf(out, size, "%d-%02d", (int)claim->year, (int)first);
    else if (part)
        snprintf(out, size, "%d-%02d..%d-%02d", (int)claim->year, (int)first, (int)claim->year,
                 (int)(first + months - 1));
    else
        snprintf(out, size, "%d", (int)claim->year);
}

static void add_years(Line *line, const EvidenceClaim *claim, WordLanguage language)
{
    char period[40];
    const bool zh = language == WORDS_CHINESE;
    const char *comma = IN_WORDS(language, ", ", "，");
    evidence_claim_period(claim, period, sizeof period);
    if (claim->year)
        add(line, "%s%s%s%s", comma, claim->by_year ? IN_WORDS(language, "by ", "到 ") : "",
            claim->fiscal ? IN_WORDS(language, "fiscal ", "财年 ") : "", period);
    if (claim->months && claim->months != 12 && !claim->month)
        add(line, zh ? "%s%d 个月%s" : "%s%d month%s", comma, (int)claim->months,
            claim->months == 1 || zh ? "" : "s");
    if (claim->base_year) add(line, zh ? "%s自 %d" : "%sfrom %d", comma, (int)claim->base_year);
    if (claim->year_on_year)
        add(line, "%s%s", comma, IN_WORDS(language, "year on year", "同比"));
}

/* "growth of exports", 出口增长 */
static void add_relation(Line *line, const EvidenceClaim *claim, WordLanguage language)
{
    const char *relation = word_in(claim->relation, language);
    const bool more = claim->quantity && strcmp(claim->quantity, claim->relation) != 0;
    const char *quantity = more ? word_in(claim->quantity, language) : "";
    const bool plain =
        more && (strcmp(claim->relation, "level") == 0 || strcmp(claim->relation, "sign") == 0);
    if (language == WORDS_CHINESE)
        add(line, "%s%s", quantity, plain ? "" : relation);
    else
        add(line, "%s%s%s", relation, more ? " of " : "", quantity);
}

static void add_names(Line *line, const EvidenceClaim *claim, WordLanguage language)
{
    for (int32_t i = 0; i < claim->n_names; i++) {
        const EvidenceName *name = &claim->names[i];
        const char *zh = name->zh && *name->zh ? name->zh : name->key;
        add(line, "%s%s", i ? IN_WORDS(language, ", ", "，") : IN_WORDS(language, "; ", "；"),
            IN_WORDS(language, name->key, zh));
    }
}

void evidence_claim_words(const EvidenceClaim *claim, WordLanguage language, char *buffer,
                          size_t size)
{
    Line line = {buffer, size, 0};
    if (size) buffer[0] = '\0';
    add_relation(&line, claim, language);
    add_value(&line, claim, language);
    add_years(&line, claim, language);
    add_names(&line, claim, language);
    if (claim->speech && strcmp(claim->speech, "observation") != 0 &&
        strcmp(claim->speech, "qualitative") != 0)
        add(&line, "%s%s", IN_WORDS(language, "; ", "；"), word_in(claim->speech, language));
}
