/* evidence_claims.h - claims beside runs, beside each other, and the ties they may get. Private
 * to cli/. */
#ifndef LODE_CLI_EVIDENCE_CLAIMS_H
#define LODE_CLI_EVIDENCE_CLAIMS_H

#include "base/language.h"
#include "cli/evidence.h"
#include "verdict/verdict.h"

/* `--language`; English when it is not given. */
WordLanguage claims_language(const Args *args);

/* `--against FILE`: the verdict of every tie, and the conflicts among them. */
Status claims_verdicts(const Screen *screen, const Args *args);

/* `--suggest`: rows of claims.csv for the claims of the library (or of one document). */
Status claims_suggest(Shelf *shelf);

/* `--contradictions`: pairs of claims of two documents of the library, and totals that one
 * statement implies, held against the run; without runs (NULL) the question stays open. */
Status claims_contradictions(Shelf *shelf, const Ties *ties, const VerdictRuns *runs);

#endif
