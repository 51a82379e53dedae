/* What the modules over libexpat share: names that come again are one string, memory is the interpreter's,
 * encodings that the library does not know are those of Python's codecs.
 *
 * Handlers run Python code, so the GIL is kept while the library parses. */
#ifndef STDLIB_EXPAT_H
#define STDLIB_EXPAT_H

#include "runtime/byte_span.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "stdlib/libraries.h"
#include <expat.h>

/* ---- names: a table from the bytes of the library to strings ---- */

typedef struct ExpatName {
    int64_t hash;
    size_t length;
    char *bytes; /* owned; NULL: a free place */
    Str *name;   /* counted */
} ExpatName;

/* Zeroed memory is an empty one. */
typedef struct ExpatNames {
    ExpatName *places; /* 1 << bits of them, or NULL */
    int bits, used;
} ExpatNames;

typedef Str *(*ExpatNameMaker)(Thread *t, const char *bytes, size_t length, void *arg);

/* The string of a name: borrowed, kept by the table until it is cleared; made by `make` (a new one) when the
 * name is new. NULL: an exception is pending. A table that many different names have filled is emptied first:
 * hold what is needed. */
Str *expat_name(Thread *t, ExpatNames *names, const char *bytes, size_t length, ExpatNameMaker make,
                void *arg);
void expat_names_clear(Thread *t, ExpatNames *names);

/* ---- parsers ---- */

/* A parser of the library (namespace_separator NULL: without namespaces); NULL: an exception is pending. */
XML_Parser expat_parser_new(Thread *t, const char *encoding, const char *namespace_separator);
/* What an XML_UnknownEncodingHandler does: encodings of one byte for each character, by their names in
 * Python. false: an exception is pending. */
bool expat_find_encoding(Thread *t, const char *name, XML_Encoding *encoding);
/* "mismatched tag: line 1, column 3", with the text of a code or another. NULL: an exception is pending. */
Str *expat_message(Thread *t, const char *text, int code, size_t line, size_t column);
/* TypeError "WHAT must be WANTED, not int"; false. */
bool expat_refuse_type(Thread *t, Value v, const char *what, const char *wanted);
/* Sets an attribute to a number. */
bool expat_set_number(Thread *t, Value object, const char *name, int64_t number);
/* Instances of the type show where its class is, too: obj.__module__. */
bool expat_name_module(Thread *t, const TypeDef *def, const char *module);

/* Calls the library with text or with what is bytes-like, in pieces that it can take; *status is what it
 * answered (XML_STATUS_ERROR: also for an exception that a handler left pending). false: no such data, an
 * exception is pending. */
bool expat_feed(Thread *t, XML_Parser parser, Value data, bool is_final, enum XML_Status *status);

#endif
