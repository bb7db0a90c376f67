/* What a price of a run is made of. */
#include <math.h>
#include <string.h>

#include "cli/grid.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/why.h"
#include "explain/explain.h"
#include "metrics/compare.h"

enum { NAME_SIZE = 256 };

/* ---- what is asked ---- */

static Status find_market(const Screen *screen, const Args *args, const Record *r, int32_t *out)
{
    const char *where = args_text(args, "region"), *what = args_text(args, "commodity");
    if (!where || !what) {
        screen_error(screen, "name the market: --region and --commodity");
        return LODE_USAGE;
    }
    Diag *diag = diag_new();
    const Status st = diag ? metric_market(r, where, what, diag, out) : LODE_NO_MEMORY;
    if (diag) load_tell(screen, diag);
    diag_free(diag);
    return st;
}

static Status find_step(const Screen *screen, const Args *args, const Record *r, int32_t *out)
{
    Month month;
    Steps steps;
    Diag *diag = diag_new();
    Status st = diag ? load_month(screen, args, "month", &month) : LODE_NO_MEMORY;
    if (!st && month == MONTH_NONE) {
        screen_error(screen, "name the month: --month YYYY-MM");
        st = LODE_USAGE;
    }
    if (!st) st = metric_steps(r, month, 1, diag, &steps);
    if (diag) load_tell(screen, diag);
    diag_free(diag);
    if (!st) *out = steps.first;
    return st;
}

static Status find_language(const Screen *screen, const Args *args, ExplainLanguage *out)
{
    const char *code = args_text(args, "language");
    if (explain_language(code ? code : "en", out)) return LODE_OK;
    screen_error(screen, "--language is en or zh, not '%s'", code);
    return LODE_USAGE;
}

/* ---- as tables ---- */

static void market_cell(Grid *grid, const Record *r, int32_t market)
{
    grid_format(grid, "%s, %s", commodity_words(r, r->markets[market].commodity),
                region_words(r, r->markets[market].region));
}

static void parts_of(Grid *grid, const Explanation *e, const PriceLink *link)
{
    const Record *r = e->record;
    char text[NAME_SIZE];
    market_cell(grid, r, link->market);
    explain_agent_words(e, &link->supplier, text, sizeof text);
    grid_format(grid, "price; %s %s",
                link->supplier.stand == STAND_FREE ? "from" : "at its limit:", text);
    grid_number(grid, link->price);
    grid_number(grid, link->price * link->units);
    for (int32_t i = 0; i < link->n_parts; i++) {
        const PricePart *part = &link->parts[i];
        if (!explain_tells(part, link->price)) continue;
        explain_part_words(e, part, text, sizeof text);
        grid_text(grid, "");
        if (part->kind == PART_INPUT || part->kind == PART_CREDIT)
            grid_format(grid, "  %s, %.4g per unit%s", text, fabs(part->quantity),
                        part->followed ? " (below)" : "");
        else
            grid_format(grid, "  %s%s", text, part->followed ? " (below)" : "");
        grid_number(grid, part->amount);
        grid_number(grid, part->amount * link->units);
    }
}

static Status print_chain(const Screen *screen, const Explanation *e)
{
    const char *const titles[] = {"Market", "what its price is made of", "per unit",
                                  "per unit asked for"};
    Grid *grid = grid_new(4, titles);
    grid_right(grid, 2);
    grid_right(grid, 3);
    for (int32_t l = 0; l < e->n_links; l++)
        parts_of(grid, e, &e->links[l]);
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    return st;
}

static const char *stand_words(const Agent *agent)
{
    static const char *const words[] = {[STAND_FREE] = "free",
                                        [STAND_FULL] = "at its limit",
                                        [STAND_FORCED] = "held up by its least",
                                        [STAND_CUT] = "cut"};
    return words[agent->stand];
}

