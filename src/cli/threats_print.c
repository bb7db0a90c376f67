#include <math.h>
#include <stdio.h>

#include "cli/grid.h"
#include "cli/json.h"
#include "cli/threats.h"
#include "metrics/compare.h"
#include "metrics/words.h"

enum { TEXT = 512, MOST_BEYOND = 10 };
#define MILLION 1e6

/* ---- for people ---- */

static void cell_amount(Grid *grid, double value, double floor)
{
    char text[WORDS_SIZE];
    words_rounded(fabs(value) < floor ? 0 : value, 3, text, sizeof text);
    grid_text(grid, text);
}

static void cell_months(const Sweep *sweep, Grid *grid, double months)
{
    if (isinf(months))
        grid_format(grid, "> %d", (int)(sweep->end - sweep->from + 1));
    else if (isnan(months))
        grid_text(grid, "-");
    else
        grid_format(grid, "%.0f", months);
}

static const char *region_of(const Sweep *sweep, int32_t region)
{
    return region == RECORD_NONE ? "-" : region_words(sweep->base, region);
}

static void slowest_text(const Sweep *sweep, int32_t market, char *buffer, size_t size)
{
    const Record *r = sweep->base;
    if (market == RECORD_NONE) {
        snprintf(buffer, size, "-");
        return;
    }
    snprintf(buffer, size, "%s, %s", region_words(r, r->markets[market].region),
             commodity_words(r, r->markets[market].commodity));
}

static void add_row(const Sweep *sweep, const SweepRow *row, int32_t rank, Grid *grid)
{
    char text[TEXT];
    const Harm *h = &row->harm;
    grid_format(grid, "%d", (int)rank);
    sweep_words(sweep, row, text, sizeof text);
    grid_text(grid, text);
    if (row->status) {
        grid_text(grid, status_text(row->status));
        for (int i = 0; i < 7; i++)
            grid_text(grid, "-");
        return;
    }
    cell_amount(grid, h->loss / MILLION, 0.05);
    cell_amount(grid, h->users / MILLION, 0.05);
    grid_text(grid, region_of(sweep, h->worst));
    cell_amount(grid, h->unbought, 0.5);
    cell_amount(grid, h->devices, 0.5);
    cell_months(sweep, grid, h->recover);
    slowest_text(sweep, h->slowest, text, sizeof text);
    grid_text(grid, text);
    if (isnan(h->stop))
        grid_text(grid, "-");
    else
        grid_format(grid, "%.1f", h->stop);
}

static Status print_rows(const Screen *screen, const Sweep *sweep, const SweepRow *rows,
                         int32_t n)
{
    char money[WORDS_SIZE];
    snprintf(money, sizeof money, "lost, million %s", sweep->base->currency);
    const char *const titles[] = {"",        "what",       money,       "of users",
                                  "most in", "unbought",   "not built", "back after",
                                  "slowest", "stocks last"};
    Grid *grid = grid_new(10, titles);
    static const int right[] = {0, 2, 3, 5, 6, 7, 9};
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        grid_right(grid, right[i]);
    for (int32_t i = 0; i < n; i++)
        add_row(sweep, &rows[i], i + 1, grid);
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    return st;
}

/* How much of the loss is beyond the sum of the two. */
static double beyond(const SweepRow *pair)
{
    return pair->harm.loss - pair->sum;
}

/* The next largest below (or equal and behind) the one told last; NULL when there is none. */
static const SweepRow *next_beyond(const Sweep *sweep, const SweepRow *last)
{
    const SweepRow *best = NULL;
    for (int32_t i = 0; i < sweep->n_pairs; i++) {
        const SweepRow *p = &sweep->pairs[i];
        if (!sweep_beyond(sweep, p)) continue;
        if (last && (beyond(p) > beyond(last) || (beyond(p) == beyond(last) && p <= last)))
            continue;
        if (!best || beyond(p) > beyond(best)) best = p;
    }
    return best;
}

static void tell_beyond(const Screen *screen, const Sweep *sweep)
{
    int32_t n = 0;
    for (int32_t i = 0; i < sweep->n_pairs; i++)
        n += sweep_beyond(sweep, &sweep->pairs[i]);
    fprintf(screen->out, "\nWorse together than the sum: %d of %d pairs.\n", (int)n,
            (int)sweep->n_pairs);
    const SweepRow *pair = NULL;
    for (int32_t i = 0; i < n && i < MOST_BEYOND; i++) {
        char text[TEXT], together[WORDS_SIZE], sum[WORDS_SIZE], share[WORDS_SIZE];
        pair = next_beyond(sweep, pair);
        if (!pair) break;
        sweep_words(sweep, pair, text, sizeof text);
        words_rounded(pair->harm.loss / MILLION, 3, together, sizeof together);
        words_rounded(pair->sum / MILLION, 3, sum, sizeof sum);
        words_percent(beyond(pair) / pair->sum, share, sizeof share);
        fprintf(screen->out, "  %s: %s million %s instead of %s (%s more).\n", text, together,
                sweep->base->currency, sum, share);
    }
}

static void tell_period(const Screen *screen, const Sweep *sweep)
{
    char from[8], until[8], end[8], worth[WORDS_SIZE];
    month_format(sweep->from, from, sizeof from);
    month_format(sweep->until, until, sizeof until);
    month_format(sweep->end, end, sizeof end);
    words_rounded(sweep->worth / MILLION, 3, worth, sizeof worth);
    fprintf(screen->out,
            "Each from %s to %s, held against '%s' up to %s; users and makers have %s million "
            "%s there. %d halts and outages would move nothing.\n\n",
            from, until, sweep->base->run_name, end, worth, sweep->base->currency,
            (int)sweep->threats.n_idle);
}

