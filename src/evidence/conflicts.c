#include "evidence/conflicts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claims/imply.h"
#include "evidence/library.h"

typedef struct ConflictsBox {
    EvidenceConflicts conflicts; /* first: this is what the caller holds */
    Arena *arena;
    EvidenceClaims *claims;
    EvidenceConflict *list;
    WordLanguage language;
    int32_t room;
} ConflictsBox;

/* --- back to what the grammar made --- */

static double or_open(double value, double open)
{
    return isnan(value) ? open : value;
}

static int32_t concept_of(Evidence *evidence, const char *key)
{
    return key ? glossary_find(evidence->glossary, key, NULL) : CLAIM_NONE;
}

static int32_t kind_number(const char *kind)
{
    for (int32_t k = 0; extractor_kind(k); k++)
        if (strcmp(extractor_kind(k), kind) == 0) return k;
    return CLAIM_NONE;
}

static Claim claim_of(Evidence *evidence, const EvidenceClaim *from)
{
    Claim claim = {
        .sentence_start = (int32_t)(from->statement & INT32_MAX),
        .relation = (ClaimRelation)claim_relation_find(from->relation),
        .measure = (ClaimMeasure)claim_measure_find(from->quantity ? from->quantity : ""),
        .kind = (ClaimKind)claim_kind_find(from->speech ? from->speech : "observation"),
        .bound = (ClaimBound)claim_bound_find(from->bound ? from->bound : "eq"),
        .value = from->value,
        .lo = or_open(from->low, -INFINITY),
        .hi = or_open(from->high, INFINITY),
        .basis = (ClaimBasis)claim_basis_find(from->basis ? from->basis : ""),
        .year = from->year,
        .base_year = from->base_year,
        .months = from->months,
        .month = from->month,
        .fiscal = from->fiscal,
        .main = concept_of(evidence, from->entity),
    };
    if (from->unit) snprintf(claim.unit, sizeof claim.unit, "%s", from->unit);
    if (from->implied && strstr(from->implied, "year")) claim.year_place = CLAIM_IN_PUBLICATION;
    for (int32_t k = 0; k < CLAIM_ENTITY_KINDS; k++)
        claim.entity[k] = (ClaimEntity){CLAIM_NONE, CLAIM_NOWHERE};
    for (int32_t i = 0; i < from->n_names; i++) {
        const int32_t kind = kind_number(from->names[i].kind);
        if (kind != CLAIM_NONE)
            claim.entity[kind].name = concept_of(evidence, from->names[i].key);
    }
    return claim;
}

/* --- collecting --- */

static Status add(ConflictsBox *box, EvidenceConflict conflict)
{
    if (box->conflicts.n == box->room) {
        const int32_t room = box->room ? 2 * box->room : 16;
        EvidenceConflict *list = ARENA_ARRAY(box->arena, EvidenceConflict, room);
        if (!list) return LODE_NO_MEMORY;
        if (box->conflicts.n) memcpy(list, box->list, (size_t)box->conflicts.n * sizeof *list);
        box->list = list;
        box->room = room;
    }
    box->list[box->conflicts.n++] = conflict;
    box->conflicts.conflicts = box->list;
    return LODE_OK;
}

static const char *reasons_text(Arena *arena, uint32_t reasons, WordLanguage language)
{
    char text[512] = "";
    for (int32_t i = 0; i < CONTRADICTION_REASONS; i++) {
        if (!(reasons >> i & 1)) continue;
        if (*text)
            strncat(text, IN_WORDS(language, "; ", "；"), sizeof text - strlen(text) - 1);
        strncat(text, contradiction_reason_text(i, language), sizeof text - strlen(text) - 1);
    }
    return arena_text(arena, text, strlen(text));
}

/* --- what one statement implies --- */

static Status add_implied(ConflictsBox *box, const Claim *claims, int32_t first, int32_t n)
{
    ImpliedList implied;
    const ClaimList list = {claims + first, n};
    Status st = claims_imply(&list, box->arena, &implied);
    for (int32_t i = 0; !st && i < implied.n; i++) {
        const Implied *one = &implied.implied[i];
        const EvidenceClaim *rows = box->claims->claims + first;
        st = add(box, (EvidenceConflict){one->kind == IMPLIED_TOTAL ? EVIDENCE_TOTAL
                                                                    : EVIDENCE_BEFORE,
                                         &rows[one->part], &rows[one->level], one->lo, one->hi,
                                         one->unit, "", false});
    }
    return st;
}

static Status imply_all(ConflictsBox *box, const Claim *claims)
{
    Status st = LODE_OK;
    const EvidenceClaim *rows = box->claims->claims;
    for (int32_t first = 0, n; !st && first < box->claims->n; first += n) {
        for (n = 1; first + n < box->claims->n; n++)
            if (rows[first + n].statement != rows[first].statement) break;
        if (n > 1) st = add_implied(box, claims, first, n);
    }
    return st;
}

/* --- pairs of documents --- */

/* Claims that may be of one quantity stand together: by relation, unit, year, main name. */
typedef struct Place {
    const Claim *claim;
    const EvidenceClaim *row;
} Place;

