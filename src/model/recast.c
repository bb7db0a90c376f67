#include "model/recast.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/draft.h"
#include "model/overlay.h"
#include "model/read.h"

enum { WHY_SIZE = 384, ADDRESS_SIZE = 256, NUMBER_SIZE = 48 };

typedef struct Job {
    const Model *model;
    Arena *arena;
    Diag *diag;
    Recast *items;
    int32_t n;
    bool quarrel; /* two write one cell, and neither wins */
} Job;

/* Where one wish leads. */
typedef struct Aim {
    const Job *job;
    const RecastWish *wish;
    AddressRows found;
    const TableKind *kind;
    const Column *column; /* NULL: a source, a status, a unit */
    const char *unit;     /* of the cell; "" = none */
} Aim;

static Status refuse(const Aim *aim, const char *text)
{
    const Place *at = &aim->wish->said->origin.place;
    diag_error(aim->job->diag, at->file, at->line, at->column, aim->wish->said->cell, "%s",
               text);
    return LODE_BAD_INPUT;
}

/* Messages that know no place get the scenario's. */
static void tell_at(const ScenarioChange *said, const Diag *from, Diag *to)
{
    const Place *at = &said->origin.place;
    for (int32_t i = 0; i < diag_count(from); i++)
        diag_error(to, at->file, at->line, at->column, "", "%s", diag_message(from, i)->text);
}

/* ---- which cell ---- */

static const Column *column_named(const TableKind *kind, const char *name)
{
    for (int32_t i = 0; i < kind->n_columns; i++)
        if (strcmp(kind->columns[i].name, name) == 0) return &kind->columns[i];
    return NULL;
}

/* The unit in the header, or in the neighbour NAME_unit. */
static const char *unit_of(const CsvTable *csv, int32_t row, int32_t column)
{
    char neighbour[ADDRESS_SIZE];
    snprintf(neighbour, sizeof neighbour, "%s_unit", csv->heads[column].name);
    if (csv->heads[column].unit) return csv->heads[column].unit;
    for (int32_t c = 0; c < csv->n_columns; c++)
        if (strcmp(csv->heads[c].name, neighbour) == 0) return csv_cell(csv, row, c);
    return "";
}

static bool is_key(const Aim *aim)
{
    int32_t key[ADDRESS_KEYS_MAX];
    const int n = address_key(aim->found.table, &aim->found.csv, key);
    for (int i = 0; i < n; i++)
        if (key[i] == aim->found.column) return true;
    return aim->column && aim->column->type == COLUMN_TYPE_ID;
}

static bool is_fitted(const Aim *aim)
{
    const Files *files = aim->job->model->files;
    const bool habit = aim->found.table == TABLE_ROUTES;
    const char *name = aim->column->name;
    if (!files_find(files, table_kinds[TABLE_FIT_ROUTES]->file)) return false;
    return (habit && strcmp(name, "habit") == 0) ||
           (aim->found.table == TABLE_DEMANDS && strcmp(name, "price") == 0);
}

static Status check_aim(const Aim *aim)
{
    const int32_t table = aim->found.table;
    if (table == TABLE_DOCUMENTS || (table >= TABLE_OBS_OUTPUT && table <= TABLE_OBS_SHARES))
        return refuse(aim, "no run reads this table: it holds what was seen, and a scenario "
                           "changes what is; change the cell that runs read");
    if (table >= TABLE_FIT_FACILITIES)
        return refuse(aim, "the calibration writes this table; change the cost, duty or "
                           "quantity that it is about");
    if (is_key(aim))
        return refuse(aim, "this cell says which row it is, and cannot be changed");
    if (!aim->column)
        return refuse(aim, "only what a run reads can be changed; source, status and note are "
                           "keys of the change ({value: ..., source: ...}), and its unit "
                           "stands behind the value");
    if (is_fitted(aim))
        return refuse(aim, "the calibration's own number stands for this cell, so a change "
                           "would do nothing; change the freight, duty or quantity instead");
    return LODE_OK;
}

