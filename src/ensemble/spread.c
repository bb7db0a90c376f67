#include "ensemble/spread.h"

#include <math.h>

#define NORMAL_95 1.6448536269514722 /* 95th percentile of the standard normal */

const char *spread_fault(const Spread *s)
{
    if (!isfinite(s->low) || !isfinite(s->high)) return "low and high must both be given";
    if (s->low > s->high) return "low is above high";
    if (s->kind == SPREAD_TRIANGULAR && !(s->mode >= s->low && s->mode <= s->high))
        return "the value is not between low and high";
    if ((s->kind == SPREAD_LOGUNIFORM || s->kind == SPREAD_LOGNORMAL) && !(s->low > 0))
        return "low must be above 0 for this distribution";
    return 0;
}

static double triangular(const Spread *s, double p)
{
    const double width = s->high - s->low, rise = s->mode - s->low;
    if (!(width > 0)) return s->low;
    if (p * width <= rise) return s->low + sqrt(p * width * rise);
    return s->high - sqrt((1 - p) * width * (s->high - s->mode));
}

static double normal(double low, double high, double p)
{
    const double mean = (low + high) / 2, deviation = (high - low) / (2 * NORMAL_95);
    return mean + deviation * spread_normal_quantile(p);
}

double spread_quantile(const Spread *s, double p)
{
    switch (s->kind) {
    case SPREAD_UNIFORM:
        return s->low + p * (s->high - s->low);
    case SPREAD_TRIANGULAR:
        return triangular(s, p);
    case SPREAD_LOGUNIFORM:
        return exp(log(s->low) + p * log(s->high / s->low));
    case SPREAD_NORMAL:
        return normal(s->low, s->high, p);
    case SPREAD_LOGNORMAL:
        return exp(normal(log(s->low), log(s->high), p));
    }
    return NAN;
}

double spread_normal_share(double x)
{
    return 0.5 * erfc(-x / sqrt(2.0));
}

/* a polynomial with its highest coefficient first */
static double polynomial(const double *c, int n, double x)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum = sum * x + c[i];
    return sum;
}

/* Rational approximations of Wichura's algorithm AS 241 (PPND16). */
double spread_normal_quantile(double p)
{
    static const double a[] = {2509.0809287301226727, 33430.575583588128105,
                               67265.770927008700853, 45921.953931549871457,
                               13731.693765509461125, 1971.5909503065514427,
                               133.14166789178437745, 3.387132872796366608};
    static const double b[] = {5226.495278852854561,  28729.085735721942674,
                               39307.89580009271061,  21213.794301586595867,
                               5394.1960214247511077, 687.1870074920579083,
                               42.313330701600911252, 1.0};
    static const double c[] = {7.7454501427834140764e-4, .0227238449892691845833,
                               .24178072517745061177,    1.27045825245236838258,
                               3.64784832476320460504,   5.7694972214606914055,
                               4.6303378461565452959,    1.42343711074968357734};
    static const double d[] = {1.05075007164441684324e-9, 5.475938084995344946e-4,
                               .0151986665636164571966,   .14810397642748007459,
                               .68976733498510000455,     1.6763848301838038494,
                               2.05319162663775882187,    1.0};
    static const double e[] = {2.01033439929228813265e-7, 2.71155556874348757815e-5,
                               .0012426609473880784386,   .026532189526576123093,
                               .29656057182850489123,     1.7848265399172913358,
                               5.4637849111641143699,     6.6579046435011037772};
    static const double f[] = {2.04426310338993978564e-15, 1.4215117583164458887e-7,
                               1.8463183175100546818e-5,   7.868691311456132591e-4,
                               .0148753612908506148525,    .13692988092273580531,
                               .59983220655588793769,      1.0};
    const double q = p - 0.5;
    if (fabs(q) <= 0.425) {
        const double r = 0.180625 - q * q;
        return q * polynomial(a, 8, r) / polynomial(b, 8, r);
    }
    double r = sqrt(-log(q < 0 ? p : 1 - p));
    double x;
    if (r <= 5) {
        r -= 1.6;
        x = polynomial(c, 8, r) / polynomial(d, 8, r);
    } else {
        r -= 5;
        x = polynomial(e, 8, r) / polynomial(f, 8, r);
    }
    return q < 0 ? -x : x;
}

Status spread_cholesky(double *matrix, int n)
{
    for (int i = 0; i < n; i++)
        if (fabs(matrix[i * n + i] - 1) > 1e-12) return LODE_BAD_INPUT;
    for (int j = 0; j < n; j++) {
        double diagonal = matrix[j * n + j];
        for (int k = 0; k < j; k++)
            diagonal -= matrix[j * n + k] * matrix[j * n + k];
        if (!(diagonal > 1e-12)) return LODE_BAD_INPUT;
        matrix[j * n + j] = sqrt(diagonal);
        for (int i = j + 1; i < n; i++) {
            double sum = matrix[i * n + j];
            for (int k = 0; k < j; k++)
                sum -= matrix[i * n + k] * matrix[j * n + k];
            matrix[i * n + j] = sum / matrix[j * n + j];
            matrix[j * n + i] = 0;
        }
    }
    return LODE_OK;
}

void spread_correlate(const double *root, int n, double *u, double *scratch)
{
    for (int i = 0; i < n; i++)
        scratch[i] = spread_normal_quantile(u[i]);
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int k = 0; k <= i; k++)
            sum += root[i * n + k] * scratch[k];
        u[i] = spread_normal_share(sum);
    }
}
