#include "model/lines.h"

#include <math.h>

double lines_pieces(const Lines *lines)
{
    const double running = lines->hours * lines->days * lines->uptime; /* share of all time */
    return lines->lines * running * lines->yield / lines->takt;
}

double lines_output(const Lines *lines)
{
    return lines_pieces(lines) * lines->mass;
}

double lines_backlog(double book, double output)
{
    return book > 0 ? book / output : 0;
}

double lines_book_after(double book, double orders, double output, double months)
{
    return fmax(0, book + (orders - output) * months);
}
