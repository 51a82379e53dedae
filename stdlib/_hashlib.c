/* Module _hashlib: digests and key derivation by OpenSSL's libcrypto. Inputs that take a while are worked on
 * without the GIL; a lock in each object keeps threads that share it apart. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/lock.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/libraries.h"
#include "stdlib/native_types.h"
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

enum { MUCH = 2048 }; /* bytes: below, giving the GIL up costs more than it is worth */

typedef struct Hash {
    Object ob;
    EVP_MD_CTX *context;
    const EVP_MD *digest; /* borrowed: one of those that OpenSSL keeps */
    const char *name;     /* a constant: see digests */
    Lock lock;            /* held while the context changes without the GIL */
} Hash;

static const TypeDef hash_type_def, xof_type_def;

static Hash *hash_of(Value v) {
    return (Hash *)value_object(v);
}

/* ---- names ---- */

static const struct Digest {
    const char *name, *openssl_name;
} digests[] = {{"md5", "MD5"},
               {"sha1", "SHA1"},
               {"sha224", "SHA224"},
               {"sha256", "SHA256"},
               {"sha384", "SHA384"},
               {"sha512", "SHA512"},
               {"sha3_224", "SHA3-224"},
               {"sha3_256", "SHA3-256"},
               {"sha3_384", "SHA3-384"},
               {"sha3_512", "SHA3-512"},
               {"shake_128", "SHAKE128"},
               {"shake_256", "SHAKE256"},
               {"blake2b", "BLAKE2B512"},
               {"blake2s", "BLAKE2S256"},
               {"sm3", "SM3"},
               {"sha512_224", "SHA512-224"},
               {"sha512_256", "SHA512-256"},
               {"md5-sha1", "MD5-SHA1"},
               {"ripemd160", "RIPEMD160"},
               {0}};

/* The digest by a name in any case, ours or OpenSSL's; NULL: ValueError. */
static const struct Digest *find_digest(Thread *t, Value name, const EVP_MD **md) {
    Str *s = arg_str(t, name, "new", "name");
    if (!s)
        return NULL;
    const char *text = s->ascii ? (const char *)s->data : "";
    for (const struct Digest *d = digests; d->name; d++)
        if ((strcasecmp(text, d->name) == 0 || strcasecmp(text, d->openssl_name) == 0) &&
            (*md = EVP_get_digestbyname(d->openssl_name)))
            return d;
    raise_value_error(t, "unsupported hash type %U", s);
    return NULL;
}

static Value raise_openssl(Thread *t) {
    char text[256];
    unsigned long code = ERR_get_error();
    ERR_clear_error();
    if (!code)
        return raise_no_memory(t);
    ERR_error_string_n(code, text, sizeof text);
    return raise_value_error(t, "%s", text);
}

static bool is_xof(const EVP_MD *md) {
    return EVP_MD_flags(md) & EVP_MD_FLAG_XOF;
}

/* ---- hash objects ---- */

static Hash *hash_new(Thread *t, const TypeDef *def, const EVP_MD *md, const char *name) {
    Hash *h = object_new(t, native_types_find(t, def), 0);
    if (!h)
        return NULL;
    h->digest = md;
    h->name = name;
    h->context = EVP_MD_CTX_new();
    if (h->context)
        return h;
    decref_object(t, h);
    raise_no_memory(t);
    return NULL;
}

static void hash_dealloc(Thread *t, Object *o) {
    EVP_MD_CTX_free(((Hash *)o)->context);
}

static bool take_data(Thread *t, Value v, SpanArg *data) {
    if (is_str(v))
        return raise_type_error(t, "Strings must be encoded before hashing"), false;
    if (!buffer_supported(t, v))
        return raise_type_error(t, "object supporting the buffer API required"), false;
    return span_get(t, v, data);
}

static bool feed(Thread *t, Hash *h, Value v) {
    SpanArg data;
    if (!take_data(t, v, &data))
        return false;
    size_t length = (size_t)data.span.length;
    lock_take(t, &h->lock);
    int ok = length < MUCH ? EVP_DigestUpdate(h->context, data.span.data, length)
                           : BLOCKING(t, "hash", EVP_DigestUpdate(h->context, data.span.data, length));
    lock_release(t, &h->lock);
    span_release(t, &data);
    return ok || (raise_openssl(t), false);
}

