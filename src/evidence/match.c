#include "evidence/match.h"

#include <string.h>

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

static int64_t ask_frequency(Evidence *evidence, SizeKind kind, const char *text)
{
    return kind == SIZE_DOCUMENTS
               ? library_number(
                     evidence, 0,
                     "SELECT count(*) FROM document_text WHERE document_text MATCH ?1", "t",
                     text)
               : library_number(
                     evidence, 0,
                     "SELECT count(*) FROM statement_text WHERE statement_text MATCH ?1", "t",
                     text);
}

static double idf_of(Evidence *evidence, SizeKind kind, const AskTerm *term)
{
    const Sizes *sizes = kind == SIZE_DOCUMENTS ? &evidence->documents : &evidence->statements;
    Buffer key = {.n = 0};
    buffer_say(&key, kind == SIZE_DOCUMENTS ? "d" : "s");
    write_term(&key, term);
    if (key.failed) return 0.0;
    int64_t count = frequencies_get(evidence->frequencies, key.text);
    if (count < 0) {
        count = ask_frequency(evidence, kind, key.text + 1);
        frequencies_put(evidence->frequencies, key.text, count);
    }
    buffer_free(&key);
    return rank_idf(sizes->n - 1, count);
}

typedef struct Writing {
    const Ask *ask;
    Match *match;
    const double *weights; /* of each term */
} Writing;

static void write_phrase(const Writing *writing, int32_t term, double weight, bool first)
{
    if (!first) buffer_say(&writing->match->wanted, " OR ");
    write_term(&writing->match->wanted, &writing->ask->terms[term]);
    writing->match->weights[writing->match->n++] = weight;
}

/* The alternatives of a required group; factor 0 when the ranked list repeats them. */
static void write_group(const Writing *writing, int32_t group, double factor)
{
    bool first = true;
    for (int32_t i = 0; i < writing->ask->n_terms; i++) {
        const AskTerm *term = &writing->ask->terms[i];
        if (term->negative || term->group != group) continue;
        if (first) buffer_say(&writing->match->wanted, writing->match->n ? " AND (" : "(");
        write_phrase(writing, i, factor * writing->weights[i], first);
        first = false;
    }
    if (!first) buffer_say(&writing->match->wanted, ")");
}

static void write_ranked(const Writing *writing)
{
    bool first = true;
    for (int32_t i = 0; i < writing->ask->n_terms; i++) {
        if (writing->ask->terms[i].negative) continue;
        if (first) buffer_say(&writing->match->wanted, writing->match->n ? " AND (" : "(");
        write_phrase(writing, i, writing->weights[i], first);
        first = false;
    }
    if (!first) buffer_say(&writing->match->wanted, ")");
}

static void write_unwanted(const Ask *ask, Match *match)
{
    for (int32_t i = 0; i < ask->n_terms; i++) {
        if (!ask->terms[i].negative) continue;
        if (match->unwanted.n) buffer_say(&match->unwanted, " OR ");
        write_term(&match->unwanted, &ask->terms[i]);
    }
}

Status match_write(Evidence *evidence, SizeKind kind, const Ask *ask, Match *out)
{
    double weights[ASK_TERMS_MAX];
    bool optional = false;
    const Writing writing = {ask, out, weights};
    *out = (Match){.n = 0};
    for (int32_t i = 0; i < ask->n_terms; i++) {
        const AskTerm *term = &ask->terms[i];
        weights[i] = term->negative ? 0.0 : term->weight * idf_of(evidence, kind, term);
        optional = optional || (!term->negative && term->group == 0);
    }
    for (int32_t group = 1; group <= ask->n_groups; group++)
        write_group(&writing, group, optional ? 0.0 : 1.0);
    if (optional) write_ranked(&writing);
    write_unwanted(ask, out);
    const Status st = library_status(evidence);
    return out->wanted.failed || out->unwanted.failed ? LODE_NO_MEMORY : st;
}

void match_free(Match *match)
{
    buffer_free(&match->wanted);
    buffer_free(&match->unwanted);
}
