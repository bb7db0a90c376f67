#include "cli/evidence.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

enum { GLOSSARY_MAX = 4 << 20 };

static const char *join(Arena *arena, const char *folder, const char *name)
{
    const size_t n = strlen(folder) + strlen(name) + 2;
    char *path = ARENA_ARRAY(arena, char, n);
    if (path) snprintf(path, n, "%s/%s", folder, name);
    return path;
}

static bool is_there(const char *path)
{
    return path && access(path, R_OK) == 0;
}

/* --- which library --- */

Status shelf_begin(const Screen *screen, const Args *args, Shelf *out)
{
    *out = (Shelf){.screen = screen, .args = args, .arena = arena_new(0), .diag = diag_new()};
    if (!out->arena || !out->diag) return LODE_NO_MEMORY;
    out->model = args_text(args, "model");
    if (!out->model && is_there("model.yaml")) out->model = ".";
    if (out->model && !is_there(join(out->arena, out->model, "model.yaml"))) {
        screen_error(screen, "there is no model in '%s'", out->model);
        return LODE_IO;
    }
    out->path = args_text(args, "library");
    if (!out->path)
        out->path = out->model ? join(out->arena, out->model, "evidence/library.sqlite")
                               : "library.sqlite";
    return out->path ? LODE_OK : LODE_NO_MEMORY;
}

/* The model's own glossary, if it has one; its bytes live in the shelf's arena. */
static Status read_glossary(Shelf *shelf, EvidenceOptions *options)
{
    const char *path =
        shelf->model ? join(shelf->arena, shelf->model, "evidence/glossary.csv") : NULL;
    if (!is_there(path)) return LODE_OK;
    FILE *file = fopen(path, "rb");
    char *bytes = file ? ARENA_ARRAY(shelf->arena, char, GLOSSARY_MAX + 1) : NULL;
    const size_t n = bytes ? fread(bytes, 1, GLOSSARY_MAX + 1, file) : 0;
    const bool bad = !file || ferror(file) || n > GLOSSARY_MAX;
    if (file) fclose(file);
    if (bad) {
        screen_error(shelf->screen, "%s cannot be read", path);
        return LODE_IO;
    }
    *options = (EvidenceOptions){bytes, n, path};
    return bytes ? LODE_OK : LODE_NO_MEMORY;
}

Status shelf_open(const Screen *screen, const Args *args, bool make, Shelf *out)
{
    EvidenceOptions options = {NULL, 0, NULL};
    Status st = shelf_begin(screen, args, out);
    if (!st && !make && !is_there(out->path)) {
        screen_error(screen, "there is no library '%s'; `lode evidence import` makes one",
                     out->path);
        return LODE_IO;
    }
    if (!st) st = read_glossary(out, &options);
    if (!st) st = evidence_open(out->path, &options, out->diag, &out->library);
    if (st) screen_diag(screen, out->diag, INT32_MAX);
    return st;
}

void shelf_close(Shelf *shelf)
{
    evidence_close(shelf->library);
    diag_free(shelf->diag);
    arena_free(shelf->arena);
}

Status shelf_tell(const Shelf *shelf, Status st)
{
    const char *message = shelf->library ? evidence_message(shelf->library) : "";
    if (st && st != LODE_INTERRUPTED)
        screen_error(shelf->screen, "%s", *message ? message : status_text(st));
    return st;
}

Status shelf_number(const Shelf *shelf, const char *option, int64_t fallback, int64_t *out)
{
    const char *text = args_text(shelf->args, option);
    double value;
    *out = fallback;
    if (!text) return LODE_OK;
    if (text_number(text, &value) && value >= 0 && value < 1e15 &&
        value == (double)(int64_t)value) {
        *out = (int64_t)value;
        return LODE_OK;
    }
    screen_error(shelf->screen, "--%s is a whole number, not '%s'", option, text);
    return LODE_USAGE;
}

/* --- lines --- */

void shelf_print(const Screen *screen, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)text[i];
        const bool c1 = c == 0xC2 && i + 1 < n && (unsigned char)text[i + 1] < 0xA0;
        if (c1) i++;
        fputc(c1 || c < 0x20 || c == 0x7F ? ' ' : c, screen->out);
    }
}

void shelf_print_marked(const Screen *screen, const EvidenceText *text)
{
    const size_t n = strlen(text->text);
    size_t at = 0;
    for (int32_t i = 0; i < text->n_marks; i++) {
        const size_t from = (size_t)text->marks[i].at;
        const size_t to = from + (size_t)text->marks[i].length;
        if (from < at || to > n) continue;
        shelf_print(screen, text->text + at, from - at);
        fputs(screen->out_colour ? "\033[1;33m" : "[", screen->out);
        shelf_print(screen, text->text + from, to - from);
        fputs(screen->out_colour ? "\033[0m" : "]", screen->out);
        at = to;
    }
    shelf_print(screen, text->text + at, n - at);
}

void shelf_print_origin(const Screen *screen, const char *source, const char *date)
{
    if (source) shelf_print(screen, source, strlen(source));
    if (source && date) fputs(" · ", screen->out);
    if (date) fputs(date, screen->out);
}

/* --- JSON --- */

json_t *shelf_marked_json(const EvidenceText *text)
{
    json_t *marks = json_array();
    for (int32_t i = 0; i < text->n_marks; i++)
        json_array_append_new(marks, json_pack("{s:i, s:i}", "at", text->marks[i].at, "length",
                                               text->marks[i].length));
    json_t *object = json_object();
    json_put(object, "text", json_text(text->text));
    json_put(object, "marks", marks);
    return object;
}

