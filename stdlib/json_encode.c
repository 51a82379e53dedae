/* The encoder: from objects to JSON text. */
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "stdlib/json.h"
#include <math.h>
#include <stdio.h>

typedef struct Encoder {
    Object ob;
    Value markers;                /* None: circular references are not looked for */
    Value fallback, write_string; /* functions: of objects that JSON does not know, of strings */
    Value indent;                 /* None, or the text of one level */
    Str *key_separator, *item_separator;
    bool sort_keys, skip_keys, allow_nan;
    bool native_strings; /* write_string is ours, with this character set */
    JsonCharset charset;
} Encoder;

/* Containers that are being written, innermost first. */
typedef struct Ancestor {
    const struct Ancestor *outer;
    Value v;
} Ancestor;

typedef struct Writer {
    Thread *t;
    const Encoder *encoder;
    StrBuilder out;
    int64_t level;
} Writer;

static bool write_value(Writer *w, Value v, const Ancestor *outer);

/* --- simple values --- */

static bool write_owned(Writer *w, Str *text) {
    if (!text)
        return false;
    strbuilder_str(&w->out, text);
    decref_object(w->t, text);
    return true;
}

static void write_small_int(Writer *w, int64_t i) {
    char digits[24], *at = digits + sizeof digits;
    uint64_t rest = i < 0 ? -(uint64_t)i : (uint64_t)i;
    do
        *--at = (char)('0' + rest % 10);
    while (rest /= 10);
    if (i < 0)
        *--at = '-';
    strbuilder_ascii(&w->out, at, (size_t)(digits + sizeof digits - at));
}

static bool write_int(Writer *w, Value v) {
    if (is_small_int(v))
        return write_small_int(w, small_int(v)), true;
    return write_owned(w, int_to_str(w->t, v, 10, false));
}

