/* Exceptions, context managers, patterns and imports, as the eval loop needs them. */
#include "runtime/exception.h"
#include "vm/eval_slow.h"
#include "vm/import.h"

/* ---- exceptions ---- */

bool slow_raise(Thread *t, Value exception, Value cause, int form) {
    if (form == 2) {
        raise_from(t, exception, cause);
    } else if (form == 1) {
        raise_value(t, exception);
    } else {
        Value handled = error_handled(t);
        if (is_null(handled) || is_none(handled))
            raise(t, EXC_RuntimeError, "No active exception to reraise");
        else
            return error_restore(t, new_ref(handled)), true;
    }
    return false;
}

static bool is_catchable(Value class) {
    return is_exception_class(class);
}

int slow_match_exception(Thread *t, Value exception, Value what) {
    bool ok = is_catchable(what);
    if (is_tuple(what)) {
        ok = true;
        for (int64_t i = 0; i < value_tuple(what)->length; i++)
            ok &= is_catchable(value_tuple(what)->items[i]);
    }
    if (!ok) {
        raise_type_error(t, "catching classes that do not inherit from BaseException is not allowed");
        return -1;
    }
    return error_value_matches(t, exception, what);
}

bool slow_group_match(Thread *t, Value *exception, Value type, Value *matched) {
    Value rest;
    if (is_none(*exception)) {
        *matched = VALUE_NONE;
        return slow_match_exception(t, VALUE_NONE, type) >= 0;
    }
    if (!exception_group_match(t, *exception, type, matched, &rest))
        return false;
    value_store(t, exception, rest);
    return true;
}

/* ---- with ---- */

/* Passes what was looked up on, or complains that there is nothing. */
static Value special(Thread *t, Value method, Value manager, bool async, const char *missed) {
    if (is_null(method) && !error_pending(t))
        raise_type_error(t, "'%T' object does not support the %scontext manager protocol%s", manager,
                         async ? "asynchronous " : "", missed);
    return method;
}

bool slow_with_enter(Thread *t, Value manager, Value *out, bool async) {
    bool pass_self;
    Str *enter_name = async ? NAME(__aenter__) : NAME(__enter__),
        *exit_name = async ? NAME(__aexit__) : NAME(__exit__);
    Value enter =
        special(t, op_lookup_special_method(t, manager, enter_name, &pass_self), manager, async, "");
    if (is_null(enter))
        return false;
    Value exit = special(t, op_lookup_special(t, manager, exit_name), manager, async,
                         async ? " (missed __aexit__ method)" : " (missed __exit__ method)");
    Value entered = is_null(exit) ? VALUE_NULL : op_call(t, enter, &manager, pass_self, NULL);
    decref(t, enter);
    if (is_null(entered)) {
        decref(t, exit);
        return false;
    }
    out[0] = exit;
    out[1] = entered;
    return true;
}

Value slow_with_exit(Thread *t, Value exit, Value exception) {
    Value traceback = value_exception(exception)->traceback;
    return op_call3(t, exit, object_value(type_of(t, exception)), exception,
                    is_null(traceback) ? VALUE_NONE : traceback);
}

/* ---- patterns ---- */

Value slow_match_keys(Thread *t, Value subject, Value keys_v) {
    Tuple *keys = value_tuple(keys_v);
    Set *seen = set_new(t);
    Tuple *values = seen ? tuple_new(t, keys->length) : NULL;
    Value get = values ? op_getattr(t, subject, NAME(get)) : VALUE_NULL;
    Value missing = is_null(get) ? VALUE_NULL : op_call0(t, object_value(builtin_type(t, TYPE_OBJECT)));
    Value result = VALUE_NULL;
    if (!is_null(missing))
        result = new_object_ref(values);
    for (int64_t i = 0; is_pointer(result) && i < keys->length; i++) {
        int doubled = set_contains(t, seen, keys->items[i]);
        if (doubled == 1)
            raise_value_error(t, "mapping pattern checks duplicate key (%R)", keys->items[i]);
        Value v = doubled == 0 && set_add(t, seen, keys->items[i]) ? op_call2(t, get, keys->items[i], missing)
                                                                   : VALUE_NULL;
        if (!is_null(v) && !value_is(v, missing)) {
            values->items[i] = v;
            continue;
        }
        bool absent = !is_null(v);
        decref(t, v);
        value_store(t, &result, absent ? VALUE_NONE : VALUE_NULL);
    }
    decref(t, get);
    decref(t, missing);
    xdecref_object(t, seen);
    if (values && (keys->length || !is_pointer(result)))
        decref_object(t, values);
    return result;
}

