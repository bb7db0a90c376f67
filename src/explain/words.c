/* An explanation in words. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "explain/agents.h"
#include "metrics/compare.h"
#include "metrics/words.h"

/* ---- names ---- */

static const char *market_words(const Record *r, int32_t market, char *buffer, size_t size)
{
    const RecordMarket *m = &r->markets[market];
    snprintf(buffer, size, "%s in %s", commodity_words(r, m->commodity),
             region_words(r, m->region));
    return buffer;
}

void explain_part_words(const Record *r, const PricePart *part, char *buffer, size_t size)
{
    static const char *const words[] = {
        [PART_DUTY] = "duties",
        [PART_FREIGHT] = "freight",
        [PART_WEDGE] = "costs nobody wrote down (calibrated)",
        [PART_FRICTION] = "friction against habit",
        [PART_ROUTE_RENT] = "rent of the route's limit",
        [PART_CONVERSION] = "conversion cost",
        [PART_CAPACITY] = "capacity rent",
        [PART_EXPECTED] = "price that stock holders expect",
        [PART_HOLDERS] = "what they ask beyond it",
        [PART_BACKSTOP] = "price of filling unmet need",
        [PART_USERS] = "what users would pay",
        [PART_LEFT] = "left by the solver",
    };
    char name[160];
    switch (part->kind) {
    case PART_ORIGIN:
        snprintf(buffer, size, "price of %s", market_words(r, part->item, name, sizeof name));
        break;
    case PART_LIMIT_RENT:
        if (*r->limits[part->item].name)
            snprintf(buffer, size, "rent of adoption: %s", r->limits[part->item].name);
        else
            snprintf(buffer, size, "rent of the limit %s", r->limits[part->item].id);
        break;
    case PART_INPUT:
        snprintf(buffer, size, "input: %s", market_words(r, part->item, name, sizeof name));
        break;
    case PART_CREDIT:
        snprintf(buffer, size, "less by-product: %s",
                 market_words(r, part->item, name, sizeof name));
        break;
    default:
        snprintf(buffer, size, "%s", words[part->kind]);
    }
}

void explain_agent_words(const Record *r, const Agent *agent, char *buffer, size_t size)
{
    switch (agent->kind) {
    case AGENT_ROUTE:
        snprintf(buffer, size, "%s, shipping to %s",
                 region_words(r, r->routes[agent->item].from),
                 region_words(r, r->routes[agent->item].to));
        break;
    case AGENT_FACILITY:
        snprintf(buffer, size, "%s", facility_words(r, agent->item));
        break;
    case AGENT_DEMAND:
        snprintf(buffer, size, "%s",
                 *r->demands[agent->item].use ? r->demands[agent->item].use
                                              : r->demands[agent->item].id);
        break;
    case AGENT_STOCK:
        snprintf(buffer, size, "holders of stocks");
        break;
    case AGENT_BACKSTOP:
        snprintf(buffer, size, "the backstop");
        break;
    case AGENT_DISPOSAL:
        snprintf(buffer, size, "disposal");
        break;
    case AGENT_NONE:
        snprintf(buffer, size, "nobody");
        break;
    }
}

void explain_binding_words(const Explanation *e, const Binding *binding, char *buffer,
                           size_t size)
{
    const Record *r = e->record;
    switch (binding->kind) {
    case BINDING_ROUTE:
        snprintf(buffer, size, "%s to %s, %s", region_words(r, r->routes[binding->item].from),
                 region_words(r, r->routes[binding->item].to),
                 commodity_words(r, r->routes[binding->item].commodity));
        break;
    case BINDING_FACILITY:
        snprintf(buffer, size, "capacity of %s", facility_words(r, binding->item));
        break;
    case BINDING_LIMIT:
        if (*r->limits[binding->item].name)
            snprintf(buffer, size, "adoption: %s", r->limits[binding->item].name);
        else
            snprintf(buffer, size, "limit %s", r->limits[binding->item].id);
        break;
    }
}

/* ---- sentences ---- */

typedef struct Story {
    const Explanation *e;
    char (*sentences)[EXPLAIN_SENTENCE_SIZE];
    int n;
} Story;

__attribute__((format(printf, 2, 3))) static void tell(Story *story, const char *format, ...)
{
    va_list values;
    if (story->n == EXPLAIN_SENTENCES_MAX) return;
    va_start(values, format);
    vsnprintf(story->sentences[story->n++], EXPLAIN_SENTENCE_SIZE, format, values);
    va_end(values);
}

typedef struct Number {
    char text[WORDS_SIZE];
} Number;

static Number number(double value)
{
    Number out;
    words_number(value, 4, out.text, sizeof out.text);
    return out;
}

static const char *unit_of(const Record *r, int32_t market)
{
    return r->commodities[r->markets[market].commodity].unit;
}

static void tell_price(Story *story)
{
    const Explanation *e = story->e;
    const Record *r = e->record;
    const PriceLink *link = &e->links[0];
    char market[160], month[8];
    month_format(r->start + e->step * r->months_per_step, month, sizeof month);
    tell(story, "%s costs %s %s/%s in %s.",
         market_words(r, link->market, market, sizeof market), number(link->price).text,
         r->currency, unit_of(r, link->market), month);
}

