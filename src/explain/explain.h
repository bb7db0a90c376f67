/* explain.h - what a price is made of, and which limits hold it up: read off a record alone.
 *
 * A market's price is what its marginal supplier asks, followed back along the chain:
 *     route f = (j -> i)    p_i = p_j + duty + freight + wedge + friction
 *                                 + rents of limits over f + rent of f's own limit
 *     facility k making i   a_i p_i = inputs x their prices - other outputs x their prices
 *                                 + conversion cost + capacity rent
 *     stock                 p_i = expected price + what holders ask beyond it
 *     backstop              p_i = its cost
 * Of the suppliers that are free to bring more, the largest is followed, those who make the
 * good as a by-product last; a by-product is not followed further, since what it costs is what
 * its main product leaves. These are the optimality conditions of the month (docs/model.md), so
 * each adds up to the price; what the solver left is a part of its own. A rent is paid only
 * where its limit is reached. */
#ifndef LODE_EXPLAIN_EXPLAIN_H
#define LODE_EXPLAIN_EXPLAIN_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/status.h"
#include "sim/record.h"

/* A reached limit is one within this share of itself; a gap below this share of the price is
 * none. */
#define EXPLAIN_TIGHT 1e-6

typedef enum PartKind {
    PART_ORIGIN,     /* price where it comes from; item: market */
    PART_DUTY,       /* duties of both ends */
    PART_FREIGHT,    /* */
    PART_WEDGE,      /* calibrated cost beyond freight */
    PART_FRICTION,   /* of flowing otherwise than by habit; negative below it. Item: the policy
                        under which sellers hold back as well */
    PART_LIMIT_RENT, /* of a limit over several routes; item: limit */
    PART_ROUTE_RENT, /* of the route's own limit; a ban's, too */
    PART_INPUT,      /* item: market */
    PART_CREDIT,     /* worth of another output, negative; item: market */
    PART_CONVERSION, /* marginal cost beside inputs, wedge included and support taken off */
    PART_CAPACITY,   /* rent of a capacity; negative where a least activity is forced */
    PART_EXPECTED,   /* price that holders of stocks expect */
    PART_HOLDERS,    /* what they ask beyond it */
    PART_BACKSTOP,   /* price at which unmet need is filled */
    PART_USERS,      /* no supplier: what users would pay, or nothing */
    PART_LEFT        /* what the solver left unbalanced; always there, next to nothing */
} PartKind;

typedef struct PricePart {
    PartKind kind;
    int32_t item;    /* RECORD_NONE unless said above */
    double amount;   /* money per unit of the link's commodity */
    double quantity; /* inputs and credits: units per unit of the link's commodity */
    bool followed;   /* the next link explains it */
} PricePart;

typedef enum AgentKind {
    AGENT_ROUTE,
    AGENT_FACILITY,
    AGENT_DEMAND,
    AGENT_STOCK,
    AGENT_BACKSTOP,
    AGENT_DISPOSAL,
    AGENT_NONE
} AgentKind;

/* How a supplier or user stands to its limits. */
typedef enum AgentStand {
    STAND_FREE,   /* between its limits: its next unit is worth exactly the price */
    STAND_FULL,   /* at its upper limit, and would do more: earns a rent */
    STAND_FORCED, /* at its lower limit, and would do less */
    STAND_CUT     /* a demand some of whose users give up */
} AgentStand;

/* Somebody who brings a good to a market or takes it out. */
typedef struct Agent {
    AgentKind kind;
    int32_t item;    /* route, facility or demand; else RECORD_NONE */
    double amount;   /* per step */
    double limit;    /* most it could, per step; INFINITY = none */
    double rent;     /* money per unit: own limit, or capacity; 0 where that is not reached */
    double response; /* users: how much less they would take per money per unit; NAN unknown */
    bool aside;      /* a facility that makes it as a by-product */
    AgentStand stand;
} Agent;

enum { EXPLAIN_LINKS_MAX = 24, EXPLAIN_PARTS_MAX = 40 };

/* One market of the chain and the supplier that is followed. */
typedef struct PriceLink {
    int32_t market;
    double price;
    double units;   /* of its commodity in one unit of what was asked for */
    Agent supplier; /* the one that is followed */
    PricePart *parts;
    int32_t n_parts;
} PriceLink;

/* A limit that is reached and earns a rent, of a chain's links and of other ways into them. */
typedef enum BindingKind { BINDING_ROUTE, BINDING_FACILITY, BINDING_LIMIT } BindingKind;
typedef struct Binding {
    BindingKind kind;
    int32_t item;   /* route, facility, limit */
    double limit;   /* per step */
    double used;    /* per step */
    double rent;    /* money per unit */
    int32_t link;   /* where in the chain */
    bool on_chain;  /* it is part of the price; else it keeps another way shut */
    int32_t policy; /* one in force that touches it; RECORD_NONE */
} Binding;

/* Names are those that the record has in it. */
typedef enum ExplainLanguage { EXPLAIN_ENGLISH, EXPLAIN_CHINESE } ExplainLanguage;

/* "en", "zh"; false for anything else. */
bool explain_language(const char *code, ExplainLanguage *out);

typedef struct Explanation {
    Arena *arena;
    const Record *record; /* borrowed */
    int32_t step;
    ExplainLanguage language; /* of the words below: English, unless the caller sets it */
    PriceLink *links;         /* the market asked for first */
    int32_t n_links;
    Agent *suppliers, *users; /* of the market asked for, largest first */
    int32_t n_suppliers, n_users;
    int32_t marginal_supplier, marginal_user; /* of these lists; RECORD_NONE */
    Binding *bindings;                        /* the highest rents first */
    int32_t n_bindings;
    PricePart *sum; /* parts of one kind and item over the whole chain, per unit asked for */
    int32_t n_sum;
} Explanation;

/* Takes the price of a market in a step apart. */
Status explain_price(const Record *record, int32_t market, int32_t step, Explanation **out);
void explanation_free(Explanation *explanation); /* NULL is fine */

/* The sum of a link's parts, and of the whole chain: both are the price. */
double explain_link_sum(const PriceLink *link);
double explain_chain_sum(const Explanation *explanation);

/* False for parts too small to be told. */
bool explain_tells(const PricePart *part, double price);

/* Words, in the language of the explanation. "freight", "rent of the limit china-quota";
 * "China, shipping to Japan"; and sentences that say who supplies at the margin, what holds the
 * price up, and who would take more or less. */
void explain_part_words(const Explanation *explanation, const PricePart *part, char *buffer,
                        size_t size);
void explain_agent_words(const Explanation *explanation, const Agent *agent, char *buffer,
                         size_t size);
void explain_binding_words(const Explanation *explanation, const Binding *binding, char *buffer,
                           size_t size);

enum { EXPLAIN_SENTENCES_MAX = 12, EXPLAIN_SENTENCE_SIZE = 512 };
/* Writes at most EXPLAIN_SENTENCES_MAX sentences; returns how many. */
int explain_words(const Explanation *explanation,
                  char sentences[EXPLAIN_SENTENCES_MAX][EXPLAIN_SENTENCE_SIZE]);

#endif
