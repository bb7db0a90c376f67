/* Where a cell of a model is from, as JSON. */
#include <math.h>
#include <string.h>

#include "cli/json.h"
#include "cli/why.h"

static json_t *document_json(const Document *d)
{
    json_t *object = json_pack("{s:s}", "id", d->id);
    json_put(object, "title", json_text(d->title));
    json_put(object, "title_zh", json_text(d->title_zh));
    json_put(object, "publisher", json_text(d->publisher));
    json_put(object, "date", json_text(d->date));
    json_put(object, "url", json_text(d->url));
    json_put(object, "file", json_text(d->place.file));
    json_put(object, "line", json_integer(d->place.line));
    return object;
}

static json_t *steps_json(const TraceRow *row, int32_t column)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < row->n_steps; i++) {
        if (row->steps[i].cell != column) continue;
        json_t *step = json_pack("{s:s}", "step", row->steps[i].text);
        json_put(step, "value", json_number(row->steps[i].value));
        json_put(step, "inside", json_text(row->steps[i].inside));
        json_array_append_new(list, step);
    }
    return list;
}

static json_t *cell_json(const TraceRow *row, int32_t column, const char *fallback)
{
    const TraceCell *cell = &row->cells[column];
    const bool number = cell->column->type == COLUMN_TYPE_NUMBER;
    json_t *object =
        json_pack("{s:s, s:s}", "column", cell->column->name, "what", cell->column->doc);
    json_put(object, "written", json_text(cell->written));
    json_put(object, "unit", json_text(cell->unit));
    json_put(object, "meaning", json_text(cell->meaning));
    json_put(object, "value", number ? json_number(cell->value) : json_null());
    json_put(object, "inside", json_text(cell->inside));
    json_put(object, "factor",
             cell->factor.divide != 0 ? json_number(unit_convert(cell->factor, 1))
                                      : json_null());
    json_put(object, "default", cell->written[0] ? json_null() : json_text(fallback));
    json_put(object, "character", json_integer(cell->character));
    json_put(object, "steps", steps_json(row, column));
    return object;
}

static const char *status_word(HowKnown status)
{
    static const char *const words[] = {[EVIDENCE_NONE] = "",
                                        [EVIDENCE_SEEN] = "seen",
                                        [EVIDENCE_MEMORY] = "memory",
                                        [EVIDENCE_ESTIMATE] = "estimate"};
    return words[status];
}

static json_t *row_json(const CellAnswer *a, const TraceRow *row)
{
    json_t *cells = json_array();
    for (int32_t c = 0; c < row->n_cells; c++)
        if (a->column < 0 ? row->cells[c].written[0] : c == a->column)
            json_array_append_new(cells, cell_json(row, c, a->trace->defaults[c]));
    json_t *object = json_pack("{s:s, s:s, s:i}", "address", row->address, "file",
                               row->place.file, "line", (int)row->place.line);
    json_put(object, "cells", cells);
    json_put(object, "source", json_text(row->source));
    json_put(object, "status", json_text(status_word(row->origin.status)));
    json_put(object, "note", json_text(row->origin.note));
    json_put(object, "document",
             row->origin.document == MODEL_NONE
                 ? json_null()
                 : document_json(&a->model->documents[row->origin.document]));
    return object;
}

/* Of a thing: which row decides each column. */
static json_t *decided_json(const CellAnswer *a)
{
    json_t *object = json_object();
    for (int32_t c = 0; c < a->trace->n_columns; c++) {
        const int32_t r = trace_decides(a->trace, c);
        if (r >= 0 && (a->column < 0 || a->column == c))
            json_put(object, a->trace->names[c], json_string(a->trace->rows[r].address));
    }
    return object;
}

Status why_cell_json(const CellAnswer *a)
{
    json_t *rows = json_array(), *related = json_array();
    for (int32_t r = 0; r < a->trace->n_rows; r++)
        json_array_append_new(rows, row_json(a, &a->trace->rows[r]));
    for (int32_t i = 0; i < a->trace->n_related; i++)
        json_array_append_new(related, json_pack("{s:s, s:s, s:i}", "address",
                                                 a->trace->related[i].address, "file",
                                                 a->trace->related[i].place.file, "line",
                                                 (int)a->trace->related[i].place.line));
    json_t *answer = json_pack("{s:s, s:b, s:o}", "schema", "lode.why.cell/1", "wildcards",
                               (int)a->trace->thing, "rows", rows);
    if (a->trace->thing) json_put(answer, "decided_by", decided_json(a));
    json_put(answer, "related", related);
    return json_print(a->screen, answer);
}
