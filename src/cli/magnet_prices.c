#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/load.h"
#include "cli/magnet.h"
#include "web/oxides.h"

enum { ID_SIZE = 32 };

static Status price_steps(const MagnetDesk *desk, const Record *r, Steps *steps, Diag *diag)
{
    Month month;
    Status st = load_month(desk->screen, desk->args, "month", &month);
    *steps = record_steps(r);
    if (!st && month != MONTH_NONE) st = metric_steps(r, month, 1, diag, steps);
    return st;
}

static Status take_prices(MagnetDesk *desk, const Record *r, Diag *diag)
{
    const char *region = args_text(desk->args, "region");
    Steps steps;
    Status st = price_steps(desk, r, &steps, diag);
    if (!region) region = "china";
    if (st || oxides_price(&desk->data, r, region, steps, &desk->prices)) return st;
    screen_error(desk->screen, "the run has no prices of rare earths in '%s'", region);
    return LODE_NEGATIVE;
}

static Status prices_of_run(MagnetDesk *desk, const char *path)
{
    Store *store = NULL;
    Record *record = NULL;
    Diag *diag = diag_new();
    if (!diag) return LODE_NO_MEMORY;
    Status st = load_store(desk->screen, path, &store);
    if (!st) st = load_run(desk->screen, store, args_text(desk->args, "run"), &record);
    if (!st) st = take_prices(desk, record, diag);
    load_tell(desk->screen, diag);
    record_free(record);
    store_close(store);
    diag_free(diag);
    return st;
}

/* "dy=x4" multiplies the metal's price, "dy=900" is a price of oxide in USD/kg. */
static Status set_price(MagnetDesk *desk, const char *text)
{
    char id[ID_SIZE];
    const char *equal = strchr(text, '=');
    const size_t n = equal ? (size_t)(equal - text) : 0;
    double value;
    if (!n || n >= sizeof id || !text_number(equal + 1 + (equal[1] == 'x'), &value) ||
        !(value > 0)) {
        screen_error(desk->screen, "--price is ELEMENT=USD/KG or ELEMENT=xFACTOR, not '%s'",
                     text);
        return LODE_USAGE;
    }
    snprintf(id, sizeof id, "%.*s", (int)n, text);
    for (int e = 0; e < MAGNET_ELEMENTS; e++) {
        if (strcmp(desk->data.elements[e].id, id) != 0) continue;
        double *metal = &desk->prices.metal[e];
        *metal = equal[1] == 'x' ? *metal * value
                                 : magnet_price_of_metal(&desk->data, (MagnetElement)e, value);
        return LODE_OK;
    }
    screen_error(desk->screen,
                 "no element '%s'; they are la, ce, pr, nd, ho, dy, tb, co, ga, fe", id);
    return LODE_USAGE;
}

Status magnet_read_prices(MagnetDesk *desk)
{
    const char *path = args_text(desk->args, "prices");
    const char **given = ARENA_ARRAY(desk->arena, const char *, desk->args->n_values + 1);
    if (!given) return LODE_NO_MEMORY;
    desk->prices = magnet_prices_usual(&desk->data);
    desk->priced = path ? path : "prices of 2024";
    Status st = path ? prices_of_run(desk, path) : LODE_OK;
    const int n = args_all(desk->args, "price", given);
    for (int i = 0; !st && i < n; i++)
        st = set_price(desk, given[i]);
    return st;
}
