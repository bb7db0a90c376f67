#include "cli/spark.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "metrics/words.h"

enum { LEVELS = 8, DOTS_DOWN = 4, DOTS_ACROSS = 2, COLUMNS_MAX = 120, ROWS_MAX = 24 };

void spark_line(const double *values, int n, char *buffer, size_t size)
{
    double low = 0, high = 0;
    size_t at = 0;
    for (int i = 0; i < n; i++) {
        if (isnan(values[i])) continue;
        low = fmin(low, values[i]);
        high = fmax(high, values[i]);
    }
    for (int i = 0; i < n && at + 4 <= size; i++) {
        if (isnan(values[i])) {
            buffer[at++] = ' ';
            continue;
        }
        const double part = high > low ? (values[i] - low) / (high - low) : 0;
        const int level = (int)fmin(LEVELS - 1, floor(part * LEVELS));
        const unsigned char block[3] = {0xe2, 0x96,
                                        (unsigned char)(0x81 + level)}; /* U+2581.. */
        memcpy(buffer + at, block, sizeof block);
        at += sizeof block;
    }
    buffer[at] = '\0';
}

/* ---- braille: a cell is 2 x 4 dots, U+2800 and a bit for each ---- */

typedef struct Canvas {
    uint8_t cell[ROWS_MAX][COLUMNS_MAX];
    int rows, columns;
} Canvas;

static void set_dot(Canvas *canvas, int x, int y)
{
    static const uint8_t bits[DOTS_DOWN][DOTS_ACROSS] = {
        {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    canvas->cell[y / DOTS_DOWN][x / DOTS_ACROSS] |= bits[y % DOTS_DOWN][x % DOTS_ACROSS];
}

/* The value at a dot of the canvas: values are spread over its width. */
static double value_at(const SparkChart *chart, int x, int width)
{
    const int i = (int)((double)x * (chart->n - 1) / (width > 1 ? width - 1 : 1) + 0.5);
    return chart->values[i];
}

static int dot_row(const SparkChart *chart, double value, int height)
{
    const double part = (value - chart->low) / (chart->high - chart->low);
    return (int)((1 - fmin(1, fmax(0, part))) * (height - 1) + 0.5);
}

/* Dots of one column, and those that join it to the one before. */
static void draw(const SparkChart *chart, Canvas *canvas)
{
    const int width = canvas->columns * DOTS_ACROSS, height = canvas->rows * DOTS_DOWN;
    int before = -1;
    for (int x = 0; x < width; x++) {
        const double value = value_at(chart, x, width);
        if (isnan(value)) {
            before = -1;
            continue;
        }
        const int y = dot_row(chart, value, height);
        const int step = before < 0 ? 0 : before < y ? -1 : 1;
        for (int dot = y; before >= 0 && dot != before; dot += step)
            set_dot(canvas, x, dot);
        set_dot(canvas, x, y);
        before = y;
    }
}

static void print_row(FILE *out, const SparkChart *chart, const Canvas *canvas, int row)
{
    char mark[WORDS_SIZE] = "";
    if (row == 0) words_rounded(chart->high, 3, mark, sizeof mark);
    if (row == canvas->rows - 1) words_rounded(chart->low, 3, mark, sizeof mark);
    fprintf(out, "%10s \u2502", mark);
    for (int column = 0; column < canvas->columns; column++) {
        const uint8_t bits = canvas->cell[row][column];
        const unsigned char text[3] = {0xe2, (unsigned char)(0xa0 | bits >> 6),
                                       (unsigned char)(0x80 | (bits & 0x3f))};
        fwrite(text, 1, sizeof text, out);
    }
    fputc('\n', out);
}

void spark_chart(FILE *out, const SparkChart *chart)
{
    Canvas canvas = {.rows = chart->rows < ROWS_MAX ? chart->rows : ROWS_MAX};
    const int wanted = (chart->n + 1) / DOTS_ACROSS;
    const int most = chart->columns < COLUMNS_MAX ? chart->columns : COLUMNS_MAX;
    canvas.columns = wanted < most ? wanted : most;
    if (canvas.columns < 8) canvas.columns = 8;
    if (!(chart->high > chart->low) || chart->n < 2) return;
    draw(chart, &canvas);
    if (*chart->title) fprintf(out, "%s\n", chart->title);
    for (int row = 0; row < canvas.rows; row++)
        print_row(out, chart, &canvas, row);
    const int gap = canvas.columns - (int)strlen(chart->first);
    fprintf(out, "%12s%s%*s\n", "", chart->first, gap > 0 ? gap : 1, chart->last);
}
