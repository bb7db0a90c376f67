/* tests/bad-candidates/NAME: candidates whose words mean nothing beside the model are told at
 * their cells; see the README there. */
#include "choice/candidates.h"

#include "support/said.h"
#include "unit/model/world.h"

TEST(mistakes_are_told_at_their_cells)
{
    char path[SAID_PATH];
    World w = world_open();
    snprintf(path, sizeof path, "%s/bad-candidates/all-at-once", test_folder());
    world_lay(&w, path);
    const Model *model = world_model(&w);
    CHECK_INT(candidates_check(model, NULL, 0, w.diag), LODE_BAD_INPUT);
    said_check("bad-candidates/all-at-once", w.diag);
    world_close(&w);
}
