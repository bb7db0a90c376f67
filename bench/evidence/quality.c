#include "evidence/quality.h"

#include <stdlib.h>
#include <string.h>

#include "evidence/corpus.h"
#include "unit/evidence/judged.h"

static Evidence *library_new(void)
{
    Evidence *library = NULL;
    return evidence_open(":memory:", NULL, NULL, &library) ? NULL : library;
}

/* --- the judged set --- */

typedef struct Mean {
    double sum;
    int n;
} Mean;

static double mean_of(Mean mean)
{
    return mean.n ? mean.sum / mean.n : 0.0;
}

/* Means over English and Chinese questions. */
static void ask_all(Evidence *library, const Judged *judged, int n, bool plain, Mean out[2])
{
    out[0] = out[1] = (Mean){0};
    for (int i = 0; i < n; i++) {
        Mean *mean = &out[judged[i].chinese];
        mean->sum += judged_ndcg(library, &judged[i], plain);
        mean->n++;
    }
}

static void say_means(const char *what, const Mean means[2])
{
    const Mean all = {means[0].sum + means[1].sum, means[0].n + means[1].n};
    printf("%-34s all %.3f   English %.3f   Chinese %.3f\n", what, mean_of(all),
           mean_of(means[0]), mean_of(means[1]));
}

void quality_judged(void)
{
    static Judged judged[JUDGED_QUESTIONS];
    static const char *const file = LODE_EVIDENCE_DATA "/judged.jsonl";
    const int n = judged_read(LODE_EVIDENCE_DATA "/judged.csv", judged);
    Evidence *library = library_new();
    EvidenceImported imported;
    Mean means[2];
    if (!library || evidence_import(library, &file, 1, NULL, NULL, &imported)) {
        printf("the judged set cannot be read\n");
    } else {
        printf("judged set: %d documents, %d questions, nDCG@10\n", JUDGED_DOCUMENTS, n);
        ask_all(library, judged, n, false, means);
        say_means("with the glossary", means);
        ask_all(library, judged, n, true, means);
        say_means("without it", means);
    }
    evidence_close(library);
}

/* --- near copies --- */

enum { COPIES = 500, LINE_BYTES = 2 * sizeof(CorpusDocument), EDITED_PERCENT = 15 };

/* Another letter in so many of a hundred words; in Chinese, another of so many characters. */
static void edit(const CorpusDocument *document, char *out)
{
    const char *at = document->body;
    int word = 0;
    for (; *at; at++, out++) {
        const bool han = (unsigned char)*at >= 0xE4 && (unsigned char)*at <= 0xE9;
        word += *at == ' ' || han;
        *out = *at;
        const bool hit = 37 * word % 100 < EDITED_PERCENT;
        if (hit && at[0] == ' ' && at[1] >= 'a' && at[1] <= 'z') {
            *++out = at[1] == 'q' ? 'x' : 'q';
            at++;
        } else if (hit && han) {
            *out++ = (char)0xE9; /* U+9800 and up: the corpus has none */
            *out++ = (char)0xA0;
            *out = (char)(0x80 | word % 64);
            at += 2;
        }
    }
    *out = '\0';
}

/* The last two fifths are lost. */
static void cut(const CorpusDocument *document, char *out)
{
    size_t n = strlen(document->body) * 3 / 5;
    while (((unsigned char)document->body[n] & 0xC0) == 0x80)
        n--;
    memcpy(out, document->body, n);
    out[n] = '\0';
}

static void measure_copies(const char *what, void (*change)(const CorpusDocument *, char *))
{
    Corpus *corpus = corpus_new(23);
    Evidence *library = library_new();
    EvidenceImported imported = {0};
    char *text = malloc((size_t)COPIES * 2 * LINE_BYTES), *body = malloc(LINE_BYTES);
    size_t n = 0;
    for (int i = 0; corpus && text && body && i < COPIES; i++) {
        CorpusDocument d;
        corpus_document(corpus, &d);
        change(&d, body);
        n += (size_t)sprintf(text + n,
                             "{\"title\":\"%s\",\"body\":\"%s\"}\n"
                             "{\"title\":\"Copy %d\",\"body\":\"%s\"}\n",
                             d.title, d.body, i, body);
    }
    if (library && n &&
        !evidence_import_bytes(library, "copies.jsonl", text, n, NULL, NULL, &imported))
        printf("near copies, %-21s %.3f of %d are recognised\n", what,
               (double)imported.near_copies / COPIES, COPIES);
    free(text);
    free(body);
    evidence_close(library);
    corpus_free(corpus);
}

void quality_near_copies(void)
{
    measure_copies("15 % edited", edit);
    measure_copies("cut to 60 %", cut);
}

/* --- the topic page --- */

static long long count(Evidence *library, const char *text)
{
    EvidenceResults *results;
    const EvidenceQuery query = {.text = text};
    if (evidence_search(library, &query, &results)) return -1;
    const long long total = results->total;
    evidence_results_free(results);
    return total;
}

void quality_topic_page(void)
{
    static const char *const page = LODE_SHARED "/evidence/topic-page.txt";
    Evidence *library = library_new();
    EvidenceImported i;
    FILE *file = fopen(page, "r");
    if (file) fclose(file);
    if (!file || !library || evidence_import(library, &page, 1, NULL, NULL, &i))
        printf("topic page: not on this machine, left out\n");
    else
        printf("topic page: %d documents, %d groups, %d statements, %d claims; found by 稀土 "
               "%lld, \"rare earth\" %lld, NdFeB %lld, 钕铁硼 %lld, 釹鐵硼 %lld\n",
               (int)i.documents, (int)i.groups, (int)i.statements, (int)i.claims,
               count(library, "稀土"), count(library, "\"rare earth\""),
               count(library, "NdFeB"), count(library, "钕铁硼"), count(library, "釹鐵硼"));
    evidence_close(library);
}
