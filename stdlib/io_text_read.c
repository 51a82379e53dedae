/* Reading text: chunks of bytes, decoding, lines. */
#include "runtime/memory.h"
#include "runtime/text.h"
#include "stdlib/io_text.h"

static void set_text(Thread *t, TextIO *f, Str *text) {
    Str *old = f->text;
    f->text = text;
    f->text_at = 0;
    xdecref_object(t, old);
}

static void forget_read(Thread *t, TextIO *f) {
    set_text(t, f, NULL);
    f->chunk_length = f->chunk_used = 0;
}

bool text_forget_read(Thread *t, TextIO *f) {
    if (!f->readable)
        return true;
    if (!stream_enter(t, &f->reading, &f->ob))
        return false;
    forget_read(t, f);
    stream_leave(t, &f->reading);
    return true;
}

/* Bytes of one character unit, so of a \r. */
static size_t unit_size(const Codec *codec) {
    return codec->decode == utf16_decode ? 2 : codec->decode == utf32_decode ? 4 : 1;
}

/* Settles on a decoder when the first bytes are there: a byte order mark is read and skipped. 0: more bytes
 * are needed. */
static bool choose_decoder(TextIO *f, const uint8_t *data, size_t length, bool final, size_t *skip) {
    const Codec *codec = f->codec;
    size_t unit = unit_size(codec);
    *skip = 0;
    if (codec->decode == utf8_sig_decode) {
        if (length < 3 && !final && memcmp(data, "\xef\xbb\xbf", length) == 0)
            return false;
        *skip = length >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
        f->decoder = codec_find("utf-8");
        return true;
    }
    f->decoder = codec;
    if (!codec->marked || (length < unit && final))
        return true;
    if (length < unit)
        return f->decoder = NULL, false;
    bool little = memcmp(data, "\xff\xfe\0\0", unit) == 0,
         big = memcmp(data, "\0\0\xfe\xff" + (4 - unit), unit) == 0;
    *skip = little || big ? unit : 0;
    f->decoder = little || big ? codec_unmarked(codec, big) : NULL;
    return true;
}

/* As CPython's incremental decoders have it. What was read is lost. */
static bool raise_no_mark(Thread *t, TextIO *f) {
    f->chunk_length = f->chunk_used = 0;
    raise(t, EXC_UnicodeError, "UTF-%d stream does not start with BOM", unit_size(f->codec) == 2 ? 16 : 32);
    return false;
}

/* Decodes as much of the bytes as is complete (all, if final). With `wait` a \r at the end waits for what
 * follows. */
static Str *decode(Thread *t, TextIO *f, const Codec *codec, const uint8_t *data, size_t length, bool final,
                   bool wait, size_t *used) {
    Str *s;
    wait = wait && text_is_universal(f);
    if (text_is_registered(f))
        return text_registered_decode(t, f, data, length, final, wait, used);
    if (codec->decode == utf8_decode && text_is_ascii(data, length)) {
        s = str_from_ascii(t, (const char *)data, length);
        *used = length;
    } else {
        Value v = codec_decode(t, codec, data, length, str_utf8(t, f->errors, NULL), !final, used);
        s = is_null(v) ? NULL : value_str(v);
    }
    if (!s || !wait || !s->length || str_at(s, s->length - 1) != '\r')
        return s;
    Str *shorter = str_slice(t, s, 0, s->length - 1);
    decref_object(t, s);
    *used -= unit_size(codec);
    return shorter;
}

/* The next bytes of the buffer: appended to what is left of the chunk. false: exception. *got: how many. */
static bool read_bytes(Thread *t, TextIO *f, size_t hint, size_t *got) {
    if (!text_check_attached(t, f))
        return false;
    size_t left = f->chunk_length - f->chunk_used;
    if (left)
        memmove(f->chunk, f->chunk + f->chunk_used, left);
    f->chunk_length = left;
    f->chunk_used = 0;
    Value bytes = VALUE_NULL;
    if (!f->buffered) {
        bytes = op_call_method1(t, f->buffer, f->has_read1 ? NAME(read1) : NAME(read),
                                small_int_value((int64_t)hint));
        if (is_null(bytes))
            return false;
        if (!is_bytes(bytes)) {
            raise_type_error(t, "underlying %s() should have returned a bytes-like object, not '%T'",
                             f->has_read1 ? "read1" : "read", bytes);
            decref(t, bytes);
            return false;
        }
        hint = (size_t)value_bytes(bytes)->length;
    }
    uint8_t *chunk = mem_realloc(f->chunk, left + hint + 1);
    ssize_t n = IO_FAILED;
    if (!chunk)
        raise_no_memory(t);
    else {
        f->chunk = chunk;
        n = (ssize_t)hint;
        if (f->buffered) {
            Value held = new_ref(f->buffer); /* another thread may detach it meanwhile */
            n = buffered_locked_read(t, f->buffered, chunk + left, hint);
            decref(t, held);
        } else
            memcpy(chunk + left, value_bytes(bytes)->data, hint);
    }
    decref(t, bytes);
    if (n == IO_FAILED)
        return false;
    *got = n > 0 ? (size_t)n : 0;
    f->chunk_length += *got;
    return true;
}

