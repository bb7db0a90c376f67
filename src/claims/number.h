/* number.h - a number as people write it: 1,674.5 million, forty-five, two thirds, 3千万,
 * 拾萬零五十六點叁, 一万分之三, 二三十. */
#ifndef LODE_CLAIMS_NUMBER_H
#define LODE_CLAIMS_NUMBER_H

#include "claims/reader.h"

enum {
    NUMBER_OPEN = 1,     /* 500多, 十几: more than the value */
    NUMBER_FRACTION = 2, /* a third, 三分之一: value is the fraction */
    NUMBER_PERCENT = 4,  /* 百分之二十: value is 20, the unit is in the number */
    NUMBER_IS_ORDINAL = 8,
    NUMBER_SPELLED = 16,
    NUMBER_SCALED = 32, /* carries million, 万 ... */
};

typedef struct Number {
    double value;
    double
        hi; /* above value when the number is a range of its own (二三十), else equal to it */
    double scale;   /* of the last "million", 1 without */
    int32_t digits; /* Arabic digits before the point, if that is all there is; else 0 */
    uint32_t flags;
} Number;

/* The number at `at`; false if none starts there. `money`: a currency sign stands before it, so
 * that a single letter may be a scale ("$5m"). */
bool number_read(const ClaimReader *reader, const Fold *fold, int32_t at, bool money,
                 Number *out, int32_t *end);

/* The two ways of writing; number_read tries them in turn. */
bool number_read_latin(const ClaimReader *reader, const Fold *fold, int32_t at, bool money,
                       Number *out, int32_t *end);
bool number_read_han(const ClaimReader *reader, const Fold *fold, int32_t at, Number *out,
                     int32_t *end);

/* Arabic digits with commas and a point; false if there are none. *whole counts the digits
 * before the point. */
bool number_read_digits(const Fold *fold, int32_t at, double *value, int32_t *whole,
                        int32_t *end);

/* 0 to 9, or -1; formal digits (壹贰叁) too. */
int32_t han_digit(uint32_t c);

#endif
