#include "sim/book.h"

#include <math.h>

#include "sim/adapt.h"
#include "sim/offer.h"

#define SHARE_HALF_LIFE 6.0 /* months */

/* They are for the same goods, and look as far ahead. */
static bool is_like(const OrderBook *a, const OrderBook *b)
{
    if (a->goods.n != b->goods.n || a->ahead != b->ahead) return false;
    for (int32_t i = 0; i < a->goods.n; i++)
        if (a->goods.index[i] != b->goods.index[i]) return false;
    return true;
}

static bool is_for(const OrderBook *book, const Demand *demand)
{
    for (int32_t i = 0; i < book->goods.n; i++)
        if (book->goods.index[i] == demand->commodity) return true;
    return false;
}

/* What is met of the goods, everywhere. */
static double met(const Net *net, const OrderBook *book, const double *z)
{
    double sum = 0;
    for (int32_t d = 0; d < net->model->n_demands; d++)
        if (is_for(book, &net->model->demands[d])) sum += z[net->demand_col[d]];
    return sum;
}

/* What will be needed of them, as far as is known today. */
static double needed(const Net *net, const OrderBook *book, const Effects *effects,
                     const State *state)
{
    const Month then = effects->month + (Month)lround(book->ahead);
    double sum = 0;
    for (int32_t d = 0; d < net->model->n_demands; d++)
        if (is_for(book, &net->model->demands[d]))
            sum += net_wanted(net, d, then) * effects->demand_scale[d] * state->need[d];
    return sum;
}

void book_begin(const Net *net, const double *usual, State *state)
{
    for (int32_t i = 0; i < net->model->n_books; i++) {
        const OrderBook *book = &net->model->books[i];
        const double all = met(net, book, usual), x = usual[net->facility0 + book->facility];
        state->bought[i] = all > 0 ? x / all : 0.0;
        state->book[i] = book->backlog * x / net->months;
    }
}

static double months_to_come(const Net *net, int32_t facility, Month next)
{
    double sum = 0;
    for (Month m = next; m < next + BOOK_MONTHS; m++)
        sum += facility_capacity(net->model, facility, m);
    return sum;
}

void book_close(const Net *net, const Effects *effects, const double *z, int32_t t,
                State *state, Record *record)
{
    const double weight = adapt_weight(net->months, SHARE_HALF_LIFE);
    const Month next = effects->month + net->model->months_per_step;
    double all = 0.0, need = 0.0;
    for (int32_t i = 0; i < net->model->n_books; i++) {
        const OrderBook *book = &net->model->books[i];
        const int32_t k = book->facility;
        if (i == 0 || !is_like(book, book - 1)) {
            all = met(net, book, z);
            need = needed(net, book, effects, state);
        }
        const size_t at = (size_t)t * (size_t)record->n_facilities + (size_t)k;
        const double x = z[net->facility0 + k];
        const double opening = state->book[i];
        const double ordered = state->bought[i] * need;
        const double delivered = fmin(x, opening + ordered);
        const double most = book->patience * facility_capacity(net->model, k, next - 1);
        const double open = opening + ordered - delivered;
        record->ordered[at] = ordered;
        record->delivered[at] = delivered;
        record->cancelled[at] = open > most ? open - most : 0.0;
        record->book[at] = state->book[i] = open - record->cancelled[at];
        record->bookable[at] = months_to_come(net, k, next);
        if (all > 0) state->bought[i] += weight * (x / all - state->bought[i]);
    }
}
