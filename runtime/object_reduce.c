#include "runtime/object_reduce.h"
#include "runtime/attrs.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

static Value copyreg_function(Thread *t, Str *name) {
    if (!t->interp->hooks.import)
        return raise(t, EXC_ImportError, "copyreg cannot be imported: the import system is not running");
    Value module = t->interp->hooks.import(t, NAME(copyreg));
    if (is_null(module))
        return module;
    Value function = op_getattr(t, module, name);
    decref(t, module);
    return function;
}

/* ---- state ---- */

/* The attributes in a dict: the instance's own if it has one, else a new one, so that being copied does not
 * slow an object down. */
static Value attributes_state(Thread *t, Value self) {
    Type *type = type_of(t, self);
    if (!is_pointer(self) || !(type->flags & TYPE_HAS_ATTRS)) {
        Value dict = op_getattr_optional(t, self, NAME(__dict__));
        return is_null(dict) && !error_pending(t) ? VALUE_NONE : dict;
    }
    Attrs *area = attrs_of(value_object(self));
    if (!area->shape)
        return area->dict && area->dict->length ? new_object_ref(area->dict) : VALUE_NONE;
    if (area->shape->count == 0)
        return VALUE_NONE;
    Dict *dict = attrs_copy(t, area);
    return dict ? object_value(dict) : VALUE_NULL;
}

static bool add_slots_of(Thread *t, Value self, Type *type, Dict *state) {
    int64_t position = 0;
    Value key, v;
    while (type->dict && dict_next(type->dict, &position, &key, &v)) {
        if (!is_exact(v, TYPE_MEMBER_DESCRIPTOR))
            continue;
        Value slot = *member_place((MemberDescriptor *)value_object(v), self);
        if (!is_null(slot) && !dict_set(t, state, key, slot))
            return false;
    }
    return true;
}

static Dict *slots_state(Thread *t, Value self) {
    Dict *state = dict_new(t, 0);
    Tuple *mro = type_of(t, self)->mro;
    for (int64_t i = 0; state && i < mro->length; i++)
        if (!add_slots_of(t, self, value_type_object(mro->items[i]), state)) {
            decref_object(t, state);
            return NULL;
        }
    return state;
}

/* Does the object hold more than attributes and __slots__, which nobody could restore? */
static bool has_hidden_state(const Type *type) {
    while (type->flags & TYPE_HEAP)
        type = type->base;
    return type->size > sizeof(Object);
}

static Value with_slots(Thread *t, Value self, Value state) {
    Dict *slots = slots_state(t, self);
    if (!slots || slots->length == 0) {
        xdecref_object(t, slots);
        return slots ? state : (decref(t, state), VALUE_NULL);
    }
    Tuple *both = tuple_pack(t, 2, state, object_value(slots));
    decref(t, state);
    decref_object(t, slots);
    return both ? object_value(both) : VALUE_NULL;
}

/* Are its instances of different sizes in CPython, which says so in other words? */
static bool has_items(const Type *type) {
    return type->id == TYPE_MEMORYVIEW || type->id == TYPE_CODE;
}

static Value default_state(Thread *t, Value self, bool required) {
    Type *type = type_of(t, self);
    if (required && has_hidden_state(type))
        return raise_type_error(t, has_items(type) ? "cannot pickle %T objects" : "cannot pickle '%T' object",
                                self);
    Value state = attributes_state(t, self);
    if (is_null(state) || type->slot_count == 0)
        return state;
    return with_slots(t, self, state);
}

Value object_getstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return default_state(t, args[0], false);
}

static bool is_default_getstate(Value method) {
    return is_exact(method, TYPE_BUILTIN_FUNCTION) &&
           ((Native *)value_object(method))->def->fn == object_getstate_method;
}

static Value state_of(Thread *t, Value self, bool required) {
    Value method = op_getattr(t, self, NAME(__getstate__));
    if (is_null(method))
        return method;
    Value state = is_default_getstate(method) ? default_state(t, self, required) : op_call0(t, method);
    decref(t, method);
    return state;
}

/* ---- arguments for __new__ ---- */

typedef struct NewArguments {
    Tuple *args; /* NULL: none were given */
    Dict *kwargs;
} NewArguments;

Value object_state(Thread *t, Value self) {
    return state_of(t, self, false);
}

static bool take_args_ex(Thread *t, Value result, NewArguments *out) {
    if (!is_tuple(result))
        return raise_type_error(t, "__getnewargs_ex__ should return a tuple, not '%T'", result), false;
    Tuple *pair = value_tuple(result);
    if (pair->length != 2) {
        raise_value_error(t, "__getnewargs_ex__ should return a tuple of length 2, not %zd",
                          (ssize_t)pair->length);
        return false;
    }
    if (!is_tuple(pair->items[0])) {
        raise_type_error(t, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%T'",
                         pair->items[0]);
        return false;
    }
    if (!is_dict(pair->items[1])) {
        raise_type_error(t, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%T'",
                         pair->items[1]);
        return false;
    }
    out->args = value_tuple(new_ref(pair->items[0]));
    out->kwargs = value_dict(new_ref(pair->items[1]));
    return true;
}

