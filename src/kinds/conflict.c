#include "kinds/conflict.h"

#include <string.h>

#include "base/text.h"

static bool months_meet(const Policy *a, const Policy *b)
{
    const bool a_ends = a->until != MONTH_NONE && b->from != MONTH_NONE && a->until < b->from;
    const bool b_ends = b->until != MONTH_NONE && a->from != MONTH_NONE && b->until < a->from;
    return !a_ends && !b_ends;
}

/* Both ascending. */
static bool lists_meet(const int32_t *a, int32_t n_a, const int32_t *b, int32_t n_b)
{
    for (int32_t i = 0, j = 0; i < n_a && j < n_b;) {
        if (a[i] == b[j]) return true;
        if (a[i] < b[j])
            i++;
        else
            j++;
    }
    return false;
}

static bool orders_meet(const Selection *a, const Selection *b)
{
    for (int32_t i = 0; i < a->n_orders; i++)
        for (int32_t j = 0; j < b->n_orders; j++)
            if (a->orders[i].region == b->orders[j].region &&
                a->orders[i].commodity == b->orders[j].commodity)
                return true;
    return false;
}

static bool touch_the_same(const Selection *a, const Selection *b)
{
    return lists_meet(a->routes, a->n_routes, b->routes, b->n_routes) ||
           lists_meet(a->facilities, a->n_facilities, b->facilities, b->n_facilities) ||
           lists_meet(a->demands, a->n_demands, b->demands, b->n_demands) ||
           lists_meet(a->regions, a->n_regions, b->regions, b->n_regions) || orders_meet(a, b);
}

static bool both_contract(const Policy *a, const Policy *b)
{
    return a->selection.contracted && b->selection.contracted;
}

/* Contracts of two kinds cannot both hold: a facility has one price for its output, and of one
 * commodity only. */
static bool collide(const Policy *a, const Policy *b)
{
    if (!touch_the_same(&a->selection, &b->selection)) return false;
    if (both_contract(a, b) && a->selection.commodity != b->selection.commodity) return true;
    return (a->kind == b->kind || both_contract(a, b)) && months_meet(a, b);
}

typedef struct Judge {
    Policy *policies;
    int32_t n;
    Arena *arena;
    Diag *diag;
    int32_t *room; /* of each policy's yields_to */
    Status status;
} Judge;

static void yield(Judge *judge, int32_t loser, int32_t winner)
{
    Policy *policy = &judge->policies[loser];
    if (policy->n_yields_to == judge->room[loser]) {
        const int32_t room = 2 * judge->room[loser] + 4;
        int32_t *more = ARENA_ARRAY(judge->arena, int32_t, room);
        if (!more) {
            judge->status = LODE_NO_MEMORY;
            return;
        }
        if (policy->n_yields_to)
            memcpy(more, policy->yields_to, (size_t)policy->n_yields_to * sizeof *more);
        policy->yields_to = more;
        judge->room[loser] = room;
    }
    policy->yields_to[policy->n_yields_to++] = winner;
}

static void tell(const Judge *judge, int32_t first, int32_t second)
{
    const Policy *a = &judge->policies[first], *b = &judge->policies[second];
    diag_error(judge->diag, b->place.file, b->place.line, b->place.column, b->id,
               "touches the same in the same months as '%s' (%s:%d); say `wins: yes` on the "
               "one that counts, `replaces: %s`%s",
               a->id, a->place.file, (int)a->place.line, a->id,
               both_contract(a, b) ? ", or give them other months"
                                   : ", or `joins: yes` if both hold");
}

static void meet(Judge *judge, int32_t first, int32_t second)
{
    const Policy *a = &judge->policies[first], *b = &judge->policies[second];
    if (!collide(a, b)) return;
    const bool together = (a->joins || b->joins) && !both_contract(a, b);
    const bool same_good = a->selection.commodity == b->selection.commodity;
    if (a->wins != b->wins && (!both_contract(a, b) || same_good))
        yield(judge, a->wins ? second : first, a->wins ? first : second);
    else if (!together || a->wins)
        tell(judge, first, second);
}

/* A policy that is replaced yields to itself: it never is in force. */
static void replace(Judge *judge, int32_t by, const char *id)
{
    const Policy *policy = &judge->policies[by];
    TextNearest near;
    text_nearest_begin(&near, id);
    for (int32_t i = 0; i < judge->n; i++) {
        text_nearest_try(&near, judge->policies[i].id);
        if (i == by || strcmp(judge->policies[i].id, id) != 0) continue;
        yield(judge, i, i);
        return;
    }
    diag_error(judge->diag, policy->place.file, policy->place.line, policy->place.column,
               "replaces", "no policy here is called '%s'%s%s%s", id,
               near.best ? "; did you mean '" : "", near.best ? near.best : "",
               near.best ? "'?" : "");
}

static bool is_replaced(const Policy *policy, int32_t i)
{
    return policy->n_yields_to && policy->yields_to[0] == i;
}

static void name_once(const Judge *judge, int32_t second)
{
    const Policy *b = &judge->policies[second];
    for (int32_t i = 0; i < second; i++) {
        const Policy *a = &judge->policies[i];
        if (strcmp(a->id, b->id) != 0) continue;
        diag_error(judge->diag, b->place.file, b->place.line, b->place.column, "id",
                   "'%s' is the name of another policy (%s:%d); give it one of its own", b->id,
                   a->place.file, (int)a->place.line);
        return;
    }
}

Status conflict_settle(Policy *policies, int32_t n, const char *const *replaces, Arena *arena,
                       Diag *diag)
{
    Judge judge = {policies, n, arena, diag, ARENA_ARRAY(arena, int32_t, n), LODE_OK};
    if (!judge.room) return LODE_NO_MEMORY;
    for (int32_t i = 0; i < n; i++)
        name_once(&judge, i);
    for (int32_t i = 0; i < n; i++)
        if (replaces[i] && *replaces[i]) replace(&judge, i, replaces[i]);
    for (int32_t j = 0; j < n; j++)
        for (int32_t i = 0; i < j; i++)
            if (!is_replaced(&policies[i], i) && !is_replaced(&policies[j], j))
                meet(&judge, i, j);
    return judge.status;
}
