/* The file: made, opened again, brought up to date, refused, and whole after a kill. */
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "unit/evidence/fixture.h"

static char *new_path(void)
{
    static char path[64];
    strcpy(path, "/tmp/lode-library-XXXXXX");
    const int file = mkstemp(path);
    CHECK(file >= 0);
    close(file);
    return path;
}

static void remove_library(const char *path)
{
    char journal[128];
    snprintf(journal, sizeof journal, "%s-journal", path);
    remove(path);
    remove(journal);
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    CHECK(sqlite3_open(path, &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(db);
}

TEST(a_library_is_there_when_opened_again)
{
    char *path = new_path();
    Fixture fx = fixture_open(path);
    CHECK_OK(fixture_file(&fx, data_path("judged.jsonl")));
    const int64_t before = found(&fx, "稀土 magnets", NULL);
    fixture_close(&fx);
    fx = fixture_open(path);
    CHECK_INT(found(&fx, "稀土 magnets", NULL), before);
    CHECK_OK(fixture_file(&fx, data_path("judged.jsonl")));
    CHECK_INT(fx.imported.known_files, 1);
    fixture_close(&fx);
    remove_library(path);
}

TEST(what_another_process_adds_is_found)
{
    char *path = new_path();
    Fixture one = fixture_open(path), two = fixture_open(path);
    CHECK_INT(found(&one, "magnets", NULL), 0);
    CHECK_OK(fixture_bytes(&two, "a.txt", "Magnets\n\nText about magnets."));
    CHECK_INT(found(&one, "magnets", NULL), 1);
    CHECK_OK(fixture_bytes(&one, "b.txt", "More magnets\n\nOther words."));
    CHECK_INT(found(&two, "magnets", NULL), 2);
    fixture_close(&one);
    fixture_close(&two);
    remove_library(path);
}

TEST(other_files_are_refused_and_left_alone)
{
    char *path = new_path();
    Evidence *library;
    Diag *diag = diag_new();
    FILE *file = fopen(path, "wb");
    fputs("This is no database at all, but a text of some length.", file);
    fclose(file);
    CHECK_INT(evidence_open(path, NULL, diag, &library), LODE_BAD_INPUT);
    CHECK(strstr(diag_message(diag, 0)->text, "not a document library"));
    remove(path);
    run_sql(path, "CREATE TABLE mine(x)");
    CHECK_INT(evidence_open(path, NULL, diag, &library), LODE_BAD_INPUT);
    CHECK_TEXT(diag_message(diag, 1)->text, "this SQLite file is not a document library");
    remove_library(path);
    CHECK_INT(evidence_open("/nowhere/at/all.sqlite", NULL, diag, &library), LODE_IO);
    diag_free(diag);
}

TEST(a_newer_library_is_refused)
{
    char *path = new_path();
    Evidence *library;
    Diag *diag = diag_new();
    Fixture fx = fixture_open(path);
    fixture_close(&fx);
    run_sql(path, "PRAGMA user_version = 99");
    CHECK_INT(evidence_open(path, NULL, diag, &library), LODE_BAD_INPUT);
    CHECK_TEXT(diag_message(diag, 0)->text,
               "the library has version 99; this program knows up to 4");
    diag_free(diag);
    remove_library(path);
}

/* A library of version 1 had no claims. */
TEST(an_older_library_is_brought_up_to_date)
{
    char *path = new_path();
    EvidenceClaims *claims;
    Fixture fx = fixture_open(path);
    CHECK_OK(fixture_file(&fx, data_path("sample.md")));
    const int32_t n = fx.imported.claims;
    CHECK(n > 0);
    fixture_close(&fx);
    run_sql(path, "DROP TABLE claim_name; DROP TABLE claim; PRAGMA user_version = 1");
    fx = fixture_open(path);
    CHECK_OK(evidence_claims(fx.library, 0, &claims));
    CHECK_INT(claims->n, n); /* its statements were read while opening */
    CHECK_INT(found(&fx, "blocks", NULL), 1);
    evidence_claims_free(claims);
    fixture_close(&fx);
    remove_library(path);
}

TEST(a_glossary_of_ones_own)
{
    static const char glossary[] = "key,kind,en,zh,also\nore,element,unobtainium|Uo,难得素,\n";
    static const char bad[] = "key,kind,en,zh,also\na,element,x,,\nb,element,X,,\n";
    Diag *diag = diag_new();
    Evidence *library;
    EvidenceOptions options = {glossary, sizeof glossary - 1, "mine.csv"};
    CHECK_OK(evidence_open(":memory:", &options, diag, &library));
    Fixture fx = {.library = library, .diag = diag};
    CHECK_OK(fixture_bytes(&fx, "a.txt", "One\n\nWe found unobtainium."));
    CHECK_INT(found(&fx, "难得素", NULL), 1);
    CHECK_INT(found(&fx, "element:Uo", NULL), 1);
    evidence_close(library);
    options = (EvidenceOptions){bad, sizeof bad - 1, "bad.csv"};
    CHECK_INT(evidence_open(":memory:", &options, diag, &library), LODE_BAD_INPUT);
    char text[256];
    diag_format(diag_message(diag, diag_count(diag) - 1), text, sizeof text);
    CHECK_TEXT(text, "bad.csv:3:11: en: another concept has the name 'X' already");
    diag_free(diag);
}

/* --- kill -9 --- */

enum { KILLS = 12, DOCUMENTS = 2000 };

static char *many_documents(void)
{
    char *text = malloc((size_t)DOCUMENTS * 400), *end = text;
    for (int i = 0; i < DOCUMENTS; i++)
        end +=
            sprintf(end,
                    "{\"title\":\"Report %d\",\"body\":\"Plant %d made %d tonnes of magnets. "
                    "Mine %d delivered %d tonnes of concentrate to region %d.\"}\n",
                    i, i * 7, i * 13, i * 17, i * 19, i % 31);
    return text;
}

static void import_in_child(const char *path, const char *text, long microseconds)
{
    const pid_t child = fork();
    if (child == 0) {
        Evidence *library;
        EvidenceImported imported;
        if (evidence_open(path, NULL, NULL, &library) == LODE_OK)
            evidence_import_bytes(library, "many.jsonl", text, strlen(text), NULL, NULL,
                                  &imported);
        _exit(0);
    }
    nanosleep(&(struct timespec){0, microseconds * 1000}, NULL);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

TEST(a_kill_leaves_all_of_an_import_or_nothing)
{
    char *path = new_path(), *text = many_documents();
    Fixture fx = fixture_open(path);
    CHECK_OK(fixture_file(&fx, data_path("judged.jsonl")));
    fixture_close(&fx);
    bool all = false;
    for (int i = 0; i < KILLS && !all; i++) {
        EvidenceCounts counts;
        import_in_child(path, text, 20000L + 60000L * i);
        fx = fixture_open(path);
        CHECK_OK(evidence_counts(fx.library, &counts));
        all = counts.documents == 36 + DOCUMENTS;
        CHECK(all || counts.documents == 36);
        CHECK_INT(found(&fx, "cathodes", NULL), 1);
        CHECK_INT(found(&fx, "\"report 1999\"", NULL), all ? 1 : 0);
        fixture_close(&fx);
        run_sql(path, "PRAGMA integrity_check");
    }
    fx = fixture_open(path);
    const Status st = fixture_bytes(&fx, "many.jsonl", text);
    CHECK_OK(st);
    CHECK_INT(found(&fx, "\"report 1999\"", NULL), 1);
    fixture_close(&fx);
    free(text);
    remove_library(path);
}
