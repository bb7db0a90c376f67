#include "choice/kept.h"

Status run_kept(const Model *model, const RunOptions *given, Diag *diag, Record **record,
                SimTrail **trail)
{
    SimRun *sim = NULL;
    RunOptions options = *given;
    options.keep_trail = true;
    Status st = sim_begin(model, &options, diag, &sim);
    while (!st && sim_next(sim) < sim_steps(sim))
        st = sim_step(sim);
    if (!st) {
        *trail = sim_take_trail(sim);
        *record = sim_take_record(sim);
        if (!*trail) st = LODE_NO_MEMORY;
    }
    sim_end(sim);
    return st;
}
