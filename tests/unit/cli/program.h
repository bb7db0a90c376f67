/* program.h - runs the built program as a user would, and catches what it says. */
#ifndef LODE_TESTS_PROGRAM_H
#define LODE_TESTS_PROGRAM_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "support/test.h"

enum { SAID_MAX = 1 << 20 };

typedef struct Said {
    int code; /* exit code, or -1 when it died otherwise */
    char *out, *err;
} Said;

/* A folder for the files of one test. */
typedef struct Desk {
    char folder[64];
} Desk;

static inline Desk desk_open(void)
{
    Desk desk;
    snprintf(desk.folder, sizeof desk.folder, "/tmp/lode-cli-XXXXXX");
    CHECK(mkdtemp(desk.folder) != NULL);
    return desk;
}

static inline void desk_close(const Desk *desk)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", desk->folder);
    CHECK_INT(system(command), 0);
}

/* The text of a file; "" when there is none. Free it. */
static inline char *file_text(const char *path)
{
    char *text = calloc(SAID_MAX, 1);
    if (!text) abort();
    FILE *file = fopen(path, "rb");
    if (file) {
        CHECK(fread(text, 1, SAID_MAX - 1, file) < SAID_MAX);
        fclose(file);
    }
    return text;
}

/* Starts `lode ARGUMENTS` in the desk's folder by way of the shell, so that arguments are
 * written as a user writes them; out and err go to files there. */
static inline pid_t program_start(const Desk *desk, const char *arguments)
{
    char command[2048];
    snprintf(command, sizeof command, "cd '%s' && exec '%s' %s >.out 2>.err", desk->folder,
             LODE_PROGRAM, arguments);
    fflush(NULL);
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        signal(SIGINT, SIG_DFL);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    return child;
}

/* Waits until the program catches a signal (it has come to its work), ten seconds at most. The
 * shell that starts it catches some, too, and does not count. */
static inline void program_wait_catches(pid_t child, int signal_number)
{
    char path[64], line[256];
    const struct timespec pause = {0, 5 * 1000 * 1000};
    snprintf(path, sizeof path, "/proc/%ld/status", (long)child);
    for (int i = 0; i < 2000; i++) {
        unsigned long long caught = 0;
        bool started = false;
        FILE *file = fopen(path, "r");
        while (file && fgets(line, sizeof line, file)) {
            if (strcmp(line, "Name:\tlode\n") == 0) started = true;
            if (sscanf(line, "SigCgt: %llx", &caught) == 1) break;
        }
        if (file) fclose(file);
        if (started && caught >> (signal_number - 1) & 1) return;
        nanosleep(&pause, NULL);
    }
    fail_msg("the program never came to catch signal %d", signal_number);
}

static inline Said program_end(const Desk *desk, pid_t child)
{
    char path[96];
    int status;
    Said said;
    CHECK(waitpid(child, &status, 0) == child);
    said.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    snprintf(path, sizeof path, "%s/.out", desk->folder);
    said.out = file_text(path);
    snprintf(path, sizeof path, "%s/.err", desk->folder);
    said.err = file_text(path);
    return said;
}

static inline Said lode(const Desk *desk, const char *arguments)
{
    return program_end(desk, program_start(desk, arguments));
}

static inline void said_free(Said *said)
{
    free(said->out);
    free(said->err);
}

static inline void check_says(const char *text, const char *words)
{
    if (!strstr(text, words)) fail_msg("'%s' is not in:\n%s", words, text);
}

/* Runs it and checks the exit code, and that words are on one of the streams ("" = any). */
static inline void check_lode(const Desk *desk, const char *arguments, int code,
                              const char *out, const char *err)
{
    Said said = lode(desk, arguments);
    if (said.code != code)
        fail_msg("lode %s: exit code %d, expected %d\n%s%s", arguments, said.code, code,
                 said.out, said.err);
    check_says(said.out, out);
    check_says(said.err, err);
    said_free(&said);
}

#endif
