/* Where a pickle comes from: memory, or a file. Of a file no more is taken than the pickle needs, unless it
 * has peek(), which shows what it would give. */
#include "runtime/int.h"
#include "stdlib/pickle.h"

enum { PEEK = 128 * 1024 };

static const uint8_t *truncated(PickleReader *r) {
    pickle_raise(r->t, &unpickling_error_def, "pickle data was truncated");
    return NULL;
}

/* The bytes become the reader's; consumes. */
static bool take_chunk(PickleReader *r, Value bytes, const char *function) {
    if (is_null(bytes))
        return false;
    if (!is_bytes(bytes)) {
        raise_type_error(r->t, "%s returned non-bytes object (%T)", function, bytes);
        decref(r->t, bytes);
        return false;
    }
    value_store(r->t, &r->chunk, bytes);
    r->data = value_bytes(bytes)->data;
    r->length = (size_t)value_bytes(bytes)->length;
    r->position = 0;
    return true;
}

/* What was peeked at and used must be read as well. */
bool pickle_give_back(PickleReader *r) {
    if (!r->peeked)
        return true;
    r->peeked = 0;
    Value skipped = op_call1(r->t, r->read, int_from_uint64(r->t, r->position));
    decref(r->t, skipped);
    return !is_null(skipped);
}

/* Looks ahead; *enough tells whether that showed `length` bytes. */
static bool look(PickleReader *r, size_t length, bool *enough) {
    *enough = false;
    if (is_null(r->peek) || length >= PEEK)
        return true;
    if (!take_chunk(r, op_call1(r->t, r->peek, small_int_value(PEEK)), "peek()"))
        return error_clear_if(r->t, EXC_NotImplementedError) && (value_clear(r->t, &r->peek), true);
    r->peeked = r->length;
    *enough = length <= r->length;
    return true;
}

const uint8_t *pickle_read_more(PickleReader *r, size_t length) {
    bool enough;
    if (is_null(r->read))
        return truncated(r);
    if (!pickle_give_back(r) || !look(r, length, &enough))
        return NULL;
    if (!enough) {
        r->peeked = 0;
        if (!take_chunk(r, op_call1(r->t, r->read, int_from_uint64(r->t, length)), "read()"))
            return NULL;
        if (r->length < length)
            return truncated(r);
    }
    r->position = length;
    return r->data;
}

const char *pickle_read_line(PickleReader *r, size_t *length) {
    const uint8_t *start = r->data + r->position;
    const uint8_t *end = r->length > r->position ? memchr(start, '\n', r->length - r->position) : NULL;
    if (!end && !is_null(r->readline)) {
        if (!pickle_give_back(r) || !take_chunk(r, op_call0(r->t, r->readline), "readline()"))
            return NULL;
        start = r->data;
        end = r->length ? memchr(start, '\n', r->length) : NULL;
    }
    if (!end)
        return (const char *)truncated(r);
    *length = (size_t)(end - start);
    r->position = (size_t)(end + 1 - r->data);
    return (const char *)start;
}

const char *pickle_read_filled_line(PickleReader *r, size_t *length) {
    const char *line = pickle_read_line(r, length);
    return line && *length == 0 ? (const char *)truncated(r) : line;
}
