/* An explanation in words, English and Chinese side by side. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "explain/agents.h"
#include "explain/names.h"
#include "metrics/words.h"

typedef struct Story {
    const Explanation *e;
    char (*sentences)[EXPLAIN_SENTENCE_SIZE];
    int n;
} Story;

#define IS_ZH(story) ((story)->e->language == EXPLAIN_CHINESE)

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
    char market[NAMES_SIZE], month[8];
    month_format(r->start + e->step * r->months_per_step, month, sizeof month);
    market_words(r, link->market, e->language, market, sizeof market);
    tell(story, IS_ZH(story) ? "%s的价格为 %s %s/%s（%s）。" : "%s costs %s %s/%s in %s.",
         market, number(link->price).text, r->currency, unit_of(r, link->market), month);
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
    char who[NAMES_SIZE];
    const char *unit = unit_of(e->record, e->links[0].market);
    if (e->marginal_supplier == RECORD_NONE) {
        tell(story,
             IS_ZH(story) ? "此处无人供应：价格是买方至多愿出、或卖方至少要求的数额。%s"
                          : "Nothing is supplied here: the price is what a buyer would bid at "
                            "most, or the least that a seller would ask.%s",
             "");
        return;
    }
    const Agent *agent = &e->suppliers[e->marginal_supplier];
    explain_agent_words(e, agent, who, sizeof who);
    const Number amount = number(agent->amount),
                 share = number(100 * agent->amount / all_of(e->suppliers, e->n_suppliers));
    if (agent->stand == STAND_FREE)
        tell(story,
             IS_ZH(story)
                 ? "边际供应者是%s（%s %s，占供应量的 %s %%）：它还能供应更多，要价即为此价。"
                 : "The marginal supplier is %s (%s %s, %s %% of what is supplied): it could "
                   "bring more, and asks this price for it.",
             who, amount.text, unit, share.text);
    else
        tell(
            story,
            IS_ZH(story)
                ? "没有供应者能再增加供应：最大的%s（%s %s，%s %%）已到极限，并获得租值。"
                : "No supplier can bring more: the largest, %s (%s %s, %s %%), is at its limit "
                  "and earns a rent.",
            who, amount.text, unit, share.text);
}

static void tell_user(Story *story)
{
    const Explanation *e = story->e;
    char who[NAMES_SIZE];
    if (e->marginal_user == RECORD_NONE) return;
    const Agent *agent = &e->users[e->marginal_user];
    const char *unit = unit_of(e->record, e->links[0].market);
    explain_agent_words(e, agent, who, sizeof who);
    if (agent->stand == STAND_CUT)
        tell(story,
             IS_ZH(story)
                 ? "边际使用者是%s：价格高于其承受能力，一部分已放弃（取用 %s，所需 %s %s）。"
                 : "The marginal user is %s: some of it gives up, since the price is above "
                   "what it can pay (it takes %s of %s %s).",
             who, number(agent->amount).text, number(agent->limit).text, unit);
    else if (agent->response > 0)
        tell(story,
             IS_ZH(story) ? "边际使用者是%s（%s %s）：价格再高 10 %%，它会少用 %s %s。"
                          : "The marginal user is %s (%s %s): a price 10 %% higher would make "
                            "it take %s %s less.",
             who, number(agent->amount).text, unit,
             number(agent->response * 0.1 * e->links[0].price).text, unit);
    else
        tell(story,
             IS_ZH(story) ? "最大的使用者是%s（%s %s）。" : "The largest user is %s (%s %s).",
             who, number(agent->amount).text, unit);
}

static void tell_binding(Story *story, const Binding *binding)
{
    const Explanation *e = story->e;
    const Record *r = e->record;
    const char *unit = unit_of(r, e->links[binding->link].market);
    const Number limit = number(binding->limit), rent = number(binding->rent);
    char what[NAMES_SIZE], policy[200] = "";
    explain_binding_words(e, binding, what, sizeof what);
    if (binding->policy != RECORD_NONE)
        snprintf(policy, sizeof policy, IS_ZH(story) ? "（%s，%s）" : " (%s, %s)",
                 r->policies[binding->policy].id, r->policies[binding->policy].kind);
    if (binding->on_chain)
        tell(story,
             IS_ZH(story) ? "约束：%s%s，已达限额 %s %s；再多一单位值 %s %s。"
                          : "Binding: %s%s, at its limit of %s %s; one more would be worth %s "
                            "%s.",
             what, policy, limit.text, unit, rent.text, r->currency);
    else if (binding->limit > 0)
        tell(story,
             IS_ZH(story) ? "另一条途径已满：%s%s；由此再多一 %s 可得 %s %s。"
                          : "Another way is full: %s%s; one %s more that way would earn %s %s.",
             what, policy, unit, rent.text, r->currency);
    else
        tell(story,
             IS_ZH(story) ? "另一条途径已断：%s%s；由此多一 %s 可得 %s %s。"
                          : "Another way is shut: %s%s; one %s more that way would earn %s %s.",
             what, policy, unit, rent.text, r->currency);
}

/* The largest parts of the whole chain, as shares of the price. */
static void tell_parts(Story *story)
{
    const Explanation *e = story->e;
    char text[EXPLAIN_SENTENCE_SIZE] = "", words[NAMES_SIZE];
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
        explain_part_words(e, &e->sum[best], words, sizeof words);
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s %s %%",
                                 !told          ? ""
                                 : IS_ZH(story) ? "、"
                                                : ", ",
                                 words, number(100 * e->sum[best].amount / price).text);
    }
    if (used)
        tell(story,
             IS_ZH(story)      ? "沿 %d 个市场构成的链条，其组成为：%s。"
             : e->n_links == 1 ? "It is made of (%d market): %s."
                               : "Along the chain of %d markets it is made of: %s.",
             (int)e->n_links, text);
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
