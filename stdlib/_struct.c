/* Module _struct: the type Struct, and functions that keep one for each format. */
#include "runtime/byte_span.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/exception.h"
#include "runtime/iterator.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/native_types.h"
#include "stdlib/struct.h"

static const TypeDef error_type_def, struct_type_def, unpack_iterator_type_def, cache_type_def;

bool struct_error(Thread *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    native_types_raise(t, &error_type_def, format, args);
    va_end(args);
    return false;
}

/* --- Struct --- */

typedef struct Struct {
    Object ob;
    StructFormat format;
    Value text; /* a str; VALUE_NULL: __init__ was not called */
} Struct;

static Struct *value_struct(Value v) {
    return (Struct *)value_object(v);
}

/* The text of a format, as a new str. */
static Value format_text(Thread *t, Value v) {
    if (is_str(v)) {
        Value ascii = str_encode(t, value_str(v), "ascii", NULL);
        decref(t, ascii);
        return is_null(ascii) ? ascii : new_ref(v);
    }
    if (is_bytes(v))
        return str_decode_object(t, v, "latin-1", NULL);
    return raise_type_error(t, "Struct() argument 1 must be a str or bytes object, not %.200T", v);
}

static Value struct_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Struct *s = object_new(t, type, 0);
    if (!s)
        return VALUE_NULL;
    s->text = VALUE_NULL;
    return object_value(s);
}

static bool struct_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Struct *s = value_struct(self);
    StructFormat format;
    size_t length;
    Value text = format_text(t, args[0]);
    if (is_null(text))
        return false;
    const char *letters = str_utf8(t, value_str(text), &length);
    if (!letters || !struct_format_parse(t, letters, length, &format)) {
        decref(t, text);
        return false;
    }
    struct_format_free(&s->format);
    s->format = format;
    value_store(t, &s->text, text);
    return true;
}

static void struct_dealloc(Thread *t, Object *o) {
    struct_format_free(&((Struct *)o)->format);
    value_clear(t, &((Struct *)o)->text);
}

static bool check_ready(Thread *t, Struct *s) {
    return !is_null(s->text) || (raise(t, EXC_RuntimeError, "Struct object is not initialized"), false);
}

static bool check_items(Thread *t, Struct *s, const char *function, int given) {
    return given == s->format.items || struct_error(t, "%s expected %zd items for packing (got %d)", function,
                                                    (ssize_t)s->format.items, given);
}

static Value pack(Thread *t, Struct *s, Value *values, int count) {
    if (!check_ready(t, s) || !check_items(t, s, "pack", count))
        return VALUE_NULL;
    Bytes *bytes = bytes_new(t, NULL, (size_t)s->format.size);
    if (bytes && struct_pack(t, &s->format, bytes->data, values))
        return object_value(bytes);
    xdecref_object(t, bytes);
    return VALUE_NULL;
}

/* Where `offset` is in a buffer; false: there is no room for the struct. */
static bool find_place(Thread *t, Struct *s, int64_t length, bool packing, int64_t *offset) {
    const char *verb = packing ? "pack" : "unpack";
    int64_t size = s->format.size, given = *offset;
    if (given < 0) {
        if (given + size > 0)
            return struct_error(t,
                                packing ? "no space to pack %zd bytes at offset %zd"
                                        : "not enough data to unpack %zd bytes at offset %zd",
                                (ssize_t)size, (ssize_t)given);
        if (given + length < 0)
            return struct_error(t, "offset %zd out of range for %zd-byte buffer", (ssize_t)given,
                                (ssize_t)length);
        *offset += length;
    }
    if (length - *offset >= size)
        return true;
    return struct_error(
        t,
        "%s requires a buffer of at least %zu bytes for %sing %zd bytes at offset %zd (actual "
        "buffer size is %zd)",
        packing ? "pack_into" : "unpack_from", (size_t)size + (size_t)*offset, verb, (ssize_t)size,
        (ssize_t)*offset, (ssize_t)length);
}

