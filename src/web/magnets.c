/* Magnets: families, recipes at the prices of a run, demagnetisation curves. What has no
 * answer, such as a temperature beyond the Curie point, gets the module's sentence. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "magnet/design.h"
#include "web/oxides.h"
#include "web/resource.h"

enum { POINTS = 96, CURVES_MAX = 8 };

static Status refuse(const Ask *ask, const char *what, const char *text)
{
    diag_error(ask->diag, "", 0, 0, what, "%s", text);
    return LODE_BAD_INPUT;
}

static Status has_magnets(const Ask *ask)
{
    if (ask->magnets) return LODE_OK;
    return refuse(ask, "magnets", "the folder data/magnets was not found by this program");
}

static Status number(const Ask *ask, const char *key, double *out)
{
    const char *text = request_text(ask->request, key);
    if (!text || (text_number(text, out) && isfinite(*out))) return LODE_OK;
    return refuse(ask, key, "this is no number");
}

/* What the question asks for; a family or a coercivity must be among it. */
static Status read_want(const Ask *ask, MagnetWant *want)
{
    *want = magnet_want_nothing();
    want->family = request_text(ask->request, "family");
    if (want->family && magnet_family_find(ask->magnets, want->family) < 0)
        return refuse(ask, "family", "no such family; they are N, M, H, SH, UH, EH and AH");
    Status st = number(ask, "hcj", &want->hcj);
    if (!st) st = number(ask, "celsius", &want->celsius);
    if (!st) st = number(ask, "thickness", &want->thickness);
    if (!st) st = number(ask, "permeance", &want->permeance);
    if (!st && !want->family && !(want->hcj > 0))
        st = refuse(ask, "hcj", "what shall it reach? family or hcj says so");
    return st;
}

static Status read_prices(const Ask *ask, MagnetPrices *prices)
{
    const char *region = request_text(ask->request, "region");
    Run *run;
    const Record *record;
    Steps steps;
    *prices = magnet_prices_usual(ask->magnets);
    Status st = ask_run(ask, "run", &run);
    if (st) return st;
    st = ask_record(ask, run, &record);
    if (!st) st = ask_steps(ask, record, &steps);
    if (!st) (void)oxides_price(ask->magnets, record, region ? region : "china", steps, prices);
    runs_release(ask->runs, run);
    return st;
}

static Status told(const Ask *ask, Status st, const MagnetWhy *why)
{
    return st == LODE_BAD_INPUT || st == LODE_INFEASIBLE ? refuse(ask, "magnet", why->text)
                                                         : st;
}

/* ---- families ---- */

Status resource_magnet_families(const Ask *ask)
{
    const Status st = has_magnets(ask);
    for (int32_t i = 0; !st && i < ask->magnets->n_families; i++) {
        const MagnetFamily *family = &ask->magnets->families[i];
        out_row(ask->out);
        out_text(ask->out, "id", family->id);
        out_number(ask->out, "hcj_koe", family->hcj);
        out_number(ask->out, "celsius_max", family->t_max);
        out_text(ask->out, "source", family->source);
        out_text(ask->out, "status", family->status);
    }
    return st;
}

/* ---- recipes ---- */

static void put_design(const Ask *ask, const MagnetDesign *d)
{
    const MagnetRecipe *recipe = &ask->magnets->recipes[d->recipe];
    const bool can = d->status == LODE_OK;
    Out *out = ask->out;
    out_row(out);
    out_text(out, "recipe", recipe->id);
    out_text(out, "name", recipe->name);
    out_text(out, "name_zh", recipe->name_zh);
    out_text(out, "why_not", can ? "" : d->why.text);
    out_number(out, "cost", can ? d->cost : NAN);
    out_number(out, "br_t", can ? d->room.br : NAN);
    out_number(out, "hcj_koe", can ? d->room.hcj : NAN);
    out_number(out, "hcj_hot_koe", can ? d->hot.hcj : NAN);
    out_number(out, "ndpr", can ? d->use[MAGNET_ND] + d->use[MAGNET_PR] : NAN);
    out_number(out, "dy", can ? d->use[MAGNET_DY] : NAN);
    out_number(out, "tb", can ? d->use[MAGNET_TB] : NAN);
    out_number(out, "saved_dy", can ? d->saved_dy : NAN);
    out_number(out, "saved_tb", can ? d->saved_tb : NAN);
}

Status resource_magnets(const Ask *ask)
{
    MagnetWant want;
    MagnetPrices prices;
    MagnetWhy why;
    Status st = has_magnets(ask);
    if (!st) st = read_want(ask, &want);
    if (!st) st = read_prices(ask, &prices);
    if (st) return st;
    Arena *arena = arena_new(0);
    MagnetDesign *designs = ARENA_ARRAY(arena, MagnetDesign, ask->magnets->n_recipes);
    if (!designs)
        st = LODE_NO_MEMORY;
    else
        st = magnet_design(ask->magnets, &want, &prices, designs, &why);
    const bool listed = !st || st == LODE_INFEASIBLE; /* none can: each says why */
    out_meta_text(ask->out, "unit", "USD/kg; t of metal per t of finished magnet");
    for (int32_t i = 0; listed && i < ask->magnets->n_recipes; i++)
        put_design(ask, &designs[i]);
    arena_free(arena);
    return listed ? LODE_OK : told(ask, st, &why);
}

