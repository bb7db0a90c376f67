#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/draft.h"
#include "model/tracer.h"

enum { COLUMNS_MAX = 32, KEY_PARTS_MAX = 6, WHY_MAX = 512, ABSENT = -1 };

/* Where the columns of a kind stand in one file. */
typedef struct Layout {
    const TableKind *kind;
    const CsvTable *csv;
    int32_t at[COLUMNS_MAX];      /* ABSENT if the file has no such column */
    int32_t unit_at[COLUMNS_MAX]; /* of its neighbour with units */
    bool bad_unit[COLUMNS_MAX];   /* the header's unit was complained about */
    int32_t source, status, note;
    bool missed_source, missed_status; /* said that the table has no such column */
    int32_t key[KEY_PARTS_MAX], n_key;
    Names *seen; /* keys of earlier rows */
    int32_t *seen_line;
} Layout;

static const Column evidence_columns[] = {
    {.name = "source", .type = COLUMN_TYPE_TEXT, .doc = "id of a document, or assumption"},
    {.name = "status",
     .type = COLUMN_TYPE_CHOICE,
     .choices = "|seen|memory|estimate",
     .doc = "how it is known"},
    {.name = "note", .type = COLUMN_TYPE_TEXT, .doc = "what a reader should know"},
};

const TableKind *const table_kinds[TABLE_COUNT] = {
    [TABLE_DOCUMENTS] = &table_documents,
    [TABLE_REGIONS] = &table_regions,
    [TABLE_STAGES] = &table_stages,
    [TABLE_COMMODITIES] = &table_commodities,
    [TABLE_PROCESSES] = &table_processes,
    [TABLE_RECIPES] = &table_recipes,
    [TABLE_FACILITIES] = &table_facilities,
    [TABLE_EXPANSIONS] = &table_expansions,
    [TABLE_LINES] = &table_lines,
    [TABLE_PLANS] = &table_plans,
    [TABLE_COSTS] = &table_costs,
    [TABLE_ROUTES] = &table_routes,
    [TABLE_DRIVERS] = &table_drivers,
    [TABLE_DEMANDS] = &table_demands,
    [TABLE_USES] = &table_uses,
    [TABLE_COHORTS] = &table_cohorts,
    [TABLE_GROWTH] = &table_growth,
    [TABLE_TECHNOLOGIES] = &table_technologies,
    [TABLE_ORDERS] = &table_orders,
    [TABLE_STOCKS] = &table_stocks,
    [TABLE_STOCK_PLANS] = &table_stock_plans,
    [TABLE_CONSTRAINTS] = &table_constraints,
    [TABLE_CONSTRAINT_TERMS] = &table_constraint_terms,
    [TABLE_LABOUR] = &table_labour,
    [TABLE_PRICE_INDEX] = &table_price_index,
    [TABLE_UNCERTAIN] = &table_uncertain,
    [TABLE_CORRELATIONS] = &table_correlations,
    [TABLE_RISKS] = &table_risks,
    [TABLE_CANDIDATES] = &table_candidates,
    [TABLE_OBS_OUTPUT] = &table_obs_output,
    [TABLE_OBS_FLOWS] = &table_obs_flows,
    [TABLE_OBS_USE] = &table_obs_use,
    [TABLE_OBS_PRICES] = &table_obs_prices,
    [TABLE_OBS_SHARES] = &table_obs_shares,
    [TABLE_FIT_FACILITIES] = &table_fit_facilities,
    [TABLE_FIT_ROUTES] = &table_fit_routes,
    [TABLE_FIT_DEMANDS] = &table_fit_demands,
    [TABLE_FIT_STOCKS] = &table_fit_stocks,
};

/* --- opening: cells and ids --- */

static int32_t find_head(const CsvTable *csv, const char *name)
{
    for (int32_t i = 0; i < csv->n_columns; i++)
        if (strcmp(csv->heads[i].name, name) == 0) return i;
    return ABSENT;
}

