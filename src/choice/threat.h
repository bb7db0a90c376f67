/* threat.h - what can go wrong along a chain, one thing at a time:
 *   a halt    a region lets nothing out of a stage, or of one element in it;
 *   an outage a facility stands still.
 * Listed from a model and its base run: what moves nothing there is no threat. */
#ifndef LODE_CHOICE_THREAT_H
#define LODE_CHOICE_THREAT_H

#include "choice/story.h"
#include "metrics/metric.h"

typedef enum ThreatKind { THREAT_HALT, THREAT_OUTAGE } ThreatKind;

typedef struct Threat {
    ThreatKind kind;
    const char *id; /* "halt-china-magnet", "halt-china-separation-dy", "outage-my-lamp" */
    int32_t region; /* whose halt it is, or where the facility stands */
    int32_t stage;
    const char *element;        /* of a halt; "" = the whole stage */
    int32_t facility;           /* MODEL_NONE: a halt */
    const int32_t *commodities; /* that no longer leave the region, or the facility */
    int32_t n_commodities;
    double usual; /* what leaves otherwise in the period, money at reference prices */
} Threat;

typedef struct ThreatList {
    Threat *threats;
    int32_t n;
    int32_t n_idle; /* halts and outages of what moves nothing in the base run */
} ThreatList;

/* All threats in the order of regions and stages, then of facilities. `steps` is the time in
 * which the base run must move something. Everything is in arena. */
Status threat_list(const Model *model, const Record *base, Steps steps, Arena *arena,
                   ThreatList *out);

/* True when all that `b` stops is stopped by `a`. */
bool threat_holds(const Threat *a, const Threat *b);

/* Its policy, as the file of a scenario says it, in force from `from` to `until`. */
void threat_say(const Threat *threat, const Model *model, Month from, Month until,
                Story *story);

/* In words: "China: no exports of Dy (Separated oxide)", "outage: Lynas Malaysia". */
void threat_words(const Threat *threat, const Model *model, char *buffer, size_t size);

#endif
