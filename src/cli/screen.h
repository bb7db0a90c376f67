/* screen.h - the two streams, and what may be done on them: colour and progress only on a
 * terminal, no colour when NO_COLOR is set. */
#ifndef LODE_CLI_SCREEN_H
#define LODE_CLI_SCREEN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/diag.h"
#include "base/status.h"

typedef struct Screen {
    FILE *out, *err;
    bool out_colour, err_colour;
    bool progress;       /* a bar may be drawn on err */
    const char *command; /* for the head of messages; "" before one is known */
} Screen;

Screen screen_open(FILE *out, FILE *err);

/* "lode run: what went wrong" on err. */
void screen_error(const Screen *screen, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A message on err as it is. */
void screen_note(const Screen *screen, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The messages of diag on err, sorted, at most `most`; then how many more there are. */
void screen_diag(const Screen *screen, Diag *diag, int32_t most);

/* A bar that draws itself on err once half a second has passed. */
typedef struct Progress {
    const Screen *screen;
    const char *what;
    double started, drawn; /* seconds */
    bool shown;
    char note[64]; /* behind the bar; "" = nothing */
} Progress;

void progress_begin(Progress *progress, const Screen *screen, const char *what);
void progress_move(Progress *progress, int32_t done, int32_t all);
void progress_end(Progress *progress); /* wipes the bar */

/* Ctrl-C: after interrupt_watch, interrupted() tells whether it was pressed. A second one ends
 * the program at once. */
void interrupt_watch(void);
bool interrupted(void);

#endif
