/* name.c - rows and columns of a net in words, for messages. */
#include <stdio.h>

#include "net/net.h"

void net_row_name(const Net *net, int32_t row, char *buffer, size_t size)
{
    if (row >= net->n_markets) {
        snprintf(buffer, size, "limit '%s'", net->limits[row - net->n_markets].id);
        return;
    }
    snprintf(buffer, size, "%s in %s", net->model->commodities[net->market_commodity[row]].id,
             net->model->regions[net->market_region[row]].id);
}

static void name_market_col(const Net *net, const char *what, int32_t market, char *buffer,
                            size_t size)
{
    char name[160];
    net_row_name(net, market, name, sizeof name);
    snprintf(buffer, size, "%s of %s", what, name);
}

static void name_demand_col(const Net *net, int32_t col, char *buffer, size_t size)
{
    for (int32_t d = 0; d < net->model->n_demands; d++)
        if (net->demand_col[d] == col)
            snprintf(buffer, size, "demand %s", net->model->demands[d].id);
}

void net_col_name(const Net *net, int32_t col, char *buffer, size_t size)
{
    const Model *model = net->model;
    if (col < net->route0) {
        snprintf(buffer, size, "facility %s", model->facilities[col].id);
    } else if (col < net->linear0) {
        const Route *route = &model->routes[col - net->route0];
        snprintf(buffer, size, "route %s -> %s of %s", model->regions[route->from].id,
                 model->regions[route->to].id, model->commodities[route->commodity].id);
    } else if (col < net->stock0 || col >= net->curve0) {
        name_demand_col(net, col, buffer, size);
    } else if (col < net->disposal0) {
        name_market_col(net, "stock", net->stock_market[col - net->stock0], buffer, size);
    } else if (col < net->backstop0) {
        name_market_col(net, "disposal", col - net->disposal0, buffer, size);
    } else if (col < net->order0) {
        name_market_col(net, "backstop", col - net->backstop0, buffer, size);
    } else {
        const int32_t o = col - net->order0;
        name_market_col(net, net->order_sign[o] < 0 ? "purchase" : "release",
                        net->order_market[o], buffer, size);
    }
}
