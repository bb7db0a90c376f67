/* Production lines, in the units in which a works tells them. */
#include "model/lines.h"
#include "web/resource.h"

enum { HOURS_PER_DAY = 24, MONTHS_PER_YEAR = 12 };
#define DAYS_PER_YEAR 365.25
#define SECONDS_PER_MONTH (DAYS_PER_YEAR * 86400 / MONTHS_PER_YEAR)

/* What its capacity is counted in. */
static const char *unit_of(const Model *m, const Facility *facility)
{
    return facility->of == MODEL_NONE ? m->processes[facility->process].unit
                                      : m->commodities[facility->of].unit;
}

Status resource_lines(const Ask *ask)
{
    Out *out = ask->out;
    for (int32_t i = 0; i < ask->model->n_lines; i++) {
        const FacilityLines *it = &ask->model->lines[i];
        const Facility *facility = &ask->model->facilities[it->facility];
        const Lines *lines = &it->lines;
        out_row(out);
        out_text(out, "facility", facility->id);
        out_number(out, "lines", lines->lines);
        out_number(out, "takt_s", lines->takt * SECONDS_PER_MONTH);
        out_number(out, "mass", lines->mass);
        out_text(out, "unit", unit_of(ask->model, facility));
        out_number(out, "hours_a_day", lines->hours * HOURS_PER_DAY);
        out_number(out, "days_a_year", lines->days * DAYS_PER_YEAR);
        out_number(out, "uptime", lines->uptime);
        out_number(out, "yield", lines->yield);
        out_number(out, "pieces_a_year", MONTHS_PER_YEAR * lines_pieces(lines));
        out_number(out, "output_a_year", MONTHS_PER_YEAR * lines_output(lines));
        put_origin(ask, &it->origin);
    }
    return LODE_OK;
}
