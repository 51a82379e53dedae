/* The type _ssl._SSLContext: what connections are made with. Certificates are in ssl_context_certs.c,
 * callbacks in ssl_callback.c. Its attributes are plain ints; ssl.py makes enumerations of them. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/ssl.h"
#include <openssl/x509v3.h>

/* --- beginning and end --- */

static const SSL_METHOD *method_of(int protocol) {
    switch (protocol) {
    case SSL_PROTOCOL_CLIENT:
        return TLS_client_method();
    case SSL_PROTOCOL_SERVER:
        return TLS_server_method();
    case SSL_PROTOCOL_TLS:
    case SSL_PROTOCOL_TLSv1:
    case SSL_PROTOCOL_TLSv1_1:
    case SSL_PROTOCOL_TLSv1_2:
        return TLS_method();
    default:
        return NULL;
    }
}

/* The one version of a protocol that has only one; 0: many. */
static int only_version(int protocol) {
    switch (protocol) {
    case SSL_PROTOCOL_TLSv1:
        return TLS1_VERSION;
    case SSL_PROTOCOL_TLSv1_1:
        return TLS1_1_VERSION;
    case SSL_PROTOCOL_TLSv1_2:
        return TLS1_2_VERSION;
    default:
        return 0;
    }
}

static const unsigned char session_context[] = "minipy";

