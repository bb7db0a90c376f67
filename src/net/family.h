/* family.h - who makes the goods that a technology is about, and the limit over those who use
 * it: sum over adopters of output <= what can be made with it (sim/adopt.h) The limit rows of
 * technologies follow those of the policies. Used by net.c alone. */
#ifndef LODE_NET_FAMILY_H
#define LODE_NET_FAMILY_H

#include "net/net.h"

/* Sets the limits and families of a net, from the needs and the model; memory from the arena.
 */
Status family_lay(const Model *model, const NetNeeds *needs, Arena *arena, Net *net);

#endif
