#include "cli/calibration.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/grid.h"
#include "metrics/words.h"
#include "model/observed.h"

enum { WORST_FACTS = 20, WORST_MARKETS = 10 };
#define WORTH_TELL 1.0 /* sigma: facts that are off by more are shown */
#define FAR_OFF 3.0

/* ---- words ---- */

void calibration_subject(const Calibration *calibration, const Observation *o, char *buffer,
                         size_t size)
{
    observed_words(calibration->base->model, o, buffer, size);
    const size_t used = strlen(buffer);
    if (o->months == BASE_MONTHS || used + 10 >= size) return;
    buffer[used] = ' ';
    month_format(o->from, buffer + used + 1, size - used - 1);
}

double calibration_amount(const Calibration *calibration, const Observation *o, double per_step)
{
    if (o->kind == OBSERVED_SHARE || o->kind == OBSERVED_PRICE) return per_step;
    return per_step * o->months / calibration->base->net->months;
}

const char *calibration_source(const Calibration *calibration, const Observation *o)
{
    return observed_source(calibration->base->model, o);
}

const char *calibration_status(const Observation *o)
{
    static const char *const words[] = {"", "seen", "memory", "estimate"};
    return words[o->origin.status];
}

/* ---- facts ---- */

static Grid *facts_grid(void)
{
    static const char *const titles[] = {"fact",   "observed", "reconciled", "sigma %", "off",
                                         "weight", "group",    "status",     "source"};
    Grid *grid = grid_new(9, titles);
    for (int column = 1; column < 7; column++)
        grid_right(grid, column);
    return grid;
}

static void put_fact(Grid *grid, const Calibration *c, int32_t i)
{
    char text[256];
    const Fact *fact = &c->facts[i];
    const FactResult *result = &c->year.facts[i];
    const Observation *o = fact->observation;
    calibration_subject(c, o, text, sizeof text);
    grid_text(grid, text);
    grid_number(grid, calibration_amount(c, o, fact->value));
    grid_number(grid, calibration_amount(c, o, result->reconciled));
    grid_format(grid, "%.0f", 100 * observe_sigma(o));
    grid_format(grid, "%+.1f", result->off);
    grid_format(grid, "%.2f", result->weight);
    if (result->group < 0)
        grid_text(grid, "");
    else
        grid_format(grid, "%c", 'A' + result->group % 26);
    grid_text(grid, calibration_status(o));
    grid_text(grid, calibration_source(c, o));
}

/* The fact that is off most among those not shown yet; -1 at the end. */
static int32_t next_worst(const Calibration *c, const bool *shown, double least)
{
    int32_t worst = -1;
    for (int32_t i = 0; i < c->n_facts; i++) {
        const double off = fabs(c->year.facts[i].off);
        if (shown[i] || !(off >= least)) continue;
        if (worst < 0 || off > fabs(c->year.facts[worst].off)) worst = i;
    }
    return worst;
}

static Status print_facts(const Screen *screen, const Calibration *c, bool all)
{
    Grid *grid = facts_grid();
    Arena *arena = arena_new(0);
    bool *shown = ARENA_ARRAY(arena, bool, c->n_facts);
    Status st = grid && shown ? LODE_OK : LODE_NO_MEMORY;
    for (int32_t n = 0; !st && (all || n < WORST_FACTS); n++) {
        const int32_t worst = next_worst(c, shown, all ? 0.0 : WORTH_TELL);
        if (worst < 0) break;
        shown[worst] = true;
        put_fact(grid, c, worst);
    }
    if (!st && grid_rows(grid)) st = grid_print(grid, screen);
    grid_free(grid);
    arena_free(arena);
    return st;
}

static int32_t count_off(const Calibration *c, double sigma)
{
    int32_t n = 0;
    for (int32_t i = 0; i < c->n_facts; i++)
        n += fabs(c->year.facts[i].off) > sigma;
    return n;
}

