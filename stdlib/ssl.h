/* What the files of module _ssl share: contexts, connections, BIOs and errors, over OpenSSL.
 *
 * A connection never lets OpenSSL block. Its BIO asks the socket only for what is there; when OpenSSL wants more, the
 * connection waits by poll, as sockets with a timeout do. So one thread may write while another waits to read. OpenSSL's
 * object is used by one thread at a time, which holds SslConnection.lock; steps over a socket run without the GIL. */
#ifndef STDLIB_SSL_H
#define STDLIB_SSL_H

#include "runtime/list.h"
#include "runtime/lock.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>

typedef struct Socket Socket; /* socket.h */

typedef struct SslContext {
    Object ob;
    SSL_CTX *ctx;
    int protocol; /* SSL_PROTOCOL_ */
    bool check_hostname, post_handshake_auth;
    unsigned host_flags;    /* X509_CHECK_FLAG_ */
    Value sni_callback;     /* VALUE_NULL: none */
    Value keylog_name;      /* VALUE_NULL: none */
    FILE *keylog;
    Value alpn; /* bytes: names, each behind its length; VALUE_NULL: none */
} SslContext;

/* OpenSSL's workarounds, but for one that weakens TLS 1.0. */
#define SSL_WORKAROUNDS (SSL_OP_ALL & ~SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS)

enum {
    SSL_PROTOCOL_TLS = 2,
    SSL_PROTOCOL_TLSv1 = 3,
    SSL_PROTOCOL_TLSv1_1 = 4,
    SSL_PROTOCOL_TLSv1_2 = 5,
    SSL_PROTOCOL_CLIENT = 16,
    SSL_PROTOCOL_SERVER = 17
};

typedef struct SslConnection {
    Object ob;
    SSL *ssl;
    SslContext *context; /* counted; a callback may put another one here, and nothing keeps the first one then */
    BIO_METHOD *method;  /* of its BIO, if it is over a socket */
    Value owner;         /* a weak reference to the SSLSocket or SSLObject, or VALUE_NULL */
    Value hostname;      /* str, or VALUE_NULL */
    Value alpn;          /* of the context; held here, since a callback looks at it without the GIL */
    Lock lock;           /* around each use of `ssl` that may change it */
    Lock write_lock;     /* around whole writes: their records must not mix */
    bool over_socket;    /* else over two MemoryBios */
    bool server_side;
    /* While a step runs: */
    bool without_gil;
    int fd;
    bool at_end; /* of what the socket will ever give */
} SslConnection;

typedef struct SslMemoryBio {
    Object ob;
    BIO *bio;
    bool end_written;
} SslMemoryBio;

typedef struct SslSession {
    Object ob;
    SSL_SESSION *session;
    SslContext *context; /* counted: it is good for this one only */
} SslSession;

extern const TypeDef ssl_context_type_def, ssl_connection_type_def, ssl_memory_bio_type_def,
    ssl_session_type_def;

static inline SslContext *ssl_context_of(Value v) { return (SslContext *)value_object(v); }
static inline SslConnection *ssl_connection_of(Value v) { return (SslConnection *)value_object(v); }

typedef Value SslFunction(Thread *t, Value *args, int nargs, Tuple *kwnames);

/* --- ssl_error.c --- */

/* Numbers of SSLError.errno beside OpenSSL's SSL_ERROR_. */
enum { SSL_NUMBER_EOF = 8, SSL_NUMBER_NO_SOCKET = 9, SSL_NUMBER_INVALID = 10 };

/* Makes the exceptions and puts them into the module. */
bool ssl_error_add(Thread *t, Value module);
/* SSLError for the last error in OpenSSL's queue of this thread, which is emptied. */
#define ssl_raise_queue(t) ssl_raise_queue_at(t, __FILE_NAME__, __LINE__)
Value ssl_raise_queue_at(Thread *t, const char *file, int line);
/* SSLError with a message only. */
Value ssl_raise_message(Thread *t, const char *message);
/* SSLError(number, message). */
#define ssl_raise_number(t, number, message) ssl_raise_number_at(t, number, message, __FILE_NAME__, __LINE__)
Value ssl_raise_number_at(Thread *t, int number, const char *message, const char *file, int line);

/* What came of a step: OpenSSL's result, and what SSL_get_error and errno said right after it. */
typedef struct SslOutcome {
    int result, error, system_error;
} SslOutcome;
/* The exception for a step that failed. */
#define ssl_raise_outcome(t, c, outcome) ssl_raise_outcome_at(t, c, outcome, __FILE_NAME__, __LINE__)
Value ssl_raise_outcome_at(Thread *t, SslConnection *c, const SslOutcome *outcome, const char *file, int line);

/* --- ssl_bio.c --- */

/* A method table for BIOs over the socket of a connection; NULL: no memory. */
BIO_METHOD *ssl_bio_method_new(void);
/* A BIO for it, for reading and writing. */
BIO *ssl_bio_new_socket(BIO_METHOD *method, SslConnection *c);

/* --- ssl_callback.c: what OpenSSL calls back --- */

/* Around Python code in a callback: takes the GIL, if the step gave it up. */
Thread *ssl_callback_begin(const SslConnection *c);
void ssl_callback_end(Thread *t, const SslConnection *c);
SslFunction ssl_set_alpn_protocols;
Value ssl_get_sni_callback(Thread *t, Value self);
bool ssl_set_sni_callback(Thread *t, Value self, Value v);
Value ssl_get_keylog_name(Thread *t, Value self);
bool ssl_set_keylog_name(Thread *t, Value self, Value v);

/* --- ssl_context.c, ssl_context_certs.c, ssl_context_ciphers.c --- */

SslFunction ssl_load_cert_chain, ssl_load_verify_locations, ssl_load_dh_params, ssl_set_default_verify_paths,
    ssl_cert_store_stats, ssl_get_ca_certs;
SslFunction ssl_set_ciphers, ssl_get_ciphers, ssl_set_ecdh_curve, ssl_session_stats;

/* --- ssl_connection*.c --- */

/* _wrap_socket(socket, server_side, hostname, session); _wrap_bio(incoming, outgoing, server_side, hostname, owner,
 * session): methods of contexts. */
SslFunction ssl_wrap_socket, ssl_wrap_bio;
extern const GetSetDef ssl_connection_getsets[];
SslFunction ssl_getpeercert, ssl_cipher, ssl_shared_ciphers, ssl_version, ssl_compression, ssl_alpn_protocol,
    ssl_channel_binding;
/* The session of a connection, or None; setting one resumes it. */
Value ssl_get_session(Thread *t, Value self);
bool ssl_set_session(Thread *t, Value self, Value v);

/* --- ssl_certificate.c --- */

Value ssl_certificate_value(Thread *t, X509 *certificate); /* the dict of getpeercert() */
Value ssl_certificate_der(Thread *t, X509 *certificate);

#endif
