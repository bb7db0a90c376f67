#include "claims/claims.h"

#include <math.h>
#include <string.h>

#include "claims/draft.h"
#include "claims/join.h"

enum { SCRATCH_BYTES = 1 << 16, FIRST_CLAIMS = 16 };

static Status push_claim(Extraction *work, const Claim *claim)
{
    if (work->n_claims == work->room) {
        const int32_t room = work->room ? 2 * work->room : FIRST_CLAIMS;
        Claim *claims = ARENA_ARRAY(work->arena, Claim, room);
        if (!claims) return LODE_NO_MEMORY;
        if (work->n_claims)
            memcpy(claims, work->claims, (size_t)work->n_claims * sizeof *claims);
        work->claims = claims;
        work->room = room;
    }
    work->claims[work->n_claims++] = *claim;
    return LODE_OK;
}

static ClaimBound mirrored(ClaimBound bound)
{
    switch (bound) {
    case CLAIM_GT:
        return CLAIM_LT;
    case CLAIM_GE:
        return CLAIM_LE;
    case CLAIM_LT:
        return CLAIM_GT;
    case CLAIM_LE:
        return CLAIM_GE;
    default:
        return bound;
    }
}

/* What the bound leaves open. A fall by more than 40% is a growth below -40%. */
static void settle_bounds(Claim *claim, double width, bool fell)
{
    if (fell) claim->bound = mirrored(claim->bound);
    claim->lo = claim->hi = claim->value;
    if (claim->bound == CLAIM_GT || claim->bound == CLAIM_GE) claim->hi = INFINITY;
    if (claim->bound == CLAIM_LT || claim->bound == CLAIM_LE) claim->lo = -INFINITY;
    if (claim->bound != CLAIM_RANGE) return;
    claim->lo = fell ? claim->value - width : claim->value;
    claim->hi = fell ? claim->value : claim->value + width;
    claim->value = NAN;
}

static void place(const Scan *scan, int32_t at, Claim *claim)
{
    const Stretch sentence = sentence_of(scan, at);
    claim->start = fold_start(scan->fold, scan->tokens[at].start);
    claim->end = fold_end(scan->fold, scan->tokens[at].end);
    claim->sentence_start = fold_start(scan->fold, scan->tokens[sentence.first].start);
    claim->sentence_end = fold_end(scan->fold, scan->tokens[sentence.last].end);
}

/* Year, entity and voice, which every claim has. */
static Status finish(Extraction *work, int32_t at, Claim *claim)
{
    draft_year(&work->scan, at, work->context, claim);
    draft_entity(work, at, claim);
    const ClaimKind kind = claim->kind;
    draft_voice(&work->scan, at, work->context, claim);
    if (claim->relation == CLAIM_SIGN) claim->kind = kind;
    return push_claim(work, claim);
}

static Status claim_number(Extraction *work, int32_t at)
{
    const Scan *scan = &work->scan;
    const Quantity *quantity = scan_quantity(scan, at);
    if (!draft_claims(scan, at)) return LODE_OK;
    Claim claim = {.bound = quantity->bound};
    const bool part = !quantity->unit && (quantity->flags & NUMBER_FRACTION);
    const double factor = part ? 100.0 : quantity_scale(quantity);
    place(scan, at, &claim);
    claim.fraction = quantity->flags & NUMBER_FRACTION;
    claim.value = quantity->lo * factor;
    quantity_code(quantity, claim.unit);
    if (part) strcpy(claim.unit, "%");
    const double before = claim.value;
    draft_relation(scan, at, &claim);
    const bool fell = claim.value < 0.0 && before > 0.0;
    settle_bounds(&claim, (quantity->hi - quantity->lo) * factor, fell);
    return finish(work, at, &claim);
}

static Status claim_multiple(Extraction *work, int32_t at)
{
    Claim claim = {.unit = "x"};
    place(&work->scan, at, &claim);
    if (!draft_multiple(&work->scan, at, &claim)) return LODE_OK;
    settle_bounds(&claim, 0.0, false);
    return finish(work, at, &claim);
}

static Status claim_sign(Extraction *work, int32_t at)
{
    Stretch found;
    Claim claim = {.kind = CLAIM_QUALITATIVE};
    place(&work->scan, at, &claim);
    if (!draft_sign(&work->scan, at, &found, &claim)) return LODE_OK;
    claim.start = fold_start(work->fold, work->scan.tokens[found.first].start);
    claim.end = fold_end(work->fold, work->scan.tokens[found.last].end);
    settle_bounds(&claim, 0.0, false);
    return finish(work, found.last, &claim);
}

static Status extract_paragraph(Extraction *work, int32_t from, int32_t to)
{
    Scan *scan = &work->scan;
    Status st = scan_read(scan, from, to);
    if (st) return st;
    join_all(scan);
    for (int32_t i = 0; !st && i < scan->n_tokens; i++) {
        const Token *token = &scan->tokens[i];
        const bool starts = i == 0 || token[-1].clause != token->clause;
        if (token->kind == TOKEN_NUMBER)
            st = claim_number(work, i);
        else if (token->kind == TOKEN_KNOWN)
            st = claim_multiple(work, i);
        if (!st && starts) st = claim_sign(work, i);
    }
    return st;
}

static Status extract_all(Extraction *work)
{
    const Fold *fold = work->fold;
    Status st = LODE_OK;
    for (int32_t from = 0; !st && from < fold->n;) {
        int32_t to = from;
        while (to < fold->n && fold->low[to] != '\n')
            to++;
        st = extract_paragraph(work, from, to);
        from = to + 1;
    }
    return st;
}

Status claims_extract(const ClaimReader *reader, const char *text, size_t n,
                      const ClaimContext *context, Arena *arena, ClaimList *out)
{
    Arena *scratch = arena_new(SCRATCH_BYTES + 16 * n);
    Fold fold;
    Extraction work = {.reader = reader,
                       .context = context,
                       .fold = &fold,
                       .arena = arena,
                       .reference = {context->year, context->month, context->day}};
    work.scan = (Scan){
        .reader = reader, .fold = &fold, .reference = &work.reference, .scratch = scratch};
    *out = (ClaimList){NULL, 0};
    Status st = scratch ? fold_text(text, n, scratch, &fold) : LODE_NO_MEMORY;
    if (!st)
        st = draft_title(reader, context->heading, CLAIM_IN_HEADING, scratch, work.heading);
    if (!st) st = draft_title(reader, context->title, CLAIM_IN_TITLE, scratch, work.title);
    if (!st) st = extract_all(&work);
    if (!st) *out = (ClaimList){work.claims, work.n_claims};
    arena_free(scratch);
    return st;
}
