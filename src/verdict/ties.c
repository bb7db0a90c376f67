/* ties.c - claims.csv into ties, with every mistake said. */
#include <math.h>
#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "claims/claims.h"
#include "table/csv.h"
#include "verdict/tie_reader.h"

const char *const tie_column_names[TIE_COLUMNS] = {
    "id",       "document", "claim",   "statement", "relation",     "value",
    "high",     "unit",     "bound",   "basis",     "period",       "base",
    "metric",   "region",   "partner", "commodity", "stage",        "facility",
    "process",  "use",      "limit",   "transform", "over",         "factor",
    "scenario", "state",    "status",  "note",      "statement_zh", "note_zh"};

const char *tie_cell(const TieReader *reader, TieColumn column)
{
    const int32_t at = reader->column[column];
    return at < 0 ? "" : csv_cell(reader->table, reader->row, at);
}

void tie_wrong(const TieReader *reader, TieColumn column, const char *format, ...)
{
    va_list values;
    int32_t line = reader->table->rows[reader->row].line, character = 0;
    if (reader->column[column] >= 0)
        csv_place(reader->table, reader->row, reader->column[column], &line, &character);
    va_start(values, format);
    diag_add(reader->diag, DIAG_ERROR, reader->table->file, line, character,
             tie_column_names[column], format, values);
    va_end(values);
}

/* --- cells --- */

static double read_number(const TieReader *reader, TieColumn column, double fallback)
{
    const char *text = tie_cell(reader, column);
    double value;
    if (!*text) return fallback;
    if (text_number(text, &value)) return value;
    tie_wrong(reader, column, "'%s' is no number; write it as 1200.5", text);
    return fallback;
}

static const char *read_choice(const TieReader *reader, TieColumn column, const char *choices,
                               const char *fallback)
{
    char near[TEXT_WORD_MAX + 1];
    const char *text = tie_cell(reader, column);
    if (!*text) return fallback;
    if (text_choice(text, choices) >= 0) return text;
    if (text_nearest_choice(text, choices, near, sizeof near))
        tie_wrong(reader, column, "'%s' is none of %s; did you mean '%s'?", text, choices,
                  near);
    else
        tie_wrong(reader, column, "'%s' is none of %s", text, choices);
    return fallback;
}

bool tie_period_parse(const char *text, TiePeriod *out)
{
    char first[16];
    const char *dots = strstr(text, "..");
    const size_t n = dots ? (size_t)(dots - text) : strlen(text);
    Month last = 0;
    int32_t months = 0;
    *out = (TiePeriod){.from = MONTH_NONE, .text = text};
    if (n >= sizeof first) return false;
    memcpy(first, text, n);
    first[n] = '\0';
    if (!month_parse(first, &out->from, &out->months)) return false;
    if (!dots) return true;
    if (!month_parse(dots + 2, &last, &months) || last + months <= out->from) {
        out->from = MONTH_NONE;
        return false;
    }
    out->months = last + months - out->from;
    return true;
}

static TiePeriod read_period(const TieReader *reader, TieColumn column)
{
    TiePeriod period = {.from = MONTH_NONE, .text = tie_cell(reader, column)};
    if (*period.text && !tie_period_parse(period.text, &period))
        tie_wrong(
            reader, column,
            "'%s' is no period; write 2030, 2025-H1, 2025-Q3, 2025-04 or 2025-01..2025-09",
            period.text);
    return period;
}

/* Half a unit of the last digit that the cell writes: 12.8 is good to 0.05. */
static double half_unit_of(const char *text)
{
    const char *point = strchr(text, '.');
    const size_t digits = point ? strspn(point + 1, "0123456789") : 0;
    return 0.5 * pow(10.0, -(double)digits);
}

