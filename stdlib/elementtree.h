/* What the parts of module _elementtree share: elements, and builders of trees, which a parser feeds without
 * calls in between.
 *
 * An element owns its children. It may be changed whenever Python code runs, so code that calls some looks at
 * `count` anew for each child and holds those that it works on. */
#ifndef STDLIB_ELEMENTTREE_H
#define STDLIB_ELEMENTTREE_H

#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"

typedef struct Element {
    Object ob;
    Value tag, text, tail;
    Dict *attrib;      /* NULL: none, and nobody has asked for the dict */
    Object **children; /* Elements, counted */
    int64_t count, room;
} Element;

typedef struct Builder {
    Object ob;
    Value root;    /* VALUE_NULL: none yet; so for the other ones */
    Value current; /* the innermost element that is open */
    Value last;    /* the last one that was opened or closed: text that comes belongs to it */
    Value behind;  /* is it its tail? Then that element, or a comment or the like that was put in */
    List *open;    /* those around `current`, outermost first; None at the beginning */
    Value data;    /* text that waits: a str, or a list of pieces */
    Value element_factory, comment_factory, pi_factory;
    bool insert_comments, insert_pis;
    Type *element_type; /* borrowed */
    Value append_event; /* called with (name, element) for each of the events that are not VALUE_NULL */
    Value start_event, end_event, start_ns_event, end_ns_event, comment_event, pi_event;
} Builder;

extern const TypeDef elementtree_children_type_def, elementtree_element_type_def,
    elementtree_iterator_type_def, elementtree_builder_type_def, elementtree_parser_type_def,
    elementtree_error_type_def;

/* Methods of elements: elementtree_find.c, elementtree_copy.c. */
Value elementtree_find(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value elementtree_findtext(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value elementtree_findall(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value elementtree_iterfind(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value elementtree_children(Thread *t, Value self); /* the slot: an iterator over the children */
Value elementtree_iter(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value elementtree_itertext(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value elementtree_copy(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value elementtree_deepcopy(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value elementtree_getstate(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value elementtree_setstate(Thread *t, Value *args, int nargs, Tuple *kwnames);

static inline Element *elementtree_of(Value v) {
    return (Element *)value_object(v);
}
static inline Builder *elementtree_builder(Value v) {
    return (Builder *)value_object(v);
}
/* Is it an instance of Element itself? */
static inline bool is_plain_element(Value v) {
    return is_pointer(v) && value_object(v)->type->def == &elementtree_element_type_def;
}
static inline bool is_element(Value v) {
    return is_plain_element(v) || is_native(v, &elementtree_element_type_def);
}
static inline bool is_plain_builder(Value v) {
    return is_pointer(v) && value_object(v)->type->def == &elementtree_builder_type_def;
}
static inline Value elementtree_child(const Element *e, int64_t i) {
    return object_value(e->children[i]);
}

/* ---- elementtree_element.c ---- */

/* The module may have been imported more than once (by tests, say), and each time has types of its own. So
 * the type of a definition is found from an object at hand, whose type or a base of it is made from `own` and
 * was made later. (That is quicker, too.) Borrowed. */
Type *elementtree_type_of(const void *object, const TypeDef *own, const TypeDef *wanted);
static inline Type *elementtree_type_beside(const Element *e, const TypeDef *wanted) {
    return elementtree_type_of(e, &elementtree_element_type_def, wanted);
}
/* A new element of the type; attrib is consumed in any case and may be NULL. */
Value elementtree_element_new(Thread *t, Type *type, Value tag, Dict *attrib_owned);
bool elementtree_add(Thread *t, Element *e, Value child);
/* Takes all children out: the caller owns them, and frees the array with mem_free. */
Object **elementtree_take_children(Element *e, int64_t *count);
/* The attributes, made if need be: borrowed. */
Dict *elementtree_attrib(Thread *t, Element *e);
/* TypeError unless v is an Element: "append() argument must be ..." */
bool elementtree_check(Thread *t, Value v, const char *argument);

/* ---- elementtree_make.c ---- */

/* attrib={}, **extra of a call: a new dict, of args[first] (which may be missing) and of the keywords; `name`
 * for messages. */
bool elementtree_attributes(Thread *t, const char *name, Value *args, int nargs, int first, Tuple *kwnames,
                            Dict **result);
Value elementtree_subelement(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value elementtree_makeelement(Thread *t, Value *args, int nargs, Tuple *kwnames);

/* ---- elementtree_builder.c ---- */

/* What the methods of a builder do. attrib is consumed and may be NULL; results are new; false, VALUE_NULL:
 * an exception is pending. */
Value elementtree_start(Thread *t, Builder *b, Value tag, Dict *attrib_owned);
bool elementtree_data(Thread *t, Builder *b, Value text);
Value elementtree_end(Thread *t, Builder *b);
Value elementtree_comment(Thread *t, Builder *b, Value text);
Value elementtree_instruction(Thread *t, Builder *b, Value target, Value text);
Value elementtree_root(const Builder *b);
/* Tells of an event, if it was asked for; the event's object is consumed and may be VALUE_NULL with an
 * exception pending. */
bool elementtree_event(Thread *t, Builder *b, Value event, Value object_owned);

/* xml.etree.ElementTree.ParseError (the type of a parser's module), pending; VALUE_NULL. */
Value elementtree_raise(Thread *t, Type *error, const char *text, int code, size_t line, size_t column);

Value elementtree_serialize(Thread *t, Value *args, int nargs, Tuple *kwnames);

#endif
