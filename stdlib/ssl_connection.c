/* The type _ssl._SSLSocket: one connection, over a socket or over two MemoryBIOs. Here is its beginning and
 * what moves bytes; what it knows of itself and of its peer is in ssl_connection_info.c. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/weakref.h"
#include "stdlib/native_types.h"
#include "stdlib/socket.h"
#include "stdlib/ssl.h"
#include <arpa/inet.h>
#include <errno.h>
#include <openssl/x509v3.h>
#include <poll.h>

/* --- beginning and end --- */

static void dealloc(Thread *t, Object *self) {
    SslConnection *c = (SslConnection *)self;
    SSL_free(c->ssl); /* and the BIO with it */
    BIO_meth_free(c->method);
    xdecref_object(t, c->context);
    decref(t, c->owner);
    decref(t, c->hostname);
    decref(t, c->alpn);
}

static void traverse(Object *self, VisitFn visit, void *arg) {
    SslConnection *c = (SslConnection *)self;
    visit_object(c->context, visit, arg);
    visit_value(c->owner, visit, arg);
}

/* A name that is sent and, if the context says so, looked for in the certificate; numbers are not sent. */
static bool set_hostname(Thread *t, SslConnection *c, Value hostname) {
    struct in6_addr ip;
    Value bytes = socket_host_bytes(t, hostname, NULL);
    if (is_null(bytes))
        return false;
    const char *name = (const char *)value_bytes(bytes)->data;
    X509_VERIFY_PARAM *param = SSL_get0_param(c->ssl);
    bool empty = !*name || *name == '.';
    bool is_ip = inet_pton(AF_INET, name, &ip) == 1 || inet_pton(AF_INET6, name, &ip) == 1;
    bool ok = !empty && (is_ip || SSL_set_tlsext_host_name(c->ssl, name));
    if (ok && c->context->check_hostname)
        ok = is_ip ? X509_VERIFY_PARAM_set1_ip_asc(param, name) : X509_VERIFY_PARAM_set1_host(param, name, 0);
    c->hostname = str_value(str_new(t, name));
    decref(t, bytes);
    if (empty)
        raise_value_error(t, "server_hostname cannot be an empty string or start with a leading dot.");
    else if (!ok)
        ssl_raise_queue(t);
    return ok && !is_null(c->hostname);
}

/* Certificates that are asked for later. */
static void allow_late_authentication(SslConnection *c) {
    if (!c->context->post_handshake_auth)
        return;
    int mode = SSL_get_verify_mode(c->ssl);
    if (!c->server_side)
        SSL_set_post_handshake_auth(c->ssl, 1);
    else if (mode & SSL_VERIFY_PEER)
        SSL_set_verify(c->ssl, mode | SSL_VERIFY_POST_HANDSHAKE, NULL);
}

static bool start(Thread *t, SslConnection *c, Value hostname, Value session) {
    SSL_set_app_data(c->ssl, c);
    SSL_set_mode(c->ssl, SSL_MODE_AUTO_RETRY);
    allow_late_authentication(c);
    if (c->server_side)
        SSL_set_accept_state(c->ssl);
    else
        SSL_set_connect_state(c->ssl);
    return (is_none(hostname) || set_hostname(t, c, hostname)) &&
           (is_none(session) || ssl_set_session(t, object_value(c), session));
}

/* A context may be for one side only. */
static bool fits_side(Thread *t, const SslContext *context, bool server_side) {
    if (context->protocol == SSL_PROTOCOL_CLIENT && server_side)
        ssl_raise_number(t, 0, "Cannot create a server socket with a PROTOCOL_TLS_CLIENT context");
    else if (context->protocol == SSL_PROTOCOL_SERVER && !server_side)
        ssl_raise_number(t, 0, "Cannot create a client socket with a PROTOCOL_TLS_SERVER context");
    return !error_pending(t);
}

static SslConnection *connection_new(Thread *t, SslContext *context, bool server_side, Value owner) {
    if (!fits_side(t, context, server_side))
        return NULL;
    SslConnection *c = object_new(t, native_types_find(t, &ssl_connection_type_def), 0);
    if (!c)
        return NULL;
    c->owner = c->hostname = VALUE_NULL;
    c->alpn = new_ref(context->alpn);
    c->context = context;
    incref_object(context);
    c->server_side = server_side;
    c->fd = -1;
    c->ssl = SSL_new(context->ctx);
    if (!c->ssl)
        ssl_raise_queue(t);
    else if (is_none(owner) || !is_null(c->owner = weakref_new(t, owner, VALUE_NULL)))
        return c;
    decref_object(t, c);
    return NULL;
}

