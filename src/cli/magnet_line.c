/* `lode magnet line`: what production lines make, and how long their customers wait. */
#include "cli/grid.h"
#include "cli/json.h"
#include "cli/magnet.h"
#include "model/lines.h"

static const double SECONDS_PER_MONTH = 30.4375 * 24 * 3600, DAYS_PER_YEAR = 365.25,
                    G_PER_T = 1e6;
enum { MONTHS_PER_YEAR = 12, HORIZON = 24, STEP = 12 };

/* The order book asked about, t and t per month. */
typedef struct Book {
    double open, orders;
} Book;

/* A number between 0 (excluded unless it may be) and `most`. */
static Status read_within(const MagnetDesk *desk, const char *option, double given, double most,
                          bool may_be_0, double *out)
{
    Status st = magnet_number(desk, option, given, out);
    if (st) return st;
    if (*out <= most && (may_be_0 ? *out >= 0 : *out > 0)) return LODE_OK;
    screen_error(desk->screen, "--%s is %s and at most %g, not %g", option,
                 may_be_0 ? "not below 0" : "above 0", most, *out);
    return LODE_USAGE;
}

static Status read_lines(const MagnetDesk *desk, Lines *out, Book *book)
{
    double takt, mass, hours, days, uptime, yield, orders;
    if (!args_text(desk->args, "takt") || !args_text(desk->args, "mass")) {
        screen_error(desk->screen,
                     "a line needs --takt (s per piece) and --mass (g per piece)");
        return LODE_USAGE;
    }
    Status st = read_within(desk, "takt", 0, 1e9, false, &takt);
    if (!st) st = read_within(desk, "mass", 0, 1e9, false, &mass);
    if (!st) st = read_within(desk, "lines", 1, 1e9, false, &out->lines);
    if (!st) st = read_within(desk, "hours", 24, 24, false, &hours);
    if (!st) st = read_within(desk, "days", DAYS_PER_YEAR, DAYS_PER_YEAR, false, &days);
    if (!st) st = read_within(desk, "uptime", 100, 100, false, &uptime);
    if (!st) st = read_within(desk, "yield", 100, 100, false, &yield);
    if (!st) st = read_within(desk, "book", 0, 1e12, true, &book->open);
    if (!st) st = read_within(desk, "orders", 0, 1e12, true, &orders);
    if (st) return st;
    out->takt = takt / SECONDS_PER_MONTH;
    out->mass = mass / G_PER_T;
    out->hours = hours / 24;
    out->days = days / DAYS_PER_YEAR;
    out->uptime = uptime / 100;
    out->yield = yield / 100;
    book->orders = orders / MONTHS_PER_YEAR;
    return LODE_OK;
}

static Status print_table(const MagnetDesk *desk, const Lines *lines, const Book *book)
{
    static const char *const titles[] = {"after [month]", "order book [t]",
                                         "backlog and lead time [month]"};
    const bool csv = args_has(desk->args, "csv");
    const double output = lines_output(lines);
    Grid *grid = grid_new(3, titles);
    for (int c = 0; c < 3; c++)
        grid_right(grid, c);
    for (int t = 0; t <= HORIZON; t += STEP) {
        const double open = lines_book_after(book->open, book->orders, output, t);
        grid_format(grid, "%.0f", (double)t);
        grid_format(grid, "%.1f", open);
        grid_format(grid, "%.1f", lines_backlog(open, output));
    }
    if (!csv)
        fprintf(desk->screen->out, "%.0f pieces a year, %.2f t a year\n",
                MONTHS_PER_YEAR * lines_pieces(lines), MONTHS_PER_YEAR * output);
    const bool orders = book->open > 0 || book->orders > 0;
    Status st = LODE_OK;
    if (csv)
        st = grid_print_csv(grid, desk->screen);
    else if (orders)
        st = grid_print(grid, desk->screen);
    grid_free(grid);
    return st;
}

static Status print_json(const MagnetDesk *desk, const Lines *lines, const Book *book)
{
    const double output = lines_output(lines);
    json_t *object = json_object(), *list = json_array();
    json_put(object, "pieces_per_year", json_number(MONTHS_PER_YEAR * lines_pieces(lines)));
    json_put(object, "t_per_year", json_number(MONTHS_PER_YEAR * output));
    for (int t = 0; t <= HORIZON; t += STEP) {
        const double open = lines_book_after(book->open, book->orders, output, t);
        json_t *row = json_object();
        json_put(row, "after_months", json_integer(t));
        json_put(row, "book_t", json_number(open));
        json_put(row, "backlog_months", json_number(lines_backlog(open, output)));
        json_array_append_new(list, row);
    }
    json_put(object, "order_book", list);
    return json_print(desk->screen, object);
}

Status magnet_print_lines(const MagnetDesk *desk)
{
    Lines lines;
    Book book;
    const Status st = read_lines(desk, &lines, &book);
    if (st) return st;
    return args_has(desk->args, "json") ? print_json(desk, &lines, &book)
                                        : print_table(desk, &lines, &book);
}
