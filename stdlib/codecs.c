/* Module _codecs: encoding and decoding by name, registered codecs and error handlers. */
#include "runtime/byte_span.h"
#include "runtime/codec.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"

/* The C string of an optional str argument; NULL in *out where it is missing. */
static bool name_argument(Thread *t, Value v, const char *function, const char *name, const char **out) {
    *out = NULL;
    if (is_null(v))
        return true;
    Str *s = arg_str(t, v, function, name);
    return s && (*out = str_utf8(t, s, NULL));
}

static Value encode_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *encoding, *errors;
    if (!name_argument(t, args[1], "encode", "encoding", &encoding) ||
        !name_argument(t, args[2], "encode", "errors", &errors))
        return VALUE_NULL;
    const Codec *codec = codec_find(encoding ? encoding : "utf-8");
    if (!codec)
        return codec_call_registered(t, encoding, 0, args[0], errors);
    if (!is_str(args[0]))
        return raise_type_error(t, "%s_encode() argument 1 must be str, not %T", codec->name, args[0]);
    return codec_encode(t, codec, value_str(args[0]), errors);
}

static Value decode_bytes(Thread *t, const Codec *codec, Value v, const char *errors, bool partial,
                          size_t *used) {
    SpanArg data;
    if (!span_get(t, v, &data))
        return VALUE_NULL;
    Value s = codec_decode(t, codec, data.span.data, (size_t)data.span.length, errors, partial, used);
    span_release(t, &data);
    return s;
}

static Value decode_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *encoding, *errors;
    if (!name_argument(t, args[1], "decode", "encoding", &encoding) ||
        !name_argument(t, args[2], "decode", "errors", &errors))
        return VALUE_NULL;
    const Codec *codec = codec_find(encoding ? encoding : "utf-8");
    if (!codec)
        return codec_call_registered(t, encoding, 1, args[0], errors);
    return decode_bytes(t, codec, args[0], errors, false, NULL);
}

static Value pair(Thread *t, Value v, int64_t n) {
    Value items[2] = {v, small_int_value(n)};
    Tuple *tuple = is_null(v) ? NULL : tuple_from_owned(t, items, 2);
    return tuple ? object_value(tuple) : VALUE_NULL;
}

static const Codec *built_in(Thread *t, Value name) {
    Str *s = arg_str(t, name, "codec", "encoding");
    const char *text = s ? str_utf8(t, s, NULL) : NULL;
    const Codec *codec = text ? codec_find(text) : NULL;
    if (text && !codec)
        raise(t, EXC_LookupError, "unknown encoding: %s", text);
    return codec;
}

/* builtin_encode(name, text, errors): (bytes, characters consumed) */
static Value builtin_encode_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *errors;
    const Codec *codec = built_in(t, args[0]);
    if (!codec || !name_argument(t, args[2], "encode", "errors", &errors))
        return VALUE_NULL;
    if (!is_str(args[1]))
        return raise_type_error(t, "encode() argument 1 must be str, not %T", args[1]);
    return pair(t, codec_encode(t, codec, value_str(args[1]), errors), value_str(args[1])->length);
}

/* builtin_decode(name, bytes, errors, final): (text, bytes consumed) */
static Value builtin_decode_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *errors;
    bool final = true;
    size_t used = 0;
    const Codec *codec = built_in(t, args[0]);
    if (!codec || !name_argument(t, args[2], "decode", "errors", &errors))
        return VALUE_NULL;
    if (!is_null(args[3]) && !arg_bool(t, args[3], &final))
        return VALUE_NULL;
    Value s = decode_bytes(t, codec, args[1], errors, !final, &used);
    return pair(t, s, (int64_t)used);
}

/* The canonical name of a built-in codec, or None. */
static Value builtin_name_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *name;
    if (!name_argument(t, args[0], "lookup", "encoding", &name))
        return VALUE_NULL;
    const Codec *codec = codec_find(name);
    return codec ? str_value(str_new(t, codec->name)) : VALUE_NONE;
}

/* What the bytes of a set with one for each character mean, U+FFFE where nothing; None: it is no such one. */
static Value builtin_table_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Codec *codec = built_in(t, args[0]);
    if (!codec || !codec->codes)
        return codec ? VALUE_NONE : VALUE_NULL;
    StrBuilder out;
    strbuilder_init(&out, t);
    for (int i = 0; i < 256; i++)
        strbuilder_char(&out, codec->codes[i]);
    return str_value(strbuilder_finish(&out));
}

