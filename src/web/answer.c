#include "web/answer.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "web/futures.h"
#include "web/page.h"

static const char api[] = "/api/v1/", solve_path[] = "/api/v1/solve",
                  futures_path[] = "/api/v1/futures", topic_path[] = "/api/v1/topic";

static Status make_token(char token[WEB_TOKEN_SIZE])
{
    unsigned char bytes[(WEB_TOKEN_SIZE - 1) / 2];
    FILE *file = fopen("/dev/urandom", "rb");
    const bool ok = file && fread(bytes, 1, sizeof bytes, file) == sizeof bytes;
    if (file) fclose(file);
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(token + 2 * i, 3, "%02x", ok ? bytes[i] : 0u);
    return ok ? LODE_OK : LODE_IO;
}

Status web_prepare(struct Web *web, const Model *model, const char *ui_dir, const char *library)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    *web = (struct Web){.model = model, .ui_dir = ui_dir};
    gate_open(&web->gate, processors > 0 ? (int)processors : 1);
    events_open(&web->events);
    runs_open(&web->runs, model, &web->gate, &web->events);
    episodes_open(&web->episodes, model, &web->runs);
    clients_open(&web->clients);
    papers_open(&web->papers, model, library);
    press_open(&web->press);
    return make_token(web->token);
}

void web_clear(struct Web *web)
{
    episodes_close(&web->episodes);
    runs_close(&web->runs);
    clients_close(&web->clients);
    papers_close(&web->papers);
    press_close(&web->press);
    events_close(&web->events);
    gate_close(&web->gate);
}

/* ---- mistakes ---- */

static int http_code(Status st)
{
    switch (st) {
    case LODE_NEGATIVE:
        return 404;
    case LODE_USAGE:
    case LODE_BAD_INPUT:
        return 400;
    case LODE_DIVERGED:
    case LODE_INFEASIBLE:
    case LODE_UNBOUNDED:
        return 422;
    default:
        return 503;
    }
}

static void answer_diag(Answer *answer, Status st, const Diag *diag)
{
    char line[600];
    Text text = {0};
    for (int32_t i = 0; i < diag_count(diag) && i < 12; i++) {
        diag_format(diag_message(diag, i), line, sizeof line);
        if (i) text_put(&text, "\n", 1);
        text_put(&text, line, strlen(line));
    }
    answer_mistakes(answer, http_code(st), diag, text.at ? text.at : status_text(st),
                    "GET /api/v1/resources lists what can be asked");
    text_free(&text);
}

/* ---- resources ---- */

/* NAME or NAME.csv behind the prefix. */
static const Resource *find_resource(const char *path, OutForm *form)
{
    char name[64];
    const size_t n = strlen(path);
    const bool csv = n > 4 && strcmp(path + n - 4, ".csv") == 0;
    const size_t length = csv ? n - 4 : n;
    *form = csv ? OUT_CSV : OUT_JSON;
    if (length >= sizeof name) return NULL;
    snprintf(name, sizeof name, "%.*s", (int)length, path);
    return resource_find(name);
}

/* A parameter that the resource does not know is a mistake, not a wish to be ignored. */
static const char *unknown_parameter(const char *parameters, const Request *request)
{
    for (int i = 0; i < request->n_values; i++) {
        const char *key = request->keys[i], *found = parameters;
        const size_t n = strlen(key);
        bool known = false;
        while (n && (found = strstr(found, key)) && !known) {
            const bool begins = found == parameters || found[-1] == ' ';
            known = begins && (found[n] == ' ' || !found[n]);
            found += n;
        }
        if (!known) return key;
    }
    return NULL;
}

static Ask ask_of(struct Web *web, const Request *request, Out *out, Diag *diag)
{
    return (Ask){.model = web->model,
                 .runs = &web->runs,
                 .episodes = &web->episodes,
                 .request = request,
                 .out = out,
                 .diag = diag,
                 .magnets = web->magnets,
                 .papers = &web->papers};
}

/* What the function writes, in the form. */
static void answer_written(struct Web *web, const Request *request,
                           Status (*write)(const Ask *ask), OutForm form, Answer *answer)
{
    Out out;
    Diag *diag = diag_new();
    out_open(&out, form);
    const Ask ask = ask_of(web, request, &out, diag);
    Status st = diag ? write(&ask) : LODE_NO_MEMORY;
    out_close(&out);
    if (!st && out.body.failed) st = LODE_NO_MEMORY;
    if (st) {
        answer_diag(answer, st, diag);
        out_free(&out);
    } else {
        answer->code = 200;
        answer->type =
            form == OUT_CSV ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
        answer->body = out.body;
    }
    diag_free(diag);
}

