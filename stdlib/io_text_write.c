/* Writing text: newlines, encoding, buffering. */
#include "runtime/memory.h"
#include "runtime/text.h"
#include "stdlib/io_text.h"

/* What goes to the buffer below: pending bytes, perhaps with more behind them. */
static bool write_below(Thread *t, TextIO *f, const uint8_t *data, size_t length) {
    if (!text_check_attached(t, f))
        return false;
    if (f->buffered) {
        Value held = new_ref(f->buffer); /* another thread may detach it meanwhile */
        bool ok = buffered_locked_write(t, f->buffered, data, (int64_t)length);
        decref(t, held);
        return ok;
    }
    Value bytes = io_bytes(t, data, length);
    Value v = is_null(bytes) ? bytes : op_call_method1(t, f->buffer, NAME(write), bytes);
    decref(t, bytes);
    decref(t, v);
    return !is_null(v);
}

/* What is pending is taken out first: others may write while this thread waits. */
bool text_flush_pending(Thread *t, TextIO *f) {
    size_t length = f->pending_length;
    if (!length)
        return true;
    uint8_t *data = f->pending;
    f->pending = NULL;
    f->pending_length = 0;
    bool ok = write_below(t, f, data, length);
    if (f->pending)
        mem_free(data);
    else
        f->pending = data;
    return ok;
}

static bool flush_below(Thread *t, TextIO *f) {
    if (!text_check_attached(t, f)) /* not any more, perhaps, after waiting */
        return false;
    if (f->buffered && f->buffered->writable) {
        Value held = new_ref(f->buffer);
        bool ok = buffered_locked_flush(t, f->buffered);
        decref(t, held);
        return ok;
    }
    Value v = op_call_method0(t, f->buffer, NAME(flush));
    decref(t, v);
    return !is_null(v);
}

bool text_flush(Thread *t, TextIO *f) {
    return text_flush_pending(t, f) && flush_below(t, f);
}

static bool add_pending(Thread *t, TextIO *f, const uint8_t *data, size_t length) {
    while (length > TEXT_CHUNK - f->pending_length) { /* again if others have written meanwhile */
        if (!text_flush_pending(t, f))
            return false;
        if (length >= TEXT_CHUNK)
            return write_below(t, f, data, length);
    }
    if (!f->pending && !(f->pending = mem_alloc(TEXT_CHUNK)))
        return raise_no_memory(t), false;
    memcpy(f->pending + f->pending_length, data, length);
    f->pending_length += length;
    return true;
}

const Codec *text_unmarked(const Codec *codec) {
    if (codec->encode == utf8_sig_encode)
        return codec_find("utf-8");
    return codec->marked ? codec_unmarked(codec, false) : codec;
}

/* The codec to write with: after the first text, or behind what the file already holds, one that writes no
 * byte order mark. */
static const Codec *next_encoder(TextIO *f) {
    const Codec *codec = f->encoder ? f->encoder : f->codec;
    f->encoder = text_unmarked(codec);
    return codec;
}

static bool add_encoded(Thread *t, TextIO *f, Str *s) {
    const Codec *codec = next_encoder(f);
    if (s->ascii &&
        (codec->encode == utf8_encode || codec->encode == ascii_encode || codec->encode == latin1_encode))
        return add_pending(t, f, s->data, (size_t)s->length);
    Value bytes = text_is_registered(f) ? text_registered_encode(t, f, s)
                                        : codec_encode(t, codec, s, str_utf8(t, f->errors, NULL));
    if (is_null(bytes))
        return false;
    bool ok = add_pending(t, f, value_bytes(bytes)->data, (size_t)value_bytes(bytes)->length);
    decref(t, bytes);
    return ok;
}

/* With "\n" replaced by the stream's newline. New reference. */
static Str *with_newlines(Thread *t, const TextIO *f, Str *s) {
    StrBuilder b;
    strbuilder_init(&b, t);
    for (int64_t from = 0, at; from < s->length; from = at + 1) {
        at = text_find_char(s->data, s->kind, from, s->length, '\n', false);
        strbuilder_slice(&b, s, from, at < 0 ? s->length : at);
        if (at < 0)
            break;
        strbuilder_text(&b, f->newline);
    }
    return strbuilder_finish(&b);
}

static bool has(const Str *s, uint32_t c) {
    return text_find_char(s->data, s->kind, 0, s->length, c, false) >= 0;
}

bool text_write(Thread *t, TextIO *f, Str *s) {
    bool line_end = f->line_buffering && (has(s, '\n') || has(s, '\r')), ok;
    if (!f->writable)
        return io_raise_unsupported(t, "not writable"), false;
    if (f->newline && f->newline[0] == '\r' && has(s, '\n')) {
        Str *changed = with_newlines(t, f, s);
        ok = changed && add_encoded(t, f, changed);
        xdecref_object(t, changed);
    } else
        ok = add_encoded(t, f, s);
    if (!ok)
        return false;
    if (!text_forget_read(t, f))
        return false;
    if (line_end)
        return text_flush(t, f);
    return !f->write_through || text_flush_pending(t, f);
}
