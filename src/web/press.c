#include "web/press.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "metrics/headline.h"
#include "report/report.h"
#include "store/export.h"

enum { RUNS = 2, FOLDER_SIZE = 512, PATH_SIZE = FOLDER_SIZE + 32, BLOCK = 64 << 10 };

void press_open(Press *press)
{
    gate_open(&press->one, 1);
    pthread_mutex_init(&press->mutex, NULL);
    press->here = 0;
}

void press_close(Press *press)
{
    gate_close(&press->one);
    pthread_mutex_destroy(&press->mutex);
}

static bool enter(Press *press)
{
    pthread_mutex_lock(&press->mutex);
    const bool room = press->here <= PRESS_WAITING;
    press->here += room;
    pthread_mutex_unlock(&press->mutex);
    if (room) gate_enter(&press->one);
    return room;
}

static void leave(Press *press)
{
    gate_leave(&press->one);
    pthread_mutex_lock(&press->mutex);
    press->here--;
    pthread_mutex_unlock(&press->mutex);
}

/* ---- the kinds ---- */

static Status write_report(const Ask *ask, Store *store, Run *const *runs, const char *path)
{
    const Scenario *own[RUNS] = {0};
    const char *names[RUNS];
    const StoreRun *stored;
    int32_t n;
    Status st = store_list_runs(store, ask->diag, &stored, &n);
    if (st) return st;
    for (int32_t i = 0; i < n; i++) {
        names[i] = stored[i].name;
        if (runs[i]->key) own[i] = &runs[i]->own;
    }
    const ReportOptions options = {.title = request_text(ask->request, "title"),
                                   .runs = names,
                                   .n_runs = (int)n,
                                   .model = ask->model,
                                   .own = own};
    return report_write(store, &options, path, ask->diag);
}

static Status write_workbook(const Ask *ask, Store *store, Run *const *runs, const char *path)
{
    (void)runs;
    return store_export_xlsx(store, NULL, path, ask->diag);
}

static const PressKind kinds[] = {
    {"report.html", "run base title", "text/html; charset=utf-8", "lode-report.html",
     write_report},
    {"workbook.xlsx", "run base",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "lode-workbook.xlsx",
     write_workbook},
};

const PressKind *press_find(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0) return &kinds[i];
    return NULL;
}

/* ---- making one ---- */

static Status failed(const Ask *ask, const char *what)
{
    diag_error(ask->diag, "", 0, 0, "", "%s: %s", what, strerror(errno));
    return LODE_IO;
}

/* A run of the page has a name that means nothing to a reader; the second keeps it all the
 * same, lest two be called alike. */
static Status store_run(const Ask *ask, const Run *run, bool first, const char *path)
{
    Record named = *run->record; /* its arrays are borrowed */
    RunHeadline *headline = NULL;
    if (run->key && first) named.run_name = run->own.id;
    Status st = headline_measure(ask->model, &named, &headline);
    if (!st) st = store_write_run(path, &named, headline, ask->diag);
    headline_free(headline);
    return st;
}

static Status read_whole(const Ask *ask, const char *path, Text *body)
{
    static const char what[] = "the file cannot be read again";
    FILE *file = fopen(path, "rb");
    if (!file) return failed(ask, what);
    char *block = malloc(BLOCK);
    size_t n = 0;
    while (block && (n = fread(block, 1, BLOCK, file)) > 0)
        text_put(body, block, n);
    const bool bad = ferror(file);
    fclose(file);
    const bool full = !block || body->failed;
    free(block);
    return bad ? failed(ask, what) : full ? LODE_NO_MEMORY : LODE_OK;
}

static Status make_in(const char *folder, const PressKind *kind, const Ask *ask,
                      Run *const runs[RUNS], int n, Text *body)
{
    char results[PATH_SIZE], made[PATH_SIZE];
    Store *store = NULL;
    Status st = LODE_OK;
    snprintf(results, sizeof results, "%s/runs.sqlite", folder);
    snprintf(made, sizeof made, "%s/%s", folder, kind->name);
    for (int i = 0; i < n && !st; i++)
        st = store_run(ask, runs[i], runs[i] == runs[n - 1], results);
    if (!st) st = store_open(results, ask->diag, &store);
    if (!st) st = kind->write(ask, store, runs, made);
    store_close(store);
    if (!st) st = read_whole(ask, made, body);
    remove(made);
    remove(results);
    return st;
}

static Status make(const PressKind *kind, const Ask *ask, Run *const runs[RUNS], int n,
                   Text *body)
{
    char folder[FOLDER_SIZE];
    const char *where = getenv("TMPDIR");
    if (!where || !*where || strlen(where) > FOLDER_SIZE - 32) where = "/tmp";
    snprintf(folder, sizeof folder, "%s/lode-XXXXXX", where);
    if (!mkdtemp(folder)) return failed(ask, "no folder can be made for the file");
    const Status st = make_in(folder, kind, ask, runs, n, body);
    rmdir(folder);
    return st;
}

/* Base first. A run is held while the file is made, so that it stays on the shelf. */
static Status take_runs(const Ask *ask, Run *runs[RUNS], int *n)
{
    const char *run = request_text(ask->request, "run");
    const char *base = request_text(ask->request, "base");
    const char *wanted[RUNS] = {base, run ? run : "baseline"};
    *n = 0;
    for (int i = base && strcmp(base, wanted[1]) != 0 ? 0 : 1; i < RUNS; i++) {
        const Status st = runs_get(ask->runs, wanted[i], ask->diag, &runs[*n]);
        if (st) return st;
        (*n)++;
    }
    return LODE_OK;
}

Status press_make(Press *press, const PressKind *kind, const Ask *ask, Text *body)
{
    Run *runs[RUNS];
    int n;
    if (!enter(press)) {
        diag_error(ask->diag, "", 0, 0, "", "other files are being written; ask again soon");
        return LODE_IO;
    }
    Status st = take_runs(ask, runs, &n);
    if (!st) st = make(kind, ask, runs, n, body);
    while (n > 0)
        runs_release(ask->runs, runs[--n]);
    leave(press);
    if (st) text_free(body);
    return st;
}
