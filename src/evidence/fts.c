#include "evidence/fts.h"

#include <math.h>
#include <string.h>

static const double TITLE = 2.0;

/* --- the tokenizer --- */

typedef int (*FtsToken)(void *, int, const char *, int, int, int);

typedef struct FtsSink {
    FtsToken token;
    void *context;
    int64_t words;
} FtsSink;

static int give_token(void *context, const Token *token)
{
    FtsSink *sink = context;
    sink->words += !token->colocated;
    return sink->token(sink->context, token->colocated ? FTS5_TOKEN_COLOCATED : 0, token->text,
                       token->n, token->start, token->end);
}

static int fts_new(void *tokens, const char **args, int n_args, Fts5Tokenizer **out)
{
    (void)args;
    (void)n_args;
    *out = tokens;
    return SQLITE_OK;
}

static void fts_free(Fts5Tokenizer *tokenizer)
{
    (void)tokenizer; /* belongs to the Evidence */
}

static int fts_tokenize(Fts5Tokenizer *self, void *context, int flags, const char *text, int n,
                        FtsToken token)
{
    FtsTokens *tokens = (FtsTokens *)self;
    FtsSink sink = {token, context, 0};
    int how = TOKEN_STEM;
    if (flags & FTS5_TOKENIZE_DOCUMENT) how |= TOKEN_LAST;
    if (flags & FTS5_TOKENIZE_PREFIX) how = TOKEN_KEEP_STOP;
    const int rc =
        token_each(tokens->tokenizer, text ? text : "", (size_t)n, how, give_token, &sink);
    if (flags & FTS5_TOKENIZE_DOCUMENT) tokens->counted += sink.words;
    return rc;
}

/* --- ranking --- */

Ranking ranking_of(const Sizes *sizes)
{
    Ranking ranking = {.length0 = RANK_K1 * (1.0 - RANK_B)};
    for (int language = 0; language < LANGUAGES; language++)
        ranking.length1[language] = RANK_K1 * RANK_B / sizes_mean(sizes, (Language)language);
    return ranking;
}

double rank_idf(int64_t n, int64_t df)
{
    const double others = n > df ? (double)(n - df) : 0.0;
    return log(1.0 + (others + 0.5) / ((double)df + 0.5));
}

static int see_text(const Fts5ExtensionApi *api, Fts5Context *fts, void *user)
{
    PhraseWalk *walk = user;
    Fts5PhraseIter places;
    int column, offset;
    double tf = 0.0;
    if (api->xPhraseFirst(fts, 0, &places, &column, &offset) == SQLITE_OK)
        for (; column >= 0; api->xPhraseNext(fts, &places, &column, &offset))
            tf += column == 0 ? TITLE : 1.0;
    walk->status = walk->see(walk->context, api->xRowid(fts), tf);
    return walk->status ? SQLITE_DONE : SQLITE_OK;
}

static void walk_phrase(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context,
                        int n_values, sqlite3_value **values)
{
    PhraseWalk *walk = n_values == 1 ? sqlite3_value_pointer(values[0], PHRASE_WALK) : NULL;
    const int rc = walk ? api->xQueryPhrase(fts, 0, walk, see_text) : SQLITE_MISUSE;
    if (rc != SQLITE_OK) sqlite3_result_error_code(context, rc);
}

static fts5_api *fts_api(sqlite3 *db)
{
    fts5_api *api = NULL;
    sqlite3_stmt *ask = NULL;
    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &ask, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(ask, 1, &api, "fts5_api_ptr", NULL);
        sqlite3_step(ask);
    }
    sqlite3_finalize(ask);
    return api;
}

Status fts_register(sqlite3 *db, FtsTokens *tokens)
{
    fts5_tokenizer methods = {fts_new, fts_free, fts_tokenize};
    fts5_api *api = fts_api(db);
    if (!api || api->xCreateTokenizer(api, "lode", tokens, &methods, NULL) != SQLITE_OK ||
        api->xCreateFunction(api, "lode_walk", NULL, walk_phrase, NULL) != SQLITE_OK)
        return LODE_IO;
    return LODE_OK;
}
