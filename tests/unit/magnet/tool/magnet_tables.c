/* magnet_tables.c - a developer's program that prints, as CSV, what docs/magnets.md shows.
 *     magnet_tables FOLDER fit          the fitted coefficients, and those in use
 *     magnet_tables FOLDER residuals    every published row, and what the module gives for it
 * `lode magnet` prints the others. */
#include <stdio.h>
#include <string.h>

#include "fit.h"

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

static int usage(void)
{
    fprintf(stderr, "magnet_tables FOLDER fit|residuals\n");
    return status_exit_code(LODE_USAGE);
}

static int run(const MagnetData *data, const char *what)
{
    if (strcmp(what, "fit") == 0) return print_fit(data);
    if (strcmp(what, "residuals") == 0) return print_residuals(data);
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
    const int code = st ? status_exit_code(st) : run(&data, argv[2]);
    diag_free(diag);
    arena_free(arena);
    return code;
}
