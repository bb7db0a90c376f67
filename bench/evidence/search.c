/* search - 100 000 made-up documents: how fast they come in, how large the library gets, and
 * how fast it answers; and the same texts in a stock FTS5 table (unicode61) for comparison.
 *     bench_evidence [DOCUMENTS] [FOLDER]                                    EVIDENCE.md 1.5, 5
 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "evidence/corpus.h"
#include "evidence/evidence.h"
#include "evidence/fts.h"
#include "evidence/quality.h"

enum { QUESTIONS = 300, FILE_DOCUMENTS = 10000, SEED = 7 };

typedef struct Timing {
    double mean, p50, p95;
} Timing;

/* Seconds of this process's work: others on the machine do not count. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double file_mb(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? (double)st.st_size / 1e6 : 0.0;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static Timing summarise(double *seconds)
{
    double sum = 0.0;
    for (int i = 0; i < QUESTIONS; i++)
        sum += seconds[i];
    qsort(seconds, QUESTIONS, sizeof *seconds, by_size);
    return (Timing){1e3 * sum / QUESTIONS, 1e3 * seconds[QUESTIONS / 2],
                    1e3 * seconds[QUESTIONS * 95 / 100]};
}

/* --- the library --- */

static char *json_lines(Corpus *corpus, int n, size_t *bytes)
{
    CorpusDocument d;
    char *text = malloc((size_t)n * 4096);
    *bytes = 0;
    for (int i = 0; text && i < n; i++) {
        corpus_document(corpus, &d);
        *bytes += (size_t)sprintf(
            text + *bytes,
            "{\"title\":\"%s\",\"date\":\"%s\",\"source\":\"wire %d\",\"body\":\"%s\"}\n",
            d.title, d.date, i % 50, d.body);
    }
    return text;
}

static double bench_import(const char *path, int documents, double *text_mb)
{
    Corpus *corpus = corpus_new(SEED);
    Evidence *library;
    EvidenceImported imported;
    double seconds = 0.0;
    if (evidence_open(path, NULL, NULL, &library)) return 0.0;
    for (int i = 0; i < documents; i += FILE_DOCUMENTS) {
        size_t n;
        const int some = documents - i < FILE_DOCUMENTS ? documents - i : FILE_DOCUMENTS;
        char *text = json_lines(corpus, some, &n);
        const double start = now();
        if (evidence_import_bytes(library, "made-up.jsonl", text, n, NULL, NULL, &imported))
            fprintf(stderr, "import: %s\n", evidence_message(library));
        seconds += now() - start;
        *text_mb += (double)n / 1e6;
        free(text);
    }
    evidence_close(library);
    corpus_free(corpus);
    return seconds;
}

static Timing bench_search(const char *path, EvidenceScope scope, bool facets, int64_t *hits)
{
    double seconds[QUESTIONS];
    Corpus *corpus = corpus_new(SEED);
    Evidence *library;
    *hits = 0;
    if (evidence_open(path, NULL, NULL, &library)) return (Timing){0};
    for (int i = 0; i < QUESTIONS; i++) {
        char question[512];
        EvidenceResults *results;
        corpus_question(corpus, question, sizeof question);
        const EvidenceQuery query = {
            .text = question, .scope = scope, .limit = 10, .facets = facets};
        const double start = now();
        if (evidence_search(library, &query, &results) == LODE_OK) *hits += results->total;
        seconds[i] = now() - start;
        evidence_results_free(results);
    }
    evidence_close(library);
    corpus_free(corpus);
    return summarise(seconds);
}

/* --- tables of FTS5 with nothing around them --- */

static bool run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static double bench_table(const char *path, const char *tokenize, FtsTokens *tokens,
                          int documents)
{
    sqlite3 *db;
    sqlite3_stmt *insert;
    CorpusDocument d;
    char sql[256];
    Corpus *corpus = corpus_new(SEED);
    sqlite3_open(path, &db);
    if (tokens) fts_register(db, tokens);
    snprintf(sql, sizeof sql,
             "CREATE VIRTUAL TABLE t USING fts5(title, body, content='', tokenize='%s')",
             tokenize);
    if (!run(db, sql)) fprintf(stderr, "%s\n", sqlite3_errmsg(db));
    run(db, "BEGIN");
    sqlite3_prepare_v2(db, "INSERT INTO t(rowid, title, body) VALUES(?1, ?2, ?3)", -1, &insert,
                       NULL);
    double seconds = 0.0;
    for (int i = 0; i < documents; i++) {
        corpus_document(corpus, &d);
        const double start = now();
        sqlite3_bind_int(insert, 1, i + 1);
        sqlite3_bind_text(insert, 2, d.title, -1, SQLITE_STATIC);
        sqlite3_bind_text(insert, 3, d.body, -1, SQLITE_STATIC);
        sqlite3_step(insert);
        sqlite3_reset(insert);
        seconds += now() - start;
    }
    sqlite3_finalize(insert);
    const double start = now();
    run(db, "COMMIT");
    seconds += now() - start;
    sqlite3_close(db);
    corpus_free(corpus);
    return seconds;
}

