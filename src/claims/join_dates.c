#include "claims/join.h"

static bool is_joint(const Scan *scan, int32_t i)
{
    const uint32_t mark = scan_mark(scan, i);
    return scan_is(scan, i, ROLE(TO)) || is_dash(mark) || mark == '~' ||
           (scan_is(scan, i, ROLE(BOUND)) && scan->fold->low[scan->tokens[i].start] == '~');
}

/* One of two dates may leave its year to the other: "May to Oct 2020". */
static void share_year(When *first, When *second)
{
    if (first->implied == second->implied) return;
    When *lacks = first->implied ? first : second;
    lacks->year = first->implied ? second->year : first->year;
    lacks->implied = false;
    when_place(lacks);
}

static void make_span(When *first, const When *second)
{
    first->to = second->from;
    first->base = first->year != second->year ? first->year : CLAIM_NO_YEAR;
    first->year = second->year;
    first->grain = GRAIN_SPAN;
    first->fiscal = first->fiscal || second->fiscal;
}

/* DATE - DATE, with "from" or "between" before and 之间 behind. */
static int32_t join_two(Scan *scan, int32_t i)
{
    When *first = scan_when(scan, i), *second = scan_when(scan, i + 2);
    if (!first || !second) return i;
    const bool between = scan_is(scan, i - 1, ROLE(BETWEEN));
    const bool tail = scan_is(scan, i + 3, ROLE(DATE_TAIL_BETWEEN));
    const bool and = scan_is(scan, i + 1, ROLE(AND)) && (between || tail);
    if (!and&&!is_joint(scan, i + 1)) return i;
    if (second->from != DAY_NONE && first->from != DAY_NONE && !first->implied &&
        !second->implied && second->from <= first->from)
        return i;
    share_year(first, second);
    make_span(first, second);
    const bool head = between || scan_is(scan, i - 1, ROLE(FROM));
    const int32_t last = tail ? i + 3 : i + 2;
    scan_swallow(scan, i, head ? i - 1 : i, last);
    return last;
}

/* 1-4月: the first month has left its 月 to the second. */
static int32_t join_month(Scan *scan, int32_t i)
{
    const Quantity *first = scan_quantity(scan, i);
    When *second = scan_when(scan, i + 2);
    if (!first || !second || !is_joint(scan, i + 1) || first->unit) return i;
    if (second->grain != GRAIN_MONTH || first->digits == 0 || first->digits > 2) return i;
    if (!(first->lo >= 1.0) || first->lo >= second->month) return i;
    When begin = *second;
    begin.month = (int32_t)first->lo;
    when_place(&begin);
    make_span(&begin, second);
    *second = begin;
    scan_swallow(scan, i + 2, i, i + 2);
    return i + 2;
}

/* "2010 or after"; but in "before 2010 or after 2018" the words belong to the next date. */
static bool modify_tail(Scan *scan, int32_t i, When *when)
{
    if (scan_when(scan, i + 2)) return false;
    if (scan_is(scan, i + 1, ROLE(DATE_TAIL_UNTIL) | ROLE(DATE_TAIL_BEFORE))) {
        when->to = when->from;
        when->from = DAY_NONE;
        when->by = true;
    } else if (scan_is(scan, i + 1, ROLE(DATE_TAIL_SINCE))) {
        when->to = DAY_NONE;
    } else if (scan_is(scan, i + 1, ROLE(DATE_TAIL_AFTER))) {
        when->from = when->to;
        when->to = DAY_NONE;
    } else {
        return false;
    }
    scan_swallow(scan, i, i, i + 1);
    return true;
}

/* "by 2030" says when at the latest; its days stay those of the year. */
static void modify_head(Scan *scan, int32_t i, When *when)
{
    int32_t head = i - 1;
    while (scan_is(scan, head, ROLE(EXACTLY)) || scan_is(scan, head, ROLE(BOUND)))
        head--;
    if (scan_is(scan, head, ROLE(DATE_BEFORE))) {
        when->to = when->from;
        when->from = DAY_NONE;
        when->by = true;
    } else if (scan_is(scan, head, ROLE(DATE_AFTER))) {
        when->from = when->to;
        when->to = DAY_NONE;
    } else if (scan_is(scan, head, ROLE(DATE_SINCE))) {
        when->to = DAY_NONE;
    } else {
        when->by = scan_is(scan, head, ROLE(DATE_BY));
        return;
    }
    scan_swallow(scan, i, head, i);
}

void join_dates(Scan *scan)
{
    for (int32_t i = 0; i < scan->n_tokens; i++) {
        const int32_t last = join_two(scan, i);
        i = last > i ? last : join_month(scan, i);
    }
    scan_compact(scan);
    for (int32_t i = 0; i < scan->n_tokens; i++) {
        When *when = scan_when(scan, i);
        if (!when || when->grain == GRAIN_SPAN) continue;
        if (modify_tail(scan, i, when))
            i++;
        else
            modify_head(scan, i, when);
    }
    scan_compact(scan);
}