static Status note_ids(Draft *draft, const TableKind *kind, const CsvTable *csv)
{
    Names *names = draft->reading.ids->names[kind->defines];
    const int32_t at = find_head(csv, kind->defined_by);
    if (at == ABSENT) draft->reading.ids->incomplete[kind->defines] = true;
    for (int32_t row = 0; row < csv->n_rows && at != ABSENT; row++) {
        const char *id = csv_cell(csv, row, at);
        if (!id[0]) continue;
        const int32_t before = names_count(names);
        const char *kept = arena_text(draft->reading.arena, id, strlen(id));
        const int32_t index = kept ? names_add(names, kept) : NAMES_NO_MEMORY;
        if (index < 0) return LODE_NO_MEMORY;
        const bool many = kind->defines == TARGET_DRIVER || kind->defines == TARGET_GROUP;
        const bool twice = index < before && !many;
        if (twice || !ids_is_id(id)) draft->reading.ids->incomplete[kind->defines] = true;
    }
    return LODE_OK;
}

/* Groups have no table: regions name them. */
static Status note_groups(Draft *draft, const CsvTable *csv)
{
    static const TableKind groups = {.defines = TARGET_GROUP, .defined_by = "group"};
    return note_ids(draft, &groups, csv);
}

Status table_open(Draft *draft, TableId id)
{
    const TableKind *kind = table_kinds[id];
    Reading *reading = &draft->reading;
    const File *file = files_find(&draft->files, kind->file);
    CsvTable *csv = &draft->csv[id];
    if (!file) return LODE_OK;
    const int32_t before = diag_errors(reading->diag);
    Status st =
        csv_read(kind->file, file->bytes, file->n, reading->scratch, reading->diag, csv);
    draft->rows[id].errors = diag_errors(reading->diag) - before;
    if (draft->rows[id].errors && kind->defines) reading->ids->incomplete[kind->defines] = true;
    if (st == LODE_NO_MEMORY) return st;
    if (st || !kind->defines) return LODE_OK;
    draft->rows[id].first = names_count(reading->ids->names[kind->defines]);
    st = note_ids(draft, kind, csv);
    draft->rows[id].n_ids =
        names_count(reading->ids->names[kind->defines]) - draft->rows[id].first;
    if (!st && id == TABLE_REGIONS) st = note_groups(draft, csv);
    return st;
}

/* --- the header --- */

static void head_error(Draft *draft, const Layout *layout, int32_t column, const char *text)
{
    const CsvTable *csv = layout->csv;
    diag_error(draft->reading.diag, csv->file, csv->header.line, csv->heads[column].column,
               csv->heads[column].name, "%s", text);
}

static int32_t find_column(const TableKind *kind, const char *name, size_t n)
{
    for (int32_t i = 0; i < kind->n_columns; i++)
        if (strlen(kind->columns[i].name) == n && strncmp(kind->columns[i].name, name, n) == 0)
            return i;
    return ABSENT;
}

/* "capacity_unit" -> the number column "capacity" */
static int32_t find_neighbour(const TableKind *kind, const char *name)
{
    static const char ending[] = "_unit";
    const size_t n = strlen(name), m = strlen(ending);
    if (n <= m || strcmp(name + n - m, ending) != 0) return ABSENT;
    const int32_t at = find_column(kind, name, n - m);
    const bool number = at != ABSENT && kind->columns[at].type == COLUMN_TYPE_NUMBER;
    return number ? at : ABSENT;
}

static void unknown_column(Draft *draft, const Layout *layout, int32_t column)
{
    const TableKind *kind = layout->kind;
    const char *name = layout->csv->heads[column].name;
    char text[WHY_MAX], all[WHY_MAX / 2] = "";
    TextNearest nearest;
    text_nearest_begin(&nearest, name);
    size_t used = 0;
    for (int32_t i = 0; i < kind->n_columns; i++) {
        text_nearest_try(&nearest, kind->columns[i].name);
        if (used < sizeof all)
            used += (size_t)snprintf(all + used, sizeof all - used, "%s%s", i ? ", " : "",
                                     kind->columns[i].name);
    }
    for (size_t i = 0; kind->sourced && i < sizeof evidence_columns / sizeof(Column); i++)
        text_nearest_try(&nearest, evidence_columns[i].name);
    if (nearest.best)
        snprintf(text, sizeof text, "there is no such column; did you mean '%s'?",
                 nearest.best);
    else
        snprintf(text, sizeof text, "there is no such column; there are %s%s", all,
                 kind->sourced ? ", source, status, note" : "");
    head_error(draft, layout, column, text);
}

