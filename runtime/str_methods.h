/* The method functions of str, for the table in str_type.c; all have the shape of NativeFn. */
#ifndef RUNTIME_STR_METHODS_H
#define RUNTIME_STR_METHODS_H

#include "runtime/native.h"
#include "runtime/str.h"

#define STR_METHOD(name) Value str_##name##_method(Thread *t, Value *args, int nargs, Tuple *kwnames)

/* str_case.c */
STR_METHOD(lower);
STR_METHOD(upper);
STR_METHOD(title);
STR_METHOD(capitalize);
STR_METHOD(swapcase);
STR_METHOD(casefold);
/* str_predicates.c */
STR_METHOD(isalpha);
STR_METHOD(isalnum);
STR_METHOD(isascii);
STR_METHOD(isdecimal);
STR_METHOD(isdigit);
STR_METHOD(isidentifier);
STR_METHOD(islower);
STR_METHOD(isnumeric);
STR_METHOD(isprintable);
STR_METHOD(isspace);
STR_METHOD(istitle);
STR_METHOD(isupper);
/* str_split.c */
STR_METHOD(split);
STR_METHOD(rsplit);
STR_METHOD(splitlines);
STR_METHOD(partition);
STR_METHOD(rpartition);
/* str_search.c */
STR_METHOD(find);
STR_METHOD(rfind);
STR_METHOD(index);
STR_METHOD(rindex);
STR_METHOD(count);
STR_METHOD(startswith);
STR_METHOD(endswith);
STR_METHOD(removeprefix);
STR_METHOD(removesuffix);
STR_METHOD(replace);
/* str_pad.c */
STR_METHOD(strip);
STR_METHOD(lstrip);
STR_METHOD(rstrip);
STR_METHOD(center);
STR_METHOD(ljust);
STR_METHOD(rjust);
STR_METHOD(zfill);
STR_METHOD(expandtabs);
/* str_translate.c */
STR_METHOD(translate);
STR_METHOD(maketrans);
/* format_fields.c */
STR_METHOD(format);
STR_METHOD(format_map);

/* The argument, borrowed, or NULL with TypeError "must be str, not int". */
Str *str_argument(Thread *t, Value v);
/* start and stop arguments (VALUE_NULL, None or an index) of find and its like, clipped to the length as
 * slices are; start may lie behind stop. bytes uses it too. */
bool text_bounds(Thread *t, Value start, Value stop, int64_t length, int64_t *low, int64_t *high);
/* An optional argument with __index__; VALUE_NULL gives `otherwise`. Too large: OverflowError. */
bool text_optional_index(Thread *t, Value v, int64_t otherwise, int64_t *out);
/* The arguments of find and its like (sub[, start[, end]]) laid out in out[0..3], self first; CPython's own words for wrong counts. */
bool text_search_arguments(Thread *t, const char *name, Value *args, int nargs, Tuple *kwnames, Value out[4]);
/* The index in s[key]. format: the TypeError for a key that is no integer, with one %T. */
bool text_index(Thread *t, Value key, const char *format, int64_t *out);
/* For s.join(iterable): its items, borrowed from *owner (counted); TypeError "can only join an iterable". */
bool str_iterable_as_sequence(Thread *t, Value iterable, Value *owner, Value **items, int64_t *count);

#endif
