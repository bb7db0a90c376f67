/* Near copies: found, linked to the earliest, and their differing numbers said. Recall is
 * measured on variants of made-up texts [EVIDENCE.md 3, 5: >= .99]. */
#include "evidence/nearcopy.h"

#include "unit/evidence/fixture.h"

TEST(a_copy_with_other_numbers_is_linked_and_the_numbers_said)
{
    static const char *const first =
        "Output of magnets\n2025-03-01\n\nThe plant in the north made 12,000 tonnes of "
        "sintered "
        "magnets last year, up 12.8% on the year before, and plans a second hall by 2027.\n";
    static const char *const second =
        "Output of magnets grows\n2025-02-01\n\nThe plant in the north made 12,000 tonnes of "
        "sintered magnets last year, up 18.2% on the year before, and plans a second hall by "
        "2027.\n";
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d;
    CHECK_OK(fixture_bytes(&fx, "a.txt", first));
    CHECK_OK(fixture_bytes(&fx, "b.txt", second));
    CHECK_INT(fx.imported.near_copies, 1);
    CHECK(strstr(last_message(&fx), "only here 18.2; only there 12.8"));
    CHECK_OK(evidence_document(fx.library, 1, &d)); /* the later date: it is the copy */
    CHECK_INT(d->dup_of, 2);
    CHECK_INT(d->n_copies, 1);
    CHECK_TEXT(d->copies[0].only_here, "12.8");
    CHECK_TEXT(d->copies[0].only_there, "18.2");
    evidence_document_free(d);
    EvidenceResults *r;
    CHECK_OK(evidence_search(fx.library, &(EvidenceQuery){.text = "sintered magnets"}, &r));
    CHECK_INT(r->total, 1);
    CHECK_INT(r->hits[0].copies, 1);
    evidence_results_free(r);
    CHECK_INT(found(&fx, "12.8", NULL), 1); /* what only the copy says is found */
    fixture_close(&fx);
}

TEST(the_same_item_in_another_file_is_not_stored_twice)
{
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d;
    CHECK_OK(fixture_bytes(&fx, "a.jsonl", "{\"title\": \"A\", \"body\": \"Some text.\"}\n"));
    CHECK_OK(fixture_bytes(&fx, "b.csv", "title,topic,body\nA,magnets,Some text.\n"));
    CHECK_INT(fx.imported.documents, 0);
    CHECK_INT(fx.imported.known_documents, 1);
    CHECK_OK(evidence_document(fx.library, 1, &d));
    CHECK_INT(d->n_origins, 2);
    CHECK_TEXT(d->topics[0], "magnets");
    evidence_document_free(d);
    fixture_close(&fx);
}

/* --- recall on variants --- */

enum { TEXTS = 300, WORDS = 120, VOCABULARY = 4000 };

typedef struct Text {
    int words[2 * WORDS];
    int n;
} Text;

static uint32_t next(uint32_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 17;
    *random ^= *random << 5;
    return *random;
}

static Text make_text(uint32_t *random)
{
    Text text = {.n = WORDS + (int)(next(random) % 40)};
    for (int i = 0; i < text.n; i++) { /* common words are common: the square of uniform */
        const double u = next(random) / 4294967296.0;
        text.words[i] = (int)(VOCABULARY * u * u);
    }
    return text;
}

/* Chinese texts write each word as a pair of characters. */
static void write_text(const Text *text, bool chinese, char *out)
{
    out[0] = '\0';
    for (int i = 0; i < text->n; i++) {
        const int w = text->words[i];
        const unsigned a = 0x4E00u + (unsigned)w % 1500, b = 0x5B00u + (unsigned)w / 3;
        const char pair[] = {(char)(0xE0 | a >> 12),
                             (char)(0x80 | (a >> 6 & 63)),
                             (char)(0x80 | (a & 63)),
                             (char)(0xE0 | b >> 12),
                             (char)(0x80 | (b >> 6 & 63)),
                             (char)(0x80 | (b & 63)),
                             '\0'};
        if (chinese)
            strcat(out, pair);
        else
            sprintf(out + strlen(out), "w%d%s ", w, i % 12 == 11 ? "." : "");
    }
}

