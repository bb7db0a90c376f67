/* summary.h - a run's headline, for people and for programs. Private to cli/. */
#ifndef LODE_CLI_SUMMARY_H
#define LODE_CLI_SUMMARY_H

#include "cli/json.h"
#include "metrics/headline.h"

/* Output and shares, prices, shortages: a table each. */
Status summary_print(const Screen *screen, const Record *record, const RunHeadline *headline);

/* "worst error of any balance or price 3e-12; mass is kept to 2e-15 (ore)" */
void summary_print_quality(const Screen *screen, const Record *record);

/* {"name":, "title":, ..., "headline": [...], "quality": {...}} */
json_t *summary_json(const Record *record, const RunHeadline *headline);

#endif
