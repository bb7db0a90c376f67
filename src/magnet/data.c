#include "magnet/data.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "magnet/fields.h"

typedef struct CoefficientRow {
    const char *id;
    double value, low, high;
    const char *value_unit, *source, *status, *note;
} CoefficientRow;

#define SOURCED(row)                                                                           \
    FIELD_TEXT_OF(row, source, true), FIELD_TEXT_OF(row, status, true),                        \
        FIELD_TEXT_OF(row, note, false)
#define NUMBER(row, member, unit, low, high)                                                   \
    FIELD_NUMBER_OF(row, member, #member, unit, true, low, high)
#define OPTIONAL(row, member, unit, low, high)                                                 \
    FIELD_NUMBER_OF(row, member, #member, unit, false, low, high)
#define HEAVY "none|dy|tb"

static const Field coefficient_fields[] = {
    FIELD_TEXT_OF(CoefficientRow, id, true),
    NUMBER(CoefficientRow, value, NULL, -INFINITY, INFINITY),
    OPTIONAL(CoefficientRow, low, NULL, -INFINITY, INFINITY),
    OPTIONAL(CoefficientRow, high, NULL, -INFINITY, INFINITY),
    FIELD_TEXT_OF(CoefficientRow, value_unit, true),
    SOURCED(CoefficientRow),
};

static const Field element_fields[] = {
    FIELD_TEXT_OF(MagnetElementRow, id, true),
    NUMBER(MagnetElementRow, mass, "g/mol", 1, 300),
    OPTIONAL(MagnetElementRow, js, "T", 0, 3),
    OPTIONAL(MagnetElementRow, ha, "kOe", 0, 1000),
    OPTIONAL(MagnetElementRow, curie, "K", 1, 2000),
    NUMBER(MagnetElementRow, max, "wt%", 0, 100),
    NUMBER(MagnetElementRow, oxide_price, "USD/kg", 0, 1e6),
    NUMBER(MagnetElementRow, oxide_per_metal, "kg/kg", 1, 2),
    NUMBER(MagnetElementRow, recovery, "%", 1, 100),
    NUMBER(MagnetElementRow, fee, "USD/kg", 0, 1e4),
    SOURCED(MagnetElementRow),
};

static const Field anisotropy_fields[] = {
    NUMBER(MagnetAnisotropyRow, kelvin, "K", 1, 1000),
    NUMBER(MagnetAnisotropyRow, mu0ha, "T", 0, 100),
    SOURCED(MagnetAnisotropyRow),
};

static const Field family_fields[] = {
    FIELD_TEXT_OF(MagnetFamily, id, true),
    NUMBER(MagnetFamily, hcj, "kOe", 1, 100),
    NUMBER(MagnetFamily, t_max, "degC", 21, 300),
    NUMBER(MagnetFamily, alpha, "%/K", -1, 0),
    NUMBER(MagnetFamily, alpha_to, "degC", 21, 300),
    NUMBER(MagnetFamily, beta, "%/K", -2, 0),
    NUMBER(MagnetFamily, beta_to, "degC", 21, 300),
    NUMBER(MagnetFamily, dy_alloyed, "wt%", 0, 20),
    SOURCED(MagnetFamily),
};

static const Field grade_fields[] = {
    FIELD_TEXT_OF(MagnetGrade, id, true),       FIELD_TEXT_OF(MagnetGrade, family, true),
    FIELD_TEXT_OF(MagnetGrade, maker, false),   NUMBER(MagnetGrade, br_min, "T", 0, 2),
    NUMBER(MagnetGrade, br_max, "T", 0, 2),     NUMBER(MagnetGrade, hcj, "kOe", 1, 100),
    NUMBER(MagnetGrade, bh_min, "MGOe", 0, 64), NUMBER(MagnetGrade, bh_max, "MGOe", 0, 64),
    NUMBER(MagnetGrade, t_max, "degC", 0, 300), SOURCED(MagnetGrade),
};

static const Field recipe_fields[] = {
    FIELD_TEXT_OF(MagnetRecipe, id, true),
    FIELD_TEXT_OF(MagnetRecipe, name, true),
    FIELD_TEXT_OF(MagnetRecipe, name_zh, false),
    FIELD_CHOICE_OF(MagnetRecipe, alloy, HEAVY),
    NUMBER(MagnetRecipe, alloy_max, "wt%", 0, 30),
    FIELD_CHOICE_OF(MagnetRecipe, diffuse, HEAVY),
    NUMBER(MagnetRecipe, light_low, "%", 0, 100),
    NUMBER(MagnetRecipe, light_high, "%", 0, 100),
    NUMBER(MagnetRecipe, light_la, "%", 0, 100),
    NUMBER(MagnetRecipe, shield, "%", 0, 100),
    NUMBER(MagnetRecipe, grain, "um", 0.01, 100),
    NUMBER(MagnetRecipe, boundary, "kOe", -20, 20),
    NUMBER(MagnetRecipe, rare_earth, "wt%", 26, 40),
    NUMBER(MagnetRecipe, cobalt, "wt%", 0, 20),
    NUMBER(MagnetRecipe, gallium, "wt%", 0, 5),
    NUMBER(MagnetRecipe, additions, "wt%", 0, 10),
    NUMBER(MagnetRecipe, oxygen, "wt%", 0, 5),
    NUMBER(MagnetRecipe, align_low, NULL, 0.5, 1),
    NUMBER(MagnetRecipe, align_high, NULL, 0.5, 1),
    NUMBER(MagnetRecipe, density, "%", 50, 100),
    NUMBER(MagnetRecipe, finish_yield, "%", 1, 100),
    NUMBER(MagnetRecipe, cost_factor, NULL, 0, 100),
    NUMBER(MagnetRecipe, recycled, "%", 0, 100),
    FIELD_CHOICE_OF(MagnetRecipe, plain, "no|yes"),
    SOURCED(MagnetRecipe),
};

#define TABLE_OF(name, row)                                                                    \
    {                                                                                          \
        "tables/" #name "s.csv", name##_fields,                                                \
            (int32_t)(sizeof name##_fields / sizeof *name##_fields), sizeof(row)               \
    }
static const FieldTable coefficient_table = TABLE_OF(coefficient, CoefficientRow);
static const FieldTable element_table = TABLE_OF(element, MagnetElementRow);
static const FieldTable grade_table = TABLE_OF(grade, MagnetGrade);
static const FieldTable recipe_table = TABLE_OF(recipe, MagnetRecipe);
static const FieldTable anisotropy_table = {
    "tables/anisotropy.csv", anisotropy_fields,
    (int32_t)(sizeof anisotropy_fields / sizeof *anisotropy_fields),
    sizeof(MagnetAnisotropyRow)};
static const FieldTable family_table = {"tables/families.csv", family_fields,
                                        (int32_t)(sizeof family_fields / sizeof *family_fields),
                                        sizeof(MagnetFamily)};

/* --- coefficients --- */

typedef struct CoefficientName {
    const char *id, *unit;
    size_t offset;
} CoefficientName;

static const CoefficientName coefficient_names[] = {
#define COEFFICIENT(name, unit) {#name, unit, offsetof(MagnetCoefficients, name)},
#include "magnet/coefficients.def"
#undef COEFFICIENT
};
enum { N_COEFFICIENTS = (int)(sizeof coefficient_names / sizeof *coefficient_names) };

static void take_coefficient(const FieldRows *rows, int32_t i, Diag *diag, bool *seen,
                             MagnetCoefficients *out)
{
    const CoefficientRow *row = (const CoefficientRow *)rows->rows + i;
    for (int32_t k = 0; k < N_COEFFICIENTS; k++) {
        const CoefficientName *name = &coefficient_names[k];
        if (strcmp(name->id, row->id) != 0) continue;
        if (seen[k]) fields_error(rows, i, "id", diag, "'%s' is there twice", row->id);
        if (strcmp(name->unit, row->value_unit) != 0)
            fields_error(rows, i, "value_unit", diag, "the unit is '%s', but must be '%s'",
                         row->value_unit, name->unit);
        memcpy((char *)out + name->offset, &row->value, sizeof row->value);
        seen[k] = true;
        return;
    }
    fields_error(rows, i, "id", diag, "no formula uses '%s'", row->id);
}

static void take_coefficients(const FieldRows *rows, Diag *diag, MagnetData *out)
{
    bool seen[N_COEFFICIENTS] = {false};
    for (int32_t i = 0; i < rows->n; i++)
        take_coefficient(rows, i, diag, seen, &out->c);
    for (int32_t k = 0; k < N_COEFFICIENTS; k++)
        if (!seen[k])
            diag_error(diag, coefficient_table.file, 0, 0, "id", "a row '%s' is missing",
                       coefficient_names[k].id);
}

/* --- the other tables --- */

static void take_elements(const FieldRows *rows, Diag *diag, MagnetData *out)
{
    static const char ids[] = "la|ce|pr|nd|ho|dy|tb|co|ga|fe";
    const MagnetElementRow *row = rows->rows;
    for (int32_t i = 0; i < rows->n; i++) {
        const int32_t at = text_choice(row[i].id, ids);
        if (at < 0) {
            fields_error(rows, i, "id", diag, "'%s' is none of %s", row[i].id, ids);
            continue;
        }
        if (at < MAGNET_RARE_EARTHS &&
            (isnan(row[i].js) || isnan(row[i].ha) || isnan(row[i].curie)))
            fields_error(rows, i, "js", diag, "a rare earth needs js, ha and curie");
        out->elements[at] = row[i];
    }
    for (int32_t e = 0; e < MAGNET_ELEMENTS; e++)
        if (!out->elements[e].id)
            diag_error(diag, element_table.file, 0, 0, "id", "an element of %s is missing",
                       ids);
}

static void take_recipes(const FieldRows *rows, Diag *diag, MagnetData *out)
{
    out->recipes = rows->rows;
    out->n_recipes = rows->n;
    out->plain = -1;
    for (int32_t i = 0; i < rows->n; i++) {
        const MagnetRecipe *recipe = &out->recipes[i];
        if (recipe->align_low > recipe->align_high)
            fields_error(rows, i, "align_low", diag, "the low end is above the high end");
        if (recipe->light_low > recipe->light_high)
            fields_error(rows, i, "light_low", diag, "the low end is above the high end");
        if (recipe->plain && out->plain < 0) out->plain = i;
    }
    if (out->plain < 0)
        diag_error(diag, recipe_table.file, 0, 0, "plain", "no recipe is marked 'yes'");
}

static void check_order(const FieldRows *anisotropy, const FieldRows *families, Diag *diag,
                        const MagnetData *data)
{
    for (int32_t i = 1; i < data->n_anisotropy; i++)
        if (data->anisotropy[i].kelvin <= data->anisotropy[i - 1].kelvin)
            fields_error(anisotropy, i, "kelvin", diag, "temperatures must rise");
    for (int32_t i = 1; i < data->n_families; i++)
        if (data->families[i].hcj <= data->families[i - 1].hcj)
            fields_error(families, i, "hcj", diag, "coercivities must rise");
    if (data->n_anisotropy < 2)
        diag_error(diag, anisotropy_table.file, 0, 0, "", "at least two rows are needed");
    if (data->n_families < 2)
        diag_error(diag, family_table.file, 0, 0, "", "at least two rows are needed");
}

static void check_families(const FieldRows *grades, Diag *diag, const MagnetData *data)
{
    for (int32_t i = 0; i < data->n_grades; i++)
        if (magnet_family_find(data, data->grades[i].family) < 0)
            fields_error(grades, i, "family", diag, "'%s' is not in families.csv",
                         data->grades[i].family);
}

Status magnet_data_from(const Files *files, Arena *arena, Diag *diag, MagnetData *out)
{
    FieldRows coefficients, elements, anisotropy, families, grades, recipes;
    *out = (MagnetData){0};
    Status st = fields_read(&coefficient_table, files, arena, diag, &coefficients);
    if (!st) st = fields_read(&element_table, files, arena, diag, &elements);
    if (!st) st = fields_read(&anisotropy_table, files, arena, diag, &anisotropy);
    if (!st) st = fields_read(&family_table, files, arena, diag, &families);
    if (!st) st = fields_read(&grade_table, files, arena, diag, &grades);
    if (!st) st = fields_read(&recipe_table, files, arena, diag, &recipes);
    if (st) return st;
    const int32_t before = diag_errors(diag);
    out->anisotropy = anisotropy.rows;
    out->n_anisotropy = anisotropy.n;
    out->families = families.rows;
    out->n_families = families.n;
    out->grades = grades.rows;
    out->n_grades = grades.n;
    take_coefficients(&coefficients, diag, out);
    take_elements(&elements, diag, out);
    take_recipes(&recipes, diag, out);
    check_order(&anisotropy, &families, diag, out);
    check_families(&grades, diag, out);
    return diag_errors(diag) > before ? LODE_BAD_INPUT : LODE_OK;
}

Status magnet_data_read(const char *folder, Arena *arena, Diag *diag, MagnetData *out)
{
    Files files;
    const Status st = files_read(folder, arena, diag, &files);
    return st ? st : magnet_data_from(&files, arena, diag, out);
}

int32_t magnet_family_find(const MagnetData *data, const char *id)
{
    for (int32_t i = 0; i < data->n_families; i++)
        if (strcmp(data->families[i].id, id) == 0) return i;
    return -1;
}

int32_t magnet_family_of(const MagnetData *data, double hcj)
{
    int32_t family = -1;
    while (family + 1 < data->n_families && hcj >= data->families[family + 1].hcj)
        family++;
    return family;
}

int32_t magnet_recipe_find(const MagnetData *data, const char *id)
{
    for (int32_t i = 0; i < data->n_recipes; i++)
        if (strcmp(data->recipes[i].id, id) == 0) return i;
    return -1;
}
