/* The gamma function and the logarithm of its absolute value, of arguments that are no poles; infinity where they overflow. */
#ifndef STDLIB_MATH_GAMMA_H
#define STDLIB_MATH_GAMMA_H

double gamma_function(double x);
double log_gamma_function(double x);

#endif
