#include "cli/calibration.h"
#include "cli/json.h"

static json_t *fact_json(const Calibration *c, int32_t i)
{
    char text[256];
    const Fact *fact = &c->facts[i];
    const FactResult *result = &c->year.facts[i];
    const Observation *o = fact->observation;
    calibration_subject(c, o, text, sizeof text);
    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:s, s:s, s:i}", "fact", text,
                     "observed", json_number(calibration_amount(c, o, fact->value)),
                     "reconciled", json_number(calibration_amount(c, o, result->reconciled)),
                     "sigma", json_number(observe_sigma(o)), "off", json_number(result->off),
                     "weight", json_number(result->weight), "group",
                     result->group < 0 ? json_null() : json_integer(result->group), "status",
                     calibration_status(o), "source", calibration_source(c, o), "file",
                     o->origin.place.file, "line", (int)o->origin.place.line);
}

static json_t *facts_json(const Calibration *c)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < c->n_facts; i++)
        json_array_append_new(list, fact_json(c, i));
    return list;
}

static json_t *prices_json(const Calibration *c)
{
    const Model *model = c->base->model;
    json_t *list = json_array();
    for (int32_t i = 0; i < model->n_observations; i++) {
        const Observation *o = &model->observations[i];
        if (o->kind != OBSERVED_PRICE || !observe_is_current(model, o)) continue;
        const int32_t m =
            net_market(c->base->net, o->regions.index[0], o->commodities.index[0]);
        if (m == NET_NONE) continue;
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:o, s:o, s:o}", "region",
                            model->regions[o->regions.index[0]].id, "commodity",
                            model->commodities[o->commodities.index[0]].id, "observed",
                            json_number(o->value), "base_year", json_number(c->price[m]),
                            "sigma", json_number(observe_sigma(o))));
    }
    return list;
}

static json_t *unseen_json(const Calibration *c)
{
    const Net *net = c->base->net;
    json_t *list = json_array();
    for (int32_t i = 0; i < c->n_unseen; i++) {
        const int32_t m = c->unseen[i].market;
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:o}", "region",
                            net->model->regions[net->market_region[m]].id, "commodity",
                            net->model->commodities[net->market_commodity[m]].id,
                            "value_per_step", json_number(c->unseen[i].value)));
    }
    return list;
}

static json_t *first_month_json(const Calibration *c)
{
    const Verification *v = &c->verification;
    return json_pack("{s:o, s:o, s:o, s:o, s:i}", "quantities", json_number(v->quantity),
                     "prices", json_number(v->price), "balance", json_number(v->balance),
                     "complementarity", json_number(v->complementarity), "not_rising",
                     (int)c->n_loose);
}

Status calibration_json(const Screen *screen, const Calibration *c)
{
    return json_print(
        screen,
        json_pack("{s:s, s:i, s:i, s:o, s:o, s:o, s:o, s:o, s:o}", "schema", "lode.calibrate/1",
                  "n_observations", (int)c->n_facts, "n_other_times", (int)c->n_other, "facts",
                  facts_json(c), "prices", prices_json(c), "unobserved", unseen_json(c),
                  "unobserved_share", json_number(c->unseen_share), "balance",
                  json_number(c->year.balance), "first_month", first_month_json(c)));
}