/* What a new context is like. */
static bool configure(SslContext *c) {
    int version = only_version(c->protocol);
    X509_VERIFY_PARAM *param = SSL_CTX_get0_param(c->ctx);
    SSL_CTX_set_options(c->ctx, SSL_WORKAROUNDS | SSL_OP_NO_SSLv3 | SSL_OP_NO_COMPRESSION |
                                    SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(c->ctx, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_post_handshake_auth(c->ctx, 0);
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_TRUSTED_FIRST);
    c->host_flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
    X509_VERIFY_PARAM_set_hostflags(param, c->host_flags);
    c->check_hostname = c->protocol == SSL_PROTOCOL_CLIENT;
    SSL_CTX_set_verify(c->ctx, c->check_hostname ? SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0,
                       NULL);
    return SSL_CTX_set_session_id_context(c->ctx, session_context, sizeof session_context - 1) &&
           (!version || (SSL_CTX_set_min_proto_version(c->ctx, version) &&
                         SSL_CTX_set_max_proto_version(c->ctx, version)));
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int protocol;
    if (!arg_int(t, args[0], &protocol))
        return VALUE_NULL;
    const SSL_METHOD *method = method_of(protocol);
    if (!method)
        return raise_value_error(t, "invalid or unsupported protocol version %d", protocol);
    SslContext *c = object_new(t, type, 0);
    if (!c)
        return VALUE_NULL;
    c->protocol = protocol;
    c->sni_callback = c->keylog_name = c->alpn = VALUE_NULL;
    c->ctx = SSL_CTX_new(method);
    if (c->ctx && configure(c))
        return object_value(c);
    decref_object(t, c);
    return ssl_raise_queue(t);
}

static void dealloc(Thread *t, Object *self) {
    SslContext *c = (SslContext *)self;
    SSL_CTX_free(c->ctx);
    if (c->keylog)
        fclose(c->keylog);
    decref(t, c->sni_callback);
    decref(t, c->keylog_name);
    decref(t, c->alpn);
}

static void traverse(Object *self, VisitFn visit, void *arg) {
    visit_value(((SslContext *)self)->sni_callback, visit, arg);
}

static void clear(Thread *t, Object *self) {
    value_clear(t, &((SslContext *)self)->sni_callback);
}

/* --- attributes --- */

static Value get_options(Thread *t, Value self) {
    return int_from_uint64(t, SSL_CTX_get_options(ssl_context_of(self)->ctx));
}

static bool set_options(Thread *t, Value self, Value v) {
    SSL_CTX *ctx = ssl_context_of(self)->ctx;
    int64_t wanted;
    if (!arg_int64(t, v, &wanted))
        return false;
    uint64_t before = SSL_CTX_get_options(ctx), after = (uint64_t)wanted;
    SSL_CTX_clear_options(ctx, before & ~after);
    SSL_CTX_set_options(ctx, after & ~before);
    return true;
}

enum { CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED };

static Value get_verify_mode(Thread *t, Value self) {
    int mode = SSL_CTX_get_verify_mode(ssl_context_of(self)->ctx);
    bool required = mode & SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
    return small_int_value(!(mode & SSL_VERIFY_PEER) ? CERT_NONE : required ? CERT_REQUIRED : CERT_OPTIONAL);
}

static bool set_verify_mode(Thread *t, Value self, Value v) {
    static const int modes[] = {SSL_VERIFY_NONE, SSL_VERIFY_PEER,
                                SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT};
    SslContext *c = ssl_context_of(self);
    int mode;
    if (!arg_int(t, v, &mode))
        return false;
    if (mode < CERT_NONE || mode > CERT_REQUIRED)
        return raise_value_error(t, "invalid value for verify_mode"), false;
    if (mode == CERT_NONE && c->check_hostname)
        return raise_value_error(t, "Cannot set verify_mode to CERT_NONE when check_hostname is enabled."),
               false;
    SSL_CTX_set_verify(c->ctx, modes[mode], NULL);
    return true;
}

static Value get_check_hostname(Thread *t, Value self) {
    return bool_value(ssl_context_of(self)->check_hostname);
}

/* A name is checked only with the certificate that has it. */
static bool set_check_hostname(Thread *t, Value self, Value v) {
    SslContext *c = ssl_context_of(self);
    if (!arg_bool(t, v, &c->check_hostname))
        return false;
    if (c->check_hostname && SSL_CTX_get_verify_mode(c->ctx) == SSL_VERIFY_NONE)
        SSL_CTX_set_verify(c->ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    return true;
}

static Value get_verify_flags(Thread *t, Value self) {
    return int_from_uint64(t, X509_VERIFY_PARAM_get_flags(SSL_CTX_get0_param(ssl_context_of(self)->ctx)));
}

static bool set_verify_flags(Thread *t, Value self, Value v) {
    X509_VERIFY_PARAM *param = SSL_CTX_get0_param(ssl_context_of(self)->ctx);
    if (!is_int(v))
        return raise_type_error(t, "argument must be int, not %T", v), false;
    unsigned long before = X509_VERIFY_PARAM_get_flags(param), after = int_low_bits(v);
    if (X509_VERIFY_PARAM_clear_flags(param, before & ~after) &&
        X509_VERIFY_PARAM_set_flags(param, after & ~before))
        return true;
    ssl_raise_queue(t);
    return false;
}

/* Numbers that stand for the lowest and highest version there is. */
enum { VERSION_LOWEST = -2, VERSION_HIGHEST = -1 };

static Value get_version(SslContext *c, bool minimum) {
    int64_t version = only_version(c->protocol) ? 0
                      : minimum                 ? SSL_CTX_get_min_proto_version(c->ctx)
                                                : SSL_CTX_get_max_proto_version(c->ctx);
    return small_int_value(version ? version : minimum ? VERSION_LOWEST : VERSION_HIGHEST);
}

static bool is_version(int version) {
    return version == VERSION_LOWEST || version == VERSION_HIGHEST ||
           (version >= SSL3_VERSION && version <= TLS1_3_VERSION);
}

static bool set_version(Thread *t, SslContext *c, Value v, bool minimum) {
    int version;
    if (!arg_int(t, v, &version))
        return false;
    if (only_version(c->protocol))
        return raise_value_error(
                   t, "The context's protocol doesn't support modification of highest and lowest version."),
               false;
    if (!is_version(version))
        return raise_value_error(t, "Unsupported TLS/SSL version 0x%x", (unsigned)version), false;
    if (version == (minimum ? VERSION_LOWEST : VERSION_HIGHEST))
        version = 0; /* OpenSSL's word for it */
    else if (version < 0)
        version = version == VERSION_LOWEST ? TLS1_VERSION : TLS1_3_VERSION;
    if (minimum ? SSL_CTX_set_min_proto_version(c->ctx, version)
                : SSL_CTX_set_max_proto_version(c->ctx, version))
        return true;
    raise_value_error(t, "Unsupported protocol version 0x%x", (unsigned)version);
    return false;
}

static Value get_minimum_version(Thread *t, Value self) {
    return get_version(ssl_context_of(self), true);
}
static bool set_minimum_version(Thread *t, Value self, Value v) {
    return set_version(t, ssl_context_of(self), v, true);
}
static Value get_maximum_version(Thread *t, Value self) {
    return get_version(ssl_context_of(self), false);
}
static bool set_maximum_version(Thread *t, Value self, Value v) {
    return set_version(t, ssl_context_of(self), v, false);
}

static Value get_protocol(Thread *t, Value self) {
    return small_int_value(ssl_context_of(self)->protocol);
}

static Value get_security_level(Thread *t, Value self) {
    return small_int_value(SSL_CTX_get_security_level(ssl_context_of(self)->ctx));
}

static Value get_num_tickets(Thread *t, Value self) {
    return small_int_value((int64_t)SSL_CTX_get_num_tickets(ssl_context_of(self)->ctx));
}

static bool set_num_tickets(Thread *t, Value self, Value v) {
    SslContext *c = ssl_context_of(self);
    int count;
    if (!arg_int(t, v, &count))
        return false;
    if (count < 0)
        raise_value_error(t, "value must be non-negative");
    else if (c->protocol != SSL_PROTOCOL_SERVER)
        raise_value_error(t, "SSLContext is not a server context.");
    else if (!SSL_CTX_set_num_tickets(c->ctx, (size_t)count))
        raise_value_error(t, "failed to set num tickets.");
    return !error_pending(t);
}

static Value get_post_handshake_auth(Thread *t, Value self) {
    return bool_value(ssl_context_of(self)->post_handshake_auth);
}
static bool set_post_handshake_auth(Thread *t, Value self, Value v) {
    return arg_bool(t, v, &ssl_context_of(self)->post_handshake_auth);
}

static Value get_common_name(Thread *t, Value self) {
    return bool_value(!(ssl_context_of(self)->host_flags & X509_CHECK_FLAG_NEVER_CHECK_SUBJECT));
}

static bool set_common_name(Thread *t, Value self, Value v) {
    SslContext *c = ssl_context_of(self);
    bool checked;
    if (!arg_bool(t, v, &checked))
        return false;
    c->host_flags &= ~(unsigned)X509_CHECK_FLAG_NEVER_CHECK_SUBJECT;
    if (!checked)
        c->host_flags |= X509_CHECK_FLAG_NEVER_CHECK_SUBJECT;
    X509_VERIFY_PARAM_set_hostflags(SSL_CTX_get0_param(c->ctx), c->host_flags);
    return true;
}

/* --- the type --- */

static const GetSetDef getsets[] = {
    {"options", get_options, set_options, "Flags of Options."},
    {"verify_mode", get_verify_mode, set_verify_mode,
     "Whether certificates of peers are asked for and verified."},
    {"verify_flags", get_verify_flags, set_verify_flags, "Flags of VerifyFlags."},
    {"check_hostname", get_check_hostname, set_check_hostname,
     "Whether certificates must be for the name of the host."},
    {"hostname_checks_common_name", get_common_name, set_common_name,
     "Whether the common name counts where a certificate has no alternative names."},
    {"minimum_version", get_minimum_version, set_minimum_version,
     "The lowest version of TLS that is spoken."},
    {"maximum_version", get_maximum_version, set_maximum_version,
     "The highest version of TLS that is spoken."},
    {"protocol", get_protocol, NULL, "What the context was made for."},
    {"security_level", get_security_level, NULL, "OpenSSL's security level."},
    {"num_tickets", get_num_tickets, set_num_tickets,
     "How many tickets a server sends after a handshake of TLS 1.3."},
    {"post_handshake_auth", get_post_handshake_auth, set_post_handshake_auth,
     "Whether a client may be asked for its certificate later."},
    {"sni_callback", ssl_get_sni_callback, ssl_set_sni_callback,
     "Called by a server when a client names a host: (connection, name, context)."},
    {"keylog_filename", ssl_get_keylog_name, ssl_set_keylog_name,
     "Where the keys of connections are written to."},
    {0},
};

static const MethodDef methods[] = {
    {"_wrap_socket", ssl_wrap_socket, "sock, server_side, hostname, session, /", NULL},
    {"_wrap_bio", ssl_wrap_bio, "incoming, outgoing, server_side, hostname, owner, session, /", NULL},
    {"load_cert_chain", ssl_load_cert_chain, "certfile, keyfile=None, password=None",
     "Load the own certificate with those that lead to its root, and its private key (from the same file, if "
     "none is "
     "given). password, or what it returns if it is callable, is for keys that are encrypted."},
    {"load_verify_locations", ssl_load_verify_locations, "cafile=None, capath=None, cadata=None",
     "Trust these certificates: a file, a folder, or text in PEM or bytes in DER."},
    {"load_dh_params", ssl_load_dh_params, "path, /",
     "Load parameters for the key exchange of Diffie and Hellman."},
    {"set_default_verify_paths", ssl_set_default_verify_paths, "",
     "Trust the certificates that OpenSSL trusts here."},
    {"cert_store_stats", ssl_cert_store_stats, "", "How many certificates and revocation lists are loaded."},
    {"get_ca_certs", ssl_get_ca_certs, "binary_form=False",
     "The certificates of authorities that are loaded, as dicts or in DER."},
    {"set_alpn_protocols", ssl_set_alpn_protocols, "protocols, /", NULL},
    {"set_ciphers", ssl_set_ciphers, "cipherlist, /", "Choose ciphers, in OpenSSL's notation."},
    {"get_ciphers", ssl_get_ciphers, "", "The ciphers that are enabled, as a list of dicts."},
    {"set_ecdh_curve", ssl_set_ecdh_curve, "name, /", "Choose the curve for the key exchange."},
    {"session_stats", ssl_session_stats, "", "Statistics of sessions, as a dict."},
    {0},
};

const TypeDef ssl_context_type_def = {
    .name = "_ssl._SSLContext",
    .size = sizeof(SslContext),
    .flags = TYPE_BASE | TYPE_GC,
    .new_signature = "protocol, /",
    .slots = {.dealloc = dealloc, .traverse = traverse, .clear = clear, .new_instance = new_instance},
    .methods = methods,
    .getsets = getsets,
};
