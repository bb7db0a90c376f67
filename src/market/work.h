/* work.h - inside of MarketWork: the program as the solver's loops want it.
 *
 * Rows are renumbered in elimination order, split in two halves and the top (split.h). Each
 * column belongs to the half whose rows it touches, or, if it touches the top alone, to the one
 * that has less to do. So most of an iteration is twice the same loop over other numbers, on
 * two threads if there is a helper; what both halves add to rows of the top half 1 adds to
 * shadows. Results are the same with and without.
 *
 * The columns of a half are dealt into slots by their number of entries:
 *
 *     slots begin .. pair0 - 1    one entry: demand, stock, disposal, backstop
 *     slots pair0 .. many0 - 1    two entries: routes, simple processes
 *     slots many0 .. end - 1      three and more
 *
 * so that most of A is two flat loops. Each group is padded to a multiple of LANES with dead
 * slots (coefficient 0, fixed), so the loops have no tails. Columns without entries have no
 * slot: each is solved alone. A fixed column or an absent bound is done by zeros and NO_BOUND
 * among the numbers, never by a branch. */
#ifndef LODE_MARKET_WORK_H
#define LODE_MARKET_WORK_H

#include "base/team.h"
#include "market/factor.h"
#include "market/lanes.h"
#include "market/market.h"
#include "market/row_index.h"

/* The distance to a bound that does not exist: its reciprocal acts as zero, and no product of
 * it with a number of a model overflows. */
#define NO_BOUND 1e200

/* Numbers per slot. Distances are stored beside z: computing z - lower would lose them. */
typedef struct Slots {
    /* this month's data */
    double *lower, *upper, *cost, *slope;
    double *live;                       /* 1, or 0 where the column is fixed */
    double *weight_low, *weight_up;     /* of the complementarity targets, 0 without a bound */
    double *unweight_low, *unweight_up; /* their reciprocals, 0 without a bound */
    double *price_scale, *quantity_scale; /* constant: money per unit, units */
    double *price_unscale;                /* constant: 1 / price_scale */
    double *proximal;                     /* least curvature, for free linear columns */
    /* the point */
    double *z, *low, *up;         /* low = z - lower, up = upper - z */
    double *mult_low, *mult_up;   /* multipliers of the bounds */
    double *inv_low, *inv_up;     /* 1 / low, 1 / up */
    double *marginal, *curvature; /* phi', phi'' (of a demand, sometimes a chord's slope) */
    double *gap;   /* phi' - (a'p - duty), which mult_low - mult_up should equal */
    double *theta; /* 1 / (phi'' + mult_low/low + mult_up/up) */
    /* the step */
    double *gain;                   /* a'p - duty of the prices, then of their step */
    double *dz, *dlow, *dup;        /* of z and of the two multipliers */
    double *target_low, *target_up; /* complementarity products aimed at */
    double *push;                   /* theta times the right side of the slot's own equation */
} Slots;

/* Numbers per row, in elimination order, with room for the shadow of the top; slack belongs to
 * limit rows alone. */
typedef struct Rows {
    double *price_scale, *price_unscale, *quantity_scale; /* constant; unscale = 1 / scale */
    double *hold;    /* positive where the price is held: nothing can move, or no limit */
    double *regular; /* added to the diagonal of A theta A' */
    double *rhs;
    double *price, *slack;
    double *residual, *turnover;
    double *pushed;        /* A push */
    double *aim;           /* of limit rows in force: target/price - slack; 0 elsewhere */
    double *step, *dslack; /* of price and slack */
} Rows;

/* Demand curves, half by half, with what does not change within a month worked out. */
typedef struct Demands {
    int32_t n;               /* places */
    int32_t *number, *place; /* in the program of each here, and its inverse */
    int32_t *slot;           /* PROGRAM_NONE for a demand without entries */
    double *inv_scale, *power, *choke, *choke_quantity; /* P(q) = (q inv_scale)^power */
    double *inv_power;                                  /* 1 / power, or 0 */
    double *choke_share;   /* choke to the power of inv_power, kept as long as both stay */
    double *share, *price; /* of the last iterate: q inv_scale, and that to the power */
    /* demands that are not where the other conditions want them: which; what they would pay
     * there; that up to the choke; inv_power */
    int32_t *off;
    double *bid, *base, *exponent;
} Demands;

/* Room for the columns of one market side by side (relax.c): as many as the longest row has,
 * and LANES. */
typedef struct OneMarket {
    int32_t n, n_demands; /* n is a multiple of LANES */
    double fixed;         /* what comes and goes whatever the price */
    double *coef, *gap, *slope, *lower, *upper, *push_low, *push_up, *reach;
    int32_t *demand;
    double *bid, *bid_coef, *inv_power; /* of demands: what they bid at the price now */
    double *price, *base, *share;       /* at another; where the curve is asked; its answer */
} OneMarket;

enum { KRYLOV_MOST = 40 };

