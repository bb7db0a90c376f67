/* child.h - runs another program without a shell and reads what it prints, within limits. */
#ifndef LODE_EVIDENCE_CHILD_H
#define LODE_EVIDENCE_CHILD_H

#include <stddef.h>

#include "base/status.h"

typedef enum ChildEnd {
    CHILD_DONE,     /* exit code 0 */
    CHILD_FAILED,   /* another exit code, or a signal */
    CHILD_MISSING,  /* no such program */
    CHILD_TOO_SLOW, /* killed after so many seconds */
    CHILD_TOO_MUCH  /* killed after so many bytes */
} ChildEnd;

/* args[0] is looked up in PATH, the list ends in NULL. Standard input is empty, standard error
 * is dropped. *out: what it printed, zero-ended; free it with free(). */
Status child_run(const char *const *args, int seconds, size_t bytes_max, char **out, size_t *n,
                 ChildEnd *end);

#endif
