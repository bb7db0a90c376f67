/* Results as a workbook for people: years across, things down, a chart of headline prices. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "metrics/split.h"
#include "store/export.h"
#include "store/export_runs.h"

enum { PATH_SIZE = 4096, YEARS_MAX = 100, ROWS_MAX = 100000, CHART_LINES = 8 };

/* Metrics worth a sheet; the others are in the CSV export. */
static const char *const sheets[] = {"production", "use",    "price",    "imports",
                                     "stock",      "output", "shortage", "self_sufficiency"};

typedef struct Book {
    const Export *e;
    lxw_workbook *book;
    lxw_format *head, *number, *wrap;
    int32_t first_year, n_years;
} Book;

static void find_years(Book *b)
{
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (int32_t i = 0; i < b->e->n_records; i++) {
        const Record *r = b->e->records[i];
        const int32_t begin = month_year(r->start);
        const int32_t end = month_year(record_month(r, r->n_steps) - 1);
        first = begin < first ? begin : first;
        last = end > last ? end : last;
    }
    b->first_year = first;
    b->n_years = last - first + 1 < YEARS_MAX ? last - first + 1 : YEARS_MAX;
}

/* ---- one metric ---- */

static lxw_row_t write_part(const Book *b, lxw_worksheet *sheet, const Record *r,
                            const Metric *metric, const MetricFilter *part,
                            const QueryField *by, int n_by, lxw_row_t row)
{
    MetricQuery *query;
    bool any = false;
    if (metric_open(r, metric, part, NULL, &query)) return row;
    for (int32_t y = 0; y < b->n_years; y++) {
        const Steps steps = record_year(r, b->first_year + y);
        if (steps.first >= steps.end) continue;
        const double value = metric_over(query, steps);
        if (!isfinite(value)) continue;
        any = any || value != 0;
        worksheet_write_number(sheet, row, (lxw_col_t)(n_by + 2 + y), value, b->number);
    }
    worksheet_write_string(sheet, row, 0, r->run_name, NULL);
    for (int i = 0; i < n_by; i++)
        worksheet_write_string(sheet, row, (lxw_col_t)(1 + i), split_id(part, by[i]), NULL);
    worksheet_write_string(sheet, row, (lxw_col_t)(1 + n_by), metric_query_unit(query), NULL);
    metric_close(query);
    return any ? row + 1 : row; /* a line of nothing is written over by the next */
}

static void clear_row(lxw_worksheet *sheet, lxw_row_t row, int n)
{
    for (int c = 0; c < n; c++)
        worksheet_write_blank(sheet, row, (lxw_col_t)c, NULL);
}

static Status write_metric(const Book *b, const Metric *metric)
{
    static const MetricFilter everything = {0};
    QueryField by[QUERY_FIELDS];
    const int n_by = metric_natural_split(metric, by);
    lxw_worksheet *sheet = workbook_add_worksheet(b->book, metric->id);
    if (!sheet) return LODE_NO_MEMORY;
    lxw_row_t row = 1;
    worksheet_write_string(sheet, 0, 0, "run", b->head);
    for (int i = 0; i < n_by; i++)
        worksheet_write_string(sheet, 0, (lxw_col_t)(1 + i), query_field_name(by[i]), b->head);
    worksheet_write_string(sheet, 0, (lxw_col_t)(1 + n_by), "unit", b->head);
    for (int32_t y = 0; y < b->n_years; y++)
        worksheet_write_number(sheet, 0, (lxw_col_t)(n_by + 2 + y), b->first_year + y, b->head);
    for (int32_t i = 0; i < b->e->n_records; i++) {
        Split *split;
        const Status st =
            metric_split(b->e->records[i], metric, &everything, by, n_by, NULL, &split);
        if (st) return st;
        for (int32_t k = 0; k < split->n && row < ROWS_MAX; k++)
            row =
                write_part(b, sheet, b->e->records[i], metric, &split->parts[k], by, n_by, row);
        split_free(split);
    }
    clear_row(sheet, row, n_by + 2 + b->n_years);
    worksheet_freeze_panes(sheet, 1, (lxw_col_t)(n_by + 2));
    worksheet_set_column(sheet, 0, (lxw_col_t)n_by, 18, NULL);
    if (row > 1) worksheet_autofilter(sheet, 0, 0, row - 1, (lxw_col_t)(n_by + 1));
    return LODE_OK;
}

/* ---- what it is ---- */

