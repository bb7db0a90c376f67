/* What the API answers, and whom it refuses. The strait's numbers are worked out by hand in
 * tests/unit/sim/test_sim.c: ore costs 290/12 in the north and 5 more in the south. */
#include <jansson.h>

#include "magnet/data.h"
#include "unit/web/world.h"
#include "web/resource.h"

static json_t *ask_json(World *world, const Request *request)
{
    char *text = world_ask(world, request, 200);
    json_t *json = json_loads(text, 0, NULL);
    if (!json) fail_msg("%s is no JSON:\n%s", request->path, text);
    free(text);
    return json;
}

static json_t *row(const json_t *json, size_t i)
{
    return json_array_get(json_object_get(json, "rows"), i);
}

static double number(const json_t *row, const char *key)
{
    return json_number_value(json_object_get(row, key));
}

TEST(a_number_is_that_of_its_metric)
{
    World world;
    world_open(&world);
    Request request = world_get("/api/v1/query");
    world_with(&request, "metric", "price");
    world_with(&request, "by", "region");
    world_with(&request, "month", "2024-03");
    json_t *json = ask_json(&world, &request);
    CHECK_NEAR(number(row(json, 0), "value"), 290.0 / 12.0, 1e-8);
    CHECK_NEAR(number(row(json, 1), "value"), 290.0 / 12.0 + 5.0, 1e-8);
    CHECK_TEXT(json_string_value(json_object_get(row(json, 1), "region")), "south");
    CHECK_TEXT(json_string_value(json_object_get(row(json, 1), "unit")), "USD/t");
    json_decref(json);
    world_close(&world);
}

TEST(a_series_in_csv_is_a_line_a_month)
{
    World world;
    world_open(&world);
    Request request = world_get("/api/v1/query.csv");
    world_with(&request, "metric", "trade");
    world_with(&request, "every", "month");
    world_with(&request, "run", "ban");
    char *text = world_ask(&world, &request, 200);
    check_holds(text, "metric,unit,month,value\ntrade,t,2024-01,141.66");
    int lines = 0;
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    CHECK_INT(lines, 1 + 24);
    free(text);
    world_close(&world);
}

TEST(every_resource_answers_in_both_forms)
{
    World world;
    int n;
    world_open(&world);
    const Resource *list = resource_list(&n);
    for (int i = 0; i < n; i++) {
        char path[96];
        /* without a library there is no document to ask for: test_library.c has one */
        if (strstr(" topic document judged citations ", list[i].name)) continue;
        if (strncmp(list[i].name, "magnet", 6) == 0) continue; /* without data/magnets: below */
        snprintf(path, sizeof path, "/api/v1/%s", list[i].name);
        Request request = world_get(path);
        if (strstr(list[i].parameters, "metric")) world_with(&request, "metric", "price");
        if (strcmp(list[i].name, "provenance") == 0) world_with(&request, "table", "regions");
        if (strcmp(list[i].name, "provenance") == 0) world_with(&request, "id", "north");
        if (strcmp(list[i].name, "why") == 0) {
            world_with(&request, "region", "south");
            world_with(&request, "commodity", "ore");
            world_with(&request, "month", "2024-07");
        }
        json_decref(ask_json(&world, &request));
        snprintf(path, sizeof path, "/api/v1/%s.csv", list[i].name);
        free(world_ask(&world, &request, 200));
    }
    world_close(&world);
}

/* 60 t reach the south at 70 (test_sim.c), north asks 16 there: the rest is freight and rent.
 */
TEST(a_price_is_taken_apart_in_the_words_of_lode_why_and_in_chinese)
{
    World world;
    world_open(&world);
    for (int zh = 0; zh < 2; zh++) {
        Request request = world_get("/api/v1/why");
        world_with(&request, "run", "quota");
        world_with(&request, "region", "south");
        world_with(&request, "commodity", "ore");
        world_with(&request, "month", "2024-08");
        if (zh) world_with(&request, "language", "zh");
        char *said = world_ask(&world, &request, 200);
        check_holds(said, "\"rows\"");
        check_holds(said,
                    zh ? "没有供应者能再增加供应" : "Ore in South costs 70 USD/t in 2024-08.");
        check_holds(said, zh ? "的租值" : "rent of the limit");
        check_holds(said, "\"part\":\"binding\"");
        free(said);
    }
    Request request = world_get("/api/v1/why");
    world_with(&request, "region", "south");
    world_with(&request, "commodity", "ore");
    world_with(&request, "language", "tlh");
    free(world_ask(&world, &request, 400));
    world_close(&world);
}

