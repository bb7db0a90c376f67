#include "web/gate.h"

void gate_open(Gate *gate, int room)
{
    pthread_mutex_init(&gate->mutex, NULL);
    pthread_cond_init(&gate->moved, NULL);
    gate->next_ticket = 0;
    gate->served = (uint64_t)room;
}

void gate_close(Gate *gate)
{
    pthread_cond_destroy(&gate->moved);
    pthread_mutex_destroy(&gate->mutex);
}

void gate_enter(Gate *gate)
{
    pthread_mutex_lock(&gate->mutex);
    const uint64_t mine = gate->next_ticket++;
    while (mine >= gate->served)
        pthread_cond_wait(&gate->moved, &gate->mutex);
    pthread_mutex_unlock(&gate->mutex);
}

void gate_leave(Gate *gate)
{
    pthread_mutex_lock(&gate->mutex);
    gate->served++;
    pthread_cond_broadcast(&gate->moved);
    pthread_mutex_unlock(&gate->mutex);
}
