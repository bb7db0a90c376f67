/* tracer.h - what the reader calls while it is traced (trace.h). Without a trace (NULL) each
 * does nothing. Used by the files of src/model only. */
#ifndef LODE_MODEL_TRACER_H
#define LODE_MODEL_TRACER_H

#include "model/draft.h"
#include "model/trace.h"

typedef struct Tracer {
    Trace *trace;
    AddressRows found; /* the rows of a literal key; */
    const char *key;   /* or a thing: its key as written, */
    int n_key;
    int32_t id[TARGET_COUNT];       /* its ids by target (MODEL_NONE = any), */
    int32_t part[ADDRESS_KEYS_MAX]; /* and by column of the kind, with what they imply */
    int32_t part_column[ADDRESS_KEYS_MAX];
    int n_parts;
} Tracer;

/* Before rows are read, once ids are known; once facilities are read; once all is built. */
Status tracer_open(Draft *draft);
void tracer_imply(Draft *draft);
Status tracer_relate(Draft *draft);

/* The trace of a row that has been read, or NULL when it is not asked for. */
TraceRow *tracer_row(Draft *draft, const TableKind *kind, const CsvTable *csv, int32_t row,
                     const void *out);

/* One of its cells; cell NULL: the file has no such column. */
void tracer_cell(Draft *draft, TraceRow *row, int32_t column, const Cell *cell,
                 const Subject *subject, const void *out);

void tracer_origin(Draft *draft, TraceRow *row, const Origin *origin, const char *source);

/* The value of a field of the row at `place` once something is done to it. */
void tracer_step(Reading *reading, const Place *place, const char *field, double value,
                 const char *inside, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* The same for what differs from thing to thing that a wildcard stands for. */
bool tracer_asks(const Reading *reading, ColumnTarget target, int32_t index);

#endif
