/* What a plan does beside the world without it, and what holds it back, in sentences. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "choice/candidates.h"
#include "cli/optimise.h"
#include "explain/explain.h"
#include "metrics/compare.h"
#include "metrics/words.h"

enum { SENTENCE = 512, SHIFTS = 3, PRICES = 2, REASONS = 3, PLANTS = 4 };
#define MILLION 1e6
#define SPENT 0.99   /* a budget of which so much is paid is used up */
#define FULL 0.999   /* of capacity */
#define NOTHING 1e-6 /* of the largest goal: no gain */

/* ---- what it buys ---- */

static Status tell_changes(const Screen *screen, const Record *base, const Record *run,
                           Diag *diag)
{
    char words[SENTENCE];
    Comparison *c;
    const Status st = compare_runs(base, run, diag, &c);
    if (st) return st;
    const ChangeList *prices = &c->of[CHANGE_PRICE];
    fprintf(screen->out, "\nWhat it changes\n");
    if (comparison_same(c)) fprintf(screen->out, "  Nothing beyond the noise.\n");
    for (int32_t i = 0; i < c->n_shifts && i < SHIFTS; i++) {
        shift_words(c, &c->shifts[i], words, sizeof words);
        fprintf(screen->out, "  %s\n", words);
    }
    for (int32_t i = 0; i < prices->n && i < PRICES; i++) {
        price_words(c, &prices->changes[i], words, sizeof words);
        fprintf(screen->out, "  %s\n", words);
    }
    comparison_free(c);
    return LODE_OK;
}

/* ---- what limits it: the measures ---- */

static bool gains(const Optimised *o, const SearchAnswer *a)
{
    const double now = o->found.answer.goal;
    return a->goal > now + NOTHING * fmax(fabs(now), fabs(a->goal));
}

/* The measures for which `which` holds, joined by commas; false when there are none. */
static bool list_measures(const Optimised *o, bool (*which)(const Optimised *, int32_t),
                          char *buffer, size_t size)
{
    size_t n = 0;
    buffer[0] = '\0';
    for (int32_t i = 0; i < o->model->n_candidates; i++)
        if (which(o, i) && n < size)
            n += (size_t)snprintf(buffer + n, size - n, "%s%s", n ? ", " : "",
                                  o->model->candidates[i].id);
    return n > 0;
}

static bool at_maximum(const Optimised *o, int32_t i)
{
    return o->parts[i].largest && o->parts[i].steps > 0;
}

static bool brings_nothing(const Optimised *o, int32_t i)
{
    return !isnan(o->parts[i].further.goal) && !gains(o, &o->parts[i].further);
}

static bool could_bring(const Optimised *o, int32_t i)
{
    return !isnan(o->parts[i].further.goal) && gains(o, &o->parts[i].further);
}

static void tell_measures(const Screen *screen, const Optimised *o, const OptimiseOptions *how)
{
    char list[2 * SENTENCE], paid[WORDS_SIZE], limit[WORDS_SIZE];
    const double budget = how->rule.limit;
    fprintf(screen->out, "\nWhat limits it\n");
    words_rounded(o->found.answer.cost / MILLION, 4, paid, sizeof paid);
    words_rounded(budget / MILLION, 4, limit, sizeof limit);
    if (!how->rule.target && o->found.answer.cost < SPENT * budget)
        fprintf(
            screen->out,
            "  Not the money: %s of %s million are paid; no plan tried does better with the "
            "rest.\n",
            paid, limit);
    if (list_measures(o, at_maximum, list, sizeof list))
        fprintf(screen->out, "  At their maximum: %s.\n", list);
    if (!how->rule.target && list_measures(o, could_bring, list, sizeof list))
        fprintf(screen->out, "  A step more would help, but the budget ends: %s.\n", list);
    if (list_measures(o, brings_nothing, list, sizeof list))
        fprintf(screen->out, "  A step more brings nothing: %s.\n", list);
}

/* ---- what limits it: the chain ---- */

static int32_t find_region(const Record *r, const char *id)
{
    for (int32_t i = 0; i < r->n_regions && id; i++)
        if (strcmp(r->regions[i].id, id) == 0) return i;
    return RECORD_NONE;
}

/* The market of the goal's region whose good is used most there, of those that the goal names.
 */
static int32_t find_market(const Record *r, const Goal *goal, int32_t step)
{
    const int32_t region = find_region(r, goal->filter.region);
    int32_t best = RECORD_NONE;
    double most = 0;
    for (int32_t m = 0; m < r->n_markets; m++) {
        const RecordCommodity *c = &r->commodities[r->markets[m].commodity];
        const char *stage = c->stage >= 0 ? r->stages[c->stage].id : "";
        const char *asked =
            goal->filter.commodity ? goal->filter.commodity : goal->filter.stage;
        if (region == RECORD_NONE || r->markets[m].region != region) continue;
        if (asked && strcmp(asked, c->id) != 0 && strcmp(asked, stage) != 0) continue;
        const size_t at = (size_t)step * (size_t)r->n_markets + (size_t)m;
        const double price = isnan(c->price) ? 1 : c->price;
        const double used = (r->process_use[at] + r->demand[at]) * price;
        if (used <= most) continue;
        most = used;
        best = m;
    }
    return best;
}

static Status tell_price(const Screen *screen, const Record *r, int32_t market, int32_t step)
{
    char sentences[EXPLAIN_SENTENCES_MAX][EXPLAIN_SENTENCE_SIZE];
    Explanation *why;
    const Status st = explain_price(r, market, step, &why);
    if (st) return st;
    const int n = explain_words(why, sentences);
    for (int i = 0; i < n && i < REASONS; i++)
        fprintf(screen->out, "  %s\n", sentences[i]);
    explanation_free(why);
    return LODE_OK;
}

static double share_used(const Record *r, int32_t facility, Steps when)
{
    const MetricFilter one = {.facility = r->facilities[facility].id};
    double value;
    if (metric_value(r, metric_find("utilisation"), &one, when, NULL, &value)) return NAN;
    return value;
}

/* Plants of the region that do all they can, the largest first by value of what they do. */
static void tell_plants(const Screen *screen, const Record *r, const Goal *goal, Steps when)
{
    const int32_t region = find_region(r, goal->filter.region);
    int n = 0;
    for (int32_t k = 0; k < r->n_facilities && region != RECORD_NONE; k++) {
        if (r->facilities[k].region != region || n >= PLANTS) continue;
        if (!(share_used(r, k, when) >= FULL)) continue;
        fprintf(screen->out, "%s%s", n ? ", " : "  At capacity there: ", facility_words(r, k));
        n++;
    }
    if (n) fprintf(screen->out, ".\n");
}

static Status tell_chain(const Screen *screen, const Record *r, const Goal *goal)
{
    Steps when;
    if (metric_steps(r, goal->from, goal->months, NULL, &when)) return LODE_OK;
    tell_plants(screen, r, goal, when);
    const int32_t market = find_market(r, goal, when.end - 1);
    return market == RECORD_NONE ? LODE_OK : tell_price(screen, r, market, when.end - 1);
}

/* ---- */

Status optimise_tell(const Screen *screen, const Optimised *o, const OptimiseOptions *how,
                     Diag *diag)
{
    Record *record;
    Status st = appraise_record(o->appraiser, 0, o->found.best, diag, &record);
    if (st) return st;
    st = tell_changes(screen, appraiser_base(o->appraiser, 0), record, diag);
    if (!st) tell_measures(screen, o, how);
    if (!st) st = tell_chain(screen, record, &how->worlds.goal);
    record_free(record);
    return st;
}
