/* Items: between values and bytes. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "stdlib/struct.h"
#include <math.h>

/* --- bytes in the format's order --- */

static void store(const StructFormat *format, uint8_t *data, uint64_t bits, int size) {
    for (int i = 0; i < size; i++)
        data[format->big_endian ? size - 1 - i : i] = (uint8_t)(bits >> 8 * i);
}

static uint64_t load(const StructFormat *format, const uint8_t *data, int size) {
    uint64_t bits = 0;
    for (int i = 0; i < size; i++)
        bits |= (uint64_t)data[format->big_endian ? size - 1 - i : i] << 8 * i;
    return bits;
}

/* --- halves: 1 bit of sign, 5 of exponent, 10 of mantissa --- */

/* Rounds half to even. false: too large. */
static bool to_half(double d, uint16_t *half) {
    uint16_t sign = signbit(d) ? 0x8000 : 0;
    int exponent;
    if (!isfinite(d) || d == 0) {
        *half = (uint16_t)(sign | (isnan(d) ? 0x7e00 : isinf(d) ? 0x7c00 : 0));
        return true;
    }
    frexp(d, &exponent);
    exponent = exponent < -13 ? -13 : exponent; /* subnormal ones share the least */
    double steps = rint(ldexp(fabs(d), 11 - exponent));
    uint32_t bits = (uint32_t)steps + (uint32_t)((exponent + 13) << 10);
    *half = (uint16_t)(sign | bits);
    return bits < 0x7c00;
}

static double from_half(uint16_t half) {
    int exponent = half >> 10 & 31, mantissa = half & 0x3ff;
    double d = exponent == 31 ? (mantissa ? NAN : INFINITY)
               : exponent     ? ldexp(mantissa + 1024, exponent - 25)
                              : ldexp(mantissa, -24);
    return half & 0x8000 ? -d : d;
}

/* --- packing --- */

static bool out_of_range(Thread *t) {
    return struct_error(t, "argument out of range");
}

/* A new int, by __index__. */
static Value as_int(Thread *t, Value v) {
    if (is_int(v))
        return new_ref(v);
    if (!type_of(t, v)->slots.unary[UNARY_INDEX])
        return struct_error(t, "required argument is not an integer"), VALUE_NULL;
    return op_index(t, v);
}

static bool not_between(Thread *t, const StructFormat *format, char letter, int64_t low, uint64_t high) {
    const char *name = letter == 'b'        ? "byte"
                       : letter == 'B'      ? "ubyte"
                       : format->big_endian ? NULL
                       : letter == 'h'      ? "short"
                       : letter == 'H'      ? "ushort"
                                            : NULL;
    if (name)
        return struct_error(t, "%s format requires %lld <= number <= %lld", name, (long long)low,
                            (long long)high);
    return struct_error(t, "'%c' format requires %lld <= number <= %lld", letter, (long long)low,
                        (long long)high);
}

/* What is no 64-bit number at all. */
static bool beyond(Thread *t, const StructFormat *format, const StructCode *code) {
    return format->big_endian && code->size == 8 ? struct_error(t, "int too large to convert")
                                                 : out_of_range(t);
}

/* In the machine's own order, small ones are read as signed numbers, whatever they are, as in CPython: which
 * of the two complaints comes depends on it. */
static bool int_bits(Thread *t, const StructFormat *format, const StructCode *code, Value v, uint64_t *bits) {
    int64_t i;
    bool is_signed = code->kind == 'i';
    uint64_t high = ~(uint64_t)0 >> (64 - 8 * code->size + is_signed);
    int64_t low = is_signed ? -(int64_t)high - 1 : 0;
    if (is_signed || code->size == 1 || (code->size < 4 && !format->big_endian)) {
        if (!int_to_int64(v, &i))
            return beyond(t, format, code);
        *bits = (uint64_t)i;
        return (i >= low && (i < 0 || (uint64_t)i <= high)) ||
               not_between(t, format, code->letter, low, high);
    }
    if (!int_to_uint64(v, bits))
        return beyond(t, format, code);
    return *bits <= high || not_between(t, format, code->letter, low, high);
}

/* Pointers, and what is as large as they are, wrap. */
static bool pointer_bits(Thread *t, const StructCode *code, Value v, uint64_t *bits) {
    int64_t i;
    bool fits = code->letter == 'n' ? int_to_int64(v, &i) : int_to_uint64(v, bits);
    if (fits) {
        *bits = code->letter == 'n' ? (uint64_t)i : *bits;
        return true;
    }
    if (code->letter == 'P' && int_to_int64(v, &i))
        return *bits = (uint64_t)i, true;
    return struct_error(t, code->letter == 'P' ? "int too large to convert" : "argument out of range");
}

static bool pack_int(Thread *t, const StructFormat *format, const StructCode *code, uint8_t *data, Value v) {
    uint64_t bits;
    Value number = as_int(t, v);
    if (is_null(number))
        return false;
    bool ok = code->letter == 'n' || code->letter == 'N' || code->letter == 'P'
                  ? pointer_bits(t, code, number, &bits)
                  : int_bits(t, format, code, number, &bits);
    decref(t, number);
    if (ok)
        store(format, data, bits, code->size);
    return ok;
}

static bool too_large(Thread *t, char letter, Value v) {
    if (is_int(v))
        return struct_error(t, "int too large to convert");
    return raise_overflow(t, "float too large to pack with %c format", letter), false;
}

