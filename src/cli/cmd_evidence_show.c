#include <string.h>

#include "base/text.h"
#include "cli/evidence.h"
#include "evidence/json.h"

static const Option options[] = {
    EVIDENCE_OPTIONS,
    OPTION_FLAG("plain", 'p', "without claims"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

/* The claims of a document stand in the order of its statements. */
typedef struct Reader {
    const Screen *screen;
    const EvidenceClaims *claims; /* NULL: without */
    Arena *arena;
    int32_t next;
} Reader;

/* The words of claims as marks; a span inside another is not marked twice. */
static void print_statement(Reader *reader, const EvidenceStatement *statement, int number)
{
    const EvidenceClaim *first = reader->claims ? reader->claims->claims + reader->next : NULL;
    int32_t n = 0, n_marks = 0, end = 0;
    while (reader->claims && reader->next + n < reader->claims->n &&
           first[n].statement == statement->id)
        n++;
    EvidenceMark *marks = ARENA_ARRAY(reader->arena, EvidenceMark, n);
    for (int32_t i = 0; marks && i < n; i++)
        if (first[i].at >= end) {
            marks[n_marks++] = (EvidenceMark){first[i].at, first[i].length};
            end = first[i].at + first[i].length;
        }
    fprintf(reader->screen->out, "%4d. ", number);
    shelf_print_marked(reader->screen, &(EvidenceText){statement->text, n_marks, marks});
    if (statement->citations) fprintf(reader->screen->out, " [%s]", statement->citations);
    fputc('\n', reader->screen->out);
    for (int32_t i = 0; i < n; i++) {
        char words[256];
        evidence_claim_words(&first[i], WORDS_ENGLISH, words, sizeof words);
        fprintf(reader->screen->out, "        claim %lld: %s", (long long)first[i].id, words);
        if (strcmp(first[i].state, "found") != 0)
            fprintf(reader->screen->out, " (%s)", first[i].state);
        fputc('\n', reader->screen->out);
    }
    reader->next += n;
}

static void print_groups(Reader *reader, const EvidenceDocument *document)
{
    int number = 0;
    for (int32_t g = 0; g < document->n_groups; g++) {
        const EvidenceGroup *group = &document->groups[g];
        fputc('\n', reader->screen->out);
        if (*group->title) {
            shelf_print(reader->screen, group->title, strlen(group->title));
            fputc('\n', reader->screen->out);
        }
        for (int32_t s = 0; s < group->n_statements; s++)
            print_statement(reader, &group->statements[s], ++number);
    }
}

static void print_links(const Screen *screen, const EvidenceDocument *document)
{
    FILE *out = screen->out;
    for (int32_t i = 0; i < document->n_copies; i++) {
        const EvidenceCopy *copy = &document->copies[i];
        fprintf(out, "%snear copy: document %lld (%.0f %% of its text)", i ? "" : "\n",
                (long long)copy->document, 100.0 * copy->containment);
        if (*copy->only_here) fprintf(out, "; only here %s", copy->only_here);
        if (*copy->only_there) fprintf(out, "; only there %s", copy->only_there);
        fputc('\n', out);
    }
    if (document->n_concepts) fputs("\nabout: ", out);
    for (int32_t i = 0; i < document->n_concepts; i++)
        fprintf(out, "%s%s", i ? ", " : "", document->concepts[i].name);
    if (document->n_concepts) fputc('\n', out);
    for (int32_t i = 0; i < document->n_origins; i++)
        fprintf(out, "from: %s (%s, %s, sha256 %.12s)\n", document->origins[i].name,
                document->origins[i].format, document->origins[i].encoding,
                document->origins[i].sha256);
}

static void print_document(Reader *reader, const EvidenceDocument *document)
{
    const Screen *screen = reader->screen;
    fprintf(screen->out, "%lld  ", (long long)document->id);
    shelf_print(screen, document->title, strlen(document->title));
    fputc('\n', screen->out);
    if (document->source || document->date) {
        shelf_print_origin(screen, document->source, document->date);
        fputc('\n', screen->out);
    }
    if (document->url) {
        shelf_print(screen, document->url, strlen(document->url));
        fputc('\n', screen->out);
    }
    print_groups(reader, document);
    print_links(screen, document);
}

static Status print_json(const Screen *screen, const EvidenceDocument *document,
                         const EvidenceClaims *claims)
{
    json_t *object = json_object(), *list = json_array();
    for (int32_t i = 0; claims && i < claims->n; i++)
        json_array_append_new(list, evidence_claim_json(&claims->claims[i], WORDS_ENGLISH));
    json_put(object, "schema", json_string("lode.evidence.document/1"));
    json_put(object, "document", evidence_document_json(document));
    json_put(object, "claims", list);
    return json_print(screen, object);
}

static Status show(Shelf *shelf)
{
    double id;
    EvidenceDocument *document = NULL;
    EvidenceClaims *claims = NULL;
    const char *text = args_place(shelf->args, 0);
    if (!text_number(text, &id) || id < 1 || id > 1e15) {
        screen_error(shelf->screen, "ID is the number of a document, not '%s'", text);
        return LODE_USAGE;
    }
    Status st = evidence_document(shelf->library, (int64_t)id, &document);
    if (!st && !args_has(shelf->args, "plain"))
        st = evidence_claims(shelf->library, (int64_t)id, &claims);
    if (st) {
        evidence_document_free(document);
        return shelf_tell(shelf, st);
    }
    Reader reader = {shelf->screen, claims, shelf->arena, 0};
    if (args_has(shelf->args, "json"))
        st = print_json(shelf->screen, document, claims);
    else
        print_document(&reader, document);
    evidence_claims_free(claims);
    evidence_document_free(document);
    return st;
}

static Status run(const Screen *screen, const Args *args)
{
    Shelf shelf;
    Status st = shelf_open(screen, args, false, &shelf);
    if (!st) st = show(&shelf);
    shelf_close(&shelf);
    return st;
}

const Command command_evidence_show = {
    .name = "evidence show",
    .summary = "a document with its claims marked",
    .about =
        "Prints a document: groups, numbered statements with their citations, the words of "
        "each claim marked in place and what was understood below, near copies with "
        "differing numbers, what it is about, and the files it came from.",
    .positionals = {{"ID", VALUE_TEXT, false, "number of the document, as search shows it"}},
    .options = options,
    .examples = {{"lode evidence show 17", "document 17 of the library here"},
                 {"lode evidence show 17 -l news.sqlite --json", "the same for programs"}},
    .run = run,
};