Status threats_print(const Screen *screen, const Sweep *sweep, int32_t top)
{
    const int32_t singles = top < sweep->n_singles ? top : sweep->n_singles;
    const int32_t pairs = top < sweep->n_pairs ? top : sweep->n_pairs;
    tell_period(screen, sweep);
    fprintf(screen->out, "One at a time (%d of %d)\n", (int)singles, (int)sweep->n_singles);
    Status st = print_rows(screen, sweep, sweep->singles, singles);
    if (st || !sweep->n_pairs) return st;
    fprintf(screen->out, "\nIn pairs (%d of %d)\n", (int)pairs, (int)sweep->n_pairs);
    st = print_rows(screen, sweep, sweep->pairs, pairs);
    if (!st) tell_beyond(screen, sweep);
    return st;
}

/* ---- for programs ---- */

static json_t *row_json(const Sweep *sweep, const SweepRow *row)
{
    char id[TEXT], words[TEXT], slowest[TEXT];
    const Harm *h = &row->harm;
    sweep_id(sweep, row, id, sizeof id);
    sweep_words(sweep, row, words, sizeof words);
    slowest_text(sweep, h->slowest, slowest, sizeof slowest);
    json_t *out = json_pack("{s:s, s:s}", "id", id, "what", words);
    if (row->status) {
        json_put(out, "failed", json_string(status_text(row->status)));
        return out;
    }
    const struct {
        const char *key;
        double value;
    } numbers[] = {{"loss", h->loss},
                   {"loss_of_users", h->users},
                   {"loss_of_makers", h->makers},
                   {"worst_loss", h->worst_loss},
                   {"unbought", h->unbought},
                   {"shortage", h->shortage},
                   {"devices_not_built", h->devices},
                   {"months_to_stop", h->stop},
                   {"months_to_recover", h->recover}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        json_put(out, numbers[i].key, json_number(numbers[i].value));
    json_put(out, "recovers", json_boolean(!isinf(h->recover)));
    json_put(out, "most_in",
             json_text(h->worst == RECORD_NONE ? "" : sweep->base->regions[h->worst].id));
    json_put(out, "slowest", json_string(slowest));
    if (row->b == MODEL_NONE) return out;
    json_put(out, "sum", json_number(row->sum));
    json_put(out, "worse_together", json_boolean(sweep_beyond(sweep, row)));
    return out;
}

static json_t *rows_json(const Sweep *sweep, const SweepRow *rows, int32_t n)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < n; i++)
        json_array_append_new(list, row_json(sweep, &rows[i]));
    return list;
}

Status threats_print_json(const Screen *screen, const Sweep *sweep)
{
    char from[8], until[8], end[8];
    month_format(sweep->from, from, sizeof from);
    month_format(sweep->until, until, sizeof until);
    month_format(sweep->end, end, sizeof end);
    json_t *value =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:i}", "schema", "lode.threats/1", "base",
                  sweep->base->run_name, "currency", sweep->base->currency, "from", from,
                  "until", until, "end", end, "idle", (int)sweep->threats.n_idle);
    json_put(value, "worth", json_number(sweep->worth));
    json_put(value, "singles", rows_json(sweep, sweep->singles, sweep->n_singles));
    json_put(value, "pairs", rows_json(sweep, sweep->pairs, sweep->n_pairs));
    return json_print(screen, value);
}

static void csv_row(const Sweep *sweep, const SweepRow *row, int32_t rank, Grid *grid)
{
    char text[TEXT];
    const Harm *h = &row->harm;
    grid_format(grid, "%d", (int)rank);
    sweep_id(sweep, row, text, sizeof text);
    grid_text(grid, text);
    sweep_words(sweep, row, text, sizeof text);
    grid_text(grid, text);
    const double numbers[] = {h->loss,     h->users,   h->makers, h->worst_loss, h->unbought,
                              h->shortage, h->devices, h->stop,   h->recover,    row->sum};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        grid_number(grid, row->status ? NAN : numbers[i]);
    grid_text(grid, h->worst == RECORD_NONE ? "" : sweep->base->regions[h->worst].id);
    slowest_text(sweep, h->slowest, text, sizeof text);
    grid_text(grid, text);
    grid_text(grid, row->b == MODEL_NONE ? "" : sweep_beyond(sweep, row) ? "yes" : "no");
    grid_text(grid, row->status ? status_text(row->status) : "");
}

Status threats_print_csv(const Screen *screen, const Sweep *sweep)
{
    static const char *const titles[] = {"rank",
                                         "id",
                                         "what",
                                         "loss",
                                         "loss_of_users",
                                         "loss_of_makers",
                                         "worst_loss",
                                         "unbought",
                                         "shortage",
                                         "devices_not_built",
                                         "months_to_stop",
                                         "months_to_recover",
                                         "sum",
                                         "most_in",
                                         "slowest",
                                         "worse_together",
                                         "failed"};
    Grid *grid = grid_new(sizeof titles / sizeof *titles, titles);
    for (int32_t i = 0; i < sweep->n_singles; i++)
        csv_row(sweep, &sweep->singles[i], i + 1, grid);
    for (int32_t i = 0; i < sweep->n_pairs; i++)
        csv_row(sweep, &sweep->pairs[i], i + 1, grid);
    const Status st = grid_print_csv(grid, screen);
    grid_free(grid);
    return st;
}
