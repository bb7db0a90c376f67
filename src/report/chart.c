#include "report/chart.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "metrics/words.h"
#include "report/page.h"

enum {
    WIDTH = 440,
    HEIGHT = 220,
    LEFT = 52,
    RIGHT = 96, /* room for the names of lines */
    RIGHT_ALONE = 12,
    TOP = 10,
    BOTTOM = 24,
    LABEL_GAP = 13
};
enum { NAME_LENGTH = 15 };

/* Lines of runs: the first is ink, the others are told apart by hue, lightness and dash, so
 * they stay apart in grey and for every kind of eye. */
const char chart_style[] =
    "svg text{font-size:11px;fill:#5b6876}svg .end{text-anchor:end}svg "
    ".mid{text-anchor:middle}svg .on{fill:#fff}\n"
    "svg .rule{stroke:#dfe3e8;stroke-width:1}svg .axis{stroke:#5b6876;stroke-width:1}\n"
    "svg .line{fill:none;stroke-width:2;stroke-linejoin:round}\n"
    ".fan{stroke:none;fill-opacity:.13}.f0{fill:#1d2733}.f1{fill:#c2410c}.f2{fill:#1f6fb2}"
    ".f3{fill:#2c8c5a}.c0{stroke:#1d2733}.c1{stroke:#c2410c;stroke-dasharray:7 3}"
    ".c2{stroke:#1f6fb2;stroke-dasharray:2 3}.c3{stroke:#2c8c5a;stroke-dasharray:9 3 2 3}\n"
    "svg text.t0{fill:#1d2733}svg text.t1{fill:#c2410c}svg text.t2{fill:#1f6fb2}svg "
    "text.t3{fill:#2c8c5a}.event{fill:#f4f6f8}.seen{fill:none;stroke:#e3a008;stroke-width:4;"
    "stroke-linecap:round}\n";

typedef struct Scale {
    const Chart *chart;
    double high, step; /* of the values */
    int right;         /* where the months end */
} Scale;

double chart_step(double high)
{
    if (!(high > 0)) return 1;
    const double raw = high / 4, power = pow(10, floor(log10(raw)));
    const double lead = raw / power;
    return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

static double x_of(const Scale *s, double step)
{
    const int n = s->chart->n;
    return LEFT + (s->right - LEFT) * (n > 1 ? step / (n - 1) : 0.5);
}

static double y_of(const Scale *s, double value)
{
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / s->high);
}

static double step_of_month(const Chart *chart, Month month)
{
    const double step = (double)(month - chart->start) / chart->months_per_step;
    return fmin(fmax(step, 0), chart->n - 1);
}

static Scale scale_of(const Chart *chart)
{
    double high = 0;
    for (int l = 0; l < chart->n_lines; l++)
        for (int i = 0; i < chart->n; i++) {
            if (chart->lines[l].values[i] > high) high = chart->lines[l].values[i];
            if (chart->lines[l].high && chart->lines[l].high[i] > high)
                high = chart->lines[l].high[i];
        }
    for (int i = 0; i < chart->n_dots; i++)
        high = fmax(high, chart->dots[i].value);
    Scale s = {chart, 1, chart_step(high), WIDTH - (chart->n_lines > 1 ? RIGHT : RIGHT_ALONE)};
    s.high = s.step * fmax(1, ceil(high / s.step - 1e-9));
    return s;
}

static void draw_values(FILE *out, const Scale *s)
{
    for (int i = 0; i * s->step <= s->high * (1 + 1e-9); i++) {
        const double value = i * s->step, y = y_of(s, value);
        char text[WORDS_SIZE];
        words_number(value, 3, text, sizeof text);
        fprintf(out,
                "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                "<text class=\"end\" x=\"%d\" y=\"%.1f\">%s</text>",
                i ? "rule" : "axis", LEFT, s->right, y, y, LEFT - 7, y + 4, text);
    }
}

