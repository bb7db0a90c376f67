#include "model/quantity.h"

#include <stdio.h>
#include <string.h>

#include "base/names.h"

enum { TARGET_MAX = 192, WHY_MAX = 384, KEY_MAX = 512 };

typedef struct Known {
    UnitFactor factor;
    const char *why; /* NULL when the factor is good */
} Known;

struct UnitCache {
    Arena *arena;
    const UnitSystem *units;
    Names *keys; /* "quantity|unit|unit of the subject ..." */
    Known *known;
    int32_t room;
};

UnitCache *unit_cache_new(Arena *arena, const UnitSystem *units)
{
    UnitCache *cache = ARENA_ARRAY(arena, UnitCache, 1);
    if (!cache) return NULL;
    cache->arena = arena;
    cache->units = units;
    cache->keys = names_new(arena);
    return cache->keys ? cache : NULL;
}

static const char *or_blank(const char *text)
{
    return text ? text : "";
}

bool quantity_may_be_plain(Quantity quantity, const Subject *subject)
{
    switch (quantity) {
    case QUANTITY_PLAIN:
    case QUANTITY_SHARE:
    case QUANTITY_TIME:
    case QUANTITY_DEGREE:
    case QUANTITY_DRIVER:
        return true;
    case QUANTITY_CONTENT: /* t in a t */
        return subject->unit && strcmp(subject->unit, "t") == 0;
    default:
        return false;
    }
}

/* In the engine's units. */
static void target(Quantity quantity, const char *money, const Subject *subject, char *out,
                   size_t size)
{
    const char *unit = or_blank(subject->unit), *amount = or_blank(subject->amount);
    switch (quantity) {
    case QUANTITY_PLAIN:
    case QUANTITY_SHARE:
        snprintf(out, size, "1");
        break;
    case QUANTITY_AMOUNT:
    case QUANTITY_PERIOD:
        snprintf(out, size, "%s", amount);
        break;
    case QUANTITY_RATE:
        snprintf(out, size, "(%s)/month", amount);
        break;
    case QUANTITY_PRICE:
        snprintf(out, size, "%s/(%s)", money, unit);
        break;
    case QUANTITY_STORAGE:
        snprintf(out, size, "(%s/(%s))/month", money, unit);
        break;
    case QUANTITY_SLOPE:
        snprintf(out, size, "(%s/(%s))/((%s)/month)", money, unit, unit);
        break;
    case QUANTITY_DEMAND_SLOPE:
        snprintf(out, size, "((%s)/month)/(%s/(%s))", unit, money, unit);
        break;
    case QUANTITY_CAPITAL:
        snprintf(out, size, "%s/((%s)/month)", money, amount);
        break;
    case QUANTITY_WORKERS:
        snprintf(out, size, "1/((%s)/month)", amount);
        break;
    case QUANTITY_MONEY:
        snprintf(out, size, "%s", money);
        break;
    case QUANTITY_TIME:
        snprintf(out, size, "month");
        break;
    case QUANTITY_PER_TIME:
        snprintf(out, size, "1/month");
        break;
    case QUANTITY_RATIO:
        snprintf(out, size, "(%s)/(%s)", amount, or_blank(subject->per));
        break;
    case QUANTITY_CONTENT:
        snprintf(out, size, "t/(%s)", unit);
        break;
    case QUANTITY_INTENSITY:
        snprintf(out, size, "((%s)/month)/(%s)", amount, or_blank(subject->per));
        break;
    case QUANTITY_DRIVER:
        snprintf(out, size, "%s", or_blank(subject->per));
        break;
    case QUANTITY_DEGREE:
        snprintf(out, size, "degree");
        break;
    case QUANTITY_TAKT:
        snprintf(out, size, "month/piece");
        break;
    case QUANTITY_PIECE:
        snprintf(out, size, "(%s)/piece", amount);
        break;
    }
}

