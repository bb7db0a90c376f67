/* A query widened by the glossary: NdFeB also asks for 钕铁硼, a little less urgently. */
#include <string.h>

#include "base/text.h"
#include "evidence/ask.h"

static const double SYNONYM_WEIGHT = 0.7;

typedef struct Widening {
    Ask *ask;
    AskField field;
    int32_t group;
    Tokenizer *tokenizer;
    Glossary *glossary;
    Arena *arena;
    size_t n; /* of the text */
    Status status;
} Widening;

static void see_concept(void *context, int32_t i, size_t start, size_t end)
{
    Widening *widening = context;
    const GlossaryConcept *concept = glossary_concept(widening->glossary, i);
    if (widening->group && (start > 0 || end < widening->n)) return;
    for (int32_t name = 0; name < concept->n_names && !widening->status; name++) {
        const AskTerm term = {
            .text = concept->names[name],
            .field = widening->field,
            .prefix = text_length(concept->names[name], strlen(concept->names[name])) == 1,
            .group = widening->group,
            .weight = SYNONYM_WEIGHT};
        widening->status =
            ask_add_term(widening->ask, term, widening->tokenizer, widening->arena);
    }
}

Status ask_add_synonyms(Ask *ask, const char *text, AskField field, int32_t group,
                        Tokenizer *tokenizer, Glossary *glossary, Arena *arena)
{
    Widening widening = {ask, field, group, tokenizer, glossary, arena, strlen(text), LODE_OK};
    const Status st = glossary_scan(glossary, text, widening.n, see_concept, &widening);
    return st ? st : widening.status;
}
