/* Pictures made of characters. */
#include "support/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/spark.h"

TEST(a_spark_has_a_block_for_each_value_from_zero_to_the_highest)
{
    char text[64];
    spark_line((const double[]){0, 4, 8, NAN, 2}, 5, text, sizeof text);
    CHECK_TEXT(text, "\u2581\u2585\u2588 \u2583");
    spark_line((const double[]){0, 0}, 2, text, sizeof text);
    CHECK_TEXT(text, "\u2581\u2581");
    spark_line((const double[]){-4, 4}, 2, text, sizeof text); /* below zero: from the lowest */
    CHECK_TEXT(text, "\u2581\u2588");
}

TEST(a_spark_keeps_to_its_buffer)
{
    char text[8];
    spark_line((const double[]){1, 1, 1, 1}, 4, text, sizeof text);
    CHECK_INT(strlen(text), 6); /* two blocks of three bytes; a third would fill it */
}

/* Two values a column, four dots a row: a rising line of 16 values over 8 columns and 1 row
 * begins at the lowest dot of the first column and ends at the highest of the last. */
TEST(a_chart_draws_its_line_from_corner_to_corner)
{
    double values[16];
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    for (int i = 0; i < 16; i++)
        values[i] = i;
    const SparkChart chart = {.title = "rise",
                              .values = values,
                              .n = 16,
                              .rows = 1,
                              .columns = 8,
                              .low = 0,
                              .high = 15,
                              .first = "a",
                              .last = "b"};
    spark_chart(out, &chart);
    fclose(out);
    CHECK(strstr(text, "rise\n") == text);
    const char *line = strstr(text, "\u2502");
    CHECK(line != NULL);
    line += strlen("\u2502");
    CHECK(memcmp(line, "\u28c0", 3) == 0);         /* dots 7 and 8: the lowest of both */
    CHECK(memcmp(line + 3 * 7, "\u2809", 3) == 0); /* dots 1 and 4: the highest of both */
    CHECK(line[3 * 8] == '\n');
    free(text);
}
