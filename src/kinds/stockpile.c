/* stockpile.c - a state keeps a reserve, bought and released by month or by price:
 *     bought   <= build,   <= target - held,    only where p <= buy_below x reference price
 *     released <= release, <= held,             only where p >= release_above x reference price
 *     held'     = held + bought - released,     paid: p x (bought - released), within the
 * budget Orders are columns of the market: the price that clears it is its multiplier as ever.
 */
#include <math.h>

#include "kinds/kinds.h"

typedef struct Stockpile {
    IndexSet region, commodities;
    double build, target, cover, buy_below; /* units per month, units, months, multiple */
    double release, release_above;
    double initial, budget;
    Month build_until, release_from, release_until;
} Stockpile;

static const Column columns[] = {
    {.name = "region",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(Stockpile, region),
     .target = TARGET_REGION,
     .required = true,
     .doc = "who keeps a reserve; each its own"},
    {.name = "commodities",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(Stockpile, commodities),
     .target = TARGET_COMMODITY,
     .required = true,
     .doc = "of what; a reserve of each"},
    COLUMN_NUMBER(Stockpile, build, QUANTITY_RATE, NAN, 0.0, INFINITY,
                  "most that is bought; blank = the target over twelve months"),
    COLUMN_NUMBER(Stockpile, target, QUANTITY_AMOUNT, NAN, 0.0, INFINITY,
                  "size of the full reserve"),
    COLUMN_NUMBER(Stockpile, cover, QUANTITY_TIME, NAN, 0.0, INFINITY,
                  "instead of target: months of use there that it covers"),
    COLUMN_NUMBER(Stockpile, buy_below, QUANTITY_PLAIN, 3.0, 0.0, INFINITY,
                  "buys up to this multiple of the reference price"),
    COLUMN_MONTH(Stockpile, build_until, "last month of buying; blank = as long as it holds"),
    COLUMN_NUMBER(Stockpile, release, QUANTITY_RATE, NAN, 0.0, INFINITY,
                  "most that is released; blank = all there is"),
    COLUMN_NUMBER(Stockpile, release_above, QUANTITY_PLAIN, NAN, 0.0, INFINITY,
                  "releases from this multiple of the reference price on"),
    COLUMN_MONTH(Stockpile, release_from, "first month in which it is released at any price"),
    COLUMN_MONTH(Stockpile, release_until, "last such month; blank = until it is empty"),
    COLUMN_NUMBER(Stockpile, initial, QUANTITY_AMOUNT, 0.0, 0.0, INFINITY,
                  "what is held before the first month"),
    COLUMN_NUMBER(Stockpile, budget, QUANTITY_MONEY, NAN, 0.0, INFINITY,
                  "most that is ever paid, net of what releases earn; blank = no limit"),
};

static bool is_used(const Model *model, int32_t region, int32_t commodity)
{
    for (int32_t d = 0; d < model->n_demands; d++)
        if (model->demands[d].region == region && model->demands[d].commodity == commodity)
            return true;
    for (int32_t k = 0; k < model->n_facilities; k++)
        if (model->facilities[k].region == region && net_output(model, k, commodity) != 0.0)
            return true;
    return false;
}

static void check(const Stockpile *pile, const Place *place, Diag *diag)
{
    if (isnan(pile->target) == isnan(pile->cover))
        diag_error(diag, place->file, place->line, place->column, "target",
                   "say how large the reserve is: either `target` or `cover`");
    if (pile->release_above <= pile->buy_below)
        diag_error(diag, place->file, place->line, place->column, "release_above",
                   "would sell where it still buys: release_above (%g) must be above "
                   "buy_below (%g)",
                   pile->release_above, pile->buy_below);
}

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    const Stockpile *pile = row;
    check(pile, place, diag);
    const int64_t room = 2 * (int64_t)model->n_regions * model->n_commodities;
    Order *orders = ARENA_ARRAY(arena, Order, room);
    if (!orders) return LODE_NO_MEMORY;
    int32_t n = 0;
    for (int32_t r = 0; r < model->n_regions; r++) {
        for (int32_t c = 0; c < model->n_commodities; c++) {
            if (!set_has(&pile->region, r) || !set_has(&pile->commodities, c) ||
                !is_used(model, r, c))
                continue;
            orders[n++] = (Order){.region = r, .commodity = c, .sells = false};
            orders[n++] = (Order){.region = r, .commodity = c, .sells = true};
        }
    }
    out->orders = orders;
    out->n_orders = n;
    return LODE_OK;
}

