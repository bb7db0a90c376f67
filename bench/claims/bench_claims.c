/* bench_claims.c - how well claims are read out of our own held-out sentences (value, unit,
 * bound and year right), and megabytes of text a second that one core takes apart: those
 * sentences, repeated as documents of some kilobytes, in each language and mixed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "score.h"

enum { DOCUMENT_BYTES = 1 << 14, TEXT_BYTES = 8 << 20, LINE_KINDS = 3, RUNS = 3 };

typedef struct Text {
    char *bytes;
    size_t n;
} Text;

/* Of this process, so that others on the machine do not count. */
static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void add_line(const char *line, const char *language, Text *text)
{
    json_t *parsed = json_loads(line, 0, NULL);
    const char *said = json_string_value(json_object_get(parsed, "lang"));
    const char *sentence = json_string_value(json_object_get(parsed, "text"));
    if (said && sentence && (!language || strcmp(said, language) == 0)) {
        const size_t n = strlen(sentence);
        if (text->n + n + 1 < TEXT_BYTES) {
            memcpy(text->bytes + text->n, sentence, n);
            text->n += n;
            text->bytes[text->n++] = '\n';
        }
    }
    json_decref(parsed);
}

/* The sentences of one language (NULL: all), again and again until the text is full. */
static bool fill(const char *path, const char *language, Text *text)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    if (!file) return false;
    text->n = 0;
    while (getline(&line, &room, file) > 0)
        add_line(line, language, text);
    free(line);
    fclose(file);
    const size_t once = text->n;
    while (once && text->n + once < TEXT_BYTES) {
        memcpy(text->bytes + text->n, text->bytes, once);
        text->n += once;
    }
    return once > 0;
}

/* Documents end at line ends, so that no sentence is cut. */
static size_t document_end(const Text *text, size_t at)
{
    size_t end = at + DOCUMENT_BYTES < text->n ? at + DOCUMENT_BYTES : text->n;
    while (end < text->n && text->bytes[end - 1] != '\n')
        end++;
    return end;
}

static long extract_all(const ClaimReader *reader, const Text *text)
{
    const ClaimContext context = {2025, 6, 15, NULL, NULL};
    long claims = 0;
    for (size_t at = 0; at < text->n;) {
        const size_t end = document_end(text, at);
        Arena *arena = arena_new(1 << 14);
        ClaimList list;
        if (claims_extract(reader, text->bytes + at, end - at, &context, arena, &list))
            return -1;
        claims += list.n;
        arena_free(arena);
        at = end;
    }
    return claims;
}

static void measure(const ClaimReader *reader, const char *what, const Text *text)
{
    double best = 1e9;
    long claims = 0;
    for (int run = 0; run < RUNS; run++) {
        const double start = seconds();
        claims = extract_all(reader, text);
        const double took = seconds() - start;
        if (took < best) best = took;
    }
    printf("%-8s %6.1f MB/s  %8.0f claims/s\n", what, 1e-6 * (double)text->n / best,
           (double)claims / best);
}

static void tell_score(const ClaimReader *reader, const char *name)
{
    char path[4096];
    Score s;
    snprintf(path, sizeof path, "%s/%s", LODE_CLAIMS_DATA, name);
    if (!score_file(reader, path, NULL, &s)) return;
    printf("%-14s %3d claims: precision %.3f, recall %.3f, F1 %.3f; relation right in %.3f\n",
           name, s.found + s.missed, (double)s.found / (s.found + s.wrong),
           (double)s.found / (s.found + s.missed), score_f1(&s), (double)s.relations / s.found);
}

int main(void)
{
    static const char *const languages[LINE_KINDS] = {"en", "zh", NULL};
    static const char *const names[LINE_KINDS] = {"English", "Chinese", "mixed"};
    Text text = {malloc(TEXT_BYTES), 0};
    ClaimReader *reader = NULL;
    if (!text.bytes || cases_reader(&reader)) return 1;
    tell_score(reader, "heldout.jsonl");
    tell_score(reader, "second.jsonl");
    tell_score(reader, "third.jsonl");
    for (int k = 0; k < LINE_KINDS; k++)
        if (fill(LODE_CLAIMS_DATA "/heldout.jsonl", languages[k], &text))
            measure(reader, names[k], &text);
    claim_reader_free(reader);
    free(text.bytes);
    return 0;
}