/* Consumes c. */
static Value started(Thread *t, SslConnection *c, Value hostname, Value session) {
    if (start(t, c, hostname, session))
        return object_value(c);
    decref_object(t, c);
    return VALUE_NULL;
}

Value ssl_wrap_socket(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SslContext *context = ssl_context_of(args[0]);
    bool server_side;
    if (!is_native(args[1], &socket_type_def))
        return raise_type_error(t, "_wrap_socket() argument 'sock' must be _socket.socket, not %T", args[1]);
    if (!arg_bool(t, args[2], &server_side))
        return VALUE_NULL;
    SslConnection *c = connection_new(t, context, server_side, args[1]);
    if (!c)
        return VALUE_NULL;
    c->over_socket = true;
    c->method = ssl_bio_method_new();
    BIO *bio = c->method ? ssl_bio_new_socket(c->method, c) : NULL;
    if (!bio) {
        decref_object(t, c);
        return ssl_raise_queue(t);
    }
    SSL_set_bio(c->ssl, bio, bio);
    return started(t, c, args[3], args[4]);
}

static BIO *share_bio(Value v) {
    BIO *bio = ((SslMemoryBio *)value_object(v))->bio;
    BIO_up_ref(bio);
    return bio;
}

Value ssl_wrap_bio(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    static const char *const names[] = {"incoming", "outgoing"};
    bool server_side;
    for (int i = 0; i < 2; i++)
        if (!is_native(args[i + 1], &ssl_memory_bio_type_def))
            return raise_type_error(t, "_wrap_bio() argument '%s' must be _ssl.MemoryBIO, not %s", names[i],
                                    socket_shown_type(t, args[i + 1]));
    if (!arg_bool(t, args[3], &server_side))
        return VALUE_NULL;
    SslConnection *c = connection_new(t, ssl_context_of(args[0]), server_side, args[5]);
    if (!c)
        return VALUE_NULL;
    SSL_set_bio(c->ssl, share_bio(args[1]), share_bio(args[2]));
    return started(t, c, args[4], args[6]);
}

/* --- steps: calls of OpenSSL that may want to read or write --- */

typedef struct Step {
    const char *what;                  /* for people: "ssl.read" */
    const char *late;                  /* the TimeoutError; NULL: depends on what was waited for */
    int (*run)(SSL *ssl, void *state); /* above 0: done */
    void *state;
    SslOutcome outcome;
    Value socket; /* the socket below (owned), or VALUE_NULL */
    int64_t deadline;
} Step;

static int run_once(SslConnection *c, Step *step) {
    ERR_clear_error();
    errno = 0;
    int result = step->run(c->ssl, step->state);
    step->outcome.system_error = errno;
    step->outcome.error = SSL_get_error(c->ssl, result);
    return result;
}

/* One try. OpenSSL's queue of errors belongs to the thread, so it is still there afterwards. */
static void try_step(Thread *t, SslConnection *c, Step *step) {
    lock_take(t, &c->lock);
    if (c->over_socket) {
        c->fd = socket_of(step->socket)->fd;
        c->without_gil = true;
        step->outcome.result = BLOCKING(t, step->what, run_once(c, step));
        c->without_gil = false;
    } else {
        step->outcome.result = run_once(c, step);
    }
    lock_release(t, &c->lock);
}

static const char late_read[] = "The read operation timed out",
                  late_write[] = "The write operation timed out";

static ssize_t is_ready(int fd, void *state) {
    return 0;
}

/* Until the socket has or takes more. */
static bool wait_for_socket(Thread *t, Step *step) {
    bool for_reading = step->outcome.error == SSL_ERROR_WANT_READ;
    SocketCall wait = {.what = step->what,
                       .events = for_reading ? POLLIN : POLLOUT,
                       .call = is_ready,
                       .deadline = step->deadline,
                       .polls = true};
    CallResult result = socket_try(t, socket_of(step->socket), &wait);
    if (result == CALL_TIMEOUT)
        raise(t, EXC_TimeoutError, "%s", step->late ? step->late : for_reading ? late_read : late_write);
    else if (result == CALL_ERROR)
        raise_errno(t, wait.error, VALUE_NULL, VALUE_NULL);
    return result == CALL_DONE;
}

static bool wants_more(const Step *step) {
    return step->outcome.error == SSL_ERROR_WANT_READ || step->outcome.error == SSL_ERROR_WANT_WRITE;
}