static void place_head(Draft *draft, Layout *layout, int32_t column)
{
    const CsvHead *head = &layout->csv->heads[column];
    const int32_t at = find_column(layout->kind, head->name, strlen(head->name));
    const int32_t neighbour = find_neighbour(layout->kind, head->name);
    if (!head->name[0]) return;
    const bool sourced = layout->kind->sourced;
    if (at != ABSENT)
        layout->at[at] = column;
    else if (neighbour != ABSENT)
        layout->unit_at[neighbour] = column;
    else if (sourced && strcmp(head->name, "source") == 0)
        layout->source = column;
    else if (sourced && strcmp(head->name, "status") == 0)
        layout->status = column;
    else if (sourced && strcmp(head->name, "note") == 0)
        layout->note = column;
    else
        unknown_column(draft, layout, column);
    if (head->unit && at != ABSENT && layout->kind->columns[at].type != COLUMN_TYPE_NUMBER)
        head_error(draft, layout, column, "only numbers have units; remove the brackets");
}

static void check_head(Draft *draft, Layout *layout, int32_t i)
{
    const Column *column = &layout->kind->columns[i];
    const CsvTable *csv = layout->csv;
    char text[WHY_MAX], why[WHY_MAX];
    if (layout->at[i] == ABSENT) {
        if (column->required)
            diag_error(draft->reading.diag, csv->file, csv->header.line, 0, column->name,
                       "the table needs this column: %s", column->doc);
        if (layout->unit_at[i] != ABSENT)
            head_error(draft, layout, layout->unit_at[i],
                       "the column it belongs to is missing");
        return;
    }
    const char *unit = csv->heads[layout->at[i]].unit;
    if (!unit) return;
    if (layout->unit_at[i] != ABSENT) {
        snprintf(text, sizeof text,
                 "a unit comes from one place: drop '[%s]' or the column '%s_unit'", unit,
                 column->name);
        head_error(draft, layout, layout->at[i], text);
        layout->bad_unit[i] = true;
    } else if (!units_known(draft->reading.units, unit, why, sizeof why)) {
        if (!draft->reading.units_incomplete) head_error(draft, layout, layout->at[i], why);
        layout->bad_unit[i] = true;
    }
}

static void lay_out_key(Layout *layout)
{
    char part[64];
    for (const char *at = layout->kind->key; at && *at;) {
        const size_t n = strcspn(at, "|");
        snprintf(part, sizeof part, "%.*s", (int)n, at);
        const int32_t head = find_head(layout->csv, part);
        if (head != ABSENT && layout->n_key < KEY_PARTS_MAX)
            layout->key[layout->n_key++] = head;
        at += n + (at[n] == '|');
    }
}

static Status lay_out(Draft *draft, TableId id, Layout *layout)
{
    const TableKind *kind = table_kinds[id];
    *layout = (Layout){.kind = kind, .csv = &draft->csv[id]};
    layout->source = layout->status = layout->note = ABSENT;
    for (int32_t i = 0; i < COLUMNS_MAX; i++)
        layout->at[i] = layout->unit_at[i] = ABSENT;
    for (int32_t i = 0; i < layout->csv->n_columns; i++)
        place_head(draft, layout, i);
    for (int32_t i = 0; i < kind->n_columns; i++)
        check_head(draft, layout, i);
    lay_out_key(layout);
    if (!layout->n_key) return LODE_OK;
    layout->seen = names_new(draft->reading.scratch);
    layout->seen_line = ARENA_ARRAY(draft->reading.scratch, int32_t, layout->csv->n_rows);
    return layout->seen && layout->seen_line ? LODE_OK : LODE_NO_MEMORY;
}

/* --- rows --- */

