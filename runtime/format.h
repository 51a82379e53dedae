/* The format mini-language: [[fill]align][sign][z][#][0][width][grouping][.precision][type], parsed once, then applied by one
 * function for each kind of value. format_value (str.h) is where __format__ begins: it handles the empty spec, parses and calls these. */
#ifndef RUNTIME_FORMAT_H
#define RUNTIME_FORMAT_H

#include "runtime/interp.h"

typedef struct FormatSpec {
    uint32_t fill;         /* ' ' if none was given ('0' after a leading 0) */
    uint32_t type;         /* presentation type as given, or the default type */
    char align;            /* '<' '>' '=' '^': as given, or the default */
    bool align_given;      /* by the text, a leading 0 included */
    char sign;             /* '+' '-' ' ', or 0 if none was given */
    bool alternate;        /* # */
    bool no_negative_zero; /* z */
    char grouping;         /* ',' '_', or 0 */
    int64_t width;         /* -1: none */
    int64_t precision;     /* -1: none */
} FormatSpec;

/* Parses spec. shown: the value to be formatted (its type's name is in messages). str: default_type 's', default_align '<'; int 'd', '>';
 * float and complex 0 (spec->type stays 0), '>'. */
bool format_parse_spec(Thread *t, Str *spec, Value shown, char default_type, char default_align, FormatSpec *out);
/* ValueError "Unknown format code 'x' for object of type '%T'". */
Value format_raise_unknown(Thread *t, uint32_t type, Value shown);

Str *format_int(Thread *t, Value v, const FormatSpec *spec); /* bool and subclasses too; floats' types (e, f, g, %) convert */
Str *format_float(Thread *t, Value v, const FormatSpec *spec);
Str *format_complex(Thread *t, Value v, const FormatSpec *spec);
Str *format_str(Thread *t, Str *s, const FormatSpec *spec); /* format.c */

/* Decimal digits; answers how many characters. format.c */
size_t format_small_int(int64_t i, char out[24]);

/* A number as text, in parts, put together with sign, grouping and padding (format_number.c); the parts are ASCII. */
typedef struct NumberText {
    bool negative;
    const char *prefix;   /* "0x", "" */
    const char *digits;   /* the integer part, that grouping and zero padding work on */
    size_t digit_count;
    const char *rest;     /* ".25", "e+10", "%", "inf" */
    size_t rest_count;
    int group;            /* digits in a group: 3, or 4 for 'b', 'o', 'x' */
} NumberText;
Str *format_number_text(Thread *t, const NumberText *text, const FormatSpec *spec);
/* For 'n' in the locale of numbers: the digits, grouped and filled with zeros until both are `least` characters, and what
 * follows them. New references. format_locale.c */
bool format_localize(Thread *t, const NumberText *text, int64_t least, Str **digits, Str **rest);
/* A text of the C library in the encoding of the thread's locale. */
Str *locale_text(Thread *t, const char *text);

#endif
