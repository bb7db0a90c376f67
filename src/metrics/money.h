/* money.h - a run in other money, at the rate its model gives.
 *
 * Money of a run is constant money of the model's price year, so one rate holds for all of its
 * months: what is converted is the unit, not the purchasing power of the day. */
#ifndef LODE_METRICS_MONEY_H
#define LODE_METRICS_MONEY_H

#include "metrics/headline.h"

/* Converts every amount of money of the record, in place: prices, costs, rents, payments. From
 * then on `currency` is `code` and rates[] are in it. The run's own currency changes nothing.
 * LODE_BAD_INPUT when the model gave no rate for it; diag says which it gave. */
Status money_convert(Record *record, const char *code, Diag *diag);

/* The same for a stored headline of the run; ask before the record is converted. */
Status money_convert_headline(const Record *record, const char *code, RunHeadline *headline,
                              Diag *diag);

/* "1 USD = 7.194 CNY (memory-prices, memory)": what was done to a converted record, whose money
 * was `from`; "" when that is its money still. */
void money_words(const Record *record, const char *from, char *buffer, size_t size);

#endif
