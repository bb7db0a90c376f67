/* events.h - what happens in the server, told to whoever listens (server-sent events): a run
 * was finished. Private to web/. */
#ifndef LODE_WEB_EVENTS_H
#define LODE_WEB_EVENTS_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { EVENTS_KEPT = 32, EVENT_SIZE = 256, EVENTS_LISTENERS = 16 };

typedef struct Events {
    pthread_mutex_t mutex;
    pthread_cond_t told;
    char kept[EVENTS_KEPT][EVENT_SIZE];
    uint64_t n; /* ever told; event k is in kept[k % EVENTS_KEPT] */
    int listeners;
    bool closing;
} Events;

void events_open(Events *events);
void events_stop(Events *events); /* lets all listeners go */
void events_close(Events *events);
void events_tell(Events *events, const char *name, const char *id);

/* One listener. NULL when there are too many, or memory is out. */
typedef struct Wire Wire;
Wire *wire_new(Events *events);
void wire_free(Wire *wire); /* NULL is fine */

/* Waits for something to tell; bytes written, or -1 at the end. */
ssize_t wire_read(Wire *wire, char *buffer, size_t room);

#endif
