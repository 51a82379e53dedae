/* The table of codecs, and encoding and decoding as the rest of minipy calls them. */
#include "runtime/codec.h"
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/str_impl.h"
#include "runtime/text.h"

const Codec codec_table[] = {
    {"utf-8", " utf_8 u8 utf utf8 utf8_ucs2 utf8_ucs4 cp65001 ", utf8_encode, utf8_decode, "utf-8", "utf-8",
     utf8_put},
    {"utf-8-sig", " utf_8_sig ", utf8_sig_encode, utf8_sig_decode, "utf-8", "utf-8", utf8_put},
    {"utf-16", " utf_16 u16 utf16 ", utf16_encode, utf16_decode, "utf-16", "utf-16", utf16_put,
     .marked = true},
    {"utf-16-le", " utf_16_le utf_16le unicodelittleunmarked ", utf16_encode, utf16_decode, "utf-16-le",
     "utf-16-le", utf16_put},
    {"utf-16-be", " utf_16_be utf_16be unicodebigunmarked ", utf16_encode, utf16_decode, "utf-16-be",
     "utf-16-be", utf16_put, .big_endian = true},
    {"utf-32", " utf_32 u32 utf32 ", utf32_encode, utf32_decode, "utf-32", "utf-32", utf32_put,
     .marked = true},
    {"utf-32-le", " utf_32_le utf_32le ", utf32_encode, utf32_decode, "utf-32-le", "utf-32-le", utf32_put},
    {"utf-32-be", " utf_32_be utf_32be ", utf32_encode, utf32_decode, "utf-32-be", "utf-32-be", utf32_put,
     .big_endian = true},
    {"iso8859-1",
     " latin_1 8859 cp819 csisolatin1 ibm819 iso8859 iso8859_1 iso_8859_1 iso_8859_1_1987 iso_ir_100 l1 "
     "latin latin1 ",
     latin1_encode, latin1_decode, "latin-1", "latin-1", latin1_put},
    {"ascii",
     " ascii 646 ansi_x3.4_1968 ansi_x3_4_1968 ansi_x3.4_1986 cp367 csascii ibm367 iso646_us "
     "iso_646.irv_1991 iso_ir_6 us "
     "us_ascii ",
     ascii_encode, ascii_decode, "ascii", "ascii", ascii_put},
    {"unicode-escape", " unicode_escape unicodeescape ", unicode_escape_encode, unicode_escape_decode,
     "unicodeescape", "unicodeescape", latin1_put},
    {"raw-unicode-escape", " raw_unicode_escape rawunicodeescape ", raw_unicode_escape_encode,
     raw_unicode_escape_decode, "rawunicodeescape", "rawunicodeescape", latin1_put},
    {0}};
const Codec *const codec_tables[] = {codec_table, codec_charmaps, codec_multibyte, NULL};

const Codec *codec_unmarked(const Codec *codec, bool big_endian) {
    return codec + (big_endian ? 2 : 1);
}

