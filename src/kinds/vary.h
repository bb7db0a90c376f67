/* vary.h - what a scenario leaves open, filled in.
 *
 * A scenario names ranges (`vary:`), and texts of its policies use them in braces:
 *     vary: {severity: {low: 0, high: 1, default: 0.6, label: How strict}}
 *     limit: "{20 * (1 - severity)} t/month"
 * In braces stands a formula: numbers, names, + - * / ( ), min(a, b) and max(a, b). */
#ifndef LODE_KINDS_VARY_H
#define LODE_KINDS_VARY_H

#include "kinds/plan.h"

typedef struct VaryBook {
    const VaryValue *values; /* of those without one the default holds */
    int n;
} VaryBook;

/* Checks the values given: each must be one that a scenario of the stack lets vary, and lie in
 * its range. Mistakes go to diag. */
void vary_check(const VaryBook *book, const Scenario *const *scenarios, int n_scenarios,
                Diag *diag);

/* The node with every brace replaced by its number; the node itself where there are none.
 * Mistakes go to diag, and *out is then still readable. */
Status vary_fill(const VaryBook *book, const Scenario *scenario, const YamlNode *node,
                 Arena *arena, Diag *diag, const YamlNode **out);

#endif
