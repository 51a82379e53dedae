/* What the parts of module pyexpat share: a parser object, and the functions that libexpat calls.
 *
 * A parser that is parsing is busy: it refuses to be fed again, by a handler or by another thread. Its
 * library parser lives as long as the object; one for an external entity keeps the parser it came from, whose
 * tables it uses. */
#ifndef STDLIB_PYEXPAT_H
#define STDLIB_PYEXPAT_H

#include "stdlib/expat.h"

typedef enum PyexpatHandler {
#define HANDLER(name, function, doc) PYEXPAT_##name,
#include "stdlib/pyexpat_handlers.def"
#undef HANDLER
    PYEXPAT_HANDLERS
} PyexpatHandler;

typedef struct PyexpatParser {
    Object ob;
    XML_Parser expat;                 /* NULL: it could not be made */
    struct PyexpatParser *origin;     /* counted; NULL: no parser of an external entity */
    Thread *thread;                   /* that is parsing; NULL: nobody is */
    Value intern;                     /* a dict, or None: names are not kept */
    ExpatNames names;                 /* in front of it */
    Value handlers[PYEXPAT_HANDLERS]; /* VALUE_NULL: none */
    bool in_handler;
    bool ordered_attributes, specified_attributes, namespace_prefixes;
    bool buffer_text;
    int buffer_size, buffer_used; /* text waits in the buffer until another event comes or it is full */
    int buffer_room;
    char *buffer; /* NULL: nothing was put there yet */
} PyexpatParser;

static inline PyexpatParser *pyexpat_parser(Value v) {
    return (PyexpatParser *)value_object(v);
}

extern const TypeDef pyexpat_parser_type_def, pyexpat_error_type_def;
extern const GetSetDef pyexpat_getsets[]; /* attributes of parsers that are no handlers */

/* A new parser of another one, or (origin NULL) with a library parser, which is consumed in any case. */
Value pyexpat_parser_new(Thread *t, XML_Parser expat, PyexpatParser *origin, Value intern);
/* ParserCreate */
Value pyexpat_create(Thread *t, Value *args, int nargs, Tuple *kwnames);
/* Makes an ExpatError pending, for where the parser is; VALUE_NULL. */
Value pyexpat_raise(Thread *t, PyexpatParser *p, enum XML_Error code);
/* An optional str as UTF-8: NULL if it is missing or (may_be_none) None. */
bool pyexpat_text(Thread *t, Value v, const char *what, bool may_be_none, const char **text);

/* Sets the handler (VALUE_NULL: none; borrowed) in the object and in the library. */
bool pyexpat_set_handler(Thread *t, PyexpatParser *p, PyexpatHandler which, Value handler);
/* Hands out the text in the buffer. false: an exception is pending. */
bool pyexpat_flush(Thread *t, PyexpatParser *p);
/* Makes the library call for all handlers that the object has, and for encodings. */
void pyexpat_connect(PyexpatParser *p);

#endif
