/* The library that speaks HTTP, and nothing else: requests in, answers out. */
#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "web/answer.h"
#include "web/futures.h"
#include "web/pack.h"
#include "web/web.h"

/* Limits: what a request may be, how long it may take, how many at once. */
enum {
    HEADER_BYTES = 32 << 10, /* a longer request line or header is refused by the library */
    IDLE_SECONDS = 15,
    CONNECTIONS_MAX = 200,
    STACK_BYTES = 1 << 20,
    STREAM_BLOCK = 64 << 10,
    PACK_FROM = 1 << 10 /* bytes; smaller answers are not packed */
};

static const char csp[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/* What of a request's body has arrived. */
typedef struct Arrival {
    Text body;
    bool too_large;
} Arrival;

typedef struct MHD_Connection Connection;
typedef struct MHD_Response Response;

/* ---- in ---- */

static enum MHD_Result add_value(void *context, enum MHD_ValueKind kind, const char *key,
                                 const char *value)
{
    Request *request = context;
    (void)kind;
    if (request->n_values == REQUEST_VALUES) {
        request->too_many_values = true;
        return MHD_NO;
    }
    request->keys[request->n_values] = key;
    request->values[request->n_values++] = value;
    return MHD_YES;
}

static const char *header(Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static Request read_request(Connection *connection, const char *method, const char *path,
                            const Arrival *arrival)
{
    const char *encodings = header(connection, "Accept-Encoding");
    Request request = {.method = method,
                       .path = path,
                       .host = header(connection, "Host"),
                       .origin = header(connection, "Origin"),
                       .site = header(connection, "Sec-Fetch-Site"),
                       .token = header(connection, "X-Lode-Token"),
                       .none_match = header(connection, "If-None-Match"),
                       .gzip = encodings && strstr(encodings, "gzip"),
                       .body = arrival->body.at,
                       .n_body = arrival->body.n};
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, add_value, &request);
    return request;
}

/* ---- out ---- */

static void add_headers(Response *response, const Answer *answer)
{
    MHD_add_response_header(response, "Content-Type", answer->type);
    MHD_add_response_header(response, "Content-Security-Policy", csp);
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Referrer-Policy", "no-referrer");
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    MHD_add_response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    MHD_add_response_header(response, "Cache-Control", "no-cache");
    MHD_add_response_header(response, "Vary", "Accept-Encoding");
    if (answer->allow) MHD_add_response_header(response, "Allow", answer->allow);
    if (!answer->kept) return;
    char kept[96];
    snprintf(kept, sizeof kept, "attachment; filename=\"%s\"", answer->kept);
    MHD_add_response_header(response, "Content-Disposition", kept);
}

static enum MHD_Result send_response(Connection *connection, int code, Response *response)
{
    if (!response) return MHD_NO;
    const enum MHD_Result sent = MHD_queue_response(connection, (unsigned)code, response);
    MHD_destroy_response(response);
    return sent;
}

static ssize_t stream_live(void *context, uint64_t at, char *buffer, size_t room)
{
    (void)at;
    const ssize_t n = live_read(context, buffer, room);
    return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : n;
}

static void end_live(void *context)
{
    live_free(context);
}

static ssize_t stream_futures(void *context, uint64_t at, char *buffer, size_t room)
{
    (void)at;
    const ssize_t n = futures_read(context, buffer, room);
    return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : n;
}

static void end_futures(void *context)
{
    futures_free(context);
}

static ssize_t stream_events(void *context, uint64_t at, char *buffer, size_t room)
{
    (void)at;
    const ssize_t n = wire_read(context, buffer, room);
    return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : n;
}

static void end_events(void *context)
{
    wire_free(context);
}

static Response *stream_of(Answer *answer)
{
    if (answer->live)
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, stream_live,
                                                 answer->live, end_live);
    if (answer->futures)
        return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, stream_futures,
                                                 answer->futures, end_futures);
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, STREAM_BLOCK, stream_events,
                                             answer->events, end_events);
}

static enum MHD_Result send_stream(Connection *connection, Answer *answer)
{
    Response *response = stream_of(answer);
    if (!response) return MHD_NO;
    answer->live = NULL; /* the response has it now */
    answer->futures = NULL;
    answer->events = NULL;
    add_headers(response, answer);
    return send_response(connection, answer->code, response);
}

static enum MHD_Result send_bytes(Connection *connection, const Request *request,
                                  const Answer *answer, const char *bytes, size_t n,
                                  bool packed, const char *tag)
{
    const bool same =
        answer->code == 200 && request->none_match && strstr(request->none_match, tag) != NULL;
    Response *response = MHD_create_response_from_buffer(same ? 0 : n, (void *)(uintptr_t)bytes,
                                                         MHD_RESPMEM_MUST_COPY);
    if (!response) return MHD_NO;
    add_headers(response, answer);
    if (answer->code == 200) MHD_add_response_header(response, "ETag", tag);
    if (packed && !same) MHD_add_response_header(response, "Content-Encoding", "gzip");
    return send_response(connection, same ? 304 : answer->code, response);
}

