/* over.c - the divisor of a ratio: fields of the filter replaced. */
#include <string.h>

#include "verdict/measure.h"

static const char **field_of(MetricFilter *filter, const char *name, size_t n)
{
    const struct {
        const char *name;
        const char **field;
    } fields[] = {{"region", &filter->region},
                  {"partner", &filter->partner},
                  {"commodity", &filter->commodity},
                  {"stage", &filter->stage},
                  {"facility", &filter->facility},
                  {"process", &filter->process},
                  {"use", &filter->use},
                  {"limit", &filter->limit}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (strlen(fields[i].name) == n && strncmp(fields[i].name, name, n) == 0)
            return fields[i].field;
    return NULL;
}

/* "use=*;region=china": what stands behind = takes the place; '*' means everything. */
const char *over_apply(const Tie *tie, WordLanguage language, Arena *arena,
                       MetricFilter *filter)
{
    for (const char *at = tie->over; *at;) {
        const size_t all = strcspn(at, ";"), name = strcspn(at, "=;");
        const char **field = field_of(filter, at, name);
        if (!field || at[name] != '=')
            return measure_say(arena,
                               IN_WORDS(language, "'%.*s' in `over` is no field of a filter",
                                        "`over` 中的 '%.*s' 不是筛选字段"),
                               (int)all, at);
        const char *value = arena_text(arena, at + name + 1, all - name - 1);
        *field = value && strcmp(value, "*") != 0 ? value : NULL;
        at += all + (at[all] == ';');
    }
    return NULL;
}
