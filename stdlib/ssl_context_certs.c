/* Methods of _ssl._SSLContext about certificates: the own one, and those that are trusted. Reading files
 * gives the GIL up. */
#include "runtime/byte_span.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/ssl.h"
#include <errno.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

/* A file name as bytes (owned), or VALUE_NULL; name: of the argument, for the TypeError. */
static Value path_bytes(Thread *t, Value path, const char *name) {
    Value bytes = str_fs_encode(t, path);
    if (is_null(bytes) && error_clear_if(t, EXC_TypeError))
        raise_type_error(t, "%s should be a valid filesystem path", name);
    return bytes;
}

/* An optional one. */
static bool read_path(Thread *t, Value v, const char *name, Value *bytes) {
    *bytes = VALUE_NULL;
    if (is_null(v) || is_none(v))
        return true;
    *bytes = path_bytes(t, v, name);
    return !is_null(*bytes);
}

static const char *path_text(Value bytes) {
    return is_null(bytes) ? NULL : (const char *)value_bytes(bytes)->data;
}

/* OSError if the system could not read the file, else what OpenSSL says. */
static Value raise_load_error(Thread *t, int error) {
    if (!error)
        return ssl_raise_queue(t);
    ERR_clear_error();
    return raise_errno(t, error, VALUE_NULL, VALUE_NULL);
}

/* --- the own certificate --- */

/* What the callback for passwords needs; it runs without the GIL. */
typedef struct Password {
    Thread *t;
    Value given; /* str, bytes, bytearray or a callable that gives one */
    bool raised;
} Password;

/* Copies the password; its length, or -1: exception. */
static int copy_password(Thread *t, Value v, bool was_called, char *buffer, int size) {
    SpanArg data;
    Value bytes = is_str(v) ? str_encode(t, value_str(v), "utf-8", NULL) : new_ref(v);
    if (is_null(bytes))
        return -1;
    int length = -1;
    if (!is_bytes(bytes) && !has_layout(bytes, TYPE_BYTEARRAY)) {
        raise_type_error(t, was_called ? "password callback must return a string"
                                       : "password should be a string or callable");
    } else if (span_get(t, bytes, &data)) {
        if (data.span.length > size)
            raise_value_error(t, "password cannot be longer than %d bytes", size);
        else
            memcpy(buffer, data.span.data, (size_t)(length = (int)data.span.length));
        span_release(t, &data);
    }
    decref(t, bytes);
    return length;
}

static int on_password(char *buffer, int size, int for_writing, void *arg) {
    Password *password = arg;
    Thread *t = password->t;
    blocking_end(t);
    bool calls = op_callable(t, password->given);
    Value v = calls ? op_call0(t, password->given) : new_ref(password->given);
    int length = is_null(v) ? -1 : copy_password(t, v, calls, buffer, size);
    decref(t, v);
    password->raised = length < 0;
    blocking_begin(t, "ssl");
    return length;
}

/* Gives errno, or 0 if only OpenSSL knows what is wrong; -1: all is well. Runs without the GIL. */
static int load_chain(SSL_CTX *ctx, const char *certificate, const char *key) {
    errno = 0;
    if (SSL_CTX_use_certificate_chain_file(ctx, certificate) == 1 &&
        SSL_CTX_use_PrivateKey_file(ctx, key ? key : certificate, SSL_FILETYPE_PEM) == 1 &&
        SSL_CTX_check_private_key(ctx) == 1)
        return -1;
    return ERR_GET_REASON(ERR_peek_last_error()) == ERR_R_SYS_LIB ? errno : 0;
}

static Value load_with_password(Thread *t, SSL_CTX *ctx, const char *certificate, const char *key,
                                Value given) {
    Password password = {.t = t, .given = given};
    bool has_password = !is_null(given) && !is_none(given);
    pem_password_cb *before = SSL_CTX_get_default_passwd_cb(ctx);
    void *before_data = SSL_CTX_get_default_passwd_cb_userdata(ctx);
    if (has_password) {
        SSL_CTX_set_default_passwd_cb(ctx, on_password);
        SSL_CTX_set_default_passwd_cb_userdata(ctx, &password);
    }
    int error = BLOCKING(t, "load_cert_chain", load_chain(ctx, certificate, key));
    SSL_CTX_set_default_passwd_cb(ctx, before);
    SSL_CTX_set_default_passwd_cb_userdata(ctx, before_data);
    if (password.raised)
        return ERR_clear_error(), VALUE_NULL;
    return error < 0 ? VALUE_NONE : raise_load_error(t, error);
}

