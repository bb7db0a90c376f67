/* Requests made of the fuzzer's bytes: method, path, parameters and body, each a line. Whatever
 * they are, the answer has a code and a body, and JSON that is promised is JSON. */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/answer.h"
#include "web/futures.h"

static struct Web web;
static Model *model;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    Diag *diag = diag_new();
    if (model_read(LODE_FUZZ_MODEL, diag, &model) || web_prepare(&web, model, NULL, NULL))
        abort();
    diag_free(diag);
    web.port = 1;
    return 0;
}

/* The next line, cut out in place; "" at the end. */
static char *next_line(char **rest)
{
    char *line = *rest;
    char *end = strchr(line, '\n');
    *rest = end ? end + 1 : line + strlen(line);
    if (end) *end = '\0';
    return line;
}

static void read_values(char *text, Request *request)
{
    char *rest = NULL;
    for (char *pair = strtok_r(text, "&", &rest); pair; pair = strtok_r(NULL, "&", &rest)) {
        char *equals = strchr(pair, '=');
        if (request->n_values == REQUEST_VALUES) return;
        if (equals) *equals = '\0';
        request->keys[request->n_values] = pair;
        request->values[request->n_values++] = equals ? equals + 1 : NULL;
    }
}

static void check_json(const Answer *answer)
{
    if (!answer->type || !strstr(answer->type, "application/json")) return;
    json_t *json = json_loadb(answer->body.at, answer->body.n, 0, NULL);
    if (!json) abort();
    json_decref(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char block[4096], *text = malloc(size + 1);
    if (!text) return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    if (strlen(text) != size) { /* the HTTP library lets no zero bytes through */
        free(text);
        return 0;
    }
    char *rest = text;
    Request request = {.host = "127.0.0.1:1", .token = web.token};
    request.method = next_line(&rest);
    request.path = next_line(&rest);
    read_values(next_line(&rest), &request);
    request.body = rest;
    request.n_body = strlen(rest);
    Answer answer;
    web_answer(&web, &request, &answer);
    if (answer.code < 200 || answer.code > 599) abort();
    if (answer.futures) futures_read(answer.futures, block, sizeof block); /* the head */
    if (answer.live)
        for (int i = 0; i < 100 && live_read(answer.live, block, sizeof block) > 0; i++)
            continue;
    else if (!answer.events)
        check_json(&answer);
    answer_free(&answer);
    free(text);
    return 0;
}
