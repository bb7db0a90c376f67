#include "model/trace.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/build.h"
#include "model/read.h"
#include "model/tracer.h"

enum { FIRST_BYTES = 1 << 14, TEXT_SIZE = 512 };

/* --- what is asked for --- */

static int32_t column_of(const TableKind *kind, const char *name)
{
    for (int32_t i = 0; i < kind->n_columns; i++)
        if (strcmp(kind->columns[i].name, name) == 0) return i;
    return -1;
}

/* Rows are laid over one another by wildcards where nothing but sets and references tells them
 * apart; a date or a source in the key makes each row a fact of its own. */
static bool has_wildcards(const TableKind *kind)
{
    bool sets = false;
    for (int32_t i = 0; i < kind->n_columns; i++)
        sets = sets || kind->columns[i].type == COLUMN_TYPE_SET;
    for (const char *at = kind->key; sets && at && *at;) {
        char part[64];
        const size_t n = strcspn(at, "|");
        snprintf(part, sizeof part, "%.*s", (int)n, at);
        const int32_t column = column_of(kind, part);
        sets = column >= 0 && (kind->columns[column].type == COLUMN_TYPE_SET ||
                               kind->columns[column].type == COLUMN_TYPE_REF);
        at += n + (at[n] == '|');
    }
    return sets;
}

static const File *table_file(const Files *files, int32_t table)
{
    return files_find(files, table_kinds[table]->file);
}

/* Whether the model has this id, read off the table that defines it. */
static int32_t id_of(const Files *files, ColumnTarget target, const char *word, Arena *arena)
{
    int32_t found = MODEL_NONE;
    for (int32_t t = 0; t < TABLE_COUNT; t++) {
        const TableKind *kind = table_kinds[t];
        const File *file = table_file(files, t);
        CsvTable csv;
        if (kind->defines != target || !file) continue;
        if (csv_read(file->name, file->bytes, file->n, arena, NULL, &csv)) return MODEL_NONE;
        int32_t at = -1;
        for (int32_t c = 0; c < csv.n_columns; c++)
            if (strcmp(csv.heads[c].name, kind->defined_by) == 0) at = c;
        for (int32_t r = 0; r < csv.n_rows && at >= 0 && found == MODEL_NONE; r++)
            if (strcmp(csv_cell(&csv, r, at), word) == 0) found = r;
    }
    return found;
}

/* True when the key is made of single ids, one for each of the first key columns. Only whether
 * the ids exist is found out here; tracer_open looks them up again in the model's own names. */
static bool is_thing(const Files *files, const Address *address, int32_t table, Arena *arena)
{
    const TableKind *kind = table_kinds[table];
    const File *file = table_file(files, table);
    CsvTable csv;
    int32_t key[ADDRESS_KEYS_MAX];
    if (!has_wildcards(kind) || !file || strpbrk(address->key, "=:*")) return false;
    if (csv_read(file->name, file->bytes, file->n, arena, NULL, &csv)) return false;
    const int n = address_key(table, &csv, key);
    char *words = arena_text(arena, address->key, strlen(address->key));
    int i = 0;
    for (char *word = words; word; i++) {
        char *slash = strchr(word, '/');
        if (slash) *slash = '\0';
        const int32_t column = i < n ? column_of(kind, csv.heads[key[i]].name) : -1;
        if (column < 0 || id_of(files, kind->columns[column].target, word, arena) < 0)
            return false;
        word = slash ? slash + 1 : NULL;
    }
    return i > 0;
}

/* --- while reading --- */

Status tracer_open(Draft *draft)
{
    Tracer *tracer = draft->reading.tracer;
    if (!tracer) return LODE_OK;
    const TableKind *kind = table_kinds[tracer->trace->table];
    const CsvTable *csv = &draft->csv[tracer->trace->table];
    tracer->trace->rows = ARENA_ARRAY(tracer->trace->arena, TraceRow, csv->n_rows);
    if (!tracer->trace->rows) return LODE_NO_MEMORY;
    if (!tracer->trace->thing) return LODE_OK;
    int32_t key[ADDRESS_KEYS_MAX];
    const int n = address_key(tracer->trace->table, csv, key);
    char *words = arena_text(draft->reading.scratch, tracer->key, strlen(tracer->key));
    if (!words) return LODE_NO_MEMORY;
    for (char *word = words; word && tracer->n_parts < n;) {
        char *slash = strchr(word, '/');
        if (slash) *slash = '\0';
        const int32_t column = column_of(kind, csv->heads[key[tracer->n_parts]].name);
        const ColumnTarget target = kind->columns[column].target;
        tracer->part_column[tracer->n_parts] = column;
        tracer->part[tracer->n_parts++] = tracer->id[target] =
            names_find(draft->reading.ids->names[target], word);
        word = slash ? slash + 1 : NULL;
    }
    return LODE_OK;
}

