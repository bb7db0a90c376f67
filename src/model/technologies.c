/* Technologies that spread: their columns, and what must be true of the model for one. */
#include <float.h>
#include <math.h>

#include "model/build.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define ABOVE_ZERO DBL_MIN
#define JOINED(field_, target_, required_, blank_, doc_)                                       \
    {                                                                                          \
        .name = #field_, .type = COLUMN_TYPE_SET, .offset = offsetof(Technology, field_),      \
        .target = target_, .joined = true, .required = required_, .blank_is_all = blank_,      \
        .doc = doc_                                                                            \
    }

static const Column technology_columns[] = {
    COLUMN_ID(Technology, id, "a way of making things that spreads"),
    COLUMN_TEXT(Technology, name, "its name; blank = the id"),
    COLUMN_TEXT(Technology, name_zh, "its Chinese name"),
    JOINED(processes, TARGET_PROCESS, true, false, "what is done with it"),
    JOINED(family, TARGET_COMMODITY, true, false, "goods of which these make a share"),
    JOINED(region, TARGET_REGION, false, true,
           "who learn from each other, taken together; blank = the world"),
    COLUMN_NUMBER(Technology, start, QUANTITY_SHARE, NAN, 0, 1,
                  "share that could be made with it at the start; blank = the share that is"),
    COLUMN_NUMBER_NEEDED(Technology, ceiling, QUANTITY_SHARE, ABOVE_ZERO, 1,
                         "share that it can reach"),
    COLUMN_NUMBER_NEEDED(Technology, imitation, QUANTITY_PER_TIME, 0, 10,
                         "how fast others learn it from those who do it"),
    COLUMN_NUMBER(Technology, innovation, QUANTITY_PER_TIME, 0, 0, 10,
                  "how fast they find it out by themselves"),
};

static void check_technology(Draft *draft, void *row, bool bad)
{
    Technology *technology = row;
    if (!technology->name[0]) technology->name = technology->id;
    if (bad) return;
    const Place *place = &technology->origin.place;
    if (technology->start > technology->ceiling)
        row_error(&draft->reading, place, "start",
                  "starts above its ceiling of %.6g; one of them is wrong",
                  technology->ceiling);
    if (technology->imitation == 0 && technology->innovation == 0)
        row_error(&draft->reading, place, "imitation",
                  "never spreads: `imitation` or `innovation` must be above 0");
}

const TableKind table_technologies = {
    .file = "tables/technologies.csv",
    .columns = technology_columns,
    .n_columns = COUNT(technology_columns),
    .row_size = sizeof(Technology),
    .origin = offsetof(Technology, origin),
    .sourced = true,
    .defines = TARGET_TECHNOLOGY,
    .defined_by = "id",
    .key = "id",
    .check = check_technology,
};

/* --- against the rest of the model --- */

static bool makes_any(const Model *model, int32_t process, const IndexSet *family)
{
    for (int32_t i = 0; i < family->n; i++)
        if (recipe_coefficient(model, process, family->index[i]) > 0) return true;
    return false;
}

static void check_processes(Draft *draft, const Technology *technology)
{
    const Model *model = draft->model;
    for (int32_t i = 0; i < technology->processes.n; i++) {
        const int32_t p = technology->processes.index[i];
        if (!makes_any(model, p, &technology->family))
            row_error(&draft->reading, &technology->origin.place, "processes",
                      "'%s' makes nothing of the family; name what it makes in `family`",
                      model->processes[p].id);
    }
}

/* Two technologies may share a process only if they are about other regions or goods, else what
 * one teaches the other would limit. */
static bool overlap(const IndexSet *a, const IndexSet *b)
{
    for (int32_t i = 0, j = 0; i < a->n && j < b->n;) {
        if (a->index[i] == b->index[j]) return true;
        if (a->index[i] < b->index[j])
            i++;
        else
            j++;
    }
    return false;
}

static void check_pairs(Draft *draft, const Technology *all, int32_t n)
{
    for (int32_t i = 1; i < n; i++)
        for (int32_t j = 0; j < i; j++)
            if (overlap(&all[i].processes, &all[j].processes) &&
                overlap(&all[i].family, &all[j].family) &&
                overlap(&all[i].region, &all[j].region)) {
                row_error(&draft->reading, &all[i].origin.place, "processes",
                          "'%s' is already about a process, a good and a region of this row; "
                          "a share of output belongs to one technology",
                          all[j].id);
                break;
            }
}

Status build_technologies(Draft *draft)
{
    const RowList *list = &draft->rows[TABLE_TECHNOLOGIES];
    Technology *technologies = list->items;
    bool good = true;
    for (int32_t i = 0; i < list->n; i++)
        good = good && !list->bad[i];
    draft->model->technologies = technologies;
    draft->model->n_technologies = list->n;
    if (!good) return LODE_OK;
    for (int32_t i = 0; i < list->n; i++)
        check_processes(draft, &technologies[i]);
    check_pairs(draft, technologies, list->n);
    return LODE_OK;
}
