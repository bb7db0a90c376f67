/* words.c - verdicts as people read them, the same in a terminal, a report and the page. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "verdict/verdict.h"

static void say_number(double value, char *out, size_t size)
{
    const double digits = fabs(value) >= 1000.0 ? 0.0 : fabs(value) >= 10.0 ? 1.0 : 2.0;
    snprintf(out, size, "%.*f", (int)digits, value);
    if (fabs(value) >= 1e7) snprintf(out, size, "%.4g", value);
}

static const char *bound_word(const char *bound)
{
    static const struct {
        const char *bound, *word;
    } words[] = {{"approx", "about "},
                 {"gt", "over "},
                 {"ge", "over "},
                 {"lt", "under "},
                 {"le", "under "}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].bound, bound) == 0) return words[i].word;
    return "";
}

void tie_words(const Tie *tie, char *out, size_t size)
{
    char low[40], high[40];
    snprintf(low, sizeof low, "%.12g", tie->value);
    snprintf(high, sizeof high, "%.12g", tie->high);
    if (!isfinite(tie->value))
        snprintf(out, size, "%s", "");
    else if (strcmp(tie->relation, "sign") == 0)
        snprintf(out, size, "%s", tie->value > 0.0 ? "up" : "down");
    else if (isfinite(tie->high))
        snprintf(out, size, "%s to %s %s", low, high, tie->unit);
    else
        snprintf(out, size, "%s%s %s", bound_word(tie->bound), low, tie->unit);
}

/* "[41.7 to 170]": nine futures in ten. */
static void add_range(const Verdict *verdict, char *out, size_t size)
{
    char low[40], high[40];
    const size_t n = strlen(out);
    say_number(verdict->model_low, low, sizeof low);
    say_number(verdict->model_high, high, sizeof high);
    snprintf(out + n, size - n, " [%s to %s]", low, high);
}

static void say_model(const Verdict *verdict, char *out, size_t size)
{
    char value[40], other[40];
    const bool sign = strcmp(verdict->tie->relation, "sign") == 0;
    if (isnan(verdict->model)) {
        snprintf(out, size, "-");
        return;
    }
    say_number(verdict->model, value, sizeof value);
    say_number(verdict->other, other, sizeof other);
    if (sign)
        snprintf(out, size, "%+.2f %%", verdict->model);
    else if (isnan(verdict->other) || strcmp(value, other) == 0)
        snprintf(out, size, "%s%s%s", value, *verdict->basis ? " " : "", verdict->basis);
    else
        snprintf(out, size, "%s %s (%s %s)", value, verdict->basis, other,
                 verdict->other_basis);
    if (verdict->has_range) add_range(verdict, out, size);
}

/* Alone the run disagrees, with its futures it does not. */
static bool within_range(const Verdict *verdict)
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
    tie_words(tie, out->claimed, sizeof out->claimed);
    if (!*out->claimed) snprintf(out->claimed, sizeof out->claimed, "-");
    say_model(verdict, out->model, sizeof out->model);
    say_difference(verdict, out->difference, sizeof out->difference);
    snprintf(out->verdict, sizeof out->verdict, "%s%s%s%s%s%s", verdict_text(verdict->kind),
             within_range(verdict) ? " within the range" : "", *verdict->reason ? ": " : "",
             verdict->reason, *tie->scenario ? "; in " : "", tie->scenario);
}

void conflict_words(const Conflict *conflict, char *out, size_t size)
{
    char low[40], high[40], model[40];
    say_number(conflict->low, low, sizeof low);
    say_number(conflict->high, high, sizeof high);
    say_number(conflict->model, model, sizeof model);
    const bool range = conflict->high > conflict->low && isfinite(conflict->high);
    if (conflict->kind == CONFLICT_TOTAL)
        snprintf(out, size, "%s and %s imply a total of %s%s%s%s %s; the run has %s: that %s",
                 conflict->a->id, conflict->b->id, isinf(conflict->high) ? "over " : "", low,
                 range ? " to " : "", range ? high : "", conflict->unit, model,
                 conflict->can_be ? "can be" : "cannot be");
    else
        snprintf(out, size, "%s and %s cannot both be right: %s and %s %s; the run has %s",
                 conflict->a->id, conflict->b->id, low, high, conflict->unit, model);
}
