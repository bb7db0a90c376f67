#include "kinds/vary.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { TEXT_SIZE = 1024, NAME_SIZE = 64, DEPTH_MAX = 32 };

/* ---- the values ---- */

static const ScenarioVary *find_vary(const Scenario *scenario, const char *name)
{
    for (int32_t i = 0; i < scenario->n_varies; i++)
        if (strcmp(scenario->varies[i].id, name) == 0) return &scenario->varies[i];
    return NULL;
}

static void check_value(const Scenario *const *scenarios, int n_scenarios,
                        const VaryValue *value, Diag *diag)
{
    TextNearest near;
    bool found = false;
    text_nearest_begin(&near, value->name);
    for (int i = 0; i < n_scenarios; i++) {
        const Scenario *scenario = scenarios[i];
        for (int32_t v = 0; v < scenario->n_varies; v++)
            text_nearest_try(&near, scenario->varies[v].id);
        const ScenarioVary *vary = find_vary(scenario, value->name);
        if (!vary) continue;
        found = true;
        if (!(value->value >= vary->low && value->value <= vary->high))
            diag_error(diag, vary->place.file, vary->place.line, vary->place.column, vary->id,
                       "%g is outside its range of %g to %g", value->value, vary->low,
                       vary->high);
    }
    if (!found)
        diag_error(diag, "scenarios", 0, 0, "vary", "no scenario here lets '%s' vary%s%s%s",
                   value->name, near.best ? "; did you mean '" : "", near.best ? near.best : "",
                   near.best ? "'?" : "");
}

void vary_check(const VaryBook *book, const Scenario *const *scenarios, int n_scenarios,
                Diag *diag)
{
    for (int i = 0; i < book->n; i++)
        check_value(scenarios, n_scenarios, &book->values[i], diag);
}

static bool value_of(const VaryBook *book, const Scenario *scenario, const char *name,
                     double *out)
{
    const ScenarioVary *vary = find_vary(scenario, name);
    if (!vary) return false;
    *out = vary->usual;
    for (int i = 0; i < book->n; i++)
        if (strcmp(book->values[i].name, name) == 0) *out = book->values[i].value;
    return true;
}

/* ---- formulas ---- */

typedef struct Formula {
    const VaryBook *book;
    const Scenario *scenario;
    const char *at;
    int depth;
    char wrong[192]; /* "" while all is well */
} Formula;

static double sum_of(Formula *f);

static void skip_blanks(Formula *f)
{
    while (*f->at == ' ')
        f->at++;
}

static bool take(Formula *f, char c)
{
    skip_blanks(f);
    if (*f->at != c) return false;
    f->at++;
    return true;
}

static void expect(Formula *f, char c)
{
    if (!take(f, c) && !f->wrong[0])
        snprintf(f->wrong, sizeof f->wrong, "'%c' is missing in the formula", c);
}

static double name_value(Formula *f)
{
    char name[NAME_SIZE];
    size_t n = 0;
    while (
        (islower((unsigned char)*f->at) || isdigit((unsigned char)*f->at) || *f->at == '_') &&
        n + 1 < sizeof name)
        name[n++] = *f->at++;
    name[n] = '\0';
    const bool least = strcmp(name, "min") == 0;
    if (least || strcmp(name, "max") == 0) {
        expect(f, '(');
        const double a = sum_of(f);
        expect(f, ',');
        const double b = sum_of(f);
        expect(f, ')');
        return least ? fmin(a, b) : fmax(a, b);
    }
    double value = 0;
    if (!value_of(f->book, f->scenario, name, &value) && !f->wrong[0]) {
        TextNearest near;
        text_nearest_begin(&near, name);
        for (int32_t i = 0; i < f->scenario->n_varies; i++)
            text_nearest_try(&near, f->scenario->varies[i].id);
        snprintf(f->wrong, sizeof f->wrong, "'%s' is not in `vary:` of this scenario%s%s%s",
                 name, near.best ? "; did you mean '" : "", near.best ? near.best : "",
                 near.best ? "'?" : "");
    }
    return value;
}

