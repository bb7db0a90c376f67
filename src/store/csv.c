#include "store/csv.h"

#include <string.h>

#include "metrics/words.h"

void csv_write_cell(FILE *file, const char *text, bool last)
{
    if (strpbrk(text, ",\"\r\n")) {
        fputc('"', file);
        for (const char *c = text; *c; c++) {
            if (*c == '"') fputc('"', file);
            fputc(*c, file);
        }
        fputc('"', file);
    } else {
        fputs(text, file);
    }
    fputc(last ? '\n' : ',', file);
}

void csv_write_number(FILE *file, double value, bool last)
{
    char text[WORDS_SIZE];
    words_exact(value, text, sizeof text);
    csv_write_cell(file, text, last);
}