/* Repeats the step until it is done or has failed; true: step->outcome says which. False: exception. */
static bool perform(Thread *t, SslConnection *c, Step *step) {
    for (;;) {
        if (c->over_socket && socket_of(step->socket)->fd < 0)
            return ssl_raise_number(t, SSL_NUMBER_NO_SOCKET, "Underlying socket connection gone"), false;
        try_step(t, c, step);
        bool can_wait = c->over_socket && socket_of(step->socket)->timeout != 0;
        if (!wants_more(step) || !can_wait)
            return true;
        if (!wait_for_socket(t, step))
            return false;
    }
}

/* Finds the socket and begins. step_end follows in any case. */
static bool step_begin(Thread *t, SslConnection *c, Step *step) {
    step->socket = VALUE_NULL;
    step->deadline = OS_FOREVER;
    if (!c->over_socket)
        return true;
    step->socket = weakref_get(t, (WeakRef *)value_object(c->owner));
    if (is_null(step->socket))
        return ssl_raise_number(t, SSL_NUMBER_NO_SOCKET, "Underlying socket connection gone"), false;
    step->deadline = socket_deadline(socket_of(step->socket));
    return true;
}

static void step_end(Thread *t, Step *step) {
    decref(t, step->socket);
}

/* The whole of it; false: exception. */
static bool complete(Thread *t, SslConnection *c, Step *step) {
    bool ok = step_begin(t, c, step) && perform(t, c, step);
    if (ok && step->outcome.result <= 0) {
        ssl_raise_outcome(t, c, &step->outcome);
        ok = false;
    }
    step_end(t, step);
    return ok;
}

/* --- the handshake, and what can come after it --- */

static int run_handshake(SSL *ssl, void *state) {
    return SSL_do_handshake(ssl);
}

static Value do_handshake_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Step step = {
        .what = "ssl.do_handshake", .late = "The handshake operation timed out", .run = run_handshake};
    return complete(t, ssl_connection_of(args[0]), &step) ? VALUE_NONE : VALUE_NULL;
}

static Value verify_later_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SslConnection *c = ssl_connection_of(args[0]);
    lock_take(t, &c->lock);
    ERR_clear_error();
    int ok = SSL_verify_client_post_handshake(c->ssl);
    lock_release(t, &c->lock);
    return ok ? VALUE_NONE : ssl_raise_queue(t);
}

/* --- reading --- */

typedef struct Transfer {
    void *data;
    size_t size, done;
} Transfer;

static int run_read(SSL *ssl, void *state) {
    Transfer *x = state;
    return SSL_read_ex(ssl, x->data, x->size, &x->done);
}

/* The peer has said that it sends no more, and we have not. */
static bool is_end(const SslConnection *c, const Step *step) {
    return step->outcome.error == SSL_ERROR_ZERO_RETURN && SSL_get_shutdown(c->ssl) == SSL_RECEIVED_SHUTDOWN;
}

/* How many bytes were read, 0: the end; -1: exception. */
static ssize_t read_some(Thread *t, SslConnection *c, void *data, size_t size) {
    Transfer x = {data, size, 0};
    Step step = {.what = "ssl.read", .late = late_read, .run = run_read, .state = &x};
    bool ok = step_begin(t, c, &step) && (size == 0 || perform(t, c, &step));
    if (ok && size > 0 && step.outcome.result <= 0 && !is_end(c, &step)) {
        ssl_raise_outcome(t, c, &step.outcome);
        ok = false;
    }
    step_end(t, &step);
    return ok ? (ssize_t)x.done : -1;
}

static Value read_bytes(Thread *t, SslConnection *c, int64_t size) {
    if (size < 0)
        return raise_value_error(t, "size should not be negative");
    Bytes *bytes = bytes_new(t, NULL, (size_t)size);
    if (!bytes)
        return VALUE_NULL;
    ssize_t n = read_some(t, c, bytes->data, (size_t)size);
    if (n >= 0)
        return result_value(bytes_shrink(t, bytes, (size_t)n));
    decref_object(t, bytes);
    return VALUE_NULL;
}

/* read(size) or read(size, buffer); in the latter, a size that is no part of the buffer is the whole of it.
 */
