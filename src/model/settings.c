/* model.yaml: what the model is, its calendar, its money and units, its defaults, its headline.
 */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/build.h"
#include "model/map.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))
#define ABOVE_ZERO DBL_MIN

static const char file_name[] = "model.yaml";

/* --- the top level --- */

typedef struct TopRow {
    const char *name, *title, *title_zh, *about, *licence, *currency, *step, *price_year;
    int32_t foresight; /* 0 recursive, 1 perfect */
    Month start, end;
} TopRow;

static const Column top_columns[] = {
    {.name = "name",
     .type = COLUMN_TYPE_TEXT,
     .offset = offsetof(TopRow, name),
     .required = true,
     .doc = "what the model is called"},
    COLUMN_TEXT(TopRow, title, "its title"),
    COLUMN_TEXT(TopRow, title_zh, "its title in Chinese"),
    COLUMN_TEXT(TopRow, about, "what it is about"),
    COLUMN_TEXT(TopRow, licence, "of its data"),
    COLUMN_TEXT(TopRow, currency, "model money: a code such as USD"),
    COLUMN_TEXT(TopRow, step, "month, quarter, year, a number of months, or periods"),
    COLUMN_CHOICE(TopRow, foresight, "recursive|perfect",
                  "how runs see the future unless told otherwise"),
    {.name = "start",
     .type = COLUMN_TYPE_MONTH,
     .offset = offsetof(TopRow, start),
     .required = true,
     .doc = "first month"},
    {.name = "end",
     .type = COLUMN_TYPE_MONTH,
     .offset = offsetof(TopRow, end),
     .required = true,
     .doc = "last month, included"},
    COLUMN_TEXT(TopRow, price_year, "year whose constant money it is"),
};

static const char *const top_others[] = {"exchange", "units",   "authors",  "defaults",
                                         "headline", "weights", "episodes", NULL};

static void say(Draft *draft, const char *key, const char *text)
{
    const YamlNode *node = yaml_get(draft->settings, key);
    diag_error(draft->reading.diag, file_name, node ? node->line : 1, node ? node->column : 0,
               key, "%s", text);
}

/* Whoever does not foresee takes one step after the other, all of the same length. */
static void read_step(Draft *draft, const TopRow *top)
{
    Model *model = draft->model;
    const YamlNode *node = yaml_get(draft->settings, "step");
    Calendar calendar;
    if (!calendar_read(top->step[0] ? top->step : "month", &calendar)) {
        say(draft, "step", "write " CALENDAR_FORMS);
        calendar = (Calendar){.months_per_step = 1};
    }
    if (calendar.n_groups && !model->foresees)
        say(draft, "step", "a list of periods needs 'foresight: perfect'");
    const Status st = calendar_use(&calendar, draft->reading.arena, model);
    if (st) draft->reading.status = st;
    model->period_line = node ? node->line : 0;
}

static void read_calendar(Draft *draft, const TopRow *top)
{
    Model *model = draft->model;
    char text[192];
    model->start = top->start;
    model->end = top->end;
    read_step(draft, top);
    if (top->start == MONTH_NONE || top->end == MONTH_NONE) return;
    const int32_t months = top->end - top->start + 1;
    model->n_steps = months / model->months_per_step;
    if (months < 1)
        say(draft, "end", "the model ends before it starts");
    else if (!calendar_fits(model, months, text, sizeof text))
        say(draft, "end", text);
}