void quantity_example(Quantity quantity, const UnitSystem *units, const Subject *subject,
                      char *out, size_t size)
{
    const char *money = units_currency(units);
    const char *unit = subject->unit ? subject->unit : "t";
    const char *amount = subject->amount ? subject->amount : unit;
    const char *per = subject->per ? subject->per : "t";
    switch (quantity) {
    case QUANTITY_RATE:
        snprintf(out, size, "%s/year", amount);
        break;
    case QUANTITY_PRICE:
        snprintf(out, size, "%s/%s", money, unit);
        break;
    case QUANTITY_STORAGE:
        snprintf(out, size, "%s/%s/year", money, unit);
        break;
    case QUANTITY_SLOPE:
        snprintf(out, size, "%s/%s per %s/year", money, unit, unit);
        break;
    case QUANTITY_DEMAND_SLOPE:
        snprintf(out, size, "%s/year per %s/%s", unit, money, unit);
        break;
    case QUANTITY_CAPITAL:
        snprintf(out, size, "%s per %s/year", money, amount);
        break;
    case QUANTITY_WORKERS:
        snprintf(out, size, "1 per %s/year", amount);
        break;
    case QUANTITY_PER_TIME:
        snprintf(out, size, "%%/year");
        break;
    case QUANTITY_RATIO:
        snprintf(out, size, "%s/%s", amount, per);
        break;
    case QUANTITY_CONTENT:
        snprintf(out, size, "t/%s", unit);
        break;
    case QUANTITY_INTENSITY:
        snprintf(out, size, "%s/year per %s", amount, per);
        break;
    case QUANTITY_PLAIN:
    case QUANTITY_SHARE:
        snprintf(out, size, "%%");
        break;
    case QUANTITY_TAKT:
        snprintf(out, size, "s/piece");
        break;
    case QUANTITY_PIECE:
        snprintf(out, size, "%s/piece", strcmp(amount, "t") == 0 ? "g" : amount);
        break;
    default:
        target(quantity, money, subject, out, size);
    }
}

/* "(t)/month" is "t/month": brackets around a single word say nothing. */
static void drop_brackets(char *text)
{
    char *out = text;
    for (const char *c = text; *c; c++) {
        const size_t word = *c == '(' ? strcspn(c + 1, "()/*^ ") : 0;
        if (!word || c[1 + word] != ')') {
            *out++ = *c;
            continue;
        }
        memmove(out, c + 1, word);
        out += word;
        c += word + 1;
    }
    *out = '\0';
}

void quantity_inside(Quantity quantity, const UnitSystem *units, const Subject *subject,
                     char *out, size_t size)
{
    target(quantity, units_currency(units), subject, out, size);
    drop_brackets(out);
}

/* A flow over the period that the row's date covers is an amount, too. */
static bool as_flow(const UnitCache *cache, const char *unit, const Subject *subject,
                    UnitFactor *factor)
{
    char rate[TARGET_MAX], unused[WHY_MAX];
    target(QUANTITY_RATE, units_currency(cache->units), subject, rate, sizeof rate);
    if (!units_factor(cache->units, unit, rate, factor, unused, sizeof unused)) return false;
    factor->multiply *= subject->months;
    return true;
}

static void work_out(const UnitCache *cache, Quantity quantity, const char *unit,
                     const Subject *subject, Known *known, char *why)
{
    char wanted[TARGET_MAX], example[TARGET_MAX], reason[WHY_MAX];
    known->why = NULL;
    if (!units_known(cache->units, unit, why, WHY_MAX)) {
        known->why = why;
        return;
    }
    target(quantity, units_currency(cache->units), subject, wanted, sizeof wanted);
    if (units_factor(cache->units, unit, wanted, &known->factor, reason, sizeof reason)) return;
    if (quantity == QUANTITY_PERIOD && as_flow(cache, unit, subject, &known->factor)) return;
    quantity_example(quantity, cache->units, subject, example, sizeof example);
    snprintf(why, WHY_MAX, "the unit '%s' does not fit; write one like '%s'", unit, example);
    known->why = why;
}

/* Conversions known so far grow with the keys. */
static bool room_for(UnitCache *cache, int32_t at)
{
    if (at < cache->room) return true;
    const int32_t room = 2 * at + 32;
    Known *longer = ARENA_ARRAY(cache->arena, Known, room);
    if (!longer) return false;
    if (cache->room) memcpy(longer, cache->known, (size_t)cache->room * sizeof *longer);
    cache->known = longer;
    cache->room = room;
    return true;
}

static Known *look_up(UnitCache *cache, const char *key, bool *is_new)
{
    int32_t at = names_find(cache->keys, key);
    *is_new = at < 0;
    if (*is_new) {
        const char *kept = arena_text(cache->arena, key, strlen(key));
        at = kept ? names_add(cache->keys, kept) : -1;
    }
    return at >= 0 && room_for(cache, at) ? &cache->known[at] : NULL;
}

bool quantity_factor(UnitCache *cache, Quantity quantity, const char *unit,
                     const Subject *subject, UnitFactor *factor, const char **why)
{
    char key[KEY_MAX], reason[WHY_MAX];
    bool is_new;
    snprintf(key, sizeof key, "%d|%s|%s|%s|%s|%d", (int)quantity, unit, or_blank(subject->unit),
             or_blank(subject->amount), or_blank(subject->per), (int)subject->months);
    *why = NULL;
    Known *known = look_up(cache, key, &is_new);
    if (!known) return false;
    if (is_new) {
        work_out(cache, quantity, unit, subject, known, reason);
        if (known->why) known->why = arena_text(cache->arena, reason, strlen(reason));
        if (!known->why && known->factor.divide == 0) return false;
    }
    *why = known->why;
    *factor = known->factor;
    return known->factor.divide != 0;
}
