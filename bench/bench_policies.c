/* bench_policies.c - what building, looking ahead and ten policies add to the time of a run.
 *     bench_policies MODEL POLICIES.yaml
 * The plain run is the same model without its options and without policies. Both are run in
 * turn; each figure is the median of several turns, the smallest stands behind it; the ratio is
 * the median of the turns' own, since a machine's speed drifts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "sim/sim.h"
#include "table/yaml.h"

enum { RUNS = 9, POLICIES_MOST = 32 };

/* The list of policies in a file, as a scenario that the model does not have. */
static Status read_policies(const char *path, Arena *arena, Diag *diag, Scenario *out)
{
    static PolicyText texts[POLICIES_MOST];
    YamlNode *root = NULL;
    const Status st = yaml_read(path, path, arena, diag, &root);
    if (st) return st;
    const YamlNode *list = yaml_get(root, "policies");
    if (!list || list->type != YAML_IS_LIST || list->n > POLICIES_MOST) return LODE_BAD_INPUT;
    for (int32_t i = 0; i < list->n; i++) {
        const YamlNode *node = list->items[i], *kind = yaml_get(node, "kind");
        texts[i] = (PolicyText){.node = node,
                                .kind = kind ? kind->text : "",
                                .place = {node->file, node->line, node->column}};
    }
    *out = (Scenario){.id = "bench",
                      .title = "bench",
                      .title_zh = "",
                      .tells = "",
                      .policies = texts,
                      .n_policies = list->n,
                      .place = {path, 1, 1}};
    return LODE_OK;
}

/* Options are the last facilities. */
static Model without_options(const Model *model)
{
    Model plain = *model;
    plain.n_facilities -= plain.n_expansions;
    plain.n_expansions = 0;
    return plain;
}

static Status run_once(const Model *model, const Scenario *own, Diag *diag, double *seconds)
{
    const RunOptions options = {.own = own, .start = MONTH_NONE, .end = MONTH_NONE};
    Record *record = NULL;
    const double begin = clock_seconds();
    const Status st = sim_run(model, &options, diag, &record);
    *seconds = clock_seconds() - begin;
    record_free(record);
    return st;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: bench_policies MODEL POLICIES.yaml\n");
        return 2;
    }
    const Scenario none = {.id = "plain", .title = "", .title_zh = "", .tells = ""};
    double plain[RUNS], building[RUNS], all[RUNS];
    Scenario policies;
    Model *model = NULL;
    Arena *arena = arena_new(0);
    Diag *diag = diag_new();
    Status st = read_policies(argv[2], arena, diag, &policies);
    if (!st) st = model_read(argv[1], diag, &model);
    for (int k = 0; k < RUNS && !st; k++) {
        const Model bare = without_options(model);
        st = run_once(&bare, &none, diag, &plain[k]);
        if (!st) st = run_once(model, &none, diag, &building[k]);
        if (!st) st = run_once(model, &policies, diag, &all[k]);
    }
    for (int32_t i = 0; i < diag_count(diag); i++)
        fprintf(stderr, "%s\n", diag_message(diag, i)->text);
    if (st) {
        fprintf(stderr, "%s: %s\n", argv[1], status_text(st));
    } else {
        double *const list[] = {plain, building, all};
        const char *const names[] = {"plain", "with options to build", "and with policies"};
        printf("%-28s %10s %10s %8s\n", "processor time of a run, ms", "median", "least",
               "ratio");
        double ratio[3][RUNS];
        for (int i = 0; i < 3; i++)
            for (int k = 0; k < RUNS; k++)
                ratio[i][k] = list[i][k] / plain[k];
        for (int i = 0; i < 3; i++) {
            qsort(list[i], RUNS, sizeof *list[i], clock_by_size);
            qsort(ratio[i], RUNS, sizeof *ratio[i], clock_by_size);
            printf("%-28s %10.1f %10.1f %8.2f\n", names[i], 1e3 * list[i][RUNS / 2],
                   1e3 * list[i][0], ratio[i][RUNS / 2]);
        }
        printf("%d policies, %d options\n", (int)policies.n_policies, (int)model->n_expansions);
    }
    diag_free(diag);
    model_free(model);
    arena_free(arena);
    return status_exit_code(st);
}
