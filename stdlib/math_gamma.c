/* gamma and lgamma by Lanczos' approximation ("A precision approximation of the gamma function", SIAM Journal
 * on Numerical Analysis 1, 1964):
 *
 *     gamma(x) = L(x) * base^(x - 1/2) * e^-base,  base = x + g - 1/2
 *
 * with the rational function L that Paul Godfrey and John Maddock computed for doubles (g = 6.0246...);
 * negative numbers by the reflection formula gamma(x) * gamma(-x) = -pi / (x sin(pi x)). libm's functions are
 * as exact, but scripts are to see the digits that CPython shows, so the terms are computed in its order. */
#include "stdlib/math_gamma.h"
#include <math.h>
#include <stdbool.h>

enum { TERMS = 13 };

static const double g = 6.024680040776729583740234375, g_minus_half = 5.524680040776729583740234375;

/* L(x): coefficients of x^i above and below the line. Below is x (x+1) ... (x+11), multiplied out. */
static const struct Coefficients {
    double above, below;
} lanczos[TERMS] = {
    {23531376880.410759688572007674451636754734846804940, 0.0},
    {42919803642.649098768957899047001988850926355848959, 39916800.0},
    {35711959237.355668049440185451547166705960488635843, 120543840.0},
    {17921034426.037209699919755754458931112671403265390, 150917976.0},
    {6039542586.3520280050642916443072979210699388420708, 105258076.0},
    {1439720407.3117216736632230727949123939715485786772, 45995730.0},
    {248874557.86205415651146038641322942321632125127801, 13339535.0},
    {31426415.585400194380614231628318205362874684987640, 2637558.0},
    {2876370.6289353724412254090516208496135991145378768, 357423.0},
    {186056.26539522349504029498971604569928220784236328, 32670.0},
    {8071.6720023658162106380029022722506138218516325024, 1925.0},
    {210.82427775157934587250973392071336271166969580291, 66.0},
    {2.5066282746310002701649081771338373386264310793408, 1.0},
};

/* By Horner's rule, in powers of x; if x is large in powers of 1/x, so that nothing overflows. */
static double rational(double x) {
    double above = 0, below = 0;
    for (int i = 0; i < TERMS; i++) {
        bool large = x >= 5.0;
        const struct Coefficients *next = &lanczos[large ? i : TERMS - 1 - i];
        above = (large ? above / x : above * x) + next->above;
        below = (large ? below / x : below * x) + next->below;
    }
    return above / below;
}

/* sin(pi x) for x >= 0. x is reduced to the nearest half, exactly, so that the digits that pi lacks make no
 * error. */
static double sin_pi(double x) {
    x = fmod(x, 2.0);
    int halves = (int)round(2.0 * x);
    double rest = M_PI * (x - halves / 2.0);
    double value = halves & 1 ? cos(rest) : sin(rest);
    return halves & 2 ? -value : value;
}

/* start * base^power, or start / base^power. Where base^power could overflow its root is applied twice. */
static double scale(double start, double base, double power, bool divide) {
    bool twice = power >= 139.5;
    double factor = pow(base, twice ? power / 2.0 : power);
    for (int i = 0; i <= twice; i++)
        start = divide ? start / factor : start * factor;
    return start;
}

/* (n - 1)!, exactly for n <= 23. */
static double factorial_before(int n) {
    double product = 1;
    while (--n > 1)
        product *= n;
    return product;
}

double gamma_function(double x) {
    double size = fabs(x);
    if (!isfinite(x))
        return x;
    if (x >= 1 && x <= 23 && x == floor(x))
        return factorial_before((int)x);
    if (size < 1e-20) /* the next term of the series, -0.577..., is far below the last digit */
        return 1.0 / x;
    if (size > 190) /* beyond what doubles can show */
        return x > 0 ? HUGE_VAL : copysign(0.0, -sin_pi(size));
    /* Rounding makes base too large by `excess`. For each unit of that, base^(size - 1/2) * e^-base loses g /
     * base of itself. */
    double base = size + g_minus_half;
    double excess = base - fmax(size, g_minus_half) - fmin(size, g_minus_half), lost = excess * g / base;
    double result = rational(size) / exp(base);
    if (x > 0)
        return scale(result + lost * result, base, size - 0.5, false);
    result = -M_PI / sin_pi(size) / size * exp(base) / rational(size);
    return scale(result - lost * result, base, size - 0.5, true);
}

double log_gamma_function(double x) {
    const double log_pi = 1.144729885849400174143427351353058711647;
    double size = fabs(x);
    if (x == 1 || x == 2)
        return 0;
    if (size < 1e-20)
        return -log(size);
    double result = log(rational(size)) - g + (size - 0.5) * (log(size + g - 0.5) - 1);
    return x > 0 ? result : log_pi - log(fabs(sin_pi(size))) - log(size) - result;
}
