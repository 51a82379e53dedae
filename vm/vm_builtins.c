/* The functions of module builtins that need frames, classes under construction or the import system. */
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "vm/generator.h"
#include "vm/start.h"

static Value globals_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return t->frame ? new_object_ref(t->frame->function->globals) : VALUE_NONE;
}

static Value locals_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return t->frame ? frame_locals(t, t->frame) : raise_system_error(t, "frame does not exist");
}

static Value vars_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_null(args[0]))
        return locals_function(t, args, nargs, kwnames);
    Value dict = op_getattr_optional(t, args[0], NAME(__dict__));
    if (is_null(dict) && !error_pending(t))
        return raise_type_error(t, "vars() argument must have __dict__ attribute");
    return dict;
}

static Value sorted_list(Thread *t, Value iterable_consumed) {
    List *list = is_null(iterable_consumed) ? NULL : op_to_list(t, iterable_consumed);
    decref(t, iterable_consumed);
    if (list && !list_sort(t, list, VALUE_NONE, false)) {
        decref_object(t, list);
        return VALUE_NULL;
    }
    return list ? object_value(list) : VALUE_NULL;
}

static Value dir_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_null(args[0])) {
        Value locals = locals_function(t, args, nargs, kwnames);
        if (is_null(locals) || is_exact(locals, TYPE_DICT))
            return sorted_list(t, locals);
        Value keys = op_call_method0(t, locals, NAME(keys));
        decref(t, locals);
        return sorted_list(t, keys);
    }
    Value method = op_lookup_special(t, args[0], NAME(__dir__));
    if (is_null(method))
        return error_pending(t) ? VALUE_NULL : raise_type_error(t, "object does not provide __dir__");
    Value names = op_call0(t, method);
    decref(t, method);
    return sorted_list(t, names);
}

/* ---- classes ---- */

/* Bases that are no types may stand for others (PEP 560). A new tuple; the same one if nothing changes. */
static Tuple *resolve_bases(Thread *t, Tuple *bases) {
    List *resolved = NULL;
    for (int64_t i = 0; i < bases->length; i++) {
        Value base = bases->items[i];
        Value entries = is_type(base) ? VALUE_NULL : op_getattr_optional(t, base, NAME(__mro_entries__));
        if (is_null(entries)) {
            if (error_pending(t) || (resolved && !list_append(t, resolved, base))) {
                xdecref_object(t, resolved);
                return NULL;
            }
            continue;
        }
        Value more = op_call1(t, entries, object_value(bases));
        decref(t, entries);
        if (!is_null(more) && !is_tuple(more)) {
            raise_type_error(t, "__mro_entries__ must return a tuple");
            value_clear(t, &more);
        }
        if (!resolved && !is_null(more))
            resolved = list_from_array(t, bases->items, i);
        bool ok = !is_null(more) && resolved && list_extend(t, resolved, more);
        decref(t, more);
        if (!ok) {
            xdecref_object(t, resolved);
            return NULL;
        }
    }
    if (!resolved)
        return (Tuple *)value_object(new_object_ref(bases));
    Tuple *tuple = list_to_tuple(t, resolved);
    decref_object(t, resolved);
    return tuple;
}

/* The keyword arguments of a class statement without `metaclass`, which goes to *metaclass (borrowed). */
static Dict *class_keywords(Thread *t, Value *values, Tuple *names, Value *metaclass) {
    Dict *keywords = dict_new(t, names ? names->length : 0);
    for (int64_t i = 0; keywords && names && i < names->length; i++) {
        if (str_equal_ascii(value_str(names->items[i]), "metaclass")) {
            *metaclass = values[i];
        } else if (!dict_set(t, keywords, names->items[i], values[i])) {
            decref_object(t, keywords);
            return NULL;
        }
    }
    return keywords;
}

/* Borrowed. */
static Value choose_metaclass(Thread *t, Value metaclass, Tuple *bases) {
    if (is_null(metaclass))
        metaclass = bases->length ? object_value(type_of(t, bases->items[0]))
                                  : object_value(builtin_type(t, TYPE_TYPE));
    if (!is_type(metaclass))
        return metaclass;
    Type *winner = type_calculate_metaclass(t, value_type_object(metaclass), bases);
    return winner ? object_value(winner) : VALUE_NULL;
}

