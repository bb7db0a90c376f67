/* Technologies that spread. */
#include "web/resource.h"

enum { MONTHS = 12 };

Status resource_technologies(const Ask *ask)
{
    for (int32_t i = 0; i < ask->model->n_technologies; i++) {
        const Technology *it = &ask->model->technologies[i];
        out_row(ask->out);
        out_text(ask->out, "id", it->id);
        out_text(ask->out, "name", it->name);
        out_text(ask->out, "name_zh", it->name_zh);
        out_number(ask->out, "ceiling", it->ceiling);
        out_number(ask->out, "imitation_per_year", MONTHS * it->imitation);
        out_number(ask->out, "innovation_per_year", MONTHS * it->innovation);
        put_origin(ask, &it->origin);
    }
    return LODE_OK;
}
