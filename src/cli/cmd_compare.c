#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/grid.h"
#include "cli/json.h"
#include "cli/load.h"
#include "metrics/losses.h"
#include "metrics/words.h"

enum { TOP_DEFAULT = 8, SENTENCES = 3, SENTENCE_SIZE = 768 };

static const Option options[] = {
    OPTION_VALUE("top", 'n', VALUE_TEXT, "N", "lines of each table (8)"),
    OPTION_CURRENCY,
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

/* ---- cells ---- */

static void percent_cell(Grid *grid, double fraction)
{
    char text[WORDS_SIZE];
    if (isinf(fraction)) {
        grid_text(grid, "new");
        return;
    }
    words_percent(fraction, text, sizeof text);
    grid_format(grid, "%s%s", fraction < 0 ? "-" : "+", text);
}

static void month_cell(Grid *grid, Month month)
{
    char text[8];
    month_format(month, text, sizeof text);
    grid_text(grid, text);
}

static void amount_cell(Grid *grid, double value)
{
    char text[WORDS_SIZE];
    words_rounded(value, 4, text, sizeof text);
    grid_text(grid, text);
}

static void last_cell(Grid *grid, const Change *change)
{
    if (change->lasting)
        grid_text(grid, "the end");
    else
        month_cell(grid, change->last);
}

static void back_cell(Grid *grid, const Change *change)
{
    if (change->months_back < 0)
        grid_text(grid, "not in the run");
    else if (change->months_back == 0)
        grid_text(grid, "never left it");
    else
        grid_format(grid, "after %d month%s", (int)change->months_back,
                    change->months_back == 1 ? "" : "s");
}

/* ---- tables ---- */

static void price_row(Grid *grid, const Comparison *c, const Change *change)
{
    grid_text(grid, commodity_words(c->a, change->commodity));
    grid_text(grid, region_words(c->a, change->region));
    amount_cell(grid, change->before);
    amount_cell(grid, change->after);
    grid_text(grid, change->unit);
    percent_cell(grid, change->peak);
    month_cell(grid, change->peak_month);
    back_cell(grid, change);
}

static void amount_row(Grid *grid, const Comparison *c, const Change *change)
{
    const Record *r = c->a;
    grid_text(grid, commodity_words(r, change->commodity));
    switch (change->kind) {
    case CHANGE_TRADE:
        grid_format(grid, "%s from %s", region_words(r, change->region),
                    region_words(r, change->partner));
        break;
    case CHANGE_OUTPUT:
        grid_text(grid, facility_words(r, change->facility));
        break;
    case CHANGE_SHORTAGE:
        grid_format(grid, "%s%s%s", region_words(r, change->region), *change->use ? ", " : "",
                    change->use);
        break;
    case CHANGE_PRICE:
    case CHANGE_USE:
    case CHANGE_PRODUCTION:
    case CHANGE_KINDS:
        grid_text(grid, region_words(r, change->region));
        break;
    }
    amount_cell(grid, change->before);
    amount_cell(grid, change->after);
    grid_format(grid, "%s/month", change->unit);
    percent_cell(grid, change->relative);
    amount_cell(grid, change->total);
    month_cell(grid, change->first);
    last_cell(grid, change);
}

static Status print_list(const Screen *screen, const Comparison *c, ChangeKind kind, int top)
{
    static const char *const names[CHANGE_KINDS] = {"Prices that matter most", "Use",
                                                    "Production by region",    "Trade",
                                                    "Output of producers",     "Shortage"};
    const char *const price_titles[] = {names[kind], "where", "before", "after",
                                        "unit",      "peak",  "in",     "back within 5 %"};
    const char *const titles[] = {names[kind], "where",  "before", "after", "unit",
                                  "change",    "in all", "from",   "to"};
    const ChangeList *list = &c->of[kind];
    const bool price = kind == CHANGE_PRICE;
    if (!list->n) return LODE_OK;
    Grid *grid = price ? grid_new(8, price_titles) : grid_new(9, titles);
    grid_right(grid, 2);
    grid_right(grid, 3);
    grid_right(grid, 5);
    if (!price) grid_right(grid, 6);
    for (int32_t i = 0; i < list->n && i < top; i++)
        (price ? price_row : amount_row)(grid, c, &list->changes[i]);
    fputc('\n', screen->out);
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    if (list->n > top) fprintf(screen->out, "and %d more\n", (int)(list->n - top));
    return st;
}

static void print_sentences(const Screen *screen, const Comparison *c)
{
    char text[SENTENCE_SIZE];
    for (int32_t i = 0; i < c->n_shifts && i < SENTENCES; i++) {
        shift_words(c, &c->shifts[i], text, sizeof text);
        fprintf(screen->out, "- %s\n", text);
    }
    for (int32_t i = 0; i < c->of[CHANGE_PRICE].n && i < SENTENCES; i++) {
        price_words(c, &c->of[CHANGE_PRICE].changes[i], text, sizeof text);
        fprintf(screen->out, "- %s\n", text);
    }
}

static Status print_headlines(const Screen *screen, const RunHeadline *a, const RunHeadline *b)
{
    static const char *const titles[] = {"Headline", "of",   "year",  "before",
                                         "after",    "unit", "change"};
    Grid *grid = grid_new(7, titles);
    for (int column = 3; column < 7; column++)
        if (column != 5) grid_right(grid, column);
    for (int32_t i = 0; i < a->n; i++) {
        const HeadlineLine *before = &a->lines[i], *after = headline_same(b, before);
        if (!after) continue;
        const double relative = (after->value - before->value) / fabs(before->value);
        if (!(fabs(relative) > COMPARE_NOISE)) continue;
        grid_text(grid, before->metric);
        grid_format(grid, "%s%s%s", *before->region ? before->region : "world",
                    *before->stage || *before->commodity ? ", " : "",
                    *before->commodity ? before->commodity : before->stage);
        if (before->year)
            grid_format(grid, "%d", (int)before->year);
        else
            grid_text(grid, "all");
        const bool share = strcmp(before->metric, "share") == 0;
        amount_cell(grid, before->value * (share ? 100 : 1));
        amount_cell(grid, after->value * (share ? 100 : 1));
        grid_text(grid, share ? "%" : before->unit);
        percent_cell(grid, relative);
    }
    Status st = LODE_OK;
    if (grid_rows(grid)) {
        fputc('\n', screen->out);
        st = grid_print(grid, screen);
    }
    grid_free(grid);
    return st;
}

/* ---- who loses and who gains ---- */

static void money_cell(Grid *grid, double money)
{
    char text[WORDS_SIZE];
    words_rounded(money / 1e6, 3, text, sizeof text);
    grid_text(grid, text);
}

static Status print_losses(const Screen *screen, const Comparison *c, int top)
{
    const char *const titles[] = {"Surplus gained, lost (-)", "users", "producers", "together",
                                  "unit"};
    Loss *losses = calloc((size_t)c->a->n_regions + 1, sizeof *losses);
    if (!losses) return LODE_NO_MEMORY;
    const int32_t n = losses_between(c, losses);
    Grid *grid = grid_new(5, titles);
    for (int column = 1; column < 4; column++)
        grid_right(grid, column);
    for (int32_t i = 0; i < n && i < top; i++) {
        grid_text(grid, region_words(c->a, losses[i].region));
        money_cell(grid, losses[i].consumers);
        money_cell(grid, losses[i].producers);
        money_cell(grid, losses[i].together);
        grid_format(grid, "million %s", c->a->currency);
    }
    Status st = LODE_OK;
    if (grid_rows(grid)) {
        fputc('\n', screen->out);
        st = grid_print(grid, screen);
    }
    grid_free(grid);
    free(losses);
    return st;
}

static Status print_words(const Screen *screen, const Comparison *c, int top)
{
    static const ChangeKind order[] = {CHANGE_PRICE, CHANGE_USE, CHANGE_TRADE, CHANGE_OUTPUT,
                                       CHANGE_SHORTAGE};
    char first[8], last[8];
    month_format(c->start, first, sizeof first);
    month_format(c->end, last, sizeof last);
    fprintf(screen->out, "%s against %s, %s to %s\n\n", c->b->run_name, c->a->run_name, first,
            last);
    if (c->unmatched)
        screen_note(screen, "%d things of '%s' are not in '%s' and are left out\n",
                    (int)c->unmatched, c->a->run_name, c->b->run_name);
    if (comparison_same(c)) {
        fputs("Nothing changed by more than 0.1 %.\n", screen->out);
        return LODE_OK;
    }
    print_sentences(screen, c);
    Status st = LODE_OK;
    for (size_t i = 0; i < sizeof order / sizeof order[0] && !st; i++)
        st = print_list(screen, c, order[i], top);
    return st ? st : print_losses(screen, c, top);
}

/* ---- JSON ---- */

static json_t *change_json(const Comparison *c, const Change *change)
{
    const Record *r = c->a;
    char first[8], last[8], peak[8];
    month_format(change->first, first, sizeof first);
    month_format(change->last, last, sizeof last);
    month_format(change->peak_month, peak, sizeof peak);
    json_t *object = json_object();
    json_put(object, "region", json_string(r->regions[change->region].id));
    json_put(object, "commodity", json_string(r->commodities[change->commodity].id));
    if (change->partner != RECORD_NONE)
        json_put(object, "partner", json_string(r->regions[change->partner].id));
    if (change->facility != RECORD_NONE)
        json_put(object, "facility", json_string(r->facilities[change->facility].id));
    if (*change->use) json_put(object, "use", json_string(change->use));
    json_put(object, "before", json_number(change->before));
    json_put(object, "after", json_number(change->after));
    json_put(object, "unit", json_string(change->unit));
    json_put(object, "relative", json_number(change->relative));
    json_put(object, "total", json_number(change->total));
    json_put(object, "peak", json_number(change->peak));
    json_put(object, "peak_month", json_string(peak));
    json_put(object, "first", json_string(first));
    json_put(object, "last", json_string(last));
    json_put(object, "lasting", json_boolean(change->lasting));
    json_put(object, "months_back",
             change->months_back < 0 ? json_null() : json_integer(change->months_back));
    return object;
}

static json_t *list_json(const Comparison *c, ChangeKind kind)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < c->of[kind].n; i++)
        json_array_append_new(list, change_json(c, &c->of[kind].changes[i]));
    return list;
}