static void add_part(Tracer *tracer, const TableKind *kind, const char *name, int32_t id)
{
    const int32_t column = column_of(kind, name);
    if (column < 0 || tracer->n_parts == ADDRESS_KEYS_MAX) return;
    for (int i = 0; i < tracer->n_parts; i++)
        if (tracer->part_column[i] == column) return;
    tracer->part_column[tracer->n_parts] = column;
    tracer->part[tracer->n_parts++] = id;
}

/* A facility has a process and a region: rows for others do not mean it. */
void tracer_imply(Draft *draft)
{
    Tracer *tracer = draft->reading.tracer;
    if (!tracer || !tracer->trace->thing) return;
    const int32_t k = tracer->id[TARGET_FACILITY];
    const TableKind *kind = table_kinds[tracer->trace->table];
    if (draft_facility_region(draft, k) == MODEL_NONE) return;
    add_part(tracer, kind, "process", draft_facility_process(draft, k));
    add_part(tracer, kind, "region", draft_facility_region(draft, k));
}

/* --- rows that speak of the same thing --- */

typedef struct Relating {
    Draft *draft;
    Tracer *tracer;
} Relating;

static void relate(const Relating *r, int32_t table, int32_t row)
{
    Trace *trace = r->tracer->trace;
    const CsvTable *csv = &r->draft->csv[table];
    char address[TEXT_SIZE];
    if (trace->n_related == TRACE_RELATED_MAX) return;
    address_of_row(table, csv, row, address, sizeof address);
    const char *kept = arena_text(trace->arena, address, strlen(address));
    if (!kept) return;
    trace->related[trace->n_related++] =
        (TraceRelated){kept, {table_kinds[table]->file, csv->rows[row].line, 1}};
}

/* Tables whose columns refer to the id that the traced row defines. */
static void relate_to_id(const Relating *r, ColumnTarget target, const char *id)
{
    for (int32_t t = 0; t < TABLE_COUNT; t++) {
        const TableKind *kind = table_kinds[t];
        const CsvTable *csv = &r->draft->csv[t];
        if (t == r->tracer->trace->table || !csv->heads) continue;
        for (int32_t row = 0; row < csv->n_rows; row++) {
            bool names_it = false;
            for (int32_t c = 0; c < csv->n_columns; c++) {
                const int32_t at = column_of(kind, csv->heads[c].name);
                names_it = names_it || (at >= 0 && kind->columns[at].target == target &&
                                        strcmp(csv_cell(csv, row, c), id) == 0);
            }
            if (names_it) relate(r, t, row);
        }
    }
}

/* Rows of other tables with the same cells in all the key columns of the traced one. */
static void relate_to_key(const Relating *r, const char *const *names, const char *const *cells,
                          int n)
{
    for (int32_t t = 0; t < TABLE_COUNT; t++) {
        const CsvTable *csv = &r->draft->csv[t];
        if (t == r->tracer->trace->table || !csv->heads) continue;
        for (int32_t row = 0; row < csv->n_rows; row++) {
            int same = 0;
            for (int i = 0; i < n; i++)
                for (int32_t c = 0; c < csv->n_columns; c++)
                    same += strcmp(csv->heads[c].name, names[i]) == 0 &&
                            strcmp(csv_cell(csv, row, c), cells[i]) == 0;
            if (same == n) relate(r, t, row);
        }
    }
}

/* What model.yaml gives for blank cells. */
static Status take_defaults(Draft *draft, Trace *trace)
{
    const YamlNode *defaults = yaml_get(draft->settings, "defaults");
    trace->defaults = ARENA_ARRAY(trace->arena, const char *, trace->n_columns);
    trace->default_line = ARENA_ARRAY(trace->arena, int32_t, trace->n_columns);
    if (!trace->defaults || !trace->default_line) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < trace->n_columns && defaults; i++) {
        const YamlNode *node = yaml_get(defaults, trace->names[i]);
        if (!node || node->type != YAML_IS_TEXT) continue;
        trace->defaults[i] = arena_text(trace->arena, node->text, strlen(node->text));
        trace->default_line[i] = node->line;
    }
    return LODE_OK;
}

Status tracer_relate(Draft *draft)
{
    Tracer *tracer = draft->reading.tracer;
    if (!tracer || !tracer->trace->n_rows) return LODE_OK;
    Trace *trace = tracer->trace;
    const TableKind *kind = table_kinds[trace->table];
    const CsvTable *csv = &draft->csv[trace->table];
    const Relating relating = {draft, tracer};
    int32_t key[ADDRESS_KEYS_MAX];
    const char *names[ADDRESS_KEYS_MAX], *cells[ADDRESS_KEYS_MAX];
    trace->related = ARENA_ARRAY(trace->arena, TraceRelated, TRACE_RELATED_MAX);
    if (!trace->related) return LODE_NO_MEMORY;
    const Status st = take_defaults(draft, trace);
    if (st) return st;
    const int n = address_key(trace->table, csv, key);
    for (int i = 0; i < n; i++) {
        names[i] = csv->heads[key[i]].name;
        cells[i] = csv_cell(csv, trace->rows[0].row, key[i]);
    }
    if (trace->thing) {
        for (int i = 0; i < tracer->n_parts; i++) {
            const Column *column = &kind->columns[tracer->part_column[i]];
            names[i] = column->name;
            cells[i] = tracer->part[i] < 0 ? ""
                                           : names_at(draft->reading.ids->names[column->target],
                                                      tracer->part[i]);
        }
        relate_to_key(&relating, names, cells, tracer->n_key);
    } else if (kind->defines && trace->n_rows == 1) {
        relate_to_id(&relating, kind->defines, cells[0]);
    } else if (n > 1 && trace->n_rows == 1) {
        relate_to_key(&relating, names, cells, n);
    }
    return LODE_OK;
}

