#include "table/csv.h"

#include <csv.h>
#include <stdbool.h>
#include <string.h>

#include "base/names.h"
#include "base/text.h"

typedef struct Reader {
    const char *file;
    Arena *arena;
    Diag *diag;
    CsvTable *table;
    struct csv_parser parser;

    const char *record[CSV_COLUMNS_MAX]; /* the cells of the record being read */
    int32_t n_cells;                     /* may be larger than that */
    int32_t filled;                      /* cells that are not blank */
    int32_t line, record_line;
    size_t record_offset;
    bool record_open; /* inside quotes that go on in the next line */

    CsvRow *rows;
    const char **cells;
    size_t rows_room, cells_room;
    bool has_header, bad_header, stop;
    bool nameless[CSV_COLUMNS_MAX];  /* said that this column has no name */
    int32_t trailing, trailing_line; /* cells with blanks behind them */
    Status status;
} Reader;

/* --- what is wrong with the whole file --- */

static bool starts_with(const char *bytes, size_t n, const char *start)
{
    return n >= strlen(start) && memcmp(bytes, start, strlen(start)) == 0;
}

static void place_of_byte(const char *bytes, size_t at, int32_t *line, int32_t *column)
{
    size_t start = 0;
    *line = 1;
    for (size_t i = 0; i < at; i++) {
        if (bytes[i] != '\n') continue;
        (*line)++;
        start = i + 1;
    }
    *column = text_length(bytes + start, at - start) + 1;
}

static bool is_text(const char *file, const char *bytes, size_t n, Diag *diag)
{
    int32_t line, column;
    size_t bad;
    if (starts_with(bytes, n, "\xFF\xFE") || starts_with(bytes, n, "\xFE\xFF")) {
        diag_error(diag, file, 1, 1, "",
                   "the file is UTF-16 ('Unicode text'); save it as 'CSV UTF-8'");
        return false;
    }
    if (starts_with(bytes, n, "PK\x03\x04")) {
        diag_error(diag, file, 1, 1, "",
                   "the file is a workbook, not text; save it as 'CSV UTF-8'");
        return false;
    }
    if (text_is_utf8(bytes, n, &bad)) return true;
    place_of_byte(bytes, bad, &line, &column);
    diag_error(diag, file, line, column, "",
               "byte 0x%02X is not UTF-8 here; save the file as 'CSV UTF-8' (spreadsheets "
               "write GB18030, Shift-JIS or Latin-1 when asked for plain CSV)",
               (unsigned)(unsigned char)bytes[bad]);
    return false;
}

/* --- cells and rows, as libcsv finds them --- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static void out_of_memory(Reader *reader)
{
    reader->status = LODE_NO_MEMORY;
    reader->stop = true;
}

static void on_cell(void *data, size_t n, void *self)
{
    Reader *reader = self;
    const char *text = data;
    const int32_t at = reader->n_cells++;
    if (reader->stop || at >= CSV_COLUMNS_MAX) return;
    while (n && is_blank(*text))
        text++, n--;
    if (n && is_blank(text[n - 1])) {
        if (!reader->trailing++) reader->trailing_line = reader->record_line;
        while (is_blank(text[n - 1]))
            n--;
    }
    reader->record[at] = n ? arena_text(reader->arena, text, n) : "";
    if (n) reader->filled++;
    if (!reader->record[at]) out_of_memory(reader);
}

static void take_header(Reader *reader);
static void take_row(Reader *reader);

static void on_record(int end, void *self)
{
    Reader *reader = self;
    (void)end;
    reader->record_open = false;
    if (reader->stop) return;
    if (!reader->has_header)
        take_header(reader);
    else if (reader->filled)
        take_row(reader);
    reader->n_cells = reader->filled = 0;
}

/* --- the header --- */

static bool is_joined(const char *cell, char separator)
{
    return strchr(cell, separator) != NULL && !strchr(cell, '[');
}