/* The memory: what is held of each pair of orders, then the share of the purchases that the
 * budget allows. */
static int32_t n_piles(const Policy *policy)
{
    return policy->selection.n_orders / 2;
}

static int32_t remembers(const void *row, const Selection *selection, const Model *model)
{
    (void)row;
    (void)model;
    return selection->n_orders / 2 + 1;
}

static void begin(const Policy *policy, const Net *net, double *own)
{
    (void)net;
    const Stockpile *pile = policy->row;
    for (int32_t i = 0; i < n_piles(policy); i++)
        own[i] = pile->initial;
    own[n_piles(policy)] = 1.0;
}

static bool releases_in(const Stockpile *pile, Month month)
{
    return pile->release_from != MONTH_NONE && month >= pile->release_from &&
           (pile->release_until == MONTH_NONE || month <= pile->release_until);
}

static bool builds_in(const Stockpile *pile, Month month)
{
    return (pile->build_until == MONTH_NONE || month <= pile->build_until) &&
           !releases_in(pile, month);
}

static void order_pile(const Policy *policy, const PolicyContext *context, int32_t i,
                       Effects *effects)
{
    const Stockpile *pile = policy->row;
    const Net *net = context->net;
    const double *own = policy_own(policy, context);
    const int32_t buy = policy->first_order + 2 * i, market = net->order_market[buy];
    const double reference = net->program.row_price[market], held = own[i];
    const double target =
        isnan(pile->cover) ? pile->target : pile->cover * context->use[market] / net->months;
    const double build = isnan(pile->build) ? target / 12.0 : pile->build;
    if (builds_in(pile, effects->month))
        effects_order(effects, buy,
                      own[n_piles(policy)] *
                          fmin(build * net->months, fmax(0.0, target - held)),
                      pile->buy_below * reference);
    const double release = isnan(pile->release) ? INFINITY : pile->release * net->months;
    if (releases_in(pile, effects->month))
        effects_order(effects, buy + 1, fmin(release, held), 0.0);
    else if (!isnan(pile->release_above))
        effects_order(effects, buy + 1, fmin(release, held), pile->release_above * reference);
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    for (int32_t i = 0; i < n_piles(policy) && !context->usual; i++)
        order_pile(policy, context, i, effects);
}

/* What purchases cost, less what releases earned. */
static double cost_of(const Policy *policy, const PolicyContext *context,
                      const Outcome *outcome)
{
    double sum = 0;
    for (int32_t i = 0; i < n_piles(policy); i++) {
        const int32_t market = context->net->order_market[policy->first_order + 2 * i];
        sum +=
            outcome->price[market] * (policy_ordered(policy, outcome, context->net, 2 * i) -
                                      policy_ordered(policy, outcome, context->net, 2 * i + 1));
    }
    return sum;
}

static bool revise(const Policy *policy, const PolicyContext *context, const Outcome *outcome)
{
    const Stockpile *pile = policy->row;
    double *share = &policy_own(policy, context)[n_piles(policy)];
    const double left = policy_left(policy, context, pile->budget);
    const double last = *share, cost = cost_of(policy, context, outcome);
    if (isinf(left) || cost <= left) return false;
    *share = last * left / cost * (1.0 - 1e-9);
    return true;
}

static void settle(const Policy *policy, const PolicyContext *context, const Outcome *outcome,
                   double *payment)
{
    double *own = policy_own(policy, context), held = 0;
    *payment += cost_of(policy, context, outcome);
    for (int32_t i = 0; i < n_piles(policy); i++) {
        own[i] += policy_ordered(policy, outcome, context->net, 2 * i) -
                  policy_ordered(policy, outcome, context->net, 2 * i + 1);
        held += own[i];
    }
    own[n_piles(policy)] = 1.0;
    context->memory[policy->memory + MEMORY_AMOUNT] = held;
}

const PolicyKind policy_stockpile = {
    .name = "stockpile",
    .summary = "a state keeps a reserve, bought and released by month or by price",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(Stockpile),
    .commodity_of = "commodities",
    .select = choose,
    .remembers = remembers,
    .begin = begin,
    .apply = apply,
    .revise = revise,
    .settle = settle,
};