static Cell cell_at(const Layout *layout, int32_t row, int32_t column)
{
    return (Cell){.text = csv_cell(layout->csv, row, column),
                  .field = layout->csv->heads[column].name,
                  .table = layout->csv,
                  .row = row,
                  .column = column};
}

static Cell number_at(const Layout *layout, int32_t row, int32_t i)
{
    Cell cell = cell_at(layout, row, layout->at[i]);
    cell.unit = layout->unit_at[i] == ABSENT ? layout->csv->heads[layout->at[i]].unit
                                             : csv_cell(layout->csv, row, layout->unit_at[i]);
    return cell;
}

/* What reading a row has come to. */
typedef struct RowState {
    int32_t numbers; /* cells that hold one */
    bool bad; /* a cell could not be read, said or, where its cause was said before, not */
} RowState;

static void read_column(Draft *draft, const Layout *layout, int32_t row, int32_t i,
                        const Subject *subject, void *out, RowState *state)
{
    const Column *column = &layout->kind->columns[i];
    cell_default(&draft->reading, column, out);
    if (layout->at[i] == ABSENT) {
        state->bad = state->bad || column->required;
        return;
    }
    const Cell cell = number_at(layout, row, i);
    if (cell.text[0]) {
        const bool good =
            !layout->bad_unit[i] && cell_read(&draft->reading, column, &cell, subject, out);
        state->bad = state->bad || !good;
        state->numbers += column->type == COLUMN_TYPE_NUMBER;
    } else if (column->required) {
        cell_error(&draft->reading, &cell, "this cell may not be blank");
        state->bad = true;
    }
}

/* Numbers come last: what they measure depends on the rest. */
static RowState read_columns(Draft *draft, const Layout *layout, int32_t row, void *out)
{
    const TableKind *kind = layout->kind;
    Subject subject = {0};
    RowState state = {0};
    for (int32_t i = 0; i < kind->n_columns; i++)
        if (kind->columns[i].type != COLUMN_TYPE_NUMBER)
            read_column(draft, layout, row, i, &subject, out, &state);
    if (kind->subject) kind->subject(draft, out, &subject);
    subject.unsure = state.bad;
    for (int32_t i = 0; i < kind->n_columns; i++)
        if (kind->columns[i].type == COLUMN_TYPE_NUMBER)
            read_column(draft, layout, row, i, &subject, out, &state);
    return state;
}

/* --- sources --- */

/* A row's question; a column that is missing altogether is asked for once, in the header. */
static void ask(Draft *draft, const Layout *layout, int32_t column, bool *asked,
                const Origin *origin, const char *name, const char *question)
{
    if (column != ABSENT)
        row_error(&draft->reading, &origin->place, name, "%s", question);
    else if (!*asked)
        diag_error(
            draft->reading.diag, layout->csv->file, layout->csv->header.line, 0, name,
            "the table has numbers, so it needs this column, or model.yaml a default: %s",
            question);
    *asked = true;
}

static void read_source(Draft *draft, Layout *layout, int32_t row, bool needed, Origin *origin)
{
    Reading *reading = &draft->reading;
    const char *fallback = draft->behaviour.source;
    origin->document = draft->default_document;
    if (layout->source != ABSENT && csv_cell(layout->csv, row, layout->source)[0]) {
        const Cell cell = cell_at(layout, row, layout->source);
        origin->document = MODEL_NONE;
        const char *maker = layout->kind->maker;
        const bool made = maker && strcmp(cell.text, maker) == 0;
        if (!made && strcmp(cell.text, "assumption") != 0)
            origin->document = cell_ref(reading, TARGET_DOCUMENT, &cell);
    } else if (needed && !fallback[0]) {
        ask(draft, layout, layout->source, &layout->missed_source, origin, "source",
            "where are this row's numbers from? Write the id of a document, or assumption");
    }
}

static bool is_assumption(const Draft *draft, const Layout *layout, int32_t row)
{
    const char *text =
        layout->source == ABSENT ? "" : csv_cell(layout->csv, row, layout->source);
    return strcmp(text[0] ? text : draft->behaviour.source, "assumption") == 0;
}

