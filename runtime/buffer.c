/* The buffer protocol, and bytes-like arguments. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/ops.h"

bool buffer_supported(Thread *t, Value v) {
    return type_of(t, v)->slots.get_buffer != NULL;
}

bool buffer_get(Thread *t, Value v, Buffer *view, int flags) {
    const Slots *slots = &type_of(t, v)->slots;
    if (!slots->get_buffer)
        return raise_type_error(t, "a bytes-like object is required, not '%T'", v), false;
    *view = (Buffer){.item_size = 1, .format = "B", .dimensions = 1, .strides = {1}, .owner = VALUE_NULL};
    if (!slots->get_buffer(t, v, view, flags))
        return false;
    if (is_null(view->owner)) /* else it is another object's, which v stands for */
        view->owner = new_ref(v);
    return true;
}

void buffer_release(Thread *t, Buffer *view) {
    Value owner = view->owner;
    if (is_null(owner))
        return;
    const Slots *slots = &type_of(t, owner)->slots;
    if (slots->release_buffer)
        slots->release_buffer(t, owner, view);
    view->owner = VALUE_NULL;
    decref(t, owner);
}

bool span_get(Thread *t, Value v, SpanArg *arg) {
    arg->view.owner = VALUE_NULL;
    if (is_bytes(v)) {
        arg->span = span_of(v);
        return true;
    }
    if (!buffer_get(t, v, &arg->view, BUFFER_SIMPLE))
        return false;
    arg->span = (ByteSpan){arg->view.data, arg->view.length};
    return true;
}

bool span_get_or_byte(Thread *t, Value v, SpanArg *arg, const char *format) {
    if (buffer_supported(t, v))
        return span_get(t, v, arg);
    arg->view.owner = VALUE_NULL;
    if (!is_int(v) && !type_of(t, v)->slots.unary[UNARY_INDEX])
        return raise_type_error(t, format, v), false;
    arg->span = (ByteSpan){&arg->byte, 1};
    return byte_argument(t, v, &arg->byte);
}

void span_release(Thread *t, SpanArg *arg) {
    buffer_release(t, &arg->view);
}

bool byte_argument(Thread *t, Value v, uint8_t *out) {
    if (is_small_int(v) && small_int(v) >= 0 && small_int(v) < 256) {
        *out = (uint8_t)small_int(v);
        return true;
    }
    int64_t i;
    if (!op_index_clipped(t, v, &i))
        return false;
    if (i < 0 || i > 255)
        return raise_value_error(t, "byte must be in range(0, 256)"), false;
    *out = (uint8_t)i;
    return true;
}

Value span_result(Thread *t, Value self, const void *data, int64_t length) {
    if (!is_bytes(self))
        return bytearray_new(t, data, (size_t)length);
    Bytes *bytes = bytes_new(t, data, (size_t)length);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

Value span_copy(Thread *t, Value self) {
    if (is_exact(self, TYPE_BYTES))
        return new_ref(self);
    return span_result(t, self, span_of(self).data, span_of(self).length);
}