static const char *other_separator(const Reader *reader)
{
    if (reader->n_cells > 1) return NULL;
    const char *cell = reader->record[0];
    if (strncmp(cell, "sep=", 4) == 0) return "a 'sep=' line";
    if (strchr(cell, ';')) return "';'";
    if (is_joined(cell, '\t')) return "a tab";
    return NULL;
}

/* "capacity [t/year]" -> name and unit. False when the bracket is not closed. */
static bool split_head(Reader *reader, const char *text, CsvHead *head)
{
    const char *open = strchr(text, '[');
    size_t n = open ? (size_t)(open - text) : strlen(text);
    while (n && is_blank(text[n - 1]))
        n--;
    head->name = arena_text(reader->arena, text, n);
    if (!head->name) out_of_memory(reader);
    if (!open) return true;
    const size_t m = strlen(open);
    if (open[m - 1] != ']') return false;
    head->unit = arena_text(reader->arena, open + 1, m - 2);
    if (!head->unit) out_of_memory(reader);
    return true;
}

static void head_error(Reader *reader, int32_t column, const char *field, const char *text)
{
    int32_t line, character;
    csv_place(reader->table, -1, column, &line, &character);
    diag_error(reader->diag, reader->file, line, character, field, "%s", text);
}

static void read_heads(Reader *reader, CsvHead *heads, Names *seen)
{
    for (int32_t i = 0; i < reader->n_cells && !reader->stop; i++) {
        int32_t line;
        csv_place(reader->table, -1, i, &line, &heads[i].column);
        if (!split_head(reader, reader->record[i], &heads[i]))
            head_error(reader, i, reader->record[i],
                       "write a unit as in 'capacity [t/year]', with ']' at the end");
        if (reader->stop || !heads[i].name[0]) continue;
        const int32_t before = names_count(seen);
        const int32_t at = names_add(seen, heads[i].name);
        if (at < 0)
            out_of_memory(reader);
        else if (at < before)
            head_error(reader, i, heads[i].name,
                       "this column is there twice; rename or drop one");
    }
}

static void take_header(Reader *reader)
{
    CsvTable *table = reader->table;
    const char *separator = other_separator(reader);
    reader->has_header = true;
    table->header = (CsvRow){.line = reader->record_line, .offset = reader->record_offset};
    if (separator) {
        diag_error(
            reader->diag, reader->file, reader->record_line, 1, "",
            "columns are separated by %s here, not by commas; save the file as 'CSV UTF-8 "
            "(comma delimited)' with a point in decimal numbers",
            separator);
        reader->bad_header = reader->stop = true;
        return;
    }
    if (reader->n_cells > CSV_COLUMNS_MAX) {
        diag_error(reader->diag, reader->file, reader->record_line, 1, "",
                   "the header has %d columns; at most %d can be read", (int)reader->n_cells,
                   CSV_COLUMNS_MAX);
        reader->bad_header = reader->stop = true;
        return;
    }
    CsvHead *heads = ARENA_ARRAY(reader->arena, CsvHead, reader->n_cells);
    Names *seen = names_new(reader->arena);
    table->heads = heads;
    table->n_columns = reader->n_cells;
    if (heads && seen)
        read_heads(reader, heads, seen);
    else
        out_of_memory(reader);
}

/* --- rows --- */

static bool grow(Arena *arena, void **array, size_t *room, size_t used, size_t more,
                 size_t size)
{
    if (used + more <= *room) return true;
    const size_t wanted = 2 * (*room ? *room : 128) + more;
    void *longer = arena_zeroed(arena, wanted, size);
    if (!longer) return false;
    if (used) memcpy(longer, *array, used * size);
    *array = longer;
    *room = wanted;
    return true;
}