static Value start(Thread *t, const char *name, const EVP_MD *md, Value data) {
    Hash *h = hash_new(t, is_xof(md) ? &xof_type_def : &hash_type_def, md, name);
    if (!h)
        return VALUE_NULL;
    bool ok = EVP_DigestInit_ex(h->context, md, NULL);
    if (!ok)
        raise_openssl(t);
    if (ok && (is_null(data) || feed(t, h, data)))
        return object_value(h);
    decref_object(t, h);
    return VALUE_NULL;
}

static Value update_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return feed(t, hash_of(args[0]), args[1]) ? VALUE_NONE : VALUE_NULL;
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Hash *h = hash_of(args[0]), *copy = hash_new(t, object_type(h)->def, h->digest, h->name);
    if (!copy)
        return VALUE_NULL;
    lock_take(t, &h->lock);
    int ok = EVP_MD_CTX_copy_ex(copy->context, h->context);
    lock_release(t, &h->lock);
    if (ok)
        return object_value(copy);
    decref_object(t, copy);
    return raise_openssl(t);
}

/* What was fed so far, by a copy of the context, since OpenSSL ends one with its result. */
static Bytes *result(Thread *t, Hash *h, int64_t length) {
    Bytes *bytes = bytes_new(t, NULL, (size_t)length);
    EVP_MD_CTX *copy = bytes ? EVP_MD_CTX_new() : NULL;
    lock_take(t, &h->lock);
    bool ok = copy && EVP_MD_CTX_copy_ex(copy, h->context) &&
              (length == 0 || (is_xof(h->digest) ? EVP_DigestFinalXOF(copy, bytes->data, (size_t)length)
                                                 : EVP_DigestFinal_ex(copy, bytes->data, NULL)));
    lock_release(t, &h->lock);
    EVP_MD_CTX_free(copy);
    if (ok || !bytes)
        return bytes;
    decref_object(t, bytes);
    raise_openssl(t);
    return NULL;
}

static Value as_hexadecimal(Thread *t, Bytes *bytes) {
    static const char digits[] = "0123456789abcdef";
    Str *text = bytes ? str_alloc(t, 2 * bytes->length, 'f') : NULL;
    for (int64_t i = 0; text && i < bytes->length; i++) {
        str_put(text, 2 * i, (uint8_t)digits[bytes->data[i] >> 4]);
        str_put(text, 2 * i + 1, (uint8_t)digits[bytes->data[i] & 15]);
    }
    xdecref_object(t, bytes);
    return str_value(text);
}

static Value digest_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Hash *h = hash_of(args[0]);
    return result_value(result(t, h, EVP_MD_size(h->digest)));
}

static Value hexdigest_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Hash *h = hash_of(args[0]);
    return as_hexadecimal(t, result(t, h, EVP_MD_size(h->digest)));
}

static bool take_length(Thread *t, Value v, int64_t *length) {
    if (!arg_int64(t, v, length))
        return false;
    return *length >= 0 || (raise_value_error(t, "value must be positive"), false);
}

static Value xof_digest_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t length;
    return take_length(t, args[1], &length) ? result_value(result(t, hash_of(args[0]), length)) : VALUE_NULL;
}

static Value xof_hexdigest_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t length;
    return take_length(t, args[1], &length) ? as_hexadecimal(t, result(t, hash_of(args[0]), length))
                                            : VALUE_NULL;
}

static Value get_name(Thread *t, Value self) {
    return str_value(str_new(t, hash_of(self)->name));
}

static Value get_digest_size(Thread *t, Value self) {
    const EVP_MD *md = hash_of(self)->digest;
    return small_int_value(is_xof(md) ? 0 : EVP_MD_size(md));
}

static Value get_block_size(Thread *t, Value self) {
    return small_int_value(EVP_MD_block_size(hash_of(self)->digest));
}

static Value hash_repr(Thread *t, Value self) {
    return str_value(
        str_format(t, "<%s %T object @ %p>", hash_of(self)->name, self, (void *)value_object(self)));
}

#define SHARED_METHODS                                                                                       \
    {"update", update_method, "obj, /", "Goes on hashing, with the bytes of obj."}, {                        \
        "copy", copy_method, "", "Another object in the same state."                                         \
    }

static const MethodDef hash_methods[] = {
    SHARED_METHODS,
    {"digest", digest_method, "", "The digest so far, as bytes."},
    {"hexdigest", hexdigest_method, "", "The digest so far, in hexadecimal digits."},
    {0}};

static const MethodDef xof_methods[] = {
    SHARED_METHODS,
    {"digest", xof_digest_method, "length", "The digest so far, as that many bytes."},
    {"hexdigest", xof_hexdigest_method, "length",
     "The digest so far, as that many bytes in hexadecimal digits."},
    {0}};

