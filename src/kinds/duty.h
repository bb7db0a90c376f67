/* duty.h - what export duties and tariffs share: a tax on the routes they choose. */
#ifndef LODE_KINDS_DUTY_H
#define LODE_KINDS_DUTY_H

#include <math.h>

#include "kinds/kinds.h"

typedef struct Duty {
    IndexSet region, partners, commodities;
    double rate;     /* fraction of the price at the origin */
    double specific; /* money per unit */
} Duty;

#define DUTY_COLUMNS(who, whom)                                                                \
    {.name = "region",                                                                         \
     .type = COLUMN_TYPE_SET,                                                                  \
     .offset = offsetof(Duty, region),                                                         \
     .target = TARGET_REGION,                                                                  \
     .required = true,                                                                         \
     .doc = who},                                                                              \
        COLUMN_SET(Duty, partners, TARGET_REGION, whom "; blank = everybody"),                 \
        COLUMN_SET(Duty, commodities, TARGET_COMMODITY, "what; blank = all goods"),            \
        COLUMN_NUMBER(Duty, rate, QUANTITY_PLAIN, 0.0, -1.0, INFINITY,                         \
                      "share of the price at the origin; negative = subsidy"),                 \
        COLUMN_NUMBER(Duty, specific, QUANTITY_PRICE, 0.0, -INFINITY, INFINITY,                \
                      "money per unit; negative = subsidy")

/* Adds the duty to every route of the policy's selection. */
void duty_apply(const Policy *policy, const PolicyContext *context, Effects *effects);

#endif
