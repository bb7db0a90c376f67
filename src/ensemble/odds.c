#include "ensemble/odds.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/text.h"

#define NORMAL_95 1.6448536269514722 /* 95th percentile of the standard normal */

static Status wrong(Diag *diag, const char *text, const char *why)
{
    diag_error(diag, "", 0, 0, "",
               "--odds '%s': %s, as in 'self_sufficiency region=ID stage=ID 2030 > 20 %%'",
               text, why);
    return LODE_USAGE;
}

/* "20 %", or a number in the unit of the metric. */
static bool read_bound(const char *text, double *out)
{
    const char *end;
    while (*text == ' ')
        text++;
    if (!text_number_prefix(text, out, &end)) return false;
    while (*end == ' ')
        end++;
    if (*end == '%') {
        *out /= 100;
        end++;
    }
    return *end == '\0';
}

/* Cuts spaces and a last word of four digits off the text. */
static int32_t cut_year(char *text)
{
    size_t n = strlen(text);
    while (n > 0 && text[n - 1] == ' ')
        text[--n] = '\0';
    if (n < 5 || text[n - 5] != ' ') return 0;
    int32_t year = 0;
    for (const char *c = &text[n - 4]; *c; c++) {
        if (!isdigit((unsigned char)*c)) return 0;
        year = 10 * year + (*c - '0');
    }
    text[n - 5] = '\0';
    return year;
}

static Status read_one(const char *text, Arena *arena, Diag *diag, Odds *out)
{
    const char *sign = strpbrk(text, "<>");
    if (!sign) return wrong(diag, text, "say what is compared with what");
    char *what = arena_text(arena, text, (size_t)(sign - text));
    *out = (Odds){.text = text, .what = what, .above = *sign == '>'};
    if (!what) return LODE_NO_MEMORY;
    if (!read_bound(sign + 1, &out->bound))
        return wrong(diag, text, "write a number behind the sign");
    out->year = cut_year(what);
    return LODE_OK;
}

Status odds_read(const char *const *texts, int n, Arena *arena, Diag *diag, Odds **out)
{
    Status st = LODE_OK;
    *out = ARENA_ARRAY(arena, Odds, n + 1);
    if (!*out) return LODE_NO_MEMORY;
    for (int i = 0; i < n && !st; i++)
        st = read_one(texts[i], arena, diag, &(*out)[i]);
    return st;
}

Status odds_place(Odds *odds, int n, const Record *record, const Variables *vs, Arena *arena,
                  Diag *diag)
{
    for (int i = 0; i < n; i++) {
        Odds *o = &odds[i];
        const Status st =
            variables_find(vs, record, "--odds", o->what, arena, diag, &o->variable);
        if (st) return st;
        for (o->period = 0; o->period < vs->n_years; o->period++)
            if (vs->years[o->period] == o->year) break;
        if (o->period == vs->n_years) return wrong(diag, o->text, "the run has no such year");
    }
    return LODE_OK;
}

int odds_hold(const Odds *odds, const Variables *vs, const double *yearly)
{
    const double value = yearly[odds->variable * vs->n_years + odds->period];
    if (isnan(value)) return -1;
    return odds->above ? value > odds->bound : value < odds->bound;
}

void odds_measure(OddsCount *count)
{
    const double n = (double)count->n, z2 = NORMAL_95 * NORMAL_95;
    count->share = count->low = count->high = NAN;
    if (!count->n) return;
    const double p = (double)count->hits / n;
    const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    const double half = NORMAL_95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);
    count->share = p;
    count->low = count->hits ? middle - half : 0;
    count->high = count->hits < count->n ? middle + half : 1;
}
