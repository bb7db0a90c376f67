/* verdict.h - claims held against runs. A tie says which metric a claim speaks of
 * (evidence/claims.csv); its verdict says what the model has instead.
 *     claimed   China's share of mine output by 2025 is 68 %
 *     tie       share of region china, stage mine, period 2025
 *     verdict   model 66.9 %, difference -1.1 %: agrees
 * The model side is src/metrics and nothing else. Rules [docs/evidence.md, "Verdicts"]:
 *     a point agrees within half a unit of its last digit or 5 % of it, whichever is more;
 *     "about" within 10 %, a multiple ("doubles") within 15 %; a bound is one-sided, with the
 *     same slack; a range must hold the value, with the slack at each end;
 *     a sign agrees when the change is in its direction by more than 0.1 % of the value before.
 * Nothing here prints. */
#ifndef LODE_VERDICT_VERDICT_H
#define LODE_VERDICT_VERDICT_H

#include "base/diag.h"
#include "base/language.h"
#include "base/units.h"
#include "evidence/conflicts.h"
#include "metrics/metric.h"
#include "model/model.h"
#include "store/store.h"

/* What is done with the metric before it is compared. */
typedef enum TieTransform {
    TIE_LEVEL,      /* the metric in the period */
    TIE_RATIO,      /* over the same of `over`, or without it over the base period */
    TIE_GROWTH,     /* over the base period, less 1 */
    TIE_DIFFERENCE, /* less the base period; of the ratio when `over` is given */
    TIE_SUM,        /* from the base period to the end of the period */
    TIE_CONVERT,    /* the metric times the factor, in the claim's unit */
} TieTransform;
#define TIE_TRANSFORMS "level|ratio|growth|difference|sum|convert"

/* A span of months; from MONTH_NONE: not given. */
typedef struct TiePeriod {
    Month from;
    int32_t months;
    const char *text; /* as written */
} TiePeriod;

/* Reads "2030", "2025-H1", "2025-Q3", "2025-04" or "2025-01..2025-09"; the text is borrowed. */
bool tie_period_parse(const char *text, TiePeriod *out);

typedef struct Tie {
    const char *id;
    const char *document;  /* of documents.csv; "" if the library alone has it */
    const char *claim;     /* key of the claim in a library (EvidenceClaim.key); "" if none */
    const char *statement; /* what is claimed, in words */
    const char *statement_zh;
    const char *relation, *unit, *bound, *basis;
    double value, high; /* high: of a range, else NAN; a sign is 1 or -1; NAN: not a number */
    double half_unit;   /* of the last digit written */
    TiePeriod period, base;
    const char *metric; /* "" for a claim that no metric answers: note says why */
    MetricFilter filter;
    TieTransform transform;
    const char *over;     /* "use=*": fields of the filter replaced for the divisor */
    double factor;        /* of the model's value, 1 if not given */
    const char *scenario; /* "": holds in any run */
    const char *state;    /* confirmed, mended, suggested or rejected */
    const char *status;   /* seen, memory or estimate: how the claim itself is known */
    const char *note;
    const char *note_zh;
    const char *file;
    int32_t line;
} Tie;

typedef struct Ties {
    Arena *arena;
    const Tie *ties;
    int32_t n;
} Ties;

/* Reads a claims.csv. Every mistake goes to diag; LODE_BAD_INPUT when there was one. With a
 * model, ids and units are looked up in it, too; NULL: they are left to the verdicts. */
Status ties_read(const char *file, const char *bytes, size_t n, const Model *model, Diag *diag,
                 Ties **out);
void ties_free(Ties *ties); /* NULL is fine */

/* What is claimed, in words: "over 400000 t", "10 to 12 %", "up"; "" for no number. */
enum { TIE_WORDS_MAX = 96 };
void tie_words(const Tie *tie, WordLanguage language, char *out, size_t size);

/* Its statement and its note in the language, where the file has them in it, else in English.
 */
const char *tie_statement(const Tie *tie, WordLanguage language);
const char *tie_note(const Tie *tie, WordLanguage language);

/* True when the tie speaks of this metric (NULL: any) of these things: each field that both
 * filters give must have an id in common. */
bool tie_speaks(const Tie *tie, const char *metric, const MetricFilter *filter);

/* --- verdicts --- */

typedef enum VerdictKind {
    VERDICT_AGREES,
    VERDICT_DISAGREES,
    VERDICT_NOT_MODELLED
} VerdictKind;
const char *verdict_text(VerdictKind kind); /* "agrees", ... */
const char *verdict_text_in(VerdictKind kind, WordLanguage language);

