/* voice.c - a claim is what was, what somebody expects, or what somebody plans; and somebody
 * may be quoted. */
#include "claims/draft.h"

static bool any_before(const Scan *scan, int32_t first, int32_t at, uint64_t roles)
{
    for (int32_t i = first; i < at; i++)
        if (scan_is(scan, i, roles)) return true;
    return false;
}

static ClaimKind kind_of(const Scan *scan, int32_t at, const ClaimContext *context,
                         const Claim *claim)
{
    const Stretch clause = clause_of(scan, at), sentence = sentence_of(scan, at);
    if (any_before(scan, clause.first, at, ROLE(PLANNED))) return CLAIM_PLAN;
    if (any_before(scan, sentence.first, at, ROLE(HEDGE))) return CLAIM_FORECAST;
    if (context->year && claim->year > context->year) return CLAIM_FORECAST;
    return CLAIM_OBSERVATION;
}

static void quote(const Scan *scan, int32_t first, int32_t last, Claim *claim)
{
    while (first <= last && scan->tokens[first].kind == TOKEN_MARK)
        first++;
    if (first > last) return;
    claim->speaker_start = fold_start(scan->fold, scan->tokens[first].start);
    claim->speaker_end = fold_end(scan->fold, scan->tokens[last].end);
}

/* "according to X," up to the end of the clause. */
static bool quote_according(const Scan *scan, int32_t i, Claim *claim)
{
    if (!scan_is(scan, i, ROLE(ACCORDING))) return false;
    int32_t last = clause_of(scan, i).last;
    while (last > i && scan->tokens[last].kind == TOKEN_MARK)
        last--;
    for (int32_t k = i + 1; k <= last; k++)
        if (scan->tokens[k].kind == TOKEN_NUMBER) return false; /* no comma says where X ends */
    quote(scan, i + 1, last, claim);
    return last > i;
}

/* "X said": X is what the clause begins with. Words that also hedge (预计) need a name there.
 */
static bool quote_says(const Scan *scan, int32_t i, Claim *claim)
{
    if (!scan_is(scan, i, ROLE(SAYS))) return false;
    const int32_t first = clause_of(scan, i).first;
    bool named = !scan_is(scan, i, ROLE(HEDGE));
    for (int32_t k = 0; !named && k < scan->n_names && k < DRAFT_REACH; k++)
        named = scan->names[k].end == scan->tokens[i].start ||
                scan->names[k].end + 1 == scan->tokens[i].start;
    if (!named || first >= i) return false;
    quote(scan, first, i - 1, claim);
    return true;
}

void draft_voice(const Scan *scan, int32_t at, const ClaimContext *context, Claim *claim)
{
    const Stretch sentence = sentence_of(scan, at);
    claim->kind = kind_of(scan, at, context, claim);
    for (int32_t i = sentence.first; i <= sentence.last; i++)
        if (quote_according(scan, i, claim) || quote_says(scan, i, claim)) return;
}
