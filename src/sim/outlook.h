/* outlook.h - what who builds or mothballs expects to earn.
 *
 * The price expected of a market is the adaptive one (adapt.h). Who looks ahead (`look_ahead`
 * months, every `review` months) also clears the market of that month once: with the demand of
 * its drivers, the capacity that dates and projects under way will give, and the policies that
 * are in force now or announced, and still in force then; nothing is stored. Of the price seen
 * there people believe the share `belief`:
 *     E p = expected + belief (ahead - expected) */
#ifndef LODE_SIM_OUTLOOK_H
#define LODE_SIM_OUTLOOK_H

#include "base/team.h"
#include "market/market.h"
#include "sim/offer.h"
#include "sim/pool.h"

typedef struct Outlook {
    Effects effects;     /* of the month that is looked at */
    MarketSolution seen; /* its equilibrium, as quoted */
    double *prices;      /* rows: as the solver left them */
    double *memory;      /* of policies, as it will be then */
    Program *program;    /* its numbers */
    MarketWork *work;
    bool found;          /* an equilibrium that the state does not know yet */
    Status status;       /* of the last look: was there room for it */
    Program own_program; /* to look aside, with what it shares with the caller's */
    MarketWork *own_work;
    SimPool *pool; /* where that is from */
    Team *team;    /* whose second thread looks; NULL: the caller */
} Outlook;

/* With a team looks are cleared on its second thread, while the caller clears this month; else
 * (NULL) on the caller's, with the numbers and the work of its market. `out` must not move
 * until outlook_close. */
Status outlook_new(const Net *net, const Plan *plan, Team *team, SimPool *pool,
                   Program *program, MarketWork *work, Arena *arena, Outlook *out);

/* Waits for a look that is under way. */
void outlook_close(Outlook *outlook);

/* Steps that investors look ahead; 0: they do not. */
int32_t outlook_steps(const Net *net);

/* True when they look ahead at the start of step t. */
bool outlook_due(const Net *net, int32_t t);

/* Looks ahead from step t, to which the state has advanced, which starts at `month`. What is
 * seen stays unknown until outlook_take. */
void outlook_look(Outlook *outlook, const Net *net, const Plan *plan,
                  const PolicyContext *context, Month month, int32_t t, const State *state);

/* The state learns what the last look saw. A month that could not be cleared is not seen: what
 * was seen before stays. LODE_NO_MEMORY: there is no room to look. */
Status outlook_take(Outlook *outlook, const Net *net, State *state);

/* The expected price of a market, money per unit. */
double outlook_price(const Net *net, const State *state, int32_t market);

/* What the first unit of activity of a facility is expected to earn: outputs less inputs, with
 * this month's contract and support, less what it costs to run. Money per unit of activity. */
double outlook_gain(const Net *net, const Effects *effects, const State *state,
                    int32_t facility);

#endif
