#include <math.h>
#include <string.h>

#include "choice/candidates.h"
#include "cli/audit.h"
#include "cli/grid.h"
#include "cli/json.h"
#include "cli/load.h"
#include "ensemble/dimension.h"
#include "horizon/horizon.h"
#include "metrics/check.h"
#include "metrics/probe.h"
#include "metrics/words.h"
#include "verdict/own_library.h"

enum { STACK_MAX = 16 };

static const Option options[] = {
    OPTION_FLAG("all", 'a', "show every message, not only the first 20"),
    OPTION_FLAG("no-run", 0, "do not run the model to test checks.yaml"),
    OPTION_FLAG("audit", 0, "how well the numbers are known, and which of them matter"),
    OPTION_FLAG("quick", 0, "with --audit: short runs and few of them"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

/* What the command found out. */
typedef struct Checkup {
    const Screen *screen;
    Model *model;
    Arena *arena;
    Diag *diag;
    Check *checks;
    CheckResult *results;
    int32_t n_checks, failed;
    Status audited; /* LODE_NEGATIVE: a row has no source or status */
    json_t *audit;  /* NULL: none was asked for, or it is told as text */
} Checkup;

/* "a,b" as a stack of scenario ids; the texts are copied. The baseline of a model that has no
 * scenario of that name is no scenario. */
static Status split_scenarios(const Checkup *v, const char *text, const char **ids, int *n)
{
    *n = 0;
    while (*text && *n < STACK_MAX) {
        const size_t length = strcspn(text, ",");
        const char *id = arena_text(v->arena, text, length);
        if (!id) return LODE_NO_MEMORY;
        const bool plain =
            strcmp(id, "baseline") == 0 && model_find_scenario(v->model, id) == MODEL_NONE;
        if (!plain) ids[(*n)++] = id;
        text += length + (text[length] == ',');
        text += strspn(text, " ");
    }
    return LODE_OK;
}

static int keep_going(void *context, int32_t step, int32_t n_steps)
{
    progress_move(context, step, n_steps);
    return interrupted();
}

static Status run_scenario(Checkup *v, const char *scenario, Record **record)
{
    const char *ids[STACK_MAX];
    int n;
    Progress progress;
    Status st = split_scenarios(v, scenario, ids, &n);
    if (st) return st;
    progress_begin(&progress, v->screen, *scenario ? scenario : "baseline");
    const RunOptions how = {.scenarios = ids,
                            .n_scenarios = n,
                            .start = MONTH_NONE,
                            .end = MONTH_NONE,
                            .probe = &metrics_probe,
                            .progress = keep_going,
                            .progress_context = &progress};
    st = foresight_run(v->model, &how, v->diag, record);
    progress_end(&progress);
    return st;
}

static bool done_before(const Checkup *v, int32_t i)
{
    for (int32_t k = 0; k < i; k++)
        if (strcmp(v->checks[k].scenario, v->checks[i].scenario) == 0) return true;
    return false;
}

/* Measures the checks of the scenario of check `first`; names that do not exist are mistakes.
 */
static Status measure_scenario(Checkup *v, int32_t first)
{
    Record *record;
    Status st = run_scenario(v, v->checks[first].scenario, &record);
    Status worst = LODE_OK;
    if (st) return st;
    for (int32_t i = first; i < v->n_checks; i++) {
        if (strcmp(v->checks[i].scenario, v->checks[first].scenario) != 0) continue;
        st = check_measure(&v->checks[i], record, v->diag, &v->results[i]);
        if (st && !worst) worst = st;
        if (!st && !v->results[i].passed) v->failed++;
    }
    record_free(record);
    return worst;
}

static Status measure_checks(Checkup *v)
{
    v->results = ARENA_ARRAY(v->arena, CheckResult, v->n_checks);
    if (!v->results) return LODE_NO_MEMORY;
    Status worst = LODE_OK;
    for (int32_t i = 0; i < v->n_checks; i++) {
        if (done_before(v, i)) continue;
        const Status st = measure_scenario(v, i);
        if (st && st != LODE_BAD_INPUT) return st;
        if (st) worst = st;
    }
    return worst;
}

static Status read_all(Checkup *v, const char *folder)
{
    Status st = model_read(folder, v->diag, &v->model);
    if (st) return st;
    st = sim_check_scenarios(v->model, &metrics_probe, v->diag);
    const Status ranges = dimensions_check(v->model, v->diag);
    const Status measures =
        v->model->n_candidates ? candidates_check(v->model, NULL, 0, v->diag) : LODE_OK;
    const Status checks = check_read(v->model, v->arena, v->diag, &v->checks, &v->n_checks);
    Ties *ties = NULL;
    const Status claims = own_ties(v->model, v->diag, &ties);
    ties_free(ties);
    return st ? st : ranges ? ranges : measures ? measures : checks ? checks : claims;
}

/* ---- telling ---- */

static void expected_text(const Check *check, char *buffer, size_t size)
{
    char low[WORDS_SIZE], high[WORDS_SIZE];
    const double middle = 0.5 * (check->low + check->high);
    if (check->high - check->low <= 1e-3 * fabs(middle)) {
        words_number(middle, 7, buffer, size);
        return;
    }
    words_number(check->low, 6, low, sizeof low);
    words_number(check->high, 6, high, sizeof high);
    snprintf(buffer, size, "%s to %s", low, high);
}

static void subject_text(const Check *check, char *buffer, size_t size)
{
    const MetricFilter *f = &check->filter;
    const char *const parts[] = {f->partner, f->region,   f->commodity, f->stage, f->use,
                                 f->process, f->facility, f->limit,     f->policy};
    int used = snprintf(buffer, size, "%s", check->metric->id);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i] && *parts[i] && used > 0 && (size_t)used < size)
            used += snprintf(buffer + used, size - (size_t)used, " %s", parts[i]);
    if (check->from != MONTH_NONE && used > 0 && (size_t)used < size) {
        char month[8];
        month_format(check->from, month, sizeof month);
        if (check->months == 12) month[4] = '\0';
        snprintf(buffer + used, size - (size_t)used, " %s", month);
    }
}

