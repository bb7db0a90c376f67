/* join_each.c - "every 90 seconds" is a cycle; 每吨 before an amount divides it, and so does
 * "a year" behind "1,500 tonnes of magnets". */
#include "claims/join.h"

enum { TAIL_REACH = 8 };

static bool same_clause(const Scan *scan, int32_t i, int32_t at)
{
    return i < scan->n_tokens && scan->tokens[i].clause == scan->tokens[at].clause;
}

static bool join_cycle(Scan *scan, int32_t i)
{
    Quantity *quantity = scan_quantity(scan, i);
    if (quantity_dim(quantity) != DIM_TIME || !scan_is(scan, i - 1, ROLE(EACH))) return false;
    quantity->cycle = true;
    scan_swallow(scan, i, i - 1, i);
    return true;
}

static bool may_be_divided(const Quantity *quantity, const UnitRow *by)
{
    if (!quantity || quantity->per) return false;
    switch (quantity_dim(quantity)) {
    case DIM_MONEY:
    case DIM_MASS:
    case DIM_ENERGY:
    case DIM_VOLUME:
        return !quantity_same_unit(quantity, &(Quantity){.unit = by});
    default:
        return false;
    }
}

static void divide_behind(Scan *scan, int32_t i)
{
    const UnitRow *per = scan->tokens[i].per;
    for (int32_t k = i + 1; same_clause(scan, k, i); k++) {
        Quantity *quantity = scan_quantity(scan, k);
        if (scan->tokens[k].kind == TOKEN_PER) return;
        if (may_be_divided(quantity, per)) quantity->per = per;
    }
}

/* "1,500 tonnes of magnets a year" */
static void divide_by_tail(Scan *scan, int32_t i)
{
    Quantity *quantity = scan_quantity(scan, i);
    if (!quantity || quantity->per || quantity_dim(quantity) != DIM_MASS) return;
    const uint32_t *of = scan->fold->low + scan->tokens[i].end;
    if (!(of[0] == ' ' && of[1] == 'o' && of[2] == 'f' && of[3] == ' ')) return;
    for (int32_t k = i + 2; k <= i + TAIL_REACH && same_clause(scan, k, i); k++) {
        const UnitRow *per = NULL;
        const TokenKind kind = scan->tokens[k].kind;
        if (kind == TOKEN_NUMBER || kind == TOKEN_DATE || scan_is(scan, k, ROLE(YEAR_ON_YEAR)))
            return;
        unit_read_per(scan->reader, scan->fold, scan->tokens[k].start, &per);
        if (!per) continue;
        const bool said = scan->fold->low[scan->tokens[k].start] == 'p'; /* "per", not "a" */
        if (per->dim == DIM_TIME || said) quantity->per = per;
        return;
    }
}

void join_each(Scan *scan)
{
    for (int32_t i = 0; i < scan->n_tokens; i++) {
        if (scan->tokens[i].kind == TOKEN_PER) divide_behind(scan, i);
        if (scan->tokens[i].kind != TOKEN_NUMBER) continue;
        if (!join_cycle(scan, i)) divide_by_tail(scan, i);
    }
    scan_compact(scan);
}
