#include "web/out.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "metrics/words.h"

/* ---- bytes ---- */

static bool text_make_room(Text *text, size_t more)
{
    if (text->failed) return false;
    if (text->n + more + 1 <= text->room) return true;
    size_t room = text->room ? text->room : 1024;
    while (room < text->n + more + 1)
        room *= 2;
    char *at = realloc(text->at, room);
    if (!at) {
        text->failed = true;
        return false;
    }
    text->at = at;
    text->room = room;
    return true;
}

void text_put(Text *text, const char *bytes, size_t n)
{
    if (!text_make_room(text, n)) return;
    memcpy(text->at + text->n, bytes, n);
    text->n += n;
    text->at[text->n] = '\0';
}

static void text_puts(Text *text, const char *string)
{
    text_put(text, string, strlen(string));
}

void text_say(Text *text, const char *format, ...)
{
    char buffer[512];
    va_list args;
    va_start(args, format);
    const int n = vsnprintf(buffer, sizeof buffer, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof buffer)
        text->failed = true;
    else
        text_put(text, buffer, (size_t)n);
}

void text_free(Text *text)
{
    free(text->at);
    *text = (Text){0};
}

/* What is no UTF-8, such as a parameter that was cut in the middle of a letter: every byte
 * beyond ASCII becomes a question mark. */
static void text_put_damaged(Text *text, const char *string)
{
    text_put(text, "\"", 1);
    for (const char *c = string; *c; c++) {
        const bool plain = *c >= ' ' && *c < 0x7f && *c != '"' && *c != '\\' && *c != '<';
        text_put(text, plain ? c : "?", 1);
    }
    text_put(text, "\"", 1);
}

void text_put_json(Text *text, const char *string)
{
    size_t bad;
    if (!text_is_utf8(string, strlen(string), &bad)) {
        text_put_damaged(text, string);
        return;
    }
    text_put(text, "\"", 1);
    for (const char *c = string; *c; c++) {
        const size_t plain = strcspn(c, "\"\\\b\f\n\r\t\x01\x02\x03\x04\x05\x06\x07\x0b\x0e\x0f"
                                        "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c"
                                        "\x1d\x1e\x1f<");
        text_put(text, c, plain);
        c += plain;
        if (!*c) break;
        if (*c == '"' || *c == '\\')
            text_say(text, "\\%c", *c);
        else
            text_say(text, "\\u%04x", (unsigned)(unsigned char)*c);
    }
    text_put(text, "\"", 1);
}

void text_put_short(Text *text, double value)
{
    if (isfinite(value))
        text_say(text, "%.9g", value);
    else
        text_put(text, "null", 4);
}

static void text_put_cell(Text *text, const char *string)
{
    if (!strpbrk(string, ",\"\r\n")) {
        text_puts(text, string);
        return;
    }
    text_put(text, "\"", 1);
    for (; *string; string++) {
        if (*string == '"') text_put(text, "\"", 1);
        text_put(text, string, 1);
    }
    text_put(text, "\"", 1);
}

/* ---- rows ---- */

void out_open(Out *out, OutForm form)
{
    *out = (Out){.form = form};
    if (form == OUT_JSON) text_puts(&out->body, "{\"schema\":\"lode.api/1\"");
}

static void end_row(Out *out)
{
    if (!out->n_rows) return;
    if (out->form == OUT_JSON) {
        text_puts(&out->body, "}");
        return;
    }
    if (out->n_rows == 1 && !out->long_rows) {
        text_put(&out->body, out->head.at ? out->head.at : "", out->head.n);
        text_puts(&out->body, "\n");
    }
    if (!out->long_rows) {
        text_put(&out->body, out->row.at ? out->row.at : "", out->row.n);
        text_puts(&out->body, "\n");
    }
}

void out_close(Out *out)
{
    end_row(out);
    if (out->form == OUT_JSON) text_puts(&out->body, out->in_rows ? "]}\n" : ",\"rows\":[]}\n");
    out->body.failed |= out->head.failed | out->row.failed;
    text_free(&out->head);
    text_free(&out->row);
}

