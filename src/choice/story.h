/* story.h - a scenario put together by the program: written as the file a person would write,
 * then read by the same parser, so that what is run here is what `lode run` makes of the file.
 */
#ifndef LODE_CHOICE_STORY_H
#define LODE_CHOICE_STORY_H

#include "model/model.h"

typedef struct Story Story;

/* NULL when memory is out; the calls below then do nothing and story_read fails. */
Story *story_new(void);
void story_free(Story *story); /* NULL is fine */

/* Adds text at the end (printf format). */
void story_say(Story *story, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A text as a YAML scalar, in double quotes. */
void story_quote(Story *story, const char *text);

/* The file so far. */
const char *story_text(const Story *story);

/* Its policies as a scenario called `id`; its nodes live in arena. What cannot be read is told
 * in diag, where the file is called `id`. */
Status story_read(const Story *story, const char *id, Arena *arena, Diag *diag, Scenario *out);

/* Writes it to `path` under a temporary name and renames. LODE_IO, with words in diag. */
Status story_write(const Story *story, const char *path, Diag *diag);

#endif
