/* How exception types are built: what exception*.c share, and nobody else includes.
 *
 * Every layout is a BaseException followed by a number of Values (and perhaps plain numbers after them), so that one dealloc,
 * traverse and clear do for all: they look the number up by layout. */
#ifndef RUNTIME_EXCEPTION_LAYOUT_H
#define RUNTIME_EXCEPTION_LAYOUT_H

#include "runtime/exception.h"

enum { EXCEPTION_FLAGS = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS };

/* An instance with args = the positional arguments and all fields empty. */
Value exception_create(Thread *t, Type *type, Value *args, int nargs);
/* BaseException.__init__: args again, since a subclass may pass others than __new__ got. TypeError for keywords. */
bool exception_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames);
bool exception_set_args(Thread *t, Value self, Value *args, int nargs);
bool exception_check_no_keywords(Thread *t, Value self, Tuple *kwnames);
/* Takes the keywords `names` (count of them, in order) out of a call into fields; TypeError for any other. */
bool exception_keywords(Thread *t, const char *type_name, Value *args, int nargs, Tuple *kwnames, const char *const *names,
                        Value **fields, int count);
/* The instance's __dict__ if it has attributes (new reference), else None: what __reduce__ shows. */
Value exception_state(Thread *t, Value self);
/* Fields as getsets: empty is None; deleting empties. */
Value exception_field(Value field);

/* Defines get_FIELD and set_FIELD for a Value field of a layout. */
#define EXCEPTION_FIELD(Struct, field)                                                                             \
    static Value get_##field(Thread *t, Value self) {                                                              \
        return exception_field(((Struct *)value_object(self))->field);                                             \
    }                                                                                                              \
    static bool set_##field(Thread *t, Value self, Value v) {                                                      \
        value_store(t, &((Struct *)value_object(self))->field, new_ref(v));                                        \
        return true;                                                                                               \
    }
#define EXCEPTION_GETSET(name, field, doc) {name, get_##field, set_##field, doc}

extern const TypeDef stop_iteration_type_def, system_exit_type_def, import_error_type_def,
    key_error_type_def; /* exception_fields.c */
extern const TypeDef name_error_type_def, attribute_error_type_def, syntax_error_type_def; /* exception_source.c */
extern const TypeDef os_error_type_def;                                 /* exception_oserror.c */
extern const TypeDef unicode_decode_error_type_def, unicode_encode_error_type_def,
    unicode_translate_error_type_def;                                   /* exception_unicode.c */
extern const TypeDef base_exception_group_type_def, exception_group_type_def; /* exception_group.c */

#endif
