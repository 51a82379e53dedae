/* Adapters, which make values for the database out of others, and converters, which make others out of its
 * values. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/type.h"
#include "stdlib/sqlite.h"

/* ---- adapters ---- */

/* Types whose values go to the database as they are, unless somebody has an adapter for one of them. */
static bool is_basic_type(const Type *type) {
    switch (type->id) {
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_STR:
    case TYPE_BYTES:
    case TYPE_BYTEARRAY:
    case TYPE_BOOL:
    case TYPE_NONE:
        return true;
    default:
        return false;
    }
}

Value sqlite_register_adapter(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteState *state = sqlite_state(t);
    if (!state)
        return VALUE_NULL;
    if (is_type(args[0]) && is_basic_type(value_type_object(args[0])))
        state->adapts_basic = true;
    Tuple *key = tuple_pack(t, 2, args[0], object_value(state->protocol));
    bool ok = key && dict_set(t, state->adapters, object_value(key), args[1]);
    xdecref_object(t, key);
    return ok ? VALUE_NONE : VALUE_NULL;
}

/* Each of these answers whether it is done: with a value, or with VALUE_NULL because of an exception. */

static bool adapt_by_table(Thread *t, SqliteState *state, Value v, Value protocol, Value *result) {
    Tuple *key = tuple_pack(t, 2, object_value(type_of(t, v)), protocol);
    Value adapter = key ? new_ref(dict_get(t, state->adapters, object_value(key))) : VALUE_NULL;
    xdecref_object(t, key);
    *result = is_null(adapter) ? VALUE_NULL : op_call1(t, adapter, v);
    bool done = !is_null(adapter) || error_pending(t);
    decref(t, adapter);
    return done;
}

/* object.method(argument), where there is such a method; None, and a TypeError, mean that it cannot. */
static bool adapt_by_method(Thread *t, Value object, Str *method, Value argument, Value *result) {
    Value f = op_getattr_optional(t, object, method);
    *result = is_null(f) ? VALUE_NULL : op_call1(t, f, argument);
    decref(t, f);
    if (is_null(*result))
        return error_pending(t) && (is_null(f) || !error_clear_if(t, EXC_TypeError));
    return !is_none(*result);
}

/* Raises "can't adapt" if there is no alternative (VALUE_NULL). */
static Value adapt(Thread *t, SqliteState *state, Value v, Value protocol, Value alternative) {
    Value result;
    if (adapt_by_table(t, state, v, protocol, &result) ||
        adapt_by_method(t, protocol, state->names[SQL_NAME_ADAPT], v, &result) ||
        adapt_by_method(t, v, state->names[SQL_NAME_CONFORM], protocol, &result))
        return result;
    return is_null(alternative) ? sqlite_raise(t, state, SQL_PROGRAMMING_ERROR, "can't adapt")
                                : new_ref(alternative);
}

Value sqlite_adapt(Thread *t, SqliteState *state, Value v) {
    if (!state->adapts_basic && is_basic_type(type_of(t, v)))
        return new_ref(v);
    return adapt(t, state, v, object_value(state->protocol), v);
}

Value sqlite_adapt_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteState *state = sqlite_state(t);
    if (!state)
        return VALUE_NULL;
    return adapt(t, state, args[0], is_null(args[1]) ? object_value(state->protocol) : args[1], args[2]);
}

/* ---- converters ---- */

static Value in_capitals(Thread *t, Value name) {
    Str *upper = str_intern_utf8(t, "upper");
    Value v = upper ? op_call_method0(t, name, upper) : VALUE_NULL;
    xdecref_object(t, upper);
    return v;
}

Value sqlite_register_converter(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SqliteState *state = sqlite_state(t);
    if (!state)
        return VALUE_NULL;
    if (!is_str(args[0]))
        return raise_type_error(t, "register_converter() argument 1 must be str, not %T", args[0]);
    Value name = in_capitals(t, args[0]);
    bool ok = !is_null(name) && dict_set(t, state->converters, name, args[1]);
    decref(t, name);
    return ok ? VALUE_NONE : VALUE_NULL;
}

Value sqlite_find_converter(Thread *t, SqliteState *state, const char *name, size_t length) {
    Value text = str_decode(t, (const uint8_t *)name, length, NULL, "replace");
    Value key = is_null(text) ? VALUE_NULL : in_capitals(t, text);
    Value converter = is_null(key) ? VALUE_NULL : dict_get(t, state->converters, key);
    decref(t, text);
    decref(t, key);
    return converter;
}

/* ---- the protocol, which is there to be named ---- */

static Value protocol_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    void *o = object_new(t, type, 0);
    return o ? object_value(o) : VALUE_NULL;
}

static bool protocol_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return true;
}

const TypeDef sqlite_protocol_type_def = {
    .name = "sqlite3.PrepareProtocol",
    .size = sizeof(Object),
    .flags = 0,
    .doc = "Adapters and __conform__() are asked for this: values for the database.",
    .slots = {.new_instance = protocol_new, .init = protocol_init},
};
