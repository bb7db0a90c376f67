/* read.h - a model from files in memory: model_read for the disk, tests and fuzzers for the
 * rest. */
#ifndef LODE_MODEL_READ_H
#define LODE_MODEL_READ_H

#include "model/model.h"
#include "table/files.h"

/* As model_read, but from files that need not live longer than the call. `folder` is kept as
 * the model's folder; diag must not be NULL. */
Status model_read_files(const Files *files, const char *folder, Diag *diag, Model **out);

/* The same, telling a tracer how rows are understood (tracer.h); NULL: nobody asks. */
struct Tracer;
Status model_read_traced(const Files *files, const char *folder, Diag *diag,
                         struct Tracer *tracer, Model **out);

/* The model as its author wrote it, without the result tables of a calibration. */
Status model_read_unfitted(const char *folder, Diag *diag, Model **out);

#endif
