#include "base/units.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <udunits2.h>

#include "base/arena.h"
#include "base/names.h"
#include "base/text.h"

/* Held around everything that reaches UDUNITS. */
static pthread_mutex_t udunits = PTHREAD_MUTEX_INITIALIZER;

enum { UNIT_DEPTH_MAX = 8, UNIT_TEXT_MAX = 200, UNIT_BASES_MAX = 64 };

struct UnitSystem {
    Arena *arena;
    ut_system *system;
    Names *names; /* every unit's name, for suggestions */
    const char *currency;
    const char *bases[UNIT_BASES_MAX + 1];
    int n_bases;
};

static const struct {
    const char *name, *meaning;
} definitions[] = {
    {"t", "new"},
    {"tonne", "t"},
    {"tonnes", "t"},
    {"kg", "0.001 t"},
    {"g", "0.001 kg"},
    {"mg", "0.001 g"},
    {"kt", "1000 t"},
    {"Mt", "1000 kt"},
    {"Gt", "1000 Mt"},
    {"lb", "0.45359237 kg"},
    {"month", "new"},
    {"months", "month"},
    {"mo", "month"},
    {"year", "12 month"},
    {"years", "year"},
    {"yr", "year"},
    {"y", "year"},
    {"a", "year"},
    {"quarter", "3 month"},
    {"quarters", "quarter"},
    {"day", "month/30.4375"},
    {"days", "day"},
    {"d", "day"},
    {"week", "7 day"},
    {"weeks", "week"},
    {"hour", "day/24"},
    {"hours", "hour"},
    {"hr", "hour"},
    {"h", "hour"},
    {"minute", "hour/60"},
    {"minutes", "minute"},
    {"min", "minute"},
    {"second", "minute/60"},
    {"seconds", "second"},
    {"s", "second"},
    {"m", "new"},
    {"cm", "0.01 m"},
    {"mm", "0.001 m"},
    {"km", "1000 m"},
    {"ha", "10000 m2"},
    {"l", "0.001 m3"},
    {"litre", "l"},
    {"MW", "new"},
    {"W", "10^-6 MW"},
    {"kW", "0.001 MW"},
    {"GW", "1000 MW"},
    {"TW", "1000 GW"},
    {"kWh", "kW hour"},
    {"MWh", "MW hour"},
    {"GWh", "GW hour"},
    {"TWh", "TW hour"},
    {"MJ", "kWh/3.6"},
    {"GJ", "1000 MJ"},
    {"TJ", "1000 GJ"},
    {"PJ", "1000 TJ"},
    {"piece", "new"},
    {"pieces", "piece"},
    {"pcs", "piece"},
    {"degree", "new"},
    {"degrees", "degree"},
    {"%", "0.01"},
    {"percent", "%"},
    {"ppm", "10^-6"},
    {"permille", "0.001"},
};

