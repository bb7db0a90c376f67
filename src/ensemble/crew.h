/* crew.h - the processes that share an ensemble: alone, or the ranks of `mpirun`.
 *
 * Rank 0 keeps what all of them find. With MPI (LODE_MPI when built), a crew of one is a plain
 * process, and nothing of MPI is called unless the process was started by mpirun. */
#ifndef LODE_ENSEMBLE_CREW_H
#define LODE_ENSEMBLE_CREW_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Crew {
    int rank, size;
    int here;    /* how many of them are on this machine; 0 = nobody has counted, as 1 */
    bool joined; /* by way of MPI */
} Crew;

/* Finds out who else there is. To be called once, on the thread that calls all others here. */
Crew crew_begin(void);

/* How many threads a rank should take: its share of the machine's processors, and no more than
 * those it is bound to. At least one. */
int crew_threads(const Crew *crew);

/* Ends the crew when all of it has come here. */
void crew_end(const Crew *crew);

/* Ends all of it at once, with this exit code; does not return. */
void crew_abort(const Crew *crew, int code);

/* A block of bytes to rank 0, and from a rank; both wait for each other. */
void crew_send(const Crew *crew, const void *bytes, size_t n);
void crew_receive(const Crew *crew, int rank, void *bytes, size_t n);

/* The same number for all: rank 0's. */
long long crew_share(const Crew *crew, long long number);

/* Whether the program was built with MPI. */
bool crew_has_mpi(void);

#endif
