/* head.h - what every policy may say, whatever its kind: its name, its months, its documents,
 * what it does with others that touch the same, and the questions that start and end it. */
#ifndef LODE_KINDS_HEAD_H
#define LODE_KINDS_HEAD_H

#include "kinds/kinds.h"

typedef struct PolicyHead {
    const char *kind, *id, *why, *replaces;
    IndexSet documents;
    Month from, until, announced; /* MONTH_NONE = not said */
    bool wins, joins;
} PolicyHead;

/* Its keys, to be left alone when the columns of a kind are read; ends with NULL. */
extern const char *const head_keys[];

/* Mistakes go to diag and are no failure: LODE_OK, so that the next is found as well. */
Status head_bind(const Model *model, const YamlNode *node, const PolicyKind *kind, Arena *arena,
                 Diag *diag, PolicyHead *head);

/* The question under `key` (when, until_when), NULL where there is none, and for how many steps
 * its answer must have been yes. */
Status head_bind_trigger(const Model *model, const YamlNode *policy, const char *key,
                         Arena *arena, Diag *diag, const YamlNode **question, double *steps);

/* Says that there is no such kind, and which is meant. */
void head_unknown_kind(const PolicyText *text, Diag *diag);

#endif
