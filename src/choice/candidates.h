/* candidates.h - the measures of candidates.csv as policies of a scenario. */
#ifndef LODE_CHOICE_CANDIDATES_H
#define LODE_CHOICE_CANDIDATES_H

#include "choice/story.h"

/* Steps of a candidate at most. */
int32_t candidate_most(const PolicyCandidate *candidate);

/* Its size after so many steps, as the table writes it. */
double candidate_size(const PolicyCandidate *candidate, double steps);

/* The candidates that are taken (steps above 0) as lines of a scenario's `policies`. */
void candidates_say(const Model *model, const double *steps, Story *story);

/* Money that sizes cost beside what the policies pay. */
double candidates_rate(const Model *model, const double *steps);

/* The ids of those taken, joined by ',', for a metric's filter; "" when none is. In arena; NULL
 * without memory. */
const char *candidates_ids(const Model *model, const double *steps, Arena *arena);

/* Whether each makes a policy, alone and at one step, beside the scenarios: mistakes go to diag
 * with the row's place. LODE_BAD_INPUT when there are any, or no candidates. */
Status candidates_check(const Model *model, const char *const *scenarios, int n_scenarios,
                        Diag *diag);

#endif
