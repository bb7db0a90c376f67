/* export_licence.c - exports need a permit, and permits wait in a queue:
 *     filed_t  = applications x usual flow x (1 + growth)^(age)  + what applies again
 *     ripe_t   = ripe_t-1 - decided_t-1 + filed `delay` months ago
 *     decided  = min(ripe, throughput),  approved = approval x decided
 *     sum of y_f over the routes <= permits = approved + carry x permits left over
 * Filed = approved + refused + pending at any time; rent on the permits as on a quota. */
#include <math.h>

#include "kinds/kinds.h"

typedef struct ExportLicence {
    IndexSet region, partners, commodities;
    double delay; /* months */
    double approval, reapply, carry;
    double throughput; /* units per month; NAN = none */
    double applications;
    double growth; /* per month */
} ExportLicence;

static const Column columns[] = {
    {.name = "region",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(ExportLicence, region),
     .target = TARGET_REGION,
     .required = true,
     .doc = "who licences exports"},
    COLUMN_SET(ExportLicence, partners, TARGET_REGION, "to whom; blank = everybody"),
    {.name = "commodities",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(ExportLicence, commodities),
     .target = TARGET_COMMODITY,
     .required = true,
     .doc = "what needs a permit"},
    COLUMN_NUMBER(ExportLicence, delay, QUANTITY_TIME, 0.0, 0.0, 120.0,
                  "from the application to the decision"),
    COLUMN_NUMBER(ExportLicence, approval, QUANTITY_SHARE, 1.0, 0.0, 1.0,
                  "share of what is decided that is approved"),
    COLUMN_NUMBER(ExportLicence, throughput, QUANTITY_RATE, NAN, 0.0, INFINITY,
                  "most that the office decides; blank = all that is ripe"),
    COLUMN_NUMBER(ExportLicence, applications, QUANTITY_PLAIN, 1.0, 0.0, INFINITY,
                  "what is applied for, as a multiple of the usual flow"),
    COLUMN_NUMBER(ExportLicence, growth, QUANTITY_PER_TIME, 0.0, -1.0, 1.0,
                  "growth of applications"),
    COLUMN_NUMBER(ExportLicence, reapply, QUANTITY_SHARE, 0.0, 0.0, 1.0,
                  "share of what is refused that applies again in the next step"),
    COLUMN_NUMBER(ExportLicence, carry, QUANTITY_SHARE, 0.0, 0.0, 1.0,
                  "share of unused permits that stays valid for the next step"),
};

/* The memory: four numbers, then what becomes ripe in 0, 1, 2 ... steps. */
enum { STARTED, RIPE, PERMITS, AGAIN, FILED };

static int32_t n_waits(const ExportLicence *licence, double months)
{
    return (int32_t)floor(licence->delay / months) + 2;
}

static int32_t remembers(const void *row, const Selection *selection, const Model *model)
{
    (void)selection;
    return FILED + n_waits(row, model->months_per_step);
}

static Status choose(const void *row, const Model *model, const Place *place, Arena *arena,
                     Diag *diag, Selection *out)
{
    (void)place;
    (void)diag;
    const ExportLicence *licence = row;
    return select_routes(model, &licence->region, &licence->partners, &licence->commodities,
                         arena, out);
}

/* What is filed in the step, split over whole steps of delay. */
static void file(const Policy *policy, const PolicyContext *context, double age, double *own)
{
    const ExportLicence *licence = policy->row;
    const double months = context->net->months, delay = licence->delay / months;
    double usual = 0;
    for (int32_t i = 0; i < policy->selection.n_routes; i++)
        usual += context->usual_flow[policy->selection.routes[i]];
    const double filed =
        own[AGAIN] + licence->applications * usual * pow(1.0 + licence->growth, age - 1.0);
    const int32_t whole = (int32_t)floor(delay);
    own[FILED + whole] += filed * (1.0 - (delay - whole));
    own[FILED + whole + 1] += filed * (delay - whole);
    own[AGAIN] = 0.0;
}

/* Applications of the step come in, and the ripe ones are decided. */
static void decide(const Policy *policy, const PolicyContext *context, double age, double *own)
{
    const ExportLicence *licence = policy->row;
    const double months = context->net->months;
    file(policy, context, age, own);
    own[RIPE] += own[FILED];
    const int32_t n = n_waits(licence, months);
    for (int32_t i = 0; i + 1 < n; i++)
        own[FILED + i] = own[FILED + i + 1];
    own[FILED + n - 1] = 0.0;
    const double most = isnan(licence->throughput) ? INFINITY : licence->throughput * months;
    const double decided = fmin(own[RIPE], most);
    own[RIPE] -= decided;
    own[PERMITS] += licence->approval * decided;
    own[AGAIN] = licence->reapply * (1.0 - licence->approval) * decided;
}

static void use_up(const ExportLicence *licence, double used, double *own)
{
    own[PERMITS] = licence->carry * fmax(0.0, own[PERMITS] - used);
}

/* A licence that is older than the run has had its queue all along; its permits were used. */
static void start(const Policy *policy, const PolicyContext *context, double age, double *own)
{
    const double months = context->net->months;
    const int32_t n = n_waits(policy->row, months);
    for (int32_t i = 0; i < FILED + n; i++)
        own[i] = 0.0;
    for (double before = age - months; before >= 1.0 && before >= age - 240.0; before -= months)
        own[STARTED] += 1.0;
    for (double step = own[STARTED]; step >= 1.0; step -= 1.0) {
        decide(policy, context, age - step * months, own);
        use_up(policy->row, own[PERMITS], own);
    }
    own[STARTED] = context->memory[policy->memory + MEMORY_SINCE];
    decide(policy, context, age, own);
}

static void apply(const Policy *policy, const PolicyContext *context, Effects *effects)
{
    if (context->usual || policy->limit == NET_NONE) return;
    double *own = policy_own(policy, context);
    const double since = context->memory[policy->memory + MEMORY_SINCE];
    if (own[STARTED] != since)
        start(policy, context, policy_age(policy, context, effects->month), own);
    effects_limit_row(effects, policy->limit, own[PERMITS]);
}

static double pending(const ExportLicence *licence, double months, const double *own)
{
    double sum = own[RIPE] + own[AGAIN];
    for (int32_t i = 0; i < n_waits(licence, months); i++)
        sum += own[FILED + i];
    return sum;
}

static void settle(const Policy *policy, const PolicyContext *context, const Outcome *outcome,
                   double *payment)
{
    (void)payment;
    const Net *net = context->net;
    double *own = policy_own(policy, context), used = 0;
    for (int32_t i = 0; i < policy->selection.n_routes; i++)
        used += outcome->z[net->route0 + policy->selection.routes[i]];
    context->memory[policy->memory + MEMORY_AMOUNT] = pending(policy->row, net->months, own);
    use_up(policy->row, used, own);
    decide(policy, context, policy_age(policy, context, outcome->effects->month) + net->months,
           own);
}

const PolicyKind policy_export_licence = {
    .name = "export_licence",
    .summary = "exports need permits, which wait in a queue",
    .columns = columns,
    .n_columns = sizeof columns / sizeof *columns,
    .row_size = sizeof(ExportLicence),
    .commodity_of = "commodities",
    .limits = true,
    .select = choose,
    .remembers = remembers,
    .apply = apply,
    .settle = settle,
};
