/* What a price is made of and what holds it up, as src/explain tells it: the words of `lode
 * why`, and the numbers behind them. */
#include <math.h>
#include <string.h>

#include "explain/explain.h"
#include "web/resource.h"

enum { WORDS_MAX = 300, AGENTS_SHOWN = 12, BINDINGS_SHOWN = 20 };

/* One row, whatever it is about; what it has not is left NAN and "". */
typedef struct Cells {
    const char *part, *words, *id, *region, *commodity, *policy, *stands;
    double amount, limit, rent, price;
    bool marginal, on_chain;
} Cells;

#define NO_NUMBERS .amount = NAN, .limit = NAN, .rent = NAN, .price = NAN

static void put_cells(Out *out, const Cells *cells)
{
    out_row(out);
    out_text(out, "part", cells->part);
    out_text(out, "words", cells->words);
    out_text(out, "id", cells->id);
    out_text(out, "region", cells->region);
    out_text(out, "commodity", cells->commodity);
    out_number(out, "amount", cells->amount);
    out_number(out, "limit", cells->limit);
    out_number(out, "rent", cells->rent);
    out_number(out, "price", cells->price);
    out_text(out, "stands", cells->stands);
    out_flag(out, "marginal", cells->marginal);
    out_flag(out, "on_chain", cells->on_chain);
    out_text(out, "policy", cells->policy);
}

static void put_sentences(Out *out, const Explanation *e)
{
    char sentences[EXPLAIN_SENTENCES_MAX][EXPLAIN_SENTENCE_SIZE];
    const int n = explain_words(e, sentences);
    for (int i = 0; i < n; i++)
        put_cells(out, &(Cells){.part = "sentence", .words = sentences[i], NO_NUMBERS});
}

/* What the whole chain is made of, per unit asked for. */
static void put_parts(Out *out, const Explanation *e)
{
    char words[WORDS_MAX];
    for (int32_t i = 0; i < e->n_sum; i++) {
        if (!explain_tells(&e->sum[i], e->links[0].price)) continue;
        explain_part_words(e, &e->sum[i], words, sizeof words);
        Cells cells = {.part = "price", .words = words, NO_NUMBERS};
        cells.price = e->sum[i].amount;
        put_cells(out, &cells);
    }
}

static void put_links(Out *out, const Explanation *e)
{
    const Record *r = e->record;
    char words[WORDS_MAX];
    for (int32_t i = 0; i < e->n_links; i++) {
        const RecordMarket *m = &r->markets[e->links[i].market];
        explain_agent_words(e, &e->links[i].supplier, words, sizeof words);
        Cells cells = {.part = "link",
                       .words = words,
                       .region = r->regions[m->region].id,
                       .commodity = r->commodities[m->commodity].id,
                       NO_NUMBERS};
        cells.amount = e->links[i].units;
        cells.price = e->links[i].price;
        put_cells(out, &cells);
    }
}

static void put_bindings(Out *out, const Explanation *e)
{
    const Record *r = e->record;
    char words[WORDS_MAX];
    for (int32_t i = 0; i < e->n_bindings && i < BINDINGS_SHOWN; i++) {
        const Binding *b = &e->bindings[i];
        const RecordMarket *m = &r->markets[e->links[b->link].market];
        explain_binding_words(e, b, words, sizeof words);
        put_cells(
            out, &(Cells){.part = "binding",
                          .words = words,
                          .id = b->kind == BINDING_FACILITY ? r->facilities[b->item].id
                                : b->kind == BINDING_LIMIT  ? r->limits[b->item].id
                                                            : "",
                          .region = r->regions[m->region].id,
                          .commodity = r->commodities[m->commodity].id,
                          .amount = b->used,
                          .limit = b->limit,
                          .rent = b->rent,
                          .price = NAN,
                          .on_chain = b->on_chain,
                          .policy = b->policy == RECORD_NONE ? "" : r->policies[b->policy].id});
    }
}

static void put_agents(Out *out, const Explanation *e, const char *part, const Agent *agents,
                       int32_t n, int32_t marginal)
{
    static const char *const stands[] = {"free", "full", "forced", "cut"};
    const Record *r = e->record;
    char words[WORDS_MAX];
    for (int32_t i = 0; i < n && i < AGENTS_SHOWN; i++) {
        const Agent *a = &agents[i];
        explain_agent_words(e, a, words, sizeof words);
        put_cells(out, &(Cells){.part = part,
                                .words = words,
                                .id = a->kind == AGENT_FACILITY ? r->facilities[a->item].id
                                      : a->kind == AGENT_DEMAND ? r->demands[a->item].id
                                                                : "",
                                .amount = a->amount,
                                .limit = a->limit,
                                .rent = a->rent,
                                .price = NAN,
                                .stands = stands[a->stand],
                                .marginal = i == marginal});
    }
}

static Status find_market(const Ask *ask, const Record *r, int32_t *out)
{
    const char *region = request_text(ask->request, "region");
    const char *commodity = request_text(ask->request, "commodity");
    for (*out = 0; region && commodity && *out < r->n_markets; ++*out)
        if (strcmp(r->regions[r->markets[*out].region].id, region) == 0 &&
            strcmp(r->commodities[r->markets[*out].commodity].id, commodity) == 0)
            return LODE_OK;
    diag_error(ask->diag, "", 0, 0, "region", "there is no market of %.60s in %.60s",
               commodity ? commodity : "(no commodity given)",
               region ? region : "(no region given)");
    return LODE_NEGATIVE;
}

static Status explain(const Ask *ask, const Record *r)
{
    const char *code = request_text(ask->request, "language");
    ExplainLanguage language;
    Explanation *e;
    int32_t market;
    Steps steps;
    Status st = ask_steps(ask, r, &steps);
    if (!st) st = find_market(ask, r, &market);
    if (!st && !explain_language(code ? code : "en", &language)) {
        diag_error(ask->diag, "", 0, 0, "language", "is en or zh, not '%.40s'", code);
        st = LODE_BAD_INPUT;
    }
    if (!st) st = explain_price(r, market, steps.first, &e);
    if (st) return st;
    e->language = language;
    out_meta_number(ask->out, "price", e->links[0].price);
    put_sentences(ask->out, e);
    put_parts(ask->out, e);
    put_links(ask->out, e);
    put_bindings(ask->out, e);
    put_agents(ask->out, e, "supplier", e->suppliers, e->n_suppliers, e->marginal_supplier);
    put_agents(ask->out, e, "user", e->users, e->n_users, e->marginal_user);
    explanation_free(e);
    return LODE_OK;
}

Status resource_why(const Ask *ask)
{
    Run *run;
    const Record *record;
    Status st = ask_run(ask, "run", &run);
    if (st) return st;
    st = ask_record(ask, run, &record);
    if (!st) st = explain(ask, record);
    runs_release(ask->runs, run);
    return st;
}