static Status print_agents(const Screen *screen, const Explanation *e, const char *title,
                           const Agent *agents, int32_t n, int32_t marginal)
{
    enum { SHOWN = 12 };
    const char *const titles[] = {title, "amount", "limit", "stands", "rent", ""};
    char text[NAME_SIZE];
    Grid *grid = grid_new(6, titles);
    grid_right(grid, 1);
    grid_right(grid, 2);
    grid_right(grid, 4);
    for (int32_t i = 0; i < n && i < SHOWN; i++) {
        explain_agent_words(e, &agents[i], text, sizeof text);
        grid_text(grid, text);
        grid_number(grid, agents[i].amount);
        grid_number(grid, agents[i].limit);
        grid_text(grid, stand_words(&agents[i]));
        grid_number(grid, agents[i].rent);
        grid_text(grid, i == marginal ? "marginal" : "");
    }
    fputc('\n', screen->out);
    const Status st = grid_rows(grid) ? grid_print(grid, screen) : LODE_OK;
    grid_free(grid);
    return st;
}

/* Complementary slackness in numbers: where there is a rent, nothing is left of the limit. */
static Status print_bindings(const Screen *screen, const Explanation *e)
{
    enum { SHOWN = 20 };
    static const char *const titles[] = {
        "Limit that binds", "of the price of", "limit", "left", "rent", "policy"};
    char text[NAME_SIZE];
    if (!e->n_bindings) {
        fputs("\nNo limit binds along this chain.\n", screen->out);
        return LODE_OK;
    }
    Grid *grid = grid_new(6, titles);
    for (int column = 2; column < 5; column++)
        grid_right(grid, column);
    for (int32_t i = 0; i < e->n_bindings && i < SHOWN; i++) {
        const Binding *b = &e->bindings[i];
        explain_binding_words(e, b, text, sizeof text);
        grid_text(grid, text);
        if (b->on_chain)
            market_cell(grid, e->record, e->links[b->link].market);
        else
            grid_text(grid, "(another way)");
        grid_number(grid, b->limit);
        grid_number(grid, fmax(0, b->limit - b->used));
        grid_number(grid, b->rent);
        grid_text(grid, b->policy == RECORD_NONE ? "" : e->record->policies[b->policy].id);
    }
    fputc('\n', screen->out);
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    return st;
}

static Status print_answer(const Screen *screen, const Explanation *e)
{
    char sentences[EXPLAIN_SENTENCES_MAX][EXPLAIN_SENTENCE_SIZE];
    const int n = explain_words(e, sentences);
    for (int i = 0; i < n; i++)
        fprintf(screen->out, "%s\n", sentences[i]);
    fputc('\n', screen->out);
    Status st = print_chain(screen, e);
    if (!st) st = print_bindings(screen, e);
    if (!st)
        st = print_agents(screen, e, "Supplier", e->suppliers, e->n_suppliers,
                          e->marginal_supplier);
    if (!st) st = print_agents(screen, e, "User", e->users, e->n_users, e->marginal_user);
    return st;
}

/* ---- as JSON ---- */

static json_t *market_json(const Record *r, int32_t market)
{
    return json_pack("{s:s, s:s}", "region", r->regions[r->markets[market].region].id,
                     "commodity", r->commodities[r->markets[market].commodity].id);
}

static json_t *part_json(const Explanation *e, const PricePart *part)
{
    char text[NAME_SIZE];
    explain_part_words(e, part, text, sizeof text);
    const bool market =
        part->kind == PART_INPUT || part->kind == PART_CREDIT || part->kind == PART_ORIGIN;
    json_t *object = json_pack("{s:s}", "part", text);
    json_put(object, "amount", json_number(part->amount));
    json_put(object, "market", market ? market_json(e->record, part->item) : json_null());
    json_put(object, "quantity", market ? json_number(part->quantity) : json_null());
    json_put(object, "followed", json_boolean(part->followed));
    return object;
}

static json_t *agent_json(const Explanation *e, const Agent *agent, bool marginal)
{
    static const char *const kinds[] = {"route",    "facility", "demand", "stock",
                                        "backstop", "disposal", "none"};
    const Record *r = e->record;
    char text[NAME_SIZE];
    explain_agent_words(e, agent, text, sizeof text);
    const char *id = agent->kind == AGENT_FACILITY ? r->facilities[agent->item].id
                     : agent->kind == AGENT_DEMAND ? r->demands[agent->item].id
                                                   : NULL;
    json_t *object = json_pack("{s:s, s:s, s:s, s:b}", "kind", kinds[agent->kind], "name", text,
                               "stands", stand_words(agent), "marginal", (int)marginal);
    json_put(object, "id", json_text(id));
    json_put(object, "amount", json_number(agent->amount));
    json_put(object, "limit", json_number(agent->limit));
    json_put(object, "rent", json_number(agent->rent));
    json_put(object, "response", json_number(agent->response));
    return object;
}

