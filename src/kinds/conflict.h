/* conflict.h - two policies of one kind that touch the same thing in the same months: an error,
 * unless they say which wins (`wins: yes`, `replaces: id`) or that both hold (`joins: yes`). */
#ifndef LODE_KINDS_CONFLICT_H
#define LODE_KINDS_CONFLICT_H

#include "kinds/kinds.h"

/* Finds conflicts and fills in yields_to. replaces[i] is the id that policy i stands for, "" or
 * NULL if none. Messages name both files and lines. */
Status conflict_settle(Policy *policies, int32_t n, const char *const *replaces, Arena *arena,
                       Diag *diag);

#endif
