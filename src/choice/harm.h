/* harm.h - what a shock does beside the same run without it: one row of a vulnerability table.
 *
 * All of it is measured over the months of the shock and the time to recover from it, on two
 * runs that are the same until the shock begins; amounts are the second less the first. */
#ifndef LODE_CHOICE_HARM_H
#define LODE_CHOICE_HARM_H

#include "base/arena.h"
#include "metrics/metric.h"

/* A market of final users counts when it has so much of the value of all that final users buy,
 * at reference prices; a market where a good is used at all when it has so much of its use. */
#define HARM_SHARE_BOUGHT 0.005
#define HARM_SHARE_USED 0.01

typedef struct Harm {
    double loss;          /* consumer and producer surplus lost by all; money */
    double users, makers; /* the two; negative: they gain */
    int32_t worst;        /* the region that loses most */
    double worst_loss;    /* of it; money */
    double unbought;      /* final demand that is met no more; in its unit, NAN: of several */
    double shortage;      /* of it what is wanted at any price below the choke; the same */
    double devices;       /* not built */
    double recover;       /* months from the start until what final users buy is back within 5 %
                           * (COMPARE_BACK) for good, in the slowest market that counts; 0: it never
                           * left; INFINITY: not within the period */
    int32_t slowest;      /* that market: a market of the record; RECORD_NONE */
    double stop; /* least months_to_stop of goods touched in regions that count, over the
                  * first three months; NAN: no stock falls */
} Harm;

typedef struct HarmBase HarmBase;

/* Prepares the comparison with a base run, which is borrowed; `start` is the shock's first
 * month. The last step of the record is the last that counts. */
Status harm_base_new(const Record *base, Month start, HarmBase **out);
void harm_base_free(HarmBase *base); /* NULL is fine */

/* What the run does worse than the base. `goods` are the commodities that the shock touches and
 * `source` the region where (its own stocks are not asked about); RECORD_NONE = none. Several
 * threads may measure against one base. */
Status harm_measure(const HarmBase *base, const Record *run, const int32_t *goods, int32_t n,
                    int32_t source, Harm *out);

#endif
