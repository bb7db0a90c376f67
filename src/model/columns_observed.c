/* columns_observed.c - what was observed: output, flows, use, prices, shares. Read only to
 * reconcile and compare, never mixed with assumptions. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "model/build.h"
#include "table/damage.h"

#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))
#define ABOVE_ZERO DBL_MIN

#define OBSERVED_DATE                                                                          \
    {                                                                                          \
        .name = "date", .type = COLUMN_TYPE_TEXT, .offset = offsetof(ObservationRow, date),    \
        .required = true, .doc = "year, quarter or month that it is about"                     \
    }
#define OBSERVED_NUMBER(name_, quantity_, low_, high_, doc_)                                   \
    {                                                                                          \
        .name = name_, .type = COLUMN_TYPE_NUMBER, .offset = offsetof(ObservationRow, value),  \
        .quantity = quantity_, .required = true, .low = low_, .high = high_, .doc = doc_       \
    }
#define OBSERVED_SIGMA                                                                         \
    COLUMN_NUMBER(ObservationRow, sigma, QUANTITY_PLAIN, NAN, ABOVE_ZERO, 1e3,                 \
                  "standard error, relative to the value")
#define OBSERVED_BASIS                                                                         \
    COLUMN_CHOICE(ObservationRow, basis, BASIS_CHOICES, "what a tonne of it is a tonne of")
#define OBSERVED_END(field, doc_)                                                              \
    {                                                                                          \
        .name = #field, .type = COLUMN_TYPE_TEXT, .offset = offsetof(ObservationRow, field),   \
        .required = true, .doc = doc_                                                          \
    }
#define OBSERVED_SET(name_, field, target_, doc_)                                              \
    {                                                                                          \
        .name = name_, .type = COLUMN_TYPE_SET, .offset = offsetof(ObservationRow, field),     \
        .target = target_, .required = true, .joined = true, .doc = doc_                       \
    }
#define OBSERVED_MAKERS(name_, field, target_, doc_)                                           \
    {                                                                                          \
        .name = name_, .type = COLUMN_TYPE_SET, .offset = offsetof(ObservationRow, field),     \
        .target = target_, .blank_is_all = true, .joined = true, .doc = doc_                   \
    }

static const Column output_columns[] = {
    OBSERVED_SET("region", regions, TARGET_REGION, "where it was made: an id, a group or *"),
    OBSERVED_SET("commodity", commodities, TARGET_COMMODITY,
                 "what was made: an id; a stage, * or several joined by + are summed"),
    OBSERVED_MAKERS("facility", facilities, TARGET_FACILITY,
                    "who made it; blank = all, several joined by + are summed"),
    OBSERVED_MAKERS("process", processes, TARGET_PROCESS,
                    "by which process; blank = any, several joined by + are summed"),
    OBSERVED_DATE,
    OBSERVED_NUMBER("quantity", QUANTITY_PERIOD, 0, 1e18, "how much in that time"),
    OBSERVED_BASIS,
    OBSERVED_SIGMA,
};
static const Column flow_columns[] = {
    OBSERVED_END(from, "region or group that it left, or world"),
    OBSERVED_END(to, "region or group where it arrived, or world"),
    OBSERVED_SET("commodity", commodities, TARGET_COMMODITY,
                 "what moved: an id; a stage, * or several joined by + are summed"),
    OBSERVED_DATE,
    OBSERVED_NUMBER("quantity", QUANTITY_PERIOD, 0, 1e18, "how much in that time"),
    OBSERVED_BASIS,
    OBSERVED_SIGMA,
};
static const Column used_columns[] = {
    OBSERVED_SET("region", regions, TARGET_REGION, "where it was used: an id, a group or *"),
    OBSERVED_SET("commodity", commodities, TARGET_COMMODITY,
                 "what was used: an id; a stage, * or several joined by + are summed"),
    COLUMN_REF(ObservationRow, use, TARGET_USE, false, "what for; blank = everything"),
    OBSERVED_DATE,
    OBSERVED_NUMBER("quantity", QUANTITY_PERIOD, 0, 1e18, "how much in that time"),
    OBSERVED_BASIS,
    OBSERVED_SIGMA,
};
static const Column price_columns[] = {
    COLUMN_REF(ObservationRow, region, TARGET_REGION, true, "where it was paid"),
    COLUMN_REF(ObservationRow, commodity, TARGET_COMMODITY, true, "what for"),
    OBSERVED_DATE,
    OBSERVED_NUMBER("price", QUANTITY_PRICE, 0, 1e18, "mean price in that time"),
    OBSERVED_SIGMA,
};
static const Column share_columns[] = {
    COLUMN_REF(ObservationRow, region, TARGET_REGION, true, "whose share it is"),
    COLUMN_REF(ObservationRow, stage, TARGET_STAGE, false, "of the output of this stage"),
    COLUMN_REF(ObservationRow, commodity, TARGET_COMMODITY, false, "or of this commodity"),
    OBSERVED_DATE,
    OBSERVED_NUMBER("share", QUANTITY_SHARE, 0, 1, "its share of the world"),
    OBSERVED_SIGMA,
};

static void set_months(const ObservationRow *row, Subject *subject)
{
    Month month;
    if (!month_parse(row->date, &month, &subject->months)) subject->months = 1;
}

static void sum_subject(const Draft *draft, const void *row, Subject *subject)
{
    const ObservationRow *observed = row;
    *subject = subject_of_commodities(draft, &observed->commodities, observed->basis);
    set_months(observed, subject);
}

static void one_subject(const Draft *draft, const void *row, Subject *subject)
{
    const ObservationRow *observed = row;
    *subject = subject_of_commodity(draft, observed->commodity, BASIS_GROSS);
    set_months(observed, subject);
}

static void check_observation(Draft *draft, void *row, bool bad)
{
    ObservationRow *observed = row;
    Reading *reading = &draft->reading;
    char why[512];
    (void)bad;
    observed->months = 1;
    observed->month = MONTH_NONE;
    if (observed->date[0] &&
        !month_parse(observed->date, &observed->month, &observed->months)) {
        damage_of_month(observed->date, reading->scratch, why, sizeof why);
        row_error(reading, &observed->origin.place, "date", "%s", why);
    }
}

/* "world" is everywhere, unless a region is called that. */
static IndexSet end_of_flow(Draft *draft, const ObservationRow *row, const char *field,
                            const char *word)
{
    Reading *reading = &draft->reading;
    IndexSet set = {0};
    const Cell cell = row_cell(reading, &row->origin.place, field, word);
    if (!word[0] || ids_set(reading->ids, TARGET_REGION, word, &set)) return set;
    if (strcmp(word, "world") != 0) {
        cell_ref(reading, TARGET_REGION, &cell);
        return set;
    }
    ids_set(reading->ids, TARGET_REGION, "*", &set);
    return set;
}

