/* money.h - a run in other money: of another country, at the rate its model gives, or of its
 * own time, by the model's price index.
 *
 * Money of a run is constant money of the model's price year, so one rate of exchange holds for
 * all of its months: what is converted is the unit, not the purchasing power of the day. In
 * money of its own time (nominal) a step's money counts
 *     m(t) = index(year of t) / index(price_year)
 * times as much; a step that lies in several years has the mean over its months. */
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

/* Tells every amount of money in money of its own time: from then on record->money is m(t) and
 * price_year 0. A second time changes nothing. LODE_BAD_INPUT: the model has no price index;
 * diag says how it would get one. */
Status money_nominal(Record *record, Diag *diag);

/* The same for a stored headline, each line by its year; ask before the record is told so. */
Status money_nominal_headline(const Record *record, RunHeadline *headline, Diag *diag);

/* A copy that is told so, of which only the money is its own: `from` must outlive it. */
Status money_nominal_of(const Record *from, Diag *diag, Record **out);

/* m(t) of the steps, n_steps of them. */
Status money_of_steps(const Record *record, Diag *diag, double *out);

/* "money of its own time, by the price index: what costs 1 USD in 2024 costs 1.304 in 2035
 * (assumption, estimate)". Ask before the record is told so; "" without an index. */
enum { MONEY_WORDS_SIZE = 256 };
void money_nominal_words(const Record *record, char *buffer, size_t size);

/* "1 USD = 7.194 CNY (memory-prices, memory)": what was done to a converted record, whose money
 * was `from`; "" when that is its money still. */
void money_words(const Record *record, const char *from, char *buffer, size_t size);

#endif
