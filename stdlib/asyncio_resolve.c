/* Names and addresses of hosts, looked up by threads of libuv while the loop goes on. What is found is the result
 * of a future.
 *
 * A Lookup belongs to libuv until its callback is called, also one that nobody waits for any more. The list of
 * them (LoopIo.lookups) is for the collector, and for the end of the loop, which has to wait for them. */
#include "runtime/error.h"
#include "runtime/park.h"
#include "runtime/sequence.h"
#include "stdlib/asyncio.h"
#include "stdlib/socket.h"

struct Lookup {
    union {
        uv_getaddrinfo_t addresses;
        uv_getnameinfo_t names;
        uv_req_t any;
    } request;
    LoopIo *io;
    Future *future; /* counted; NULL: nobody is interested */
    Lookup *next, *previous;
};

enum { LONGEST_HOST = 253 }; /* of a name in the system of domains */

/* ---- errors ---- */

/* libuv has numbers of its own for what getaddrinfo(3) says. */
static int resolver_error(int uv) {
    static const struct {
        int uv, eai;
    } codes[] = {{UV_EAI_ADDRFAMILY, EAI_ADDRFAMILY}, {UV_EAI_AGAIN, EAI_AGAIN},
                 {UV_EAI_BADFLAGS, EAI_BADFLAGS},     {UV_EAI_CANCELED, EAI_CANCELED},
                 {UV_EAI_FAIL, EAI_FAIL},             {UV_EAI_FAMILY, EAI_FAMILY},
                 {UV_EAI_MEMORY, EAI_MEMORY},         {UV_EAI_NODATA, EAI_NODATA},
                 {UV_EAI_NONAME, EAI_NONAME},         {UV_EAI_OVERFLOW, EAI_OVERFLOW},
                 {UV_EAI_SERVICE, EAI_SERVICE},       {UV_EAI_SOCKTYPE, EAI_SOCKTYPE}};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (codes[i].uv == uv)
            return codes[i].eai;
    return 0;
}

static Value raise_failure(Thread *t, int status) {
    int error = resolver_error(status);
    return error ? socket_raise_lookup(t, error) : raise_uv(t, status);
}

/* ---- life ---- */

static Lookup *lookup_new(Thread *t, Loop *loop) {
    LoopIo *io = loop_io_open(t, loop);
    Lookup *self = io ? mem_calloc(1, sizeof *self) : NULL;
    if (!self)
        return io ? (raise_no_memory(t), NULL) : NULL;
    Value future = loop_create_future(t, loop);
    if (is_null(future)) {
        mem_free(self);
        return NULL;
    }
    *self = (Lookup){.io = io, .future = future_of(future), .next = io->lookups};
    if (self->next)
        self->next->previous = self;
    io->lookups = self;
    return self;
}

static void lookup_free(Thread *t, Lookup *self) {
    if (self->previous)
        self->previous->next = self->next;
    else
        self->io->lookups = self->next;
    if (self->next)
        self->next->previous = self->previous;
    xdecref_object(t, self->future);
    mem_free(self);
}

/* The future, new, of one that libuv has begun; status: what it said. */
static Value begun(Thread *t, Loop *loop, Lookup *self, int status) {
    if (status < 0) {
        lookup_free(t, self);
        return raise_failure(t, status);
    }
    self->io->changed = true; /* libuv may watch its threads from now on */
    loop_wake(loop);
    return new_object_ref(self->future);
}

/* ---- the end ---- */

/* Consumes the value; VALUE_NULL: an exception is pending. */
static void finish(Thread *t, Lookup *self, Value found) {
    bool ok = true;
    if (self->future->state != FUTURE_PENDING) {
        error_clear(t); /* it was cancelled */
    } else if (is_null(found)) {
        Value error = error_fetch(t);
        ok = future_set_exception(t, self->future, error);
        decref(t, error);
    } else {
        ok = future_set_result(t, self->future, found);
    }
    if (!ok)
        self->io->failed = true;
    decref(t, found);
}

static void on_addresses(uv_getaddrinfo_t *request, int status, struct addrinfo *found) {
    Lookup *self = (Lookup *)request;
    Thread *t = self->io->thread;
    if (self->future)
        finish(t, self, status < 0 ? raise_failure(t, status) : socket_found_value(t, found));
    uv_freeaddrinfo(found);
    lookup_free(t, self);
}

static void on_names(uv_getnameinfo_t *request, int status, const char *host, const char *service) {
    Lookup *self = (Lookup *)request;
    Thread *t = self->io->thread;
    if (self->future)
        finish(t, self, status < 0 ? raise_failure(t, status) : socket_names_value(t, host, service));
    lookup_free(t, self);
}

void lookups_forget(Thread *t, LoopIo *io, bool cancel) {
    for (Lookup *each = io->lookups; each; each = each->next) {
        Future *future = each->future;
        each->future = NULL;
        xdecref_object(t, future);
        if (cancel)
            uv_cancel(&each->request.any);
    }
}

void lookups_traverse(LoopIo *io, VisitFn visit, void *arg) {
    for (Lookup *each = io->lookups; each; each = each->next)
        visit_object(each->future, visit, arg);
}

/* ---- methods ---- */

/* libuv makes names that are not ASCII what it takes for right, knows only short ones, and ends the program if the
 * system says that a name has no such form. */
static bool is_for_libuv(const SocketQuery *q) {
    if ((!q->host && !q->service) || q->hints.ai_flags & (AI_IDN | AI_CANONIDN))
        return false;
    size_t length = q->host ? strlen(q->host) : 0;
    for (size_t i = 0; i < length; i++)
        if (q->host[i] & 0x80)
            return false;
    return length <= LONGEST_HOST;
}

Value loop_look_up_addresses(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *loop = loop_object(args[0]);
    SocketQuery q;
    Value result = VALUE_NULL;
    if (!loop_check_closed(t, loop))
        return VALUE_NULL;
    if (socket_query_begin(t, &q, args + 1) && is_for_libuv(&q)) {
        Lookup *lookup = lookup_new(t, loop);
        if (lookup)
            result = begun(t, loop, lookup,
                           uv_getaddrinfo(&lookup->io->uv, &lookup->request.addresses, on_addresses, q.host,
                                          q.service, &q.hints));
    } else if (!error_pending(t)) {
        result = VALUE_NONE;
    }
    socket_query_end(t, &q);
    return result;
}

Value loop_look_up_names(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Loop *loop = loop_object(args[0]);
    SocketAddress address;
    int flags;
    if (!loop_check_closed(t, loop) || !arg_int(t, args[2], &flags))
        return VALUE_NULL;
    if (flags & NI_IDN)
        return VALUE_NONE;
    Lookup *lookup = socket_read_numbers(t, args[1], &address) ? lookup_new(t, loop) : NULL;
    if (!lookup)
        return VALUE_NULL;
    return begun(t, loop, lookup,
                 uv_getnameinfo(&lookup->io->uv, &lookup->request.names, on_names, &address.any, flags));
}

Value loop_cancel_lookup(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    LoopIo *io = loop_object(args[0])->io;
    for (Lookup *each = io ? io->lookups : NULL; each; each = each->next)
        if (each->future && value_is(args[1], object_value(each->future)))
            return bool_value(uv_cancel(&each->request.any) == 0);
    return VALUE_FALSE;
}