/* In the strait's own index a dollar of 2025 buys four fifths of one of 2024: what costs 1
 * costs 1.25. Ore costs 290/12 in the north in both years (test_sim.c). */
TEST(nominal_money_is_that_of_its_own_time)
{
    World world;
    world_open(&world);
    static const char *const years[] = {"2024", "2025"};
    for (int k = 0; k < 4; k++) {
        Request request = world_get("/api/v1/query");
        world_with(&request, "metric", "price");
        world_with(&request, "region", "north");
        world_with(&request, "year", years[k % 2]);
        if (k >= 2) world_with(&request, "money", "nominal");
        json_t *json = ask_json(&world, &request);
        CHECK_NEAR(number(row(json, 0), "value"), 290.0 / 12.0 * (k == 3 ? 1.25 : 1), 1e-8);
        CHECK_TEXT(json_string_value(json_object_get(json, "money")),
                   k >= 2 ? "nominal" : "real");
        json_decref(json);
    }
    Request request = world_get("/api/v1/query");
    world_with(&request, "metric", "price");
    world_with(&request, "money", "magic");
    free(world_ask(&world, &request, 400));
    world_close(&world);
}

/* The ban begins in the seventh of 24 months. What it changes is told first, a year of it, then
 * the rest, then the six months before it: each month once. */
TEST(the_first_year_of_a_change_is_told_first)
{
    World world;
    world_open(&world);
    free(world_solve(&world, "{\"policies\":[]}"));
    char *told = world_solve(
        &world, "{\"policies\":[{\"kind\":\"export_ban\",\"id\":\"ban\",\"region\":\"north\","
                "\"partners\":[\"south\"],\"commodities\":[\"ore\"],\"from\":\"2024-07\"}],"
                "\"watch\":[{\"metric\":\"price\",\"region\":\"south\"}]}");
    const char *at = told;
    static const int order[][2] = {{6, 18}, {18, 24}, {0, 6}};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        char wanted[64];
        snprintf(wanted, sizeof wanted, "{\"from\":%d,\"to\":%d,", order[i][0], order[i][1]);
        at = strstr(at, wanted);
        if (!at) fail_msg("no %s in its place: %s", wanted, told);
    }
    check_holds(at, "\"done\":true");
    free(told);
    world_close(&world);
}

/* The stream that follows a slider tells the same. */
TEST(a_watched_price_may_be_nominal)
{
    World world;
    world_open(&world);
    char *told =
        world_solve(&world, "{\"policies\":[],\"watch\":[{\"metric\":\"price\",\"region\":"
                            "\"north\",\"money\":\"nominal\"}]}");
    check_holds(told, "24.16666"); /* 290 / 12 in 2024 */
    check_holds(told, "30.20833"); /* and 1.25 times that in 2025 */
    free(told);
    world_close(&world);
}

/* The quota makes 70 in the south where 35 were observed: off by a factor of two. */
TEST(episodes_are_held_against_what_was_observed_also_of_a_model_beside)
{
    World world;
    world_open(&world);
    for (int k = 0; k < 2; k++) {
        Request request = world_get("/api/v1/backtest");
        world_with(&request, "episode", k ? "2" : "1");
        json_t *json = ask_json(&world, &request);
        CHECK_NEAR(number(row(json, 0), "bias"), 0.69314718, 1e-6);
        json_decref(json);
        request.path = "/api/v1/backtest_points";
        json = ask_json(&world, &request);
        CHECK_NEAR(number(row(json, 0), "model"), 70.0, 1e-6);
        CHECK_NEAR(number(row(json, 0), "observed"), 35.0, 1e-9);
        json_decref(json);
    }
    Request request = world_get("/api/v1/backtest");
    world_with(&request, "episode", "3");
    free(world_ask(&world, &request, 404));
    world_close(&world);
}

#define SOME                                                                                   \
    "{\"policies\":[{\"kind\":\"export_quota\",\"id\":\"q\",\"region\":\"north\","             \
    "\"commodities\":[\"ore\"],\"limit\":\"{let} t/month\",\"from\":\"2024-07\"}],"            \
    "\"watch\":[{\"metric\":\"price\",\"region\":\"south\"}]"