static void read_status(Draft *draft, Layout *layout, int32_t row, bool needed, Origin *origin)
{
    Reading *reading = &draft->reading;
    int32_t status = draft->behaviour.status;
    if (layout->status != ABSENT && csv_cell(layout->csv, row, layout->status)[0]) {
        const Cell cell = cell_at(layout, row, layout->status);
        cell_read(reading, &evidence_columns[1], &cell, NULL, &status);
    } else if (needed && status == EVIDENCE_NONE) {
        ask(draft, layout, layout->status, &layout->missed_status, origin, "status",
            "how are this row's numbers known? Write seen, memory or estimate");
    }
    origin->status = (HowKnown)status;
    if (status == EVIDENCE_SEEN && needed && is_assumption(draft, layout, row))
        row_error(reading, &origin->place, "status",
                  "an assumption cannot be 'seen'; name the document, or write estimate");
}

/* `needed`: the row holds a number, so it must say where that is from. */
static void read_origin(Draft *draft, Layout *layout, int32_t row, bool needed, Origin *origin)
{
    Reading *reading = &draft->reading;
    const char *note = layout->note == ABSENT ? "" : csv_cell(layout->csv, row, layout->note);
    read_source(draft, layout, row, needed, origin);
    read_status(draft, layout, row, needed, origin);
    if (!needed && layout->status == ABSENT) origin->status = EVIDENCE_NONE;
    origin->note = note[0] ? arena_text(reading->arena, note, strlen(note)) : "";
    if (!origin->note) reading->status = LODE_NO_MEMORY;
}

/* --- duplicates --- */

static const char *key_of(Draft *draft, const Layout *layout, int32_t row)
{
    char joined[1024];
    size_t n = 0;
    if (layout->n_key == 1) return csv_cell(layout->csv, row, layout->key[0]);
    for (int32_t i = 0; i < layout->n_key && n < sizeof joined; i++)
        n += (size_t)snprintf(joined + n, sizeof joined - n, "%s\x1F",
                              csv_cell(layout->csv, row, layout->key[i]));
    if (n >= sizeof joined) n = sizeof joined - 1;
    return arena_text(draft->reading.scratch, joined, n);
}

static void describe_key(const Layout *layout, char *out, size_t size)
{
    size_t n = 0;
    out[0] = '\0';
    for (int32_t i = 0; i < layout->n_key && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", i ? ", " : "",
                              layout->csv->heads[layout->key[i]].name);
}

static void check_duplicate(Draft *draft, const Layout *layout, int32_t row)
{
    char columns[128];
    if (!layout->n_key) return;
    const char *key = key_of(draft, layout, row);
    const int32_t before = names_count(layout->seen);
    const int32_t at = key ? names_add(layout->seen, key) : NAMES_NO_MEMORY;
    if (at < 0) {
        draft->reading.status = LODE_NO_MEMORY;
    } else if (at == before) {
        layout->seen_line[at] = layout->csv->rows[row].line;
    } else if (layout->n_key > 1 || key[0]) {
        const Cell cell = cell_at(layout, row, layout->key[0]);
        describe_key(layout, columns, sizeof columns);
        cell_error(&draft->reading, &cell, "line %d has the same %s ('%s'); drop or change one",
                   (int)layout->seen_line[at], columns, cell.text);
    }
}

/* --- wildcards --- */

int32_t table_specific(const TableKind *kind, const void *row)
{
    enum { OF_A_FACILITY = 16 };
    int32_t sum = 0;
    for (int32_t i = 0; i < kind->n_columns; i++) {
        const Column *column = &kind->columns[i];
        IndexSet set;
        if (column->type != COLUMN_TYPE_SET) continue;
        memcpy(&set, (const char *)row + column->offset, sizeof set);
        const bool facility = column->target == TARGET_FACILITY && set.specific == 2;
        sum += facility ? OF_A_FACILITY : set.specific;
    }
    return sum;
}

/* --- the whole table --- */

