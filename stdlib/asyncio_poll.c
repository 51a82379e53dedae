/* add_reader(), add_writer() and their opposites, on uv_poll. libuv knows each descriptor once, so that one
 * Watch serves both directions. */
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "stdlib/asyncio.h"
#include <fcntl.h>
#include <unistd.h>

/* ---- events ---- */

static int wanted(const Watch *watch) {
    return (watch->reader ? UV_READABLE : 0) | (watch->writer ? UV_WRITABLE : 0);
}

static void queue(Watch *watch, Handle *handle) {
    Thread *t = watch->loop->io->thread;
    if (!loop_push_kind(t, watch->loop, READY_HANDLE, new_object_ref(handle), VALUE_NULL))
        watch->loop->io->failed = true;
}

/* After an error libuv stops watching. The callbacks are to find out what is wrong, as often as they want to
 * be called. */
static void on_events(uv_poll_t *poll, int status, int events) {
    Watch *watch = poll->data;
    if (status < 0) {
        events = UV_READABLE | UV_WRITABLE;
        uv_poll_start(poll, wanted(watch), on_events);
        watch->loop->io->changed = true;
    }
    if (events & UV_READABLE && watch->reader)
        queue(watch, watch->reader);
    if (events & UV_WRITABLE && watch->writer)
        queue(watch, watch->writer);
}

static void on_closed(uv_handle_t *handle) {
    Watch *watch = handle->data;
    if (watch->owns_fd)
        close(watch->fd);
    mem_free(watch);
}

/* ---- watches ---- */

static Watch *find(LoopIo *io, int fd) {
    return io && fd < io->room ? io->watches[fd] : NULL;
}

void loop_own_fd(Loop *loop, int fd) {
    find(loop->io, fd)->owns_fd = true;
}

static bool make_room(Thread *t, LoopIo *io, int fd) {
    if (fd < io->room)
        return true;
    int room = io->room ? io->room : 16;
    while (room <= fd)
        room *= 2;
    Watch **watches = mem_realloc(io->watches, (size_t)room * sizeof *watches);
    if (!watches)
        return raise_no_memory(t), false;
    for (int i = io->room; i < room; i++)
        watches[i] = NULL;
    io->watches = watches;
    io->room = room;
    return true;
}

/* libuv makes descriptors non-blocking, which is for their owners to decide. */
static int init_poll(LoopIo *io, Watch *watch, int fd) {
    int flags = fcntl(fd, F_GETFL);
    int error = uv_poll_init(&io->uv, &watch->poll, fd);
    if (!error && flags >= 0 && !(flags & O_NONBLOCK))
        fcntl(fd, F_SETFL, flags);
    return error;
}

static Watch *watch_new(Thread *t, Loop *loop, int fd) {
    LoopIo *io = loop->io;
    if (!make_room(t, io, fd))
        return NULL;
    Watch *watch = mem_calloc(1, sizeof *watch);
    if (!watch)
        return raise_no_memory(t), NULL;
    int error = init_poll(io, watch, fd);
    if (error) {
        mem_free(watch);
        return raise_uv(t, error), NULL;
    }
    watch->poll.data = watch;
    watch->loop = loop;
    watch->fd = fd;
    return io->watches[fd] = watch;
}

static void watch_close(LoopIo *io, Watch *watch) {
    io->watches[watch->fd] = NULL;
    io->changed = true;
    uv_close((uv_handle_t *)&watch->poll, on_closed);
}

/* Tells libuv what is wanted now; a watch that wants nothing ends. */
static bool update(Thread *t, Loop *loop, Watch *watch) {
    LoopIo *io = loop->io;
    io->changed = true;
    if (!wanted(watch)) {
        watch_close(io, watch);
        return true;
    }
    int error = uv_poll_start(&watch->poll, wanted(watch), on_events);
    loop_wake(loop); /* another thread may sleep in it, on the old state */
    if (error)
        raise_uv(t, error);
    return error == 0;
}

static void drop_handle(Thread *t, Handle **place) {
    Handle *old = *place;
    *place = NULL;
    if (!old)
        return;
    handle_cancel(t, old);
    decref_object(t, old);
}

void loop_io_close_watches(Thread *t, LoopIo *io) {
    for (int fd = 0; fd < io->room; fd++) {
        Watch *watch = io->watches[fd];
        if (!watch)
            continue;
        watch_close(io, watch);
        drop_handle(t, &watch->reader);
        drop_handle(t, &watch->writer);
    }
}

