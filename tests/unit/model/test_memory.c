/* Memory that runs out: the n-th request fails, for every n. Reading a model must then say
 * LODE_NO_MEMORY (or, where only a message was lost, end as if nothing had happened), and leak
 * nothing. All memory of base, table and model comes from an arena; this program brings its
 * own, which hides the library's: every request is one allocation, and fails when told to. */
#include "world.h"

#include <stdlib.h>

#include "model/bind.h"

static long countdown;   /* requests until one fails; 0: none does */
static bool failed;      /* one has */
static bool for_good;    /* and so do all behind it */
static long outstanding; /* blocks not yet given back */

typedef struct Block {
    struct Block *next;
    void *memory;
} Block;

struct Arena {
    Block *blocks;
    size_t taken;
};

static void *request(size_t size)
{
    const bool fails = (countdown > 0 && --countdown == 0) || (failed && for_good);
    void *memory = fails ? NULL : calloc(1, size ? size : 1);
    failed = failed || fails;
    if (memory) outstanding++;
    return memory;
}

static void fail_at(long n, bool from_there_on)
{
    countdown = n;
    failed = false;
    for_good = from_there_on;
}

/* True when a request has failed since. */
static bool fail_no_more(void)
{
    const bool was = failed;
    fail_at(0, false);
    return was;
}

static void give_back(void *memory)
{
    if (memory) outstanding--;
    free(memory);
}

Arena *arena_new(size_t first_bytes)
{
    (void)first_bytes;
    return request(sizeof(Arena));
}

void arena_free(Arena *arena)
{
    for (Block *block = arena ? arena->blocks : NULL; block;) {
        Block *next = block->next;
        give_back(block->memory);
        free(block);
        block = next;
    }
    give_back(arena);
}

void *arena_zeroed(Arena *arena, size_t n, size_t size)
{
    if (!arena || (size && n > SIZE_MAX / 2 / size)) return NULL;
    Block *block = calloc(1, sizeof *block);
    assert_non_null(block);
    block->memory = request(n * size);
    block->next = arena->blocks;
    arena->blocks = block;
    arena->taken += n * size;
    return block->memory;
}

char *arena_text(Arena *arena, const char *text, size_t n)
{
    char *copy = arena_zeroed(arena, n + 1, 1);
    if (copy && n) memcpy(copy, text, n);
    return copy;
}

size_t arena_bytes(const Arena *arena)
{
    return arena ? arena->taken : 0;
}

/* Reads the world's files with the n-th request failing; true if there was none. */
static bool read_failing(const World *w, long n, bool from_there_on)
{
    Model *model = NULL;
    const Files files = {.items = w->files, .n = w->n};
    const long before = outstanding;
    fail_at(n, from_there_on);
    Diag *diag = diag_new();
    const Status st = diag ? model_read_files(&files, "world", diag, &model) : LODE_NO_MEMORY;
    const bool reached = fail_no_more();
    assert_true((st == LODE_OK) == (model != NULL));
    if (reached) assert_true(st == LODE_NO_MEMORY || st == LODE_OK || st == LODE_BAD_INPUT);
    if (reached && st == LODE_BAD_INPUT) assert_true(diag_errors(diag) > 0);
    model_free(model);
    diag_free(diag);
    assert_int_equal(outstanding, before);
    return !reached;
}

static long count_failures(const World *w)
{
    long n = 1;
    while (!read_failing(w, n, false))
        n++;
    for (long m = 1; m < n; m += 7)
        read_failing(w, m, true);
    return n - 1;
}

TEST(a_good_model_is_read_whole_or_not_at_all)
{
    World w = world_open();
    const long n = count_failures(&w);
    CHECK(n > 1000);
    world_close(&w);
}

TEST(a_bad_model_is_refused_without_a_leak)
{
    World w = world_open();
    world_put(&w, "tables/routes.csv", "commodity,from,to,frieght\noxide,chnia,\"x\n");
    world_put(&w, "scenarios/worse.yaml",
              "extends: worse\npolicies: [{kind: x}, {a: [1, 2}]\n");
    CHECK(count_failures(&w) > 1000);
    world_close(&w);
}

TEST(a_large_model_is_read_whole_or_not_at_all)
{
    enum { ROWS = 300 };
    World w = world_open();
    char *text = arena_zeroed(w.arena, ROWS * 80, 1);
    size_t n = (size_t)sprintf(text, "id,region,process,capacity [t/year],source,status\n");
    for (int i = 0; i < ROWS; i++)
        n += (size_t)sprintf(text + n, "mine-%d,china,mining,%d,assumption,estimate\n", i, i);
    world_put(&w, "tables/facilities.csv", text);
    world_drop(&w, "tables/plans.csv");
    world_drop(&w, "tables/obs_output.csv");
    CHECK(count_failures(&w) > 2000);
    world_close(&w);
}

TEST(a_folder_is_read_whole_or_not_at_all)
{
    char path[1024];
    bool reached = true;
    snprintf(path, sizeof path, "%s/bad/base", test_folder());
    for (long n = 1; reached; n++) {
        Model *model = NULL;
        const long before = outstanding;
        fail_at(n, true);
        const Status st = model_read(path, NULL, &model);
        reached = fail_no_more();
        assert_true(st == (model ? LODE_OK : LODE_NO_MEMORY));
        model_free(model);
        assert_int_equal(outstanding, before);
    }
}

typedef struct Tax {
    IndexSet regions;
    double rate;
} Tax;

TEST(a_policy_is_bound_whole_or_not_at_all)
{
    static const Column columns[] = {
        COLUMN_SET(Tax, regions, TARGET_REGION, "who pays"),
        COLUMN_NUMBER(Tax, rate, QUANTITY_RATE, 0, 0, 1e9, "how much"),
    };
    static const char yaml[] = "regions: [china, asia]\nrate: 12 kt/year\n";
    World w = world_open();
    YamlNode *node;
    const Model *model = world_model(&w);
    CHECK_OK(yaml_parse(yaml, sizeof yaml - 1, "s.yaml", w.arena, w.diag, &node));
    bool reached = true;
    for (long n = 1; reached; n++) {
        Tax tax;
        fail_at(n, n % 2);
        Arena *arena = arena_new(0);
        const Status st = arena ? bind_row(model, node, columns, 2, NULL, "", arena, NULL, &tax)
                                : LODE_NO_MEMORY;
        reached = fail_no_more();
        assert_int_equal(st, reached ? LODE_NO_MEMORY : LODE_OK);
        if (!reached) CHECK_NEAR(tax.rate, 1000, 0);
        arena_free(arena);
    }
    world_close(&w);
}
