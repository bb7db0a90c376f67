#include "sim/circle.h"

#include <math.h>

enum {
    UNSEEN = -1,
    LEFT = -2
}; /* marks of depth: not yet reached; no circle goes through it */

static void index_routes(const Model *model, int32_t *first_out)
{
    int32_t f = 0;
    for (int32_t c = 0; c < model->n_commodities; c++) {
        for (int32_t r = 0; r < model->n_regions; r++) {
            first_out[c * model->n_regions + r] = f;
            while (f < model->n_routes && model->routes[f].commodity == c &&
                   model->routes[f].from == r)
                f++;
        }
    }
    first_out[model->n_commodities * model->n_regions] = f;
}

Status circles_new(const Net *net, Arena *arena, Circles *out)
{
    const Model *model = net->model;
    *out = (Circles){.net = net};
    for (int32_t f = 0; f < model->n_routes; f++)
        out->any = out->any || model->routes[f].stickiness == 0.0;
    out->first_out = ARENA_ARRAY(arena, int32_t, model->n_commodities * model->n_regions + 1);
    out->next_out = ARENA_ARRAY(arena, int32_t, model->n_regions);
    out->path = ARENA_ARRAY(arena, int32_t, model->n_regions);
    out->depth = ARENA_ARRAY(arena, int32_t, model->n_regions);
    if (!out->first_out || !out->next_out || !out->path || !out->depth) return LODE_NO_MEMORY;
    index_routes(model, out->first_out);
    return LODE_OK;
}

static void take_out(const Circles *circles, const int32_t *path, int32_t n, double *z)
{
    double *flow = &z[circles->net->route0];
    double least = INFINITY;
    for (int32_t i = 0; i < n; i++)
        least = fmin(least, flow[path[i]]);
    for (int32_t i = 0; i < n; i++)
        flow[path[i]] -= least; /* x - x is 0: the smallest is gone */
}

/* Follows flows depth first from `start`; takes the first circle out. False when there is none.
 */
static bool search(const Circles *circles, const Program *program, int32_t commodity,
                   int32_t start, double *z)
{
    const Net *net = circles->net;
    const int32_t *first = &circles->first_out[commodity * net->model->n_regions];
    int32_t n = 0, here = start;
    circles->depth[here] = 0;
    circles->next_out[here] = first[here];
    for (;;) {
        const int32_t f = circles->next_out[here];
        if (f == first[here + 1]) { /* nothing more leaves here: step back */
            circles->depth[here] = LEFT;
            if (n == 0) return false;
            here = net->model->routes[circles->path[--n]].from;
            continue;
        }
        circles->next_out[here]++;
        const int32_t col = net->route0 + f, to = net->model->routes[f].to;
        if (!(z[col] > 0.0) || program->slope[col] > 0.0 || circles->depth[to] == LEFT)
            continue;
        circles->path[n++] = f;
        if (circles->depth[to] >= 0) {
            const int32_t from = circles->depth[to];
            take_out(circles, &circles->path[from], n - from, z);
            return true;
        }
        circles->depth[to] = n;
        circles->next_out[to] = first[to];
        here = to;
    }
}

void circles_remove(const Circles *circles, const Program *program, double *z)
{
    if (!circles->any) return;
    const Model *model = circles->net->model;
    for (int32_t c = 0; c < model->n_commodities; c++) {
        for (int32_t r = 0; r < model->n_regions; r++)
            circles->depth[r] = UNSEEN;
        for (int32_t r = 0; r < model->n_regions; r++) {
            while (circles->depth[r] == UNSEEN && search(circles, program, c, r, z))
                for (int32_t i = 0; i < model->n_regions; i++)
                    circles->depth[i] = circles->depth[i] == LEFT ? LEFT : UNSEEN;
        }
    }
}
