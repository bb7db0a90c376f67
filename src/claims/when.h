/* when.h - dates and spans of time: "Sep-23-2020", 2019年11月9日, "2019 H2", 去年上半年,
 * 过去十年, "the twenty-sixth day of the month". Days are whole numbers, spans half-open [from,
 * to). */
#ifndef LODE_CLAIMS_WHEN_H
#define LODE_CLAIMS_WHEN_H

#include "claims/number.h"

#define DAY_NONE INT32_MIN

typedef enum Grain {
    GRAIN_DAY,
    GRAIN_WEEK,
    GRAIN_MONTH,
    GRAIN_QUARTER,
    GRAIN_HALF,
    GRAIN_YEAR,
    GRAIN_SPAN, /* several of them */
} Grain;

typedef struct When {
    int32_t from, to;   /* days; DAY_NONE where it is open */
    int32_t year;       /* the one it lies or ends in; CLAIM_NO_YEAR if none is said */
    int32_t base;       /* the one it starts in, where that is another */
    int32_t month, day; /* 0 where unsaid */
    Grain grain;
    int32_t part;   /* which quarter or half */
    int32_t months; /* of a span of months: nine in "the first nine months" */
    bool implied;   /* the year is the reference's */
    bool fiscal, by;
    int32_t start, end; /* in the fold */
} When;

/* The document's own date; year 0 where it is unknown. */
typedef struct Reference {
    int32_t year, month, day;
} Reference;

/* The date at `at`; false if none starts there. A month without a year and words like "last
 * year" are placed by the reference, and stay without days where there is none. */
bool when_read(const ClaimReader *reader, const Fold *fold, int32_t at,
               const Reference *reference, When *out);

/* Parts of it, tried in turn: Chinese, English, and those that stand by themselves. */
bool when_read_han(const ClaimReader *reader, const Fold *fold, int32_t at,
                   const Reference *reference, When *out);
bool when_read_latin(const ClaimReader *reader, const Fold *fold, int32_t at,
                     const Reference *reference, When *out);

/* Fills from and to out of year, month, day, grain and part. */
void when_place(When *when);

/* A date counted from the reference: a word like 去年 or "last month"; its end, or `at`. */
int32_t when_read_relative(const ClaimReader *reader, const Fold *fold, int32_t at,
                           const Reference *reference, When *out);

/* 前五个月 behind the year of `out`: the months it starts with; their end, or `at`. */
int32_t when_read_start(const ClaimReader *reader, const Fold *fold, int32_t at, When *out);

int32_t day_of(int32_t year, int32_t month, int32_t day);
void date_of(int32_t day, int32_t *year, int32_t *month, int32_t *of_month);
bool date_exists(int32_t year, int32_t month, int32_t day);

#endif
