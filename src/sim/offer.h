/* offer.h - a month's effects and the state it opens with, as numbers of the Program: who
 * offers and asks what, at which marginal cost. The formulae are those of docs/model.md, "The
 * month". */
#ifndef LODE_SIM_OFFER_H
#define LODE_SIM_OFFER_H

#include "net/effects.h"
#include "sim/state.h"

typedef enum OfferMode {
    OFFER_USUAL, /* before the first month: no stocks, habits only where the tables give them */
    OFFER_MONTH,
    OFFER_STEP /* of a horizon or a look ahead: nothing that links steps, neither stocks nor
                * ramp limits */
} OfferMode;

void offer_month(const Net *net, const Effects *effects, const State *state, OfferMode mode,
                 Program *program);

/* What stock s aims to hold, and the most it can hold, for the use the state remembers. */
double offer_stock_target(const Net *net, const State *state, int32_t stock);
double offer_stock_maximum(const Net *net, const State *state, int32_t stock);

#endif
