/* What scripts add: codecs (codecs.register) and error handlers (codecs.register_error). */
#include "runtime/attrs.h"
#include "runtime/codec.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/type.h"
#include <ctype.h>

/* The library's own search function comes first: its package registers it when it is imported, which is when
 * the first encoding that is not built in is looked for. */
static bool begin(Thread *t) {
    if (t->interp->codec_cache)
        return true;
    if (!(t->interp->codec_search = list_new(t, 1)) || !(t->interp->codec_cache = dict_new(t, 0)))
        return false;
    Str *name = str_intern_utf8(t, "encodings");
    Value module = name && t->interp->hooks.import ? t->interp->hooks.import(t, name) : VALUE_NONE;
    xdecref_object(t, name);
    decref(t, module);
    return name && !is_null(module);
}

bool codec_register(Thread *t, Value search_function) {
    if (!op_callable(t, search_function))
        return raise_type_error(t, "argument must be callable"), false;
    return begin(t) && list_append(t, t->interp->codec_search, search_function);
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
    if (!begin(t))
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

static const char *const coding[] = {"encoding", "decoding"};

/* Does a class that a script made say how its instances are made? */
static bool makes_its_own(Thread *t, const Type *type) {
    for (int64_t i = 0; i < type->mro->length; i++) {
        Type *base = value_type_object(type->mro->items[i]);
        if (base->flags & TYPE_HEAP && (!is_null(dict_get_name(t, base->dict, NAME(__new__))) ||
                                        !is_null(dict_get_name(t, base->dict, NAME(__init__)))))
            return true;
    }
    return false;
}

/* Is the exception nothing but its message? Then its class called with another message makes one like it. */
static bool is_plain(Thread *t, Value error) {
    Type *type = value_object(error)->type;
    Tuple *args = value_exception(error)->args;
    if (type_layout_owner(type) != builtin_type(t, EXC_BaseException) || args->length > 1 ||
        (args->length && !is_str(args->items[0])) || makes_its_own(t, type))
        return false;
    Attrs *attrs = attrs_of(value_object(error));
    return attrs->shape ? attrs->shape->count == 0 : !attrs->dict || attrs->dict->length == 0;
}

/* A plain exception says which codec it came from; others stay as they are. */
static void name_codec(Thread *t, const char *encoding, int which) {
    if (!is_plain(t, t->exception))
        return;
    Value cause = error_fetch(t), type = object_value(value_object(cause)->type);
    Str *text = str_format(t, "%s with '%s' codec failed (%U: %V)", coding[which], encoding,
                           value_object(cause)->type->name, cause);
    Value named = text ? op_call1(t, type, object_value(text)) : VALUE_NULL;
    xdecref_object(t, text);
    if (!is_null(named))
        raise_from(t, named, cause);
    decref(t, named);
    decref(t, cause);
}

/* Does a CodecInfo say that it is none between text and bytes? -1: exception. */
static int is_no_text_encoding(Thread *t, Value info) {
    Str *name = str_intern_utf8(t, "_is_text_encoding");
    Value v = name ? op_getattr_optional(t, info, name) : VALUE_NULL;
    xdecref_object(t, name);
    if (is_null(v))
        return error_pending(t) ? -1 : 0;
    int truth = op_is_true(t, v);
    decref(t, v);
    return truth < 0 ? -1 : !truth;
}

bool codec_check_text(Thread *t, const char *encoding, const char *instead) {
    Value info = codec_lookup_registered(t, encoding);
    if (is_null(info))
        return false;
    int bad = is_tuple_exact(info) ? 0 : is_no_text_encoding(t, info);
    decref(t, info);
    if (bad > 0)
        raise(t, EXC_LookupError, "'%s' is not a text encoding; use %s to handle arbitrary codecs", encoding,
              instead);
    return bad == 0;
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
    if (is_null(pair)) {
        name_codec(t, encoding, which);
        return VALUE_NULL;
    }
    return first_of_pair(t, pair, which);
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
