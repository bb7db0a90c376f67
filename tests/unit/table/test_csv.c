#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "table/csv.h"

/* A table read from a text, and what was said about it. */
typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    CsvTable table;
    Status status;
} Fixture;

static Fixture read_bytes(const char *text, size_t n)
{
    Fixture fx = {.arena = arena_new(0), .diag = diag_new()};
    fx.status = csv_read("t.csv", text, n, fx.arena, fx.diag, &fx.table);
    return fx;
}

static Fixture read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static void close(Fixture *fx)
{
    arena_free(fx->arena);
    diag_free(fx->diag);
}

static const char *said(const Fixture *fx, int32_t i)
{
    static char text[1024];
    if (i >= diag_count(fx->diag)) return "";
    diag_format(diag_message(fx->diag, i), text, sizeof text);
    return text;
}

static void check_refused(const char *text, const char *message)
{
    Fixture fx = read_text(text);
    CHECK_TEXT(said(&fx, 0), message);
    close(&fx);
}

TEST(cells_stand_under_their_headers)
{
    Fixture fx = read_text("id,name,capacity [t/year]\nchina,\"a, \"\"b\"\"\",12\njapan,,\n");
    CHECK_OK(fx.status);
    CHECK_INT(fx.table.n_columns, 3);
    CHECK_INT(fx.table.n_rows, 2);
    CHECK_TEXT(fx.table.heads[2].name, "capacity");
    CHECK_TEXT(fx.table.heads[2].unit, "t/year");
    CHECK(fx.table.heads[0].unit == NULL);
    CHECK_TEXT(csv_cell(&fx.table, 0, 1), "a, \"b\"");
    CHECK_TEXT(csv_cell(&fx.table, 1, 0), "japan");
    CHECK_TEXT(csv_cell(&fx.table, 1, 2), "");
    CHECK_INT(diag_count(fx.diag), 0);
    close(&fx);
}

TEST(marks_comments_blank_lines_and_any_line_ends_are_taken)
{
    Fixture fx =
        read_text("\xEF\xBB\xBF# made by \"hand\nid,name\r\n\r\n  # more\r\na,1\r\n,\r\nb,2");
    CHECK_OK(fx.status);
    CHECK_INT(diag_count(fx.diag), 0);
    CHECK_INT(fx.table.n_rows, 2);
    CHECK_INT(fx.table.rows[0].line, 5);
    CHECK_TEXT(csv_cell(&fx.table, 1, 1), "2");
    close(&fx);
}

TEST(every_cell_knows_its_line_and_character)
{
    int32_t line, column;
    Fixture fx =
        read_text("id,name,x\na,\"two\nlines, here\",  7\n\xE7\xA8\x80\xE5\x9C\x9F,b,8\n");
    csv_place(&fx.table, 0, 0, &line, &column);
    CHECK(line == 2 && column == 1);
    csv_place(&fx.table, 0, 1, &line, &column);
    CHECK(line == 2 && column == 3);
    csv_place(&fx.table, 0, 2, &line, &column);
    CHECK(line == 3 && column == 16);
    csv_place(&fx.table, 1, 1, &line, &column); /* characters, not bytes */
    CHECK(line == 4 && column == 4);
    csv_place(&fx.table, -1, 2, &line, &column);
    CHECK(line == 1 && column == 9);
    CHECK_TEXT(csv_cell(&fx.table, 0, 1), "two\nlines, here");
    close(&fx);
}

TEST(spreadsheets_of_other_countries_are_recognised)
{
    check_refused(
        "id;name\na;1,5\n",
        "t.csv:1:1: columns are separated by ';' here, not by commas; save the file as "
        "'CSV UTF-8 (comma delimited)' with a point in decimal numbers");
    check_refused(
        "id\tname\na\tb\n",
        "t.csv:1:1: columns are separated by a tab here, not by commas; save the file as "
        "'CSV UTF-8 (comma delimited)' with a point in decimal numbers");
    check_refused(
        "sep=;\nid;name\n",
        "t.csv:1:1: columns are separated by a 'sep=' line here, not by commas; save the "
        "file as 'CSV UTF-8 (comma delimited)' with a point in decimal numbers");
    check_refused(
        "id,name\n\xCF\xA1\xCD\xC1,b\n",
        "t.csv:2:2: byte 0xCD is not UTF-8 here; save the file as 'CSV UTF-8' "
        "(spreadsheets write GB18030, Shift-JIS or Latin-1 when asked for plain CSV)");
    check_refused("\xFF\xFEi",
                  "t.csv:1:1: the file is UTF-16 ('Unicode text'); save it as 'CSV UTF-8'");
    check_refused("PK\x03\x04",
                  "t.csv:1:1: the file is a workbook, not text; save it as 'CSV UTF-8'");
}

