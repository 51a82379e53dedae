/* Types at work: lookup, versions, making classes. */
#ifndef RUNTIME_TYPE_H
#define RUNTIME_TYPE_H

#include "runtime/interp.h"

static inline bool is_type(Value v) { return has_layout(v, TYPE_TYPE); }
static inline Type *value_type_object(Value v) { return (Type *)value_object(v); }

/* What the MRO has for name, unbound; borrowed; VALUE_NULL (nothing pending): nothing. Cached by name and version. name interned. */
Value type_lookup(Thread *t, Type *type, Str *name);
/* Forgets what lookups have found; it holds references to names. */
void type_cache_clear(Thread *t);
/* Assigns a version if the type has none. */
uint32_t type_version(Thread *t, Type *type);
/* After any change of the type: new versions for it, its subclasses and (of a metaclass) its classes, slots brought up to date for name (NULL: all). */
bool type_modified(Thread *t, Type *type, Str *name);
/* New versions for all types: what objects in them do has changed. */
void type_forget_all(Thread *t);
bool type_is_subtype(const Type *a, const Type *b);
/* The one of the two that is a subtype of the other; NULL: neither is. */
Type *type_more_derived(Type *a, Type *b);
/* type(name, bases, dict): the whole of class creation after the metaclass is known, with __set_name__ and __init_subclass__. */
Value type_new_class(Thread *t, Type *metatype, Str *name, Tuple *bases, Dict *dict, Value *kwargs, Tuple *kwnames);
/* The most derived metaclass of bases, starting with `metatype`; NULL: "metaclass conflict: ...". Borrowed. */
Type *type_calculate_metaclass(Thread *t, Type *metatype, Tuple *bases);
/* What the classes after `start` in the order of `owner` have for name, unbound; borrowed; VALUE_NULL: nothing. */
Value super_lookup(Thread *t, Type *start, Type *owner, Str *name);
/* object.__getattribute__ and object.__setattr__: the generic slots. */
Value object_generic_getattr(Thread *t, Value self, Str *name);
bool object_generic_setattr(Thread *t, Value self, Str *name, Value v);
/* As the message prints it: "list", "collections.deque"; heap types by __name__. For %T. Borrowed C string, valid while the type lives. */
const char *type_name(const Type *type);
/* Is slots.getattr / setattr the generic one (then the VM may use shapes and caches)? */
bool type_has_generic_getattr(const Type *type);
/* The same, or (for metaclasses) that of type, or what these do not find goes to __getattr__: then attributes that are found may be
 * cached, but no properties, because the AttributeError of a getter belongs to __getattr__ too. */
bool type_finds_generically(Thread *t, Type *type);
bool type_has_generic_setattr(const Type *type);
/* Parts of interp_new. types_make: all built-in types with sizes and slots, enough to make objects (no exception is raised: there are no
 * exceptions yet). types_init: their names, bases and dicts, once strings and interp->names are there. */
bool types_make(Thread *t, const TypeDef *const *vm_types);
bool types_init(Thread *t);
void types_fini(Thread *t);
/* type(args): __new__, then __init__. */
Value type_call(Thread *t, Value type, Value *args, int nargs, Tuple *kwnames);

/* ---- between the files of the object model ---- */

/* __new__ and __init__ through the slots, arguments bound to the slot's signature. */
Value type_call_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames);
bool type_call_init(Thread *t, Type *type, Value self, Value *args, int nargs, Tuple *kwnames);
/* ValueError or UnicodeEncodeError for what cannot be the name of a class. */
bool type_check_name(Thread *t, Str *name);
/* The name without module: "deque" of "collections.deque". */
const char *type_short_name(const Type *type);
Value type_getattr(Thread *t, Value self, Str *name);
bool type_setattr(Thread *t, Value self, Str *name, Value v);
/* As object_generic_getattr, but VALUE_NULL with nothing pending when there is no such attribute. */
Value object_find_attr(Thread *t, Value self, Str *name);
Value type_find_attr(Thread *t, Value self, Str *name);
/* The same descriptor protocol for one value found on a type: new reference, bound to instance (VALUE_NULL: none). */
Value descriptor_bind(Thread *t, Value found, Value instance, Type *owner);
bool type_add_subclass(Thread *t, Type *base, Type *type);
void type_remove_subclass(Thread *t, Type *base, Type *type);
/* Living subclasses, as a new list. */
List *type_subclasses(Thread *t, Type *type);
/* Releases everything a type owns but its memory. */
void type_release(Thread *t, Type *type);
/* The linearisation of type's bases, by C3, type itself first. */
Tuple *type_compute_mro(Thread *t, Type *type);
/* Sets type->mro, by type_compute_mro or by mro() of the metaclass. */
bool type_set_mro(Thread *t, Type *type);
/* The base whose layout counts, and NULL with the layout conflict pending. Borrowed. */
Type *type_best_base(Thread *t, Tuple *bases);
/* The nearest class in the line of layout bases that added fields. */
Type *type_layout_owner(Type *type);
/* Copies what the type leaves open from its base. */
void type_inherit_slots(Type *type, const Type *base);
/* Adds the names of a class and of its bases (by __dict__ and __bases__ where cls is no type), for dir(). */
bool object_add_class_names(Thread *t, Dict *names, Value cls);
/* isinstance and issubclass without the hooks: 1, 0, -1. */
int type_isinstance(Thread *t, Value v, Value cls);
int type_issubclass(Thread *t, Value derived, Value cls);
extern const GetSetDef object_dict_getset, object_weakref_getset; /* __dict__ and __weakref__ of instances */
/* Fills the dict of a type with a definition: methods, getsets, wrappers of its slots, __new__, __doc__. */
bool type_fill_dict(Thread *t, Type *type);

#endif
