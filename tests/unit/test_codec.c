// Codecs: round trips, incomplete input, error handlers.
#include "python.h"
#include "runtime/bytes.h"
#include "runtime/codec.h"

static Thread *t;
static void set_up(void) {
    t = interp_new(NULL);
}
static void tear_down(void) {
    interp_free(t);
    check_leaks();
}
TestSuite(codec, .init = set_up);

static void expect_bytes(Value v, const char *expected, size_t length) {
    cr_assert(!is_null(v));
    cr_expect_eq(value_bytes(v)->length, (int64_t)length);
    cr_expect_arr_eq(value_bytes(v)->data, expected, length);
    decref(t, v);
}

Test(codec, names_are_normalized) {
    cr_expect_eq(codec_find("UTF8"), codec_find("utf-8"));
    cr_expect_eq(codec_find("Latin-1"), codec_find("iso8859_1"));
    cr_expect_null(codec_find("utf-9"));
}

Test(codec, every_code_point_makes_the_round_trip) {
    static const char *const encodings[] = {"utf-8",     "utf-16",         "utf-16-be",          "utf-32",
                                            "utf-32-le", "unicode_escape", "raw_unicode_escape", "utf-8-sig"};
    StrBuilder b;
    strbuilder_init(&b, t);
    for (uint32_t c = 0; c < 0x110000; c += c < 0x3000 ? 1 : 251)
        if (c < 0xd800 || c > 0xdfff)
            strbuilder_char(&b, c);
    Str *all = strbuilder_finish(&b);
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++) {
        Value bytes = str_encode(t, all, encodings[i], NULL);
        cr_assert(!is_null(bytes), "%s", encodings[i]);
        Value back =
            str_decode(t, value_bytes(bytes)->data, (size_t)value_bytes(bytes)->length, encodings[i], NULL);
        cr_assert(!is_null(back), "%s", encodings[i]);
        if (strcmp(encodings[i], "raw_unicode_escape") != 0) /* writes a backslash as it is */
            cr_expect(str_equal(all, value_str(back)), "%s", encodings[i]);
        decref(t, back), decref(t, bytes);
    }
    decref_object(t, all);
    tear_down();
}

Test(codec, handlers_of_errors) {
    Str *s = str_new(t, "a\xc3\xa9\xed\xb2\x80z"); /* a, e acute, U+DC80, z */
    cr_expect(is_null(str_encode(t, s, "ascii", NULL)));
    expect_error(t, EXC_UnicodeEncodeError,
                 "'ascii' codec can't encode characters in position 1-2: ordinal not in range(128)");
    expect_bytes(str_encode(t, s, "ascii", "ignore"), "az", 2);
    expect_bytes(str_encode(t, s, "ascii", "replace"), "a??z", 4);
    expect_bytes(str_encode(t, s, "ascii", "backslashreplace"), "a\\xe9\\udc80z", 12);
    expect_bytes(str_encode(t, s, "ascii", "xmlcharrefreplace"), "a&#233;&#56448;z", 16);
    expect_bytes(str_encode(t, s, "latin-1", "surrogateescape"), "a\xe9\x80z", 4);
    expect_bytes(str_encode(t, s, "utf-8", "surrogatepass"), "a\xc3\xa9\xed\xb2\x80z", 7);
    cr_expect(is_null(str_encode(t, s, "utf-8", "no such handler")));
    expect_error(t, EXC_LookupError, "unknown error handler name 'no such handler'");
    decref_object(t, s);
    tear_down();
}

Test(codec, decoding_errors_name_the_place) {
    cr_expect(is_null(str_decode(t, (const uint8_t *)"ab\xe2\x82!", 5, "utf-8", NULL)));
    expect_error(t, EXC_UnicodeDecodeError,
                 "'utf-8' codec can't decode bytes in position 2-3: invalid continuation byte");
    cr_expect(is_null(str_decode(t, (const uint8_t *)"ab\xe2\x82", 4, "utf-8", NULL)));
    expect_error(t, EXC_UnicodeDecodeError,
                 "'utf-8' codec can't decode bytes in position 2-3: unexpected end of data");
    Value v = str_decode(t, (const uint8_t *)"ab\xe2\x82!\xff", 6, "utf-8", "replace");
    expect_text(t, value_str(v), "ab\xef\xbf\xbd!\xef\xbf\xbd");
    v = str_decode(t, (const uint8_t *)"\x00\xd8", 2, "utf-16-le", "replace");
    expect_text(t, value_str(v), "\xef\xbf\xbd");
    tear_down();
}

Test(codec, partial_input_is_left_for_later) {
    size_t consumed;
    Value v = codec_decode(t, codec_find("utf-8"), (const uint8_t *)"ab\xe2\x82", 4, NULL, true, &consumed);
    expect_text(t, value_str(v), "ab");
    cr_expect_eq(consumed, 2);
    v = codec_decode(t, codec_find("utf-16-le"), (const uint8_t *)"a\0\x3d\xd8\x0d", 5, NULL, true,
                     &consumed);
    expect_text(t, value_str(v), "a");
    cr_expect_eq(consumed, 2);
    tear_down();
}

Test(codec, file_names_keep_all_bytes) {
    Str *name = str_fs_decode(t, "na\xefve\xff", 6);
    cr_assert_eq(name->length, 6);
    cr_expect_eq(str_at(name, 2), 0xdcef);
    expect_bytes(str_fs_encode(t, object_value(name)), "na\xefve\xff", 6);
    decref_object(t, name);
    Str *nul = str_from_ascii(t, "a\0b", 3);
    cr_expect(is_null(str_fs_encode(t, object_value(nul))));
    expect_error(t, EXC_ValueError, "embedded null byte");
    decref_object(t, nul);
    tear_down();
}
