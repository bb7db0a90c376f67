/* gate.h - a fair queue in front of the processor: at most `room` threads compute at a time,
 * and who came first goes first. Private to web/. */
#ifndef LODE_WEB_GATE_H
#define LODE_WEB_GATE_H

#include <pthread.h>
#include <stdint.h>

typedef struct Gate {
    pthread_mutex_t mutex;
    pthread_cond_t moved;
    uint64_t next_ticket, served; /* tickets below `served` may enter */
} Gate;

void gate_open(Gate *gate, int room);
void gate_close(Gate *gate);
void gate_enter(Gate *gate);
void gate_leave(Gate *gate);

#endif
