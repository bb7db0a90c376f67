#include "web/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/events.h"
#include "web/futures.h"
#include "web/live.h"

const char *request_text(const Request *request, const char *key)
{
    for (int i = 0; i < request->n_values; i++)
        if (strcmp(request->keys[i], key) == 0 && request->values[i] && *request->values[i])
            return request->values[i];
    return NULL;
}

void answer_free(Answer *answer)
{
    text_free(&answer->body);
    live_free(answer->live);
    futures_free(answer->futures);
    wire_free(answer->events);
    *answer = (Answer){0};
}

static void begin_error(Answer *answer, int code, const char *text, const char *hint)
{
    text_free(&answer->body);
    answer->code = code;
    answer->kept = NULL;
    answer->type = "application/json; charset=utf-8";
    text_say(&answer->body,
             "{\"schema\":\"lode.api/1\",\"error\":{\"code\":%d,\"text\":", code);
    text_put_json(&answer->body, text);
    text_say(&answer->body, ",\"hint\":");
    text_put_json(&answer->body, hint);
}

void answer_error(Answer *answer, int code, const char *text, const char *hint)
{
    begin_error(answer, code, text, hint);
    text_say(&answer->body, "}}\n");
}

void answer_mistakes(Answer *answer, int code, const Diag *diag, const char *text,
                     const char *hint)
{
    enum { SHOWN = 12 };
    begin_error(answer, code, text, hint);
    text_say(&answer->body, ",\"messages\":[");
    for (int32_t i = 0; i < diag_count(diag) && i < SHOWN; i++) {
        const DiagMessage *m = diag_message(diag, i);
        text_say(&answer->body, "%s{\"place\":", i ? "," : "");
        text_put_json(&answer->body, m->file);
        text_say(&answer->body, ",\"line\":%d,\"field\":", (int)m->line);
        text_put_json(&answer->body, m->field);
        text_say(&answer->body, ",\"text\":");
        text_put_json(&answer->body, m->text);
        text_say(&answer->body, "}");
    }
    text_say(&answer->body, "]}}\n");
}

static bool is_here(const char *name, int port)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    char full[64];
    for (int i = 0; i < 3; i++) {
        snprintf(full, sizeof full, "%s:%d", names[i], port);
        if (strcmp(name, full) == 0) return true;
    }
    return false;
}

/* Takes as long for a wrong token as for the right one. */
static bool same_token(const char *given, const char *token)
{
    const size_t n = strlen(token);
    if (strlen(given) != n) return false;
    unsigned difference = 0;
    for (size_t i = 0; i < n; i++)
        difference |= (unsigned)(given[i] ^ token[i]);
    return difference == 0;
}

const char *request_refuse(const Request *request, int port, const char *token)
{
    const bool changes =
        strcmp(request->method, "GET") != 0 && strcmp(request->method, "HEAD") != 0;
    if (!request->host || !is_here(request->host, port))
        return "this server answers to its own machine only; the Host header names another";
    if (request->origin &&
        (strncmp(request->origin, "http://", 7) != 0 || !is_here(request->origin + 7, port)))
        return "the request comes from a page of another origin";
    if (request->site && strcmp(request->site, "cross-site") == 0)
        return "the request comes from a page of another site";
    if (changes && (!request->token || !same_token(request->token, token)))
        return "the X-Lode-Token header is missing or wrong; the page has it";
    return NULL;
}
