/* world.h - the data of data/magnets, and magnets for tests to change. */
#ifndef LODE_TESTS_MAGNET_WORLD_H
#define LODE_TESTS_MAGNET_WORLD_H

#include <stdio.h>

#include "magnet/design.h"
#include "support/test.h"

typedef struct World {
    Arena *arena;
    Diag *diag;
    MagnetData data;
    MagnetPrices prices;
    MagnetWhy why;
} World;

static inline void world_folder(char *path, size_t size)
{
    snprintf(path, size, "%s/../data/magnets", test_folder());
}

static inline World world_open(void)
{
    World world = {.arena = arena_new(1 << 16), .diag = diag_new()};
    char path[1024];
    world_folder(path, sizeof path);
    CHECK_OK(magnet_data_read(path, world.arena, world.diag, &world.data));
    CHECK_INT(diag_count(world.diag), 0);
    world.prices = magnet_prices_usual(&world.data);
    return world;
}

static inline void world_close(World *world)
{
    diag_free(world->diag);
    arena_free(world->arena);
}

static inline const MagnetRecipe *world_recipe(const World *world, const char *id)
{
    const int32_t at = magnet_recipe_find(&world->data, id);
    CHECK(at >= 0);
    return &world->data.recipes[at];
}

/* The recipe's magnet, 4 mm thick, best aligned, without light elements. */
static inline MagnetMaterial world_magnet(const World *world, const char *id, double alloy)
{
    const MagnetRecipe *recipe = world_recipe(world, id);
    return magnet_recipe_material(&world->data, recipe, alloy, 0.4, 0, recipe->align_high, 4);
}

static inline MagnetRoom world_room(World *world, const MagnetMaterial *material)
{
    MagnetRoom room = {0};
    CHECK_OK(magnet_room(&world->data, material, &room, &world->why));
    return room;
}

static inline MagnetCurve world_curve(World *world, const MagnetMaterial *material,
                                      double celsius)
{
    const MagnetRoom room = world_room(world, material);
    MagnetCurve curve = {0};
    CHECK_OK(magnet_warm(&world->data, &room, celsius, &curve, &world->why));
    return curve;
}

#endif
