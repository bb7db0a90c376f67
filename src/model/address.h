/* address.h - a cell of a model folder by name, said once for the command line, ensembles,
 * sliders and audits:
 *     TABLE[KEY].COLUMN
 *     facilities[cn-bayan-obo].capacity       the row's id
 *     routes[ndpr-oxide/china/japan].freight  or the cells of its key columns, joined by '/'
 *     costs[process=smelt/region=china].cost  or COLUMN=CELL pairs that single it out
 *     costs[:12].cost                         or its line in the file
 * TABLE is the file without folder and ending. Key columns are the table's key, or where it has
 * none (wildcards may overlap) the columns that say what the row is about; those that the file
 * does not have are left out, and so may be the last ones. In a shell that reads brackets,
 * facilities.cn-bayan-obo.capacity says the same. */
#ifndef LODE_MODEL_ADDRESS_H
#define LODE_MODEL_ADDRESS_H

#include "base/diag.h"
#include "base/status.h"
#include "table/csv.h"
#include "table/files.h"

enum { ADDRESS_KEYS_MAX = 8 };

typedef struct Address {
    const char *asked;                /* for messages: what the user wrote */
    const char *table, *key, *column; /* column: "" = the whole row */
} Address;

/* Splits a text; its parts are copied. LODE_USAGE, with words in diag: it has another form. */
Status address_parse(const char *text, Arena *arena, Diag *diag, Address *out);

/* Rows of a table, which is read on its own. */
typedef struct AddressRows {
    int32_t table;  /* TableId (draft.h) */
    CsvTable csv;   /* in the arena of the call */
    int32_t column; /* of csv; -1 when none was asked for */
    const int32_t *rows;
    int32_t n;
} AddressRows;

/* The rows that the key fits, in the order of the file. LODE_USAGE, with the nearest name in
 * diag, when there is no such table, column or row; what is wrong with the file goes to diag,
 * too. */
Status address_find(const Files *files, const Address *address, Arena *arena, Diag *diag,
                    AddressRows *out);

/* The key columns of a table as positions in the file; returns how many. */
int address_key(int32_t table, const CsvTable *csv, int32_t key[ADDRESS_KEYS_MAX]);

/* The id of the table called `name`, or -1; and its name, such as "facilities". */
int32_t address_table(const char *name);
void address_table_name(int32_t table, char *out, size_t size);

/* The row's own address "TABLE[KEY]" in its shortest form; by line where the key does not
 * single it out. */
void address_of_row(int32_t table, const CsvTable *csv, int32_t row, char *out, size_t size);

#endif
