/* Against the catalogues: every grade is what some recipe makes. */
#include <math.h>

#include "magnet/grade.h"
#include "unit/magnet/world.h"

TEST(every_catalogue_grade_is_recovered_by_a_recipe)
{
    World world = world_open();
    CHECK(world.data.n_grades >= 60);
    for (int32_t i = 0; i < world.data.n_grades; i++) {
        const MagnetGrade *grade = &world.data.grades[i];
        MagnetGradeDesign made;
        CHECK_OK(magnet_grade_design(&world.data, grade, &world.prices, &made));
        CHECK(made.recovered);
        CHECK(fabs(made.design.room.br - 0.5 * (grade->br_min + grade->br_max)) <= 0.03);
        CHECK(fabs(made.design.room.hcj / grade->hcj - 1) <= 0.1);
    }
    world_close(&world);
}

/* Br of a recovered grade may be 0.03 T off, which is 2 MGOe. */
TEST(energy_products_are_those_of_the_catalogue)
{
    World world = world_open();
    for (int32_t i = 0; i < world.data.n_grades; i++) {
        const MagnetGrade *grade = &world.data.grades[i];
        MagnetGradeDesign made;
        CHECK_OK(magnet_grade_design(&world.data, grade, &world.prices, &made));
        const double mgoe = made.design.bhmax / MAGNET_KJ_PER_M3_PER_MGOE;
        CHECK(mgoe > grade->bh_min - 1 && mgoe < grade->bh_max + 1);
    }
    world_close(&world);
}

TEST(a_grade_beyond_every_recipe_is_not_recovered)
{
    World world = world_open();
    const MagnetGrade wish = {
        .id = "N60EH", .family = "EH", .br_min = 1.53, .br_max = 1.57, .hcj = 30};
    const MagnetGrade dream = {
        .id = "N50XH", .family = "AH", .br_min = 1.4, .br_max = 1.4, .hcj = 60};
    MagnetGradeDesign made;
    CHECK_OK(magnet_grade_design(&world.data, &wish, &world.prices, &made));
    CHECK(!made.recovered);
    CHECK_INT(magnet_grade_design(&world.data, &dream, &world.prices, &made), LODE_INFEASIBLE);
    world_close(&world);
}

/* Makers print one coefficient a family and say +-0.05 %/K; cerium magnets fall faster. */
TEST(temperature_coefficients_of_recovered_grades_are_those_of_the_family)
{
    World world = world_open();
    for (int32_t i = 0; i < world.data.n_grades; i++) {
        const MagnetGrade *grade = &world.data.grades[i];
        const MagnetFamily *family =
            &world.data.families[magnet_family_find(&world.data, grade->family)];
        MagnetGradeDesign made;
        MagnetCurve hot;
        CHECK_OK(magnet_grade_design(&world.data, grade, &world.prices, &made));
        const MagnetRoom *room = &made.design.room;
        if (made.design.light > 0) continue;
        CHECK_OK(magnet_warm(&world.data, room, family->beta_to, &hot, &world.why));
        const double beta = 100 * (hot.hcj / room->hcj - 1) / (family->beta_to - 20);
        CHECK_NEAR(beta, family->beta, 0.05);
        CHECK_OK(magnet_warm(&world.data, room, family->alpha_to, &hot, &world.why));
        CHECK_NEAR(100 * (hot.br / room->br - 1) / (family->alpha_to - 20), family->alpha,
                   0.005);
    }
    world_close(&world);
}