/* The names of the built-in codecs, each followed by its aliases. */
static Value builtin_aliases_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    List *list = list_new(t, 100);
    for (int i = 0; list && codec_tables[i]; i++)
        for (const Codec *codec = codec_tables[i]; list && codec->name; codec++) {
            Value names = str_value(str_new(t, codec->aliases));
            if (is_null(names) || !list_append(t, list, names)) {
                decref_object(t, list);
                list = NULL;
            }
            decref(t, names);
        }
    return result_value(list);
}

static Value lookup_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[0]))
        return raise_type_error(t, "lookup() argument must be str, not %T", args[0]);
    const char *encoding = str_utf8(t, value_str(args[0]), NULL);
    if (!encoding)
        return VALUE_NULL;
    return codec_lookup_registered(t, encoding);
}

static Value register_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return codec_register(t, args[0]) ? VALUE_NONE : VALUE_NULL;
}

static Value unregister_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return codec_unregister(t, args[0]) ? VALUE_NONE : VALUE_NULL;
}

static Value register_error_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *name = arg_str(t, args[0], "register_error", "1");
    return name && codec_register_error(t, name, args[1]) ? VALUE_NONE : VALUE_NULL;
}

/* The built-in error handlers as functions. */

#define ERROR_FUNCTION(name)                                                                                 \
    static Value name##_errors(Thread *t, Value *args, int nargs, Tuple *kwnames) {                          \
        return codec_handle_error(t, #name, args[0]);                                                        \
    }
ERROR_FUNCTION(strict)
ERROR_FUNCTION(ignore)
ERROR_FUNCTION(replace)
ERROR_FUNCTION(backslashreplace)
ERROR_FUNCTION(xmlcharrefreplace)
ERROR_FUNCTION(namereplace)
ERROR_FUNCTION(surrogateescape)
ERROR_FUNCTION(surrogatepass)

static const MethodDef error_functions[] = {
    {"strict_errors", strict_errors, "exception, /", NULL},
    {"ignore_errors", ignore_errors, "exception, /", NULL},
    {"replace_errors", replace_errors, "exception, /", NULL},
    {"backslashreplace_errors", backslashreplace_errors, "exception, /", NULL},
    {"xmlcharrefreplace_errors", xmlcharrefreplace_errors, "exception, /", NULL},
    {"namereplace_errors", namereplace_errors, "exception, /", NULL},
    {"surrogateescape", surrogateescape_errors, "exception, /", NULL},
    {"surrogatepass", surrogatepass_errors, "exception, /", NULL},
    {0}};

static bool names_handler(const MethodDef *def, const char *name) {
    size_t n = strlen(name);
    return strncmp(def->name, name, n) == 0 && (def->name[n] == 0 || strcmp(def->name + n, "_errors") == 0);
}

/* Made when somebody asks first, and the same from then on. */
static Value make_handler(Thread *t, const MethodDef *def, Value name) {
    Value handler = native_new(t, def, NULL);
    if (is_null(handler) || codec_register_error(t, value_str(name), handler))
        return handler;
    decref(t, handler);
    return VALUE_NULL;
}

static Value lookup_error_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *name;
    if (!name_argument(t, args[0], "lookup_error", "name", &name))
        return VALUE_NULL;
    Value handler = codec_registered_error(t, name);
    if (!is_null(handler) || error_pending(t))
        return handler;
    for (const MethodDef *def = error_functions; def->name; def++)
        if (names_handler(def, name))
            return make_handler(t, def, args[0]);
    return raise(t, EXC_LookupError, "unknown error handler name '%s'", name);
}

static const MethodDef functions[] = {
    {"encode", encode_function, "obj, encoding='utf-8', errors='strict'", "Encodes obj."},
    {"decode", decode_function, "obj, encoding='utf-8', errors='strict'", "Decodes obj."},
    {"lookup", lookup_function, "encoding, /", "The CodecInfo of an encoding."},
    {"register", register_function, "search_function, /", "Adds a function that finds codecs."},
    {"unregister", unregister_function, "search_function, /", "Takes such a function away."},
    {"register_error", register_error_function, "errors, handler, /", "Names an error handler."},
    {"lookup_error", lookup_error_function, "name, /", "The error handler of that name."},
    {"builtin_encode", builtin_encode_function, "encoding, text, errors='strict', /", NULL},
    {"builtin_decode", builtin_decode_function, "encoding, data, errors='strict', final=True, /", NULL},
    {"builtin_name", builtin_name_function, "encoding, /", NULL},
    {"builtin_table", builtin_table_function, "encoding, /", NULL},
    {"builtin_aliases", builtin_aliases_function, "", NULL},
    {0}};
const ModuleDef codecs_module_def = {.name = "_codecs", .functions = functions};
