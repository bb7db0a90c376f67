#include <string.h>

#include "base/text.h"
#include "cli/evidence_claims.h"
#include "evidence/json.h"

static const Option options[] = {
    EVIDENCE_OPTIONS,
    OPTION_VALUE("document", 'd', VALUE_TEXT, "ID", "only of this document"),
    OPTION_VALUE("relation", 0, VALUE_TEXT, "KIND", "only share, growth, price, multiple ..."),
    OPTION_VALUE("about", 0, VALUE_TEXT, "NAME", "only about this country, element, use ..."),
    OPTION_VALUE("unit", 0, VALUE_TEXT, "UNIT", "only in this unit: t, %, USD/kg ..."),
    OPTION_VALUE("year", 'y', VALUE_TEXT, "YYYY", "only of this year"),
    OPTION_CHOICE("state", "STATE", "found|confirmed|mended|rejected", "only in this state"),
    OPTION_VALUE("limit", 'n', VALUE_TEXT, "N", "claims of one page (50)"),
    OPTION_VALUE("offset", 0, VALUE_TEXT, "N", "claims to pass over"),
    OPTION_VALUE("confirm", 0, VALUE_TEXT, "ID", "a person says that this claim is read right"),
    OPTION_VALUE("reject", 0, VALUE_TEXT, "ID", "a person says that it is read wrong"),
    OPTION_FLAG("reread", 0, "read all statements again; what a person touched stays"),
    OPTION_VALUE("against", 'a', VALUE_FILE, "FILE",
                 "hold tied claims against this results file"),
    OPTION_VALUE("run", 'r', VALUE_TEXT, "NAME",
                 "the run to hold them against; else the first"),
    OPTION_VALUE("baseline", 0, VALUE_TEXT, "NAME",
                 "what signs of a scenario are measured from; else the run itself"),
    OPTION_VALUE("metric", 'm', VALUE_TEXT, "NAME",
                 "with --against: only claims that are tied to this metric"),
    OPTION_VALUE("ensemble", 'e', VALUE_FILE, "FILE",
                 "the ranges of this results file of `lode ensemble`; else those of --against"),
    OPTION_VALUE("ties", 't', VALUE_FILE, "FILE",
                 "the ties; else claims.csv in the model's evidence folder"),
    OPTION_FLAG("suggest", 0, "offer ties for the library's claims, as rows of claims.csv"),
    OPTION_FLAG("contradictions", 0, "claims of two documents that cannot both be true"),
    OPTION_CHOICE("language", "CODE", "en|zh", "words in English or Chinese"),
    OPTION_FLAG("markdown", 0, "with --against: as the table of docs/evidence.md"),
    OPTION_FLAG("json", 0, "print one JSON value"),
    OPTION_END,
};

WordLanguage claims_language(const Args *args)
{
    WordLanguage language;
    word_language(args_text(args, "language"), &language);
    return language;
}

static void print_claim(const Screen *screen, const EvidenceClaim *claim, WordLanguage language)
{
    char words[256];
    evidence_claim_words(claim, language, words, sizeof words);
    fprintf(screen->out, "%6lld  %s", (long long)claim->id, words);
    if (strcmp(claim->state, "found") != 0) fprintf(screen->out, " (%s)", claim->state);
    fprintf(screen->out, "\n        document %lld, \"", (long long)claim->document);
    shelf_print(screen, claim->text + claim->at, (size_t)claim->length);
    fputs("\"\n", screen->out);
}

static Status print_claims(const Shelf *shelf, const EvidenceClaims *claims, int64_t offset)
{
    if (args_has(shelf->args, "json")) {
        json_t *list = json_array();
        for (int32_t i = 0; i < claims->n; i++)
            json_array_append_new(
                list, evidence_claim_json(&claims->claims[i], claims_language(shelf->args)));
        return json_print(shelf->screen,
                          json_pack("{s:s, s:I, s:I, s:o}", "schema", "lode.evidence.claims/1",
                                    "total", (json_int_t)claims->total, "offset",
                                    (json_int_t)offset, "claims", list));
    }
    fprintf(shelf->screen->out, "%lld claim%s", (long long)claims->total,
            claims->total == 1 ? "" : "s");
    if (claims->n && claims->n < claims->total)
        fprintf(shelf->screen->out, ", %lld to %lld", (long long)offset + 1,
                (long long)offset + claims->n);
    fputc('\n', shelf->screen->out);
    for (int32_t i = 0; i < claims->n; i++)
        print_claim(shelf->screen, &claims->claims[i], claims_language(shelf->args));
    return LODE_OK;
}

