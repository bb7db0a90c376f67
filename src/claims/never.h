/* never.h - digits that are never a quantity: citations [1][3], 第12条, 12:30, telephone
 * numbers, versions, model codes, long serial numbers. */
#ifndef LODE_CLAIMS_NEVER_H
#define LODE_CLAIMS_NEVER_H

#include "claims/scan.h"

/* Where such a thing that starts at `at` ends, and its kind; `at` if there is none. */
int32_t never_a_number(const Fold *fold, int32_t at, TokenKind *kind);

/* What was read as a number may be the head of a code ("3D", "4.2.1", "17th"): where that ends;
 * the end of the number if it is one. */
int32_t never_after_number(const Fold *fold, const Quantity *quantity);

#endif
