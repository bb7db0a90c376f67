/* One sample of each format, of our own writing: what comes out of it. */
#include "unit/evidence/fixture.h"

static EvidenceDocument *first_document(Fixture *fx, const char *name)
{
    EvidenceDocument *document;
    CHECK_OK(fixture_file(fx, data_path(name)));
    CHECK_OK(evidence_document(fx->library, 1, &document));
    return document;
}

TEST(markdown_has_front_matter_headings_and_bullets)
{
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d = first_document(&fx, "sample.md");
    CHECK_TEXT(d->title, "Magnet makers book early");
    CHECK_TEXT(d->source, "Magnetics Notes");
    CHECK_TEXT(d->date, "2025-03-12");
    CHECK_INT(d->n_groups, 3);
    CHECK_TEXT(d->groups[0].title, "");
    CHECK_INT(d->groups[0].n_statements, 2);
    CHECK_TEXT(d->groups[0].statements[1].text, "The lead time was four weeks in 2023");
    CHECK_TEXT(d->groups[0].statements[1].citations, "1,2");
    CHECK_TEXT(d->groups[1].title, "Prices");
    CHECK_INT(d->groups[1].n_statements, 3);
    CHECK_TEXT(d->groups[1].statements[1].text, "Dr. Li of the U.S. office expects more.");
    CHECK_TEXT(d->groups[2].statements[0].text,
               "New lines open in Narva, with 2,000 t a year.");
    evidence_document_free(d);
    fixture_close(&fx);
}

static void check_chinese(const char *name, const char *encoding)
{
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d = first_document(&fx, name);
    CHECK_TEXT(d->title, "钕铁硼企业提前备货");
    CHECK_TEXT(d->source, "磁材笔记");
    CHECK_TEXT(d->date, "2025-03-12");
    CHECK_TEXT(d->language, "zh");
    CHECK_INT(d->groups[0].n_statements, 4);
    CHECK_TEXT(d->groups[0].statements[1].text, "去年的交货期只有四周！");
    CHECK_TEXT(d->origins[0].encoding, encoding);
    evidence_document_free(d);
    fixture_close(&fx);
}

TEST(chinese_text_is_read_in_utf8_and_gb18030)
{
    check_chinese("sample.txt", "UTF-8");
    check_chinese("sample-gb18030.txt", "GB18030");
}

TEST(big5_is_told_from_gb18030)
{
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d = first_document(&fx, "sample-big5.txt");
    CHECK_TEXT(d->title, "磁材廠提前備貨");
    CHECK_TEXT(d->date, "2025-03-12");
    CHECK_TEXT(d->origins[0].encoding, "BIG5-HKSCS");
    CHECK_INT(found(&fx, "镝", NULL), 1);
    CHECK_INT(found(&fx, "钕铁硼", NULL), 1);
    evidence_document_free(d);
    fixture_close(&fx);
}

TEST(html_gives_its_main_text)
{
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d = first_document(&fx, "sample.html");
    CHECK_TEXT(d->title, "Magnet makers book early");
    CHECK_TEXT(d->source, "Magnetics Notes");
    CHECK_TEXT(d->date, "2025-03-12 08:30");
    CHECK_TEXT(d->url, "https://example.org/early");
    CHECK_INT(d->n_groups, 2);
    CHECK_INT(d->groups[0].n_statements, 2);
    CHECK_TEXT(d->groups[1].title, "Prices & stocks");
    CHECK_INT(d->groups[1].n_statements, 6);
    CHECK(!strstr(d->body, "footers") && !strstr(d->body, "All the news"));
    CHECK(!strstr(d->body, "hidden") && !strstr(d->body, "Read more"));
    evidence_document_free(d);
    fixture_close(&fx);
}

TEST(html_in_gb2312_is_read_by_its_charset)
{
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d = first_document(&fx, "sample-gb2312.html");
    CHECK_TEXT(d->title, "钕铁硼企业提前备货");
    CHECK_TEXT(d->date, "2025-03-12 08:30");
    CHECK(strstr(d->body, "氧化镨钕价格上涨"));
    evidence_document_free(d);
    fixture_close(&fx);
}

TEST(csv_and_json_lines_give_a_document_a_row)
{
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d = first_document(&fx, "sample.csv");
    CHECK_INT(fx.imported.documents, 2);
    CHECK_TEXT(d->title, "Magnet makers book early, again");
    CHECK_INT(d->groups[0].n_statements, 2);
    evidence_document_free(d);
    CHECK_OK(fixture_file(&fx, data_path("sample.jsonl")));
    CHECK_INT(fx.imported.documents, 2);
    CHECK_OK(evidence_document(fx.library, 4, &d));
    CHECK_TEXT(d->title, "二");
    CHECK_TEXT(d->date, "2025-03-13 09:00");
    CHECK_TEXT(d->topics[0], "magnets");
    CHECK_INT(d->groups[0].n_statements, 2);
    evidence_document_free(d);
    fixture_close(&fx);
}

