/* Functions written in Python. */
#include "runtime/attrs.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "vm/frame.h"
#include "vm/start.h"

Value function_builtins(const Function *f) {
    return is_null(f->odd_builtins) ? object_value(f->builtins) : f->odd_builtins;
}

Value function_current_builtins(Thread *t) {
    return t->frame ? function_builtins(t->frame->function) : object_value(t->interp->builtins);
}

/* The builtins that code with these globals sees; borrowed. */
static Value builtins_of(Thread *t, Dict *globals) {
    Value v = dict_get_name(t, globals, NAME(__builtins__));
    if (is_null(v))
        return function_current_builtins(t);
    return is_module(v) ? object_value(module_dict(v)) : v;
}

static bool set_builtins(Thread *t, Function *f) {
    Value v = builtins_of(t, f->globals);
    if (is_dict_exact(v)) {
        incref(v);
        f->builtins = value_dict(v);
        return true;
    }
    f->odd_builtins = new_ref(v);
    f->builtins = dict_new(t, 0);
    return f->builtins;
}

Value function_find_builtin(Thread *t, const Function *f, Str *name) {
    if (is_null(f->odd_builtins))
        return new_ref(dict_get_name(t, f->builtins, name));
    Value v = op_getitem(t, f->odd_builtins, object_value(name));
    if (is_null(v))
        error_clear_if(t, EXC_KeyError);
    return v;
}

Value function_new(Thread *t, Code *code, Dict *globals) {
    Function *f = object_new_builtin(t, TYPE_FUNCTION, 0);
    if (!f)
        return VALUE_NULL;
    f->defaults = f->kwdefaults = f->closure = f->annotations = f->doc = VALUE_NULL;
    f->module = f->odd_builtins = VALUE_NULL;
    incref_object(code);
    f->code = code;
    incref_object(globals);
    f->globals = globals;
    incref_object(code->name);
    f->name = code->name;
    incref_object(code->qualname);
    f->qualname = code->qualname;
    if (!set_builtins(t, f)) {
        decref_object(t, f);
        return VALUE_NULL;
    }
    f->module = new_ref(dict_get_name(t, globals, NAME(__name__)));
    return object_value(f);
}

static Function *self_function(Value self) {
    return (Function *)value_object(self);
}

static void function_dealloc(Thread *t, Object *self) {
    Function *f = (Function *)self;
    value_clear(t, &f->defaults);
    value_clear(t, &f->kwdefaults);
    value_clear(t, &f->closure);
    value_clear(t, &f->annotations);
    value_clear(t, &f->module);
    value_clear(t, &f->doc);
    xdecref_object(t, f->code);
    xdecref_object(t, f->globals);
    xdecref_object(t, f->builtins);
    value_clear(t, &f->odd_builtins);
    xdecref_object(t, f->name);
    xdecref_object(t, f->qualname);
}

static void function_traverse(Object *self, VisitFn visit, void *arg) {
    Function *f = (Function *)self;
    visit_value(f->defaults, visit, arg);
    visit_value(f->kwdefaults, visit, arg);
    visit_value(f->closure, visit, arg);
    visit_value(f->annotations, visit, arg);
    visit_value(f->module, visit, arg);
    visit_value(f->doc, visit, arg);
    visit(&f->code->ob, arg);
    visit(&f->globals->ob, arg);
    visit_object(f->builtins, visit, arg);
    visit_value(f->odd_builtins, visit, arg);
}

static void function_clear(Thread *t, Object *self) {
    Function *f = (Function *)self;
    value_clear(t, &f->defaults);
    value_clear(t, &f->kwdefaults);
    value_clear(t, &f->annotations);
    value_clear(t, &f->module);
    value_clear(t, &f->doc);
    if (!f->code->free_count)
        value_clear(t, &f->closure); /* code with free variables may still run: its cells are emptied instead
                                        (cell's clear) */
}

static Value function_repr(Thread *t, Value self) {
    Str *s = str_format(t, "<function %U at %p>", self_function(self)->qualname, (void *)value_object(self));
    return s ? object_value(s) : VALUE_NULL;
}

static Value function_descr_get(Thread *t, Value self, Value instance, Value owner) {
    return is_null(instance) || is_none(instance) ? new_ref(self) : method_new(t, self, instance);
}

