#include "web/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char mark[] = "@TOKEN@";

static void put_with_token(Answer *answer, const char *bytes, size_t n, const char *token)
{
    const size_t length = sizeof mark - 1;
    size_t from = 0;
    for (size_t i = 0; i + length <= n; i++) {
        if (memcmp(bytes + i, mark, length) != 0) continue;
        text_put(&answer->body, bytes + from, i - from);
        text_put(&answer->body, token, strlen(token));
        from = i + length;
    }
    text_put(&answer->body, bytes + from, n - from);
}

static void read_file(const char *ui_dir, const char *path, Answer *answer, Text *out)
{
    char full[4096], block[8192];
    const int n = snprintf(full, sizeof full, "%s%s", ui_dir, path);
    FILE *file = n > 0 && (size_t)n < sizeof full ? fopen(full, "rb") : NULL;
    if (!file) {
        answer_error(answer, 404, "the folder of --ui-dir lacks this file", path);
        return;
    }
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0)
        text_put(out, block, got);
    if (ferror(file)) out->failed = true;
    fclose(file);
}

static void answer_file(const char *ui_dir, const char *token, const PageFile *file,
                        Answer *answer)
{
    const bool first = file == page_files;
    answer->code = 200;
    answer->type = file->type;
    if (ui_dir) {
        Text bytes = {0};
        read_file(ui_dir, file->path, answer, &bytes);
        if (answer->code == 200 && bytes.n)
            put_with_token(answer, bytes.at, bytes.n, first ? token : mark);
        answer->body.failed |= bytes.failed;
        text_free(&bytes);
    } else if (first) {
        put_with_token(answer, (const char *)file->start, (size_t)(file->end - file->start),
                       token);
    } else {
        answer->fixed = (const char *)file->start;
        answer->n_fixed = (size_t)(file->end - file->start);
        answer->packed = true;
    }
}

void page_answer(const char *ui_dir, const char *token, const char *path, Answer *answer)
{
    const char *wanted = strcmp(path, "/") == 0 ? page_files[0].path : path;
    for (const PageFile *file = page_files; file->path; file++) {
        if (strcmp(file->path, wanted) != 0) continue;
        answer_file(ui_dir, token, file, answer);
        return;
    }
    answer_error(answer, 404, "there is nothing here", "the page is at /, the API at /api/v1/");
}
