#include "cli/library.h"

#include <math.h>
#include <stdio.h>

#include "cli/grid.h"

static int n_prices(const Model *model)
{
    const int n = model->headline.n_prices;
    return n < LIBRARY_PRICES ? n : LIBRARY_PRICES;
}

static Status mean_price(const Library *library, const Record *record, int i, Diag *diag,
                         double *out)
{
    const Headline *h = &library->model->headline;
    const MetricFilter filter = {.region = h->price_region == MODEL_NONE
                                               ? NULL
                                               : library->model->regions[h->price_region].id,
                                 .commodity = library->model->commodities[h->prices[i]].id};
    return metric_value(record, metric_find("price"), &filter, record_steps(record), diag, out);
}

static Status share_of_last(const Library *library, const Record *record, Diag *diag,
                            double *out)
{
    const Headline *h = &library->model->headline;
    *out = NAN;
    if (h->region == MODEL_NONE || !h->n_stages) return LODE_OK;
    const MetricFilter filter = {.region = library->model->regions[h->region].id,
                                 .stage =
                                     library->model->stages[h->stages[h->n_stages - 1]].id};
    return metric_value(record, metric_find("share"), &filter, record_steps(record), diag, out);
}

static double worst_residual(const Record *r)
{
    double worst = 0;
    for (int32_t t = 0; t < r->n_steps; t++)
        worst = fmax(worst, fmax(r->balance_residual[t], r->complementarity_residual[t]));
    return worst;
}

Status library_add(Library *library, const Record *record, Diag *diag)
{
    LibraryRow *row = &library->rows[library->n++];
    *row = (LibraryRow){.residual = worst_residual(record),
                        .imbalance = record_worst_imbalance(record, NULL)};
    snprintf(row->name, sizeof row->name, "%s", record->run_name);
    Status st = share_of_last(library, record, diag, &row->share);
    for (int i = 0; i < n_prices(library->model) && !st; i++)
        st = mean_price(library, record, i, diag, &row->price[i]);
    if (!st)
        st = metric_value(record, metric_find("policy_cost"), NULL, record_steps(record), diag,
                          &row->cost);
    return st;
}

void library_add_failed(Library *library, const char *name)
{
    LibraryRow *row = &library->rows[library->n++];
    *row = (LibraryRow){.failed = true, .share = NAN, .cost = NAN, .residual = NAN};
    snprintf(row->name, sizeof row->name, "%s", name);
    for (int i = 0; i < LIBRARY_PRICES; i++)
        row->price[i] = NAN;
}

static void change_cell(Grid *grid, double value, double base)
{
    if (!(base > 0) || isnan(value))
        grid_text(grid, "-");
    else
        grid_format(grid, "%+.1f %%", 100.0 * (value / base - 1.0));
}

static void print_row(const Library *library, const LibraryRow *row, Grid *grid)
{
    grid_text(grid, row->name);
    for (int i = 0; i < n_prices(library->model); i++) {
        if (row == library->rows)
            grid_number(grid, row->price[i]);
        else
            change_cell(grid, row->price[i], library->rows[0].price[i]);
    }
    if (isnan(row->share))
        grid_text(grid, "-");
    else
        grid_format(grid, "%.1f %%", 100.0 * row->share);
    grid_number(grid, row->cost);
    if (row->failed)
        grid_text(grid, "failed");
    else
        grid_format(grid, "%.0e", row->residual);
    grid_format(grid, "%.0e", row->imbalance);
}

Status library_print(const Library *library, const Screen *screen)
{
    const Model *model = library->model;
    const Headline *h = &model->headline;
    char share[96] = "share";
    const char *titles[LIBRARY_PRICES + 5] = {"Run"};
    int n = 1;
    for (int i = 0; i < n_prices(model); i++)
        titles[n++] = model->commodities[h->prices[i]].id;
    if (h->region != MODEL_NONE && h->n_stages)
        snprintf(share, sizeof share, "%s, %s", model->regions[h->region].id,
                 model->stages[h->stages[h->n_stages - 1]].id);
    titles[n++] = share;
    titles[n++] = "policies paid";
    titles[n++] = "worst error";
    titles[n++] = "mass";
    Grid *grid = grid_new(n, titles);
    for (int i = 1; i < n; i++)
        grid_right(grid, i);
    for (int i = 0; i < library->n; i++)
        print_row(library, &library->rows[i], grid);
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    fprintf(screen->out,
            "\nPrices are means over the run%s%s, below the first row as changes against it.\n",
            h->price_region == MODEL_NONE ? "" : " in ",
            h->price_region == MODEL_NONE ? "" : model->regions[h->price_region].id);
    return st;
}
