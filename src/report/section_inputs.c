/* What it rests on: the scenarios with their policies and documents, how well each run is
 * solved, and how much of the model was seen, recalled or judged. */
#include <math.h>
#include <string.h>

#include "report/page.h"
#include "report/section.h"

enum { DOCUMENTS_MAX = 64 };

/* ---- scenarios ---- */

static void policy_item(FILE *out, const PolicyText *policy)
{
    const YamlNode *node = policy->node;
    const YamlNode *why = yaml_get(node, "why");
    fputs("<li><b>", out);
    page_text(out, policy->kind);
    fputs("</b>", out);
    for (int32_t i = 0; i < node->n; i++) {
        const YamlPair *pair = &node->pairs[i];
        if (!strcmp(pair->key, "kind") || !strcmp(pair->key, "why") || !strcmp(pair->key, "id"))
            continue;
        page_format(out, "; %s ", pair->key);
        if (pair->value->type == YAML_IS_TEXT) page_text(out, pair->value->text);
        for (int32_t k = 0; pair->value->type == YAML_IS_LIST && k < pair->value->n; k++)
            page_format(out, "%s%s", k ? ", " : "", pair->value->items[k]->text);
    }
    if (why && why->type == YAML_IS_TEXT) page_format(out, ". %s", why->text);
    fputs("</li>\n", out);
}

static void scenario_text(const Report *report, int run, const Scenario *s, bool *cited)
{
    FILE *out = report->out;
    fputs("<h3>", out);
    page_text(out, s->title);
    fputs("</h3>\n<p>", out);
    page_text(out, s->tells);
    if (s == report->own[run])
        for (int32_t i = 0; i < s->n_varies; i++)
            page_format(out, " %s: %g.", s->varies[i].id, s->varies[i].usual);
    fputs("</p>\n<ul>\n", out);
    for (int32_t i = 0; i < s->n_policies; i++)
        if (run == 0 || !section_is_common(report, &s->policies[i]))
            policy_item(out, &s->policies[i]);
    fputs("</ul>\n", out);
    for (int32_t i = 0; i < s->n_documents; i++)
        cited[s->documents[i]] = true;
}

static void document_list(const Report *report, const bool *cited)
{
    FILE *out = report->out;
    bool open = false;
    for (int32_t i = 0; i < report->model->n_documents; i++) {
        const Document *d = &report->model->documents[i];
        if (!cited[i]) continue;
        if (!open) fputs("<h3>Documents</h3>\n<ul>\n", out);
        open = true;
        fputs("<li>", out);
        page_format(out, "%s. %s%s%s.", d->title, d->publisher, *d->date ? ", " : "", d->date);
        if (strncmp(d->url, "http", 4) == 0) {
            fputs(" <a href=\"", out);
            page_text(out, d->url);
            fputs("\">", out);
            page_text(out, d->url);
            fputs("</a>", out);
        }
        fputs("</li>\n", out);
    }
    if (open) fputs("</ul>\n", out);
}

static Status scenarios(const Report *report)
{
    Arena *arena = arena_new(0);
    bool *told = ARENA_ARRAY(arena, bool, report->model->n_scenarios);
    bool *cited = ARENA_ARRAY(arena, bool, report->model->n_documents);
    if (!told || !cited) {
        arena_free(arena);
        return LODE_NO_MEMORY;
    }
    for (int run = 0; run < report->n; run++)
        for (int place = 0; section_scenario(report, run, place); place++) {
            const Scenario *s = section_scenario(report, run, place);
            if (s == report->own[run]) {
                scenario_text(report, run, s, cited);
                continue;
            }
            if (!told[s - report->model->scenarios]) scenario_text(report, run, s, cited);
            told[s - report->model->scenarios] = true;
        }
    document_list(report, cited);
    arena_free(arena);
    return LODE_OK;
}

/* ---- trust ---- */

static void quality(const Report *report)
{
    FILE *out = report->out;
    fputs("<h3>How well each run is solved</h3>\n<div class=\"scroll\"><table><thead><tr>"
          "<th>run</th><th class=\"n\">months</th>"
          "<th class=\"n\">worst relative error of a balance or price condition</th>"
          "<th class=\"n\">mass lost or made, relative</th></tr></thead><tbody>\n",
          out);
    for (int run = 0; run < report->n; run++) {
        const Record *r = report->records[run];
        const MetricFilter all = {.region = NULL};
        fputs("<tr><td>", out);
        page_text(out, report->names[run]);
        fprintf(out,
                "</td><td class=\"n\">%d</td><td class=\"n\">%.1e</td><td class=\"n\">%.1e</td>"
                "</tr>\n",
                (int)record_months(r, record_steps(r)),
                section_value(report, run, "residual", &all, record_steps(r)),
                fabs(record_worst_imbalance(r, NULL)));
    }
    fputs(
        "</tbody></table></div>\n<p class=\"note\">Recomputed from the definitions by a judge "
        "that shares no code with the solver.</p>\n",
        out);
}

static void uncertain(const Report *report)
{
    int32_t n[EVIDENCE_ESTIMATE + 1] = {0};
    const Model *m = report->model;
    for (int32_t i = 0; i < m->n_facilities; i++)
        n[m->facilities[i].origin.status]++;
    for (int32_t i = 0; i < m->n_demands; i++)
        n[m->demands[i].origin.status]++;
    for (int32_t i = 0; i < m->n_recipe_lines; i++)
        n[m->recipe_lines[i].origin.status]++;
    for (int32_t i = 0; i < m->n_driver_points; i++)
        n[m->driver_points[i].origin.status]++;
    fputs("<h3>What is uncertain</h3>\n<p>", report->out);
    page_format(
        report->out,
        "Of the rows that say what facilities can do, what recipes take, what users need "
        "and how that grows, %d were seen in a document, %d recalled, and %d estimated "
        "or assumed. One run is one path: it says what follows from these inputs, "
        "not how likely they are.",
        (int)n[EVIDENCE_SEEN], (int)n[EVIDENCE_MEMORY],
        (int)(n[EVIDENCE_ESTIMATE] + n[EVIDENCE_NONE]));
    fputs("</p>\n", report->out);
}

Status section_inputs(const Report *report)
{
    fputs("<h2>What it rests on</h2>\n", report->out);
    Status st = LODE_OK;
    if (report->model) st = scenarios(report);
    quality(report);
    if (report->model) {
        uncertain(report);
        fputs("<p class=\"note\">", report->out);
        page_text(report->out, report->model->licence);
        fputs("</p>\n", report->out);
    }
    return st;
}
