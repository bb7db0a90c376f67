#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/grid.h"
#include "cli/json.h"
#include "cli/magnet.h"

enum { CURVES = 8, POINTS = 200, TABLE_POINTS = 12, PATH_SIZE = 4096 };
enum { WIDTH = 640, HEIGHT = 420, LEFT = 40, RIGHT = 70, TOP = 40, BOTTOM = 46 };

typedef struct Curves {
    MagnetCurve curve[CURVES];
    int n;
    char title[160];
} Curves;

static Status read_temperatures(const MagnetDesk *desk, double *celsius, int *n)
{
    const char *text = args_text(desk->args, "temp");
    *n = 0;
    if (!text) text = "20,100,150,200";
    while (*n < CURVES) {
        if (!text_number_prefix(text, &celsius[(*n)++], &text)) break;
        if (!*text) return LODE_OK;
        if (*text++ != ',') break;
    }
    screen_error(desk->screen, "--temp is up to %d temperatures joined by ','", CURVES);
    return LODE_USAGE;
}

/* The cheapest design that is wanted, or that of --recipe. */
static Status choose_design(const MagnetDesk *desk, const MagnetWant *want, MagnetDesign *out)
{
    const char *id = args_text(desk->args, "recipe");
    MagnetWhy why;
    if (id) {
        const int32_t recipe = magnet_recipe_find(&desk->data, id);
        if (recipe < 0) {
            screen_error(desk->screen, "no recipe '%s'; `lode magnet design` lists them", id);
            return LODE_USAGE;
        }
        const Status st = magnet_design_recipe(&desk->data, recipe, want, &desk->prices, out);
        return magnet_refused(desk, st, &out->why);
    }
    MagnetDesign *designs = ARENA_ARRAY(desk->arena, MagnetDesign, desk->data.n_recipes);
    if (!designs) return LODE_NO_MEMORY;
    const Status st = magnet_design(&desk->data, want, &desk->prices, designs, &why);
    *out = designs[0];
    return magnet_refused(desk, st, &why);
}

static Status make_curves(const MagnetDesk *desk, Curves *out)
{
    MagnetWant want;
    MagnetDesign design;
    double celsius[CURVES];
    int n;
    Status st = magnet_read_want(desk, &want);
    if (!st) st = read_temperatures(desk, celsius, &n);
    if (!st && !want.family && !(want.hcj > 0)) want.family = "UH";
    if (!st) st = choose_design(desk, &want, &design);
    if (st) return st;
    const MagnetRecipe *recipe = &desk->data.recipes[design.recipe];
    snprintf(out->title, sizeof out->title, "%s: %.3f T, %.1f kOe at 20 C", recipe->name,
             design.room.br, design.room.hcj);
    out->n = 0;
    for (int i = 0; i < n; i++) {
        MagnetWhy why;
        st = magnet_warm(&desk->data, &design.room, celsius[i], &out->curve[out->n], &why);
        if (!st)
            out->n++;
        else if (st != LODE_BAD_INPUT)
            return st;
        else
            screen_note(desk->screen, "%g C: %s\n", celsius[i], why.text);
    }
    return out->n ? LODE_OK : LODE_BAD_INPUT;
}

/* ---- tables ---- */

static Status print_table(const MagnetDesk *desk, const Curves *c, bool csv)
{
    static const char *const titles[] = {"temperature [degC]", "H [kOe]", "H [kA/m]", "J [T]",
                                         "B [T]"};
    const int points = csv ? POINTS : TABLE_POINTS;
    Grid *grid = grid_new(5, titles);
    for (int column = 0; column < 5; column++)
        grid_right(grid, column);
    for (int k = 0; k < c->n; k++)
        for (int i = 0; i <= points; i++) {
            const MagnetCurve *curve = &c->curve[k];
            const double u = curve->hcj * i / points;
            grid_format(grid, "%g", curve->celsius);
            grid_format(grid, "%.2f", -u);
            grid_format(grid, "%.1f", -u * MAGNET_KA_PER_M_PER_KOE);
            grid_format(grid, "%.4f", magnet_curve_j(curve, u));
            grid_format(grid, "%.4f", magnet_curve_b(curve, u));
        }
    if (!csv) fprintf(desk->screen->out, "%s\n", c->title);
    const Status st = csv ? grid_print_csv(grid, desk->screen) : grid_print(grid, desk->screen);
    grid_free(grid);
    return st;
}

static Status print_json(const MagnetDesk *desk, const Curves *c)
{
    json_t *list = json_array();
    for (int k = 0; k < c->n; k++) {
        const MagnetCurve *curve = &c->curve[k];
        json_t *h = json_array(), *j = json_array(), *b = json_array();
        for (int i = 0; i <= POINTS; i++) {
            const double u = curve->hcj * i / POINTS;
            json_array_append_new(h, json_number(-u));
            json_array_append_new(j, json_number(magnet_curve_j(curve, u)));
            json_array_append_new(b, json_number(magnet_curve_b(curve, u)));
        }
        json_array_append_new(list, json_pack("{s:f, s:f, s:f, s:f, s:f, s:o, s:o, s:o}",
                                              "celsius", curve->celsius, "br_t", curve->br,
                                              "hcj_koe", curve->hcj, "knee_koe", curve->knee,
                                              "bhmax_kj_per_m3", magnet_curve_bhmax(curve),
                                              "h_koe", h, "j_t", j, "b_t", b));
    }
    return json_print(desk->screen,
                      json_pack("{s:s, s:s, s:o}", "schema", "lode.magnet.curves/1", "title",
                                c->title, "curves", list));
}