static bool room_for_row(Reader *reader)
{
    const size_t n = (size_t)reader->table->n_rows, columns = (size_t)reader->table->n_columns;
    void *rows = reader->rows, *cells = reader->cells;
    const bool good =
        grow(reader->arena, &rows, &reader->rows_room, n, 1, sizeof(CsvRow)) &&
        grow(reader->arena, &cells, &reader->cells_room, n * columns, columns, sizeof(char *));
    reader->rows = rows;
    reader->cells = cells;
    return good;
}

static bool right_length(Reader *reader)
{
    const int32_t want = reader->table->n_columns;
    int32_t used = reader->n_cells < CSV_COLUMNS_MAX ? reader->n_cells : CSV_COLUMNS_MAX;
    while (used > want && !reader->record[used - 1][0])
        used--; /* blank cells behind the last column do no harm */
    if (reader->n_cells >= want && used == want) return true;
    const bool more = used > want;
    diag_error(
        reader->diag, reader->file, reader->record_line, 1, "",
        more ? "the row has %d cells, the header %d: a text with a comma needs quotes, and "
               "numbers neither decimal commas nor thousands separators"
             : "the row has %d cells, the header %d: is a comma missing?",
        (int)(more ? used : reader->n_cells), (int)want);
    return false;
}

static void complain_nameless(Reader *reader)
{
    for (int32_t i = 0; i < reader->table->n_columns; i++) {
        if (reader->table->heads[i].name[0] || !reader->record[i][0] || reader->nameless[i])
            continue;
        reader->nameless[i] = true;
        diag_error(reader->diag, reader->file, reader->record_line, 0, "",
                   "'%s' stands in column %d, which has no name in the header",
                   reader->record[i], (int)(i + 1));
    }
}

static void take_row(Reader *reader)
{
    CsvTable *table = reader->table;
    if (!right_length(reader)) return;
    if (table->n_rows == CSV_ROWS_MAX) {
        diag_error(reader->diag, reader->file, reader->record_line, 1, "",
                   "the table has more than %d rows; split it", CSV_ROWS_MAX);
        reader->stop = true;
        return;
    }
    if (!room_for_row(reader)) {
        out_of_memory(reader);
        return;
    }
    complain_nameless(reader);
    const size_t columns = (size_t)table->n_columns, first = (size_t)table->n_rows * columns;
    memcpy(reader->cells + first, reader->record, columns * sizeof *reader->cells);
    reader->rows[table->n_rows++] = (CsvRow){
        .line = reader->record_line,
        .offset = reader->record_offset,
    };
}

/* --- lines --- */

static int no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static int only_newline(unsigned char c)
{
    return c == '\n';
}

static void parser_begin(Reader *reader)
{
    csv_init(&reader->parser, CSV_STRICT);
    csv_set_space_func(&reader->parser, no_space);
    csv_set_term_func(&reader->parser, only_newline);
    csv_set_blk_size(&reader->parser, 4096);
    reader->n_cells = reader->filled = 0;
    reader->record_open = false;
}

/* After a mistake in the quotes the next line starts afresh. */
static void quote_error(Reader *reader)
{
    if (csv_error(&reader->parser) != CSV_EPARSE) {
        out_of_memory(reader);
        return;
    }
    if (reader->record_line == reader->line)
        diag_error(reader->diag, reader->file, reader->record_line, 1, "",
                   "a quote (\") stands inside a cell; quotes go around the whole cell, right "
                   "behind the comma, and inside it each is written twice");
    else
        diag_error(reader->diag, reader->file, reader->record_line, 1, "",
                   "a quote (\") opened in this row is not closed before line %d",
                   (int)reader->line);
    csv_free(&reader->parser);
    parser_begin(reader);
}

static void feed(Reader *reader, const char *text, size_t n)
{
    if (csv_parse(&reader->parser, text, n, on_cell, on_record, reader) == n) {
        reader->record_open = true; /* unless on_record says otherwise */
        if (csv_parse(&reader->parser, "\n", 1, on_cell, on_record, reader) == 1) return;
    }
    quote_error(reader);
}

