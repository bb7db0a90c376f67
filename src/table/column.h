/* column.h - what a column of a table (or a key of a policy) is, said once.
 * From these descriptions the reader checks cells, messages say what was expected, `lode
 * policies` lists the fields, docs/tables.md is kept honest, and the page draws its forms. A
 * row is read into a C struct; `offset` says where. */
#ifndef LODE_TABLE_COLUMN_H
#define LODE_TABLE_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ColumnType {
    COLUMN_TYPE_TEXT, /* const char *; "" when blank */
    COLUMN_TYPE_ID,   /* const char *; lower-case ASCII id, unique within the table */
    COLUMN_TYPE_REF,  /* int32_t; index by id, MODEL_NONE when blank */
    COLUMN_TYPE_SET,  /* IndexSet; ids, groups or stages, or '*'; in YAML a list or one text */
    COLUMN_TYPE_NUMBER, /* double; NAN when blank and no fallback */
    COLUMN_TYPE_MONTH,  /* Month; MONTH_NONE when blank */
    COLUMN_TYPE_CHOICE, /* int32_t; position in `choices` */
    COLUMN_TYPE_FLAG,   /* bool; yes/no, true/false */
} ColumnType;

/* What ids a REF or SET may hold. */
typedef enum ColumnTarget {
    TARGET_NONE,
    TARGET_REGION, /* a SET may also hold group ids */
    TARGET_GROUP,
    TARGET_STAGE,
    TARGET_COMMODITY, /* a SET may also hold stage ids */
    TARGET_PROCESS,
    TARGET_FACILITY,
    TARGET_USE, /* a SET may also hold sectors */
    TARGET_DEMAND,
    TARGET_DOCUMENT,
    TARGET_DRIVER,
    TARGET_CONSTRAINT,
    TARGET_TECHNOLOGY,
    TARGET_COUNT /* how many there are */
} ColumnTarget;

/* What a number measures: decides which units are right and what it is converted to. "Unit" is
 * the unit of the commodity (or activity) that the row is about. */
typedef enum Quantity {
    QUANTITY_PLAIN,        /* no unit; % allowed -> fraction */
    QUANTITY_SHARE,        /* fraction or %; within [0, 1] */
    QUANTITY_AMOUNT,       /* unit */
    QUANTITY_RATE,         /* unit/month */
    QUANTITY_PRICE,        /* money/unit */
    QUANTITY_STORAGE,      /* money/unit per month */
    QUANTITY_SLOPE,        /* money/unit per unit/month */
    QUANTITY_DEMAND_SLOPE, /* unit/month per money/unit */
    QUANTITY_MONEY,        /* money */
    QUANTITY_TIME,         /* month */
    QUANTITY_PER_TIME,     /* fraction per month: %/year, 1/month */
    QUANTITY_RATIO,        /* unit of one commodity per unit of activity, or per device */
    QUANTITY_DEGREE,       /* plain degrees */
    QUANTITY_CONTENT,      /* t of a content per unit */
    QUANTITY_INTENSITY,    /* unit/month per unit of a driver */
    QUANTITY_DRIVER,       /* whatever the driver counts */
    QUANTITY_CAPITAL,      /* money per unit/month of capacity */
    QUANTITY_WORKERS,      /* persons per unit/month of capacity */
    QUANTITY_TAKT,         /* months per piece */
    QUANTITY_PIECE,        /* unit per piece */
    QUANTITY_PERIOD,       /* unit in the months the row's date covers, or a rate over them */
} Quantity;

typedef struct IndexSet {
    int32_t n;
    const int32_t *index; /* ascending; n = 0 when blank */
    bool all;             /* '*' or blank with `blank_is_all` */
    int32_t specific; /* how narrowly it was said: 2 an id, 1 a group or stage, 0 all, none */
} IndexSet;

typedef struct Column {
    const char *name;
    ColumnType type;
    size_t offset;
    ColumnTarget target;
    Quantity quantity;
    bool required;
    bool blank_is_all;   /* SET: blank means every id */
    bool joined;         /* SET: words may be joined by '+' */
    double fallback;     /* NUMBER: when blank; NAN = none */
    double low, high;    /* NUMBER: legal range after conversion, inclusive */
    const char *word;    /* NUMBER: a word that may stand for a number, such as "none" */
    double word_value;   /* NUMBER: what the word means */
    const char *choices; /* CHOICE: "elastic|fixed|linear"; the first is the default */
    const char *doc;     /* one line, in words a user understands */
} Column;

#define COLUMN_TEXT(row, field, doc_)                                                          \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_TEXT, .offset = offsetof(row, field), .doc = doc_  \
    }
#define COLUMN_REF(row, field, target_, required_, doc_)                                       \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_REF, .offset = offsetof(row, field),               \
        .target = target_, .required = required_, .doc = doc_                                  \
    }
#define COLUMN_SET(row, field, target_, doc_)                                                  \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_SET, .offset = offsetof(row, field),               \
        .target = target_, .blank_is_all = true, .doc = doc_                                   \
    }
#define COLUMN_NUMBER(row, field, quantity_, fallback_, low_, high_, doc_)                     \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_NUMBER, .offset = offsetof(row, field),            \
        .quantity = quantity_, .fallback = fallback_, .low = low_, .high = high_, .doc = doc_  \
    }
#define COLUMN_ID(row, field, doc_)                                                            \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_ID, .offset = offsetof(row, field),                \
        .required = true, .doc = doc_                                                          \
    }
#define COLUMN_NUMBER_NEEDED(row, field, quantity_, low_, high_, doc_)                         \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_NUMBER, .offset = offsetof(row, field),            \
        .quantity = quantity_, .required = true, .low = low_, .high = high_, .doc = doc_       \
    }
#define COLUMN_NUMBER_OR(row, field, quantity_, fallback_, low_, high_, word_, value_, doc_)   \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_NUMBER, .offset = offsetof(row, field),            \
        .quantity = quantity_, .fallback = fallback_, .low = low_, .high = high_,              \
        .word = word_, .word_value = value_, .doc = doc_                                       \
    }
#define COLUMN_MONTH(row, field, doc_)                                                         \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_MONTH, .offset = offsetof(row, field), .doc = doc_ \
    }
#define COLUMN_CHOICE(row, field, choices_, doc_)                                              \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_CHOICE, .offset = offsetof(row, field),            \
        .choices = choices_, .doc = doc_                                                       \
    }

#endif