/* One attribute of a class pattern into out; 0: the subject does not have it; -1: exception. */
static int match_attribute(Thread *t, Value subject, Value name, Value type, List *seen, List *out) {
    if (is_str(name)) {
        for (int64_t i = 0; i < seen->length; i++)
            if (str_equal(value_str(seen->items[i]), value_str(name))) {
                raise_type_error(t, "%s() got multiple sub-patterns for attribute %R",
                                 type_name(value_type_object(type)), name);
                return -1;
            }
    }
    if (!list_append(t, seen, name))
        return -1;
    Value v = op_getattr_optional(t, subject, value_str(name));
    if (is_null(v))
        return error_pending(t) ? -1 : 0;
    return list_append_owned(t, out, v) ? 1 : -1;
}

static int match_positional(Thread *t, Value subject, Value class, int count, List *seen, List *out) {
    Type *type = value_type_object(class);
    Value names = op_getattr_optional(t, class, NAME(__match_args__));
    if (is_null(names) && error_pending(t))
        return -1;
    bool self = is_null(names) && type->flags & TYPE_MATCH_SELF;
    if (!is_null(names) && !is_tuple(names)) {
        raise_type_error(t, "%s.__match_args__ must be a tuple (got %T)", type_name(type), names);
        decref(t, names);
        return -1;
    }
    int64_t allowed = self ? 1 : is_null(names) ? 0 : value_tuple(names)->length;
    int result = 1;
    if (count > allowed) {
        raise_type_error(t, "%s() accepts %d positional sub-pattern%s (%d given)", type_name(type),
                         (int)allowed, allowed == 1 ? "" : "s", count);
        result = -1;
    } else if (self) {
        result = list_append(t, out, subject) ? 1 : -1;
    }
    for (int i = 0; result == 1 && !self && i < count; i++) {
        Value name = value_tuple(names)->items[i];
        if (!is_str(name)) {
            raise_type_error(t, "__match_args__ elements must be strings (got %T)", name);
            result = -1;
        } else {
            result = match_attribute(t, subject, name, class, seen, out);
        }
    }
    decref(t, names);
    return result;
}

Value slow_match_class(Thread *t, Value subject, Value class, Value names, int positional) {
    if (!is_type(class))
        return raise_type_error(t, "called match pattern must be a type");
    int matches = op_isinstance(t, subject, class);
    if (matches <= 0)
        return matches ? VALUE_NULL : VALUE_NONE;
    List *seen = list_new(t, 0), *out = list_new(t, 0);
    int state = seen && out ? 1 : -1;
    if (state == 1 && positional)
        state = match_positional(t, subject, class, positional, seen, out);
    for (int64_t i = 0; state == 1 && i < value_tuple(names)->length; i++)
        state = match_attribute(t, subject, value_tuple(names)->items[i], class, seen, out);
    Value result = state == 0 ? VALUE_NONE : VALUE_NULL;
    if (state == 1) {
        Tuple *tuple = list_to_tuple(t, out);
        result = tuple ? object_value(tuple) : VALUE_NULL;
    }
    xdecref_object(t, seen);
    xdecref_object(t, out);
    return result;
}

Value slow_dict_without(Thread *t, Value mapping, Value keys) {
    Dict *dict = dict_new(t, 0);
    bool ok = dict && dict_update(t, dict, mapping, true);
    for (int64_t i = 0; ok && i < value_tuple(keys)->length; i++)
        ok = dict_delete(t, dict, value_tuple(keys)->items[i]) >= 0;
    if (ok)
        return object_value(dict);
    xdecref_object(t, dict);
    return VALUE_NULL;
}

/* ---- asynchronous iteration ---- */

Value slow_get_aiter(Thread *t, Value v) {
    Type *type = type_of(t, v);
    if (!type->slots.aiter)
        return raise_type_error(t, "'async for' requires an object with __aiter__ method, got %T", v);
    Value iterator = type->slots.aiter(t, v);
    if (is_null(iterator) || type_of(t, iterator)->slots.anext)
        return iterator;
    raise_type_error(t, "'async for' received an object from __aiter__ that does not implement __anext__: %T",
                     iterator);
    decref(t, iterator);
    return VALUE_NULL;
}

