#include "evidence/match.h"

#include <stdlib.h>

#include "evidence/buffer.h"
#include "evidence/postings.h"

typedef struct Matching {
    Evidence *evidence;
    SizeKind kind;
    const Sizes *sizes;
    Ranking ranking;
    Match *match;
} Matching;

/* field : "text with ""quotes""" * */
static void write_term(Buffer *out, const AskTerm *term)
{
    if (term->field == ASK_TITLE) buffer_say(out, "title : ");
    if (term->field == ASK_BODY) buffer_say(out, "body : ");
    buffer_say(out, "\"");
    for (const char *at = term->text; *at; at++)
        buffer_add(out, *at == '"' ? "\"\"" : at, *at == '"' ? 2 : 1);
    buffer_say(out, term->prefix ? "\" *" : "\"");
}

static Status list_of(const Matching *m, const AskTerm *term, PostingList *out)
{
    Buffer phrase = {.n = 0};
    write_term(&phrase, term);
    const Status st =
        phrase.failed ? LODE_NO_MEMORY : postings_of(m->evidence, m->kind, phrase.text, out);
    buffer_free(&phrase);
    return st;
}

/* --- terms --- */

/* Adds the texts of a term to a set, and what it is worth to their scores. */
static Status add_term(const Matching *m, const AskTerm *term, IdSet *texts)
{
    PostingList list;
    const Status st = list_of(m, term, &list);
    if (st) return st;
    const double weight = term->weight * rank_idf(m->sizes->n - 1, list.n);
    for (int32_t i = 0; i < list.n; i++) {
        const Posting *p = &list.items[i];
        idset_add(texts, p->id);
        m->match->scores[p->id] +=
            rank_score(&m->ranking, weight, p->tf, &m->sizes->items[p->id]);
    }
    return LODE_OK;
}

static Status exclude_term(const Matching *m, const AskTerm *term)
{
    PostingList list;
    IdSet *unwanted = &m->match->unwanted;
    Status st = unwanted->bits ? LODE_OK : idset_new(m->sizes->n, unwanted);
    if (!st) st = list_of(m, term, &list);
    for (int32_t i = 0; !st && i < list.n; i++)
        idset_add(unwanted, list.items[i].id);
    return st;
}

/* --- groups --- */

static bool has_terms(const Ask *ask, int32_t group)
{
    for (int32_t i = 0; i < ask->n_terms; i++)
        if (!ask->terms[i].negative && ask->terms[i].group == group) return true;
    return false;
}

/* The texts of any term of a group. */
static Status add_group(const Matching *m, const Ask *ask, int32_t group, IdSet *texts)
{
    Status st = LODE_OK;
    for (int32_t i = 0; !st && i < ask->n_terms; i++)
        if (!ask->terms[i].negative && ask->terms[i].group == group)
            st = add_term(m, &ask->terms[i], texts);
    return st;
}

/* Required groups first: each narrows what is wanted. Words beside them only add to scores. */
static Status match_groups(const Matching *m, const Ask *ask)
{
    Match *match = m->match;
    Status st = LODE_OK;
    for (int32_t i = 1; !st && i <= ask->n_groups + 1; i++) {
        const int32_t group = i % (ask->n_groups + 1);
        IdSet texts;
        if (!has_terms(ask, group)) continue;
        st = idset_new(m->sizes->n, &texts);
        if (!st) st = add_group(m, ask, group, &texts);
        if (match->all) {
            match->wanted = texts;
            match->all = false;
            continue;
        }
        if (!st && group) idset_keep(&match->wanted, &texts, false);
        idset_free(&texts);
    }
    return st;
}

Status match_run(Evidence *evidence, SizeKind kind, const Ask *ask, Match *out)
{
    Matching m = {.evidence = evidence, .kind = kind, .match = out};
    m.sizes = kind == SIZE_DOCUMENTS ? &evidence->documents : &evidence->statements;
    m.ranking = ranking_of(m.sizes);
    *out = (Match){.all = true};
    out->scores = calloc((size_t)m.sizes->n + 1, sizeof *out->scores);
    Status st = out->scores ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t i = 0; !st && i < ask->n_terms; i++)
        if (ask->terms[i].negative) st = exclude_term(&m, &ask->terms[i]);
    return st ? st : match_groups(&m, ask);
}

void match_free(Match *match)
{
    idset_free(&match->wanted);
    idset_free(&match->unwanted);
    free(match->scores);
    *match = (Match){.all = true};
}