/* Packs what is large, unpacks what is packed, as the client takes it. */
static enum MHD_Result send_answer(Connection *connection, const Request *request,
                                   const Answer *answer)
{
    Text turned = {0};
    const char *bytes = answer->fixed ? answer->fixed : answer->body.at;
    size_t n = answer->fixed ? answer->n_fixed : answer->body.n;
    bool packed = answer->fixed && answer->packed, ok = true;
    char tag[TAG_SIZE];
    tag_of(bytes ? bytes : "", n, tag);
    const bool unpacks = packed && !request->gzip;
    const bool packs = !packed && request->gzip && n >= PACK_FROM;
    if (unpacks) ok = unpack(bytes, n, &turned);
    if (packs) ok = pack(bytes, n, &turned);
    if (ok && (packs || unpacks)) {
        bytes = turned.at;
        n = turned.n;
        packed = packs;
    }
    const enum MHD_Result sent =
        ok ? send_bytes(connection, request, answer, bytes, n, packed, tag) : MHD_NO;
    text_free(&turned);
    return sent;
}

static enum MHD_Result answer_request(Web *web, Connection *connection, const char *method,
                                      const char *path, const Arrival *arrival)
{
    Answer answer = {0};
    const Request request = read_request(connection, method, path, arrival);
    if (arrival->too_large)
        answer_error(&answer, 413, "the body is too large", "256 kB are allowed");
    else
        web_answer(web, &request, &answer);
    if (answer.body.failed) answer_error(&answer, 503, "out of memory", "try again");
    const enum MHD_Result sent = answer.live || answer.futures || answer.events
                                     ? send_stream(connection, &answer)
                                     : send_answer(connection, &request, &answer);
    answer_free(&answer);
    return sent;
}

static enum MHD_Result on_request(void *context, Connection *connection, const char *path,
                                  const char *method, const char *version, const char *data,
                                  size_t *n_data, void **kept)
{
    (void)version;
    Arrival *arrival = *kept;
    if (!arrival) {
        *kept = calloc(1, sizeof *arrival);
        return *kept ? MHD_YES : MHD_NO;
    }
    if (*n_data > 0) {
        arrival->too_large |= arrival->body.n + *n_data > REQUEST_BODY_MAX;
        if (!arrival->too_large) text_put(&arrival->body, data, *n_data);
        *n_data = 0;
        return MHD_YES;
    }
    return answer_request(context, connection, method, path, arrival);
}

static void on_end(void *context, Connection *connection, void **kept,
                   enum MHD_RequestTerminationCode why)
{
    (void)context;
    (void)connection;
    (void)why;
    Arrival *arrival = *kept;
    if (!arrival) return;
    text_free(&arrival->body);
    free(arrival);
    *kept = NULL;
}

/* ---- the daemon ---- */

static Status start(Web *web, int port, Diag *diag)
{
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    web->daemon = MHD_start_daemon(
        MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL,
        (uint16_t)port, NULL, NULL, on_request, web, MHD_OPTION_SOCK_ADDR, &here,
        MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES, MHD_OPTION_THREAD_STACK_SIZE,
        (size_t)STACK_BYTES, MHD_OPTION_END);
    const union MHD_DaemonInfo *info =
        web->daemon ? MHD_get_daemon_info(web->daemon, MHD_DAEMON_INFO_BIND_PORT) : NULL;
    if (info) {
        web->port = info->port;
        return LODE_OK;
    }
    diag_error(diag, "", 0, 0, "", "port %d cannot be had: %s; --port 0 takes any that is free",
               port, strerror(errno));
    return LODE_IO;
}

Status web_open(const WebOptions *options, Diag *diag, Web **out)
{
    *out = NULL;
    Web *web = malloc(sizeof *web);
    if (!web) return LODE_NO_MEMORY;
    Status st = web_prepare(web, options->model, options->ui_dir, options->library);
    web->magnets = options->magnets;
    if (!st && options->ensemble) st = papers_ensemble(&web->papers, options->ensemble, diag);
    if (!st) st = start(web, options->port, diag);
    if (st) {
        web_clear(web);
        free(web);
        return st;
    }
    *out = web;
    return LODE_OK;
}

void web_close(Web *web)
{
    if (!web) return;
    events_stop(&web->events);
    MHD_stop_daemon(web->daemon);
    web_clear(web);
    free(web);
}

int web_port(const Web *web)
{
    return web->port;
}

const char *web_token(const Web *web)
{
    return web->token;
}
