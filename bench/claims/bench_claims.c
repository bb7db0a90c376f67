/* bench_claims.c - megabytes of text a second that one core takes apart: our own test
 * sentences, repeated as documents of some kilobytes, in each language and mixed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cases.h"

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

int main(void)
{
    static const char *const languages[LINE_KINDS] = {"en", "zh", NULL};
    static const char *const names[LINE_KINDS] = {"English", "Chinese", "mixed"};
    Text text = {malloc(TEXT_BYTES), 0};
    ClaimReader *reader = NULL;
    if (!text.bytes || cases_reader(&reader)) return 1;
    for (int k = 0; k < LINE_KINDS; k++)
        if (fill(LODE_CLAIMS_DATA "/heldout.jsonl", languages[k], &text))
            measure(reader, names[k], &text);
    claim_reader_free(reader);
    free(text.bytes);
    return 0;
}
