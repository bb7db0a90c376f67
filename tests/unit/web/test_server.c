/* The server over a real socket: requests that no browser would send, many at once, and sliders
 * dragged by fifty clients. After every assault it must still answer. */
#include <arpa/inet.h>
#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "support/test.h"
#include "web/web.h"

typedef struct Server {
    Model *model;
    Web *web;
} Server;

static Server server_open(void)
{
    Server server;
    char folder[512];
    Diag *diag = diag_new();
    snprintf(folder, sizeof folder, "%s/unit/sim/data/strait", test_folder());
    CHECK_OK(model_read(folder, diag, &server.model));
    const WebOptions options = {.model = server.model, .port = 0};
    CHECK_OK(web_open(&options, diag, &server.web));
    CHECK(web_port(server.web) > 0);
    diag_free(diag);
    return server;
}

static void server_close(Server *server)
{
    web_close(server->web);
    model_free(server->model);
}

static int dial(const Server *server)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)web_port(server->web)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    const struct timeval patience = {.tv_sec = 30};
    const int line = socket(AF_INET, SOCK_STREAM, 0);
    if (line < 0) return -1;
    setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(line, (struct sockaddr *)&to, sizeof to) == 0) return line;
    close(line);
    return -1;
}

static void say(int line, const char *bytes, size_t n)
{
    while (n > 0) {
        const ssize_t sent = send(line, bytes, n, MSG_NOSIGNAL);
        if (sent <= 0) return; /* the server hung up, as it may */
        bytes += sent;
        n -= (size_t)sent;
    }
}

/* Reads to the end or until room is full; returns the status code, 0 without an answer. */
static int hear(int line, char *out, size_t room)
{
    size_t n = 0;
    ssize_t got;
    while (n + 1 < room && (got = recv(line, out + n, room - 1 - n, 0)) > 0)
        n += (size_t)got;
    out[n] = '\0';
    return n > 12 && strncmp(out, "HTTP/1.1 ", 9) == 0 ? atoi(out + 9) : 0;
}

static int ask(const Server *server, const char *request, size_t n, char *out, size_t room)
{
    const int line = dial(server);
    if (line < 0) return -1;
    say(line, request, n);
    shutdown(line, SHUT_WR);
    const int code = hear(line, out, room);
    close(line);
    return code;
}

static int get(const Server *server, const char *path, char *out, size_t room)
{
    char request[512];
    snprintf(request, sizeof request,
             "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n", path,
             web_port(server->web));
    return ask(server, request, strlen(request), out, room);
}

static void check_alive(const Server *server)
{
    static char out[1 << 16];
    CHECK_INT(get(server, "/api/v1/model", out, sizeof out), 200);
    CHECK(strstr(out, "\"id\":\"strait\"") != NULL);
}

TEST(headers_guard_the_page)
{
    static char out[1 << 16];
    Server server = server_open();
    CHECK_INT(get(&server, "/", out, sizeof out), 200);
    CHECK(strstr(out, "Content-Security-Policy: default-src 'none'") != NULL);
    CHECK(strstr(out, "X-Content-Type-Options: nosniff") != NULL);
    CHECK(strstr(out, "Referrer-Policy: no-referrer") != NULL);
    CHECK(strstr(out, "Access-Control-Allow-Origin") == NULL);
    server_close(&server);
}

TEST(what_is_unchanged_is_not_sent_again)
{
    static char out[1 << 16];
    char request[512], tag[32];
    Server server = server_open();
    CHECK_INT(get(&server, "/api/v1/regions", out, sizeof out), 200);
    const char *at = strstr(out, "ETag: ");
    CHECK(at != NULL);
    snprintf(tag, sizeof tag, "%.18s", at + 6);
    snprintf(request, sizeof request,
             "GET /api/v1/regions HTTP/1.1\r\nHost: localhost:%d\r\nIf-None-Match: %s\r\n"
             "Connection: close\r\n\r\n",
             web_port(server.web), tag);
    CHECK_INT(ask(&server, request, strlen(request), out, sizeof out), 304);
    server_close(&server);
}

/* Whatever comes in, an answer of 4xx or a closed line goes out, and the server lives. */
TEST(no_request_brings_it_down)
{
    static const char *const requests[] = {
        "",
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        "GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET /api/v1/query?metric=%00%ff%fe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n",
        "GET /\x01\x02\x03 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "POST /api/v1/solve HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
        "POST /api/v1/solve HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
        "99999999999\r\n\r\n{",
        "POST /api/v1/solve HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: "
        "chunked\r\n\r\nzz\r\n",
        "POST /api/v1/solve HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        "ffffffffffffffff\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: example.com\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n X: folded\r\n\r\n",
        "PUT /api/v1/model HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\nabc",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    };
    static char out[1 << 16];
    Server server = server_open();
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        const int code = ask(&server, requests[i], strlen(requests[i]), out, sizeof out);
        if (code != 0 && (code < 400 || code > 599))
            fail_msg("request %d was answered with %d", (int)i, code);
        CHECK(strstr(out, "root:") == NULL);
    }
    check_alive(&server);
    server_close(&server);
}

