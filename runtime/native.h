/* Native functions as Python objects, and how their calls are checked against a signature. */
#ifndef RUNTIME_NATIVE_H
#define RUNTIME_NATIVE_H

#include "runtime/interp.h"

/* A parsed MethodDef.signature. Parameters in order: positional-only, positional or keyword, keyword-only. */
struct CallSpec {
    int positional_only, positional, total; /* running sums: [0, positional_only), [.., positional), [.., total) */
    int required;                           /* leading parameters without default */
    bool raw;                               /* takes the call as made: *args or **kwargs, or no signature */
    Str **names;                            /* interned, `total` of them; owned */
    bool *optional;
};
CallSpec *callspec_parse(Thread *t, const char *signature); /* NULL: exception */

/* Is it for the reader only? */
static inline bool signature_is_raw(const char *signature) {
    return !signature || *signature == '!';
}
static inline const char *signature_text(const char *signature) {
    return signature + (*signature == '!');
}
void callspec_free(Thread *t, const CallSpec *spec);
extern const CallSpec callspec_unparsed; /* of a function that was not yet called: no call fits it */
/* Checks a call and lays the arguments out: out[0..total-1], borrowed, VALUE_NULL where missing. Errors as CPython words them for built-in
 * functions; name as CPython prints it ("list.append", "sum"). */
bool callspec_bind(Thread *t, const CallSpec *spec, const char *name, Value *args, int nargs, Tuple *kwnames, Value *out);

/* builtin_function_or_method: a function of a module, or a built-in method bound to an object. */
typedef struct Native {
    Object ob;
    const MethodDef *def;
    const CallSpec *spec; /* borrowed from the descriptor, or owned */
    bool borrows_spec;
    Value self;   /* the object or class it is bound to, or VALUE_NULL */
    Value module; /* name of the module, a str, or VALUE_NULL */
    Type *type;   /* for methods: where it was found, for error messages; borrowed */
} Native;

/* method_descriptor and classmethod_descriptor: a built-in method in a type's dict. */
typedef struct MethodDescriptor {
    Object ob;
    const MethodDef *def;
    const CallSpec *spec; /* owned */
    Type *type;     /* borrowed: built-in types outlive their descriptors */
} MethodDescriptor;

Value native_new(Thread *t, const MethodDef *def, Str *module);            /* a module's function */
/* A method that is in no type's table, bound to an object of the type. */
Value native_new_method(Thread *t, const MethodDef *def, Type *type, Value self);
Value native_bind(Thread *t, MethodDescriptor *descriptor, Value self);
Value method_descriptor_new(Thread *t, Type *type, const MethodDef *def); /* the kind that def->flags ask for */
/* Calls def->fn with self first; args after self. */
Value native_call_bound(Thread *t, const MethodDef *def, const CallSpec *spec, Type *type, Value self, Value *args, int nargs, Tuple *kwnames);

/* What __reduce__ of a method answers: (getattr, (object, name)). name may be VALUE_NULL with an exception pending. */
Value native_reduce_attribute(Thread *t, Value object, Value name_owned);

/* A number that a module has under a name. */
typedef struct IntConstant {
    const char *name;
    int64_t value;
} IntConstant;

/* A module written in C: a constant table. exec may be NULL; it adds what the tables have not. */
typedef struct ModuleDef {
    const char *name;
    const char *doc;
    const IntConstant *ints; /* ends with a NULL name */
    const MethodDef *functions;
    const TypeDef *const *types; /* NULL-terminated; made with type_new_native and set by their short names */
    bool (*exec)(Thread *t, Value module);
} ModuleDef;

/* Fresh module object of a definition, executed. Not put into sys.modules. */
Value module_from_def(Thread *t, const ModuleDef *def);
/* A type for a ModuleDef (not in types.def): new Type, name and module from def->name. Type checks of instances: value's
 * type->def == &def, or is_native(v, &def), subclasses included. */
Type *type_new_native(Thread *t, const TypeDef *def);
/* The same with a base that is itself such a type. */
Type *type_new_native_derived(Thread *t, const TypeDef *def, Type *base);
bool is_native(Value v, const TypeDef *def);

/* Argument helpers for natives: each raises as CPython does and answers false. name: what the message calls the argument. */
bool arg_int64(Thread *t, Value v, int64_t *out);        /* __index__; OverflowError "Python int too large to convert to C ssize_t" */
bool arg_int(Thread *t, Value v, int *out);
bool arg_double(Thread *t, Value v, double *out);
bool arg_bool(Thread *t, Value v, bool *out);            /* truth */
Str *arg_str(Thread *t, Value v, const char *function, const char *name); /* borrowed; TypeError "f() argument 'x' must be str, not int" */

#endif
