/* Runs in results files. */
#include <pthread.h>
#include <stdlib.h>

#include "api/words.h"
#include "base/text.h"
#include "store/export.h"

/* HDF5 under NetCDF keeps its state for the process: one thread exports at a time. */
static pthread_mutex_t exporting = PTHREAD_MUTEX_INITIALIZER;

struct lode_results {
    lode_messages messages;
    Store *store;
    const StoreRun *runs;
    int32_t n;
};

/* ---- writing ---- */

static Status write_run(const lode_run *run, const char *path, Diag *diag)
{
    if (!run || !run->record) {
        diag_error(diag, "", 0, 0, "", "a run that has failed cannot be kept");
        return LODE_USAGE;
    }
    return store_write_run(path, run->record, run->headline, diag);
}

int lode_run_write(const lode_run *run, const char *path, lode_words **out)
{
    lode_words *words, *unasked;
    Status st = words_open(&words);
    if (!st) st = write_run(run, path, words->messages.diag);
    st = words_hand_out(words, st, out ? out : &unasked);
    if (!out) lode_words_free(unasked);
    return (int)st;
}

/* ---- reading ---- */

int lode_results_open(const char *path, lode_results **out)
{
    lode_results *results = calloc(1, sizeof *results);
    *out = NULL;
    if (!results) return LODE_NO_MEMORY;
    Diag *diag = NULL;
    Status st = messages_open(&results->messages);
    if (!st) diag = results->messages.diag;
    if (!st) st = store_open(path, diag, &results->store);
    if (!st) st = store_list_runs(results->store, diag, &results->runs, &results->n);
    if (st != LODE_NO_MEMORY) st = messages_seal(&results->messages, st);
    if (st == LODE_NO_MEMORY)
        lode_results_free(results);
    else
        *out = results;
    return (int)st;
}

void lode_results_free(lode_results *results)
{
    if (!results) return;
    store_close(results->store);
    messages_close(&results->messages);
    free(results);
}

const lode_messages *lode_results_messages(const lode_results *results)
{
    return results ? &results->messages : NULL;
}

int32_t lode_results_count(const lode_results *results)
{
    return results ? results->n : 0;
}

const char *lode_results_name(const lode_results *results, int32_t i)
{
    return i >= 0 && i < lode_results_count(results) ? results->runs[i].name : NULL;
}

static Status read_run(lode_results *results, const char *name, lode_run *run)
{
    Diag *diag = run->messages.diag;
    if (!results || !results->store) {
        diag_error(diag, "", 0, 0, "", "the results file is not open");
        return LODE_USAGE;
    }
    Status st = store_read_run(results->store, name, diag, &run->record);
    if (!st) st = store_read_headline(results->store, name, diag, &run->headline);
    return st ? st : run_describe(run);
}

int lode_results_run(lode_results *results, const char *name, lode_run **out)
{
    lode_run *run = calloc(1, sizeof *run);
    *out = NULL;
    if (!run) return LODE_NO_MEMORY;
    Status st = messages_open(&run->messages);
    if (!st) st = read_run(results, name, run);
    if (st != LODE_NO_MEMORY) st = messages_seal(&run->messages, st);
    if (st == LODE_NO_MEMORY)
        lode_run_free(run);
    else
        *out = run;
    return (int)st;
}

/* ---- exporting ---- */

static Status export_runs(Store *store, const char *name, const char *format, const char *path,
                          Diag *diag)
{
    switch (text_choice(format ? format : "", "csv|iamc|netcdf|xlsx")) {
    case 0:
        return store_export_csv(store, name, path, NULL, diag);
    case 1:
        return store_export_iamc(store, name, path, diag);
    case 2:
        return store_export_netcdf(store, name, path, diag);
    case 3:
        return store_export_xlsx(store, name, path, diag);
    default:
        diag_error(diag, "", 0, 0, "format", "'%s' is none of csv, iamc, netcdf, xlsx",
                   format ? format : "");
        return LODE_USAGE;
    }
}

int lode_results_export(lode_results *results, const char *name, const char *format,
                        const char *path)
{
    if (!results || !results->store) return LODE_USAGE;
    messages_close(&results->messages);
    results->messages = (lode_messages){0};
    Status st = messages_open(&results->messages);
    if (st) return (int)st;
    pthread_mutex_lock(&exporting);
    st = export_runs(results->store, name, format, path, results->messages.diag);
    pthread_mutex_unlock(&exporting);
    return (int)messages_seal(&results->messages, st);
}
