/* Order books: their columns, and what must be true of the model for one. */
#include <math.h>

#include "model/build.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define LONGEST 1200 /* months */

static const Column book_columns[] = {
    COLUMN_REF(OrderBook, facility, TARGET_FACILITY, true, "whose orders they are"),
    {.name = "goods",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(OrderBook, goods),
     .target = TARGET_COMMODITY,
     .joined = true,
     .required = true,
     .doc = "whose users place them: as their needs grow, anywhere, so do the orders"},
    COLUMN_NUMBER_NEEDED(OrderBook, backlog, QUANTITY_TIME, 0, LONGEST,
                         "months of work on order at the start"),
    COLUMN_NUMBER(OrderBook, ahead, QUANTITY_TIME, NAN, 0, LONGEST,
                  "how long before they want it users order; blank = the backlog"),
    COLUMN_NUMBER_OR(OrderBook, patience, QUANTITY_TIME, INFINITY, 0, LONGEST, "none", INFINITY,
                     "longest time that they wait; blank = for ever"),
};

static void check_book(Draft *draft, void *row, bool bad)
{
    OrderBook *book = row;
    if (isnan(book->ahead)) book->ahead = book->backlog;
    if (bad) return;
    if (book->patience < book->ahead)
        row_error(
            &draft->reading, &book->origin.place, "patience",
            "users order %.6g months ahead, so they wait that long; give at least as much",
            book->ahead);
}

const TableKind table_orders = {
    .file = "tables/orders.csv",
    .columns = book_columns,
    .n_columns = COUNT(book_columns),
    .row_size = sizeof(OrderBook),
    .origin = offsetof(OrderBook, origin),
    .sourced = true,
    .key = "facility",
    .check = check_book,
};

/* --- against the rest of the model --- */

static bool is_asked_for(const Model *model, const IndexSet *goods)
{
    for (int32_t d = 0; d < model->n_demands; d++)
        for (int32_t i = 0; i < goods->n; i++)
            if (model->demands[d].commodity == goods->index[i]) return true;
    return false;
}

Status build_books(Draft *draft)
{
    Model *model = draft->model;
    const RowList *list = &draft->rows[TABLE_ORDERS];
    const OrderBook *books = list->items;
    model->books = books;
    model->n_books = list->n;
    for (int32_t i = 0; i < list->n; i++) {
        if (list->bad[i]) continue;
        if (!is_asked_for(model, &books[i].goods))
            row_error(&draft->reading, &books[i].origin.place, "goods",
                      "no demand of demands.csv is for any of them, so nobody orders");
        if (books[i].facility < model->n_facilities &&
            model->facilities[books[i].facility].expansion != MODEL_NONE)
            row_error(&draft->reading, &books[i].origin.place, "facility",
                      "an option of expansions.csv has no orders; they belong to a facility of "
                      "facilities.csv");
    }
    return LODE_OK;
}
