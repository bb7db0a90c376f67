/* judged.h - a judged set of our own (data/judged.*): 36 documents in English and both scripts
 * of Chinese, 32 questions, grades 1 to 3. nDCG@10 with gains 2^grade - 1. The set is small and
 * was written with the glossary in mind: it guards against breakage, it proves no rank. */
#ifndef LODE_TESTS_EVIDENCE_JUDGED_H
#define LODE_TESTS_EVIDENCE_JUDGED_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "evidence/evidence.h"

enum { JUDGED_DOCUMENTS = 36, JUDGED_QUESTIONS = 32, JUDGED_RANKS = 10 };

typedef struct Judged {
    char question[256];
    bool chinese;
    int grades[JUDGED_DOCUMENTS + 1];
} Judged;

static inline void judged_line(char *line, Judged *out)
{
    memset(out, 0, sizeof *out);
    char *comma = strchr(line, ',');
    snprintf(out->question, sizeof out->question, "%.*s", (int)(comma - line), line);
    out->chinese = (unsigned char)line[0] >= 0xE0;
    for (char *at = comma + 1; at && *at; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : NULL) {
        int document, grade;
        if (sscanf(at, "d%d:%d", &document, &grade) == 2) out->grades[document] = grade;
    }
}

static inline double judged_gain(int grade, int rank)
{
    return (pow(2.0, grade) - 1.0) / log2(rank + 2.0);
}

static inline double judged_ideal(const Judged *judged)
{
    double sum = 0.0;
    int rank = 0;
    for (int grade = 3; grade > 0; grade--)
        for (int d = 1; d <= JUDGED_DOCUMENTS && rank < JUDGED_RANKS; d++)
            if (judged->grades[d] == grade) sum += judged_gain(grade, rank++);
    return sum;
}

/* 0 for an answer that fails. */
static inline double judged_ndcg(Evidence *library, const Judged *judged, bool plain)
{
    EvidenceResults *r;
    double sum = 0.0;
    const EvidenceQuery query = {
        .text = judged->question, .limit = JUDGED_RANKS, .plain = plain};
    if (evidence_search(library, &query, &r)) return 0.0;
    for (int32_t i = 0; i < r->n; i++)
        if (r->hits[i].document <= JUDGED_DOCUMENTS)
            sum += judged_gain(judged->grades[r->hits[i].document], i);
    evidence_results_free(r);
    return sum / judged_ideal(judged);
}

/* How many questions the file has; 0 when it cannot be read. */
static inline int judged_read(const char *path, Judged out[JUDGED_QUESTIONS])
{
    char line[512];
    int n = 0;
    FILE *file = fopen(path, "r");
    if (!file) return 0;
    if (fgets(line, sizeof line, file)) /* the header */
        while (n < JUDGED_QUESTIONS && fgets(line, sizeof line, file))
            judged_line(line, &out[n++]);
    fclose(file);
    return n;
}

#endif