static const GetSetDef hash_getsets[] = {{"name", get_name, NULL, NULL},
                                         {"digest_size", get_digest_size, NULL, NULL},
                                         {"block_size", get_block_size, NULL, NULL},
                                         {0}};

static const TypeDef hash_type_def = {
    .name = "_hashlib.HASH",
    .size = sizeof(Hash),
    .flags = TYPE_BASE | TYPE_NO_INSTANCES,
    .doc = "A digest in the making.",
    .slots = {.dealloc = hash_dealloc, .repr = hash_repr},
    .methods = hash_methods,
    .getsets = hash_getsets,
};

static const TypeDef xof_type_def = {
    .name = "_hashlib.HASHXOF",
    .size = sizeof(Hash),
    .flags = TYPE_BASE | TYPE_NO_INSTANCES,
    .doc = "A digest of any length in the making.",
    .slots = {.dealloc = hash_dealloc, .repr = hash_repr},
    .methods = xof_methods,
    .getsets = hash_getsets,
};

/* ---- functions ---- */

static Value new_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const EVP_MD *md;
    const struct Digest *digest = find_digest(t, args[0], &md);
    return digest ? start(t, digest->name, md, args[1]) : VALUE_NULL;
}

/* sha256() and its like are built-in functions, also because those are no methods where a class has them. */
static Value construct(Thread *t, const char *name, Value data) {
    const struct Digest *digest = digests;
    while (strcmp(digest->name, name) != 0)
        digest++;
    const EVP_MD *md = EVP_get_digestbyname(digest->openssl_name);
    return md ? start(t, name, md, data) : raise_value_error(t, "unsupported hash type %s", name);
}

#define CONSTRUCTORS(X)                                                                                      \
    X(md5) X(sha1) X(sha224) X(sha256) X(sha384) X(sha512) X(sha3_224) X(sha3_256) X(sha3_384) X(sha3_512)   \
        X(shake_128) X(shake_256)
#define CONSTRUCTOR(name)                                                                                    \
    static Value openssl_##name(Thread *t, Value *args, int nargs, Tuple *kwnames) {                         \
        return construct(t, #name, args[0]);                                                                 \
    }
CONSTRUCTORS(CONSTRUCTOR)
#undef CONSTRUCTOR

/* hmac.digest: (key, message, name of the digest) in one go. */
static Value hmac_digest_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const EVP_MD *md;
    SpanArg key, message;
    uint8_t out[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    if (!find_digest(t, args[2], &md) || !span_get(t, args[0], &key))
        return VALUE_NULL;
    bool ok = span_get(t, args[1], &message);
    if (ok) {
        ok = BLOCKING(t, "hmac",
                      HMAC(md, key.span.data, (int)key.span.length, message.span.data,
                           (size_t)message.span.length, out, &length) != NULL);
        span_release(t, &message);
        if (!ok)
            raise_openssl(t);
    }
    span_release(t, &key);
    return ok ? result_value(bytes_new(t, out, length)) : VALUE_NULL;
}

typedef struct Derivation { /* a key is made of a password and a salt */
    SpanArg password, salt;
    Bytes *key;
} Derivation;

static bool derivation_begin(Thread *t, Derivation *d, Value password, Value salt, int64_t length) {
    if (!span_get(t, password, &d->password))
        return false;
    bool ok = span_get(t, salt, &d->salt);
    d->key = ok ? bytes_new(t, NULL, (size_t)length) : NULL;
    if (!d->key) {
        span_release(t, &d->password);
        if (ok)
            span_release(t, &d->salt);
    }
    return d->key != NULL;
}

static Value derivation_end(Thread *t, Derivation *d, int ok) {
    span_release(t, &d->password);
    span_release(t, &d->salt);
    if (ok)
        return object_value(d->key);
    decref_object(t, d->key);
    return raise_openssl(t);
}

static Value pbkdf2_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const EVP_MD *md;
    Derivation d;
    int64_t iterations, length;
    if (!find_digest(t, args[0], &md) || !arg_int64(t, args[3], &iterations))
        return VALUE_NULL;
    if (iterations < 1)
        return raise_value_error(t, "iteration value must be greater than 0.");
    length = EVP_MD_size(md);
    if (!is_null(args[4]) && !is_none(args[4]) && !arg_int64(t, args[4], &length))
        return VALUE_NULL;
    if (length < 1)
        return raise_value_error(t, "key length must be greater than 0.");
    if (iterations > INT32_MAX || length > INT32_MAX)
        return raise_overflow(t, "%s value is too great.", length > INT32_MAX ? "key length" : "iteration");
    if (!derivation_begin(t, &d, args[1], args[2], length))
        return VALUE_NULL;
    int ok = BLOCKING(t, "pbkdf2",
                      PKCS5_PBKDF2_HMAC((const char *)d.password.span.data, (int)d.password.span.length,
                                        d.salt.span.data, (int)d.salt.span.length, (int)iterations, md,
                                        (int)length, d.key->data));
    return derivation_end(t, &d, ok);
}

