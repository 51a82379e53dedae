/* Descriptors and callables that are not code: bound methods, property, classmethod, staticmethod, cells, members. */
#ifndef RUNTIME_CALLABLE_H
#define RUNTIME_CALLABLE_H

#include "runtime/interp.h"

typedef struct Method { /* a bound method */
    Object ob;
    Value function, self;
} Method;
typedef struct Property {
    Object ob;
    Value get, set, del, doc; /* VALUE_NULL: none */
    Value name;
    bool doc_from_getter;
} Property;
typedef struct Cell {
    Object ob;
    Value value; /* VALUE_NULL: empty */
} Cell;
typedef struct WrappedCallable { /* classmethod and staticmethod */
    Object ob;
    Value callable;
} WrappedCallable;
typedef struct MemberDescriptor { /* a name of __slots__ */
    Object ob;
    Type *type; /* counted */
    Str *name;
    uint32_t offset; /* of the Value in the instance */
    bool behind_body; /* variable-sized layouts: offset counts from object_slots() */
    bool readonly;
} MemberDescriptor;
typedef struct GetSetDescriptor {
    Object ob;
    const GetSetDef *def;
    Type *type; /* counted if it is a heap type */
} GetSetDescriptor;

/* Is reading v on an instance a call of its getter? So it is for properties, and for those of derived classes that have no
 * __get__ of their own. It stays so, with the same getter, as long as the class has its version. */
bool property_reads_by_getter(Thread *t, Value v);
/* For module _property. */
extern const TypeDef instance_property_type_def;

Value method_new(Thread *t, Value function, Value self);
Value cell_new(Thread *t, Value contents); /* counts; VALUE_NULL: empty */
Value staticmethod_new(Thread *t, Value callable);
Value classmethod_new(Thread *t, Value callable);
Value member_descriptor_new(Thread *t, Type *type, Str *name, uint32_t offset);
/* Where the value of a member is in an instance of its type. */
Value *member_place(MemberDescriptor *d, Value instance);
Value getset_descriptor_new(Thread *t, Type *type, const GetSetDef *def);
static inline bool is_method(Value v) { return is_exact(v, TYPE_METHOD); }

/* list[int], int | str */
Value generic_alias_new(Thread *t, Value origin, Value args);
/* For MethodDef tables: __class_getitem__ of built-in containers (METHOD_CLASS, signature "item, /"). */
Value generic_alias_class_getitem(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value union_new(Thread *t, Value a, Value b); /* type.__or__; NotImplemented for what is no type */

#endif