/* Words in quotes joined by OR, best ten by bm25(): what one types without us. */
static Timing bench_table_search(const char *path)
{
    double seconds[QUESTIONS];
    sqlite3 *db;
    sqlite3_stmt *ask;
    Corpus *corpus = corpus_new(SEED);
    sqlite3_open(path, &db);
    sqlite3_prepare_v2(db, "SELECT rowid FROM t WHERE t MATCH ?1 ORDER BY rank LIMIT 10", -1,
                       &ask, NULL);
    for (int i = 0; i < QUESTIONS; i++) {
        char question[512], match[1024] = "";
        corpus_question(corpus, question, sizeof question);
        for (char *word = strtok(question, " %"); word; word = strtok(NULL, " %"))
            sprintf(match + strlen(match), "%s\"%s\"", match[0] ? " OR " : "", word);
        const double start = now();
        sqlite3_bind_text(ask, 1, match, -1, SQLITE_STATIC);
        while (sqlite3_step(ask) == SQLITE_ROW)
            continue;
        sqlite3_reset(ask);
        seconds[i] = now() - start;
    }
    sqlite3_finalize(ask);
    sqlite3_close(db);
    corpus_free(corpus);
    return summarise(seconds);
}

/* --- all of it --- */

static void say_search(const char *what, Timing t)
{
    printf("%-34s mean %7.2f ms   p50 %7.2f ms   p95 %7.2f ms\n", what, t.mean, t.p50, t.p95);
}

int main(int argc, char **argv)
{
    const int documents = argc > 1 ? atoi(argv[1]) : 100000;
    const char *folder = argc > 2 ? argv[2] : "/tmp";
    char library[512], stock[512], ours[512];
    int64_t hits;
    FtsTokens tokens = {NULL, 0};
    snprintf(library, sizeof library, "%s/bench-evidence-%d.sqlite", folder, (int)getpid());
    snprintf(stock, sizeof stock, "%s/bench-stock-%d.sqlite", folder, (int)getpid());
    snprintf(ours, sizeof ours, "%s/bench-ours-%d.sqlite", folder, (int)getpid());
    if (tokenizer_new(&tokens.tokenizer)) return 5;

    quality_topic_page();
    quality_judged();
    quality_near_copies();
    double text_mb = 0.0;
    const double s_stock = bench_table(stock, "unicode61", NULL, documents);
    const double s_ours = bench_table(ours, "lode", &tokens, documents);
    const double s_library = bench_import(library, documents, &text_mb);
    printf("%d documents, %.0f MB of text\n", documents, text_mb);
    printf("%-34s %7.1f s  %8.0f documents/s  %6.0f MB\n", "index, stock unicode61", s_stock,
           documents / s_stock, file_mb(stock));
    printf("%-34s %7.1f s  %8.0f documents/s  %6.0f MB  %.2f x stock\n", "index, our tokenizer",
           s_ours, documents / s_ours, file_mb(ours), s_ours / s_stock);
    printf("%-34s %7.1f s  %8.0f documents/s  %6.0f MB\n", "whole import", s_library,
           documents / s_library, file_mb(library));

    const Timing t_stock = bench_table_search(stock);
    const Timing t_ours = bench_search(library, EVIDENCE_DOCUMENTS, false, &hits);
    say_search("search, stock unicode61, bm25()", t_stock);
    say_search("search, ours", t_ours);
    printf("%-34s p95 %.2f x stock; %.0f hits a question\n", "", t_ours.p95 / t_stock.p95,
           (double)hits / QUESTIONS);
    say_search("search, ours with facets",
               bench_search(library, EVIDENCE_DOCUMENTS, true, &hits));
    say_search("search, ours, statements",
               bench_search(library, EVIDENCE_STATEMENTS, false, &hits));
    remove(library);
    remove(stock);
    remove(ours);
    tokenizer_free(tokens.tokenizer);
    return 0;
}
