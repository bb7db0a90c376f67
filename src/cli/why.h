/* why.h - the two answers of `lode why`: where a cell of a model is from, and what a price is
 * made of. Private to cli/. */
#ifndef LODE_CLI_WHY_H
#define LODE_CLI_WHY_H

#include "cli/args.h"
#include "model/trace.h"
#include "table/files.h"

/* `lode why MODEL TABLE KEY [COLUMN]`: reads the model and prints the trace. */
Status why_cell(const Screen *screen, const Args *args);

/* `lode why FILE price --region R --commodity C --month M [--run NAME]`. */
Status why_price(const Screen *screen, const Args *args);

/* What is told of a cell; column -1 = the whole row. */
typedef struct CellAnswer {
    const Screen *screen;
    const Model *model;
    const Trace *trace;
    int32_t column;
} CellAnswer;

/* Prints the ties of evidence/claims.csv that speak of the row's region and goods, if any. */
void why_claims(const CellAnswer *answer, const Files *files);

/* As JSON: one value. */
Status why_cell_json(const CellAnswer *answer);

#endif
