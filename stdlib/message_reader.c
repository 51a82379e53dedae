/* The type MessageReader: one system call for all messages that have come. It owns a buffer; the descriptor is
 * its user's. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "stdlib/message.h"
#include <endian.h>

enum { ROOM = 1 << 16 };

typedef struct MessageReader {
    Object ob;
    int fd;
    bool reading; /* a thread uses the buffer */
    uint8_t *buffer;
    size_t room, length; /* of the buffer; of what has come and was not yet taken */
} MessageReader;

static MessageReader *reader_of(Value v) {
    return (MessageReader *)value_object(v);
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    if (!arg_int(t, args[0], &fd))
        return VALUE_NULL;
    MessageReader *r = object_new(t, type, 0);
    if (!r)
        return VALUE_NULL;
    r->fd = fd;
    return object_value(r);
}

static void dealloc(Thread *t, Object *o) {
    mem_free(((MessageReader *)o)->buffer);
}

/* The lengths of the header and of the message at the beginning of some bytes; false: not all of the header is
 * there. */
static bool read_header(const uint8_t *bytes, size_t available, size_t *header, size_t *length) {
    uint32_t small;
    uint64_t large;
    if (available < 4)
        return false;
    memcpy(&small, bytes, 4);
    *length = be32toh(small);
    *header = *length > INT32_MAX ? 12 : 4;
    if (available < *header)
        return false;
    if (*header == 12) {
        memcpy(&large, bytes + 4, 8);
        *length = be64toh(large);
    }
    return true;
}

/* Room for the rest of the message that has begun, and then some. */
static bool make_room(Thread *t, MessageReader *r) {
    size_t header, length, needed = r->length + ROOM;
    if (read_header(r->buffer, r->length, &header, &length)) {
        if (length > INT64_MAX - ROOM)
            return raise(t, EXC_OSError, "bad message length"), false;
        needed = header + length + ROOM;
    }
    if (needed <= r->room)
        return true;
    uint8_t *larger = mem_realloc(r->buffer, needed);
    if (!larger)
        return raise_no_memory(t), false;
    r->buffer = larger;
    r->room = needed;
    return true;
}

/* The messages that are complete, as a list; the rest moves to the front. */
static Value take_messages(Thread *t, MessageReader *r) {
    List *list = list_new(t, 0);
    size_t position = 0, header, length;
    while (list && read_header(r->buffer + position, r->length - position, &header, &length) &&
           length <= r->length - position - header) {
        Bytes *message = bytes_new(t, r->buffer + position + header, length);
        if (!message || !list_append_owned(t, list, object_value(message))) {
            decref_object(t, list);
            return VALUE_NULL;
        }
        position += header + length;
    }
    r->length -= position;
    memmove(r->buffer, r->buffer + position, r->length);
    return result_value(list);
}

static Value receive_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    MessageReader *r = reader_of(args[0]);
    if (r->reading)
        return raise(t, EXC_RuntimeError, "another thread receives");
    if (!make_room(t, r))
        return VALUE_NULL;
    r->reading = true;
    ssize_t n = message_read_some(t, r->fd, r->buffer + r->length, r->room - r->length, r->length == 0);
    r->reading = false;
    if (n < 0)
        return VALUE_NULL;
    r->length += (size_t)n;
    return take_messages(t, r);
}

static const MethodDef methods[] = {
    {"receive", receive_method, "",
     "Waits until something comes: a list of the messages that are complete. EOFError: nothing more will."},
    {0}};

const TypeDef message_reader_type_def = {
    .name = "_multiprocessing.MessageReader",
    .size = sizeof(MessageReader),
    .doc = "Receives messages from a file descriptor that nobody else reads from.",
    .new_signature = "fd, /",
    .slots = {.new_instance = new_instance, .dealloc = dealloc},
    .methods = methods,
};
