/* What changed, in words. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "metrics/compare.h"
#include "metrics/words.h"

typedef struct Sentence {
    char *text;
    size_t size, used;
} Sentence;

__attribute__((format(printf, 2, 3))) static void say(Sentence *s, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(s->text + s->used, s->size - s->used, format, args);
    va_end(args);
    if (n < 0) return;
    s->used += (size_t)n < s->size - s->used ? (size_t)n : s->size - s->used - 1;
}

const char *region_words(const Record *record, int32_t region)
{
    const RecordRegion *it = &record->regions[region];
    return *it->name ? it->name : it->id;
}

const char *commodity_words(const Record *record, int32_t commodity)
{
    const RecordCommodity *it = &record->commodities[commodity];
    return *it->name ? it->name : it->id;
}

const char *facility_words(const Record *record, int32_t facility)
{
    const RecordFacility *it = &record->facilities[facility];
    return *it->name ? it->name : it->id;
}

/* "falls 3.1 % (12 t a month)", "stops (12 t a month)", "starts (12 t a month)". `many`: the
 * verb of a plural. */
static void say_move(Sentence *s, const Change *change, bool many)
{
    char amount[WORDS_SIZE], percent[WORDS_SIZE];
    const double difference = change->after - change->before;
    words_rounded(fabs(difference), 3, amount, sizeof amount);
    const char *ending = many ? "" : "s";
    if (change->after < COMPARE_NOISE * change->before)
        say(s, "stop%s (%s %s a month)", ending, amount, change->unit);
    else if (change->before < COMPARE_NOISE * change->after)
        say(s, "start%s (%s %s a month)", ending, amount, change->unit);
    else {
        words_percent(change->relative, percent, sizeof percent);
        say(s, "%s%s %s (%s %s a month)", difference < 0 ? "fall" : "rise", ending, percent,
            amount, change->unit);
    }
}

static void say_when(Sentence *s, const Change *change)
{
    char first[8], last[8];
    month_format(change->first, first, sizeof first);
    month_format(change->last, last, sizeof last);
    if (change->lasting)
        say(s, " from %s on", first);
    else if (change->first == change->last)
        say(s, " in %s", first);
    else
        say(s, " from %s to %s", first, last);
}

void shift_words(const Comparison *comparison, const Shift *shift, char *buffer, size_t size)
{
    const Record *r = comparison->a;
    Sentence s = {buffer, size, 0};
    const char *who = region_words(r, shift->region);
    const char *what = commodity_words(r, shift->commodity);
    const size_t n = strlen(who);
    const char *possessive = n && who[n - 1] == 's' ? "'" : "'s";
    if (shift->use) {
        say(&s, "%s%s use of %s ", who, possessive, what);
        say_move(&s, shift->use, false);
        say_when(&s, shift->use);
        if (shift->n_trades) say(&s, "; its imports");
    } else {
        say(&s, "%s%s imports of %s", who, possessive, what);
    }
    for (int32_t i = 0; i < shift->n_trades; i++) {
        const Change *trade = shift->trades[i];
        say(&s, "%s from %s ", i == 0 ? "" : ", those", region_words(r, trade->partner));
        say_move(&s, trade, true);
        if (!shift->use && i == 0) say_when(&s, trade);
    }
    say(&s, shift->use || !shift->has_use ? "." : "; its use holds.");
}

void price_words(const Comparison *comparison, const Change *change, char *buffer, size_t size)
{
    const Record *r = comparison->a;
    Sentence s = {buffer, size, 0};
    char percent[WORDS_SIZE], peak[8];
    words_percent(change->peak, percent, sizeof percent);
    month_format(change->peak_month, peak, sizeof peak);
    say(&s, "The price of %s in %s is up to %s %s, in %s",
        commodity_words(r, change->commodity), region_words(r, change->region), percent,
        change->peak < 0 ? "lower" : "higher", peak);
    if (change->months_back < 0)
        say(&s, ", and not back within 5 %% when the run ends.");
    else if (change->months_back > 0)
        say(&s, ", and back within 5 %% after %d month%s.", (int)change->months_back,
            change->months_back == 1 ? "" : "s");
    else
        say(&s, ".");
}
