/* Documents as rows with named fields: CSV files and JSON lines. */
#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "evidence/reader.h"
#include "evidence/when.h"
#include "table/csv.h"

int field_named(const char *name)
{
    static const struct {
        const char *name;
        Field field;
    } names[] = {
        {"title", FIELD_TITLE},       {"标题", FIELD_TITLE},    {"headline", FIELD_TITLE},
        {"title_zh", FIELD_TITLE_ZH}, {"source", FIELD_SOURCE}, {"来源", FIELD_SOURCE},
        {"publisher", FIELD_SOURCE},  {"date", FIELD_DATE},     {"日期", FIELD_DATE},
        {"published", FIELD_DATE},    {"时间", FIELD_DATE},     {"url", FIELD_URL},
        {"link", FIELD_URL},          {"链接", FIELD_URL},      {"topic", FIELD_TOPIC},
        {"主题", FIELD_TOPIC},        {"body", FIELD_BODY},     {"text", FIELD_BODY},
        {"content", FIELD_BODY},      {"正文", FIELD_BODY},     {"標題", FIELD_TITLE},
        {"來源", FIELD_SOURCE},       {"時間", FIELD_DATE},     {"連結", FIELD_URL},
        {"主題", FIELD_TOPIC},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i].name) == 0) return (int)names[i].field;
    return -1;
}

static const char *line_or_null(Draft *draft, const char *text)
{
    return text ? draft_line(draft, text, strlen(text)) : NULL;
}

Status row_read(Draft *draft, const char *const fields[FIELDS], int32_t line)
{
    char date[WHEN_BYTES];
    bool found = false;
    DraftDocument *document = draft_document(draft);
    if (!document) return LODE_NO_MEMORY;
    document->title = line_or_null(draft, fields[FIELD_TITLE]);
    document->title_zh = line_or_null(draft, fields[FIELD_TITLE_ZH]);
    document->source = line_or_null(draft, fields[FIELD_SOURCE]);
    document->url = line_or_null(draft, fields[FIELD_URL]);
    document->topic = line_or_null(draft, fields[FIELD_TOPIC]);
    const char *given = line_or_null(draft, fields[FIELD_DATE]);
    if (given && !when_parse(given, date))
        return draft_refuse(draft, line, "date", "'%.40s' is no date; write it as 2025-09-03",
                            given);
    if (given) document->date = arena_text(draft->arena, date, strlen(date));
    const char *body = fields[FIELD_BODY] ? fields[FIELD_BODY] : "";
    char *copy = arena_text(draft->arena, body, strlen(body));
    document->body = copy;
    document->body_bytes = (int32_t)strlen(body);
    if (!copy || (given && !document->date)) return LODE_NO_MEMORY;
    decode_clean(copy, strlen(copy));
    Status st = draft_check(draft, document, line);
    if (!st) st = topic_page_body(draft, document, &found);
    return st || found ? st : plain_body(draft, document, false);
}

/* --- CSV --- */

static Status columns_of(Draft *draft, const CsvTable *table, int32_t columns[FIELDS])
{
    for (int f = 0; f < FIELDS; f++)
        columns[f] = -1;
    for (int32_t c = 0; c < table->n_columns; c++) {
        const int field = field_named(table->heads[c].name);
        if (field >= 0 && columns[field] < 0) columns[field] = c;
    }
    if (columns[FIELD_TITLE] < 0)
        return draft_refuse(draft, table->header.line, "title",
                            "this column is missing; known are title, title_zh, source, date, "
                            "url, topic and body");
    return LODE_OK;
}

Status csv_documents_read(Draft *draft, const Decoded *in)
{
    CsvTable table;
    int32_t columns[FIELDS];
    const int32_t mistakes = diag_errors(draft->diag);
    Status st = csv_read(draft->file, in->text, in->n, draft->arena, draft->diag, &table);
    if (!st && diag_errors(draft->diag) > mistakes) st = LODE_BAD_INPUT;
    if (!st) st = columns_of(draft, &table, columns);
    for (int32_t r = 0; !st && r < table.n_rows; r++) {
        const char *fields[FIELDS];
        for (int f = 0; f < FIELDS; f++)
            fields[f] = columns[f] >= 0 ? csv_cell(&table, r, columns[f]) : NULL;
        st = row_read(draft, fields, table.rows[r].line);
    }
    if (!st && draft->n == 0) st = draft_refuse(draft, 0, "", "the table has no rows");
    return st;
}

/* --- JSON lines --- */

static Status read_object(Draft *draft, const json_t *object, int32_t line)
{
    const char *fields[FIELDS] = {0};
    const char *key;
    json_t *value;
    if (!json_is_object(object))
        return draft_refuse(draft, line, "",
                            "expected an object {\"title\": ...} in every line");
    void *iter = json_object_iter((json_t *)(uintptr_t)object);
    for (; iter; iter = json_object_iter_next((json_t *)(uintptr_t)object, iter)) {
        key = json_object_iter_key(iter);
        value = json_object_iter_value(iter);
        const int field = field_named(key);
        if (field < 0 || json_is_null(value)) continue;
        if (!json_is_string(value))
            return draft_refuse(draft, line, key, "expected a text in quotes");
        if (!fields[field]) fields[field] = json_string_value(value);
    }
    return row_read(draft, fields, line);
}

Status json_lines_read(Draft *draft, const Decoded *in)
{
    Status st = LODE_OK;
    int32_t line = 1;
    for (size_t at = 0; !st && at < in->n; line++) {
        const char *newline = memchr(in->text + at, '\n', in->n - at);
        const size_t n = newline ? (size_t)(newline - in->text) - at : in->n - at;
        if (strspn(in->text + at, " \t\r") < n) {
            json_error_t error;
            json_t *object = json_loadb(in->text + at, n, JSON_REJECT_DUPLICATES, &error);
            st = object
                     ? read_object(draft, object, line)
                     : draft_refuse(draft, line, "", "column %d: %s", error.column, error.text);
            json_decref(object);
        }
        at += n + 1;
    }
    if (!st && draft->n == 0) st = draft_refuse(draft, 0, "", "the file is empty");
    return st;
}
