#include <math.h>
#include <string.h>

#include "base/text.h"
#include "cli/args.h"
#include "cli/grid.h"
#include "cli/help.h"
#include "cli/json.h"
#include "kinds/kinds.h"

static const Option options[] = {OPTION_FLAG("json", 0, "print one JSON value"), OPTION_END};

static const char *target_text(ColumnTarget target)
{
    switch (target) {
    case TARGET_REGION:
        return "region";
    case TARGET_GROUP:
        return "group";
    case TARGET_STAGE:
        return "stage";
    case TARGET_COMMODITY:
        return "commodity";
    case TARGET_PROCESS:
        return "process";
    case TARGET_FACILITY:
        return "facility";
    case TARGET_USE:
        return "use";
    case TARGET_DEMAND:
        return "demand";
    case TARGET_DOCUMENT:
        return "document";
    case TARGET_DRIVER:
        return "driver";
    case TARGET_CONSTRAINT:
        return "constraint";
    case TARGET_TECHNOLOGY:
        return "technology";
    default:
        return "id";
    }
}

static const char *quantity_text(Quantity quantity)
{
    switch (quantity) {
    case QUANTITY_SHARE:
        return "share (0 to 1, or %)";
    case QUANTITY_AMOUNT:
        return "amount, e.g. 200 t";
    case QUANTITY_RATE:
        return "rate, e.g. 2000 t/year";
    case QUANTITY_PRICE:
        return "price, e.g. 50 USD/kg";
    case QUANTITY_MONEY:
        return "money, e.g. 5e6 USD";
    case QUANTITY_TIME:
        return "time, e.g. 18 month";
    case QUANTITY_PER_TIME:
        return "share per time, e.g. 5 %/year";
    default:
        return "number";
    }
}

/* What a user writes behind the key. */
static void value_text(const Column *column, char *buffer, size_t size)
{
    switch (column->type) {
    case COLUMN_TYPE_REF:
        snprintf(buffer, size, "%s id", target_text(column->target));
        return;
    case COLUMN_TYPE_SET:
        snprintf(buffer, size, "list of %s ids, or '*'", target_text(column->target));
        return;
    case COLUMN_TYPE_NUMBER:
        snprintf(buffer, size, "%s", quantity_text(column->quantity));
        return;
    case COLUMN_TYPE_MONTH:
        snprintf(buffer, size, "YYYY-MM");
        return;
    case COLUMN_TYPE_CHOICE:
        snprintf(buffer, size, "%s", column->choices);
        return;
    case COLUMN_TYPE_FLAG:
        snprintf(buffer, size, "yes or no");
        return;
    case COLUMN_TYPE_TEXT:
    case COLUMN_TYPE_ID:
        break;
    }
    snprintf(buffer, size, "text");
}

static void blank_text(const Column *column, char *buffer, size_t size)
{
    if (column->required)
        snprintf(buffer, size, "must be given");
    else if (column->type == COLUMN_TYPE_NUMBER && !isnan(column->fallback))
        snprintf(buffer, size, "%g", column->fallback);
    else if (column->type == COLUMN_TYPE_SET && column->blank_is_all)
        snprintf(buffer, size, "all");
    else if (column->type == COLUMN_TYPE_CHOICE)
        snprintf(buffer, size, "%.*s", (int)strcspn(column->choices, "|"), column->choices);
    else
        snprintf(buffer, size, "-");
}

static const char *type_text(ColumnType type)
{
    static const char *const texts[] = {
        [COLUMN_TYPE_TEXT] = "text",     [COLUMN_TYPE_ID] = "id",
        [COLUMN_TYPE_REF] = "reference", [COLUMN_TYPE_SET] = "set",
        [COLUMN_TYPE_NUMBER] = "number", [COLUMN_TYPE_MONTH] = "month",
        [COLUMN_TYPE_CHOICE] = "choice", [COLUMN_TYPE_FLAG] = "flag"};
    return texts[type];
}

/* The unit a number comes in when it is written as the model keeps it; UNIT stands for the
 * commodity's. */
static const char *unit_text(Quantity quantity)
{
    switch (quantity) {
    case QUANTITY_AMOUNT:
        return "UNIT";
    case QUANTITY_RATE:
        return "UNIT/month";
    case QUANTITY_PRICE:
        return "MONEY/UNIT";
    case QUANTITY_MONEY:
        return "MONEY";
    case QUANTITY_TIME:
        return "month";
    case QUANTITY_PER_TIME:
        return "1/month";
    default:
        return "1";
    }
}

static json_t *choices_json(const char *choices)
{
    json_t *list = json_array();
    for (const char *word = choices; *word;) {
        const size_t n = strcspn(word, "|");
        json_array_append_new(list, json_stringn(word, n));
        word += n + (word[n] == '|');
    }
    return list;
}