static bool write_float(Writer *w, double d) {
    if (isfinite(d))
        return write_owned(w, float_repr(w->t, d));
    if (!w->encoder->allow_nan)
        return raise_value_error(w->t, "Out of range float values are not JSON compliant"), false;
    strbuilder_text(&w->out, isnan(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
    return true;
}

static bool write_string(Writer *w, Value v) {
    if (w->encoder->native_strings)
        return json_write_string(&w->out, value_str(v), w->encoder->charset), true;
    Value text = op_call1(w->t, w->encoder->write_string, v);
    if (is_null(text))
        return false;
    if (is_str(text))
        return write_owned(w, value_str(text));
    raise_type_error(w->t, "encoder() must return a string, not %.80T", text);
    decref(w->t, text);
    return false;
}

/* Constants, ints, floats, strings; *written: v was one of them. */
static bool write_simple(Writer *w, Value v, bool *written) {
    *written = true;
    if (is_str(v))
        return write_string(w, v);
    if (is_small_int(v))
        return write_small_int(w, small_int(v)), true;
    if (is_none(v) || is_bool(v))
        return strbuilder_text(&w->out, is_none(v) ? "null" : is_true(v) ? "true" : "false"), true;
    if (is_int(v))
        return write_int(w, v);
    if (is_float(v))
        return write_float(w, float_as_double(v));
    *written = false;
    return true;
}

/* --- containers --- */

static void new_line(Writer *w) {
    if (is_none(w->encoder->indent))
        return;
    strbuilder_char(&w->out, '\n');
    for (int64_t i = 0; i < w->level; i++)
        strbuilder_str(&w->out, value_str(w->encoder->indent));
}

static void before_item(Writer *w, bool first) {
    if (!first)
        strbuilder_str(&w->out, w->encoder->item_separator);
    new_line(w);
}

/* A list may become another one while its items are written. */
static bool write_list(Writer *w, Value v, const Ancestor *self) {
    List *list = is_list(v) ? value_list(v) : NULL;
    Tuple *tuple = list ? NULL : value_tuple(v);
    if ((list ? list->length : tuple->length) == 0)
        return strbuilder_ascii(&w->out, "[]", 2), true;
    strbuilder_char(&w->out, '[');
    w->level++;
    bool ok = true;
    for (int64_t i = 0; ok && i < (list ? list->length : tuple->length); i++) {
        Value item = new_ref(list ? list->items[i] : tuple->items[i]);
        before_item(w, i == 0);
        ok = write_value(w, item, self);
        decref(w->t, item);
    }
    w->level--;
    new_line(w);
    strbuilder_char(&w->out, ']');
    return ok;
}

/* The text of a key that is no string, new; NULL without exception: it is to be skipped. */
static Str *key_text(Writer *w, Value key) {
    Writer part = {.t = w->t, .encoder = w->encoder};
    bool written, ok;
    if (!is_none(key) && !is_int(key) && !is_float(key)) {
        if (!w->encoder->skip_keys)
            raise_type_error(w->t, "keys must be str, int, float, bool or None, not %.100T", key);
        return NULL;
    }
    strbuilder_init(&part.out, w->t);
    ok = write_simple(&part, key, &written);
    if (ok)
        return strbuilder_finish(&part.out);
    strbuilder_drop(&part.out);
    return NULL;
}

static bool write_member(Writer *w, Value key, Value v, const Ancestor *self, bool *first) {
    Str *text = is_str(key) ? NULL : key_text(w, key);
    if (!is_str(key) && !text)
        return !error_pending(w->t);
    before_item(w, *first);
    *first = false;
    bool ok = write_string(w, text ? object_value(text) : key);
    xdecref_object(w->t, text);
    strbuilder_str(&w->out, w->encoder->key_separator);
    return ok && write_value(w, v, self);
}

/* The pairs of a mapping as a list, sorted if that is wanted. */
static List *member_list(Writer *w, Value v) {
    Thread *t = w->t;
    Value items = op_call_method0(t, v, NAME(items));
    List *list = is_null(items) ? NULL : op_to_list(t, items);
    decref(t, items);
    if (!list || !w->encoder->sort_keys || list_sort(t, list, VALUE_NONE, false))
        return list;
    decref_object(t, list);
    return NULL;
}

static bool write_pairs(Writer *w, List *pairs, const Ancestor *self, bool *first) {
    for (int64_t i = 0; i < pairs->length; i++) {
        Value pair = pairs->items[i];
        if (!is_tuple(pair) || value_tuple(pair)->length != 2)
            return raise_value_error(w->t, "items must return 2-tuples"), false;
        if (!write_member(w, value_tuple(pair)->items[0], value_tuple(pair)->items[1], self, first))
            return false;
    }
    return true;
}

static bool write_dict_members(Writer *w, Value v, const Ancestor *self, bool *first) {
    if (!is_dict_exact(v) || w->encoder->sort_keys) {
        List *pairs = member_list(w, v);
        bool ok = pairs && write_pairs(w, pairs, self, first);
        xdecref_object(w->t, pairs);
        return ok;
    }
    int64_t position = 0;
    bool ok = true;
    for (Value key, item; ok && dict_next(value_dict(v), &position, &key, &item);) {
        incref(key);
        incref(item);
        ok = write_member(w, key, item, self, first);
        decref(w->t, key);
        decref(w->t, item);
    }
    return ok;
}

static bool write_dict(Writer *w, Value v, const Ancestor *self) {
    bool first = true;
    if (value_dict(v)->length == 0)
        return strbuilder_ascii(&w->out, "{}", 2), true;
    strbuilder_char(&w->out, '{');
    w->level++;
    bool ok = write_dict_members(w, v, self, &first);
    w->level--;
    new_line(w);
    strbuilder_char(&w->out, '}');
    return ok;
}

/* What the function `default` makes of it is written in its place. */
static bool write_other(Writer *w, Value v, const Ancestor *self) {
    Value made = op_call1(w->t, w->encoder->fallback, v);
    bool ok = !is_null(made) && write_value(w, made, self);
    decref(w->t, made);
    return ok;
}

static bool check_circle(Writer *w, Value v, const Ancestor *outer) {
    if (is_none(w->encoder->markers))
        return true;
    for (; outer; outer = outer->outer)
        if (value_is(outer->v, v))
            return raise_value_error(w->t, "Circular reference detected"), false;
    return true;
}

static bool write_nested(Writer *w, Value v, const Ancestor *outer) {
    Ancestor self = {outer, v};
    if (!check_circle(w, v, outer) || !recursion_enter(w->t, " while encoding a JSON object"))
        return false;
    bool ok = is_list(v) || is_tuple(v) ? write_list(w, v, &self)
              : is_dict(v)              ? write_dict(w, v, &self)
                                        : write_other(w, v, &self);
    recursion_leave(w->t);
    return ok;
}

static bool write_value(Writer *w, Value v, const Ancestor *outer) {
    bool written, ok = write_simple(w, v, &written);
    return written ? ok && !w->out.failed : write_nested(w, v, outer);
}

/* --- the type --- */

static Encoder *value_encoder(Value v) {
    return (Encoder *)value_object(v);
}

/* (text,): a sequence of pieces */
static Value encoder_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    if (!args_no_keywords(t, "encoder", kwnames) || !args_positional(t, "encoder", nargs, 2, 2))
        return VALUE_NULL;
    Writer w = {.t = t, .encoder = value_encoder(callee)};
    if (!arg_int64(t, args[1], &w.level))
        return VALUE_NULL;
    strbuilder_init(&w.out, t);
    if (!write_value(&w, args[0], NULL)) {
        strbuilder_drop(&w.out);
        return VALUE_NULL;
    }
    Str *text = strbuilder_finish(&w.out);
    Tuple *pieces = text ? tuple_pack(t, 1, object_value(text)) : NULL;
    xdecref_object(t, text);
    return result_value(pieces);
}

/* Is it one of our functions, which need no call? */
static void recognize_strings(Encoder *e, Value function) {
    if (!is_exact(function, TYPE_BUILTIN_FUNCTION))
        return;
    const MethodDef *def = ((Native *)value_object(function))->def;
    e->charset = def == &json_string_functions[2] ? JSON_ASCII : JSON_UNICODE;
    e->native_strings = def == &json_string_functions[1] || def == &json_string_functions[2];
}

static bool check_arguments(Thread *t, Value *args) {
    if (!is_none(args[0]) && !is_dict(args[0]))
        return raise_type_error(t, "make_encoder() argument 1 must be dict or None, not %.200T", args[0]),
               false;
    for (int i = 4; i <= 5; i++)
        if (!is_str(args[i]))
            return raise_type_error(t, "make_encoder() argument %d must be str, not %.200T", i + 1, args[i]),
                   false;
    return is_none(args[3]) || is_str(args[3]) ||
           (raise_type_error(t, "make_encoder() argument 4 must be str or None, not %.200T", args[3]), false);
}

static Value encoder_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    bool sort_keys, skip_keys, allow_nan;
    if (!check_arguments(t, args) || !arg_bool(t, args[6], &sort_keys) || !arg_bool(t, args[7], &skip_keys) ||
        !arg_bool(t, args[8], &allow_nan))
        return VALUE_NULL;
    Encoder *e = object_new(t, type, 0);
    if (!e)
        return VALUE_NULL;
    e->markers = new_ref(args[0]);
    e->fallback = new_ref(args[1]);
    e->write_string = new_ref(args[2]);
    e->indent = new_ref(args[3]);
    e->key_separator = value_str(new_ref(args[4]));
    e->item_separator = value_str(new_ref(args[5]));
    e->sort_keys = sort_keys;
    e->skip_keys = skip_keys;
    e->allow_nan = allow_nan;
    recognize_strings(e, args[2]);
    return object_value(e);
}