static bool take_cost(Thread *t, Value v, const char *name, int64_t *out) {
    if (is_null(v) || is_none(v))
        return raise_type_error(t, "%s is required and must be an unsigned int", name), false;
    if (!is_int(v))
        return raise_type_error(t, "%s is required and must be an unsigned int", name), false;
    return arg_int64(t, v, out);
}

static Value scrypt_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    enum { PASSWORD, SALT, N, R, P, MAXMEM, DKLEN };
    Derivation d;
    int64_t n, r, p, memory = 0, length = 64;
    if (is_null(args[SALT]) || is_none(args[SALT]))
        return raise_type_error(t, "salt is required");
    if (!take_cost(t, args[N], "n", &n) || !take_cost(t, args[R], "r", &r) ||
        !take_cost(t, args[P], "p", &p) || (!is_null(args[MAXMEM]) && !arg_int64(t, args[MAXMEM], &memory)) ||
        (!is_null(args[DKLEN]) && !arg_int64(t, args[DKLEN], &length)))
        return VALUE_NULL;
    if (n < 2 || n & (n - 1))
        return raise_value_error(t, "n must be a power of 2.");
    if (memory < 0 || memory > INT32_MAX)
        return raise_value_error(t, "maxmem must be positive and smaller than %d", INT32_MAX);
    if (length < 1 || length > INT32_MAX)
        return raise_value_error(t, "dklen must be greater than 0 and smaller than %d", INT32_MAX);
    if (!EVP_PBE_scrypt(NULL, 0, NULL, 0, (uint64_t)n, (uint64_t)r, (uint64_t)p, (uint64_t)memory, NULL, 0)) {
        ERR_clear_error();
        return raise_value_error(t, "Invalid parameter combination for n, r, p, maxmem.");
    }
    if (!derivation_begin(t, &d, args[PASSWORD], args[SALT], length))
        return VALUE_NULL;
    int ok = BLOCKING(t, "scrypt",
                      EVP_PBE_scrypt((const char *)d.password.span.data, (size_t)d.password.span.length,
                                     d.salt.span.data, (size_t)d.salt.span.length, (uint64_t)n, (uint64_t)r,
                                     (uint64_t)p, (uint64_t)memory, d.key->data, (size_t)length));
    return derivation_end(t, &d, ok);
}

/* Names of the digests that this libcrypto has. */
static bool add_names(Thread *t, Value module) {
    List *names = list_new(t, 20);
    for (const struct Digest *d = digests; names && d->name; d++) {
        Str *name = EVP_get_digestbyname(d->openssl_name) ? str_new(t, d->name) : NULL;
        bool ok = name ? list_append_owned(t, names, object_value(name)) : !error_pending(t);
        if (!ok) {
            decref_object(t, names);
            names = NULL;
        }
    }
    return module_add(t, module, "names", result_value(names));
}

static bool set_up(Thread *t, Value module) {
    return library_load(t, &library_crypto) && add_names(t, module);
}

static const MethodDef functions[] = {
#define CONSTRUCTOR(name)                                                                                    \
    {"openssl_" #name, openssl_##name, "string=b'', *, usedforsecurity=True", "A hash object for " #name ", fed with string."},
    CONSTRUCTORS(CONSTRUCTOR)
#undef CONSTRUCTOR
    {"new", new_function, "name, string=b'', *, usedforsecurity=True",
     "A hash object for the digest of that name."},
    {"hmac_digest", hmac_digest_function, "key, msg, digest", "The HMAC of msg, as bytes."},
    {"pbkdf2_hmac", pbkdf2_function, "hash_name, password, salt, iterations, dklen=None",
     "A key made of a password by PKCS #5's second method."},
    {"scrypt", scrypt_function, "password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64",
     "A key made of a password by scrypt."},
    {0}};

static const TypeDef *const types[] = {&hash_type_def, &xof_type_def, NULL};

const ModuleDef hashlib_module_def = {
    .name = "_hashlib",
    .doc = "Digests by OpenSSL.",
    .functions = functions,
    .types = types,
    .exec = set_up,
};
