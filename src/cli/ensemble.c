#include "cli/ensemble.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/grid.h"

enum { NAME_SIZE = 160, CELL_SIZE = 64, YEARS_SHOWN = 4, REASONS_SHOWN = 3, INPUTS_SHOWN = 10 };
enum { LOW, LOWER, MIDDLE, UPPER, HIGH }; /* of the quantiles of a band */

/* ---- names ---- */

void ensemble_name(const Ensemble *e, const Variable *v, char *out, size_t size)
{
    const MetricFilter *f = &v->filter;
    char metric[NAME_SIZE];
    snprintf(metric, sizeof metric, "%s", v->metric->id);
    for (char *c = metric; *c; c++)
        if (*c == '_') *c = ' ';
    const char *what = *f->commodity  ? headline_commodity(e->central, f->commodity)
                       : *f->stage    ? headline_stage(e->central, f->stage)
                       : *f->use      ? f->use
                       : *f->facility ? f->facility
                                      : "";
    snprintf(out, size, "%s%s%s%s%s", metric, *what ? ", " : "", what, *f->region ? ", " : "",
             *f->region ? headline_region(e->central, f->region) : "");
}

/* ---- tables ---- */

/* Years to show: those of the headline's first line that has several; else the last ones. */
static int choose_years(const Ensemble *e, int32_t *at)
{
    const HeadlineYears years = headline_years(e->headline, headline_is_output);
    int n = 0;
    for (int32_t y = 1; y < e->variables.n_years; y++)
        for (int i = 0; i < years.n && n < YEARS_SHOWN; i++)
            if (years.year[i] == e->variables.years[y]) at[n++] = y;
    if (n == 0) at[n++] = e->variables.n_years - 1;
    return n;
}

static bool is_shortage(const Variable *v)
{
    return strcmp(v->metric->id, "shortage") == 0;
}

static void put_band(Grid *grid, const Band *band, double unit)
{
    const double *q = band->quantile;
    if (band->n == 0)
        grid_text(grid, "-");
    else
        grid_format(grid, "%.4g  (%.4g to %.4g)", q[MIDDLE] / unit, q[LOW] / unit,
                    q[HIGH] / unit);
}

static bool is_share(const Variable *v)
{
    return v->metric->unit == METRIC_FRACTION;
}

static Status print_years(const Screen *screen, const Ensemble *e, const Summary *s)
{
    const Variables *vs = &e->variables;
    int32_t at[YEARS_SHOWN];
    const int n_years = choose_years(e, at);
    char text[YEARS_SHOWN][CELL_SIZE], name[NAME_SIZE];
    const char *titles[2 + YEARS_SHOWN] = {"", "unit"};
    for (int y = 0; y < n_years; y++) {
        snprintf(text[y], sizeof text[y], "%d", (int)vs->years[at[y]]);
        titles[2 + y] = text[y];
    }
    Grid *grid = grid_new(2 + n_years, titles);
    for (int32_t i = 0; i < vs->n; i++) {
        const Variable *v = &vs->items[i];
        if (is_shortage(v)) continue;
        ensemble_name(e, v, name, sizeof name);
        grid_text(grid, name);
        grid_text(grid, is_share(v) ? "%" : v->unit);
        for (int y = 0; y < n_years; y++)
            put_band(grid, &s->yearly[i * vs->n_years + at[y]], is_share(v) ? 0.01 : 1);
    }
    fprintf(screen->out, "the middle future, and where nine in ten of them lie:\n");
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    return st;
}

/* What may run short, over the whole run: only where the mean is more than dust. */
static Status print_shortages(const Screen *screen, const Ensemble *e, const Summary *s)
{
    static const char *const titles[] = {"what may run short, whole run", "unit", "mean",
                                         "middle", "one in twenty above"};
    const Variables *vs = &e->variables;
    char name[NAME_SIZE];
    Grid *grid = grid_new(5, titles);
    for (int i = 2; i < 5; i++)
        grid_right(grid, i);
    for (int32_t i = 0; i < vs->n; i++) {
        const Variable *v = &vs->items[i];
        const Band *band = &s->yearly[i * vs->n_years];
        if (!is_shortage(v) || !(band->mean > 1e-3)) continue;
        ensemble_name(e, v, name, sizeof name);
        grid_text(grid, name + strlen("shortage, "));
        grid_text(grid, v->unit);
        grid_number(grid, band->mean);
        grid_number(grid, band->quantile[MIDDLE]);
        grid_number(grid, band->quantile[HIGH]);
    }
    Status st = LODE_OK;
    if (grid_rows(grid)) {
        fputc('\n', screen->out);
        st = grid_print(grid, screen);
    }
    grid_free(grid);
    return st;
}

