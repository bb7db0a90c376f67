/* Inputs that are refused, each with the words its author gets; the library stays as it was. */
#include "unit/evidence/fixture.h"

typedef struct Bad {
    const char *name, *bytes;
    size_t n; /* 0: up to the zero */
    const char *message;
} Bad;

static const Bad bad[] = {
    {"empty.txt", "", 0, "empty.txt: the file is empty"},
    {"blank.txt", " \n\t\n", 0, "blank.txt: the file is empty"},
    {"binary.txt", "a\nb\0c", 5, "binary.txt:2: the file holds zero bytes: it is not text"},
    {"latin.txt", "caf\xe9 au lait\n", 0,
     "latin.txt:1: byte 0xE9 is not UTF-8, and the file reads as neither GB18030 nor Big5"},
    {"half.txt", "ore\n\xe7\xa8", 0,
     "half.txt:2: byte 0xE7 is not UTF-8, and the file reads as neither GB18030 nor Big5"},
    {"page.txt", "Workflow\nT\nicon\nSearch documents\n", 0,
     "page.txt:4: the topic page has no items"},
    {"page.txt", "Workflow\nT\nicon\nSearch documents\nOnly a title\n", 0,
     "page.txt:5: body: 'Only a title' is a title without a body"},
    {"page.txt", "Workflow\nT\nicon\nSearch documents\nTitle\nS\u00b7 2025-01-02 03:04\n", 0,
     "page.txt:5: body: 'Title' is a title without a body"},
    {"page.txt", "Workflow\nT\nicon\nSearch documents\nTitle\nJust a sentence.\n", 0,
     "page.txt:6: body: expected 'Heading - Bullet [1]', got 'Just a sentence.'"},
    {"rows.csv", "name,body\na,b\n", 0,
     "rows.csv:1: title: this column is missing; known are title, title_zh, source, date, url, "
     "topic and body"},
    {"rows.csv", "title,date\nOre,03/04/2025\n", 0,
     "rows.csv:2: date: '03/04/2025' is no date; write it as 2025-09-03"},
    {"rows.csv", "title,body\n,Text\n", 0, "rows.csv:2: title: a document needs a title"},
    {"rows.csv", "title,body\n", 0, "rows.csv: the table has no rows"},
    {"lines.jsonl", "{\"title\": \"A\"}\n[1]\n", 0,
     "lines.jsonl:2: expected an object {\"title\": ...} in every line"},
    {"lines.jsonl", "{\"title\": \"A\"\n", 0, "lines.jsonl:1: column"},
    {"lines.jsonl", "{\"title\": 5}\n", 0, "lines.jsonl:1: title: expected a text in quotes"},
    {"lines.jsonl", "{\"body\": \"x\"}\n", 0, "lines.jsonl:1: title: a document needs a title"},
    {"lines.jsonl", "{\"title\": \"A\", \"date\": \"soon\"}\n", 0,
     "lines.jsonl:1: date: 'soon' is no date; write it as 2025-09-03"},
    {"lines.jsonl", "\n\n", 0, "lines.jsonl: the file is empty"},
    {"page.html", "<html><body><script>x</script></body></html>", 0,
     "page.html: the page has no text"},
    {"page.html", "<html><body>Text without any title</body></html>", 0,
     "page.html: title: a document needs a title"},
    {"links.html", "<html><title>T</title><body><a href=x>All links</a></body></html>", 0,
     "links.html: the page has no text"},
    {"wrong.html", "<meta charset=utf-8><title>T</title><p>\xff\xfe\xfd</p>", 0,
     "wrong.html:1: byte 0xFF is not UTF-8, and the file reads as neither GB18030 nor Big5"},
    {"report.pdf", "%PDF-1.4\n", 0, "report.pdf: a PDF can only be read from a file"},
};

/* Twenty at least: the table has more, and the tests below open others. */
_Static_assert(sizeof bad / sizeof *bad >= 20, "malformed inputs with their messages");

TEST(each_mistake_is_named)
{
    Fixture fx = fixture_open(NULL);
    EvidenceCounts counts;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const size_t n = bad[i].n ? bad[i].n : strlen(bad[i].bytes);
        CHECK_INT(evidence_import_bytes(fx.library, bad[i].name, bad[i].bytes, n, NULL, fx.diag,
                                        &fx.imported),
                  LODE_BAD_INPUT);
        CHECK_INT(fx.imported.refused, 1);
        if (strncmp(last_message(&fx), bad[i].message, strlen(bad[i].message)) != 0)
            CHECK_TEXT(last_message(&fx), bad[i].message);
    }
    CHECK_OK(evidence_counts(fx.library, &counts));
    CHECK_INT(counts.documents + counts.originals + counts.topics, 0);
    fixture_close(&fx);
}

TEST(a_title_and_a_body_can_be_too_long)
{
    const size_t n = EVIDENCE_BODY_MAX + 100;
    char *text = malloc(n + 1);
    Fixture fx = fixture_open(NULL);
    memset(text, 'x', n);
    text[n] = '\0';
    CHECK_INT(fixture_bytes(&fx, "a.txt", text), LODE_BAD_INPUT);
    CHECK(strstr(last_message(&fx), "the title has "));
    memcpy(text, "T\n\n", 3);
    CHECK_INT(fixture_bytes(&fx, "a.txt", text), LODE_BAD_INPUT);
    CHECK(strstr(last_message(&fx), "at most 8388608 may be"));
    free(text);
    fixture_close(&fx);
}

TEST(files_that_cannot_be_opened_are_named_and_the_others_go_on)
{
    Fixture fx = fixture_open(NULL);
    char good[1024];
    snprintf(good, sizeof good, "%s", data_path("sample.md"));
    const char *const files[] = {"/nowhere/a.txt", "/tmp", good, "/dev/null"};
    CHECK_INT(evidence_import(fx.library, files, 4, NULL, fx.diag, &fx.imported),
              LODE_BAD_INPUT);
    CHECK_INT(fx.imported.files, 4);
    CHECK_INT(fx.imported.refused, 3);
    CHECK_INT(fx.imported.documents, 1);
    CHECK_TEXT(diag_message(fx.diag, 0)->text, "No such file or directory");
    CHECK_TEXT(diag_message(fx.diag, 1)->text, "Is a directory");
    CHECK_TEXT(diag_message(fx.diag, 2)->text, "the file is empty");
    fixture_close(&fx);
}

TEST(a_broken_pdf_is_refused)
{
    char path[] = "/tmp/lode-XXXXXX";
    CHECK(mkstemp(path) >= 0);
    FILE *file = fopen(path, "wb");
    fputs("%PDF-1.4\nthis is none\n", file);
    fclose(file);
    Fixture fx = fixture_open(NULL);
    CHECK_INT(fixture_file(&fx, path), LODE_BAD_INPUT);
    CHECK(strstr(last_message(&fx), "pdftotext"));
    fixture_close(&fx);
    remove(path);
}

TEST(deep_html_is_refused_or_read_but_never_crashes)
{
    char *text = malloc(2000000);
    strcpy(text, "<title>T</title>");
    size_t n = strlen(text);
    for (int i = 0; i < 100000; i++)
        n += (size_t)sprintf(text + n, "<div>");
    sprintf(text + n, "text");
    Fixture fx = fixture_open(NULL);
    const Status st = fixture_bytes(&fx, "deep.html", text);
    CHECK(st == LODE_BAD_INPUT || st == LODE_OK);
    free(text);
    fixture_close(&fx);
}
