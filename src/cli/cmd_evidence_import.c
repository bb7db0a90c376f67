#include "cli/evidence.h"
#include "cli/load.h"
#include "verdict/own_library.h"

static const Option options[] = {
    EVIDENCE_OPTIONS,
    OPTION_VALUE("topic", 0, VALUE_TEXT, "NAME", "topic of what comes in"),
    OPTION_VALUE("source", 0, VALUE_TEXT, "NAME", "source, where a file gives none"),
    OPTION_VALUE("date", 0, VALUE_TEXT, "DATE", "date, where a file gives none"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

static int show_progress(void *context, int32_t done, int32_t files)
{
    progress_move(context, done, files);
    return interrupted();
}

static const char *plural(int32_t n)
{
    return n == 1 ? "" : "s";
}

static Status print_counts(const Shelf *shelf, const EvidenceImported *n)
{
    if (args_has(shelf->args, "json"))
        return json_print(shelf->screen,
                          json_pack("{s:s, s:s, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i, s:i}",
                                    "schema", "lode.evidence.import/1", "library", shelf->path,
                                    "files", n->files, "refused", n->refused, "known_files",
                                    n->known_files, "documents", n->documents,
                                    "known_documents", n->known_documents, "near_copies",
                                    n->near_copies, "groups", n->groups, "statements",
                                    n->statements, "claims", n->claims));
    fprintf(shelf->screen->out, "%d file%s", n->files, plural(n->files));
    if (n->refused || n->known_files)
        fprintf(shelf->screen->out, " (%d refused, %d known)", n->refused, n->known_files);
    fprintf(shelf->screen->out, "; %d new document%s", n->documents, plural(n->documents));
    if (n->known_documents || n->near_copies)
        fprintf(shelf->screen->out, " (%d more known, %d near cop%s)", n->known_documents,
                n->near_copies, n->near_copies == 1 ? "y" : "ies");
    fprintf(shelf->screen->out, ", %d group%s, %d statement%s, %d claim%s\n", n->groups,
            plural(n->groups), n->statements, plural(n->statements), n->claims,
            plural(n->claims));
    return LODE_OK;
}

/* Without files: what the model itself has. */
static Status import_own(Shelf *shelf, const EvidenceImport *how, EvidenceImported *counts)
{
    Model *model = NULL;
    Ties *ties = NULL;
    if (!shelf->model) {
        screen_error(shelf->screen, "FILE is missing: what is to be imported? --model MODEL "
                                    "alone takes what the model itself has");
        return LODE_USAGE;
    }
    Status st = load_model(shelf->screen, shelf->model, NULL, 0, &model);
    if (!st) st = own_ties(model, shelf->diag, &ties);
    if (!st) st = own_library_import(model, ties, shelf->library, how, shelf->diag, counts);
    ties_free(ties);
    model_free(model);
    return st;
}

static Status import(Shelf *shelf)
{
    Progress progress;
    EvidenceImported counts = {0};
    const Args *args = shelf->args;
    const EvidenceImport how = {.topic = args_text(args, "topic"),
                                .source = args_text(args, "source"),
                                .date = args_text(args, "date"),
                                .progress = show_progress,
                                .context = &progress};
    interrupt_watch();
    progress_begin(&progress, shelf->screen, "importing");
    const Status st = args->n_places
                          ? evidence_import(shelf->library, (const char *const *)args->places,
                                            args->n_places, &how, shelf->diag, &counts)
                          : import_own(shelf, &how, &counts);
    progress_end(&progress);
    screen_diag(shelf->screen, shelf->diag, INT32_MAX);
    if (st && st != LODE_BAD_INPUT) return st == LODE_USAGE ? st : shelf_tell(shelf, st);
    const Status printed = print_counts(shelf, &counts);
    return printed ? printed : st;
}

static Status run(const Screen *screen, const Args *args)
{
    Shelf shelf;
    Status st = shelf_open(screen, args, true, &shelf);
    if (!st) st = import(&shelf);
    shelf_close(&shelf);
    return st;
}

const Command command_evidence_import = {
    .name = "evidence import",
    .summary = "put files into the library",
    .about =
        "Reads topic pages, plain text, Markdown, HTML, PDF (by the program pdftotext), CSV "
        "and "
        "JSON lines, in UTF-8, GB18030 or Big5. A file that cannot be read whole is refused "
        "with "
        "its reason, and the others go on. What is there already is not stored again; near "
        "copies are linked and their differing numbers told. Claims are read from every "
        "statement. Without FILE: the texts of the model's evidence folder, and its "
        "documents.csv "
        "with what claims.csv says of each.",
    .positionals = {{"FILE", VALUE_FILE, true, "files to read"}},
    .many = true,
    .options = options,
    .examples = {{"lode evidence import page.txt report.pdf --model models/ree-magnets",
                  "into the model's library"},
                 {"lode evidence import -l news.sqlite wire.jsonl --topic magnets",
                  "into a library of one's own"}},
    .run = run,
};