Value codec_encode(Thread *t, const Codec *codec, Str *s, const char *errors) {
    Encoding e = {.t = t, .codec = codec, .errors = errors, .text = s};
    bytebuilder_init(&e.out, t);
    if (!codec->encode(&e)) {
        bytebuilder_drop(&e.out);
        return VALUE_NULL;
    }
    Bytes *bytes = bytebuilder_finish(&e.out);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

Value codec_decode(Thread *t, const Codec *codec, const uint8_t *bytes, size_t length, const char *errors,
                   bool partial, size_t *consumed) {
    Decoding d = {.t = t, .codec = codec, .encoding = codec->decode_name, .errors = errors};
    d.bytes = bytes;
    d.length = length;
    d.object = VALUE_NULL;
    d.partial = partial;
    d.big_endian = codec->big_endian;
    strbuilder_init(&d.out, t);
    bool ok = codec->decode(&d);
    decref(t, d.object);
    if (consumed)
        *consumed = partial ? d.position : length;
    if (ok)
        return str_value(strbuilder_finish(&d.out));
    strbuilder_drop(&d.out);
    return VALUE_NULL;
}

static bool is_utf8_name(const char *encoding) {
    return !encoding || strcmp(encoding, "utf-8") == 0 || strcmp(encoding, "utf8") == 0;
}

Value str_encode(Thread *t, Str *s, const char *encoding, const char *errors) {
    bool utf8 = is_utf8_name(encoding);
    if (utf8 && s->ascii) {
        Bytes *bytes = bytes_new(t, s->data, (size_t)s->length);
        return bytes ? object_value(bytes) : VALUE_NULL;
    }
    const Codec *codec = utf8 ? &codec_table[0] : codec_find(encoding);
    if (codec)
        return codec_encode(t, codec, s, errors);
    if (!codec_check_text(t, encoding, "codecs.encode()"))
        return VALUE_NULL;
    Value v = codec_call_registered(t, encoding, 0, object_value(s), errors);
    if (is_null(v) || is_bytes(v))
        return v;
    raise_type_error(
        t, "'%s' encoder returned '%T' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
        encoding, v);
    decref(t, v);
    return VALUE_NULL;
}

static Value decode_registered(Thread *t, const uint8_t *bytes, size_t length, const char *encoding,
                               const char *errors) {
    Bytes *copy = codec_check_text(t, encoding, "codecs.decode()") ? bytes_new(t, bytes, length) : NULL;
    if (!copy)
        return VALUE_NULL;
    Value v = codec_call_registered(t, encoding, 1, object_value(copy), errors);
    decref_object(t, copy);
    if (is_null(v) || is_str(v))
        return v;
    raise_type_error(
        t, "'%s' decoder returned '%T' instead of 'str'; use codecs.decode() to decode to arbitrary types",
        encoding, v);
    decref(t, v);
    return VALUE_NULL;
}

Value str_decode(Thread *t, const uint8_t *bytes, size_t length, const char *encoding, const char *errors) {
    bool utf8 = is_utf8_name(encoding);
    if (utf8 && text_is_ascii(bytes, length))
        return str_value(str_from_ascii(t, (const char *)bytes, length));
    const Codec *codec = utf8 ? &codec_table[0] : codec_find(encoding);
    if (!codec)
        return decode_registered(t, bytes, length, encoding, errors);
    return codec_decode(t, codec, bytes, length, errors, false, NULL);
}

Value str_decode_object(Thread *t, Value v, const char *encoding, const char *errors) {
    Buffer view;
    if (is_str(v))
        return raise_type_error(t, "decoding str is not supported");
    if (!buffer_supported(t, v))
        return raise_type_error(t, "decoding to str: need a bytes-like object, %T found", v);
    if (!buffer_get(t, v, &view, BUFFER_SIMPLE))
        return VALUE_NULL;
    Value result = str_decode(t, view.data, (size_t)view.length, encoding, errors);
    buffer_release(t, &view);
    return result;
}

/* File names. */

static Value check_no_nul(Thread *t, Value bytes) {
    if (is_null(bytes) || !memchr(value_bytes(bytes)->data, 0, (size_t)value_bytes(bytes)->length))
        return bytes;
    decref(t, bytes);
    return raise_value_error(t, "embedded null byte");
}

static Value path_of(Thread *t, Value v) {
    Value method = op_lookup_special(t, v, NAME(__fspath__));
    if (is_null(method))
        return error_pending(t) ? VALUE_NULL
                                : raise_type_error(t, "expected str, bytes or os.PathLike object, not %T", v);
    Value path = op_call0(t, method);
    decref(t, method);
    if (is_null(path) || is_str(path) || is_bytes(path))
        return path;
    raise_type_error(t, "expected %T.__fspath__() to return str or bytes, not %T", v, path);
    decref(t, path);
    return VALUE_NULL;
}

Value str_fs_encode(Thread *t, Value v) {
    if (is_str(v))
        return check_no_nul(t, str_encode(t, value_str(v), NULL, "surrogateescape"));
    if (is_bytes(v))
        return check_no_nul(t, new_ref(v));
    Value path = path_of(t, v);
    if (is_null(path))
        return VALUE_NULL;
    Value result = str_fs_encode(t, path);
    decref(t, path);
    return result;
}

Str *str_fs_decode(Thread *t, const char *bytes, size_t length) {
    Value v = str_decode(t, (const uint8_t *)bytes, length, NULL, "surrogateescape");
    return is_null(v) ? NULL : value_str(v);
}
