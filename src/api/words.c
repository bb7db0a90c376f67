/* Two runs compared, and a price explained, in words. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/words.h"
#include "explain/explain.h"
#include "metrics/losses.h"

enum {
    SENTENCE_SIZE = 768,
    LINES_FIRST = 16,
    SHIFTS_MOST = 5,
    PRICES_MOST = 5,
    LOSSES_MOST = 5
};

Status words_open(lode_words **out)
{
    lode_words *words = *out = calloc(1, sizeof *words);
    if (!words) return LODE_NO_MEMORY;
    words->arena = arena_new(0);
    return words->arena ? messages_open(&words->messages) : LODE_NO_MEMORY;
}

Status words_hand_out(lode_words *words, Status st, lode_words **out)
{
    if (st && words) words->n = 0;
    if (st != LODE_NO_MEMORY) st = messages_seal(&words->messages, st);
    *out = st == LODE_NO_MEMORY ? NULL : words;
    if (!*out) lode_words_free(words);
    return st;
}

static Status add_line(lode_words *words, const char *about, const char *text, double amount,
                       const char *unit)
{
    if (words->n == words->room) {
        const int32_t room = words->room ? 2 * words->room : LINES_FIRST;
        lode_line *larger = ARENA_ARRAY(words->arena, lode_line, room);
        if (!larger) return LODE_NO_MEMORY;
        if (words->n) memcpy(larger, words->lines, (size_t)words->n * sizeof *larger);
        words->lines = larger;
        words->room = room;
    }
    const char *kept = arena_text(words->arena, text, strlen(text));
    const char *kept_unit = arena_text(words->arena, unit, strlen(unit));
    if (!kept || !kept_unit) return LODE_NO_MEMORY;
    words->lines[words->n++] = (lode_line){about, kept, amount, kept_unit};
    return LODE_OK;
}

static Status add_sentence(lode_words *words, const char *about, const char *text)
{
    return add_line(words, about, text, NAN, "");
}

/* ---- compare ---- */

static Status tell_losses(const Comparison *c, lode_words *words)
{
    char text[SENTENCE_SIZE];
    Loss *losses = calloc((size_t)c->a->n_regions + 1, sizeof *losses);
    if (!losses) return LODE_NO_MEMORY;
    const int32_t n = losses_between(c, losses);
    Status st = LODE_OK;
    for (int32_t i = 0; i < n && i < LOSSES_MOST && !st; i++) {
        loss_words(c, &losses[i], text, sizeof text);
        st = add_sentence(words, "surplus", text);
    }
    free(losses);
    return st;
}

static Status tell_comparison(const Comparison *c, lode_words *words)
{
    char text[SENTENCE_SIZE];
    Status st = LODE_OK;
    if (comparison_same(c)) return LODE_OK;
    for (int32_t i = 0; i < c->n_shifts && i < SHIFTS_MOST && !st; i++) {
        shift_words(c, &c->shifts[i], text, sizeof text);
        st = add_sentence(words, "trade", text);
    }
    const ChangeList *prices = &c->of[CHANGE_PRICE];
    for (int32_t i = 0; i < prices->n && i < PRICES_MOST && !st; i++) {
        price_words(c, &prices->changes[i], text, sizeof text);
        st = add_sentence(words, "price", text);
    }
    return st ? st : tell_losses(c, words);
}

static Status compare(const lode_run *before, const lode_run *after, lode_words *words)
{
    Comparison *comparison;
    if (!before || !after || !before->record || !after->record) {
        diag_error(words->messages.diag, "", 0, 0, "",
                   "a run that has failed cannot be compared");
        return LODE_USAGE;
    }
    Status st = compare_runs(before->record, after->record, words->messages.diag, &comparison);
    if (st) return st == LODE_BAD_INPUT ? LODE_USAGE : st;
    st = tell_comparison(comparison, words);
    comparison_free(comparison);
    return st;
}

int lode_run_compare(const lode_run *before, const lode_run *after, lode_words **out)
{
    lode_words *words;
    Status st = words_open(&words);
    if (!st) st = compare(before, after, words);
    return (int)words_hand_out(words, st, out);
}

/* ---- why ---- */

static Status find_step(const Record *r, const char *text, Diag *diag, int32_t *out)
{
    Month month;
    Steps steps;
    Status st = options_month(text ? text : "", "month", diag, &month);
    if (!st) st = metric_steps(r, month, 1, diag, &steps);
    if (!st) *out = steps.first;
    return st == LODE_BAD_INPUT ? LODE_USAGE : st;
}

static Status tell_explanation(const Explanation *e, int32_t market, lode_words *words)
{
    char sentences[EXPLAIN_SENTENCES_MAX][EXPLAIN_SENTENCE_SIZE], text[SENTENCE_SIZE];
    const Record *r = e->record;
    const int n = explain_words(e, sentences);
    Status st = LODE_OK;
    for (int i = 0; i < n && !st; i++)
        st = add_sentence(words, "why", sentences[i]);
    snprintf(text, sizeof text, "%s/%s", r->currency,
             r->commodities[r->markets[market].commodity].unit);
    const char *unit = arena_text(words->arena, text, strlen(text));
    if (!unit) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < e->n_sum && !st; i++) {
        explain_part_words(e, &e->sum[i], text, sizeof text);
        st = add_line(words, "part", text, e->sum[i].amount, unit);
    }
    return st;
}

static Status explain(const lode_run *run, const char *region, const char *commodity,
                      const char *month, lode_words *words)
{
    int32_t market, step;
    Explanation *explanation;
    Diag *diag = words->messages.diag;
    if (!run || !run->record) {
        diag_error(diag, "", 0, 0, "", "a run that has failed has no prices");
        return LODE_USAGE;
    }
    Status st = metric_market(run->record, region ? region : "", commodity ? commodity : "",
                              diag, &market);
    if (!st) st = find_step(run->record, month, diag, &step);
    if (!st) st = explain_price(run->record, market, step, &explanation);
    if (st) return st;
    st = tell_explanation(explanation, market, words);
    explanation_free(explanation);
    return st;
}

int lode_run_why(const lode_run *run, const char *region, const char *commodity,
                 const char *month, lode_words **out)
{
    lode_words *words;
    Status st = words_open(&words);
    if (!st) st = explain(run, region, commodity, month, words);
    return (int)words_hand_out(words, st, out);
}

/* ---- reading ---- */

void lode_words_free(lode_words *words)
{
    if (!words) return;
    messages_close(&words->messages);
    arena_free(words->arena);
    free(words);
}

const lode_messages *lode_words_messages(const lode_words *words)
{
    return words ? &words->messages : NULL;
}

int32_t lode_words_count(const lode_words *words)
{
    return words ? words->n : 0;
}

const lode_line *lode_words_at(const lode_words *words, int32_t i)
{
    return i >= 0 && i < lode_words_count(words) ? &words->lines[i] : NULL;
}