static Value read_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SslConnection *c = ssl_connection_of(args[0]);
    Buffer view;
    int64_t size;
    if (!arg_int64(t, args[1], &size))
        return VALUE_NULL;
    if (is_null(args[2]))
        return read_bytes(t, c, size);
    if (!buffer_get(t, args[2], &view, BUFFER_WRITABLE)) {
        error_clear(t);
        return raise_type_error(t, "read() argument 2 must be read-write bytes-like object, not %s",
                                socket_shown_type(t, args[2]));
    }
    if (size <= 0 || size > view.length)
        size = view.length;
    ssize_t n = read_some(t, c, view.data, (size_t)size);
    buffer_release(t, &view);
    return n < 0 ? VALUE_NULL : int_value(t, n);
}

static Value pending_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value(SSL_pending(ssl_connection_of(args[0])->ssl));
}

/* --- writing --- */

static int run_write(SSL *ssl, void *state) {
    Transfer *x = state;
    return SSL_write_ex(ssl, x->data, x->size, &x->done);
}

/* Waits for other threads that write; with the socket's timeout. */
static bool take_turn_to_write(Thread *t, SslConnection *c, Step *step) {
    bool timed_out;
    if (lock_acquire(t, &c->write_lock, step->deadline, step->what, &timed_out))
        return true;
    if (timed_out)
        raise(t, EXC_TimeoutError, "%s", step->late);
    return false;
}

static Value write_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SslConnection *c = ssl_connection_of(args[0]);
    SpanArg data;
    Transfer x = {0};
    Step step = {.what = "ssl.write", .late = late_write, .run = run_write, .state = &x};
    if (!span_get(t, args[1], &data))
        return VALUE_NULL;
    x.data = (void *)data.span.data;
    x.size = (size_t)data.span.length;
    bool ok = step_begin(t, c, &step) && take_turn_to_write(t, c, &step);
    if (ok) {
        ok = perform(t, c, &step);
        lock_release(t, &c->write_lock);
    }
    if (ok && step.outcome.result <= 0) {
        ssl_raise_outcome(t, c, &step.outcome);
        ok = false;
    }
    step_end(t, &step);
    span_release(t, &data);
    return ok ? int_value(t, (int64_t)x.done) : VALUE_NULL;
}

/* --- the end of the conversation --- */

/* Tells the peer, and then waits for it to say the same. */
static int run_shutdown(SSL *ssl, void *state) {
    int result = SSL_shutdown(ssl);
    return result == 0 ? SSL_shutdown(ssl) : result;
}

/* Answers the socket, which from then on speaks without TLS; None over MemoryBIOs. */
static Value shutdown_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SslConnection *c = ssl_connection_of(args[0]);
    Step step = {.what = "ssl.shutdown", .run = run_shutdown};
    bool ok = step_begin(t, c, &step) && perform(t, c, &step);
    if (ok && step.outcome.result < 0) {
        ssl_raise_outcome(t, c, &step.outcome);
        ok = false;
    }
    Value socket = ok ? new_ref(or_none(step.socket)) : VALUE_NULL;
    step_end(t, &step);
    return socket;
}

/* --- the type --- */

static const MethodDef methods[] = {
    {"do_handshake", do_handshake_method, "",
     "Agree with the peer upon how to speak; verify its certificate."},
    {"read", read_method, "size, buffer=<unrepresentable>, /", "Read up to size bytes, or into a buffer."},
    {"write", write_method, "b, /", "Write; answers how many bytes were written."},
    {"pending", pending_method, "", "How many bytes can be read without waiting for the socket."},
    {"shutdown", shutdown_method, "", "Tell the peer that the conversation is over."},
    {"verify_client_post_handshake", verify_later_method, "",
     "Ask a client for its certificate, in TLS 1.3."},
    {"getpeercert", ssl_getpeercert, "binary_mode=False, /",
     "The certificate of the peer, as a dict or in DER."},
    {"cipher", ssl_cipher, "", "(name, version of TLS, secret bits) of the cipher, or None."},
    {"shared_ciphers", ssl_shared_ciphers, "", NULL},
    {"version", ssl_version, "", "The version of TLS, or None before the handshake."},
    {"compression", ssl_compression, "", "The name of the compression, or None."},
    {"selected_alpn_protocol", ssl_alpn_protocol, "",
     "The application protocol that was agreed upon, or None."},
    {"get_channel_binding", ssl_channel_binding, "cb_type='tls-unique'",
     "Bytes that identify this connection."},
    {0},
};

const TypeDef ssl_connection_type_def = {
    .name = "_ssl._SSLSocket",
    .size = sizeof(SslConnection),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = dealloc, .traverse = traverse},
    .methods = methods,
    .getsets = ssl_connection_getsets,
};
