/* The frontier of `lode optimise` as a picture: what a goal costs, and how sure it is. */
#include <math.h>
#include <stdio.h>

#include "cli/optimise.h"
#include "metrics/words.h"
#include "report/chart.h"

enum { WIDTH = 460, HEIGHT = 260, LEFT = 60, RIGHT = 24, TOP = 44, BOTTOM = 58, TEXT = 512 };
#define MILLION 1e6

/* A scale from low to high, with a mark every step. */
typedef struct Axis {
    double low, high, step;
    int from, to; /* on paper */
} Axis;

typedef struct Drawing {
    FILE *out;
    const Optimised *o;
    const OptimiseOptions *how;
    double unit; /* of the goal: 0.01 draws per cent */
    Axis cost, goal;
} Drawing;

static double place(const Axis *axis, double value)
{
    return axis->from +
           (axis->to - axis->from) * (value - axis->low) / (axis->high - axis->low);
}

static Axis axis_of(double low, double high, int from, int to)
{
    const double span = high > low ? high - low : fmax(fabs(high), 1);
    Axis axis = {.step = chart_step(span), .from = from, .to = to};
    axis.low = axis.step * floor(low / axis.step + 1e-9);
    axis.high = axis.step * ceil((low + span) / axis.step - 1e-9);
    return axis;
}

static double goal_of(const Drawing *d, double goal)
{
    return goal_value(&d->how->worlds.goal, goal) / d->unit;
}

/* ---- scales ---- */

static void widen(double value, double *low, double *high)
{
    if (isnan(value)) return;
    *low = fmin(*low, value);
    *high = fmax(*high, value);
}

static void scale(Drawing *d)
{
    double dear = 0, low = goal_of(d, d->o->nothing.goal), high = low;
    for (int32_t i = 0; i < d->o->n_points; i++) {
        const OptimisePoint *p = &d->o->points[i];
        dear = fmax(dear, p->answer.cost / MILLION);
        widen(goal_of(d, p->answer.goal), &low, &high);
        widen(p->spread.least / d->unit, &low, &high);
        widen(p->spread.most / d->unit, &low, &high);
    }
    if (high < 2 * (high - low) && low > 0) low = 0; /* a scale from nothing, if it is near */
    d->cost = axis_of(0, dear, LEFT, WIDTH - RIGHT);
    d->goal = axis_of(low, high, HEIGHT - BOTTOM, TOP);
}

static void draw_goals(const Drawing *d)
{
    char text[WORDS_SIZE];
    for (double v = d->goal.low; v <= d->goal.high + d->goal.step / 2; v += d->goal.step) {
        const double y = place(&d->goal, v);
        words_number(fabs(v) < d->goal.step / 2 ? 0 : v, 4, text, sizeof text);
        fprintf(d->out,
                "<line class=\"rule\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                "<text class=\"end\" x=\"%d\" y=\"%.1f\">%s</text>\n",
                LEFT, WIDTH - RIGHT, y, y, LEFT - 7, y + 4, text);
    }
}

static void draw_costs(const Drawing *d)
{
    char text[WORDS_SIZE];
    for (double v = 0; v <= d->cost.high + d->cost.step / 2; v += d->cost.step) {
        words_number(v, 4, text, sizeof text);
        fprintf(d->out, "<text class=\"mid\" x=\"%.1f\" y=\"%d\">%s</text>\n",
                place(&d->cost, v), HEIGHT - BOTTOM + 16, text);
    }
    fprintf(d->out,
            "<text class=\"mid\" x=\"%d\" y=\"%d\">paid, million %s</text>\n"
            "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n",
            (LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 32, d->o->model->currency, LEFT,
            WIDTH - RIGHT, HEIGHT - BOTTOM, HEIGHT - BOTTOM);
}

/* ---- points ---- */

static void draw_span(const Drawing *d, const OptimisePoint *p)
{
    const double x = place(&d->cost, p->answer.cost / MILLION);
    if (!optimise_apart(&p->spread)) return;
    fprintf(d->out,
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#1f6fb2\" "
            "stroke-width=\"7\" stroke-opacity=\".25\"/>\n",
            x, x, place(&d->goal, p->spread.least / d->unit),
            place(&d->goal, p->spread.most / d->unit));
}

static void draw_points(const Drawing *d)
{
    for (int32_t i = 0; i < d->o->n_points; i++)
        draw_span(d, &d->o->points[i]);
    fprintf(d->out, "<path class=\"line c0\" d=\"");
    for (int32_t i = 0; i < d->o->n_points; i++)
        fprintf(d->out, "%c%.1f %.1f", i ? 'L' : 'M',
                place(&d->cost, d->o->points[i].answer.cost / MILLION),
                place(&d->goal, goal_of(d, d->o->points[i].answer.goal)));
    fputs("\"/>\n", d->out);
    for (int32_t i = 0; i < d->o->n_points; i++)
        fprintf(d->out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"#c2410c\"/>\n",
                place(&d->cost, d->o->points[i].answer.cost / MILLION),
                place(&d->goal, goal_of(d, d->o->points[i].answer.goal)));
}

static void draw_words(const Drawing *d)
{
    const AppraiseOptions *w = &d->how->worlds;
    char goal[TEXT];
    optimise_goal_words(&w->goal, goal, sizeof goal);
    for (char *c = goal; *c; c++)
        if (*c == '_' || *c == '<' || *c == '&') *c = ' ';
    fprintf(d->out, "<text x=\"10\" y=\"18\"><tspan font-weight=\"600\">%s</tspan> %s</text>\n",
            goal, d->unit < 1 ? "%" : "");
    if (w->n_worlds == 1 && !w->futures) return;
    fprintf(d->out, "<text x=\"10\" y=\"%d\">line: %s over %d world%s", HEIGHT - 8,
            optimise_risk_words(w->risk), w->n_worlds, w->n_worlds == 1 ? "" : "s");
    if (w->futures) fprintf(d->out, " and %d futures of each", (int)w->futures);
    fputs("; bars: from the least to the most</text>\n", d->out);
}

Status optimise_draw(FILE *out, const Optimised *o, const OptimiseOptions *how)
{
    Drawing d = {.out = out,
                 .o = o,
                 .how = how,
                 .unit = how->worlds.goal.metric->unit == METRIC_FRACTION ? 0.01 : 1};
    if (!o->n_points) return LODE_OK;
    scale(&d);
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
            "height=\"%d\" role=\"img\">\n"
            "<style>svg{font-family:system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif}\n%s"
            "</style>\n<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n",
            WIDTH, HEIGHT, 2 * WIDTH, 2 * HEIGHT, chart_style, WIDTH, HEIGHT);
    draw_goals(&d);
    draw_costs(&d);
    draw_points(&d);
    draw_words(&d);
    fputs("</svg>\n", out);
    return ferror(out) ? LODE_IO : LODE_OK;
}
