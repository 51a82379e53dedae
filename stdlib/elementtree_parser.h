/* What the parts of XMLParser share: the object, and the functions that libexpat calls. A parser that is
 * parsing is busy: it refuses to be fed again. */
#ifndef STDLIB_ELEMENTTREE_PARSER_H
#define STDLIB_ELEMENTTREE_PARSER_H

#include "stdlib/elementtree.h"
#include "stdlib/expat.h"

/* Methods of a target. */
typedef enum ElementtreeTell {
    TELL_START,
    TELL_DATA,
    TELL_END,
    TELL_COMMENT,
    TELL_PI,
    TELL_CLOSE,
    TELL_DOCTYPE,
    TELL_START_NS,
    TELL_END_NS,
    TELLS
} ElementtreeTell;

typedef struct TreeParser {
    Object ob;
    XML_Parser expat; /* NULL: __init__ was not called, or failed */
    Thread *thread;   /* that is parsing; NULL: nobody is */
    Value target;
    Dict *entity;      /* texts of entities that the document does not declare */
    Value tell[TELLS]; /* methods of the target; VALUE_NULL: it has none */
    bool is_plain;     /* the target is a TreeBuilder, and no instance of a subclass */
    ExpatNames names, blanks;
    char *text; /* that waits, for a plain target */
    size_t text_length, text_room;
} TreeParser;

static inline Builder *elementtree_target(const TreeParser *p) {
    return elementtree_builder(p->target);
}

static inline Type *elementtree_error_type(const TreeParser *p) {
    return elementtree_type_of(p, &elementtree_parser_type_def, &elementtree_error_type_def);
}

/* Makes the library tell what the target wants to know. */
void elementtree_connect(TreeParser *p);
/* The same for events about namespaces. */
void elementtree_connect_namespaces(TreeParser *p);

#endif
