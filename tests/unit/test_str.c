// Strings: kinds, interning, hashes, UTF-8, growing in place.
#include "leak_check.h"
#include "runtime/error.h"
#include "runtime/str.h"

static Thread *t;
static void set_up(void) {
    t = interp_new(NULL);
}
static void tear_down(void) {
    interp_free(t);
    check_leaks();
}
TestSuite(str, .init = set_up);

static void expect_kind(const char *utf8, int64_t length, int kind, bool ascii) {
    Str *s = str_new(t, utf8);
    cr_assert_not_null(s);
    cr_expect_eq(s->length, length, "%s", utf8);
    cr_expect_eq(s->kind, kind, "%s", utf8);
    cr_expect_eq(s->ascii, ascii, "%s", utf8);
    size_t size;
    cr_expect_str_eq(str_utf8(t, s, &size), utf8);
    cr_expect_eq(size, strlen(utf8));
    decref_object(t, s);
}

Test(str, the_narrowest_kind_that_fits) {
    expect_kind("", 0, 1, true);
    expect_kind("plain", 5, 1, true);
    expect_kind("na\xc3\xafve", 5, 1, false);
    expect_kind("\xc3\xbf\xc4\x80", 2, 2, false);                  /* U+00FF U+0100 */
    expect_kind("\xef\xbf\xbf!", 2, 2, false);                     /* U+FFFF */
    expect_kind("a\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", 3, 4, false); /* U+10000 U+10FFFF */
    tear_down();
}

Test(str, a_slice_becomes_narrow_again) {
    Str *s = str_new(t, "ab\xf0\x9f\x90\x8d\xc3\xa9");
    Str *ascii = str_slice(t, s, 0, 2), *wide = str_slice(t, s, 1, 3), *latin = str_slice(t, s, 3, 4);
    cr_expect(ascii->kind == 1 && ascii->ascii && str_equal_ascii(ascii, "ab"));
    cr_expect(wide->kind == 4 && str_at(wide, 1) == 0x1f40d);
    cr_expect(latin->kind == 1 && !latin->ascii);
    cr_expect_eq(object_value(latin).bits, t->interp->latin1[0xe9].bits, "characters below 256 are shared");
    decref_object(t, latin), decref_object(t, wide), decref_object(t, ascii), decref_object(t, s);
    tear_down();
}

Test(str, surrogates_are_characters_but_no_utf8) {
    Str *s = str_new(t, "x\xed\xa0\x80y"); /* U+D800 */
    cr_assert_eq(s->length, 3);
    cr_expect_eq(str_at(s, 1), 0xd800);
    size_t size;
    cr_expect_null(str_utf8(t, s, &size));
    cr_expect(error_clear_if(t, EXC_UnicodeEncodeError));
    cr_expect_str_eq(str_wtf8(t, s, &size), "x\xed\xa0\x80y");
    cr_expect_null(str_utf8(t, s, &size), "also after its WTF-8 was made");
    error_clear(t);
    decref_object(t, s);
    cr_expect_null(str_new(t, "bad \xff"));
    cr_expect(error_clear_if(t, EXC_UnicodeDecodeError));
    tear_down();
}

Test(str, interned_strings_are_unique_and_die) {
    Str *a = str_intern_utf8(t, "a_rare_name"), *plain = str_format(t, "a_%s", "rare_name");
    cr_expect(str_is_interned(a));
    cr_expect_neq(a, plain);
    cr_expect(str_equal(a, plain));
    cr_expect_eq(str_hash(t, a), str_hash(t, plain));
    Str *b = str_intern(t, plain);
    cr_expect_eq(a, b);
    cr_expect_eq(object_refcount(a), 2, "the table holds no reference");
    decref_object(t, a), decref_object(t, b);
    Str *again = str_intern_utf8(t, "a_rare_name");
    cr_expect(str_is_interned(again));
    cr_expect_eq(object_refcount(again), 1);
    decref_object(t, again);
    tear_down();
}