static bool pack_float(Thread *t, const StructFormat *format, const StructCode *code, uint8_t *data,
                       Value v) {
    double d;
    uint64_t bits = 0;
    if (!op_float(t, v, &d)) {
        error_clear(t);
        return struct_error(t, "required argument is not a float");
    }
    if (code->letter == 'e') {
        uint16_t half;
        if (!to_half(d, &half))
            return too_large(t, 'e', v);
        bits = half;
    } else if (code->letter == 'f') {
        float f = (float)d;
        uint32_t single;
        if (isinf(f) && !isinf(d) && !format->native)
            return too_large(t, 'f', v);
        memcpy(&single, &f, sizeof single);
        bits = single;
    } else {
        memcpy(&bits, &d, sizeof bits);
    }
    store(format, data, bits, code->size);
    return true;
}

/* The bytes of a bytes or bytearray; false: it is neither. */
static bool get_bytes(Value v, const uint8_t **bytes, int64_t *length) {
    if (is_bytes(v)) {
        *bytes = value_bytes(v)->data;
        *length = value_bytes(v)->length;
        return true;
    }
    if (!is_bytearray(v))
        return false;
    const ByteArray *array = (const ByteArray *)value_object(v);
    *bytes = array->data ? array->data : (const uint8_t *)"";
    *length = array->length;
    return true;
}

/* s: padded with zeros or cut. p: the same behind a byte for the length. */
static bool pack_text(Thread *t, const StructField *field, uint8_t *data, Value v) {
    const uint8_t *bytes;
    int64_t length, room = field->count;
    if (!get_bytes(v, &bytes, &length))
        return struct_error(t, "argument for '%c' must be a bytes object", field->code.letter);
    if (field->code.kind == 'p') {
        if (room == 0)
            return true;
        length = length < --room ? length : room;
        *data++ = (uint8_t)(length < 255 ? length : 255);
    }
    memcpy(data, bytes, (size_t)(length < room ? length : room));
    return true;
}

static bool pack_item(Thread *t, const StructFormat *format, const StructCode *code, uint8_t *data, Value v) {
    int truth;
    switch (code->kind) {
    case 'c':
        if (!is_bytes(v) || value_bytes(v)->length != 1)
            return struct_error(t, "char format requires a bytes object of length 1");
        *data = *value_bytes(v)->data;
        return true;
    case '?':
        truth = op_is_true(t, v);
        *data = truth > 0;
        return truth >= 0;
    case 'f':
        return pack_float(t, format, code, data, v);
    default:
        return pack_int(t, format, code, data, v);
    }
}

bool struct_pack(Thread *t, const StructFormat *format, uint8_t *data, Value *values) {
    memset(data, 0, (size_t)format->size);
    for (int i = 0; i < format->field_count; i++) {
        const StructField *field = &format->fields[i];
        uint8_t *place = data + field->offset;
        if (field->code.kind == 's' || field->code.kind == 'p') {
            if (!pack_text(t, field, place, *values++))
                return false;
            continue;
        }
        for (int64_t n = 0; n < field->count; n++, place += field->code.size)
            if (!pack_item(t, format, &field->code, place, *values++))
                return false;
    }
    return true;
}

/* --- unpacking --- */

static Value unpack_float(Thread *t, uint64_t bits, int size) {
    float f;
    double d;
    uint32_t single = (uint32_t)bits;
    if (size == 2)
        return float_value(t, from_half((uint16_t)bits));
    if (size == 4) {
        memcpy(&f, &single, sizeof f);
        return float_value(t, f);
    }
    memcpy(&d, &bits, sizeof d);
    return float_value(t, d);
}

static Value bytes_value(Thread *t, const uint8_t *data, int64_t length) {
    Bytes *bytes = bytes_new(t, data, (size_t)length);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static Value unpack_item(Thread *t, const StructFormat *format, const StructCode *code, const uint8_t *data) {
    if (code->kind == 'c')
        return bytes_value(t, data, 1);
    if (code->kind == '?')
        return bool_value(*data);
    uint64_t bits = load(format, data, code->size);
    if (code->kind == 'f')
        return unpack_float(t, bits, code->size);
    if (code->kind == 'u')
        return int_from_uint64(t, bits);
    int unused = 64 - 8 * code->size;
    return int_value(t, (int64_t)(bits << unused) >> unused);
}

static Value unpack_text(Thread *t, const StructField *field, const uint8_t *data) {
    if (field->code.kind == 's' || field->count == 0)
        return bytes_value(t, data, field->count);
    int64_t length = *data < field->count ? *data : field->count - 1;
    return bytes_value(t, data + 1, length);
}

Tuple *struct_unpack(Thread *t, const StructFormat *format, const uint8_t *data) {
    Tuple *tuple = tuple_new(t, format->items);
    int64_t item = 0;
    bool ok = tuple != NULL;
    for (int i = 0; ok && i < format->field_count; i++) {
        const StructField *field = &format->fields[i];
        const uint8_t *place = data + field->offset;
        bool text = field->code.kind == 's' || field->code.kind == 'p';
        for (int64_t n = 0; ok && n < (text ? 1 : field->count); n++, place += field->code.size) {
            Value v = text ? unpack_text(t, field, place) : unpack_item(t, format, &field->code, place);
            tuple->items[item++] = v;
            ok = !is_null(v);
        }
    }
    if (ok)
        return tuple;
    xdecref_object(t, tuple);
    return NULL;
}