static Status find_cell(Aim *aim)
{
    const Job *job = aim->job;
    Address address;
    Diag *own = diag_new();
    if (!own) return LODE_NO_MEMORY;
    Status st = address_parse(aim->wish->said->cell, job->arena, own, &address);
    if (!st && !address.column[0]) {
        diag_error(own, "", 0, 0, "", "%s: say which cell: TABLE[KEY].COLUMN", address.asked);
        st = LODE_USAGE;
    }
    if (!st) st = address_find(job->model->files, &address, job->arena, own, &aim->found);
    if (!st && aim->found.n > 1) st = overlay_several(&address, &aim->found, own);
    if (st == LODE_USAGE) {
        tell_at(aim->wish->said, own, job->diag);
        st = LODE_BAD_INPUT;
    }
    diag_free(own);
    if (st) return st;
    aim->kind = table_kinds[aim->found.table];
    aim->column = column_named(aim->kind, aim->found.csv.heads[aim->found.column].name);
    aim->unit = unit_of(&aim->found.csv, aim->found.rows[0], aim->found.column);
    return check_aim(aim);
}

/* ---- what is to stand there ---- */

/* As few digits as give the same number back. */
static const char *number_text(Arena *arena, double value)
{
    char text[NUMBER_SIZE];
    snprintf(text, sizeof text, "%.15g", value);
    if (strtod(text, NULL) != value) snprintf(text, sizeof text, "%.17g", value);
    return arena_text(arena, text, strlen(text));
}

static Status in_unit_of_cell(const Aim *aim, double value, const char *unit, const char **out)
{
    const bool counts_months = !aim->unit[0] && aim->column->quantity == QUANTITY_TIME;
    const char *wanted = counts_months ? "month" : aim->unit;
    char why[WHY_SIZE], text[WHY_SIZE + ADDRESS_SIZE];
    UnitFactor factor;
    if (!wanted[0]) return refuse(aim, "the cell has no unit, so its value has none, either");
    if (!units_factor(aim->job->model->units, unit, wanted, &factor, why, sizeof why)) {
        snprintf(text, sizeof text, "%s; the table has this column in '%s'", why, wanted);
        return refuse(aim, text);
    }
    *out = number_text(aim->job->arena, unit_convert(factor, value));
    return *out ? LODE_OK : LODE_NO_MEMORY;
}

static Status number_of(const Aim *aim, double value, const char *end, const char **out)
{
    const char *text = aim->wish->text, *unit = end + strspn(end, " ");
    const bool percent = !aim->unit[0] && strcmp(unit, "%") == 0;
    char words[ADDRESS_SIZE];
    if (percent || (!unit[0] && !aim->unit[0])) {
        *out = text;
        return LODE_OK;
    }
    if (!unit[0]) {
        snprintf(words, sizeof words, "'%s' needs its unit, as in '%s %s'", text, text,
                 aim->unit);
        return refuse(aim, words);
    }
    if (strcmp(unit, aim->unit) != 0) return in_unit_of_cell(aim, value, unit, out);
    *out = arena_text(aim->job->arena, text, (size_t)(end - text));
    return *out ? LODE_OK : LODE_NO_MEMORY;
}

static Status value_of(const Aim *aim, const char **out)
{
    const char *text = aim->wish->text, *end;
    const CellText cell = {&aim->found.csv, aim->found.rows[0], aim->found.column, NULL};
    double value;
    char words[ADDRESS_SIZE];
    *out = text;
    if (aim->column->type != COLUMN_TYPE_NUMBER) return LODE_OK;
    if (overlay_is_multiple(text)) {
        *out = overlay_text(&cell, text, aim->job->arena);
        snprintf(words, sizeof words, "'%s' is no multiple of what the cell holds, '%s'", text,
                 csv_cell(cell.csv, cell.row, cell.column));
        return *out ? LODE_OK : refuse(aim, words);
    }
    return text_number_prefix(text, &value, &end) ? number_of(aim, value, end, out) : LODE_OK;
}

