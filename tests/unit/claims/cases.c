#include "cases.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "claims/join.h"

static const ClaimName names[] = {
#define NAME(id, kind, spellings) {id, spellings, kind},
#include "data/gazetteer.def"
#undef NAME
};
enum { N_NAMES = sizeof names / sizeof *names };

Status cases_reader(ClaimReader **out)
{
    return claim_reader_new(names, N_NAMES, out);
}

const char *cases_name(int32_t name)
{
    return name == CLAIM_NONE ? "" : names[name].id;
}

ClaimContext cases_context(const char *ref)
{
    ClaimContext context = {0};
    if (ref) sscanf(ref, "%d-%d-%d", &context.year, &context.month, &context.day);
    return context;
}

static json_t *number_or_null(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *span(const Fold *fold, const Token *token)
{
    return json_pack("{s:i, s:i}", "start", fold_start(fold, token->start), "end",
                     fold_end(fold, token->end));
}

/* --- claims --- */

static json_t *claim_json(const Claim *claim)
{
    json_t *one =
        json_pack("{s:i, s:i, s:s, s:s, s:s, s:s}", "start", claim->start, "end", claim->end,
                  "unit", claim->unit, "bound", claim_bound_text(claim->bound), "relation",
                  claim_relation_text(claim->relation), "entity", cases_name(claim->main));
    if (claim->year) json_object_set_new(one, "year", json_integer(claim->year));
    if (claim->bound == CLAIM_RANGE) {
        json_object_set_new(one, "lo", json_real(claim->lo));
        json_object_set_new(one, "hi", json_real(claim->hi));
    } else {
        json_object_set_new(one, "value", json_real(claim->value));
    }
    return one;
}

static void add_claims(const ClaimReader *reader, const char *text, const ClaimContext *context,
                       json_t *found)
{
    Arena *arena = arena_new(1 << 12);
    ClaimList list;
    if (claims_extract(reader, text, strlen(text), context, arena, &list) == LODE_OK)
        for (int32_t i = 0; i < list.n; i++)
            if (list.claims[i].relation != CLAIM_SIGN)
                json_array_append_new(found, claim_json(&list.claims[i]));
    arena_free(arena);
}

/* --- the numbers below the claims --- */

typedef enum CaseKind {
    CASE_NUMBER,
    CASE_RANGE,
    CASE_DATE,
    CASE_PERCENT,
    CASE_CURRENCY,
    CASE_DIMENSION,
    CASE_DOMAIN
} CaseKind;

static CaseKind kind_of(const char *text)
{
    static const char *const kinds[] = {"number",  "range",    "date",
                                        "percent", "currency", "dimension"};
    for (int k = 0; k < 6; k++)
        if (strcmp(text, kinds[k]) == 0) return (CaseKind)k;
    return CASE_DOMAIN;
}

/* Which numbers a kind asks for. The Recognizers' dimensions are measures, not sums, shares,
 * times or counts. */
static bool asked_for(CaseKind kind, const Quantity *quantity)
{
    const Dimension dim = quantity_dim(quantity);
    switch (kind) {
    case CASE_PERCENT:
        return dim == DIM_PERCENT || dim == DIM_POINT || (quantity->flags & NUMBER_FRACTION);
    case CASE_CURRENCY:
        return dim == DIM_MONEY;
    case CASE_DIMENSION:
        return dim >= DIM_MASS && dim != DIM_MONEY && dim != DIM_TIME && dim != DIM_COUNT;
    default:
        return true;
    }
}

/* The Recognizers have one percentage for % and percentage points, and write fractions as
 * percentages only when asked for percentages. */
static void set_value(CaseKind kind, const Quantity *quantity, json_t *one)
{
    char unit[CLAIM_UNIT_MAX];
    const bool part = quantity->flags & NUMBER_FRACTION;
    const bool bare = kind == CASE_NUMBER || kind == CASE_RANGE;
    double factor = quantity_scale(quantity);
    quantity_code(quantity, unit);
    if (kind == CASE_PERCENT && part) factor = 100.0;
    if (kind == CASE_PERCENT) strcpy(unit, "%");
    if (kind == CASE_NUMBER && quantity->unit && quantity->unit->dim == DIM_PERCENT && part)
        factor = 1.0;
    if (bare && quantity_dim(quantity) == DIM_COUNT) unit[0] = '\0';
    json_object_set_new(one, "unit", json_string(unit));
    const double lo = quantity->lo * factor, hi = quantity->hi * factor;
    const ClaimBound bound = quantity->bound;
    const bool lower = bound == CLAIM_GT || bound == CLAIM_GE;
    const bool upper = bound == CLAIM_LT || bound == CLAIM_LE;
    if (bound == CLAIM_RANGE || (kind == CASE_RANGE && (lower || upper))) {
        json_object_set_new(one, "lo", number_or_null(upper ? -INFINITY : lo));
        json_object_set_new(one, "hi", number_or_null(lower ? INFINITY : hi));
    } else {
        json_object_set_new(one, "value", json_real(lo));
    }
}

static void set_day(json_t *one, const char *key, int32_t day)
{
    int32_t year, month, of_month;
    if (day == DAY_NONE) return;
    date_of(day, &year, &month, &of_month);
    json_object_set_new(one, key, json_sprintf("%04d-%02d-%02d", year, month, of_month));
}

static void add_date(const Scan *scan, int32_t i, json_t *found)
{
    const When *when = scan_when(scan, i);
    const Quantity *quantity = scan_quantity(scan, i);
    json_t *one = span(scan->fold, &scan->tokens[i]);
    if (when) {
        set_day(one, "from", when->from);
        set_day(one, "to", when->to);
    } else if (quantity && quantity_dim(quantity) == DIM_TIME &&
               strcmp(quantity->unit->code, "year") == 0) {
        json_object_set_new(one, "timex",
                            json_sprintf("P%gY", quantity->lo * quantity->unit->factor));
    }
    json_array_append_new(found, one);
}

static void add_mentions(const ClaimReader *reader, const char *text, CaseKind kind,
                         const ClaimContext *context, json_t *found)
{
    Arena *scratch = arena_new(1 << 16);
    Fold fold;
    Reference reference = {context->year, context->month, context->day};
    Scan scan = {.reader = reader, .fold = &fold, .reference = &reference, .scratch = scratch};
    if (fold_text(text, strlen(text), scratch, &fold) || scan_read(&scan, 0, fold.n)) {
        arena_free(scratch);
        return;
    }
    join_all(&scan);
    for (int32_t i = 0; i < scan.n_tokens; i++) {
        const Quantity *quantity = scan_quantity(&scan, i);
        if (kind == CASE_DATE) {
            if (quantity || scan_when(&scan, i)) add_date(&scan, i, found);
        } else if (quantity && asked_for(kind, quantity)) {
            json_t *one = span(&fold, &scan.tokens[i]);
            set_value(kind, quantity, one);
            json_array_append_new(found, one);
        }
    }
    arena_free(scratch);
}

json_t *cases_found(const ClaimReader *reader, const json_t *line)
{
    json_t *found = json_array();
    const char *text = json_string_value(json_object_get(line, "text"));
    const CaseKind kind = kind_of(json_string_value(json_object_get(line, "kind")));
    const ClaimContext context = cases_context(json_string_value(json_object_get(line, "ref")));
    if (kind == CASE_DOMAIN)
        add_claims(reader, text, &context, found);
    else
        add_mentions(reader, text, kind, &context, found);
    return found;
}
