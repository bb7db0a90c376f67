/* larger.h - the larger and the smaller of two numbers, in one instruction; fmax and fmin are
 * calls of the library. Where the first is not a number, the answer is the second. */
#ifndef LODE_BASE_LARGER_H
#define LODE_BASE_LARGER_H

static inline double larger(double a, double b)
{
    return a > b ? a : b;
}

static inline double smaller(double a, double b)
{
    return a < b ? a : b;
}

#endif
