#include "market/factor.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "market/lanes.h"

/* A pivot below this share of its diagonal entry is rounding: some thirty additions of terms as
 * large as the diagonal have cancelled to it. */
static const double pivot_skip = 1e-15;

/* Panels up to this width are updated column by column: packing would cost more than it saves.
 */
enum { NARROW = 4 };

/* ---- the numbers ---- */

static int32_t lanes_from(int32_t i)
{
    return i / DENSE_LANES * DENSE_LANES;
}

/* Takes the columns before `col` of the panel from columns col .. col + n_cols - 1:
 *     A_c := A_c - sum_k L_k d_k L_ck */
static void panel_subtract(const Factor *factor, const FactorRoom *room, const Panel *panel,
                           int32_t col, int32_t n_cols)
{
    const int32_t stride = panel->stride;
    double *packed = room->packed;
    for (int32_t k = 0; k < col; k++) {
        const double d = factor->pivot[panel->first + k];
        const double *source = panel->value + (size_t)k * (size_t)stride + col;
        for (int32_t c = 0; c < DENSE_COLS; c++)
            *packed++ = c < n_cols ? d * source[c] : 0.0;
    }
    const int32_t top = lanes_from(col), n = stride - top;
    double *out = panel->value + (size_t)col * (size_t)stride + top;
    if (n_cols == DENSE_COLS) {
        factor->update(n, col, panel->value + top, stride, room->packed, out, stride, false);
        return;
    }
    factor->update(n, col, panel->value + top, stride, room->packed, room->block, n, true);
    for (int32_t c = 0; c < n_cols; c++)
        for (int32_t i = 0; i < n; i++)
            out[(size_t)c * (size_t)stride + (size_t)i] +=
                room->block[(size_t)c * (size_t)n + (size_t)i];
}

/* Eliminates columns col .. col + n_cols - 1, which feel nothing but each other any more. */
FOR_EACH_PROCESSOR
static int32_t panel_finish(const Factor *factor, const Panel *panel, int32_t col,
                            int32_t n_cols)
{
    const int32_t stride = panel->stride;
    int32_t n_skipped = 0;
    for (int32_t c = col; c < col + n_cols; c++) {
        double *to = panel->value + (ptrdiff_t)c * stride;
        for (int32_t k = col; k < c; k++) {
            const double *from = panel->value + (ptrdiff_t)k * stride;
            const double times = from[c] * factor->pivot[panel->first + k];
            for (int32_t i = lanes_from(c); i < stride; i += LANES)
                AT(to, i) -= CONST_AT(from, i) * times;
        }
        const int32_t j = panel->first + c;
        const bool eaten = !(to[c] > pivot_skip * factor->diagonal[j]);
        const double inverse = eaten ? 0.0 : 1.0 / to[c];
        factor->pivot[j] = eaten ? 0.0 : to[c];
        factor->inverse[j] = inverse;
        n_skipped += eaten;
        for (int32_t i = lanes_from(c); i < stride; i += LANES)
            AT(to, i) *= inverse;
        for (int32_t i = lanes_from(c); i <= c; i++)
            to[i] = 0.0; /* the solves run over whole lanes */
    }
    return n_skipped;
}

static int32_t panel_eliminate(const Factor *factor, const FactorRoom *room, const Panel *panel)
{
    int32_t n_skipped = 0;
    for (int32_t c = 0; c < panel->width; c++)
        panel->value[(size_t)c * (size_t)panel->stride + (size_t)c] +=
            factor->diagonal[panel->first + c];
    for (int32_t col = 0; col < panel->width; col += DENSE_COLS) {
        const int32_t left = panel->width - col, n_cols = left < DENSE_COLS ? left : DENSE_COLS;
        if (col) panel_subtract(factor, room, panel, col, n_cols);
        n_skipped += panel_finish(factor, panel, col, n_cols);
    }
    return n_skipped;
}

/* For a panel of one column: target_ij := target_ij - l_i d l_j, straight away. */
static void link_update_single(const Factor *factor, const Panel *panel, const PanelLink *link)
{
    const Panel *target = &factor->panel[link->target];
    const double *value = panel->value, d = factor->pivot[panel->first];
    const int32_t *place = link->place - link->from;
    for (int32_t j = link->from; j < link->to; j++) {
        const double times = value[j] * d;
        double *to = target->value + (ptrdiff_t)place[j] * target->stride;
        for (int32_t i = j; i < panel->height; i++)
            to[place[i]] -= value[i] * times;
    }
}

