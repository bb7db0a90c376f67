#define _GNU_SOURCE /* sched_getaffinity */

#include "ensemble/crew.h"

#include <sched.h>
#include <stdlib.h>
#include <unistd.h>

/* A rank may be bound to some processors (Open MPI binds two ranks to one each). */
int crew_threads(const Crew *crew)
{
    const long there = sysconf(_SC_NPROCESSORS_ONLN);
    long threads = there / (crew->here > 1 ? crew->here : 1);
    cpu_set_t bound;
    if (sched_getaffinity(0, sizeof bound, &bound) == 0 && CPU_COUNT(&bound) < threads)
        threads = CPU_COUNT(&bound);
    return threads > 1 ? (int)threads : 1;
}

#ifdef LODE_MPI

#include <limits.h>
#include <mpi.h>

bool crew_has_mpi(void)
{
    return true;
}

/* Open MPI, MPICH and Slurm tell the processes that they start. */
static bool was_launched(void)
{
    return getenv("OMPI_COMM_WORLD_SIZE") || getenv("PMI_SIZE") || getenv("PMIX_RANK");
}

static int count_here(void)
{
    MPI_Comm here;
    int n = 1;
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &here);
    MPI_Comm_size(here, &n);
    MPI_Comm_free(&here);
    return n;
}

Crew crew_begin(void)
{
    Crew crew = {.rank = 0, .size = 1, .here = 1};
    int level;
    if (!was_launched() || MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &level))
        return crew;
    crew.joined = true;
    MPI_Comm_rank(MPI_COMM_WORLD, &crew.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &crew.size);
    crew.here = count_here();
    return crew;
}

void crew_end(const Crew *crew)
{
    if (crew->joined) MPI_Finalize();
}

void crew_abort(const Crew *crew, int code)
{
    if (crew->joined) MPI_Abort(MPI_COMM_WORLD, code);
    exit(code);
}

void crew_send(const Crew *crew, const void *bytes, size_t n)
{
    (void)crew;
    MPI_Ssend(bytes, n > INT_MAX ? INT_MAX : (int)n, MPI_BYTE, 0, 0, MPI_COMM_WORLD);
}

void crew_receive(const Crew *crew, int rank, void *bytes, size_t n)
{
    (void)crew;
    MPI_Recv(bytes, n > INT_MAX ? INT_MAX : (int)n, MPI_BYTE, rank, 0, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
}

long long crew_share(const Crew *crew, long long number)
{
    if (crew->joined) MPI_Bcast(&number, 1, MPI_LONG_LONG, 0, MPI_COMM_WORLD);
    return number;
}

#else

bool crew_has_mpi(void)
{
    return false;
}

Crew crew_begin(void)
{
    return (Crew){.rank = 0, .size = 1, .here = 1};
}

void crew_end(const Crew *crew)
{
    (void)crew;
}

void crew_abort(const Crew *crew, int code)
{
    (void)crew;
    exit(code);
}

void crew_send(const Crew *crew, const void *bytes, size_t n)
{
    (void)crew;
    (void)bytes;
    (void)n;
}

void crew_receive(const Crew *crew, int rank, void *bytes, size_t n)
{
    (void)crew;
    (void)rank;
    (void)bytes;
    (void)n;
}

long long crew_share(const Crew *crew, long long number)
{
    (void)crew;
    return number;
}

#endif