typedef void Change(Text *text, uint32_t *random);

/* Word k of every hundred, for 15 different k. */
static void edit_15_percent(Text *text, uint32_t *random)
{
    const uint32_t shift = next(random);
    for (int i = 0; i < text->n; i++)
        if ((37 * (uint32_t)i + shift) % 100 < 15)
            text->words[i] = (int)(next(random) % VOCABULARY);
}

static void cut_to_60_percent(Text *text, uint32_t *random)
{
    (void)random;
    text->n = text->n * 6 / 10;
}

static void add_boilerplate(Text *text, uint32_t *random)
{
    (void)random;
    for (int i = 0; i < 40; i++)
        text->words[text->n++] = 100 + i;
}

static void shuffle_sentences(Text *text, uint32_t *random)
{
    for (int i = text->n / 12 - 1; i > 0; i--) {
        const int j = (int)(next(random) % (uint32_t)(i + 1));
        for (int k = 0; k < 12; k++) {
            const int word = text->words[12 * i + k];
            text->words[12 * i + k] = text->words[12 * j + k];
            text->words[12 * j + k] = word;
        }
    }
}

static void change_numbers(Text *text, uint32_t *random)
{
    for (int i = 0; i < text->n; i += 17)
        text->words[i] = (int)(next(random) % VOCABULARY);
}

static double recall_of(Change *change, bool chinese, double *wrong)
{
    uint32_t random = 88172645u;
    static char body[20000], line[24000];
    static char all[TEXTS * 24000];
    Fixture fx = fixture_open(NULL);
    int linked = 0;
    int64_t pairs = 0;
    for (int pass = 0; pass < 2; pass++) {
        uint32_t texts = 521288629u;
        all[0] = '\0';
        char *end = all;
        for (int i = 0; i < TEXTS; i++) {
            Text text = make_text(&texts);
            if (pass) change(&text, &random);
            write_text(&text, chinese, body);
            snprintf(line, sizeof line, "{\"title\":\"T%d %d\",\"body\":\"%s\"}\n", pass, i,
                     body);
            end += sprintf(end, "%s", line);
        }
        CHECK_OK(fixture_bytes(&fx, pass ? "b.jsonl" : "a.jsonl", all));
    }
    for (int i = 1; i <= TEXTS; i++) {
        EvidenceDocument *d;
        CHECK_OK(evidence_document(fx.library, TEXTS + i, &d));
        linked += d->dup_of == i;
        for (int32_t c = 0; c < d->n_copies; c++)
            pairs += d->copies[c].document != i;
        evidence_document_free(d);
    }
    *wrong += (double)pairs;
    fixture_close(&fx);
    return (double)linked / TEXTS;
}

TEST(variants_of_a_text_are_found)
{
    static const struct {
        const char *name;
        Change *change;
    } changes[] = {{"15 % edited", edit_15_percent},
                   {"cut to 60 %", cut_to_60_percent},
                   {"boilerplate", add_boilerplate},
                   {"shuffled", shuffle_sentences},
                   {"numbers changed", change_numbers}};
    double wrong = 0.0;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        const double english = recall_of(changes[i].change, false, &wrong);
        const double chinese = recall_of(changes[i].change, true, &wrong);
        print_message("%-16s recall %.3f English, %.3f Chinese\n", changes[i].name, english,
                      chinese);
        CHECK(english >= 0.99 && chinese >= 0.99);
    }
    const double millions = 10.0 * (2.0 * TEXTS) * (2.0 * TEXTS - 1.0) / 2.0 / 1e6;
    print_message("%.1f wrong pairs a million\n", wrong / millions);
    CHECK(wrong / millions <= 5.0);
}