/* pack_into(buffer, offset, values...) */
static Value pack_into(Thread *t, Struct *s, Value *args, int count) {
    int64_t offset;
    Buffer view;
    if (!check_ready(t, s))
        return VALUE_NULL;
    if (count < 2) {
        struct_error(t, "pack_into expected %s argument", count ? "offset" : "buffer");
        return VALUE_NULL;
    }
    if (!check_items(t, s, "pack_into", count - 2))
        return VALUE_NULL;
    if (!buffer_supported(t, args[0]) || !buffer_get(t, args[0], &view, BUFFER_WRITABLE)) {
        error_clear(t);
        return raise_type_error(t, "argument must be read-write bytes-like object, not %.200T", args[0]);
    }
    bool ok = op_index_int64(t, args[1], &offset, EXC_IndexError) &&
              find_place(t, s, view.length, true, &offset) &&
              struct_pack(t, &s->format, (uint8_t *)view.data + offset, args + 2);
    buffer_release(t, &view);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value unpack(Thread *t, Struct *s, Value buffer) {
    SpanArg data;
    if (!check_ready(t, s) || !span_get(t, buffer, &data))
        return VALUE_NULL;
    Tuple *result = NULL;
    if (data.span.length == s->format.size)
        result = struct_unpack(t, &s->format, data.span.data);
    else
        struct_error(t, "unpack requires a buffer of %zd bytes", (ssize_t)s->format.size);
    span_release(t, &data);
    return result_value(result);
}

static Value unpack_from(Thread *t, Struct *s, Value buffer, Value offset) {
    SpanArg data;
    int64_t at = 0;
    if (!check_ready(t, s) || (!is_null(offset) && !arg_int64(t, offset, &at)) || !span_get(t, buffer, &data))
        return VALUE_NULL;
    Tuple *result = find_place(t, s, data.span.length, false, &at)
                        ? struct_unpack(t, &s->format, data.span.data + at)
                        : NULL;
    span_release(t, &data);
    return result_value(result);
}

/* --- iter_unpack --- */

typedef struct UnpackIterator {
    Object ob;
    Struct *structure; /* NULL: at the end */
    Buffer view;       /* held until then */
    int64_t at;
} UnpackIterator;

static UnpackIterator *value_iterator(Value v) {
    return (UnpackIterator *)value_object(v);
}

static Value iter_unpack(Thread *t, Struct *s, Value buffer) {
    Buffer view;
    int64_t size = s->format.size;
    if (!check_ready(t, s))
        return VALUE_NULL;
    if (size == 0)
        return struct_error(t, "cannot iteratively unpack with a struct of length 0"), VALUE_NULL;
    if (!buffer_get(t, buffer, &view, BUFFER_SIMPLE))
        return VALUE_NULL;
    bool fits =
        view.length % size == 0 ||
        struct_error(t, "iterative unpacking requires a buffer of a multiple of %zd bytes", (ssize_t)size);
    UnpackIterator *it = fits ? object_new(t, native_types_find(t, &unpack_iterator_type_def), 0) : NULL;
    if (!it) {
        buffer_release(t, &view);
        return VALUE_NULL;
    }
    incref_object(s);
    it->structure = s;
    it->view = view;
    return object_value(it);
}

static void iterator_end(Thread *t, UnpackIterator *it) {
    Struct *s = it->structure;
    it->structure = NULL;
    if (!s)
        return;
    buffer_release(t, &it->view);
    decref_object(t, s);
}

static Value iterator_next(Thread *t, Value self) {
    UnpackIterator *it = value_iterator(self);
    Struct *s = it->structure;
    if (!s)
        return VALUE_NULL;
    if (it->at + s->format.size > it->view.length) {
        iterator_end(t, it);
        return VALUE_NULL;
    }
    Tuple *result = struct_unpack(t, &s->format, (uint8_t *)it->view.data + it->at);
    it->at += s->format.size;
    return result_value(result);
}

static Value iterator_hint(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    UnpackIterator *it = value_iterator(args[0]);
    Struct *s = it->structure;
    return small_int_value(s ? (it->view.length - it->at) / s->format.size : 0);
}

static void iterator_dealloc(Thread *t, Object *o) {
    iterator_end(t, (UnpackIterator *)o);
}

static void iterator_traverse(Object *o, VisitFn visit, void *arg) {
    UnpackIterator *it = (UnpackIterator *)o;
    if (it->structure)
        visit_value(it->view.owner, visit, arg);
}

static const MethodDef iterator_methods[] = {{"__length_hint__", iterator_hint, "", NULL}, {0}};

static const TypeDef unpack_iterator_type_def = {
    .name = "_struct.unpack_iterator",
    .size = sizeof(UnpackIterator),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = iterator_dealloc,
              .traverse = iterator_traverse,
              .iter = iterator_self,
              .next = iterator_next},
    .methods = iterator_methods,
};