static Status add(Job *job, const RecastWish *wish)
{
    Aim aim = {.job = job, .wish = wish};
    const char *to;
    Status st = find_cell(&aim);
    if (!st) st = value_of(&aim, &to);
    if (st) return st;
    const AddressRows *found = &aim.found;
    char row[ADDRESS_SIZE], cell[2 * ADDRESS_SIZE];
    address_of_row(found->table, &found->csv, found->rows[0], row, sizeof row);
    snprintf(cell, sizeof cell, "%s.%s", row, found->csv.heads[found->column].name);
    Recast *item = &job->items[job->n];
    *item = (Recast){.cell = arena_text(job->arena, cell, strlen(cell)),
                     .from = csv_cell(&found->csv, found->rows[0], found->column),
                     .to = arena_text(job->arena, to, strlen(to)),
                     .unit = aim.unit,
                     .at = {aim.kind->file, found->rows[0], found->column},
                     .said = wish->said};
    if (!item->cell || !item->to) return LODE_NO_MEMORY;
    job->n++;
    return LODE_OK;
}

/* ---- two that write the same cell ---- */

static bool same_cell(const FileCell *a, const FileCell *b)
{
    return a->row == b->row && a->column == b->column && strcmp(a->file, b->file) == 0;
}

static bool agree(const Recast *a, const Recast *b)
{
    return strcmp(a->to, b->to) == 0 && !overlay_is_multiple(a->said->value->text) &&
           !overlay_is_multiple(b->said->value->text);
}

static void tell_conflict(Job *job, const Recast *a, const Recast *b)
{
    const Place *first = &a->said->origin.place, *second = &b->said->origin.place;
    job->quarrel = true;
    diag_error(job->diag, second->file, second->line, second->column, b->said->cell,
               "%s:%d changes this cell, too, to '%s' where '%s' stands here; say "
               "{value: ..., wins: yes} on the one that counts",
               first->file, (int)first->line, a->said->value->text, b->said->value->text);
}

/* Which of the two that write one cell is left out; neither after a message. */
static const Recast *loser_of(Job *job, const Recast *a, const Recast *b)
{
    if (a->said->wins != b->said->wins) return a->said->wins ? b : a;
    if (agree(a, b)) return b;
    tell_conflict(job, a, b);
    return NULL;
}

static Status settle(Job *job)
{
    bool *out = ARENA_ARRAY(job->arena, bool, job->n);
    if (!out) return LODE_NO_MEMORY;
    for (int pass = 0; pass < 2; pass++) /* those that win first: who loses quarrels no more */
        for (int32_t j = 0; j < job->n; j++)
            for (int32_t i = 0; i < j; i++) {
                const Recast *a = &job->items[i], *b = &job->items[j];
                if (out[i] || out[j] || !same_cell(&a->at, &b->at)) continue;
                if (pass == 0 && a->said->wins == b->said->wins) continue;
                const Recast *loser = loser_of(job, a, b);
                if (loser) out[loser - job->items] = true;
            }
    int32_t n = 0;
    for (int32_t i = 0; i < job->n; i++)
        if (!out[i]) job->items[n++] = job->items[i];
    job->n = n;
    return LODE_OK;
}

/* What the command line has replaced stays. */
static void leave_what_is_set(Job *job)
{
    int32_t n = 0;
    for (int32_t i = 0; i < job->n; i++) {
        const Recast *item = &job->items[i];
        const Place *at = &item->said->origin.place;
        if (overlay_is_set(job->model->files, &item->at))
            diag_warn(job->diag, at->file, at->line, at->column, item->said->cell,
                      "the command line sets this cell, so the scenario's value is not used");
        else
            job->items[n++] = *item;
    }
    job->n = n;
}

/* ---- reading again ---- */

static Status read_table(const Files *files, const char *name, Arena *arena, CsvTable *csv)
{
    const File *file = files_find(files, name);
    return csv_read(file->name, file->bytes, file->n, arena, NULL, csv);
}

