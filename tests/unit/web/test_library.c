/* Documents over the API: found, read, held against a run, kept as topics; and what they say
 * stays text. The strait's south takes 200 - 2 (290/12 + 5) = 141.67 t a month, so the north
 * makes 1,700 t in 2025. */
#include <jansson.h>
#include <unistd.h>

#include "unit/web/world.h"
#include "web/resource.h"

static const char row[] =
    "{\"title\": \"<script>alert(1)</script> '); DROP TABLE document; --\","
    " \"source\": \"Pit & Town\", \"date\": \"2026-02-03\","
    " \"body\": \"- The pit mined 1700 tons in 2025.\\n- <img src=x onerror=alert(2)> prices "
    "fell 12.5 % in 2025.\"}\n";

static const char ties[] =
    "id,document,claim,statement,relation,value,unit,bound,period,metric,region,commodity,"
    "scenario\n"
    "made,note,,The north's ore,level,1700,t,eq,2025,production,north,ore,\n"
    "more,note,,The north's ore,level,2000,t,ge,2025,production,north,ore,\n"
    "banned,note,,The north's ore under the ban,level,0,t,le,2025,production,north,ore,ban\n";

typedef struct Reading {
    World world;
    char path[64];
} Reading;

/* A server whose library is a file with one hostile document, and whose model has three ties.
 */
static void reading_open(Reading *reading)
{
    Evidence *library;
    EvidenceImported counts;
    Diag *diag = diag_new();
    world_open(&reading->world);
    Papers *papers = &reading->world.web.papers;
    snprintf(reading->path, sizeof reading->path, "/tmp/lode-web-%d.sqlite", (int)getpid());
    unlink(reading->path);
    CHECK_OK(evidence_open(reading->path, NULL, diag, &library));
    CHECK_OK(
        evidence_import_bytes(library, "a.jsonl", row, sizeof row - 1, NULL, diag, &counts));
    evidence_close(library);
    CHECK_OK(ties_read("claims.csv", ties, sizeof ties - 1, NULL, diag, &papers->ties));
    papers->ties_read = true;
    snprintf(papers->path, sizeof papers->path, "%s", reading->path);
    diag_free(diag);
}

static void reading_close(Reading *reading)
{
    world_close(&reading->world);
    unlink(reading->path);
}

/* The answer to a resource with one parameter (NULL: none), to be given back. */
static json_t *ask(Reading *reading, const char *name, const char *key, const char *value)
{
    char path[64];
    snprintf(path, sizeof path, "/api/v1/%s", name);
    Request request = world_get(path);
    if (key) world_with(&request, key, value);
    char *text = world_ask(&reading->world, &request, 200);
    json_t *json = json_loads(text, 0, NULL);
    if (!json) fail_msg("%s is no JSON:\n%s", path, text);
    free(text);
    return json;
}

static json_t *row_of(const json_t *json, size_t i)
{
    return json_array_get(json_object_get(json, "rows"), i);
}

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static size_t rows_of(const json_t *json)
{
    return json_array_size(json_object_get(json, "rows"));
}

TEST(what_a_document_says_stays_text)
{
    Reading reading;
    reading_open(&reading);
    static const char *const questions[] = {
        "DROP TABLE document; --", "'\"; SELECT *",     "script",
        "title:\"<script>",        "\xE9\x95\x9D OR (", "-"};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
        json_decref(ask(&reading, "search", "q", questions[i]));
    json_t *found = ask(&reading, "search", "q", "alert");
    CHECK_INT(rows_of(found), 1);
    CHECK_TEXT(text_of(json_object_get(row_of(found, 0), "title"), "text"),
               "<script>alert(1)</script> '); DROP TABLE document; --");
    json_decref(found);
    json_t *library = ask(&reading, "library", NULL, NULL);
    CHECK_INT(json_number_value(json_object_get(row_of(library, 0), "documents")), 1);
    CHECK(json_is_true(json_object_get(row_of(library, 0), "lasting")));
    json_decref(library);
    reading_close(&reading);
}

