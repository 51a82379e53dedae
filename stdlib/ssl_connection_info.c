/* What a connection knows of itself and of its peer. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/weakref.h"
#include "stdlib/ssl.h"

static Value text_or_none(Thread *t, const char *text) {
    return text ? str_value(str_new(t, text)) : VALUE_NONE;
}

/* None: there is no certificate; an empty dict: it was not verified. */
Value ssl_getpeercert(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SslConnection *c = ssl_connection_of(args[0]);
    bool binary = false;
    if (!is_null(args[1]) && !arg_bool(t, args[1], &binary))
        return VALUE_NULL;
    if (!SSL_is_init_finished(c->ssl))
        return raise_value_error(t, "handshake not done yet");
    X509 *certificate = SSL_get1_peer_certificate(c->ssl);
    Value v;
    if (!certificate)
        return VALUE_NONE;
    if (binary)
        v = ssl_certificate_der(t, certificate);
    else if (SSL_get_verify_mode(c->ssl) & SSL_VERIFY_PEER)
        v = ssl_certificate_value(t, certificate);
    else
        v = result_value(dict_new(t, 0));
    X509_free(certificate);
    return v;
}

/* (name, version of TLS, secret bits) */
static Value cipher_tuple(Thread *t, const SSL_CIPHER *cipher) {
    Value items[] = {text_or_none(t, SSL_CIPHER_get_name(cipher)),
                     text_or_none(t, SSL_CIPHER_get_version(cipher)),
                     small_int_value(SSL_CIPHER_get_bits(cipher, NULL))};
    if (!is_null(items[0]) && !is_null(items[1]))
        return result_value(tuple_from_owned(t, items, 3));
    decref(t, items[0]);
    decref(t, items[1]);
    return VALUE_NULL;
}

Value ssl_cipher(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const SSL_CIPHER *cipher = SSL_get_current_cipher(ssl_connection_of(args[0])->ssl);
    return cipher ? cipher_tuple(t, cipher) : VALUE_NONE;
}

Value ssl_shared_ciphers(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    STACK_OF(SSL_CIPHER) *ciphers = SSL_get_ciphers(ssl_connection_of(args[0])->ssl);
    if (!ciphers)
        return VALUE_NONE;
    List *list = list_new(t, sk_SSL_CIPHER_num(ciphers));
    bool ok = list != NULL;
    for (int i = 0; ok && i < sk_SSL_CIPHER_num(ciphers); i++) {
        Value v = cipher_tuple(t, sk_SSL_CIPHER_value(ciphers, i));
        ok = !is_null(v) && list_append_owned(t, list, v);
    }
    if (ok)
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}

Value ssl_version(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SSL *ssl = ssl_connection_of(args[0])->ssl;
    return SSL_is_init_finished(ssl) ? text_or_none(t, SSL_get_version(ssl)) : VALUE_NONE;
}

Value ssl_compression(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const COMP_METHOD *method = SSL_get_current_compression(ssl_connection_of(args[0])->ssl);
    return method ? text_or_none(t, SSL_COMP_get_name(method)) : VALUE_NONE;
}

Value ssl_alpn_protocol(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const unsigned char *name;
    unsigned length;
    SSL_get0_alpn_selected(ssl_connection_of(args[0])->ssl, &name, &length);
    return name ? str_value(str_from_utf8(t, (const char *)name, length)) : VALUE_NONE;
}

/* The first Finished message of the handshake: the client's, or the server's if a session was resumed. */
Value ssl_channel_binding(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SslConnection *c = ssl_connection_of(args[0]);
    char data[256];
    if (!is_null(args[1]) && !(is_str(args[1]) && str_equal_ascii(value_str(args[1]), "tls-unique")))
        return raise_value_error(t, "'%V' channel binding type not implemented", args[1]);
    bool from_peer = SSL_session_reused(c->ssl) ? !c->server_side : c->server_side;
    size_t length = from_peer ? SSL_get_peer_finished(c->ssl, data, sizeof data)
                              : SSL_get_finished(c->ssl, data, sizeof data);
    return length ? result_value(bytes_new(t, data, length)) : VALUE_NONE;
}

/* --- attributes --- */

static Value get_context(Thread *t, Value self) {
    return new_object_ref(ssl_connection_of(self)->context);
}

/* For callbacks that choose a context by the name of the host. */
static bool set_context(Thread *t, Value self, Value v) {
    SslConnection *c = ssl_connection_of(self);
    if (is_null(v) || !is_native(v, &ssl_context_type_def))
        return raise_type_error(t, "The value must be a SSLContext"), false;
    SslContext *before = c->context;
    SSL_set_SSL_CTX(c->ssl, ssl_context_of(v)->ctx);
    c->context = ssl_context_of(v);
    incref_object(c->context);
    value_store(t, &c->alpn, new_ref(c->context->alpn));
    decref_object(t, before);
    return true;
}

static Value get_server_side(Thread *t, Value self) {
    return bool_value(ssl_connection_of(self)->server_side);
}

static Value get_hostname(Thread *t, Value self) {
    return new_ref(or_none(ssl_connection_of(self)->hostname));
}

static Value get_session_reused(Thread *t, Value self) {
    return bool_value(SSL_session_reused(ssl_connection_of(self)->ssl));
}

static Value get_owner(Thread *t, Value self) {
    SslConnection *c = ssl_connection_of(self);
    Value owner = is_null(c->owner) ? VALUE_NULL : weakref_get(t, (WeakRef *)value_object(c->owner));
    return or_none(owner);
}

const GetSetDef ssl_connection_getsets[] = {
    {"context", get_context, set_context, "The context of the connection."},
    {"server_side", get_server_side, NULL, "Whether this is the server's end."},
    {"server_hostname", get_hostname, NULL, "The name by which the client called the server."},
    {"owner", get_owner, NULL, "The SSLSocket or SSLObject of this connection."},
    {"session", ssl_get_session, ssl_set_session, "The session, to be resumed by another connection."},
    {"session_reused", get_session_reused, NULL, "Whether the connection resumed a session."},
    {0},
};