/* For a few columns: target_ij := target_ij - sum_k l_ik d_k l_jk, one column j at a time. */
FOR_EACH_PROCESSOR
static void link_update_narrow(const Factor *factor, const FactorRoom *room, const Panel *panel,
                               const PanelLink *link)
{
    const Panel *target = &factor->panel[link->target];
    const int32_t *place = link->place - link->from, stride = panel->stride;
    double *block = room->block;
    for (int32_t j = link->from; j < link->to; j++) {
        double times[NARROW];
        for (int32_t k = 0; k < panel->width; k++)
            times[k] =
                factor->pivot[panel->first + k] * panel->value[(ptrdiff_t)k * stride + j];
        for (int32_t i = lanes_from(j); i < stride; i += LANES) {
            Lanes sum = CONST_AT(panel->value, i) * times[0];
            for (int32_t k = 1; k < panel->width; k++)
                sum += CONST_AT(panel->value + (ptrdiff_t)k * stride, i) * times[k];
            AT(block, i) = sum;
        }
        double *to = target->value + (ptrdiff_t)place[j] * target->stride;
        for (int32_t i = j; i < panel->height; i++)
            to[place[i]] -= block[i];
    }
}

/* The same for any width, DENSE_COLS columns of the target at a time. */
static void link_update(const Factor *factor, const FactorRoom *room, const Panel *panel,
                        const PanelLink *link)
{
    const Panel *target = &factor->panel[link->target];
    const int32_t *place = link->place - link->from, stride = panel->stride;
    for (int32_t col = link->from; col < link->to; col += DENSE_COLS) {
        const int32_t end = col + DENSE_COLS < link->to ? col + DENSE_COLS : link->to;
        double *packed = room->packed;
        for (int32_t k = 0; k < panel->width; k++) {
            const double d = factor->pivot[panel->first + k];
            const double *source = panel->value + (size_t)k * (size_t)stride;
            for (int32_t j = col; j < col + DENSE_COLS; j++)
                *packed++ = j < end ? d * source[j] : 0.0;
        }
        const int32_t top = lanes_from(col), n = stride - top;
        factor->update(n, panel->width, panel->value + top, stride, room->packed, room->block,
                       n, true);
        for (int32_t j = col; j < end; j++) {
            const double *from = room->block + (ptrdiff_t)(j - col) * n - top;
            double *to = target->value + (size_t)place[j] * (size_t)target->stride;
            for (int32_t i = j; i < panel->height; i++)
                to[place[i]] += from[i];
        }
    }
}

/* Panels from .. to - 1. */
static int32_t eliminate(const Factor *factor, const FactorRoom *room, int32_t from, int32_t to)
{
    int32_t n_skipped = 0;
    for (int32_t s = from; s < to; s++) {
        const Panel *panel = &factor->panel[s];
        n_skipped += panel_eliminate(factor, room, panel);
        for (int32_t k = 0; k < panel->n_links; k++) {
            if (panel->width == 1)
                link_update_single(factor, panel, &panel->link[k]);
            else if (panel->width <= NARROW)
                link_update_narrow(factor, room, panel, &panel->link[k]);
            else
                link_update(factor, room, panel, &panel->link[k]);
        }
    }
    return n_skipped;
}

static int32_t half_begin(const Factor *factor, int half)
{
    return half ? factor->end[half - 1] : 0;
}

void factor_eliminate(Factor *factor, int half)
{
    FactorRoom *room = &factor->room[half];
    room->n_skipped = eliminate(factor, room, half_begin(factor, half), factor->end[half]);
}

/* Lanes before a panel's diagonal are not used. */
static void add_panel(const Panel *shadow, const Panel *panel)
{
    for (int32_t c = 0; c < panel->width; c++) {
        const ptrdiff_t column = (ptrdiff_t)c * panel->stride;
        for (int32_t i = lanes_from(c); i < panel->stride; i++)
            panel->value[column + i] += shadow->value[column + i];
    }
}

static void add_shadow(const Factor *factor)
{
    const int32_t n_top = factor->n_room - factor->n;
    const int32_t n_panels = factor->n_panels - factor->end[1];
    for (int32_t s = factor->end[1]; s < factor->n_panels; s++)
        add_panel(&factor->panel[s + n_panels], &factor->panel[s]);
    for (int32_t k = factor->n - n_top; k < factor->n; k++)
        factor->diagonal[k] += factor->diagonal[n_top + k];
}

int32_t factor_eliminate_top(Factor *factor)
{
    add_shadow(factor);
    return factor->room[0].n_skipped + factor->room[1].n_skipped +
           eliminate(factor, &factor->room[0], factor->end[1], factor->n_panels);
}

