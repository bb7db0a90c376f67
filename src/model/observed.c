#include "model/observed.h"

#include <stdio.h>
#include <string.h>

typedef struct Words {
    char text[128];
} Words;

static void add_word(Words *words, const char *word)
{
    const size_t used = strlen(words->text);
    snprintf(words->text + used, sizeof words->text - used, "%s%s", used ? "+" : "", word);
}

/* Ids, a group or the world, as they were written. */
static Words regions_words(const Model *model, const IndexSet *set)
{
    Words words = {""};
    if (set->all)
        add_word(&words, "world");
    else if (set->specific == 1)
        add_word(&words, model->groups[model->regions[set->index[0]].group].id);
    else
        for (int32_t i = 0; i < set->n; i++)
            add_word(&words, model->regions[set->index[i]].id);
    return words;
}

/* Ids, or the stages they are of. */
static Words commodities_words(const Model *model, const IndexSet *set)
{
    Words words = {""};
    int32_t stage = MODEL_NONE;
    if (set->all) add_word(&words, "all goods");
    for (int32_t i = 0; i < set->n && !set->all; i++) {
        const Commodity *its = &model->commodities[set->index[i]];
        if (set->specific == 2)
            add_word(&words, its->id);
        else if (its->stage != stage)
            add_word(&words, model->stages[stage = its->stage].id);
    }
    return words;
}

/* Who made it: the facilities named, or the region and the processes. */
static Words makers_words(const Model *model, const Observation *o)
{
    Words words = {""};
    for (int32_t i = 0; i < o->facilities.n && !o->facilities.all; i++)
        add_word(&words, model->facilities[o->facilities.index[i]].id);
    if (words.text[0]) return words;
    words = regions_words(model, &o->regions);
    for (int32_t i = 0; i < o->processes.n && !o->processes.all; i++)
        add_word(&words, model->processes[o->processes.index[i]].id);
    return words;
}

void observed_words(const Model *model, const Observation *o, char *buffer, size_t size)
{
    const Words whats = commodities_words(model, &o->commodities);
    const Words partners = regions_words(model, &o->partners);
    const Words regions = regions_words(model, &o->regions);
    const char *what = whats.text, *region = regions.text;
    switch (o->kind) {
    case OBSERVED_OUTPUT:
        snprintf(buffer, size, "output of %s, %s", what, makers_words(model, o).text);
        break;
    case OBSERVED_FLOW:
        snprintf(buffer, size, "%s from %s to %s", what, region, partners.text);
        break;
    case OBSERVED_USE:
        snprintf(buffer, size, "use of %s, %s%s%s", what, region,
                 o->use == MODEL_NONE ? "" : " for ",
                 o->use == MODEL_NONE ? "" : model->uses[o->use].id);
        break;
    case OBSERVED_SHARE:
        snprintf(buffer, size, "share in %s, %s", what, region);
        break;
    case OBSERVED_PRICE:
        snprintf(buffer, size, "price of %s, %s", what, region);
        break;
    }
}

const char *observed_source(const Model *model, const Observation *observation)
{
    const int32_t document = observation->origin.document;
    return document == MODEL_NONE ? "assumption" : model->documents[document].id;
}

static bool same_set(const IndexSet *a, const IndexSet *b)
{
    if (a->all || b->all) return a->all == b->all;
    return a->n == b->n &&
           (a->n == 0 || memcmp(a->index, b->index, (size_t)a->n * sizeof *a->index) == 0);
}

static bool same_content(const Observation *a, const Observation *b)
{
    const size_t bytes = (size_t)a->commodities.n * sizeof *a->content;
    return bytes == 0 || memcmp(a->content, b->content, bytes) == 0;
}

bool observed_same(const Observation *a, const Observation *b)
{
    return a->kind == b->kind && a->use == b->use && same_set(&a->facilities, &b->facilities) &&
           same_set(&a->regions, &b->regions) && same_set(&a->partners, &b->partners) &&
           same_set(&a->processes, &b->processes) &&
           same_set(&a->commodities, &b->commodities) && same_content(a, b);
}
