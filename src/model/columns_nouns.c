/* columns_nouns.c - the tables that name things: documents, regions, stages, commodities,
 * processes with their recipes, uses. */
#include <float.h>
#include <math.h>

#include "model/draft.h"
#include "table/damage.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define ABOVE_ZERO DBL_MIN

/* --- evidence/documents.csv --- */

static const Column document_columns[] = {
    COLUMN_ID(Document, id, "what source columns call it"),
    COLUMN_TEXT(Document, title, "its title"),
    COLUMN_TEXT(Document, title_zh, "its title in Chinese"),
    COLUMN_TEXT(Document, publisher, "who published it"),
    COLUMN_TEXT(Document, date, "when it was published"),
    COLUMN_TEXT(Document, url, "where it is"),
    COLUMN_TEXT(Document, licence, "what one may do with it"),
    COLUMN_TEXT(Document, language, "its language, such as zh"),
    COLUMN_TEXT(Document, retrieved, "when we took it from there"),
    COLUMN_TEXT(Document, note, "what a reader should know"),
};
const TableKind table_documents = {
    .file = "evidence/documents.csv",
    .columns = document_columns,
    .n_columns = COUNT(document_columns),
    .row_size = sizeof(Document),
    .origin = offsetof(Document, place),
    .defines = TARGET_DOCUMENT,
    .defined_by = "id",
    .key = "id",
};

/* --- regions.csv --- */

static const Column region_columns[] = {
    COLUMN_ID(Region, id, "a country, state or bloc"),
    COLUMN_TEXT(Region, name, "its name; blank = the id"),
    COLUMN_TEXT(Region, name_zh, "its name in Chinese"),
    COLUMN_REF(Region, group, TARGET_GROUP, false, "an id that the regions of one bloc share"),
    COLUMN_NUMBER(Region, lat, QUANTITY_DEGREE, NAN, -90, 90, "latitude on the map"),
    COLUMN_NUMBER(Region, lon, QUANTITY_DEGREE, NAN, -180, 180, "longitude on the map"),
};

static void check_region(Draft *draft, void *row, bool bad)
{
    Region *region = row;
    const Names *groups = draft->reading.ids->names[TARGET_GROUP];
    const char *group = region->group < 0 ? "" : names_at(groups, region->group);
    char why[512];
    if (!region->name[0]) region->name = region->id;
    (void)bad;
    if (ids_is_id(group)) return;
    damage_of_id(group, draft->reading.scratch, why, sizeof why);
    row_error(&draft->reading, &region->origin.place, "group", "%s", why);
}

const TableKind table_regions = {
    .file = "tables/regions.csv",
    .columns = region_columns,
    .n_columns = COUNT(region_columns),
    .row_size = sizeof(Region),
    .origin = offsetof(Region, origin),
    .defines = TARGET_REGION,
    .defined_by = "id",
    .key = "id",
    .check = check_region,
};

/* --- stages.csv --- */

static const Column stage_columns[] = {
    COLUMN_ID(Stage, id, "a step of the chain, such as mine or magnet"),
    COLUMN_TEXT(Stage, name, "its name; blank = the id"),
    COLUMN_TEXT(Stage, name_zh, "its name in Chinese"),
    COLUMN_NUMBER(Stage, order, QUANTITY_PLAIN, NAN, -1e9, 1e9,
                  "position along the chain; blank = the row's"),
};

static void name_stage(Draft *draft, void *row, bool bad)
{
    Stage *stage = row;
    (void)bad;
    if (!stage->name[0]) stage->name = stage->id;
    if (isnan(stage->order))
        stage->order = names_find(draft->reading.ids->names[TARGET_STAGE], stage->id) + 1;
}

const TableKind table_stages = {
    .file = "tables/stages.csv",
    .columns = stage_columns,
    .n_columns = COUNT(stage_columns),
    .row_size = sizeof(Stage),
    .origin = offsetof(Stage, origin),
    .defines = TARGET_STAGE,
    .defined_by = "id",
    .key = "id",
    .check = name_stage,
};

/* --- commodities.csv --- */