TEST(what_a_scenario_lets_vary_is_given_with_the_policies)
{
    World world;
    world_open(&world);
    char *said = world_solve(&world, SOME ",\"vary\":{\"let\":60}}");
    check_holds(said, "\"done\":true");
    json_t *head = json_loads(said, JSON_DISABLE_EOF_CHECK, NULL);
    Request price = world_get("/api/v1/query");
    world_with(&price, "run", json_string_value(json_object_get(head, "run")));
    world_with(&price, "metric", "price");
    world_with(&price, "region", "south");
    world_with(&price, "month", "2024-08");
    json_t *json = ask_json(&world, &price);
    CHECK_NEAR(number(row(json, 0), "value"), 70.0, 1e-7); /* as with the quota of 60 t */
    json_decref(json);
    json_decref(head);
    free(said);
    static const char *const wrong[][2] = {
        {SOME "}", "let"},
        {SOME ",\"vary\":{\"let\":10}}", "a number from 20 to 100"},
        {SOME ",\"vary\":{\"let\":\"60\"}}", "a number from 20 to 100"},
        {SOME ",\"vary\":{\"lot\":60}}", "no scenario of the model lets 'lot' vary"},
        {SOME ",\"vary\":[60]}", "is a mapping"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Request request = world_post(&world, wrong[i][0]);
        said = world_ask(&world, &request, 400);
        check_holds(said, wrong[i][1]);
        free(said);
    }
    world_close(&world);
}

TEST(policies_of_a_page_are_solved_and_kept)
{
    World world;
    world_open(&world);
    char *said = world_solve(
        &world,
        "{\"policies\":[{\"kind\":\"export_quota\",\"id\":\"q\",\"region\":\"north\","
        "\"commodities\":[\"ore\"],\"limit\":\"60 t/month\",\"from\":\"2024-07\"}],"
        "\"watch\":[{\"metric\":\"price\",\"by\":[\"region\"]}],\"client\":\"a\",\"seq\":1}");
    check_holds(said, "\"done\":true");
    json_t *head = json_loads(said, JSON_DISABLE_EOF_CHECK, NULL);
    json_t *lines = json_object_get(head, "lines");
    CHECK_INT(json_array_size(lines), 2);
    Request request = world_get("/api/v1/query");
    world_with(&request, "run", json_string_value(json_object_get(head, "run")));
    world_with(&request, "metric", "price");
    world_with(&request, "region", "south");
    world_with(&request, "month", "2024-08");
    json_t *json = ask_json(&world, &request);
    CHECK_NEAR(number(row(json, 0), "value"), 70.0, 1e-7); /* 60 t reach the south */
    json_decref(json);
    json_decref(head);
    free(said);
    world_close(&world);
}

TEST(a_second_question_of_a_client_ends_the_first)
{
    World world;
    Answer first;
    char block[4096];
    world_open(&world);
    Request request = world_get("/api/v1/solve");
    request.method = "POST";
    request.token = world.web.token;
    request.body = "{\"policies\":[{\"kind\":\"outage\",\"id\":\"o\",\"facility\":\"pit\","
                   "\"share\":0.5,\"from\":\"2024-02\"}],\"client\":\"a\",\"seq\":1}";
    request.n_body = strlen(request.body);
    web_answer(&world.web, &request, &first);
    CHECK(first.live != NULL);
    free(world_solve(&world, "{\"policies\":[],\"client\":\"a\",\"seq\":2}"));
    CHECK(live_read(first.live, block, sizeof block) > 0); /* the head was there already */
    const ssize_t n = live_read(first.live, block, sizeof block - 1);
    CHECK(n > 0);
    block[n] = '\0';
    check_holds(block, "\"superseded\":true");
    CHECK_INT(live_read(first.live, block, sizeof block), -1);
    answer_free(&first);
    world_close(&world);
}

TEST(strangers_are_refused)
{
    static const char *const hosts[] = {
        NULL, "", "example.com", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8733.example.com"};
    World world;
    world_open(&world);
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        Request request = world_get("/api/v1/model");
        request.host = hosts[i];
        free(world_ask(&world, &request, 403));
    }
    Request request = world_get("/api/v1/model");
    request.origin = "http://example.com";
    free(world_ask(&world, &request, 403));
    request.origin = "http://localhost:8733";
    free(world_ask(&world, &request, 200));
    request.origin = NULL;
    request.site = "cross-site";
    free(world_ask(&world, &request, 403));
    world_close(&world);
}

TEST(whatever_changes_state_needs_the_token)
{
    World world;
    world_open(&world);
    Request request = world_get("/api/v1/solve");
    request.method = "POST";
    request.body = "{\"policies\":[]}";
    request.n_body = strlen(request.body);
    free(world_ask(&world, &request, 403));
    request.token = "0123456789abcdef0123456789abcdef";
    free(world_ask(&world, &request, 403));
    request.token = world.web.token;
    request.body = "{\"policies\":";
    request.n_body = strlen(request.body);
    free(world_ask(&world, &request, 400));
    request.body = NULL;
    request.n_body = 0;
    free(world_ask(&world, &request, 400));
    world_close(&world);
}

TEST(mistakes_are_answered_in_words)
{
    static const struct {
        const char *path, *key, *value;
        int code;
        const char *words;
    } cases[] = {
        {"/api/v1/query", "metric", "prise", 400, "did you mean 'price'"},
        {"/api/v1/query", "colour", "red", 400, "no parameter 'colour'"},
        {"/api/v1/query", "metric", "pri\xb3", 400, "'pri?' is no metric"},
        {"/api/v1/query", "metric", "\"<\x01", 400, "no metric"},
        {"/api/v1/query", "metri", "price", 400, "no parameter 'metri'"},
        {"/api/v1/headline", "run", "no-such-run", 404, "there is no run"},
        {"/api/v1/headline", "run", "ban+ban+no", 404, "there is no run"},
        {"/api/v1/flows", "top", "0", 400, "whole number"},
        {"/api/v1/flows", "month", "May", 400, "2025-04"},
        {"/api/v1/flows", "year", "1999", 400, ""},
        {"/api/v1/chain", "element", "Unobtainium", 400, "no commodity"},
        {"/api/v1/nothing", "", "", 404, "no such resource"},
        {"/api/v1/", "", "", 404, "no such resource"},
        {"/api/v1/../../etc/passwd", "", "", 404, "no such resource"},
        {"/../../../etc/passwd", "", "", 404, "nothing here"},
        {"//etc/passwd", "", "", 404, "nothing here"},
    };
    World world;
    world_open(&world);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Request request = world_get(cases[i].path);
        if (*cases[i].key) world_with(&request, cases[i].key, cases[i].value);
        char *text = world_ask(&world, &request, cases[i].code);
        check_holds(text, cases[i].words);
        json_t *json = json_loads(text, 0, NULL);
        CHECK(json != NULL);
        json_decref(json);
        free(text);
    }
    Request request = world_get("/api/v1/model");
    request.method = "DELETE";
    request.token = world.web.token;
    free(world_ask(&world, &request, 405));
    world_close(&world);
}

