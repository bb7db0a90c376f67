#include "audit/weigh.h"

#include <math.h>

/* What is being weighed; `years` turns a sum over the run into a year's mean. */
typedef struct Scales {
    const Model *model;
    const Record *record;
    const Inputs *inputs;
    double *money;
    double years;
} Scales;

static void add(const Scales *s, const Origin *origin, double money)
{
    const int32_t row = inputs_find(s->inputs, &origin->place);
    if (row >= 0 && isfinite(money)) s->money[row] += fabs(money) / s->years;
}

/* Sum over the run of array a (items n, item i) times the price of a market. */
static double worth(const Record *r, const double *a, int32_t n, int32_t i, int32_t market)
{
    double sum = 0;
    for (int32_t t = 0; t < r->n_steps && market != RECORD_NONE; t++) {
        const double price = r->price[(size_t)t * (size_t)r->n_markets + (size_t)market];
        if (!isnan(price)) sum += fabs(price) * a[(size_t)t * (size_t)n + (size_t)i];
    }
    return sum;
}

static double total(const Record *r, const double *a, int32_t n, int32_t i)
{
    double sum = 0;
    for (int32_t t = 0; t < r->n_steps; t++)
        sum += a[(size_t)t * (size_t)n + (size_t)i];
    return sum;
}

/* ---- facilities, plans, costs, recipes ---- */

/* The value of a facility's outputs in a step. */
static double output_value(const Record *r, int32_t k, int32_t t)
{
    int32_t n;
    double sum = 0;
    const RecordRecipe *lines = record_recipe_of(r, k, &n);
    const double x = r->activity[(size_t)t * (size_t)r->n_facilities + (size_t)k];
    for (int32_t i = 0; i < n; i++) {
        const int32_t m = record_market(r, r->facilities[k].region, lines[i].commodity);
        const double price = r->price[(size_t)t * (size_t)r->n_markets + (size_t)m];
        if (lines[i].coefficient > 0 && !isnan(price))
            sum += fabs(price) * lines[i].coefficient * x;
    }
    return sum;
}

/* The row that sets the capacity in a month: the facility's own, or the last plan begun. */
static const Origin *capacity_row(const Model *model, const Facility *facility, Month month)
{
    const Origin *found = &facility->origin;
    for (int32_t i = 0; i < facility->n_steps; i++) {
        const CapacityStep *step = &model->capacity_steps[facility->first_step + i];
        if (step->from <= month) found = &step->origin;
    }
    return found;
}

static void weigh_facilities(const Scales *s)
{
    const Record *r = s->record;
    for (int32_t k = 0; k < s->model->n_facilities; k++) {
        const Facility *facility = &s->model->facilities[k];
        for (int32_t t = 0; t < r->n_steps; t++)
            add(s, capacity_row(s->model, facility, r->start + t * r->months_per_step),
                output_value(r, k, t));
        add(s, &facility->cost_origin,
            facility->cost * total(r, r->activity, r->n_facilities, k));
    }
}

static void weigh_recipes(const Scales *s)
{
    const Record *r = s->record;
    for (int32_t k = 0; k < s->model->n_facilities; k++) {
        const Facility *facility = &s->model->facilities[k];
        const Process *process = &s->model->processes[facility->process];
        for (int32_t i = 0; i < process->n_lines; i++) {
            const RecipeLine *line = &s->model->recipe_lines[process->first_line + i];
            add(s, &line->origin,
                line->coefficient * worth(r, r->activity, r->n_facilities, k,
                                          record_market(r, facility->region, line->commodity)));
        }
    }
}

/* ---- routes, stocks ---- */

static void weigh_routes(const Scales *s)
{
    const Record *r = s->record;
    for (int32_t f = 0; f < s->model->n_routes; f++) {
        const Route *route = &s->model->routes[f];
        double paid = route->freight * total(r, r->flow, r->n_routes, f);
        for (int32_t t = 0; t < r->n_steps; t++) {
            const size_t i = (size_t)t * (size_t)r->n_routes + (size_t)f;
            if (!isnan(r->duty_paid[i])) paid += fabs(r->duty_paid[i]) * r->flow[i];
        }
        add(s, &route->origin, paid);
        if (!isnan(route->habit) && route->habit_origin.place.file)
            add(s, &route->habit_origin,
                worth(r, r->flow, r->n_routes, f,
                      record_market(r, route->from, route->commodity)));
    }
}

