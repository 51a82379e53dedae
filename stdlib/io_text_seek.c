/* Positions in text. What tell() answers is the position in bytes where the text not yet handed out starts:
 * codecs keep no state but the byte order, which the stream remembers, so that is all seek() needs. */
#include "runtime/int.h"
#include "stdlib/io_text.h"

Value text_tell(Thread *t, TextIO *f) {
    int64_t inside, at;
    if (!f->seekable)
        return io_raise_unsupported(t, "underlying stream is not seekable");
    if (!f->telling)
        return raise(t, EXC_OSError, "telling position disabled by next() call");
    if (!text_flush(t, f) || !text_check_attached(t, f))
        return VALUE_NULL;
    Value position = op_call_method0(t, f->buffer, NAME(tell));
    if (is_null(position) || !f->readable || f->chunk_length == 0)
        return position;
    bool ok = op_index_int64(t, position, &at, EXC_OverflowError) && text_chunk_position(t, f, &inside);
    decref(t, position);
    return ok ? int_value(t, at - (int64_t)f->chunk_length + inside) : VALUE_NULL;
}

static Value seek_below(Thread *t, TextIO *f, Value offset, int whence) {
    if (!text_flush(t, f) || !text_check_attached(t, f))
        return VALUE_NULL;
    Value args[3] = {f->buffer, offset, small_int_value(whence)};
    Value at = op_call_method(t, NAME(seek), args, whence ? 3 : 2);
    if (is_null(at))
        return at;
    if (!text_forget_read(t, f))
        return decref(t, at), VALUE_NULL;
    f->ended = false;
    f->telling = f->seekable;
    int start = op_equal(t, at, small_int_value(0));
    if (start > 0)
        f->decoder = f->encoder = NULL;
    else if (!f->encoder)
        f->encoder = text_unmarked(f->codec);
    if (start >= 0 && text_is_registered(f) && !text_registered_moved(t, f, start > 0))
        start = -1;
    if (start >= 0)
        return at;
    decref(t, at);
    return VALUE_NULL;
}

/* 1: v is zero; -1: exception. */
static int is_zero(Thread *t, Value v) {
    return op_equal(t, v, small_int_value(0));
}

static Value seek_from_start(Thread *t, TextIO *f, Value cookie) {
    Value negative = op_compare(t, cookie, small_int_value(0), COMPARE_LT);
    if (is_null(negative))
        return negative;
    bool bad = is_true(negative);
    decref(t, negative);
    if (bad)
        return raise_value_error(t, "negative seek position %R", cookie);
    Value result = seek_below(t, f, cookie, 0);
    if (is_null(result))
        return result;
    decref(t, result);
    return new_ref(cookie);
}

static Value seek_from_here(Thread *t, Value self) {
    Value cookie = op_call_method0(t, self, NAME(tell));
    if (is_null(cookie))
        return cookie;
    Value result = seek_from_start(t, text_of(self), cookie);
    decref(t, cookie);
    return result;
}

Value text_seek(Thread *t, Value self, Value cookie, Value whence_value) {
    TextIO *f = text_of(self);
    int whence = 0, zero;
    if (!is_null(whence_value) && !arg_int(t, whence_value, &whence))
        return VALUE_NULL;
    if (!f->seekable)
        return io_raise_unsupported(t, "underlying stream is not seekable");
    switch (whence) {
    case 0:
        return seek_from_start(t, f, cookie);
    case 1:
        if ((zero = is_zero(t, cookie)) > 0)
            return seek_from_here(t, self);
        return zero < 0 ? VALUE_NULL : io_raise_unsupported(t, "can't do nonzero cur-relative seeks");
    case 2:
        if ((zero = is_zero(t, cookie)) > 0)
            return seek_below(t, f, cookie, 2);
        return zero < 0 ? VALUE_NULL : io_raise_unsupported(t, "can't do nonzero end-relative seeks");
    }
    return raise_value_error(t, "invalid whence (%d, should be 0, 1 or 2)", whence);
}
