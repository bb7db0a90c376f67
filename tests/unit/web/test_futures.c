/* Many futures as a page asks for them: the mine and the mill of unit/ensemble, where
 * p = (b - 50 - 0.1 F) / 0.2 + F at the mill, b from 180 to 220, F from 17.5 to 70. */
#include <jansson.h>

#include "model/read.h"
#include "web/futures.h"

#include "world.h"

static void open_mill(World *world)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/unit/ensemble/data/futures", test_folder());
    Diag *diag = diag_new();
    CHECK_OK(model_read(folder, diag, &world->model));
    diag_free(diag);
    CHECK_OK(web_prepare(&world->web, world->model, NULL, NULL));
    world->web.port = 8733;
}

static Answer ask(World *world, const char *body)
{
    Request request = world_post(world, body);
    Answer answer;
    request.path = "/api/v1/futures";
    web_answer(&world->web, &request, &answer);
    return answer;
}

/* The last line of the stream; json_decref. */
static json_t *last_line(World *world, const char *body)
{
    Answer answer = ask(world, body);
    Text all = {0};
    char block[4096];
    ssize_t n;
    if (!answer.futures) fail_msg("no stream: %s", answer.body.at ? answer.body.at : "");
    while ((n = futures_read(answer.futures, block, sizeof block)) > 0)
        text_put(&all, block, (size_t)n);
    answer_free(&answer);
    size_t begin = all.n - 1;
    while (begin > 0 && all.at[begin - 1] != '\n')
        begin--;
    json_t *line = json_loadb(all.at + begin, all.n - begin, 0, NULL);
    text_free(&all);
    CHECK(line != NULL);
    return line;
}

static double quantile(const json_t *line, size_t q, size_t step)
{
    const json_t *all = json_object_get(line, "quantiles");
    return json_number_value(json_array_get(json_array_get(all, q), step));
}

#define MILL "\"metric\": \"price\", \"region\": \"mill\", \"commodity\": \"ore\""

TEST(a_page_gets_the_futures_it_asks_for)
{
    World world;
    open_mill(&world);
    json_t *line = last_line(&world, "{\"policies\": [], " MILL ", \"runs\": 40}");
    CHECK_INT(json_integer_value(json_object_get(line, "done")), 40);
    CHECK_INT(json_integer_value(json_object_get(line, "failed")), 0);
    CHECK(json_is_true(json_object_get(line, "end")));
    for (size_t q = 1; q < 5; q++)
        CHECK(quantile(line, q - 1, 0) < quantile(line, q, 0));
    /* without an outage between (180 - 57) / 0.2 + 17.5 and (220 - 51.75) / 0.2 + 70 */
    CHECK(quantile(line, 0, 0) > 632.5 && quantile(line, 4, 0) < 911.25);
    json_decref(line);
    world_close(&world);
}

/* The same seed has the same futures; another has others. */
TEST(a_seed_is_a_set_of_futures)
{
    World world;
    open_mill(&world);
    json_t *one = last_line(&world, "{\"policies\": [], " MILL ", \"runs\": 9, \"seed\": 1}");
    json_t *again = last_line(&world, "{\"policies\": [], " MILL ", \"runs\": 9, \"seed\": 1}");
    json_t *other = last_line(&world, "{\"policies\": [], " MILL ", \"runs\": 9, \"seed\": 2}");
    CHECK(json_equal(one, again) == 1);
    CHECK(json_equal(one, other) == 0);
    json_decref(one);
    json_decref(again);
    json_decref(other);
    world_close(&world);
}

/* Half of what the mill wants is half of the futures' prices or so, outages or not. */
TEST(policies_of_the_page_hold_in_every_future)
{
    World world;
    open_mill(&world);
    json_t *line =
        last_line(&world, "{\"policies\": [{\"kind\": \"demand_shift\", \"id\": "
                          "\"half\", \"commodities\": [\"ore\"], \"factor\": 0.5}], " MILL
                          ", \"runs\": 40}");
    CHECK(quantile(line, 4, 0) < 632.5);
    json_decref(line);
    world_close(&world);
}

TEST(mistakes_are_told_before_a_run_is_made)
{
    static const char *const bodies[][2] = {
        {"{\"policies\": [], \"metric\": \"prise\"}", "there is no such metric"},
        {"{\"policies\": 1, " MILL "}", "is a list"},
        {"{\"policies\": [], \"metric\": \"price\", \"region\": \"mull\"}", "mill"},
        {"{\"policies\": [], " MILL ", \"runs\": 100000}", "whole number"},
        {"{\"policies\": [], " MILL ", \"runs\": 1.5}", "whole number"},
        {"{", "is not JSON"}};
    World world;
    open_mill(&world);
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        Answer answer = ask(&world, bodies[i][0]);
        CHECK_INT(answer.code, 400);
        check_holds(answer.body.at, bodies[i][1]);
        answer_free(&answer);
    }
    world_close(&world);
}
