#include "score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double number_of(const json_t *item, const char *key)
{
    const json_t *value = json_object_get(item, key);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static bool near(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-6 * fmax(1.0, fabs(b));
}

static bool same_text(const json_t *a, const json_t *b, const char *key)
{
    const char *wanted = json_string_value(json_object_get(b, key));
    const char *got = json_string_value(json_object_get(a, key));
    return !wanted || (got && strcmp(got, wanted) == 0);
}

static bool matches(const json_t *got, const json_t *wanted)
{
    const bool overlap = number_of(got, "start") < number_of(wanted, "end") &&
                         number_of(wanted, "start") < number_of(got, "end");
    const double year = number_of(wanted, "year");
    return overlap && near(number_of(got, "value"), number_of(wanted, "value")) &&
           near(number_of(got, "lo"), number_of(wanted, "lo")) &&
           near(number_of(got, "hi"), number_of(wanted, "hi")) &&
           (isnan(year) || near(number_of(got, "year"), year)) &&
           same_text(got, wanted, "unit") && same_text(got, wanted, "bound");
}

static void score_line(const ClaimReader *reader, const char *text, FILE *say, Score *score)
{
    json_t *line = json_loads(text, 0, NULL);
    json_t *found = cases_found(reader, line), *wanted = json_object_get(line, "expect");
    size_t i, j;
    json_t *want, *got;
    int right = 0;
    json_array_foreach(wanted, i, want)
    {
        bool any = false;
        json_array_foreach(found, j, got)
        {
            if (any || !matches(got, want)) continue;
            any = true;
            score->relations += same_text(got, want, "relation");
        }
        right += any;
        if (!any && say) fprintf(say, "# missed in: %s", text);
    }
    score->found += right;
    score->missed += (int)json_array_size(wanted) - right;
    score->wrong += (int)json_array_size(found) - right;
    json_decref(found);
    json_decref(line);
}

bool score_file(const ClaimReader *reader, const char *path, FILE *say, Score *out)
{
    FILE *file = fopen(path, "r");
    char *text = NULL;
    size_t room = 0;
    *out = (Score){0};
    if (!file) return false;
    while (getline(&text, &room, file) > 0)
        score_line(reader, text, say, out);
    free(text);
    fclose(file);
    return true;
}

double score_f1(const Score *score)
{
    const double all = 2.0 * score->found + score->missed + score->wrong;
    return all > 0.0 ? 2.0 * score->found / all : 0.0;
}
