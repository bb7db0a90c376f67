/* chain.h - who passes how much on to whom, stage by stage: what a Sankey diagram shows.
 *
 * What a facility or a final user takes of a commodity comes from those who supplied its
 * region, in proportion: its own makers with what they do not export, and each partner with
 * what it sent. value(i -> j, c) = taken(j, c) x supply(i -> j, c) / sum_i supply(i -> j, c)
 *     supply(j -> j, c) = max(production - exports, 0),   supply(i -> j, c) = trade
 * Amounts are in contained rare-earth oxide, or in one element of it (content.c). */
#ifndef LODE_METRICS_CHAIN_H
#define LODE_METRICS_CHAIN_H

#include "metrics/metric.h"
#include "model/model.h"

typedef struct ChainLink {
    int32_t from_stage, from_region; /* of who made it */
    int32_t to_stage, to_region;     /* of who takes it; to_stage RECORD_NONE: a final user */
    int32_t use;                     /* index of the model's uses; MODEL_NONE if none */
    double value;                    /* t */
} ChainLink;

typedef struct Chain {
    Arena *arena;
    ChainLink *links; /* those that are not nothing, each pair once */
    int32_t n;
} Chain;

/* element: "" or NULL is all oxides; else what a commodity of the model is labelled with.
 * LODE_BAD_INPUT: there is none (diag lists them). */
Status chain_measure(const Model *model, const Record *record, const char *element, Steps steps,
                     Diag *diag, Chain **out);
void chain_free(Chain *chain); /* NULL is fine */

/* t of the element's oxide (all oxides when it is NULL or "") in one unit of each commodity, by
 * what facilities made of it in these steps; 0 where there is none. content: n_commodities. */
Status chain_content(const Model *model, const Record *record, const char *element, Steps steps,
                     double *content);

#endif
