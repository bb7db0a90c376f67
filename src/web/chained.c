/* The chain of a run as links between nodes. */
#include "metrics/chain.h"
#include "web/resource.h"

static void put_link(const Ask *ask, const ChainLink *link)
{
    const Model *m = ask->model;
    Out *out = ask->out;
    out_row(out);
    out_text(out, "from_stage", m->stages[link->from_stage].id);
    out_text(out, "from_region", m->regions[link->from_region].id);
    out_text(out, "to_stage",
             link->to_stage == RECORD_NONE ? "" : m->stages[link->to_stage].id);
    out_text(out, "to_region", m->regions[link->to_region].id);
    out_text(out, "use", link->use == MODEL_NONE ? "" : m->uses[link->use].id);
    out_number(out, "value", link->value);
}

Status resource_chain(const Ask *ask)
{
    Run *run;
    Steps steps;
    Chain *chain;
    const char *element = request_text(ask->request, "element");
    Status st = ask_run(ask, "run", &run);
    if (st) return st;
    st = ask_steps(ask, run->record, &steps);
    if (!st) st = chain_measure(ask->model, run->record, element, steps, ask->diag, &chain);
    if (!st) {
        out_meta_text(ask->out, "unit", element ? "t oxide of the element" : "t REO");
        for (int32_t i = 0; i < chain->n; i++)
            put_link(ask, &chain->links[i]);
        chain_free(chain);
    }
    runs_release(ask->runs, run);
    return st;
}
