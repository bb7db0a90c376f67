/* Policies and checks: YAML maps into structs, by the columns that describe them. */
#include "world.h"

#include <math.h>

#include "model/bind.h"

typedef struct Quota {
    int32_t region, facility, form;
    IndexSet partners, commodities;
    double limit, share, reward, delay;
    Month from;
    bool strict;
    const char *why;
} Quota;

static const Column columns[] = {
    COLUMN_REF(Quota, region, TARGET_REGION, true, "who limits exports"),
    COLUMN_REF(Quota, facility, TARGET_FACILITY, false, "of whom"),
    COLUMN_SET(Quota, partners, TARGET_REGION, "to whom; blank = everybody"),
    {.name = "commodities",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(Quota, commodities),
     .target = TARGET_COMMODITY,
     .required = true,
     .doc = "what is limited"},
    COLUMN_NUMBER(Quota, limit, QUANTITY_RATE, NAN, 0, 1e18, "most that may leave"),
    COLUMN_NUMBER(Quota, share, QUANTITY_SHARE, 0.25, 0, 1, "of what"),
    COLUMN_NUMBER(Quota, reward, QUANTITY_PRICE, 0, -1e18, 1e18, "paid per unit"),
    COLUMN_NUMBER(Quota, delay, QUANTITY_TIME, 0, 0, 1200, "before it starts"),
    COLUMN_MONTH(Quota, from, "first month"),
    COLUMN_CHOICE(Quota, form, "hard|soft", "how"),
    {.name = "strict", .type = COLUMN_TYPE_FLAG, .offset = offsetof(Quota, strict)},
    COLUMN_TEXT(Quota, why, "the reason"),
};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

typedef struct Bound {
    World world;
    Quota quota;
    Status status;
} Bound;

static Bound bind_as(const char *yaml, const char *commodity_of)
{
    static const char *const ignored[] = {"kind", NULL};
    Bound bound = {.world = world_open()};
    World *w = &bound.world;
    YamlNode *node = NULL;
    const Model *model = world_model(w);
    CHECK_OK(yaml_parse(yaml, strlen(yaml), "s.yaml", w->arena, w->diag, &node));
    bound.status = bind_row(model, node, columns, N_COLUMNS, ignored, commodity_of, w->arena,
                            w->diag, &bound.quota);
    return bound;
}

static Bound bind(const char *yaml)
{
    return bind_as(yaml, "commodities");
}

TEST(a_policy_is_bound_with_its_defaults)
{
    Bound bound = bind("kind: quota\nregion: china\ncommodities: [oxide]\nlimit: 12 kt/year\n");
    CHECK_OK(bound.status);
    CHECK_INT(bound.quota.region, 0);
    CHECK_NEAR(bound.quota.limit, 1000, 0);
    CHECK_NEAR(bound.quota.share, 0.25, 0);
    CHECK(bound.quota.partners.all && bound.quota.partners.n == 3);
    CHECK_INT(bound.quota.facility, MODEL_NONE);
    CHECK_INT(bound.quota.from, MONTH_NONE);
    CHECK_INT(bound.quota.form, 0);
    CHECK_TEXT(bound.quota.why, "");
    world_close(&bound.world);
}

TEST(sets_take_ids_groups_stages_and_everything)
{
    Bound bound = bind("region: china\npartners: [germany, asia]\ncommodities: '*'\n");
    CHECK_OK(bound.status);
    CHECK_INT(bound.quota.partners.n, 3);
    CHECK(!bound.quota.partners.all);
    CHECK(bound.quota.commodities.all);
    world_close(&bound.world);
    bound = bind("region: china\npartners: japan\ncommodities: [magnet, energy]\n");
    CHECK_INT(bound.quota.partners.n, 1);
    CHECK_INT(bound.quota.partners.index[0], 1);
    CHECK_INT(bound.quota.commodities.n, 2);
    CHECK_INT(bound.quota.commodities.index[1], 3);
    world_close(&bound.world);
}