/* --- methods --- */

static Value pack_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return args_no_keywords(t, "Struct.pack", kwnames) ? pack(t, value_struct(args[0]), args + 1, nargs - 1)
                                                       : VALUE_NULL;
}
static Value pack_into_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return args_no_keywords(t, "Struct.pack_into", kwnames)
               ? pack_into(t, value_struct(args[0]), args + 1, nargs - 1)
               : VALUE_NULL;
}
static Value unpack_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return unpack(t, value_struct(args[0]), args[1]);
}
static Value unpack_from_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return unpack_from(t, value_struct(args[0]), args[1], args[2]);
}
static Value iter_unpack_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return iter_unpack(t, value_struct(args[0]), args[1]);
}

static Value get_format(Thread *t, Value self) {
    return check_ready(t, value_struct(self)) ? new_ref(value_struct(self)->text) : VALUE_NULL;
}
static Value get_size(Thread *t, Value self) {
    return check_ready(t, value_struct(self)) ? int_value(t, value_struct(self)->format.size) : VALUE_NULL;
}

static const MethodDef struct_methods[] = {
    {"pack", pack_method, NULL, "S.pack(v1, v2, ...) -> bytes with the values in the format."},
    {"pack_into", pack_into_method, NULL,
     "S.pack_into(buffer, offset, v1, v2, ...)\n\nThe values in the format, written into the buffer."},
    {"unpack", unpack_method, "buffer, /", "The values of a buffer of the format's size."},
    {"unpack_from", unpack_from_method, "buffer, offset=0", "The values of a buffer from the offset on."},
    {"iter_unpack", iter_unpack_method, "buffer, /", "An iterator over a buffer of several structs."},
    {0},
};

static const GetSetDef struct_getsets[] = {
    {"format", get_format, NULL, "struct format string"},
    {"size", get_size, NULL, "struct size in bytes"},
    {0},
};

static const TypeDef struct_type_def = {
    .name = "_struct.Struct",
    .size = sizeof(Struct),
    .flags = TYPE_BASE | TYPE_WEAKREFABLE,
    .doc = "A format, compiled: between values and bytes.",
    .init_signature = "format",
    .slots = {.dealloc = struct_dealloc, .new_instance = struct_new, .init = struct_init},
    .methods = struct_methods,
    .getsets = struct_getsets,
};

/* --- functions: methods of a hidden object that keeps what was compiled --- */

enum { CACHE_MOST = 100 };

typedef struct Cache {
    Object ob;
    Dict *structs; /* by format */
} Cache;

/* The Struct of a format: new; NULL: exception. */
static Struct *get_struct(Thread *t, Value cache, Value format) {
    Dict *structs = ((Cache *)value_object(cache))->structs;
    bool text = is_str_exact(format) || is_exact(format, TYPE_BYTES);
    Value found = text ? dict_get(t, structs, format) : VALUE_NULL;
    if (!is_null(found) || error_pending(t))
        return is_null(found) ? NULL : value_struct(new_ref(found));
    Value made = op_call1(t, object_value(native_types_find(t, &struct_type_def)), format);
    if (is_null(made) || !text)
        return is_null(made) ? NULL : value_struct(made);
    if (structs->length >= CACHE_MOST)
        dict_clear(t, structs);
    if (dict_set(t, structs, format, made))
        return value_struct(made);
    decref(t, made);
    return NULL;
}

