#include "leak_check.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

static Thread *t;
static void start(void) {
    t = interp_new(NULL);
}
static void stop(void) {
    interp_free(t);
    check_leaks();
}
TestSuite(type, .init = start);

static Value method_add(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value(42);
}
static const MethodDef add_def = {"__add__", method_add, "other, /", NULL, 0};

static Dict *namespace(const char *name, Value v) {
    Dict *dict = dict_new(t, 4);
    if (name)
        dict_set_text(t, dict, name, v);
    return dict;
}

/* type(name, bases, dict); consumes the dict. */
static Value make(const char *name, Tuple *bases, Dict *dict) {
    Str *text = str_new(t, name);
    Tuple *all = bases ? bases : tuple_new(t, 0);
    Value type = type_new_class(t, builtin_type(t, TYPE_TYPE), text, all, dict, NULL, NULL);
    if (!bases)
        decref_object(t, all);
    decref_object(t, dict);
    decref_object(t, text);
    return type;
}

static Value make_below(const char *name, Value a, Value b) {
    Tuple *bases = is_null(b) ? tuple_pack(t, 1, a) : tuple_pack(t, 2, a, b);
    Value type = make(name, bases, namespace(NULL, VALUE_NULL));
    decref_object(t, bases);
    return type;
}

static void check_message(TypeId exception, const char *message) {
    cr_assert(error_matches(t, exception));
    Value e = error_fetch(t);
    Str *text = op_str(t, e);
    cr_assert(str_equal_ascii(text, message), "%s", (const char *)text->data);
    decref_object(t, text);
    decref(t, e);
}

Test(type, diamonds_are_linearised) {
    Value a = make("A", NULL, namespace(NULL, VALUE_NULL));
    Value b = make_below("B", a, VALUE_NULL), c = make_below("C", a, VALUE_NULL);
    Value d = make_below("D", b, c);
    Tuple *mro = value_type_object(d)->mro;
    cr_assert_eq(mro->length, 5);
    Value expected[] = {d, b, c, a, object_value(builtin_type(t, TYPE_OBJECT))};
    for (int i = 0; i < 5; i++)
        cr_assert(value_is(mro->items[i], expected[i]));
    cr_assert(is_null(make_below("E", a, b)));
    check_message(EXC_TypeError, "Cannot create a consistent method resolution\norder (MRO) for bases A, B");
    decref(t, d);
    decref(t, c);
    decref(t, b);
    decref(t, a);
    stop();
}

Test(type, layouts_must_agree) {
    Value list = object_value(builtin_type(t, TYPE_LIST)), dict = object_value(builtin_type(t, TYPE_DICT));
    cr_assert(is_null(make_below("X", list, dict)));
    check_message(EXC_TypeError, "multiple bases have instance lay-out conflict");
    cr_assert(is_null(make_below("X", object_value(builtin_type(t, TYPE_BOOL)), VALUE_NULL)));
    check_message(EXC_TypeError, "type 'bool' is not an acceptable base type");
    stop();
}

Test(type, slots_take_the_place_of_attributes) {
    Str *x = str_intern_utf8(t, "x"), *y = str_intern_utf8(t, "y");
    Value type = make("S", NULL, namespace("__slots__", new_object_ref(x)));
    Value s = op_call0(t, type);
    cr_assert(op_setattr(t, s, x, small_int_value(7)));
    Value v = op_getattr(t, s, x);
    cr_assert_eq(small_int(v), 7);
    cr_assert(!op_setattr(t, s, y, small_int_value(7)));
    check_message(EXC_AttributeError, "'S' object has no attribute 'y'");
    cr_assert(op_setattr(t, s, x, VALUE_NULL));
    cr_assert(is_null(op_getattr(t, s, x)));
    check_message(EXC_AttributeError, "'S' object has no attribute 'x'");
    decref(t, s);
    decref(t, type);
    decref_object(t, x);
    decref_object(t, y);
    stop();
}

Test(type, special_methods_fill_slots_and_leave_them) {
    Value add = method_descriptor_new(t, builtin_type(t, TYPE_OBJECT), &add_def);
    Value type = make("N", NULL, namespace(NULL, VALUE_NULL));
    Value below = make_below("M", type, VALUE_NULL), n = op_call0(t, below);
    cr_assert(is_null(op_binary(t, BINARY_ADD, n, VALUE_NONE)));
    check_message(EXC_TypeError, "unsupported operand type(s) for +: 'M' and 'NoneType'");
    cr_assert(op_setattr(t, type, NAME(__add__), add));
    cr_assert_eq(small_int(op_binary(t, BINARY_ADD, n, VALUE_NONE)), 42);
    cr_assert(op_setattr(t, type, NAME(__add__), VALUE_NULL));
    cr_assert(is_null(op_binary(t, BINARY_ADD, n, VALUE_NONE)));
    error_clear(t);
    decref(t, n);
    decref(t, below);
    decref(t, type);
    decref(t, add);
    stop();
}

Test(type, lookups_see_changes_of_bases) {
    Str *x = str_intern_utf8(t, "x");
    Value a = make("A", NULL, namespace("x", small_int_value(1)));
    Value b = make_below("B", a, VALUE_NULL);
    cr_assert_eq(small_int(type_lookup(t, value_type_object(b), x)), 1);
    uint32_t version = value_type_object(b)->version;
    cr_assert(op_setattr(t, a, x, small_int_value(2)));
    cr_assert_eq(small_int(type_lookup(t, value_type_object(b), x)), 2);
    cr_assert_neq(value_type_object(b)->version, version);
    List *subclasses = type_subclasses(t, value_type_object(a));
    cr_assert_eq(subclasses->length, 1);
    decref_object(t, subclasses);
    decref(t, b);
    decref(t, a);
    decref_object(t, x);
    stop();
}

Test(type, instances_share_shapes_and_survive_many_attributes) {
    Value type = make("P", NULL, namespace(NULL, VALUE_NULL));
    Value p = op_call0(t, type), q = op_call0(t, type);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 100; i++) {
            Str *name = str_intern(t, str_format(t, "a%d", i));
            cr_assert(op_setattr(t, round ? p : q, name, small_int_value(i)));
            decref_object(t, name);
        }
    for (int i = 0; i < 100; i++) {
        Str *name = str_intern(t, str_format(t, "a%d", i));
        cr_assert_eq(small_int(op_getattr(t, p, name)), i);
        decref_object(t, name);
    }
    decref(t, p);
    decref(t, q);
    decref(t, type);
    stop();
}

Test(type, calls_are_checked_as_cpython_words_it) {
    Value list = object_value(builtin_type(t, TYPE_LIST)), none[] = {VALUE_NONE, VALUE_NONE};
    cr_assert(is_null(op_call(t, list, none, 2, NULL)));
    check_message(EXC_TypeError, "list expected at most 1 argument, got 2");
    Value empty = op_call0(t, list);
    Value method = op_getattr(t, empty, NAME(append));
    cr_assert(is_null(op_call(t, method, none, 2, NULL)));
    check_message(EXC_TypeError, "list.append() takes exactly one argument (2 given)");
    decref(t, method);
    decref(t, empty);
    stop();
}
