/* names.h - what things are called in an explanation. Private to explain/. */
#ifndef LODE_EXPLAIN_NAMES_H
#define LODE_EXPLAIN_NAMES_H

#include "explain/explain.h"

enum { NAMES_SIZE = 200 };

/* "dysprosium oxide in Japan", "日本的氧化镝". */
void market_words(const Record *record, int32_t market, ExplainLanguage language, char *buffer,
                  size_t size);

#endif