/* Decodes the chunk into the next text. */
static bool decode_chunk(Thread *t, TextIO *f, bool final) {
    size_t skip = 0, used = 0;
    Str *s;
    f->ended = final;
    f->state_before = f->state;
    if (!f->decoder && !choose_decoder(f, f->chunk, f->chunk_length, final, &skip))
        s = str_empty(t);
    else if (!f->decoder)
        return raise_no_mark(t, f);
    else
        s = decode(t, f, f->decoder, f->chunk + skip, f->chunk_length - skip, final, !final, &used);
    if (!s)
        return false;
    f->chunk_used = skip + used;
    f->chunk_decoder = f->decoder;
    if (skip) { /* positions are counted behind the mark, but the mark is part of the file: keep it with the
                   first character */
        memmove(f->chunk, f->chunk + skip, f->chunk_length - skip);
        f->chunk_length -= skip;
        f->chunk_used -= skip;
    }
    if (text_is_universal(f) && !(s = newlines_translate(t, s, !f->newline, &f->seen)))
        return false;
    set_text(t, f, s);
    return true;
}

/* After an error the bytes of the buffer are lost, and reading goes on behind them: as in CPython. */
static bool decode_new(Thread *t, TextIO *f, size_t left, bool final) {
    if (decode_chunk(t, f, final))
        return true;
    f->chunk_length = left;
    f->chunk_used = 0;
    return false;
}

/* Reads on until there is some text: 1, 0 at the end, -1 exception. The old text must be used up. */
static int read_chunk(Thread *t, TextIO *f, int64_t wanted) {
    size_t hint = (size_t)(wanted > f->read_size ? wanted : f->read_size), got;
    if (!f->readable)
        return io_raise_unsupported(t, "not readable"), -1;
    do {
        size_t left = f->chunk_length - f->chunk_used;
        if (!read_bytes(t, f, hint, &got) || !decode_new(t, f, left, got == 0))
            return -1;
    } while (f->text->length == 0 && got);
    return f->text->length > 0;
}

static bool add_rest(Thread *t, TextIO *f, StrBuilder *b, int64_t most) {
    if (!f->text)
        return false;
    int64_t left = f->text->length - f->text_at, n = most >= 0 && most < left ? most : left;
    strbuilder_slice(b, f->text, f->text_at, f->text_at + n);
    f->text_at += n;
    return n > 0;
}

/* All that is left, by one read() of the buffer. */
static Value read_all(Thread *t, TextIO *f) {
    StrBuilder b;
    if (!text_check_attached(t, f))
        return VALUE_NULL;
    Value bytes = op_call_method1(t, f->buffer, NAME(read), small_int_value(-1));
    if (is_null(bytes))
        return bytes;
    if (!is_bytes(bytes)) {
        raise_type_error(t, "underlying read() should have returned a bytes-like object, not '%T'", bytes);
        decref(t, bytes);
        return VALUE_NULL;
    }
    size_t left = f->chunk_length - f->chunk_used, n = (size_t)value_bytes(bytes)->length;
    uint8_t *chunk = mem_alloc(left + n + 1);
    if (!chunk)
        return decref(t, bytes), raise_no_memory(t);
    if (left)
        memcpy(chunk, f->chunk + f->chunk_used, left);
    memcpy(chunk + left, value_bytes(bytes)->data, n);
    decref(t, bytes);
    strbuilder_init(&b, t);
    bool some = add_rest(t, f, &b, -1);
    mem_free(f->chunk);
    f->chunk = chunk;
    f->chunk_length = left + n;
    f->chunk_used = 0;
    if (!decode_new(t, f, left, true))
        return strbuilder_drop(&b), VALUE_NULL;
    Value all;
    if (some) {
        add_rest(t, f, &b, -1);
        all = str_value(strbuilder_finish(&b));
    } else {
        strbuilder_drop(&b);
        all = new_object_ref(f->text);
    }
    forget_read(t, f);
    return all;
}

static Value read_some(Thread *t, TextIO *f, int64_t size) {
    StrBuilder b;
    int more = 1;
    if (size < 0)
        return read_all(t, f);
    strbuilder_init(&b, t);
    add_rest(t, f, &b, size);
    while (b.length < size && (more = read_chunk(t, f, size - b.length)) > 0)
        add_rest(t, f, &b, size - b.length);
    if (more >= 0)
        return str_value(strbuilder_finish(&b));
    strbuilder_drop(&b);
    return VALUE_NULL;
}

