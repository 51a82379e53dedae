/* Arrays of C strings: see posix_strings.h. */
#include "stdlib/posix_strings.h"
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/str.h"

void strings_free(Thread *t, Strings *s) {
    xdecref_object(t, s->held);
    mem_free(s->items);
}

static bool strings_add(Thread *t, Strings *s, Value text) {
    Value bytes = str_fs_encode(t, text);
    return !is_null(bytes) && list_append_owned(t, s->held, bytes);
}

/* Lays the array out, once all is held. */
static bool strings_finish(Thread *t, Strings *s) {
    s->items = mem_calloc((size_t)s->held->length + 1, sizeof *s->items);
    if (!s->items)
        return raise_no_memory(t), false;
    for (int64_t i = 0; i < s->held->length; i++)
        s->items[i] = (char *)value_bytes(s->held->items[i])->data;
    return true;
}

bool strings_from_sequence(Thread *t, Value sequence, const char *what, Strings *out) {
    *out = (Strings){0};
    if (!is_list(sequence) && !is_tuple(sequence))
        return raise_type_error(t, "%s must be a tuple or list", what), false;
    Tuple *items = op_to_tuple(t, sequence);
    if (!items)
        return false;
    bool ok = items->length > 0;
    if (!ok)
        raise_value_error(t, "%s must not be empty", what);
    ok = ok && (out->held = list_new(t, items->length));
    for (int64_t i = 0; ok && i < items->length; i++)
        ok = strings_add(t, out, items->items[i]);
    decref_object(t, items);
    if (ok && value_bytes(out->held->items[0])->length == 0) {
        raise_value_error(t, "%s first element cannot be empty", what);
        ok = false;
    }
    return ok && strings_finish(t, out);
}

static bool add_variable(Thread *t, Strings *out, Value key, Value v) {
    Value k = str_fs_encode(t, key), value = is_null(k) ? k : str_fs_encode(t, v);
    bool ok = !is_null(value);
    if (ok && (value_bytes(k)->length == 0 || strchr((char *)value_bytes(k)->data + 1, '='))) {
        raise_value_error(t, "illegal environment variable name");
        ok = false;
    }
    if (ok) {
        int64_t key_length = value_bytes(k)->length, length = value_bytes(value)->length;
        Bytes *both = bytes_new(t, NULL, (size_t)(key_length + 1 + length));
        if (both) {
            memcpy(both->data, value_bytes(k)->data, (size_t)key_length);
            both->data[key_length] = '=';
            memcpy(both->data + key_length + 1, value_bytes(value)->data, (size_t)length);
        }
        ok = both && list_append_owned(t, out->held, object_value(both));
    }
    decref(t, k);
    decref(t, value);
    return ok;
}

static bool add_inherited(Thread *t, Strings *out) {
    const char *variable = t->interp->inherited;
    Bytes *bytes = variable ? bytes_new(t, variable, strlen(variable)) : NULL;
    return !variable || (bytes && list_append_owned(t, out->held, object_value(bytes)));
}

bool strings_from_mapping(Thread *t, Value mapping, Strings *out) {
    *out = (Strings){.held = list_new(t, 32)};
    Value items = out->held ? op_call_method0(t, mapping, NAME(items)) : VALUE_NULL;
    Tuple *pairs = is_null(items) ? NULL : op_to_tuple(t, items);
    decref(t, items);
    bool ok = pairs != NULL;
    for (int64_t i = 0; ok && i < pairs->length; i++) {
        Value pair = pairs->items[i];
        ok = is_tuple(pair) && value_tuple(pair)->length == 2;
        if (!ok)
            raise_type_error(t, "items() returned something that is no pair");
        ok = ok && add_variable(t, out, value_tuple(pair)->items[0], value_tuple(pair)->items[1]);
    }
    xdecref_object(t, pairs);
    return ok && add_inherited(t, out) && strings_finish(t, out);
}

static bool hold_all(Thread *t, Value iterable, Strings *out) {
    *out = (Strings){0};
    Tuple *items = op_to_tuple(t, iterable);
    bool ok = items && (out->held = list_new(t, items->length));
    for (int64_t i = 0; ok && i < items->length; i++)
        ok = strings_add(t, out, items->items[i]);
    xdecref_object(t, items);
    return ok;
}

bool strings_from_iterable(Thread *t, Value iterable, Strings *out) {
    return hold_all(t, iterable, out) && strings_finish(t, out);
}

bool strings_from_variables(Thread *t, Value iterable, Strings *out) {
    return hold_all(t, iterable, out) && add_inherited(t, out) && strings_finish(t, out);
}
