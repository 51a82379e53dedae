/* Module binascii: binary data as text. Hexadecimal digits, checksums, and the module itself are here;
 * base64, and what mail uses besides, have files of their own. */
#include "stdlib/binascii.h"
#include "stdlib/libraries.h"
#include "runtime/bytes_methods.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/park.h"
#include "runtime/str.h"
#include "stdlib/native_types.h"
#include <zlib.h>

static const TypeDef error_type_def, incomplete_type_def;

bool binascii_take(Thread *t, Value v, SpanArg *arg) {
    arg->view.owner = VALUE_NULL;
    if (is_str(v)) {
        if (!value_str(v)->ascii)
            return raise_value_error(t, "string argument should contain only ASCII characters"), false;
        arg->span = (ByteSpan){value_str(v)->data, value_str(v)->length};
        return true;
    }
    if (buffer_supported(t, v) && span_get(t, v, arg))
        return true;
    error_clear(t);
    return raise_type_error(t, "argument should be bytes, buffer or ASCII string, not '%T'", v), false;
}

Value binascii_raise(Thread *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    native_types_raise(t, &error_type_def, format, args);
    va_end(args);
    return VALUE_NULL;
}

bool binascii_flag(Thread *t, Value v, bool otherwise, bool *out) {
    *out = otherwise;
    return is_null(v) || arg_bool(t, v, out);
}

Value binascii_finish(Thread *t, ByteBuilder *b, SpanArg *arg) {
    Bytes *result = bytebuilder_finish(b);
    span_release(t, arg);
    return result ? object_value(result) : VALUE_NULL;
}

Value binascii_fail(Thread *t, ByteBuilder *b, SpanArg *arg) {
    bytebuilder_drop(b);
    span_release(t, arg);
    return VALUE_NULL;
}

/* --- hexadecimal digits --- */

static Value b2a_hex(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    int group = 1;
    if (!is_null(args[2]) && !arg_int(t, args[2], &group))
        return VALUE_NULL;
    if (!span_get(t, args[0], &data))
        return VALUE_NULL;
    Value text = span_hex_text(t, data.span, args[1], group);
    span_release(t, &data);
    if (is_null(text))
        return VALUE_NULL;
    Value result = str_encode(t, value_str(text), "latin-1", NULL);
    decref(t, text);
    return result;
}

static Value a2b_hex(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg text;
    ByteBuilder b;
    if (!binascii_take(t, args[0], &text))
        return VALUE_NULL;
    bytebuilder_init(&b, t);
    if (text.span.length % 2) {
        binascii_raise(t, "Odd-length string");
        return binascii_fail(t, &b, &text);
    }
    for (int64_t i = 0; i < text.span.length; i += 2) {
        int high = binascii_hex_value(text.span.data[i]), low = binascii_hex_value(text.span.data[i + 1]);
        if (high < 0 || low < 0) {
            binascii_raise(t, "Non-hexadecimal digit found");
            return binascii_fail(t, &b, &text);
        }
        bytebuilder_char(&b, (uint8_t)(high << 4 | low));
    }
    return binascii_finish(t, &b, &text);
}

/* --- checksums --- */

enum { WITHOUT_GIL = 5 << 10 }; /* bytes that are worth giving the lock up for */

static Value crc32_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    Value start = is_null(args[1]) ? small_int_value(0) : op_index(t, args[1]);
    if (is_null(start))
        return VALUE_NULL;
    uLong crc = (uint32_t)int_low_bits(start);
    decref(t, start);
    if (!span_get(t, args[0], &data))
        return VALUE_NULL;
    size_t length = (size_t)data.span.length;
    if (length > WITHOUT_GIL)
        crc = BLOCKING(t, "crc32", crc32_z(crc, data.span.data, length));
    else
        crc = crc32_z(crc, data.span.data, length);
    span_release(t, &data);
    return int_value(t, (int64_t)crc);
}

/* The polynomial is x^16 + x^12 + x^5 + 1. */
static uint16_t crc_ccitt(uint16_t crc, ByteSpan s) {
    for (int64_t i = 0; i < s.length; i++) {
        crc ^= (uint16_t)(s.data[i] << 8);
        for (int bit = 0; bit < 8; bit++)
            crc = (uint16_t)(crc << 1 ^ (crc & 0x8000 ? 0x1021 : 0));
    }
    return crc;
}

static Value crc_hqx(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    Value start = op_index(t, args[1]);
    if (is_null(start))
        return VALUE_NULL;
    uint16_t crc = (uint16_t)int_low_bits(start);
    decref(t, start);
    if (!span_get(t, args[0], &data))
        return VALUE_NULL;
    crc = crc_ccitt(crc, data.span);
    span_release(t, &data);
    return small_int_value(crc);
}

/* --- the module --- */

static const MethodDef functions[] = {
    {"b2a_hex", b2a_hex, "data, sep=<unrepresentable>, bytes_per_sep=1",
     "The hexadecimal digits of data, as bytes.\n\nsep is put between groups of bytes_per_sep bytes, counted "
     "from the end; negative: from the start."},
    {"hexlify", b2a_hex, "data, sep=<unrepresentable>, bytes_per_sep=1", "The same as b2a_hex()."},
    {"a2b_hex", a2b_hex, "hexstr, /", "The bytes that pairs of hexadecimal digits stand for."},
    {"unhexlify", a2b_hex, "hexstr, /", "The same as a2b_hex()."},
    {"crc32", crc32_function, "data, crc=0, /", "The CRC-32 of data, going on from crc."},
    {"crc_hqx", crc_hqx, "data, crc, /", "The CRC-CCITT of data, going on from crc."},
    {0}};

static const TypeDef error_type_def = {
    .name = "binascii.Error",
    .base = EXC_ValueError,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

static const TypeDef incomplete_type_def = {
    .name = "binascii.Incomplete",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

static bool add_functions(Thread *t, Value module, const MethodDef *table) {
    Str *name = str_intern_utf8(t, "binascii");
    bool ok = name != NULL;
    for (; ok && table->name; table++)
        ok = module_add(t, module, table->name, native_new(t, table, name));
    xdecref_object(t, name);
    return ok;
}

static bool binascii_exec(Thread *t, Value module) {
    return library_load(t, &library_z) && add_functions(t, module, binascii_base64_functions) &&
           add_functions(t, module, binascii_mail_functions);
}

static const TypeDef *const types[] = {&error_type_def, &incomplete_type_def, NULL};

const ModuleDef binascii_module_def = {
    .name = "binascii",
    .doc = "Conversion between binary data and text that is ASCII.",
    .functions = functions,
    .types = types,
    .exec = binascii_exec,
};
