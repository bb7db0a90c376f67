#include "calibrate/observe.h"

#include <math.h>
#include <string.h>

#include "kinds/kinds.h"

/* Standard errors of observations that give none, by their status. */
static const double sigma_seen = 0.1, sigma_memory = 0.2, sigma_estimate = 0.3;

/* An observed zero is uncertain by its sigma times this share of the market's turnover. */
#define ZERO_SHARE 1e-2

bool observe_is_current(const Model *model, const Observation *observation)
{
    const Month from = observation->from;
    return from != MONTH_NONE && from >= model->start &&
           from + observation->months <= model->start + BASE_MONTHS;
}

double observe_sigma(const Observation *observation)
{
    if (!isnan(observation->sigma)) return observation->sigma;
    switch (observation->origin.status) {
    case EVIDENCE_SEEN:
        return sigma_seen;
    case EVIDENCE_MEMORY:
        return sigma_memory;
    default:
        return sigma_estimate;
    }
}

double observe_sum(const ObserveSum *sum, const double *z)
{
    double total = 0;
    for (int32_t i = 0; i < sum->n; i++)
        total += sum->coef[i] * z[sum->column[i]];
    return total;
}

double observe_value(const Fact *fact, const double *z)
{
    const double part = observe_sum(&fact->part, z);
    if (!fact->whole.n) return part;
    const double whole = observe_sum(&fact->whole, z);
    return whole > 0 ? part / whole : NAN;
}

/* ---- what is summed ---- */

/* Room for a sum of any length. */
static Status sum_new(const Base *base, Arena *arena, ObserveSum *sum)
{
    sum->n = 0;
    sum->column = ARENA_ARRAY(arena, int32_t, base->net->program.n_cols);
    sum->coef = ARENA_ARRAY(arena, double, base->net->program.n_cols);
    return sum->column && sum->coef ? LODE_OK : LODE_NO_MEMORY;
}

static Status sum_keep(Arena *arena, const ObserveSum *sum, ObserveSum *out)
{
    out->n = sum->n;
    out->column = ARENA_ARRAY(arena, int32_t, sum->n);
    out->coef = ARENA_ARRAY(arena, double, sum->n);
    if (!out->column || !out->coef) return LODE_NO_MEMORY;
    if (sum->n) memcpy(out->column, sum->column, (size_t)sum->n * sizeof *sum->column);
    if (sum->n) memcpy(out->coef, sum->coef, (size_t)sum->n * sizeof *sum->coef);
    return LODE_OK;
}

static void sum_add(ObserveSum *sum, int32_t column, double coef)
{
    if (coef == 0) return;
    sum->column[sum->n] = column;
    sum->coef[sum->n++] = coef;
}

/* What one unit of this commodity counts for the observation; 0 = it is about others. */
static double content_of(const Observation *o, int32_t commodity)
{
    for (int32_t i = 0; i < o->commodities.n; i++)
        if (o->commodities.index[i] == commodity) return o->content[i];
    return 0;
}

/* What a facility puts out (or takes in) of what was observed. */
static double amount_of(const Model *model, int32_t facility, const Observation *o, bool out)
{
    const Process *process = &model->processes[model->facilities[facility].process];
    double amount = 0;
    for (int32_t i = 0; i < process->n_lines; i++) {
        const RecipeLine *line = &model->recipe_lines[process->first_line + i];
        if ((line->coefficient > 0) == out)
            amount += fabs(line->coefficient) * content_of(o, line->commodity);
    }
    return amount;
}

/* Of the regions named, or of the world. */
static void sum_output(const Base *base, const Observation *o, bool world, ObserveSum *sum)
{
    const Model *model = base->model;
    for (int32_t k = 0; k < model->n_facilities; k++) {
        const bool here = world || set_has(&o->regions, model->facilities[k].region);
        const bool its =
            set_has(&o->facilities, k) && set_has(&o->processes, model->facilities[k].process);
        if (!here || !its) continue;
        sum_add(sum, base->net->facility0 + k, amount_of(model, k, o, true));
    }
}

static void sum_flows(const Base *base, const Observation *o, ObserveSum *sum)
{
    const Model *model = base->model;
    for (int32_t f = 0; f < model->n_routes; f++) {
        const Route *route = &model->routes[f];
        if (set_has(&o->regions, route->from) && set_has(&o->partners, route->to))
            sum_add(sum, base->net->route0 + f, content_of(o, route->commodity));
    }
}