TEST(ties_are_held_against_the_run_that_is_asked_for)
{
    Reading reading;
    reading_open(&reading);
    json_t *json = ask(&reading, "verdicts", NULL, NULL);
    CHECK_INT(rows_of(json), 3);
    CHECK_TEXT(text_of(row_of(json, 0), "verdict"), "agrees");
    CHECK_NEAR(json_number_value(json_object_get(row_of(json, 0), "model_value")), 1700, 1e-6);
    CHECK_TEXT(text_of(row_of(json, 1), "claimed"), "over 2000 t");
    CHECK_TEXT(text_of(row_of(json, 1), "difference"), "-15.0 %");
    CHECK_TEXT(text_of(row_of(json, 1), "verdict"), "disagrees");
    CHECK_TEXT(text_of(row_of(json, 2), "run"),
               "ban"); /* the scenario it depends on is solved */
    CHECK_TEXT(text_of(row_of(json, 2), "scenario"), "ban");
    json_decref(json);
    json = ask(&reading, "contradictions", NULL, NULL);
    CHECK_INT(rows_of(json), 0); /* one document does not contradict itself */
    json_decref(json);
    reading_close(&reading);
}

TEST(the_claims_of_a_document_have_their_ties_or_a_rule)
{
    Reading reading;
    reading_open(&reading);
    json_t *document = ask(&reading, "document", "id", "1");
    json_t *claims = json_object_get(row_of(document, 0), "claims");
    CHECK(json_array_size(claims) >= 2);
    json_t *first = json_array_get(claims, 0);
    char with_key[512];
    Diag *diag = diag_new();
    snprintf(with_key, sizeof with_key,
             "id,document,claim,statement,relation,value,unit,bound,period,metric,region,"
             "commodity\nown,,%s,The pit's ore,level,1700,t,eq,2025,production,north,ore\n",
             text_of(first, "key"));
    Papers *papers = &reading.world.web.papers;
    ties_free(papers->ties);
    CHECK_OK(ties_read("claims.csv", with_key, strlen(with_key), NULL, diag, &papers->ties));
    json_t *judged = ask(&reading, "judged", "id", "1");
    CHECK_INT(rows_of(judged), json_array_size(claims));
    CHECK_TEXT(text_of(row_of(judged, 0), "tie"), "own");
    CHECK_TEXT(text_of(row_of(judged, 0), "verdict"), "agrees");
    CHECK_TEXT(text_of(row_of(judged, 1), "state"), "suggested");
    CHECK_TEXT(text_of(row_of(judged, 1), "verdict"), "not modelled");
    json_decref(judged);
    json_decref(document);
    diag_free(diag);
    reading_close(&reading);
}

TEST(a_topic_is_kept_by_the_page_alone)
{
    Reading reading;
    reading_open(&reading);
    Request request = world_get("/api/v1/topic");
    request.method = "POST";
    request.body = "{\"name\": \"<b>ore</b>\", \"query\": \"mined\"}";
    request.n_body = strlen(request.body);
    free(world_ask(&reading.world, &request, 403));
    request.token = reading.world.web.token;
    char *said = world_ask(&reading.world, &request, 200);
    check_holds(said, "\"name\":\"\\u003cb>ore\\u003c/b>\""); /* no tag even in JSON */
    free(said);
    json_t *page = ask(&reading, "topic", "name", "<b>ore</b>");
    CHECK_INT(rows_of(page), 1);
    json_decref(page);
    request.body = "{\"name\": \"\"}";
    request.n_body = strlen(request.body);
    free(world_ask(&reading.world, &request, 400));
    request.body = "no JSON";
    request.n_body = strlen(request.body);
    free(world_ask(&reading.world, &request, 400));
    request.body = "{\"name\": \"<b>ore</b>\", \"remove\": true}";
    request.n_body = strlen(request.body);
    said = world_ask(&reading.world, &request, 200);
    CHECK(!strstr(said, "ore"));
    free(said);
    reading_close(&reading);
}

TEST(what_is_not_there_is_said)
{
    Reading reading;
    reading_open(&reading);
    Request request = world_get("/api/v1/document");
    world_with(&request, "id", "99");
    free(world_ask(&reading.world, &request, 404));
    request = world_get("/api/v1/judged");
    world_with(&request, "id", "-1");
    free(world_ask(&reading.world, &request, 400));
    request = world_get("/api/v1/topic");
    world_with(&request, "name", "none");
    free(world_ask(&reading.world, &request, 404));
    request = world_get("/api/v1/citations");
    world_with(&request, "id", "none");
    free(world_ask(&reading.world, &request, 404));
    reading_close(&reading);
}

TEST(a_model_without_a_library_still_answers)
{
    World world;
    world_open(&world);
    Request request = world_get("/api/v1/library");
    char *said = world_ask(&world, &request, 200);
    check_holds(said, "\"lasting\":false");
    free(said);
    world_close(&world);
}
