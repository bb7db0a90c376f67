/* book.h - orders: what users have ordered of a facility and not got yet.
 *
 * Users order what they will want `ahead` months later, at the price they are used to, from
 * whom they are used to buy. In step t, with activity x, W the need for the goods in the step
 * that lies `ahead` away (driver, adaptation and policies of today, at the reference price), Q
 * what is met of it now and s the share of the facility in Q (smoothed, half-life 6 months):
 *     ordered    o = s W,    but no more than can be delivered within `patience`, see below
 *     delivered  d = min(x, B + o)                 the rest of x is sold from the shelf
 *     cancelled  c = max(0, B + o - d - patience x capacity)    capacity by date, per month
 *     book       B' = B + o - d - c                exactly, in every step
 * Where the market gives users less than they need (a dear month, a full line, an outage),
 * orders run ahead of deliveries and the book grows; orders placed in a step come off again in
 * it, as cancelled, if they would wait too long.
 *
 * The book measures; it binds nobody. Prices and amounts are the market's alone: a second rule
 * that gave orders first claim would need prices of its own. Contracts that bind are policies
 * (offtake). */
#ifndef LODE_SIM_BOOK_H
#define LODE_SIM_BOOK_H

#include "net/effects.h"
#include "sim/record.h"
#include "sim/state.h"

/* What a facility could make over so many months to come is what its book is held against. */
enum { BOOK_MONTHS = 24 };

/* Before the first step, with quantities of a usual step in the order of the net's columns. */
void book_begin(const Net *net, const double *usual, State *state);

/* At the end of a step, whose quantities z are those of the net's columns; fills the record. */
void book_close(const Net *net, const Effects *effects, const double *z, int32_t t,
                State *state, Record *record);

#endif