/* What people write that is no unit here, and what to write instead. */
static const struct {
    const char *word, *remedy;
} hints[] = {
    {"REO", "what a tonne is a tonne of stands in the column 'basis'"},
    {"TREO", "what a tonne is a tonne of stands in the column 'basis' (REO)"},
    {"reo", "what a tonne is a tonne of stands in the column 'basis' (REO)"},
    {"ton", "a 'ton' is not the same everywhere; write t (1000 kg)"},
    {"tons", "a 'ton' is not the same everywhere; write t (1000 kg)"},
    {"mt", "write t for metric tonnes, Mt for millions of them"},
    {"MT", "write t for metric tonnes, Mt for millions of them"},
    {"tpa", "write t/year"},
    {"tpy", "write t/year"},
    {"ktpa", "write kt/year"},
    {"annum", "write year"},
    {"\xC2\xA0", "a no-break space (U+00A0) stands in it; write an ordinary blank"},
    {"\xC2\xB2", "write the power as a digit, as in m2"},
    {"\xC2\xB3", "write the power as a digit, as in m3"},
    {"$", "write the currency's code, such as USD"},
    {"\xC2\xA5", "write the currency's code, CNY or JPY"},
    {"\xE2\x82\xAC", "write the currency's code, EUR"},
    {"\xE4\xB8\x87\xE5\x85\x83", "write 10^4 CNY"},
    {"\xE5\x85\x83", "write the currency's code, CNY"},
    {"\xE5\x90\xA8", "write t"},
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* --- making a system --- */

/* As UDUNITS "symbols", since its "names" ignore case: Mt and mt would be the same. */
static Status map_name(UnitSystem *units, const char *name, const ut_unit *unit)
{
    const char *kept = arena_text(units->arena, name, strlen(name));
    if (!kept || names_add(units->names, kept) < 0) return LODE_NO_MEMORY;
    const ut_status status = ut_map_symbol_to_unit(name, UT_UTF8, unit);
    return status == UT_SUCCESS ? LODE_OK : status == UT_OS ? LODE_NO_MEMORY : LODE_BAD_INPUT;
}

static Status add_base(UnitSystem *units, const char *name)
{
    if (units->n_bases == UNIT_BASES_MAX) return LODE_BAD_INPUT;
    ut_unit *unit = ut_new_base_unit(units->system);
    if (!unit) return LODE_NO_MEMORY;
    const Status st = map_name(units, name, unit);
    ut_free(unit);
    if (!st)
        units->bases[units->n_bases++] = names_at(units->names, names_count(units->names) - 1);
    return st;
}

static Status add_derived(UnitSystem *units, const char *name, const char *meaning)
{
    ut_unit *unit = ut_parse(units->system, meaning, UT_UTF8);
    if (!unit) return LODE_BAD_INPUT;
    const Status st = map_name(units, name, unit);
    ut_free(unit);
    return st;
}

static Status add_unit(UnitSystem *units, const char *name, const char *meaning)
{
    return strcmp(meaning, "new") == 0 ? add_base(units, name)
                                       : add_derived(units, name, meaning);
}

static Status fill(UnitSystem *units, const char *currency)
{
    Status st = LODE_OK;
    for (size_t i = 0; i < COUNT(definitions) && !st; i++)
        st = add_unit(units, definitions[i].name, definitions[i].meaning);
    if (!st) st = add_base(units, currency);
    return st;
}

Status units_new(const char *currency, UnitSystem **out)
{
    *out = NULL;
    Arena *arena = arena_new(0);
    UnitSystem *units = ARENA_ARRAY(arena, UnitSystem, 1);
    if (!units) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    units->arena = arena;
    units->names = names_new(arena);
    units->currency = arena_text(arena, currency, strlen(currency));
    pthread_mutex_lock(&udunits);
    ut_set_error_message_handler(ut_ignore); /* we say ourselves what is wrong */
    units->system = ut_new_system();
    Status st = units->names && units->currency && units->system ? LODE_OK : LODE_NO_MEMORY;
    if (!st) st = fill(units, currency);
    pthread_mutex_unlock(&udunits);
    if (st)
        units_free(units);
    else
        *out = units;
    return st;
}

void units_free(UnitSystem *units)
{
    if (!units) return;
    pthread_mutex_lock(&udunits);
    if (units->system) ut_free_system(units->system);
    pthread_mutex_unlock(&udunits);
    arena_free(units->arena);
}

const char *units_currency(const UnitSystem *units)
{
    return units->currency;
}

const char *units_base(const UnitSystem *units, int i)
{
    return units->bases[i];
}

/* --- reading a unit --- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

static bool is_currency_code(const char *word)
{
    return strlen(word) == 3 && strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static bool is_name(const UnitSystem *units, const char *word)
{
    return names_find(units->names, word) >= 0 || strcmp(word, "per") == 0;
}

/* The first word of text that names no unit; false if there is none. */
static bool unknown_word(const UnitSystem *units, const char *text, char *word, size_t size)
{
    double unused;
    while (*text) {
        const char *start = text;
        if (text_number_prefix(start, &unused, &text)) continue; /* its e is no word */
        text = start;
        while (is_letter(*text))
            text++;
        const size_t n = (size_t)(text - start);
        if (n && n < size) {
            memcpy(word, start, n);
            word[n] = '\0';
            if (!is_name(units, word)) return true;
        }
        text += n == 0;
    }
    return false;
}

static const char *hint_for(const char *text, const char *word)
{
    for (size_t i = 0; i < COUNT(hints); i++) {
        const bool ascii_word = is_letter(hints[i].word[0]) && !(hints[i].word[0] & 0x80);
        const bool found =
            ascii_word ? strcmp(hints[i].word, word) == 0 : strstr(text, hints[i].word) != NULL;
        if (found) return hints[i].remedy;
    }
    return NULL;
}

static const char *nearest_unit(const UnitSystem *units, const char *word)
{
    for (int32_t i = 0; i < names_count(units->names); i++)
        if (strcasecmp(names_at(units->names, i), word) == 0) return names_at(units->names, i);
    return strlen(word) > 1 ? names_nearest(units->names, word) : NULL;
}

static void explain(const UnitSystem *units, const char *text, char *why, size_t size)
{
    char word[UNIT_TEXT_MAX + 1] = "";
    const bool unknown = unknown_word(units, text, word, sizeof word);
    const char *remedy = hint_for(text, word);
    const char *nearest = unknown ? nearest_unit(units, word) : NULL;
    if (remedy)
        snprintf(why, size, "'%s' is no unit: %s", text, remedy);
    else if (unknown && is_currency_code(word))
        snprintf(
            why, size,
            "'%s' needs an exchange rate: add 'exchange: {%s: ...}' to model.yaml (%s per %s)",
            text, word, units->currency, word);
    else if (nearest)
        snprintf(why, size, "'%s' is no unit: '%s' is unknown; did you mean '%s'?", text, word,
                 nearest);
    else if (unknown)
        snprintf(why, size,
                 "'%s' is no unit: '%s' is unknown; define it under 'units' in model.yaml",
                 text, word);
    else
        snprintf(why, size, "'%s' is no unit; write it like t/year, 10^4 CNY/t or MWh", text);
}

/* --- is it an expression? UDUNITS forgets memory when its parser fails, so it gets only what
 * it can parse: expression = factor {("*" | "/" | " per " | " ") factor} factor     = (number |
 * name | "(" expression ")") [["^"] ["-"] digits] and a number may stand right before what it
 * multiplies. --- */

typedef struct Scan {
    const char *at;
    int depth;
    bool number; /* the last factor was one */
} Scan;

static bool scan_power(Scan *scan)
{
    const char *at = scan->at;
    const bool caret = *at == '^';
    at += caret;
    const bool minus = *at == '-';
    at += minus;
    const size_t n = strspn(at, "0123456789");
    if (n == 0) return !caret && !minus;
    scan->at = at + n;
    return n <= 2 && *at != '0';
}

static bool scan_expression(Scan *scan);

static bool scan_group(Scan *scan)
{
    scan->at++;
    if (scan->depth++ == UNIT_DEPTH_MAX || !scan_expression(scan) || *scan->at != ')')
        return false;
    scan->depth--;
    scan->at++;
    return scan_power(scan);
}

static bool scan_number(Scan *scan)
{
    double value;
    if (!text_number_prefix(scan->at, &value, &scan->at) || value <= 0) return false;
    return *scan->at != '^' || scan_power(scan);
}

static bool scan_name(Scan *scan)
{
    const char *start = scan->at;
    if (*start == '%') {
        scan->at++;
        return true;
    }
    while (is_letter(*scan->at))
        scan->at++;
    const bool is_per = scan->at - start == 3 && strncmp(start, "per", 3) == 0;
    return scan->at > start && !is_per && scan_power(scan);
}

static bool scan_factor(Scan *scan)
{
    scan->at += strspn(scan->at, " ");
    const bool number = *scan->at >= '0' && *scan->at <= '9';
    const bool good = number             ? scan_number(scan)
                      : *scan->at == '(' ? scan_group(scan)
                                         : scan_name(scan);
    scan->number = number;
    return good;
}

static bool scan_expression(Scan *scan)
{
    while (scan_factor(scan)) {
        const bool apart = *scan->at == ' ';
        scan->at += strspn(scan->at, " ");
        if (*scan->at == '\0' || *scan->at == ')') return true;
        if (*scan->at == '*' || *scan->at == '/')
            scan->at++;
        else if (apart && strncmp(scan->at, "per ", 4) == 0)
            scan->at += 4;
        else if (!apart && !scan->number)
            return false;
    }
    return false;
}

static bool is_expression(const char *text)
{
    Scan scan = {.at = text};
    return scan_expression(&scan) && *scan.at == '\0';
}

/* UDUNITS reads a per b per c as (a/b)/c; we read t/month per USD/t as people mean it. */
static void group_per(const char *text, char *out, size_t size)
{
    const char *per = strstr(text, " per ");
    if (per)
        snprintf(out, size, "(%.*s)/(%s)", (int)(per - text), text, per + 5);
    else
        snprintf(out, size, "%s", text);
}

/* Copies without blanks at the ends and around * and /, which UDUNITS does not take. */
static void trim(const char *text, char *out, size_t size)
{
    size_t n = 0;
    bool after_sign = true;
    for (; *text && n + 1 < size; text++) {
        const bool blank = *text == ' ' || *text == '\t';
        const bool sign = *text == '*' || *text == '/';
        if (blank && after_sign) continue;
        while (sign && n && out[n - 1] == ' ')
            n--;
        out[n++] = blank ? ' ' : *text;
        after_sign = blank || sign;
    }
    while (n && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
}

static ut_unit *parse(const UnitSystem *units, const char *text, char *why, size_t size)
{
    char trimmed[UNIT_TEXT_MAX + 1], grouped[UNIT_TEXT_MAX + 8];
    if (strlen(text) > UNIT_TEXT_MAX) {
        snprintf(why, size, "'%.20s...' is no unit: it has more than %d bytes", text,
                 UNIT_TEXT_MAX);
        return NULL;
    }
    trim(text, trimmed, sizeof trimmed);
    group_per(trimmed, grouped, sizeof grouped);
    char word[UNIT_TEXT_MAX + 1];
    const bool good =
        is_expression(grouped) && !unknown_word(units, grouped, word, sizeof word);
    ut_unit *unit = good ? ut_parse(units->system, grouped, UT_UTF8) : NULL;
    if (!unit) explain(units, trimmed, why, size);
    return unit;
}

static bool is_known(const UnitSystem *units, const char *text, char *why, size_t size)
{
    ut_unit *unit = parse(units, text, why, size);
    if (unit) ut_free(unit);
    return unit != NULL;
}

bool units_known(const UnitSystem *units, const char *text, char *why, size_t size)
{
    pthread_mutex_lock(&udunits);
    const bool known = is_known(units, text, why, size);
    pthread_mutex_unlock(&udunits);
    return known;
}

/* The simplest fraction within a few roundings of f >= 1: 83.333... is 250/3 [continued
 * fraction]. Whole numbers keep conversions exact; a factor that is no simple fraction stays as
 * it is. */
static UnitFactor simplest(double f)
{
    const double within = 1e-15 * f, divisor_max = 1e6;
    double n = 1, n_last = 0, d = 0, d_last = 1, rest = f;
    while (d <= divisor_max) {
        const double whole = floor(rest);
        const double n_next = whole * n + n_last, d_next = whole * d + d_last;
        n_last = n, d_last = d, n = n_next, d = d_next;
        if (d > divisor_max || n > 0x1p53) break;
        if (fabs(n / d - f) <= within) return (UnitFactor){n, d};
        if (rest == whole) break;
        rest = 1 / (rest - whole);
    }
    return (UnitFactor){f, 1};
}

static UnitFactor as_factor(double f)
{
    if (f >= 1) return simplest(f);
    const UnitFactor inverse = simplest(1 / f);
    if (inverse.divide == 1 && inverse.multiply != floor(inverse.multiply))
        return (UnitFactor){f, 1};
    return (UnitFactor){inverse.divide, inverse.multiply};
}

static bool factor_between(ut_unit *from, ut_unit *to, UnitFactor *factor)
{
    if (!ut_are_convertible(from, to)) return false;
    cv_converter *converter = ut_get_converter(from, to);
    if (!converter) return false;
    const double zero = cv_convert_double(converter, 0), one = cv_convert_double(converter, 1);
    cv_free(converter);
    if (zero != 0 || !(one > 0) || !isfinite(one)) return false; /* no offsets, no logarithms */
    *factor = as_factor(one);
    return true;
}

bool units_factor(const UnitSystem *units, const char *from, const char *to, UnitFactor *factor,
                  char *why, size_t size)
{
    pthread_mutex_lock(&udunits);
    ut_unit *a = parse(units, from, why, size);
    ut_unit *b = a ? parse(units, to, why, size) : NULL;
    const bool good = a && b && factor_between(a, b, factor);
    if (a && b && !good)
        snprintf(why, size, "'%s' does not measure what is wanted here: %s", from, to);
    if (a) ut_free(a);
    if (b) ut_free(b);
    pthread_mutex_unlock(&udunits);
    return good;
}

/* --- units of the model's own --- */

static bool good_name(const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    static const char reserved[] = "per|since|after|from|ref|at|lg|ln|log|re|new";
    const size_t n = strlen(name);
    return n > 0 && n < 32 && strspn(name, letters) == n && text_choice(name, reserved) < 0;
}

static Status define(UnitSystem *units, const char *name, const char *meaning, char *why,
                     size_t size)
{
    if (!good_name(name)) {
        snprintf(why, size, "'%s' cannot name a unit; use letters and '_'", name);
        return LODE_BAD_INPUT;
    }
    if (names_find(units->names, name) >= 0) {
        snprintf(why, size, "the unit '%s' exists already", name);
        return LODE_BAD_INPUT;
    }
    const bool is_new = strcmp(meaning, "new") == 0;
    if (!is_new && !is_known(units, meaning, why, size)) return LODE_BAD_INPUT;
    snprintf(why, size, "more units than can be kept (%d)", UNIT_BASES_MAX);
    return add_unit(units, name, meaning);
}

Status units_define(UnitSystem *units, const char *name, const char *meaning, char *why,
                    size_t size)
{
    pthread_mutex_lock(&udunits);
    const Status st = define(units, name, meaning, why, size);
    pthread_mutex_unlock(&udunits);
    return st;
}
