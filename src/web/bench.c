#include "web/bench.h"

#include <string.h>

static Status bench_add(Bench *bench, const char *id, Diag *diag)
{
    Run *run;
    for (int32_t i = 0; i < bench->verdicts.n; i++)
        if (strcmp(bench->runs[i]->id, id) == 0) return LODE_OK;
    if (bench->verdicts.n == BENCH_RUNS) return LODE_OK;
    const Status st = runs_get(bench->of, id, diag, &run);
    if (st) return st;
    bench->runs[bench->verdicts.n] = run;
    bench->records[bench->verdicts.n++] = run->record;
    return LODE_OK;
}

Status bench_open(const Ask *ask, const Ties *ties, Bench *out)
{
    const char *id = request_text(ask->request, "run");
    *out = (Bench){.of = ask->runs};
    Status st = ask_language(ask, &out->verdicts.language);
    if (!st) st = bench_add(out, id ? id : "baseline", ask->diag);
    if (!st) st = bench_add(out, "baseline", ask->diag);
    for (int32_t i = 0; !st && ties && i < ties->n; i++) {
        const char *scenario = ties->ties[i].scenario;
        if (*scenario && model_find_scenario(ask->model, scenario) != MODEL_NONE)
            st = bench_add(out, scenario, ask->diag);
    }
    if (st) return st;
    out->verdicts.records = out->records;
    out->verdicts.run = out->records[0]->run_name;
    for (int32_t i = 0; i < out->verdicts.n; i++)
        if (strcmp(out->runs[i]->id, "baseline") == 0)
            out->verdicts.baseline = out->records[i]->run_name;
    out->verdicts.futures = ask->papers->futures;
    out->verdicts.units = ask->model->units;
    return LODE_OK;
}

void bench_close(Bench *bench)
{
    for (int32_t i = 0; i < bench->verdicts.n; i++)
        runs_release(bench->of, bench->runs[i]);
}
