/* team.h - a second thread at hand: it takes half of what is split in two, some microseconds of
 * work at a time, or does something whole aside, with half of which its caller helps when it
 * has to wait for it.
 *
 * Who helps waits wide awake, so that a hand-over takes as long as a line of the cache needs
 * from one processor to the other; it offers its processor to others every few microseconds.
 * Help is only asked for where the process has two processors for each team that is at work,
 * and not for a while after a helper has been waited for, which says that somebody else has
 * its processor. Who does what never changes a result: both halves are the same calls whoever
 * makes them. */
#ifndef LODE_BASE_TEAM_H
#define LODE_BASE_TEAM_H

typedef struct Team Team;

/* NULL where no thread or memory can be had. */
Team *team_new(void);

/* Waits for what is done aside. NULL is fine. */
void team_free(Team *team);

/* Has `job` done on the second thread; one at a time. */
void team_aside(Team *team, void (*job)(void *of), void *of);

/* Until what is done aside is done. */
void team_wait(Team *team);

/* ---- halves ---- */

/* One of a team as the other sees it. */
typedef struct Helper Helper;

/* The second thread, for its caller; the caller, for what is done aside. NULL of no team. */
Helper *team_second(Team *team);
Helper *team_caller(Team *team);

/* From here to helper_end there will be halves to take. NULL is fine. */
void helper_begin(Helper *helper);
void helper_end(Helper *helper);

/* One half of a task, 0 or 1. The two must not write to the same place. */
typedef void HalfTask(void *of, int half);

/* Both halves, the second by the helper if it is free, else behind the first. Without a helper
 * (NULL) one after the other. */
void helper_run(Helper *helper, HalfTask *task, void *of);

#endif
