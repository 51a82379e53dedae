/* Module array: methods of the type, pickling, and the module. */
#include "stdlib/array.h"
#include "runtime/bytes.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "stdlib/native_types.h"

static Array *self_array(Value *args) {
    return value_array(args[0]);
}

static Value done(bool ok) {
    return ok ? VALUE_NONE : VALUE_NULL;
}

/* --- items --- */

static Value append_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return done(array_append(t, self_array(args), args[1]));
}

static Value extend_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return done(array_extend(t, self_array(args), args[1]));
}

static Value insert_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Array *a = self_array(args);
    int64_t i;
    uint8_t item[8];
    if (!arg_int64(t, args[1], &i) || !array_pack(t, a->kind, item, args[2]))
        return VALUE_NULL;
    if (i < 0)
        i = i + a->length < 0 ? 0 : i + a->length;
    i = i < a->length ? i : a->length;
    return done(array_splice(t, a, i, i, item, 1));
}

static Value pop_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Array *a = self_array(args);
    int64_t i = -1;
    if (!is_null(args[1]) && !arg_int64(t, args[1], &i))
        return VALUE_NULL;
    if (!a->length)
        return raise_index_error(t, "pop from empty array");
    i += i < 0 ? a->length : 0;
    if (i < 0 || i >= a->length)
        return raise_index_error(t, "pop index out of range");
    Value v = array_get(t, a->kind, array_at(a, i));
    if (is_null(v) || array_splice(t, a, i, i + 1, NULL, 0))
        return v;
    decref(t, v);
    return VALUE_NULL;
}

/* The first place of v in [start, stop); -1: nowhere, -2: exception. */
static int64_t find(Thread *t, Array *a, Value v, int64_t start, int64_t stop) {
    for (int64_t i = start; i < stop && i < a->length; i++) {
        Value item = array_get(t, a->kind, array_at(a, i));
        int equal = is_null(item) ? -1 : op_equal(t, item, v);
        decref(t, item);
        if (equal)
            return equal < 0 ? -2 : i;
    }
    return -1;
}

static Value index_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t start, stop;
    if (!sequence_bounds(t, args[2], args[3], self_array(args)->length, &start, &stop))
        return VALUE_NULL;
    int64_t i = find(t, self_array(args), args[1], start, stop);
    if (i == -1)
        raise_value_error(t, "array.index(x): x not in array");
    return i < 0 ? VALUE_NULL : small_int_value(i);
}

static Value remove_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Array *a = self_array(args);
    int64_t i = find(t, a, args[1], 0, INT64_MAX);
    if (i == -1)
        raise_value_error(t, "array.remove(x): x not in array");
    return done(i >= 0 && array_splice(t, a, i, i + 1, NULL, 0));
}

static Value count_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Array *a = self_array(args);
    int64_t count = 0;
    for (int64_t i = find(t, a, args[1], 0, INT64_MAX); i != -1; i = find(t, a, args[1], i + 1, INT64_MAX)) {
        if (i == -2)
            return VALUE_NULL;
        count++;
    }
    return small_int_value(count);
}

static Value reverse_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Array *a = self_array(args);
    size_t size = a->kind->size;
    uint8_t item[8];
    for (int64_t i = 0, j = a->length - 1; i < j; i++, j--) {
        memcpy(item, array_at(a, i), size);
        memcpy(array_at(a, i), array_at(a, j), size);
        memcpy(array_at(a, j), item, size);
    }
    return VALUE_NONE;
}

static void swap_bytes(Array *a) {
    int size = a->kind->size;
    for (int64_t i = 0; i < a->length; i++) {
        uint8_t *item = array_at(a, i);
        for (int low = 0; low < size / 2; low++) {
            uint8_t byte = item[low];
            item[low] = item[size - 1 - low];
            item[size - 1 - low] = byte;
        }
    }
}

static Value byteswap_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    swap_bytes(self_array(args));
    return VALUE_NONE;
}

/* --- lists, bytes, text, files --- */

static Value tolist_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Array *a = self_array(args);
    List *list = list_new(t, a->length);
    bool ok = list != NULL;
    for (int64_t i = 0; ok && i < a->length; i++) {
        Value v = array_get(t, a->kind, array_at(a, i));
        ok = !is_null(v) && list_append_owned(t, list, v);
    }
    if (ok)
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}

/* All or nothing. */
static Value fromlist_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Array *a = self_array(args);
    if (!is_list(args[1]))
        return raise_type_error(t, "arg must be list");
    int64_t before = a->length;
    List *list = value_list(args[1]);
    bool ok = true;
    for (int64_t i = 0; ok && i < list->length; i++) {
        Value v = new_ref(list->items[i]);
        ok = array_append(t, a, v);
        decref(t, v);
    }
    if (ok)
        return VALUE_NONE;
    Value e = error_fetch(t);
    if (before < a->length)
        array_resize(t, a, before);
    error_restore(t, e);
    return VALUE_NULL;
}

