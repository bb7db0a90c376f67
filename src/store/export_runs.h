/* export_runs.h - what all exports begin with: the records of the runs. Private to store/. */
#ifndef LODE_STORE_EXPORT_RUNS_H
#define LODE_STORE_EXPORT_RUNS_H

#include "store/store.h"

typedef struct Export {
    Record **records;
    int32_t n_records;
    const char *path; /* file or folder to write */
    Diag *diag;
} Export;

/* Reads all runs, or the one of that name. export_close in any case. */
Status export_open(Export *e, Store *store, const char *run);
void export_close(Export *e);

/* Says in diag what errno says of the path: LODE_IO. */
Status export_failed(const char *path, Diag *diag);

/* "PATH.NUMBER.part" into part; LODE_IO when it is too long. */
Status export_part_name(const Export *e, char *part, size_t size);

/* Renames part to the path, or removes it when st is a failure; errno is told. */
Status export_finish(const Export *e, const char *part, Status st);

#endif