Value ssl_load_cert_chain(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value certificate = path_bytes(t, args[1], "certfile"), key, result = VALUE_NULL;
    if (is_null(certificate))
        return certificate;
    if (!is_null(args[3]) && !is_none(args[3]) && !op_callable(t, args[3]) && !is_str(args[3]) &&
        !is_bytes(args[3]) && !has_layout(args[3], TYPE_BYTEARRAY))
        raise_type_error(t, "password should be a string or callable");
    else if (read_path(t, args[2], "keyfile", &key)) {
        result = load_with_password(t, ssl_context_of(args[0])->ctx, path_text(certificate), path_text(key),
                                    args[3]);
        decref(t, key);
    }
    decref(t, certificate);
    return result;
}

/* --- trusted certificates --- */

/* The next certificate of a text or of bytes in DER; NULL: none, or an error in the queue. */
static X509 *read_certificate(SSL_CTX *ctx, BIO *bio, bool der) {
    return der ? d2i_X509_bio(bio, NULL)
               : PEM_read_bio_X509(bio, NULL, SSL_CTX_get_default_passwd_cb(ctx),
                                   SSL_CTX_get_default_passwd_cb_userdata(ctx));
}

/* False: an error in the queue. A certificate that is known already is none. */
static bool trust(SSL_CTX *ctx, X509 *certificate) {
    if (X509_STORE_add_cert(SSL_CTX_get_cert_store(ctx), certificate))
        return true;
    if (ERR_GET_LIB(ERR_peek_last_error()) != ERR_LIB_X509 ||
        ERR_GET_REASON(ERR_peek_last_error()) != X509_R_CERT_ALREADY_IN_HASH_TABLE)
        return false;
    ERR_clear_error();
    return true;
}

/* Did reading stop because there is nothing more? */
static bool at_end(bool der) {
    unsigned long error = ERR_peek_last_error();
    if (!error)
        return true;
    if (der)
        return ERR_GET_LIB(error) == ERR_LIB_ASN1 && ERR_GET_REASON(error) == ASN1_R_HEADER_TOO_LONG;
    return ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
}

static bool trust_all(Thread *t, SSL_CTX *ctx, BIO *bio, bool der) {
    int count = 0;
    for (X509 *certificate; (certificate = read_certificate(ctx, bio, der)); count++) {
        bool ok = trust(ctx, certificate);
        X509_free(certificate);
        if (!ok)
            return ssl_raise_queue(t), false;
    }
    if (count == 0) {
        const char *what = der ? "not enough data: cadata does not contain a certificate"
                               : "no start line: cadata does not contain a certificate";
        return ssl_raise_number(t, 0, what), false;
    }
    if (!at_end(der))
        return ssl_raise_queue(t), false;
    ERR_clear_error();
    return true;
}

/* cadata: text in PEM, or bytes in DER. */
static bool trust_data(Thread *t, SSL_CTX *ctx, Value v) {
    static const char wrong[] = "cadata should be an ASCII string or a bytes-like object";
    SpanArg data;
    bool der = !is_str(v), ok = false;
    if (!der && !value_str(v)->ascii)
        return raise_type_error(t, wrong), false;
    Value bytes = der ? new_ref(v) : str_encode(t, value_str(v), "ascii", NULL);
    if (is_null(bytes))
        return false;
    if (!span_get(t, bytes, &data)) {
        if (error_clear_if(t, EXC_TypeError))
            raise_type_error(t, wrong);
    } else {
        BIO *bio = data.span.length > 0 && data.span.length <= INT32_MAX
                       ? BIO_new_mem_buf(data.span.data, (int)data.span.length)
                       : NULL;
        if (data.span.length == 0)
            raise_value_error(t, "Empty certificate data");
        else if (data.span.length > INT32_MAX)
            raise_overflow(t, "Certificate data is too long.");
        else
            ok = bio ? trust_all(t, ctx, bio, der) : (ssl_raise_queue(t), false);
        BIO_free(bio);
        span_release(t, &data);
    }
    decref(t, bytes);
    return ok;
}

/* As load_chain. */
static int load_locations(SSL_CTX *ctx, const char *file, const char *folder) {
    errno = 0;
    return SSL_CTX_load_verify_locations(ctx, file, folder) == 1 ? -1 : errno;
}