static const Column commodity_columns[] = {
    COLUMN_ID(Commodity, id, "what is traded"),
    COLUMN_TEXT(Commodity, name, "its name; blank = the id"),
    COLUMN_TEXT(Commodity, name_zh, "its name in Chinese"),
    COLUMN_REF(Commodity, stage, TARGET_STAGE, true, "the stage that it belongs to"),
    {.name = "unit",
     .type = COLUMN_TYPE_TEXT,
     .offset = offsetof(Commodity, unit),
     .required = true,
     .doc = "what its amounts are counted in: t, piece, MWh"},
    COLUMN_TEXT(Commodity, element, "chemical symbol or mixture"),
    COLUMN_NUMBER(Commodity, content_reo, QUANTITY_CONTENT, NAN, ABOVE_ZERO, 1e9,
                  "rare-earth oxide in one unit of it"),
    COLUMN_NUMBER(Commodity, content_element, QUANTITY_CONTENT, NAN, ABOVE_ZERO, 1e9,
                  "element in one unit of it"),
    COLUMN_NUMBER(Commodity, price, QUANTITY_PRICE, NAN, ABOVE_ZERO, 1e18,
                  "reference price; blank = taken from the costs"),
    COLUMN_NUMBER_OR(Commodity, disposal, QUANTITY_PRICE, -1, 0, 1e18, "none", NAN,
                     "cost of throwing one unit away; none forbids it"),
    COLUMN_NUMBER_OR(Commodity, backstop, QUANTITY_PRICE, -1, ABOVE_ZERO, 1e18, "none", NAN,
                     "price at which unmet need is filled; none forbids it"),
};

const Commodity *draft_commodity(const Draft *draft, int32_t commodity)
{
    const Commodity *rows = draft->rows[TABLE_COMMODITIES].items;
    return commodity < 0 || !rows ? NULL : &rows[commodity];
}

Subject subject_of_commodity(const Draft *draft, int32_t commodity, int32_t basis)
{
    const Commodity *its = draft_commodity(draft, commodity);
    const char *unit = its ? its->unit : NULL;
    return (Subject){.unit = unit, .amount = unit && basis != BASIS_GROSS ? "t" : unit};
}

Subject subject_of_commodities(const Draft *draft, const IndexSet *commodities, int32_t basis)
{
    Subject subject = {0};
    const Commodity *all = draft->rows[TABLE_COMMODITIES].items;
    if (all) subject.unit = common_unit(all, commodities, &subject.mixed);
    subject.amount = subject.unit && basis != BASIS_GROSS ? "t" : subject.unit;
    return subject;
}

/* NULL after a message when it is none. */
static const char *known_unit(Draft *draft, const Place *place, const char *unit)
{
    char why[512];
    if (unit[0] && units_known(draft->reading.units, unit, why, sizeof why)) return unit;
    if (unit[0]) row_error(&draft->reading, place, "unit", "%s", why);
    return NULL;
}

static void commodity_subject(const Draft *draft, const void *row, Subject *subject)
{
    const Commodity *commodity = row;
    char why[512];
    const bool known = commodity->unit[0] &&
                       units_known(draft->reading.units, commodity->unit, why, sizeof why);
    subject->unit = subject->amount = known ? commodity->unit : NULL;
}

/* Blank means a multiple of the reference price, from model.yaml. */
static void check_commodity(Draft *draft, void *row, bool bad)
{
    Commodity *commodity = row;
    (void)bad;
    if (!commodity->name[0]) commodity->name = commodity->id;
    commodity->unit = known_unit(draft, &commodity->origin.place, commodity->unit);
    if (commodity->disposal == -1) {
        commodity->disposal = draft->behaviour.disposal;
        commodity->disposal_relative = !isnan(commodity->disposal);
    }
    if (commodity->backstop == -1) {
        commodity->backstop = draft->behaviour.backstop;
        commodity->backstop_relative = !isnan(commodity->backstop);
    }
}

const TableKind table_commodities = {
    .file = "tables/commodities.csv",
    .columns = commodity_columns,
    .n_columns = COUNT(commodity_columns),
    .row_size = sizeof(Commodity),
    .origin = offsetof(Commodity, origin),
    .sourced = true,
    .defines = TARGET_COMMODITY,
    .defined_by = "id",
    .key = "id",
    .subject = commodity_subject,
    .check = check_commodity,
};

/* --- processes.csv --- */