static bool is_code(const char *text)
{
    return strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static int32_t read_year(Draft *draft, const char *text)
{
    double year = 0;
    if (!text[0]) return 0;
    if (text_number(text, &year) && year >= 1 && year <= 9999 && year == floor(year))
        return (int32_t)year;
    say(draft, "price_year", "write a year, such as 2024");
    return 0;
}

/* What the money of each step, or period, counts instead of a discount: a positive number. */
static void read_weights(Draft *draft)
{
    Model *model = draft->model;
    const YamlNode *list = yaml_get(draft->settings, "weights");
    char text[128];
    int32_t left;
    if (!list) return;
    const int32_t n_periods = model_count_periods(model, model->n_steps, &left);
    double *weights = ARENA_ARRAY(draft->reading.arena, double, list->n);
    if (!weights) {
        draft->reading.status = LODE_NO_MEMORY;
        return;
    }
    if (list->type != YAML_IS_LIST || (n_periods && list->n != n_periods)) {
        snprintf(text, sizeof text, "write a list of %d numbers, one for each %s",
                 (int)n_periods, model->n_period_groups ? "period" : "step");
        say(draft, "weights", text);
        return;
    }
    for (int32_t i = 0; i < list->n; i++)
        if (!text_number(list->items[i]->text, &weights[i]) || !(weights[i] > 0))
            diag_error(draft->reading.diag, file_name, list->items[i]->line,
                       list->items[i]->column, "weights", "'%s' is no positive number",
                       list->items[i]->text);
    model->weights = weights;
    model->n_weights = list->n;
}

static void read_top(Draft *draft)
{
    TopRow top = {0};
    Model *model = draft->model;
    map_read_words(&draft->reading, draft->settings, top_columns, COUNT(top_columns),
                   top_others, &top);
    model->name = top.name;
    model->title = top.title;
    model->title_zh = top.title_zh;
    model->about = top.about;
    model->licence = top.licence;
    model->price_year = read_year(draft, top.price_year);
    model->currency = top.currency[0] ? top.currency : "USD";
    if (!is_code(model->currency)) {
        say(draft, "currency", "write a code of three capital letters, such as USD");
        model->currency = "USD";
    }
    model->foresees = top.foresight == 1;
    read_calendar(draft, &top);
    read_weights(draft);
}

/* --- units and money --- */

static void define(Draft *draft, const YamlPair *pair, const char *meaning)
{
    char why[512];
    const Status st = units_define(draft->units, pair->key, meaning, why, sizeof why);
    if (st == LODE_NO_MEMORY) draft->reading.status = st;
    if (st == LODE_BAD_INPUT)
        diag_error(draft->reading.diag, file_name, pair->line, pair->column, pair->key, "%s",
                   why);
}

static const YamlNode *sub_map(Draft *draft, const char *key)
{
    const YamlNode *node = yaml_get(draft->settings, key);
    if (!node || (node->type == YAML_IS_TEXT && !node->text[0])) return NULL;
    if (node->type == YAML_IS_MAP) return node;
    say(draft, key, "write a map here: one 'key: value' a line, indented");
    return NULL;
}

static const char *text_of(const YamlNode *map, const char *key)
{
    const YamlNode *node = yaml_get(map, key);
    return node && node->text ? node->text : "";
}

static void read_rate(Draft *draft, const YamlNode *exchange, const YamlPair *pair, Rate *out)
{
    char meaning[96];
    double rate;
    if (!is_code(pair->key)) {
        diag_error(draft->reading.diag, file_name, pair->line, pair->column, pair->key,
                   "a currency is a code of three capital letters, such as CNY");
    } else if (!text_number(pair->value->text, &rate) || rate <= 0) {
        diag_error(draft->reading.diag, file_name, pair->value->line, pair->value->column,
                   pair->key, "write how many %s one %s is worth, as a number",
                   draft->model->currency, pair->key);
    } else {
        snprintf(meaning, sizeof meaning, "%.17g %s", rate, draft->model->currency);
        define(draft, pair, meaning);
        *out = (Rate){.code = pair->key,
                      .worth = rate,
                      .source = text_of(exchange, "source"),
                      .status = text_of(exchange, "status")};
        draft->model->n_rates++;
    }
}

static void read_rates(Draft *draft, const YamlNode *exchange)
{
    Model *model = draft->model;
    Rate *rates = ARENA_ARRAY(draft->reading.arena, Rate, exchange->n);
    if (!rates) {
        draft->reading.status = LODE_NO_MEMORY;
        return;
    }
    model->rates = rates;
    for (int32_t i = 0; i < exchange->n; i++)
        if (text_choice(exchange->pairs[i].key, "source|status|note") < 0)
            read_rate(draft, exchange, &exchange->pairs[i], &rates[model->n_rates]);
}

static void read_money_and_units(Draft *draft)
{
    const YamlNode *exchange = sub_map(draft, "exchange"), *units = sub_map(draft, "units");
    if (exchange) read_rates(draft, exchange);
    for (int32_t i = 0; units && i < units->n; i++)
        define(draft, &units->pairs[i], units->pairs[i].value->text);
}

/* --- defaults --- */

#define BEHAVIOUR(field, quantity_, fallback_, low_, high_, doc_)                              \
    COLUMN_NUMBER(Behaviour, field, quantity_, fallback_, low_, high_, doc_)

static const Column behaviour_columns[] = {
    COLUMN_TEXT(Behaviour, source, "source of rows that give none"),
    COLUMN_CHOICE(Behaviour, status, "|seen|memory|estimate", "status of rows that give none"),
    COLUMN_NUMBER_OR(Behaviour, choke, QUANTITY_PLAIN, 10, ABOVE_ZERO, 1e9, "none", INFINITY,
                     "multiple of the price above which users give up"),
    COLUMN_NUMBER_OR(Behaviour, disposal, QUANTITY_PLAIN, 0.02, 0, 1e9, "none", NAN,
                     "cost of surplus, as a share of the price"),
    COLUMN_NUMBER_OR(Behaviour, backstop, QUANTITY_PLAIN, 20, ABOVE_ZERO, 1e9, "none", NAN,
                     "multiple of the price at which unmet need is filled"),
    BEHAVIOUR(cost_rise, QUANTITY_PLAIN, 0.3, 0, 1e9,
              "rise of marginal cost up to full capacity"),
    BEHAVIOUR(stickiness, QUANTITY_PLAIN, 0.5, 0, 1e6, "of routes"),
    BEHAVIOUR(half_life, QUANTITY_TIME, 12, ABOVE_ZERO, 12000, "of habits"),
    BEHAVIOUR(holding, QUANTITY_PER_TIME, 0.01, 0, 1e6, "cost of holding stocks"),
    BEHAVIOUR(stiffness, QUANTITY_PLAIN, 1, 0, 1e6, "of stocks"),
    BEHAVIOUR(expectation, QUANTITY_SHARE, 0.2, 0, 1,
              "weight of this month's price, per month"),
    BEHAVIOUR(extrapolation, QUANTITY_TIME, 0, 0, 120,
              "months over which the trend of prices is expected to go on"),
    BEHAVIOUR(habit_floor, QUANTITY_SHARE, 0.02, 0, 1,
              "share below which a habit is not counted"),
    BEHAVIOUR(long_run, QUANTITY_PLAIN, 1, 0, 1e3,
              "long-run elasticity of demand, as a multiple of the short-run one"),
    BEHAVIOUR(demand_half_life, QUANTITY_TIME, 18, ABOVE_ZERO, 12000,
              "months in which users adapt by half"),
    BEHAVIOUR(discount, QUANTITY_PER_TIME, 0, 0, 1,
              "with perfect foresight: what later money counts less"),
    BEHAVIOUR(response, QUANTITY_PLAIN, 0.5, 1e-6, 1e6,
              "excess margin, as a multiple of capital cost, that builds at the full rate"),
    BEHAVIOUR(look_ahead, QUANTITY_TIME, 0, 0, 1200, "how far investors look ahead; 0 = not"),
    BEHAVIOUR(belief, QUANTITY_SHARE, 0.5, 0, 1,
              "share of what they see there in the price they expect"),
    BEHAVIOUR(review, QUANTITY_TIME, 12, 1, 1200, "time between two looks ahead"),
    BEHAVIOUR(reopen, QUANTITY_TIME, 6, 0, 1200,
              "gain expected for so long in a row reopens what is mothballed"),
    COLUMN_NUMBER_OR(Behaviour, idle_after, QUANTITY_TIME, INFINITY, ABOVE_ZERO, 12000, "never",
                     INFINITY, "loss for so long in a row mothballs a facility"),
    COLUMN_NUMBER_OR(Behaviour, close_after, QUANTITY_TIME, INFINITY, ABOVE_ZERO, 12000,
                     "never", INFINITY, "what is mothballed for so long closes for good"),
};

static void read_defaults(Draft *draft)
{
    static const Subject none = {0};
    static const YamlNode blank = {.type = YAML_IS_MAP, .file = file_name, .text = ""};
    const YamlNode *node = sub_map(draft, "defaults");
    Behaviour *behaviour = &draft->behaviour;
    map_read_words(&draft->reading, node ? node : &blank, behaviour_columns,
                   COUNT(behaviour_columns), NULL, behaviour);
    map_read_numbers(&draft->reading, node ? node : &blank, behaviour_columns,
                     COUNT(behaviour_columns), &none, behaviour);
    draft->model->expectation = behaviour->expectation;
    draft->model->extrapolation = behaviour->extrapolation;
    draft->model->habit_floor = behaviour->habit_floor;
    draft->model->discount = 12 * behaviour->discount; /* a yearly rate, compounded yearly */
    draft->model->response = behaviour->response;
    draft->model->look_ahead = behaviour->look_ahead;
    draft->model->belief = behaviour->belief;
    draft->model->review = behaviour->review;
    draft->model->reopen = behaviour->reopen;
}

Status model_set_step(Model *model, const char *step, Diag *diag)
{
    const int32_t all = model->end - model->start + 1;
    char why[192];
    Calendar calendar;
    if (!calendar_read(step, &calendar)) {
        diag_error(diag, "", 0, 0, "step", "'%s' is no step; write " CALENDAR_FORMS, step);
        return LODE_BAD_INPUT;
    }
    Model changed = *model;
    const Status st = calendar_use(&calendar, model->arena, &changed);
    if (st) return st;
    const bool other = calendar.n_groups || model->n_period_groups ||
                       calendar.months_per_step != model->months_per_step;
    changed.n_steps = all / changed.months_per_step;
    changed.period_line = 0;
    if (!calendar_fits(&changed, all, why, sizeof why)) {
        diag_error(diag, "", 0, 0, "step", "%s", why);
        return LODE_BAD_INPUT;
    }
    if (model->weights && other) {
        diag_error(diag, file_name, 0, 0, "weights",
                   "the weights are for steps of %d months; use discount to change the step",
                   (int)model->months_per_step);
        return LODE_BAD_INPUT;
    }
    *model = changed;
    return LODE_OK;
}

/* --- both parts --- */

static Status parse_settings(Draft *draft)
{
    const File *file = files_find(&draft->files, file_name);
    YamlNode *node = NULL;
    Status st = LODE_OK;
    if (!file)
        diag_error(
            draft->reading.diag, file_name, 0, 0, "",
            "the folder has no model.yaml; it says what the model is called, when it starts "
            "and when it ends");
    else
        st = yaml_parse(file->bytes, file->n, file_name, draft->reading.arena,
                        draft->reading.diag, &node);
    if (node && node->type != YAML_IS_MAP)
        diag_error(draft->reading.diag, file_name, node->line, node->column, "",
                   "write 'key: value' lines, such as 'name: my-model'");
    draft->settings = node && node->type == YAML_IS_MAP ? node : NULL;
    return st == LODE_NO_MEMORY ? st : LODE_OK;
}

Status settings_read(Draft *draft)
{
    Status st = parse_settings(draft);
    if (st) return st;
    draft->model->name = draft->model->title = draft->model->title_zh = "";
    draft->model->about = draft->model->licence = "";
    draft->model->currency = "USD";
    if (draft->settings) read_top(draft);
    st = units_new(draft->model->currency, &draft->units);
    if (st) return st;
    draft->reading.units = draft->units;
    draft->reading.cache = unit_cache_new(draft->reading.scratch, draft->units);
    if (!draft->reading.cache) return LODE_NO_MEMORY;
    const int32_t before = diag_errors(draft->reading.diag);
    if (draft->settings) read_money_and_units(draft);
    draft->reading.units_incomplete =
        !draft->settings || diag_errors(draft->reading.diag) > before;
    read_defaults(draft);
    return draft->reading.status;
}

/* --- what needs the tables --- */

typedef struct HeadlineRow {
    int32_t region, price_region;
    IndexSet stages, prices;
} HeadlineRow;

static const Column headline_columns[] = {
    COLUMN_REF(HeadlineRow, region, TARGET_REGION, false, "whose share is printed"),
    COLUMN_REF(HeadlineRow, price_region, TARGET_REGION, false,
               "where prices are taken; blank = region"),
    COLUMN_SET(HeadlineRow, stages, TARGET_STAGE,
               "stages whose shares are printed; blank = all"),
    {.name = "prices",
     .type = COLUMN_TYPE_SET,
     .offset = offsetof(HeadlineRow, prices),
     .target = TARGET_COMMODITY,
     .doc = "commodities whose prices are printed"},
};
static const char *const headline_others[] = {"years", NULL};

static int32_t last_year(const Model *model)
{
    return month_year(model->end);
}

/* First, 2030 if it lies between, last. */
static Status default_years(Draft *draft, Headline *headline)
{
    Model *model = draft->model;
    int32_t *years = ARENA_ARRAY(draft->reading.arena, int32_t, 3);
    int32_t n = 0;
    headline->years = years;
    if (!years) return LODE_NO_MEMORY;
    if (model->start == MONTH_NONE || model->end == MONTH_NONE) return LODE_OK;
    const int32_t first = month_year(model->start), last = last_year(model);
    years[n++] = first;
    if (first < 2030 && 2030 < last) years[n++] = 2030;
    if (last > first) years[n++] = last;
    headline->n_years = n;
    return LODE_OK;
}

static void bad_year(Draft *draft, const YamlNode *node)
{
    diag_error(draft->reading.diag, file_name, node->line, node->column, "years",
               "'%s' is no year of this model, which runs from %d to %d", node->text,
               (int)month_year(draft->model->start), (int)last_year(draft->model));
}

static Status read_years(Draft *draft, const YamlNode *list, Headline *headline)
{
    const Model *model = draft->model;
    const int32_t n = list->type == YAML_IS_LIST ? list->n : 1;
    int32_t *years = ARENA_ARRAY(draft->reading.arena, int32_t, n);
    headline->years = years;
    if (!years) return LODE_NO_MEMORY;
    if (model->n_steps < 1) return LODE_OK; /* the calendar has been complained about */
    for (int32_t i = 0; i < n; i++) {
        const YamlNode *node = list->type == YAML_IS_LIST ? list->items[i] : list;
        double year;
        const bool good = text_number(node->text, &year) && year == floor(year) &&
                          year >= month_year(model->start) && year <= last_year(model);
        if (good)
            years[headline->n_years++] = (int32_t)year;
        else
            bad_year(draft, node);
    }
    return LODE_OK;
}

static Status read_headline(Draft *draft)
{
    static const YamlNode blank = {.type = YAML_IS_MAP, .file = file_name, .text = ""};
    const YamlNode *node = draft->settings ? sub_map(draft, "headline") : NULL;
    const YamlNode *years = yaml_get(node, "years");
    Headline *headline = &draft->model->headline;
    HeadlineRow row = {0};
    map_read_words(&draft->reading, node ? node : &blank, headline_columns,
                   COUNT(headline_columns), headline_others, &row);
    *headline = (Headline){.region = row.region,
                           .price_region =
                               row.price_region == MODEL_NONE ? row.region : row.price_region,
                           .stages = row.stages.index,
                           .n_stages = row.stages.n,
                           .prices = row.prices.index,
                           .n_prices = row.prices.n};
    return years ? read_years(draft, years, headline) : default_years(draft, headline);
}

/* Sources named in model.yaml itself. */
static int32_t check_source(Draft *draft, const YamlNode *map)
{
    const YamlNode *node = yaml_get(map, "source");
    if (!node || !node->text[0] || strcmp(node->text, "assumption") == 0) return MODEL_NONE;
    const Cell cell = {.text = node->text, .field = "source", .in_yaml = true, .node = node};
    return cell_ref(&draft->reading, TARGET_DOCUMENT, &cell);
}

Status settings_use_documents(Draft *draft)
{
    draft->default_document = check_source(draft, yaml_get(draft->settings, "defaults"));
    check_source(draft, yaml_get(draft->settings, "exchange"));
    return draft->reading.status;
}

Status settings_finish(Draft *draft)
{
    const Status st = read_headline(draft);
    return st ? st : draft->reading.status;
}
