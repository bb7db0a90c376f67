/* magnet.h - what the verbs of `lode magnet` share. Private to cli/. */
#ifndef LODE_CLI_MAGNET_H
#define LODE_CLI_MAGNET_H

#include "cli/args.h"
#include "magnet/design.h"

typedef struct MagnetDesk {
    const Screen *screen;
    const Args *args;
    Arena *arena;
    MagnetData data;
    MagnetPrices prices;
    const char *priced; /* in words: where the prices are from */
} MagnetDesk;

/* data/magnets of this program, in the arena. LODE_IO after a message when it is not found. */
Status magnet_read_shipped(const Screen *screen, Arena *arena, MagnetData *out);

/* An option's number; `given` when it is absent. LODE_USAGE when it is none. */
Status magnet_number(const MagnetDesk *desk, const char *option, double given, double *out);

/* What the options ask for: --family, --hcj, --br, --temp, --hcj-hot, --thickness, --permeance,
 * --applied. */
Status magnet_read_want(const MagnetDesk *desk, MagnetWant *want);

/* Prices of the tables, of a results file (--prices), and --set-price. */
Status magnet_read_prices(MagnetDesk *desk);

/* The verbs. */
Status magnet_print_designs(const MagnetDesk *desk);
Status magnet_print_curves(const MagnetDesk *desk);
Status magnet_print_grades(const MagnetDesk *desk);
Status magnet_print_lines(const MagnetDesk *desk);

/* Says why a wish cannot be met: LODE_BAD_INPUT or LODE_NEGATIVE. */
Status magnet_refused(const MagnetDesk *desk, Status st, const MagnetWhy *why);

#endif