static const char *read_metric(const TieReader *reader)
{
    const char *text = tie_cell(reader, TIE_METRIC);
    if (!*text || metric_find(text)) return text;
    const char *nearest = metric_nearest(text);
    if (nearest)
        tie_wrong(reader, TIE_METRIC, "no metric '%s'; did you mean '%s'?", text, nearest);
    else
        tie_wrong(reader, TIE_METRIC, "no metric '%s'; `lode metrics` lists them", text);
    return "";
}

static const char *relation_choices(Arena *arena)
{
    char *text = ARENA_ARRAY(arena, char, 512);
    for (int r = CLAIM_LEVEL; text && r <= CLAIM_SIGN; r++) {
        if (r > CLAIM_LEVEL) strcat(text, "|");
        strcat(text, claim_relation_text((ClaimRelation)r));
    }
    return text ? text : "";
}

static const char *or_null(const char *text)
{
    return *text ? text : NULL;
}

/* --- rows --- */

static Status read_tie(TieReader *reader, const char *relations, Tie *tie)
{
    *tie = (Tie){
        .id = tie_cell(reader, TIE_ID),
        .document = tie_cell(reader, TIE_DOCUMENT),
        .claim = tie_cell(reader, TIE_CLAIM),
        .statement = tie_cell(reader, TIE_STATEMENT),
        .relation = read_choice(reader, TIE_RELATION, relations, "level"),
        .unit = tie_cell(reader, TIE_UNIT),
        .bound = read_choice(reader, TIE_BOUND, "eq|approx|gt|ge|lt|le|range", "eq"),
        .basis = read_choice(reader, TIE_BASIS, "gross|reo", ""),
        .value = read_number(reader, TIE_VALUE, NAN),
        .high = read_number(reader, TIE_HIGH, NAN),
        .half_unit = half_unit_of(tie_cell(reader, TIE_VALUE)),
        .period = read_period(reader, TIE_PERIOD),
        .base = read_period(reader, TIE_BASE),
        .metric = read_metric(reader),
        .filter = {.region = or_null(tie_cell(reader, TIE_REGION)),
                   .partner = or_null(tie_cell(reader, TIE_PARTNER)),
                   .commodity = or_null(tie_cell(reader, TIE_COMMODITY)),
                   .stage = or_null(tie_cell(reader, TIE_STAGE)),
                   .facility = or_null(tie_cell(reader, TIE_FACILITY)),
                   .process = or_null(tie_cell(reader, TIE_PROCESS)),
                   .use = or_null(tie_cell(reader, TIE_USE)),
                   .limit = or_null(tie_cell(reader, TIE_LIMIT))},
        .over = tie_cell(reader, TIE_OVER),
        .factor = read_number(reader, TIE_FACTOR, 1.0),
        .scenario = tie_cell(reader, TIE_SCENARIO),
        .state =
            read_choice(reader, TIE_STATE, "confirmed|mended|suggested|rejected", "confirmed"),
        .status = read_choice(reader, TIE_STATUS, "seen|memory|estimate", ""),
        .note = tie_cell(reader, TIE_NOTE),
        .statement_zh = tie_cell(reader, TIE_STATEMENT_ZH),
        .note_zh = tie_cell(reader, TIE_NOTE_ZH),
        .file = reader->table->file,
        .line = reader->table->rows[reader->row].line,
    };
    tie->transform = (TieTransform)text_choice(
        read_choice(reader, TIE_TRANSFORM, TIE_TRANSFORMS, "level"), TIE_TRANSFORMS);
    tie_check(reader, tie);
    if (!*tie->id)
        tie_wrong(reader, TIE_ID, "every row needs an id");
    else if (names_find(reader->ids, tie->id) >= 0)
        tie_wrong(reader, TIE_ID, "the id '%s' stands twice", tie->id);
    else if (names_add(reader->ids, tie->id) < 0)
        return LODE_NO_MEMORY;
    return LODE_OK;
}