void out_free(Out *out)
{
    text_free(&out->body);
    text_free(&out->head);
    text_free(&out->row);
}

void out_meta_text(Out *out, const char *key, const char *value)
{
    if (out->form != OUT_JSON) return;
    text_say(&out->body, ",\"%s\":", key);
    if (value && *value)
        text_put_json(&out->body, value);
    else
        text_puts(&out->body, "null");
}

void out_meta_number(Out *out, const char *key, double value)
{
    char buffer[WORDS_SIZE];
    if (out->form != OUT_JSON) return;
    words_exact(value, buffer, sizeof buffer);
    text_say(&out->body, ",\"%s\":%s", key, isfinite(value) ? buffer : "null");
}

void out_meta_json(Out *out, const char *key, const char *json)
{
    if (out->form != OUT_JSON) return;
    text_say(&out->body, ",\"%s\":", key);
    text_puts(&out->body, json);
}

void out_row(Out *out)
{
    end_row(out);
    if (out->form == OUT_JSON) {
        text_puts(&out->body, out->in_rows ? ",\n{" : ",\"rows\":[\n{");
        out->in_rows = true;
    }
    out->row.n = 0;
    out->n_rows++;
    out->first_cell = true;
}

/* Writes what stands before a value, and in CSV the column's name. */
static Text *cell(Out *out, const char *key)
{
    const char *comma = out->first_cell ? "" : ",";
    out->first_cell = false;
    if (out->form == OUT_JSON) {
        text_say(&out->body, "%s\"%s\":", comma, key);
        return &out->body;
    }
    if (out->n_rows == 1) text_say(&out->head, "%s%s", comma, key);
    text_puts(&out->row, comma);
    return &out->row;
}

void out_text(Out *out, const char *key, const char *value)
{
    Text *to = cell(out, key);
    const bool any = value && *value;
    if (out->form == OUT_CSV)
        text_put_cell(to, any ? value : "");
    else if (any)
        text_put_json(to, value);
    else
        text_puts(to, "null");
}

void out_number(Out *out, const char *key, double value)
{
    char buffer[WORDS_SIZE];
    Text *to = cell(out, key);
    words_exact(value, buffer, sizeof buffer);
    if (isfinite(value))
        text_puts(to, buffer);
    else if (out->form == OUT_JSON)
        text_puts(to, "null");
}

void out_flag(Out *out, const char *key, bool value)
{
    text_puts(cell(out, key), value ? "true" : "false");
}

void out_month(Out *out, const char *key, Month month)
{
    char buffer[16] = "";
    if (month != MONTH_NONE) month_format(month, buffer, sizeof buffer);
    out_text(out, key, buffer);
}

void out_json(Out *out, const char *key, const char *json)
{
    Text *to = cell(out, key);
    if (out->form == OUT_CSV)
        text_put_cell(to, json);
    else
        text_puts(to, json);
}

static void series_json(Out *out, const char *key, const double *values, int n)
{
    Text *to = cell(out, key);
    char buffer[WORDS_SIZE];
    text_puts(to, "[");
    for (int i = 0; i < n; i++) {
        words_exact(values[i], buffer, sizeof buffer);
        if (i) text_puts(to, ",");
        text_puts(to, isfinite(values[i]) ? buffer : "null");
    }
    text_puts(to, "]");
}

void out_series(Out *out, const char *key, Month start, int months_per_step,
                const double *values, int n)
{
    if (out->form == OUT_JSON) {
        series_json(out, key, values, n);
        return;
    }
    if (out->n_rows == 1) {
        text_put(&out->body, out->head.at ? out->head.at : "", out->head.n);
        text_puts(&out->body, ",month,value\n");
    }
    out->long_rows = true;
    for (int i = 0; i < n; i++) {
        char month[16], number[WORDS_SIZE];
        month_format(start + i * months_per_step, month, sizeof month);
        words_exact(values[i], number, sizeof number);
        text_put(&out->body, out->row.at ? out->row.at : "", out->row.n);
        text_say(&out->body, ",%s,%s\n", month, isfinite(values[i]) ? number : "");
    }
}