TEST(the_page_is_built_in_and_knows_the_token)
{
    World world;
    world_open(&world);
    Request request = world_get("/");
    char *text = world_ask(&world, &request, 200);
    check_holds(text, world.web.token);
    free(text);
    world_close(&world);
}

/* The laws themselves are tested with the magnet module; here: what is asked is what is
 * answered. */
TEST(magnets_are_told_or_refused_with_a_sentence)
{
    World world;
    char folder[512];
    MagnetData data;
    Arena *arena = arena_new(0);
    Diag *diag = diag_new();
    world_open(&world);
    Request request = world_get("/api/v1/magnets");
    world_with(&request, "family", "UH");
    char *none = world_ask(&world, &request, 400);
    CHECK(strstr(none, "data/magnets was not found") != NULL);
    free(none);
    snprintf(folder, sizeof folder, "%s/../data/magnets", test_folder());
    CHECK_OK(magnet_data_read(folder, arena, diag, &data));
    world.web.magnets = &data;
    json_t *json = ask_json(&world, &request);
    CHECK_INT((int)json_array_size(json_object_get(json, "rows")), data.n_recipes);
    CHECK(number(row(json, 0), "hcj_koe") >= 25);
    CHECK(number(row(json, 0), "cost") <= number(row(json, 1), "cost"));
    json_decref(json);
    Request curves = world_get("/api/v1/magnet_curves");
    world_with(&curves, "family", "UH");
    world_with(&curves, "permeance", "2");
    world_with(&curves, "at", "20,400");
    json = ask_json(&world, &curves);
    CHECK_INT((int)json_array_size(json_object_get(json, "rows")), 2);
    CHECK(number(row(json, 0), "margin_koe") > 0);
    CHECK(strstr(json_string_value(json_object_get(row(json, 1), "why_not")), "Curie point") !=
          NULL);
    json_decref(json);
    world_with(&request, "thickness", "-3");
    char *bad = world_ask(&world, &request, 400);
    CHECK(strstr(bad, "-3 mm is no thickness") != NULL);
    free(bad);
    world_close(&world);
    diag_free(diag);
    arena_free(arena);
}
