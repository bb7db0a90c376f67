/* price_floor.c - facilities get at least a floor for what they make: a contract for
 * difference. At a market price p a unit earns max(p, floor), and the state pays (floor - p)+ x
 * output          (two-way: floor - p, which may come back) The price of the market stays its
 * multiplier. Below the floor the facility acts on the floor, above it on p; which of the two
 * is settled with the market (revise). */
#include "kinds/support.h"

typedef struct PriceFloor {
    Makers makers;
    double price, budget;
    int32_t form;
} PriceFloor;

enum { FORM_FLOOR, FORM_TWO_WAY };

static const Column columns[] = {
    MAKERS_COLUMNS(PriceFloor, "whose price has a floor"),
    {.name = "price",
     .type = COLUMN_TYPE_NUMBER,
     .offset = offsetof(PriceFloor, price),
     .quantity = QUANTITY_PRICE,
     .required = true,
     .low = 0.0,
     .high = INFINITY,
     .doc = "the floor; of a two-way contract what is always earned"},
    COLUMN_CHOICE(PriceFloor, form, "floor|two-way",
                  "two-way: what the market pays above the price is paid back"),
    COLUMN_NUMBER(PriceFloor, budget, QUANTITY_MONEY, NAN, 0.0, INFINITY,
                  "most that is ever paid; blank = no limit"),
};

/* The memory: the share of the difference that is paid, then of each facility whether it acts
 * on the floor. */
enum { SHARE, ON };

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    const PriceFloor *floor = row;
    out->contracted = true;
    return makers_select(&floor->makers, "price_floor", model, place, arena, diag, out);
}

static int32_t remembers(const void *row, const Selection *selection, const Model *model)
{
    (void)row;
    (void)model;
    return ON + selection->n_facilities;
}

static void begin(const Policy *policy, const Net *net, double *own)
{
    (void)policy;
    (void)net;
    own[SHARE] = 1.0;
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    const PriceFloor *floor = policy->row;
    const double *own = policy_own(policy, context);
    if (context->usual || policy_left(policy, context, floor->budget) <= 0.0) return;
    for (int32_t i = 0; i < policy->selection.n_facilities; i++)
        if (floor->form == FORM_TWO_WAY || own[ON + i] > 0.0)
            effects_contract(effects, policy->selection.facilities[i], own[SHARE],
                             floor->price);
}

/* What the contract pays for what was made. */
static double difference(const Policy *policy, const PolicyContext *context,
                         const Outcome *outcome)
{
    const PriceFloor *floor = policy->row;
    const Net *net = context->net;
    double sum = 0;
    for (int32_t i = 0; i < policy->selection.n_facilities; i++) {
        const int32_t k = policy->selection.facilities[i];
        const double gap = floor->price - outcome->price[makers_market(policy, net, i)];
        const double made = net->contract_share[k] * outcome->z[net->facility0 + k];
        sum += (floor->form == FORM_TWO_WAY ? gap : fmax(gap, 0.0)) * made;
    }
    return sum * policy_own(policy, context)[SHARE];
}

/* Prices nearer to the floor than this share of it are at the floor: either side is right. */
#define AT_FLOOR 1e-9

static bool revise(const Policy *policy, const PolicyContext *context, const Outcome *outcome)
{
    const PriceFloor *floor = policy->row;
    double *own = policy_own(policy, context);
    const double left = policy_left(policy, context, floor->budget);
    bool changed = false;
    if (left <= 0.0) return false;
    for (int32_t i = 0; i < policy->selection.n_facilities; i++) {
        const double p = outcome->price[makers_market(policy, context->net, i)];
        const bool below = p < floor->price * (1.0 - AT_FLOOR);
        const bool above = p > floor->price * (1.0 + AT_FLOOR);
        if (floor->form == FORM_TWO_WAY || !(own[ON + i] > 0.0 ? above : below)) continue;
        own[ON + i] = below;
        changed = true;
    }
    if (changed) return true;
    return budget_share(left, difference(policy, context, outcome), &own[SHARE]);
}

static void settle(const Policy *policy, const PolicyContext *context, const Outcome *outcome,
                   double *payment)
{
    const PriceFloor *floor = policy->row;
    const double left = policy_left(policy, context, floor->budget);
    if (left > 0.0) *payment += fmin(difference(policy, context, outcome), left);
    policy_own(policy, context)[SHARE] = 1.0;
}

const PolicyKind policy_price_floor = {
    .name = "price_floor",
    .summary = "facilities get at least a floor for what they make (contract for difference)",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(PriceFloor),
    .commodity_of = "commodity",
    .select = choose,
    .remembers = remembers,
    .begin = begin,
    .apply = apply,
    .revise = revise,
    .settle = settle,
};