static void clear_shadow(const Panel *shadow)
{
    for (int32_t c = 0; c < shadow->width; c++) {
        double *column = shadow->value + (ptrdiff_t)c * shadow->stride;
        const int32_t from = lanes_from(c);
        memset(column + from, 0, (size_t)(shadow->stride - from) * sizeof *column);
    }
}

void factor_clear(Factor *factor, int half)
{
    const Panel *panel = factor->panel;
    const int32_t begin = half_begin(factor, half), top = factor->end[1];
    const int32_t n_top = factor->n_panels - top, end = factor->end[half];
    if (begin < end)
        memset(panel[begin].value, 0,
               (size_t)(panel[end].value - panel[begin].value) * sizeof *factor->value);
    for (int32_t s = top + half * n_top; s < top + (half + 1) * n_top; s++)
        clear_shadow(&panel[s]);
}

/* ---- solves ----
 * A panel's part of x is gathered into factor->part, so that loops over columns of L are
 * contiguous. Columns are taken LANES at a time, so that the rows behind them are read and
 * written once for all of them. L has zeros on and above its diagonal, and below its last row.
 * Panels of one column are not worth gathering. */

/* Columns col .. col + LANES - 1 of a panel, from row `col` on. Those behind its last column
 * point to the first, which does no harm: they are multiplied by zero, or the sum is not used.
 * Returns how many there are. */
static inline int32_t block_of(const Panel *panel, int32_t col, const double *column[LANES])
{
    const int32_t left = panel->width - col, n = left < LANES ? left : LANES;
    for (int32_t k = 0; k < LANES; k++)
        column[k] = panel->value + (ptrdiff_t)(k < n ? col + k : col) * panel->stride + col;
    return n;
}

/* Takes columns before it from each of the block's rows, of which the first n are its own:
 * y_i := y_i - sum_k L_ik y_k. What the others are multiplied by is set to zero in `times`. */
static inline void block_lower(const double *const column[LANES], int32_t n, double *y,
                               double *times)
{
    times[0] = y[0];
    y[1] -= column[0][1] * times[0];
    times[1] = n > 1 ? y[1] : 0.0;
    y[2] -= column[0][2] * times[0] + column[1][2] * times[1];
    times[2] = n > 2 ? y[2] : 0.0;
    y[3] -= column[0][3] * times[0] + column[1][3] * times[1] + column[2][3] * times[2];
    times[3] = n > 3 ? y[3] : 0.0;
}

/* The same backwards: y_k := y_k - sum_k - sum_i L_ik y_i for the first n rows, where `sum` is
 * what the rows behind the block take. */
static inline void block_upper(const double *const column[LANES], int32_t n, const double *sum,
                               double *y)
{
    if (n > 3) y[3] -= sum[3];
    if (n > 2) y[2] -= sum[2] + column[2][3] * y[3];
    if (n > 1) y[1] -= sum[1] + column[1][2] * y[2] + column[1][3] * y[3];
    y[0] -= sum[0] + column[0][1] * y[1] + column[0][2] * y[2] + column[0][3] * y[3];
}

/* L y = x, from panel `from` to `to` - 1: part_i := part_i - L_ik part_k. */
FOR_EACH_PROCESSOR
static void solve_lower(const Factor *factor, double *part, int32_t from, int32_t to, double *x)
{
    const Lanes zero = {0};
    for (int32_t s = from; s < to; s++) {
        const Panel *panel = &factor->panel[s];
        const int32_t width = panel->width, height = panel->height, stride = panel->stride;
        if (width == 1) {
            const double *column = panel->value;
            const double times = x[panel->first];
            for (int32_t i = 1; i < height; i++)
                x[panel->row[i]] -= column[i] * times;
            continue;
        }
        const int32_t own = (width + LANES - 1) / LANES * LANES;
        AT(part, own - LANES) = zero;
        for (int32_t i = 0; i < width; i++)
            part[i] = x[panel->first + i];
        for (int32_t col = 0; col < width; col += LANES) {
            const double *column[LANES];
            double times[LANES];
            const int32_t n = block_of(panel, col, column);
            block_lower(column, n, part + col, times);
            for (int32_t i = LANES; i < stride - col; i += LANES) {
                const Lanes take =
                    CONST_AT(column[0], i) * times[0] + CONST_AT(column[1], i) * times[1] +
                    CONST_AT(column[2], i) * times[2] + CONST_AT(column[3], i) * times[3];
                const bool fresh = col == 0 && i >= own;
                AT(part + col, i) = (fresh ? zero : AT(part + col, i)) - take;
            }
        }
        for (int32_t i = 0; i < width; i++)
            x[panel->first + i] = part[i];
        for (int32_t i = width; i < height; i++)
            x[panel->row[i]] += part[i];
    }
}

