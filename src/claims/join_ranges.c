#include "claims/join.h"

#include <math.h>
#include <string.h>

typedef struct Joint {
    int32_t head; /* first token of the range: "between", or the number itself */
    bool word;    /* "to", not a dash */
} Joint;

/* What stands between two numbers must make a range of them. "from 10 to 20" is a change,
 * unless something ranges from 10 to 20. */
static bool read_joint(const Scan *scan, int32_t i, Joint *joint)
{
    const uint32_t mark = scan_mark(scan, i + 1);
    const bool tilde = mark == '~' || (scan_is(scan, i + 1, ROLE(BOUND)) &&
                                       scan->fold->low[scan->tokens[i + 1].start] == '~');
    const bool between = scan_is(scan, i - 1, ROLE(BETWEEN));
    *joint = (Joint){between ? i - 1 : i, false};
    if (tilde || is_dash(mark)) return true;
    if (scan_is(scan, i + 1, ROLE(AND))) return between;
    joint->word = scan_is(scan, i + 1, ROLE(TO));
    const bool from = scan_is(scan, i - 1, ROLE(FROM));
    return joint->word && (!from || scan_is(scan, i - 2, ROLE(RANGING)));
}

/* "rose 10% to 15%" is a growth and a level. */
static bool is_change(const Scan *scan, int32_t i, const Quantity *first, const Joint *joint)
{
    const bool moved = scan_is(scan, i - 1, ROLE(DIRECTION)) || scan_is(scan, i - 1, ROLE(BY));
    return joint->word && first->unit && moved;
}

/* "a fifth": of something, so no end of a range of tonnes. */
static bool is_part(const Quantity *quantity)
{
    return (quantity->flags & NUMBER_FRACTION) && !quantity->unit && fabs(quantity->lo) < 1.0;
}

/* The first number may leave scale and unit to the second: 2至3万吨, "$50-60 million". */
static bool share_unit(Quantity *first, const Quantity *second)
{
    double lo = first->lo;
    if ((first->flags | second->flags) & NUMBER_IS_ORDINAL || first->range || second->range)
        return false;
    if (first->unit && !quantity_same_unit(first, second)) return false;
    if (is_part(first) && !is_part(second) && second->unit) return false;
    if (second->scale > 1.0 && first->scale <= 1.0 && lo < second->lo / second->scale &&
        !(first->unit && !first->prefixed))
        lo *= second->scale;
    if (first->unit) lo *= first->unit->factor / second->unit->factor;
    if (!(lo < second->lo)) return false;
    first->lo = lo;
    first->hi = second->lo;
    return true;
}

/* "from 11.5 to 9.8 kWh per kg", "from $56 to $62 per kilogram": two levels, and the first
 * lacks its unit, or what it is divided by. */
static void lend_unit(const Scan *scan, int32_t i, Quantity *first, const Quantity *second)
{
    const bool change =
        scan_is(scan, i - 1, ROLE(FROM)) && scan_is(scan, i + 1, ROLE(TO) | ROLE(REACHING));
    if (change && first->unit && first->unit == second->unit && !first->per)
        first->per = second->per;
    if (!change || first->unit || !second->unit) return;
    if (second->scale > 1.0 && first->scale <= 1.0 && first->lo < second->scale) {
        first->lo *= second->scale;
        first->hi *= second->scale;
    }
    first->unit = second->unit;
    first->per = second->per;
}

static int32_t join_two(Scan *scan, int32_t i)
{
    Joint joint;
    Quantity *first = scan_quantity(scan, i);
    const Quantity *second = scan_quantity(scan, i + 2);
    if (!first || !second) return i;
    lend_unit(scan, i, first, second);
    if (!read_joint(scan, i, &joint)) return i;
    if (is_change(scan, i, first, &joint) || !share_unit(first, second)) return i;
    first->unit = second->unit;
    first->per = second->per;
    first->flags |= second->flags;
    first->range = true;
    first->bound = CLAIM_RANGE;
    const bool tail = scan_is(scan, i + 3, ROLE(DATE_TAIL_BETWEEN));
    const int32_t last = tail ? i + 3 : i + 2;
    scan_swallow(scan, i, joint.head, last);
    return last;
}

void join_ranges(Scan *scan)
{
    for (int32_t i = 0; i < scan->n_tokens; i++)
        i = join_two(scan, i);
    scan_compact(scan);
}