/* Tells the tracer, if there is one, what the row's cells came to. */
static TraceRow *trace_cells(Draft *draft, const Layout *layout, int32_t row, const void *out)
{
    const TableKind *kind = layout->kind;
    TraceRow *traced = tracer_row(draft, kind, layout->csv, row, out);
    Subject subject = {0};
    if (traced && kind->subject) kind->subject(draft, out, &subject);
    for (int32_t i = 0; traced && i < kind->n_columns; i++) {
        const bool there = layout->at[i] != ABSENT;
        const Cell cell = there ? number_at(layout, row, i) : (Cell){.text = ""};
        tracer_cell(draft, traced, i, there ? &cell : NULL, &subject, out);
    }
    return traced;
}

static void trace_origin(Draft *draft, const Layout *layout, int32_t row, TraceRow *traced,
                         const Origin *origin)
{
    const bool said = layout->source != ABSENT && csv_cell(layout->csv, row, layout->source)[0];
    if (traced && layout->kind->sourced)
        tracer_origin(draft, traced, origin,
                      said ? csv_cell(layout->csv, row, layout->source)
                           : draft->behaviour.source);
}

/* Rows that define ids stand at the id's index (behind those of the table before, where two
 * define the same target), so that references find them. ABSENT: the id is another table's. */
static int32_t slot_of(const Draft *draft, const Layout *layout, const RowList *list,
                       int32_t row)
{
    const TableKind *kind = layout->kind;
    if (!kind->defines || kind->defines == TARGET_DRIVER) return row;
    const int32_t at = find_head(layout->csv, kind->defined_by);
    if (at == ABSENT) return ABSENT;
    const int32_t slot =
        names_find(draft->reading.ids->names[kind->defines], csv_cell(layout->csv, row, at)) -
        list->first;
    return slot >= 0 && slot < list->n_ids ? slot : ABSENT;
}

/* True when something is wrong with the row. */
static bool read_row(Draft *draft, Layout *layout, int32_t row, void *out)
{
    const int32_t before = diag_errors(draft->reading.diag);
    Origin *origin = (Origin *)(void *)((char *)out + layout->kind->origin);
    origin->place =
        (Place){.file = layout->kind->file, .line = layout->csv->rows[row].line, .column = 1};
    const RowState state = read_columns(draft, layout, row, out);
    TraceRow *traced = trace_cells(draft, layout, row, out);
    if (layout->kind->check) layout->kind->check(draft, out, state.bad);
    if (layout->kind->sourced) read_origin(draft, layout, row, state.numbers > 0, origin);
    trace_origin(draft, layout, row, traced, origin);
    check_duplicate(draft, layout, row);
    return state.bad || diag_errors(draft->reading.diag) > before;
}

static int32_t count_slots(const Draft *draft, const Layout *layout, TableId id)
{
    const TableKind *kind = layout->kind;
    if (!kind->defines || kind->defines == TARGET_DRIVER) return layout->csv->n_rows;
    return draft->rows[id].n_ids;
}

Status table_read(Draft *draft, TableId id)
{
    Layout layout;
    RowList *list = &draft->rows[id];
    if (!draft->csv[id].heads) return LODE_OK;
    const int32_t before = diag_errors(draft->reading.diag);
    Status st = lay_out(draft, id, &layout);
    if (st) return st;
    list->n = count_slots(draft, &layout, id);
    char *items = arena_zeroed(draft->reading.arena, (size_t)list->n, layout.kind->row_size);
    char *spare = arena_zeroed(draft->reading.scratch, 1, layout.kind->row_size);
    bool *bad = ARENA_ARRAY(draft->reading.scratch, bool, list->n + 1); /* the last: of spare */
    if (!items || !spare || !bad) return LODE_NO_MEMORY;
    list->items = items;
    list->bad = bad;
    for (int32_t row = 0; row < layout.csv->n_rows && !draft->reading.status; row++) {
        const int32_t slot = slot_of(draft, &layout, list, row);
        char *out = slot == ABSENT ? spare : items + (size_t)slot * layout.kind->row_size;
        const bool wrong = read_row(draft, &layout, row, out);
        bad[slot == ABSENT ? list->n : slot] = wrong;
        list->errors += wrong;
    }
    list->errors += diag_errors(draft->reading.diag) - before;
    return draft->reading.status;
}