static Value tobytes_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Array *a = self_array(args);
    return result_value(bytes_new(t, a->length ? (char *)a->data : "", (size_t)(a->length * a->kind->size)));
}

static Value frombytes_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_array(args[1]) && value_array(args[1])->kind->size != 1)
        return raise_type_error(t, "a bytes-like object is required");
    return done(array_add_bytes(t, self_array(args), args[1]));
}

static bool check_unicode(Thread *t, Array *a, const char *method) {
    return a->kind->kind == 'c' ||
           (raise_value_error(t, "%s() may only be called on unicode type arrays", method), false);
}

static Value tounicode_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Array *a = self_array(args);
    if (!check_unicode(t, a, "tounicode"))
        return VALUE_NULL;
    StrBuilder b;
    strbuilder_init(&b, t);
    for (int64_t i = 0; i < a->length; i++) {
        uint32_t c;
        memcpy(&c, array_at(a, i), sizeof c);
        if (c > 0x10ffff) {
            strbuilder_drop(&b);
            return raise_value_error(t, "character U+%x is not in range [U+0000; U+10ffff]", (unsigned)c);
        }
        strbuilder_char(&b, c);
    }
    return result_value(strbuilder_finish(&b));
}

static Value fromunicode_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[1]))
        return raise_type_error(t, "fromunicode() argument must be str, not %.200T", args[1]);
    Array *a = self_array(args);
    return done(check_unicode(t, a, "fromunicode") && array_add_text(t, a, value_str(args[1])));
}

static Value call_file(Thread *t, Value file, const char *method, Value argument) {
    Str *name = str_intern_utf8(t, method);
    Value result = name ? op_call_method1(t, file, name, argument) : VALUE_NULL;
    xdecref_object(t, name);
    return result;
}

static Value tofile_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    enum { PIECE = 64 << 10 };
    Array *a = self_array(args);
    for (int64_t at = 0; at < a->length * a->kind->size; at += PIECE) {
        int64_t rest = a->length * a->kind->size - at;
        Bytes *piece = bytes_new(t, a->data + at, (size_t)(rest < PIECE ? rest : PIECE));
        Value written = piece ? call_file(t, args[1], "write", object_value(piece)) : VALUE_NULL;
        xdecref_object(t, piece);
        if (is_null(written))
            return VALUE_NULL;
        decref(t, written);
    }
    return VALUE_NONE;
}

static Value fromfile_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Array *a = self_array(args);
    int64_t count, bytes;
    if (!arg_int64(t, args[2], &count))
        return VALUE_NULL;
    if (count < 0)
        return raise_value_error(t, "negative count");
    if (__builtin_mul_overflow(count, (int64_t)a->kind->size, &bytes) || !fits_small_int(bytes))
        return raise_no_memory(t);
    Value data = call_file(t, args[1], "read", small_int_value(bytes));
    if (is_null(data))
        return data;
    if (!is_bytes(data)) {
        decref(t, data);
        return raise_type_error(t, "read() didn't return bytes");
    }
    bool ok = array_add_bytes(t, a, data);
    if (ok && value_bytes(data)->length != bytes)
        ok = (raise(t, EXC_EOFError, "read() didn't return enough bytes"), false);
    decref(t, data);
    return done(ok);
}

static Value buffer_info_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Array *a = self_array(args);
    Value address = int_from_uint64(t, (uint64_t)(uintptr_t)a->data);
    Tuple *info = is_null(address) ? NULL : tuple_pack(t, 2, address, small_int_value(a->length));
    decref(t, address);
    return result_value(info);
}

static Value sizeof_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Array *a = self_array(args);
    return small_int_value((int64_t)sizeof *a + a->room * a->kind->size);
}

/* --- copies and pickles --- */

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value whole = slice_new(t, VALUE_NONE, VALUE_NONE, VALUE_NONE);
    Value copy = is_null(whole) ? whole : op_getitem(t, args[0], whole);
    decref(t, whole);
    return copy;
}

/* Up to protocol 2: (class, (typecode, list), __dict__). */
static Tuple *reduce_to_list(Thread *t, Array *a, Value dict) {
    Value self = object_value(a), list = tolist_method(t, &self, 1, NULL);
    Value letter = is_null(list) ? list : str_from_char(t, (uint32_t)a->kind->letter);
    Tuple *call = is_null(letter) ? NULL : tuple_pack(t, 2, letter, list);
    Tuple *result = call ? tuple_pack(t, 3, object_value(a->ob.type), object_value(call), dict) : NULL;
    decref(t, list);
    decref(t, letter);
    xdecref_object(t, call);
    return result;
}