static Status put_all(const Job *job, Files *files)
{
    CellText *cells = ARENA_ARRAY(job->arena, CellText, job->n);
    CsvTable *tables = ARENA_ARRAY(job->arena, CsvTable, job->n);
    Status st = cells && tables ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t i = 0; i < job->n && !st; i++) {
        const FileCell *at = &job->items[i].at;
        st = read_table(files, at->file, job->arena, &tables[i]);
        cells[i] = (CellText){&tables[i], at->row, at->column, job->items[i].to};
    }
    return st ? st : overlay_write(cells, job->n, files, job->arena);
}

/* The change that a message is about: of its cell, else of its row. */
static const Recast *culprit(const Job *job, const Files *files, const DiagMessage *message)
{
    const Recast *of_row = NULL;
    for (int32_t i = 0; i < job->n; i++) {
        const Recast *item = &job->items[i];
        CsvTable csv;
        int32_t line, column;
        if (strcmp(item->at.file, message->file) != 0 ||
            read_table(files, item->at.file, job->arena, &csv))
            continue;
        csv_place(&csv, item->at.row, item->at.column, &line, &column);
        if (line != message->line) continue;
        if (column == message->column) return item;
        if (!of_row) of_row = item;
    }
    return of_row;
}

/* The unchanged model had no mistakes, so each is of a change. Warnings about other rows have
 * been given for the model itself. */
static void tell_mistakes(const Job *job, const Files *files, const Diag *from)
{
    for (int32_t i = 0; i < diag_count(from); i++) {
        const DiagMessage *m = diag_message(from, i);
        const Recast *item = culprit(job, files, m);
        const bool is_error = m->level == DIAG_ERROR;
        if (!item && !is_error) continue;
        const ScenarioChange *said = item ? item->said : job->items[0].said;
        const Place *at = &said->origin.place;
        char where[ADDRESS_SIZE] = "";
        if (!item) snprintf(where, sizeof where, "%s:%d: ", m->file, (int)m->line);
        const bool of_cell = item && strcmp(strrchr(item->cell, '.') + 1, m->field) == 0;
        if (item && !of_cell && *m->field) snprintf(where, sizeof where, "%s: ", m->field);
        if (is_error)
            diag_error(job->diag, at->file, at->line, at->column, said->cell, "%s%s%s", where,
                       m->text, item ? "" : " (with what this scenario changes)");
        else
            diag_warn(job->diag, at->file, at->line, at->column, said->cell, "%s%s", where,
                      m->text);
    }
}

static Status read_again(const Job *job, Model **out)
{
    Files files = *job->model->files;
    Diag *own = diag_new();
    Status st = own ? put_all(job, &files) : LODE_NO_MEMORY;
    if (!st) st = model_read_files(&files, job->model->folder, own, out);
    if (own) tell_mistakes(job, &files, own);
    diag_free(own);
    if (st) return st;
    (*out)->months_per_step = job->model->months_per_step; /* the command line's, perhaps */
    (*out)->n_steps = job->model->n_steps;
    return LODE_OK;
}

Status recast_model(const Model *model, const RecastWish *wishes, int32_t n, Arena *arena,
                    Diag *diag, Recasts *changes, Model **out)
{
    Job job = {model, arena, diag, ARENA_ARRAY(arena, Recast, n), 0, false};
    Status worst = LODE_OK;
    *changes = (Recasts){0};
    *out = NULL;
    if (!job.items) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < n; i++) {
        const Status st = add(&job, &wishes[i]);
        if (st && st != LODE_BAD_INPUT) return st;
        if (st) worst = st;
    }
    Status st = settle(&job);
    if (!st) st = job.quarrel ? LODE_BAD_INPUT : worst;
    if (st) return st;
    leave_what_is_set(&job);
    if (job.n) st = read_again(&job, out);
    *changes = (Recasts){job.items, job.n};
    return st;
}