static json_t *agents_json(const Explanation *e, const Agent *agents, int32_t n,
                           int32_t marginal)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < n; i++)
        json_array_append_new(list, agent_json(e, &agents[i], i == marginal));
    return list;
}

static json_t *chain_json(const Explanation *e)
{
    json_t *list = json_array();
    for (int32_t l = 0; l < e->n_links; l++) {
        const PriceLink *link = &e->links[l];
        json_t *parts = json_array(), *object = market_json(e->record, link->market);
        for (int32_t i = 0; i < link->n_parts; i++)
            json_array_append_new(parts, part_json(e, &link->parts[i]));
        json_put(object, "price", json_number(link->price));
        json_put(object, "units", json_number(link->units));
        json_put(object, "supplier", agent_json(e, &link->supplier, true));
        json_put(object, "parts", parts);
        json_array_append_new(list, object);
    }
    return list;
}

static json_t *bindings_json(const Explanation *e)
{
    static const char *const kinds[] = {"route", "facility", "limit"};
    json_t *list = json_array();
    for (int32_t i = 0; i < e->n_bindings; i++) {
        const Binding *b = &e->bindings[i];
        char text[NAME_SIZE];
        explain_binding_words(e, b, text, sizeof text);
        json_t *object = json_pack("{s:s, s:s, s:b, s:i}", "kind", kinds[b->kind], "name", text,
                                   "on_chain", (int)b->on_chain, "link", (int)b->link);
        json_put(object, "limit", json_number(b->limit));
        json_put(object, "used", json_number(b->used));
        json_put(object, "rent", json_number(b->rent));
        json_put(
            object, "policy",
            json_text(b->policy == RECORD_NONE ? NULL : e->record->policies[b->policy].id));
        json_array_append_new(list, object);
    }
    return list;
}

static Status print_json(const Screen *screen, const Explanation *e)
{
    char sentences[EXPLAIN_SENTENCES_MAX][EXPLAIN_SENTENCE_SIZE];
    const Record *r = e->record;
    const int n = explain_words(e, sentences);
    char month[8], unit[64];
    json_t *words = json_array(), *sum = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(words, json_string(sentences[i]));
    for (int32_t i = 0; i < e->n_sum; i++)
        json_array_append_new(sum, part_json(e, &e->sum[i]));
    month_format(record_month(r, e->step), month, sizeof month);
    snprintf(unit, sizeof unit, "%s/%s", r->currency,
             r->commodities[r->markets[e->links[0].market].commodity].unit);
    json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "schema", "lode.why.price/1", "run",
                               r->run_name, "month", month, "unit", unit);
    json_put(object, "price", json_number(e->links[0].price));
    json_put(object, "words", words);
    json_put(object, "chain", chain_json(e));
    json_put(object, "sum", sum);
    json_put(object, "bindings", bindings_json(e));
    json_put(object, "suppliers",
             agents_json(e, e->suppliers, e->n_suppliers, e->marginal_supplier));
    json_put(object, "users", agents_json(e, e->users, e->n_users, e->marginal_user));
    return json_print(screen, object);
}

/* ---- */

Status why_price(const Screen *screen, const Args *args)
{
    Store *store = NULL;
    Record *record = NULL;
    Explanation *e = NULL;
    ExplainLanguage language;
    int32_t market, step;
    if (strcmp(args_place(args, 1), "price") != 0) {
        screen_error(screen, "of a results file only prices are explained, not '%s'",
                     args_place(args, 1));
        return LODE_USAGE;
    }
    Status st = load_store(screen, args_place(args, 0), &store);
    if (!st) st = load_run(screen, store, args_text(args, "run"), &record);
    if (!st) st = load_money(screen, args, false, record, NULL);
    if (!st) st = find_market(screen, args, record, &market);
    if (!st) st = find_step(screen, args, record, &step);
    if (!st) st = find_language(screen, args, &language);
    if (!st) st = explain_price(record, market, step, &e);
    if (!st) e->language = language;
    if (!st) st = args_has(args, "json") ? print_json(screen, e) : print_answer(screen, e);
    explanation_free(e);
    record_free(record);
    store_close(store);
    return st;
}
