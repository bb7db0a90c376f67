#include "cli/evidence.h"

static const Option options[] = {OPTION_END};

static const Command *const parts[] = {&command_evidence_import, &command_evidence_search,
                                       &command_evidence_show,   &command_evidence_topic,
                                       &command_evidence_claims, NULL};

const Command command_evidence = {
    .name = "evidence",
    .summary = "documents, searchable, and what they claim held against a run",
    .about =
        "Keeps dated documents in a library, finds them again in English and Chinese, reads "
        "the "
        "numbers they claim, and says which of these a run agrees with. The library is one "
        "SQLite file, library.sqlite in the model's evidence folder unless --library names "
        "another.",
    .options = options,
    .examples = {{"lode evidence import news.txt --model my-model", "put a file in"},
                 {"lode evidence search '镝 quota'", "find it again"}},
    .parts = parts,
};