static double all_of(const Agent *agents, int32_t n)
{
    double sum = 0;
    for (int32_t i = 0; i < n; i++)
        sum += agents[i].amount;
    return sum;
}

static void tell_supplier(Story *story)
{
    const Explanation *e = story->e;
    const Record *r = e->record;
    char who[160];
    const char *unit = unit_of(r, e->links[0].market);
    if (e->marginal_supplier == RECORD_NONE) {
        tell(story, "Nothing is supplied here: the price is what a buyer would bid at most, or "
                    "the least that a seller would ask.");
        return;
    }
    const Agent *agent = &e->suppliers[e->marginal_supplier];
    explain_agent_words(r, agent, who, sizeof who);
    const double share = agent->amount / all_of(e->suppliers, e->n_suppliers);
    if (agent->stand == STAND_FREE)
        tell(story,
             "The marginal supplier is %s (%s %s, %s %% of what is supplied): it could bring "
             "more, and asks this price for it.",
             who, number(agent->amount).text, unit, number(100 * share).text);
    else
        tell(story,
             "No supplier can bring more: the largest, %s (%s %s, %s %%), is at its limit and "
             "earns a rent.",
             who, number(agent->amount).text, unit, number(100 * share).text);
}

static void tell_user(Story *story)
{
    const Explanation *e = story->e;
    char who[160];
    if (e->marginal_user == RECORD_NONE) return;
    const Agent *agent = &e->users[e->marginal_user];
    const char *unit = unit_of(e->record, e->links[0].market);
    explain_agent_words(e->record, agent, who, sizeof who);
    if (agent->stand == STAND_CUT)
        tell(story,
             "The marginal user is %s: some of it gives up, since the price is above what it "
             "can pay (it takes %s of %s %s).",
             who, number(agent->amount).text, number(agent->limit).text, unit);
    else if (agent->response > 0)
        tell(story,
             "The marginal user is %s (%s %s): a price 10 %% higher would make it take %s %s "
             "less.",
             who, number(agent->amount).text, unit,
             number(agent->response * 0.1 * e->links[0].price).text, unit);
    else
        tell(story, "The largest user is %s (%s %s).", who, number(agent->amount).text, unit);
}

static void tell_binding(Story *story, const Binding *binding)
{
    const Explanation *e = story->e;
    const Record *r = e->record;
    const PriceLink *link = &e->links[binding->link];
    char what[200], policy[200] = "";
    explain_binding_words(e, binding, what, sizeof what);
    if (binding->policy != RECORD_NONE)
        snprintf(policy, sizeof policy, " (%s, %s)", r->policies[binding->policy].id,
                 r->policies[binding->policy].kind);
    if (binding->on_chain)
        tell(story, "Binding: %s%s, at its limit of %s %s; one more would be worth %s %s.",
             what, policy, number(binding->limit).text, unit_of(r, link->market),
             number(binding->rent).text, r->currency);
    else
        tell(story, "%s: %s%s; one %s more that way would earn %s %s.",
             binding->limit > 0 ? "Another way is full" : "Another way is shut", what, policy,
             unit_of(r, link->market), number(binding->rent).text, r->currency);
}

/* The largest parts of the whole chain, as shares of the price. */
static void tell_parts(Story *story)
{
    const Explanation *e = story->e;
    char text[EXPLAIN_SENTENCE_SIZE] = "", words[200];
    size_t used = 0;
    bool taken[EXPLAIN_LINKS_MAX * EXPLAIN_PARTS_MAX] = {false};
    const double price = e->links[0].price;
    for (int told = 0; told < 4 && price > 0; told++) {
        int32_t best = -1;
        for (int32_t i = 0; i < e->n_sum; i++)
            if (!taken[i] && (best < 0 || fabs(e->sum[i].amount) > fabs(e->sum[best].amount)))
                best = i;
        if (best < 0 || fabs(e->sum[best].amount) < 0.01 * price || used >= sizeof text) break;
        taken[best] = true;
        explain_part_words(e->record, &e->sum[best], words, sizeof words);
        used +=
            (size_t)snprintf(text + used, sizeof text - used, "%s%s %s %%", told ? ", " : "",
                             words, number(100 * e->sum[best].amount / price).text);
    }
    if (used)
        tell(story, "Along the chain of %d markets it is made of: %s.", (int)e->n_links, text);
}

int explain_words(const Explanation *e,
                  char sentences[EXPLAIN_SENTENCES_MAX][EXPLAIN_SENTENCE_SIZE])
{
    enum { BINDINGS = 6 };
    Story story = {.e = e, .sentences = sentences};
    tell_price(&story);
    tell_supplier(&story);
    tell_user(&story);
    for (int32_t i = 0; i < e->n_bindings && i < BINDINGS; i++)
        tell_binding(&story, &e->bindings[i]);
    tell_parts(&story);
    return story.n;
}
