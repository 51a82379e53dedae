/* list and tuple. Lists grow by about an eighth; every single operation is one step for other threads (the GIL is held throughout,
 * and items are released after the list is consistent again). */
#ifndef RUNTIME_LIST_H
#define RUNTIME_LIST_H

#include "runtime/interp.h"

struct List {
    Object ob;
    Value *items;
    int64_t length, room;
};

static inline bool is_list(Value v) { return has_layout(v, TYPE_LIST); }
static inline bool is_list_exact(Value v) { return is_exact(v, TYPE_LIST); }
static inline List *value_list(Value v) { return (List *)value_object(v); }

List *list_new(Thread *t, int64_t room);                          /* empty */
List *list_from_array(Thread *t, const Value *items, int64_t count); /* counts the items */
List *list_from_owned(Thread *t, const Value *items, int64_t count); /* consumes the items (also on failure) */
bool list_append(Thread *t, List *list, Value item);
bool list_append_growing(Thread *t, List *list, Value item);
static inline bool list_append_owned(Thread *t, List *list, Value item) { /* consumes (also on failure) */
    if (__builtin_expect(list->length >= list->room, 0))
        return list_append_growing(t, list, item);
    list->items[list->length++] = item;
    return true;
}
bool list_insert(Thread *t, List *list, int64_t index, Value item);
bool list_extend(Thread *t, List *list, Value iterable);
bool list_reserve(Thread *t, List *list, int64_t room);
Tuple *list_to_tuple(Thread *t, List *list);
Value list_getitem(Thread *t, List *list, Value key);             /* int or slice */
bool list_setitem(Thread *t, List *list, Value key, Value v);
bool list_sort(Thread *t, List *list, Value key, bool reverse);   /* stable; key VALUE_NONE: none */
void list_clear(Thread *t, List *list);
void list_reverse(List *list);

struct Tuple {
    Object ob;
    int64_t length;
    Value items[];
};

static inline bool is_tuple(Value v) { return has_layout(v, TYPE_TUPLE); }
static inline bool is_tuple_exact(Value v) { return is_exact(v, TYPE_TUPLE); }
static inline Tuple *value_tuple(Value v) { return (Tuple *)value_object(v); }

Tuple *tuple_new(Thread *t, int64_t length); /* items VALUE_NULL, for the caller to fill; length 0 gives the shared one */
Tuple *tuple_from_array(Thread *t, const Value *items, int64_t count);
Tuple *tuple_from_owned(Thread *t, const Value *items, int64_t count); /* consumes the items (also on failure) */
Tuple *tuple_pack(Thread *t, int count, ...);                         /* Values, borrowed */
Tuple *tuple_slice(Thread *t, Tuple *tuple, int64_t start, int64_t stop);
int tuple_find_name(const Tuple *names, const Str *name);             /* index of an equal string, or -1; no exceptions */

/* Named tuples of C modules (time.struct_time, os.stat_result, sys.version_info...): a tuple subclass with fields by name;
 * visible: how many are in the sequence. structseq.c */
typedef struct StructSeqField {
    const char *name, *doc;
} StructSeqField;
typedef struct StructSeqDef {
    const char *name, *doc; /* "time.struct_time" */
    const StructSeqField *fields; /* ends with a NULL name */
    int visible;
    bool no_instances; /* for scripts */
} StructSeqDef;
Type *structseq_type_new(Thread *t, const StructSeqDef *def);
/* The type of a definition, made at the first call and kept by the Interp: for functions that return instances. Borrowed. */
Type *structseq_type(Thread *t, const StructSeqDef *def);
/* An instance with that many items, one for each field. Consumes them in any case; a type that is NULL and an
 * item that is VALUE_NULL mean that an exception is pending, which goes on. */
Value structseq_new(Thread *t, Type *type, Value *items_owned, int64_t count);

#endif
