/* Any text as a unit: what we take, UDUNITS must take; a factor there and back must be one. */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/units.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const targets[] = {"1", "t", "t/month", "USD/t", "month", "MWh"};
    char why[512];
    UnitFactor there, back;
    UnitSystem *units;
    Arena *arena = arena_new(0);
    const char *text = arena_text(arena, (const char *)data, size);
    assert(units_new("USD", &units) == LODE_OK);
    if (units_known(units, text, why, sizeof why)) {
        for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
            if (!units_factor(units, text, targets[i], &there, why, sizeof why)) continue;
            assert(there.multiply > 0 && there.divide > 0);
            if (units_factor(units, targets[i], text, &back, why, sizeof why))
                assert(fabs(unit_convert(back, unit_convert(there, 1)) - 1) < 1e-9);
        }
    } else {
        assert(strlen(why) > 0);
    }
    units_free(units);
    arena_free(arena);
    return 0;
}