/* --- all of it --- */

static int by_specific(const void *a, const void *b)
{
    const TraceRow *x = a, *y = b;
    if (x->specific != y->specific) return x->specific > y->specific ? -1 : 1;
    return x->place.line < y->place.line ? -1 : x->place.line > y->place.line;
}

/* A cost per unit of a commodity means those facilities only whose process has it. */
static void drop_idle_costs(Trace *trace, const Model *model, int32_t facility)
{
    int32_t kept = 0;
    for (int32_t r = 0; r < trace->n_rows; r++) {
        const TraceRow *row = &trace->rows[r];
        int32_t of = MODEL_NONE;
        for (int32_t c = 0; c < row->n_cells; c++)
            if (strcmp(row->cells[c].column->name, "of") == 0)
                of = model_find_commodity(model, row->cells[c].meaning);
        if (of == MODEL_NONE || facility < 0 ||
            recipe_coefficient(model, model->facilities[facility].process, of) != 0)
            trace->rows[kept++] = *row;
    }
    trace->n_rows = kept;
}

static Status finish(Trace *trace, const Tracer *tracer, const Model *model,
                     const Address *address, Diag *diag)
{
    if (trace->thing) {
        drop_idle_costs(trace, model, tracer->id[TARGET_FACILITY]);
        qsort(trace->rows, (size_t)trace->n_rows, sizeof *trace->rows, by_specific);
    }
    if (trace->n_rows) return LODE_OK;
    diag_error(diag, "", 0, 0, "", "%s: no row of the table means this", address->asked);
    return LODE_USAGE;
}

static Status take_names(Trace *trace)
{
    const TableKind *kind = table_kinds[trace->table];
    trace->n_columns = kind->n_columns;
    trace->names = ARENA_ARRAY(trace->arena, const char *, kind->n_columns);
    for (int32_t i = 0; i < kind->n_columns && trace->names; i++)
        trace->names[i] = kind->columns[i].name;
    return trace->names ? LODE_OK : LODE_NO_MEMORY;
}

static Status find(const Files *files, const Address *address, Diag *diag, Tracer *tracer)
{
    Trace *trace = tracer->trace;
    const int32_t table = address_table(address->table);
    if (table >= 0 && is_thing(files, address, table, trace->arena)) {
        trace->table = table;
        trace->thing = true;
        tracer->key = address->key;
        for (const char *c = address->key; c; c = strchr(c + 1, '/'))
            tracer->n_key++;
        return take_names(trace);
    }
    const Status st = address_find(files, address, trace->arena, diag, &tracer->found);
    trace->table = tracer->found.table;
    return st ? st : take_names(trace);
}

Status trace_model(const Files *files, const char *folder, const Address *address, Diag *diag,
                   Model **model, Trace **out)
{
    *model = NULL;
    *out = NULL;
    Arena *arena = arena_new(FIRST_BYTES);
    Trace *trace = ARENA_ARRAY(arena, Trace, 1);
    Tracer *tracer = ARENA_ARRAY(arena, Tracer, 1);
    if (!trace || !tracer) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    trace->arena = arena;
    tracer->trace = trace;
    for (int i = 0; i < TARGET_COUNT; i++)
        tracer->id[i] = MODEL_NONE;
    Status st = find(files, address, diag, tracer);
    if (!st) st = model_read_traced(files, folder, diag, tracer, model);
    if (!st) st = finish(trace, tracer, *model, address, diag);
    if (st)
        arena_free(arena);
    else
        *out = trace;
    return st;
}

void trace_free(Trace *trace)
{
    if (trace) arena_free(trace->arena);
}

int32_t trace_decides(const Trace *trace, int32_t column)
{
    for (int32_t r = 0; r < trace->n_rows; r++)
        if (trace->rows[r].cells[column].written[0]) return r;
    return -1;
}

bool trace_money(const Model *model, const char *unit, char *name, size_t size, double *worth)
{
    for (const char *c = unit; *c;) {
        const size_t n = strspn(c, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        UnitFactor factor;
        char why[TEXT_SIZE];
        snprintf(name, size, "%.*s", (int)n, c);
        if (n == 3 && strcmp(name, model->currency) != 0 &&
            units_factor(model->units, name, model->currency, &factor, why, sizeof why)) {
            *worth = unit_convert(factor, 1);
            return true;
        }
        c += n ? n : 1;
    }
    return false;
}
