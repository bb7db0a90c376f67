/* predict.c - claims_predict CASES.jsonl >PRED.jsonl: what extraction finds in each case, in
 * the format of the outside scorer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases.h"

static bool predict_line(const ClaimReader *reader, const char *text)
{
    json_t *line = json_loads(text, 0, NULL);
    if (!line) return false;
    json_t *answer = json_pack("{s:O, s:o}", "id", json_object_get(line, "id"), "found",
                               cases_found(reader, line));
    char *written = json_dumps(answer, JSON_COMPACT);
    if (written) puts(written);
    free(written);
    json_decref(answer);
    json_decref(line);
    return written != NULL;
}

int main(int argc, char **argv)
{
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    ClaimReader *reader = NULL;
    char *text = NULL;
    size_t room = 0;
    bool well = file && cases_reader(&reader) == LODE_OK;
    if (!well) fprintf(stderr, "usage: claims_predict CASES.jsonl\n");
    while (well && getline(&text, &room, file) > 0)
        well = predict_line(reader, text);
    free(text);
    claim_reader_free(reader);
    if (file) fclose(file);
    return well ? 0 : 1;
}
