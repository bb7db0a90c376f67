/* paper.h - what a command prints, into a file as well: CSV or JSON by the name's ending.
 * Private to cli/. */
#ifndef LODE_CLI_PAPER_H
#define LODE_CLI_PAPER_H

#include "cli/screen.h"

typedef Status (*PaperPrint)(const Screen *screen, const void *what);

/* LODE_USAGE after a message when the name ends in neither .csv nor .json; NULL is fine. */
Status paper_check(const Screen *screen, const char *path);

/* Prints to `path` under a temporary name and renames. */
Status paper_put(const Screen *screen, const char *path, PaperPrint print, const void *what);

/* As CSV or JSON; nothing when path is NULL. */
Status paper_write(const Screen *screen, const char *path, PaperPrint csv, PaperPrint json,
                   const void *what);

#endif
