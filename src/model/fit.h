/* fit.h - what a calibration found, as numbers for each thing of a model, and a model with them
 * put in. The tables fit_*.csv of a model folder hold one; docs/calibration.md says how it is
 * found.
 *     facility   cost + wedge is where its marginal cost begins; activity is what it does, and
 *                sizes the rise of the marginal cost where there is no capacity
 *     route      wedge is added to the wedge that routes.csv gives; habit replaces the habit
 *     demand     quantity (or intensity, intercept) x scale; price replaces the reference price
 *     stock      wedge is what one more unit at the target is worth beyond the expected price
 */
#ifndef LODE_MODEL_FIT_H
#define LODE_MODEL_FIT_H

#include "model/model.h"

/* One number for each facility, route, demand, stock; NAN = leave it as written. */
typedef struct Fit {
    double *facility_wedge;    /* money per activity */
    double *facility_activity; /* activity per month */
    double *route_wedge;       /* money per unit */
    double *route_habit;       /* amount per month */
    double *demand_scale;
    double *demand_price; /* money per unit */
    double *stock_wedge;  /* money per unit */
} Fit;

/* Nothing fitted yet. */
Status fit_new(const Model *model, Arena *arena, Fit *out);

/* A copy of the model with the fit put in: its own facilities, routes, demands and stocks are
 * in `arena`, all else is borrowed. out may be the model itself. */
Status fit_apply(const Model *model, const Fit *fit, Arena *arena, Model *out);

/* What cost_rise is a multiple of: the size of the cost. Of a fitted facility that is cost +
 * wedge, so that its elasticity of supply stays as the tables have it; at least a tenth of the
 * written cost, so that the marginal cost goes on rising. */
double facility_rise_of(double cost, double wedge);

/* The activity at which the marginal cost has risen by cost_rise, in the unit of capacity: the
 * capacity; where there is none, what the base activity (of the same period) is four fifths of.
 * INFINITY: it does not rise. */
double facility_rise_at(double capacity, double base);

/* The wedge at which  cost + wedge + rise x facility_rise_of(cost, wedge) = margin. */
double facility_wedge_for(double cost, double rise, double margin);

#endif
