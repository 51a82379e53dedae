/* SSLSession: what two ends agreed upon, so that a later connection need not negotiate again. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/native_types.h"
#include "stdlib/ssl.h"

static SslSession *session_of(Value v) {
    return (SslSession *)value_object(v);
}

static void dealloc(Thread *t, Object *self) {
    SslSession *s = (SslSession *)self;
    SSL_SESSION_free(s->session);
    xdecref_object(t, s->context);
}

static void traverse(Object *self, VisitFn visit, void *arg) {
    visit_object(((SslSession *)self)->context, visit, arg);
}

static void clear(Thread *t, Object *self) {
    SslSession *s = (SslSession *)self;
    SslContext *context = s->context;
    s->context = NULL;
    xdecref_object(t, context);
}

/* --- of a connection --- */

/* A copy, because OpenSSL goes on changing its own. */
Value ssl_get_session(Thread *t, Value self) {
    SslConnection *c = ssl_connection_of(self);
    lock_take(t, &c->lock);
    SSL_SESSION *own = SSL_get0_session(c->ssl), *copy = own ? SSL_SESSION_dup(own) : NULL;
    lock_release(t, &c->lock);
    if (!own)
        return VALUE_NONE;
    SslSession *s = copy ? object_new(t, native_types_find(t, &ssl_session_type_def), 0) : NULL;
    if (!s) {
        SSL_SESSION_free(copy);
        return copy ? VALUE_NULL : ssl_raise_queue(t);
    }
    s->session = copy;
    s->context = c->context;
    incref_object(s->context);
    return object_value(s);
}

bool ssl_set_session(Thread *t, Value self, Value v) {
    SslConnection *c = ssl_connection_of(self);
    if (is_null(v) || !is_native(v, &ssl_session_type_def))
        return raise_type_error(t, "Value is not a SSLSession."), false;
    SslSession *s = session_of(v);
    if (!s->context || s->context->ctx != c->context->ctx)
        return raise_value_error(t, "Session refers to a different SSLContext."), false;
    if (c->server_side)
        return raise_value_error(t, "Cannot set session for server-side SSLSocket."), false;
    if (SSL_is_init_finished(c->ssl))
        return raise_value_error(t, "Cannot set session after handshake."), false;
    SSL_SESSION *copy = SSL_SESSION_dup(s->session);
    bool ok = copy && SSL_set_session(c->ssl, copy);
    SSL_SESSION_free(copy);
    if (!ok)
        ssl_raise_queue(t);
    return ok;
}

/* --- the object --- */

static Bytes *id_bytes(Thread *t, const SslSession *s) {
    unsigned length;
    const unsigned char *id = SSL_SESSION_get_id(s->session, &length);
    return bytes_new(t, id, length);
}

static Value get_id(Thread *t, Value self) {
    return result_value(id_bytes(t, session_of(self)));
}
static Value get_time(Thread *t, Value self) {
    return int_value(t, SSL_SESSION_get_time(session_of(self)->session));
}
static Value get_timeout(Thread *t, Value self) {
    return int_value(t, SSL_SESSION_get_timeout(session_of(self)->session));
}
static Value get_lifetime(Thread *t, Value self) {
    return int_value(t, (int64_t)SSL_SESSION_get_ticket_lifetime_hint(session_of(self)->session));
}
static Value get_has_ticket(Thread *t, Value self) {
    return bool_value(SSL_SESSION_has_ticket(session_of(self)->session));
}

static Value compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_native(other, &ssl_session_type_def) || (op != COMPARE_EQ && op != COMPARE_NE))
        return VALUE_NOTIMPLEMENTED;
    unsigned length, other_length;
    const unsigned char *id = SSL_SESSION_get_id(session_of(self)->session, &length),
                        *other_id = SSL_SESSION_get_id(session_of(other)->session, &other_length);
    bool equal = length == other_length && memcmp(id, other_id, length) == 0;
    return bool_value(equal == (op == COMPARE_EQ));
}

static const GetSetDef getsets[] = {
    {"id", get_id, NULL, "Session id"},
    {"time", get_time, NULL, "When it began, in seconds since 1970."},
    {"timeout", get_timeout, NULL, "How many seconds it may be used."},
    {"ticket_lifetime_hint", get_lifetime, NULL, "Ticket life time hint."},
    {"has_ticket", get_has_ticket, NULL, "Has the server given it a ticket?"},
    {0},
};

const TypeDef ssl_session_type_def = {
    .name = "_ssl.SSLSession",
    .size = sizeof(SslSession),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = dealloc, .traverse = traverse, .clear = clear, .compare = compare},
    .getsets = getsets,
};
