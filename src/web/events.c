#include "web/events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Without news, a comment after this long tells the other end that we are still there. */
enum { HEARTBEAT_SECONDS = 10 };

struct Wire {
    Events *events;
    uint64_t next;
    bool greeted;
};

void events_open(Events *events)
{
    *events = (Events){.n = 0};
    pthread_mutex_init(&events->mutex, NULL);
    pthread_cond_init(&events->told, NULL);
}

void events_stop(Events *events)
{
    pthread_mutex_lock(&events->mutex);
    events->closing = true;
    pthread_cond_broadcast(&events->told);
    pthread_mutex_unlock(&events->mutex);
}

void events_close(Events *events)
{
    pthread_cond_destroy(&events->told);
    pthread_mutex_destroy(&events->mutex);
}

void events_tell(Events *events, const char *name, const char *id)
{
    pthread_mutex_lock(&events->mutex);
    snprintf(events->kept[events->n % EVENTS_KEPT], EVENT_SIZE,
             "event: %s\ndata: {\"id\":\"%.160s\"}\n\n", name, id);
    events->n++;
    pthread_cond_broadcast(&events->told);
    pthread_mutex_unlock(&events->mutex);
}

Wire *wire_new(Events *events)
{
    pthread_mutex_lock(&events->mutex);
    const bool room = events->listeners < EVENTS_LISTENERS && !events->closing;
    Wire *wire = room ? calloc(1, sizeof *wire) : NULL;
    if (wire) {
        wire->events = events;
        wire->next = events->n;
        events->listeners++;
    }
    pthread_mutex_unlock(&events->mutex);
    return wire;
}

void wire_free(Wire *wire)
{
    if (!wire) return;
    pthread_mutex_lock(&wire->events->mutex);
    wire->events->listeners--;
    pthread_mutex_unlock(&wire->events->mutex);
    free(wire);
}

static ssize_t say(const char *text, char *buffer, size_t room)
{
    const size_t n = strlen(text);
    if (n > room) return -1;
    memcpy(buffer, text, n);
    return (ssize_t)n;
}

ssize_t wire_read(Wire *wire, char *buffer, size_t room)
{
    Events *events = wire->events;
    ssize_t n = -1;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += HEARTBEAT_SECONDS;
    if (!wire->greeted) {
        wire->greeted = true;
        return say(": lode\n\n", buffer, room);
    }
    pthread_mutex_lock(&events->mutex);
    int late = 0;
    while (!events->closing && wire->next == events->n && !late)
        late = pthread_cond_timedwait(&events->told, &events->mutex, &until);
    if (!events->closing && late) {
        n = say(": still here\n\n", buffer, room);
    } else if (!events->closing) {
        if (events->n - wire->next > EVENTS_KEPT) wire->next = events->n - EVENTS_KEPT;
        n = say(events->kept[wire->next++ % EVENTS_KEPT], buffer, room);
    }
    pthread_mutex_unlock(&events->mutex);
    return n;
}
