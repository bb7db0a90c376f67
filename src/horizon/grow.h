/* grow.h - how much faster in one step than in the one before. */
#ifndef LODE_HORIZON_GROW_H
#define LODE_HORIZON_GROW_H

/* (1 + growth)^years */
double growth_factor(double growth, double years);

/* The allowances of so many years, which grow likewise: ((1 + g)^n - 1) / g of a year's. */
double growth_allowance(double growth, double years, double allowance);

#endif
