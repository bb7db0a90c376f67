#include <math.h>
#include <string.h>

#include "cli/grid.h"
#include "cli/json.h"
#include "cli/magnet.h"
#include "magnet/grade.h"

enum { G_PER_KG = 1000 };

static bool is_wish(const MagnetWant *want)
{
    return want->family || want->hcj > 0 || want->hcj_hot > 0 || !isnan(want->permeance);
}

/* ---- design ---- */

static Grid *design_grid(const MagnetDesk *desk, const MagnetDesign *designs)
{
    static const char *const titles[] = {
        "recipe",      "USD/kg", "Br [T]", "Hcj [kOe]", "hot Hcj", "(BH)max [MGOe]",
        "NdPr [g/kg]", "Dy",     "Tb",     "saves Dy",  "saves Tb"};
    Grid *grid = grid_new(11, titles);
    for (int c = 1; c < 11; c++)
        grid_right(grid, c);
    for (int32_t i = 0; i < desk->data.n_recipes; i++) {
        const MagnetDesign *d = &designs[i];
        if (d->status) continue;
        grid_text(grid, desk->data.recipes[d->recipe].id);
        grid_format(grid, "%.2f", d->cost);
        grid_format(grid, "%.3f", d->room.br);
        grid_format(grid, "%.1f", d->room.hcj);
        grid_format(grid, "%.1f", d->hot.hcj);
        grid_format(grid, "%.1f", d->bhmax / MAGNET_KJ_PER_M3_PER_MGOE);
        grid_format(grid, "%.0f", G_PER_KG * (d->use[MAGNET_ND] + d->use[MAGNET_PR]));
        grid_format(grid, "%.1f", G_PER_KG * d->use[MAGNET_DY]);
        grid_format(grid, "%.1f", G_PER_KG * d->use[MAGNET_TB]);
        grid_format(grid, isnan(d->saved_dy) ? "-" : "%.1f", G_PER_KG * d->saved_dy);
        grid_format(grid, isnan(d->saved_tb) ? "-" : "%.1f", G_PER_KG * d->saved_tb);
    }
    return grid;
}

static void tell_refusals(const MagnetDesk *desk, const MagnetDesign *designs)
{
    fputs("\nCannot, and why:\n", desk->screen->out);
    for (int32_t i = 0; i < desk->data.n_recipes; i++)
        if (designs[i].status)
            fprintf(desk->screen->out, "  %s: %s\n", desk->data.recipes[designs[i].recipe].id,
                    designs[i].why.text);
}

static json_t *design_json(const MagnetDesk *desk, const MagnetDesign *d)
{
    const MagnetRecipe *recipe = &desk->data.recipes[d->recipe];
    json_t *object = json_object();
    json_put(object, "recipe", json_string(recipe->id));
    json_put(object, "name", json_string(recipe->name));
    json_put(object, "name_zh", json_text(recipe->name_zh));
    if (d->status) {
        json_put(object, "why_not", json_string(d->why.text));
        return object;
    }
    json_t *use = json_object();
    for (int e = 0; e < MAGNET_ELEMENTS; e++)
        json_put(use, desk->data.elements[e].id, json_number(d->use[e]));
    json_put(object, "cost_usd_per_kg", json_number(d->cost));
    json_put(object, "br_t", json_number(d->room.br));
    json_put(object, "hcj_koe", json_number(d->room.hcj));
    json_put(object, "hcj_hot_koe", json_number(d->hot.hcj));
    json_put(object, "bhmax_kj_per_m3", json_number(d->bhmax));
    json_put(object, "alloyed_wt", json_number(d->alloy));
    json_put(object, "diffused_wt", json_number(d->pickup));
    json_put(object, "use_kg_per_kg", use);
    json_put(object, "saved_dy_kg_per_kg", json_number(d->saved_dy));
    json_put(object, "saved_tb_kg_per_kg", json_number(d->saved_tb));
    return object;
}

static Status print_designs(const MagnetDesk *desk, const MagnetWant *want,
                            const MagnetDesign *designs)
{
    if (args_has(desk->args, "json")) {
        json_t *list = json_array();
        for (int32_t i = 0; i < desk->data.n_recipes; i++)
            json_array_append_new(list, design_json(desk, &designs[i]));
        return json_print(desk->screen, json_pack("{s:s, s:s, s:o}", "schema", "lode.magnet/1",
                                                  "prices", desk->priced, "designs", list));
    }
    Grid *grid = design_grid(desk, designs);
    const bool csv = args_has(desk->args, "csv");
    if (!csv)
        fprintf(desk->screen->out,
                "At %g C, %g mm thick, %s; grams per kg of finished magnet\n", want->celsius,
                want->thickness, desk->priced);
    const Status st = csv ? grid_print_csv(grid, desk->screen) : grid_print(grid, desk->screen);
    grid_free(grid);
    if (!csv) tell_refusals(desk, designs);
    return st;
}