/* From protocol 3 on: (_array_reconstructor, (class, typecode, format, bytes), __dict__). */
static Tuple *reduce_to_bytes(Thread *t, Array *a, Value dict) {
    Value self = object_value(a), bytes = tobytes_method(t, &self, 1, NULL);
    Value letter = is_null(bytes) ? bytes : str_from_char(t, (uint32_t)a->kind->letter);
    Str *module_name = str_intern_utf8(t, "array"), *name = str_intern_utf8(t, "_array_reconstructor");
    Value module =
        is_null(letter) || !module_name || !name ? VALUE_NULL : t->interp->hooks.import(t, module_name);
    Value maker = is_null(module) ? module : op_getattr(t, module, name);
    Tuple *call = is_null(maker) ? NULL
                                 : tuple_pack(t, 4, object_value(a->ob.type), letter,
                                              small_int_value(a->kind->machine_format), bytes);
    Tuple *result = call ? tuple_pack(t, 3, maker, object_value(call), dict) : NULL;
    decref(t, bytes);
    decref(t, letter);
    xdecref_object(t, module_name);
    xdecref_object(t, name);
    decref(t, module);
    decref(t, maker);
    xdecref_object(t, call);
    return result;
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t protocol;
    if (!arg_int64(t, args[1], &protocol))
        return VALUE_NULL;
    Value dict = op_getattr_optional(t, args[0], NAME(__dict__));
    if (is_null(dict) && error_pending(t))
        return VALUE_NULL;
    Array *a = self_array(args);
    Tuple *result = protocol < 3 ? reduce_to_list(t, a, or_none(dict)) : reduce_to_bytes(t, a, or_none(dict));
    decref(t, dict);
    return result_value(result);
}

/* How the items of a machine format lie: pickles may come from machines of the other byte order. */
static const struct MachineFormat {
    char kind;
    uint8_t size;
    bool big_endian;
} machine_formats[] = {
    {'u', 1, false}, {'i', 1, false}, {'u', 2, false}, {'u', 2, true}, {'i', 2, false}, {'i', 2, true},
    {'u', 4, false}, {'u', 4, true},  {'i', 4, false}, {'i', 4, true}, {'u', 8, false}, {'u', 8, true},
    {'i', 8, false}, {'i', 8, true},  {'f', 4, false}, {'f', 4, true}, {'f', 8, false}, {'f', 8, true},
    {'c', 2, false}, {'c', 2, true},  {'c', 4, false}, {'c', 4, true},
};

static const ArrayKind *kind_of_format(const struct MachineFormat *format) {
    for (const ArrayKind *kind = array_kinds; kind->letter; kind++)
        if (kind->kind == format->kind && kind->size == format->size)
            return kind;
    return NULL;
}

/* The items of bytes in a machine format, as a list or str that a constructor takes. */
static Value decode_items(Thread *t, const struct MachineFormat *format, Value bytes) {
    const ArrayKind *kind = kind_of_format(format);
    if (!kind) /* UTF-16 */
        return str_decode(t, value_bytes(bytes)->data, (size_t)value_bytes(bytes)->length,
                          format->big_endian ? "utf-16-be" : "utf-16-le", NULL);
    Array *a = array_new(t, native_types_find(t, &array_type_def), kind, 0);
    bool ok = a && array_add_bytes(t, a, bytes);
    if (ok && format->big_endian)
        swap_bytes(a);
    Value self = ok ? object_value(a) : VALUE_NULL;
    Value items = !ok                 ? VALUE_NULL
                  : kind->kind == 'c' ? tounicode_method(t, &self, 1, NULL)
                                      : tolist_method(t, &self, 1, NULL);
    xdecref_object(t, a);
    return items;
}

static Value reconstruct(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t format;
    Type *array_type = native_types_find(t, &array_type_def);
    if (!is_pointer(args[0]) || type_of(t, args[0])->layout != TYPE_TYPE)
        return raise_type_error(t, "first argument must be a type object, not %.200T", args[0]);
    int derived = op_issubclass(t, args[0], object_value(array_type));
    if (derived <= 0)
        return derived < 0 ? VALUE_NULL
                           : raise_type_error(t, "%.200N is not a subtype of array.array",
                                              (Type *)value_object(args[0]));
    if (!is_str(args[1]) || value_str(args[1])->length != 1)
        return raise_type_error(t, "_array_reconstructor() argument 2 must be a unicode character, not %.50T",
                                args[1]);
    if (!array_find_kind(str_at(value_str(args[1]), 0)))
        return raise_value_error(t, "second argument must be a valid type code");
    if (!arg_int64(t, args[2], &format))
        return VALUE_NULL;
    if (format < 0 || format >= (int64_t)(sizeof machine_formats / sizeof *machine_formats))
        return raise_value_error(t, "third argument must be a valid machine format code.");
    if (!is_bytes(args[3]))
        return raise_type_error(t, "fourth argument should be bytes, not %.200T", args[3]);
    Value items = decode_items(t, &machine_formats[format], args[3]);
    Value result = is_null(items) ? items : op_call2(t, args[0], args[1], items);
    decref(t, items);
    return result;
}

