/* Any bytes as a claims.csv, with a model to look names up in and without: messages or ties,
 * and what is made of ties is words. */
#include <stdlib.h>

#include "verdict/verdict.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static const Model *the_model(void)
{
    static Model *model;
    Diag *diag = model ? NULL : diag_new();
    if (!model && model_read(LODE_FUZZ_MODEL, diag, &model)) abort();
    diag_free(diag);
    return model;
}

static void read_ties(const uint8_t *bytes, size_t n, const Model *model)
{
    char words[TIE_WORDS_MAX];
    Ties *ties = NULL;
    Diag *diag = diag_new();
    const Status st = ties_read("claims.csv", (const char *)bytes, n, model, diag, &ties);
    if ((st == LODE_BAD_INPUT) != (diag_errors(diag) > 0)) abort(); /* refused, and says why */
    for (int32_t i = 0; ties && i < ties->n; i++)
        tie_words(&ties->ties[i], WORDS_ENGLISH, words, sizeof words);
    ties_free(ties);
    diag_free(diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    read_ties(bytes, n, the_model());
    read_ties(bytes, n, NULL);
    return 0;
}
