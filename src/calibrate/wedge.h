/* wedge.h - positive mathematical programming [Howitt95]: the linear cost terms at which the
 * base year is the equilibrium, given its quantities and prices. docs/calibration.md has the
 * rules. */
#ifndef LODE_CALIBRATE_WEDGE_H
#define LODE_CALIBRATE_WEDGE_H

#include "calibrate/base.h"
#include "model/fit.h"

/* Fills the fit but for its stocks, rounded as the tables are written, so that what is read is
 * what was found. */
void wedge_fit(const Base *base, const double *z, const double *price, Fit *fit);

/* And those, for the prices of the fitted usual month: where nothing moves, many prices are
 * right, and stocks there expect the one that the engine finds. */
void wedge_fit_stocks(const Base *base, const double *z, const double *price, Fit *fit);

/* Own-price elasticity of a facility's supply in the base year with this wedge: relative change
 * of its activity over that of the net value of its outputs. INFINITY without a slope. */
double wedge_elasticity(const Base *base, int32_t facility, double wedge, double x);

/* Columns in use inside their bounds whose marginal cost does not rise: the base year is then
 * one of several equilibria. */
int32_t wedge_loose(const Base *base, const double *z, const Fit *fit);

/* A number as the tables hold it: 12 digits. */
double wedge_rounded(double value);
#define WEDGE_FORMAT "%.12g"

#endif