typedef struct Verdict {
    const Tie *tie;
    VerdictKind kind;
    const char *run;  /* that it was held against */
    double low, high; /* what the claim allows, without slack; infinite where open */
    double slack;     /* at each end, in the claim's unit */
    double model;     /* in the claim's unit; NAN when there is none */
    double model_low, model_high;    /* of an ensemble; both are `model` of a single run */
    bool has_range;                  /* an ensemble says so */
    double difference;               /* model less the nearest claimed value; 0 inside */
    double other;                    /* the other reading of a tonne, NAN if there is none */
    const char *basis, *other_basis; /* "gross", "reo"; "" where it does not matter */
    const char *reason;    /* a sentence: why it is not modelled, or what to mind; "" */
    WordLanguage language; /* of the reason and of verdict_words */
} Verdict;

/* One record for each run that may be asked. */
typedef struct VerdictRuns {
    const Record *const *records;
    int32_t n;
    const char *run;         /* the run that unconditional claims are held against */
    const char *baseline;    /* what signs of a scenario are measured from */
    const UnitSystem *units; /* the model's, with its money; NULL: only the run's currency */
    WordLanguage language;   /* of reasons */
    Store *futures; /* where ensembles of the names of the runs are looked for; NULL: nowhere */
} VerdictRuns;

typedef struct Verdicts {
    Arena *arena;
    const Verdict *verdicts;
    int32_t n, agrees, disagrees, not_modelled;
} Verdicts;

/* The verdict of every tie that is not rejected, in the order of the file. */
Status verdicts_of(const Ties *ties, const VerdictRuns *runs, Verdicts **out);
void verdicts_free(Verdicts *verdicts); /* NULL is fine */

/* Gives a verdict the range of an ensemble: the 5 and 95 % quantiles of what it measures, in
 * the claim's unit, and judges it again: it agrees when the range meets what the claim allows.
 * verdicts_of does so where runs->futures has them: for a metric as it is (no growth, ratio,
 * difference or sum, which quantiles of years do not give) of a year or of one step. */
void verdict_widen(Verdict *verdict, double low, double high);

/* The run alone disagrees, with its futures it does not. */
bool verdict_within_range(const Verdict *verdict);

/* A verdict in words: "over 400000 t", "54.3 [41.7 to 170]", "-32.5 %", "agrees within the
 * range; in india-japan-halt". */
enum { VERDICT_WORDS_MAX = 512 };
typedef struct VerdictWords {
    char claimed[TIE_WORDS_MAX], model[120], difference[40], verdict[VERDICT_WORDS_MAX];
} VerdictWords;
void verdict_words(const Verdict *verdict, VerdictWords *out);

/* --- claims against claims --- */

typedef enum ConflictKind {
    CONFLICT_TOTAL, /* a share and an amount of one document imply a total, which may not be */
    CONFLICT_PAIR,  /* two documents on the same quantity whose ranges do not meet */
} ConflictKind;

typedef struct Conflict {
    ConflictKind kind;
    const Tie *a, *b; /* TOTAL: the share and the amount */
    double low, high; /* TOTAL: the total implied; PAIR: the values nearest to each other */
    double model;     /* TOTAL: what the run has as total; PAIR: for the same quantity */
    const char *unit;
    bool can_be;         /* TOTAL: it can, with the slack of its parts */
    const char *reasons; /* the traps that may explain it, "" if none is seen */
    WordLanguage language;
} Conflict;

typedef struct Conflicts {
    Arena *arena;
    const Conflict *conflicts;
    int32_t n;
} Conflicts;

Status conflicts_of(const Ties *ties, const VerdictRuns *runs, Conflicts **out);
void conflicts_free(Conflicts *conflicts); /* NULL is fine */

/* "over 400000 t and 270000 t cannot both be right; the run has 270000", without reasons. */
void conflict_words(const Conflict *conflict, char *out, size_t size);

/* The tie that a person made for a claim of a library (EvidenceClaim.key); NULL: none. */
const Tie *tie_of_claim(const Ties *ties, const char *key);

/* What two claims of one statement imply together, held against the run. */
typedef struct Implication {
    double model;        /* what the run has for it, in the conflict's unit; NAN: none */
    bool can_be;         /* with the slack of the two claims */
    const char *why;     /* there is no model value; NULL where there is, or for a pair */
    const char *reasons; /* the traps that may explain it; "" */
} Implication;

/* A total is compared with the amount's tie without its region (or use, where the share is one
 * of uses); a value before with that tie in the period before. Ties are those of the claims'
 * keys, else those that rules offer; ties may be NULL. Texts are in arena. */
void implied_judge(const EvidenceConflict *conflict, const Ties *ties, const VerdictRuns *runs,
                   Arena *arena, Implication *out);

/* "imply a total of over 588235 t; the run has 399030: that cannot be". */
void implied_words(const EvidenceConflict *conflict, const Implication *implied,
                   WordLanguage language, char *out, size_t size);

/* --- suggestions --- */

/* The tie that rules offer for a claim of a library: metric, filter and transform from the
 * relation, the quantity and the glossary's names; state "suggested". false when no rule fits;
 * the reason is then in note. Texts are in arena or borrowed from the claim. */
bool tie_suggest(const EvidenceClaim *claim, WordLanguage language, Arena *arena, Tie *out);

#endif
