/* What OpenSSL calls back while it makes a connection: the choice of a host, of an application protocol, the
 * log of keys. Callbacks run in the middle of a step, which over a socket has given the GIL up. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/weakref.h"
#include "stdlib/ssl.h"
#include <errno.h>
#include <fcntl.h>

Thread *ssl_callback_begin(const SslConnection *c) {
    Thread *t = thread_current;
    if (c->without_gil)
        blocking_end(t);
    return t;
}

void ssl_callback_end(Thread *t, const SslConnection *c) {
    if (c->without_gil)
        blocking_begin(t, "ssl");
}

/* --- the host that a client names --- */

Value ssl_get_sni_callback(Thread *t, Value self) {
    return new_ref(or_none(ssl_context_of(self)->sni_callback));
}

/* What the callback answers: None, or the number of an alert. False: it failed, and the error was told. */
static bool call_sni_callback(Thread *t, Value callback, Value owner, const char *name, SslContext *context,
                              int *alert) {
    Value host = name ? str_value(str_from_ascii(t, name, strlen(name))) : VALUE_NONE;
    Value answer = is_null(host) ? VALUE_NULL : op_call3(t, callback, owner, host, object_value(context));
    bool ok = !is_null(answer);
    if (!ok) {
        error_unraisable(t, NULL, callback);
        *alert = SSL_AD_HANDSHAKE_FAILURE;
    } else if (!is_none(answer) && !arg_int(t, answer, alert)) {
        error_unraisable(t, NULL, answer);
        *alert = SSL_AD_INTERNAL_ERROR;
        ok = false;
    }
    ok = ok && is_none(answer);
    decref(t, host);
    decref(t, answer);
    return ok;
}

/* The context is the connection's own: one that the callback has replaced may be gone, though OpenSSL still knows its
 * callback, and asks it again if the client has to begin anew. */
static int on_server_name(SSL *ssl, int *alert, void *unused) {
    SslConnection *c = SSL_get_app_data(ssl);
    Thread *t = ssl_callback_begin(c);
    SslContext *context = c->context;
    incref_object(context);
    Value callback = new_ref(context->sni_callback);
    Value owner = is_null(c->owner) ? VALUE_NULL : weakref_get(t, (WeakRef *)value_object(c->owner));
    bool ok = is_null(callback); /* somebody took it away in this moment, or the other context has none */
    *alert = SSL_AD_INTERNAL_ERROR;
    if (!ok && !is_null(owner))
        ok = call_sni_callback(t, callback, owner, SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name),
                               context, alert);
    decref(t, owner);
    decref(t, callback);
    decref_object(t, context);
    ssl_callback_end(t, c);
    return ok ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

bool ssl_set_sni_callback(Thread *t, Value self, Value v) {
    SslContext *c = ssl_context_of(self);
    bool none = is_null(v) || is_none(v);
    if (c->protocol == SSL_PROTOCOL_CLIENT)
        return raise_value_error(t, "sni_callback cannot be set on TLS_CLIENT context"), false;
    if (!none && !op_callable(t, v))
        return raise_type_error(t, "not a callable object"), false;
    value_store(t, &c->sni_callback, none ? VALUE_NULL : new_ref(v));
    SSL_CTX_set_tlsext_servername_callback(c->ctx, (none ? NULL : on_server_name));
    return true;
}

/* --- application protocols --- */

/* The server chooses the first of its own that the client has too. */
static int on_protocols(SSL *ssl, const unsigned char **chosen, unsigned char *length,
                        const unsigned char *offered, unsigned offered_length, void *arg) {
    const SslConnection *c = SSL_get_app_data(ssl);
    const Bytes *own = is_null(c->alpn) ? NULL : value_bytes(c->alpn);
    int found = !own ? OPENSSL_NPN_NO_OVERLAP
                     : SSL_select_next_proto((unsigned char **)chosen, length, own->data,
                                             (unsigned)own->length, offered, offered_length);
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

/* protocols: bytes, each name behind its length, as they are sent. */
Value ssl_set_alpn_protocols(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SslContext *c = ssl_context_of(args[0]);
    if (!is_bytes(args[1]))
        return raise_type_error(t, "a bytes-like object is required, not '%T'", args[1]);
    const Bytes *names = value_bytes(args[1]);
    if (names->length > UINT16_MAX)
        return raise_overflow(t, "protocols longer than %d bytes", UINT16_MAX);
    if (SSL_CTX_set_alpn_protos(c->ctx, names->data, (unsigned)names->length))
        return raise_no_memory(t);
    value_store(t, &c->alpn, new_ref(args[1]));
    SSL_CTX_set_alpn_select_cb(c->ctx, on_protocols, NULL);
    return VALUE_NONE;
}

/* --- the log of keys --- */

static void on_keys(const SSL *ssl, const char *line) {
    const SslConnection *c = SSL_get_app_data(ssl);
    Thread *t = ssl_callback_begin(c);
    if (c->context->keylog)
        fprintf(c->context->keylog, "%s\n", line);
    ssl_callback_end(t, c);
}

Value ssl_get_keylog_name(Thread *t, Value self) {
    return new_ref(or_none(ssl_context_of(self)->keylog_name));
}

/* For appending; a new file gets a line that says what it is. Its lines are written at once. */
static FILE *open_keylog(Thread *t, Value name) {
    Value path = str_fs_encode(t, name);
    if (is_null(path))
        return NULL;
    int fd = BLOCKING(
        t, "open",
        open((const char *)value_bytes(path)->data, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666));
    decref(t, path);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "a");
    if (!file) {
        raise_errno(t, errno, name, VALUE_NULL);
        return NULL;
    }
    setvbuf(file, NULL, _IOLBF, 0);
    if (fseek(file, 0, SEEK_END) == 0 && ftell(file) == 0)
        fputs("# TLS secrets log file, generated by OpenSSL / minipy\n", file);
    return file;
}

bool ssl_set_keylog_name(Thread *t, Value self, Value v) {
    SslContext *c = ssl_context_of(self);
    bool none = is_null(v) || is_none(v);
    FILE *file = none ? NULL : open_keylog(t, v);
    if (!none && !file)
        return false;
    if (c->keylog)
        fclose(c->keylog);
    c->keylog = file;
    value_store(t, &c->keylog_name, none ? VALUE_NULL : new_ref(v));
    SSL_CTX_set_keylog_callback(c->ctx, none ? NULL : on_keys);
    return true;
}