static Status list_claims(Shelf *shelf)
{
    int64_t document, year, limit, offset;
    EvidenceClaims *claims = NULL;
    const Args *args = shelf->args;
    Status st = shelf_number(shelf, "document", 0, &document);
    if (!st) st = shelf_number(shelf, "year", 0, &year);
    if (!st) st = shelf_number(shelf, "limit", 50, &limit);
    if (!st) st = shelf_number(shelf, "offset", 0, &offset);
    if (st) return st;
    const EvidenceClaimQuery query = {
        .document = document,
        .relation = args_text(args, "relation"),
        .unit = args_text(args, "unit"),
        .state = args_text(args, "state"),
        .name = args_text(args, "about"),
        .year = (int32_t)(year < 100000 ? year : 0),
        .offset = (int32_t)(offset < INT32_MAX ? offset : INT32_MAX),
        .limit = (int32_t)(limit < INT32_MAX ? limit : INT32_MAX),
    };
    st = evidence_claims_find(shelf->library, &query, &claims);
    if (st) return shelf_tell(shelf, st);
    st = print_claims(shelf, claims, offset);
    if (!st && claims->total == 0) st = LODE_NEGATIVE;
    evidence_claims_free(claims);
    return st;
}

/* --confirm and --reject, each any number of times. */
static Status judge(Shelf *shelf, const char *option, const char *state)
{
    Status st = LODE_OK;
    for (int i = 0; !st && i < shelf->args->n_values; i++) {
        const ArgsValue *value = &shelf->args->values[i];
        double id;
        if (strcmp(value->option->name, option) != 0) continue;
        if (!text_number(value->text, &id) || id < 1 || id > 1e15) {
            screen_error(shelf->screen, "--%s is the number of a claim, not '%s'", option,
                         value->text);
            return LODE_USAGE;
        }
        st = shelf_tell(shelf, evidence_claim_state(shelf->library, (int64_t)id, state));
    }
    return st;
}

static Status run_library(const Screen *screen, const Args *args)
{
    Shelf shelf;
    Status st = shelf_open(screen, args, false, &shelf);
    if (!st) st = judge(&shelf, "confirm", "confirmed");
    if (!st) st = judge(&shelf, "reject", "rejected");
    if (!st && args_has(args, "reread"))
        st = shelf_tell(&shelf, evidence_claims_reread(shelf.library));
    const bool only = args_has(args, "confirm") || args_has(args, "reject");
    if (!st && args_has(args, "suggest"))
        st = claims_suggest(&shelf);
    else if (!st && args_has(args, "contradictions"))
        st = claims_contradictions(&shelf, NULL, NULL);
    else if (!st && !only)
        st = list_claims(&shelf);
    shelf_close(&shelf);
    return st;
}

static Status run(const Screen *screen, const Args *args)
{
    return args_has(args, "against") ? claims_verdicts(screen, args)
                                     : run_library(screen, args);
}

const Command command_evidence_claims = {
    .name = "evidence claims",
    .summary = "what the documents claim in numbers",
    .about =
        "Lists the claims of the library: relation, value, unit, bound, year and what they "
        "speak "
        "of, with the words that say so. With --against, holds the ties of claims.csv against "
        "a "
        "run: what is claimed, what the model has, whether they agree, and which claims cannot "
        "be true together. --suggest offers ties; a person looks at them and puts them into "
        "claims.csv.",
    .options = options,
    .examples = {{"lode evidence claims --about 镝 --relation price",
                  "what is said of dysprosium's price"},
                 {"lode evidence claims --model my-model --against runs.sqlite --run baseline",
                  "which claims a run agrees with"},
                 {"lode evidence claims -d 17 --suggest",
                  "ties for the claims of document 17"}},
    .run = run,
};