static Status print_failures(const Checkup *v)
{
    static const char *const titles[] = {"where", "what",     "scenario",
                                         "value", "expected", "off by"};
    if (!v->failed) return LODE_OK;
    Grid *grid = grid_new(6, titles);
    for (int column = 3; column < 6; column++)
        grid_right(grid, column);
    for (int32_t i = 0; i < v->n_checks; i++) {
        const Check *check = &v->checks[i];
        char text[256];
        if (v->results[i].passed) continue;
        grid_format(grid, "%s:%d", check->place.file, (int)check->place.line);
        subject_text(check, text, sizeof text);
        grid_text(grid, text);
        grid_text(grid, *check->scenario ? check->scenario : "baseline");
        words_number(v->results[i].value, 7, text, sizeof text);
        grid_text(grid, text);
        expected_text(check, text, sizeof text);
        grid_text(grid, text);
        words_number(v->results[i].miss, 3, text, sizeof text);
        grid_text(grid, text);
    }
    const Status st = grid_print(grid, v->screen);
    grid_free(grid);
    return st;
}

static json_t *messages_json(const Diag *diag)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < diag_count(diag); i++) {
        const DiagMessage *m = diag_message(diag, i);
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:i, s:i, s:s, s:s}", "level",
                                        m->level == DIAG_ERROR ? "error" : "warning", "file",
                                        m->file, "line", (int)m->line, "column", (int)m->column,
                                        "field", m->field, "text", m->text));
    }
    return list;
}

static json_t *checks_json(const Checkup *v)
{
    json_t *list = json_array();
    for (int32_t i = 0; v->results && i < v->n_checks; i++) {
        const Check *check = &v->checks[i];
        char text[256];
        subject_text(check, text, sizeof text);
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:i, s:s, s:s, s:b, s:o, s:o, s:o, s:o}", "check", text,
                      "file", check->place.file, "line", (int)check->place.line, "scenario",
                      check->scenario, "why", check->why, "passed", (int)v->results[i].passed,
                      "value", json_number(v->results[i].value), "low", json_number(check->low),
                      "high", json_number(check->high), "off_by",
                      json_number(v->results[i].miss)));
    }
    return list;
}

