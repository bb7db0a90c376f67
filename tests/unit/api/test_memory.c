/* Every allocation below the public API fails in turn: it says so, and nothing is lost.
 * The linker puts these functions in the place of the allocator (CMakeLists.txt, --wrap). */
#include <stdlib.h>

#include "fixture.h"

enum { ATTEMPTS_MOST = 4000 };

static int allocations_left = -1; /* negative: as many as there are */

static int allowed(void)
{
    if (allocations_left == 0) return 0;
    if (allocations_left > 0) allocations_left--;
    return 1;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);

void *__wrap_malloc(size_t size)
{
    return allowed() ? __real_malloc(size) : NULL;
}

void *__wrap_calloc(size_t n, size_t size)
{
    return allowed() ? __real_calloc(n, size) : NULL;
}

typedef struct World {
    lode_model *model;
    lode_run *run, *other;
    int status;
} World;

static void load(World *w)
{
    char folder[512];
    lode_model *model = NULL;
    w->status = lode_model_load(model_folder("two-hops", folder, sizeof folder), &model);
    lode_model_free(model);
}

static void run(World *w)
{
    static const char *const scenario = "tariff";
    static const char *const change = "facilities[the-mine].capacity=*0.9";
    lode_run *out = NULL;
    const lode_run_options options = {.size = sizeof options,
                                      .scenarios = &scenario,
                                      .n_scenarios = 1,
                                      .changes = &change,
                                      .n_changes = 1,
                                      .end = "2025-02"};
    w->status = lode_model_run(w->model, &options, &out);
    lode_run_free(out);
}

static void query(World *w)
{
    lode_answer *out = NULL;
    const lode_query query = {.size = sizeof query, .metric = "price", .by = "*"};
    w->status = lode_run_query(w->run, &query, &out);
    CHECK_INT(lode_answer_series(out), w->status ? 0 : 3);
    lode_answer_free(out);
}

static void compare(World *w)
{
    lode_words *out = NULL;
    w->status = lode_run_compare(w->run, w->other, &out);
    lode_words_free(out);
}

static void why(World *w)
{
    lode_words *out = NULL;
    w->status = lode_run_why(w->run, "mill", "ore", "2025-06", &out);
    lode_words_free(out);
}

/* With n = 0, 1, 2, ... allocations granted, until it succeeds. */
static void fail_in_turn(World *w, void (*what)(World *))
{
    int n = 0;
    w->status = LODE_NO_MEMORY;
    for (; w->status && n < ATTEMPTS_MOST; n++) {
        allocations_left = n;
        what(w);
        allocations_left = -1;
        CHECK(w->status == LODE_OK || w->status == LODE_NO_MEMORY);
    }
    CHECK_INT(w->status, LODE_OK);
    CHECK(n > 3);
}

TEST(whatever_finds_no_memory_says_so)
{
    World w = {.model = two_hops()};
    w.run = run_of(w.model, NULL);
    w.other = run_of(w.model, "tariff");
    fail_in_turn(&w, load);
    fail_in_turn(&w, run);
    fail_in_turn(&w, query);
    fail_in_turn(&w, compare);
    fail_in_turn(&w, why);
    lode_run_free(w.other);
    lode_run_free(w.run);
    lode_model_free(w.model);
}
