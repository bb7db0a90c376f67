/* recast.h - a model with some of its cells written anew by scenarios.
 *
 * The cells are replaced in the files that the model was read from, and the files are read
 * again: so a new value is checked as the table's own would be, and everything that follows
 * from it (wildcards, ramps, the fit) follows. What a calibration found stays as it is: it was
 * found for the unchanged model, so the whole of a change shows in the run. Cells that a
 * calibration would put its own number over cannot be changed; saying so beats a change that
 * does nothing (docs/calibration.md, "Scenarios that change cells"). */
#ifndef LODE_MODEL_RECAST_H
#define LODE_MODEL_RECAST_H

#include "model/model.h"
#include "table/files.h"

/* What a scenario writes into a cell. */
typedef struct RecastWish {
    const ScenarioChange *said;
    const char *text; /* its value, with nothing left open */
} RecastWish;

/* What has come of it. */
typedef struct Recast {
    const char *cell; /* "facilities[the-mine].capacity", the shortest that singles it out */
    const char *from, *to; /* as they stand in the table, in `unit`; "" = blank */
    const char *unit;      /* "" = none */
    FileCell at;
    const ScenarioChange *said; /* borrowed from the model */
} Recast;

typedef struct Recasts {
    const Recast *items;
    int32_t n;
} Recasts;

/* Carries the wishes out, in their order. Two that write different values into one cell are an
 * error, unless one of them wins; what the command line has set stays (with a warning).
 * Mistakes are told at the place in the scenario; LODE_BAD_INPUT then. *out: the changed model,
 * to be freed by the caller, or NULL when nothing is changed; it runs in the steps of `model`.
 * Texts are in arena. Units are read (units.h): not for two threads at once. */
Status recast_model(const Model *model, const RecastWish *wishes, int32_t n, Arena *arena,
                    Diag *diag, Recasts *changes, Model **out);

#endif
