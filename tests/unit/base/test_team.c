/* Halves are done once each, whoever does them, and jobs aside whole. */
#include "base/team.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "support/test.h"

enum { N = 1000, ROUNDS = 2000 };

typedef struct Sums {
    double sum[2];
    int begin[2], end[2];
    pthread_t caller;
} Sums;

static void sum_half(void *of, int half)
{
    Sums *sums = of;
    for (int i = sums->begin[half]; i < sums->end[half]; i++)
        sums->sum[half] += i;
}

static void check_rounds(Helper *helper)
{
    Sums sums = {.begin = {0, N / 2}, .end = {N / 2, N}};
    for (int round = 0; round < ROUNDS; round++)
        helper_run(helper, sum_half, &sums);
    CHECK_NEAR(sums.sum[0] + sums.sum[1], ROUNDS * 0.5 * N * (N - 1), 0.0);
}

TEST(halves_are_done_once_each_with_and_without_a_helper)
{
    Team *team = team_new();
    check_rounds(NULL);
    check_rounds(team_second(team)); /* nobody has begun: the caller does both */
    for (int turn = 0; turn < 20; turn++) {
        helper_begin(team_second(team));
        check_rounds(team_second(team));
        helper_end(team_second(team));
    }
    team_free(team);
}

typedef struct Job {
    Team *team;
    atomic_int done;
} Job;

static void do_rounds(void *of)
{
    Job *job = of;
    check_rounds(team_caller(job->team));
    atomic_fetch_add(&job->done, 1);
}

TEST(a_job_aside_is_done_while_its_caller_works_or_helps)
{
    Job job = {.team = team_new()};
    for (int turn = 1; turn <= 20; turn++) {
        team_aside(job.team, do_rounds, &job);
        helper_begin(team_second(job.team));
        check_rounds(team_second(job.team));
        helper_end(team_second(job.team));
        team_wait(job.team);
        CHECK_INT(atomic_load(&job.done), turn);
    }
    team_aside(job.team, do_rounds, &job);
    team_free(job.team); /* which waits */
    CHECK_INT(atomic_load(&job.done), 21);
}

/* A half that takes long on the second thread: it is left alone, and asked again later. */
static void dawdle_half(void *of, int half)
{
    Sums *sums = of;
    const struct timespec pause = {.tv_nsec = 1000000};
    if (half && !pthread_equal(pthread_self(), sums->caller)) nanosleep(&pause, NULL);
    sums->sum[half] += 1.0;
}

TEST(a_helper_that_is_late_is_waited_for_and_left_alone)
{
    enum { DAWDLES = 300 };
    Team *team = team_new();
    Sums sums = {.caller = pthread_self()};
    helper_begin(team_second(team));
    for (int round = 0; round < DAWDLES; round++)
        helper_run(team_second(team), dawdle_half, &sums);
    CHECK_NEAR(sums.sum[0], DAWDLES, 0.0);
    CHECK_NEAR(sums.sum[1], DAWDLES, 0.0);
    check_rounds(team_second(team));
    helper_end(team_second(team));
    team_free(team);
}

static void note_thread(void *of, int half)
{
    Sums *sums = of;
    if (!pthread_equal(pthread_self(), sums->caller)) sums->sum[half] += 1.0;
}

/* More teams at work than processors: nobody helps, and everything is done all the same. */
TEST(teams_beyond_the_processors_do_their_halves_alone)
{
    enum { TEAMS = 80 };
    Team *team[TEAMS];
    for (int k = 0; k < TEAMS; k++) {
        team[k] = team_new();
        helper_begin(team_second(team[k]));
    }
    Sums sums = {.caller = pthread_self()};
    for (int round = 0; round < ROUNDS; round++)
        helper_run(team_second(team[TEAMS - 1]), note_thread, &sums);
    CHECK_NEAR(sums.sum[0] + sums.sum[1], 0.0, 0.0);
    for (int k = 0; k < TEAMS; k++)
        check_rounds(team_second(team[k]));
    for (int k = 0; k < TEAMS; k++) {
        helper_end(team_second(team[k]));
        team_free(team[k]);
    }
}

TEST(no_team_is_no_helper)
{
    CHECK(team_second(NULL) == NULL);
    CHECK(team_caller(NULL) == NULL);
    helper_begin(NULL);
    helper_end(NULL);
    team_free(NULL);
}