TEST(long_requests_are_refused)
{
    enum { LONG = 1 << 20 };
    static char out[1 << 16];
    char *request = malloc(LONG + 512);
    CHECK(request != NULL);
    Server server = server_open();
    int n = snprintf(request, LONG, "GET /");
    memset(request + n, 'a', LONG); /* a path of a megabyte */
    n += LONG;
    int code = ask(&server, request, (size_t)n, out, sizeof out);
    CHECK(code == 0 || code >= 400);
    n = snprintf(request, LONG, "GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n",
                 web_port(server.web));
    for (int i = 0; i < 20000 && n < LONG - 64; i++) /* and very many headers */
        n += snprintf(request + n, 64, "X-%d: y\r\n", i);
    code = ask(&server, request, (size_t)n, out, sizeof out);
    CHECK(code == 0 || code >= 400);
    n = snprintf(request, LONG, "GET /api/v1/regions?");
    for (int i = 0; i < 200; i++) /* and more parameters than are allowed */
        n += snprintf(request + n, 64, "a%d=1&", i);
    n += snprintf(request + n, 256,
                  " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n",
                  web_port(server.web));
    CHECK_INT(ask(&server, request, (size_t)n, out, sizeof out), 400);
    n = snprintf(request, LONG,
                 "POST /api/v1/solve HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Lode-Token: %s\r\n"
                 "Content-Length: 600000\r\nConnection: close\r\n\r\n",
                 web_port(server.web), web_token(server.web));
    memset(request + n, '[', 600000); /* and a body that is too large */
    code = ask(&server, request, (size_t)n + 600000, out, sizeof out);
    CHECK(code == 413 || code == 0);
    check_alive(&server);
    free(request);
    server_close(&server);
}

/* Forty lines that say a few bytes and wait: the server answers others meanwhile. */
TEST(slow_clients_hold_nobody_up)
{
    enum { SLOW = 40 };
    int lines[SLOW];
    Server server = server_open();
    for (int i = 0; i < SLOW; i++) {
        lines[i] = dial(&server);
        CHECK(lines[i] >= 0);
        say(lines[i], "GET /api/v1/mo", 14);
    }
    check_alive(&server);
    for (int i = 0; i < SLOW; i++)
        close(lines[i]);
    check_alive(&server);
    server_close(&server);
}

/* ---- fifty clients drag sliders ---- */

enum { DRAGGERS = 50, MOVES = 6 };

typedef struct Dragger {
    const Server *server;
    int number, round, whole, lost;
} Dragger;

static int solve(const Server *server, int client, int seq, double share, char *out,
                 size_t room)
{
    char body[512], request[1024];
    snprintf(
        body, sizeof body,
        "{\"policies\":[{\"kind\":\"outage\",\"id\":\"o\",\"facility\":\"pit\",\"share\":%.4f,"
        "\"from\":\"2024-07\"}],\"watch\":[{\"metric\":\"price\",\"by\":[\"region\"]}],"
        "\"client\":\"c%d\",\"seq\":%d}",
        share, client, seq);
    snprintf(request, sizeof request,
             "POST /api/v1/solve HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Lode-Token: %s\r\n"
             "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
             web_port(server->web), web_token(server->web), strlen(body), body);
    const int line = dial(server);
    if (line < 0) return -1;
    say(line, request, strlen(request));
    const int code = hear(line, out, room);
    close(line);
    return code;
}

static void *drag(void *context)
{
    Dragger *d = context;
    char *out = malloc(1 << 16);
    for (int move = 0; move < MOVES && out; move++) {
        const double share = 0.01 * (1 + (d->number * 7 + move * 13) % 90);
        const int seq = d->round * MOVES + move + 1;
        const int code = solve(d->server, d->number, seq, share, out, 1 << 16);
        if (code == 200 && strstr(out, "\"done\":true"))
            d->whole++;
        else
            d->lost++;
    }
    free(out);
    return NULL;
}

/* Kilobytes of this process that are in memory. */
static long resident(void)
{
    long pages = 0, ignored = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file) {
        if (fscanf(file, "%ld %ld", &ignored, &pages) != 2) pages = 0;
        fclose(file);
    }
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void drag_all(const Server *server, int round)
{
    pthread_t threads[DRAGGERS];
    static Dragger draggers[DRAGGERS];
    for (int i = 0; i < DRAGGERS; i++) {
        draggers[i] = (Dragger){.server = server, .number = i, .round = round};
        CHECK_INT(pthread_create(&threads[i], NULL, drag, &draggers[i]), 0);
    }
    for (int i = 0; i < DRAGGERS; i++) {
        pthread_join(threads[i], NULL);
        CHECK_INT(draggers[i].lost, 0);
        CHECK_INT(draggers[i].whole,
                  MOVES); /* each waits for its answer, so none is overtaken */
    }
}

/* Mean memory of some rounds: what the allocator keeps of one moment's fifty runs differs from
 * round to round by a quarter, a leak adds up. */
static long drag_rounds(const Server *server, int from, int n)
{
    long sum = 0;
    for (int round = from; round < from + n; round++) {
        drag_all(server, round);
        sum += resident();
    }
    return sum / n;
}

TEST(fifty_clients_drag_sliders_and_memory_stays_flat)
{
    enum { ROUNDS = 8 };
    Server server = server_open();
    drag_rounds(&server, 0, 2); /* the shelf of runs is full now */
    const long before = drag_rounds(&server, 2, ROUNDS);
    const long after = drag_rounds(&server, 2 + ROUNDS, ROUNDS);
    if (after > before + before / 5 + 4096)
        fail_msg("%ld kB before, %ld kB after", before, after);
    check_alive(&server);
    server_close(&server);
}
