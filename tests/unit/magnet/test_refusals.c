/* Outside the range to which a law was held there is a sentence, not a number. */
#include <math.h>

#include "unit/magnet/world.h"

static void refused(World *world, const MagnetMaterial *magnet, const char *sentence)
{
    MagnetRoom room;
    CHECK_INT(magnet_room(&world->data, magnet, &room, &world->why), LODE_BAD_INPUT);
    CHECK_TEXT(world->why.text, sentence);
}

static void refused_at(World *world, const MagnetRoom *room, double celsius,
                       const char *sentence)
{
    MagnetCurve curve;
    CHECK_INT(magnet_warm(&world->data, room, celsius, &curve, &world->why), LODE_BAD_INPUT);
    CHECK_TEXT(world->why.text, sentence);
}

TEST(a_negative_thickness_is_refused)
{
    World world = world_open();
    MagnetMaterial magnet = world_magnet(&world, "dy-fine", 1);
    magnet.thickness = -3;
    refused(&world, &magnet, "a thickness of -3 mm is no thickness; give millimetres above 0");
    magnet.thickness = NAN;
    refused(&world, &magnet, "a thickness of nan mm is no thickness; give millimetres above 0");
    world_close(&world);
}

TEST(diffusion_is_refused_where_no_gain_was_published)
{
    World world = world_open();
    MagnetMaterial magnet = world_magnet(&world, "gbd-tb", 0);
    magnet.thickness = 12;
    refused(&world, &magnet,
            "at 12 mm the part is too thick for diffusion: gains are known up to 8 mm");
    magnet.thickness = 4;
    magnet.pickup = 1.2;
    refused(&world, &magnet, "a pick-up of 1.2 wt% is outside 0.3 to 0.6 wt%");
    world_close(&world);
}

TEST(compositions_that_are_no_magnets_are_refused)
{
    World world = world_open();
    MagnetMaterial magnet = world_magnet(&world, "dy-fine", 0);
    magnet.content[MAGNET_DY] = 14;
    refused(&world, &magnet, "14 wt% of dy is outside 0 to 11.5 wt%");
    magnet.content[MAGNET_DY] = NAN;
    refused(&world, &magnet, "nan wt% of dy is outside 0 to 11.5 wt%");
    magnet.content[MAGNET_DY] = 6;
    refused(&world, &magnet, "36.5 wt% of rare earth is outside 0 to 35 wt%");
    magnet = world_magnet(&world, "dy-fine", 0);
    magnet.content[MAGNET_ND] -= 5;
    refused(&world, &magnet,
            "rare earth of 25.50 wt% is less than the hard phase needs; a sintered magnet has "
            "29 to 33 wt%");
    magnet = world_magnet(&world, "dy-fine", 0);
    magnet.alignment = 1.2;
    refused(&world, &magnet, "alignment of 1.2 is outside 0.5 to 1");
    world_close(&world);
}

TEST(grains_beyond_the_law_are_refused)
{
    World world = world_open();
    MagnetMaterial magnet = world_magnet(&world, "dy-fine", 0);
    magnet.grain = 20;
    refused(&world, &magnet, "grain size of 20 um is outside 0.055 to 8.3 um");
    world_close(&world);
}

TEST(temperatures_beyond_the_coefficients_are_refused)
{
    World world = world_open();
    const MagnetMaterial magnet = world_magnet(&world, "gbd-tb-boundary", 3);
    const MagnetRoom room = world_room(&world, &magnet);
    refused_at(&world, &room, 400, "400 C is above the Curie point (323 C): no magnet there");
    refused_at(&world, &room, 250,
               "250 C is outside 20 to 230 C, where coefficients are known");
    refused_at(&world, &room, -40,
               "-40 C is outside 20 to 230 C, where coefficients are known");
    world_close(&world);
}

TEST(a_magnet_that_heat_has_undone_is_refused)
{
    World world = world_open();
    const MagnetMaterial magnet = world_magnet(&world, "lean", 0);
    const MagnetRoom room = world_room(&world, &magnet);
    refused_at(&world, &room, 200,
               "at 200 C a magnet of 12.0 kOe (at 20 C) has no coercivity left");
    world_close(&world);
}

TEST(near_its_curie_point_a_cerium_magnet_is_refused)
{
    World world = world_open();
    const MagnetRecipe *recipe = world_recipe(&world, "ce-dual");
    const MagnetMaterial magnet =
        magnet_recipe_material(&world.data, recipe, 0, 0, 0.4, recipe->align_high, 4);
    const MagnetRoom room = world_room(&world, &magnet);
    refused_at(&world, &room, 200,
               "200 C is too near the Curie point (258 C): the anisotropy is known up to 0.85 "
               "of it");
    world_close(&world);
}

TEST(load_lines_that_make_no_sense_are_refused)
{
    World world = world_open();
    const MagnetMaterial magnet = world_magnet(&world, "dy-fine", 0);
    const MagnetCurve curve = world_curve(&world, &magnet, 100);
    MagnetPoint point;
    CHECK_INT(magnet_operate(&curve, -1, 0, &point, &world.why), LODE_BAD_INPUT);
    CHECK_TEXT(world.why.text, "a permeance coefficient of -1 is not 0 or more");
    CHECK_INT(magnet_operate(&curve, 2, -1, &point, &world.why), LODE_BAD_INPUT);
    CHECK_TEXT(world.why.text, "an applied field of -1 kOe is not 0 or more");
    CHECK_INT(magnet_operate(&curve, 2, 30, &point, &world.why), LODE_BAD_INPUT);
    world_close(&world);
}

static void unwanted(World *world, const MagnetWant *want, const char *sentence)
{
    MagnetDesign designs[64];
    CHECK(world->data.n_recipes <= 64);
    CHECK_INT(magnet_design(&world->data, want, &world->prices, designs, &world->why),
              LODE_BAD_INPUT);
    CHECK_TEXT(world->why.text, sentence);
}

TEST(wishes_that_make_no_sense_are_refused)
{
    World world = world_open();
    MagnetWant want = magnet_want_nothing();
    want.family = "XH";
    unwanted(&world, &want, "there is no grade family 'XH'; there are N M H SH UH EH AH");
    want = magnet_want_nothing();
    want.thickness = -1;
    unwanted(&world, &want, "a thickness of -1 mm is no thickness; give millimetres above 0");
    want = magnet_want_nothing();
    want.celsius = 600;
    unwanted(&world, &want, "600 C is outside 20 to 230 C, where coefficients are known");
    want = magnet_want_nothing();
    want.hcj = -5;
    unwanted(&world, &want, "wanted Hcj (-5, hot 0 kOe) and Br (0 T) must be 0 or more");
    want = magnet_want_nothing();
    want.permeance = -2;
    unwanted(&world, &want,
             "permeance coefficient (-2) and applied field (0 kOe) must be 0 or more");
    want = magnet_want_nothing();
    want.loss_max = 7;
    unwanted(&world, &want, "an allowed loss of 7 is outside 0 to 1");
    want = magnet_want_nothing();
    world.prices.metal[MAGNET_DY] = -1;
    unwanted(&world, &want, "a price of -1 USD/kg of dy is no price");
    world_close(&world);
}
