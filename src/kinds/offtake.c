/* offtake.c - a buyer commits to a quantity Q at a price P:
 *     the first Q units earn P, what is made beyond earns the market's price p
 *     the buyer pays (P - p) x min(output, Q) more than the goods are worth in the market
 * Where P > p the facility acts on P until it has made Q, then on p; which of the two holds is
 * settled with the market (revise). Where P < p the contract moves money and nothing else. */
#include "kinds/support.h"

typedef struct Offtake {
    Makers makers;
    const char *buyer;
    double quantity, price; /* units per month, money per unit */
} Offtake;

static const Column columns[] = {
    MAKERS_COLUMNS(Offtake, "what is bought"),
    {.name = "quantity",
     .type = COLUMN_TYPE_NUMBER,
     .offset = offsetof(Offtake, quantity),
     .quantity = QUANTITY_RATE,
     .required = true,
     .low = 0.0,
     .high = INFINITY,
     .doc = "most that is taken, shared by capacity among the facilities"},
    {.name = "price",
     .type = COLUMN_TYPE_NUMBER,
     .offset = offsetof(Offtake, price),
     .quantity = QUANTITY_PRICE,
     .required = true,
     .low = 0.0,
     .high = INFINITY,
     .doc = "what is paid for it"},
    COLUMN_TEXT(Offtake, buyer, "who buys, for the reader"),
};

/* What a facility remembers: whether it acts on the market, on the contract, or has made what
 * the contract takes and goes on with the market. */
typedef enum Stand { ON_MARKET, ON_CONTRACT, BEYOND } Stand;

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    const Offtake *offtake = row;
    out->contracted = true;
    return makers_select(&offtake->makers, "offtake", model, place, arena, diag, out);
}

static int32_t remembers(const void *row, const Selection *selection, const Model *model)
{
    (void)row;
    (void)model;
    return selection->n_facilities;
}

static double size_of(const Model *model, int32_t k, double share)
{
    const double capacity = model->facilities[k].capacity * share;
    return isinf(capacity) ? 1.0 : capacity;
}

/* Activity at which facility i has made its part of the quantity. */
static double committed(const Policy *policy, const Net *net, int32_t i)
{
    const Offtake *offtake = policy->row;
    const Selection *s = &policy->selection;
    double all = 0;
    for (int32_t j = 0; j < s->n_facilities; j++)
        all += size_of(net->model, s->facilities[j], net->contract_share[s->facilities[j]]);
    const int32_t k = s->facilities[i];
    const double share = net->contract_share[k];
    const double part = all > 0 ? size_of(net->model, k, share) / all : 0.0;
    return offtake->quantity * net->months * part / share;
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    const Offtake *offtake = policy->row;
    const double *own = policy_own(policy, context);
    for (int32_t i = 0; i < policy->selection.n_facilities && !context->usual; i++) {
        const int32_t k = policy->selection.facilities[i];
        const double most = committed(policy, context->net, i);
        if (own[i] == ON_CONTRACT) {
            effects_contract(effects, k, 1.0, offtake->price);
            effects_bound_activity(effects, k, 0.0, most);
        } else if (own[i] == BEYOND) {
            effects_bound_activity(effects, k, most, INFINITY);
        }
    }
}

/* What one more unit of activity costs beyond what it earns in the market. */
static double loss_at(const Outcome *outcome, const Net *net, int32_t k)
{
    const Program *p = outcome->program;
    const int32_t col = net->facility0 + k;
    double loss = program_marginal_cost(p, col, outcome->z[col], outcome->price);
    for (int32_t e = p->col_start[col]; e < p->col_start[col + 1]; e++)
        loss -= p->coef[e] * outcome->price[p->row[e]];
    return loss;
}

/* Nearer to a bound than this share of it is at the bound. */
#define AT_BOUND 1e-7

static Stand stand_of(const Policy *policy, const PolicyContext *context,
                      const Outcome *outcome, int32_t i, Stand now)
{
    const Offtake *offtake = policy->row;
    const Net *net = context->net;
    const int32_t k = policy->selection.facilities[i];
    const double x = outcome->z[net->facility0 + k], most = committed(policy, net, i);
    const double gap = offtake->price - outcome->price[makers_market(policy, net, i)];
    if (gap <= AT_BOUND * offtake->price) return ON_MARKET;
    if (now == ON_MARKET) return x < most * (1.0 - AT_BOUND) ? ON_CONTRACT : ON_MARKET;
    if (now == ON_CONTRACT) return x < most * (1.0 - AT_BOUND) ? ON_CONTRACT : BEYOND;
    const double bearable = gap * net->contract_share[k] * (1.0 + AT_BOUND);
    const bool forced = x <= most * (1.0 + AT_BOUND) || x >= outcome->effects->capacity[k];
    return forced && loss_at(outcome, net, k) > bearable ? ON_CONTRACT : BEYOND;
}

static bool revise(const Policy *policy, const PolicyContext *context, const Outcome *outcome)
{
    double *own = policy_own(policy, context);
    bool changed = false;
    for (int32_t i = 0; i < policy->selection.n_facilities; i++) {
        const Stand now = (Stand)own[i];
        const Stand next = stand_of(policy, context, outcome, i, now);
        own[i] = next;
        changed = changed || next != now;
    }
    return changed;
}

static void settle(const Policy *policy, const PolicyContext *context, const Outcome *outcome,
                   double *payment)
{
    const Offtake *offtake = policy->row;
    const Net *net = context->net;
    double taken = 0;
    for (int32_t i = 0; i < policy->selection.n_facilities; i++) {
        const int32_t k = policy->selection.facilities[i];
        const double gap = offtake->price - outcome->price[makers_market(policy, net, i)];
        const double x = fmin(outcome->z[net->facility0 + k], committed(policy, net, i));
        taken += net->contract_share[k] * x;
        *payment += gap * net->contract_share[k] * x;
    }
    context->memory[policy->memory + MEMORY_AMOUNT] = taken;
}

const PolicyKind policy_offtake = {
    .name = "offtake",
    .summary = "a buyer commits to a quantity at a price",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(Offtake),
    .commodity_of = "commodity",
    .select = choose,
    .remembers = remembers,
    .apply = apply,
    .revise = revise,
    .settle = settle,
};
