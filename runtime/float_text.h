/* Reading floats: the pieces that float(), complex() and others share. No GIL needed. */
#ifndef RUNTIME_FLOAT_TEXT_H
#define RUNTIME_FLOAT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* "%.*f" by whole numbers, rounded exactly, and fast; room for 40. False: too large, or too many places. */
bool float_write_fixed(double value, int precision, char *text);
/* The end of the longest float literal at `at` (sign, inf and nan included); `at` itself: there is none. */
const char *float_scan(const char *at, const char *end);
/* The value of what float_scan has accepted. */
double float_parse(const char *text, const char *end);
/* A malloc'ed copy without the underscores between digits; NULL: misplaced ones, or (*failed) no memory. */
char *float_strip_underscores(const char *text, size_t length, size_t *stripped, bool *failed);

#endif
