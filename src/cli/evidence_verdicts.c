/* `lode evidence claims --against`. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/evidence_claims.h"
#include "cli/grid.h"
#include "cli/load.h"
#include "verdict/verdict.h"

typedef struct Court {
    Shelf shelf; /* without library */
    const Args *args;
    Ties *ties;
    Model *model;
    Store *store, *futures; /* futures: of --ensemble */
    Record **records;
    VerdictRuns runs;
    Verdicts *verdicts;
    Conflicts *conflicts;
} Court;

/* --- what is needed --- */

static Status read_ties(Court *court, const char *path)
{
    enum { TIES_MAX = 16 << 20 };
    const bool own = !args_has(court->args, "ties"); /* others may cite other documents */
    const Screen *screen = court->shelf.screen;
    FILE *file = fopen(path, "rb");
    char *bytes = file ? malloc(TIES_MAX) : NULL;
    const size_t n = bytes ? fread(bytes, 1, TIES_MAX, file) : 0;
    const bool bad = !file || ferror(file) || n == TIES_MAX;
    if (file) fclose(file);
    Status st = bad ? LODE_IO : LODE_OK;
    if (bad) screen_error(screen, "the ties '%s' cannot be read", path);
    if (!st)
        st = ties_read(path, bytes, n, own ? court->model : NULL, court->shelf.diag,
                       &court->ties);
    if (!bad) screen_diag(screen, court->shelf.diag, LOAD_MESSAGES);
    free(bytes);
    return st;
}

static Status find_ties(Court *court)
{
    const char *path = args_text(court->args, "ties");
    char name[4096];
    if (!path && court->shelf.model) {
        snprintf(name, sizeof name, "%s/evidence/claims.csv", court->shelf.model);
        path = name;
    }
    if (path) return read_ties(court, path);
    screen_error(court->shelf.screen, "which ties? --model MODEL or --ties FILE");
    return LODE_USAGE;
}

/* Only the ties that speak of one metric. */
static Status keep_metric(Court *court)
{
    const char *name = args_text(court->args, "metric");
    if (!name) return LODE_OK;
    if (!metric_find(name)) {
        const char *near = metric_nearest(name);
        screen_error(court->shelf.screen, "no metric '%s'; %s%s", name,
                     near ? "did you mean " : "`lode metrics` lists them", near ? near : "");
        return LODE_USAGE;
    }
    Tie *kept = ARENA_ARRAY(court->shelf.arena, Tie, court->ties->n);
    int32_t n = 0;
    if (!kept) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < court->ties->n; i++)
        if (tie_speaks(&court->ties->ties[i], name, &(MetricFilter){0}))
            kept[n++] = court->ties->ties[i];
    court->ties->ties = kept;
    court->ties->n = n;
    return LODE_OK;
}

static bool is_needed(const Court *court, const char *run)
{
    if (strcmp(run, court->runs.run) == 0 || strcmp(run, court->runs.baseline) == 0)
        return true;
    for (int32_t i = 0; i < court->ties->n; i++)
        if (strcmp(court->ties->ties[i].scenario, run) == 0) return true;
    return false;
}

/* The runs that ties name, with the ones asked for. */
static Status read_runs(Court *court)
{
    const StoreRun *list;
    int32_t n;
    const Screen *screen = court->shelf.screen;
    Status st = store_list_runs(court->store, court->shelf.diag, &list, &n);
    if (st || n == 0) return st ? st : LODE_NEGATIVE;
    const char *run = args_text(court->args, "run"), *base = args_text(court->args, "baseline");
    court->runs.run = run ? run : list[0].name;
    court->runs.baseline = base ? base : court->runs.run;
    court->records = ARENA_ARRAY(court->shelf.arena, Record *, n);
    if (!court->records) return LODE_NO_MEMORY;
    bool found = false;
    for (int32_t i = 0; !st && i < n; i++) {
        found = found || strcmp(list[i].name, court->runs.run) == 0;
        if (!is_needed(court, list[i].name)) continue;
        st = load_run(screen, court->store, list[i].name, &court->records[court->runs.n]);
        court->runs.n += !st;
    }
    if (!st && !found)
        return load_run(screen, court->store, court->runs.run, &court->records[0]);
    court->runs.records = (const Record *const *)court->records;
    return st;
}

