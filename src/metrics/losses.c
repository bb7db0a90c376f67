#include "metrics/losses.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "metrics/words.h"

#define LOSS_DUST 1e-6
#define LOSS_MILLION 1e6

static double measure(const Comparison *c, const Record *r, const char *metric,
                      const char *region)
{
    const MetricFilter filter = {.region = region};
    Steps steps;
    double value;
    if (metric_steps(r, c->start, c->end - c->start + 1, NULL, &steps)) return 0;
    if (metric_value(r, metric_find(metric), &filter, steps, NULL, &value)) return 0;
    return isnan(value) ? 0 : value;
}

static double change(const Comparison *c, const char *metric, const char *region)
{
    return measure(c, c->b, metric, region) - measure(c, c->a, metric, region);
}

static int by_size(const void *a, const void *b)
{
    const Loss *x = a, *y = b;
    if (fabs(x->together) != fabs(y->together))
        return fabs(x->together) > fabs(y->together) ? -1 : 1;
    return x->region < y->region ? -1 : x->region > y->region;
}

int32_t losses_between(const Comparison *c, Loss *out)
{
    double largest = 0;
    int32_t kept = 0;
    for (int32_t i = 0; i < c->a->n_regions; i++) {
        const char *id = c->a->regions[i].id;
        out[i] =
            (Loss){i, change(c, "consumer_surplus", id), change(c, "producer_surplus", id), 0};
        out[i].together = out[i].consumers + out[i].producers;
        largest = fmax(largest, fmax(fabs(out[i].consumers), fabs(out[i].producers)));
    }
    for (int32_t i = 0; i < c->a->n_regions; i++)
        if (fmax(fabs(out[i].consumers), fabs(out[i].producers)) > LOSS_DUST * largest)
            out[kept++] = out[i];
    if (kept) qsort(out, (size_t)kept, sizeof *out, by_size);
    return kept;
}

static void amount(double money, const char *currency, char *buffer, size_t size)
{
    char number[WORDS_SIZE];
    words_rounded(fabs(money) / LOSS_MILLION, 3, number, sizeof number);
    snprintf(buffer, size, "%s %s million %s", money < 0 ? "lose" : "gain", number, currency);
}

void loss_words(const Comparison *c, const Loss *loss, char *buffer, size_t size)
{
    char users[2 * WORDS_SIZE], makers[2 * WORDS_SIZE];
    amount(loss->consumers, c->a->currency, users, sizeof users);
    amount(loss->producers, c->a->currency, makers, sizeof makers);
    snprintf(buffer, size, "Users in %s %s, producers there %s.",
             region_words(c->a, loss->region), users, makers);
}