Value slow_get_anext(Thread *t, Value v) {
    Type *type = type_of(t, v);
    if (!type->slots.anext)
        return raise_type_error(t, "'async for' requires an iterator with __anext__ method, got %T", v);
    Value awaitable = type->slots.anext(t, v);
    if (is_null(awaitable))
        return awaitable;
    Value iterator = coroutine_get_awaitable(t, awaitable, 0);
    if (is_null(iterator))
        raise_chained(t, EXC_TypeError, "'async for' received an invalid object from __anext__: %T",
                      awaitable);
    decref(t, awaitable);
    return iterator;
}

/* ---- modules ---- */

Value slow_import_name(Thread *t, Frame *f, Value name, Value level, Value fromlist) {
    Value builtins = function_builtins(f->function);
    if (!is_dict(builtins))
        return raise_system_error(t, "__builtins__ must be a dict for import, not %T", builtins);
    Value import = dict_get_name(t, value_dict(builtins), NAME(__import__));
    if (is_null(import))
        return raise(t, EXC_ImportError, "__import__ not found");
    Value locals = is_null(f->locals) ? VALUE_NONE : f->locals;
    if (value_is(import, import_builtin(t)))
        return import_level(t, value_str(name), f->function->globals, fromlist, (int)small_int(level));
    Value args[] = {name, object_value(f->function->globals), locals, fromlist, level};
    return op_call(t, import, args, 5, NULL);
}

Value slow_import_from(Thread *t, Value module, Value name) {
    return import_from(t, module, value_str(name));
}

/* Mostly from the module's dict: what all modules have before it begins with an underscore. */
static Value name_of_module(Thread *t, Value module, Str *name) {
    bool plain = is_exact(module, TYPE_MODULE) && name->length && str_at(name, 0) != '_';
    Value found = plain ? dict_get_name(t, module_dict(module), name) : VALUE_NULL;
    return is_null(found) ? op_getattr(t, module, name) : new_ref(found);
}

/* Not through an inline cache: there is one instruction for all names. */
static bool store_imported(Thread *t, Frame *f, Str *name, Value v) {
    if (is_dict_exact(f->locals))
        return dict_set_name(t, value_dict(f->locals), name, v);
    return op_setitem(t, f->locals, object_value(name), v);
}

static bool import_names(Thread *t, Frame *f, Value module, Value names, bool skip_private) {
    for (int64_t i = 0; i < value_list(names)->length; i++) {
        Value name = value_list(names)->items[i];
        if (!is_str(name)) {
            raise_type_error(t, "Item in %s must be str, not %T", skip_private ? "__dict__" : "__all__",
                             name);
            return false;
        }
        if (skip_private && value_str(name)->length && str_at(value_str(name), 0) == '_')
            continue;
        Str *interned = str_intern(t, value_str(new_ref(name)));
        Value v = interned ? name_of_module(t, module, interned) : VALUE_NULL;
        bool ok = !is_null(v) && store_imported(t, f, interned, v);
        decref(t, v);
        xdecref_object(t, interned);
        if (!ok)
            return false;
    }
    return true;
}

bool slow_import_star(Thread *t, Frame *f, Value module) {
    Value all = op_getattr_optional(t, module, NAME(__all__));
    bool private = is_null(all);
    if (private && !error_pending(t)) {
        Value dict = op_getattr_optional(t, module, NAME(__dict__));
        if (is_null(dict) && !error_pending(t))
            raise(t, EXC_ImportError, "from-import-* object has no __dict__ and no __all__");
        List *keys = is_null(dict) ? NULL : op_to_list(t, dict);
        decref(t, dict);
        all = keys ? object_value(keys) : VALUE_NULL;
    } else if (!private) {
        List *list = op_to_list(t, all);
        decref(t, all);
        all = list ? object_value(list) : VALUE_NULL;
    }
    bool ok = !is_null(all) && import_names(t, f, module, all, private);
    decref(t, all);
    return ok;
}

bool slow_print_expr(Thread *t, Value v) {
    Value hook = dict_get_name(t, t->interp->sys, NAME(displayhook));
    if (is_null(hook)) {
        raise(t, EXC_RuntimeError, "lost sys.displayhook");
        return false;
    }
    Value result = op_call1(t, hook, v);
    decref(t, result);
    return !is_null(result);
}
