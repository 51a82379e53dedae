/* Certificates as getpeercert() shows them. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/ssl.h"
#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

/* --- small parts --- */

/* (a, b), both consumed. */
static Value pair(Thread *t, Value a, Value b) {
    Value items[] = {a, b};
    if (!is_null(a) && !is_null(b))
        return result_value(tuple_from_owned(t, items, 2));
    decref(t, a);
    decref(t, b);
    return VALUE_NULL;
}

static Value named(Thread *t, const char *name, Value v_owned) {
    return pair(t, str_value(str_new(t, name)), v_owned);
}

/* A list as a tuple; consumes it. ok false: something failed before. */
static Value as_tuple(Thread *t, List *list, bool ok) {
    Tuple *tuple = list && ok ? list_to_tuple(t, list) : NULL;
    xdecref_object(t, list);
    return result_value(tuple);
}

static bool append(Thread *t, List *list, Value v_owned) {
    return !is_null(v_owned) && list_append_owned(t, list, v_owned);
}

static Value object_name(Thread *t, const ASN1_OBJECT *object, bool as_number) {
    char text[256];
    int length = OBJ_obj2txt(text, sizeof text, object, as_number);
    return length < 0 ? ssl_raise_queue(t) : str_value(str_new(t, text));
}

static Value string_value(Thread *t, const ASN1_STRING *string) {
    unsigned char *utf8;
    int length = ASN1_STRING_to_UTF8(&utf8, string);
    if (length < 0)
        return ssl_raise_queue(t);
    Value v = str_value(str_from_utf8(t, (const char *)utf8, (size_t)length));
    OPENSSL_free(utf8);
    return v;
}

static Value ascii_value(Thread *t, const ASN1_IA5STRING *string) {
    return str_value(
        str_from_utf8(t, (const char *)ASN1_STRING_get0_data(string), (size_t)ASN1_STRING_length(string)));
}

/* What OpenSSL prints into a BIO. */
static Value printed(Thread *t, int (*print)(BIO *bio, const void *what), const void *what) {
    BIO *bio = BIO_new(BIO_s_mem());
    char *text;
    if (!bio)
        return raise_no_memory(t);
    print(bio, what);
    long length = BIO_get_mem_data(bio, &text);
    Value v = str_value(str_from_utf8(t, text, (size_t)length));
    BIO_free(bio);
    return v;
}

/* --- names: a tuple of parts, each a tuple of (type, value) --- */

static Value name_value(Thread *t, X509_NAME *name) {
    List *parts = list_new(t, 0), *part = NULL;
    bool ok = parts != NULL;
    int count = X509_NAME_entry_count(name);
    for (int i = 0; ok && i < count; i++) {
        X509_NAME_ENTRY *entry = X509_NAME_get_entry(name, i);
        if (!part)
            part = list_new(t, 1);
        Value key = part ? object_name(t, X509_NAME_ENTRY_get_object(entry), false) : VALUE_NULL;
        Value v = is_null(key) ? VALUE_NULL : string_value(t, X509_NAME_ENTRY_get_data(entry));
        ok = append(t, part, pair(t, key, v));
        bool last = i + 1 == count ||
                    X509_NAME_ENTRY_set(X509_NAME_get_entry(name, i + 1)) != X509_NAME_ENTRY_set(entry);
        if (ok && last) {
            ok = append(t, parts, as_tuple(t, part, true));
            part = NULL;
        }
    }
    xdecref_object(t, part);
    return as_tuple(t, parts, ok);
}

/* --- alternative names --- */

static Value ip_value(Thread *t, const ASN1_OCTET_STRING *string) {
    const unsigned char *b = ASN1_STRING_get0_data(string);
    int length = ASN1_STRING_length(string);
    if (length == 4)
        return str_value(str_format(t, "%d.%d.%d.%d", b[0], b[1], b[2], b[3]));
    if (length != 16)
        return str_value(str_new(t, "<invalid>"));
    unsigned groups[8];
    for (int i = 0; i < 8; i++)
        groups[i] = (unsigned)b[2 * i] << 8 | b[2 * i + 1];
    char text[64];
    snprintf(text, sizeof text, "%X:%X:%X:%X:%X:%X:%X:%X", groups[0], groups[1], groups[2], groups[3],
             groups[4], groups[5], groups[6], groups[7]);
    return str_value(str_new(t, text));
}

static int print_general_name(BIO *bio, const void *name) {
    return GENERAL_NAME_print(bio, (GENERAL_NAME *)name);
}

/* Kinds without a form of their own: what OpenSSL prints, "kind:text". */
static Value other_name_value(Thread *t, const GENERAL_NAME *name) {
    Value text = printed(t, print_general_name, name);
    if (is_null(text))
        return text;
    Str *s = value_str(text);
    int64_t colon = 0;
    while (colon < s->length && str_at(s, colon) != ':')
        colon++;
    Value v = colon == s->length ? pair(t, new_ref(text), str_value(str_empty(t)))
                                 : pair(t, str_value(str_slice(t, s, 0, colon)),
                                        str_value(str_slice(t, s, colon + 1, s->length)));
    decref(t, text);
    return v;
}