Test(str, hashes_have_a_key_of_the_interpreter) {
    Thread *other = interp_new(NULL);
    other->interp->hash_secret[0] = t->interp->hash_secret[0] + 1;
    Str *a = str_format(t, "%s", "some key"), *b = str_format(other, "%s", "some key");
    cr_expect_neq(str_hash(t, a), str_hash(other, b));
    cr_expect_neq(str_hash(t, a), -1);
    decref_object(t, a);
    decref_object(other, b);
    interp_free(other);
    tear_down();
}

Test(str, appending_is_in_place_while_nobody_looks) {
    Str *piece = str_new(t, "piece ");
    Value v = object_value(str_format(t, "%s", "start: "));
    int moves = 0;
    for (int i = 0; i < 10000; i++) {
        Value before = v;
        v = str_append(t, v, piece);
        moves += !value_is(v, before);
    }
    cr_expect_eq(value_str(v)->length, 60007);
    cr_expect_lt(moves, 200);
    Value shared = new_ref(v);
    v = str_append(t, v, piece);
    cr_expect(!value_is(v, shared), "somebody else sees it");
    cr_expect_eq(value_str(shared)->length, 60007);
    decref(t, shared), decref(t, v);
    decref_object(t, piece);
    tear_down();
}

/* What was remembered of the shorter string must go: its hash and its UTF-8. */
Test(str, appending_forgets_hash_and_utf8) {
    Value v = object_value(str_new(t, "\xc3\xa9\xc3\xa8"));
    Str *e = str_new(t, "\xc3\xaa"), *whole = str_new(t, "\xc3\xa9\xc3\xa8\xc3\xaa\xc3\xaa\xc3\xaa");
    size_t size;
    for (int i = 0; i < 3; i++) {
        str_hash(t, value_str(v));
        cr_assert_not_null(str_utf8(t, value_str(v), &size));
        v = str_append(t, v, e);
    }
    cr_expect_eq(str_hash(t, value_str(v)), str_hash(t, whole));
    cr_expect_str_eq(str_utf8(t, value_str(v), &size), str_utf8(t, whole, &size));
    cr_expect(str_equal(value_str(v), whole));
    decref(t, v);
    decref_object(t, e), decref_object(t, whole);
    tear_down();
}

Test(str, an_interned_string_never_grows) {
    Str *name = str_intern_utf8(t, "interned_name"), *more = str_new(t, "more");
    Value v = str_append(t, object_value(name), more);
    cr_expect(!value_is(v, object_value(name)));
    cr_expect(!value_str(v)->interned);
    decref(t, v);
    decref_object(t, more);
    tear_down();
}

Test(str, searching_across_kinds) {
    Str *text = str_new(t, "ab\xc4\x80"
                           "ab\xc4\x80"
                           "ab"),
        *ab = str_new(t, "ab"), *wide = str_new(t, "\xf0\x9f\x90\x8d");
    cr_expect_eq(str_find(text, ab, 0, text->length, false), 0);
    cr_expect_eq(str_find(text, ab, 1, text->length, false), 3);
    cr_expect_eq(str_find(text, ab, 0, text->length, true), 6);
    cr_expect_eq(str_find(text, ab, 0, 7, true), 3);
    cr_expect_eq(str_find(text, wide, 0, text->length, false), -1);
    cr_expect_lt(str_compare(ab, text), 0);
    cr_expect_gt(str_compare(wide, text), 0);
    decref_object(t, text), decref_object(t, ab), decref_object(t, wide);
    tear_down();
}

Test(str, builders_remember_failures) {
    StrBuilder b;
    strbuilder_init(&b, t);
    memory_fail_at(1, false);
    strbuilder_repeat(&b, 'x', 10000);
    strbuilder_text(&b, "more");
    memory_fail_at(0, false);
    cr_expect_null(strbuilder_finish(&b));
    cr_expect(error_clear_if(t, EXC_MemoryError));
    strbuilder_init(&b, t);
    strbuilder_text(&b, "a");
    strbuilder_char(&b, 0x1f40d);
    strbuilder_repeat(&b, 0xe9, 3);
    Str *s = strbuilder_finish(&b);
    cr_expect(s->length == 5 && s->kind == 4 && str_at(s, 4) == 0xe9);
    decref_object(t, s);
    tear_down();
}