static const Column process_columns[] = {
    COLUMN_ID(Process, id, "a recipe with fixed proportions"),
    COLUMN_TEXT(Process, name, "its name; blank = the id"),
    COLUMN_TEXT(Process, name_zh, "its name in Chinese"),
    COLUMN_REF(Process, stage, TARGET_STAGE, false, "its stage; blank = that of what it makes"),
    {.name = "unit",
     .type = COLUMN_TYPE_TEXT,
     .offset = offsetof(Process, unit),
     .required = true,
     .doc = "what its activity is counted in: t, piece, MWh"},
};

const Process *draft_process(const Draft *draft, int32_t process)
{
    const Process *rows = draft->rows[TABLE_PROCESSES].items;
    return process < 0 || !rows ? NULL : &rows[process];
}

static void check_process(Draft *draft, void *row, bool bad)
{
    Process *process = row;
    (void)bad;
    if (!process->name[0]) process->name = process->id;
    process->unit = known_unit(draft, &process->origin.place, process->unit);
}

const TableKind table_processes = {
    .file = "tables/processes.csv",
    .columns = process_columns,
    .n_columns = COUNT(process_columns),
    .row_size = sizeof(Process),
    .origin = offsetof(Process, origin),
    .defines = TARGET_PROCESS,
    .defined_by = "id",
    .key = "id",
    .check = check_process,
};

/* --- recipes.csv --- */

static const Column recipe_columns[] = {
    COLUMN_REF(RecipeRow, process, TARGET_PROCESS, true, "whose recipe it is"),
    COLUMN_REF(RecipeRow, commodity, TARGET_COMMODITY, true, "what goes in or comes out"),
    {.name = "role",
     .type = COLUMN_TYPE_CHOICE,
     .offset = offsetof(RecipeRow, role),
     .choices = "input|output",
     .required = true,
     .doc = "input or output"},
    COLUMN_NUMBER_NEEDED(RecipeRow, amount, QUANTITY_RATIO, ABOVE_ZERO, 1e18,
                         "how much per unit of activity"),
    COLUMN_NUMBER(RecipeRow, yield, QUANTITY_SHARE, 1, ABOVE_ZERO, 1,
                  "share recovered: multiplies an output, divides an input"),
};

static void recipe_subject(const Draft *draft, const void *row, Subject *subject)
{
    const RecipeRow *recipe = row;
    const Process *process = draft_process(draft, recipe->process);
    *subject = subject_of_commodity(draft, recipe->commodity, BASIS_GROSS);
    subject->per = process ? process->unit : NULL;
}

const TableKind table_recipes = {
    .file = "tables/recipes.csv",
    .columns = recipe_columns,
    .n_columns = COUNT(recipe_columns),
    .row_size = sizeof(RecipeRow),
    .origin = offsetof(RecipeRow, origin),
    .sourced = true,
    .key = "process|commodity|role",
    .subject = recipe_subject,
};

/* --- uses.csv --- */

static const Column use_columns[] = {
    COLUMN_ID(Use, id, "an end use"),
    COLUMN_TEXT(Use, name, "its name; blank = the id"),
    COLUMN_TEXT(Use, name_zh, "its name in Chinese"),
    COLUMN_TEXT(Use, sector, "sector that it belongs to"),
    COLUMN_TEXT(Use, device, "what is built with it"),
    COLUMN_NUMBER(Use, per_device, QUANTITY_RATIO, NAN, ABOVE_ZERO, 1e18,
                  "amount in one device"),
};

/* A device that names a unit is counted in it, any other by the piece. */
static void use_subject(const Draft *draft, const void *row, Subject *subject)
{
    const Use *use = row;
    char why[512];
    const int32_t at = names_find(draft->reading.ids->names[TARGET_USE], use->id);
    const char *unit = at >= 0 && draft->use_units ? draft->use_units[at] : NULL;
    const bool is_unit =
        use->device[0] && units_known(draft->reading.units, use->device, why, sizeof why);
    subject->unit = subject->amount = unit ? unit : "t";
    subject->per = is_unit ? use->device : "piece";
}

static void name_use(Draft *draft, void *row, bool bad)
{
    Use *use = row;
    (void)draft;
    (void)bad;
    if (!use->name[0]) use->name = use->id;
}

const TableKind table_uses = {
    .file = "tables/uses.csv",
    .columns = use_columns,
    .n_columns = COUNT(use_columns),
    .row_size = sizeof(Use),
    .origin = offsetof(Use, origin),
    .sourced = true,
    .defines = TARGET_USE,
    .defined_by = "id",
    .key = "id",
    .subject = use_subject,
    .check = name_use,
};