static void encoder_dealloc(Thread *t, Object *o) {
    Encoder *e = (Encoder *)o;
    decref(t, e->markers);
    decref(t, e->fallback);
    decref(t, e->write_string);
    decref(t, e->indent);
    decref_object(t, e->key_separator);
    decref_object(t, e->item_separator);
}

static void encoder_traverse(Object *o, VisitFn visit, void *arg) {
    Encoder *e = (Encoder *)o;
    visit_value(e->markers, visit, arg);
    visit_value(e->fallback, visit, arg);
    visit_value(e->write_string, visit, arg);
}

static Value get_markers(Thread *t, Value self) {
    return new_ref(value_encoder(self)->markers);
}
static Value get_default(Thread *t, Value self) {
    return new_ref(value_encoder(self)->fallback);
}
static Value get_encoder(Thread *t, Value self) {
    return new_ref(value_encoder(self)->write_string);
}
static Value get_indent(Thread *t, Value self) {
    return new_ref(value_encoder(self)->indent);
}
static Value get_key_separator(Thread *t, Value self) {
    return new_object_ref(value_encoder(self)->key_separator);
}
static Value get_item_separator(Thread *t, Value self) {
    return new_object_ref(value_encoder(self)->item_separator);
}
static Value get_sort_keys(Thread *t, Value self) {
    return bool_value(value_encoder(self)->sort_keys);
}
static Value get_skipkeys(Thread *t, Value self) {
    return bool_value(value_encoder(self)->skip_keys);
}

static const GetSetDef getsets[] = {
    {"markers", get_markers, NULL, "markers"},
    {"default", get_default, NULL, "default"},
    {"encoder", get_encoder, NULL, "encoder"},
    {"indent", get_indent, NULL, "indent"},
    {"key_separator", get_key_separator, NULL, "key_separator"},
    {"item_separator", get_item_separator, NULL, "item_separator"},
    {"sort_keys", get_sort_keys, NULL, "sort_keys"},
    {"skipkeys", get_skipkeys, NULL, "skipkeys"},
    {0},
};

const TypeDef json_encoder_type_def = {
    .name = "_json.Encoder",
    .size = sizeof(Encoder),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "JSON encoder: called with (object, level of indentation), answers the pieces of its text.",
    .new_signature =
        "markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan",
    .slots = {.dealloc = encoder_dealloc,
              .traverse = encoder_traverse,
              .call = encoder_call,
              .new_instance = encoder_new},
    .getsets = getsets,
};
