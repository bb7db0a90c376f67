#include "cli/args.h"
#include "cli/grid.h"
#include "cli/help.h"
#include "cli/json.h"
#include "metrics/metric.h"

static const Option options[] = {
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_FLAG("markdown", 0, "print docs/metrics.md"),
    OPTION_END,
};

static Status print_json(const Screen *screen, const Metric *metrics, int32_t n)
{
    json_t *list = json_array();
    for (int32_t i = 0; i < n; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s}", "id", metrics[i].id,
                                              "unit", metric_unit_text(metrics[i].unit),
                                              "over_time", metric_time_text(metrics[i].time),
                                              "filters", metric_filters_text(metrics[i].detail),
                                              "definition", metrics[i].definition));
    return json_print(screen,
                      json_pack("{s:s, s:o}", "schema", "lode.metrics/1", "metrics", list));
}

static Status print_markdown(const Screen *screen, const Metric *metrics, int32_t n)
{
    fputs(
        "# Metrics\n\n"
        "Every number that lode publishes, defined once (`src/metrics/metrics.def`); the "
        "command "
        "line,\nchecks, reports and exports all use these definitions. This page is made by\n"
        "`lode metrics --markdown`.\n\n"
        "A metric is asked of what its filters name; a filter that is left out means "
        "everything. "
        "A\nregion may be a group, a commodity may be a stage, and several ids are joined by a "
        "comma.\nAmounts of several commodities are added only when they have the same unit, "
        "or "
        "in tonnes of\ncontained rare-earth oxide (`--basis reo`). What has no answer, such as "
        "a "
        "share of nothing, is\nshown as `-` (in JSON `null`, in CSV empty).\n\n"
        "| metric | unit | over a year | filters | definition |\n|---|---|---|---|---|\n",
        screen->out);
    for (int32_t i = 0; i < n; i++)
        fprintf(screen->out, "| `%s` | %s | %s | %s | %s |\n", metrics[i].id,
                metric_unit_text(metrics[i].unit), metric_time_text(metrics[i].time),
                metric_filters_text(metrics[i].detail), metrics[i].definition);
    return LODE_OK;
}

static Status print_list(const Screen *screen, const Metric *metrics, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        fprintf(screen->out, "%s (%s; over a year: %s)\n", metrics[i].id,
                metric_unit_text(metrics[i].unit), metric_time_text(metrics[i].time));
        help_wrap(screen->out, metrics[i].definition, 4, 92);
    }
    return LODE_OK;
}

static Status run(const Screen *screen, const Args *args)
{
    int32_t n;
    const Metric *metrics = metric_list(&n);
    if (args_has(args, "json")) return print_json(screen, metrics, n);
    if (args_has(args, "markdown")) return print_markdown(screen, metrics, n);
    return print_list(screen, metrics, n);
}

const Command command_metrics = {
    .name = "metrics",
    .summary = "every metric, its unit and definition",
    .about =
        "Lists what can be measured: each metric with its unit, how it adds up over a year, "
        "and its definition in one sentence.",
    .options = options,
    .examples = {{"lode metrics", "the list"},
                 {"lode metrics --json", "the same for programs"}},
    .run = run,
};
