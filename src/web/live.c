#include "web/live.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "metrics/probe.h"
#include "web/own.h"
#include "web/watch.h"

struct Live {
    Runs *runs;
    Clients *clients;
    char client[CLIENT_ID_MAX + 1];
    double seq;
    Run *run; /* being made; held when it was there already, or once it is whole */
    bool held;
    SimRun *sim; /* NULL: the run is whole */
    const Record *record;
    Diag *diag;
    Watches watches;
    Text text; /* not yet read */
    size_t sent;
    int32_t first, told; /* steps: the first that may differ, and the next to tell */
    bool early;          /* those before the first are told */
    double started;
    bool ended;
};

/* ---- clients ---- */

void clients_open(Clients *clients)
{
    memset(clients, 0, sizeof *clients);
    pthread_mutex_init(&clients->mutex, NULL);
}

void clients_close(Clients *clients)
{
    pthread_mutex_destroy(&clients->mutex);
}

/* The client's place, or the longest unused one. The mutex is held. */
static int client_place(const Clients *clients, const char *id)
{
    int oldest = 0;
    for (int i = 0; i < CLIENTS_MAX; i++) {
        if (clients->of[i].used && strcmp(clients->of[i].id, id) == 0) return i;
        if (clients->of[i].used < clients->of[oldest].used) oldest = i;
    }
    return oldest;
}

static void client_ask(Clients *clients, const char *id, double seq)
{
    if (!*id) return;
    pthread_mutex_lock(&clients->mutex);
    const int i = client_place(clients, id);
    const bool same = strcmp(clients->of[i].id, id) == 0;
    if (!same || seq > clients->of[i].seq) clients->of[i].seq = seq;
    snprintf(clients->of[i].id, sizeof clients->of[i].id, "%s", id);
    clients->of[i].used = ++clients->clock;
    pthread_mutex_unlock(&clients->mutex);
}

static bool client_asked_anew(Clients *clients, const char *id, double seq)
{
    if (!*id) return false;
    pthread_mutex_lock(&clients->mutex);
    const int i = client_place(clients, id);
    const bool anew = strcmp(clients->of[i].id, id) == 0 && clients->of[i].seq > seq;
    pthread_mutex_unlock(&clients->mutex);
    return anew;
}

/* ---- the question ---- */

/* FNV-1a, 64 bits: an id for what the policies say. */
static uint64_t hash_text(const char *text)
{
    uint64_t hash = 14695981039346656037u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return hash;
}

/* The policies as canonical JSON, and what their texts leave open, if anything. To be freed. */
static char *key_of(json_t *policies, json_t *vary)
{
    const size_t form = JSON_SORT_KEYS | JSON_COMPACT;
    if (!json_object_size(vary)) return json_dumps(policies, form);
    json_t *both = json_pack("[O, O]", policies, vary);
    char *key = both ? json_dumps(both, form) : NULL;
    json_decref(both);
    return key;
}

static Status read_policies(Live *live, json_t *policies, json_t *vary)
{
    Run *run = live->run;
    run->arena = arena_new(0);
    char *key = key_of(policies, vary);
    run->key = key ? arena_text(run->arena, key, strlen(key)) : NULL;
    free(key);
    if (!run->key) return LODE_NO_MEMORY;
    snprintf(run->id, sizeof run->id, "r%016llx", (unsigned long long)hash_text(run->key));
    Status st = own_read(policies, run->arena, live->diag, &run->own);
    if (!st) st = own_vary(vary, live->runs->model, run->arena, live->diag, &run->own);
    return st;
}

static Status begin(Live *live)
{
    RunOptions options = {
        .name = live->run->id, .own = &live->run->own, .probe = &metrics_probe};
    gate_enter(live->runs->gate);
    const Status st = runs_begin(live->runs, &options, live->diag, &live->sim);
    gate_leave(live->runs->gate);
    if (st) return st;
    live->first = sim_first(live->sim);
    live->record = sim_record(live->sim);
    return LODE_OK;
}

static void adopt_known(Live *live, Run *known)
{
    run_free(live->run);
    live->run = known;
    live->held = true;
    live->record = known->record;
}

static void say_head(Live *live)
{
    const Record *r = live->record;
    char start[16], from[16];
    month_format(r->start, start, sizeof start);
    month_format(r->start + live->first * r->months_per_step, from, sizeof from);
    text_say(
        &live->text,
        "{\"run\":\"%s\",\"start\":\"%s\",\"months_per_step\":%d,\"steps\":%d,\"first\":%d,"
        "\"from\":\"%s\",\"lines\":",
        live->run->id, start, (int)r->months_per_step, (int)r->n_steps, (int)live->first, from);
    text_put(&live->text, live->watches.names.at, live->watches.names.n);
    text_put(&live->text, "}\n", 2);
}

static Status ask(Live *live, const json_t *body)
{
    json_t *policies = json_object_get(body, "policies");
    const char *client = json_string_value(json_object_get(body, "client"));
    if (!json_is_array(policies)) {
        diag_error(live->diag, "body", 0, 0, "policies",
                   "the body is a mapping with a list of policies, perhaps an empty one");
        return LODE_BAD_INPUT;
    }
    if (client && strlen(client) <= CLIENT_ID_MAX)
        snprintf(live->client, sizeof live->client, "%s", client);
    live->seq = json_number_value(json_object_get(body, "seq"));
    client_ask(live->clients, live->client, live->seq);
    Status st = read_policies(live, policies, json_object_get(body, "vary"));
    if (st) return st;
    Run *known = runs_find(live->runs, live->run->id);
    if (known)
        adopt_known(live, known);
    else
        st = begin(live);
    if (!st)
        st = watches_open(live->record, json_object_get(body, "watch"), live->diag,
                          &live->watches);
    live->told = live->first;
    live->early = live->first == 0;
    if (!st) say_head(live);
    return st;
}

