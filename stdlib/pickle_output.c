/* Where a pickle goes: into memory or to a file, from protocol 4 on in frames. A frame is a length and that
 * many bytes, so that a reader gets much with one call; it ends between two objects. */
#include "stdlib/pickle.h"

enum { FRAME_LEAST = 4 };

bool pickle_open_frame(PickleWriter *w) {
    w->frame_start = (int64_t)w->out.length;
    if (!bytebuilder_reserve(&w->out, PICKLE_FRAME_HEADER))
        return false;
    w->out.length += PICKLE_FRAME_HEADER;
    return true;
}

bool pickle_write_text(PickleWriter *w, const char *text) {
    return pickle_write(w, text, strlen(text));
}

/* Fills the header in; a frame too short for one goes without. */
bool pickle_end_frame(PickleWriter *w) {
    if (!w->framing || w->frame_start < 0)
        return true;
    uint8_t *header = w->out.data + w->frame_start;
    uint64_t length = w->out.length - (uint64_t)w->frame_start - PICKLE_FRAME_HEADER;
    if (length < FRAME_LEAST) {
        memmove(header, header + PICKLE_FRAME_HEADER, length);
        w->out.length -= PICKLE_FRAME_HEADER;
    } else {
        header[0] = PICKLE_FRAME;
        for (int i = 0; i < 8; i++)
            header[1 + i] = (uint8_t)(length >> 8 * i);
    }
    w->frame_start = -1;
    return true;
}

static bool write_to_file(PickleWriter *w, const void *data, size_t length) {
    Bytes *bytes = bytes_new(w->t, data, length);
    Value result = bytes ? op_call1(w->t, w->file_write, object_value(bytes)) : VALUE_NULL;
    xdecref_object(w->t, bytes);
    decref(w->t, result);
    return !is_null(result);
}

bool pickle_flush(PickleWriter *w) {
    if (is_null(w->file_write) || w->out.length == 0)
        return true;
    size_t length = w->out.length;
    w->out.length = 0;
    return write_to_file(w, w->out.data, length);
}

bool pickle_next_frame(PickleWriter *w) {
    return pickle_end_frame(w) && pickle_flush(w);
}

static bool write_past_frames(PickleWriter *w, const void *header, size_t header_length, const void *data,
                              size_t length) {
    if (!pickle_write(w, header, header_length))
        return false;
    if (is_null(w->file_write))
        return pickle_write(w, data, length);
    return pickle_flush(w) && write_to_file(w, data, length);
}

bool pickle_write_large(PickleWriter *w, const void *header, size_t header_length, const void *data,
                        size_t length) {
    if (length < PICKLE_FRAME_ENOUGH)
        return pickle_write(w, header, header_length) && pickle_write(w, data, length);
    if (!pickle_end_frame(w))
        return false;
    bool framing = w->framing;
    w->framing = false;
    bool ok = write_past_frames(w, header, header_length, data, length);
    w->framing = framing;
    return ok;
}

static bool write_all(PickleWriter *w, Value v) {
    uint8_t header[] = {PICKLE_PROTO, (uint8_t)w->protocol};
    if (w->protocol >= 2 && !pickle_write(w, header, 2))
        return false;
    w->framing = w->protocol >= 4;
    return pickle_save(w, v) && pickle_write_op(w, PICKLE_STOP) && pickle_end_frame(w) && pickle_flush(w);
}

bool pickle_dump(PickleWriter *w, Value v) {
    w->out.length = 0;
    w->frame_start = -1;
    bool ok = write_all(w, v);
    w->framing = false;
    return ok;
}
