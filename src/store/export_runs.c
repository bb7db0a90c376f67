#include "store/export_runs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Status export_failed(const char *path, Diag *diag)
{
    diag_error(diag, path, 0, 0, "", "%s", strerror(errno));
    return LODE_IO;
}

Status export_open(Export *e, Store *store, const char *run)
{
    const StoreRun *runs;
    int32_t n;
    Status st = store_list_runs(store, e->diag, &runs, &n);
    if (st) return st;
    e->records = calloc((size_t)n + 1, sizeof(Record *));
    if (!e->records) return LODE_NO_MEMORY;
    if (run || !n) {
        st = store_read_run(store, run, e->diag, &e->records[0]);
        e->n_records = st ? 0 : 1;
        return st;
    }
    for (int32_t i = 0; i < n && !st; i++) {
        st = store_read_run(store, runs[i].name, e->diag, &e->records[i]);
        if (!st) e->n_records++;
    }
    return st;
}

void export_close(Export *e)
{
    for (int32_t i = 0; i < e->n_records; i++)
        record_free(e->records[i]);
    free(e->records);
}

Status export_part_name(const Export *e, char *part, size_t size)
{
    const int n = snprintf(part, size, "%s.%ld.part", e->path, (long)getpid());
    if (n > 0 && (size_t)n < size) return LODE_OK;
    errno = ENAMETOOLONG;
    return export_failed(e->path, e->diag);
}

Status export_finish(const Export *e, const char *part, Status st)
{
    if (!st && rename(part, e->path) != 0) st = export_failed(e->path, e->diag);
    if (st) remove(part);
    return st;
}