/* Ensembles are looked for in the file of the runs, or in another that is named. */
static Status open_futures(Court *court)
{
    const char *path = args_text(court->args, "ensemble");
    const Status st = path ? load_store(court->shelf.screen, path, &court->futures) : LODE_OK;
    court->runs.futures = court->futures ? court->futures : court->store;
    return st;
}

/* --- tables --- */

static Status print_grid(const Court *court)
{
    static const char *const titles[2][6] = {
        {"id", "claim", "claimed", "model", "difference", "verdict"},
        {"编号", "断言", "断言值", "模型", "差异", "核对结果"}};
    const WordLanguage language = court->runs.language;
    Grid *grid = grid_new(6, titles[language]);
    for (int32_t i = 0; i < court->verdicts->n; i++) {
        const Verdict *verdict = &court->verdicts->verdicts[i];
        VerdictWords line;
        verdict_words(verdict, &line);
        grid_text(grid, verdict->tie->id);
        grid_text(grid, tie_statement(verdict->tie, language));
        grid_text(grid, line.claimed);
        grid_text(grid, line.model);
        grid_text(grid, line.difference);
        grid_text(grid, line.verdict);
    }
    const Status st = grid_print(grid, court->shelf.screen);
    grid_free(grid);
    return st;
}

/* A bar would end the cell. */
static void print_cell(FILE *out, const char *text)
{
    for (; *text; text++)
        fputs(*text == '|' ? "\\|" : (char[2]){*text, '\0'}, out);
}

static void print_markdown(const Court *court)
{
    FILE *out = court->shelf.screen->out;
    fputs("| claim | document | period | claimed | model | difference | verdict |\n"
          "|---|---|---|---|---|---|---|\n",
          out);
    for (int32_t i = 0; i < court->verdicts->n; i++) {
        const Verdict *verdict = &court->verdicts->verdicts[i];
        const Tie *tie = verdict->tie;
        VerdictWords line;
        verdict_words(verdict, &line);
        const char *const cells[] = {tie_statement(tie, verdict->language),
                                     *tie->document ? tie->document : tie->claim,
                                     tie->period.text,
                                     line.claimed,
                                     line.model,
                                     line.difference,
                                     line.verdict};
        for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
            fputs("| ", out);
            print_cell(out, cells[c]);
            fputc(' ', out);
        }
        fputs("|\n", out);
    }
}

static void print_conflict(const Conflict *conflict, FILE *out)
{
    char words[VERDICT_WORDS_MAX];
    conflict_words(conflict, words, sizeof words);
    fprintf(out, "- %s, %s: %s", conflict->a->id, conflict->b->id, words);
    if (*conflict->reasons) fprintf(out, " (%s)", conflict->reasons);
    fputc('\n', out);
}

static void print_rest(const Court *court)
{
    FILE *out = court->shelf.screen->out;
    const Verdicts *v = court->verdicts;
    const bool zh = court->runs.language == WORDS_CHINESE;
    fprintf(out,
            zh ? "\n%d 条断言%s，对照运行 %s：%d 条一致，%d 条不一致，%d 条模型未涵盖\n"
               : "\n%d claim%s against run %s: %d agree, %d disagree, %d not modelled\n",
            v->n, v->n == 1 || zh ? "" : "s", court->runs.run, v->agrees, v->disagrees,
            v->not_modelled);
    if (court->conflicts->n)
        fputs(zh ? "\n断言与断言：\n\n" : "\nClaims against claims:\n\n", out);
    for (int32_t i = 0; i < court->conflicts->n; i++)
        print_conflict(&court->conflicts->conflicts[i], out);
}

/* --- JSON --- */