static void print_groups(const Screen *screen, const Calibration *c)
{
    char text[256];
    for (int32_t g = 0; g < c->year.n_groups; g++) {
        fprintf(screen->out, "%s%c:", g ? "" : "\nCannot be true together\n", 'A' + g % 26);
        for (int32_t i = 0, n = 0; i < c->n_facts; i++) {
            if (c->year.facts[i].group != g) continue;
            calibration_subject(c, c->facts[i].observation, text, sizeof text);
            fprintf(screen->out, "%s %s (%s)", n++ ? ";" : "", text,
                    c->year.facts[i].off > 0 ? "too low" : "too high");
        }
        fputc('\n', screen->out);
    }
}

/* ---- the rest ---- */

static Status print_prices(const Screen *screen, const Calibration *c)
{
    static const char *const titles[] = {"price", "observed", "base year", "sigma %", "off"};
    const Model *model = c->base->model;
    Grid *grid = grid_new(5, titles);
    for (int column = 1; column < 5; column++)
        grid_right(grid, column);
    for (int32_t i = 0; i < model->n_observations; i++) {
        const Observation *o = &model->observations[i];
        char text[256];
        if (o->kind != OBSERVED_PRICE || !observe_is_current(model, o)) continue;
        const int32_t m =
            net_market(c->base->net, o->regions.index[0], o->commodities.index[0]);
        if (m == NET_NONE) continue;
        calibration_subject(c, o, text, sizeof text);
        grid_text(grid, text);
        grid_number(grid, o->value);
        grid_number(grid, c->price[m]);
        grid_format(grid, "%.0f", 100 * observe_sigma(o));
        grid_format(grid, "%+.1f", (c->price[m] / o->value - 1) / observe_sigma(o));
    }
    const Status st = grid && !grid_rows(grid) ? LODE_OK : grid_print(grid, screen);
    if (!st && grid_rows(grid)) fputc('\n', screen->out);
    grid_free(grid);
    return st;
}

static void print_unseen(const Screen *screen, const Calibration *c, bool all)
{
    char name[160];
    const int32_t n = all || c->n_unseen < WORST_MARKETS ? c->n_unseen : WORST_MARKETS;
    fprintf(screen->out, "\nNothing is observed in %d markets, %.0f %% of what moves by value",
            (int)c->n_unseen, 100 * c->unseen_share);
    for (int32_t i = 0; i < n; i++) {
        net_row_name(c->base->net, c->unseen[i].market, name, sizeof name);
        fprintf(screen->out, "%s%s",
                i                 ? ", "
                : n < c->n_unseen ? "; the largest: "
                                  : ": ",
                name);
    }
    fputs(".\n", screen->out);
}

static void print_quality(const Screen *screen, const Calibration *c)
{
    char name[192] = "";
    const Verification *v = &c->verification;
    if (v->quantity > 0) net_col_name(c->base->net, v->worst_col, name, sizeof name);
    fprintf(screen->out,
            "\nThe base year balances to %.1e. The first month reproduces its quantities to "
            "%.1e%s%s%s and its prices to %.1e.\n",
            c->year.balance, v->quantity, *name ? " (" : "", name, *name ? ")" : "", v->price);
    if (c->n_loose)
        fprintf(screen->out,
                "%d activities and flows in use have no rising cost: the base year is one of "
                "several equilibria. Give them a cost_rise or a stickiness.\n",
                (int)c->n_loose);
}

static void print_head(const Screen *screen, const Calibration *c, bool all)
{
    const int32_t far = count_off(c, FAR_OFF);
    fprintf(screen->out, "%d observations of the base year, %d of other times not used.\n",
            (int)c->n_facts, (int)c->n_other);
    if (!c->n_facts) return;
    fprintf(screen->out,
            "Off by more than 3 sigma: %d (%.1f %%). weight: below 1 where a fact far off "
            "counts less (Huber, 2 sigma, one pass).%s\n\n",
            (int)far, 100.0 * far / c->n_facts, all ? "" : " Those off by 1 sigma and more:");
}

Status calibration_print(const Screen *screen, const Calibration *c, bool all)
{
    print_head(screen, c, all);
    Status st = print_facts(screen, c, all);
    if (st) return st;
    print_groups(screen, c);
    fputc('\n', screen->out);
    st = print_prices(screen, c);
    print_unseen(screen, c, all);
    print_quality(screen, c);
    return st;
}