static json_t *losses_json(const Comparison *c)
{
    char text[SENTENCE_SIZE];
    json_t *list = json_array();
    Loss *losses = calloc((size_t)c->a->n_regions + 1, sizeof *losses);
    const int32_t n = losses ? losses_between(c, losses) : 0;
    for (int32_t i = 0; i < n; i++) {
        json_t *object = json_pack("{s:s}", "region", c->a->regions[losses[i].region].id);
        loss_words(c, &losses[i], text, sizeof text);
        json_put(object, "consumers", json_number(losses[i].consumers));
        json_put(object, "producers", json_number(losses[i].producers));
        json_put(object, "unit", json_text(c->a->currency));
        json_put(object, "words", json_string(text));
        json_array_append_new(list, object);
    }
    free(losses);
    return list;
}

static Status print_json(const Screen *screen, const Comparison *c)
{
    char text[SENTENCE_SIZE];
    json_t *words = json_array();
    for (int32_t i = 0; i < c->n_shifts && i < SENTENCES; i++) {
        shift_words(c, &c->shifts[i], text, sizeof text);
        json_array_append_new(words, json_string(text));
    }
    return json_print(
        screen,
        json_pack("{s:s, s:s, s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "schema",
                  "lode.compare/1", "before", c->a->run_name, "after", c->b->run_name, "same",
                  (int)comparison_same(c), "words", words, "price", list_json(c, CHANGE_PRICE),
                  "use", list_json(c, CHANGE_USE), "production",
                  list_json(c, CHANGE_PRODUCTION), "trade", list_json(c, CHANGE_TRADE),
                  "output", list_json(c, CHANGE_OUTPUT), "shortage",
                  list_json(c, CHANGE_SHORTAGE), "surplus", losses_json(c)));
}