static Status print_odds(const Screen *screen, const Ensemble *e, const Summary *s)
{
    static const char *const titles[] = {"how often", "year", "is", "in", "likely between"};
    char name[NAME_SIZE];
    Grid *grid = grid_new(5, titles);
    for (int i = 0; i < e->options.n_odds; i++) {
        const Odds *o = &e->odds[i];
        const OddsCount *count = &s->odds[i];
        const Variable *v = &e->variables.items[o->variable];
        ensemble_name(e, v, name, sizeof name);
        grid_text(grid, name);
        grid_format(grid, o->year ? "%d" : "whole run", (int)o->year);
        grid_format(grid, "%s %.6g %s", o->above ? "above" : "below",
                    is_share(v) ? 100 * o->bound : o->bound, is_share(v) ? "%" : v->unit);
        grid_format(grid, count->n ? "%.1f %%" : "-", 100 * count->share);
        grid_format(grid, count->n ? "%.1f and %.1f %%" : "-", 100 * count->low,
                    100 * count->high);
    }
    Status st = LODE_OK;
    if (grid_rows(grid)) {
        fputc('\n', screen->out);
        st = grid_print(grid, screen);
    }
    grid_free(grid);
    return st;
}

static Status print_failures(const Screen *screen, const Ensemble *e, const Summary *s)
{
    if (!s->failed) return LODE_OK;
    fprintf(screen->out, "\n%lld of %lld futures have no numbers:\n", (long long)s->failed,
            (long long)s->n);
    int shown = 0;
    for (int64_t i = 0; i < s->n && shown < REASONS_SHOWN; i++) {
        EnsembleRun run;
        const Status st = ensemble_read(e, i, &run);
        if (st) return st;
        if (!run.status) continue;
        fprintf(screen->out, "  run %lld: %s\n", (long long)i, run.reason);
        shown++;
    }
    return LODE_OK;
}

static void print_head(const Screen *screen, const Ensemble *e, const Summary *s)
{
    fprintf(screen->out, "%s: %lld futures, %d ranges%s, seed %llu (%s)\n\n",
            e->central->run_name, (long long)s->n, (int)e->design.dimensions.n,
            e->model->n_risks ? ", outages and delays" : "",
            (unsigned long long)e->options.design.seed,
            sequence_name(e->options.design.sequence));
}

static void tell_speed(const Screen *screen, const Ensemble *e)
{
    const int64_t new = e->design.n_runs - e->n_resumed;
    const int ranks = e->options.crew.size, threads = e->options.threads;
    if (new > 0 && e->seconds > 0)
        screen_note(screen,
                    "%lld runs in %.1f s, %.2f a second, by %d process%s of %d thread%s\n",
                    (long long)new, e->seconds, (double)new / e->seconds, ranks,
                    ranks == 1 ? "" : "es", threads, threads == 1 ? "" : "s");
}

Status ensemble_print(const Screen *screen, const Ensemble *e, const Summary *s)
{
    print_head(screen, e, s);
    Status st = print_years(screen, e, s);
    if (!st) st = print_shortages(screen, e, s);
    if (!st) st = print_odds(screen, e, s);
    if (!st) st = print_failures(screen, e, s);
    tell_speed(screen, e);
    return st;
}

/* ---- what decides ---- */

static const char *share_title(const Ensemble *e)
{
    switch (e->options.design.kind) {
    case DESIGN_SOBOL:
        return "total share";
    case DESIGN_MORRIS:
        return "share of effects";
    case DESIGN_PLAIN:
        break;
    }
    return "share of variance";
}

static void put_known(Grid *grid, const Dimension *d)
{
    if (d->kind == DIMENSION_VARY)
        grid_text(grid, "left open by the scenario");
    else if (d->known == INPUT_ASSUMPTION || !*d->source)
        grid_text(grid, input_class_name(d->known));
    else
        grid_format(grid, "%s (%s)", input_class_name(d->known), d->source);
}

static void put_input(Grid *grid, const Ensemble *e, const Decisions *d, int32_t input)
{
    const int32_t a = decide_foremost(d, e, input), k = e->design.dimensions.n;
    const Influence *f = &d->influence[a * k + input];
    const Variable *v = &e->variables.items[d->answers[a].variable];
    const int32_t year = e->variables.years[d->answers[a].period];
    const double unit = is_share(v) ? 0.01 : 1;
    char name[NAME_SIZE];
    ensemble_name(e, v, name, sizeof name);
    grid_text(grid, e->design.dimensions.items[input].label);
    put_known(grid, &e->design.dimensions.items[input]);
    grid_format(grid, "%.1f %%", 100 * d->weight[input]);
    grid_format(grid, "%s%s%.0d", name, year ? ", " : "", (int)year);
    grid_format(grid, "%.0f %%", 100 * (isnan(f->total) ? f->share : f->total));
    if (isnan(f->at_low))
        grid_text(grid, "-");
    else
        grid_format(grid, "%.4g to %.4g %s", f->at_low / unit, f->at_high / unit,
                    is_share(v) ? "%" : v->unit);
}

