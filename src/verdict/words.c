/* words.c - verdicts as people read them, the same in a terminal, a report and the page. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "verdict/judge.h"

void verdict_number(double value, char *out, size_t size)
{
    const double digits = fabs(value) >= 1000.0 ? 0.0 : fabs(value) >= 10.0 ? 1.0 : 2.0;
    snprintf(out, size, "%.*f", (int)digits, value);
    if (fabs(value) >= 1e7) snprintf(out, size, "%.4g", value);
}

const char *tie_statement(const Tie *tie, WordLanguage language)
{
    const char *zh = tie->statement_zh;
    return language == WORDS_CHINESE && zh && *zh ? zh : tie->statement;
}

const char *tie_note(const Tie *tie, WordLanguage language)
{
    const char *zh = tie->note_zh;
    return language == WORDS_CHINESE && zh && *zh ? zh : tie->note;
}

static const char *bound_word(const char *bound, WordLanguage language)
{
    static const struct {
        const char *bound, *words[2];
    } words[] = {{"approx", {"about ", "约 "}},
                 {"gt", {"over ", "超过 "}},
                 {"ge", {"over ", "不低于 "}},
                 {"lt", {"under ", "低于 "}},
                 {"le", {"under ", "不高于 "}}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].bound, bound) == 0) return words[i].words[language];
    return "";
}

void tie_words(const Tie *tie, WordLanguage language, char *out, size_t size)
{
    char low[40], high[40];
    snprintf(low, sizeof low, "%.12g", tie->value);
    snprintf(high, sizeof high, "%.12g", tie->high);
    if (!isfinite(tie->value))
        snprintf(out, size, "%s", "");
    else if (strcmp(tie->relation, "sign") == 0)
        snprintf(out, size, "%s",
                 tie->value > 0.0 ? IN_WORDS(language, "up", "上升")
                                  : IN_WORDS(language, "down", "下降"));
    else if (isfinite(tie->high))
        snprintf(out, size, IN_WORDS(language, "%s to %s %s", "%s 至 %s %s"), low, high,
                 tie->unit);
    else
        snprintf(out, size, "%s%s %s", bound_word(tie->bound, language), low, tie->unit);
}

/* "gross", "reo" */
static const char *basis_word(const char *basis, WordLanguage language)
{
    if (language == WORDS_ENGLISH || !*basis) return basis;
    return strcmp(basis, "reo") == 0 ? "折氧化物" : "实物量";
}

/* "[41.7 to 170]": nine futures in ten. */
static void add_range(const Verdict *verdict, char *out, size_t size)
{
    char low[40], high[40];
    const size_t n = strlen(out);
    verdict_number(verdict->model_low, low, sizeof low);
    verdict_number(verdict->model_high, high, sizeof high);
    snprintf(out + n, size - n, IN_WORDS(verdict->language, " [%s to %s]", " [%s 至 %s]"), low,
             high);
}

static void say_model(const Verdict *verdict, char *out, size_t size)
{
    char value[40], other[40];
    const bool sign = strcmp(verdict->tie->relation, "sign") == 0;
    const char *basis = basis_word(verdict->basis, verdict->language);
    if (isnan(verdict->model)) {
        snprintf(out, size, "-");
        return;
    }
    verdict_number(verdict->model, value, sizeof value);
    verdict_number(verdict->other, other, sizeof other);
    if (sign)
        snprintf(out, size, "%+.2f %%", verdict->model);
    else if (isnan(verdict->other) || strcmp(value, other) == 0)
        snprintf(out, size, "%s%s%s", value, *basis ? " " : "", basis);
    else
        snprintf(out, size, "%s %s (%s %s)", value, basis, other,
                 basis_word(verdict->other_basis, verdict->language));
    if (verdict->has_range) add_range(verdict, out, size);
}

bool verdict_within_range(const Verdict *verdict)
{
    return verdict->has_range && verdict->kind == VERDICT_AGREES &&
           fabs(verdict->difference) > verdict->slack;
}

static void say_difference(const Verdict *verdict, char *out, size_t size)
{
    const double claimed = verdict->tie->value;
    if (isnan(verdict->difference) || strcmp(verdict->tie->relation, "sign") == 0)
        snprintf(out, size, "-");
    else if (verdict->difference == 0.0)
        snprintf(out, size, "0");
    else if (claimed != 0.0)
        snprintf(out, size, "%+.1f %%", 100.0 * verdict->difference / fabs(claimed));
    else
        snprintf(out, size, "%+.3g", verdict->difference);
}

void verdict_words(const Verdict *verdict, VerdictWords *out)
{
    const Tie *tie = verdict->tie;
    const WordLanguage language = verdict->language;
    tie_words(tie, language, out->claimed, sizeof out->claimed);
    if (!*out->claimed) snprintf(out->claimed, sizeof out->claimed, "-");
    say_model(verdict, out->model, sizeof out->model);
    say_difference(verdict, out->difference, sizeof out->difference);
    snprintf(out->verdict, sizeof out->verdict, "%s%s%s%s%s%s",
             verdict_text_in(verdict->kind, language),
             verdict_within_range(verdict)
                 ? IN_WORDS(language, " within the range", "（在区间内）")
                 : "",
             *verdict->reason ? IN_WORDS(language, ": ", "：") : "", verdict->reason,
             *tie->scenario ? IN_WORDS(language, "; in ", "；情景 ") : "", tie->scenario);
}

/* "over 588235", "12.0 to 14.0" */
static void say_total(const Conflict *conflict, char *out, size_t size)
{
    char low[40], high[40];
    const bool range = conflict->high > conflict->low && isfinite(conflict->high);
    verdict_number(conflict->low, low, sizeof low);
    verdict_number(conflict->high, high, sizeof high);
    snprintf(out, size, "%s%s%s%s",
             isinf(conflict->high) ? IN_WORDS(conflict->language, "over ", "超过 ") : "", low,
             range ? IN_WORDS(conflict->language, " to ", " 至 ") : "", range ? high : "");
}

void conflict_words(const Conflict *conflict, char *out, size_t size)
{
    const WordLanguage language = conflict->language;
    char a[TIE_WORDS_MAX], b[TIE_WORDS_MAX], total[100], model[40];
    tie_words(conflict->a, language, a, sizeof a);
    tie_words(conflict->b, language, b, sizeof b);
    verdict_number(conflict->model, model, sizeof model);
    say_total(conflict, total, sizeof total);
    if (conflict->kind == CONFLICT_TOTAL)
        snprintf(out, size,
                 IN_WORDS(language, "%s and %s imply a total of %s %s; the run has %s: that %s",
                          "%s 与 %s 意味着总量为 %s %s；运行为 %s：%s"),
                 a, b, total, conflict->unit, model,
                 conflict->can_be ? IN_WORDS(language, "can be", "可能")
                                  : IN_WORDS(language, "cannot be", "不可能"));
    else
        snprintf(out, size,
                 IN_WORDS(language, "%s and %s cannot both be right; the run has %s",
                          "%s 与 %s 不能同时成立；运行为 %s"),
                 a, b, model);
}