static Value calcsize_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Struct *s = get_struct(t, args[0], args[1]);
    Value size = s ? int_value(t, s->format.size) : VALUE_NULL;
    xdecref_object(t, s);
    return size;
}

static Value with_format(Thread *t, Value *args, int nargs, Tuple *kwnames, const char *name,
                         Value (*work)(Thread *, Struct *, Value *, int)) {
    if (!args_no_keywords(t, name, kwnames))
        return VALUE_NULL;
    if (nargs < 2)
        return raise_type_error(t, "missing format argument");
    Struct *s = get_struct(t, args[0], args[1]);
    Value result = s ? work(t, s, args + 2, nargs - 2) : VALUE_NULL;
    xdecref_object(t, s);
    return result;
}

static Value pack_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return with_format(t, args, nargs, kwnames, "pack", pack);
}
static Value pack_into_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return with_format(t, args, nargs, kwnames, "pack_into", pack_into);
}

static Value unpack_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Struct *s = get_struct(t, args[0], args[1]);
    Value result = s ? unpack(t, s, args[2]) : VALUE_NULL;
    xdecref_object(t, s);
    return result;
}
static Value unpack_from_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Struct *s = get_struct(t, args[0], args[1]);
    Value result = s ? unpack_from(t, s, args[2], args[3]) : VALUE_NULL;
    xdecref_object(t, s);
    return result;
}
static Value iter_unpack_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Struct *s = get_struct(t, args[0], args[1]);
    Value result = s ? iter_unpack(t, s, args[2]) : VALUE_NULL;
    xdecref_object(t, s);
    return result;
}

static Value clear_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    dict_clear(t, ((Cache *)value_object(args[0]))->structs);
    return VALUE_NONE;
}

static const MethodDef cache_methods[] = {
    {"calcsize", calcsize_function, "format, /", "The size in bytes of a struct of the format."},
    {"pack", pack_function, NULL, "pack(format, v1, v2, ...) -> bytes\n\nThe values in the format."},
    {"pack_into", pack_into_function, NULL,
     "pack_into(format, buffer, offset, v1, v2, ...)\n\nThe values in the format, written into the buffer."},
    {"unpack", unpack_function, "format, buffer, /", "The values of a buffer of the format's size."},
    {"unpack_from", unpack_from_function, "format, /, buffer, offset=0",
     "The values of a buffer from the offset on."},
    {"iter_unpack", iter_unpack_function, "format, buffer, /",
     "An iterator over a buffer of several structs of the format."},
    {"_clearcache", clear_function, "", "Forget the formats that were compiled."},
    {0},
};

static void cache_dealloc(Thread *t, Object *o) {
    xdecref_object(t, ((Cache *)o)->structs);
}

static void cache_traverse(Object *o, VisitFn visit, void *arg) {
    visit_object(((Cache *)o)->structs, visit, arg);
}

static const TypeDef cache_type_def = {
    .name = "_struct._Cache",
    .size = sizeof(Cache),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = cache_dealloc, .traverse = cache_traverse},
    .methods = cache_methods,
};

static const TypeDef error_type_def = {
    .name = "struct.error",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

static bool struct_exec(Thread *t, Value module) {
    Cache *cache = object_new(t, native_types_find(t, &cache_type_def), 0);
    if (!cache)
        return false;
    cache->structs = dict_new(t, 0);
    bool ok = cache->structs != NULL;
    for (const MethodDef *def = cache_methods; ok && def->name; def++) {
        Str *name = str_intern_utf8(t, def->name);
        ok = name && module_add(t, module, def->name, op_getattr(t, object_value(cache), name));
        xdecref_object(t, name);
    }
    decref_object(t, cache);
    return ok;
}

static const TypeDef *const types[] = {&error_type_def, &struct_type_def, &unpack_iterator_type_def,
                                       &cache_type_def, NULL};

const ModuleDef _struct_module_def = {
    .name = "_struct",
    .doc = "Values as bytes in the formats of C structs.",
    .types = types,
    .exec = struct_exec,
};