Status magnet_print_designs(const MagnetDesk *desk)
{
    MagnetWant want;
    MagnetWhy why;
    Status st = magnet_read_want(desk, &want);
    if (!st) st = magnet_number(desk, "temp", want.celsius, &want.celsius);
    if (st) return st;
    if (!is_wish(&want)) {
        screen_error(desk->screen,
                     "what shall it reach? --family, --hcj, --hcj-hot or --permeance says so");
        return LODE_USAGE;
    }
    MagnetDesign *designs = ARENA_ARRAY(desk->arena, MagnetDesign, desk->data.n_recipes);
    if (!designs) return LODE_NO_MEMORY;
    st = magnet_design(&desk->data, &want, &desk->prices, designs, &why);
    if (st) return magnet_refused(desk, st, &why);
    return print_designs(desk, &want, designs);
}

/* ---- grades ---- */

static double heavy_wt(const MagnetMaterial *made, MagnetElement element, int32_t heavy)
{
    return made->content[element] + (made->diffuse == heavy ? made->pickup : 0);
}

static void grade_cells(const MagnetDesk *desk, Grid *grid, const MagnetGrade *grade,
                        const MagnetGradeDesign *made)
{
    const MagnetDesign *d = &made->design;
    grid_text(grid, desk->data.recipes[d->recipe].id);
    grid_format(grid, "%.3f", made->br);
    grid_format(grid, "%.3f", d->room.br);
    grid_format(grid, "%g", grade->hcj);
    grid_format(grid, "%.1f", d->room.hcj);
    grid_format(grid, "%g-%g", grade->bh_min, grade->bh_max);
    grid_format(grid, "%.1f", d->bhmax / MAGNET_KJ_PER_M3_PER_MGOE);
    grid_format(grid, "%.2f", heavy_wt(&d->material, MAGNET_DY, MAGNET_HEAVY_DY));
    grid_format(grid, "%.2f", heavy_wt(&d->material, MAGNET_TB, MAGNET_HEAVY_TB));
    grid_format(grid, "%.2f", d->cost);
    grid_text(grid, made->recovered ? "yes" : "no");
}

static void grade_row(const MagnetDesk *desk, Grid *grid, const MagnetGrade *grade)
{
    MagnetGradeDesign made;
    grid_text(grid, grade->id);
    if (magnet_grade_design(&desk->data, grade, &desk->prices, &made) == LODE_OK) {
        grade_cells(desk, grid, grade, &made);
        return;
    }
    for (int c = 0; c < 10; c++)
        grid_text(grid, "-");
    grid_text(grid, "no");
}

static json_t *grade_json(const MagnetDesk *desk, const MagnetGrade *grade)
{
    MagnetGradeDesign made;
    const Status st = magnet_grade_design(&desk->data, grade, &desk->prices, &made);
    json_t *object = json_object();
    json_put(object, "grade", json_string(grade->id));
    json_put(object, "family", json_string(grade->family));
    json_put(object, "br_t", json_number((grade->br_min + grade->br_max) / 2));
    json_put(object, "hcj_koe", json_number(grade->hcj));
    json_put(object, "source", json_string(grade->source));
    json_put(object, "recovered", json_boolean(!st && made.recovered));
    if (!st) json_put(object, "design", design_json(desk, &made.design));
    return object;
}

Status magnet_print_grades(const MagnetDesk *desk)
{
    static const char *const titles[] = {
        "grade",          "recipe", "Br [T]",   "model",    "Hcj [kOe]", "model",
        "(BH)max [MGOe]", "model",  "Dy [wt%]", "Tb [wt%]", "USD/kg",    "recovered"};
    if (args_has(desk->args, "json")) {
        json_t *list = json_array();
        for (int32_t i = 0; i < desk->data.n_grades; i++)
            json_array_append_new(list, grade_json(desk, &desk->data.grades[i]));
        return json_print(desk->screen, json_pack("{s:s, s:o}", "schema",
                                                  "lode.magnet.grades/1", "grades", list));
    }
    Grid *grid = grid_new(12, titles);
    for (int c = 2; c < 11; c++)
        grid_right(grid, c);
    for (int32_t i = 0; i < desk->data.n_grades; i++)
        grade_row(desk, grid, &desk->data.grades[i]);
    const Status st = args_has(desk->args, "csv") ? grid_print_csv(grid, desk->screen)
                                                  : grid_print(grid, desk->screen);
    grid_free(grid);
    return st;
}
