/* gamma and lgamma by Lanczos' approximation, with the coefficients that John Maddock and Paul Godfrey
 * computed for doubles (13 terms, g = 6.0246...). libm's functions are as exact, but scripts are to see the
 * digits that CPython shows. */
#include "stdlib/math_gamma.h"
#include <math.h>

enum { TERMS = 13 };

static const double g = 6.024680040776729583740234375, g_minus_half = 5.524680040776729583740234375;

static const double numerator[TERMS] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786772,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};

/* x (x+1) ... (x+11), multiplied out. */
static const double denominator[TERMS] = {0.0,        39916800.0, 120543840.0, 150917976.0, 105258076.0,
                                          45995730.0, 13339535.0, 2637558.0,   357423.0,    32670.0,
                                          1925.0,     66.0,       1.0};

/* The rational function; for large x in powers of 1/x, so that nothing overflows. */
static double lanczos_sum(double x) {
    double above = 0, below = 0;
    if (x < 5.0) {
        for (int i = TERMS - 1; i >= 0; i--) {
            above = above * x + numerator[i];
            below = below * x + denominator[i];
        }
    } else {
        for (int i = 0; i < TERMS; i++) {
            above = above / x + numerator[i];
            below = below / x + denominator[i];
        }
    }
    return above / below;
}

/* sin(pi x) with x reduced first: no error from pi's last digits. */
static double sin_pi(double x) {
    double y = fmod(fabs(x), 2.0), result;
    switch ((int)round(2.0 * y)) {
    case 0:
        result = sin(M_PI * y);
        break;
    case 1:
        result = cos(M_PI * (y - 0.5));
        break;
    case 2:
        result = sin(M_PI * (1.0 - y));
        break;
    case 3:
        result = -cos(M_PI * (y - 1.5));
        break;
    default:
        result = sin(M_PI * (y - 2.0));
    }
    return copysign(1.0, x) * result;
}

/* y ** (x - 0.5) may overflow where the whole result does not: then it is applied in two halves. */
static double scale(double result, double y, double x, int sign) {
    if (x < 140.0)
        return sign > 0 ? result * pow(y, x - 0.5) : result / pow(y, x - 0.5);
    double half = pow(y, x / 2.0 - 0.25);
    return sign > 0 ? result * half * half : result / half / half;
}

/* For integers up to 23 the result is a factorial, exactly. */
static double small_factorial(int n) {
    double product = 1;
    for (int i = 2; i < n; i++)
        product *= i;
    return product;
}

double gamma_function(double x) {
    double size = fabs(x);
    if (x == floor(x) && x > 0 && x <= 23.0)
        return small_factorial((int)x);
    if (!isfinite(x))
        return x;
    if (size < 1e-20)
        return 1.0 / x;
    if (size > 200.0)
        return x < 0 ? 0.0 / sin_pi(x) : HUGE_VAL;
    double y = size + g_minus_half; /* and how much its rounding has lost: */
    double lost = size > g_minus_half ? (y - size) - g_minus_half : (y - g_minus_half) - size;
    double correction = lost * g / y;
    if (x < 0) { /* reflection */
        double result = -M_PI / sin_pi(size) / size * exp(y) / lanczos_sum(size);
        return scale(result - correction * result, y, size, -1);
    }
    double result = lanczos_sum(size) / exp(y);
    return scale(result + correction * result, y, size, 1);
}

double log_gamma_function(double x) {
    const double log_pi = 1.144729885849400174143427351353058711647;
    double size = fabs(x);
    if (x == floor(x) && (x == 1.0 || x == 2.0))
        return 0.0;
    if (size < 1e-20)
        return -log(size);
    double result = log(lanczos_sum(size)) - g;
    result += (size - 0.5) * (log(size + g - 0.5) - 1);
    return x < 0 ? log_pi - log(fabs(sin_pi(size))) - log(size) - result : result;
}
