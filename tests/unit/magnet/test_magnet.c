/* The laws of a magnet: what must rise, what must fall, what must join. */
#include <math.h>
#include <string.h>

#include "unit/magnet/world.h"

TEST(pure_nd2fe14b_has_the_properties_of_its_row)
{
    World world = world_open();
    MagnetMaterial magnet = world_magnet(&world, "dy-fine", 0);
    MagnetPhase phase;
    magnet.content[MAGNET_ND] += magnet.content[MAGNET_PR];
    magnet.content[MAGNET_PR] = magnet.content[MAGNET_CO] = 0;
    CHECK_OK(magnet_phase(&world.data, &magnet, &phase, &world.why));
    CHECK_NEAR(phase.js, 1.60, 1e-12);
    CHECK_NEAR(phase.ha, 73, 1e-12);
    CHECK_NEAR(phase.curie, 585, 1e-12);
    CHECK_NEAR(phase.volume, (100 - 30.5 - 0.2 - 0.65 - 0.08) / (100 - 26.68), 1e-12);
    world_close(&world);
}

/* 14.4242 wt% Nd and 16.25 wt% Dy are as many atoms of each. */
TEST(rare_earths_mix_by_atoms_not_by_weight)
{
    World world = world_open();
    MagnetMaterial magnet = world_magnet(&world, "dy-fine", 0);
    MagnetPhase phase;
    world.data.elements[MAGNET_DY].max = 20;
    memset(magnet.content, 0, sizeof magnet.content);
    magnet.content[MAGNET_ND] = 14.4242;
    magnet.content[MAGNET_DY] = 16.25;
    CHECK_OK(magnet_phase(&world.data, &magnet, &phase, &world.why));
    CHECK_NEAR(phase.js, (1.60 + 0.712) / 2, 1e-12);
    CHECK_NEAR(phase.ha, (73 + 150) / 2.0, 1e-12);
    world_close(&world);
}

TEST(dysprosium_raises_coercivity_and_lowers_remanence)
{
    World world = world_open();
    MagnetMaterial magnet = world_magnet(&world, "dy-fine", 0);
    MagnetRoom before = world_room(&world, &magnet);
    for (double wt = 0.5; wt <= 11.5; wt += 0.5) {
        magnet = world_magnet(&world, "dy-fine", wt);
        const MagnetRoom room = world_room(&world, &magnet);
        CHECK(room.hcj > before.hcj && room.br < before.br);
        before = room;
    }
    world_close(&world);
}

TEST(cerium_lowers_both_and_a_second_main_phase_saves_coercivity)
{
    World world = world_open();
    const MagnetRecipe *recipe = world_recipe(&world, "ce-dual");
    MagnetMaterial none = magnet_recipe_material(&world.data, recipe, 0, 0, 0, 0.95, 4);
    MagnetMaterial dual = magnet_recipe_material(&world.data, recipe, 0, 0, 0.25, 0.95, 4);
    MagnetMaterial mixed = dual;
    mixed.shield = 0;
    CHECK(world_room(&world, &dual).br < world_room(&world, &none).br);
    CHECK(world_room(&world, &dual).hcj < world_room(&world, &none).hcj);
    CHECK(world_room(&world, &mixed).hcj < world_room(&world, &dual).hcj);
    CHECK(world_room(&world, &mixed).curie < world_room(&world, &none).curie);
    world_close(&world);
}

TEST(cobalt_raises_the_curie_point_by_ten_kelvin_per_atomic_percent)
{
    World world = world_open();
    MagnetMaterial magnet = world_magnet(&world, "dy-fine", 0);
    MagnetPhase without, with;
    magnet.content[MAGNET_CO] = 0;
    CHECK_OK(magnet_phase(&world.data, &magnet, &without, &world.why));
    const double iron = 100 - 30.5 - 0.2 - 0.65 - 0.08;
    magnet.content[MAGNET_CO] = iron * 0.01 * 58.933 / (0.01 * 58.933 + 0.99 * 55.845);
    CHECK_OK(magnet_phase(&world.data, &magnet, &with, &world.why));
    CHECK_NEAR(with.curie - without.curie, 10, 1e-9);
    world_close(&world);
}

TEST(finer_grains_are_harder)
{
    World world = world_open();
    MagnetMaterial magnet = world_magnet(&world, "dy-fine", 0);
    double before = INFINITY;
    for (double grain = 0.3; grain <= 8; grain *= 1.3) {
        magnet.grain = grain;
        const double hcj = world_room(&world, &magnet).hcj;
        CHECK(hcj < before);
        before = hcj;
    }
    world_close(&world);
}

TEST(diffusion_gives_less_to_thicker_parts)
{
    World world = world_open();
    MagnetMaterial magnet = world_magnet(&world, "gbd-tb", 0);
    double before = INFINITY, hcj, br;
    for (double mm = 0.5; mm <= 8; mm += 0.5) {
        magnet.thickness = mm;
        CHECK_OK(magnet_diffusion(&world.data, &magnet, &hcj, &br, &world.why));
        CHECK(mm <= 4 ? hcj <= before : hcj < before);
        CHECK_NEAR(br, -0.0125, 1e-12);
        before = hcj;
    }
    world_close(&world);
}

TEST(terbium_diffuses_to_more_than_dysprosium_and_more_gives_more)
{
    World world = world_open();
    MagnetMaterial tb = world_magnet(&world, "gbd-tb", 0);
    MagnetMaterial dy = world_magnet(&world, "gbd-dy", 0);
    CHECK(world_room(&world, &tb).hcj > world_room(&world, &dy).hcj);
    CHECK(world_room(&world, &tb).br > world_room(&world, &dy).br);
    const double less = world_room(&world, &tb).hcj;
    tb.pickup = 0.6;
    CHECK(world_room(&world, &tb).hcj > less);
    world_close(&world);
}

