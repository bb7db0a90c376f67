#include "kinds/head.h"

#include <math.h>

#include "base/text.h"
#include "model/bind.h"

static const Column head_columns[] = {
    COLUMN_TEXT(PolicyHead, kind, "the kind of policy"),
    COLUMN_TEXT(PolicyHead, id, "a name of its own"),
    COLUMN_TEXT(PolicyHead, why, "a reason or a quotation"),
    {.name = "documents",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(PolicyHead, documents),
     .target = TARGET_DOCUMENT,
     .doc = "documents that it comes from"},
    COLUMN_MONTH(PolicyHead, from, "first month in force; blank = always was"),
    COLUMN_MONTH(PolicyHead, until, "last month in force; blank = for ever"),
    COLUMN_MONTH(PolicyHead, announced,
                 "month from which investors reckon with it; blank = with its first"),
    COLUMN_TEXT(PolicyHead, replaces, "id of a policy that this one stands for"),
    {.name = "wins",
     .type = COLUMN_TYPE_FLAG,
     .offset = offsetof(PolicyHead, wins),
     .doc = "others of its kind that touch the same rest while it is in force"},
    {.name = "joins",
     .type = COLUMN_TYPE_FLAG,
     .offset = offsetof(PolicyHead, joins),
     .doc = "it holds together with others of its kind that touch the same"},
};
enum { N_HEAD = sizeof head_columns / sizeof *head_columns };

const Column *kind_head(int *n)
{
    *n = N_HEAD;
    return head_columns;
}

const char *const head_keys[] = {"kind",       "id",        "why",   "documents", "from",
                                 "until",      "wins",      "joins", "replaces",  "when",
                                 "until_when", "announced", NULL};

/* What a trigger says beside its question. */
typedef struct TriggerRow {
    double steps; /* months, while it is read */
} TriggerRow;

static const Column trigger_columns[] = {
    {.name = "for",
     .type = COLUMN_TYPE_NUMBER,
     .offset = offsetof(TriggerRow, steps),
     .quantity = QUANTITY_TIME,
     .fallback = 0.0,
     .low = 0.0,
     .high = INFINITY,
     .doc = "how long it must have been so"},
};
static const char *const question_keys[] = {
    "metric", "region", "partner", "commodity", "stage", "facility", "process",
    "use",    "limit",  "policy",  "basis",     "above", "below",    NULL};

void head_unknown_kind(const PolicyText *text, Diag *diag)
{
    int n;
    const PolicyKind *const *list = kind_list(&n);
    TextNearest near;
    text_nearest_begin(&near, text->kind);
    for (int i = 0; i < n; i++)
        text_nearest_try(&near, list[i]->name);
    diag_error(diag, text->place.file, text->place.line, text->place.column, "kind",
               "'%s' is not a kind of policy; %s%s%s", text->kind,
               near.best ? "did you mean '" : "`lode policies` lists them",
               near.best ? near.best : "", near.best ? "'?" : "");
}

/* The kind's keys, and those of triggers, to be left alone when the head is read. */
static const char **kind_keys(const PolicyKind *kind, Arena *arena)
{
    const char **keys = ARENA_ARRAY(arena, const char *, kind->n_columns + 3);
    if (!keys) return NULL;
    for (int i = 0; i < kind->n_columns; i++)
        keys[i] = kind->columns[i].name;
    keys[kind->n_columns] = "when";
    keys[kind->n_columns + 1] = "until_when";
    return keys;
}

Status head_bind(const Model *model, const YamlNode *node, const PolicyKind *kind, Arena *arena,
                 Diag *diag, PolicyHead *head)
{
    *head = (PolicyHead){.from = MONTH_NONE, .until = MONTH_NONE, .announced = MONTH_NONE};
    const char **keys = kind_keys(kind, arena);
    if (!keys) return LODE_NO_MEMORY;
    const Status st = bind_row(model, node, head_columns, N_HEAD, keys, "", arena, diag, head);
    if (st) return st == LODE_BAD_INPUT ? LODE_OK : st; /* already in diag */
    if (head->from != MONTH_NONE && head->until != MONTH_NONE && head->until < head->from)
        diag_error(diag, node->file, node->line, node->column, "until",
                   "the policy ends before it begins");
    return LODE_OK;
}

Status head_bind_trigger(const Model *model, const YamlNode *policy, const char *key,
                         Arena *arena, Diag *diag, const YamlNode **question, double *steps)
{
    const YamlNode *node = yaml_get(policy, key);
    TriggerRow row = {0};
    *question = NULL;
    if (!node) return LODE_OK;
    const Status st =
        bind_row(model, node, trigger_columns, 1, question_keys, "", arena, diag, &row);
    if (st) return st == LODE_BAD_INPUT ? LODE_OK : st;
    if (!yaml_get(node, "metric"))
        diag_error(diag, node->file, node->line, node->column, key,
                   "say which metric decides: metric: price; lode metrics lists them");
    if ((yaml_get(node, "above") != NULL) == (yaml_get(node, "below") != NULL))
        diag_error(diag, node->file, node->line, node->column, key,
                   "give the bar that is crossed: either `above` or `below`");
    *steps = fmax(1.0, ceil(row.steps / model->months_per_step));
    *question = node;
    return LODE_OK;
}