/* Room for GMRES; only programs with duties have it. */
typedef struct Krylov {
    double *basis[KRYLOV_MOST + 1]; /* n_room each */
    double hessenberg[KRYLOV_MOST][KRYLOV_MOST + 1], side[KRYLOV_MOST + 1];
    double cosine[KRYLOV_MOST], sine[KRYLOV_MOST];
} Krylov;

/* What a work was laid out for: all that does not change with the month. */
typedef struct Pattern {
    int32_t n_markets, demand0, n_demands;
    int32_t *col_start, *row, *duty_row;
    double *coef, *row_price, *row_quantity;
} Pattern;

/* The columns of one half; on lines of the cache that the other's thread does not write to. */
typedef struct Half {
    _Alignas(CACHE_LINE) int32_t begin, pair0, many0, end; /* its slots */
    int32_t demand0, demand_end;
    /* of the month: duties begin .. duty_end - 1, complementarity products, crossed bounds */
    int32_t duty_end, n_bounds;
    bool is_crossed;
    int32_t *single_row; /* pair0 - begin; rows as split_place has them, here and below */
    double *single_coef;
    int32_t *pair_row; /* 2 (many0 - pair0) */
    double *pair_coef;
    int32_t *pair_place; /* many0 - pair0: where the product of the two goes in the factor */
    int32_t *many_start; /* end - many0 + 1 */
    int32_t *many_row;   /* rising within a slot */
    double *many_coef;
    int32_t *many_place; /* of all products below the diagonal, slot by slot */
    OneMarket one;
} Half;

struct MarketWork {
    Arena *arena;
    Helper *helper; /* NULL: none, or nothing is split */
    int32_t n_cols, n_rows;
    int32_t n_places, n_room; /* of rows, and with the shadow */
    Pattern pattern;

    int32_t n_slots;
    int32_t *col; /* n_slots; PROGRAM_NONE in dead slots */
    Half half[N_HALVES];

    RowIndex by_row;  /* in the program's own order */
    int32_t *slot_of; /* n_cols: each column's slot; PROGRAM_NONE without entries */
    bool *stale;      /* n_rows: quotes to be made again (quote.c) */

    int32_t n_empty;
    int32_t *empty_col;              /* columns without entries */
    int32_t n_duties;                /* of this month */
    int32_t *duty_slot, *duty_place; /* n_slots, of which each half uses its first */
    double *duty;

    int32_t *row_of;   /* n_places: the program's row there; PROGRAM_NONE between parts */
    int32_t *place_of; /* n_rows: its inverse */
    int32_t n_limits, n_limit_rows;
    int32_t *limit_row; /* n_limit_rows: places of the limit rows, rising */
    int32_t *limit;     /* the same: n_limits in force this month, then the rest, both rising */
    double *limit_target; /* n_limits: complementarity products aimed at */
    int32_t n_bounds;     /* complementarity products of this month, limit rows' included */
    bool is_stuck; /* bounds are crossed, or a row that no column can move does not balance */

    Slots slots;
    Rows rows;
    Demands demands;
    Krylov *krylov; /* NULL where no column can pay a duty */
    Factor factor;
};

/* This month's numbers into the slots and rows. */
void work_load(MarketWork *work, const Program *program);

/* z and prices back into the program's own order. False if a column without entries grows for
 * ever. */
bool work_unload(const MarketWork *work, const Program *program, MarketSolution *sol);

/* Shadows of the top := what their rows hold, before a half reads them; the other way round:
 * what half 1 has added to shadows is added to their rows. */
void work_repeat_top(const MarketWork *work, double *v);
void work_add_shadow(const MarketWork *work, double *v);

/* Of a half's slots: gain := A' price, less the duties on it. */
void work_gain(const MarketWork *work, int half, const double *price, double *gain);

/* sum := sum + A v over a half's slots */
void work_add_rows(const MarketWork *work, int half, const double *v, double *sum);

/* sum := sum + v a_j for one slot */
void work_add_column(const MarketWork *work, int32_t slot, double v, double *sum);

/* sum := sum + |A| |v| / 2 over a half's slots */
void work_add_turnover(const MarketWork *work, int half, const double *v, double *sum);

/* What a half adds to is set to zero, the shadow's rows or the top's included. */
void work_clear_rows(const MarketWork *work, int half, double *v);

/* Sets what is added to the diagonal: this share of quantity scale over price scale, and more
 * on rows whose price is held. */
void work_regularise(MarketWork *work, double share);

/* Where slots and rows are, summed over a half's columns, in one pass:
 *     residual := A z - rhs
 *     pushed   := A push
 *     factor   := A theta A' + regular, not yet factored */
void work_assemble(MarketWork *work, int half);

/* After both: limit rows' slack is taken off their residual (0 on those not in force), and
 * slack/price added to the factor. */
void work_assemble_limits(MarketWork *work);

/* Of the rows a half reaches, each with what it has added there itself:
 *     step := pushed - residual + aim,    price := price + length step */
void work_right_side(MarketWork *work, int half);
void work_move_prices(MarketWork *work, int half, double length);

#endif