/* L' x = D^-1 y, from panel `to` - 1 to `from`: part_k := part_k - sum_i L_ik part_i. */
FOR_EACH_PROCESSOR
static void solve_upper(const Factor *factor, double *part, int32_t from, int32_t to, double *x)
{
    const Lanes zero = {0};
    for (int32_t s = to - 1; s >= from; s--) {
        const Panel *panel = &factor->panel[s];
        const int32_t width = panel->width, height = panel->height, stride = panel->stride;
        if (width == 1) {
            double sum = x[panel->first];
            for (int32_t i = 1; i < height; i++)
                sum -= panel->value[i] * x[panel->row[i]];
            x[panel->first] = sum;
            continue;
        }
        for (int32_t i = stride - DENSE_LANES; i < stride; i += LANES)
            AT(part, i) = zero;
        for (int32_t i = 0; i < height; i++)
            part[i] = x[panel->row[i]];
        for (int32_t col = (width - 1) / LANES * LANES; col >= 0; col -= LANES) {
            const double *column[LANES];
            const int32_t n = block_of(panel, col, column);
            Lanes sum0 = {0}, sum1 = {0}, sum2 = {0}, sum3 = {0};
            for (int32_t i = LANES; i < stride - col; i += LANES) {
                const Lanes rows = AT(part + col, i);
                sum0 += CONST_AT(column[0], i) * rows;
                sum1 += CONST_AT(column[1], i) * rows;
                sum2 += CONST_AT(column[2], i) * rows;
                sum3 += CONST_AT(column[3], i) * rows;
            }
            const double sum[LANES] = {SUM_OF(sum0), SUM_OF(sum1), SUM_OF(sum2), SUM_OF(sum3)};
            block_upper(column, n, sum, part + col);
        }
        for (int32_t k = 0; k < width; k++)
            x[panel->first + k] = part[k];
    }
}

void factor_lower(const Factor *factor, int half, double *x)
{
    solve_lower(factor, factor->room[half].part, half_begin(factor, half), factor->end[half],
                x);
}

static void upper_rows(const Factor *factor, double *part, int32_t from, int32_t to, double *x)
{
    if (from == to) return;
    const int32_t end = factor->panel[to - 1].first + factor->panel[to - 1].width;
    for (int32_t i = factor->panel[from].first; i < end; i++)
        x[i] *= factor->inverse[i];
    solve_upper(factor, part, from, to, x);
}

void factor_top(const Factor *factor, double *x)
{
    const int32_t n_top = factor->n_room - factor->n, first = factor->n - n_top;
    double *part = factor->room[0].part;
    for (int32_t i = first; i < factor->n; i++)
        x[i] += x[n_top + i];
    solve_lower(factor, part, factor->end[1], factor->n_panels, x);
    upper_rows(factor, part, factor->end[1], factor->n_panels, x);
    for (int32_t i = first; i < factor->n; i++)
        x[n_top + i] = x[i];
}

void factor_upper(const Factor *factor, int half, double *x)
{
    upper_rows(factor, factor->room[half].part, half_begin(factor, half), factor->end[half], x);
}

typedef struct Solve {
    const Factor *factor;
    double *x;
} Solve;

static void lower_half(void *of, int half)
{
    const Solve *solve = of;
    factor_lower(solve->factor, half, solve->x);
}

static void upper_half(void *of, int half)
{
    const Solve *solve = of;
    factor_upper(solve->factor, half, solve->x);
}

void factor_solve(const Factor *factor, Helper *helper, double *x)
{
    Solve solve = {factor, x};
    helper_run(helper, lower_half, &solve);
    factor_top(factor, x);
    helper_run(helper, upper_half, &solve);
}

int32_t factor_place(const Factor *factor, int half, int32_t i, int32_t j)
{
    const Panel *panel = &factor->panel[factor->panel_of[j]], *at = panel;
    const bool shadowed = half == 1 && j >= factor->split.end[1];
    const int32_t row = shadowed ? i : split_place(&factor->split, factor->n, half, i);
    if (shadowed) at += factor->n_panels - factor->end[1];
    int32_t low = 0, high = panel->height - 1;
    while (low < high) {
        const int32_t middle = (low + high) / 2;
        if (panel->row[middle] < row)
            low = middle + 1;
        else
            high = middle;
    }
    const ptrdiff_t column = (ptrdiff_t)(j - panel->first) * panel->stride;
    return (int32_t)(at->value - factor->value + column + low);
}
