/* How sure it is: what the futures of a run say that the file holds beside it. */
#include <math.h>
#include <string.h>

#include "report/page.h"
#include "report/section.h"

static void write_odds(FILE *out, const StoreFutures *f)
{
    if (!f->n_odds) return;
    fputs("<div class=\"scroll\"><table><thead><tr><th>how often</th><th class=\"n\">in</th>"
          "<th class=\"n\">likely between</th></tr></thead><tbody>\n",
          out);
    for (int32_t i = 0; i < f->n_odds; i++) {
        const StoreOdds *o = &f->odds[i];
        fputs("<tr><td>", out);
        page_text(out, o->asked);
        if (isnan(o->share))
            fputs("</td><td class=\"n\">-</td><td class=\"n\">-</td></tr>\n", out);
        else
            fprintf(out,
                    "</td><td class=\"n\">%.1f %%</td><td class=\"n\">%.1f and %.1f "
                    "%%</td></tr>\n",
                    100 * o->share, 100 * o->low, 100 * o->high);
    }
    fputs("</tbody></table></div>\n", out);
}

static void write_deciders(FILE *out, const StoreFutures *f)
{
    if (!f->n_deciders) return;
    fputs(
        "<h3>Inputs that decide</h3>\n<p class=\"note\">Share of what moves the answers, mean "
        "over all of them. Where it says assumption, a better number is worth most.</p>\n"
        "<div class=\"scroll\"><table><thead><tr><th>input</th><th>its numbers are</th>"
        "<th class=\"n\">share</th></tr></thead><tbody>\n",
        out);
    for (int32_t i = 0; i < f->n_deciders; i++) {
        const StoreDecider *d = &f->deciders[i];
        fputs("<tr><td>", out);
        page_text(out, d->label);
        fputs("</td><td>", out);
        page_text(out, d->known);
        if (*d->source && strcmp(d->source, d->known) != 0)
            page_format(out, " (%s)", d->source);
        fprintf(out, "</td><td class=\"n\">%.1f %%</td></tr>\n", 100 * d->weight);
    }
    fputs("</tbody></table></div>\n", out);
}

static Status write_run(const Report *report, int run, Arena *arena, bool *any)
{
    StoreFutures f;
    const Status st =
        store_read_futures(report->store, report->names[run], arena, report->diag, &f);
    if (st || !f.runs) return st;
    if (!*any) fputs("<h2>How sure it is</h2>\n", report->out);
    *any = true;
    fputs("<p>", report->out);
    page_format(report->out, "%lld futures of %s", (long long)f.runs, report->names[run]);
    if (f.failed)
        page_format(report->out, ", of which %lld found no equilibrium", (long long)f.failed);
    fputs(", in which what is uncertain is drawn (<code>lode ensemble</code>).</p>\n",
          report->out);
    write_odds(report->out, &f);
    write_deciders(report->out, &f);
    return LODE_OK;
}

Status section_futures(const Report *report)
{
    Arena *arena = arena_new(0);
    bool any = false;
    Status st = arena ? LODE_OK : LODE_NO_MEMORY;
    for (int run = 0; run < report->n && !st; run++)
        st = write_run(report, run, arena, &any);
    arena_free(arena);
    return st;
}