static Value prepare_namespace(Thread *t, Value metaclass, Str *name, Tuple *bases, Dict *keywords) {
    Value prepare = op_getattr_optional(t, metaclass, NAME(__prepare__));
    if (is_null(prepare)) {
        Dict *dict = error_pending(t) ? NULL : dict_new(t, 0);
        return dict ? object_value(dict) : VALUE_NULL;
    }
    Tuple *args = tuple_pack(t, 2, object_value(name), object_value(bases));
    Value namespace = args ? op_call_tuple(t, prepare, args, keywords) : VALUE_NULL;
    xdecref_object(t, args);
    decref(t, prepare);
    if (!is_null(namespace) && !is_dict(namespace) && !type_of(t, namespace)->slots.getitem) {
        raise_type_error(t, "%s.__prepare__() must return a mapping, not %T",
                         is_type(metaclass) ? type_name(value_type_object(metaclass)) : "<metaclass>",
                         namespace);
        value_clear(t, &namespace);
    }
    return namespace;
}

/* The class body has put its __class__ cell into the namespace's __classcell__; type.__new__ must have filled
 * it. */
static bool check_cell(Thread *t, Value cell, Value class, Str *name) {
    if (!is_exact(cell, TYPE_CELL))
        return true;
    Value inside = ((Cell *)value_object(cell))->value;
    if (value_is(inside, class))
        return true;
    if (is_null(inside))
        raise(t, EXC_RuntimeError,
              "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?",
              object_value(name), class);
    else
        raise_type_error(t, "__class__ set to %R defining %R as %R", inside, object_value(name), class);
    return false;
}

static Value build_class(Thread *t, Function *body, Str *name, Tuple *given, Value metaclass,
                         Dict *keywords) {
    Tuple *bases = resolve_bases(t, given);
    if (!bases)
        return VALUE_NULL;
    metaclass = choose_metaclass(t, metaclass, bases);
    Value namespace =
        is_null(metaclass) ? VALUE_NULL : prepare_namespace(t, metaclass, name, bases, keywords);
    Value cell =
        is_null(namespace) ? VALUE_NULL : eval_code(t, body->code, body->globals, namespace, body->closure);
    Value class = VALUE_NULL;
    bool ok = !is_null(cell);
    if (ok && bases != given)
        ok = op_setitem(t, namespace, object_value(NAME(__orig_bases__)), object_value(given));
    if (ok) {
        Tuple *args = tuple_pack(t, 3, object_value(name), object_value(bases), namespace);
        class = args ? op_call_tuple(t, metaclass, args, keywords) : VALUE_NULL;
        xdecref_object(t, args);
    }
    if (!is_null(class) && is_type(class) && !check_cell(t, cell, class, name))
        value_clear(t, &class);
    decref(t, cell);
    decref(t, namespace);
    decref_object(t, bases);
    return class;
}

static Value build_class_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (nargs < 2)
        return raise_type_error(t, "__build_class__: not enough arguments");
    if (!is_function(args[0]))
        return raise_type_error(t, "__build_class__: func must be a function");
    if (!is_str(args[1]))
        return raise_type_error(t, "__build_class__: name is not a string");
    Value metaclass = VALUE_NULL;
    Dict *keywords = class_keywords(t, args + nargs, kwnames, &metaclass);
    Tuple *bases = keywords ? tuple_from_array(t, args + 2, nargs - 2) : NULL;
    Value class = bases ? build_class(t, (Function *)value_object(args[0]), value_str(args[1]), bases,
                                      metaclass, keywords)
                        : VALUE_NULL;
    xdecref_object(t, bases);
    xdecref_object(t, keywords);
    return class;
}

/* ---- asynchronous iteration ---- */

static Value anext_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Type *type = type_of(t, args[0]);
    if (!type->slots.anext)
        return raise_type_error(t, "'%T' object is not an async iterator", args[0]);
    Value awaitable = type->slots.anext(t, args[0]);
    if (is_null(args[1]) || is_null(awaitable))
        return awaitable;
    Value wrapped = anext_awaitable_new(t, awaitable, args[1]);
    decref(t, awaitable);
    return wrapped;
}

static Value exit_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value e = is_null(args[0]) ? op_call0(t, object_value(builtin_type(t, EXC_SystemExit)))
                               : op_call1(t, object_value(builtin_type(t, EXC_SystemExit)), args[0]);
    if (!is_null(e))
        raise_value(t, e);
    decref(t, e);
    return VALUE_NULL;
}

const MethodDef vm_builtins[] = {
    {"exit", exit_function, "code=None, /", "Exit the interpreter by raising SystemExit(code)."},
    {"quit", exit_function, "code=None, /", "Exit the interpreter by raising SystemExit(code)."},
    {"globals", globals_function, "", "The dict of the module's variables."},
    {"locals", locals_function, "", "The variables of the current function or class, in a dict."},
    {"vars", vars_function, "object=None, /",
     "The __dict__ of an object; without argument what locals() returns."},
    {"dir", dir_function, "object=None, /", "Return an alphabetized list of names."},
    {"anext", anext_function, "aiterator, default=None, /", "An awaitable for the next item of an asynchronous iterator."},
    {"__build_class__", build_class_function, NULL,
     "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class"},
    {0},
};
