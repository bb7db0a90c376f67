/* nametree.h - names of concepts as a tree of folded characters: which of them a text holds,
 * the longest at each place. Blanks and hyphens are alike; a name of up to three letters is
 * compared as it is written; a name that ends in a letter ends a word (or its plural). Private
 * to evidence/. */
#ifndef LODE_EVIDENCE_NAMETREE_H
#define LODE_EVIDENCE_NAMETREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef struct NameTree NameTree;

Status nametree_new(NameTree **out);
void nametree_free(NameTree *tree); /* NULL is fine */

/* Adds a name, which is borrowed; *other gets the concept that has it already, or -1. */
Status nametree_add(NameTree *tree, const char *name, int32_t concept, int32_t *other);

/* Calls see for every name in the text, in order, with its bytes. LODE_NO_MEMORY. */
typedef void (*NameSee)(void *context, int32_t concept, size_t start, size_t end);
Status nametree_scan(NameTree *tree, const char *text, size_t n, NameSee see, void *context);

/* The concept whose name all of the text is; -1 if none. */
int32_t nametree_find(NameTree *tree, const char *text);

#endif
