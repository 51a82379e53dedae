/* Items of memoryviews: between C numbers in memory and Python values. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/memoryview.h"
#include "runtime/ops.h"
#include <sys/types.h>

static const struct ItemFormat {
    char text[2];
    uint8_t size;
    char kind; /* i: signed, u: unsigned, f: float, c: bytes of length 1, ?: bool */
} item_formats[] = {{"B", 1, 'u'},
                    {"b", 1, 'i'},
                    {"c", 1, 'c'},
                    {"?", 1, '?'},
                    {"h", sizeof(short), 'i'},
                    {"H", sizeof(short), 'u'},
                    {"i", sizeof(int), 'i'},
                    {"I", sizeof(int), 'u'},
                    {"l", sizeof(long), 'i'},
                    {"L", sizeof(long), 'u'},
                    {"q", sizeof(long long), 'i'},
                    {"Q", sizeof(long long), 'u'},
                    {"n", sizeof(ssize_t), 'i'},
                    {"N", sizeof(size_t), 'u'},
                    {"P", sizeof(void *), 'u'},
                    {"f", sizeof(float), 'f'},
                    {"d", sizeof(double), 'f'}};

static const struct ItemFormat *find_format(char c) {
    for (size_t i = 0; i < sizeof item_formats / sizeof *item_formats; i++)
        if (item_formats[i].text[0] == c)
            return &item_formats[i];
    return NULL;
}

int64_t memoryview_item_size(char format) {
    const struct ItemFormat *found = find_format(format);
    return found ? found->size : 0;
}

const char *memoryview_format_text(char format) {
    return find_format(format)->text;
}

static const struct ItemFormat *format_of(Thread *t, const Buffer *view) {
    const char *text = view->format[0] == '@' ? view->format + 1 : view->format;
    const struct ItemFormat *found = text[0] && !text[1] ? find_format(text[0]) : NULL;
    if (!found)
        raise(t, EXC_NotImplementedError, "memoryview: format %s not supported", view->format);
    return found;
}

Value memoryview_unpack(Thread *t, const Buffer *view, const uint8_t *data) {
    const struct ItemFormat *format = format_of(t, view);
    uint64_t bits = 0;
    float f;
    double d;
    if (!format)
        return VALUE_NULL;
    memcpy(&bits, data, format->size);
    switch (format->kind) {
    case 'u':
        return int_from_uint64(t, bits);
    case 'i':
        bits <<= 64 - 8 * format->size;
        return int_value(t, (int64_t)bits >> (64 - 8 * format->size));
    case '?':
        return bool_value(bits != 0);
    case 'c': {
        Bytes *bytes = bytes_new(t, data, 1);
        return bytes ? object_value(bytes) : VALUE_NULL;
    }
    default:
        memcpy(&f, data, sizeof f);
        if (format->size == sizeof f)
            return float_value(t, f);
        memcpy(&d, data, sizeof d);
        return float_value(t, d);
    }
}

static bool bad_value(Thread *t, const Buffer *view) {
    raise_value_error(t, "memoryview: invalid value for format '%s'", view->format);
    return false;
}

/* A TypeError of a conversion becomes the view's own. */
static bool bad_type(Thread *t, const Buffer *view) {
    if (error_pending(t) && !error_clear_if(t, EXC_TypeError))
        return false;
    raise_type_error(t, "memoryview: invalid type for format '%s'", view->format);
    return false;
}

static bool pack_integer(Thread *t, const Buffer *view, const struct ItemFormat *format, uint8_t *data,
                         Value v) {
    int64_t i;
    uint64_t u;
    int bits = 8 * format->size;
    Value n = op_index(t, v);
    if (is_null(n))
        return bad_type(t, view);
    bool fits;
    if (format->kind == 'u') {
        fits = int_to_uint64(n, &u) && (bits == 64 || u >> bits == 0);
    } else {
        fits = int_to_int64(n, &i) &&
               (bits == 64 || (i >= -((int64_t)1 << (bits - 1)) && i < (int64_t)1 << (bits - 1)));
        u = fits ? (uint64_t)i : 0;
    }
    decref(t, n);
    if (!fits)
        return bad_value(t, view);
    memcpy(data, &u, format->size);
    return true;
}

static bool pack_float(Thread *t, const Buffer *view, const struct ItemFormat *format, uint8_t *data,
                       Value v) {
    double d;
    if (!op_float(t, v, &d))
        return bad_type(t, view);
    float f = (float)d;
    if (format->size == sizeof f)
        memcpy(data, &f, sizeof f);
    else
        memcpy(data, &d, sizeof d);
    return true;
}

bool memoryview_pack(Thread *t, const Buffer *view, uint8_t *data, Value v) {
    const struct ItemFormat *format = format_of(t, view);
    if (!format)
        return false;
    if (format->kind == 'f')
        return pack_float(t, view, format, data, v);
    if (format->kind == '?') {
        int truth = op_is_true(t, v);
        *data = truth == 1;
        return truth >= 0;
    }
    if (format->kind != 'c')
        return pack_integer(t, view, format, data, v);
    if (!is_bytes(v))
        return bad_type(t, view);
    if (value_bytes(v)->length != 1)
        return bad_value(t, view);
    *data = value_bytes(v)->data[0];
    return true;
}