static bool is_idle(const char *text, size_t n)
{
    size_t i = 0;
    while (i < n && is_blank(text[i]))
        i++;
    return i == n || text[i] == '#';
}

static void read_line(Reader *reader, size_t offset, size_t n)
{
    const char *text = reader->table->bytes + offset;
    if (n && text[n - 1] == '\r') n--;
    if (!reader->record_open) {
        if (is_idle(text, n)) return;
        reader->record_offset = offset;
        reader->record_line = reader->line;
    }
    if (offset + n - reader->record_offset > CSV_ROW_BYTES_MAX) {
        diag_error(reader->diag, reader->file, reader->record_line, 1, "",
                   "the row has more than %d bytes; is a quote (\") not closed?",
                   CSV_ROW_BYTES_MAX);
        reader->stop = true;
        return;
    }
    feed(reader, text, n);
}

static void read_lines(Reader *reader, const char *bytes, size_t n)
{
    for (size_t at = 0; at < n && !reader->stop;) {
        const char *end = memchr(bytes + at, '\n', n - at);
        const size_t length = end ? (size_t)(end - bytes) - at : n - at;
        reader->line++;
        read_line(reader, at, length);
        at += length + 1;
    }
    if (!reader->stop && reader->record_open)
        diag_error(reader->diag, reader->file, reader->record_line, 1, "",
                   "a quote (\") opened in this row is never closed");
}

static void complain_about_blanks(const Reader *reader)
{
    if (reader->trailing)
        diag_warn(reader->diag, reader->file, reader->trailing_line, 0, "",
                  "blanks at the end of %d cell%s, first in this row, were left out",
                  (int)reader->trailing, reader->trailing == 1 ? "" : "s");
}

static Status finish(Reader *reader, CsvTable *out)
{
    csv_free(&reader->parser);
    out->rows = reader->rows;
    out->cells = reader->cells;
    if (reader->status) return reader->status;
    if (!reader->has_header && !reader->stop)
        diag_error(reader->diag, reader->file, 1, 0, "",
                   "the file is empty; write a header row, or delete the file");
    if (!reader->has_header || reader->bad_header) {
        *out = (CsvTable){.file = out->file};
        return LODE_BAD_INPUT;
    }
    complain_about_blanks(reader);
    return LODE_OK;
}

Status csv_read(const char *file, const char *bytes, size_t n, Arena *arena, Diag *diag,
                CsvTable *out)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const char *shown = arena_text(arena, file, strlen(file));
    *out = (CsvTable){.file = shown};
    if (!shown) return LODE_NO_MEMORY;
    if (starts_with(bytes, n, mark)) bytes += 3, n -= 3;
    if (!is_text(file, bytes, n, diag)) return LODE_BAD_INPUT;
    out->bytes = bytes;
    out->n_bytes = n;
    Reader *reader = ARENA_ARRAY(arena, Reader, 1);
    if (!reader) return LODE_NO_MEMORY;
    reader->file = shown;
    reader->arena = arena;
    reader->diag = diag;
    reader->table = out;
    parser_begin(reader);
    read_lines(reader, bytes, n);
    return finish(reader, out);
}

void csv_place(const CsvTable *table, int32_t row, int32_t column, int32_t *line,
               int32_t *character)
{
    const CsvRow *start = row < 0 ? &table->header : &table->rows[row];
    size_t at = start->offset, line_start = start->offset;
    bool quoted = false;
    *line = start->line;
    for (int32_t cell = 0; at < table->n_bytes && cell < column; at++) {
        const char c = table->bytes[at];
        if (c == '"') quoted = !quoted;
        if (c == ',' && !quoted) cell++;
        if (c != '\n') continue;
        (*line)++;
        line_start = at + 1;
    }
    while (at < table->n_bytes && (table->bytes[at] == ' ' || table->bytes[at] == '\t'))
        at++;
    *character = text_length(table->bytes + line_start, at - line_start) + 1;
}