TEST(heat_lowers_remanence_coercivity_and_energy_product)
{
    static const char *const recipes[] = {"boundary", "dy-fine", "gbd-tb", "gbd-tb-boundary"};
    static const double alloy[] = {0, 4, 2, 4};
    World world = world_open();
    for (int i = 0; i < 4; i++) {
        const MagnetMaterial magnet = world_magnet(&world, recipes[i], alloy[i]);
        MagnetCurve before = world_curve(&world, &magnet, 20);
        for (double celsius = 30; celsius <= 180; celsius += 10) {
            const MagnetCurve curve = world_curve(&world, &magnet, celsius);
            CHECK(curve.br < before.br && curve.hcj < before.hcj);
            CHECK(magnet_curve_bhmax(&curve) < magnet_curve_bhmax(&before));
            before = curve;
        }
    }
    world_close(&world);
}

TEST(nothing_changes_at_20_degrees)
{
    World world = world_open();
    const MagnetMaterial magnet = world_magnet(&world, "gbd-tb", 1);
    const MagnetRoom room = world_room(&world, &magnet);
    const MagnetCurve curve = world_curve(&world, &magnet, 20);
    CHECK_NEAR(curve.br, room.br, 1e-12);
    CHECK_NEAR(curve.hcj, room.hcj, 1e-12);
    world_close(&world);
}

TEST(a_curve_runs_from_remanence_to_coercivity_and_falls)
{
    World world = world_open();
    const MagnetMaterial magnet = world_magnet(&world, "gbd-tb", 1);
    const MagnetCurve curve = world_curve(&world, &magnet, 150);
    CHECK_NEAR(magnet_curve_j(&curve, 0), curve.br, 1e-12);
    CHECK_NEAR(magnet_curve_j(&curve, curve.hcj), 0, 1e-12);
    for (int i = 1; i <= 100; i++) {
        const double u = curve.hcj * i / 100, earlier = curve.hcj * (i - 1) / 100;
        CHECK(magnet_curve_j(&curve, u) < magnet_curve_j(&curve, earlier));
    }
    const double recoil = curve.br - curve.chi * curve.knee;
    CHECK_NEAR(magnet_curve_j(&curve, curve.knee), 0.9 * recoil, 1e-9);
    CHECK_NEAR(magnet_curve_b(&curve, magnet_curve_hcb(&curve)), 0, 1e-9);
    world_close(&world);
}

/* With a straight B(H) the energy product is Br^2 / (4 mu0 mu_recoil). */
TEST(the_energy_product_of_a_hard_magnet_is_that_of_its_recoil_line)
{
    World world = world_open();
    const MagnetMaterial magnet = world_magnet(&world, "gbd-tb-boundary", 2);
    const MagnetCurve curve = world_curve(&world, &magnet, 20);
    const double mu0 = 4e-7 * MAGNET_PI;
    const double straight = curve.br * curve.br / (4 * mu0 * world.data.c.recoil) / 1000;
    CHECK_NEAR(magnet_curve_bhmax(&curve), straight, 1e-3);
    world_close(&world);
}

TEST(the_operating_point_lies_on_curve_and_load_line)
{
    World world = world_open();
    const MagnetMaterial magnet = world_magnet(&world, "dy-fine", 4);
    const MagnetCurve curve = world_curve(&world, &magnet, 120);
    MagnetPoint point, driven, low;
    CHECK_OK(magnet_operate(&curve, 2, 0, &point, &world.why));
    CHECK_NEAR(point.b, magnet_curve_b(&curve, point.h), 1e-12);
    CHECK_NEAR(point.b, 2 * MAGNET_T_PER_KOE * point.h, 1e-9);
    CHECK(point.margin > 0 && point.loss >= 0 && point.loss < 0.01);
    CHECK_OK(magnet_operate(&curve, 0.5, 0, &low, &world.why));
    CHECK(low.h > point.h && low.b < point.b && low.margin < point.margin);
    CHECK_OK(magnet_operate(&curve, 2, 5, &driven, &world.why));
    CHECK(driven.h > point.h + 4 && driven.margin < point.margin);
    world_close(&world);
}

TEST(beyond_the_knee_flux_is_lost_for_good)
{
    World world = world_open();
    const MagnetMaterial magnet = world_magnet(&world, "dy-fine", 0);
    const MagnetCurve curve = world_curve(&world, &magnet, 120);
    MagnetPoint point;
    CHECK_OK(magnet_operate(&curve, 0, 0, &point, &world.why));
    CHECK(point.margin < 0 && point.loss > 0.1);
    world_close(&world);
}

/* GB/T 13560 gives the family limits in kA/m: 955 ... 2786. */
TEST(kilooersted_become_kiloamperes_per_metre)
{
    static const double ka_per_m[] = {955, 1114, 1353, 1592, 1990, 2388, 2786};
    World world = world_open();
    CHECK_INT(world.data.n_families, 7);
    for (int32_t i = 0; i < 7; i++)
        CHECK_NEAR(world.data.families[i].hcj * MAGNET_KA_PER_M_PER_KOE, ka_per_m[i], 1e-3);
    world_close(&world);
}

TEST(a_coercivity_belongs_to_the_highest_family_it_reaches)
{
    World world = world_open();
    CHECK_INT(magnet_family_of(&world.data, 11.9), -1);
    CHECK_INT(magnet_family_of(&world.data, 12), magnet_family_find(&world.data, "N"));
    CHECK_INT(magnet_family_of(&world.data, 24.9), magnet_family_find(&world.data, "SH"));
    CHECK_INT(magnet_family_of(&world.data, 39), magnet_family_find(&world.data, "AH"));
    world_close(&world);
}