Value ssl_load_verify_locations(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SSL_CTX *ctx = ssl_context_of(args[0])->ctx;
    Value file, folder;
    Value data = is_null(args[3]) || is_none(args[3]) ? VALUE_NULL : args[3];
    if (!read_path(t, args[1], "cafile", &file))
        return VALUE_NULL;
    bool ok = read_path(t, args[2], "capath", &folder);
    if (ok && is_null(file) && is_null(folder) && is_null(data)) {
        raise_type_error(t, "cafile, capath and cadata cannot be all omitted");
        ok = false;
    }
    ok = ok && (is_null(data) || trust_data(t, ctx, data));
    if (ok && !(is_null(file) && is_null(folder))) {
        int error =
            BLOCKING(t, "load_verify_locations", load_locations(ctx, path_text(file), path_text(folder)));
        ok = error < 0;
        if (!ok)
            raise_load_error(t, error);
    }
    decref(t, file);
    decref(t, folder);
    return ok ? VALUE_NONE : VALUE_NULL;
}

Value ssl_set_default_verify_paths(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SSL_CTX *ctx = ssl_context_of(args[0])->ctx;
    int ok = BLOCKING(t, "set_default_verify_paths", SSL_CTX_set_default_verify_paths(ctx));
    return ok ? VALUE_NONE : ssl_raise_queue(t);
}

/* --- parameters of Diffie and Hellman --- */

static EVP_PKEY *read_parameters(const char *path, int *error) {
    errno = 0;
    BIO *bio = BIO_new_file(path, "r");
    *error = errno;
    EVP_PKEY *parameters = bio ? PEM_read_bio_Parameters(bio, NULL) : NULL;
    if (bio)
        *error = 0;
    BIO_free(bio);
    return parameters;
}

Value ssl_load_dh_params(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value path = str_fs_encode(t, args[1]);
    if (is_null(path))
        return path;
    int error;
    EVP_PKEY *parameters = BLOCKING(t, "load_dh_params", read_parameters(path_text(path), &error));
    decref(t, path);
    if (!parameters && error) {
        ERR_clear_error();
        return raise_errno(t, error, args[1], VALUE_NULL);
    }
    if (parameters && SSL_CTX_set0_tmp_dh_pkey(ssl_context_of(args[0])->ctx, parameters))
        return VALUE_NONE;
    EVP_PKEY_free(parameters);
    return ssl_raise_queue(t);
}

/* --- what is loaded --- */

Value ssl_cert_store_stats(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    STACK_OF(X509_OBJECT) *all =
        X509_STORE_get0_objects(SSL_CTX_get_cert_store(ssl_context_of(args[0])->ctx));
    int certificates = 0, lists = 0, authorities = 0;
    for (int i = 0; i < sk_X509_OBJECT_num(all); i++) {
        X509_OBJECT *object = sk_X509_OBJECT_value(all, i);
        X509 *certificate = X509_OBJECT_get0_X509(object);
        certificates += certificate != NULL;
        authorities += certificate && X509_check_ca(certificate);
        lists += X509_OBJECT_get_type(object) == X509_LU_CRL;
    }
    Dict *dict = dict_new(t, 3);
    if (dict && dict_set_text(t, dict, "x509", small_int_value(certificates)) &&
        dict_set_text(t, dict, "crl", small_int_value(lists)) &&
        dict_set_text(t, dict, "x509_ca", small_int_value(authorities)))
        return object_value(dict);
    xdecref_object(t, dict);
    return VALUE_NULL;
}

Value ssl_get_ca_certs(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    STACK_OF(X509_OBJECT) *all =
        X509_STORE_get0_objects(SSL_CTX_get_cert_store(ssl_context_of(args[0])->ctx));
    bool binary = false;
    if (!is_null(args[1]) && !arg_bool(t, args[1], &binary))
        return VALUE_NULL;
    List *list = list_new(t, 0);
    bool ok = list != NULL;
    for (int i = 0; ok && i < sk_X509_OBJECT_num(all); i++) {
        X509 *certificate = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(all, i));
        if (!certificate || !X509_check_ca(certificate))
            continue;
        Value v = binary ? ssl_certificate_der(t, certificate) : ssl_certificate_value(t, certificate);
        ok = !is_null(v) && list_append_owned(t, list, v);
    }
    if (ok)
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}