TEST(a_topic_page_of_our_own)
{
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d = first_document(&fx, "page.txt");
    CHECK_INT(fx.imported.documents, 2);
    CHECK_INT(fx.imported.groups, 4);
    CHECK_INT(fx.imported.statements, 5);
    CHECK_TEXT(d->groups[1].title, "Group 1: Prices");
    CHECK_TEXT(d->groups[1].statements[0].text,
               "NdPr oxide rose 8.5% year-on-year, to 70.5 USD per kg");
    CHECK_TEXT(d->groups[1].statements[1].citations, "3,4");
    evidence_document_free(d);
    CHECK_OK(evidence_document(fx.library, 2, &d));
    CHECK(!d->source && !d->date);
    CHECK_TEXT(d->groups[0].statements[0].text, "Stocks of dysprosium last 60 days");
    evidence_document_free(d);
    fixture_close(&fx);
}

/* A PDF of one line, written by hand. */
static void write_pdf(const char *path, const char *content)
{
    FILE *file = fopen(path, "wb");
    fprintf(file,
            "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 300]/Contents 4 0 R/Resources<<"
            "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
            "4 0 obj<</Length %zu>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n",
            strlen(content), content);
    fclose(file);
}

static bool has_pdftotext(void)
{
    const bool there = system("pdftotext -v >/dev/null 2>&1") == 0;
    if (!there) print_message("skipped: pdftotext is not installed\n");
    return there;
}

TEST(pdf_is_read_through_pdftotext)
{
    char path[] = "/tmp/lode-XXXXXX";
    if (!has_pdftotext()) return;
    CHECK(mkstemp(path) >= 0);
    write_pdf(path, "BT /F 12 Tf 20 200 Td (Magnet report) Tj 0 -40 Td (Published 3 September "
                    "2025. Output rose 8.5%.) Tj ET");
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d;
    CHECK_OK(fixture_file(&fx, path));
    CHECK_OK(evidence_document(fx.library, 1, &d));
    CHECK_TEXT(d->title, "Magnet report");
    CHECK_TEXT(d->date, "2025-09-03");
    CHECK(strstr(d->body, "Output rose 8.5%"));
    evidence_document_free(d);
    fixture_close(&fx);
    remove(path);
}

TEST(a_pdf_without_text_keeps_its_name)
{
    char path[] = "/tmp/lode-XXXXXX";
    if (!has_pdftotext()) return;
    CHECK(mkstemp(path) >= 0);
    write_pdf(path, "0 0 10 10 re f");
    Fixture fx = fixture_open(NULL);
    CHECK_OK(fixture_file(&fx, path));
    CHECK_INT(fx.imported.documents, 1);
    CHECK(strstr(last_message(&fx), "no text layer"));
    fixture_close(&fx);
    remove(path);
}

TEST(the_original_bytes_come_back)
{
    size_t n = 0, m = 0;
    void *bytes;
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d = first_document(&fx, "sample-gb18030.txt");
    char *file = read_whole(data_path("sample-gb18030.txt"), &n);
    CHECK_OK(evidence_original(fx.library, d->origins[0].original, &bytes, &m));
    CHECK(n == m && memcmp(bytes, file, n) == 0);
    CHECK_INT(d->origins[0].at, -1);
    CHECK_INT(strlen(d->origins[0].sha256), 64);
    free(bytes);
    free(file);
    evidence_document_free(d);
    fixture_close(&fx);
}

TEST(what_a_file_does_not_say_can_be_given)
{
    Fixture fx = fixture_open(NULL);
    EvidenceDocument *d;
    const EvidenceImport import = {
        .topic = "magnets", .source = "Wire", .date = "3 September 2025"};
    CHECK_OK(evidence_import_bytes(fx.library, "a.txt", "Title\n\nText.\n", 13, &import,
                                   fx.diag, &fx.imported));
    CHECK_OK(evidence_document(fx.library, 1, &d));
    CHECK_TEXT(d->source, "Wire");
    CHECK_TEXT(d->date, "2025-09-03");
    CHECK_TEXT(d->topics[0], "magnets");
    evidence_document_free(d);
    fixture_close(&fx);
}
