/* magnet_tables.c - a developer's program that prints, as CSV, what docs/magnets.md shows.
 *     magnet_tables FOLDER fit          the fitted coefficients, and those in use
 *     magnet_tables FOLDER residuals    every published row, and what the module gives for it
 *     magnet_tables FOLDER grades       the catalogue grades, and the recipe nearest to each
 *     magnet_tables FOLDER curves [FAMILY [BR]]           J(H), B(H) at 20, 100, 150, 200 C
 *     magnet_tables FOLDER design FAMILY CELSIUS THICKNESS [DYSPROSIUM_PRICE_FACTOR] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fit.h"
#include "magnet/grade.h"

static int print_fit(const MagnetData *data)
{
    const Fit fit = fit_coefficients(data);
    const MagnetRecipe *recipe = &data->recipes[magnet_recipe_find(data, "dy-conventional")];
    printf("coefficient,fitted,in use\n");
    printf("neff,%.3f,%.3f\n", fit.neff, data->c.neff);
    printf("alpha,%.4f,%.4f\n", fit.alpha, data->c.alpha);
    printf("boundary of dy-conventional,%.2f,%.2f\n", fit.boundary, recipe->boundary);
    return 0;
}

static int print_residuals(const MagnetData *data)
{
    Residual row[RESIDUALS_MAX];
    const int32_t n = fit_residuals(data, row);
    printf("law,row,unit,published,model,difference,allowed,used to\n");
    for (int32_t i = 0; i < n; i++)
        printf("%s,\"%s\",%s,%g,%.3f,%+.3f,%g,%s\n", row[i].law, row[i].what, row[i].unit,
               row[i].published, row[i].model, row[i].model - row[i].published, row[i].within,
               row[i].fitted ? "fit" : "check");
    return 0;
}

static double heavy_wt(const MagnetMaterial *made, MagnetElement element, int32_t heavy)
{
    return made->content[element] + (made->diffuse == heavy ? made->pickup : 0);
}

static void print_grade(const MagnetData *data, const MagnetGrade *grade,
                        const MagnetGradeDesign *made)
{
    const MagnetDesign *design = &made->design;
    printf("%s,%s,%.3f,%.3f,%g,%.1f,%g,%.1f,%g,%s,%.2f,%.2f,%s\n", grade->id, grade->source,
           made->br, design->room.br, grade->hcj, design->room.hcj, grade->bh_min,
           design->bhmax / MAGNET_KJ_PER_M3_PER_MGOE, grade->bh_max,
           data->recipes[design->recipe].id,
           heavy_wt(&design->material, MAGNET_DY, MAGNET_HEAVY_DY),
           heavy_wt(&design->material, MAGNET_TB, MAGNET_HEAVY_TB),
           made->recovered ? "yes" : "no");
}

static int print_grades(const MagnetData *data)
{
    const MagnetPrices prices = magnet_prices_usual(data);
    printf("grade,source,Br [T],Br model [T],Hcj [kOe],Hcj model [kOe],BHmax low [MGOe],"
           "BHmax model [MGOe],BHmax high [MGOe],recipe,Dy [wt%%],Tb [wt%%],recovered\n");
    for (int32_t i = 0; i < data->n_grades; i++) {
        MagnetGradeDesign made;
        if (magnet_grade_design(data, &data->grades[i], &prices, &made))
            printf("%s,%s,,,,,,,,,,,no\n", data->grades[i].id, data->grades[i].source);
        else
            print_grade(data, &data->grades[i], &made);
    }
    return 0;
}

static void print_curve(const MagnetData *data, const MagnetRoom *room, double celsius)
{
    enum { POINTS = 200 };
    MagnetCurve curve;
    MagnetWhy why;
    if (magnet_warm(data, room, celsius, &curve, &why)) {
        fprintf(stderr, "%s\n", why.text);
        return;
    }
    for (int i = 0; i <= POINTS; i++) {
        const double u = curve.hcj * i / POINTS;
        printf("%g,%.4f,%.3f,%.5f,%.5f\n", celsius, -u, -u * MAGNET_KA_PER_M_PER_KOE,
               magnet_curve_j(&curve, u), magnet_curve_b(&curve, u));
    }
}

static int refuse(const MagnetWhy *why)
{
    fprintf(stderr, "%s\n", why->text);
    return status_exit_code(LODE_BAD_INPUT);
}

/* The cheapest recipe of a family, at its highest remanence or at the one given. */
static int print_curves(const MagnetData *data, const char *family, const char *br)
{
    static const double celsius[] = {20, 100, 150, 200};
    const MagnetPrices prices = magnet_prices_usual(data);
    MagnetDesign *designs = calloc((size_t)data->n_recipes, sizeof *designs);
    MagnetWant want = magnet_want_nothing();
    MagnetWhy why;
    want.family = family;
    if (br) want.br = strtod(br, NULL), want.br_within = 0.03;
    const Status st =
        designs ? magnet_design(data, &want, &prices, designs, &why) : LODE_NO_MEMORY;
    if (!st) {
        printf("temperature [degC],H [kOe],H [kA/m],J [T],B [T]\n");
        for (int i = 0; i < 4; i++)
            print_curve(data, &designs[0].room, celsius[i]);
    }
    free(designs);
    return st ? refuse(&why) : 0;
}