static void write_readme(const Book *b)
{
    const Record *r = b->e->records[0];
    lxw_worksheet *sheet = workbook_add_worksheet(b->book, "about");
    char text[256];
    lxw_row_t row = 0;
    worksheet_set_column(sheet, 0, 0, 22, NULL);
    worksheet_set_column(sheet, 1, 1, 100, b->wrap);
    worksheet_write_string(sheet, row, 0, "model", b->head);
    worksheet_write_string(sheet, row++, 1, *r->title ? r->title : r->model_name, NULL);
    worksheet_write_string(sheet, row, 0, "money", b->head);
    snprintf(text, sizeof text, "%s of %d", r->currency, (int)r->price_year);
    worksheet_write_string(sheet, row++, 1, text, NULL);
    for (int32_t i = 0; i < b->e->n_records; i++) {
        worksheet_write_string(sheet, row, 0, i ? "" : "runs", b->head);
        worksheet_write_string(sheet, row++, 1, b->e->records[i]->run_name, NULL);
    }
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        const Metric *metric = metric_find(sheets[i]);
        worksheet_write_string(sheet, ++row, 0, metric->id, b->head);
        worksheet_write_string(sheet, row, 1, metric->definition, b->wrap);
    }
}

/* Monthly prices of the first run's largest markets, with a native chart over them. */
static Status write_chart(const Book *b)
{
    const Record *r = b->e->records[0];
    lxw_worksheet *sheet = workbook_add_worksheet(b->book, "monthly prices");
    lxw_chart *chart = workbook_add_chart(b->book, LXW_CHART_LINE);
    if (!sheet || !chart) return LODE_NO_MEMORY;
    lxw_col_t column = 1;
    for (int32_t t = 0; t < r->n_steps; t++) {
        char month[8];
        month_format(record_month(r, t), month, sizeof month);
        worksheet_write_string(sheet, (lxw_row_t)(t + 1), 0, month, NULL);
    }
    for (int32_t m = 0; m < r->n_markets && column <= CHART_LINES; m++) {
        const RecordCommodity *c = &r->commodities[r->markets[m].commodity];
        if (isnan(c->content_reo) || c->content_reo != 1 || !(c->price > 0)) continue;
        char name[128];
        snprintf(name, sizeof name, "%s, %s", *c->name ? c->name : c->id,
                 r->regions[r->markets[m].region].id);
        worksheet_write_string(sheet, 0, column, name, b->head);
        for (int32_t t = 0; t < r->n_steps; t++)
            worksheet_write_number(sheet, (lxw_row_t)(t + 1), column,
                                   r->price[(size_t)t * (size_t)r->n_markets + (size_t)m],
                                   b->number);
        lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
        chart_series_set_categories(series, "monthly prices", 1, 0, (lxw_row_t)r->n_steps, 0);
        chart_series_set_values(series, "monthly prices", 1, column, (lxw_row_t)r->n_steps,
                                column);
        chart_series_set_name(series, name);
        column++;
    }
    if (column > 1) worksheet_insert_chart(sheet, 2, (lxw_col_t)(column + 1), chart);
    worksheet_freeze_panes(sheet, 1, 1);
    return LODE_OK;
}

static Status write_book(const Export *e, const char *part)
{
    Book b = {.e = e, .book = workbook_new(part)};
    if (!b.book) return LODE_NO_MEMORY;
    b.head = workbook_add_format(b.book);
    b.number = workbook_add_format(b.book);
    b.wrap = workbook_add_format(b.book);
    format_set_bold(b.head);
    format_set_num_format(b.number, "#,##0.###");
    format_set_text_wrap(b.wrap);
    find_years(&b);
    write_readme(&b);
    Status st = LODE_OK;
    for (size_t i = 0; !st && i < sizeof sheets / sizeof *sheets; i++)
        st = write_metric(&b, metric_find(sheets[i]));
    if (!st) st = write_chart(&b);
    const lxw_error rc = workbook_close(b.book);
    if (st || rc == LXW_NO_ERROR) return st;
    diag_error(e->diag, e->path, 0, 0, "", "%s", lxw_strerror(rc));
    return LODE_IO;
}

Status store_export_xlsx(Store *store, const char *run, const char *path, Diag *diag)
{
    Export e = {.path = path, .diag = diag};
    char part[PATH_SIZE];
    Status st = export_open(&e, store, run);
    if (!st) st = export_part_name(&e, part, sizeof part);
    if (!st) st = export_finish(&e, part, write_book(&e, part));
    export_close(&e);
    return st;
}
