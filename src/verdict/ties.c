/* ties.c - claims.csv into ties, with every mistake said. */
#include <math.h>
#include <string.h>

#include "base/names.h"
#include "base/text.h"
#include "claims/claims.h"
#include "table/csv.h"
#include "verdict/verdict.h"

typedef enum TieColumn {
    TIE_ID,
    TIE_DOCUMENT,
    TIE_CLAIM,
    TIE_STATEMENT,
    TIE_RELATION,
    TIE_VALUE,
    TIE_HIGH,
    TIE_UNIT,
    TIE_BOUND,
    TIE_BASIS,
    TIE_PERIOD,
    TIE_BASE,
    TIE_METRIC,
    TIE_REGION,
    TIE_PARTNER,
    TIE_COMMODITY,
    TIE_STAGE,
    TIE_FACILITY,
    TIE_PROCESS,
    TIE_USE,
    TIE_LIMIT,
    TIE_TRANSFORM,
    TIE_OVER,
    TIE_FACTOR,
    TIE_SCENARIO,
    TIE_STATE,
    TIE_STATUS,
    TIE_NOTE,
    TIE_COLUMNS
} TieColumn;

static const char *const names[TIE_COLUMNS] = {
    "id",        "document",  "claim",  "statement", "relation", "value",  "high",
    "unit",      "bound",     "basis",  "period",    "base",     "metric", "region",
    "partner",   "commodity", "stage",  "facility",  "process",  "use",    "limit",
    "transform", "over",      "factor", "scenario",  "state",    "status", "note"};

typedef struct TieReader {
    const CsvTable *table;
    Diag *diag;
    Arena *arena;
    Names *ids;
    int32_t column[TIE_COLUMNS]; /* -1: the file has it not */
    int32_t row;
} TieReader;

static const char *cell(const TieReader *reader, TieColumn column)
{
    const int32_t at = reader->column[column];
    return at < 0 ? "" : csv_cell(reader->table, reader->row, at);
}