Status live_new(Runs *runs, Clients *clients, const char *body, size_t n, Diag *diag,
                Live **out)
{
    *out = NULL;
    json_error_t error;
    json_t *json = json_loadb(body ? body : "", n, JSON_REJECT_DUPLICATES, &error);
    if (!json) {
        diag_error(diag, "body", error.line, error.column, "", "is not JSON: %s", error.text);
        return LODE_BAD_INPUT;
    }
    Live *live = calloc(1, sizeof *live);
    Status st = LODE_NO_MEMORY;
    if (live) {
        live->runs = runs;
        live->clients = clients;
        live->diag = diag_new();
        live->run = calloc(1, sizeof *live->run);
        live->started = clock_now();
        if (live->diag && live->run) st = ask(live, json);
        for (int32_t i = 0; i < diag_count(live->diag) && st; i++) {
            const DiagMessage *m = diag_message(live->diag, i);
            diag_error(diag, m->file, m->line, m->column, m->field, "%s", m->text);
        }
    }
    json_decref(json);
    if (st) {
        live_free(live);
        return st;
    }
    *out = live;
    return LODE_OK;
}

void live_free(Live *live)
{
    if (!live) return;
    watches_close(&live->watches);
    sim_end(live->sim);
    if (live->held)
        runs_release(live->runs, live->run);
    else
        run_free(live->run);
    text_free(&live->text);
    diag_free(live->diag);
    free(live);
}

/* ---- the answer ---- */

static void say_end(Live *live, Status st)
{
    live->ended = true;
    if (st == LODE_INTERRUPTED) {
        text_say(&live->text, "{\"superseded\":true}\n");
    } else if (st) {
        text_say(&live->text, "{\"error\":");
        text_put_json(&live->text, status_text(st));
        text_say(&live->text, ",\"messages\":[");
        for (int32_t i = 0; i < diag_count(live->diag) && i < 12; i++) {
            char line[512];
            diag_format(diag_message(live->diag, i), line, sizeof line);
            if (i) text_put(&live->text, ",", 1);
            text_put_json(&live->text, line);
        }
        text_say(&live->text, "]}\n");
    } else {
        text_say(&live->text, "{\"done\":true,\"run\":\"%s\",\"seconds\":%.4f}\n",
                 live->run->id, clock_now() - live->started);
    }
}

/* The run is whole: it goes to the shelf, for other questions. */
static void shelve(Live *live)
{
    live->run->trail = sim_take_trail(live->sim);
    live->run->record = sim_take_record(live->sim);
    live->run->seconds = clock_now() - live->started;
    sim_end(live->sim);
    live->sim = NULL;
    live->run = runs_add(live->runs, live->run);
    live->held = true;
}

/* Solves up to step `end`, in turns with the others. */
static Status solve_to(Live *live, int32_t end)
{
    Status st = LODE_OK;
    while (!st && live->sim && sim_next(live->sim) < end) {
        gate_enter(live->runs->gate);
        if (client_asked_anew(live->clients, live->client, live->seq))
            st = LODE_INTERRUPTED;
        else
            st = sim_step(live->sim);
        gate_leave(live->runs->gate);
    }
    return st;
}

static void say_values(Live *live, Steps steps)
{
    text_say(&live->text, "{\"from\":%d,\"to\":%d,\"values\":", (int)steps.first,
             (int)steps.end);
    watches_say(&live->watches, steps, &live->text);
    text_put(&live->text, "}\n", 2);
}

/* The next steps to solve and tell: the year that is waited for, then a few months at a time; a
 * run that is whole in one piece. */
static int32_t next_end(const Live *live)
{
    const Record *r = live->record;
    const int32_t per = r->months_per_step;
    const int32_t months = live->told > live->first ? LIVE_NEXT_MONTHS : LIVE_FIRST_MONTHS;
    const int32_t next = live->told + (months + per - 1) / per;
    return live->sim && next < r->n_steps ? next : r->n_steps;
}

/* The months before the first are told once the page has had time to paint the year that it
 * waits for: what comes in between would be read first. */
static bool early_is_due(const Live *live)
{
    const int32_t solved = (live->told - live->first) * live->record->months_per_step;
    return !live->early && (solved > LIVE_FIRST_MONTHS || live->told == live->record->n_steps);
}

static void say_more(Live *live)
{
    const Record *r = live->record;
    if (early_is_due(live)) {
        say_values(live, (Steps){0, live->first});
        live->early = true;
        return;
    }
    const int32_t end = next_end(live);
    const Status st = solve_to(live, end);
    if (!st && end > live->told) {
        say_values(live, (Steps){live->told, end});
        live->told = end;
    }
    if (st) {
        say_end(live, st);
    } else if (live->told == r->n_steps && live->early) {
        if (live->sim) {
            watches_close(&live->watches); /* the record may be another's from now on */
            shelve(live);
        }
        say_end(live, live->run ? LODE_OK : LODE_NO_MEMORY);
    }
}

ssize_t live_read(Live *live, char *buffer, size_t room)
{
    if (live->sent == live->text.n) {
        if (live->ended) return -1;
        live->text.n = live->sent = 0;
        say_more(live);
        if (live->text.failed) return -1;
    }
    const size_t left = live->text.n - live->sent, n = left < room ? left : room;
    memcpy(buffer, live->text.at + live->sent, n);
    live->sent += n;
    return (ssize_t)n;
}
