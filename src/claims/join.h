/* join.h - tokens that belong together become one: two dates a span, two numbers a range, a
 * number and the words around it a bounded number. Run in this order, once each. */
#ifndef LODE_CLAIMS_JOIN_H
#define LODE_CLAIMS_JOIN_H

#include "claims/scan.h"

void join_dates(Scan *scan); /* "from May to Oct 2020", "before 2010", 2015年2月1日或之后 */
void join_ranges(Scan *scan); /* "between 5% and 8%", 3至5个百分点 */
void join_bounds(Scan *scan); /* "at least", 以上, and what a "not" before them makes of them */
void join_each(Scan *scan);   /* "every 90 seconds", 每吨39万元 */
void join_pairs(Scan *scan); /* "above a quarter and below a half", 大于10小于20 */

/* All of them. */
static inline void join_all(Scan *scan)
{
    join_dates(scan);
    join_ranges(scan);
    join_bounds(scan);
    join_each(scan);
    join_pairs(scan);
}

#endif