static json_t *verdict_json(const Verdict *verdict)
{
    const Tie *tie = verdict->tie;
    json_t *one = json_object();
    json_put(one, "id", json_string(tie->id));
    json_put(one, "document", json_text(tie->document));
    json_put(one, "claim", json_text(tie->claim));
    json_put(one, "statement", json_text(tie_statement(tie, verdict->language)));
    json_put(one, "metric", json_text(tie->metric));
    json_put(one, "period", json_text(tie->period.text));
    json_put(one, "relation", json_text(tie->relation));
    json_put(one, "unit", json_text(tie->unit));
    json_put(one, "claimed_low", json_number(verdict->low));
    json_put(one, "claimed_high", json_number(verdict->high));
    json_put(one, "slack", json_number(verdict->slack));
    json_put(one, "model", json_number(verdict->model));
    json_put(one, "model_low", json_number(verdict->model_low));
    json_put(one, "model_high", json_number(verdict->model_high));
    json_put(one, "range", json_boolean(verdict->has_range));
    json_put(one, "difference", json_number(verdict->difference));
    json_put(one, "basis", json_text(verdict->basis));
    json_put(one, "other", json_number(verdict->other));
    json_put(one, "other_basis", json_text(verdict->other_basis));
    json_put(one, "run", json_text(verdict->run));
    json_put(one, "scenario", json_text(tie->scenario));
    json_put(one, "verdict", json_string(verdict_text(verdict->kind)));
    json_put(one, "reason", json_text(verdict->reason));
    json_put(one, "note", json_text(tie_note(tie, verdict->language)));
    json_put(one, "status", json_text(tie->status));
    return one;
}

static json_t *conflict_json(const Conflict *conflict)
{
    json_t *one = json_object();
    const bool total = conflict->kind == CONFLICT_TOTAL;
    json_put(one, "kind", json_string(total ? "total" : "pair"));
    json_put(one, "a", json_string(conflict->a->id));
    json_put(one, "b", json_string(conflict->b->id));
    json_put(one, "low", json_number(conflict->low));
    json_put(one, "high", json_number(conflict->high));
    json_put(one, "model", json_number(conflict->model));
    json_put(one, "unit", json_text(conflict->unit));
    json_put(one, "can_be", total ? json_boolean(conflict->can_be) : json_null());
    json_put(one, "reasons", json_text(conflict->reasons));
    return one;
}

static Status print_json(const Court *court)
{
    json_t *verdicts = json_array(), *conflicts = json_array(), *object = json_object();
    for (int32_t i = 0; i < court->verdicts->n; i++)
        json_array_append_new(verdicts, verdict_json(&court->verdicts->verdicts[i]));
    for (int32_t i = 0; i < court->conflicts->n; i++)
        json_array_append_new(conflicts, conflict_json(&court->conflicts->conflicts[i]));
    json_put(object, "schema", json_string("lode.evidence.verdicts/1"));
    json_put(object, "run", json_string(court->runs.run));
    json_put(object, "agrees", json_integer(court->verdicts->agrees));
    json_put(object, "disagrees", json_integer(court->verdicts->disagrees));
    json_put(object, "not_modelled", json_integer(court->verdicts->not_modelled));
    json_put(object, "verdicts", verdicts);
    json_put(object, "conflicts", conflicts);
    return json_print(court->shelf.screen, object);
}

/* --- all of it --- */

static Status judge(Court *court)
{
    if (args_has(court->args, "contradictions"))
        return claims_contradictions(&court->shelf, court->ties, &court->runs);
    Status st = verdicts_of(court->ties, &court->runs, &court->verdicts);
    if (!st) st = conflicts_of(court->ties, &court->runs, &court->conflicts);
    if (st) return st;
    if (args_has(court->args, "json")) return print_json(court);
    if (args_has(court->args, "markdown"))
        print_markdown(court);
    else
        st = print_grid(court);
    print_rest(court);
    return !st && court->verdicts->n == 0 ? LODE_NEGATIVE : st;
}

Status claims_verdicts(const Screen *screen, const Args *args)
{
    Court court = {.args = args};
    Status st = args_has(args, "contradictions") ? shelf_open(screen, args, false, &court.shelf)
                                                 : shelf_begin(screen, args, &court.shelf);
    if (!st && court.shelf.model)
        st = load_model(screen, court.shelf.model, NULL, 0, &court.model);
    if (!st) st = find_ties(&court);
    if (!st) st = keep_metric(&court);
    if (!st) st = load_store(screen, args_text(args, "against"), &court.store);
    if (!st) st = open_futures(&court);
    if (!st) st = read_runs(&court);
    court.runs.language = claims_language(args);
    if (!st) court.runs.units = court.model ? court.model->units : NULL;
    if (!st) st = judge(&court);
    verdicts_free(court.verdicts);
    conflicts_free(court.conflicts);
    for (int32_t i = 0; i < court.runs.n; i++)
        record_free(court.records[i]);
    store_close(court.futures);
    store_close(court.store);
    model_free(court.model);
    ties_free(court.ties);
    shelf_close(&court.shelf);
    return st;
}