TEST(values_carry_their_units)
{
    Bound bound =
        bind("region: china\ncommodities: magnet\nshare: 5 %\nreward: 2 CNY/kg\n"
             "delay: 1 year\nfrom: 2025-Q2\nform: soft\nstrict: yes\nwhy: 'because'\n");
    CHECK_OK(bound.status);
    CHECK_NEAR(bound.quota.share, 0.05, 1e-15);
    CHECK_NEAR(bound.quota.reward, 280, 1e-15);
    CHECK_NEAR(bound.quota.delay, 12, 0);
    CHECK_INT(bound.quota.from, 2025 * 12 + 3);
    CHECK_INT(bound.quota.form, 1);
    CHECK(bound.quota.strict);
    world_close(&bound.world);
}

TEST(a_number_may_be_about_a_facility_or_plain_mass)
{
    Bound bound = bind_as(
        "region: china\ncommodities: power\nfacility: baotou\nlimit: 24 t/year\n", "facility");
    CHECK_OK(bound.status);
    CHECK_NEAR(bound.quota.limit, 2, 0);
    world_close(&bound.world);
    bound = bind_as("region: china\ncommodities: power\nlimit: 24 t/year\n", "");
    CHECK_NEAR(bound.quota.limit, 2, 0);
    world_close(&bound.world);
}

TEST(every_mistake_of_a_policy_is_said)
{
    Bound bound =
        bind("regoin: china\npartners: [japna, asia]\ncommodities: [oxide, power]\n"
             "limit: 12 kt/year\nshare: 120 %\nfrom: Apr-25\nform: harsh\nwhy: [a]\n");
    const World *w = &bound.world;
    CHECK_INT(bound.status, LODE_BAD_INPUT);
    CHECK_INT(diag_count(w->diag), 8);
    diag_sort(w->diag);
    CHECK_TEXT(world_said(w, 0),
               "s.yaml:1:1: regoin: there is no such key; did you mean 'region'?");
    CHECK_TEXT(world_said(w, 1), "s.yaml:1:1: region: this key is missing: who limits exports");
    CHECK_TEXT(world_said(w, 2),
               "s.yaml:2:12: partners: 'japna' is no region of this model; did you "
               "mean 'japan'?");
    CHECK_TEXT(world_said(w, 3), "s.yaml:4:8: limit: the row covers commodities in different "
                                 "units ('t' and 'MWh'); give "
                                 "each kind a row of its own");
    CHECK_TEXT(world_said(w, 4),
               "s.yaml:5:8: share: '120 %' is too large: it must be at most 1");
    CHECK_TEXT(world_said(w, 5),
               "s.yaml:6:7: from: 'Apr-25' is a date as a spreadsheet shows it; "
               "write it like 2025-04");
    CHECK_TEXT(world_said(w, 6), "s.yaml:7:7: form: 'harsh' is none of hard or soft");
    CHECK_TEXT(world_said(w, 7), "s.yaml:8:6: why: write one value here, not a list");
    world_close(&bound.world);
}

TEST(numbers_without_a_unit_are_asked_for_one)
{
    Bound bound =
        bind("region: china\ncommodities: oxide\nlimit: 2000\nreward: 3 t\nshare: half\n");
    CHECK_TEXT(world_said(&bound.world, 0), "s.yaml:3:8: limit: '2000' needs a unit; write it "
                                            "behind the number, as in '2000 t/year'");
    CHECK_TEXT(
        world_said(&bound.world, 1),
        "s.yaml:5:8: share: 'half' is not a number; leave the cell blank if it is not known");
    CHECK_TEXT(world_said(&bound.world, 2),
               "s.yaml:4:9: reward: the unit 't' does not fit; write one like 'USD/t'");
    world_close(&bound.world);
    bound = bind("region: china\ncommodities: oxide\nlimit: 2,000 t/year\n");
    CHECK_INT(bound.status, LODE_BAD_INPUT);
    world_close(&bound.world);
    bound = bind("[1, 2]\n");
    CHECK_INT(bound.status, LODE_BAD_INPUT);
    world_close(&bound.world);
}
