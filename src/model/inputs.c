#include "model/inputs.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/address.h"
#include "model/draft.h"

enum { NAME_SIZE = 64 };

/* What model.yaml gives rows that say nothing. */
typedef struct Fallback {
    const char *source, *status;
} Fallback;

/* Where a table keeps how its rows are known. */
typedef struct Heads {
    int32_t source, status, note;
} Heads;

const char *input_class_name(InputClass known)
{
    static const char *const names[] = {
        [INPUT_SEEN] = "seen",         [INPUT_MEMORY] = "memory",
        [INPUT_ESTIMATE] = "estimate", [INPUT_ASSUMPTION] = "assumption",
        [INPUT_MADE] = "calibration",  [INPUT_NONE] = "none"};
    return names[known];
}

static const char *text_of(const YamlNode *map, const char *key)
{
    const YamlNode *node = map ? yaml_get(map, key) : NULL;
    return node && node->type == YAML_IS_TEXT ? node->text : "";
}

static Fallback read_fallback(const Files *files, Arena *arena)
{
    const File *file = files_find(files, "model.yaml");
    YamlNode *root = NULL;
    if (file) (void)yaml_parse(file->bytes, file->n, file->name, arena, NULL, &root);
    const YamlNode *defaults = root ? yaml_get(root, "defaults") : NULL;
    return (Fallback){text_of(defaults, "source"), text_of(defaults, "status")};
}

static int32_t head_of(const CsvTable *csv, const char *name)
{
    for (int32_t i = 0; i < csv->n_columns; i++)
        if (strcmp(csv->heads[i].name, name) == 0) return i;
    return -1;
}

static void find_numbers(const TableKind *kind, InputTable *table)
{
    for (int32_t i = 0; i < kind->n_columns; i++) {
        const int32_t at = head_of(&table->csv, kind->columns[i].name);
        if (kind->columns[i].type == COLUMN_TYPE_NUMBER && at >= 0 &&
            table->n_numbers < INPUT_COLUMNS_MAX)
            table->numbers[table->n_numbers++] = at;
    }
}

static const char *cell_or(const InputTable *table, int32_t row, int32_t column,
                           const char *fallback)
{
    const char *cell = column < 0 ? "" : csv_cell(&table->csv, row, column);
    return cell[0] ? cell : fallback;
}

static InputClass class_of(const TableKind *kind, const char *source, const char *status)
{
    static const char words[] = "seen|memory|estimate";
    const int32_t at = text_choice(status, words);
    if (!source[0] || at < 0) return INPUT_NONE;
    if (kind->maker && strcmp(source, kind->maker) == 0) return INPUT_MADE;
    return strcmp(source, "assumption") == 0 ? INPUT_ASSUMPTION : (InputClass)at;
}

static bool has_number(const InputTable *table, int32_t row)
{
    for (int32_t i = 0; i < table->n_numbers; i++)
        if (csv_cell(&table->csv, row, table->numbers[i])[0]) return true;
    return false;
}

static void list_rows(const TableKind *kind, const Fallback *fallback, Inputs *out)
{
    InputTable *table = &out->tables[out->n_tables];
    const Heads heads = {head_of(&table->csv, "source"), head_of(&table->csv, "status"),
                         head_of(&table->csv, "note")};
    table->first = out->n_rows;
    for (int32_t r = 0; r < table->csv.n_rows; r++) {
        if (!has_number(table, r)) continue;
        const char *source = cell_or(table, r, heads.source, fallback->source);
        const char *status = cell_or(table, r, heads.status, fallback->status);
        out->rows[out->n_rows++] = (InputRow){.table = out->n_tables,
                                              .row = r,
                                              .line = table->csv.rows[r].line,
                                              .known = class_of(kind, source, status),
                                              .source = source,
                                              .note = cell_or(table, r, heads.note, "")};
    }
    table->n = out->n_rows - table->first;
}

static Status open_table(const Files *files, int32_t id, Arena *arena, InputTable *table)
{
    char name[NAME_SIZE];
    const File *file = files_find(files, table_kinds[id]->file);
    const char *bytes = arena_text(arena, file->bytes, file->n);
    address_table_name(id, name, sizeof name);
    *table = (InputTable){.file = table_kinds[id]->file,
                          .name = arena_text(arena, name, strlen(name))};
    if (!bytes || !table->name) return LODE_NO_MEMORY;
    const Status st = csv_read(file->name, bytes, file->n, arena, NULL, &table->csv);
    if (!st) find_numbers(table_kinds[id], table);
    return st;
}

static bool is_listed(const Files *files, int32_t id)
{
    return table_kinds[id]->sourced && files_find(files, table_kinds[id]->file);
}

Status inputs_list(const Files *files, Arena *arena, Inputs *out)
{
    const Fallback fallback = read_fallback(files, arena);
    size_t bytes = 0; /* no row is shorter than two */
    *out = (Inputs){.tables = ARENA_ARRAY(arena, InputTable, TABLE_COUNT)};
    for (int32_t id = 0; id < TABLE_COUNT; id++)
        bytes += is_listed(files, id) ? files_find(files, table_kinds[id]->file)->n : 0;
    out->rows = arena_zeroed(arena, bytes / 2 + 1, sizeof *out->rows);
    if (!out->tables || !out->rows) return LODE_NO_MEMORY;
    for (int32_t id = 0; id < TABLE_COUNT; id++) {
        if (!is_listed(files, id)) continue;
        const Status st = open_table(files, id, arena, &out->tables[out->n_tables]);
        if (st) return st;
        list_rows(table_kinds[id], &fallback, out);
        out->n_tables++;
    }
    return LODE_OK;
}

int32_t inputs_find(const Inputs *inputs, const Place *place)
{
    for (int32_t t = 0; t < inputs->n_tables; t++) {
        const InputTable *table = &inputs->tables[t];
        if (!place->file || strcmp(table->file, place->file) != 0) continue;
        int32_t low = table->first, high = table->first + table->n;
        while (low < high) {
            const int32_t middle = low + (high - low) / 2;
            if (inputs->rows[middle].line < place->line)
                low = middle + 1;
            else
                high = middle;
        }
        const bool found =
            low < table->first + table->n && inputs->rows[low].line == place->line;
        return found ? low : -1;
    }
    return -1;
}