static bool take_args(Thread *t, Value result, NewArguments *out) {
    if (!is_tuple(result))
        return raise_type_error(t, "__getnewargs__ should return a tuple, not '%T'", result), false;
    out->args = value_tuple(new_ref(result));
    return true;
}

/* 1: the hook exists and answered; 0: there is none; -1: exception. */
static int ask(Thread *t, Value self, Str *hook, bool (*take)(Thread *, Value, NewArguments *),
               NewArguments *out) {
    Value method = op_lookup_special(t, self, hook);
    if (is_null(method))
        return error_pending(t) ? -1 : 0;
    Value result = op_call0(t, method);
    decref(t, method);
    bool ok = !is_null(result) && take(t, result, out);
    decref(t, result);
    return ok ? 1 : -1;
}

static bool find_new_arguments(Thread *t, Value self, NewArguments *out) {
    int asked = ask(t, self, NAME(__getnewargs_ex__), take_args_ex, out);
    if (asked == 0)
        asked = ask(t, self, NAME(__getnewargs__), take_args, out);
    return asked >= 0;
}

/* (cls, *args) for copyreg.__newobj__. */
static Tuple *plain_arguments(Thread *t, Value self, const NewArguments *arguments) {
    int64_t count = arguments->args ? arguments->args->length : 0;
    Tuple *all = tuple_new(t, count + 1);
    if (!all)
        return NULL;
    all->items[0] = new_object_ref(type_of(t, self));
    for (int64_t i = 0; i < count; i++)
        all->items[i + 1] = new_ref(arguments->args->items[i]);
    return all;
}

/* The function and the arguments that make the object anew. */
static bool find_constructor(Thread *t, Value self, const NewArguments *arguments, Value *function,
                             Value *call_args) {
    bool keywords = arguments->kwargs && arguments->kwargs->length;
    Tuple *all = keywords ? tuple_pack(t, 3, object_value(type_of(t, self)), object_value(arguments->args),
                                       object_value(arguments->kwargs))
                          : plain_arguments(t, self, arguments);
    if (!all)
        return false;
    *call_args = object_value(all);
    *function = copyreg_function(t, keywords ? NAME(__newobj_ex__) : NAME(__newobj__));
    return !is_null(*function);
}

/* ---- the whole ---- */

static Value list_items(Thread *t, Value self) {
    return is_list(self) ? op_iter(t, self) : VALUE_NONE;
}

static Value dict_items(Thread *t, Value self) {
    if (!is_dict(self))
        return VALUE_NONE;
    Value items = op_call_method0(t, self, NAME(items));
    Value iterator = is_null(items) ? items : op_iter(t, items);
    decref(t, items);
    return iterator;
}

static Value reduce_parts(Thread *t, Value self, const NewArguments *arguments) {
    Value parts[5] = {VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL};
    bool required = !arguments->args && !is_list(self) && !is_dict(self);
    bool ok = find_constructor(t, self, arguments, &parts[0], &parts[1]) &&
              !is_null(parts[2] = state_of(t, self, required)) && !is_null(parts[3] = list_items(t, self)) &&
              !is_null(parts[4] = dict_items(t, self));
    Tuple *result = ok ? tuple_from_array(t, parts, 5) : NULL;
    for (int i = 0; i < 5; i++)
        decref(t, parts[i]);
    return result ? object_value(result) : VALUE_NULL;
}

static Value reduce_by_new(Thread *t, Value self) {
    Type *type = type_of(t, self);
    if (!type->slots.new_instance || type->flags & TYPE_NO_INSTANCES)
        return raise_type_error(t, "cannot pickle '%T' object", self);
    NewArguments arguments = {NULL, NULL};
    Value result = find_new_arguments(t, self, &arguments) ? reduce_parts(t, self, &arguments) : VALUE_NULL;
    xdecref_object(t, arguments.args);
    xdecref_object(t, arguments.kwargs);
    return result;
}

static Value common_reduce(Thread *t, Value self, int64_t protocol) {
    if (protocol >= 2)
        return reduce_by_new(t, self);
    Value function = copyreg_function(t, NAME(_reduce_ex));
    if (is_null(function))
        return function;
    Value result = op_call2(t, function, self, small_int_value(protocol));
    decref(t, function);
    return result;
}

Value object_reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return common_reduce(t, args[0], 0);
}

static bool overrides_reduce(Thread *t, Value self) {
    Value found = type_lookup(t, type_of(t, self), NAME(__reduce__));
    return !is_exact(found, TYPE_METHOD_DESCRIPTOR) ||
           ((MethodDescriptor *)value_object(found))->def->fn != object_reduce_method;
}

Value object_reduce_ex_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t protocol;
    if (!arg_int64(t, args[1], &protocol))
        return VALUE_NULL;
    if (overrides_reduce(t, args[0]))
        return op_call_method0(t, args[0], NAME(__reduce__));
    return common_reduce(t, args[0], protocol);
}