static Value general_name_value(Thread *t, const GENERAL_NAME *name) {
    switch (name->type) {
    case GEN_DIRNAME:
        return named(t, "DirName", name_value(t, name->d.directoryName));
    case GEN_EMAIL:
        return named(t, "email", ascii_value(t, name->d.rfc822Name));
    case GEN_DNS:
        return named(t, "DNS", ascii_value(t, name->d.dNSName));
    case GEN_URI:
        return named(t, "URI", ascii_value(t, name->d.uniformResourceIdentifier));
    case GEN_RID:
        return named(t, "Registered ID", object_name(t, name->d.registeredID, true));
    case GEN_IPADD:
        return named(t, "IP Address", ip_value(t, name->d.iPAddress));
    default:
        return other_name_value(t, name);
    }
}

/* A tuple of (kind, name); None if the certificate has no such extension. */
static Value alternative_names(Thread *t, X509 *certificate) {
    GENERAL_NAMES *names = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
    if (!names)
        return VALUE_NONE;
    List *list = list_new(t, sk_GENERAL_NAME_num(names));
    bool ok = list != NULL;
    for (int i = 0; ok && i < sk_GENERAL_NAME_num(names); i++)
        ok = append(t, list, general_name_value(t, sk_GENERAL_NAME_value(names, i)));
    GENERAL_NAMES_free(names);
    return as_tuple(t, list, ok);
}

/* --- where to ask --- */

/* The URIs of one kind (NID_ad_OCSP, NID_ad_ca_issuers); None: there are none. */
static Value access_uris(Thread *t, X509 *certificate, int method) {
    AUTHORITY_INFO_ACCESS *all = X509_get_ext_d2i(certificate, NID_info_access, NULL, NULL);
    List *list = list_new(t, 0);
    bool ok = list != NULL;
    for (int i = 0; ok && all && i < sk_ACCESS_DESCRIPTION_num(all); i++) {
        const ACCESS_DESCRIPTION *one = sk_ACCESS_DESCRIPTION_value(all, i);
        if (OBJ_obj2nid(one->method) == method && one->location->type == GEN_URI)
            ok = append(t, list, ascii_value(t, one->location->d.uniformResourceIdentifier));
    }
    AUTHORITY_INFO_ACCESS_free(all);
    if (!ok || list->length)
        return as_tuple(t, list, ok);
    decref_object(t, list);
    return VALUE_NONE;
}

static Value distribution_points(Thread *t, X509 *certificate) {
    CRL_DIST_POINTS *points = X509_get_ext_d2i(certificate, NID_crl_distribution_points, NULL, NULL);
    if (!points)
        return VALUE_NONE;
    List *list = list_new(t, 0);
    bool ok = list != NULL;
    for (int i = 0; ok && i < sk_DIST_POINT_num(points); i++) {
        const DIST_POINT_NAME *name = sk_DIST_POINT_value(points, i)->distpoint;
        const GENERAL_NAMES *names = name && name->type == 0 ? name->name.fullname : NULL;
        for (int k = 0; ok && names && k < sk_GENERAL_NAME_num(names); k++) {
            const GENERAL_NAME *one = sk_GENERAL_NAME_value(names, k);
            if (one->type == GEN_URI)
                ok = append(t, list, ascii_value(t, one->d.uniformResourceIdentifier));
        }
    }
    CRL_DIST_POINTS_free(points);
    return as_tuple(t, list, ok);
}

/* --- the whole --- */

static int print_integer(BIO *bio, const void *number) {
    return i2a_ASN1_INTEGER(bio, number);
}

static int print_time(BIO *bio, const void *time) {
    return ASN1_TIME_print(bio, time);
}

/* Sets an item, consumed; None: there is nothing to set. */
static bool set_item(Thread *t, Dict *dict, const char *key, Value v) {
    return is_none(v) || dict_set_text(t, dict, key, v);
}

Value ssl_certificate_value(Thread *t, X509 *certificate) {
    Dict *dict = dict_new(t, 10);
    if (dict && set_item(t, dict, "subject", name_value(t, X509_get_subject_name(certificate))) &&
        set_item(t, dict, "issuer", name_value(t, X509_get_issuer_name(certificate))) &&
        set_item(t, dict, "version", small_int_value(X509_get_version(certificate) + 1)) &&
        set_item(t, dict, "serialNumber", printed(t, print_integer, X509_get0_serialNumber(certificate))) &&
        set_item(t, dict, "notBefore", printed(t, print_time, X509_get0_notBefore(certificate))) &&
        set_item(t, dict, "notAfter", printed(t, print_time, X509_get0_notAfter(certificate))) &&
        set_item(t, dict, "subjectAltName", alternative_names(t, certificate)) &&
        set_item(t, dict, "OCSP", access_uris(t, certificate, NID_ad_OCSP)) &&
        set_item(t, dict, "caIssuers", access_uris(t, certificate, NID_ad_ca_issuers)) &&
        set_item(t, dict, "crlDistributionPoints", distribution_points(t, certificate)))
        return object_value(dict);
    xdecref_object(t, dict);
    return VALUE_NULL;
}

Value ssl_certificate_der(Thread *t, X509 *certificate) {
    unsigned char *der = NULL;
    int length = i2d_X509(certificate, &der);
    if (length < 0)
        return ssl_raise_queue(t);
    Bytes *bytes = bytes_new(t, der, (size_t)length);
    OPENSSL_free(der);
    return result_value(bytes);
}