void loop_io_traverse(LoopIo *io, VisitFn visit, void *arg) {
    for (int fd = 0; io && fd < io->room; fd++)
        if (io->watches[fd]) {
            visit_object(io->watches[fd]->reader, visit, arg);
            visit_object(io->watches[fd]->writer, visit, arg);
        }
    if (io)
        lookups_traverse(io, visit, arg);
}

/* ---- methods ---- */

static Value ask_for_descriptor(Thread *t, Value v) {
    Value number = op_call_method0(t, v, NAME(fileno));
    Value result = is_null(number) ? number : op_int(t, number);
    decref(t, number);
    if (is_null(result) && (error_clear_if(t, EXC_AttributeError) || error_clear_if(t, EXC_TypeError) ||
                            error_clear_if(t, EXC_ValueError)))
        raise_value_error(t, "Invalid file object: %R", v);
    return result;
}

/* A number, or an object with a method fileno(). */
static bool descriptor_argument(Thread *t, Value v, int *fd) {
    Value number = is_int(v) ? new_ref(v) : ask_for_descriptor(t, v);
    if (is_null(number))
        return false;
    bool ok = arg_int(t, number, fd);
    decref(t, number);
    if (ok && *fd < 0)
        raise_value_error(t, "Invalid file descriptor: %d", *fd);
    return ok && *fd >= 0;
}

static bool replace(Thread *t, Loop *loop, int fd, Handle *handle, bool writer) {
    if (!loop_io_open(t, loop))
        return false;
    Watch *watch = find(loop->io, fd);
    bool fresh = !watch;
    if (fresh && !(watch = watch_new(t, loop, fd)))
        return false;
    Handle **place = writer ? &watch->writer : &watch->reader, *old = *place;
    incref_object(handle);
    *place = handle;
    bool ok = update(t, loop, watch);
    if (old) {
        handle_cancel(t, old);
        decref_object(t, old);
    }
    return ok;
}

/* add_reader(fd, callback, *args) */
static Value add(Thread *t, Value *args, int nargs, Tuple *kwnames, bool writer) {
    Loop *loop = loop_object(args[0]);
    int fd;
    if (kwnames && kwnames->length)
        return raise_type_error(t, "add_%s() takes no keyword arguments", writer ? "writer" : "reader");
    if (nargs < 3)
        return raise_type_error(t, "add_%s() missing %d required positional argument%s",
                                writer ? "writer" : "reader", 3 - nargs, nargs < 2 ? "s" : "");
    if (!loop_check_closed(t, loop) || !descriptor_argument(t, args[1], &fd))
        return VALUE_NULL;
    Handle *handle = handle_new(t, args[0], args[2], args + 3, nargs - 3, VALUE_NULL);
    if (!handle || replace(t, loop, fd, handle, writer))
        return result_value(handle);
    decref_object(t, handle);
    return VALUE_NULL;
}

static Value without_result(Thread *t, Value v) {
    decref(t, v);
    return is_null(v) ? v : VALUE_NONE;
}

Value loop_add_reader(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return without_result(t, add(t, args, nargs, kwnames, false));
}
Value loop_add_writer(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return without_result(t, add(t, args, nargs, kwnames, true));
}
Value loop_add_reader_handle(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return add(t, args, nargs, kwnames, false);
}
Value loop_add_writer_handle(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return add(t, args, nargs, kwnames, true);
}

static Value drop(Thread *t, Value *args, bool writer) {
    Loop *loop = loop_object(args[0]);
    int fd;
    if (loop->closed)
        return VALUE_FALSE;
    if (!descriptor_argument(t, args[1], &fd))
        return VALUE_NULL;
    Watch *watch = find(loop->io, fd);
    Handle **place = !watch ? NULL : writer ? &watch->writer : &watch->reader;
    if (!place || !*place)
        return VALUE_FALSE;
    Handle *old = *place;
    *place = NULL;
    bool ok = update(t, loop, watch);
    handle_cancel(t, old);
    decref_object(t, old);
    return ok ? VALUE_TRUE : VALUE_NULL;
}

Value loop_remove_reader(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return drop(t, args, false);
}
Value loop_remove_writer(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return drop(t, args, true);
}