Status ensemble_print_decisions(const Screen *screen, const Ensemble *e, const Decisions *d)
{
    const char *const titles[] = {"what decides", "its numbers are", share_title(e),
                                  "most of all",  "there",           "low to high"};
    if (!d->n_answers || !e->design.dimensions.n || !(d->weight[d->order[0]] > 0))
        return LODE_OK;
    Grid *grid = grid_new(6, titles);
    grid_right(grid, 2);
    grid_right(grid, 4);
    for (int32_t i = 0; i < e->design.dimensions.n && i < INPUTS_SHOWN; i++)
        if (d->weight[d->order[i]] > 0) put_input(grid, e, d, d->order[i]);
    fputc('\n', screen->out);
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    return st;
}

/* ---- JSON ---- */

static json_t *band_json(const Band *band)
{
    json_t *quantiles = json_array();
    for (int q = 0; q < SUMMARY_QUANTILES; q++)
        json_array_append_new(quantiles, json_number(band->quantile[q]));
    return json_pack("{s:o, s:o, s:I}", "quantiles", quantiles, "mean", json_number(band->mean),
                     "runs", (json_int_t)band->n);
}

static json_t *variable_json(const Ensemble *e, const Summary *s, int32_t i)
{
    const Variables *vs = &e->variables;
    const Variable *v = &vs->items[i];
    json_t *years = json_array();
    for (int32_t y = 0; y < vs->n_years; y++) {
        json_t *band = band_json(&s->yearly[i * vs->n_years + y]);
        json_put(band, "year", vs->years[y] ? json_integer(vs->years[y]) : json_null());
        json_array_append_new(years, band);
    }
    return json_pack("{s:s, s:o, s:o, s:o, s:o, s:s, s:o}", "metric", v->metric->id, "region",
                     json_text(v->filter.region), "commodity", json_text(v->filter.commodity),
                     "stage", json_text(v->filter.stage), "use", json_text(v->filter.use),
                     "unit", v->unit, "years", years);
}

static json_t *answer_json(const Ensemble *e, const Decisions *d, int32_t a)
{
    const int32_t k = e->design.dimensions.n;
    const Answer *answer = &d->answers[a];
    const Variable *v = &e->variables.items[answer->variable];
    char name[NAME_SIZE];
    json_t *inputs = json_array();
    ensemble_name(e, v, name, sizeof name);
    for (int32_t i = 0; i < k; i++) {
        const Dimension *dim = &e->design.dimensions.items[d->order[i]];
        const Influence *f = &d->influence[a * k + d->order[i]];
        json_array_append_new(
            inputs,
            json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "input",
                      dim->id, "known", input_class_name(dim->known), "source",
                      json_text(dim->source), "share", json_number(f->share), "share_low",
                      json_number(f->share_low), "share_high", json_number(f->share_high),
                      "total", json_number(f->total), "total_low", json_number(f->total_low),
                      "total_high", json_number(f->total_high), "at_low",
                      json_number(f->at_low), "at_high", json_number(f->at_high)));
    }
    const int32_t year = e->variables.years[answer->period];
    return json_pack("{s:s, s:s, s:o, s:s, s:o}", "answer", name, "metric", v->metric->id,
                     "year", year ? json_integer(year) : json_null(), "unit", v->unit, "inputs",
                     inputs);
}

static json_t *odds_json(const Ensemble *e, const Summary *s)
{
    json_t *list = json_array();
    for (int i = 0; i < e->options.n_odds; i++) {
        const Odds *o = &e->odds[i];
        const OddsCount *count = &s->odds[i];
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:o, s:s, s:f, s:I, s:I, s:o, s:o, s:o}", "asked", o->text,
                      "what", o->what, "year", o->year ? json_integer(o->year) : json_null(),
                      "is", o->above ? "above" : "below", "bound", o->bound, "runs",
                      (json_int_t)count->n, "hits", (json_int_t)count->hits, "share",
                      json_number(count->share), "low", json_number(count->low), "high",
                      json_number(count->high)));
    }
    return list;
}

Status ensemble_print_json(const Screen *screen, const Ensemble *e, const Summary *s,
                           const Decisions *d)
{
    json_t *variables = json_array(), *shares = json_array(), *answers = json_array();
    char seed[32];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)e->options.design.seed);
    for (int q = 0; q < SUMMARY_QUANTILES; q++)
        json_array_append_new(shares, json_number(summary_shares[q]));
    for (int32_t i = 0; i < e->variables.n; i++)
        json_array_append_new(variables, variable_json(e, s, i));
    for (int32_t a = 0; a < d->n_answers; a++)
        json_array_append_new(answers, answer_json(e, d, a));
    return json_print(screen,
                      json_pack("{s:s, s:s, s:I, s:I, s:i, s:s, s:s, s:o, s:o, s:o, s:o}",
                                "schema", "lode.ensemble/1", "run", e->central->run_name,
                                "runs", (json_int_t)s->n, "failed", (json_int_t)s->failed,
                                "inputs", (int)e->design.dimensions.n, "seed", seed, "sequence",
                                sequence_name(e->options.design.sequence), "shares", shares,
                                "variables", variables, "odds", odds_json(e, s), "decisions",
                                answers));
}