static void wrong(const TieReader *reader, TieColumn column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void wrong(const TieReader *reader, TieColumn column, const char *format, ...)
{
    va_list values;
    int32_t line = reader->table->rows[reader->row].line, character = 0;
    if (reader->column[column] >= 0)
        csv_place(reader->table, reader->row, reader->column[column], &line, &character);
    va_start(values, format);
    diag_add(reader->diag, DIAG_ERROR, reader->table->file, line, character, names[column],
             format, values);
    va_end(values);
}

/* --- cells --- */

static double read_number(const TieReader *reader, TieColumn column, double fallback)
{
    const char *text = cell(reader, column);
    double value;
    if (!*text) return fallback;
    if (text_number(text, &value)) return value;
    wrong(reader, column, "'%s' is no number; write it as 1200.5", text);
    return fallback;
}

static const char *read_choice(const TieReader *reader, TieColumn column, const char *choices,
                               const char *fallback)
{
    char near[TEXT_WORD_MAX + 1];
    const char *text = cell(reader, column);
    if (!*text) return fallback;
    if (text_choice(text, choices) >= 0) return text;
    if (text_nearest_choice(text, choices, near, sizeof near))
        wrong(reader, column, "'%s' is none of %s; did you mean '%s'?", text, choices, near);
    else
        wrong(reader, column, "'%s' is none of %s", text, choices);
    return fallback;
}

static TiePeriod read_period(const TieReader *reader, TieColumn column)
{
    TiePeriod period = {.from = MONTH_NONE, .text = cell(reader, column)};
    if (*period.text && !month_parse(period.text, &period.from, &period.months))
        wrong(reader, column, "'%s' is no period; write 2030, 2025-Q3 or 2025-04", period.text);
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
    const char *text = cell(reader, TIE_METRIC);
    if (!*text || metric_find(text)) return text;
    const char *nearest = metric_nearest(text);
    if (nearest)
        wrong(reader, TIE_METRIC, "no metric '%s'; did you mean '%s'?", text, nearest);
    else
        wrong(reader, TIE_METRIC, "no metric '%s'; `lode metrics` lists them", text);
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

static void check_tie(const TieReader *reader, const Tie *tie)
{
    const bool sign = strcmp(tie->relation, "sign") == 0;
    const bool numbers = isfinite(tie->value);
    if (!*tie->statement) wrong(reader, TIE_STATEMENT, "say in words what is claimed");
    if (!*tie->document && !*tie->claim)
        wrong(reader, TIE_DOCUMENT, "say who claims it: an id of documents.csv, or a claim");
    if (!*tie->metric && !*tie->note)
        wrong(reader, TIE_NOTE, "a claim without a metric needs a note why");
    if (*tie->metric && !numbers) wrong(reader, TIE_VALUE, "the claimed value is missing");
    if (*tie->metric && numbers && sign && fabs(tie->value) != 1.0)
        wrong(reader, TIE_VALUE, "a sign is 1 (up) or -1 (down)");
    if (*tie->metric && tie->period.from == MONTH_NONE && !sign)
        wrong(reader, TIE_PERIOD, "say when: 2030, 2025-Q3 or 2025-04");
    if (isfinite(tie->high) && !(tie->high >= tie->value))
        wrong(reader, TIE_HIGH, "the range ends below its start");
    const bool needs_base = tie->transform == TIE_GROWTH || tie->transform == TIE_DIFFERENCE ||
                            tie->transform == TIE_SUM ||
                            (tie->transform == TIE_RATIO && !*tie->over);
    if (needs_base && tie->base.from == MONTH_NONE && !sign)
        wrong(reader, TIE_BASE, "this transform needs the base period");
    if (!(tie->factor > 0.0)) wrong(reader, TIE_FACTOR, "the factor must be above 0");
}

static Status read_tie(TieReader *reader, const char *relations, Tie *tie)
{
    *tie = (Tie){
        .id = cell(reader, TIE_ID),
        .document = cell(reader, TIE_DOCUMENT),
        .claim = cell(reader, TIE_CLAIM),
        .statement = cell(reader, TIE_STATEMENT),
        .relation = read_choice(reader, TIE_RELATION, relations, "level"),
        .unit = cell(reader, TIE_UNIT),
        .bound = read_choice(reader, TIE_BOUND, "eq|approx|gt|ge|lt|le|range", "eq"),
        .basis = read_choice(reader, TIE_BASIS, "gross|reo", ""),
        .value = read_number(reader, TIE_VALUE, NAN),
        .high = read_number(reader, TIE_HIGH, NAN),
        .half_unit = half_unit_of(cell(reader, TIE_VALUE)),
        .period = read_period(reader, TIE_PERIOD),
        .base = read_period(reader, TIE_BASE),
        .metric = read_metric(reader),
        .filter = {or_null(cell(reader, TIE_REGION)), or_null(cell(reader, TIE_PARTNER)),
                   or_null(cell(reader, TIE_COMMODITY)), or_null(cell(reader, TIE_STAGE)),
                   or_null(cell(reader, TIE_FACILITY)), or_null(cell(reader, TIE_PROCESS)),
                   or_null(cell(reader, TIE_USE)), or_null(cell(reader, TIE_LIMIT)), false},
        .over = cell(reader, TIE_OVER),
        .factor = read_number(reader, TIE_FACTOR, 1.0),
        .scenario = cell(reader, TIE_SCENARIO),
        .state =
            read_choice(reader, TIE_STATE, "confirmed|mended|suggested|rejected", "confirmed"),
        .status = read_choice(reader, TIE_STATUS, "seen|memory|estimate", ""),
        .note = cell(reader, TIE_NOTE),
        .file = reader->table->file,
        .line = reader->table->rows[reader->row].line,
    };
    tie->transform = (TieTransform)text_choice(
        read_choice(reader, TIE_TRANSFORM, TIE_TRANSFORMS, "level"), TIE_TRANSFORMS);
    check_tie(reader, tie);
    if (!*tie->id)
        wrong(reader, TIE_ID, "every row needs an id");
    else if (names_find(reader->ids, tie->id) >= 0)
        wrong(reader, TIE_ID, "the id '%s' stands twice", tie->id);
    else if (names_add(reader->ids, tie->id) < 0)
        return LODE_NO_MEMORY;
    return LODE_OK;
}

static void find_columns(TieReader *reader)
{
    const CsvTable *table = reader->table;
    for (int c = 0; c < TIE_COLUMNS; c++)
        reader->column[c] = -1;
    for (int32_t h = 0; h < table->n_columns; h++) {
        int found = -1;
        for (int c = 0; c < TIE_COLUMNS; c++)
            if (strcmp(table->heads[h].name, names[c]) == 0) found = c;
        if (found >= 0)
            reader->column[found] = h;
        else if (*table->heads[h].name)
            diag_error(reader->diag, table->file, table->header.line, table->heads[h].column,
                       table->heads[h].name, "claims.csv has no such column");
    }
    static const TieColumn needed[] = {TIE_ID, TIE_STATEMENT, TIE_METRIC};
    for (int i = 0; i < 3; i++)
        if (reader->column[needed[i]] < 0)
            diag_error(reader->diag, table->file, table->header.line, 0, names[needed[i]],
                       "this column is missing");
}

static Status read_rows(Ties *ties, const CsvTable *table, Diag *diag)
{
    TieReader reader = {.table = table, .diag = diag, .arena = ties->arena};
    const char *relations = relation_choices(ties->arena);
    Tie *list = ARENA_ARRAY(ties->arena, Tie, table->n_rows);
    reader.ids = names_new(ties->arena);
    if (!list || !reader.ids || !*relations) return LODE_NO_MEMORY;
    find_columns(&reader);
    Status st = LODE_OK;
    for (; !st && reader.row < table->n_rows; reader.row++)
        st = read_tie(&reader, relations, &list[reader.row]);
    ties->ties = list;
    ties->n = table->n_rows;
    return st;
}

Status ties_read(const char *file, const char *bytes, size_t n, Diag *diag, Ties **out)
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
    if (!st) st = read_rows(ties, &table, diag);
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