/* ---- */

typedef struct Pair {
    Record *a, *b;
    RunHeadline *headline_a, *headline_b;
} Pair;

static Status load_pair(const Screen *screen, const Args *args, Store *store, Diag *diag,
                        Pair *pair)
{
    const char *a = args_place(args, 1), *b = args_place(args, 2);
    Status st = load_run(screen, store, a, &pair->a);
    if (!st) st = load_run(screen, store, b, &pair->b);
    if (!st) st = store_read_headline(store, a, diag, &pair->headline_a);
    if (!st) st = store_read_headline(store, b, diag, &pair->headline_b);
    if (!st) st = load_money(screen, args, false, pair->a, pair->headline_a);
    if (!st) st = load_money(screen, args, true, pair->b, pair->headline_b);
    return st;
}

static Status read_top(const Screen *screen, const Args *args, int *top)
{
    const char *text = args_text(args, "top");
    char *end;
    *top = TOP_DEFAULT;
    if (!text) return LODE_OK;
    const long n = strtol(text, &end, 10);
    if (*text && !*end && n >= 1 && n <= 100000) {
        *top = (int)n;
        return LODE_OK;
    }
    screen_error(screen, "--top is a number of lines, not '%s'", text);
    return LODE_USAGE;
}

static Status compare(const Screen *screen, const Args *args, const Pair *pair, int top,
                      Diag *diag)
{
    Comparison *comparison;
    Status st = compare_runs(pair->a, pair->b, diag, &comparison);
    if (st) return st;
    if (args_has(args, "json")) {
        st = print_json(screen, comparison);
    } else {
        st = print_words(screen, comparison, top);
        if (!st && !comparison_same(comparison))
            st = print_headlines(screen, pair->headline_a, pair->headline_b);
    }
    comparison_free(comparison);
    return st;
}