/* ---- curves ---- */

static void put_curve(const Ask *ask, const MagnetCurve *curve, double permeance)
{
    MagnetPoint point = {.h = NAN, .b = NAN, .j = NAN, .margin = NAN, .loss = NAN};
    MagnetWhy why = {""};
    Text h = {0}, j = {0}, b = {0};
    Text *const lists[] = {&h, &j, &b};
    for (int i = 0; i <= POINTS; i++) {
        const double u = curve->hcj * i / POINTS;
        const double values[] = {-u, magnet_curve_j(curve, u), magnet_curve_b(curve, u)};
        for (int k = 0; k < 3; k++) {
            text_say(lists[k], i ? "," : "[");
            text_put_short(lists[k], values[k]);
        }
    }
    if (!isnan(permeance) && magnet_operate(curve, permeance, 0, &point, &why) != LODE_OK)
        point.h = NAN;
    Out *out = ask->out;
    out_row(out);
    out_number(out, "celsius", curve->celsius);
    out_number(out, "br_t", curve->br);
    out_number(out, "hcj_koe", curve->hcj);
    out_number(out, "knee_koe", curve->knee);
    out_number(out, "bhmax_kj_per_m3", magnet_curve_bhmax(curve));
    out_number(out, "point_h_koe", point.h);
    out_number(out, "point_b_t", point.b);
    out_number(out, "margin_koe", point.margin);
    out_text(out, "why_not", why.text);
    static const char *const names[] = {"h_koe", "j_t", "b_t"};
    for (int k = 0; k < 3; k++) {
        text_say(lists[k], "]");
        out_json(out, names[k], lists[k]->failed ? "[]" : lists[k]->at);
        text_free(lists[k]);
    }
}

static void put_refused(const Ask *ask, double celsius, const MagnetWhy *why)
{
    out_row(ask->out);
    out_number(ask->out, "celsius", celsius);
    out_text(ask->out, "why_not", why->text);
}

/* The design of the recipe that is asked for, else the cheapest. */
static Status choose_design(const Ask *ask, const MagnetWant *want, const MagnetPrices *prices,
                            MagnetDesign *out)
{
    const char *id = request_text(ask->request, "recipe");
    MagnetWhy why;
    if (id) {
        const int32_t recipe = magnet_recipe_find(ask->magnets, id);
        if (recipe < 0) return refuse(ask, "recipe", "no such recipe; `magnets` lists them");
        const Status st = magnet_design_recipe(ask->magnets, recipe, want, prices, out);
        return told(ask, st, &out->why);
    }
    Arena *arena = arena_new(0);
    MagnetDesign *designs = ARENA_ARRAY(arena, MagnetDesign, ask->magnets->n_recipes);
    Status st = LODE_NO_MEMORY;
    if (designs) st = magnet_design(ask->magnets, want, prices, designs, &why);
    if (!st) *out = designs[0];
    arena_free(arena);
    return told(ask, st, &why);
}

/* at=20,100,150: the temperatures; else where it works. */
static Status read_temperatures(const Ask *ask, double usual, double *at, int *n)
{
    const char *text = request_text(ask->request, "at");
    at[0] = usual;
    *n = 1;
    for (*n = text ? 0 : 1; text && *n < CURVES_MAX;) {
        if (!text_number_prefix(text, &at[(*n)++], &text)) break;
        if (!*text) return LODE_OK;
        if (*text++ != ',') break;
    }
    return text ? refuse(ask, "at", "up to 8 temperatures joined by ','") : LODE_OK;
}

Status resource_magnet_curves(const Ask *ask)
{
    MagnetWant want;
    MagnetPrices prices;
    MagnetDesign design;
    double at[CURVES_MAX];
    int n = 0;
    Status st = has_magnets(ask);
    if (!st) st = read_want(ask, &want);
    if (!st) st = read_temperatures(ask, want.celsius, at, &n);
    if (!st) st = read_prices(ask, &prices);
    if (!st) st = choose_design(ask, &want, &prices, &design);
    if (st) return st;
    out_meta_text(ask->out, "recipe", ask->magnets->recipes[design.recipe].id);
    for (int i = 0; i < n; i++) {
        MagnetCurve curve;
        MagnetWhy why;
        if (magnet_warm(ask->magnets, &design.room, at[i], &curve, &why) == LODE_OK)
            put_curve(ask, &curve, want.permeance);
        else
            put_refused(ask, at[i], &why);
    }
    return LODE_OK;
}
