/* support.h - what policies share that pay for what facilities of a choice put out. */
#ifndef LODE_KINDS_SUPPORT_H
#define LODE_KINDS_SUPPORT_H

#include <math.h>

#include "kinds/kinds.h"

/* Every such row begins with this. */
typedef struct Makers {
    IndexSet facility, region, process;
    int32_t commodity;
} Makers;

#define MAKERS_COLUMNS(row, what)                                                              \
    {.name = "facility",                                                                       \
     .type = COLUMN_TYPE_SET,                                                                  \
     .offset = offsetof(row, makers.facility),                                                 \
     .target = TARGET_FACILITY,                                                                \
     .blank_is_all = true,                                                                     \
     .doc = "which facilities; blank = all that match"},                                       \
        {.name = "region",                                                                     \
         .type = COLUMN_TYPE_SET,                                                              \
         .offset = offsetof(row, makers.region),                                               \
         .target = TARGET_REGION,                                                              \
         .blank_is_all = true,                                                                 \
         .doc = "only those in these regions; blank = anywhere"},                              \
        {.name = "process",                                                                    \
         .type = COLUMN_TYPE_SET,                                                              \
         .offset = offsetof(row, makers.process),                                              \
         .target = TARGET_PROCESS,                                                             \
         .blank_is_all = true,                                                                 \
         .doc = "only those of these processes; blank = any"},                                 \
    {                                                                                          \
        .name = "commodity", .type = COLUMN_TYPE_REF,                                          \
        .offset = offsetof(row, makers.commodity), .target = TARGET_COMMODITY,                 \
        .required = true, .doc = what                                                          \
    }

/* The facilities that match and put the commodity out; a mistake when none is named. */
Status makers_select(const Makers *makers, const char *kind, const Model *model,
                     const Place *place, Arena *arena, Diag *diag, Selection *out);

/* Market in which facility i of the policy's choice sells the commodity. */
int32_t makers_market(const Policy *policy, const Net *net, int32_t i);

/* The share of its rate at which a policy pays, so that it ends within what is left: the next
 * guess after `paid` was paid at `*share`. False when that is good. */
bool budget_share(double left, double paid, double *share);

#endif
