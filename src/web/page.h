/* page.h - the files of the page: built into the program, or read from a folder while working
 * on them. Private to web/. */
#ifndef LODE_WEB_PAGE_H
#define LODE_WEB_PAGE_H

#include "web/request.h"

typedef struct PageFile {
    const char *path; /* "/app.js"; NULL ends the list */
    const char *type;
    const unsigned char *start, *end; /* gzip, but for the first, which is the page itself */
} PageFile;

extern const PageFile page_files[]; /* made by cmake/ui.cmake */

/* Only the paths of the list are answered, so no path leads anywhere else. "@TOKEN@" in the
 * first file becomes the token. */
void page_answer(const char *ui_dir, const char *token, const char *path, Answer *answer);

#endif