static void print_design(const MagnetData *data, const MagnetDesign *design)
{
    const char *id = data->recipes[design->recipe].id;
    if (design->status) {
        printf("%s,,,,,,,,,,,,\"%s\"\n", id, design->why.text);
        return;
    }
    printf("%s,%.2f,%.2f,%.2f,%.3f,%.1f,%.1f,%.3f,%.4f,%.4f,%.4f,%.4f,\n", id, design->cost,
           design->alloy, design->pickup, design->room.br, design->room.hcj, design->hot.hcj,
           design->use[MAGNET_ND] + design->use[MAGNET_PR], design->use[MAGNET_DY],
           design->use[MAGNET_TB], design->saved_dy, design->saved_tb);
}

static int print_designs(const MagnetData *data, char **given, int n)
{
    MagnetPrices prices = magnet_prices_usual(data);
    MagnetDesign *designs = calloc((size_t)data->n_recipes, sizeof *designs);
    MagnetWant want = magnet_want_nothing();
    MagnetWhy why;
    want.family = given[0];
    want.celsius = strtod(given[1], NULL);
    want.thickness = strtod(given[2], NULL);
    want.permeance = 2;
    if (n > 3) prices.metal[MAGNET_DY] *= strtod(given[3], NULL);
    const Status st =
        designs ? magnet_design(data, &want, &prices, designs, &why) : LODE_NO_MEMORY;
    if (!st) {
        printf("recipe,cost [USD/kg],alloyed [wt%%],diffused [wt%%],Br [T],Hcj [kOe],"
               "Hcj hot [kOe],NdPr [kg/kg],Dy [kg/kg],Tb [kg/kg],saved Dy [kg/kg],"
               "saved Tb [kg/kg],why not\n");
        for (int32_t i = 0; i < data->n_recipes; i++)
            print_design(data, &designs[i]);
    }
    free(designs);
    return st ? refuse(&why) : 0;
}

static int usage(void)
{
    fprintf(stderr, "magnet_tables FOLDER fit|residuals|grades|curves [FAMILY [BR]]|"
                    "design FAMILY CELSIUS THICKNESS [FACTOR]\n");
    return status_exit_code(LODE_USAGE);
}

static int run(const MagnetData *data, int n, char **word)
{
    const char *what = word[0];
    if (strcmp(what, "fit") == 0) return print_fit(data);
    if (strcmp(what, "residuals") == 0) return print_residuals(data);
    if (strcmp(what, "grades") == 0) return print_grades(data);
    if (strcmp(what, "curves") == 0)
        return print_curves(data, n > 1 ? word[1] : "EH", n > 2 ? word[2] : NULL);
    if (strcmp(what, "design") == 0 && n >= 4) return print_designs(data, word + 1, n - 1);
    return usage();
}

static void print_mistakes(const Diag *diag)
{
    for (int32_t i = 0; i < diag_count(diag); i++) {
        char line[512];
        diag_format(diag_message(diag, i), line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) return usage();
    Arena *arena = arena_new(1 << 16);
    Diag *diag = diag_new();
    MagnetData data;
    const Status st = magnet_data_read(argv[1], arena, diag, &data);
    print_mistakes(diag);
    const int code = st ? status_exit_code(st) : run(&data, argc - 2, argv + 2);
    diag_free(diag);
    arena_free(arena);
    return code;
}