static Value get_code(Thread *t, Value self) {
    return new_object_ref(self_function(self)->code);
}
/* The docstring is the code's until somebody asks for it or sets another one. */
static bool find_doc(Thread *t, Function *f) {
    if (is_null(f->doc))
        f->doc = code_docstring(t, f->code);
    return !is_null(f->doc);
}

/* Frames borrow the code from their function. */
static bool keep_code(Thread *t, Code *code) {
    VmState *vm = t->interp->vm;
    if (!vm->replaced_codes && !(vm->replaced_codes = list_new(t, 1)))
        return false;
    List *kept = vm->replaced_codes;
    for (int64_t i = 0; i < kept->length; i++)
        if (value_object(kept->items[i]) == &code->ob)
            return true;
    return list_append(t, kept, object_value(code));
}

static bool set_code(Thread *t, Value self, Value v) {
    Function *f = self_function(self);
    if (!is_code(v)) {
        raise_type_error(t, "__code__ must be set to a code object");
        return false;
    }
    Code *code = (Code *)value_object(v);
    uint32_t cells = is_null(f->closure) ? 0 : (uint32_t)value_tuple(f->closure)->length;
    if (code->free_count != cells) {
        raise_value_error(t, "%U() requires a code object with %u free vars, not %u", f->name, cells,
                          code->free_count);
        return false;
    }
    if (!find_doc(t, f) || !keep_code(t, f->code))
        return false;
    Code *old = f->code;
    incref_object(code);
    f->code = code;
    decref_object(t, old);
    return true;
}
static Value get_defaults(Thread *t, Value self) {
    return new_ref(or_none(self_function(self)->defaults));
}
static bool set_defaults(Thread *t, Value self, Value v) {
    if (!is_null(v) && !is_none(v) && !is_tuple(v)) {
        raise_type_error(t, "__defaults__ must be set to a tuple object");
        return false;
    }
    value_store(t, &self_function(self)->defaults, is_none(v) ? VALUE_NULL : new_ref(v));
    return true;
}
static Value get_kwdefaults(Thread *t, Value self) {
    return new_ref(or_none(self_function(self)->kwdefaults));
}
static bool set_kwdefaults(Thread *t, Value self, Value v) {
    if (!is_null(v) && !is_none(v) && !is_dict(v)) {
        raise_type_error(t, "__kwdefaults__ must be set to a dict object");
        return false;
    }
    value_store(t, &self_function(self)->kwdefaults, is_none(v) ? VALUE_NULL : new_ref(v));
    return true;
}
static Value get_globals(Thread *t, Value self) {
    return new_object_ref(self_function(self)->globals);
}
static Value get_builtins(Thread *t, Value self) {
    return new_ref(function_builtins(self_function(self)));
}
static Value get_closure(Thread *t, Value self) {
    return new_ref(or_none(self_function(self)->closure));
}
static Value get_name(Thread *t, Value self) {
    return new_object_ref(self_function(self)->name);
}
static Value get_qualname(Thread *t, Value self) {
    return new_object_ref(self_function(self)->qualname);
}

bool function_set_text(Thread *t, Str **place, Value v, const char *what) {
    if (is_null(v) || !is_str(v)) {
        raise_type_error(t, "%s must be set to a string object", what);
        return false;
    }
    Str *old = *place;
    incref(v);
    *place = value_str(v);
    decref_object(t, old);
    return true;
}
static bool set_name(Thread *t, Value self, Value v) {
    return function_set_text(t, &self_function(self)->name, v, "__name__");
}
static bool set_qualname(Thread *t, Value self, Value v) {
    return function_set_text(t, &self_function(self)->qualname, v, "__qualname__");
}
static Value get_doc(Thread *t, Value self) {
    Function *f = self_function(self);
    return find_doc(t, f) ? new_ref(f->doc) : VALUE_NULL;
}
static bool set_doc(Thread *t, Value self, Value v) {
    value_store(t, &self_function(self)->doc, is_null(v) ? VALUE_NONE : new_ref(v));
    return true;
}
static Value get_module(Thread *t, Value self) {
    return new_ref(or_none(self_function(self)->module));
}
static bool set_module(Thread *t, Value self, Value v) {
    value_store(t, &self_function(self)->module, new_ref(v));
    return true;
}

