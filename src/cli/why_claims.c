/* Which claims of documents speak of the thing that `lode why` is asked about. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/why.h"
#include "table/files.h"
#include "verdict/verdict.h"

enum { CLAIMS_SHOWN = 6 };

/* What a row is about, as far as its cells say. */
typedef struct About {
    const char *region, *commodity, *stage, *use;
} About;

static const char *cell_of(const TraceRow *row, const char *name)
{
    for (int32_t c = 0; c < row->n_cells; c++)
        if (strcmp(row->cells[c].column->name, name) == 0 && row->cells[c].written[0])
            return row->cells[c].written;
    return NULL;
}

/* The first thing that a process puts out. */
static const char *output_of(const Model *model, const char *process)
{
    for (int32_t i = 0; process && i < model->n_recipe_lines; i++)
        if (model->recipe_lines[i].coefficient > 0.0 &&
            strcmp(model->processes[model->recipe_lines[i].process].id, process) == 0)
            return model->commodities[model->recipe_lines[i].commodity].id;
    return NULL;
}

static About about_of(const Model *model, const TraceRow *row)
{
    About about = {.region = cell_of(row, "region"), .use = cell_of(row, "use")};
    about.commodity = cell_of(row, "commodity");
    if (!about.commodity) about.commodity = cell_of(row, "of");
    if (!about.commodity) about.commodity = output_of(model, cell_of(row, "process"));
    for (int32_t c = 0; about.commodity && c < model->n_commodities; c++) {
        const Commodity *commodity = &model->commodities[c];
        if (strcmp(commodity->id, about.commodity) == 0 && commodity->stage >= 0)
            about.stage = model->stages[commodity->stage].id;
    }
    return about;
}

/* A claim speaks of the row when it names its region, and its goods or their stage. */
static bool speaks(const Tie *tie, const About *about)
{
    const MetricFilter whole = {
        .region = about->region, .commodity = about->commodity, .use = about->use};
    const MetricFilter staged = {
        .region = about->region, .stage = about->stage, .use = about->use};
    if (!tie->filter.region || !about->region) return false;
    if (tie->filter.commodity) return about->commodity && tie_speaks(tie, NULL, &whole);
    return tie->filter.stage && about->stage && tie_speaks(tie, NULL, &staged);
}

static void print_tie(FILE *out, const Tie *tie)
{
    fprintf(out, "  %s: %s", tie->id, tie->statement);
    if (isfinite(tie->value) && strcmp(tie->relation, "sign") != 0)
        fprintf(out, ": %.12g %s", tie->value, tie->unit);
    fprintf(out, " [%s]\n", *tie->document ? tie->document : tie->claim);
}

static void print_ties(const CellAnswer *a, const Ties *ties)
{
    int32_t n = 0;
    FILE *out = a->screen->out;
    const About about = about_of(a->model, &a->trace->rows[0]);
    for (int32_t i = 0; i < ties->n; i++) {
        if (!speaks(&ties->ties[i], &about)) continue;
        if (n++ == 0) fputs("claims of it in evidence/claims.csv:\n", out);
        if (n <= CLAIMS_SHOWN) print_tie(out, &ties->ties[i]);
    }
    if (n > CLAIMS_SHOWN) fprintf(out, "  and %d more\n", (int)(n - CLAIMS_SHOWN));
}

void why_claims(const CellAnswer *a, const Files *files)
{
    Ties *ties = NULL;
    const File *file = files_find(files, "evidence/claims.csv");
    Diag *diag = diag_new(); /* mistakes in ties are told by `lode evidence claims` */
    if (diag && file && a->trace->n_rows &&
        ties_read(file->name, file->bytes, file->n, NULL, diag, &ties) == LODE_OK)
        print_ties(a, ties);
    ties_free(ties);
    diag_free(diag);
}