static int by_quantity(const void *a, const void *b)
{
    const Place *x = a, *y = b;
    const Claim *c = x->claim, *d = y->claim;
    if (c->relation != d->relation) return c->relation < d->relation ? -1 : 1;
    if (c->year != d->year) return c->year < d->year ? -1 : 1;
    if (c->main != d->main) return c->main < d->main ? -1 : 1;
    const int unit = strcmp(c->unit, d->unit);
    if (unit) return unit;
    return (x->row->id > y->row->id) - (x->row->id < y->row->id);
}

static bool same_place(const Place *a, const Place *b)
{
    return a->claim->relation == b->claim->relation && a->claim->year == b->claim->year &&
           a->claim->main == b->claim->main && strcmp(a->claim->unit, b->claim->unit) == 0;
}

static Status compare(ConflictsBox *box, const Place *a, const Place *b)
{
    ContradictionList found;
    const ClaimList x = {a->claim, 1}, y = {b->claim, 1};
    if (a->row->document == b->row->document) return LODE_OK;
    const Status st = claims_contradict(&x, &y, box->arena, &found);
    if (st || !found.n) return st;
    const bool below = a->claim->hi < b->claim->lo;
    const char *reasons =
        reasons_text(box->arena, found.contradictions[0].reasons, box->language);
    if (!reasons) return LODE_NO_MEMORY;
    return add(box, (EvidenceConflict){
                        EVIDENCE_PAIR, a->row, b->row, below ? a->claim->hi : b->claim->hi,
                        below ? b->claim->lo : a->claim->lo, a->row->unit ? a->row->unit : "",
                        reasons, (found.contradictions[0].reasons & REASON_PERIOD) != 0});
}

static Status compare_all(ConflictsBox *box, Place *places, int32_t n)
{
    enum { NEIGHBOURS = 256 }; /* of one quantity: beyond it a list helps nobody */
    Status st = LODE_OK;
    qsort(places, (size_t)n, sizeof *places, by_quantity);
    for (int32_t i = 0; !st && i < n; i++)
        for (int32_t j = i + 1; !st && j < n && j <= i + NEIGHBOURS; j++) {
            if (!same_place(&places[i], &places[j])) break;
            st = compare(box, &places[i], &places[j]);
        }
    return st;
}

static Status find_conflicts(Evidence *evidence, ConflictsBox *box)
{
    const int32_t n = box->claims->n;
    Claim *claims = ARENA_ARRAY(box->arena, Claim, n);
    Place *places = ARENA_ARRAY(box->arena, Place, n + 1);
    int32_t n_places = 0;
    if (!claims || !places) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < n; i++) {
        const EvidenceClaim *row = &box->claims->claims[i];
        claims[i] = claim_of(evidence, row);
        if (strcmp(row->state, "rejected") != 0) places[n_places++] = (Place){&claims[i], row};
    }
    const Status st = compare_all(box, places, n_places);
    return st ? st : imply_all(box, claims);
}

Status evidence_conflicts(Evidence *evidence, WordLanguage language, EvidenceConflicts **out)
{
    Arena *arena = arena_new(0);
    ConflictsBox *box = ARENA_ARRAY(arena, ConflictsBox, 1);
    *out = NULL;
    if (!box) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    box->arena = arena;
    box->language = language;
    Status st = evidence_claims(evidence, 0, &box->claims);
    if (!st) st = find_conflicts(evidence, box);
    if (st)
        evidence_conflicts_free(&box->conflicts);
    else
        *out = &box->conflicts;
    return st;
}

void evidence_conflicts_free(EvidenceConflicts *conflicts)
{
    if (!conflicts) return;
    ConflictsBox *box = (ConflictsBox *)conflicts;
    evidence_claims_free(box->claims);
    arena_free(box->arena);
}

static void implied_words(const EvidenceConflict *conflict, WordLanguage language, char *out,
                          size_t size)
{
    char range[64] = "";
    const bool total = conflict->kind == EVIDENCE_TOTAL;
    const bool low = isfinite(conflict->low), high = isfinite(conflict->high);
    if (low && high && conflict->high > conflict->low)
        snprintf(range, sizeof range,
                 fabs(conflict->high) < 1e3 ? IN_WORDS(language, " to %.4g", " 至 %.4g")
                                            : IN_WORDS(language, " to %.0f", " 至 %.0f"),
                 conflict->high);
    /* rounded to what a reader takes in: 588235, not 588235.294118 */
    const double shown = low ? conflict->low : conflict->high;
    snprintf(out, size, fabs(shown) < 1e3 ? "%s%s%.4g%s %s" : "%s%s%.0f%s %s",
             total ? IN_WORDS(language, "imply a total of ", "意味着总量")
                   : IN_WORDS(language, "imply a value before of ", "意味着此前的数值"),
             !high  ? IN_WORDS(language, "over ", "超过 ")
             : !low ? IN_WORDS(language, "under ", "低于 ")
                    : IN_WORDS(language, "", "为 "),
             shown, range, conflict->unit);
}

void evidence_conflict_words(const EvidenceConflict *conflict, WordLanguage language, char *out,
                             size_t size)
{
    if (conflict->kind != EVIDENCE_PAIR)
        implied_words(conflict, language, out, size);
    else if (conflict->other_period)
        snprintf(out, size, "%s",
                 IN_WORDS(language, "are of different periods: they are not to be compared",
                          "属于不同时期，不可相比"));
    else
        snprintf(out, size, "%s", IN_WORDS(language, "cannot both be right", "不能同时成立"));
}