static void put_number(json_t *field, const Column *column)
{
    json_put(field, "unit", json_string(unit_text(column->quantity)));
    json_put(field, "default", column->required ? json_null() : json_number(column->fallback));
    json_put(field, "low", json_number(column->low));
    json_put(field, "high", json_number(column->high));
}

static json_t *field_json(const Column *column)
{
    char value[128], blank[64];
    value_text(column, value, sizeof value);
    blank_text(column, blank, sizeof blank);
    json_t *field = json_pack("{s:s, s:s, s:s, s:b, s:s, s:s}", "key", column->name, "type",
                              type_text(column->type), "value", value, "required",
                              (int)column->required, "when_blank", blank, "doc", column->doc);
    if (column->type == COLUMN_TYPE_NUMBER) put_number(field, column);
    if (column->type == COLUMN_TYPE_REF || column->type == COLUMN_TYPE_SET)
        json_put(field, "of", json_string(target_text(column->target)));
    if (column->type == COLUMN_TYPE_CHOICE)
        json_put(field, "choices", choices_json(column->choices));
    return field;
}

static json_t *fields_json(const Column *columns, int n)
{
    json_t *fields = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(fields, field_json(&columns[i]));
    return fields;
}

static json_t *kind_json(const PolicyKind *kind)
{
    json_t *object = json_pack("{s:s, s:s, s:s}", "kind", kind->name, "summary", kind->summary,
                               "unit_of", kind->commodity_of);
    json_put(object, "fields", fields_json(kind->columns, kind->n_columns));
    return object;
}

static Status print_json(const Screen *screen, const PolicyKind *const *kinds, int n)
{
    json_t *list = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(list, kind_json(kinds[i]));
    int n_head;
    const Column *head = kind_head(&n_head);
    return json_print(screen, json_pack("{s:s, s:o, s:o}", "schema", "lode.policies/2", "every",
                                        fields_json(head, n_head), "kinds", list));
}

static Status print_fields(const Screen *screen, const PolicyKind *kind)
{
    static const char *const titles[] = {"key", "value", "when blank", "what"};
    fprintf(screen->out, "%s: %s\n\n", kind->name, kind->summary);
    Grid *grid = grid_new(4, titles);
    for (int i = 0; i < kind->n_columns; i++) {
        char value[128], blank[64];
        value_text(&kind->columns[i], value, sizeof value);
        blank_text(&kind->columns[i], blank, sizeof blank);
        grid_text(grid, kind->columns[i].name);
        grid_text(grid, value);
        grid_text(grid, blank);
        grid_text(grid, kind->columns[i].doc);
    }
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    fputs(
        "\nEvery policy also takes `id`, `from` and `until` (first and last month), `when` and "
        "`until_when`\n(a metric that crosses a bar), `wins`, `joins` and `replaces` (over "
        "others), `why`, `documents`.\n",
        screen->out);
    return st;
}

static Status print_list(const Screen *screen, const PolicyKind *const *kinds, int n)
{
    static const char *const titles[] = {"kind", "what it does"};
    Grid *grid = grid_new(2, titles);
    for (int i = 0; i < n; i++) {
        grid_text(grid, kinds[i]->name);
        grid_text(grid, kinds[i]->summary);
    }
    const Status st = grid_print(grid, screen);
    grid_free(grid);
    fputs("\n`lode policies KIND` lists the keys of one of them.\n", screen->out);
    return st;
}

static Status unknown_kind(const Screen *screen, const char *name,
                           const PolicyKind *const *kinds, int n)
{
    TextNearest nearest;
    text_nearest_begin(&nearest, name);
    for (int i = 0; i < n; i++)
        text_nearest_try(&nearest, kinds[i]->name);
    if (nearest.best)
        screen_error(screen, "no kind of policy '%s'; did you mean '%s'?", name, nearest.best);
    else
        screen_error(screen, "no kind of policy '%s'; `lode policies` lists them", name);
    return LODE_USAGE;
}

static Status run(const Screen *screen, const Args *args)
{
    int n;
    const PolicyKind *const *kinds = kind_list(&n);
    const char *name = args_place(args, 0);
    const PolicyKind *kind = name ? kind_find(name) : NULL;
    if (name && !kind) return unknown_kind(screen, name, kinds, n);
    if (args_has(args, "json"))
        return kind ? json_print(screen, kind_json(kind)) : print_json(screen, kinds, n);
    return kind ? print_fields(screen, kind) : print_list(screen, kinds, n);
}

const Command command_policies = {
    .name = "policies",
    .summary = "the kinds of policy a scenario may hold, and their keys",
    .about =
        "Lists the kinds of policy; with KIND, the keys one of them takes in a scenario file, "
        "what may stand behind each, and what it means when left out.",
    .positionals = {{"KIND", VALUE_TEXT, true, "a kind of policy"}},
    .options = options,
    .examples = {{"lode policies", "all kinds"},
                 {"lode policies export_ban", "the keys of an export ban"}},
    .run = run,
};
