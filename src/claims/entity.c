/* entity.c - of whom: the caller's names, nearest first. A name of the clause beats one of the
 * sentence, that one the heading, and that one the title. */
#include "claims/draft.h"

enum { NAMES_REACH = 48 };

typedef struct Span {
    int32_t start, end;
} Span;

static Span span_of(const Scan *scan, Stretch stretch)
{
    return (Span){scan->tokens[stretch.first].start, scan->tokens[stretch.last].end};
}

static bool inside(const NameHit *hit, Span span)
{
    return hit->start >= span.start && hit->end <= span.end;
}

/* Index of the first name at or behind `at`. */
static int32_t names_from(const Scan *scan, int32_t at)
{
    int32_t low = 0, high = scan->n_names;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (scan->names[middle].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void offer(const ClaimReader *reader, const NameHit *hit, ClaimPlace place, Claim *claim)
{
    ClaimEntity *entity = &claim->entity[reader->name[hit->name].kind];
    if (entity->name == CLAIM_NONE) *entity = (ClaimEntity){hit->name, place};
}

/* The token that stands at a place of the fold. */
static int32_t token_at(const Scan *scan, int32_t at)
{
    int32_t low = 0, high = scan->n_tokens - 1;
    while (low < high) {
        const int32_t middle = high - (high - low) / 2;
        if (scan->tokens[middle].start <= at)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* Of the clauses before, the nearest one with a name of a kind, and its first: its subject. */
static void search_before(const Extraction *work, int32_t first, int32_t middle, Span sentence,
                          Claim *claim)
{
    int32_t clause[CLAIM_ENTITY_KINDS];
    for (int32_t k = 0; k < CLAIM_ENTITY_KINDS; k++)
        clause[k] = CLAIM_NONE;
    for (int32_t i = middle - 1; i >= first; i--) {
        const NameHit *hit = &work->scan.names[i];
        const int32_t kind = work->reader->name[hit->name].kind;
        ClaimEntity *entity = &claim->entity[kind];
        if (!inside(hit, sentence)) return;
        const int32_t here = work->scan.tokens[token_at(&work->scan, hit->start)].clause;
        if (entity->name == CLAIM_NONE) clause[kind] = here;
        if (clause[kind] == here) *entity = (ClaimEntity){hit->name, CLAIM_IN_SENTENCE};
    }
}

/* "1 million tons of silicon and aluminium output of 40 billion": the names of a number that
 * stands behind another one and an "and" begin there. */
static int32_t start_of_own(const Scan *scan, int32_t at)
{
    const Stretch clause = clause_of(scan, at);
    int32_t conjunction = CLAIM_NONE;
    for (int32_t i = at - 1; i >= clause.first; i--) {
        if (scan_is(scan, i, ROLE(AND))) conjunction = i;
        if (scan_quantity(scan, i) && conjunction != CLAIM_NONE)
            return scan->tokens[conjunction].end;
        if (scan_quantity(scan, i)) break;
    }
    return scan->tokens[clause.first].start;
}

/* Names of a later clause with a number of its own speak of that. */
static bool has_number(const Scan *scan, int32_t at)
{
    const Stretch clause = clause_of(scan, token_at(scan, at));
    for (int32_t i = clause.first; i <= clause.last; i++)
        if (scan_quantity(scan, i)) return true;
    return false;
}

/* In the clause the first name before the number wins, beginning with what is its own; then the
 * clauses before in the sentence; only then what is behind ("70% of global mining" is not said
 * of the world). */
static void search(const Extraction *work, int32_t at, Claim *claim)
{
    const Scan *scan = &work->scan;
    const Span clause = span_of(scan, clause_of(scan, at));
    const Span sentence = span_of(scan, sentence_of(scan, at));
    const int32_t middle = names_from(scan, scan->tokens[at].start);
    const int32_t first = middle > NAMES_REACH ? middle - NAMES_REACH : 0;
    const int32_t last =
        scan->n_names - middle > NAMES_REACH ? middle + NAMES_REACH : scan->n_names;
    const int32_t own = start_of_own(scan, at);
    for (int32_t i = first; i < middle; i++)
        if (inside(&scan->names[i], clause) && scan->names[i].start >= own)
            offer(work->reader, &scan->names[i], CLAIM_IN_CLAUSE, claim);
    for (int32_t i = first; i < middle; i++)
        if (inside(&scan->names[i], clause))
            offer(work->reader, &scan->names[i], CLAIM_IN_CLAUSE, claim);
    search_before(work, first, middle, sentence, claim);
    for (int32_t i = middle; i < last; i++)
        if (inside(&scan->names[i], clause))
            offer(work->reader, &scan->names[i], CLAIM_IN_CLAUSE, claim);
    for (int32_t i = middle; i < last; i++)
        if (inside(&scan->names[i], sentence) && !has_number(scan, scan->names[i].start))
            offer(work->reader, &scan->names[i], CLAIM_IN_SENTENCE, claim);
}

static void inherit(const ClaimEntity *from, Claim *claim)
{
    for (int32_t k = 0; k < CLAIM_ENTITY_KINDS; k++)
        if (claim->entity[k].name == CLAIM_NONE) claim->entity[k] = from[k];
}

void draft_entity(const Extraction *work, int32_t at, Claim *claim)
{
    for (int32_t k = 0; k < CLAIM_ENTITY_KINDS; k++)
        claim->entity[k] = (ClaimEntity){CLAIM_NONE, CLAIM_NOWHERE};
    claim->main = CLAIM_NONE;
    search(work, at, claim);
    inherit(work->heading, claim);
    inherit(work->title, claim);
    ClaimPlace best = CLAIM_NOWHERE;
    for (int32_t k = 0; k < CLAIM_ENTITY_KINDS; k++) {
        const ClaimEntity *entity = &claim->entity[k];
        if (entity->name == CLAIM_NONE) continue;
        if (claim->main != CLAIM_NONE && entity->place >= best) continue;
        claim->main = entity->name;
        best = entity->place;
    }
}

Status draft_title(const ClaimReader *reader, const char *text, ClaimPlace place,
                   Arena *scratch, ClaimEntity entity[CLAIM_ENTITY_KINDS])
{
    for (int32_t k = 0; k < CLAIM_ENTITY_KINDS; k++)
        entity[k] = (ClaimEntity){CLAIM_NONE, CLAIM_NOWHERE};
    if (!text) return LODE_OK;
    Fold fold;
    size_t n = 0;
    while (text[n])
        n++;
    Status st = fold_text(text, n, scratch, &fold);
    if (st) return st;
    Scan scan = {.reader = reader, .fold = &fold, .scratch = scratch};
    st = scan_names(&scan, 0, fold.n);
    for (int32_t i = 0; i < scan.n_names; i++) {
        ClaimEntity *one = &entity[reader->name[scan.names[i].name].kind];
        if (one->name == CLAIM_NONE) *one = (ClaimEntity){scan.names[i].name, place};
    }
    return st;
}