static Status print_json(const Checkup *v)
{
    diag_sort(v->diag);
    json_t *value = json_pack("{s:s, s:i, s:i, s:i, s:o, s:o}", "schema", "lode.check/1",
                              "errors", (int)diag_errors(v->diag), "warnings",
                              (int)diag_warnings(v->diag), "failed_checks", (int)v->failed,
                              "messages", messages_json(v->diag), "checks", checks_json(v));
    if (v->audit) json_put(value, "audit", v->audit);
    return json_print(v->screen, value);
}

static const char *plural(int32_t n)
{
    return n == 1 ? "" : "s";
}

static Status print_summary(const Checkup *v, const char *folder)
{
    FILE *out = v->screen->out;
    const Model *m = v->model;
    const int32_t errors = diag_errors(v->diag), warnings = diag_warnings(v->diag);
    const Status st = print_failures(v);
    if (!m || errors) {
        fprintf(out, "%s: %d error%s, %d warning%s\n", folder, (int)errors, plural(errors),
                (int)warnings, plural(warnings));
        return st;
    }
    fprintf(
        out,
        "%s: %d regions, %d commodities, %d facilities, %d routes, %d demands, %d scenario%s\n",
        folder, (int)m->n_regions, (int)m->n_commodities, (int)m->n_facilities,
        (int)m->n_routes, (int)m->n_demands, (int)m->n_scenarios, plural(m->n_scenarios));
    fprintf(out, "no errors, %d warning%s", (int)warnings, plural(warnings));
    if (v->results && v->n_checks)
        fprintf(out, ", %d of %d checks hold", (int)(v->n_checks - v->failed),
                (int)v->n_checks);
    fputc('\n', out);
    return st;
}

/* The audit of a model without mistakes; what it finds is an answer, not a failure. */
static Status audit(Checkup *v, const Args *args)
{
    const Status st = audit_tell(v->screen, v->model, args_has(args, "quick"), v->diag,
                                 args_has(args, "json") ? &v->audit : NULL);
    v->audited = st == LODE_NEGATIVE ? st : LODE_OK;
    return st == LODE_NEGATIVE ? LODE_OK : st;
}

static Status judge(Checkup *v, const Args *args)
{
    const char *folder = args_place(args, 0);
    const bool as_json = args_has(args, "json"), audited = args_has(args, "audit");
    Status st = read_all(v, folder);
    if (!st && v->n_checks && !args_has(args, "no-run")) st = measure_checks(v);
    if (!st && audited && as_json) st = audit(v, args);
    if (st == LODE_NO_MEMORY || st == LODE_INTERRUPTED) return st;
    if (as_json) {
        const Status printed = print_json(v);
        if (printed) return printed;
    } else {
        screen_diag(v->screen, v->diag, args_has(args, "all") ? INT32_MAX : LOAD_MESSAGES);
        const Status printed = print_summary(v, folder);
        if (printed) return printed;
    }
    if (!st && audited && !as_json) st = audit(v, args);
    if (st) return st;
    return v->failed ? LODE_NEGATIVE : v->audited;
}

static Status run(const Screen *screen, const Args *args)
{
    Checkup v = {.screen = screen, .arena = arena_new(0), .diag = diag_new()};
    Status st = LODE_NO_MEMORY;
    interrupt_watch();
    if (v.arena && v.diag) st = judge(&v, args);
    model_free(v.model);
    diag_free(v.diag);
    arena_free(v.arena);
    return st;
}

const Command command_check = {
    .name = "check",
    .summary = "validate a model; says every problem",
    .about =
        "Reads a model folder with all its scenarios and says everything that is wrong with "
        "it, each mistake with its file, line and remedy. Then runs what checks.yaml needs "
        "and tests its assertions. Ends with 3 when the model has mistakes, with 1 when an "
        "assertion fails. With --audit it also says which share of the numbers, by the money "
        "they move, is seen, recalled, estimated or assumed, names rows without source or "
        "status (there should be none: it ends with 1), and the ten assumptions that change "
        "the headline most.",
    .positionals = {{"MODEL", VALUE_FOLDER, false, "a model folder"}},
    .options = options,
    .examples = {{"lode check my-model", "everything"},
                 {"lode check --all --no-run my-model",
                  "all messages, without running the model"},
                 {"lode check --audit my-model", "how well its numbers are known"}},
    .run = run,
};
