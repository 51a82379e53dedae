/* What scripts add: codecs (codecs.register) and error handlers (codecs.register_error). */
#include "runtime/codec.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include <ctype.h>

bool codec_register(Thread *t, Value search_function) {
    if (!op_callable(t, search_function))
        return raise_type_error(t, "argument must be callable"), false;
    if (!t->interp->codec_search && !(t->interp->codec_search = list_new(t, 1)))
        return false;
    return list_append(t, t->interp->codec_search, search_function);
}

bool codec_unregister(Thread *t, Value search_function) {
    List *list = t->interp->codec_search;
    for (int64_t i = 0; list && i < list->length; i++)
        if (value_is(list->items[i], search_function)) {
            if (t->interp->codec_cache)
                dict_clear(t, t->interp->codec_cache);
            return op_delitem(t, object_value(list), small_int_value(i));
        }
    return true;
}

/* The name that search functions get: lower case, blanks as '_', '-' kept out as CPython 3.9 does. */
static Str *normal_name(Thread *t, const char *name) {
    StrBuilder b;
    bool gap = false;
    strbuilder_init(&b, t);
    for (; *name; name++) {
        if (isalnum((unsigned char)*name) || *name == '.') {
            if (gap && b.length)
                strbuilder_char(&b, '_');
            gap = false;
            strbuilder_char(&b, (uint32_t)tolower((unsigned char)*name));
        } else
            gap = true;
    }
    return strbuilder_finish(&b);
}

static Value search(Thread *t, Str *name, const char *shown) {
    List *list = t->interp->codec_search;
    for (int64_t i = 0; list && i < list->length; i++) {
        Value function = new_ref(list->items[i]);
        Value info = op_call1(t, function, object_value(name));
        decref(t, function);
        if (is_null(info) || (is_tuple(info) && value_tuple(info)->length == 4))
            return info;
        bool none = is_none(info);
        decref(t, info);
        if (!none)
            return raise_type_error(t, "codec search functions must return 4-tuples");
    }
    return raise(t, EXC_LookupError, "unknown encoding: %s", shown);
}

static Value look_up(Thread *t, Str *name, const char *shown) {
    if (!t->interp->codec_search)
        return raise(t, EXC_LookupError, "unknown encoding: %s", shown);
    if (!t->interp->codec_cache && !(t->interp->codec_cache = dict_new(t, 0)))
        return VALUE_NULL;
    Value known = dict_get(t, t->interp->codec_cache, object_value(name));
    if (!is_null(known))
        return new_ref(known);
    Value info = search(t, name, shown);
    if (!is_null(info) && !dict_set(t, t->interp->codec_cache, object_value(name), info)) {
        decref(t, info);
        return VALUE_NULL;
    }
    return info;
}

Value codec_lookup_registered(Thread *t, const char *encoding) {
    Str *name = normal_name(t, encoding);
    if (!name)
        return VALUE_NULL;
    Value info = look_up(t, name, encoding);
    decref_object(t, name);
    return info;
}

static Value first_of_pair(Thread *t, Value pair, int which) {
    if (is_tuple(pair) && value_tuple(pair)->length == 2) {
        Value first = new_ref(value_tuple(pair)->items[0]);
        decref(t, pair);
        return first;
    }
    decref(t, pair);
    return raise_type_error(t, which ? "decoder must return a tuple (object,integer)"
                                     : "encoder must return a tuple (object, integer)");
}

Value codec_call_registered(Thread *t, const char *encoding, int which, Value v, const char *errors) {
    Value info = codec_lookup_registered(t, encoding), args[2] = {v, VALUE_NULL};
    if (is_null(info))
        return VALUE_NULL;
    if (errors && is_null(args[1] = str_value(str_new(t, errors))))
        return decref(t, info), VALUE_NULL;
    Value pair = op_call(t, value_tuple(info)->items[which], args, errors ? 2 : 1, NULL);
    decref(t, args[1]);
    decref(t, info);
    return is_null(pair) ? pair : first_of_pair(t, pair, which);
}

bool codec_register_error(Thread *t, Str *name, Value handler) {
    if (!op_callable(t, handler))
        return raise_type_error(t, "handler must be callable"), false;
    if (!t->interp->codec_errors && !(t->interp->codec_errors = dict_new(t, 0)))
        return false;
    return dict_set(t, t->interp->codec_errors, object_value(name), handler);
}

Value codec_registered_error(Thread *t, const char *name) {
    if (!t->interp->codec_errors)
        return VALUE_NULL;
    Str *key = str_new(t, name);
    if (!key)
        return VALUE_NULL;
    Value handler = dict_get(t, t->interp->codec_errors, object_value(key));
    incref(handler);
    decref_object(t, key);
    return handler;
}

void codec_fini(Thread *t) {
    Interp *interp = t->interp;
    Dict *errors = interp->codec_errors, *cache = interp->codec_cache;
    List *functions = interp->codec_search;
    interp->codec_errors = interp->codec_cache = NULL;
    interp->codec_search = NULL;
    xdecref_object(t, errors);
    xdecref_object(t, cache);
    xdecref_object(t, functions);
}