static void refuse_parameter(const char *name, const char *parameters, const char *unknown,
                             Answer *answer)
{
    char text[160];
    snprintf(text, sizeof text, "'%.60s' has no parameter '%.60s'", name, unknown);
    answer_error(answer, 400, text, parameters);
}

static void answer_file(struct Web *web, const Request *request, const PressKind *kind,
                        Answer *answer)
{
    const char *unknown = unknown_parameter(kind->parameters, request);
    if (unknown) {
        refuse_parameter(kind->name, kind->parameters, unknown, answer);
        return;
    }
    Diag *diag = diag_new();
    const Ask ask = ask_of(web, request, NULL, diag);
    const Status st =
        diag ? press_make(&web->press, kind, &ask, &answer->body) : LODE_NO_MEMORY;
    answer->code = 200;
    answer->type = kind->type;
    answer->kept = kind->kept;
    if (st) answer_diag(answer, st, diag);
    diag_free(diag);
}

static void answer_resource(struct Web *web, const Request *request, const char *name,
                            Answer *answer)
{
    OutForm form;
    const PressKind *file = press_find(name);
    if (file) {
        answer_file(web, request, file, answer);
        return;
    }
    const Resource *resource = find_resource(name, &form);
    if (!resource) {
        answer_error(answer, 404, "there is no such resource",
                     "GET /api/v1/resources lists them");
        return;
    }
    const char *unknown = unknown_parameter(resource->parameters, request);
    if (unknown) {
        refuse_parameter(resource->name, resource->parameters, unknown, answer);
        return;
    }
    answer_written(web, request, resource->write, form, answer);
}

static void answer_solve(struct Web *web, const Request *request, Answer *answer)
{
    Diag *diag = diag_new();
    const Status st = diag ? live_new(&web->runs, &web->clients, request->body, request->n_body,
                                      diag, &answer->live)
                           : LODE_NO_MEMORY;
    answer->code = 200;
    answer->type = "application/x-ndjson; charset=utf-8";
    if (st) answer_diag(answer, st, diag);
    diag_free(diag);
}

static void answer_futures(struct Web *web, const Request *request, Answer *answer)
{
    Diag *diag = diag_new();
    const Status st =
        diag ? futures_new(&web->runs, request->body, request->n_body, diag, &answer->futures)
             : LODE_NO_MEMORY;
    answer->code = 200;
    answer->type = "application/x-ndjson; charset=utf-8";
    if (st) answer_diag(answer, st, diag);
    diag_free(diag);
}

static void answer_events(struct Web *web, Answer *answer)
{
    answer->events = wire_new(&web->events);
    answer->code = 200;
    answer->type = "text/event-stream; charset=utf-8";
    if (!answer->events)
        answer_error(answer, 503, "too many pages listen already", "close one");
}

/* What changes state: the methods that a path takes. */
static bool allowed(const Request *request, const char **allow)
{
    const bool get =
        strcmp(request->method, "GET") == 0 || strcmp(request->method, "HEAD") == 0;
    const bool post = strcmp(request->method, "POST") == 0;
    const bool solve =
        strcmp(request->path, solve_path) == 0 || strcmp(request->path, futures_path) == 0;
    const bool topic = strcmp(request->path, topic_path) == 0;
    *allow = solve ? "POST" : topic ? "GET, HEAD, POST" : "GET, HEAD";
    return solve ? post : get || (topic && post);
}

void web_answer(struct Web *web, const Request *request, Answer *answer)
{
    *answer = (Answer){0};
    const char *allow, *refused = request_refuse(request, web->port, web->token);
    if (request->too_many_values)
        answer_error(answer, 400, "too many parameters", "48 are allowed");
    else if (refused)
        answer_error(answer, 403, refused, "open the page at the address `lode serve` printed");
    else if (!allowed(request, &allow)) {
        answer_error(
            answer, 405, "that method is not for this resource",
            "GET for everything but /api/v1/solve and /api/v1/futures, which take POST, "
            "and /api/v1/topic, which takes both");
        answer->allow = allow;
    } else if (strcmp(request->path, solve_path) == 0)
        answer_solve(web, request, answer);
    else if (strcmp(request->path, futures_path) == 0)
        answer_futures(web, request, answer);
    else if (strcmp(request->method, "POST") == 0)
        answer_written(web, request, change_topic, OUT_JSON, answer);
    else if (strcmp(request->path, "/api/v1/events") == 0)
        answer_events(web, answer);
    else if (strncmp(request->path, api, sizeof api - 1) == 0)
        answer_resource(web, request, request->path + sizeof api - 1, answer);
    else
        page_answer(web->ui_dir, web->token, request->path, answer);
}