/* False when a column is missing without which no row can be understood. */
static bool find_columns(TieReader *reader)
{
    bool all = true;
    const CsvTable *table = reader->table;
    for (int c = 0; c < TIE_COLUMNS; c++)
        reader->column[c] = -1;
    for (int32_t h = 0; h < table->n_columns; h++) {
        int found = -1;
        for (int c = 0; c < TIE_COLUMNS; c++)
            if (strcmp(table->heads[h].name, tie_column_names[c]) == 0) found = c;
        if (found >= 0)
            reader->column[found] = h;
        else if (*table->heads[h].name)
            diag_error(reader->diag, table->file, table->header.line, table->heads[h].column,
                       table->heads[h].name, "claims.csv has no such column");
    }
    static const TieColumn needed[] = {TIE_ID, TIE_STATEMENT, TIE_METRIC};
    for (int i = 0; i < 3; i++) {
        if (reader->column[needed[i]] >= 0) continue;
        all = false;
        diag_error(reader->diag, table->file, table->header.line, 0,
                   tie_column_names[needed[i]], "this column is missing");
    }
    return all;
}

static Status read_rows(Ties *ties, const CsvTable *table, const Model *model, Diag *diag)
{
    TieReader reader = {.table = table, .model = model, .diag = diag, .arena = ties->arena};
    const char *relations = relation_choices(ties->arena);
    Tie *list = ARENA_ARRAY(ties->arena, Tie, table->n_rows);
    reader.ids = names_new(ties->arena);
    if (!list || !reader.ids || !*relations) return LODE_NO_MEMORY;
    if (!find_columns(&reader)) return LODE_OK; /* the messages say why it is refused */
    Status st = LODE_OK;
    for (; !st && reader.row < table->n_rows; reader.row++)
        st = read_tie(&reader, relations, &list[reader.row]);
    ties->ties = list;
    ties->n = table->n_rows;
    return st;
}

Status ties_read(const char *file, const char *bytes, size_t n, const Model *model, Diag *diag,
                 Ties **out)
{
    Arena *arena = arena_new(0);
    Ties *ties = ARENA_ARRAY(arena, Ties, 1);
    CsvTable table;
    const int32_t before = diag_errors(diag);
    *out = NULL;
    Status st = ties ? LODE_OK : LODE_NO_MEMORY;
    const char *name = st ? NULL : arena_text(arena, file, strlen(file));
    if (!st && !name) st = LODE_NO_MEMORY;
    if (!st) {
        ties->arena = arena;
        st = csv_read(name, bytes, n, arena, diag, &table);
    }
    if (!st) st = read_rows(ties, &table, model, diag);
    if (!st && diag_errors(diag) > before) st = LODE_BAD_INPUT;
    if (st)
        arena_free(arena);
    else
        *out = ties;
    return st;
}

void ties_free(Ties *ties)
{
    if (ties) arena_free(ties->arena);
}

/* --- who speaks of what --- */

static bool in_list(const char *list, const char *id, size_t n)
{
    for (const char *at = list; *at;) {
        const size_t here = strcspn(at, ",");
        if (here == n && memcmp(at, id, n) == 0) return true;
        at += here + (at[here] == ',');
    }
    return false;
}

static bool meet(const char *a, const char *b)
{
    if (!a || !b || strcmp(a, "*") == 0 || strcmp(b, "*") == 0) return true;
    for (const char *at = a; *at;) {
        const size_t n = strcspn(at, ",");
        if (in_list(b, at, n)) return true;
        at += n + (at[n] == ',');
    }
    return false;
}

bool tie_speaks(const Tie *tie, const char *metric, const MetricFilter *filter)
{
    const MetricFilter *f = &tie->filter;
    if (!*tie->metric || (metric && strcmp(metric, tie->metric) != 0)) return false;
    return meet(f->region, filter->region) && meet(f->partner, filter->partner) &&
           meet(f->commodity, filter->commodity) && meet(f->stage, filter->stage) &&
           meet(f->facility, filter->facility) && meet(f->process, filter->process) &&
           meet(f->use, filter->use) && meet(f->limit, filter->limit);
}