static void sum_use(const Base *base, const Observation *o, ObserveSum *sum)
{
    const Model *model = base->model;
    for (int32_t k = 0; k < model->n_facilities && o->use == MODEL_NONE; k++)
        if (set_has(&o->regions, model->facilities[k].region))
            sum_add(sum, base->net->facility0 + k, amount_of(model, k, o, false));
    for (int32_t d = 0; d < model->n_demands; d++) {
        const Demand *demand = &model->demands[d];
        const bool meant = o->use == MODEL_NONE || demand->use == o->use;
        if (meant && set_has(&o->regions, demand->region))
            sum_add(sum, base->net->demand_col[d], content_of(o, demand->commodity));
    }
}

static void sum_up(const Base *base, const Observation *o, ObserveSum *part, ObserveSum *whole)
{
    part->n = whole->n = 0;
    switch (o->kind) {
    case OBSERVED_OUTPUT:
        sum_output(base, o, false, part);
        break;
    case OBSERVED_FLOW:
        sum_flows(base, o, part);
        break;
    case OBSERVED_USE:
        sum_use(base, o, part);
        break;
    case OBSERVED_SHARE:
        sum_output(base, o, false, part);
        sum_output(base, o, true, whole);
        break;
    case OBSERVED_PRICE:
        break;
    }
}

/* ---- facts ---- */

/* Turnover of the largest market that the fact is about, to size an observed zero. */
static double size_of(const Base *base, const Fact *fact)
{
    const Program *p = &base->net->program;
    double size = 0;
    for (int32_t i = 0; i < fact->part.n; i++)
        for (int32_t e = p->col_start[fact->part.column[i]];
             e < p->col_start[fact->part.column[i] + 1]; e++)
            size = fmax(size, base_turnover(base, p->row[e]));
    return size;
}

static void complain(const Fact *fact, Diag *diag)
{
    const Place *place = &fact->observation->origin.place;
    diag_error(diag, place->file, place->line, 0, "",
               "the model has nothing that this is about: no facility, route or demand of it");
}

/* Room for the two sums of one fact. */
typedef struct Room {
    ObserveSum part, whole;
} Room;

static Status take_fact(const Base *base, const Observation *o, Diag *diag, Room *room,
                        Fact *fact)
{
    *fact = (Fact){.observation = o};
    sum_up(base, o, &room->part, &room->whole);
    Status st = sum_keep(base->arena, &room->part, &fact->part);
    if (!st) st = sum_keep(base->arena, &room->whole, &fact->whole);
    if (st) return st;
    if (!fact->part.n) complain(fact, diag);
    const bool share = o->kind == OBSERVED_SHARE;
    fact->value = share ? o->value : o->value / o->months * base->net->months;
    const double least = share ? ZERO_SHARE : ZERO_SHARE * size_of(base, fact);
    fact->sigma = observe_sigma(o) * fmax(fact->value, least);
    return LODE_OK;
}

static Status take_facts(const Base *base, Diag *diag, Room *room, Fact *facts,
                         int32_t *n_facts, int32_t *n_other)
{
    Status st = LODE_OK;
    for (int32_t i = 0; i < base->model->n_observations && !st; i++) {
        const Observation *o = &base->model->observations[i];
        if (o->kind == OBSERVED_PRICE) continue;
        if (observe_is_current(base->model, o))
            st = take_fact(base, o, diag, room, &facts[(*n_facts)++]);
        else
            ++*n_other;
    }
    return st;
}

Status observe_facts(const Base *base, Diag *diag, Fact **facts, int32_t *n_facts,
                     int32_t *n_other)
{
    const int32_t before = diag_errors(diag);
    Arena *scratch = arena_new(0);
    Room room;
    *n_facts = *n_other = 0;
    *facts = ARENA_ARRAY(base->arena, Fact, base->model->n_observations);
    Status st = *facts && scratch ? LODE_OK : LODE_NO_MEMORY;
    if (!st) st = sum_new(base, scratch, &room.part);
    if (!st) st = sum_new(base, scratch, &room.whole);
    if (!st) st = take_facts(base, diag, &room, *facts, n_facts, n_other);
    arena_free(scratch);
    return st ? st : diag_errors(diag) > before ? LODE_BAD_INPUT : LODE_OK;
}