static void weigh_stocks(const Scales *s)
{
    const Record *r = s->record;
    for (int32_t i = 0; i < s->model->n_stocks; i++) {
        const Stock *stock = &s->model->stocks[i];
        const int32_t m = record_market(r, stock->region, stock->commodity);
        add(s, &stock->origin,
            stock->holding * r->months_per_step * worth(r, r->stock, r->n_markets, m, m));
    }
}

/* ---- demands, drivers, uses, commodities ---- */

/* The points of a driver share what its demands buy in a month as they share its value. */
static void weigh_points(const Scales *s, int32_t driver, Month month, double money)
{
    const Driver *its = &s->model->drivers[driver];
    const DriverPoint *points = &s->model->driver_points[its->first_point];
    int32_t after = 0;
    while (after < its->n_points && points[after].month <= month)
        after++;
    if (after == 0 || after == its->n_points) {
        add(s, &points[after ? after - 1 : 0].origin, money);
        return;
    }
    const double gap = points[after].month - points[after - 1].month;
    const double late = (month - points[after - 1].month) / gap;
    add(s, &points[after - 1].origin, money * (1 - late));
    add(s, &points[after].origin, money * late);
}

static void weigh_demands(const Scales *s)
{
    const Record *r = s->record;
    for (int32_t d = 0; d < s->model->n_demands; d++) {
        const Demand *demand = &s->model->demands[d];
        const int32_t m = record_market(r, demand->region, demand->commodity);
        const double bought = worth(r, r->quantity, r->n_demands, d, m);
        add(s, &demand->origin, bought);
        if (demand->use != MODEL_NONE) add(s, &s->model->uses[demand->use].origin, bought);
        for (int32_t t = 0; t < r->n_steps && demand->driver != MODEL_NONE; t++) {
            const double price = r->price[(size_t)t * (size_t)r->n_markets + (size_t)m];
            weigh_points(s, demand->driver, r->start + t * r->months_per_step,
                         fabs(price) *
                             r->quantity[(size_t)t * (size_t)r->n_demands + (size_t)d]);
        }
    }
}

static double world(const Record *r, const double *array, int32_t commodity, bool value)
{
    double sum = 0;
    for (int32_t m = 0; m < r->n_markets; m++)
        if (r->markets[m].commodity == commodity)
            sum +=
                value ? worth(r, array, r->n_markets, m, m) : total(r, array, r->n_markets, m);
    return sum;
}

static void weigh_commodities(const Scales *s)
{
    for (int32_t c = 0; c < s->model->n_commodities; c++)
        add(s, &s->model->commodities[c].origin,
            world(s->record, s->record->production, c, true));
}

/* ---- observations ---- */

/* Mean price of a commodity over the run, weighted by what is made of it. */
static double mean_price(const Record *r, int32_t commodity)
{
    const double made = world(r, r->production, commodity, false);
    return made > 0 ? world(r, r->production, commodity, true) / made : 0;
}

static double observed_money(const Scales *s, const Observation *o)
{
    const Record *r = s->record;
    const int32_t c = o->commodities.n ? o->commodities.index[0] : MODEL_NONE;
    if (c == MODEL_NONE) return 0;
    switch (o->kind) {
    case OBSERVED_OUTPUT:
    case OBSERVED_FLOW:
    case OBSERVED_USE:
        return o->value * 12 / o->months * s->years * mean_price(r, c);
    case OBSERVED_PRICE: {
        const int32_t m = o->regions.n ? record_market(r, o->regions.index[0], c) : RECORD_NONE;
        if (m == RECORD_NONE) return 0;
        return worth(r, r->process_use, r->n_markets, m, m) +
               worth(r, r->demand, r->n_markets, m, m);
    }
    case OBSERVED_SHARE: {
        double made = 0;
        for (int32_t i = 0; i < o->commodities.n; i++)
            made += world(r, r->production, o->commodities.index[i], true);
        return o->value * made;
    }
    }
    return 0;
}

static void weigh_observations(const Scales *s)
{
    for (int32_t i = 0; i < s->model->n_observations; i++) {
        const Observation *o = &s->model->observations[i];
        const bool base = o->from >= s->model->start && o->from < s->model->start + 12;
        if (base) add(s, &o->origin, observed_money(s, o));
    }
}

void weigh_rows(const Model *model, const Record *record, const Inputs *inputs, double *money)
{
    const Scales s = {model, record, inputs, money,
                      record->n_steps * record->months_per_step / 12.0};
    weigh_facilities(&s);
    weigh_recipes(&s);
    weigh_routes(&s);
    weigh_stocks(&s);
    weigh_demands(&s);
    weigh_commodities(&s);
    weigh_observations(&s);
}
