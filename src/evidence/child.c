#include "evidence/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NOT_FOUND = 127, CHUNK = 65536, MEMORY_MB = 2048 };

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* In the child: only calls that are safe between fork and exec. */
static void become(const char *const *args, int out, int seconds)
{
    const rlim_t cpu = (rlim_t)seconds, memory = (rlim_t)MEMORY_MB << 20;
    const int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, 0);
    dup2(out, 1);
    dup2(nothing, 2);
    setrlimit(RLIMIT_CPU, &(struct rlimit){cpu, cpu});
    setrlimit(RLIMIT_AS, &(struct rlimit){memory, memory});
    execvp(args[0], (char *const *)(uintptr_t)args); /* exec's signature lacks a const */
    _exit(NOT_FOUND);
}

/* Reads until the end, the limit or the deadline. */
static Status read_all(int from, int64_t deadline, size_t bytes_max, char **out, size_t *n,
                       ChildEnd *end)
{
    size_t room = 0;
    for (;;) {
        if (*n + CHUNK + 1 > room) {
            room = 2 * room + 2 * CHUNK;
            char *larger = realloc(*out, room);
            if (!larger) return LODE_NO_MEMORY;
            *out = larger;
        }
        struct pollfd ready = {.fd = from, .events = POLLIN};
        const int64_t left = deadline - now_ms();
        const int polled = left > 0 ? poll(&ready, 1, (int)left) : 0;
        if (polled < 0 && errno == EINTR) continue;
        if (polled <= 0) *end = CHILD_TOO_SLOW;
        if (polled <= 0) return LODE_OK;
        const ssize_t got = read(from, *out + *n, CHUNK);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return got < 0 ? LODE_IO : LODE_OK;
        *n += (size_t)got;
        if (*n > bytes_max) *end = CHILD_TOO_MUCH;
        if (*n > bytes_max) return LODE_OK;
    }
}

static int wait_for(pid_t child)
{
    int how = 0;
    while (waitpid(child, &how, 0) < 0 && errno == EINTR)
        continue;
    return how;
}

Status child_run(const char *const *args, int seconds, size_t bytes_max, char **out, size_t *n,
                 ChildEnd *end)
{
    int pipes[2];
    *out = NULL;
    *n = 0;
    *end = CHILD_DONE;
    if (pipe(pipes) != 0) return LODE_IO;
    fcntl(pipes[0], F_SETFD, FD_CLOEXEC);
    fcntl(pipes[1], F_SETFD, FD_CLOEXEC);
    const pid_t child = fork();
    if (child == 0) become(args, pipes[1], seconds);
    close(pipes[1]);
    const int64_t deadline = now_ms() + 1000 * (int64_t)seconds;
    Status st = child > 0 ? read_all(pipes[0], deadline, bytes_max, out, n, end) : LODE_IO;
    close(pipes[0]);
    if (child > 0 && (st || *end != CHILD_DONE)) kill(child, SIGKILL);
    const int how = child > 0 ? wait_for(child) : 0;
    if (*end == CHILD_DONE && WIFEXITED(how) && WEXITSTATUS(how) == NOT_FOUND)
        *end = CHILD_MISSING;
    else if (*end == CHILD_DONE && (!WIFEXITED(how) || WEXITSTATUS(how) != 0))
        *end = CHILD_FAILED;
    if (*out) (*out)[*n] = '\0';
    return st;
}