static Status run(const Screen *screen, const Args *args)
{
    Store *store = NULL;
    Pair pair = {NULL, NULL, NULL, NULL};
    int top;
    Diag *diag = diag_new();
    Status st = diag ? read_top(screen, args, &top) : LODE_NO_MEMORY;
    if (!st) st = load_store(screen, args_place(args, 0), &store);
    if (!st) st = load_pair(screen, args, store, diag, &pair);
    if (!st) st = compare(screen, args, &pair, top, diag);
    if (diag) load_tell(screen, diag);
    record_free(pair.a);
    record_free(pair.b);
    headline_free(pair.headline_a);
    headline_free(pair.headline_b);
    store_close(store);
    diag_free(diag);
    return st;
}

const Command command_compare = {
    .name = "compare",
    .summary = "what changed most between two runs",
    .about =
        "Says in words and tables what the second run does differently from the first: which "
        "prices move and for how long, who loses and who gains, whose output rises or falls, "
        "what runs short, and which users and producers gain or lose how much money. "
        "Differences below 0.1 % are not told.",
    .positionals = {{"FILE", VALUE_FILE, false, "a results file"},
                    {"RUN_A", VALUE_TEXT, false, "the run to compare with"},
                    {"RUN_B", VALUE_TEXT, false, "the run that is explained"}},
    .options = options,
    .examples = {{"lode compare runs.sqlite baseline india-japan-halt", "what the halt does"},
                 {"lode compare runs.sqlite baseline both --top 20 --json",
                  "more of it, as JSON"}},
    .run = run,
};
