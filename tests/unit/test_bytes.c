// bytes and bytearray: storage, shared objects, views that forbid resizing.
#include "python.h"
#include "runtime/bytes.h"

static Thread *t;
static void set_up(void) {
    t = interp_new(NULL);
}
static void tear_down(void) {
    interp_free(t);
    check_leaks();
}
TestSuite(bytes, .init = set_up);

Test(bytes, the_data_ends_with_a_nul) {
    Bytes *b = bytes_new(t, "ab\0c", 4);
    cr_expect_eq(b->length, 4);
    cr_expect_arr_eq(b->data, "ab\0c", 5);
    Str *text = op_repr(t, object_value(b));
    expect_text(t, text, "b'ab\\x00c'");
    b = bytes_shrink(t, b, 2);
    cr_expect_arr_eq(b->data, "ab", 3);
    decref_object(t, b);
    tear_down();
}

Test(bytes, empty_and_single_bytes_are_shared) {
    Bytes *a = bytes_new(t, "", 0), *b = bytes_new(t, "", 0);
    cr_expect_eq(a, b);
    decref_object(t, a), decref_object(t, b);
    tear_down();
}

Test(bytes, views_forbid_resizing) {
    Value array = bytearray_new(t, "abc", 3);
    Buffer view;
    cr_assert(buffer_get(t, array, &view, BUFFER_WRITABLE));
    ((uint8_t *)view.data)[0] = 'X';
    Value argument = small_int_value('d'), append = op_getattr(t, array, NAME(append));
    cr_expect(is_null(op_call1(t, append, argument)));
    expect_error(t, EXC_BufferError, "Existing exports of data: object cannot be re-sized");
    buffer_release(t, &view);
    cr_expect(!is_null(op_call1(t, append, argument)));
    expect_text(t, op_repr(t, array), "bytearray(b'Xbcd')");
    decref(t, append);
    decref(t, array);
    tear_down();
}

Test(bytes, bytes_cannot_be_written_to) {
    Bytes *b = bytes_new(t, "abc", 3);
    Buffer view;
    cr_expect(!buffer_get(t, object_value(b), &view, BUFFER_WRITABLE));
    cr_expect(error_clear_if(t, EXC_BufferError));
    cr_expect(buffer_get(t, object_value(b), &view, BUFFER_SIMPLE));
    cr_expect_eq(object_refcount(b), 2);
    buffer_release(t, &view);
    cr_expect_eq(object_refcount(b), 1);
    cr_expect(!buffer_get(t, VALUE_NONE, &view, BUFFER_SIMPLE));
    expect_error(t, EXC_TypeError, "a bytes-like object is required, not 'NoneType'");
    decref_object(t, b);
    tear_down();
}
