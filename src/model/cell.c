#include "model/cell.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "table/damage.h"

enum { WHY_MAX = 512, CELL_BYTES_MAX = 200 };

/* --- messages --- */

static void say(Reading *reading, DiagLevel level, const Cell *cell, const char *format,
                va_list values)
{
    Place place = cell->place;
    if (cell->table) {
        place.file = cell->table->file;
        csv_place(cell->table, cell->row, cell->column, &place.line, &place.column);
    } else if (cell->node) {
        place = (Place){cell->node->file, cell->node->line, cell->node->column};
    }
    diag_add(reading->diag, level, place.file, place.line, place.column, cell->field, format,
             values);
}

void cell_error(Reading *reading, const Cell *cell, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    say(reading, DIAG_ERROR, cell, format, values);
    va_end(values);
}

static const CsvTable *table_of(const Reading *reading, const char *file)
{
    for (int32_t i = 0; i < reading->n_tables; i++)
        if (reading->tables[i].file && strcmp(reading->tables[i].file, file) == 0)
            return &reading->tables[i];
    return NULL;
}

/* Rows stand in the order of their lines. */
static int32_t row_at(const CsvTable *table, int32_t line)
{
    int32_t low = 0, high = table->n_rows - 1;
    while (low < high) {
        const int32_t middle = low + (high - low) / 2;
        if (table->rows[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int32_t column_at(const CsvTable *table, const char *field)
{
    for (int32_t i = 0; i < table->n_columns; i++)
        if (strcmp(table->heads[i].name, field) == 0) return i;
    return -1;
}

Cell row_cell(const Reading *reading, const Place *place, const char *field, const char *text)
{
    const CsvTable *table = table_of(reading, place->file);
    const int32_t at = table && table->n_rows ? column_at(table, field) : -1;
    Cell cell = {.text = text, .field = field, .place = *place};
    if (at < 0) return cell;
    cell.table = table;
    cell.row = row_at(table, place->line);
    cell.column = at;
    return cell;
}

void row_error(Reading *reading, const Place *place, const char *field, const char *format, ...)
{
    const Cell cell = row_cell(reading, place, field, "");
    va_list values;
    va_start(values, format);
    say(reading, DIAG_ERROR, &cell, format, values);
    va_end(values);
}

void row_warn(Reading *reading, const Place *place, const char *field, const char *format, ...)
{
    const Cell cell = row_cell(reading, place, field, "");
    va_list values;
    va_start(values, format);
    say(reading, DIAG_WARNING, &cell, format, values);
    va_end(values);
}

/* --- fields of the row --- */

static void put(void *row, const Column *column, const void *value, size_t size)
{
    memcpy((char *)row + column->offset, value, size);
}

static void put_number(void *row, const Column *column, double value)
{
    put(row, column, &value, sizeof value);
}

static void put_index(void *row, const Column *column, int32_t value)
{
    put(row, column, &value, sizeof value);
}

static void put_text(void *row, const Column *column, const char *text)
{
    put(row, column, &text, sizeof text);
}

void cell_default(const Reading *reading, const Column *column, void *row)
{
    const IndexSet none = {0};
    const IndexSet all = {.n = names_count(reading->ids->names[column->target]),
                          .index = reading->ids->identity,
                          .all = true};
    const bool no = false;
    switch (column->type) {
    case COLUMN_TYPE_TEXT:
    case COLUMN_TYPE_ID:
        put_text(row, column, "");
        break;
    case COLUMN_TYPE_REF:
        put_index(row, column, MODEL_NONE);
        break;
    case COLUMN_TYPE_SET:
        put(row, column, column->blank_is_all ? &all : &none, sizeof none);
        break;
    case COLUMN_TYPE_NUMBER:
        put_number(row, column, column->required ? NAN : column->fallback);
        break;
    case COLUMN_TYPE_MONTH:
        put_index(row, column, MONTH_NONE);
        break;
    case COLUMN_TYPE_CHOICE:
        put_index(row, column, 0);
        break;
    case COLUMN_TYPE_FLAG:
        put(row, column, &no, sizeof no);
        break;
    }
}

/* --- texts, ids, references --- */

static bool read_text(Reading *reading, const Column *column, const Cell *cell, void *row)
{
    const char *text = arena_text(reading->arena, cell->text, strlen(cell->text));
    put_text(row, column, text ? text : "");
    if (!text) reading->status = LODE_NO_MEMORY;
    return text != NULL;
}

static bool read_id(Reading *reading, const Column *column, const Cell *cell, void *row)
{
    char why[WHY_MAX];
    if (ids_is_id(cell->text)) return read_text(reading, column, cell, row);
    damage_of_id(cell->text, reading->scratch, why, sizeof why);
    cell_error(reading, cell, "%s", why);
    return false;
}

static const char *nearest(Reading *reading, ColumnTarget target, const char *word)
{
    if (reading->suggestions <= 0) return NULL;
    reading->suggestions--;
    return ids_nearest(reading->ids, target, word);
}

static const char *article(const char *word)
{
    return strchr("aeio", word[0]) ? "an" : "a";
}

/* "'chna' is no region; did you mean 'china'?" */
static void unknown_id(Reading *reading, ColumnTarget target, const Cell *cell)
{
    const char *word = ids_word(target);
    const char *meant = nearest(reading, target, cell->text);
    char why[WHY_MAX];
    /* where the table itself is wrong, only what looks like a slip is the author's to mend here
     */
    if (reading->ids->incomplete[target] && (!meant || !ids_is_id(meant))) return;
    if (meant)
        cell_error(reading, cell, "'%s' is no %s of this model; did you mean '%s'?", cell->text,
                   word, meant);
    else if (ids_is_id(cell->text))
        cell_error(reading, cell, "'%s' is no %s of this model; write the id of one",
                   cell->text, word);
    else {
        damage_of_id(cell->text, reading->scratch, why, sizeof why);
        cell_error(reading, cell, "%s %s is wanted, but %s", article(word), word, why);
    }
}

int32_t cell_ref(Reading *reading, ColumnTarget target, const Cell *cell)
{
    const int32_t at = names_find(reading->ids->names[target], cell->text);
    if (at < 0) unknown_id(reading, target, cell);
    return at < 0 ? MODEL_NONE : at;
}

static bool read_ref(Reading *reading, const Column *column, const Cell *cell, void *row)
{
    const int32_t at = cell_ref(reading, column->target, cell);
    put_index(row, column, at);
    return at != MODEL_NONE;
}

/* --- sets --- */

/* Adds the members of one word's set to the marks; returns how specific the word is. */
static int32_t mark(Reading *reading, const Column *column, const Cell *cell, bool *marks,
                    bool *good)
{
    IndexSet set = {0};
    if (!ids_set(reading->ids, column->target, cell->text, &set)) {
        unknown_id(reading, column->target, cell);
        *good = false;
    }
    for (int32_t i = 0; i < set.n; i++)
        marks[set.index[i]] = true;
    return set.specific;
}

static IndexSet gather(Reading *reading, const bool *marks, int32_t n, int32_t specific)
{
    int32_t *index = ARENA_ARRAY(reading->arena, int32_t, n);
    IndexSet set = {.index = index, .specific = specific};
    for (int32_t i = 0; i < n && index; i++)
        if (marks[i]) index[set.n++] = i;
    if (!index) reading->status = LODE_NO_MEMORY;
    set.all = index && set.n == n && specific == 0;
    return set;
}

/* "ndpr-oxide+dy-oxide" */
static bool read_joined(Reading *reading, const Column *column, const Cell *cell, void *row)
{
    const int32_t n = names_count(reading->ids->names[column->target]);
    bool *marks = ARENA_ARRAY(reading->scratch, bool, n);
    bool good = true;
    int32_t specific = 2;
    const char *text = cell->text;
    while (marks && text) {
        const size_t length = strcspn(text, "+");
        Cell word = *cell;
        word.text = arena_text(reading->scratch, text, length);
        if (!word.text) break;
        const int32_t its = mark(reading, column, &word, marks, &good);
        specific = its < specific ? its : specific;
        text = text[length] ? text + length + 1 : NULL;
    }
    if (text) reading->status = LODE_NO_MEMORY;
    const IndexSet set = good && !text ? gather(reading, marks, n, specific) : (IndexSet){0};
    put(row, column, &set, sizeof set);
    return good && !text;
}

static bool read_set(Reading *reading, const Column *column, const Cell *cell, void *row)
{
    IndexSet set = {0};
    if (column->joined && strchr(cell->text, '+'))
        return read_joined(reading, column, cell, row);
    const bool good = ids_set(reading->ids, column->target, cell->text, &set);
    if (!good) unknown_id(reading, column->target, cell);
    put(row, column, &set, sizeof set);
    return good;
}

/* --- numbers --- */

/* Splits a cell into its number and its unit. */
static bool split_number(const Cell *cell, const Column *column, double *value,
                         const char **unit)
{
    const char *end;
    if (!text_number_prefix(cell->text, value, &end)) return false;
    const char *rest = end + strspn(end, " ");
    const bool plain = column->quantity == QUANTITY_PLAIN || column->quantity == QUANTITY_SHARE;
    const bool has_unit = cell->unit && cell->unit[0];
    *unit = has_unit ? cell->unit : "";
    if (*rest == '\0') return true;
    *unit = rest;
    if (cell->in_yaml) return strchr("0123456789+-.,_", *rest) == NULL;
    return plain && !has_unit && strcmp(rest, "%") == 0;
}

static bool without_unit(Reading *reading, const Column *column, const Cell *cell,
                         const Subject *subject)
{
    char example[128];
    if (quantity_may_be_plain(column->quantity, subject)) return true;
    quantity_example(column->quantity, reading->units, subject, example, sizeof example);
    if (cell->in_yaml)
        cell_error(reading, cell,
                   "'%s' needs a unit; write it behind the number, as in '%s %s'", cell->text,
                   cell->text, example);
    else
        cell_error(reading, cell,
                   "'%s' needs a unit; write it in the header, as in '%s [%s]', or in a column "
                   "'%s_unit'",
                   cell->text, column->name, example, column->name);
    return false;
}

/* What the number is measured in, as far as the row says; NULL: it does not. */
static const char *measure_of(Quantity quantity, const Subject *subject)
{
    switch (quantity) {
    case QUANTITY_AMOUNT:
    case QUANTITY_RATE:
    case QUANTITY_PERIOD:
    case QUANTITY_CAPITAL:
    case QUANTITY_WORKERS:
    case QUANTITY_PIECE:
        return subject->amount;
    case QUANTITY_PRICE:
    case QUANTITY_STORAGE:
    case QUANTITY_SLOPE:
    case QUANTITY_DEMAND_SLOPE:
    case QUANTITY_CONTENT:
        return subject->unit;
    case QUANTITY_RATIO:
    case QUANTITY_INTENSITY:
        return subject->per ? subject->amount : NULL;
    case QUANTITY_DRIVER:
        return subject->per;
    default:
        return "1";
    }
}

/* False after a message, or silently where a message has been given for the cause. */
static bool is_measurable(Reading *reading, const Column *column, const Cell *cell,
                          const Subject *subject)
{
    const char *measure = measure_of(column->quantity, subject);
    if (!measure && column->quantity == QUANTITY_INTENSITY && subject->amount &&
        !subject->unsure)
        cell_error(reading, cell, "an intensity needs the 'driver' that it is counted by");
    if (measure && subject->mixed && measure == subject->unit)
        cell_error(reading, cell,
                   "the row covers commodities in different units ('%s' and '%s'); give each "
                   "kind a row of its own",
                   subject->unit, subject->mixed);
    return measure && !(subject->mixed && measure == subject->unit);
}

static bool convert(Reading *reading, const Column *column, const Cell *cell,
                    const Subject *subject, const char *unit, double *value)
{
    UnitFactor factor;
    const char *why;
    if (!is_measurable(reading, column, cell, subject)) return false;
    if (!unit[0]) return without_unit(reading, column, cell, subject);
    if (quantity_factor(reading->cache, column->quantity, unit, subject, &factor, &why)) {
        *value = unit_convert(factor, *value);
        return true;
    }
    if (!why)
        reading->status = LODE_NO_MEMORY;
    else if (!reading->units_incomplete)
        cell_error(reading, cell, "%s", why);
    return false;
}

static bool in_range(Reading *reading, const Column *column, const Cell *cell, double value)
{
    if (!isfinite(value))
        cell_error(reading, cell, "'%s' is too large for a number", cell->text);
    else if (value < column->low && column->low > 0 && column->low < 1e-300)
        cell_error(reading, cell, "'%s' must be more than 0", cell->text);
    else if (value < column->low)
        cell_error(reading, cell, "'%s' is too small: it must be at least %g", cell->text,
                   column->low);
    else if (value > column->high)
        cell_error(reading, cell, "'%s' is too large: it must be at most %g", cell->text,
                   column->high);
    else
        return true;
    return false;
}

static bool read_number(Reading *reading, const Column *column, const Cell *cell,
                        const Subject *subject, void *row)
{
    char why[WHY_MAX];
    const char *unit;
    double value;
    if (column->word && strcmp(cell->text, column->word) == 0) {
        put_number(row, column, column->word_value);
        return true;
    }
    cell_default(reading, column, row);
    if (!split_number(cell, column, &value, &unit)) {
        damage_of_number(cell->text, reading->scratch, why, sizeof why);
        if (column->word)
            cell_error(reading, cell, "%s; the word '%s' may stand here, too", why,
                       column->word);
        else
            cell_error(reading, cell, "%s", why);
        return false;
    }
    if (!convert(reading, column, cell, subject, unit, &value)) return false;
    if (!in_range(reading, column, cell, value)) return false;
    put_number(row, column, value);
    return true;
}

/* --- the rest --- */

static bool read_month(Reading *reading, const Column *column, const Cell *cell, void *row)
{
    char why[WHY_MAX];
    Month month;
    if (month_parse(cell->text, &month, NULL)) {
        put_index(row, column, month);
        return true;
    }
    cell_default(reading, column, row);
    damage_of_month(cell->text, reading->scratch, why, sizeof why);
    cell_error(reading, cell, "%s", why);
    return false;
}

/* "a|b|c" as "a, b or c" */
static void list_choices(const char *choices, char *out, size_t size)
{
    size_t n = 0;
    for (const char *at = choices + (*choices == '|'); *at && n + 8 < size; at++) {
        const char *join = strchr(at + 1, '|') ? ", " : " or ";
        if (*at == '|')
            n += (size_t)snprintf(out + n, size - n, "%s", join);
        else
            out[n++] = *at;
    }
    out[n] = '\0';
}

static bool read_choice(Reading *reading, const Column *column, const Cell *cell, void *row)
{
    char all[256], meant[TEXT_WORD_MAX + 1];
    const int32_t at = text_choice(cell->text, column->choices);
    put_index(row, column, at < 0 ? 0 : at);
    if (at >= 0) return true;
    list_choices(column->choices, all, sizeof all);
    if (text_nearest_choice(cell->text, column->choices, meant, sizeof meant))
        cell_error(reading, cell, "'%s' is none of %s; did you mean '%s'?", cell->text, all,
                   meant);
    else
        cell_error(reading, cell, "'%s' is none of %s", cell->text, all);
    return false;
}

static bool read_flag(Reading *reading, const Column *column, const Cell *cell, void *row)
{
    const int32_t at = text_choice(cell->text, "no|yes|false|true");
    const bool yes = at == 1 || at == 3;
    put(row, column, &yes, sizeof yes);
    if (at < 0) cell_error(reading, cell, "'%s' is neither yes nor no", cell->text);
    return at >= 0;
}

/* Free text may be long; anything else that is, is a mistake, and too long to be shown. */
static bool is_short(Reading *reading, const Column *column, const Cell *cell)
{
    const size_t n = strlen(cell->text);
    if (column->type == COLUMN_TYPE_TEXT || n <= CELL_BYTES_MAX) return true;
    cell_error(reading, cell,
               "the cell holds %zu bytes, beginning with '%.20s'; at most %d fit", n,
               cell->text, CELL_BYTES_MAX);
    return false;
}

bool cell_read(Reading *reading, const Column *column, const Cell *cell, const Subject *subject,
               void *row)
{
    if (!is_short(reading, column, cell)) return false;
    switch (column->type) {
    case COLUMN_TYPE_TEXT:
        return read_text(reading, column, cell, row);
    case COLUMN_TYPE_ID:
        return read_id(reading, column, cell, row);
    case COLUMN_TYPE_REF:
        return read_ref(reading, column, cell, row);
    case COLUMN_TYPE_SET:
        return read_set(reading, column, cell, row);
    case COLUMN_TYPE_NUMBER:
        return read_number(reading, column, cell, subject, row);
    case COLUMN_TYPE_MONTH:
        return read_month(reading, column, cell, row);
    case COLUMN_TYPE_CHOICE:
        return read_choice(reading, column, cell, row);
    case COLUMN_TYPE_FLAG:
        return read_flag(reading, column, cell, row);
    }
    return false;
}

/* --- lists of a YAML file --- */

bool cell_read_list(Reading *reading, const Column *column, const Cell *cell, void *row)
{
    const YamlNode *list = cell->node;
    const int32_t n = names_count(reading->ids->names[column->target]);
    bool *marks = ARENA_ARRAY(reading->scratch, bool, n);
    bool good = true;
    int32_t specific = 2;
    if (!marks) reading->status = LODE_NO_MEMORY;
    for (int32_t i = 0; i < list->n && marks; i++) {
        Cell item = *cell;
        item.node = list->items[i];
        item.text = item.node->text;
        if (item.node->type != YAML_IS_TEXT) {
            cell_error(reading, &item, "write a list of ids, as in [china, japan]");
            return false;
        }
        const int32_t its = mark(reading, column, &item, marks, &good);
        specific = its < specific ? its : specific;
    }
    const IndexSet set = marks ? gather(reading, marks, n, specific) : (IndexSet){0};
    put(row, column, &set, sizeof set);
    return good && marks;
}

const char *common_unit(const Commodity *commodities, const IndexSet *set, const char **mixed)
{
    const char *unit = NULL;
    *mixed = NULL;
    for (int32_t i = 0; i < set->n; i++) {
        const char *its = commodities[set->index[i]].unit;
        if (!unit)
            unit = its;
        else if (its && strcmp(its, unit) != 0)
            *mixed = its;
    }
    return unit;
}
