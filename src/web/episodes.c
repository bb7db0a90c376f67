#include "web/episodes.h"

#include <stdio.h>
#include <string.h>

#include "backtest/backtest.h"
#include "web/resource.h"

void episodes_open(Episodes *episodes, const Model *model, Runs *runs)
{
    *episodes = (Episodes){.model = model, .runs = runs};
    pthread_mutex_init(&episodes->mutex, NULL);
}

void episodes_close(Episodes *episodes)
{
    for (int i = 0; i < EPISODES_MAX; i++) {
        if (!episodes->beside[i].model) continue;
        runs_close(&episodes->beside[i].runs);
        model_free(episodes->beside[i].model);
    }
    pthread_mutex_destroy(&episodes->mutex);
}

/* The mutex is held. */
static Status read_beside(Episodes *episodes, int32_t at, Diag *diag)
{
    char folder[1024];
    Beside *beside = &episodes->beside[at];
    const int n = snprintf(folder, sizeof folder, "%s/%s", episodes->model->folder,
                           episodes->model->episodes[at].model);
    if (n < 0 || (size_t)n >= sizeof folder) return LODE_BAD_INPUT;
    const Status st = model_read(folder, diag, &beside->model);
    if (st)
        beside->model = NULL;
    else
        runs_open(&beside->runs, beside->model, episodes->runs->gate, episodes->runs->events);
    return st;
}

Status episodes_get(Episodes *episodes, int32_t at, Diag *diag, const Model **model,
                    Runs **runs)
{
    Status st = LODE_OK;
    *model = episodes->model;
    *runs = episodes->runs;
    if (!*episodes->model->episodes[at].model) return LODE_OK;
    pthread_mutex_lock(&episodes->mutex);
    if (!episodes->beside[at].model) st = read_beside(episodes, at, diag);
    pthread_mutex_unlock(&episodes->mutex);
    *model = episodes->beside[at].model;
    *runs = &episodes->beside[at].runs;
    return st;
}

/* ---- resources ---- */

static int32_t episodes_n(const Ask *ask)
{
    return ask->model->n_episodes < EPISODES_MAX ? ask->model->n_episodes : EPISODES_MAX;
}

Status resource_episodes(const Ask *ask)
{
    for (int32_t i = 0; i < episodes_n(ask); i++) {
        const Episode *e = &ask->model->episodes[i];
        out_row(ask->out);
        out_number(ask->out, "episode", i + 1);
        out_text(ask->out, "title", e->title);
        out_text(ask->out, "title_zh", e->title_zh);
        out_text(ask->out, "model", *e->model ? e->model : ask->model->name);
        out_text(ask->out, "run", e->run);
    }
    return LODE_OK;
}

static const char *kind_text(ObservationKind kind)
{
    static const char *const kinds[] = {"output", "flow", "use", "price", "share"};
    return kinds[kind];
}

static void put_peak(Out *out, const char *value, const char *month, const BacktestPeak *peak)
{
    out_number(out, value, peak->value);
    out_month(out, month, peak->month);
}

static void put_series(const Ask *ask, const Backtest *b)
{
    for (int32_t i = 0; i < b->n; i++) {
        const BacktestSeries *s = &b->series[i];
        out_row(ask->out);
        out_text(ask->out, "series", s->name);
        out_text(ask->out, "kind", kind_text(s->kind));
        out_text(ask->out, "unit", s->unit);
        out_number(ask->out, "points", s->n);
        out_number(ask->out, "counted", s->n_counted);
        out_number(ask->out, "bias", s->bias);
        out_number(ask->out, "error", s->error);
        out_number(ask->out, "moves", s->n_moves);
        out_number(ask->out, "right", s->n_right);
        put_peak(ask->out, "observed_peak", "observed_peak_month", &s->observed_peak);
        put_peak(ask->out, "model_peak", "model_peak_month", &s->model_peak);
        out_series(ask->out, "values", b->record->start, b->record->months_per_step, s->months,
                   b->record->n_steps);
    }
}

static void put_points(const Ask *ask, const Model *model, const Backtest *b)
{
    for (int32_t i = 0; i < b->n; i++) {
        for (int32_t k = 0; k < b->series[i].n; k++) {
            const BacktestPoint *p = &b->series[i].points[k];
            const Origin *origin = &p->observation->origin;
            const Document *document = origin_document(model, origin);
            out_row(ask->out);
            out_text(ask->out, "series", b->series[i].name);
            out_month(ask->out, "month", p->observation->from);
            out_number(ask->out, "months", p->observation->months);
            out_number(ask->out, "observed", p->observed);
            out_number(ask->out, "model", p->model);
            out_flag(ask->out, "fitted", p->fitted);
            out_text(ask->out, "unit", b->series[i].unit);
            out_text(ask->out, "source", document ? document->id : "assumption");
            out_text(ask->out, "title", document ? document->title : "");
            out_text(ask->out, "file", origin->place.file);
            out_number(ask->out, "line", origin->place.line);
        }
    }
}

static Status answer(const Ask *ask, bool points)
{
    int episode;
    const Model *model;
    Runs *runs;
    Run *run;
    Backtest *b;
    Status st = ask_count(ask, "episode", 1, EPISODES_MAX, &episode);
    if (!st && episode > episodes_n(ask)) {
        diag_error(ask->diag, "", 0, 0, "episode", "this model has %d",
                   (int)ask->model->n_episodes);
        st = LODE_NEGATIVE;
    }
    if (!st) st = episodes_get(ask->episodes, episode - 1, ask->diag, &model, &runs);
    if (!st) st = runs_get(runs, ask->model->episodes[episode - 1].run, ask->diag, &run);
    if (st) return st;
    gate_enter(runs->gate);
    st = backtest_new(model, run->record, ask->diag, &b);
    gate_leave(runs->gate);
    if (!st) {
        out_meta_text(ask->out, "model", model->name);
        out_meta_text(ask->out, "run", run->id);
        char start[16];
        month_format(run->record->start, start, sizeof start);
        out_meta_text(ask->out, "start", start);
        out_meta_number(ask->out, "months_per_step", run->record->months_per_step);
        if (points)
            put_points(ask, model, b);
        else
            put_series(ask, b);
        backtest_free(b);
    }
    runs_release(runs, run);
    return st;
}

Status resource_backtest(const Ask *ask)
{
    return answer(ask, false);
}

Status resource_backtest_points(const Ask *ask)
{
    return answer(ask, true);
}
