#include <string.h>

#include "cli/evidence.h"
#include "evidence/json.h"

static const Option options[] = {
    EVIDENCE_OPTIONS,
    OPTION_FLAG("statements", 's', "find statements, not documents"),
    OPTION_VALUE("from", 0, VALUE_TEXT, "DATE", "not older: 2025, 2025-09, 2025-09-03"),
    OPTION_VALUE("to", 0, VALUE_TEXT, "DATE", "not newer"),
    OPTION_VALUE("source", 0, VALUE_TEXT, "NAME", "only from this source"),
    OPTION_VALUE("topic", 0, VALUE_TEXT, "NAME", "only in this topic"),
    OPTION_CHOICE("language", "CODE", "en|zh", "only in this language"),
    OPTION_VALUE("element", 0, VALUE_TEXT, "NAME", "only about this element, in any language"),
    OPTION_VALUE("country", 0, VALUE_TEXT, "NAME", "only about this country"),
    OPTION_VALUE("company", 0, VALUE_TEXT, "NAME", "only about this company"),
    OPTION_VALUE("claim", 0, VALUE_TEXT, "KIND",
                 "only with such a claim: share, growth, price, exports, forecast ..."),
    OPTION_FLAG("facets", 0, "count sources, topics, years, elements ... of all hits"),
    OPTION_VALUE("limit", 'n', VALUE_TEXT, "N", "hits of one page (20)"),
    OPTION_VALUE("offset", 0, VALUE_TEXT, "N", "hits to pass over"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

static Status print_json(const Screen *screen, const EvidenceQuery *query,
                         const EvidenceResults *results)
{
    json_t *hits = json_array(), *object = json_object();
    for (int32_t i = 0; i < results->n; i++)
        json_array_append_new(hits, evidence_hit_json(&results->hits[i]));
    json_put(object, "schema", json_string("lode.evidence.search/1"));
    json_put(object, "query", json_string(query->text));
    json_put(object, "total", json_integer(results->total));
    json_put(object, "offset", json_integer(query->offset));
    json_put(object, "hits", hits);
    if (query->facets) json_put(object, "facets", evidence_facets_json(results));
    return json_print(screen, object);
}

/* --- lines --- */

static void print_hit(const Screen *screen, const EvidenceHit *hit)
{
    fprintf(screen->out, "%6lld  ", (long long)hit->document);
    shelf_print_marked(screen, &hit->title);
    if (hit->copies)
        fprintf(screen->out, "   (+%d near cop%s)", hit->copies,
                hit->copies == 1 ? "y" : "ies");
    if (hit->source || hit->date) {
        fputs("\n        ", screen->out);
        shelf_print_origin(screen, hit->source, hit->date);
    }
    if (hit->snippet.text && *hit->snippet.text) {
        fputs("\n        ", screen->out);
        shelf_print_marked(screen, &hit->snippet);
    }
    fputc('\n', screen->out);
}

static void print_facets(const Screen *screen, const EvidenceResults *results)
{
    for (int f = 0; f < EVIDENCE_FACETS; f++) {
        if (!results->facets[f].n) continue;
        fprintf(screen->out, "%-9s", evidence_facet_name((EvidenceFacetKind)f));
        for (int32_t i = 0; i < results->facets[f].n; i++) {
            const EvidenceFacetValue *value = &results->facets[f].values[i];
            fputs(i ? ", " : " ", screen->out);
            shelf_print(screen, value->name, strlen(value->name));
            fprintf(screen->out, " %lld", (long long)value->documents);
        }
        fputc('\n', screen->out);
    }
}

static void print_lines(const Screen *screen, const EvidenceQuery *query,
                        const EvidenceResults *results)
{
    const char *what = query->scope == EVIDENCE_STATEMENTS ? "statement" : "document";
    fprintf(screen->out, "%lld %s%s", (long long)results->total, what,
            results->total == 1 ? "" : "s");
    if (results->n < results->total && results->n)
        fprintf(screen->out, ", %d to %d", query->offset + 1, query->offset + results->n);
    fputc('\n', screen->out);
    for (int32_t i = 0; i < results->n; i++)
        print_hit(screen, &results->hits[i]);
    if (query->facets) print_facets(screen, results);
}

/* --- the question --- */

static Status read_query(const Shelf *shelf, EvidenceQuery *query)
{
    const Args *args = shelf->args;
    int64_t limit, offset;
    Status st = shelf_number(shelf, "limit", 20, &limit);
    if (!st) st = shelf_number(shelf, "offset", 0, &offset);
    if (st) return st;
    size_t n = 1;
    for (int i = 0; i < args->n_places; i++)
        n += strlen(args->places[i]) + 1;
    char *text = ARENA_ARRAY(shelf->arena, char, n);
    if (!text) return LODE_NO_MEMORY;
    for (int i = 0; i < args->n_places; i++) {
        if (i) strcat(text, " ");
        strcat(text, args->places[i]);
    }
    *query = (EvidenceQuery){
        .text = text,
        .scope = args_has(args, "statements") ? EVIDENCE_STATEMENTS : EVIDENCE_DOCUMENTS,
        .from = args_text(args, "from"),
        .to = args_text(args, "to"),
        .source = args_text(args, "source"),
        .topic = args_text(args, "topic"),
        .language = args_text(args, "language"),
        .element = args_text(args, "element"),
        .country = args_text(args, "country"),
        .company = args_text(args, "company"),
        .claim = args_text(args, "claim"),
        .limit = limit < INT32_MAX ? (int32_t)limit : INT32_MAX,
        .offset = offset < INT32_MAX ? (int32_t)offset : INT32_MAX,
        .facets = args_has(args, "facets"),
    };
    return LODE_OK;
}

static Status search(Shelf *shelf)
{
    EvidenceQuery query;
    EvidenceResults *results = NULL;
    Status st = read_query(shelf, &query);
    if (st) return st;
    st = evidence_search(shelf->library, &query, &results);
    if (st) return shelf_tell(shelf, st);
    if (args_has(shelf->args, "json"))
        st = print_json(shelf->screen, &query, results);
    else
        print_lines(shelf->screen, &query, results);
    if (!st && results->total == 0) st = LODE_NEGATIVE;
    evidence_results_free(results);
    return st;
}

static Status run(const Screen *screen, const Args *args)
{
    Shelf shelf;
    Status st = shelf_open(screen, args, false, &shelf);
    if (!st) st = search(&shelf);
    shelf_close(&shelf);
    return st;
}

const Command command_evidence_search = {
    .name = "evidence search",
    .summary = "find documents or statements",
    .about =
        "Finds documents by words in English and Chinese; simplified and traditional "
        "characters "
        "are one, and the glossary's names find each other (镝, dysprosium, Dy). \"a phrase\" "
        "is "
        "required in this order, -word must not occur, OR and AND join, separat* begins so, "
        "title: source: topic: element: country: company: claim: from: to: filter. Any text is "
        "legal. Without words, everything is found.",
    .positionals = {{"WORDS", VALUE_TEXT, true, "what to look for"}},
    .many = true,
    .options = options,
    .examples = {{"lode evidence search 'rare earth' japan --from 2025-06 --facets",
                  "what was written since June 2025"},
                 {"lode evidence search -s 镝 --claim price",
                  "statements on dysprosium in documents that claim prices"}},
    .run = run,
};
