/* share.h - how much of what is started works when, and how much of its cost the run bears. */
#ifndef LODE_HORIZON_SHARE_H
#define LODE_HORIZON_SHARE_H

#include "horizon/path.h"

/* sum of (1 + discount)^-y for y = 1 .. years, years not necessarily whole */
double share_annuity(double discount, double years);

/* e_v (build.h), for a life of `lifetime` months of which `left` months lie before the end of
 * the run. */
double share_charged(Residual residual, double discount, double lifetime, double left);

/* When what is started in step v opens, in months since the start of the run. */
double share_opening(const Path *path, const Expansion *its, int32_t v);

/* sigma_vt: the mean share of what is started in step v that works in step t. */
double share_working(const Path *path, const Expansion *its, int32_t v, int32_t t);

#endif
