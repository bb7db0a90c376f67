/* How good the order is, on a judged set of our own (data/judged.*): 36 documents in English
 * and both scripts of Chinese, 32 questions, grades 1 to 3. nDCG@10 with gains 2^grade - 1. The
 * set is small and was written with the glossary in mind: it guards against breakage, it proves
 * no rank. */
#include <math.h>

#include "unit/evidence/fixture.h"

enum { DOCUMENTS = 36, RANKS = 10 };

typedef struct Judged {
    char question[256];
    int grades[DOCUMENTS + 1];
} Judged;

static void read_line(char *line, Judged *out)
{
    memset(out, 0, sizeof *out);
    char *comma = strchr(line, ',');
    snprintf(out->question, sizeof out->question, "%.*s", (int)(comma - line), line);
    for (char *at = comma + 1; at && *at; at = strchr(at, ' ') ? strchr(at, ' ') + 1 : NULL) {
        int document, grade;
        if (sscanf(at, "d%d:%d", &document, &grade) == 2) out->grades[document] = grade;
    }
}

static double gain(int grade, int rank)
{
    return (pow(2.0, grade) - 1.0) / log2(rank + 2.0);
}

static double ideal(const Judged *judged)
{
    double sum = 0.0;
    int rank = 0;
    for (int grade = 3; grade > 0; grade--)
        for (int d = 1; d <= DOCUMENTS && rank < RANKS; d++)
            if (judged->grades[d] == grade) sum += gain(grade, rank++);
    return sum;
}

static double ndcg(Fixture *fx, const Judged *judged, bool plain)
{
    EvidenceResults *r;
    double sum = 0.0;
    const EvidenceQuery query = {.text = judged->question, .limit = RANKS, .plain = plain};
    CHECK_OK(evidence_search(fx->library, &query, &r));
    for (int32_t i = 0; i < r->n; i++)
        sum += gain(judged->grades[r->hits[i].document], i);
    evidence_results_free(r);
    return sum / ideal(judged);
}

static double mean_ndcg(bool plain)
{
    Fixture fx = fixture_open(NULL);
    char line[512];
    double sum = 0.0;
    int n = 0;
    CHECK_OK(fixture_file(&fx, data_path("judged.jsonl")));
    FILE *file = fopen(data_path("judged.csv"), "r");
    CHECK(file && fgets(line, sizeof line, file));
    while (fgets(line, sizeof line, file)) {
        Judged judged;
        read_line(line, &judged);
        sum += ndcg(&fx, &judged, plain);
        n++;
    }
    fclose(file);
    fixture_close(&fx);
    CHECK_INT(n, 32);
    return sum / n;
}

TEST(questions_in_either_language_find_both)
{
    const double with = mean_ndcg(false), without = mean_ndcg(true);
    print_message("nDCG@10 %.3f with the glossary, %.3f without\n", with, without);
    CHECK(with >= 0.90);
    CHECK(with > without + 0.1);
}