/* MAKE_FUNCTION leaves annotations as a flat tuple, which becomes a dict when somebody asks. */
static Value get_annotations(Thread *t, Value self) {
    Function *f = self_function(self);
    if (is_dict(f->annotations))
        return new_ref(f->annotations);
    Dict *dict = dict_new(t, 0);
    if (!dict)
        return VALUE_NULL;
    Tuple *flat = is_null(f->annotations) ? NULL : value_tuple(f->annotations);
    for (int64_t i = 0; flat && i + 1 < flat->length; i += 2)
        if (!dict_set(t, dict, flat->items[i], flat->items[i + 1])) {
            decref_object(t, dict);
            return VALUE_NULL;
        }
    value_store(t, &f->annotations, object_value(dict));
    return new_ref(f->annotations);
}
static bool set_annotations(Thread *t, Value self, Value v) {
    if (!is_null(v) && !is_none(v) && !is_dict(v)) {
        raise_type_error(t, "__annotations__ must be set to a dict object");
        return false;
    }
    value_store(t, &self_function(self)->annotations, is_none(v) ? VALUE_NULL : new_ref(v));
    return true;
}

static bool check_closure(Thread *t, Code *code, Value closure) {
    int64_t given = is_tuple(closure) ? value_tuple(closure)->length : 0;
    if (!code->free_count && is_none(closure))
        return true;
    if (!is_tuple(closure)) {
        raise_type_error(t, "arg 5 (closure) must be tuple");
        return false;
    }
    if (given != code->free_count) {
        raise_value_error(t, "%U requires closure of length %u, not %d", code->name, code->free_count,
                          (int)given);
        return false;
    }
    for (int64_t i = 0; i < given; i++)
        if (!is_exact(value_tuple(closure)->items[i], TYPE_CELL)) {
            raise_type_error(t, "arg 5 (closure) expected cell, found %T", value_tuple(closure)->items[i]);
            return false;
        }
    return true;
}

static Value function_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!is_code(args[0]))
        return raise_type_error(t, "function() argument 'code' must be code, not %T", args[0]);
    if (!is_dict(args[1]))
        return raise_type_error(t, "function() argument 'globals' must be dict, not %T", args[1]);
    Code *code = (Code *)value_object(args[0]);
    Value closure = is_null(args[4]) ? VALUE_NONE : args[4];
    if (!check_closure(t, code, closure))
        return VALUE_NULL;
    Value made = function_new(t, code, value_dict(args[1]));
    if (is_null(made))
        return VALUE_NULL;
    Function *f = self_function(made);
    bool ok = is_null(args[2]) || is_none(args[2]) || function_set_text(t, &f->name, args[2], "arg 3 (name)");
    if (ok && !is_null(args[3]) && !is_none(args[3])) {
        ok = is_tuple(args[3]);
        if (ok)
            f->defaults = new_ref(args[3]);
        else
            raise_type_error(t, "arg 4 (defaults) must be None or tuple");
    }
    if (ok && is_tuple(closure))
        f->closure = new_ref(closure);
    if (ok)
        return made;
    decref(t, made);
    return VALUE_NULL;
}

static const GetSetDef function_getsets[] = {
    {"__code__", get_code, set_code},
    {"__defaults__", get_defaults, set_defaults},
    {"__kwdefaults__", get_kwdefaults, set_kwdefaults},
    {"__annotations__", get_annotations, set_annotations},
    {"__globals__", get_globals, member_readonly},
    {"__builtins__", get_builtins, member_readonly},
    {"__closure__", get_closure, member_readonly},
    {"__name__", get_name, set_name},
    {"__qualname__", get_qualname, set_qualname},
    {"__doc__", get_doc, set_doc},
    {"__module__", get_module, set_module},
    {0},
};
const TypeDef function_type_def = {
    .name = "function",
    .size = sizeof(Function),
    .flags = TYPE_GC | TYPE_HAS_ATTRS | TYPE_WEAKREFABLE | TYPE_METHOD_LIKE,
    .doc = "Create a function object.",
    .new_signature = "code, globals, name=None, argdefs=None, closure=None",
    .slots = {.dealloc = function_dealloc,
              .traverse = function_traverse,
              .clear = function_clear,
              .repr = function_repr,
              .call = function_call,
              .descr_get = function_descr_get,
              .new_instance = function_new_instance},
    .getsets = function_getsets,
};