/* ---- picture: B (full) and J (dashed) over H, temperature from blue to red ---- */

typedef struct Frame {
    FILE *out;
    double h_max, b_max; /* kOe, T */
} Frame;

static double x_of(const Frame *f, double u)
{
    return WIDTH - RIGHT - (WIDTH - LEFT - RIGHT) * u / f->h_max;
}

static double y_of(const Frame *f, double b)
{
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - b / f->b_max);
}

static void draw_axes(const Frame *f)
{
    for (double h = 0; h <= f->h_max + 1e-9; h += 5)
        fprintf(f->out,
                "<line class=\"g\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>"
                "<text class=\"m\" x=\"%.1f\" y=\"%d\">%s%g</text>\n",
                x_of(f, h), x_of(f, h), TOP, HEIGHT - BOTTOM, x_of(f, h), HEIGHT - BOTTOM + 16,
                h > 0 ? "\u2212" : "", h);
    for (double b = 0; b <= f->b_max + 1e-9; b += 0.2)
        fprintf(f->out,
                "<line class=\"g\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                "<text x=\"%d\" y=\"%.1f\">%.1f</text>\n",
                LEFT, WIDTH - RIGHT, y_of(f, b), y_of(f, b), WIDTH - RIGHT + 8, y_of(f, b) + 4,
                b);
    fprintf(f->out,
            "<text class=\"m\" x=\"%d\" y=\"%d\">H, kOe</text><text x=\"%d\" y=\"%d\">T"
            "</text>\n",
            (WIDTH + LEFT - RIGHT) / 2, HEIGHT - 10, WIDTH - RIGHT + 8, TOP - 14);
}

static void draw_path(const Frame *f, const MagnetCurve *curve, double hue, bool flux)
{
    fprintf(f->out, "<path stroke=\"hsl(%.0f 70%% 42%%)\"%s d=\"", hue,
            flux ? "" : " stroke-dasharray=\"5 3\"");
    for (int i = 0; i <= POINTS; i++) {
        const double u = curve->hcj * i / POINTS;
        const double value = flux ? magnet_curve_b(curve, u) : magnet_curve_j(curve, u);
        if (value < -1e-9) break;
        fprintf(f->out, "%c%.1f %.1f", i ? 'L' : 'M', x_of(f, u), y_of(f, fmax(0, value)));
    }
    fputs("\"/>\n", f->out);
}

static void draw(const Frame *f, const Curves *c)
{
    fprintf(f->out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
            "height=\"%d\"><style>text{font:12px system-ui,sans-serif;fill:#5b6876;"
            "paint-order:stroke;stroke:#fff;stroke-width:3px}"
            ".m{text-anchor:middle}.h{font-weight:600;fill:#1d2733;font-size:14px}"
            ".g{stroke:#dfe3e8}path{fill:none;stroke-width:2}</style>"
            "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>"
            "<text class=\"h\" x=\"%d\" y=\"20\">%s</text>\n",
            WIDTH, HEIGHT, WIDTH, HEIGHT, LEFT, c->title);
    draw_axes(f);
    for (int k = 0; k < c->n; k++) {
        const double hue = 215 - (c->n > 1 ? 205.0 * k / (c->n - 1) : 0);
        draw_path(f, &c->curve[k], hue, true);
        draw_path(f, &c->curve[k], hue, false);
        fprintf(
            f->out,
            "<text x=\"%d\" y=\"%d\" style=\"fill:hsl(%.0f 70%% 42%%)\">%g \u00b0C</text>\n",
            LEFT + 8, TOP + 14 + 16 * k, hue, c->curve[k].celsius);
    }
    fprintf(f->out, "<text x=\"%d\" y=\"%d\">full: B, dashed: J</text></svg>\n", LEFT,
            HEIGHT - 10);
}

static Status failed(const MagnetDesk *desk, const char *path)
{
    screen_error(desk->screen, "%s: cannot write the picture: %s", path, strerror(errno));
    return LODE_IO;
}

static Status write_picture(const MagnetDesk *desk, const Curves *c, const char *path)
{
    char part[PATH_SIZE];
    Frame frame = {.out = NULL};
    for (int k = 0; k < c->n; k++) {
        frame.h_max = fmax(frame.h_max, 5 * ceil(c->curve[k].hcj / 5));
        frame.b_max = fmax(frame.b_max, 0.2 * ceil(c->curve[k].br / 0.2));
    }
    snprintf(part, sizeof part, "%s.%ld.part", path, (long)getpid());
    frame.out = fopen(part, "w");
    if (!frame.out) return failed(desk, path);
    draw(&frame, c);
    const bool bad = ferror(frame.out);
    if (fclose(frame.out) != 0 || bad || rename(part, path) != 0) {
        const Status st = failed(desk, path);
        remove(part);
        return st;
    }
    screen_note(desk->screen, "written to %s\n", path);
    return LODE_OK;
}

Status magnet_print_curves(const MagnetDesk *desk)
{
    Curves curves;
    const char *path = args_text(desk->args, "svg");
    const Status st = make_curves(desk, &curves);
    if (st) return st;
    if (path) return write_picture(desk, &curves, path);
    if (args_has(desk->args, "json")) return print_json(desk, &curves);
    return print_table(desk, &curves, args_has(desk->args, "csv"));
}
