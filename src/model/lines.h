/* lines.h - what production lines make in a month, and how long their customers wait.
 *     pieces = lines x hours x days x uptime x yield / takt
 *     output = pieces x mass
 * hours is the share of the day and days the share of the year that the lines are manned, so
 * the product is the share of all time; months are the engine's, a twelfth of 365.25 days. */
#ifndef LODE_MODEL_LINES_H
#define LODE_MODEL_LINES_H

typedef struct Lines {
    double lines;       /* how many, alike */
    double takt;        /* month per piece: one line lets go of a piece after this time */
    double mass;        /* of one piece, in the unit that output is counted in */
    double hours, days; /* shares of the day and of the year that are manned */
    double uptime;      /* share of manned time in which the line runs */
    double yield;       /* share of pieces that are good */
} Lines;

/* Good pieces per month. */
double lines_pieces(const Lines *lines);

/* Output per month, in units of mass. */
double lines_output(const Lines *lines);

/* Months of work in an order book: book / output, with an order book in units of mass. Orders
 * are served first come, first served, so it is also when an order placed now is delivered. */
double lines_backlog(double book, double output);

/* The order book after so many months of new orders (per month): it never falls below 0. */
double lines_book_after(double book, double orders, double output, double months);

#endif