/* --- the module --- */

static Value get_typecode(Thread *t, Value self) {
    return str_from_char(t, (uint32_t)value_array(self)->kind->letter);
}
static Value get_itemsize(Thread *t, Value self) {
    return small_int_value(value_array(self)->kind->size);
}

const GetSetDef array_getsets[] = {
    {"typecode", get_typecode, NULL, "the typecode character used to create the array"},
    {"itemsize", get_itemsize, NULL, "the size, in bytes, of one array item"},
    {0},
};

const MethodDef array_methods[] = {
    {"append", append_method, "v, /", "Append v as a new item."},
    {"extend", extend_method, "bb, /", "Append the items of an array of the same type, or of an iterable."},
    {"insert", insert_method, "i, v, /", "Insert v before item i."},
    {"pop", pop_method, "i=-1, /", "Remove item i, and return it."},
    {"remove", remove_method, "v, /", "Remove the first v."},
    {"index", index_method, "v, start=0, stop=sys.maxsize, /", "The place of the first v."},
    {"count", count_method, "v, /", "How often v is an item."},
    {"reverse", reverse_method, "", "Reverse the order of the items."},
    {"byteswap", byteswap_method, "", "Reverse the bytes of each item."},
    {"tolist", tolist_method, "", "The items as a list."},
    {"fromlist", fromlist_method, "list, /", "Append the items of a list: all or none."},
    {"tobytes", tobytes_method, "", "The items as they lie in memory."},
    {"frombytes", frombytes_method, "buffer, /", "Append items from bytes as they would lie in memory."},
    {"tounicode", tounicode_method, "", "The characters as a str (typecode u only)."},
    {"fromunicode", fromunicode_method, "ustr, /", "Append the characters of a str (typecode u only)."},
    {"tofile", tofile_method, "f, /", "Write the items to a binary file."},
    {"fromfile", fromfile_method, "f, n, /", "Read n items from a binary file, and append them."},
    {"buffer_info", buffer_info_method, "", "(address, number of items)"},
    {"__sizeof__", sizeof_method, "", "Size of the array in memory, in bytes."},
    {"__copy__", copy_method, "", "Return a copy of the array."},
    {"__deepcopy__", copy_method, "unused, /", "Return a copy of the array."},
    {"__reduce_ex__", reduce_method, "value, /", "Return state information for pickling."},
    {0},
};

static const MethodDef functions[] = {
    {"_array_reconstructor", reconstruct, "arraytype, typecode, mformat_code, items, /", "For pickles."},
    {0},
};

/* _collections_abc.MutableSequence.register(array) */
static bool register_sequence(Thread *t, Type *type) {
    Str *module_name = str_intern_utf8(t, "_collections_abc"), *name = str_intern_utf8(t, "MutableSequence");
    Str *method = str_intern_utf8(t, "register");
    Value module = module_name && name && method ? t->interp->hooks.import(t, module_name) : VALUE_NULL;
    Value sequence = is_null(module) ? module : op_getattr(t, module, name);
    Value answer = is_null(sequence) ? sequence : op_call_method1(t, sequence, method, object_value(type));
    xdecref_object(t, module_name);
    xdecref_object(t, name);
    xdecref_object(t, method);
    decref(t, module);
    decref(t, sequence);
    decref(t, answer);
    return !is_null(answer);
}

static bool array_exec(Thread *t, Value module) {
    char codes[sizeof "bBuhHiIlLqQfd"] = {0};
    for (int i = 0; array_kinds[i].letter; i++)
        codes[i] = array_kinds[i].letter;
    Type *type = native_types_find(t, &array_type_def);
    return native_types_link(t, module, "array", "arrayiterator") &&
           module_add(t, module, "typecodes", result_value(str_new(t, codes))) &&
           module_add(t, module, "ArrayType", new_object_ref(type)) && register_sequence(t, type);
}

static const TypeDef *const types[] = {&array_type_def, &array_iterator_type_def, NULL};

const ModuleDef array_module_def = {
    .name = "array",
    .doc = "Numbers of one C type in a row.",
    .functions = functions,
    .types = types,
    .exec = array_exec,
};