static json_t *names_json(const EvidenceClaim *claim)
{
    json_t *names = json_array();
    for (int32_t i = 0; i < claim->n_names; i++) {
        const EvidenceName *name = &claim->names[i];
        json_array_append_new(names, json_pack("{s:s, s:s, s:s, s:o}", "kind", name->kind,
                                               "key", name->key, "place", name->place, "model",
                                               json_text(name->model)));
    }
    return names;
}

static json_t *year_json(int32_t year)
{
    return year ? json_integer(year) : json_null();
}

json_t *shelf_claim_json(const EvidenceClaim *claim)
{
    char words[256];
    json_t *object = json_object();
    evidence_claim_words(claim, words, sizeof words);
    json_put(object, "id", json_integer(claim->id));
    json_put(object, "key", json_text(claim->key));
    json_put(object, "document", json_integer(claim->document));
    json_put(object, "statement", json_integer(claim->statement));
    json_put(object, "at", json_integer(claim->at));
    json_put(object, "length", json_integer(claim->length));
    json_put(object, "words", json_string(words));
    json_put(object, "relation", json_text(claim->relation));
    json_put(object, "quantity", json_text(claim->quantity));
    json_put(object, "entity", json_text(claim->entity));
    json_put(object, "names", names_json(claim));
    json_put(object, "value", json_number(claim->value));
    json_put(object, "low", json_number(claim->low));
    json_put(object, "high", json_number(claim->high));
    json_put(object, "unit", json_text(claim->unit));
    json_put(object, "bound", json_text(claim->bound));
    json_put(object, "basis", json_text(claim->basis));
    json_put(object, "year", year_json(claim->year));
    json_put(object, "base_year", year_json(claim->base_year));
    json_put(object, "months", year_json(claim->months));
    json_put(object, "fiscal", json_boolean(claim->fiscal));
    json_put(object, "by", json_boolean(claim->by_year));
    json_put(object, "speech", json_text(claim->speech));
    json_put(object, "implied", json_text(claim->implied));
    json_put(object, "state", json_text(claim->state));
    json_put(object, "text", json_text(claim->text));
    json_put(object, "title", json_text(claim->title));
    json_put(object, "date", json_text(claim->date));
    return object;
}

static json_t *groups_json(const EvidenceDocument *document)
{
    json_t *groups = json_array();
    for (int32_t g = 0; g < document->n_groups; g++) {
        const EvidenceGroup *group = &document->groups[g];
        json_t *statements = json_array();
        for (int32_t s = 0; s < group->n_statements; s++) {
            const EvidenceStatement *one = &group->statements[s];
            json_array_append_new(
                statements, json_pack("{s:I, s:s, s:i, s:i, s:o}", "id", (json_int_t)one->id,
                                      "text", one->text, "at", one->at, "length", one->length,
                                      "citations", json_text(one->citations)));
        }
        json_array_append_new(
            groups, json_pack("{s:s, s:o}", "title", group->title, "statements", statements));
    }
    return groups;
}

static json_t *copies_json(const EvidenceDocument *document)
{
    json_t *copies = json_array();
    for (int32_t i = 0; i < document->n_copies; i++) {
        const EvidenceCopy *copy = &document->copies[i];
        json_t *one = json_object();
        json_put(one, "document", json_integer(copy->document));
        json_put(one, "title", json_text(copy->title));
        json_put(one, "source", json_text(copy->source));
        json_put(one, "date", json_text(copy->date));
        json_put(one, "containment", json_number(copy->containment));
        json_put(one, "only_here", json_text(copy->only_here));
        json_put(one, "only_there", json_text(copy->only_there));
        json_array_append_new(copies, one);
    }
    return copies;
}

static json_t *concepts_json(const EvidenceDocument *document)
{
    json_t *concepts = json_array();
    for (int32_t i = 0; i < document->n_concepts; i++) {
        const EvidenceConcept *concept = &document->concepts[i];
        json_array_append_new(concepts,
                              json_pack("{s:s, s:s, s:s, s:o, s:i}", "key", concept->key,
                                        "kind", concept->kind, "name", concept->name, "name_zh",
                                        json_text(concept->name_zh), "times", concept->times));
    }
    return concepts;
}

static json_t *origins_json(const EvidenceDocument *document)
{
    json_t *origins = json_array();
    for (int32_t i = 0; i < document->n_origins; i++) {
        const EvidenceOrigin *origin = &document->origins[i];
        json_array_append_new(origins, json_pack("{s:s, s:s, s:s, s:s, s:I}", "name",
                                                 origin->name, "format", origin->format,
                                                 "encoding", origin->encoding, "sha256",
                                                 origin->sha256, "at", (json_int_t)origin->at));
    }
    return origins;
}

json_t *shelf_document_json(const EvidenceDocument *document)
{
    json_t *object = json_object(), *topics = json_array();
    for (int32_t i = 0; i < document->n_topics; i++)
        json_array_append_new(topics, json_string(document->topics[i]));
    json_put(object, "id", json_integer(document->id));
    json_put(object, "dup_of", year_json((int32_t)document->dup_of));
    json_put(object, "title", json_text(document->title));
    json_put(object, "title_zh", json_text(document->title_zh));
    json_put(object, "source", json_text(document->source));
    json_put(object, "date", json_text(document->date));
    json_put(object, "language", json_text(document->language));
    json_put(object, "url", json_text(document->url));
    json_put(object, "topics", topics);
    json_put(object, "groups", groups_json(document));
    json_put(object, "copies", copies_json(document));
    json_put(object, "concepts", concepts_json(document));
    json_put(object, "origins", origins_json(document));
    return object;
}
