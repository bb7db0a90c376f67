/* offer.h - a month's effects and the state it opens with, as numbers of the Program: who
 * offers and asks what, at which marginal cost. The formulae are those of docs/model.md, "The
 * month". */
#ifndef LODE_SIM_OFFER_H
#define LODE_SIM_OFFER_H

#include "net/effects.h"
#include "sim/state.h"

/* Demand curves end where the price is this share of the reference price: nobody is paid to
 * take more (docs/model.md, "Demand"). */
#define OFFER_CHEAPEST 0.02

typedef enum OfferMode {
    OFFER_USUAL, /* before the first month: no stocks, habits only where the tables give them */
    OFFER_MONTH,
    OFFER_STEP /* of a horizon or a look ahead: nothing that links steps, neither stocks nor
                * ramp limits */
} OfferMode;

void offer_month(const Net *net, const Effects *effects, const State *state, OfferMode mode,
                 Program *program);

/* What demand d asks for at its reference price in the step that starts at `month`, before
 * effects; amount per step. For linear demands: the factor on intercept and slope, times the
 * intercept. */
double offer_wanted(const Net *net, int32_t demand, Month month);

/* What stock s aims to hold, and the most it can hold, for the use the state remembers. */
double offer_stock_target(const Net *net, const State *state, int32_t stock);
double offer_stock_maximum(const Net *net, const State *state, int32_t stock);

#endif
