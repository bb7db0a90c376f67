/* peers.h - public solvers on the same months: Ipopt (the same program, to the same accuracy)
 * and CLP (the piecewise linear one). Their own defaults, but for accuracy and silence. */
#ifndef LODE_BENCH_PEERS_H
#define LODE_BENCH_PEERS_H

#include <stdbool.h>

#include "market/market.h"

typedef struct PeerResult {
    double seconds, objective;
    int iterations;
    bool solved;
} PeerResult;

typedef struct Peer Peer;

/* NULL where the peer was not built in or memory is out. */
Peer *ipopt_new(const Program *pattern);
Peer *clp_new(const Program *pattern);
void peer_free(Peer *peer); /* NULL is fine */

/* Solves a month, from nothing or from where the last month ended. */
PeerResult peer_solve(Peer *peer, const Program *program, bool warm);

#endif