static void draw_years(FILE *out, const Scale *s)
{
    const Chart *c = s->chart;
    const Month last = c->start + (c->n - 1) * c->months_per_step;
    const int32_t first = month_year(c->start), years = month_year(last) - first + 1;
    const int32_t every = years > 8 ? 3 : years > 4 ? 2 : 1;
    for (int32_t year = first; year <= month_year(last); year += every) {
        const Month january = year * 12;
        if (january < c->start && year != first) continue;
        fprintf(out, "<text class=\"mid\" x=\"%.1f\" y=\"%d\">%d</text>",
                x_of(s, step_of_month(c, january)), HEIGHT - 6, (int)year);
    }
}

static void draw_spans(FILE *out, const Scale *s)
{
    const Chart *c = s->chart;
    for (int i = 0; i < c->n_spans; i++) {
        const ChartSpan *span = &c->spans[i];
        const double from = span->from == MONTH_NONE ? 0 : step_of_month(c, span->from);
        const double until =
            span->until == MONTH_NONE ? c->n - 1 : step_of_month(c, span->until + 1);
        if (until <= from) continue;
        fprintf(out, "<rect class=\"event\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                x_of(s, from), TOP, x_of(s, until) - x_of(s, from), HEIGHT - TOP - BOTTOM);
    }
}

static void draw_dots(FILE *out, const Scale *s)
{
    const Chart *c = s->chart;
    for (int i = 0; i < c->n_dots; i++) {
        const ChartDot *dot = &c->dots[i];
        const double from = x_of(s, step_of_month(c, dot->from));
        const double until = x_of(s, step_of_month(c, dot->from + dot->months));
        fprintf(out, "<path class=\"seen\" d=\"M%.1f %.1fL%.1f %.1f\"/>", from - 1,
                y_of(s, dot->value), fmax(until, from + 2), y_of(s, dot->value));
    }
}

/* The area between two series: along the upper one, and back along the lower. */
static void draw_band(FILE *out, const Scale *s, int l, const double *low, const double *high)
{
    const int n = s->chart->n;
    bool begun = false;
    fprintf(out, "<path class=\"fan f%d\" d=\"", l);
    for (int i = 0; i < 2 * n; i++) {
        const int step = i < n ? i : 2 * n - 1 - i;
        const double value = i < n ? high[step] : low[step];
        if (!isfinite(value)) continue;
        fprintf(out, "%c%.1f %.1f", begun ? 'L' : 'M', x_of(s, step), y_of(s, value));
        begun = true;
    }
    fputs("Z\"/>", out);
}

static void draw_fan(FILE *out, const Scale *s, int l)
{
    const ChartLine *line = &s->chart->lines[l];
    if (line->low && line->high) draw_band(out, s, l, line->low, line->high);
    if (line->lower && line->upper) draw_band(out, s, l, line->lower, line->upper);
}

static void draw_line(FILE *out, const Scale *s, int l)
{
    const double *values = s->chart->lines[l].values;
    bool down = false;
    fprintf(out, "<path class=\"line c%d\" d=\"", l);
    for (int i = 0; i < s->chart->n; i++) {
        if (isfinite(values[i]))
            fprintf(out, "%c%.1f %.1f", down ? 'L' : 'M', x_of(s, i), y_of(s, values[i]));
        down = isfinite(values[i]);
    }
    fputs("\"/>", out);
}

/* Where each line's name stands: at its last value, moved apart from the top down. */
static void place_names(const Scale *s, double *y)
{
    const Chart *c = s->chart;
    int order[CHART_LINES];
    for (int l = 0; l < c->n_lines; l++) {
        int i = c->n - 1;
        while (i > 0 && !isfinite(c->lines[l].values[i]))
            i--;
        y[l] = isfinite(c->lines[l].values[i]) ? y_of(s, c->lines[l].values[i]) : NAN;
        int at = l;
        for (; at > 0 && y[order[at - 1]] > y[l]; at--)
            order[at] = order[at - 1];
        order[at] = l;
    }
    for (int i = 1; i < c->n_lines; i++)
        y[order[i]] = fmax(y[order[i]], y[order[i - 1]] + LABEL_GAP);
}

static void draw_names(FILE *out, const Scale *s)
{
    double y[CHART_LINES];
    place_names(s, y);
    for (int l = 0; l < s->chart->n_lines; l++) {
        const char *name = s->chart->lines[l].name;
        if (!isfinite(y[l])) continue;
        fprintf(out, "<text class=\"t%d\" x=\"%d\" y=\"%.1f\">", l, s->right + 6, y[l] + 4);
        page_format(out, strlen(name) > NAME_LENGTH ? "%.*s\u2026" : "%.*s", NAME_LENGTH, name);
        fputs("</text>", out);
    }
}

static bool anything(const Chart *chart)
{
    for (int l = 0; l < chart->n_lines; l++)
        for (int i = 0; i < chart->n; i++)
            if (isfinite(chart->lines[l].values[i])) return true;
    return false;
}

static void draw_inside(FILE *out, const Chart *chart)
{
    const Scale s = scale_of(chart);
    draw_spans(out, &s);
    draw_values(out, &s);
    draw_years(out, &s);
    draw_dots(out, &s);
    for (int l = 0; l < chart->n_lines; l++)
        draw_fan(out, &s, l);
    for (int l = 0; l < chart->n_lines; l++)
        draw_line(out, &s, l);
    if (chart->n_lines > 1) draw_names(out, &s);
}

static void draw_label(FILE *out, const Chart *chart)
{
    fputs("role=\"img\" aria-label=\"", out);
    page_format(out, "%s, %s, over time", chart->title, chart->unit);
    fputs("\">", out);
}

void chart_draw(FILE *out, const Chart *chart)
{
    if (!anything(chart)) return;
    fputs("<figure><figcaption>", out);
    page_text(out, chart->title);
    fputs(" <small>", out);
    page_text(out, chart->unit);
    fprintf(out, "</small></figcaption><svg viewBox=\"0 0 %d %d\" ", WIDTH, HEIGHT);
    draw_label(out, chart);
    draw_inside(out, chart);
    fputs("</svg></figure>\n", out);
}

static bool any_fan(const Chart *chart)
{
    for (int l = 0; l < chart->n_lines; l++)
        if (chart->lines[l].low) return true;
    return false;
}

void chart_draw_file(FILE *out, const Chart *chart)
{
    enum { HEAD = 26, NOTE = 18, SIDE = 8 };
    const bool fan = any_fan(chart);
    const int height = HEIGHT + HEAD + (fan ? NOTE : 0);
    if (!anything(chart)) return;
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%d %d %d %d\" width=\"%d\" "
            "height=\"%d\" ",
            -SIDE, -HEAD, WIDTH + SIDE, height, 2 * (WIDTH + SIDE), 2 * height);
    draw_label(out, chart);
    fprintf(out,
            "\n<style>svg{font-family:system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif}\n%s"
            "</style>\n<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n"
            "<text x=\"6\" y=\"%d\"><tspan font-weight=\"600\">",
            chart_style, -SIDE, -HEAD, WIDTH + SIDE, height, 16 - HEAD);
    page_text(out, chart->title);
    fputs("</tspan>  ", out);
    page_text(out, chart->unit);
    fputs("</text>\n", out);
    draw_inside(out, chart);
    if (fan)
        fprintf(out,
                "<text x=\"6\" y=\"%d\">bands: where half, and where nine in ten, of the "
                "futures lie</text>",
                HEIGHT + NOTE - 6);
    fputs("\n</svg>\n", out);
}

void chart_keys(FILE *out, const char *const *names, int n)
{
    fputs("<ul class=\"keys\">", out);
    for (int i = 0; i < n && i < CHART_LINES; i++) {
        fprintf(out,
                "<li><svg viewBox=\"0 0 34 10\" aria-hidden=\"true\"><path class=\"line c%d\" "
                "d=\"M0 5L34 5\"/></svg>",
                i);
        page_text(out, names[i]);
        fputs("</li>", out);
    }
    fputs("</ul>\n", out);
}
