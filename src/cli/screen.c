#include "cli/screen.h"

#include "base/clock.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RED "\033[31m"
#define YELLOW "\033[33m"
#define PLAIN "\033[0m"
#define PROGRESS_AFTER 0.5  /* s */
#define PROGRESS_EVERY 0.05 /* s */

static bool is_terminal(FILE *file)
{
    const char *term = getenv("TERM");
    return isatty(fileno(file)) && !(term && strcmp(term, "dumb") == 0);
}

Screen screen_open(FILE *out, FILE *err)
{
    const char *no_colour = getenv("NO_COLOR");
    const bool colour = !(no_colour && *no_colour);
    return (Screen){.out = out,
                    .err = err,
                    .out_colour = colour && is_terminal(out),
                    .err_colour = colour && is_terminal(err),
                    .progress = is_terminal(err),
                    .command = ""};
}

void screen_error(const Screen *screen, const char *format, ...)
{
    va_list args;
    fprintf(screen->err, "lode%s%s: ", *screen->command ? " " : "", screen->command);
    va_start(args, format);
    vfprintf(screen->err, format, args);
    va_end(args);
    fputc('\n', screen->err);
}

void screen_note(const Screen *screen, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vfprintf(screen->err, format, args);
    va_end(args);
}

/*     tables/routes.csv:14:6: to: a route joins two regions, but both ends are 'malaysia' */
static void print_message(const Screen *screen, const DiagMessage *message)
{
    FILE *err = screen->err;
    const bool warning = message->level == DIAG_WARNING;
    if (*message->file) {
        fprintf(err, "%s:", message->file);
        if (message->line) fprintf(err, "%d:", (int)message->line);
        if (message->line && message->column) fprintf(err, "%d:", (int)message->column);
        fputc(' ', err);
    }
    if (screen->err_colour) fputs(warning ? YELLOW : RED, err);
    if (warning) fputs("warning: ", err);
    if (*message->field) fprintf(err, "%s: ", message->field);
    if (screen->err_colour) fputs(PLAIN, err);
    fprintf(err, "%s\n", message->text);
}

void screen_diag(const Screen *screen, Diag *diag, int32_t most)
{
    diag_sort(diag);
    const int32_t n = diag_count(diag);
    const int32_t shown = n < most ? n : most;
    for (int32_t i = 0; i < shown; i++)
        print_message(screen, diag_message(diag, i));
    const int32_t more = diag_errors(diag) + diag_warnings(diag) - shown;
    if (more > 0) fprintf(screen->err, "... and %d more\n", (int)more);
}

void progress_begin(Progress *progress, const Screen *screen, const char *what)
{
    const double now = clock_now();
    *progress = (Progress){.screen = screen, .what = what, .started = now, .drawn = now};
}

void progress_move(Progress *progress, int32_t done, int32_t all)
{
    enum { WIDTH = 30 };
    if (!progress->screen->progress || all <= 0) return;
    const double now = clock_now();
    if (now - progress->started < PROGRESS_AFTER || now - progress->drawn < PROGRESS_EVERY)
        return;
    progress->drawn = now;
    progress->shown = true;
    char bar[WIDTH + 1];
    const int filled = (int)((int64_t)WIDTH * done / all);
    memset(bar, '#', (size_t)filled);
    memset(bar + filled, ' ', (size_t)(WIDTH - filled));
    bar[WIDTH] = '\0';
    fprintf(progress->screen->err, "\r%s [%s] %d of %d%s\033[K", progress->what, bar, (int)done,
            (int)all, progress->note);
    fflush(progress->screen->err);
}

void progress_end(Progress *progress)
{
    if (!progress->shown) return;
    fputs("\r\033[K", progress->screen->err);
    fflush(progress->screen->err);
}

static volatile sig_atomic_t interrupt_pressed;

static void on_interrupt(int signal)
{
    (void)signal;
    interrupt_pressed = 1;
}

void interrupt_watch(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_interrupt;
    action.sa_flags = (int)SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

bool interrupted(void)
{
    return interrupt_pressed != 0;
}