static void check_flow(Draft *draft, void *row, bool bad)
{
    ObservationRow *observed = row;
    check_observation(draft, row, bad);
    observed->regions = end_of_flow(draft, observed, "from", observed->from);
    observed->partners = end_of_flow(draft, observed, "to", observed->to);
    if (observed->from[0] && strcmp(observed->from, observed->to) == 0)
        row_error(&draft->reading, &observed->origin.place, "to",
                  "a flow joins two regions, but both ends are '%s'", observed->to);
}

static void check_share(Draft *draft, void *row, bool bad)
{
    const ObservationRow *observed = row;
    check_observation(draft, row, bad);
    if (!bad && (observed->stage == MODEL_NONE) == (observed->commodity == MODEL_NONE))
        row_error(&draft->reading, &observed->origin.place, "stage",
                  "a share is of either a stage or a commodity; fill one of the two");
}

#define OBSERVED_TABLE(name, file_, columns_, key_, subject_, check_)                          \
    const TableKind name = {.file = file_,                                                     \
                            .columns = columns_,                                               \
                            .n_columns = COUNT(columns_),                                      \
                            .row_size = sizeof(ObservationRow),                                \
                            .origin = offsetof(ObservationRow, origin),                        \
                            .sourced = true,                                                   \
                            .key = key_,                                                       \
                            .subject = subject_,                                               \
                            .check = check_}

OBSERVED_TABLE(table_obs_output, "tables/obs_output.csv", output_columns,
               "region|commodity|facility|process|date|source", sum_subject, check_observation);
OBSERVED_TABLE(table_obs_flows, "tables/obs_flows.csv", flow_columns,
               "from|to|commodity|date|source", sum_subject, check_flow);
OBSERVED_TABLE(table_obs_use, "tables/obs_use.csv", used_columns,
               "region|commodity|use|date|source", sum_subject, check_observation);
OBSERVED_TABLE(table_obs_prices, "tables/obs_prices.csv", price_columns,
               "region|commodity|date|source", one_subject, check_observation);
OBSERVED_TABLE(table_obs_shares, "tables/obs_shares.csv", share_columns,
               "region|stage|commodity|date|source", one_subject, check_share);