static double factor_of(Formula *f)
{
    skip_blanks(f);
    double value;
    const char *end;
    if (++f->depth > DEPTH_MAX) {
        snprintf(f->wrong, sizeof f->wrong, "the formula is nested too deeply");
        return 0;
    }
    if (take(f, '-')) {
        value = -factor_of(f);
    } else if (take(f, '(')) {
        value = sum_of(f);
        expect(f, ')');
    } else if (text_number_prefix(f->at, &value, &end)) {
        f->at = end;
    } else if (islower((unsigned char)*f->at) || *f->at == '_') {
        value = name_value(f);
    } else {
        if (!f->wrong[0])
            snprintf(f->wrong, sizeof f->wrong, "a number or a name is missing before '%.20s'",
                     f->at);
        value = 0;
    }
    f->depth--;
    return value;
}

static double product_of(Formula *f)
{
    double value = factor_of(f);
    while (!f->wrong[0]) {
        if (take(f, '*'))
            value *= factor_of(f);
        else if (take(f, '/'))
            value /= factor_of(f);
        else
            break;
    }
    return value;
}

static double sum_of(Formula *f)
{
    double value = product_of(f);
    while (!f->wrong[0]) {
        if (take(f, '+'))
            value += product_of(f);
        else if (take(f, '-'))
            value -= product_of(f);
        else
            break;
    }
    return value;
}

/* ---- texts ---- */

static const char *fill_text(const VaryBook *book, const Scenario *scenario,
                             const YamlNode *node, const char *key, Arena *arena, Diag *diag)
{
    char text[TEXT_SIZE];
    size_t n = 0;
    for (const char *c = node->text; *c && n + 40 < sizeof text;) {
        if (*c != '{') {
            text[n++] = *c++;
            continue;
        }
        Formula f = {.book = book, .scenario = scenario, .at = c + 1};
        const double value = sum_of(&f);
        expect(&f, '}');
        if (!f.wrong[0] && !isfinite(value))
            snprintf(f.wrong, sizeof f.wrong, "the formula has no value: it divides by zero");
        if (f.wrong[0]) {
            diag_error(diag, node->file, node->line, node->column, key, "'%s': %s", node->text,
                       f.wrong);
            return "";
        }
        n += (size_t)snprintf(text + n, sizeof text - n, "%.15g", value);
        c = f.at;
    }
    return arena_text(arena, text, n);
}

static Status fill(const VaryBook *book, const Scenario *scenario, const YamlNode *node,
                   const char *key, Arena *arena, Diag *diag, const YamlNode **out)
{
    *out = node;
    if (node->type == YAML_IS_TEXT) {
        if (!strchr(node->text, '{') || strcmp(key, "why") == 0) return LODE_OK;
        YamlNode *copy = ARENA_ARRAY(arena, YamlNode, 1);
        if (!copy) return LODE_NO_MEMORY;
        *copy = *node;
        copy->text = fill_text(book, scenario, node, key, arena, diag);
        *out = copy;
        return copy->text ? LODE_OK : LODE_NO_MEMORY;
    }
    YamlNode *copy = ARENA_ARRAY(arena, YamlNode, 1);
    const bool map = node->type == YAML_IS_MAP;
    YamlPair *pairs = ARENA_ARRAY(arena, YamlPair, map ? node->n : 0);
    const YamlNode **items = ARENA_ARRAY(arena, const YamlNode *, map ? 0 : node->n);
    if (!copy || !pairs || !items) return LODE_NO_MEMORY;
    *copy = *node;
    for (int32_t i = 0; i < node->n; i++) {
        const YamlNode *from = map ? node->pairs[i].value : node->items[i];
        const char *name = map ? node->pairs[i].key : key;
        const YamlNode *filled;
        const Status st = fill(book, scenario, from, name, arena, diag, &filled);
        if (st) return st;
        if (map) {
            pairs[i] = node->pairs[i];
            pairs[i].value = filled;
        } else {
            items[i] = filled;
        }
    }
    copy->pairs = map ? pairs : node->pairs;
    copy->items = map ? node->items : items;
    *out = copy;
    return LODE_OK;
}

Status vary_fill(const VaryBook *book, const Scenario *scenario, const YamlNode *node,
                 Arena *arena, Diag *diag, const YamlNode **out)
{
    return fill(book, scenario, node, "", arena, diag, out);
}
