/* Exceptions of ssl: OpenSSL's queue of errors as SSLError and its subclasses. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/native_types.h"
#include "stdlib/ssl.h"
#include <ctype.h>
#include <errno.h>
#include <openssl/x509v3.h>

/* --- the types --- */

/* The text alone, if there is one; OSError would put the number before it. */
static Value error_str(Thread *t, Value self) {
    OSErrorException *e = (OSErrorException *)value_object(self);
    return is_str(e->message) ? new_ref(e->message) : str_value(op_str(t, object_value(e->base.args)));
}

static const TypeDef error_type_def = {
    .name = "ssl.SSLError",
    .base = EXC_OSError,
    .size = sizeof(OSErrorException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
    .doc = "OpenSSL refused something.",
    .slots = {.str = error_str},
};

#define DERIVED_ERROR(variable, class, text)                                                                 \
    static const TypeDef variable = {                                                                        \
        .name = "ssl." class,                                                                                \
        .size = sizeof(OSErrorException),                                                                    \
        .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,                                                       \
        .doc = text,                                                                                         \
    }
DERIVED_ERROR(zero_return_type_def, "SSLZeroReturnError", "The peer has ended the session.");
DERIVED_ERROR(want_read_type_def, "SSLWantReadError",
              "A socket that does not wait has to receive something first.");
DERIVED_ERROR(want_write_type_def, "SSLWantWriteError",
              "A socket that does not wait has to send something first.");
DERIVED_ERROR(syscall_type_def, "SSLSyscallError", "The operating system refused something that TLS needs.");
DERIVED_ERROR(eof_type_def, "SSLEOFError", "The connection ended in the middle of a session.");
DERIVED_ERROR(verification_type_def, "SSLCertVerificationError",
              "The peer's certificate is not to be trusted.");
#undef DERIVED_ERROR

static Type *add_derived(Thread *t, Value module, Type *base, const TypeDef *def) {
    Type *type = type_new_native_derived(t, def, base);
    return type && module_add(t, module, type_short_name(type), new_object_ref(type)) ? type : NULL;
}

/* A TypeDef has one base; verification errors are ValueErrors as well. */
static bool add_second_base(Thread *t, Type *type, Type *second) {
    Tuple *bases = tuple_pack(t, 2, object_value(type->base), object_value(second)), *before = type->bases;
    if (!bases)
        return false;
    type->bases = bases;
    decref_object(t, before);
    return type_set_mro(t, type) && type_add_subclass(t, second, type) && type_modified(t, type, NULL);
}

bool ssl_error_add(Thread *t, Value module) {
    static const TypeDef *const derived[] = {&zero_return_type_def, &want_read_type_def, &want_write_type_def,
                                             &syscall_type_def, &eof_type_def};
    Type *base = type_new_native(t, &error_type_def);
    if (!base || !module_add(t, module, "SSLError", new_object_ref(base)))
        return false;
    for (size_t i = 0; i < sizeof derived / sizeof *derived; i++)
        if (!add_derived(t, module, base, derived[i]))
            return false;
    Type *verification = add_derived(t, module, base, &verification_type_def);
    return verification && add_second_base(t, verification, builtin_type(t, EXC_ValueError));
}

/* --- what an error is called --- */

typedef struct Report {
    Type *type;
    int number;              /* errno of the exception */
    unsigned long code;      /* of OpenSSL's queue; 0: none */
    const char *text;        /* NULL: what the code says */
    SslConnection *verified; /* whose certificate was refused, or NULL */
    const char *file;        /* where in this program */
    int line;
} Report;

static const char *library_name(unsigned long code) {
    static const struct {
        int library;
        const char *name;
    } names[] = {
        {ERR_LIB_SSL, "SSL"},     {ERR_LIB_X509, "X509"},     {ERR_LIB_X509V3, "X509V3"},
        {ERR_LIB_PEM, "PEM"},     {ERR_LIB_ASN1, "ASN1"},     {ERR_LIB_EVP, "EVP"},
        {ERR_LIB_RSA, "RSA"},     {ERR_LIB_EC, "EC"},         {ERR_LIB_DH, "DH"},
        {ERR_LIB_DSA, "DSA"},     {ERR_LIB_BIO, "BIO"},       {ERR_LIB_SYS, "SYS"},
        {ERR_LIB_PKCS7, "PKCS7"}, {ERR_LIB_PKCS12, "PKCS12"}, {ERR_LIB_RAND, "RAND"},
        {ERR_LIB_CONF, "CONF"},   {ERR_LIB_CRYPTO, "CRYPTO"}, {ERR_LIB_BN, "BN"},
        {ERR_LIB_OBJ, "OBJ"},     {ERR_LIB_PROV, "PROV"},
    };
    for (size_t i = 0; code && i < sizeof names / sizeof *names; i++)
        if (names[i].library == ERR_GET_LIB(code))
            return names[i].name;
    return NULL;
}

/* OpenSSL's macro of a reason, which is its text in capitals. Reasons that all libraries share have none. */
static const char *reason_name(unsigned long code, char *buffer, size_t size) {
    const char *text = code ? ERR_reason_error_string(code) : NULL;
    if (!text || ERR_GET_REASON(code) & ERR_RFLAG_COMMON)
        return NULL;
    size_t i = 0;
    for (; text[i] && i + 1 < size; i++)
        buffer[i] = isalnum((unsigned char)text[i]) ? (char)toupper((unsigned char)text[i]) : '_';
    buffer[i] = 0;
    return buffer;
}

static Str *verify_message(Thread *t, const SslConnection *c, long code) {
    if (!is_null(c->hostname) && code == X509_V_ERR_HOSTNAME_MISMATCH)
        return str_format(t, "Hostname mismatch, certificate is not valid for '%V'.", c->hostname);
    if (!is_null(c->hostname) && code == X509_V_ERR_IP_ADDRESS_MISMATCH)
        return str_format(t, "IP address mismatch, certificate is not valid for '%V'.", c->hostname);
    return str_new(t, X509_verify_cert_error_string(code));
}

static Str *whole_message(Thread *t, const Report *r, const char *library, const char *reason, Str *verify) {
    const char *text = r->text ? r->text : r->code ? ERR_reason_error_string(r->code) : NULL;
    if (!text)
        text = "unknown error";
    if (verify)
        return str_format(t, "[%s: %s] %s: %U (%s:%d)", library, reason, text, verify, r->file, r->line);
    if (library && reason)
        return str_format(t, "[%s: %s] %s (%s:%d)", library, reason, text, r->file, r->line);
    if (library)
        return str_format(t, "[%s] %s (%s:%d)", library, text, r->file, r->line);
    return str_format(t, "%s (%s:%d)", text, r->file, r->line);
}

/* --- raising --- */

static bool set_attribute(Thread *t, Value object, const char *name, Value v_owned) {
    Str *key = is_null(v_owned) ? NULL : str_intern_utf8(t, name);
    bool ok = key && op_setattr(t, object, key, v_owned);
    xdecref_object(t, key);
    decref(t, v_owned);
    return ok;
}

static Value text_or_none(Thread *t, const char *text) {
    return text ? str_value(str_new(t, text)) : VALUE_NONE;
}

/* The exception of a report, with all its attributes; not yet pending. */
static Value make_error(Thread *t, const Report *r) {
    char buffer[256];
    const char *library = library_name(r->code), *reason = reason_name(r->code, buffer, sizeof buffer);
    long verify_code = r->verified ? SSL_get_verify_result(r->verified->ssl) : 0;
    Str *verify = r->verified ? verify_message(t, r->verified, verify_code) : NULL;
    Str *message = r->verified && !verify ? NULL : whole_message(t, r, library, reason, verify);
    Value error = !message
                      ? VALUE_NULL
                      : op_call2(t, object_value(r->type), small_int_value(r->number), object_value(message));
    bool ok = !is_null(error) && set_attribute(t, error, "reason", text_or_none(t, reason)) &&
              set_attribute(t, error, "library", text_or_none(t, library)) &&
              (!verify || (set_attribute(t, error, "verify_code", small_int_value(verify_code)) &&
                           set_attribute(t, error, "verify_message", new_object_ref(verify))));
    xdecref_object(t, verify);
    xdecref_object(t, message);
    if (ok)
        return error;
    decref(t, error);
    return VALUE_NULL;
}

static Value raise_report(Thread *t, const Report *r) {
    Value error = r->type ? make_error(t, r) : VALUE_NULL;
    ERR_clear_error();
    if (!is_null(error))
        raise_value(t, error);
    decref(t, error);
    return VALUE_NULL;
}

static Type *error_type(Thread *t) {
    return native_types_find(t, &error_type_def);
}

Value ssl_raise_queue_at(Thread *t, const char *file, int line) {
    unsigned long code = ERR_peek_last_error();
    Report r = {error_type(t), ERR_GET_REASON(code), code, NULL, NULL, file, line};
    return raise_report(t, &r);
}

Value ssl_raise_number_at(Thread *t, int number, const char *message, const char *file, int line) {
    Report r = {error_type(t), number, 0, message, NULL, file, line};
    return raise_report(t, &r);
}

Value ssl_raise_message(Thread *t, const char *message) {
    Str *text = str_new(t, message);
    Value error = text ? op_call1(t, object_value(error_type(t)), object_value(text)) : VALUE_NULL;
    if (!is_null(error))
        raise_value(t, error);
    decref(t, error);
    xdecref_object(t, text);
    return VALUE_NULL;
}

/* The system or the peer failed, not OpenSSL. False: an exception that is no SSLError is pending. */
static bool report_system(Thread *t, const SslOutcome *outcome, Report *r) {
    r->code = ERR_peek_last_error();
    if (r->code) { /* OpenSSL has more to say */
        r->number = SSL_ERROR_SYSCALL;
        r->type = native_types_find(t, &syscall_type_def);
        return true;
    }
    if (outcome->result < 0 && outcome->system_error) {
        raise_errno(t, outcome->system_error, VALUE_NULL, VALUE_NULL);
        return false;
    }
    r->type = native_types_find(t, &eof_type_def);
    r->number = SSL_NUMBER_EOF;
    r->text = "EOF occurred in violation of protocol";
    return true;
}

static void report_protocol(Thread *t, SslConnection *c, Report *r) {
    r->code = ERR_peek_last_error();
    r->number = SSL_ERROR_SSL;
    if (ERR_GET_LIB(r->code) != ERR_LIB_SSL)
        return;
    if (ERR_GET_REASON(r->code) == SSL_R_CERTIFICATE_VERIFY_FAILED) {
        r->type = native_types_find(t, &verification_type_def);
        r->verified = c;
    } else if (ERR_GET_REASON(r->code) == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
        r->type = native_types_find(t, &eof_type_def);
        r->number = SSL_NUMBER_EOF;
        r->text = "EOF occurred in violation of protocol";
    }
}

Value ssl_raise_outcome_at(Thread *t, SslConnection *c, const SslOutcome *outcome, const char *file,
                           int line) {
    Report r = {.type = error_type(t), .number = outcome->error, .file = file, .line = line};
    switch (outcome->error) {
    case SSL_ERROR_ZERO_RETURN:
        r.type = native_types_find(t, &zero_return_type_def);
        r.text = "TLS/SSL connection has been closed (EOF)";
        break;
    case SSL_ERROR_WANT_READ:
        r.type = native_types_find(t, &want_read_type_def);
        r.text = "The operation did not complete (read)";
        break;
    case SSL_ERROR_WANT_WRITE:
        r.type = native_types_find(t, &want_write_type_def);
        r.text = "The operation did not complete (write)";
        break;
    case SSL_ERROR_WANT_X509_LOOKUP:
        r.text = "The operation did not complete (X509 lookup)";
        break;
    case SSL_ERROR_SYSCALL:
        if (!report_system(t, outcome, &r))
            return VALUE_NULL;
        break;
    case SSL_ERROR_SSL:
        report_protocol(t, c, &r);
        break;
    default:
        r.number = SSL_NUMBER_INVALID;
        r.text = "Invalid error code";
    }
    return raise_report(t, &r);
}
