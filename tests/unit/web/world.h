/* world.h - a server without a socket, on the strait of tests/unit/sim: north sells ore to
 * south. */
#ifndef LODE_TESTS_WEB_WORLD_H
#define LODE_TESTS_WEB_WORLD_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/test.h"
#include "web/answer.h"

typedef struct World {
    Model *model;
    struct Web web;
} World;

static inline void world_open(World *world)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s/unit/sim/data/strait", test_folder());
    Diag *diag = diag_new();
    CHECK_OK(model_read(folder, diag, &world->model));
    diag_free(diag);
    CHECK_OK(web_prepare(&world->web, world->model, NULL, NULL));
    world->web.port = 8733;
}

static inline void world_close(World *world)
{
    web_clear(&world->web);
    model_free(world->model);
}

static inline Request world_get(const char *path)
{
    return (Request){.method = "GET", .path = path, .host = "127.0.0.1:8733"};
}

static inline void world_with(Request *request, const char *key, const char *value)
{
    request->keys[request->n_values] = key;
    request->values[request->n_values++] = value;
}

/* The text of the answer, to be freed; the code is checked. */
static inline char *world_ask(World *world, const Request *request, int code)
{
    Answer answer;
    web_answer(&world->web, request, &answer);
    if (answer.code != code)
        fail_msg("%s: %d, not %d\n%s", request->path, answer.code, code,
                 answer.body.at ? answer.body.at : "");
    char *text = calloc(answer.body.n + 1, 1);
    CHECK(text != NULL);
    if (answer.body.n) memcpy(text, answer.body.at, answer.body.n);
    answer_free(&answer);
    return text;
}

static inline Request world_post(const World *world, const char *body)
{
    Request request = world_get("/api/v1/solve");
    request.method = "POST";
    request.token = world->web.token;
    request.body = body;
    request.n_body = strlen(body);
    return request;
}

/* Solves policies and reads the stream to its end. */
static inline char *world_solve(World *world, const char *body)
{
    const Request request = world_post(world, body);
    Answer answer;
    Text all = {0};
    char block[4096];
    ssize_t n;
    web_answer(&world->web, &request, &answer);
    if (!answer.live) fail_msg("no stream: %s", answer.body.at ? answer.body.at : "");
    while ((n = live_read(answer.live, block, sizeof block)) > 0)
        text_put(&all, block, (size_t)n);
    answer_free(&answer);
    CHECK(!all.failed);
    return all.at;
}

static inline void check_holds(const char *text, const char *words)
{
    if (!strstr(text, words)) fail_msg("'%s' is not in:\n%s", words, text);
}

#endif