TEST(rows_of_another_length_are_named_and_left_out)
{
    Fixture fx = read_text("id,name,x\na,b\nc,d,1,5\ne,f,2,,\ng,h,3\n");
    CHECK_OK(fx.status);
    CHECK_INT(diag_count(fx.diag), 2);
    CHECK_TEXT(said(&fx, 0),
               "t.csv:2:1: the row has 2 cells, the header 3: is a comma missing?");
    CHECK_TEXT(
        said(&fx, 1),
        "t.csv:3:1: the row has 4 cells, the header 3: a text with a comma needs quotes, and "
        "numbers neither decimal commas nor thousands separators");
    CHECK_INT(fx.table.n_rows, 2); /* blank cells behind the last column do no harm */
    close(&fx);
}

TEST(a_header_names_each_column_once)
{
    Fixture fx =
        read_text("id,x,x [t],capacity [t/year,\na,1,2,3,\nb,1,2,3,what\nc,1,2,3,is\n");
    CHECK_OK(fx.status);
    CHECK_TEXT(said(&fx, 0), "t.csv:1:6: x: this column is there twice; rename or drop one");
    CHECK_TEXT(said(&fx, 1),
               "t.csv:1:12: capacity [t/year: write a unit as in 'capacity [t/year]', "
               "with ']' at the end");
    CHECK_TEXT(said(&fx, 2),
               "t.csv:3: 'what' stands in column 5, which has no name in the header");
    CHECK_INT(diag_count(fx.diag), 3);
    close(&fx);
}

TEST(reading_goes_on_behind_broken_quotes)
{
    Fixture fx = read_text("id,name\na,b\"c\nd,\"e\"f\ng,h\ni,\"never closed\nj,k\n");
    CHECK_OK(fx.status);
    CHECK_INT(diag_count(fx.diag), 3);
    CHECK_TEXT(
        said(&fx, 0),
        "t.csv:2:1: a quote (\") stands inside a cell; quotes go around the whole cell, right "
        "behind the comma, and inside it each is written twice");
    CHECK_INT(diag_message(fx.diag, 1)->line, 3);
    CHECK_TEXT(said(&fx, 2), "t.csv:5:1: a quote (\") opened in this row is never closed");
    CHECK_INT(fx.table.n_rows, 1);
    CHECK_TEXT(csv_cell(&fx.table, 0, 0), "g");
    close(&fx);
}

TEST(blanks_behind_cells_are_left_out_and_said_once)
{
    Fixture fx = read_text("id, name\nchina ,  x\t\njapan,y \n");
    CHECK_OK(fx.status);
    CHECK_TEXT(csv_cell(&fx.table, 0, 0), "china");
    CHECK_TEXT(csv_cell(&fx.table, 0, 1), "x");
    CHECK_INT(diag_errors(fx.diag), 0);
    CHECK_TEXT(
        said(&fx, 0),
        "t.csv:2: warning: blanks at the end of 3 cells, first in this row, were left out");
    close(&fx);
}

TEST(empty_files_and_headers_alone)
{
    check_refused("", "t.csv:1: the file is empty; write a header row, or delete the file");
    check_refused("# only\n\n",
                  "t.csv:1: the file is empty; write a header row, or delete the file");
    Fixture fx = read_text("id,name\n");
    CHECK_OK(fx.status);
    CHECK_INT(fx.table.n_rows, 0);
    CHECK_INT(diag_count(fx.diag), 0);
    close(&fx);
}

TEST(hostile_sizes_are_refused)
{
    const size_t n = 3 * CSV_ROW_BYTES_MAX;
    char *text = malloc(n);
    CHECK(text != NULL);
    memset(text, ',', n);
    Fixture fx = read_bytes(text, n); /* a million columns */
    CHECK_INT(fx.status, LODE_BAD_INPUT);
    close(&fx);
    memset(text, 'x', n);
    memcpy(text, "id\n\"", 4);
    for (size_t i = 100; i < n; i += 100)
        text[i] = '\n'; /* a quote that swallows the file */
    fx = read_bytes(text, n);
    CHECK_OK(fx.status);
    CHECK_TEXT(said(&fx, 0),
               "t.csv:2:1: the row has more than 1048576 bytes; is a quote (\") not closed?");
    close(&fx);
    memset(text, '\n', n);
    fx = read_bytes(text, n);
    CHECK_INT(fx.status, LODE_BAD_INPUT);
    close(&fx);
    free(text);
}
