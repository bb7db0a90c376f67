#include "explain/names.h"

#include <stdio.h>
#include <string.h>

#include "metrics/compare.h"

bool explain_language(const char *code, ExplainLanguage *out)
{
    *out = strcmp(code, "zh") == 0 ? EXPLAIN_CHINESE : EXPLAIN_ENGLISH;
    return *out == EXPLAIN_CHINESE || strcmp(code, "en") == 0;
}

static const char *in(ExplainLanguage language, const char *chinese, const char *usual)
{
    return language == EXPLAIN_CHINESE && chinese && *chinese ? chinese : usual;
}

static const char *region(const Record *r, int32_t i, ExplainLanguage language)
{
    return in(language, r->regions[i].name_zh, region_words(r, i));
}

static const char *commodity(const Record *r, int32_t i, ExplainLanguage language)
{
    return in(language, r->commodities[i].name_zh, commodity_words(r, i));
}

static const char *facility(const Record *r, int32_t i, ExplainLanguage language)
{
    return in(language, r->facilities[i].name_zh, facility_words(r, i));
}

/* A demand without a use is called by its id. */
static const char *demand(const Record *r, int32_t i, ExplainLanguage language)
{
    const RecordDemand *d = &r->demands[i];
    const char *use = *d->use_name ? d->use_name : d->use;
    return in(language, d->use_name_zh, *use ? use : d->id);
}

static const char *technology(const Record *r, int32_t limit, ExplainLanguage language)
{
    return in(language, r->limits[limit].name_zh, r->limits[limit].name);
}

void market_words(const Record *r, int32_t market, ExplainLanguage language, char *buffer,
                  size_t size)
{
    const RecordMarket *m = &r->markets[market];
    const char *what = commodity(r, m->commodity, language),
               *where = region(r, m->region, language);
    if (language == EXPLAIN_CHINESE)
        snprintf(buffer, size, "%s的%s", where, what);
    else
        snprintf(buffer, size, "%s in %s", what, where);
}

static const char *part_name(PartKind kind, ExplainLanguage language)
{
    static const char *const words[][2] = {
        [PART_DUTY] = {"duties", "关税"},
        [PART_FREIGHT] = {"freight", "运费"},
        [PART_WEDGE] = {"costs nobody wrote down (calibrated)", "无记录的成本（校准所得）"},
        [PART_FRICTION] = {"friction against habit", "偏离惯常流向的摩擦"},
        [PART_ROUTE_RENT] = {"rent of the route's limit", "线路限额的租值"},
        [PART_CONVERSION] = {"conversion cost", "加工成本"},
        [PART_CAPACITY] = {"capacity rent", "产能租值"},
        [PART_EXPECTED] = {"price that stock holders expect", "存货者预期的价格"},
        [PART_HOLDERS] = {"what they ask beyond it", "存货者额外的要价"},
        [PART_BACKSTOP] = {"price of filling unmet need", "填补未满足需求的价格"},
        [PART_USERS] = {"what users would pay", "使用者愿付的价格"},
        [PART_LEFT] = {"left by the solver", "求解残差"},
    };
    return words[kind][language];
}

void explain_part_words(const Explanation *e, const PricePart *part, char *buffer, size_t size)
{
    const Record *r = e->record;
    const ExplainLanguage language = e->language;
    const bool zh = language == EXPLAIN_CHINESE;
    char name[NAMES_SIZE];
    if (part->kind == PART_LIMIT_RENT) {
        if (*r->limits[part->item].name)
            snprintf(buffer, size, zh ? "普及率的租值：%s" : "rent of adoption: %s",
                     technology(r, part->item, language));
        else
            snprintf(buffer, size, zh ? "限额 %s 的租值" : "rent of the limit %s",
                     r->limits[part->item].id);
        return;
    }
    if (part->kind == PART_FRICTION && part->item != RECORD_NONE) {
        snprintf(buffer, size,
                 zh ? "卖方因 %s 保留供应，及偏离惯常流向的摩擦"
                    : "what sellers hold back (%s), friction against habit",
                 r->policies[part->item].id);
        return;
    }
    if (part->kind != PART_ORIGIN && part->kind != PART_INPUT && part->kind != PART_CREDIT) {
        snprintf(buffer, size, "%s", part_name(part->kind, language));
        return;
    }
    market_words(r, part->item, language, name, sizeof name);
    if (part->kind == PART_ORIGIN)
        snprintf(buffer, size, zh ? "%s价格" : "price of %s", name);
    else if (part->kind == PART_INPUT)
        snprintf(buffer, size, zh ? "投入：%s" : "input: %s", name);
    else
        snprintf(buffer, size, zh ? "扣除副产品：%s" : "less by-product: %s", name);
}

void explain_agent_words(const Explanation *e, const Agent *agent, char *buffer, size_t size)
{
    const Record *r = e->record;
    const ExplainLanguage language = e->language;
    const bool zh = language == EXPLAIN_CHINESE;
    switch (agent->kind) {
    case AGENT_ROUTE:
        snprintf(buffer, size, zh ? "%s（运往%s）" : "%s, shipping to %s",
                 region(r, r->routes[agent->item].from, language),
                 region(r, r->routes[agent->item].to, language));
        break;
    case AGENT_FACILITY:
        snprintf(buffer, size, "%s", facility(r, agent->item, language));
        break;
    case AGENT_DEMAND:
        snprintf(buffer, size, "%s", demand(r, agent->item, language));
        break;
    case AGENT_STOCK:
        snprintf(buffer, size, "%s", zh ? "存货者" : "holders of stocks");
        break;
    case AGENT_BACKSTOP:
        snprintf(buffer, size, "%s", zh ? "后备供应" : "the backstop");
        break;
    case AGENT_DISPOSAL:
        snprintf(buffer, size, "%s", zh ? "废弃" : "disposal");
        break;
    case AGENT_NONE:
        snprintf(buffer, size, "%s", zh ? "无人" : "nobody");
        break;
    }
}

void explain_binding_words(const Explanation *e, const Binding *binding, char *buffer,
                           size_t size)
{
    const Record *r = e->record;
    const ExplainLanguage language = e->language;
    const bool zh = language == EXPLAIN_CHINESE;
    switch (binding->kind) {
    case BINDING_ROUTE:
        snprintf(buffer, size, zh ? "%s至%s，%s" : "%s to %s, %s",
                 region(r, r->routes[binding->item].from, language),
                 region(r, r->routes[binding->item].to, language),
                 commodity(r, r->routes[binding->item].commodity, language));
        break;
    case BINDING_FACILITY:
        snprintf(buffer, size, zh ? "%s的产能" : "capacity of %s",
                 facility(r, binding->item, language));
        break;
    case BINDING_LIMIT:
        if (*r->limits[binding->item].name)
            snprintf(buffer, size, zh ? "普及率：%s" : "adoption: %s",
                     technology(r, binding->item, language));
        else
            snprintf(buffer, size, zh ? "限额 %s" : "limit %s", r->limits[binding->item].id);
        break;
    }
}
