/* Module _ssl: its table, its constants, and functions that need no connection. The types are in ssl_*.c. */
#include "runtime/byte_span.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/libraries.h"
#include "stdlib/ssl.h"
#include <openssl/rand.h>
#include <openssl/x509v3.h>

/* --- random numbers --- */

static Value rand_bytes(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int count;
    if (!arg_int(t, args[0], &count))
        return VALUE_NULL;
    if (count < 0)
        return raise_value_error(t, "num must be positive");
    Bytes *bytes = bytes_new(t, NULL, (size_t)count);
    if (!bytes || RAND_bytes(bytes->data, count) == 1)
        return result_value(bytes);
    decref_object(t, bytes);
    return ssl_raise_queue(t);
}

static Value rand_add(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    double entropy;
    Value bytes = is_str(args[0]) ? str_encode(t, value_str(args[0]), "utf-8", NULL) : new_ref(args[0]);
    if (is_null(bytes))
        return bytes;
    bool ok = arg_double(t, args[1], &entropy) && span_get(t, bytes, &data);
    if (ok) {
        RAND_add(data.span.data, (int)data.span.length, entropy);
        span_release(t, &data);
    }
    decref(t, bytes);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value rand_status(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(RAND_status() == 1);
}

/* --- objects of ASN.1: (number, short name, long name, dotted numbers) --- */

static Value text_or_none(Thread *t, const char *text) {
    return text ? str_value(str_new(t, text)) : VALUE_NONE;
}

static Value object_tuple(Thread *t, const ASN1_OBJECT *object) {
    char dotted[128];
    int nid = OBJ_obj2nid(object), length = OBJ_obj2txt(dotted, sizeof dotted, object, 1);
    Value items[] = {small_int_value(nid), text_or_none(t, OBJ_nid2sn(nid)), text_or_none(t, OBJ_nid2ln(nid)),
                     length > 0 ? str_value(str_new(t, dotted)) : VALUE_NONE};
    bool ok = true;
    for (int i = 1; i < 4; i++)
        ok = ok && !is_null(items[i]);
    Tuple *tuple = ok ? tuple_from_array(t, items, 4) : NULL;
    for (int i = 1; i < 4; i++)
        decref(t, items[i]);
    return result_value(tuple);
}

static Value object_from_text(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool by_name = false;
    Str *text = arg_str(t, args[0], "txt2obj", "txt");
    const char *utf8 = text ? str_utf8(t, text, NULL) : NULL;
    if (!utf8 || (!is_null(args[1]) && !arg_bool(t, args[1], &by_name)))
        return VALUE_NULL;
    ASN1_OBJECT *object = OBJ_txt2obj(utf8, !by_name);
    if (!object) {
        ERR_clear_error();
        return raise_value_error(t, "unknown object '%.100s'", utf8);
    }
    Value v = object_tuple(t, object);
    ASN1_OBJECT_free(object);
    return v;
}

static Value object_from_number(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int nid;
    if (!arg_int(t, args[0], &nid))
        return VALUE_NULL;
    if (nid < NID_undef)
        return raise_value_error(t, "NID must be positive.");
    const ASN1_OBJECT *object = OBJ_nid2obj(nid);
    if (object)
        return object_tuple(t, object);
    ERR_clear_error();
    return raise_value_error(t, "unknown NID %d", nid);
}

/* --- where certificates are: (variable, file, variable, folder) --- */

static Value default_paths(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *const texts[] = {X509_get_default_cert_file_env(), X509_get_default_cert_file(),
                                 X509_get_default_cert_dir_env(), X509_get_default_cert_dir()};
    Tuple *tuple = tuple_new(t, 4);
    for (int i = 0; tuple && i < 4; i++) {
        tuple->items[i] = str_value(str_fs_decode(t, texts[i], strlen(texts[i])));
        if (is_null(tuple->items[i])) {
            decref_object(t, tuple);
            tuple = NULL;
        }
    }
    return result_value(tuple);
}

/* --- the module --- */

static const MethodDef functions[] = {
    {"RAND_bytes", rand_bytes, "n, /", "n random bytes that are good enough for keys."},
    {"RAND_add", rand_add, "string, entropy, /",
     "Mix bytes with so much entropy into the generator's state."},
    {"RAND_status", rand_status, "", "True if the generator has enough entropy."},
    {"txt2obj", object_from_text, "txt, name=False",
     "Look an object of ASN.1 up, by its dotted numbers or its name."},
    {"nid2obj", object_from_number, "nid, /", "Look an object of ASN.1 up by OpenSSL's number."},
    {"get_default_verify_paths", default_paths, "", "Where OpenSSL looks for certificates that are trusted."},
    {0},
};

static const IntConstant constants[] = {
#define CONSTANT_ENTRY(name, value) {name, (int64_t)(value)},
#include "stdlib/ssl_constants.def"
#undef CONSTANT_ENTRY
    {0},
};

static bool add_flags(Thread *t, Value module) {
    static const struct {
        const char *name;
        bool value;
    } flags[] = {
        {"HAS_ALPN", true},    {"HAS_ECDH", true},    {"HAS_NPN", false},       {"HAS_SNI", true},
        {"HAS_SSLv2", false},  {"HAS_SSLv3", false},  {"HAS_TLS_UNIQUE", true}, {"HAS_TLSv1", true},
        {"HAS_TLSv1_1", true}, {"HAS_TLSv1_2", true}, {"HAS_TLSv1_3", true},
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (!module_add(t, module, flags[i].name, bool_value(flags[i].value)))
            return false;
    return true;
}

/* OPENSSL_VERSION_INFO: (major, minor, fix, patch, status) of a version number. */
static Value version_info(Thread *t, unsigned long version) {
    Value items[] = {small_int_value(version >> 28 & 0xf), small_int_value(version >> 20 & 0xff),
                     small_int_value(version >> 12 & 0xff), small_int_value(version >> 4 & 0xff),
                     small_int_value(version & 0xf)};
    return result_value(tuple_from_array(t, items, 5));
}

static bool add_versions(Thread *t, Value module) {
    unsigned long version = OpenSSL_version_num();
    return module_add_int(t, module, "OPENSSL_VERSION_NUMBER", (int64_t)version) &&
           module_add(t, module, "OPENSSL_VERSION_INFO", version_info(t, version)) &&
           module_add(t, module, "_OPENSSL_API_VERSION", version_info(t, OPENSSL_VERSION_NUMBER)) &&
           module_add(t, module, "OPENSSL_VERSION", text_or_none(t, OpenSSL_version(OPENSSL_VERSION))) &&
           module_add(t, module, "_DEFAULT_CIPHERS", text_or_none(t, OSSL_default_cipher_list()));
}

static const TypeDef *const types[] = {&ssl_context_type_def, &ssl_connection_type_def,
                                       &ssl_memory_bio_type_def, &ssl_session_type_def, NULL};

static bool ssl_exec(Thread *t, Value module) {
    return library_load(t, &library_crypto) && library_load(t, &library_ssl) && add_flags(t, module) &&
           add_versions(t, module) && ssl_error_add(t, module);
}

const ModuleDef _ssl_module_def = {
    .name = "_ssl",
    .doc = "TLS over OpenSSL; the module ssl is what programs use.",
    .ints = constants,
    .functions = functions,
    .types = types,
    .exec = ssl_exec,
};
