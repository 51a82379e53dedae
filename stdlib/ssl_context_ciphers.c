/* Methods of _ssl._SSLContext about ciphers, curves and sessions. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/ssl.h"

/* A str as UTF-8, borrowed. */
static const char *text_of(Thread *t, Value v, const char *function) {
    if (is_str(v))
        return str_utf8(t, value_str(v), NULL);
    raise_type_error(t, "%s() argument must be str, not %T", function, v);
    return NULL;
}

Value ssl_set_ciphers(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *list = text_of(t, args[1], "set_ciphers");
    if (!list)
        return VALUE_NULL;
    if (SSL_CTX_set_cipher_list(ssl_context_of(args[0])->ctx, list))
        return VALUE_NONE;
    ERR_clear_error();
    return ssl_raise_message(t, "No cipher can be selected.");
}

/* --- one cipher as a dict --- */

static bool set_text(Thread *t, Dict *dict, const char *key, const char *text) {
    return dict_set_text(t, dict, key, text ? str_value(str_new(t, text)) : VALUE_NONE);
}

/* The long name of an object of ASN.1, None if there is none. */
static bool set_object(Thread *t, Dict *dict, const char *key, int nid) {
    return set_text(t, dict, key, nid == NID_undef ? NULL : OBJ_nid2ln(nid));
}

static Value cipher_value(Thread *t, const SSL_CIPHER *cipher) {
    char description[512];
    int all_bits, bits = SSL_CIPHER_get_bits(cipher, &all_bits);
    SSL_CIPHER_description(cipher, description, sizeof description);
    description[strcspn(description, "\n")] = 0;
    Dict *dict = dict_new(t, 11);
    if (dict && dict_set_text(t, dict, "id", int_value(t, SSL_CIPHER_get_id(cipher))) &&
        set_text(t, dict, "name", SSL_CIPHER_get_name(cipher)) &&
        set_text(t, dict, "protocol", SSL_CIPHER_get_version(cipher)) &&
        set_text(t, dict, "description", description) &&
        dict_set_text(t, dict, "strength_bits", small_int_value(bits)) &&
        dict_set_text(t, dict, "alg_bits", small_int_value(all_bits)) &&
        dict_set_text(t, dict, "aead", bool_value(SSL_CIPHER_is_aead(cipher))) &&
        set_object(t, dict, "symmetric", SSL_CIPHER_get_cipher_nid(cipher)) &&
        set_object(t, dict, "digest", SSL_CIPHER_get_digest_nid(cipher)) &&
        set_object(t, dict, "kea", SSL_CIPHER_get_kx_nid(cipher)) &&
        set_object(t, dict, "auth", SSL_CIPHER_get_auth_nid(cipher)))
        return object_value(dict);
    xdecref_object(t, dict);
    return VALUE_NULL;
}

/* As a connection has them: a context knows only what it is configured with. */
Value ssl_get_ciphers(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SSL *ssl = SSL_new(ssl_context_of(args[0])->ctx);
    if (!ssl)
        return ssl_raise_queue(t);
    STACK_OF(SSL_CIPHER) *ciphers = SSL_get_ciphers(ssl);
    List *list = list_new(t, 0);
    bool ok = list != NULL;
    for (int i = 0; ok && i < sk_SSL_CIPHER_num(ciphers); i++) {
        Value v = cipher_value(t, sk_SSL_CIPHER_value(ciphers, i));
        ok = !is_null(v) && list_append_owned(t, list, v);
    }
    SSL_free(ssl);
    if (ok)
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}

/* --- curves and sessions --- */

Value ssl_set_ecdh_curve(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value name = str_fs_encode(t, args[1]);
    if (is_null(name))
        return name;
    int nid = OBJ_sn2nid((const char *)value_bytes(name)->data);
    decref(t, name);
    if (nid == NID_undef)
        return raise_value_error(t, "unknown elliptic curve name %R", args[1]);
    return SSL_CTX_set1_groups(ssl_context_of(args[0])->ctx, &nid, 1) ? VALUE_NONE : ssl_raise_queue(t);
}

Value ssl_session_stats(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SSL_CTX *ctx = ssl_context_of(args[0])->ctx;
    const struct {
        const char *name;
        long count;
    } counts[] = {
        {"number", SSL_CTX_sess_number(ctx)},
        {"connect", SSL_CTX_sess_connect(ctx)},
        {"connect_good", SSL_CTX_sess_connect_good(ctx)},
        {"connect_renegotiate", SSL_CTX_sess_connect_renegotiate(ctx)},
        {"accept", SSL_CTX_sess_accept(ctx)},
        {"accept_good", SSL_CTX_sess_accept_good(ctx)},
        {"accept_renegotiate", SSL_CTX_sess_accept_renegotiate(ctx)},
        {"hits", SSL_CTX_sess_hits(ctx)},
        {"misses", SSL_CTX_sess_misses(ctx)},
        {"timeouts", SSL_CTX_sess_timeouts(ctx)},
        {"cache_full", SSL_CTX_sess_cache_full(ctx)},
    };
    Dict *dict = dict_new(t, 11);
    for (size_t i = 0; dict && i < sizeof counts / sizeof *counts; i++)
        if (!dict_set_text(t, dict, counts[i].name, int_value(t, counts[i].count))) {
            decref_object(t, dict);
            dict = NULL;
        }
    return result_value(dict);
}
