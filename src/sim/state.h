/* state.h - what a month changes. One block of memory, so that a snapshot is one copy. */
#ifndef LODE_SIM_STATE_H
#define LODE_SIM_STATE_H

#include "kinds/plan.h"

typedef struct State {
    double *block;    /* all arrays below, one behind the other */
    size_t n;         /* doubles in the block */
    double *stock;    /* stocks: amount at the end of the last step */
    double *level;    /* markets: smoothed price, money per unit */
    double *expected; /* markets: expected price, money per unit */
    double *use;      /* markets: smoothed use (inputs, demand), amount per step */
    double *habit;    /* routes: habitual flow, amount per step */
    double *activity; /* facilities: last step's activity; NAN before the first */
    double *need;     /* demands: what users still need, as a share of what they would without
                         having adapted to past prices; 1 at first */
    double *built;    /* options: capacity that works, activity per month */
    double *site;     /* options: capacity under construction, the same */
    double *decided;  /* options: capacity that is permitted or built, not yet at work */
    double *coming;   /* options: what goes to work in each step to come (net.h) */
    double *breaking; /* options: what begins to be built in each step to come */
    double *vintage;  /* options: what opened in each year and still stands */
    double *erected;  /* processes: all capacity the world has put up, activity per month */
    double *highest;  /* facilities: most capacity that dates have given so far, the same */
    double *workers;  /* regions: the pool of skilled workers */
    double *standing; /* facilities: one of Standing (idle.h) */
    double *loss;     /* facilities: months of loss in a row, or months mothballed */
    double *hope;     /* facilities: months in a row in which what is mothballed would gain */
    double *ahead;    /* markets: price seen by looking ahead; NAN while nobody has */
    double *known;  /* technologies: share of the family's output that can be made with them */
    double *volume; /* technologies: smoothed output of the family, amount per step */
    double *latest; /* technologies: the family's output of the last step, the same */
    double *book;   /* order books: ordered and not delivered, activity */
    double *bought; /* order books: smoothed share of what users of the goods get that is the
                     * facility's, activity per unit */
    double *price;  /* rows: the multipliers the solver left, to start the next solve from */
    double *seen;   /* rows: the same of the last look ahead, to start the next look from */
    double *quoted; /* markets: price of the last step, as recorded */
    double *sales;  /* cohorts: rings of past sales, amount per step (net->cohort_start) */
    double *left_early; /* cohorts: what left use in the step in which it was sold */
    double *spent;      /* policies: money they have paid so far */
    double *memory;     /* what policies remember (kinds.h) */
} State;

/* Sized for the net, and for n_policies with n_memory doubles to remember. */
Status state_new(const Net *net, int32_t n_policies, int32_t n_memory, Arena *arena,
                 State *out);
void state_copy(const State *from, State *to);

/* A state of the same size as another, in a block of like->n doubles; nothing is written. */
void state_place(const State *like, double *block, State *out);

/* The state of another run of the same model with other policies: what rents were and what was
 * spent is carried over by their ids, and is 0 for new ones. */
void state_adopt(const State *from, const Plan *from_plan, const Net *net, const Plan *plan,
                 State *to);

#endif
