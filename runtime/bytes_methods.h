/* The methods that bytes and bytearray share: one function for both, which looks at self to see what it
 * makes. */
#ifndef RUNTIME_BYTES_METHODS_H
#define RUNTIME_BYTES_METHODS_H

#include "runtime/byte_span.h"
#include "runtime/native.h"

#define SPAN_METHOD(name) Value span_##name(Thread *t, Value *args, int nargs, Tuple *kwnames)

SPAN_METHOD(capitalize);
SPAN_METHOD(center);
SPAN_METHOD(count);
SPAN_METHOD(decode);
SPAN_METHOD(endswith);
SPAN_METHOD(expandtabs);
SPAN_METHOD(find);
SPAN_METHOD(hex);
SPAN_METHOD(index);
SPAN_METHOD(isalnum);
SPAN_METHOD(isalpha);
SPAN_METHOD(isascii);
SPAN_METHOD(isdigit);
SPAN_METHOD(islower);
SPAN_METHOD(isspace);
SPAN_METHOD(istitle);
SPAN_METHOD(isupper);
SPAN_METHOD(join);
SPAN_METHOD(ljust);
SPAN_METHOD(lower);
SPAN_METHOD(lstrip);
SPAN_METHOD(partition);
SPAN_METHOD(removeprefix);
SPAN_METHOD(removesuffix);
SPAN_METHOD(replace);
SPAN_METHOD(rfind);
SPAN_METHOD(rindex);
SPAN_METHOD(rjust);
SPAN_METHOD(rpartition);
SPAN_METHOD(rsplit);
SPAN_METHOD(rstrip);
SPAN_METHOD(split);
SPAN_METHOD(splitlines);
SPAN_METHOD(startswith);
SPAN_METHOD(strip);
SPAN_METHOD(swapcase);
SPAN_METHOD(title);
SPAN_METHOD(translate);
SPAN_METHOD(upper);
SPAN_METHOD(zfill);
SPAN_METHOD(maketrans);
SPAN_METHOD(fromhex);

Value span_percent(Thread *t, Value a, Value b);
Bytes *memoryview_tobytes(Thread *t, Value view);
/* The hexadecimal digits; sep VALUE_NULL: none; group: bytes between separators, counted from the right,
 * negative: from the left. */
Value span_hex_text(Thread *t, ByteSpan s, Value sep, int64_t group);

/* For the MethodDef tables of both types. */
// clang-format off
#define SPAN_METHODS \
    {"capitalize", span_capitalize, "", NULL}, \
    {"center", span_center, "width, fillchar=b' ', /", NULL}, \
    {"count", span_count, NULL, NULL}, \
    {"decode", span_decode, "encoding='utf-8', errors='strict'", NULL}, \
    {"endswith", span_endswith, NULL, NULL}, \
    {"expandtabs", span_expandtabs, "tabsize=8", NULL}, \
    {"find", span_find, NULL, NULL}, \
    {"hex", span_hex, "sep=b'', bytes_per_sep=1", NULL}, \
    {"index", span_index, NULL, NULL}, \
    {"isalnum", span_isalnum, "", NULL}, \
    {"isalpha", span_isalpha, "", NULL}, \
    {"isascii", span_isascii, "", NULL}, \
    {"isdigit", span_isdigit, "", NULL}, \
    {"islower", span_islower, "", NULL}, \
    {"isspace", span_isspace, "", NULL}, \
    {"istitle", span_istitle, "", NULL}, \
    {"isupper", span_isupper, "", NULL}, \
    {"join", span_join, "iterable_of_bytes, /", NULL}, \
    {"ljust", span_ljust, "width, fillchar=b' ', /", NULL}, \
    {"lower", span_lower, "", NULL}, \
    {"lstrip", span_lstrip, "bytes=None, /", NULL}, \
    {"partition", span_partition, "sep, /", NULL}, \
    {"removeprefix", span_removeprefix, "prefix, /", NULL}, \
    {"removesuffix", span_removesuffix, "suffix, /", NULL}, \
    {"replace", span_replace, "old, new, count=-1, /", NULL}, \
    {"rfind", span_rfind, NULL, NULL}, \
    {"rindex", span_rindex, NULL, NULL}, \
    {"rjust", span_rjust, "width, fillchar=b' ', /", NULL}, \
    {"rpartition", span_rpartition, "sep, /", NULL}, \
    {"rsplit", span_rsplit, "sep=None, maxsplit=-1", NULL}, \
    {"rstrip", span_rstrip, "bytes=None, /", NULL}, \
    {"split", span_split, "sep=None, maxsplit=-1", NULL}, \
    {"splitlines", span_splitlines, "keepends=False", NULL}, \
    {"startswith", span_startswith, NULL, NULL}, \
    {"strip", span_strip, "bytes=None, /", NULL}, \
    {"swapcase", span_swapcase, "", NULL}, \
    {"title", span_title, "", NULL}, \
    {"translate", span_translate, "table, /, delete=b''", NULL}, \
    {"upper", span_upper, "", NULL}, \
    {"zfill", span_zfill, "width, /", NULL}, \
    {"fromhex", span_fromhex, "string, /", "From pairs of hexadecimal digits.", METHOD_CLASS}, \
    {"maketrans", span_maketrans, "frm, to, /", "A table for translate.", METHOD_STATIC},
// clang-format on

#endif
