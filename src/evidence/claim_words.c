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

static const char *sign_of(const char *bound)
{
    static const char *const bounds[][2] = {
        {"approx", "about"}, {"gt", ">"}, {"ge", ">="}, {"lt", "<"}, {"le", "<="}};
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

static void add_value(Line *line, const EvidenceClaim *claim)
{
    if (strcmp(claim->relation, "sign") == 0)
        add(line, claim->value < 0.0 ? " down" : " up");
    else if (isnan(claim->value)) {
        add(line, " ");
        add_number(line, claim->low);
        add(line, " to ");
        add_number(line, claim->high);
    } else {
        add(line, " %s ", sign_of(claim->bound));
        add_number(line, claim->value);
    }
    if (claim->unit) add(line, " %s", claim->unit);
    if (claim->basis) add(line, " (%s)", claim->basis);
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

static void add_years(Line *line, const EvidenceClaim *claim)
{
    char period[40];
    evidence_claim_period(claim, period, sizeof period);
    if (claim->year)
        add(line, ", %s%s%s", claim->by_year ? "by " : "", claim->fiscal ? "fiscal " : "",
            period);
    if (claim->months && claim->months != 12 && !claim->month)
        add(line, ", %d month%s", (int)claim->months, claim->months == 1 ? "" : "s");
    if (claim->base_year) add(line, ", from %d", (int)claim->base_year);
    if (claim->year_on_year) add(line, ", year on year");
}

void evidence_claim_words(const EvidenceClaim *claim, char *buffer, size_t size)
{
    Line line = {buffer, size, 0};
    if (size) buffer[0] = '\0';
    add(&line, "%s", claim->relation);
    if (claim->quantity && strcmp(claim->quantity, claim->relation) != 0)
        add(&line, " of %s", claim->quantity);
    add_value(&line, claim);
    add_years(&line, claim);
    for (int32_t i = 0; i < claim->n_names; i++)
        add(&line, "%s%s", i ? ", " : "; ", claim->names[i].key);
    if (claim->speech && strcmp(claim->speech, "observation") != 0 &&
        strcmp(claim->speech, "qualitative") != 0)
        add(&line, "; %s", claim->speech);
}