Value text_read(Thread *t, TextIO *f, int64_t size) {
    if (!f->readable)
        return io_raise_unsupported(t, "not readable");
    if (!text_flush_pending(t, f) || !stream_enter(t, &f->reading, &f->ob))
        return VALUE_NULL;
    Value v = read_some(t, f, size);
    stream_leave(t, &f->reading);
    return v;
}

static int64_t line_end(const TextIO *f) {
    return newlines_find_end(f->text, f->text_at, !f->newline, text_is_universal(f), f->newline);
}

static Value take(Thread *t, TextIO *f, int64_t end) {
    Str *s = str_slice(t, f->text, f->text_at, end);
    f->text_at = end;
    return str_value(s);
}

/* A line that goes on over several texts, or ends with a limit or the stream. */
static Value read_long_line(Thread *t, TextIO *f, int64_t limit) {
    StrBuilder b;
    int more = 1;
    strbuilder_init(&b, t);
    while (limit < 0 || b.length < limit) {
        if ((!f->text || f->text_at == f->text->length) && (more = read_chunk(t, f, 0)) <= 0)
            break;
        bool held_cr = f->newline && f->newline[0] == '\r' && f->newline[1] && b.length &&
                       str_at(f->text, f->text_at) == '\n' && text_at(b.data, b.kind, b.length - 1) == '\r';
        int64_t end = held_cr ? f->text_at + 1 : line_end(f), most = limit < 0 ? INT64_MAX : limit - b.length;
        int64_t stop = end < 0 ? f->text->length : end;
        if (stop - f->text_at > most) {
            stop = f->text_at + most;
            end = -1;
        }
        add_rest(t, f, &b, stop - f->text_at);
        if (end >= 0)
            break;
    }
    if (more >= 0)
        return str_value(strbuilder_finish(&b));
    strbuilder_drop(&b);
    return VALUE_NULL;
}

static Value read_line(Thread *t, TextIO *f, int64_t limit) {
    if (f->text && limit < 0) {
        int64_t end = line_end(f);
        if (end >= 0)
            return take(t, f, end);
    }
    return read_long_line(t, f, limit);
}

Value text_readline(Thread *t, TextIO *f, int64_t limit) {
    if (!text_flush_pending(t, f) || !stream_enter(t, &f->reading, &f->ob))
        return VALUE_NULL;
    Value v = read_line(t, f, limit);
    stream_leave(t, &f->reading);
    return v;
}

/* Is the character at offset n of the chunk a \n, or not known yet? */
static bool may_go_on_with_lf(const TextIO *f, size_t n) {
    size_t unit = unit_size(f->chunk_decoder);
    n -= n % unit; /* behind the last whole character */
    if (n + unit > f->chunk_length)
        return !f->ended;
    unsigned sum = 0;
    for (size_t i = 0; i < unit; i++)
        sum += f->chunk[n + i];
    return sum == '\n' && memchr(f->chunk + n, '\n', unit);
}

/* Code points that the first n bytes of the chunk give, with newlines as they were handed out. -1: exception.
 */
static int64_t points_of(Thread *t, TextIO *f, size_t n, size_t *used) {
    int seen = 0;
    bool final = f->ended && n == f->chunk_length;
    f->state = f->state_before;
    Str *s = decode(t, f, f->chunk_decoder, f->chunk, n, final, may_go_on_with_lf(f, n), used);
    if (s && text_is_universal(f))
        s = newlines_translate(t, s, !f->newline, &seen);
    int64_t points = s ? s->length : -1;
    xdecref_object(t, s);
    return points;
}

static bool chunk_position(Thread *t, TextIO *f, int64_t *bytes) {
    size_t low = 0, high = f->chunk_used, used = 0;
    *bytes = 0;
    if (!f->text || f->text_at == 0)
        return true;
    while (low < high) { /* the shortest piece that gives as much text as was handed out */
        size_t middle = low + (high - low) / 2;
        int64_t points = points_of(t, f, middle, &used);
        if (points < 0)
            return false;
        if (points < f->text_at)
            low = middle + 1;
        else
            high = middle;
    }
    int64_t points = points_of(t, f, low, &used);
    if (points < 0)
        return false;
    *bytes = (int64_t)used;
    if (!text_is_registered(f) || (points == f->text_at && f->state == 0))
        return true;
    raise(t, EXC_NotImplementedError, "a position within what the decoder of '%U' takes together cannot be told",
          f->encoding);
    return false;
}

/* The same for a registered codec, whose decoder afterwards goes on where it was. */
static bool registered_position(Thread *t, TextIO *f, int64_t *bytes) {
    int64_t state = f->state;
    bool ok = chunk_position(t, f, bytes);
    f->state = state;
    return ok;
}

bool text_chunk_position(Thread *t, TextIO *f, int64_t *bytes) {
    if (!stream_enter(t, &f->reading, &f->ob))
        return false;
    bool ok = text_is_registered(f) ? registered_position(t, f, bytes) : chunk_position(t, f, bytes);
    stream_leave(t, &f->reading);
    return ok;
}
